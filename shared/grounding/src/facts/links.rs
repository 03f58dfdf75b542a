//! Links, link targets and e-mail addresses, taken out of a text before its numbers are read.

use super::{Fact, FactKind, StatedFact, Value, normal::TAKEN};
use handrail_text::work;

/// Schemes that reach somebody by a phone number.
const PHONE_SCHEMES: &[&str] = &["tel", "sms", "callto", "facetime"];

/// Schemes of addresses that need no "//".
const OTHER_SCHEMES: &[&str] = &[
    "javascript",
    "vbscript",
    "data",
    "blob",
    "ftp",
    "sftp",
    "file",
    "sip",
    "sips",
    "skype",
    "whatsapp",
    "tg",
    "viber",
    "weixin",
    "intent",
    "magnet",
    "bitcoin",
    "ethereum",
    "litecoin",
    "xmpp",
    "irc",
    "ws",
    "wss",
    "ssh",
    "git",
    "geo",
    "market",
    "upi",
];

/// Reads the addresses of a normalised text; what is left has [`TAKEN`] in their place.
pub(super) fn take_addresses(text: &str, stated_facts: &mut Vec<StatedFact>) -> String {
    let mut rest = String::with_capacity(text.len());
    let mut word_start = 0;
    let mut before = None;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        work::count(1);
        if c == ']' && text[at + 1..].starts_with('(') {
            rest.push_str(&text[word_start..at]);
            let spaces = text[at + 2..].len() - text[at + 2..].trim_start_matches(' ').len();
            let start = at + 2 + spaces;
            let length = target_length(&text[start..]);
            work::count(spaces + length);
            push_target(&text[start..start + length], stated_facts);
            rest.push(' ');
            rest.push(TAKEN);
            at = start + length;
            before = text[..at].chars().next_back();
            word_start = at;
            continue;
        }
        let starts_word = before.is_none_or(|c| is_edge(c) || is_soft_edge(c));
        if !starts_word || is_edge(c) {
            before = Some(c);
            at += c.len_utf8();
            continue;
        }
        let end = at + token_length(&text[at..]);
        work::count(end - at);
        let token = &text[at..end];
        let trimmed = token.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_']);
        // Most words have no mark that every address has.
        if !trimmed
            .bytes()
            .any(|b| matches!(b, b'.' | b'@' | b':' | b'/'))
        {
            let passed = trimmed.len().max(c.len_utf8());
            before = text[..at + passed].chars().next_back();
            at += passed;
            continue;
        }
        let core = without_label(trimmed.trim_start_matches(['*', '_', '\'', '~']));
        let lead = trimmed.len() - core.len();
        let core = if core.contains("://") {
            core
        } else {
            let core = core.trim_end_matches('~');
            core.strip_suffix("'s").unwrap_or(core)
        };
        let passed = if let Some(stated) = address(core).or_else(|| unclear_address(core)) {
            rest.push_str(&text[word_start..at + lead]);
            rest.push(TAKEN);
            stated_facts.push(stated);
            word_start = at + lead + core.len();
            word_start - at
        } else {
            trimmed.len().max(c.len_utf8())
        };
        before = text[..at + passed].chars().next_back();
        at += passed;
    }
    rest.push_str(&text[word_start..]);
    rest
}

/// Parts words wherever it stands; outside ASCII, all but letters and figures do.
fn is_edge(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_whitespace()
            || matches!(
                c,
                '\u{b}' | '<' | '>' | '"' | '(' | ')' | '[' | ']' | '{' | '}' | '|' | '`'
            );
    }
    !c.is_alphanumeric() && !('\u{300}'..='\u{36f}').contains(&c)
}

/// Parts words, but may stand inside a path.
fn is_soft_edge(c: char) -> bool {
    matches!(c, ',' | ';' | '\'')
}

fn token_length(text: &str) -> usize {
    let mut in_path = false;
    text.find(|c| {
        in_path |= c == '/';
        is_edge(c) || (!in_path && is_soft_edge(c))
    })
    .unwrap_or(text.len())
}

/// What stands after "Email:" and its kin, where no space parts them.
fn without_label(mut token: &str) -> &str {
    while let Some((label, after)) = token.split_once(':') {
        let is_label = !after.is_empty()
            && !after.starts_with("//")
            && label.chars().all(char::is_alphabetic)
            && !is_scheme(label);
        if !is_label {
            break;
        }
        token = after;
    }
    token
}

fn is_scheme(label: &str) -> bool {
    PHONE_SCHEMES
        .iter()
        .chain(OTHER_SCHEMES)
        .chain(&["mailto"])
        .any(|scheme| label.eq_ignore_ascii_case(scheme))
}

/// Where a link target ends: at its bracket, counting nested ones, at white space or with the text.
fn target_length(inside: &str) -> usize {
    let mut depth = 0;
    for (at, c) in inside.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return at,
            ')' => depth -= 1,
            c if c.is_whitespace() => return at,
            _ => {}
        }
    }
    inside.len()
}

