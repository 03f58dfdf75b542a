//! Whether a place in streamed markdown is inside something a browser would fetch or follow.
//!
//! Errs towards "inside": a placeholder left standing is a blemish, a value in a URL is a leak.

/// Follows the text so far.
#[derive(Debug, Clone, Default)]
pub(crate) struct Links {
    region: Region,
    token: Token,
    line: Line,
    last: Option<char>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
enum Region {
    #[default]
    Text,
    /// Between `](` and its closing parenthesis.
    Target {
        depth: u32,
        angle: bool,
        empty: bool,
    },
    /// Between `<` and `>` of a tag or autolink.
    Tag { quote: Option<char> },
    /// After `[label]:` at the start of a line, until the line with the destination ends.
    Definition { empty: bool },
}

/// A run of characters without white space.
#[derive(Debug, Clone, Default)]
struct Token {
    is_url: bool,
    length: u32,
    has_inner_dot: bool,
    scheme: String,
    tail: [char; 4],
}

#[derive(Debug, Clone, Default)]
struct Line {
    has_text: bool,
    starts_with_bracket: bool,
}

/// Schemes that need no `//` to be followed.
const SCHEMES: [&str; 16] = [
    "http",
    "https",
    "ftp",
    "ftps",
    "file",
    "ws",
    "wss",
    "mailto",
    "tel",
    "sms",
    "data",
    "javascript",
    "vbscript",
    "blob",
    "intent",
    "whatsapp",
];

impl Links {
    /// Whether the next character belongs to a link target, URL or tag.
    pub(crate) fn inside(&self) -> bool {
        self.region != Region::Text || self.token.is_url
    }

    /// Takes the next character that is shown.
    pub(crate) fn feed(&mut self, c: char) {
        let blank_line = c == '\n' && !self.line.has_text;
        let escaped = self.last == Some('\\');
        self.region = match std::mem::take(&mut self.region) {
            _ if blank_line => Region::Text,
            Region::Text => self.region_from_text(c, escaped),
            Region::Target {
                angle: true, depth, ..
            } => Region::Target {
                depth,
                angle: c != '>' || escaped,
                empty: false,
            },
            Region::Target {
                empty: true, depth, ..
            } if c.is_whitespace() => Region::Target {
                depth,
                angle: false,
                empty: true,
            },
            Region::Target {
                empty: true, depth, ..
            } if c == '<' => Region::Target {
                depth,
                angle: true,
                empty: false,
            },
            Region::Target { depth, .. } => match c {
                ')' if !escaped && depth == 1 => Region::Text,
                ')' if !escaped => Region::Target {
                    depth: depth - 1,
                    angle: false,
                    empty: false,
                },
                '(' if !escaped => Region::Target {
                    depth: depth.saturating_add(1),
                    angle: false,
                    empty: false,
                },
                _ => Region::Target {
                    depth,
                    angle: false,
                    empty: false,
                },
            },
            Region::Tag { quote } => match (quote, c) {
                (None, '>') => Region::Text,
                (None, '"' | '\'') => Region::Tag { quote: Some(c) },
                (Some(open), _) if open == c => Region::Tag { quote: None },
                (quote, _) => Region::Tag { quote },
            },
            Region::Definition { empty: false } if c == '\n' => Region::Text,
            Region::Definition { empty } => Region::Definition {
                empty: empty && c.is_whitespace(),
            },
        };
        self.token.feed(c);
        self.line.feed(c);
        // A backslash that is itself escaped escapes nothing.
        self.last = if escaped && c == '\\' { None } else { Some(c) };
    }

    fn region_from_text(&self, c: char, escaped: bool) -> Region {
        let tag_opens = c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?');
        match (self.last, c) {
            (Some(']'), '(') if !escaped => Region::Target {
                depth: 1,
                angle: false,
                empty: true,
            },
            (Some(']'), ':') if self.line.starts_with_bracket => Region::Definition { empty: true },
            (Some('<'), _) if tag_opens => Region::Tag { quote: None },
            _ => Region::Text,
        }
    }
}

impl Token {
    fn feed(&mut self, c: char) {
        if c.is_whitespace() || c == '<' {
            *self = Self::default();
            return;
        }
        // Browsers read a backslash in a URL as a slash.
        let c = if c == '\\' {
            '/'
        } else {
            c.to_ascii_lowercase()
        };
        self.length = self.length.saturating_add(1);
        self.tail.rotate_left(1);
        self.tail[3] = c;
        let [_, before, previous, _] = self.tail;
        self.is_url |= match c {
            '/' => (previous == '/' && (self.length == 2 || before == ':')) || self.has_inner_dot,
            '?' | '#' => self.has_inner_dot,
            ':' => SCHEMES.contains(&self.scheme.as_str()),
            _ => self.tail == ['w', 'w', 'w', '.'],
        };
        self.has_inner_dot |= c.is_alphanumeric() && previous == '.' && before.is_alphanumeric();
        if c.is_ascii_alphabetic() && self.scheme.len() < 16 {
            self.scheme.push(c);
        } else {
            self.scheme.clear();
        }
    }
}

impl Line {
    fn feed(&mut self, c: char) {
        match c {
            '\n' => *self = Self::default(),
            ' ' | '\t' | '\r' | '>' | '-' | '*' | '+' => {}
            _ if !self.has_text => {
                self.has_text = true;
                self.starts_with_bracket = c == '[';
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with `·` wherever the next character would be inside a link.
    fn inside_at(text: &str) -> bool {
        let mut links = Links::default();
        for c in text.chars() {
            if c == '^' {
                return links.inside();
            }
            links.feed(c);
        }
        panic!("no mark in {text}");
    }

    #[test]
    fn links_in_every_disguise() {
        for text in [
            "https://a.b/^",
            "see http://a.b?x=^",
            "HTTPS://A.B/^",
            "x:https://a/^",
            "[t](/p?^)",
            "[t](^)",
            "![t]( <a b ^>)",
            "[t](<a)b^>)",
            "[t](a(b)^)",
            "[t](a\\)^)",
            "[t](\n/x^)",
            "<a href=\"^\">",
            "<img src='x' alt=\">\" ^",
            "<https://^>",
            "//evil.example/^",
            "\\\\evil.example\\^",
            "www.evil.example/^",
            "evil.example/^",
            "evil.example?x=^",
            "mailto:^",
            "tel:^",
            "javascript:^",
            "[r]: /x^",
            "[r]:\n/x^",
            "> [r]: /x^",
            "`curl https://a/^`",
            "https:\\\\a\\^",
            "(https://a.b)^",
            "\"https://a.b\",\"^",
            "custom://^",
        ] {
            assert!(inside_at(text), "{text}");
        }
    }

    #[test]
    fn ordinary_text_is_outside() {
        for text in [
            "^",
            "Hello ^",
            "https://a.b/ ^",
            "[t](/p) ^",
            "[t](/p)^",
            "<b>^",
            "<b>bold</b> ^",
            "a < b ^",
            "and/or ^",
            "e.g. ^",
            "name: ^",
            "[1] ^",
            "[t] (^",
            "- [x] ^",
            "<https://a.b> ^",
            "1/2 ^",
            "[r]: /x\n^",
            "[t](/p\n\n^",
            "see [1]: ^",
            "{\"name\": \"^",
            "what? ^",
            "**^",
            "f(^",
            "key=^",
            "\\](^".trim_start_matches('\\').trim_start_matches("]("),
        ] {
            assert!(!inside_at(text), "{text}");
        }
    }
}
