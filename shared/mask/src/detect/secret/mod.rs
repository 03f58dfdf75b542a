//! Machine credentials: keys with a known prefix, tokens, key blocks, fields of links and
//! configurations, and high-entropy words after a key word.
//!
//! Begins at digits (no credential of these forms is without one), at key words, and at "=", ":"
//! and "-". Not for hashes, UUIDs and encoded files that no key word calls secret.

mod fields;
mod forms;

use crate::detect::Found;
use crate::detect::cues::tight_before;
use crate::kind::Kind;
use crate::scan::{Class, Scan};
use crate::words::Meaning;

/// The longest run looked at; longer ones are cut there, and masked up to it.
const CHUNK_MAX: usize = 4096;
/// The shortest that is judged at all.
const CHUNK_MIN: usize = 12;

pub(crate) fn detect(scan: &Scan<'_>, found: &mut Vec<Found>) {
    key_blocks(scan, found);
    fields::detect(scan, found);
    let mut covered = 0;
    for &at in scan.numbers() {
        scan.step();
        let token = &scan.tokens[at];
        if token.start < covered || !in_a_run(scan, at) {
            continue;
        }
        let (start, end) = run_around(scan, covered, token.start);
        covered = end;
        if let Some(hit) = judge(scan, start, end) {
            found.push(hit);
        }
    }
    for at in scan.words_with(Meaning::SECRET) {
        found.extend(after_key_word(scan, at));
    }
}

fn secret(start: usize, end: usize, score: u8, rule: &'static str) -> Found {
    Found {
        start,
        end,
        kind: Kind::Secret,
        score,
        rule,
    }
}

/// Whether letters, or signs that keys contain, stand right beside the digits.
fn in_a_run(scan: &Scan<'_>, at: usize) -> bool {
    let bytes = scan.text().as_bytes();
    let token = &scan.tokens[at];
    let beside = |byte: Option<&u8>| byte.is_some_and(belongs);
    token.len() >= CHUNK_MIN
        || beside(token.start.checked_sub(1).and_then(|i| bytes.get(i)))
        || beside(bytes.get(token.end))
}

fn belongs(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'/' | b'+' | b'=' | b'~')
}

/// The run of characters keys are made of around a byte, not before `from`.
fn run_around(scan: &Scan<'_>, from: usize, at: usize) -> (usize, usize) {
    let bytes = scan.text().as_bytes();
    let back = bytes[from.min(at)..at]
        .iter()
        .rev()
        .take(CHUNK_MAX)
        .take_while(|b| belongs(b))
        .count();
    let start = at - back;
    let ahead = bytes[at..]
        .iter()
        .take(CHUNK_MAX)
        .take_while(|b| belongs(b))
        .count();
    let chunk = &scan.text()[start..at + ahead];
    let leading = chunk.len() - chunk.trim_start_matches(['.', '-', '/', '=', '+']).len();
    let end = start + chunk.trim_end_matches(['.', '-', '/']).len();
    ((start + leading).min(end), end.max(at + 1))
}

fn judge(scan: &Scan<'_>, start: usize, end: usize) -> Option<Found> {
    let chunk = scan.text().get(start..end)?;
    if chunk.len() < CHUNK_MIN {
        return None;
    }
    if let Some((from, to)) = forms::find(chunk) {
        return Some(secret(start + from, start + to, 97, "secret_form"));
    }
    if let Some(found) = bot_token(scan, start, chunk) {
        return Some(found);
    }
    // "token=…" in running text: the value alone.
    let value = chunk.rfind('=').filter(|at| at + CHUNK_MIN <= chunk.len());
    let (offset, value) = value.map_or((0, chunk), |at| (at + 1, &chunk[at + 1..]));
    if !forms::is_random(value) {
        return None;
    }
    let at = scan.tokens.partition_point(|t| t.start < start + offset);
    says_secret(scan, at).then(|| secret(start + offset, end, 86, "secret_cue"))
}

/// Telegram's "123456789:AA…": the number of the bot, a colon, 35 characters.
fn bot_token(scan: &Scan<'_>, start: usize, chunk: &str) -> Option<Found> {
    let before = scan.text().get(..start)?.strip_suffix(':')?;
    let digits = before
        .bytes()
        .rev()
        .take(12)
        .take_while(u8::is_ascii_digit)
        .count();
    ((8..=10).contains(&digits) && chunk.len() == 35 && chunk.starts_with("AA"))
        .then(|| secret(start - 1 - digits, start + chunk.len(), 95, "secret_form"))
}

/// "api key: …", "token …", "Authorization: Bearer …".
fn says_secret(scan: &Scan<'_>, at: usize) -> bool {
    let cue = tight_before(scan, at);
    (cue.has(Meaning::SECRET) && !cue.has(Meaning::REFERENCE))
        || cue.has(Meaning::PASSWORD)
        || scan.asked.has(Meaning::SECRET)
}

/// "Authorization: Basic dXNlcjpwYXNzd29yZA==": what follows a key word and has no digit.
fn after_key_word(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let mut from = at + 1;
    let mut stated = false;
    while from <= at + 5 {
        let token = scan.token(from)?;
        match token.class {
            Class::Mark(':' | '=' | '"' | '\'' | '`') => stated = true,
            Class::Word if token.len() >= CHUNK_MIN => break,
            Class::Word if token.meaning.has(Meaning::SECRET | Meaning::LINK) => {
                stated |= token.meaning.has(Meaning::IS) || scan.word(at) == "bearer";
            }
            Class::Word if scan.word(from) == "basic" => stated = true,
            Class::Word | Class::Number => break,
            Class::Mark(_) => return None,
        }
        from += 1;
    }
    let start = scan.token(from)?.start;
    let (_, end) = run_around(scan, start, start);
    let padding = scan.text().as_bytes().get(end) == Some(&b'=');
    let chunk = scan.text().get(start..end + usize::from(padding))?;
    let bearer = matches!(scan.word(at), "bearer" | "authorization");
    ((stated || bearer)
        && chunk.len() >= 16
        && !chunk.contains("://")
        && forms::is_mixed(chunk)
        && scan.tokens[from].is_word())
    .then(|| secret(start, start + chunk.len(), 84, "secret_cue"))
}

/// RFC 7468 blocks: from "-----BEGIN … KEY-----" to the matching end, or to the end of the text.
fn key_blocks(scan: &Scan<'_>, found: &mut Vec<Found>) {
    if scan.marks(&['-']).next().is_none() {
        return;
    }
    let text = scan.text();
    let mut from = 0;
    while let Some(begin) = text.get(from..).and_then(|rest| rest.find("-----BEGIN ")) {
        scan.step();
        let start = from + begin;
        let header = text[start..]
            .char_indices()
            .take(80)
            .find(|(_, c)| *c == '\n')
            .map_or(80, |(at, _)| at);
        let header = text.get(start..start + header).unwrap_or(&text[start..]);
        if !header.contains("PRIVATE KEY") && !header.contains("OPENSSH") {
            from = start + 11;
            continue;
        }
        let end = text[start..].find("-----END ").map_or(text.len(), |end| {
            let tail = &text[start + end + 9..];
            start + end + 9 + tail.find("-----").map_or(tail.len(), |close| close + 5)
        });
        found.push(secret(start, end, 99, "secret_key_block"));
        from = end;
    }
}
