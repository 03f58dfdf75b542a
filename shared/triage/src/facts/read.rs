//! Reads the facts of a text from its tokens.

use super::{
    Claim, Date, Fact, FactKind, Value,
    links::take_addresses,
    normal::normal,
    phone::phone,
    tokens::{Kind, Token, canonical, tokens},
    vocabulary as words,
};

pub(super) fn read(text: &str) -> Vec<Claim> {
    let mut claims = Vec::new();
    let text = take_addresses(&normal(text), &mut claims);
    let tokens = tokens(&text);
    let mut reader = Reader {
        text: &text,
        tokens: &tokens,
        claims,
    };
    let mut at = 0;
    while at < tokens.len() {
        at = reader.step(at).max(at + 1);
    }
    reader.claims
}

struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Token],
    claims: Vec<Claim>,
}

/// What follows a figure and says what it counts.
enum Suffix {
    Percent,
    Price(&'static str),
    Duration(&'static str),
    Clock,
}

impl Reader<'_> {
    /// Reads what begins at token `at`; gives the token after it.
    fn step(&mut self, at: usize) -> usize {
        let token = &self.tokens[at];
        match &token.kind {
            Kind::Sign('+' | '(') => self.phone(at).unwrap_or(at + 1),
            Kind::Sign(c) => {
                if c.is_numeric() {
                    self.push(FactKind::Number, at, at + 1, Value::Number(c.to_string()));
                }
                at + 1
            }
            Kind::Figure(_) => self
                .numeric_date(at)
                .or_else(|| self.clock(at))
                .or_else(|| self.phone(at))
                .unwrap_or_else(|| self.quantity(at)),
            Kind::Word(word) => {
                let word = word.as_str();
                self.price_before(at, word)
                    .or_else(|| self.code(at))
                    .or_else(|| self.month_first(at, word))
                    .or_else(|| self.weekday(at))
                    .or_else(|| self.number_word(at))
                    .unwrap_or_else(|| {
                        if word.chars().any(char::is_numeric) {
                            self.push(FactKind::Number, at, at + 1, Value::Number(word.to_owned()));
                        }
                        at + 1
                    })
            }
        }
    }

    fn push(&mut self, kind: FactKind, from: usize, to: usize, value: Value) {
        let text = &self.text[self.tokens[from].start..self.tokens[to - 1].end];
        self.claims.push(Claim {
            fact: Fact {
                kind,
                text: text.to_owned(),
            },
            value,
        });
    }

    fn word(&self, at: usize) -> Option<&str> {
        self.tokens.get(at).and_then(Token::word)
    }

    fn figure(&self, at: usize) -> Option<&str> {
        self.tokens.get(at).and_then(Token::figure)
    }

    fn is_sign(&self, at: usize, sign: char) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is_sign(sign))
    }

    fn touches(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| !token.spaced)
    }

    /// The first token at or after the byte `end`.
    fn token_at(&self, from: usize, end: usize) -> usize {
        let mut at = from;
        while at < self.tokens.len() && self.tokens[at].start < end {
            at += 1;
        }
        at
    }

    fn phone(&mut self, at: usize) -> Option<usize> {
        let start = self.tokens[at].start;
        if at > 0
            && self.touches(at)
            && matches!(self.tokens[at - 1].kind, Kind::Word(_) | Kind::Figure(_))
        {
            return None;
        }
        let (length, digits) = phone(&self.text[start..])?;
        let end = self.token_at(at, start + length);
        self.push(FactKind::Phone, at, end, Value::Phone(digits));
        Some(end)
    }

    /// 2026-11-21, 21.11.2026, 11/21/2026, 21/11/26.
    fn numeric_date(&mut self, at: usize) -> Option<usize> {
        let start = self.tokens[at].start;
        let run = &self.text[start..];
        let end = run
            .find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | '/' | '-'))
            .unwrap_or(run.len());
        let run = run[..end].trim_end_matches(['.', '/', '-']);
        let mark = run.chars().find(|c| !c.is_ascii_digit())?;
        let parts: Vec<&str> = run.split(mark).collect();
        let [a, b, c] = parts[..] else { return None };
        let number = |part: &str| {
            part.parse::<u16>()
                .ok()
                .filter(|_| !part.is_empty() && part.len() <= 4)
        };
        let (na, nb, nc) = (number(a)?, number(b)?, number(c)?);
        let day = |n: u16| u8::try_from(n).ok().filter(|n| (1..=31).contains(n));
        let month = |n: u16| u8::try_from(n).ok().filter(|n| (1..=12).contains(n));
        let date = if a.len() == 4 {
            Date {
                year: Some(na),
                month: Some(month(nb)?),
                day: Some(day(nc)?),
                swapped: false,
            }
        } else {
            let year = match c.len() {
                4 => nc,
                2 if mark != '-' => 2000 + nc,
                _ => return None,
            };
            let by_day = day(na).zip(month(nb));
            let by_month = month(na).zip(day(nb)).map(|(month, day)| (day, month));
            let (day, month) = by_day.or(by_month)?;
            let swapped = mark == '/' && by_day.is_some() && by_month.is_some();
            Date {
                year: Some(year),
                month: Some(month),
                day: Some(day),
                swapped,
            }
        };
        let end = self.token_at(at, start + run.len());
        self.push(FactKind::Date, at, end, Value::Date(date));
        Some(end)
    }

    /// 9:00, 17h30, 9 am, 9.30 p.m., 17.30 Uhr, 9 o'clock.
    fn clock(&mut self, at: usize) -> Option<usize> {
        let figure = self.figure(at)?;
        let small = |text: &str, below: u16| {
            text.parse::<u16>()
                .ok()
                .filter(|n| *n < below && text.len() <= 2)
        };
        let mut end = at + 1;
        let mut explicit = false;
        let (hour, minute) = match figure.split_once('.') {
            Some((hour, minute)) if minute.len() == 2 => (small(hour, 25)?, small(minute, 60)?),
            _ => (small(figure, 25)?, 0),
        };
        let mut minute = minute;
        let parted = self.is_sign(end, ':') || self.word(end) == Some("h");
        if parted && self.touches(end) && self.touches(end + 1) {
            if let Some(found) = self
                .figure(end + 1)
                .filter(|text| text.len() == 2)
                .and_then(|text| small(text, 60))
            {
                minute = found;
                end += 2;
                explicit = true;
                if self.is_sign(end, ':') && self.touches(end) && self.figure(end + 1).is_some() {
                    end += 2;
                }
            } else if self.is_sign(end, ':') {
                return None;
            }
        }
        let (hour, end) = if let Some((after, afternoon)) = self.half_of_day(end) {
            if hour == 0 || hour > 12 {
                (hour, after)
            } else {
                (hour % 12 + if afternoon { 12 } else { 0 }, after)
            }
        } else if matches!(self.word(end), Some("uhr")) {
            (hour, end + 1)
        } else if self.word(end) == Some("o")
            && self.is_sign(end + 1, '\'')
            && self.word(end + 2) == Some("clock")
        {
            (hour, end + 3)
        } else if explicit {
            (hour, end)
        } else {
            return None;
        };
        self.push(FactKind::Time, at, end, Value::Time(hour * 60 + minute));
        Some(end)
    }

    /// "am" or "p.m." at `at`: the token after it, and whether it is the afternoon.
    fn half_of_day(&self, at: usize) -> Option<(usize, bool)> {
        match self.word(at)? {
            "am" => Some((at + 1, false)),
            "pm" => Some((at + 1, true)),
            half @ ("a" | "p") if self.is_sign(at + 1, '.') && self.word(at + 2) == Some("m") => {
                Some((at + 3, half == "p"))
            }
            _ => None,
        }
    }

    /// "$5", "EUR 5-10", "$5 million".
    fn price_before(&mut self, at: usize, word: &str) -> Option<usize> {
        let currency = words::currency_before(word)?;
        let figure = self.figure(at + 1)?;
        let mut end = at + 2;
        let amount = self.with_magnitude(canonical(figure), &mut end);
        // "$5 USD" names it twice; the code is the surer.
        let currency = match self.word(end).and_then(words::currency) {
            Some(named) if currency == "$" && named != "$" => {
                end += 1;
                named
            }
            _ => currency,
        };
        self.push(FactKind::Price, at, end, Value::Price { amount, currency });
        if self.is_sign(end, '-')
            && let Some(figure) = self.figure(end + 1)
            && self.suffix(end + 2).is_none()
        {
            let amount = canonical(figure);
            self.push(
                FactKind::Price,
                end + 1,
                end + 2,
                Value::Price { amount, currency },
            );
            end += 2;
        }
        Some(end)
    }

    fn with_magnitude(&self, amount: String, end: &mut usize) -> String {
        match self.word(*end).and_then(words::magnitude) {
            Some(magnitude) => {
                *end += 1;
                amount + magnitude
            }
            None => amount,
        }
    }

    /// Letters that touch a figure: "X200", "iPhone15".
    fn code(&mut self, at: usize) -> Option<usize> {
        let mut end = at + 1;
        if self.figure(end).is_none() || !self.touches(end) {
            return None;
        }
        while self.touches(end) && (self.figure(end).is_some() || self.word(end).is_some()) {
            end += 1;
        }
        let code: String = self.tokens[at..end]
            .iter()
            .map(|token| match &token.kind {
                Kind::Figure(text) | Kind::Word(text) => text.as_str(),
                Kind::Sign(_) => "",
            })
            .collect();
        self.push(FactKind::Number, at, end, Value::Number(code));
        Some(end)
    }

    /// "November 21, 2026", "Nov 21st", "November 2026", "in November".
    fn month_first(&mut self, at: usize, word: &str) -> Option<usize> {
        let month = words::month(word)?;
        let mut end = at + 1;
        if self.is_sign(end, '.') {
            end += 1;
        }
        let day = self.figure(end).and_then(day);
        if day.is_some() {
            end += 1;
            end += usize::from(self.ordinal(end));
        }
        let mut year_at = end;
        if self.is_sign(year_at, ',') || matches!(self.word(year_at), Some("de" | "of" | "del")) {
            year_at += 1;
        }
        let year = self.figure(year_at).and_then(year);
        if year.is_some() {
            end = year_at + 1;
        }
        if day.is_none() && year.is_none() {
            if !words::is_plain_month(word) {
                return None;
            }
            end = at + 1;
        }
        self.push(
            FactKind::Date,
            at,
            end,
            Value::Date(Date {
                year,
                month: Some(month),
                day,
                swapped: false,
            }),
        );
        Some(end)
    }

    fn weekday(&mut self, at: usize) -> Option<usize> {
        let (first, after) = self.weekday_at(at)?;
        let join = self.tokens.get(after).and_then(|token| match &token.kind {
            Kind::Sign('-') => Some("-"),
            Kind::Word(word) => Some(word.as_str()),
            _ => None,
        });
        let spans = matches!(
            join,
            Some(
                "-" | "to"
                    | "through"
                    | "thru"
                    | "until"
                    | "bis"
                    | "au"
                    | "a"
                    | "al"
                    | "ate"
                    | "tot"
                    | "do"
            )
        );
        // Dutch "tot en met".
        let next = if join == Some("tot") && self.word(after + 1) == Some("en") {
            after + 3
        } else {
            after + 1
        };
        if spans && let Some((last, end)) = self.weekday_at(next) {
            let days = (last + 7 - first) % 7;
            for offset in 0..=days {
                self.push(
                    FactKind::Date,
                    at,
                    end,
                    Value::Weekday((first + offset) % 7),
                );
            }
            return Some(end);
        }
        self.push(FactKind::Date, at, after, Value::Weekday(first));
        Some(after)
    }

    fn weekday_at(&self, at: usize) -> Option<(u8, usize)> {
        let word = self.word(at)?;
        let feira = self.is_sign(at + 1, '-') && self.word(at + 2) == Some("feira");
        match words::weekday(word) {
            Some(day) => Some((day, at + 1)),
            None if feira => words::weekday_with_feira(word).map(|day| (day, at + 3)),
            None => None,
        }
    }

    /// A number in words counts only before a unit: "two weeks", "twenty-five percent".
    fn number_word(&mut self, at: usize) -> Option<usize> {
        let (_, end) = self.numeral(at)?;
        let operands = self.operands(at);
        let last = operands.last().map_or(end, |operand| operand.1);
        self.suffix(last)?;
        Some(self.finish(&operands))
    }

    /// A figure and what it counts, with the figures before it in a range: "3-5 business days".
    fn quantity(&mut self, at: usize) -> usize {
        let operands = self.operands(at);
        let last = operands.last().map_or(at + 1, |operand| operand.1);
        if operands.len() == 1 {
            if let Some(end) = self.day_first(at) {
                return end;
            }
        } else if self.suffix(last).is_none() || self.has_own_suffix(&operands) {
            return self.finish(&operands[..1]);
        }
        self.finish(&operands)
    }

    fn has_own_suffix(&self, operands: &[(usize, usize, String)]) -> bool {
        operands[..operands.len() - 1]
            .iter()
            .any(|operand| self.suffix(operand.1).is_some())
    }

    /// Figures or number words from `at` on, joined to a range: (first token, token after, canonical value).
    fn operands(&self, at: usize) -> Vec<(usize, usize, String)> {
        let mut operands: Vec<(usize, usize, String)> = Vec::new();
        let mut from = at;
        while operands.len() < 4 {
            let Some((value, end)) = self.operand(from) else {
                break;
            };
            operands.push((from, end, value));
            let joins = match self.tokens.get(end).map(|token| &token.kind) {
                Some(Kind::Sign('-')) => true,
                Some(Kind::Word(word)) => words::joins_range(word),
                _ => false,
            };
            if !joins {
                break;
            }
            from = end + 1;
        }
        operands
    }

    fn operand(&self, at: usize) -> Option<(String, usize)> {
        if let Some(figure) = self.figure(at) {
            let mut end = at + 1;
            end += usize::from(self.ordinal(end));
            let value = self.with_magnitude(canonical(figure), &mut end);
            return Some((value, end));
        }
        self.numeral(at)
            .map(|(value, end)| (value.to_string(), end))
    }

    /// "twenty-five", "two hundred".
    fn numeral(&self, at: usize) -> Option<(u32, usize)> {
        let mut value = u32::from(words::numeral(self.word(at)?)?);
        let mut end = at + 1;
        if (20..100).contains(&value) && value % 10 == 0 {
            let next = if self.is_sign(end, '-') { end + 1 } else { end };
            if let Some(ones) = self
                .word(next)
                .and_then(words::numeral)
                .filter(|ones| (1..10).contains(ones))
            {
                value += u32::from(ones);
                end = next + 1;
            }
        }
        if value < 100
            && let Some(times) = self
                .word(end)
                .and_then(words::numeral)
                .filter(|times| [100, 1000].contains(times))
        {
            value *= u32::from(times);
            end += 1;
        }
        Some((value, end))
    }

    /// "21 November 2026", "21. November", "1er mars", "21 de noviembre de 2026".
    fn day_first(&mut self, at: usize) -> Option<usize> {
        let day = self.figure(at).and_then(day)?;
        let mut end = at + 1;
        end += usize::from(self.ordinal(end));
        if self.is_sign(end, '.') {
            end += 1;
        }
        if matches!(self.word(end), Some("de" | "of")) {
            end += 1;
        }
        let word = self.word(end)?;
        let month = words::month(word)?;
        // "within 5 may apply": the month has a capital.
        if word == "may" && !self.text[self.tokens[end].start..].starts_with('M') {
            return None;
        }
        end += 1;
        let mut year_at = end;
        if self.is_sign(year_at, ',')
            || self.is_sign(year_at, '.')
            || matches!(self.word(year_at), Some("de" | "del" | "of"))
        {
            year_at += 1;
        }
        let year = self.figure(year_at).and_then(year);
        if year.is_some() {
            end = year_at + 1;
        }
        self.push(
            FactKind::Date,
            at,
            end,
            Value::Date(Date {
                year,
                month: Some(month),
                day: Some(day),
                swapped: false,
            }),
        );
        Some(end)
    }

    fn ordinal(&self, at: usize) -> bool {
        self.touches(at)
            && (matches!(
                self.word(at),
                Some("st" | "nd" | "rd" | "th" | "er" | "ere" | "eme" | "ste" | "de" | "e" | "o")
            ) || self.is_sign(at, 'º')
                || self.is_sign(at, 'ª')
                || self.is_sign(at, '°'))
    }

    /// What the figure before `at` counts, and the token after.
    fn suffix(&self, at: usize) -> Option<(Suffix, usize)> {
        if self.is_sign(at, '%') {
            return Some((Suffix::Percent, at + 1));
        }
        // "30-day"
        let at = if self.is_sign(at, '-') && self.touches(at) {
            at + 1
        } else {
            at
        };
        let word = self.word(at)?;
        if words::is_percent(word) {
            return Some((Suffix::Percent, at + 1));
        }
        let two_words = matches!(word, "per" | "por" | "pour" | "pro")
            && matches!(
                self.word(at + 1),
                Some("cent" | "ciento" | "cento" | "hundert")
            );
        if two_words {
            return Some((Suffix::Percent, at + 2));
        }
        if let Some(currency) = words::currency(word) {
            return Some((Suffix::Price(currency), at + 1));
        }
        if word == "uhr" {
            return Some((Suffix::Clock, at + 1));
        }
        let mut end = at;
        let mut working = false;
        while end < at + 3
            && let Some(word) = self.word(end)
        {
            if let Some(unit) = words::unit(word) {
                end += 1;
                if unit == "day" && self.word(end).is_some_and(words::is_working) {
                    working = true;
                    end += 1;
                }
                let unit = if unit == "day" && working {
                    "workday"
                } else {
                    unit
                };
                return Some((Suffix::Duration(unit), end));
            }
            if words::is_working(word) {
                working = true;
            } else if !words::is_filler(word) {
                return None;
            }
            end += 1;
        }
        None
    }

    /// Pushes all operands with the suffix after the last.
    fn finish(&mut self, operands: &[(usize, usize, String)]) -> usize {
        let Some((_, last, _)) = operands.last() else {
            return 0;
        };
        let suffix = self.suffix(*last);
        let end = suffix.as_ref().map_or(*last, |(_, end)| *end);
        for (index, (from, to, amount)) in operands.iter().enumerate() {
            let to = if index + 1 == operands.len() {
                end
            } else {
                *to
            };
            let amount = amount.clone();
            let (kind, value) = match &suffix {
                Some((Suffix::Percent, _)) => (FactKind::Percent, Value::Percent(amount)),
                Some((Suffix::Price(currency), _)) => {
                    (FactKind::Price, Value::Price { amount, currency })
                }
                Some((Suffix::Duration(unit), _)) => {
                    (FactKind::Duration, Value::Duration { amount, unit })
                }
                Some((Suffix::Clock, _)) => {
                    match amount.parse::<u16>().ok().filter(|hour| *hour <= 24) {
                        Some(hour) => (FactKind::Time, Value::Time(hour * 60)),
                        None => (FactKind::Number, Value::Number(amount)),
                    }
                }
                None => (FactKind::Number, Value::Number(amount)),
            };
            self.push(kind, *from, to, value);
        }
        end
    }
}

