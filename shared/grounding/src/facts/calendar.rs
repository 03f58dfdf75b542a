//! Reads dates, weekdays and times of day.

use super::{
    Date, FactKind, Value,
    read::Reader,
    tokens::Kind,
    vocabulary::{self as words, Table},
};
use handrail_text::work;

impl Reader<'_> {
    /// 2026-11-21, 21.11.2026, 11/21/2026, 21/11/26.
    pub(super) fn numeric_date(&mut self, at: usize) -> Option<usize> {
        let start = self.tokens[at].start;
        let (mark, [a, b, c], length) = three_parts(&self.text[start..])?;
        let number = |part: &str| part.parse::<u16>().ok();
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
        let end = self.token_at(at, start + length);
        self.push(FactKind::Date, at, end, Value::Date(date));
        Some(end)
    }

    /// 9:00, 17h30, 9 am, 9.30 p.m., 17.30 Uhr, 9 o'clock.
    pub(super) fn clock(&mut self, at: usize) -> Option<usize> {
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
        self.push(
            FactKind::Time,
            at,
            end,
            Value::Time(hour % 24 * 60 + minute),
        );
        Some(end)
    }

    /// "am" or "p.m." at `at`: the token after it, and whether it is the afternoon.
    pub(super) fn half_of_day(&self, at: usize) -> Option<(usize, bool)> {
        match self.word(at)? {
            "am" => Some((at + 1, false)),
            "pm" => Some((at + 1, true)),
            half @ ("a" | "p") if self.is_sign(at + 1, '.') && self.word(at + 2) == Some("m") => {
                Some((at + 3, half == "p"))
            }
            _ => None,
        }
    }

    /// "November 21, 2026", "Nov 21st", "November 2026", "in November".
    pub(super) fn month_first(&mut self, at: usize, word: &str) -> Option<usize> {
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
            let led = at
                .checked_sub(1)
                .and_then(|before| self.word(before))
                .is_some_and(|word| words::is(Table::LeadsToMonth, word));
            let named = led && (words::is(Table::SmallMonth, word) || self.is_capital(at));
            if !words::is_plain_month(word) && !named {
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

    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.text[self.tokens[at].start..].starts_with(char::is_uppercase)
    }

    /// "tomorrow", "next week", "until noon".
    pub(super) fn told_from_today(&mut self, at: usize) -> Option<usize> {
        let word = self.word(at)?;
        let before = at.checked_sub(1).and_then(|before| self.word(before));
        if let Some(minutes) = words::named_hour(word) {
            self.push(FactKind::Time, at, at + 1, Value::Time(minutes));
            return Some(at + 1);
        }
        let (day, unit, end) = if let Some(day) = words::relative_day(word) {
            let morning = before.is_some_and(|word| words::is(Table::MakesMorning, word))
                || (word == "morgen" && at > 0 && self.is_capital(at));
            let promised =
                day != "today" || before.is_some_and(|word| words::is(Table::PromisesDay, word));
            if !promised || (day == "tomorrow" && morning) {
                return None;
            }
            (day, "", at + 1)
        } else if words::is(Table::Next, word) {
            // "next-day delivery"
            let dash = self.is_sign(at + 1, '-') && self.touches(at + 1);
            let (unit, end) = self.time_unit(at + 1 + usize::from(dash))?;
            ("next", unit, end)
        } else if words::unit(word).is_some()
            && self
                .word(at + 1)
                .is_some_and(|word| words::is(Table::Next, word))
        {
            ("next", words::unit(word)?, at + 2)
        } else {
            return None;
        };
        self.push(FactKind::Date, at, end, Value::Relative(day, unit));
        Some(end)
    }

    pub(super) fn weekday(&mut self, at: usize) -> Option<usize> {
        let (first, after) = self.weekday_at(at).or_else(|| self.weekday_short_at(at))?;
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
        if spans
            && let Some((last, end)) = self
                .weekday_at(next)
                .or_else(|| self.weekday_short_at(next))
        {
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

    /// "Mon-Fri", "Sat & Sun", "Sat 9-12": an abbreviation beside another day or a figure. Without a capital only a tight
    /// dash joins ("ma-vr"), as "we do - so can you" has no days.
    fn weekday_short_at(&self, at: usize) -> Option<(u8, usize)> {
        let day = words::weekday_short(self.word(at)?)?;
        let after = at + 1 + usize::from(self.is_sign(at + 1, '.'));
        let before = at.checked_sub(2).map(|before| {
            // The day before, or its full stop.
            before - usize::from(before > 0 && self.is_sign(before, '.'))
        });
        let is_pair = |first: usize, join: usize, second: usize| {
            let [first_is, second_is] = [first, second].map(|at| {
                self.word(at).is_some_and(|word| {
                    words::weekday_short(word).is_some() || words::weekday(word).is_some()
                })
            });
            let tight = self.is_sign(join, '-') && self.touches(join) && self.touches(second);
            let joins = ['-', '&', ',', '/']
                .iter()
                .any(|sign| self.is_sign(join, *sign))
                || self
                    .word(join)
                    .is_some_and(|word| words::is(Table::JoinsRange, word));
            first_is
                && second_is
                && (tight || (joins && self.is_capital(first) && self.is_capital(second)))
        };
        let beside = is_pair(at, after, after + 1)
            || before.is_some_and(|before| is_pair(before, at - 1, at))
            || (self.is_capital(at)
                && self.word(at).is_some_and(|word| word.len() > 2)
                && self.figure(after).is_some());
        beside.then_some((day, after))
    }

    pub(super) fn weekday_at(&self, at: usize) -> Option<(u8, usize)> {
        let word = self.word(at)?;
        let feira = self.is_sign(at + 1, '-') && self.word(at + 2) == Some("feira");
        match words::weekday(word) {
            Some(day) => Some((day, at + 1)),
            None if feira => words::weekday_with_feira(word).map(|day| (day, at + 3)),
            None => None,
        }
    }

    /// "21 November 2026", "21. November", "1er mars", "21 de noviembre de 2026".
    pub(super) fn day_first(&mut self, at: usize) -> Option<usize> {
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
        if word == "may" && !self.is_capital(end) {
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

    pub(super) fn ordinal(&self, at: usize) -> bool {
        self.touches(at)
            && (matches!(
                self.word(at),
                Some("st" | "nd" | "rd" | "th" | "er" | "ere" | "eme" | "ste" | "de" | "e" | "o")
            ) || self.is_sign(at, 'º')
                || self.is_sign(at, 'ª')
                || self.is_sign(at, '°'))
    }
}

/// Three numbers of up to four digits, parted by one mark, with no further number after another mark: the mark, the
/// numbers and their length together.
fn three_parts(text: &str) -> Option<(char, [&str; 3], usize)> {
    let digits = |from: usize| {
        let digits = text.as_bytes()[from..]
            .iter()
            .take(5)
            .take_while(|b| b.is_ascii_digit())
            .count();
        work::count(digits + 1);
        (1..=4).contains(&digits).then_some(from + digits)
    };
    let is_mark = |c: char| matches!(c, '.' | '/' | '-');
    let first = digits(0)?;
    let mark = text[first..].chars().next().filter(|c| is_mark(*c))?;
    let second = digits(first + 1)?;
    text[second..].starts_with(mark).then_some(())?;
    let third = digits(second + 1)?;
    let after = text[third..].trim_start_matches(is_mark);
    work::count(text.len() - third - after.len());
    let parts = [
        &text[..first],
        &text[first + 1..second],
        &text[second + 1..third],
    ];
    (!after.starts_with(|c: char| c.is_ascii_digit())).then_some((mark, parts, third))
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
