//! E-mail addresses with their "@": local part and domain in any script.
//!
//! Not for the password of a link ("postgres://ann:secret@host"), which is a secret, and not for
//! "git@host:path", which names a repository and nobody.

use crate::detect::Found;
use crate::kind::Kind;
use crate::scan::Scan;

/// Limits of RFC 5321, section 4.5.3.1, in octets.
const LOCAL_MAX: usize = 64;
const DOMAIN_MAX: usize = 255;

pub(crate) fn detect(scan: &Scan<'_>, found: &mut Vec<Found>) {
    let text = scan.text();
    let mut covered = 0;
    for sign in scan.marks(&['@']) {
        let at = scan.tokens[sign].start;
        let start = quoted_start(text, covered, at).or_else(|| local_start(text, covered, at));
        let Some((start, end)) = start.zip(domain_end(text, at + 1)) else {
            continue;
        };
        if names_a_repository(text, start, at, end) || in_userinfo(text, start) {
            continue;
        }
        found.push(Found {
            start,
            end,
            kind: Kind::Email,
            score: 97,
            rule: "email",
        });
        covered = end;
    }
}

/// RFC 5321, section 4.1.2: a local part between quotes, `"ann lee"@example.com`.
fn quoted_start(text: &str, from: usize, at: usize) -> Option<usize> {
    let before = text.get(from..at)?.strip_suffix('"')?;
    let mut taken = 1;
    for c in before.chars().rev().take(LOCAL_MAX) {
        taken += c.len_utf8();
        match c {
            '"' => return (taken > 2).then_some(at - taken),
            '\n' => return None,
            _ => {}
        }
    }
    None
}

/// "git@github.com:org/project"
fn names_a_repository(text: &str, start: usize, at: usize, end: usize) -> bool {
    text.get(start..at) == Some("git")
        && text.as_bytes().get(end) == Some(&b':')
        && text
            .as_bytes()
            .get(end + 1)
            .is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'~'))
}

/// Whether a local part is the password in "scheme://user:password@host".
fn in_userinfo(text: &str, start: usize) -> bool {
    let before = &text.as_bytes()[..start];
    let length = before
        .iter()
        .rev()
        .take(160)
        .take_while(|b| !b.is_ascii_whitespace() && !matches!(b, b'?' | b'"' | b'<'))
        .count();
    let before = &before[start - length..];
    let scheme = before.windows(3).rposition(|three| three == b"://");
    scheme.is_some_and(|at| {
        let user = &before[at + 3..];
        user.contains(&b':') && !user.contains(&b'/')
    })
}

fn local_start(text: &str, from: usize, at: usize) -> Option<usize> {
    let belongs = |c: char| {
        c.is_alphanumeric()
            || "!#$%&'*+-/=?^_`{|}~.".contains(c)
            || ('\u{300}'..='\u{36F}').contains(&c)
    };
    let before = text.get(from..at)?;
    let taken: usize = before
        .chars()
        .rev()
        .take(LOCAL_MAX)
        .take_while(|c| belongs(*c))
        .map(char::len_utf8)
        .sum();
    let local = text.get(at - taken..at)?;
    // What precedes an address in running text, markup or a URL's parameters is not part of it.
    let local = local
        .rsplit(['=', '?', '&', '/', '|', '`'])
        .next()
        .unwrap_or(local);
    let local = local.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '_' && c != '+');
    if local.is_empty() || local.ends_with('.') && local.len() == 1 {
        return None;
    }
    Some(at - local.len())
}

fn domain_end(text: &str, from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    if let Some(literal) = rest.strip_prefix('[') {
        let length = literal.bytes().take(45).position(|b| b == b']')?;
        let fits = literal[..length]
            .bytes()
            .all(|b| b.is_ascii_hexdigit() || matches!(b, b'.' | b':' | b'I' | b'P' | b'v'));
        return (fits && length >= 7).then_some(from + length + 2);
    }
    let taken: usize = rest
        .chars()
        .take(DOMAIN_MAX)
        .take_while(|c| {
            c.is_alphanumeric() || matches!(c, '.' | '-') || ('\u{300}'..='\u{36F}').contains(c)
        })
        .map(char::len_utf8)
        .sum();
    let mut domain = rest.get(..taken)?.trim_end_matches(['.', '-']);
    // "ann@example.com...thanks": the name ends where its labels do.
    if let Some(gap) = domain.find("..") {
        domain = &domain[..gap];
    }
    let (host, top) = domain.rsplit_once('.')?;
    let top_fits = top.chars().count() >= 2
        && (top.starts_with("xn--") || top.chars().all(|c| c.is_alphabetic() || !c.is_ascii()));
    (top_fits && !host.is_empty() && !host.starts_with(['.', '-'])).then_some(from + domain.len())
}
