//! Names written with capitals, told by the given names and surnames people bear.

use super::spelling::{is_shouted, preceding_word, title_case};
use super::strength::{is_everyday, is_given, is_ordinary, is_surname};
use super::{BRANDS, hit};
use crate::detect::Found;
use crate::scan::{Class, Scan};
use crate::words::Meaning;

/// Most unknown words before the first known one.
const MOST_BEFORE: usize = 2;

/// The name around the token at `at`, and where to read on.
pub(super) fn name(scan: &Scan<'_>, at: usize) -> (Option<Found>, usize) {
    let first = begin(scan, at);
    let Some(last) = title_case(scan, first, false)
        .filter(|last| *last >= at)
        .or_else(|| title_case(scan, at, false))
    else {
        return (None, at + 1);
    };
    let first = if title_case(scan, first, false).is_some_and(|last| last >= at) {
        first
    } else {
        at
    };
    let run = Run { scan, first, last };
    let found = if run.is_something_else() {
        None
    } else if first == last {
        run.lone()
    } else {
        run.several()
    };
    (found, last + 1)
}

/// Where the run of capitals that leads to `at` begins.
fn begin(scan: &Scan<'_>, at: usize) -> usize {
    let mut first = at;
    for _ in 0..MOST_BEFORE {
        match preceding_word(scan, first) {
            // "Contact Sarah": the capital of a sentence, not of a name.
            Some(before)
                if scan.tokens[before].meaning == Meaning::NONE
                    && opens_sentence(scan, before)
                    && is_given(scan, first) =>
            {
                break;
            }
            Some(before)
                if scan.is_title_case(before)
                    && !is_ordinary(scan, before)
                    && !(is_everyday(scan, before) && opens_sentence(scan, before)) =>
            {
                first = before;
            }
            _ => break,
        }
    }
    first
}

/// Whether a capital is due to the place the word stands at.
fn opens_sentence(scan: &Scan<'_>, at: usize) -> bool {
    scan.before(at).is_none_or(|t| {
        matches!(
            t.class,
            Class::Mark('\n' | '.' | '!' | '?' | '"' | '>' | '*')
        )
    })
}

/// Words written with capitals, one after the other.
struct Run<'s, 't> {
    scan: &'s Scan<'t>,
    first: usize,
    last: usize,
}

