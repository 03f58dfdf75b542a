//! Names in salutations, sign-offs, after titles and as recipients.

use super::hit;
use super::spelling::{any_case, preceding_word, title_case};
use super::strength::{is_everyday, is_given, is_ordinary, is_surname};
use crate::detect::Found;
use crate::scan::{Class, Scan};
use crate::words::Meaning;

/// "Hi Sarah,", "Dear Mr. Miller".
pub(super) fn salutation(scan: &Scan<'_>, at: usize) -> Option<Found> {
    if !scan.tokens[at].meaning.has(Meaning::GREETING)
        || !(scan.starts_clause(at)
            || scan
                .before(at)
                .is_some_and(|t| t.meaning.has(Meaning::GREETING | Meaning::STOP)))
    {
        return None;
    }
    let from = at + 1;
    let first = scan.token(from)?;
    if first.meaning.has(Meaning::GREETING | Meaning::TITLE) {
        return None;
    }
    if scan.is_title_case(from) {
        let last = title_case(scan, from, false)?;
        let addressed = first.meaning.has(Meaning::GIVEN) || scan.ends_clause(last) || last > from;
        return if addressed {
            hit(scan, from, last, 76, "name_greeted")
        } else {
            None
        };
    }
    let known = first.meaning.has(Meaning::GIVEN)
        && !first.meaning.has(Meaning::EVERYDAY_NAME | Meaning::STOP)
        && scan
            .token(from + 1)
            .is_some_and(|t| matches!(t.class, Class::Mark(',' | '!' | '\n')));
    // "hi sam" in chat calls the other side; "hi sam," begins a letter.
    if known {
        hit(scan, from, from, 70, "name_greeted")
    } else {
        None
    }
}

/// "Thanks,\nSarah Miller" at the end of the text or of a line.
pub(super) fn sign_off(scan: &Scan<'_>, at: usize) -> Option<Found> {
    if !scan.tokens[at].meaning.has(Meaning::SIGNOFF) {
        return None;
    }
    let mut from = at + 1;
    let mut separated = false;
    while from <= at + 6 {
        let token = scan.token(from)?;
        let filler = token.meaning.has(Meaning::SIGNOFF)
            || matches!(
                scan.word(from),
                "you"
                    | "and"
                    | "so"
                    | "much"
                    | "again"
                    | "kind"
                    | "und"
                    | "et"
                    | "e"
                    | "y"
                    | "very"
                    | "many"
                    | "best"
                    | "all"
                    | "freundlichen"
                    | "freundliche"
                    | "mit"
                    | "viele"
                    | "liebe"
                    | "met"
                    | "vriendelijke"
                    | "z"
                    | "distinti"
                    | "advance"
                    | "in"
                    | "a"
                    | "lot"
            );
        let marks = matches!(
            token.class,
            Class::Mark(',' | '!' | '.' | '-' | '\n' | ';' | '~')
        );
        separated |= marks;
        if !filler && !marks {
            break;
        }
        from += 1;
    }
    let first = scan.token(from)?;
    let last = if scan.is_title_case(from) {
        title_case(scan, from, false)?
    } else if first.meaning.has(Meaning::GIVEN) && !first.meaning.has(Meaning::STOP) {
        any_case(scan, from)?
    } else {
        return None;
    };
    let ends = (last + 1..=last + 2).find_map(|i| match scan.token(i) {
        None => Some(true),
        Some(t) if t.is_line_break() => Some(true),
        Some(t) if matches!(t.class, Class::Mark('.' | '!' | ')')) => None,
        Some(_) => Some(false),
    });
    let known = first.meaning.has(Meaning::GIVEN);
    if ends == Some(true) && (separated || known && scan.is_title_case(from)) {
        hit(scan, from, last, 78, "name_signed")
    } else {
        None
    }
}

