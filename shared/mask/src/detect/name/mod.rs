//! Person names: after an introduction, in fields, salutations and sign-offs, after titles, and by
//! a given name people bear.

mod addressed;
mod introduced;
mod spelling;

use crate::detect::Found;
use crate::kind::Kind;
use crate::scan::{Class, Scan};
use crate::words::Meaning;
use addressed::{recipient, salutation, sign_off, titled};
use introduced::{field, introduction};
use spelling::{describes, is_shouted, title_case};

/// Brands that are names of people.
const BRANDS: [(&str, &str); 18] = [
    ("calvin", "klein"),
    ("michael", "kors"),
    ("ralph", "lauren"),
    ("tommy", "hilfiger"),
    ("hugo", "boss"),
    ("marc", "jacobs"),
    ("jimmy", "choo"),
    ("kate", "spade"),
    ("tom", "ford"),
    ("paul", "smith"),
    ("jack", "wolfskin"),
    ("jack", "daniels"),
    ("victoria", "secret"),
    ("tom", "tailor"),
    ("air", "jordan"),
    ("christian", "dior"),
    ("christian", "louboutin"),
    ("stella", "mccartney"),
];

pub(crate) fn detect(scan: &Scan<'_>, found: &mut Vec<Found>) {
    let before = found.len();
    for at in 0..scan.tokens.len() {
        scan.step();
        let token = &scan.tokens[at];
        if !token.is_word() {
            continue;
        }
        let hit = introduction(scan, at)
            .or_else(|| field(scan, at))
            .or_else(|| salutation(scan, at))
            .or_else(|| sign_off(scan, at))
            .or_else(|| titled(scan, at))
            .or_else(|| recipient(scan, at))
            .or_else(|| full_name(scan, at));
        found.extend(hit);
    }
    if found.len() == before {
        found.extend(answer(scan).or_else(|| before_own_number(scan)));
    }
}

fn hit(scan: &Scan<'_>, first: usize, last: usize, score: u8, rule: &'static str) -> Option<Found> {
    let (start, end) = (scan.tokens.get(first)?.start, scan.tokens.get(last)?.end);
    Some(Found {
        start,
        end,
        kind: Kind::Name,
        score,
        rule,
    })
}

/// A common given name and a word written like a surname.
fn full_name(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let token = &scan.tokens[at];
    if !token.meaning.has(Meaning::GIVEN)
        || !scan.is_title_case(at)
        || scan
            .before(at)
            .is_some_and(|t| t.meaning.has(Meaning::TITLE))
    {
        return None;
    }
    let last = title_case(scan, at, false)?;
    if last == at {
        return given_name_alone(scan, at);
    }
    let surname = scan.tokens[last].meaning;
    let ordinary = Meaning::STOP
        | Meaning::STREET
        | Meaning::ROAD
        | Meaning::MONTH
        | Meaning::CARD
        | Meaning::COUNTRY
        | Meaning::REFERENCE
        | Meaning::STATE;
    let everyday = token.meaning.has(Meaning::EVERYDAY_NAME | Meaning::MONTH)
        && !surname.has(Meaning::GIVEN)
        && scan.starts_clause(at);
    let brand = BRANDS.contains(&(scan.word(at), scan.word(at + 1)));
    let next_is_street = scan
        .token(last + 1)
        .is_some_and(|t| t.meaning.has(Meaning::STREET) && scan.is_title_case(last + 1));
    if surname.has(ordinary) || everyday || brand || next_is_street || is_shouted(scan, at) {
        return None;
    }
    hit(scan, at, last, 68, "name_full")
}

