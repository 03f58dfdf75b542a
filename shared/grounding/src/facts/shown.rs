//! A text as it reads once its markup is gone: "**shop**.example" shows "shop.example".
//!
//! For: finding the facts of what will be shown, which may be others than those of the source text. Not for: showing it.
//!
//! Markup is what the panel and its kin render: emphasis, code, struck text, escapes, HTML's tags and references to
//! characters. Only markup between characters that could make one word matters; elsewhere nothing changes.
//!
//! Invariant: linear in the text.

use handrail_text::work;

/// The text without its markup; `None` where that joins nothing which its source parts.
pub(super) fn shown(text: &str) -> Option<String> {
    if !text.bytes().any(|b| b"*_`~\\<&".contains(&b)) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut joins = false;
    let mut opened = false;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        work::count(1);
        let Some((length, stands_for)) = markup(&text[at..]) else {
            out.push(c);
            at += c.len_utf8();
            continue;
        };
        let after = &text[at + length..];
        let tight = out.ends_with(is_part_of_word) && joins_on(after);
        // "5*3*2" and snake_case are what they are, unless a run of marks opened before them.
        let alone = matches!(c, '*' | '_')
            && !opened
            && out.ends_with(char::is_alphanumeric)
            && after.starts_with(char::is_alphanumeric);
        let is_literal = alone && (c == '_' || out.ends_with(|c: char| c.is_ascii_digit()));
        if is_literal {
            out.push_str(&text[at..at + length]);
        } else {
            joins |= tight || stands_for.is_some();
            out.extend(stands_for);
            opened |= matches!(c, '*' | '_') && !out.ends_with(char::is_alphanumeric);
        }
        at += length;
    }
    joins.then_some(out)
}

/// What may stand in a number, a price or an address.
fn is_part_of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '@' | ':' | '/' | '-' | '$' | '€' | '£')
}

/// A word goes on, not only a mark after it. Further markup may stand between: "**`shop`**.example".
fn joins_on(after: &str) -> bool {
    let mut chars = after.chars();
    match chars.next() {
        Some('*' | '_' | '`' | '~' | '\\' | '<' | '&') => true,
        Some(c) if c.is_alphanumeric() => true,
        Some(c) if is_part_of_word(c) => chars.next().is_some_and(|c| !c.is_whitespace()),
        _ => false,
    }
}

/// The length of the markup that `text` begins with, and the character it stands for.
fn markup(text: &str) -> Option<(usize, Option<char>)> {
    let c = text.chars().next()?;
    match c {
        '*' | '_' | '`' => Some((run(text, c), None)),
        '~' => Some(run(text, c))
            .filter(|run| *run > 1)
            .map(|run| (run, None)),
        '\\' => text[1..]
            .starts_with(|c: char| c.is_ascii_punctuation())
            .then_some((1, None)),
        '<' => tag(text).map(|length| (length, None)),
        '&' => reference(text).map(|(length, c)| (length, Some(c))),
        _ => None,
    }
}

fn run(text: &str, mark: char) -> usize {
    let length = text.bytes().take_while(|b| char::from(*b) == mark).count();
    work::count(length);
    length
}

/// A longer tag or reference is text.
const LONGEST_TAG_BYTES: usize = 64;

/// The length of an HTML tag or comment without an address in it.
fn tag(text: &str) -> Option<usize> {
    let is_named = text[1..]
        .trim_start_matches(['/', '!'])
        .starts_with(|c: char| c.is_ascii_alphabetic() || c == '-');
    if !is_named {
        return None;
    }
    let end = text
        .bytes()
        .take(LONGEST_TAG_BYTES)
        .position(|b| b == b'>')?;
    work::count(end);
    let is_address = text[1..end].contains(['@', ':']);
    (!is_address && !text[1..end].contains('<')).then_some(end + 1)
}

/// A reference to a character that addresses and numbers are made of: `&#46;`, `&period;`.
fn reference(text: &str) -> Option<(usize, char)> {
    let end = text.bytes().take(12).position(|b| b == b';')?;
    let name = &text[1..end];
    let c = if let Some(code) = name.strip_prefix('#') {
        let code = match code.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => code.parse().ok()?,
        };
        char::from_u32(code)?
    } else {
        match name {
            "period" => '.',
            "commat" => '@',
            "colon" => ':',
            "sol" => '/',
            "dollar" => '$',
            "euro" => '€',
            "pound" => '£',
            "percnt" => '%',
            "nbsp" | "ensp" | "emsp" => ' ',
            _ => return None,
        }
    };
    Some((end + 1, c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_markup_that_joins_matters() {
        let cases = [
            ("go to **shop**.example", Some("go to shop.example")),
            ("shop**.**example", Some("shop.example")),
            ("*shop*.example/pay", Some("shop.example/pay")),
            ("shop\\.example", Some("shop.example")),
            ("`shop`.example or **`a`**.b", Some("shop.example or a.b")),
            ("shop<b>.</b>example<br/>now", Some("shop.examplenow")),
            ("shop&#46;example&#x2e;b", Some("shop.example.b")),
            ("a&commat;b", Some("a@b")),
            ("**1**0 days", Some("10 days")),
            ("$1**00**", None),
            ("**$1**00", Some("$100")),
            ("~~shop~~.example", Some("shop.example")),
            ("a **bold** word", None),
            ("**Bold**: 30 days", None),
            ("5*3*2 and snake_case_name", None),
            ("a < b & c > d", None),
            ("plain", None),
            ("~30 days", None),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text).as_deref(), expected, "{text}");
        }
    }
}
