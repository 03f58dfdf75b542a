//! Reads the facts of a text from its tokens.

use super::{
    Fact, FactKind, StatedFact, Value,
    links::take_addresses,
    normal::normal,
    phone::phone,
    shown::shown,
    tokens::{Kind, Token, canonical, tokens},
    vocabulary::{self as words, Table},
};
use handrail_text::folding::is_zero_width;
use handrail_text::work;

pub(super) fn read(text: &str) -> Vec<StatedFact> {
    let mut stated_facts = Vec::new();
    // Markup is rare, and a source is long: only the lines it changes are read twice.
    for shown in text.lines().filter_map(shown) {
        read_as_written(&shown, &mut stated_facts);
    }
    if !text.is_ascii() && text.contains(is_zero_width) {
        // A link may end where a character shows nothing.
        let parted = text.replace(is_zero_width, " ");
        take_addresses(&normal(&parted), &mut stated_facts);
    }
    read_as_written(text, &mut stated_facts);
    stated_facts
}

fn read_as_written(text: &str, stated_facts: &mut Vec<StatedFact>) {
    let text = take_addresses(&normal(text), stated_facts);
    let tokens = tokens(&text);
    let mut reader = Reader {
        text: &text,
        tokens: &tokens,
        stated_facts,
    };
    let mut at = 0;
    while at < tokens.len() {
        at = reader.step(at).max(at + 1);
    }
}

pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    stated_facts: &'a mut Vec<StatedFact>,
}

