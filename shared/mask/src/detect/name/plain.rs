//! Names in lower case, or where everything is in capitals: both parts have to be known.

use super::spelling::following_word;
use super::strength::{is_given, is_surname};
use super::{BRANDS, hit};
use crate::detect::Found;
use crate::scan::Scan;
use crate::words::Meaning;

/// Most words of such a name.
const MOST_WORDS: usize = 4;

/// "george smith", "maria j garcia", "sarah's order": the name at `at`, and where to read on.
pub(super) fn name(scan: &Scan<'_>, at: usize) -> (Option<Found>, usize) {
    let next = at + 1;
    let long = |at: usize| scan.token(at).is_some_and(|t| t.len() > 2);
    if scan.token(at).is_some_and(|t| t.len() == 1) {
        return (around_initial(scan, at), next);
    }
    if !is_given(scan, at) || !long(at) {
        return (None, next);
    }
    let mut last = at;
    let mut complete = None;
    for _ in 1..MOST_WORDS {
        let Some(following) = following_word(scan, last) else {
            break;
        };
        let initial = scan.token(following).is_some_and(|t| t.len() == 1);
        if is_surname(scan, following) && long(following) {
            complete = Some(following);
        } else if !initial && !is_given(scan, following) {
            break;
        }
        last = following;
    }
    if let Some(last) = complete {
        let brand = BRANDS.contains(&(scan.word(at), scan.word(at + 1)));
        let found = if brand {
            None
        } else {
            hit(scan, at, last, 64, "name_known")
        };
        return (found, last + 1);
    }
    let owns = scan.token(at + 1).is_some_and(|t| t.is_mark('\''))
        && scan.glued(at + 1)
        && scan.glued(at + 2)
        && scan.word(at + 2) == "s"
        && !BRANDS.contains(&(scan.word(at), scan.word(at + 3)))
        && !scan
            .token(at + 3)
            .is_some_and(|t| t.meaning.has(Meaning::FIRM));
    let found = if owns {
        hit(scan, at, at, 56, "name_owner")
    } else {
        None
    };
    (found, next)
}

/// "emidio p lombardo": an unknown word, an initial and a surname.
fn around_initial(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let before = at.checked_sub(1)?;
    let unknown = scan.token(before)?.meaning == Meaning::NONE && scan.tokens[before].len() > 2;
    let stop = scan.token(at)?.meaning.has(Meaning::STOP | Meaning::LINK);
    let last = following_word(scan, at)?;
    if unknown && !stop && following_word(scan, before) == Some(at) && is_surname(scan, last) {
        hit(scan, before, last, 60, "name_known")
    } else {
        None
    }
}