/// A target is a link whatever it says. A reader of Markdown that counts no brackets ends it at the first one.
fn push_target(target: &str, stated_facts: &mut Vec<StatedFact>) {
    let target = target.trim_start_matches('<').trim_end_matches('>');
    let first = target.split(')').next().unwrap_or(target);
    for target in [Some(target), (first != target).then_some(first)]
        .into_iter()
        .flatten()
        .filter(|target| !target.is_empty())
    {
        stated_facts.push(address(target).unwrap_or_else(|| link(target)));
    }
}

fn address(token: &str) -> Option<StatedFact> {
    let lower = token.to_lowercase();
    if let Some((scheme, rest)) = lower
        .split_once(':')
        .filter(|(scheme, _)| is_scheme(scheme))
    {
        if scheme == "mailto" {
            // A subject is harmless; other fields name more readers.
            let email = match rest.split_once('?') {
                Some((email, fields))
                    if fields.starts_with("subject=") && !fields.contains('&') =>
                {
                    email
                }
                _ => rest,
            };
            let value = Value::Email(email.to_owned());
            return Some(stated(FactKind::Email, token, value));
        }
        if PHONE_SCHEMES.contains(&scheme) {
            let digits = rest.chars().filter(char::is_ascii_digit).collect();
            return Some(stated(FactKind::Phone, token, Value::Phone(digits)));
        }
        return Some(stated(FactKind::Link, token, Value::Link(lower)));
    }
    if let Some(scheme) = lower.find("://") {
        return (scheme > 0).then(|| link(token));
    }
    if token.starts_with("//") && token.len() > 2 {
        return Some(link(token));
    }
    if is_email(&lower) {
        return Some(stated(FactKind::Email, token, Value::Email(lower)));
    }
    is_bare_link(&lower).then(|| link(token))
}

/// A token that is no address as it stands, yet a reader may see one in it ("help@a.example-we"): only a source that
/// writes it the same way supports it.
fn unclear_address(token: &str) -> Option<StatedFact> {
    if token.contains('@') && token.chars().any(char::is_alphabetic) {
        let value = Value::Email(token.to_lowercase());
        return Some(stated(FactKind::Email, token, value));
    }
    let mut labels = token.split('.').peekable();
    while let Some(label) = labels.next() {
        let next = labels.peek().copied().unwrap_or_default();
        let top = next.chars().take_while(|c| c.is_alphabetic()).count();
        let is_named =
            label.ends_with(char::is_alphanumeric) && label.contains(char::is_alphabetic);
        if is_named && top >= 2 {
            return (!ABBREVIATIONS.contains(&token.to_lowercase().as_str())).then(|| link(token));
        }
    }
    None
}

fn link(target: &str) -> StatedFact {
    stated(FactKind::Link, target, Value::Link(normal_link(target)))
}

fn stated(kind: FactKind, text: &str, value: Value) -> StatedFact {
    StatedFact {
        fact: Fact {
            kind,
            text: text.to_owned(),
        },
        value,
    }
}

/// Scheme, "www." and a last slash make no difference; host in lower case, path as it is.
fn normal_link(target: &str) -> String {
    let after_scheme = match target.split_once("://") {
        Some((scheme, rest))
            if scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http") =>
        {
            rest
        }
        _ => target.strip_prefix("//").unwrap_or(target),
    };
    let end = after_scheme
        .find(['/', '?', '#'])
        .unwrap_or(after_scheme.len());
    let (host, path) = after_scheme.split_at(end);
    let host = host.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    format!("{host}{}", path.trim_end_matches('/'))
}

fn is_email(token: &str) -> bool {
    let Some((local, domain)) = token.rsplit_once('@') else {
        return false;
    };
    !local.is_empty() && !local.contains(['/', ':']) && is_domain(domain)
}

/// `shop.example`, with or without a path; not "e.g", "9.30" or "p.m".
fn is_bare_link(token: &str) -> bool {
    let host_end = token.find(['/', '?', '#', ':']).unwrap_or(token.len());
    let host = &token[..host_end];
    is_domain(host) && !ABBREVIATIONS.contains(&host)
}

