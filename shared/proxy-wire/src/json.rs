//! JSON as text: where its values end, single members, strings and their escapes.
//!
//! For: looking into a body without reading it into types. Not for: changing it; that is [`crate::walk`].

use std::borrow::Cow;

pub(crate) fn skip_space(bytes: &[u8], mut at: usize) -> usize {
    while matches!(bytes.get(at), Some(b' ' | b'\n' | b'\r' | b'\t')) {
        at += 1;
    }
    at
}

/// The byte after the string that begins at `at`.
pub(crate) fn string_end(bytes: &[u8], at: usize) -> Option<usize> {
    if bytes.get(at) != Some(&b'"') {
        return None;
    }
    let mut at = at + 1;
    loop {
        at = plain_end(bytes, at);
        match bytes.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => match bytes.get(at + 1)? {
                b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => at += 2,
                b'u' => {
                    let hex = bytes.get(at + 2..at + 6)?;
                    if !hex.iter().all(u8::is_ascii_hexdigit) {
                        return None;
                    }
                    at += 6;
                }
                _ => return None,
            },
            0..0x20 => return None,
            _ => at += 1,
        }
    }
}

/// The end of the bytes from `at` on that mean nothing in a string, eight at a time: pictures are megabytes of them.
fn plain_end(bytes: &[u8], mut at: usize) -> usize {
    const ONES: u64 = u64::MAX / 255;
    const HIGHS: u64 = ONES << 7;
    // The high bit of each byte that is zero, and perhaps of some after the first such byte.
    let zeros = |word: u64| word.wrapping_sub(ONES) & !word & HIGHS;
    while let Some(eight) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        let word = u64::from_le_bytes(*eight);
        let quotes = zeros(word ^ (ONES * u64::from(b'"')));
        let escapes = zeros(word ^ (ONES * u64::from(b'\\')));
        let controls = word.wrapping_sub(ONES * 0x20) & !word & HIGHS;
        let found = quotes | escapes | controls;
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    at
}

/// The byte after the number or word that begins at `at`.
pub(crate) fn scalar_end(bytes: &[u8], at: usize) -> Option<usize> {
    for word in ["true", "false", "null"] {
        if bytes[at..].starts_with(word.as_bytes()) {
            return Some(at + word.len());
        }
    }
    let digits = |mut at: usize| {
        let from = at;
        while bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
        (at > from).then_some(at)
    };
    let mut end = at + usize::from(bytes.get(at) == Some(&b'-'));
    end = match bytes.get(end)? {
        b'0' => end + 1,
        _ => digits(end)?,
    };
    if bytes.get(end) == Some(&b'.') {
        end = digits(end + 1)?;
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        end += 1;
        end += usize::from(matches!(bytes.get(end), Some(b'+' | b'-')));
        end = digits(end)?;
    }
    Some(end)
}

/// The raw value of a member of the object that `text` begins with. Of several with the key, the
/// last one, as most readers take it. `None` also where the text is no JSON: the walk says so.
pub(crate) fn peek<'t>(text: &'t str, key: &str) -> Option<&'t str> {
    peek_counted(text, key).0
}

/// The same, where the value is a string, for as long as something is left of the bytes that may be looked at:
/// objects within each other are looked at once each, so that a few of them could cost as much as all others.
pub(crate) fn peek_string_within<'t>(
    text: &'t str,
    key: &str,
    left: &mut usize,
) -> Result<Option<&'t str>, TooMuch> {
    let (found, looked_at) = peek_counted(text, key);
    *left = left.checked_sub(looked_at).ok_or(TooMuch)?;
    Ok(found.and_then(unquoted))
}

fn peek_counted<'t>(text: &'t str, key: &str) -> (Option<&'t str>, usize) {
    let (mut found, mut at) = (None, 0);
    let is_read = look(text, &mut at, &mut |this, value| {
        if this == key {
            found = Some(value);
        }
    });
    match is_read {
        Some(()) => (found, at),
        None => (None, text.len()),
    }
}

/// What may be looked at is used up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooMuch;

/// Shows the raw keys and values of the object that `text` begins with. `None`: it is no JSON.
fn look<'t>(text: &'t str, at: &mut usize, each: &mut dyn FnMut(&'t str, &'t str)) -> Option<()> {
    let bytes = text.as_bytes();
    *at = skip_space(bytes, 0);
    if bytes.get(*at) != Some(&b'{') {
        return None;
    }
    *at = skip_space(bytes, *at + 1);
    while bytes.get(*at) == Some(&b'"') {
        let end = string_end(bytes, *at)?;
        let key = &text[*at + 1..end - 1];
        *at = skip_space(bytes, end);
        if bytes.get(*at) != Some(&b':') {
            return None;
        }
        *at = skip_space(bytes, *at + 1);
        let end = value_end(bytes, *at)?;
        each(key, &text[*at..end]);
        *at = skip_space(bytes, end);
        if bytes.get(*at) != Some(&b',') {
            break;
        }
        *at = skip_space(bytes, *at + 1);
    }
    Some(())
}

