//! Passwords, PINs and one-time codes people type after a key word.

use crate::detect::Found;
use crate::detect::digits::{continues_left, continues_right};
use crate::kind::Kind;
use crate::scan::{Class, Scan};
use crate::words::Meaning;

/// How far the value may stand behind its key word.
const REACH: usize = 6;
/// Words beside which a password stands.
const KEYS: Meaning = Meaning::PASSWORD.or(Meaning::CODE).or(Meaning::ONE_TIME);
/// The longest password that is masked whole, in characters.
const LONGEST: usize = 128;

pub(crate) fn detect(scan: &Scan<'_>, found: &mut Vec<Found>) {
    let before = found.len();
    let mut covered = 0;
    for at in scan.words_with(KEYS) {
        if scan.tokens[at].start < covered {
            continue;
        }
        if let Some(hit) = key_word(scan, at)
            .and_then(|after| value(scan, at, after))
            .or_else(|| named_after(scan, at))
        {
            covered = hit.end;
            found.push(hit);
        }
    }
    if found.len() == before && scan.asked.has(Meaning::PASSWORD) {
        found.extend(answer(scan));
    }
}

/// The token after the key word that starts at `at`.
fn key_word(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let token = scan.token(at)?;
    // The "pw" inside "s3cr3t-pw@host" is no key word.
    let inside = scan.glued(at + 1)
        && scan
            .token(at + 1)
            .is_some_and(|t| matches!(t.class, Class::Mark('@' | '/' | '&' | '%' | '$')));
    if inside {
        return None;
    }
    let of_code = |meaning: Meaning| meaning.has(Meaning::ONE_TIME);
    if scan.phrase(at, &["pass", "word"]) {
        return Some(at + 2);
    }
    if scan.phrase(at, &["parola", "d'ordine"]) {
        return Some(at + 2);
    }
    if token.meaning.has(Meaning::PASSWORD) {
        // "pin code", "tan number"
        return Some(
            if scan
                .token(at + 1)
                .is_some_and(|t| t.meaning.has(Meaning::CODE))
            {
                at + 2
            } else {
                at + 1
            },
        );
    }
    if token.meaning.has(Meaning::CODE) {
        let before = (at.saturating_sub(3)..at)
            .any(|i| of_code(scan.tokens[i].meaning) || scan.word(i) == "time");
        let after = scan.token(at + 2).is_some_and(|t| of_code(t.meaning))
            && matches!(scan.word(at + 1), "de" | "di" | "van");
        if before {
            return Some(at + 1);
        }
        // "kod weryfikacyjny"
        if scan.token(at + 1).is_some_and(|t| of_code(t.meaning)) {
            return Some(at + 2);
        }
        if after {
            return Some(at + 3);
        }
    }
    // "Bestätigungscode", "einmalcode": the qualifier is in the word.
    (of_code(token.meaning) && scan.word(at).ends_with("code")).then_some(at + 1)
}

fn value(scan: &Scan<'_>, key: usize, after: usize) -> Option<Found> {
    let mut stated = false;
    let mut at = after;
    while at < after + REACH {
        let token = scan.token(at)?;
        match token.class {
            Class::Mark(':' | '=') => stated = true,
            Class::Mark('>' | '-')
                if scan.gap(at) == " " || scan.before(at).is_some_and(|t| t.is_mark('-')) =>
            {
                stated |= token.is_mark('>')
            }
            Class::Mark('"' | '\'' | '`' | '*' | '(' | '#') if at == after || stated => {
                return quoted(scan, token.end, mark_of(token.class))
                    .or_else(|| chunk(scan, key, scan.token(at + 1)?.start, true));
            }
            Class::Word if token.meaning.has(Meaning::IS) => stated = true,
            // Polish "to" is "is".
            Class::Word if scan.word(at) == "to" && matches!(scan.word(key), "haslo" | "kod") => {
                stated = true
            }
            Class::Mark('\n') if stated => {}
            Class::Word
                if token.meaning.has(Meaning::LINK)
                    && !stated
                    && !token.meaning.has(Meaning::STOP.and(Meaning::IS)) => {}
            Class::Word | Class::Number if stated && pieces(scan, at).is_some() => {
                return pieces(scan, at);
            }
            Class::Word if stated && token.meaning.has(Meaning::STATUS) => return None,
            Class::Word | Class::Number | Class::Mark(_) => {
                return chunk(scan, key, token.start, stated);
            }
        }
        at += 1;
    }
    None
}

/// The mark that closes what this one opens.
fn mark_of(class: Class) -> char {
    match class {
        Class::Mark('(') => ')',
        Class::Mark(mark) => mark,
        Class::Word | Class::Number => ' ',
    }
}