impl Run<'_, '_> {
    fn words(&self) -> impl Iterator<Item = usize> + '_ {
        (self.first..=self.last).filter(|at| {
            self.scan
                .token(*at)
                .is_some_and(|t| t.is_word() && (!t.meaning.has(Meaning::PARTICLE) || t.len() > 3))
        })
    }

    /// A company, a brand, a street, or a place called after a saint.
    fn is_something_else(&self) -> bool {
        let scan = self.scan;
        let last = scan.tokens[self.last].meaning;
        let next_names_a_kind = scan.token(self.last + 1).is_some_and(|t| {
            t.is_mark('&')
                || t.meaning.has(Meaning::FIRM | Meaning::STREET)
                    && scan.is_title_case(self.last + 1)
                    && scan.gap(self.last + 1) == " "
        });
        let of_a_place = |at: usize| {
            matches!(
                scan.word(at),
                "san"
                    | "santa"
                    | "saint"
                    | "sainte"
                    | "st"
                    | "sao"
                    | "fort"
                    | "port"
                    | "lake"
                    | "mount"
            ) && scan.is_title_case(at)
        };
        let after_saint = self.first < self.last && of_a_place(self.first)
            || scan.before(self.first).is_some_and(|t| {
                t.is_mark('&') || t.is_mark('@') || t.is_mark('/') || of_a_place(self.first - 1)
            });
        let brand = (self.first..self.last)
            .any(|at| BRANDS.contains(&(scan.word(at), scan.word(at + 1))))
            || BRANDS.contains(&(scan.word(self.last), scan.word(self.last + 3)));
        let a_kind = last.has(Meaning::FIRM | Meaning::STREET | Meaning::ROAD)
            && !last.has(Meaning::SURNAME);
        next_names_a_kind || after_saint || brand || a_kind || is_shouted(scan, self.first)
    }

    fn lone(&self) -> Option<Found> {
        let (scan, at) = (self.scan, self.first);
        let token = scan.token(at)?;
        let capitals = !scan.str(token).chars().any(char::is_lowercase);
        let capital_before = preceding_word(scan, at)
            .is_some_and(|b| scan.is_title_case(b) && !scan.starts_clause(b));
        let capital_after = scan.is_title_case(at + 1) && scan.gap(at + 1) == " ";
        if capitals || capital_before || capital_after || scan.glued(at) && !is_wrapped(scan, at) {
            return None;
        }
        if is_given(scan, at) && token.len() > 2 {
            return match self.turned_around() {
                Some(last) => hit(scan, at, last, 66, "name_turned"),
                None => hit(scan, at, at, 58, "name_given"),
            };
        }
        if is_surname(scan, at) && token.len() > 3 {
            if let Some(last) = self.turned_around() {
                return hit(scan, at, last, 66, "name_turned");
            }
            if !opens_sentence(scan, at) {
                return hit(scan, at, at, 52, "name_surname");
            }
        }
        let weak = token.meaning.has(Meaning::GIVEN)
            && token.len() > 2
            && !token.meaning.has(
                Meaning::MONTH | Meaning::CITY | Meaning::LAND | Meaning::COUNTRY | Meaning::STATE,
            );
        if weak && before_person(scan, at) {
            return hit(scan, at, at, 54, "name_given");
        }
        None
    }

    /// The end of "Miller, Sarah".
    fn turned_around(&self) -> Option<usize> {
        let scan = self.scan;
        let surname = scan
            .token(self.last)?
            .meaning
            .has(Meaning::SURNAME | Meaning::FORM);
        let given = self.last + 2;
        if !surname || !scan.token(self.last + 1)?.is_mark(',') || !is_given(scan, given) {
            return None;
        }
        let last = title_case(scan, given, false)?;
        let listed = scan.token(last + 1).is_some_and(|t| {
            t.is_mark(',') || matches!(scan.word(last + 1), "and" | "und" | "et" | "y" | "e")
        });
        (!listed && scan.gap(given) == " ").then_some(last)
    }

    fn several(&self) -> Option<Found> {
        let scan = self.scan;
        let given = self.words().any(|at| is_given(scan, at));
        let surname = self.words().any(|at| is_surname(scan, at));
        let borne = |at: usize, meaning| scan.tokens[at].meaning.has(meaning);
        let weak_given = borne(self.first, Meaning::GIVEN);
        let weak_surname = borne(self.last, Meaning::SURNAME | Meaning::FORM);
        let initials = self
            .words()
            .filter(|at| scan.tokens[*at].len() == 1 && scan.is_title_case(*at))
            .count();
        let dotted = (self.first..self.last).any(|at| scan.tokens[at].is_mark('.'));
        let words = self.words().count();
        let within = scan.tokens[self.first].len() > 1 && scan.tokens[self.last].len() > 1;
        let by_initial = initials > 0
            && !is_ordinary(scan, self.last)
            && (within && words > 2 && (dotted || self.fills_line() || weak_surname)
                || !within && weak_surname && dotted);
        let both = weak_given && weak_surname && !opens_sentence(scan, self.first);
        if self.is_heading() && !(given && surname) {
            return None;
        }
        let score = match (given, surname) {
            (true, true) => 72,
            (true, false) => 68,
            _ => 62,
        };
        let last_is_ordinary = is_ordinary(scan, self.last)
            || scan.tokens[self.last].meaning.has(
                Meaning::STOP | Meaning::COUNTRY | Meaning::LAND | Meaning::MONTH | Meaning::CARD,
            ) && !surname
                && !both;
        if last_is_ordinary || !(given || surname || by_initial || both) {
            return None;
        }
        hit(scan, self.first, self.last, score, "name_full")
    }

    /// Whether nothing else stands in the line: a signature, a card, an address.
    fn fills_line(&self) -> bool {
        let breaks = |at: Option<usize>| {
            at.and_then(|at| self.scan.token(at))
                .is_none_or(|t| matches!(t.class, Class::Mark('\n' | '>' | '*' | '|')))
        };
        let followed = self.scan.token(self.last + 1).is_some();
        followed && breaks(self.first.checked_sub(1)) && breaks(Some(self.last + 1))
    }

    /// Whether the words around have capitals as well, so that these say little.
    fn is_heading(&self) -> bool {
        let scan = self.scan;
        let capital = |at: Option<usize>| {
            at.is_some_and(|at| {
                scan.is_title_case(at) && scan.token(at).is_some_and(|t| t.len() > 1)
            })
        };
        let before = preceding_word(scan, self.first);
        let after = (scan.gap(self.last + 1) == " ").then_some(self.last + 1);
        capital(before) && capital(after)
            || capital(before) && before.is_some_and(|b| capital(preceding_word(scan, b)))
            || capital(after) && capital(Some(self.last + 2))
    }
}

/// Whether the word before is one that people follow.
fn before_person(scan: &Scan<'_>, at: usize) -> bool {
    at > 0
        && scan.gap(at) == " "
        && matches!(
            scan.word(at - 1),
            "ask"
                | "asked"
                | "tell"
                | "told"
                | "with"
                | "from"
                | "by"
                | "meet"
                | "met"
                | "thank"
                | "named"
                | "him"
                | "her"
                | "called"
                | "given"
                | "gave"
                | "avec"
                | "con"
                | "com"
        )
}

/// Whether what stands glued before the word only wraps it.
fn is_wrapped(scan: &Scan<'_>, at: usize) -> bool {
    scan.before(at).is_some_and(|t| {
        matches!(
            t.class,
            Class::Mark(
                '"' | '\'' | '(' | '[' | '>' | '*' | ':' | ',' | '-' | '\n' | '«' | '„' | '“' | '”'
            )
        )
    })
}
