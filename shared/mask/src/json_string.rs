//! The inside of a JSON string (RFC 8259, section 7), character by character, both ways.
//!
//! Not for: the rest of JSON. Text between strings is the caller's to pass on.

use crate::source::{Next, Source};

/// What stands for half of a surrogate pair: a letter, as most characters beyond the first plane are.
const SURROGATE: char = 'ª';

/// The text of a JSON string, from somewhere inside it. Its closing quote is its end.
pub(crate) struct JsonString<'t> {
    pub(crate) text: &'t str,
    pub(crate) is_whole: bool,
}

impl Source for JsonString<'_> {
    fn at(&self, at: usize) -> Next {
        let rest = &self.text[at..];
        match rest.chars().next() {
            Some('\\') => match escaped(&rest[1..]) {
                Some((c, length)) => Next::Char(c, at + 1 + length),
                // What is cut off is no escape: it stands for itself.
                None if self.is_whole => Next::Char('\\', at + 1),
                None => Next::Pending,
            },
            Some('"') => Next::End,
            Some(c) => Next::Char(c, at + c.len_utf8()),
            None if self.is_whole => Next::End,
            None => Next::Pending,
        }
    }
}

/// What an escape stands for and how long it is, both after its backslash; `None` if it is cut off.
fn escaped(rest: &str) -> Option<(char, usize)> {
    let c = rest.chars().next()?;
    Some(match c {
        'b' => ('\u{8}', 1),
        'f' => ('\u{c}', 1),
        'n' => ('\n', 1),
        'r' => ('\r', 1),
        't' => ('\t', 1),
        'u' => {
            let digits = rest.as_bytes()[1..].iter().take(4);
            let length = digits.clone().take_while(|b| b.is_ascii_hexdigit()).count();
            if length < 4 && rest.len() == 1 + length {
                return None;
            }
            let code = rest
                .get(1..=length)
                .and_then(|d| u32::from_str_radix(d, 16).ok());
            match code {
                Some(code) if length == 4 => (char::from_u32(code).unwrap_or(SURROGATE), 5),
                // Not JSON: the letter stands for itself.
                _ => ('u', 1),
            }
        }
        '"' | '\\' | '/' => (c, 1),
        // Not JSON: no placeholder is read over it.
        _ => (c, c.len_utf8()),
    })
}

/// Appends a value so that the string stays one.
pub(crate) fn push_escaped(value: &str, json: &mut String) {
    let mut from = 0;
    for (at, byte) in value.bytes().enumerate() {
        let short = match byte {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            b'\n' => "\\n",
            b'\r' => "\\r",
            b'\t' => "\\t",
            0..=0x1F => "",
            _ => continue,
        };
        json.push_str(&value[from..at]);
        if short.is_empty() {
            json.push_str("\\u00");
            for half in [byte >> 4, byte & 0xF] {
                json.push(char::from_digit(half.into(), 16).unwrap_or('0'));
            }
        } else {
            json.push_str(short);
        }
        from = at + 1;
    }
    json.push_str(&value[from..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_escaped_reads_as_it_was() {
        let value: String = ('\0'..'\u{100}').chain("\u{2028}🙂".chars()).collect();
        let mut json = String::from("\"");
        push_escaped(&value, &mut json);
        json.push('"');
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), value);
        let source = JsonString {
            text: &json[1..],
            is_whole: false,
        };
        let (mut at, mut read) = (0, String::new());
        while let Next::Char(c, end) = source.at(at) {
            read.push(c);
            at = end;
        }
        assert_eq!(read, value);
        assert_eq!(source.at(at), Next::End);
    }

    #[test]
    fn escapes_may_be_cut_anywhere() {
        let at = |text, is_whole| JsonString { text, is_whole }.at(0);
        for cut in ["", "\\", "\\u", "\\u0", "\\u005"] {
            assert_eq!(at(cut, false), Next::Pending, "{cut}");
        }
        assert_eq!(at("\\u005B", false), Next::Char('[', 6));
        assert_eq!(at("\\ud83d\\ude42", false), Next::Char(SURROGATE, 6));
        assert_eq!(at("\\u00", true), Next::Char('\\', 1));
        assert_eq!(at("\\u0x", false), Next::Char('u', 2));
        assert_eq!(at("\\/", false), Next::Char('/', 2));
    }
}
