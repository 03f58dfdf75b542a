//! Names in salutations, sign-offs, after titles and as recipients.

use super::hit;
use super::spelling::{any_case, title_case};
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
        && scan.ends_clause(from);
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
    if ends == Some(true) && (separated || known) {
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
    let last = if scan.is_title_case(from) {
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

/// "ship to Sarah Miller", "attn: Sarah Miller", "cardholder: …".
pub(super) fn recipient(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let word = scan.word(at);
    let colon = scan.token(at + 1).is_some_and(|t| t.is_mark(':'));
    if colon
        && matches!(
            word,
            "attn"
                | "attention"
                | "recipient"
                | "beneficiary"
                | "cardholder"
                | "holder"
                | "passenger"
                | "guest"
                | "traveler"
                | "contact"
                | "empfanger"
                | "inhaber"
                | "karteninhaber"
                | "kontoinhaber"
                | "destinataire"
                | "titulaire"
                | "destinatario"
                | "titular"
                | "intestatario"
                | "ontvanger"
                | "odbiorca"
                | "customer"
                | "kunde"
                | "client"
                | "cliente"
                | "klant"
                | "klient"
                | "from"
                | "sender"
        )
    {
        return hit(
            scan,
            at + 2,
            title_case(scan, at + 2, true)?,
            78,
            "name_recipient",
        );
    }
    if !matches!(
        word,
        "to" | "an" | "a" | "para" | "pour" | "naar" | "aan" | "do" | "dla" | "for" | "fur"
    ) || scan.token(at)?.len() > 4
    {
        return None;
    }
    let sends = (at.saturating_sub(4)..at).any(|i| scan.tokens[i].meaning.has(Meaning::PLACE));
    let last = if sends && scan.is_title_case(at + 1) {
        title_case(scan, at + 1, false)?
    } else {
        return None;
    };
    let place = (at + 1..=last).any(|i| {
        scan.tokens[i]
            .meaning
            .has(Meaning::COUNTRY | Meaning::STREET | Meaning::ROAD)
    });
    let address_follows = scan.token(last + 1).is_some_and(|t| t.is_mark(','))
        && scan.token(last + 2).is_some_and(|t| t.is_number());
    let known = scan.tokens[at + 1].meaning.has(Meaning::GIVEN);
    if !place && (known || (address_follows && last > at + 1)) {
        hit(scan, at + 1, last, 76, "name_recipient")
    } else {
        None
    }
}
