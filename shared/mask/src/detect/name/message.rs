//! Messages that are nothing but a name, or a name and a number.

use super::BORNE;
use super::hit;
use super::spelling::{describes, is_pronounced};
use super::strength::is_everyday;
use crate::detect::Found;
use crate::scan::{Class, Scan, Token};
use crate::words::Meaning;

/// Most words of such a message.
const MOST_WORDS: usize = 4;
/// Most tokens after the name: "1234 5678".
const MOST_AFTER: usize = 4;
/// Most tokens of a code after the name, and most letters of a word in it.
const MOST_IN_CODE: usize = 8;
const LONGEST_IN_CODE: usize = 4;

/// A message that is a name, alone or before a number, when asked for one or when it is well known.
pub(super) fn name(scan: &Scan<'_>) -> Option<Found> {
    let first = scan.token(0).filter(|t| t.is_word())?;
    let asked = scan.asked.has(Meaning::NAME);
    let borne = |at: usize| scan.token(at).is_some_and(|t| t.meaning.has(BORNE));
    let known = |at: usize| borne(at) && !is_everyday(scan, at);
    let all = words(scan, |t| t.is_word());
    // "nila dfg 678": what follows a well-known name need not be a part of it.
    let leading = words(scan, |t| t.meaning.has(BORNE));
    let count = if ends(scan, all, false) {
        all
    } else if known(0) && ends(scan, leading, true) {
        leading
    } else {
        return None;
    };
    let number = scan.tokens[count..]
        .iter()
        .any(|t| t.is_number() && t.len() >= 4);
    let surname = |at: usize| known(at) && !scan.tokens[at].meaning.has(Meaning::GIVEN);
    let told = known(0)
        || borne(0) && (1..count).any(known)
        || (1..count).any(surname)
        || count > 1 && (0..count).all(borne)
        || count == 1 && number && first.meaning.has(Meaning::GIVEN);
    let ordinary = |at: usize| {
        let meaning = scan.tokens[at].meaning;
        meaning.has(NO_NAME) && !meaning.has(BORNE)
            || meaning.has(Meaning::FIRM)
            || at > 0 && at + 1 == count && meaning.has(Meaning::STATE) && !meaning.has(BORNE)
            || !is_pronounced(scan, at)
    };
    let stopped = first.meaning.has(Meaning::STOP) && !first.meaning.has(Meaning::GIVEN)
        || count == 1 && first.meaning.has(Meaning::MONTH);
    let claims = asked || told && first.len() > 2 && !stopped;
    if !claims || (0..count).any(ordinary) {
        return None;
    }
    hit(
        scan,
        0,
        count - 1,
        if asked { 78 } else { 66 },
        "name_answer",
    )
}

/// How many words the message begins with, "and" not among them.
fn words(scan: &Scan<'_>, fits: impl Fn(&Token) -> bool) -> usize {
    let joins = |at: usize| scan.tokens[at].is_mark('-') && at > 0;
    (0..scan.tokens.len().min(MOST_WORDS + 1))
        .take_while(|at| (fits(&scan.tokens[*at]) || joins(*at)) && scan.word(*at) != "and")
        .count()
}

/// Whether the message ends after so many words, but for numbers, or for a code of short words
/// and numbers.
fn ends(scan: &Scan<'_>, words: usize, coded: bool) -> bool {
    let from = words + usize::from(scan.word(words) == "and");
    let rest = scan.tokens.get(from..).unwrap_or_default();
    let most = if coded { MOST_IN_CODE } else { MOST_AFTER };
    let fits = |t: &Token| match t.class {
        Class::Number | Class::Mark('.' | '-' | '!' | '\n') => true,
        Class::Word => {
            coded && t.len() <= LONGEST_IN_CODE && t.meaning.and(NO_NAME) == Meaning::NONE
        }
        Class::Mark(_) => false,
    };
    (1..=MOST_WORDS).contains(&words)
        && rest.len() <= most
        && rest.iter().all(fits)
        && (!coded || rest.iter().any(Token::is_number))
}

/// "edison ssn 4589", "gerald keith and pin 2944": a message that opens with a name and goes on
/// with a number of that person.
pub(super) fn before_own_number(scan: &Scan<'_>) -> Option<Found> {
    let fits = |t: &crate::scan::Token| {
        t.is_word()
            && t.len() > 2
            && !t.meaning.has(Meaning::FIRM)
            && (!t.meaning.has(NO_NAME) || t.meaning.has(Meaning::GIVEN))
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
    let known = scan.tokens[0].meaning.has(BORNE) || scan.tokens[next].meaning.has(Meaning::SSN);
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
