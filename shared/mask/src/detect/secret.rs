//! Machine credentials: keys with a known prefix, tokens, key blocks, and high-entropy words after
//! a key word.

use crate::detect::Found;
use crate::detect::cues::tight_before;
use crate::kind::Kind;
use crate::scan::Scan;
use crate::words::Meaning;

/// Prefixes issuers document, and how many characters follow at least.
const PREFIXES: [(&str, usize); 44] = [
    ("sk-ant-", 20),
    ("sk-proj-", 20),
    ("sk-", 16),
    ("sk_live_", 10),
    ("sk_test_", 10),
    ("pk_live_", 10),
    ("pk_test_", 10),
    ("rk_live_", 10),
    ("rk_test_", 10),
    ("whsec_", 16),
    ("ghp_", 30),
    ("gho_", 30),
    ("ghu_", 30),
    ("ghs_", 30),
    ("ghr_", 30),
    ("github_pat_", 22),
    ("glpat-", 16),
    ("gldt-", 16),
    ("xoxb-", 10),
    ("xoxp-", 10),
    ("xoxa-", 10),
    ("xoxs-", 10),
    ("xoxr-", 10),
    ("xapp-", 10),
    ("AKIA", 16),
    ("ASIA", 16),
    ("ABIA", 16),
    ("AIza", 30),
    ("ya29.", 20),
    ("SG.", 30),
    ("npm_", 30),
    ("pypi-", 30),
    ("hf_", 20),
    ("dop_v1_", 30),
    ("shpat_", 20),
    ("shpss_", 20),
    ("sq0atp-", 16),
    ("sq0csp-", 16),
    ("key-", 28),
    ("lin_api_", 20),
    ("r8_", 30),
    ("dckr_pat_", 20),
    ("PMAK-", 20),
    ("EAAC", 40),
];

/// The longest chunk looked at; longer ones are cut there, and masked up to it.
const CHUNK_MAX: usize = 4096;

pub(crate) fn detect(scan: &Scan<'_>, found: &mut Vec<Found>) {
    key_blocks(scan, found);
    let mut covered = 0;
    for at in 0..scan.tokens.len() {
        scan.step();
        let token = &scan.tokens[at];
        if token.start < covered
            || !(token.is_word() || token.is_number())
            || (scan.glued(at)
                && scan.before(at).is_some_and(|t| {
                    t.is_word() || t.is_number() || t.is_mark('_') || t.is_mark('-')
                }))
        {
            continue;
        }
        let end = chunk_end(scan, token.start);
        let chunk = &scan.text()[token.start..end];
        let judged = if let Some(length) = known_form(chunk) {
            Some((length, 97, "secret_form"))
        } else if chunk.len() >= 12 && is_random(chunk) && says_secret(scan, at) {
            Some((chunk.len(), 86, "secret_cue"))
        } else {
            None
        };
        if let Some((length, score, rule)) = judged {
            covered = token.start + length;
            found.push(Found {
                start: token.start,
                end: covered,
                kind: Kind::Secret,
                score,
                rule,
            });
        } else if chunk.len() > 64 {
            // What was judged whole is not judged again from each of its tokens.
            covered = end;
        }
    }
}

fn chunk_end(scan: &Scan<'_>, start: usize) -> usize {
    let bytes = &scan.text().as_bytes()[start..];
    let belongs = |b: &u8| {
        b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.' | b'/' | b'+' | b'=' | b'~')
    };
    let length = bytes
        .iter()
        .take(CHUNK_MAX)
        .take_while(|b| belongs(b))
        .count();
    let chunk = &scan.text()[start..start + length];
    start + chunk.trim_end_matches(['.', '-', '/']).len()
}

/// Length of the credential the chunk begins with.
fn known_form(chunk: &str) -> Option<usize> {
    if let Some((prefix, least)) = PREFIXES
        .iter()
        .find(|(prefix, _)| chunk.starts_with(prefix))
    {
        let body = &chunk[prefix.len()..];
        let length = body
            .bytes()
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'))
            .count();
        let body = body[..length].trim_end_matches('.');
        let upper_only = matches!(*prefix, "AKIA" | "ASIA" | "ABIA");
        let fits = body.len() >= *least
            && body.bytes().any(|b| b.is_ascii_digit())
            && (!upper_only
                || body
                    .bytes()
                    .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()));
        return fits.then_some(prefix.len() + body.len());
    }
    // RFC 7519: three base64url parts, the first a JSON object.
    let is_part = |part: &str| {
        part.bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'='))
    };
    let mut parts = chunk.split('.');
    let (header, body) = (parts.next()?, parts.next()?);
    let signature = parts.next().unwrap_or("");
    let jwt = header.starts_with("eyJ")
        && header.len() >= 10
        && body.len() >= 4
        && is_part(header)
        && is_part(body)
        && is_part(signature);
    jwt.then_some(chunk.len())
}

/// Letters and digits in a mix no word has.
fn is_random(chunk: &str) -> bool {
    let digits = chunk.bytes().filter(u8::is_ascii_digit).count();
    let letters = chunk.bytes().filter(u8::is_ascii_alphabetic).count();
    let dots = chunk.bytes().filter(|b| matches!(b, b'.' | b'/')).count();
    digits >= 2 && letters >= 4 && dots <= 2
}

/// "api key: …", "token …", "Authorization: Bearer …".
fn says_secret(scan: &Scan<'_>, at: usize) -> bool {
    let cue = tight_before(scan, at);
    (cue.has(Meaning::SECRET) && !cue.has(Meaning::REFERENCE))
        || cue.has(Meaning::PASSWORD)
        || scan.asked.has(Meaning::SECRET)
}

/// RFC 7468 blocks: from "-----BEGIN … KEY-----" to the matching end, or to the end of the text.
fn key_blocks(scan: &Scan<'_>, found: &mut Vec<Found>) {
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
        found.push(Found {
            start,
            end,
            kind: Kind::Secret,
            score: 99,
            rule: "secret_key_block",
        });
        from = end;
    }
}
