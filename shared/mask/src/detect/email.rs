//! E-mail addresses with their "@": local part and domain in any script.

use crate::detect::Found;
use crate::kind::Kind;
use crate::scan::Scan;

/// Limits of RFC 5321, section 4.5.3.1, in octets.
const LOCAL_MAX: usize = 64;
const DOMAIN_MAX: usize = 255;

pub(crate) fn detect(scan: &Scan<'_>, found: &mut Vec<Found>) {
    let text = scan.text();
    let mut covered = 0;
    for (at, _) in text.match_indices('@') {
        scan.step();
        let Some(start) = local_start(text, covered, at) else {
            continue;
        };
        let Some(end) = domain_end(text, at + 1) else {
            continue;
        };
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