/// "please ask Klaus": a given name that is nothing else, where a capital tells.
fn given_name_alone(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let token = &scan.tokens[at];
    let other = Meaning::EVERYDAY_NAME
        | Meaning::STOP
        | Meaning::MONTH
        | Meaning::COUNTRY
        | Meaning::STATE
        | Meaning::STREET
        | Meaning::ROAD
        | Meaning::TITLE
        | Meaning::CARD;
    let capital_before = at > 0 && scan.is_title_case(at - 1) && !scan.starts_clause(at - 1);
    let capital_after = scan.is_title_case(at + 1) && scan.gap(at + 1) == " ";
    if token.meaning.has(other)
        || token.len() < 4
        || capital_before
        || capital_after
        || is_shouted(scan, at)
    {
        return None;
    }
    hit(scan, at, at, 58, "name_given")
}

/// "edison ssn 4589", "gerald keith and pin 2944": a message that opens with a name and goes on
/// with a number of that person.
fn before_own_number(scan: &Scan<'_>) -> Option<Found> {
    let fits = |t: &crate::scan::Token| {
        t.is_word() && t.len() > 2 && (!t.meaning.has(NO_NAME) || t.meaning.has(Meaning::GIVEN))
    };
    let words = scan.tokens.iter().take(4).take_while(|t| fits(t)).count();
    if words == 0 || words > 3 || describes(scan.word(words - 1)) {
        return None;
    }
    let next = if scan.word(words) == "and" {
        words + 1
    } else {
        words
    };
    let own = scan
        .token(next)?
        .meaning
        .has(Meaning::SSN | Meaning::ACCOUNT | Meaning::PASSWORD);
    let number = (next + 1..next + 5).any(|i| scan.token(i).is_some_and(|t| t.is_number()));
    let known =
        scan.tokens[0].meaning.has(Meaning::GIVEN) || scan.tokens[next].meaning.has(Meaning::SSN);
    if own && number && (known || words == 1 || next > words) {
        hit(scan, 0, words - 1, 62, "name_before_number")
    } else {
        None
    }
}

/// Words that say what follows or asks for it; none is a name in a message without punctuation.
const NO_NAME: Meaning = Meaning::STOP
    .or(Meaning::STATUS)
    .or(Meaning::LINK)
    .or(Meaning::ASK)
    .or(Meaning::GREETING)
    .or(Meaning::CARD)
    .or(Meaning::ACCOUNT)
    .or(Meaning::PHONE)
    .or(Meaning::EMAIL)
    .or(Meaning::REFERENCE)
    .or(Meaning::SSN)
    .or(Meaning::PASSWORD)
    .or(Meaning::NAME)
    .or(Meaning::PLACE)
    .or(Meaning::MONEY)
    .or(Meaning::COUNTRY)
    .or(Meaning::CVV)
    .or(Meaning::ADDRESS)
    .or(Meaning::ZIP)
    .or(Meaning::SECRET)
    .or(Meaning::ONE_TIME)
    .or(Meaning::CODE)
    .or(Meaning::MONTH);

/// A message that is a name, alone or before a number, when asked for one or when it is well known.
fn answer(scan: &Scan<'_>) -> Option<Found> {
    let first = scan.tokens.first().filter(|t| t.is_word())?;
    let asked = scan.asked.has(Meaning::NAME);
    let words = scan.tokens.iter().take_while(|t| t.is_word()).count();
    let rest = &scan.tokens[words..];
    let only_numbers = rest
        .iter()
        .all(|t| t.is_number() || matches!(t.class, Class::Mark('.' | '-' | '!' | '\n')));
    let known = first.meaning.has(Meaning::GIVEN)
        && (words > 1 || !first.meaning.has(Meaning::EVERYDAY_NAME));
    if words > 4 || rest.len() > 4 || !only_numbers || !(asked || known) {
        return None;
    }
    let ordinary = |index: usize| {
        let meaning = scan.tokens[index].meaning;
        meaning.has(NO_NAME) && !meaning.has(Meaning::GIVEN)
    };
    if (0..words).any(ordinary) || first.meaning.has(Meaning::STOP) && !asked {
        return None;
    }
    hit(
        scan,
        0,
        words - 1,
        if asked { 78 } else { 66 },
        "name_answer",
    )
}
