//! Phone numbers: runs of digit groups that are long enough and look dialled.

use handrail_text::work;

/// The most digits a phone number has (ITU-T E.164).
const MAX_DIGITS: usize = 15;

/// The length of the phone number at the start of `text` and its digits.
///
/// A number with "+" or a bracket in front, or at least two groups of two or more digits parted by single spaces,
/// dashes, dots or slashes, with 7 to 15 digits in all.
pub(super) fn phone(text: &str) -> Option<(usize, String)> {
    let mut digits = String::new();
    let mut groups: Vec<usize> = Vec::new();
    let mut separators = String::new();
    let mut end = 0;
    let mut gap = 0;
    let mut in_group = false;
    for (at, c) in text.char_indices() {
        work::count(1);
        match c {
            '0'..='9' if digits.len() == MAX_DIGITS => return None,
            '0'..='9' => {
                if !in_group {
                    groups.push(0);
                    in_group = true;
                }
                if let Some(group) = groups.last_mut() {
                    *group += 1;
                }
                digits.push(c);
                end = at + 1;
                gap = 0;
            }
            '+' if at == 0 => {}
            '(' | ')' | ' ' | '\u{a0}' | '-' | '.' | '/' if gap < 2 => {
                in_group = false;
                gap += 1;
                separators.push(c);
            }
            _ => break,
        }
    }
    let international = text.starts_with('+');
    let grouped = groups.len() >= 2 && groups.iter().all(|group| *group >= 2);
    let followed_by_letter = text[end..].starts_with(|c: char| c.is_alphanumeric());
    let thousands = !international
        && groups.first().is_some_and(|first| *first <= 3)
        && groups.iter().skip(1).all(|group| *group == 3)
        && !separators.contains(['(', '-', '/', ' ']);
    let plausible = (7..=MAX_DIGITS).contains(&digits.len()) && !followed_by_letter && !thousands;
    let opened = text.starts_with('(') && groups.len() >= 2;
    (plausible && (international || grouped || opened)).then_some((end, digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_are_told_from_figures() {
        let cases = [
            ("+1 555 0100", Some("15550100")),
            ("(030) 123 456", Some("030123456")),
            ("555-010-0199 now", Some("5550100199")),
            ("0800 123 4567.", Some("08001234567")),
            ("+4930123456", Some("4930123456")),
            ("1.000.000", None),
            ("12345678", None),
            ("3-5 days", None),
            ("24/7", None),
            ("9 00", None),
        ];
        for (text, expected) in cases {
            assert_eq!(
                phone(text).map(|found| found.1).as_deref(),
                expected,
                "{text}"
            );
        }
    }
}
