//! How surely a word is part of a name.

use super::BORNE;
use crate::scan::Scan;
use crate::words::Meaning;

/// Words written with a capital at the start of a sentence or in headings, or because they are a
/// kind of thing, a place or a time.
const ORDINARY: Meaning = Meaning::STOP
    .or(Meaning::STATUS)
    .or(Meaning::COUNTRY)
    .or(Meaning::LAND)
    .or(Meaning::MONTH)
    .or(Meaning::CARD)
    .or(Meaning::REFERENCE)
    .or(Meaning::GREETING)
    .or(Meaning::SIGNOFF)
    .or(Meaning::TITLE)
    .or(Meaning::NAME)
    .or(Meaning::INTRO)
    .or(Meaning::ADDRESS)
    .or(Meaning::ACCOUNT)
    .or(Meaning::PHONE)
    .or(Meaning::EMAIL)
    .or(Meaning::PASSWORD)
    .or(Meaning::ASK)
    .or(Meaning::LINK)
    .or(Meaning::STREET)
    .or(Meaning::ROAD)
    .or(Meaning::UNIT)
    .or(Meaning::PLACE)
    .or(Meaning::PARTY);

/// Whether a name in a list is as often, or more often, something else.
pub(super) fn is_everyday(scan: &Scan<'_>, at: usize) -> bool {
    scan.token(at).is_none_or(|t| {
        t.meaning.has(
            Meaning::EVERYDAY_NAME
                | Meaning::STOP
                | Meaning::MONTH
                | Meaning::COUNTRY
                | Meaning::LAND
                | Meaning::STATE
                | Meaning::CITY
                | Meaning::STREET
                | Meaning::ROAD
                | Meaning::TITLE
                | Meaning::CARD
                | Meaning::REFERENCE,
        )
    })
}

/// Whether a capital says nothing about this word: it is no name, or hardly ever.
pub(super) fn is_ordinary(scan: &Scan<'_>, at: usize) -> bool {
    scan.token(at)
        .is_none_or(|t| t.meaning.has(ORDINARY) && !t.meaning.has(BORNE))
}

/// A given name that is little else.
pub(super) fn is_given(scan: &Scan<'_>, at: usize) -> bool {
    scan.token(at)
        .is_some_and(|t| t.meaning.has(Meaning::GIVEN))
        && !is_everyday(scan, at)
}

/// A surname that is little else.
pub(super) fn is_surname(scan: &Scan<'_>, at: usize) -> bool {
    scan.token(at)
        .is_some_and(|t| t.meaning.has(Meaning::SURNAME | Meaning::FORM))
        && !is_everyday(scan, at)
}