fn unquoted(value: &str) -> Option<&str> {
    value.strip_prefix('"')?.strip_suffix('"')
}

/// The same, where the value is a string: what stands between its quotes.
pub(crate) fn peek_string<'t>(text: &'t str, key: &str) -> Option<&'t str> {
    unquoted(peek(text, key)?)
}

/// The same, where the value is a whole number.
pub(crate) fn peek_number(text: &str, key: &str) -> Option<u64> {
    peek(text, key)?.parse().ok()
}

/// The byte after the value that begins at `at`, found by its brackets alone.
fn value_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    let mut open = 0_usize;
    loop {
        match bytes.get(at)? {
            b'"' => at = string_end(bytes, at)?,
            b'{' | b'[' => {
                open += 1;
                at += 1;
                continue;
            }
            b'}' | b']' => {
                open = open.checked_sub(1)?;
                at += 1;
            }
            b',' | b':' | b' ' | b'\n' | b'\r' | b'\t' if open > 0 => {
                at += 1;
                continue;
            }
            _ => at = scalar_end(bytes, at)?,
        }
        if open == 0 {
            return Some(at);
        }
    }
}

/// The text of a raw string. Half of a surrogate pair becomes U+FFFD.
pub(crate) fn decode(raw: &str) -> Cow<'_, str> {
    if !raw.contains('\\') {
        return Cow::Borrowed(raw);
    }
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(escape) = rest.find('\\') {
        text.push_str(&rest[..escape]);
        let code = rest.as_bytes().get(escape + 1).copied().unwrap_or(b'\\');
        rest = rest.get(escape + 2..).unwrap_or_default();
        match code {
            b'b' => text.push('\u{8}'),
            b'f' => text.push('\u{c}'),
            b'n' => text.push('\n'),
            b'r' => text.push('\r'),
            b't' => text.push('\t'),
            b'u' => {
                let (unit, after) = code_unit(rest);
                rest = after;
                let low = rest.strip_prefix("\\u").map(code_unit);
                let pair = low.and_then(|(low, after)| {
                    let is_pair =
                        (0xD800..0xDC00).contains(&unit) && (0xDC00..0xE000).contains(&low);
                    is_pair.then(|| (0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00), after))
                });
                let (code_point, after) = pair.unwrap_or((unit, rest));
                rest = after;
                text.push(char::from_u32(code_point).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            other => text.push(char::from(other)),
        }
    }
    text.push_str(rest);
    Cow::Owned(text)
}

fn code_unit(text: &str) -> (u32, &str) {
    let hex = text.get(..4).unwrap_or_default();
    let unit = u32::from_str_radix(hex, 16).unwrap_or(0xFFFD);
    (unit, &text[hex.len()..])
}

/// A text as a JSON string, with its quotes.
pub(crate) fn encode(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn members_are_found_without_a_walk() {
        let text =
            r#" {"a":{"b":[1,{"c":"}"}]},"type":"x\"y","index":3,"a2":null,"type":"z"} rest"#;
        assert_eq!(peek(text, "a"), Some(r#"{"b":[1,{"c":"}"}]}"#));
        assert_eq!(peek_string(text, "type"), Some("z"));
        assert_eq!(peek_number(text, "index"), Some(3));
        assert_eq!(peek(text, "a2"), Some("null"));
        assert_eq!(peek(text, "b"), None);
        for nonsense in ["", "{", "[1]", "{\"a\":", "{\"a\":]", "{\"a\" 1}"] {
            assert_eq!(peek(nonsense, "a"), None, "{nonsense}");
        }
    }

    #[test]
    fn escapes_are_read() {
        for (raw, text) in [
            (r"a\n\t\r\b\f\/\\", "a\n\t\r\u{8}\u{c}/\\"),
            (r#"\""#, "\""),
            (r"\ud83d\ude00!", "😀!"),
            (r"\ud83d!", "\u{FFFD}!"),
            (r"\ud83d\u0041", "\u{FFFD}A"),
            (r"\u0000", "\0"),
        ] {
            assert_eq!(decode(raw), text, "{raw}");
        }
    }

    #[test]
    fn a_string_ends_at_its_quote_wherever_that_stands() {
        for before in 0..20 {
            for (inner, is_string) in [
                ("", true),
                ("\\\"", true),
                ("é\u{7f}", true),
                ("\u{1f}", false),
                ("\\x", false),
            ] {
                let text = format!(
                    "\"{}{inner}{}\" rest\"",
                    "a".repeat(before),
                    "z".repeat(17 - before.min(17))
                );
                let end = text.len() - " rest\"".len();
                assert_eq!(
                    string_end(text.as_bytes(), 0),
                    is_string.then_some(end),
                    "{text:?}"
                );
            }
        }
    }

    proptest! {
        #[test]
        fn what_was_encoded_decodes(text in ".{0,20}") {
            let json = encode(&text);
            prop_assert_eq!(decode(&json[1..json.len() - 1]), text);
        }

        #[test]
        fn nothing_panics(text in ".{0,40}", key in ".{0,3}") {
            let _ = (peek(&text, &key), decode(&text));
        }
    }
}