/// "Mr. Miller", "Frau Schmidt", "dr house".
pub(super) fn titled(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let token = &scan.tokens[at];
    if !token.meaning.has(Meaning::TITLE) {
        return None;
    }
    let abbreviation = matches!(
        scan.word(at),
        "mr" | "mrs"
            | "ms"
            | "dr"
            | "mme"
            | "mlle"
            | "prof"
            | "herr"
            | "frau"
            | "monsieur"
            | "madame"
            | "senor"
            | "senora"
            | "signor"
            | "signora"
            | "meneer"
            | "mevrouw"
            | "pani"
    );
    if !abbreviation && (!scan.is_title_case(at) || matches!(scan.word(at), "sir" | "madam")) {
        return None;
    }
    let dotted = scan.token(at + 1).is_some_and(|t| t.is_mark('.')) && scan.glued(at + 1);
    let from = if dotted { at + 2 } else { at + 1 };
    if scan.token(from)?.meaning.has(Meaning::TITLE) {
        return None;
    }
    // "MS Office", "it is ms word".
    let product = scan.word(at) == "ms"
        && !scan.str(token).starts_with("Ms")
        && !is_given(scan, from)
        && !is_surname(scan, from);
    let last = if product {
        return None;
    } else if scan.is_title_case(from) {
        title_case(scan, from, true)?
    } else if abbreviation
        && scan.tokens[from].meaning.and(Meaning::STOP | Meaning::LINK) == Meaning::NONE
    {
        any_case(scan, from)?
    } else {
        return None;
    };
    hit(scan, from, last, 82, "name_titled")
}

/// "attn: Sarah Miller", "cardholder: …", "my husband Tom".
pub(super) fn related(scan: &Scan<'_>, at: usize) -> Option<Found> {
    if !scan.tokens[at].meaning.has(Meaning::PARTY) {
        return None;
    }
    let from = at + 1;
    if scan.token(from)?.is_mark(':') {
        return hit(
            scan,
            from + 1,
            title_case(scan, from + 1, false)?,
            78,
            "name_recipient",
        );
    }
    let owned = at > 0
        && matches!(
            scan.word(at - 1),
            "my" | "his" | "her" | "our" | "your" | "their"
        );
    let last = title_case(scan, from, false).filter(|_| scan.gap(from) == " ")?;
    let known = (from..=last).any(|i| is_given(scan, i));
    let nouns_have_capitals = scan.is_title_case(at);
    if known || owned && !nouns_have_capitals && !is_everyday(scan, from) {
        hit(scan, from, last, 74, "name_related")
    } else {
        None
    }
}

/// "ship to Sarah Miller", "Sarah Miller lives at".
pub(super) fn recipient(scan: &Scan<'_>, at: usize) -> Option<Found> {
    if !scan.tokens[at].meaning.has(Meaning::PLACE) {
        return None;
    }
    if matches!(
        scan.word(at),
        "lives"
            | "lived"
            | "resides"
            | "wohnt"
            | "habite"
            | "vive"
            | "abita"
            | "mora"
            | "woont"
            | "mieszka"
    ) {
        return resident(scan, at);
    }
    (at + 1..=at + 4).find_map(|to| {
        let towards = matches!(
            scan.word(to),
            "to" | "an" | "a" | "para" | "pour" | "naar" | "aan" | "do" | "dla" | "for" | "fur"
        );
        if towards && scan.is_title_case(to + 1) {
            sent_to(scan, to)
        } else {
            None
        }
    })
}

fn sent_to(scan: &Scan<'_>, to: usize) -> Option<Found> {
    let last = title_case(scan, to + 1, false)?;
    let place = (to + 1..=last).any(|i| {
        scan.tokens[i]
            .meaning
            .has(Meaning::COUNTRY | Meaning::LAND | Meaning::CITY | Meaning::STREET | Meaning::ROAD)
    });
    let address_follows = scan.token(last + 1).is_some_and(|t| t.is_mark(','))
        && scan.token(last + 2).is_some_and(|t| t.is_number());
    let known = scan.tokens[to + 1].meaning.has(Meaning::GIVEN);
    if !place && (known || (address_follows && last > to + 1)) {
        hit(scan, to + 1, last, 76, "name_recipient")
    } else {
        None
    }
}

/// The name before "lives at".
fn resident(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let mut first = at;
    for _ in 0..3 {
        match preceding_word(scan, first) {
            Some(before) if scan.is_title_case(before) && !is_ordinary(scan, before) => {
                first = before;
            }
            _ => break,
        }
    }
    if first < at && scan.gap(at) == " " {
        hit(scan, first, at - 1, 72, "name_resident")
    } else {
        None
    }
}
