//! The forms of numbers written as at home, without "+".

use crate::detect::cues::tight_before;
use crate::scan::{Class, Scan, Token};
use crate::words::Meaning;

use super::plan;
use super::spelling::{Between, Spelling};
use super::{Judged, stands_alone};

/// Behind the prefix dialled for abroad: "00", or "011" in North America.
pub(super) fn prefixed(digits: &[u8], grouped: bool) -> Judged {
    let abroad = digits
        .strip_prefix(&[0, 0])
        .or_else(|| digits.strip_prefix(&[0, 1, 1]).filter(|d| d.len() >= 10))?;
    let is_valid = plan::is_valid(abroad);
    let is_likely = digits[1] == 0 && abroad[0] != 0 && (8..=13).contains(&abroad.len());
    if grouped && is_valid {
        Some((92, "phone_international_prefix"))
    } else if grouped && is_likely {
        Some((86, "phone_international_prefix"))
    } else if is_valid && abroad.len() >= 9 {
        Some((78, "phone_international_prefix_bare"))
    } else {
        None
    }
}

/// By the form of its groups alone.
pub(super) fn by_form(spelling: &Spelling, open: bool, slashes: usize) -> Judged {
    let (digits, lengths, between) = (spelling.digits(), spelling.lengths(), spelling.between());
    let [first, rest @ ..] = lengths else {
        return None;
    };
    if rest.is_empty() || slashes > 1 {
        return None;
    }
    // "(0)30 123456", "(11) 91234-5678"
    if open && *first <= 5 && (8..=13).contains(&digits.len()) && between[0] == Between::Paren {
        return Some((88, "phone_area_in_parentheses"));
    }
    // A trunk prefix and groups: "0170 1234567", "0 532 123 45 67", "8 800 555 35 35".
    if digits[0] == 0 && digits[1] != 0 && (9..=12).contains(&digits.len()) {
        let apart = *first == 1 && plan::is_customary(rest, digits[1]);
        let pairs = lengths.iter().all(|n| *n == 2) && digits.len() == 10;
        // Neither a social security number nor a ZIP code with its four digits more.
        let other = lengths == [3, 2, 4] || lengths == [5, 4] && between[0] == Between::Dash;
        let long = lengths.iter().any(|n| *n >= 3) && !other;
        if apart || (2..=6).contains(first) && (pairs || long) {
            return Some((86, "phone_national"));
        }
    }
    if matches!(digits[0], 1 | 8)
        && *first == 1
        && digits.len() == 11
        && rest.len() >= 2
        && plan::is_customary(rest, digits[1])
    {
        return Some((78, "phone_national_trunk"));
    }
    None
}

/// By customary groups without a trunk prefix.
pub(super) fn by_groups(spelling: &Spelling) -> Judged {
    let (digits, lengths, between) = (spelling.digits(), spelling.lengths(), spelling.between());
    // Free and local-rate calls of Australia and others: "1300 123 456", "1800-10-10 22".
    let free = digits.starts_with(&[1, 3, 0, 0]) || digits.starts_with(&[1, 8, 0, 0]);
    if free && digits.len() == 10 && matches!(lengths, [4, _, ..]) {
        return Some((78, "phone_free_call"));
    }
    let mut marks = between.iter().filter(|b| **b != Between::Paren);
    let mark = marks.next();
    if digits[0] == 0 || marks.any(|other| Some(other) != mark) {
        return None;
    }
    if lengths == [3, 3, 4] && digits[0] >= 2 {
        return Some((70, "phone_three_three_four"));
    }
    // "532 123 45 67", "532.123.45.67"
    if matches!(digits.len(), 10 | 11)
        && (3..=5).contains(&lengths.len())
        && lengths.iter().all(|n| (2..=4).contains(n))
        && plan::is_customary(lengths, digits[0])
    {
        return Some((70, "phone_grouped"));
    }
    None
}

