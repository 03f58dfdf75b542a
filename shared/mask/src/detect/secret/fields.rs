//! Secrets in fields: "?token=…" of a link, `DB_PASSWORD=…` of a configuration, `"client_secret":
//! "…"`, and the password of `postgres://user:password@host`.

use super::{CHUNK_MAX, secret};
use crate::detect::Found;
use crate::scan::Scan;

/// Parameters of a link whose value is a secret whatever it looks like.
const SECRET_PARAMETERS: [&str; 30] = [
    "token",
    "access_token",
    "accesstoken",
    "refresh_token",
    "id_token",
    "auth_token",
    "authtoken",
    "reset_token",
    "api_key",
    "apikey",
    "api-key",
    "client_secret",
    "secret",
    "password",
    "passwd",
    "pwd",
    "pass",
    "passwort",
    "sig",
    "signature",
    "hmac",
    "x-amz-signature",
    "x-amz-security-token",
    "x-amz-credential",
    "x-goog-signature",
    "jwt",
    "sessionid",
    "session_id",
    "phpsessid",
    "jsessionid",
];
/// Parameters whose value is one when it looks random.
const OTHER_PARAMETERS: [&str; 12] = [
    "key", "code", "auth", "session", "sid", "state", "otp", "invite", "ticket", "nonce", "t",
    "hash",
];
/// What the name of a configured secret contains.
const NAME_PARTS: [&str; 11] = [
    "secret",
    "token",
    "password",
    "passwd",
    "pwd",
    "apikey",
    "api_key",
    "api-key",
    "access_key",
    "private_key",
    "credential",
];
/// The longest name of a field looked at, in bytes.
const NAME_MAX: usize = 48;

pub(super) fn detect(scan: &Scan<'_>, found: &mut Vec<Found>) {
    for at in scan.marks(&['=', ':']) {
        let sign = scan.tokens[at];
        if sign.is_mark(':') {
            found.extend(userinfo(scan, sign.start));
        }
        found.extend(field(scan, sign.start, sign.is_mark('=')));
    }
}

/// The value of a field whose "=" or ":" stands at a byte.
fn field(scan: &Scan<'_>, sign: usize, equals: bool) -> Option<Found> {
    let text = scan.text();
    let before = text.get(..sign)?.trim_end_matches(['"', '\'', ' ']);
    let length = before
        .bytes()
        .rev()
        .take(NAME_MAX)
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
        .count();
    let name = before.get(before.len() - length..)?;
    if name.is_empty() {
        return None;
    }
    let opens = before[..before.len() - length].chars().next_back();
    let parameter = equals && matches!(opens, Some('?' | '&' | '#' | ';'));
    let is = |known: &&str| known.eq_ignore_ascii_case(name);
    let of_secret = parameter && SECRET_PARAMETERS.iter().any(is);
    let of_other = parameter && OTHER_PARAMETERS.iter().any(is);
    let configured =
        !parameter && is_compound(name) && NAME_PARTS.iter().any(|part| contains(name, part));
    if !of_secret && !of_other && !configured {
        return None;
    }
    let start = value_start(text, sign + 1, parameter)?;
    let value = value(text, start, parameter);
    let random = value.len() >= 6
        && value.bytes().any(|b| b.is_ascii_digit())
        && value.bytes().any(|b| b.is_ascii_alphabetic())
        || value.len() >= 16;
    let password =
        equals && value.len() >= 6 && ["passw", "pwd"].iter().any(|part| contains(name, part));
    let fits = of_secret && value.len() >= 3
        || of_other && random && value.len() >= 8
        || configured && (random || password);
    (fits && !is_placeholder(value)).then(|| secret(start, start + value.len(), 88, "secret_field"))
}

/// Where the value begins behind the sign, on the same line.
fn value_start(text: &str, from: usize, parameter: bool) -> Option<usize> {
    let rest = text.get(from..)?;
    let skipped = if parameter {
        0
    } else {
        rest.bytes()
            .take(3)
            .take_while(|b| matches!(b, b' ' | b'"' | b'\''))
            .count()
    };
    Some(from + skipped)
}

fn value(text: &str, start: usize, parameter: bool) -> &str {
    let Some(rest) = text.get(start..) else {
        return "";
    };
    let length: usize = rest
        .chars()
        .take(CHUNK_MAX)
        .take_while(|c| {
            let closes = matches!(c, '"' | '\'' | '`' | '<' | '>' | ',' | ')');
            let next_parameter = parameter && matches!(c, '&' | '#' | ']');
            !c.is_whitespace() && !closes && !next_parameter
        })
        .map(char::len_utf8)
        .sum();
    rest[..length].trim_end_matches(['.', ';', '?', '!'])
}

/// Whether the value stands for one: "<your-token>", "${TOKEN}", "****", "null".
fn is_placeholder(value: &str) -> bool {
    value.starts_with(['<', '$', '{', '[', '*', '%'])
        || ["null", "none", "true", "false", "undefined", "changeme"]
            .iter()
            .any(|known| known.eq_ignore_ascii_case(value))
        || value
            .bytes()
            .all(|b| matches!(b, b'x' | b'X' | b'*' | b'.'))
}

/// "DB_PASSWORD", "client-secret", "accessToken": more than one word.
fn is_compound(name: &str) -> bool {
    name.contains(['_', '-'])
        || name
            .as_bytes()
            .windows(2)
            .any(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase())
        || name.eq_ignore_ascii_case("apikey")
}

/// Whether a name contains a part, whatever the case.
fn contains(name: &str, part: &str) -> bool {
    name.as_bytes()
        .windows(part.len())
        .any(|window| window.eq_ignore_ascii_case(part.as_bytes()))
}

/// RFC 3986, section 3.2.1: what stands between "//" and "@"; `colon` is that of the scheme.
/// The password alone is taken, or a long token that stands alone.
fn userinfo(scan: &Scan<'_>, colon: usize) -> Option<Found> {
    let text = scan.text();
    let from = colon + 3;
    if text.get(colon..from) != Some("://") {
        return None;
    }
    let authority: usize = text
        .get(from..)?
        .chars()
        .take(256)
        .take_while(|c| !c.is_whitespace() && !matches!(c, '/' | '"' | '\'' | '<' | '>' | '?'))
        .map(char::len_utf8)
        .sum();
    let authority = text.get(from..from + authority)?;
    let (userinfo, host) = authority.rsplit_once('@')?;
    if host.is_empty() {
        return None;
    }
    match userinfo.split_once(':') {
        Some((user, password)) if !password.is_empty() && !is_placeholder(password) => {
            let start = from + user.len() + 1;
            // The address the detector of e-mail sees here is none: this outweighs it.
            Some(secret(start, from + userinfo.len(), 99, "secret_userinfo"))
        }
        None if userinfo.len() >= 16 && userinfo.bytes().any(|b| b.is_ascii_digit()) => {
            Some(secret(from, from + userinfo.len(), 97, "secret_userinfo"))
        }
        _ => None,
    }
}
