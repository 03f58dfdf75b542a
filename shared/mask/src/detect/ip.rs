//! IPv4 and IPv6 addresses, with the zone (RFC 4007) or the length of the prefix (RFC 4632) behind
//! them.

use std::net::Ipv6Addr;

use crate::detect::Found;
use crate::detect::cues::tight_before;
use crate::kind::Kind;
use crate::scan::Scan;
use crate::words::Meaning;

pub(crate) fn detect(scan: &Scan<'_>, found: &mut Vec<Found>) {
    for &at in scan.numbers() {
        scan.step();
        if let Some(hit) = v4(scan, at) {
            found.push(hit);
        }
    }
    v6(scan, found);
}

fn v4(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let follows_dot = scan.glued(at)
        && at >= 2
        && scan.before(at).is_some_and(|t| t.is_mark('.'))
        && scan.tokens[at - 2].is_number();
    let in_word = scan.glued(at) && scan.before(at).is_some_and(|t| t.is_word());
    if follows_dot || in_word {
        return None;
    }
    let mut index = at;
    for part in 0..4 {
        let token = scan
            .token(index)
            .filter(|t| t.is_number() && t.len() <= 3)?;
        let text = scan.str(token);
        let fits = text.parse::<u8>().is_ok() && (text.len() == 1 || !text.starts_with('0'));
        if !fits || (part > 0 && !scan.glued(index)) {
            return None;
        }
        if part < 3 {
            scan.token(index + 1)
                .filter(|t| t.is_mark('.') && t.start == token.end)?;
            index += 2;
        }
    }
    let goes_on = scan.glued(index + 1)
        && (scan.token(index + 1).is_some_and(|t| t.is_word())
            || scan.token(index + 1).is_some_and(|t| t.is_mark('.'))
                && scan.glued(index + 2)
                && scan.token(index + 2).is_some_and(|t| t.is_number()));
    let cue = tight_before(scan, at);
    if goes_on || cue.has(Meaning::VERSION) && !cue.has(Meaning::IP) {
        return None;
    }
    Some(Found {
        start: scan.tokens[at].start,
        end: with_suffix(scan.text(), scan.tokens[index].end),
        kind: Kind::Ip,
        score: 93,
        rule: "ipv4",
    })
}

/// The longest textual form, with an embedded IPv4 address (RFC 4291).
const V6_MAX: usize = 45;

fn v6(scan: &Scan<'_>, found: &mut Vec<Found>) {
    let bytes = scan.text().as_bytes();
    let belongs = |b: &u8| b.is_ascii_hexdigit() || matches!(b, b':' | b'.');
    let mut at = 0;
    for mark in scan.marks(&[':']) {
        let colon = scan.tokens[mark].start;
        if colon < at {
            continue;
        }
        let floor = at.max(colon.saturating_sub(4));
        let start = (floor..colon)
            .rev()
            .take_while(|i| bytes[*i].is_ascii_hexdigit())
            .last()
            .unwrap_or(colon);
        let length = bytes[start..]
            .iter()
            .take(V6_MAX + 1)
            .take_while(|b| belongs(b))
            .count();
        at = colon + 1;
        if length > V6_MAX {
            continue;
        }
        let end = start + length;
        let candidate = scan.text()[start..end].trim_end_matches('.');
        let trimmed = if candidate.ends_with("::") {
            candidate
        } else {
            candidate.trim_end_matches(':')
        };
        let end = start + trimmed.len();
        let alone = !scan.text()[..start]
            .chars()
            .next_back()
            .is_some_and(|c| c.is_alphanumeric() || matches!(c, ':' | '_'))
            && !scan.text()[end..]
                .chars()
                .next()
                .is_some_and(|c| c.is_alphanumeric() || c == '_');
        // Paths of programming languages ("std::fs") have no digit; an address of use has one.
        let telling = trimmed.bytes().any(|b| b.is_ascii_digit())
            && trimmed.bytes().filter(|b| *b == b':').count() >= 2;
        if alone && telling && trimmed.parse::<Ipv6Addr>().is_ok() {
            found.push(Found {
                start,
                end: with_suffix(scan.text(), end),
                kind: Kind::Ip,
                score: 94,
                rule: "ipv6",
            });
            at = end;
        } else if trimmed == "::" && is_unspecified(scan, mark, end) {
            found.push(Found {
                start,
                end: with_suffix(scan.text(), end),
                kind: Kind::Ip,
                score: 90,
                rule: "ipv6_unspecified",
            });
            at = end;
        }
    }
}

/// The end of the zone or prefix length behind an address: "%eth0", "/64".
fn with_suffix(text: &str, end: usize) -> usize {
    let bytes = text.as_bytes();
    let (most, digits_only) = match bytes.get(end) {
        Some(b'%') => (16, false),
        Some(b'/') => (3, true),
        _ => return end,
    };
    let belongs = |b: &u8| b.is_ascii_digit() || !digits_only && b.is_ascii_alphanumeric();
    let length = bytes[end + 1..]
        .iter()
        .take(most + 1)
        .take_while(|b| belongs(b))
        .count();
    if (1..=most).contains(&length) {
        end + 1 + length
    } else {
        end
    }
}

/// Whether "::" is the address and not a separator of some language: with a prefix length, or
/// where an address is spoken of.
fn is_unspecified(scan: &Scan<'_>, mark: usize, end: usize) -> bool {
    let apart =
        |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || matches!(c, '.' | ',' | '/' | ')'));
    let start = scan.tokens[mark].start;
    let alone = scan.text()[..start]
        .chars()
        .next_back()
        .is_none_or(char::is_whitespace)
        && apart(scan.text()[end..].chars().next());
    let named = || {
        (mark.saturating_sub(3)..mark).any(|back| {
            scan.tokens[back].meaning.has(Meaning::IP)
                || matches!(scan.word(back), "ipv" | "unspecified")
        })
    };
    alone && (with_suffix(scan.text(), end) > end || named())
}
