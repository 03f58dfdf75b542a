//! Walks a JSON text once, copies its bytes and replaces single strings, keys and numbers.
//!
//! For: changing a few values of a body while everything else (order, unknown fields, number
//! spellings, white space) stays byte for byte. A tree would lose some of that, and costs more.
//! Not for: reading JSON into types; that is serde's.
//!
//! Invariants: what is not valid JSON (RFC 8259) is refused, never copied; work is linear; nesting
//! is bounded, so no input overflows the stack.

use std::borrow::Cow;

/// Arrays and objects within each other; the limit of serde_json.
const DEPTH_MAX: usize = 128;

/// The text is no JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NotJson;

/// What a [`walk`] replaces. Places say what a value is; the rewriter moves from one to the next.
///
/// A replacement is a whole JSON value (or, for keys, a JSON string). `None` keeps the bytes.
pub(crate) trait Rewrite {
    /// Where the walk is.
    type Place: Copy;
    /// Why it was given up.
    type Error: From<NotJson>;

    /// An object begins; `rest` begins with its brace and goes on to the end of the text.
    fn object(&mut self, place: Self::Place, _rest: &str) -> Self::Place {
        place
    }
    /// The value of a member, its key decoded.
    fn member(&mut self, of: Self::Place, key: &str) -> Self::Place;
    /// An element of an array.
    fn element(&mut self, of: Self::Place, _index: usize) -> Self::Place {
        of
    }
    /// A key; `raw` is what stands between the quotes.
    fn key(&mut self, _of: Self::Place, _raw: &str) -> Result<Option<String>, Self::Error> {
        Ok(None)
    }
    /// A string; `raw` is what stands between the quotes.
    fn string(&mut self, place: Self::Place, raw: &str) -> Result<Option<String>, Self::Error>;
    /// A number, `true`, `false` or `null`.
    fn scalar(&mut self, _place: Self::Place, _raw: &str) -> Result<Option<String>, Self::Error> {
        Ok(None)
    }
}

/// The text with what the rewriter replaced.
pub(crate) fn walk<R: Rewrite>(
    text: &str,
    place: R::Place,
    rewrite: &mut R,
) -> Result<String, R::Error> {
    let mut walker = Walker {
        text,
        at: 0,
        copied_to: 0,
        out: String::with_capacity(text.len() + 64),
        depth: 0,
        rewrite,
    };
    walker.space();
    walker.value(place)?;
    walker.space();
    if walker.at != text.len() {
        return Err(NotJson.into());
    }
    walker.out.push_str(&text[walker.copied_to..]);
    Ok(walker.out)
}

/// Is the text JSON?
pub(crate) fn is_valid(text: &str) -> bool {
    struct Nothing;
    impl Rewrite for Nothing {
        type Place = ();
        type Error = NotJson;
        fn member(&mut self, (): (), _: &str) {}
        fn string(&mut self, (): (), _: &str) -> Result<Option<String>, NotJson> {
            Ok(None)
        }
    }
    walk(text, (), &mut Nothing).is_ok()
}

struct Walker<'t, 'r, R> {
    text: &'t str,
    at: usize,
    copied_to: usize,
    out: String,
    depth: usize,
    rewrite: &'r mut R,
}

impl<'t, R: Rewrite> Walker<'t, '_, R> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        self.at = skip_space(self.text.as_bytes(), self.at);
    }

    fn value(&mut self, place: R::Place) -> Result<(), R::Error> {
        let text = self.text;
        match self.peek() {
            Some(b'{') => self.object(place),
            Some(b'[') => self.array(place),
            Some(b'"') => {
                let from = self.at;
                let raw = self.raw_string()?;
                let replaced = self.rewrite.string(place, raw)?;
                self.replace(from, replaced);
                Ok(())
            }
            _ => {
                let from = self.at;
                self.at = scalar_end(text.as_bytes(), from).ok_or(NotJson)?;
                let replaced = self.rewrite.scalar(place, &text[from..self.at])?;
                self.replace(from, replaced);
                Ok(())
            }
        }
    }

    fn object(&mut self, place: R::Place) -> Result<(), R::Error> {
        let place = self.rewrite.object(place, &self.text[self.at..]);
        self.enter()?;
        self.space();
        if self.peek() == Some(b'}') {
            return self.leave();
        }
        loop {
            self.space();
            let from = self.at;
            let raw = self.raw_string()?;
            let replaced = self.rewrite.key(place, raw)?;
            self.replace(from, replaced);
            self.space();
            if self.peek() != Some(b':') {
                return Err(NotJson.into());
            }
            self.at += 1;
            self.space();
            let inner = self.rewrite.member(place, &decode(raw));
            self.value(inner)?;
            self.space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b'}') => return self.leave(),
                _ => return Err(NotJson.into()),
            }
        }
    }

    fn array(&mut self, place: R::Place) -> Result<(), R::Error> {
        self.enter()?;
        self.space();
        if self.peek() == Some(b']') {
            return self.leave();
        }
        for index in 0.. {
            self.space();
            let inner = self.rewrite.element(place, index);
            self.value(inner)?;
            self.space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b']') => break,
                _ => return Err(NotJson.into()),
            }
        }
        self.leave()
    }

    fn enter(&mut self) -> Result<(), R::Error> {
        self.at += 1;
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err(NotJson.into());
        }
        Ok(())
    }

    fn leave(&mut self) -> Result<(), R::Error> {
        self.at += 1;
        self.depth -= 1;
        Ok(())
    }

    /// What stands between the quotes here; goes on after them.
    fn raw_string(&mut self) -> Result<&'t str, NotJson> {
        let end = string_end(self.text.as_bytes(), self.at).ok_or(NotJson)?;
        let raw = &self.text[self.at + 1..end - 1];
        self.at = end;
        Ok(raw)
    }

    fn replace(&mut self, from: usize, replaced: Option<String>) {
        if let Some(replaced) = replaced {
            self.out.push_str(&self.text[self.copied_to..from]);
            self.out.push_str(&replaced);
            self.copied_to = self.at;
        }
    }
}

