//! Walks a JSON text once, copies its bytes and replaces single strings, keys and numbers.
//!
//! For: changing a few values of a body while everything else (order, unknown fields, number
//! spellings, white space) stays byte for byte. A tree would lose some of that, and costs more.
//! Not for: reading JSON into types; that is serde's.
//!
//! A [`Walk`] is asked for one value after the other, so that whoever asks may pause in between; [`walk`] is for who
//! needs no pause.
//!
//! Invariants: what is not valid JSON (RFC 8259) is refused, never copied; work is linear; nesting
//! is bounded, and kept on the heap, so no input overflows the stack.

use crate::json::{decode, scalar_end, skip_space, string_end};

/// Arrays and objects within each other; the limit of serde_json.
const DEPTH_MAX: usize = 128;

/// The text is no JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NotJson;

/// Says what the values of a body are. A place moves from one value to the next.
pub(crate) trait Places {
    /// What a value is.
    type Place: Copy;

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
}

/// What a [`walk`] replaces.
///
/// A replacement is a whole JSON value (or, for keys, a JSON string). `None` keeps the bytes.
pub(crate) trait Rewrite: Places {
    /// Why it was given up.
    type Error: From<NotJson>;

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
    let mut walk = Walk::new(text, place);
    while let Some(token) = walk.next(rewrite)? {
        let replaced = match token {
            Token::Key(of, raw) => rewrite.key(of, raw),
            Token::String(place, raw) => rewrite.string(place, raw),
            Token::Scalar(place, raw) => rewrite.scalar(place, raw),
        };
        walk.replace(replaced?);
    }
    Ok(walk.finish())
}

/// Is the text JSON?
pub(crate) fn is_valid(text: &str) -> bool {
    struct Nowhere;
    impl Places for Nowhere {
        type Place = ();
        fn member(&mut self, (): (), _: &str) {}
    }
    let mut walk = Walk::over(text, (), String::new());
    loop {
        match walk.next(&mut Nowhere) {
            Ok(Some(_)) => {}
            Ok(None) => return true,
            Err(NotJson) => return false,
        }
    }
}

