//! Names after an introduction ("my name is", "ich bin") and in fields ("Name: …").

use super::spelling::{any_case, is_shouted, title_case};
use super::strength::{is_ordinary, is_surname};
use super::{BORNE, hit};
use crate::detect::Found;
use crate::scan::{Class, Scan};
use crate::words::Meaning;

/// "My name is …": what goes on after the first word; the next words are a name in any case.
fn strong(first: &str) -> &'static [&'static [&'static str]] {
    match first {
        "my" => &[
            &["name", "is"],
            &["name's"],
            &["full", "name", "is"],
            &["names"],
            &["first", "name", "is"],
        ],
        "name" => &[&["is"]],
        "they" => &[&["call", "me"]],
        "ich" => &[&["heisse"]],
        "mein" => &[&["name", "ist"], &["name", "lautet"]],
        "je" => &[&["m'appelle"]],
        "mon" => &[&["nom", "est"]],
        "moi" => &[&["c'est"]],
        "me" => &[&["llamo"], &["chamo"]],
        "mi" => &[&["nombre", "es"], &["chiamo"]],
        "il" => &[&["mio", "nome", "e"]],
        "meu" => &[&["nome", "e"]],
        "eu" => &[&["me", "chamo"]],
        "o" => &[&["meu", "nome", "e"]],
        "mijn" => &[&["naam", "is"]],
        "ik" => &[&["heet"]],
        "nazywam" => &[&["sie"]],
        "mam" => &[&["na", "imie"]],
        "moje" => &[&["imie", "to"]],
        "меня" => &[&["зовут"]],
        "мене" => &[&["звати"]],
        _ => &[],
    }
}

/// "I'm …": likewise; a name only if it is written like one.
fn weak(first: &str) -> &'static [&'static [&'static str]] {
    match first {
        "my" => &[&["self"]],
        "i'm" => &[&[]],
        "im" => &[&[]],
        "i" => &[&["am"]],
        "this" => &[&["is"]],
        "it" => &[&["is"]],
        "it's" => &[&[]],
        "myself" => &[&[]],
        "ich" => &[&["bin"]],
        "hier" => &[&["ist"], &["spricht"], &["schreibt"]],
        "je" => &[&["suis"]],
        "c'est" => &[&[]],
        "ici" => &[&[]],
        "soy" => &[&[]],
        "yo" => &[&["soy"]],
        "sono" => &[&[]],
        "io" => &[&["sono"]],
        "sou" => &[&[]],
        "eu" => &[&["sou"]],
        "aqui" => &[&["e"]],
        "ik" => &[&["ben"]],
        "jestem" => &[&[]],
        "z" => &[&["tej", "strony"]],
        _ => &[],
    }
}

pub(super) fn introduction(scan: &Scan<'_>, at: usize) -> Option<Found> {
    if !scan.tokens[at].meaning.has(Meaning::INTRO) {
        return None;
    }
    let first = scan.word(at);
    let after = |intros: &[&[&str]]| {
        intros
            .iter()
            .filter(|rest| scan.phrase(at + 1, rest))
            .map(|rest| at + 1 + rest.len())
            .max()
    };
    let skip = |from: usize| {
        if scan
            .token(from)
            .is_some_and(|t| t.is_mark(':') || t.is_mark('"') || t.is_mark(','))
        {
            from + 1
        } else {
            from
        }
    };
    if let Some(from) = after(strong(first)) {
        let about_a_thing = scan.word(at) == "name" && names_a_thing(scan, at);
        let last = if about_a_thing {
            None
        } else {
            any_case(scan, skip(from))
        };
        return last.and_then(|last| hit(scan, skip(from), last, 88, "name_introduced"));
    }
    if let Some(called) = called(scan, at) {
        return Some(called);
    }
    let from = after(weak(first))?;
    let nouns_are_capitalized = matches!(scan.word(at), "ich" | "hier");
    let first = scan.token(from)?;
    if scan.is_title_case(from) && !is_shouted(scan, at) {
        let last = title_case(scan, from, false)?;
        let told = first.meaning.has(BORNE)
            || last > from && !matches!(scan.word(at), "it" | "it's")
            || !nouns_are_capitalized && !speaks_of_a_thing(scan, at, last);
        return if told {
            hit(scan, from, last, 80, "name_introduced")
        } else {
            None
        };
    }
    // "im blessy matthew": unknown, but a surname follows and ends it.
    let before_surname = first.is_word()
        && first.meaning == Meaning::NONE
        && first.len() > 2
        && is_surname(scan, from + 1)
        && scan.ends_clause(from + 1);
    if before_surname {
        return hit(scan, from, from + 1, 70, "name_introduced");
    }
    if !first.meaning.has(Meaning::GIVEN)
        || first.meaning.has(Meaning::STOP)
        || (first.meaning.has(Meaning::EVERYDAY_NAME) && !scan.ends_clause(from))
    {
        return None;
    }
    hit(scan, from, any_case(scan, from)?, 74, "name_introduced")
}