/// By what stands around it, or by nothing standing there.
pub(super) fn by_surroundings(
    scan: &Scan<'_>,
    at: usize,
    spelling: &Spelling,
    silent: bool,
) -> Judged {
    let (digits, lengths, between) = (spelling.digits(), spelling.lengths(), spelling.between());
    let alone = stands_alone(scan, at, spelling.last());
    let marked = between.iter().any(|b| *b != Between::Space);
    // Nine digits in threes are as likely an amount; beginning as mobile numbers do, alone, they are not.
    if lengths == [3, 3, 3] && matches!(digits[0], 6 | 7 | 9) && (alone || marked) {
        return Some((74, "phone_three_groups"));
    }
    if (2..=5).contains(&lengths.len())
        && between.iter().all(|b| *b == Between::Dash)
        && (matches!(digits.len(), 10 | 11) || digits.len() == 9 && digits[0] >= 5)
        && plan::is_customary(lengths, digits[0])
    {
        return Some((72, "phone_dashed"));
    }
    if says_number(scan, at)
        && (6..=12).contains(&digits.len())
        && tight_before(scan, at) == Meaning::NONE
    {
        return Some((70, "phone_my_number"));
    }
    if !alone || !silent {
        return None;
    }
    // All there is in a message, and nothing said: as people answer when asked for their number.
    match lengths.len() {
        1 if matches!(digits.len(), 9 | 11 | 12) && matches!(digits[0], 6..=9) => {
            Some((60, "phone_alone"))
        }
        1 if digits.len() == 11 && plan::is_valid(digits) => Some((60, "phone_alone")),
        2.. if is_whole_line(scan, at, spelling.last()) && is_number_in_groups(spelling) => {
            Some((60, "phone_alone_grouped"))
        }
        _ => None,
    }
}

/// Whether groups that are a whole message are a number however they are cut.
fn is_number_in_groups(spelling: &Spelling) -> bool {
    let (digits, lengths, between) = (spelling.digits(), spelling.lengths(), spelling.between());
    // Dates without marks, amounts, and the form of social security numbers.
    let other = lengths.iter().any(|n| *n >= 8)
        || between.contains(&Between::Dot)
        || lengths.starts_with(&[3, 2, 4]);
    if other {
        return false;
    }
    let tied = matches!(between, [Between::Dash | Between::Slash]);
    match (digits.len(), lengths) {
        _ if is_north_american(digits) => lengths.last() != Some(&1),
        // The short numbers of small places: "04931-49".
        (7 | 8, [3..=5, _]) if tied && digits[0] == 0 => digits[1] >= 2,
        (8, [4, 4] | [2, 2, 2, 2] | [2, 3, 3] | [3, 2, 3]) => plan::is_mobile_somewhere(digits),
        (9, [_, _, _, _, ..]) if digits[0] != 0 => plan::is_customary(lengths, digits[0]),
        (9..=12, [_, _, _, ..]) => digits[0] == 0 && digits[1] != 0 && lengths.len() > 3,
        _ => false,
    }
}

/// A row of ten or eleven digits, as phone numbers are where most people write them bare.
pub(super) fn bare(spelling: &Spelling) -> Judged {
    let digits = spelling.digits();
    match *spelling.lengths() {
        [10 | 11] if digits[0] == 0 && digits[1] != 0 => Some((72, "phone_national_bare")),
        [10] | [5, 5] | [3, 7] if digits[0] >= 2 => Some((68, "phone_ten_digits")),
        [11] | [1, 10] if is_north_american(digits) && plan::is_valid(digits) => {
            Some((66, "phone_eleven_digits"))
        }
        _ => None,
    }
}

/// "my number is", "my UK number:", "number".
fn says_number(scan: &Scan<'_>, at: usize) -> bool {
    const NUMBER: [&str; 8] = [
        "number", "no", "nummer", "numero", "numer", "num", "nr", "nomor",
    ];
    const MY: [&str; 12] = [
        "my", "meine", "mon", "mi", "mio", "meu", "mijn", "moj", "our", "his", "her", "and",
    ];
    (at.saturating_sub(3)..at).any(|i| {
        NUMBER.contains(&scan.word(i))
            && (i == 0
                || (i.saturating_sub(2)..i).any(|before| MY.contains(&scan.word(before)))
                || !scan.tokens[i - 1].is_word())
    })
}

/// NANP: area and exchange begin with 2 to 9; a leading 1 is the trunk.
pub(super) fn is_north_american(digits: &[u8]) -> bool {
    let national = match digits {
        [1, national @ ..] if national.len() == 10 => national,
        national if national.len() == 10 => national,
        _ => return false,
    };
    (2..=9).contains(&national[0]) && (2..=9).contains(&national[3])
}

/// Whether nothing but the number stands in its line, a parenthesis or quote aside.
fn is_whole_line(scan: &Scan<'_>, first: usize, last: usize) -> bool {
    let edge = |token: Option<&Token>| {
        token.is_none_or(|t| matches!(t.class, Class::Mark('\n' | '(' | '"' | '.' | '!')))
    };
    edge(scan.before(first)) && edge(scan.token(last + 1))
}