/// What can be replaced: where it is, and what stands there, of strings and keys without the quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Token<'t, P> {
    /// A key of an object at this place.
    Key(P, &'t str),
    String(P, &'t str),
    /// A number, `true`, `false` or `null`.
    Scalar(P, &'t str),
}

/// An array or object that is open.
enum Open<P> {
    Object(P),
    /// With the number of its element.
    Array(P, usize),
}

/// What has to come next.
enum Next<'t, P> {
    Value(P),
    Key,
    /// The value of a member, with its raw key.
    Member(&'t str),
    /// What follows a value.
    Separator,
}

/// A walk under way.
pub(crate) struct Walk<'t, P> {
    text: &'t str,
    at: usize,
    /// Where the last token begins.
    token_from: usize,
    copied_to: usize,
    out: String,
    open: Vec<Open<P>>,
    next: Next<'t, P>,
}

impl<'t, P: Copy> Walk<'t, P> {
    /// At the beginning of a text.
    pub(crate) fn new(text: &'t str, place: P) -> Self {
        Self::over(text, place, String::with_capacity(text.len() + 64))
    }

    fn over(text: &'t str, place: P, out: String) -> Self {
        Self {
            text,
            at: 0,
            token_from: 0,
            copied_to: 0,
            out,
            open: Vec::new(),
            next: Next::Value(place),
        }
    }

    /// The next token; nothing at the end of the text.
    pub(crate) fn next(
        &mut self,
        places: &mut impl Places<Place = P>,
    ) -> Result<Option<Token<'t, P>>, NotJson> {
        loop {
            self.space();
            match self.next {
                Next::Value(place) => match self.peek() {
                    Some(b'{') => self.object(place, places)?,
                    Some(b'[') => self.array(place, places)?,
                    Some(b'"') => {
                        let raw = self.raw_string()?;
                        self.next = Next::Separator;
                        return Ok(Some(Token::String(place, raw)));
                    }
                    _ => {
                        let from = self.at;
                        self.at = scalar_end(self.text.as_bytes(), from).ok_or(NotJson)?;
                        self.token_from = from;
                        self.next = Next::Separator;
                        return Ok(Some(Token::Scalar(place, &self.text[from..self.at])));
                    }
                },
                Next::Key => {
                    let Some(Open::Object(of)) = self.open.last() else {
                        return Err(NotJson);
                    };
                    let of = *of;
                    let raw = self.raw_string()?;
                    self.next = Next::Member(raw);
                    return Ok(Some(Token::Key(of, raw)));
                }
                Next::Member(raw) => {
                    let (Some(Open::Object(of)), Some(b':')) = (self.open.last(), self.peek())
                    else {
                        return Err(NotJson);
                    };
                    self.next = Next::Value(places.member(*of, &decode(raw)));
                    self.at += 1;
                }
                Next::Separator => {
                    let byte = self.peek();
                    match (self.open.last_mut(), byte) {
                        (None, None) => return Ok(None),
                        (Some(Open::Object(_)), Some(b',')) => self.next = Next::Key,
                        (Some(Open::Array(of, index)), Some(b',')) => {
                            *index += 1;
                            self.next = Next::Value(places.element(*of, *index));
                        }
                        (Some(Open::Object(_)), Some(b'}'))
                        | (Some(Open::Array(..)), Some(b']')) => {
                            self.open.pop();
                        }
                        _ => return Err(NotJson),
                    }
                    self.at += 1;
                }
            }
        }
    }

    /// Replaces the token that was given last.
    pub(crate) fn replace(&mut self, replaced: Option<String>) {
        if let Some(replaced) = replaced {
            self.out
                .push_str(&self.text[self.copied_to..self.token_from]);
            self.out.push_str(&replaced);
            self.copied_to = self.at;
        }
    }

    /// The text with all replacements.
    pub(crate) fn finish(mut self) -> String {
        self.out.push_str(&self.text[self.copied_to..]);
        self.out
    }

    fn object(&mut self, place: P, places: &mut impl Places<Place = P>) -> Result<(), NotJson> {
        let place = places.object(place, &self.text[self.at..]);
        if self.enters_empty(b'}')? {
            return Ok(());
        }
        self.open.push(Open::Object(place));
        self.next = Next::Key;
        Ok(())
    }

    fn array(&mut self, place: P, places: &mut impl Places<Place = P>) -> Result<(), NotJson> {
        if self.enters_empty(b']')? {
            return Ok(());
        }
        self.open.push(Open::Array(place, 0));
        self.next = Next::Value(places.element(place, 0));
        Ok(())
    }

    /// Goes past an opening bracket, and past the closing one if it follows at once.
    fn enters_empty(&mut self, closing: u8) -> Result<bool, NotJson> {
        if self.open.len() == DEPTH_MAX {
            return Err(NotJson);
        }
        self.at += 1;
        self.space();
        let is_empty = self.peek() == Some(closing);
        if is_empty {
            self.at += 1;
            self.next = Next::Separator;
        }
        Ok(is_empty)
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        self.at = skip_space(self.text.as_bytes(), self.at);
    }

    /// What stands between the quotes here; goes on after them.
    fn raw_string(&mut self) -> Result<&'t str, NotJson> {
        let from = self.at;
        let end = string_end(self.text.as_bytes(), from).ok_or(NotJson)?;
        (self.token_from, self.at) = (from, end);
        Ok(&self.text[from + 1..end - 1])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::encode;
    use proptest::prelude::*;

    /// Replaces each string by its text in upper case, unless that changes nothing.
    struct Loud;

    impl Places for Loud {
        type Place = ();
        fn member(&mut self, (): (), _: &str) {}
    }

    impl Rewrite for Loud {
        type Error = NotJson;
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

    proptest! {
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
        fn nothing_panics(text in ".{0,40}") {
            let _ = walk(&text, (), &mut Loud);
        }
    }
}