fn day(figure: &str) -> Option<u8> {
    figure
        .parse::<u8>()
        .ok()
        .filter(|day| (1..=31).contains(day) && figure.len() <= 2)
}

fn year(figure: &str) -> Option<u16> {
    figure
        .parse::<u16>()
        .ok()
        .filter(|year| (1900..2200).contains(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        read(text)
            .into_iter()
            .map(|claim| match claim.value {
                Value::Number(value) => value,
                Value::Price { amount, currency } => format!("{amount} {currency}"),
                Value::Percent(value) => format!("{value}%"),
                Value::Date(Date {
                    year,
                    month,
                    day,
                    swapped,
                }) => {
                    let part =
                        |part: Option<u16>| part.map_or("?".to_owned(), |part| part.to_string());
                    let swap = if swapped { "~" } else { "" };
                    format!(
                        "{}-{}-{}{swap}",
                        part(year),
                        part(month.map(u16::from)),
                        part(day.map(u16::from))
                    )
                }
                Value::Weekday(day) => format!("weekday {day}"),
                Value::Time(minutes) => format!("{}:{:02}", minutes / 60, minutes % 60),
                Value::Duration { amount, unit } => format!("{amount} {unit}"),
                Value::Link(value) | Value::Email(value) => value,
                Value::Phone(value) => format!("tel {value}"),
            })
            .collect()
    }

    #[test]
    fn facts_are_read_in_their_forms() {
        let cases: &[(&str, &[&str])] = &[
            (
                "It costs $5, 5 USD, 5,00 € or EUR 5.",
                &["5 $", "5 USD", "5 EUR", "5 EUR"],
            ),
            ("£1,234.50 and 1.234,50 zł", &["1234.5 GBP", "1234.5 PLN"]),
            (
                "$5-10, 5–10 €, five dollars, US$ 7",
                &["5 $", "10 $", "5 EUR", "10 EUR", "5 $", "7 USD"],
            ),
            ("99 cents, $5 million", &["99 ¢", "5e6 $"]),
            (
                "20% or 20 percent or zwanzig Prozent or 20 per cent",
                &["20%", "20%", "20%", "20%"],
            ),
            (
                "30 days, a 30-day period, 30 Tage, thirty days",
                &["30 day", "30 day", "30 day", "30 day"],
            ),
            (
                "3-5 business days, 3 to 5 Werktage, 5 jours ouvrés",
                &[
                    "3 workday",
                    "5 workday",
                    "3 workday",
                    "5 workday",
                    "5 workday",
                ],
            ),
            (
                "two weeks, 24h, twenty-five minutes, dwa tygodnie",
                &["2 week", "24 hour", "25 minute", "2 week"],
            ),
            ("two options and one box", &[]),
            (
                "21 November 2026, November 21, 2026, 2026-11-21",
                &["2026-11-21", "2026-11-21", "2026-11-21"],
            ),
            (
                "21.11.2026, 21. November, le 1er mars, 21 de noviembre de 2026",
                &["2026-11-21", "?-11-21", "?-3-1", "2026-11-21"],
            ),
            ("03/04/2026, 11/21/2026", &["2026-4-3~", "2026-11-21"]),
            (
                "in November, in November 2026, you may go in march",
                &["?-11-?", "2026-11-?"],
            ),
            (
                "Monday to Wednesday, on Sundays, segunda-feira",
                &[
                    "weekday 0",
                    "weekday 1",
                    "weekday 2",
                    "weekday 6",
                    "weekday 0",
                ],
            ),
            (
                "9:00, 9 am, 9.30 p.m., 17h30, 17.30 Uhr, 9 o'clock",
                &["9:00", "9:00", "21:30", "17:30", "17:30", "9:00"],
            ),
            ("12 am to 12 pm", &["0:00", "12:00"]),
            (
                "call +1 555 0100 or (030) 123 456",
                &["tel 15550100", "tel 030123456"],
            ),
            (
                "Model X200, size 42, iPhone15, 5kg",
                &["x200", "42", "iphone15", "5"],
            ),
            ("½ cup and 2² and ①", &["½", "2", "²", "①"]),
            ("1,000,000 and 0.5", &["1000000", "0.5"]),
            ("[CARD_1] was [[1]] for [ORDER_2]", &[]),
            ("the 1st of 3", &["1", "3"]),
            ("9 out of 10 days", &["9", "10 day"]),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text), *expected, "{text}");
        }
    }
}
