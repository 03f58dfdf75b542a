//! The tokens facts are read from: figures, words and the signs that matter.

use super::normal::TIGHT;
use handrail_text::fold;
use handrail_text::work;

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
    /// White space stands before it.
    pub(super) spaced: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    /// Digits with the separators between them, as written: "1,234.50".
    Figure(String),
    /// Letters, folded. Currency signs with their letters are words too ("us$").
    Word(String),
    /// Any other character.
    Sign(char),
}

impl Token {
    pub(super) fn word(&self) -> Option<&str> {
        match &self.kind {
            Kind::Word(word) => Some(word),
            _ => None,
        }
    }

    pub(super) fn figure(&self) -> Option<&str> {
        match &self.kind {
            Kind::Figure(figure) => Some(figure),
            _ => None,
        }
    }

    pub(super) fn is_sign(&self, sign: char) -> bool {
        self.kind == Kind::Sign(sign)
    }
}

/// The tokens of a normalised text.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut out = Vec::new();
    let mut spaced = true;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        work::count(1);
        if c.is_whitespace() {
            spaced = true;
            at += c.len_utf8();
            continue;
        }
        let (kind, length) = if c.is_ascii_digit() {
            let length = figure_length(&text[at..]);
            (Kind::Figure(text[at..at + length].to_owned()), length)
        } else if c.is_alphabetic() || is_currency_sign(c) {
            let length = text[at..]
                .find(|c: char| {
                    !c.is_alphabetic()
                        && !is_currency_sign(c)
                        && !('\u{300}'..='\u{36f}').contains(&c)
                })
                .unwrap_or(text.len() - at)
                .max(c.len_utf8());
            (Kind::Word(fold(&text[at..at + length])), length)
        } else {
            (Kind::Sign(c), c.len_utf8())
        };
        out.push(Token {
            kind,
            start: at,
            end: at + length,
            spaced,
        });
        spaced = false;
        work::count(length);
        at += length;
    }
    out
}

fn is_currency_sign(c: char) -> bool {
    matches!(
        c,
        '$' | '€' | '£' | '¥' | '₹' | '₿' | '¢' | '₩' | '₽' | '₺' | '₴' | '₪' | '฿' | '₫'
    )
}

/// Digits, with single separators between digits; a tight space only before groups of three.
fn figure_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        work::count(1);
        while at < bytes.len() && bytes[at].is_ascii_digit() {
            at += 1;
        }
        let Some(separator) = text[at..].chars().next() else {
            return at;
        };
        let after = at + separator.len_utf8();
        let digits = bytes[after.min(bytes.len())..]
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count();
        let goes_on = match separator {
            '.' | ',' => digits > 0,
            '\'' | TIGHT => digits == 3,
            _ => false,
        };
        if !goes_on {
            return at;
        }
        at = after;
    }
}

/// The number a figure stands for, in canonical decimal digits: "1,234.50" is "1234.5", "3,50" is "3.5".
///
/// One separator before exactly three digits parts thousands, unless the figure begins with a zero.
pub(super) fn canonical(figure: &str) -> String {
    work::count(figure.len());
    let separators: Vec<(usize, char)> = figure
        .char_indices()
        .filter(|(_, c)| !c.is_ascii_digit())
        .collect();
    let digits_only =
        |part: &str| -> String { part.chars().filter(char::is_ascii_digit).collect() };
    let Some(&(last, mark)) = separators.last() else {
        return trim_whole(figure);
    };
    let tail = &figure[last + mark.len_utf8()..];
    let same = separators.iter().filter(|(_, c)| *c == mark).count();
    let grouped = groups_of_three(figure);
    let decimal = match mark {
        '.' | ',' if separators.len() == 1 => tail.len() != 3 || figure.starts_with('0'),
        // Mixed marks: the last one parts the decimals.
        '.' | ',' => {
            same == 1 && !(grouped && mark == ',' && separators.iter().all(|(_, c)| *c == mark))
        }
        _ => false,
    };
    if decimal {
        let whole = trim_whole(&digits_only(&figure[..last]));
        let fraction = tail.trim_end_matches('0');
        return if fraction.is_empty() {
            whole
        } else {
            format!("{whole}.{fraction}")
        };
    }
    if grouped {
        trim_whole(&digits_only(figure))
    } else {
        figure.to_owned()
    }
}

fn groups_of_three(figure: &str) -> bool {
    let mut groups = figure.split(|c: char| !c.is_ascii_digit());
    let first = groups.next().unwrap_or_default();
    (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3)
}

fn trim_whole(digits: &str) -> String {
    let trimmed = digits.trim_start_matches('0');
    // Codes such as "007" keep their zeros.
    if trimmed.is_empty() {
        "0".to_owned()
    } else if digits.len() > 2 && trimmed.len() < digits.len() {
        digits.to_owned()
    } else {
        trimmed.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_have_one_form() {
        let cases = [
            ("5", "5"),
            ("05", "5"),
            ("007", "007"),
            ("5.00", "5"),
            ("5,00", "5"),
            ("3.50", "3.5"),
            ("3,5", "3.5"),
            ("1,234", "1234"),
            ("1.234", "1234"),
            ("0.125", "0.125"),
            ("1,234.50", "1234.5"),
            ("1.234,50", "1234.5"),
            ("1'000", "1000"),
            ("1\u{a0}000,5", "1000.5"),
            ("1,000,000", "1000000"),
            ("1.2.3", "1.2.3"),
            ("0", "0"),
        ];
        for (figure, expected) in cases {
            assert_eq!(canonical(figure), expected, "{figure}");
        }
    }
}