fn is_domain(host: &str) -> bool {
    let Some((_, top)) = host.rsplit_once('.') else {
        return false;
    };
    (2..=24).contains(&top.chars().count())
        && top.chars().all(char::is_alphabetic)
        && host
            .split('.')
            .all(|label| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_'))
        // "9.30uhr" and "3.5kg" are numbers.
        && !(host.starts_with(|c: char| c.is_ascii_digit()) && top.chars().count() <= 3 && host.matches('.').count() == 1
            && host.split('.').next().is_some_and(|label| label.bytes().all(|b| b.is_ascii_digit())))
}

const ABBREVIATIONS: &[&str] = &["p.ex", "p.ej", "m.in", "i.d.r", "e.u", "u.s"];

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(text: &str) -> Vec<(FactKind, String)> {
        let mut stated_facts = Vec::new();
        take_addresses(&super::super::normal::normal(text), &mut stated_facts);
        stated_facts
            .into_iter()
            .map(|stated| {
                let value = match stated.value {
                    Value::Link(value) | Value::Email(value) | Value::Phone(value) => value,
                    other => format!("{other:?}"),
                };
                (stated.fact.kind, value)
            })
            .collect()
    }

    #[test]
    fn addresses_are_found_in_every_form() {
        use FactKind::{Email, Link, Phone};
        let cases: &[(&str, &[(FactKind, &str)])] = &[
            (
                "see https://www.Shop.example/Returns/.",
                &[(Link, "shop.example/Returns")],
            ),
            (
                "see shop.example/returns, or not",
                &[(Link, "shop.example/returns")],
            ),
            ("go to **shop.com**!", &[(Link, "shop.com")]),
            (
                "[here](https://evil.example/x?y=1)",
                &[(Link, "evil.example/x?y=1")],
            ),
            (
                "[here](/returns) and ![i](a.png)",
                &[(Link, "/returns"), (Link, "a.png")],
            ),
            ("[a](<https://x.example> \"t\")", &[(Link, "x.example")]),
            ("[a](javascript:alert)", &[(Link, "javascript:alert")]),
            ("<https://x.example/a>", &[(Link, "x.example/a")]),
            ("mail help@Acme.example.", &[(Email, "help@acme.example")]),
            (
                "[mail](mailto:help@acme.example?subject=x)",
                &[(Email, "help@acme.example")],
            ),
            ("[call](tel:+1-555-0100)", &[(Phone, "15550100")]),
            (
                "https://shop.example@evil.example/a",
                &[(Link, "shop.example@evil.example/a")],
            ),
            ("ftp://x.example", &[(Link, "ftp://x.example")]),
            (
                "ftp:x.example or SMS:+1-555-0100",
                &[(Link, "ftp:x.example"), (Phone, "15550100")],
            ),
            ("run javascript:alert(1)", &[(Link, "javascript:alert")]),
            (
                "https:/www.x.example https:\\\\x.example",
                &[(Link, "/www.x.example"), (Link, "\\\\x.example")],
            ),
            (
                "shop24.example xn--shop-1a.example",
                &[(Link, "shop24.example"), (Link, "xn--shop-1a.example")],
            ),
            (
                "[a](mailto:a@x.example?bcc=b@y.example)",
                &[(Email, "a@x.example?bcc=b@y.example")],
            ),
            (
                "[a](/b(c)d) [a]( /e)",
                &[(Link, "/b(c)d"), (Link, "/b(c"), (Link, "/e")],
            ),
            (
                "https://x.example~ https://x.example's",
                &[(Link, "x.example~"), (Link, "x.example's")],
            ),
            ("e.g. this, i.e. that, at 5 p.m. U.S. 9.30 3.5kg", &[]),
            ("a [1] b (c) d", &[]),
            (
                "Write to `help@evil.example`.",
                &[(Email, "help@evil.example")],
            ),
            (
                "Write to help@evil.example—we answer fast.",
                &[(Email, "help@evil.example")],
            ),
            ("evil.example's form", &[(Link, "evil.example")]),
            ("l'adresse d'evil.example", &[(Link, "evil.example")]),
            ("Email:help@evil.example", &[(Email, "help@evil.example")]),
            ("Website:Shop:evil.example", &[(Link, "evil.example")]),
            ("help@evil.example,sales", &[(Email, "help@evil.example")]),
            (
                "sales,help@evil.example;now",
                &[(Email, "help@evil.example")],
            ),
            (
                "`shop.evil.example/pay`",
                &[(Link, "shop.evil.example/pay")],
            ),
            ("evil.example…then", &[(Link, "evil.example")]),
            (
                "evil.example→x、help@a.example。",
                &[(Link, "evil.example"), (Email, "help@a.example")],
            ),
            (
                "https://acme.example/returns—here, https://acme.example/a,b;c's",
                &[
                    (Link, "acme.example/returns"),
                    (Link, "acme.example/a,b;c's"),
                ],
            ),
            ("help@evil.example-we", &[(Email, "help@evil.example-we")]),
            ("help@evil.example!Now", &[(Email, "help@evil.example!now")]),
            ("go to evil.example--now", &[(Link, "evil.example--now")]),
            ("ask @acme", &[(Email, "@acme")]),
            ("2 @ $5, 3@4", &[]),
            (
                "z.B. d.h. u.a. m.in. p.ex. p. ej. U.S.-based Ph.D's a.m./p.m. i.d.R. 1.5x don't l'été 5,5 v1.2",
                &[],
            ),
        ];
        for (text, expected) in cases {
            let expected: Vec<(FactKind, String)> = expected
                .iter()
                .map(|(kind, value)| (*kind, (*value).to_owned()))
                .collect();
            assert_eq!(taken(text), expected, "{text}");
        }
    }
}