/// "it is Export", "this is Export mode": no person says so, or goes on so.
fn speaks_of_a_thing(scan: &Scan<'_>, at: usize, last: usize) -> bool {
    match scan.word(at) {
        "it" | "it's" => true,
        "this" => {
            !scan.ends_clause(last)
                && !matches!(
                    scan.word(last + 1),
                    "from"
                        | "here"
                        | "calling"
                        | "speaking"
                        | "writing"
                        | "and"
                        | "again"
                        | "at"
                        | "with"
                )
        }
        _ => false,
    }
}

/// "you can call me Tadeusz."
fn called(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let calls = scan.word(at) == "me" && at > 0 && matches!(scan.word(at - 1), "call" | "calls");
    if !calls || is_ordinary(scan, at + 1) || is_shouted(scan, at) {
        return None;
    }
    let last = title_case(scan, at + 1, false).filter(|last| scan.ends_clause(*last))?;
    let abbreviated = !scan
        .str(scan.token(at + 1)?)
        .chars()
        .any(char::is_lowercase);
    if abbreviated {
        return None;
    }
    hit(scan, at + 1, last, 74, "name_introduced")
}

/// "Name: …", "first name - …", "name raji".
pub(super) fn field(scan: &Scan<'_>, at: usize) -> Option<Found> {
    if !scan.tokens[at].meaning.has(Meaning::NAME) || names_a_thing(scan, at) {
        return None;
    }
    let next = scan.token(at + 1)?;
    let mut from = at + 1;
    let mut stated = false;
    while from <= at + 3
        && scan.token(from).is_some_and(|t| {
            matches!(t.class, Class::Mark(':' | '=' | '-' | '*' | '"' | '>'))
                || t.meaning.has(Meaning::IS)
        })
    {
        stated = true;
        from += 1;
    }
    let last = any_case(scan, from)?;
    // "name kavi", "first name thindal last name sasi": chat without punctuation.
    let own = scan.starts_clause(at)
        || matches!(
            scan.word(at - 1),
            "first" | "last" | "full" | "sur" | "my" | "and" | "family" | "is"
        );
    let ends = scan.ends_clause(last)
        || scan.token(last + 1).is_some_and(|t| {
            t.is_number()
                || t.meaning.has(
                    Meaning::SSN
                        | Meaning::ACCOUNT
                        | Meaning::PASSWORD
                        | Meaning::CARD
                        | Meaning::PHONE
                        | Meaning::EMAIL
                        | Meaning::ADDRESS,
                )
                || matches!(scan.word(last + 1), "and" | "last")
        });
    let plain =
        own && ends && next.meaning.and(Meaning::LINK | Meaning::REFERENCE) == Meaning::NONE;
    if !stated && !next.meaning.has(Meaning::GIVEN) && !plain {
        return None;
    }
    hit(scan, from, last, 84, "name_field")
}

pub(super) fn names_a_thing(scan: &Scan<'_>, at: usize) -> bool {
    let things = Meaning::REFERENCE | Meaning::STREET | Meaning::ACCOUNT.and(Meaning::REFERENCE);
    let before = at.checked_sub(1);
    before.is_some_and(|b| {
        scan.tokens[b].meaning.has(things)
            || matches!(
                scan.word(b),
                "company"
                    | "brand"
                    | "file"
                    | "domain"
                    | "business"
                    | "shop"
                    | "store"
                    | "host"
                    | "event"
                    | "city"
                    | "town"
                    | "bank"
                    | "project"
                    | "app"
                    | "team"
                    | "site"
                    | "plan"
                    | "model"
                    | "its"
                    | "hotel"
                    | "airline"
                    | "school"
                    | "village"
                    | "county"
                    | "state"
                    | "street"
            )
    })
}
