//! IPv4 and IPv6 addresses.

use std::net::Ipv6Addr;

use crate::detect::Found;
use crate::detect::cues::tight_before;
use crate::kind::Kind;
use crate::scan::Scan;
use crate::words::Meaning;

pub(crate) fn detect(scan: &Scan<'_>, found: &mut Vec<Found>) {
    for at in 0..scan.tokens.len() {
        scan.step();
        if scan.tokens[at].is_number()
            && let Some(hit) = v4(scan, at)
        {
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
        end: scan.tokens[index].end,
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
    while let Some(colon) = bytes
        .get(at..)
        .and_then(|rest| rest.iter().position(|b| *b == b':'))
    {
        scan.step();
        let colon = at + colon;
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
                end,
                kind: Kind::Ip,
                score: 94,
                rule: "ipv6",
            });
            at = end;
        }
    }
}