/// What stands between quotes, on one line.
fn quoted(scan: &Scan<'_>, start: usize, close: char) -> Option<Found> {
    let rest = scan.text().get(start..)?;
    let (length, _) = rest
        .char_indices()
        .take(LONGEST)
        .take_while(|(_, c)| *c != '\n')
        .find(|(_, c)| *c == close)?;
    let value = &rest[..length];
    let telling = value.chars().filter(|c| !c.is_whitespace()).count() >= 3
        && !value.starts_with(' ')
        && close != '#';
    telling.then_some(Found {
        start,
        end: start + length,
        kind: Kind::Password,
        score: 84,
        rule: "password_quoted",
    })
}

/// The value that starts at a byte: up to white space, without closing quotes and punctuation.
fn chunk(scan: &Scan<'_>, key: usize, start: usize, stated: bool) -> Option<Found> {
    let rest = scan.text().get(start..)?;
    let length: usize = rest
        .chars()
        .take(LONGEST)
        .take_while(|c| !c.is_whitespace())
        .map(char::len_utf8)
        .sum();
    let mut word = &rest[..length];
    word = word.trim_end_matches(['"', '\'', '`', ')', ',', ';', ':']);
    let sentence_end = word.trim_end_matches(['.', '?']);
    word = if sentence_end.len() < word.len() {
        sentence_end
    } else {
        word
    };
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let symbols = word.chars().filter(|c| !c.is_alphanumeric()).count();
    let numeric = letters == 0 && digits > 0;
    let mixed = digits > 0 && letters > 0
        || (symbols > 0 && letters > 0 && !word.contains(['\'', '-', '/', '.', '?', ',', ';']));
    let at = scan.tokens.partition_point(|t| t.start < start);
    let first = scan.tokens.get(at)?;
    let secret_word = matches!(
        scan.word(key),
        "pin" | "pins" | "otp" | "tan" | "code" | "codigo" | "codice" | "kod" | "pincode"
    );
    let fits = if numeric {
        digits >= 3 && !is_amount(scan, at)
    } else if stated {
        letters + digits + symbols >= 3
            && (mixed
                || !secret_word
                    && !first.meaning.has(Meaning::STATUS | Meaning::STOP)
                    && !ends_like_a_state(word))
    } else {
        mixed && letters + digits >= 5 && digits > 0 && !word.starts_with("2")
    };
    if word.chars().filter(|c| c.is_alphanumeric()).count() == 0 && word.len() < 4 {
        return None;
    }
    let end = with_trailing_number(
        scan,
        start + word.len(),
        letters > 0 && digits == 0 && symbols == 0,
        stated,
    );
    match end {
        Some(end) => Some(Found {
            start,
            end,
            kind: Kind::Password,
            score: 84,
            rule: "password_cue",
        }),
        None if fits => Some(Found {
            start,
            end: start + word.len(),
            kind: Kind::Password,
            score: 84,
            rule: "password_cue",
        }),
        None => None,
    }
}

/// "yyu 05": a short word and a number that ends the clause are one password.
fn with_trailing_number(
    scan: &Scan<'_>,
    end: usize,
    is_plain_word: bool,
    stated: bool,
) -> Option<usize> {
    if !is_plain_word {
        return None;
    }
    let word = scan
        .tokens
        .partition_point(|t| t.start < end)
        .checked_sub(1)?;
    let token = scan.token(word)?;
    let number = scan
        .token(word + 1)
        .filter(|t| t.is_number() && t.len() <= 6 && t.start - token.end == 1)?;
    let ordinary = token.meaning != Meaning::NONE
        && token
            .meaning
            .has(Meaning::STATUS | Meaning::STOP | Meaning::LINK);
    ((stated || scan.ends_clause(word + 1)) && !ordinary && scan.ends_clause(word + 1))
        .then_some(number.end)
}

/// "20 iod", "as 5197", "ak 45 fg": short words and digits to the end of the clause, typed with
/// spaces between.
fn pieces(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let mut last = at;
    let (mut digits, mut words) = (0, 0);
    for index in at..=at + 3 {
        let Some(token) = scan.token(index) else {
            break;
        };
        let short = token.is_word()
            && token.len() <= 4
            && !token
                .meaning
                .has(Meaning::MONEY | Meaning::MONTH | Meaning::IS);
        if !(token.is_number() && token.len() <= 8 || short) || index == at + 3 {
            break;
        }
        if index > at && scan.gap(index).len() > 1 {
            return None;
        }
        digits += usize::from(token.is_number());
        words += usize::from(short);
        last = index;
    }
    let spoken = (at..=last).any(|i| {
        matches!(
            scan.word(i),
            "or" | "and" | "but" | "not" | "for" | "in" | "only" | "just" | "with" | "the" | "my"
        )
    });
    let known = (at..=last)
        .filter(|i| scan.tokens[*i].meaning != Meaning::NONE)
        .count();
    let telling =
        digits == 1 && words >= 1 && known <= 1 || digits == 2 && words == 1 && known == 0;
    (last > at && telling && !spoken && scan.ends_clause(last) && !scan.glued(last + 1)).then_some(
        Found {
            start: scan.tokens[at].start,
            end: scan.tokens[last].end,
            kind: Kind::Password,
            score: 84,
            rule: "password_pieces",
        },
    )
}

