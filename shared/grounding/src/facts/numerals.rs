//! Numbers in words: "two hundred", "fünfunddreißig", "quatre-vingt-dix", "half an hour", "within a year".

use super::{
    read::Reader,
    tokens::canonical,
    vocabulary::{self as words, Table},
};

impl Reader<'_> {
    /// A figure or a number in words at `at`: its canonical value and the token after it.
    pub(super) fn operand(&self, at: usize) -> Option<(String, usize)> {
        if let Some(figure) = self.figure(at) {
            let mut end = at + 1;
            end += usize::from(self.ordinal(end));
            let value = self.with_magnitude(canonical(figure), &mut end);
            return Some((value, end));
        }
        self.half(at).or_else(|| {
            self.numeral(at)
                .map(|(value, end)| (value.to_string(), end))
        })
    }

    /// "half a", "a half", "demi".
    fn half(&self, at: usize) -> Option<(String, usize)> {
        let is_article = |at| matches!(self.word(at), Some("a" | "an"));
        let at = if is_article(at) && self.word(at + 1) == Some("half") {
            at + 1
        } else {
            at
        };
        let value = words::fraction(self.word(at)?)?;
        Some((value.to_owned(), at + 1 + usize::from(is_article(at + 1))))
    }

    /// "twenty-five", "soixante et onze", "two hundred and ten".
    pub(super) fn numeral(&self, at: usize) -> Option<(u32, usize)> {
        let times = |at| self.value(at).filter(|times| [100, 1000].contains(times));
        let (mut value, mut end) = self.below_hundred(at)?;
        if value < 100
            && let Some(times) = times(end)
        {
            value *= times;
            end += 1;
        }
        if value >= 100
            && value % 100 == 0
            && let Some((rest, after)) = self.below_hundred(self.after_joint(end))
            // "one hundred and two hundred" are two numbers.
            && rest < 100
            && times(after).is_none()
        {
            return Some((value + rest, after));
        }
        Some((value, end))
    }

    pub(super) fn below_hundred(&self, at: usize) -> Option<(u32, usize)> {
        let word = self.word(at)?;
        let mut value = self.value(at)?;
        let mut end = at + 1;
        let after_dash = |at| at + usize::from(self.is_sign(at, '-'));
        // French counts on in twenties and tens.
        let eighty =
            word == "quatre" && matches!(self.word(after_dash(end)), Some("vingt" | "vingts"));
        if eighty {
            value = 80;
            end = after_dash(end) + 1;
        }
        let ones = match value {
            10 if word == "dix" => 7..10,
            60 if word == "soixante" => 1..20,
            80 if eighty => 1..20,
            20..100 if value % 10 == 0 => 1..10,
            _ => return Some((value, end)),
        };
        let next = self.after_joint(end);
        let rest = if ones.end == 20 && self.word(next) == Some("dix") {
            self.below_hundred(next)
        } else {
            self.value(next).map(|rest| (rest, next + 1))
        };
        Some(match rest.filter(|(rest, _)| ones.contains(rest)) {
            Some((rest, after)) => (value + rest, after),
            None => (value, end),
        })
    }

    fn value(&self, at: usize) -> Option<u32> {
        words::numeral(self.word(at)?)
    }

    /// Past the dash or the "and" inside a number.
    fn after_joint(&self, at: usize) -> usize {
        let joins = self.is_sign(at, '-')
            || matches!(self.word(at), Some("and" | "und" | "et" | "y" | "e"));
        at + usize::from(joins)
    }

    /// "within a year": the unit and the token after it, unless it is a rate ("$5 a month", "an e-mail a week").
    pub(super) fn one_of_time(&self, at: usize) -> Option<(&'static str, usize)> {
        if !matches!(self.word(at)?, "a" | "an") {
            return None;
        }
        let (unit, end) = self.time_unit(at + 1)?;
        if !words::is(Table::OneOfTime, self.word(end - 1)?) {
            return None;
        }
        let counted = |at: Option<usize>| {
            at.is_some_and(|at| self.figure(at).is_some() || self.value(at).is_some())
        };
        let before = at.checked_sub(1);
        let earlier = at.checked_sub(2);
        if counted(before) {
            return None;
        }
        let Some(word) = before.and_then(|before| self.word(before)) else {
            return Some((unit, end));
        };
        let is_rate = ["once", "twice", "times", "thrice"].contains(&word)
            || words::unit(word).is_some()
            || words::currency(word).is_some()
            || (!words::is(Table::TakesTime, word)
                && (word.ends_with('s')
                    || counted(earlier)
                    || earlier.is_some_and(|at| matches!(self.word(at), Some("a" | "an")))));
        (!is_rate).then_some((unit, end))
    }
}