fn skip_space(bytes: &[u8], mut at: usize) -> usize {
    while matches!(bytes.get(at), Some(b' ' | b'\n' | b'\r' | b'\t')) {
        at += 1;
    }
    at
}

/// The byte after the string that begins at `at`.
fn string_end(bytes: &[u8], at: usize) -> Option<usize> {
    if bytes.get(at) != Some(&b'"') {
        return None;
    }
    let mut at = at + 1;
    loop {
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

/// The byte after the number or word that begins at `at`.
fn scalar_end(bytes: &[u8], at: usize) -> Option<usize> {
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
    let bytes = text.as_bytes();
    let mut found = None;
    let mut at = skip_space(bytes, 0);
    if bytes.get(at) != Some(&b'{') {
        return None;
    }
    at = skip_space(bytes, at + 1);
    while bytes.get(at) == Some(&b'"') {
        let end = string_end(bytes, at)?;
        let this = &text[at + 1..end - 1];
        at = skip_space(bytes, end);
        if bytes.get(at) != Some(&b':') {
            return None;
        }
        at = skip_space(bytes, at + 1);
        let end = value_end(bytes, at)?;
        if this == key {
            found = Some(&text[at..end]);
        }
        at = skip_space(bytes, end);
        if bytes.get(at) != Some(&b',') {
            break;
        }
        at = skip_space(bytes, at + 1);
    }
    found
}

/// The same, where the value is a string: what stands between its quotes.
pub(crate) fn peek_string<'t>(text: &'t str, key: &str) -> Option<&'t str> {
    peek(text, key)?.strip_prefix('"')?.strip_suffix('"')
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

    /// Replaces each string by its text in upper case, unless that changes nothing.
    struct Loud;

    impl Rewrite for Loud {
        type Place = ();
        type Error = NotJson;
        fn member(&mut self, (): (), _: &str) {}
        fn string(&mut self, (): (), raw: &str) -> Result<Option<String>, NotJson> {
            let text = decode(raw);
            let loud = text.to_uppercase();
            Ok((loud != text).then(|| encode(&loud)))
        }
    }

    #[test]
    fn all_but_the_strings_stays_byte_for_byte() {
        for (text, rewritten) in [
            (
                " {\"a\" : 1.50e+2, \"b\":[true,null , \"x\\u00e4\"] }\n",
                " {\"a\" : 1.50e+2, \"b\":[true,null , \"XÄ\"] }\n",
            ),
            ("[]", "[]"),
            ("{ }", "{ }"),
            ("-0.0", "-0.0"),
            (
                "123456789012345678901234567890",
                "123456789012345678901234567890",
            ),
            (r#"["A\/B\u00C4"]"#, r#"["A\/B\u00C4"]"#),
        ] {
            assert_eq!(walk(text, (), &mut Loud).as_deref(), Ok(rewritten));
        }
    }

    #[test]
    fn what_is_no_json_is_refused() {
        for text in [
            "",
            " ",
            "{",
            "}",
            "[",
            "[1",
            "[1,]",
            "{\"a\"}",
            "{\"a\":}",
            "{\"a\":1,}",
            "{a:1}",
            "01",
            "1.",
            "-",
            "1e",
            "tru",
            "\"",
            "\"\\x\"",
            "\"\\u12\"",
            "\"\u{1}\"",
            "1 2",
            "nullnull",
            "<html>",
            ".5",
            "+1",
        ] {
            assert_eq!(walk(text, (), &mut Loud), Err(NotJson), "{text}");
            assert!(!is_valid(text));
        }
        let deep = "[".repeat(100_000);
        assert_eq!(walk(&deep, (), &mut Loud), Err(NotJson));
    }

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

    proptest! {
        #[test]
        fn what_was_encoded_decodes(text in ".{0,20}") {
            let json = encode(&text);
            prop_assert_eq!(decode(&json[1..json.len() - 1]), text);
        }

        #[test]
        fn it_takes_what_serde_takes(text in r#"[\[\]{}:,"\\ua0-9e.+\- tfn]{0,12}"#) {
            let serde = serde_json::from_str::<serde_json::Value>(&text);
            // Half surrogate pairs and numbers beyond a double are fine here: nothing is computed.
            if serde.is_ok() {
                prop_assert!(is_valid(&text), "{}", text);
            }
            if is_valid(&text) {
                let looser = text.contains("\\u") || text.contains(['e', 'E']);
                prop_assert!(serde.is_ok() || looser, "{}", text);
            }
        }

        #[test]
        fn nothing_panics(text in ".{0,40}", key in ".{0,3}") {
            let _ = walk(&text, (), &mut Loud);
            let _ = (peek(&text, &key), decode(&text));
        }
    }
}