/// German and English participles tell about a password; they are not one.
fn ends_like_a_state(word: &str) -> bool {
    let lower = word.to_lowercase();
    lower.chars().all(char::is_alphabetic)
        && ["ing", "ed", "able", "ible", "n't"]
            .iter()
            .any(|end| lower.len() > end.len() + 2 && lower.ends_with(end))
}

fn is_amount(scan: &Scan<'_>, at: usize) -> bool {
    scan.token(at + 1)
        .is_some_and(|t| t.meaning.has(Meaning::MONEY))
        || continues_right(scan, at) && scan.token(at + 1).is_some_and(|t| t.is_mark('/'))
}

/// "1234 is my pin": `at` is the token of "pin".
fn named_after(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let mut number = at.checked_sub(1)?;
    let mut says = false;
    while at - number <= 5 && scan.tokens[number].is_word() {
        let meaning = scan.tokens[number].meaning;
        let links = meaning.has(Meaning::LINK | Meaning::IS | Meaning::ONE_TIME)
            || matches!(
                scan.word(number),
                "de" | "d" | "mot" | "palavra" | "to" | "moj"
            );
        if !links {
            return None;
        }
        says |= meaning.has(Meaning::IS) || scan.word(number) == "to";
        number = number.checked_sub(1)?;
    }
    let token = scan.token(number)?;
    let fits = says
        && token.is_number()
        && (3..=10).contains(&token.len())
        && !continues_left(scan, number)
        && !continues_right(scan, number);
    // "4012 is the error code" tells a code that is no secret.
    let secret = scan.tokens[at].meaning.has(Meaning::PASSWORD)
        || scan.tokens[at].meaning.has(Meaning::CODE)
            && (number + 1..at).any(|i| scan.tokens[i].meaning.has(Meaning::ONE_TIME))
        || scan.tokens[at].meaning.has(Meaning::ONE_TIME)
            && (scan.word(at).ends_with("code")
                || scan
                    .token(at + 1)
                    .is_some_and(|t| t.meaning.has(Meaning::CODE)));
    (fits && secret).then_some(Found {
        start: token.start,
        end: token.end,
        kind: Kind::Password,
        score: 82,
        rule: "password_named_after",
    })
}

/// What answers a question for a password or code: a message that is one word, or a short one
/// that ends in a number ("james 415263").
fn answer(scan: &Scan<'_>) -> Option<Found> {
    let text = scan.text();
    let trimmed = text.trim();
    let start = text.len() - text.trim_start().len();
    let one_word =
        !trimmed.contains(char::is_whitespace) && (3..=LONGEST).contains(&trimmed.chars().count());
    if !one_word {
        return number_at_the_end(scan);
    }
    let first = scan.tokens.first()?;
    let ordinary = first.is_word() && first.meaning != Meaning::NONE && scan.tokens.len() <= 2;
    let telling = trimmed
        .chars()
        .any(|c| c.is_ascii_digit() || c.is_alphabetic());
    (telling && !ordinary).then_some(Found {
        start,
        end: start + trimmed.len(),
        kind: Kind::Password,
        score: 72,
        rule: "password_answer",
    })
}

/// The last word of a short answer, with its letters: "sure, ak45fg", "sam and 4585".
fn number_at_the_end(scan: &Scan<'_>) -> Option<Found> {
    let last = scan.tokens.len().checked_sub(1)?;
    let last = last
        - usize::from(
            last > 0 && (scan.tokens[last].is_mark('.') || scan.tokens[last].is_mark('!')),
        );
    if scan.tokens.len() > 8 {
        return None;
    }
    let mut first = last;
    while first > 0 && scan.glued(first) && !scan.tokens[first - 1].is_mark(':') {
        first -= 1;
    }
    let digits: usize = (first..=last)
        .filter(|at| scan.tokens[*at].is_number())
        .map(|at| scan.tokens[at].len())
        .sum();
    let other = (0..=last).any(|at| {
        scan.tokens[at].meaning.has(
            Meaning::MONEY
                | Meaning::REFERENCE
                | Meaning::MONTH
                | Meaning::PHONE
                | Meaning::CARD
                | Meaning::SSN
                | Meaning::ACCOUNT
                | Meaning::ZIP
                | Meaning::ADDRESS,
        )
    });
    let alone = first == last && digits >= 3 && !continues_left(scan, last);
    let mixed =
        first < last && digits >= 1 && scan.tokens[last].end - scan.tokens[first].start >= 4;
    ((alone || mixed) && !other && digits <= 10).then_some(Found {
        start: scan.tokens[first].start,
        end: scan.tokens[last].end,
        kind: Kind::Password,
        score: 68,
        rule: "password_answer",
    })
}
