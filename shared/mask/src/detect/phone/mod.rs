//! Phone numbers of all countries.
//!
//! International numbers speak for themselves; national ones by a customary form or by a cue.
//! Dates, addresses of machines, amounts and the numbers of orders and parcels speak against.
//! Not for: saying whose number it is or whether anybody has it.

mod plan;
#[rustfmt::skip]
mod regions;
mod spelling;

use crate::detect::Found;
use crate::detect::cues::{Cues, tight_before};
use crate::detect::digits::{continues_code, continues_left};
use crate::kind::Kind;
use crate::scan::{Class, Scan, Token};
use crate::words::Meaning;

pub(crate) use self::plan::{is_valid, split};
use self::spelling::{Between, Spelling, extension, goes_on, vanity};

/// How sure, and the rule that says so.
type Judged = Option<(u8, &'static str)>;

pub(crate) fn detect(scan: &Scan<'_>, found: &mut Vec<Found>) {
    let mut next = 0;
    for &at in scan.numbers() {
        scan.step();
        if at < next {
            continue;
        }
        if let Some((hit, last)) = number(scan, at) {
            found.push(hit);
            next = last + 1;
        }
    }
}

/// Fewer digits are a phone's only behind a calling code.
const MIN_DIGITS: usize = 6;

fn number(scan: &Scan<'_>, at: usize) -> Option<(Found, usize)> {
    let plus = plus_before(scan, at);
    if plus.is_none() && continues_left(scan, at) {
        return None;
    }
    let mut spelling = Spelling::read(scan, at);
    let open = scan.before(at).filter(|t| t.is_mark('(')).map(|_| at - 1);
    let first = plus.or(open).unwrap_or(at);
    let hit = |last: usize, (score, rule): (u8, &'static str)| {
        let (start, end) = (scan.tokens.get(first)?.start, scan.tokens.get(last)?.end);
        let kind = Kind::Phone;
        Some((
            Found {
                start,
                end,
                kind,
                score,
                rule,
            },
            last,
        ))
    };
    if let Some(last) = lettered(scan, at, &spelling) {
        return hit(last, (90, "phone_letters"));
    }
    if plus.is_none() && spelling.digits().len() < MIN_DIGITS
        || spelling.is_date()
        || spelling.is_ip()
    {
        return None;
    }
    if let Some(plus) = plus {
        let (last, judged) = international(scan, plus, at, spelling)?;
        return hit(extension(scan, last), judged);
    }
    while spelling.digits().len() >= MIN_DIGITS {
        let last = spelling.last();
        let with_extension = extension(scan, last);
        if (with_extension > last || !goes_on(scan, last))
            && let Some(judged) = judge(scan, at, &spelling, open.is_some(), with_extension > last)
        {
            return hit(with_extension, judged);
        }
        spelling.drop_last_group();
    }
    None
}

/// The token of "+", with an opening parenthesis before or after it.
fn plus_before(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let before = at.checked_sub(1)?;
    let is_plus = |index: usize| scan.tokens[index].is_mark('+');
    let plus = if is_plus(before) {
        before
    } else if scan.tokens[before].is_mark('(') && before > 0 && is_plus(before - 1) {
        before - 1
    } else {
        return None;
    };
    let opened = plus
        .checked_sub(1)
        .filter(|open| scan.tokens[*open].is_mark('('));
    // "3+4" is arithmetic.
    let sum = plus > 0 && scan.glued(plus) && scan.tokens[plus - 1].is_number();
    (!sum).then(|| opened.unwrap_or(plus))
}

/// A number behind "+": the longest row of groups that some plan has, else the longest that could
/// be a number.
fn international(
    scan: &Scan<'_>,
    plus: usize,
    at: usize,
    mut spelling: Spelling,
) -> Option<(usize, (u8, &'static str))> {
    // "5 + 12345678" is a sum unless it is a number somewhere.
    let is_doubtful = scan.before(plus).is_some_and(Token::is_number) || !scan.glued(at);
    let mut likely = None;
    while spelling.digits().len() >= MIN_DIGITS {
        let (digits, last) = (spelling.digits(), spelling.last());
        if digits[0] != 0 && (extension(scan, last) > last || !goes_on(scan, last)) {
            if plan::is_valid(digits) {
                return Some((last, (96, "phone_international")));
            }
            if !is_doubtful && (8..=15).contains(&digits.len()) {
                likely = likely.or(Some((last, (96, "phone_international"))));
            }
        }
        spelling.drop_last_group();
    }
    likely
}

/// The last token of a number that ends in letters.
fn lettered(scan: &Scan<'_>, at: usize, spelling: &Spelling) -> Option<usize> {
    if spelling.digits().len() > 7 {
        return None;
    }
    let next = scan.token(spelling.last() + 1)?;
    let word = if next.is_mark('-') {
        scan.token(spelling.last() + 2)?
    } else {
        next
    };
    if !word.is_word() || word.len() < 2 {
        return None;
    }
    let cued = tight_before(scan, at).has(Meaning::PHONE);
    vanity(scan, spelling, cued)
}

/// A number without "+".
fn judge(scan: &Scan<'_>, at: usize, spelling: &Spelling, open: bool, extended: bool) -> Judged {
    let digits = spelling.digits();
    let cues = Cues::of(scan, at, spelling.last());
    let phone_cue = cues.say(Meaning::PHONE) && !is_cue_of_next(scan, at, spelling.last());
    let amount = scan
        .before(at)
        .is_some_and(|t| matches!(t.class, Class::Mark('$' | '€' | '£' | '#')));
    if amount && !phone_cue {
        return None;
    }
    let slashes = spelling
        .between()
        .iter()
        .filter(|b| **b == Between::Slash)
        .count();
    if phone_cue && slashes <= 1 {
        if (7..=15).contains(&digits.len()) {
            return Some((88, "phone_cue"));
        }
        if digits.len() == 6 && cues.say_closely(Meaning::PHONE) {
            return Some((80, "phone_cue"));
        }
    }
    if digits.iter().all(|d| *d == digits[0]) {
        return None;
    }
    let national = spelling.lengths().get(usize::from(digits.len() == 11)..);
    let against = cues.speak_against();
    if is_north_american(digits) {
        let marked = open || spelling.between().iter().any(|b| *b != Between::Space);
        match national {
            Some([3, 3, 4]) if marked => return Some((92, "phone_north_america")),
            Some([3, 3, 4] | [3, 7] | [6, 4]) if !against && !follows_number(scan, at) => {
                return Some((84, "phone_north_america_spaced"));
            }
            _ => {}
        }
    }
    if continues_code(scan, at) {
        return None;
    }
    let grouped = spelling.lengths().len() > 1;
    // A question before or a distant word does not explain a number that has the form of a phone's.
    let explained = if grouped || digits.len() == 10 {
        cues.beside()
    } else {
        cues.closest()
    };
    let other = Meaning::CARD | Meaning::SSN | Meaning::ACCOUNT | Meaning::PASSWORD | Meaning::IBAN;
    if against && (!grouped || cues.tight_against()) || explained.has(other) {
        return None;
    }
    if extended && (7..=11).contains(&digits.len()) {
        return Some((84, "phone_extension"));
    }
    prefixed(digits, grouped)
        .or_else(|| by_form(spelling, open, slashes))
        .or_else(|| {
            // Part of a longer row of digits: nothing below is distinctive enough.
            if follows_number(scan, at) {
                return None;
            }
            let silent = cues.beside() == Meaning::NONE;
            by_surroundings(scan, at, spelling, silent)
        })
        .or_else(|| bare(spelling))
}

/// Behind the prefix dialled for abroad: "00", or "011" in North America.
fn prefixed(digits: &[u8], grouped: bool) -> Judged {
    let abroad = digits
        .strip_prefix(&[0, 0])
        .or_else(|| digits.strip_prefix(&[0, 1, 1]).filter(|d| d.len() >= 10))?;
    let is_valid = plan::is_valid(abroad);
    let is_likely = digits[1] == 0 && abroad[0] != 0 && (8..=13).contains(&abroad.len());
    if grouped && (is_valid || is_likely) {
        Some((86, "phone_international_prefix"))
    } else if is_valid && abroad.len() >= 9 {
        Some((78, "phone_international_prefix_bare"))
    } else {
        None
    }
}

/// By the form of its groups alone.
fn by_form(spelling: &Spelling, open: bool, slashes: usize) -> Judged {
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
        let long = lengths.iter().any(|n| *n >= 3) && lengths != [3, 2, 4];
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
    if digits[0] == 0
        || between
            .iter()
            .any(|b| *b != between[0] && *b != Between::Paren)
    {
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
fn by_surroundings(scan: &Scan<'_>, at: usize, spelling: &Spelling, silent: bool) -> Judged {
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
        && (7..=12).contains(&digits.len())
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
        2.. if is_north_american(digits) && !between.contains(&Between::Dot) => {
            Some((60, "phone_alone_grouped"))
        }
        3.. if digits[0] == 0 && digits[1] != 0 && (9..=12).contains(&digits.len()) => {
            Some((60, "phone_alone_grouped"))
        }
        2.. if matches!(lengths, [4, 4] | [2, 2, 2, 2] | [2, 3, 3] | [3, 2, 3])
            && plan::is_mobile_somewhere(digits) =>
        {
            Some((60, "phone_alone_grouped"))
        }
        _ => None,
    }
}

/// A row of ten or eleven digits, as phone numbers are where most people write them bare.
fn bare(spelling: &Spelling) -> Judged {
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

/// Whether the cue stands between this number and another one: it is the other's then.
fn is_cue_of_next(scan: &Scan<'_>, at: usize, last: usize) -> bool {
    let Some(cue) = (last + 1..=last + 4).find(|i| {
        scan.token(*i)
            .is_some_and(|t| t.meaning.has(Meaning::PHONE))
    }) else {
        return false;
    };
    let next = (cue + 1..=cue + 2)
        .filter_map(|i| scan.token(i))
        .find(|t| t.is_number());
    next.is_some() && !tight_before(scan, at).has(Meaning::PHONE)
}

/// Whether another number stands right before it, with nothing but a space or mark between. Five
/// digits and more before it are a number of their own, such as a postcode.
fn follows_number(scan: &Scan<'_>, at: usize) -> bool {
    scan.before(at)
        .is_some_and(|t| t.is_number() && t.len() < 5)
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
fn is_north_american(digits: &[u8]) -> bool {
    let national = match digits {
        [1, national @ ..] if national.len() == 10 => national,
        national if national.len() == 10 => national,
        _ => return false,
    };
    (2..=9).contains(&national[0]) && (2..=9).contains(&national[3])
}

/// Whether the number is all there is in its line, but for marks and a word or two.
fn stands_alone(scan: &Scan<'_>, first: usize, last: usize) -> bool {
    let edge = |token: Option<&Token>| token.is_none_or(Token::is_line_break);
    let left = edge(scan.before(first)) || first >= 1 && edge(scan.before(first - 1));
    let right = edge(scan.token(last + 1)) || edge(scan.token(last + 2));
    left && right
}