/// What follows a figure and says what it counts.
enum Suffix {
    Percent,
    Price(&'static str),
    Duration(&'static str),
    Measure(&'static str),
    Clock,
}

impl Reader<'_> {
    /// Reads what begins at token `at`; gives the token after it.
    fn step(&mut self, at: usize) -> usize {
        let token = &self.tokens[at];
        match &token.kind {
            Kind::Sign('+' | '(' | '[' | '{' | '<' | '.') => self
                .spelled_address(at)
                .or_else(|| self.phone(at))
                .unwrap_or(at + 1),
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
                if !words::may_begin_fact(word) {
                    return self
                        .roman_amount(at)
                        .or_else(|| self.code(at))
                        .unwrap_or_else(|| self.other_word(at, word));
                }
                let said = words::numeral(word).is_some() || words::times(word).is_some();
                let shares = said || words::part(word).is_some();
                self.price_before(at, word)
                    .or_else(|| self.code(at))
                    .or_else(|| self.month_first(at, word))
                    .or_else(|| self.weekday(at))
                    .or_else(|| said.then(|| self.spoken_digits(at))?)
                    .or_else(|| shares.then(|| self.share(at))?)
                    .or_else(|| self.number_word(at))
                    .or_else(|| said.then(|| self.bare_price(at))?)
                    .or_else(|| self.spelled_address(at))
                    .or_else(|| self.told_from_today(at))
                    .unwrap_or_else(|| self.other_word(at, word))
            }
        }
    }

    /// A word that is no fact, unless it holds a numeric character.
    fn other_word(&mut self, at: usize, word: &str) -> usize {
        if word.chars().any(char::is_numeric) {
            self.push(FactKind::Number, at, at + 1, Value::Number(word.to_owned()));
        }
        at + 1
    }

    pub(super) fn push(&mut self, kind: FactKind, from: usize, to: usize, value: Value) {
        let text = &self.text[self.tokens[from].start..self.tokens[to - 1].end];
        work::count(text.len());
        self.stated_facts.push(StatedFact {
            fact: Fact {
                kind,
                text: text.to_owned(),
            },
            value,
        });
    }

    pub(super) fn word(&self, at: usize) -> Option<&str> {
        work::count(1);
        self.tokens.get(at).and_then(Token::word)
    }

    pub(super) fn figure(&self, at: usize) -> Option<&str> {
        work::count(1);
        self.tokens.get(at).and_then(Token::figure)
    }

    pub(super) fn is_sign(&self, at: usize, sign: char) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is_sign(sign))
    }

    pub(super) fn touches(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| !token.spaced)
    }

    /// The first token at or after the byte `end`.
    pub(super) fn token_at(&self, from: usize, end: usize) -> usize {
        let mut at = from;
        work::count(1);
        while at < self.tokens.len() && self.tokens[at].start < end {
            at += 1;
        }
        at
    }

    fn phone(&mut self, at: usize) -> Option<usize> {
        if !matches!(
            self.tokens[at].kind,
            Kind::Figure(_) | Kind::Sign('+' | '(')
        ) {
            return None;
        }
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

    /// "$5", "EUR 5-10", "$5 million".
    fn price_before(&mut self, at: usize, word: &str) -> Option<usize> {
        let currency = words::currency_before(word)?;
        let figure = match self.figure(at + 1) {
            Some(figure) => canonical(figure),
            None => self.roman(at + 1)?,
        };
        let mut end = at + 2;
        let amount = self.with_magnitude(figure, &mut end);
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

    pub(super) fn with_magnitude(&self, amount: String, end: &mut usize) -> String {
        match self.word(*end).and_then(words::magnitude) {
            Some(magnitude) => {
                *end += 1;
                amount + magnitude
            }
            None => amount,
        }
    }

    /// A number in words counts only before a unit: "two weeks", "twenty-five percent". "One item" is any item.
    fn number_word(&mut self, at: usize) -> Option<usize> {
        if let Some((unit, end)) = self.one_of_time(at) {
            let amount = "1".to_owned();
            self.push(
                FactKind::Duration,
                at,
                end,
                Value::Duration { amount, unit },
            );
            return Some(end);
        }
        // "It costs a dollar."
        if matches!(self.word(at), Some("a" | "an"))
            && let Some(currency) = self.word(at + 1).and_then(words::currency)
        {
            let amount = "1".to_owned();
            self.push(
                FactKind::Price,
                at,
                at + 2,
                Value::Price { amount, currency },
            );
            return Some(at + 2);
        }
        let (first, end) = self.operand(at)?;
        let operands = self.operands(at);
        let last = operands.last().map_or(end, |operand| operand.1);
        let (suffix, _) = self.suffix(last)?;
        if matches!(suffix, Suffix::Measure(_)) && operands.len() == 1 && first == "1" {
            return None;
        }
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
                Some(Kind::Sign('-' | '×')) => true,
                Some(Kind::Word(word)) => words::is(Table::JoinsRange, word),
                _ => false,
            };
            if !joins {
                break;
            }
            from = end + 1;
        }
        operands
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
        if words::is(Table::Percent, word) {
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
        if let Some((unit, end)) = self.time_unit(at) {
            return Some((Suffix::Duration(unit), end));
        }
        let at = at + usize::from(words::is(Table::Filler, word));
        let unit = words::measure(self.word(at)?)?;
        Some((Suffix::Measure(unit), at + 1))
    }

    /// Whether what stands at `at` counts money, time or a percentage.
    pub(super) fn counts_money_or_time(&self, at: usize) -> bool {
        let suffix = self.suffix(at);
        suffix.is_some_and(|(suffix, _)| !matches!(suffix, Suffix::Measure(_) | Suffix::Clock))
    }

    /// A unit of time with the words before it that change nothing or make days working days.
    pub(super) fn time_unit(&self, at: usize) -> Option<(&'static str, usize)> {
        let mut working = false;
        for end in at..at + 3 {
            let word = self.word(end)?;
            if let Some(unit) = words::unit(word) {
                let mut end = end + 1;
                if unit == "day"
                    && self
                        .word(end)
                        .is_some_and(|word| words::is(Table::Working, word))
                {
                    working = true;
                    end += 1;
                }
                let unit = if unit == "day" && working {
                    "workday"
                } else {
                    unit
                };
                return Some((unit, end));
            }
            if words::is(Table::Working, word) {
                working = true;
            } else if !words::is(Table::Filler, word) {
                return None;
            }
        }
        None
    }

    /// Pushes all operands with the suffix after the last.
    pub(super) fn finish(&mut self, operands: &[(usize, usize, String)]) -> usize {
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
                Some((Suffix::Measure(unit), _)) => {
                    (FactKind::Number, Value::Measure { amount, unit })
                }
                Some((Suffix::Clock, _)) => {
                    match amount.parse::<u16>().ok().filter(|hour| *hour <= 24) {
                        Some(hour) => (FactKind::Time, Value::Time(hour * 60)),
                        None => (FactKind::Number, Value::Number(amount)),
                    }
                }
                None if amount.bytes().all(|b| b.is_ascii_digit()) && self.is_name(*from) => {
                    (FactKind::Number, Value::Code(amount))
                }
                None => (FactKind::Number, Value::Number(amount)),
            };
            self.push(kind, *from, to, value);
        }
        end
    }
}

#[cfg(test)]
#[path = "read_tests.rs"]
mod tests;
