//! Numbers that are said rather than counted: digits one by one, shares of a price, an amount without its currency,
//! Roman numerals.
//!
//! For: facts that hold no figure. Not for: number words in running text, such as "one of us" or "the second step".

use super::{
    FactKind, Value,
    read::Reader,
    vocabulary::{self as words, Table},
};
use handrail_text::work;

/// Fewer number words in a row are no number told digit by digit.
const FEWEST_DIGITS: usize = 3;
/// Number words parted by commas may list things; so many are a number.
const FEWEST_PARTED: usize = 5;
/// Words between an amount and the word that makes a price of it.
const BETWEEN: usize = 3;

impl Reader<'_> {
    /// "five five five zero one", "zéro six douze trente".
    pub(super) fn spoken_digits(&mut self, at: usize) -> Option<usize> {
        let mut digits = String::new();
        let (mut groups, mut commas) = (0, false);
        let (mut next, mut end) = (at, at);
        let mut all_single = true;
        while let Some((value, times, after)) = self.spoken_group(next) {
            groups += times;
            all_single &= value.len() == 1;
            digits.push_str(&value.repeat(times));
            end = after;
            next = after;
            if self.is_sign(next, ',') || self.is_sign(next, '-') {
                commas |= self.is_sign(next, ',');
                next += 1;
            }
        }
        let fewest = if commas || !all_single {
            FEWEST_PARTED
        } else {
            FEWEST_DIGITS
        };
        // French says its numbers in pairs, which are as long as five digits.
        let enough = groups >= fewest || (!commas && groups + 1 >= fewest && digits.len() > 5);
        if !enough {
            return None;
        }
        let (kind, value) = if digits.len() >= 7 {
            (FactKind::Phone, Value::Phone(digits))
        } else {
            (FactKind::Number, Value::Code(digits))
        };
        self.push(kind, at, end, value);
        Some(end)
    }

    /// A digit or a pair in words, how many times it is said, and the token after it.
    fn spoken_group(&self, at: usize) -> Option<(String, usize, usize)> {
        let word = self.word(at)?;
        if matches!(word, "oh" | "o") {
            return Some(("0".to_owned(), 1, at + 1));
        }
        let times = words::times(word).unwrap_or(1);
        let at = at + usize::from(times > 1);
        let (value, end) = self.below_hundred(at).filter(|(value, _)| *value < 100)?;
        Some((value.to_string(), times, end))
    }

    /// "a third off", "half price", "zwei Drittel Rabatt".
    pub(super) fn share(&mut self, at: usize) -> Option<usize> {
        let (count, part) = match self.numeral(at) {
            Some((count @ 2..=9, after)) if words::part(self.word(after)?).is_some() => {
                (count, after)
            }
            _ => (1, at),
        };
        let of = words::part(self.word(part)?)?;
        let mut end = part + 1;
        if self.is_sign(end, '-') {
            end += 1;
        }
        let mut names_price = false;
        for _ in 0..=BETWEEN {
            let Some(word) = self.word(end) else { break };
            end += 1;
            if words::is(Table::Reduced, word) {
                names_price = true;
                break;
            }
            if !words::is(Table::OfPrice, word) {
                break;
            }
        }
        // "two thirds" is a share of whatever it is.
        let end = match (names_price, count > 1) {
            (true, _) => end,
            (false, true) => part + 1,
            (false, false) => return None,
        };
        let share = if 100 * count % of == 0 {
            (100 * count / of).to_string()
        } else {
            format!("{count}/{of}")
        };
        self.push(FactKind::Percent, at, end, Value::Percent(share));
        Some(end)
    }

    /// "It costs twenty.", "you save fifty", "twenty off".
    pub(super) fn bare_price(&mut self, at: usize) -> Option<usize> {
        let (value, end) = self.numeral(at).filter(|(value, _)| *value > 1)?;
        let is_off = self.word(end) == Some("off");
        let mut before = at;
        let mut is_price = is_off;
        for _ in 0..BETWEEN {
            let Some(word) = before.checked_sub(1).and_then(|before| self.word(before)) else {
                break;
            };
            before -= 1;
            if words::is(Table::Costs, word) {
                is_price = true;
                break;
            }
            if !words::is(Table::About, word) {
                break;
            }
        }
        let goes_on = self
            .word(end)
            .is_some_and(|word| !is_off && !words::is(Table::AfterAmount, word));
        if !is_price || goes_on {
            return None;
        }
        self.push(FactKind::Price, at, end, Value::Number(value.to_string()));
        Some(end)
    }

    /// "IX euros", "XX days". Sizes such as "XL" are numerals before no unit of money or time.
    pub(super) fn roman_amount(&mut self, at: usize) -> Option<usize> {
        let amount = self.roman(at)?;
        let operands = [(at, at + 1, amount)];
        self.counts_money_or_time(at + 1)
            .then(|| self.finish(&operands))
    }

    /// What the Roman numeral at `at` is worth.
    pub(super) fn roman(&self, at: usize) -> Option<String> {
        let token = self.tokens.get(at)?;
        let written = &self.text[token.start..token.end];
        work::count(1);
        let is_symbols = written.bytes().all(|b| b"IVXLCDM".contains(&b));
        if !is_symbols
            || written.len() > LONGEST_ROMAN_BYTES
            || matches!(written, "I" | "C" | "D" | "L" | "M")
        {
            return None;
        }
        let mut value = 0;
        let mut rest = written;
        for (symbol, worth) in ROMAN {
            while let Some(after) = rest.strip_prefix(symbol) {
                rest = after;
                value += worth;
            }
        }
        (rest.is_empty() && value > 0 && to_roman(value) == written).then(|| value.to_string())
    }
}

/// MMMDCCCLXXXVIII.
const LONGEST_ROMAN_BYTES: usize = 15;

const ROMAN: [(&str, u32); 13] = [
    ("M", 1000),
    ("CM", 900),
    ("D", 500),
    ("CD", 400),
    ("C", 100),
    ("XC", 90),
    ("L", 50),
    ("XL", 40),
    ("X", 10),
    ("IX", 9),
    ("V", 5),
    ("IV", 4),
    ("I", 1),
];

fn to_roman(mut value: u32) -> String {
    let mut out = String::new();
    for (symbol, worth) in ROMAN {
        while value >= worth {
            out.push_str(symbol);
            value -= worth;
        }
    }
    out
}
