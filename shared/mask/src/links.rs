//! Whether a place in streamed markdown is inside something a browser would fetch or follow.
//!
//! Errs towards "inside": a placeholder left standing is a blemish, a value in a URL is a leak.
//!
//! A string of a tool's arguments is text of its own: it begins outside every link, whatever the
//! string before held. If it begins as an absolute URL, it is one up to its end, spaces and line
//! breaks included: a tool hands the whole string to a URL parser, which encodes the ones and
//! drops the others (WHATWG URL).

mod token;

use token::{Scheme, Token};

/// Follows the text so far.
#[derive(Debug, Clone, Default)]
pub(crate) struct Links {
    region: Region,
    token: Token,
    line: Line,
    last: Option<char>,
    string: StringStart,
}

/// How far the string of a tool's argument is read as the beginning of a URL.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum StringStart {
    /// Prose, or a string that goes on after its first word.
    #[default]
    Over,
    /// In its first word, and the letters it begins with if it has no other characters yet.
    FirstWord { scheme: Option<Scheme> },
    /// After letters and a line break, which a URL parser drops.
    BrokenWord { scheme: Scheme },
    /// After a slash or question mark at the start: a path, or with a second slash a host.
    Path,
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
    /// A string that is a URL.
    WholeString,
}

#[derive(Debug, Clone, Default)]
struct Line {
    has_text: bool,
    starts_with_bracket: bool,
    open_brackets: u32,
}

impl Links {
    /// The beginning of a string of a tool's arguments.
    pub(crate) fn of_string() -> Self {
        Self {
            string: StringStart::FirstWord {
                scheme: Some(Scheme::default()),
            },
            ..Self::default()
        }
    }

    /// Whether a square bracket is open on this line, so that a closing one belongs to it.
    pub(crate) fn in_brackets(&self) -> bool {
        self.line.open_brackets > 0
    }

    /// Takes the next text that is shown.
    pub(crate) fn feed_str(&mut self, text: &str) {
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let run = self.plain_run(rest);
            if run > 0 {
                self.feed_run(&rest.as_bytes()[..run]);
                rest = &rest[run..];
            } else {
                self.feed(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }

    /// How many bytes of letters and spaces begin the text; none where they may change the region.
    fn plain_run(&self, text: &str) -> usize {
        if self.region != Region::Text || self.string != StringStart::Over {
            return 0;
        }
        match self.last {
            Some('<' | ']') => 0,
            _ => text
                .bytes()
                .take_while(|b| b.is_ascii_alphabetic() || *b == b' ')
                .count(),
        }
    }

    /// Takes letters and spaces, a word at a time.
    fn feed_run(&mut self, run: &[u8]) {
        let after_space = run.iter().rposition(|b| *b == b' ').map(|at| at + 1);
        if after_space.is_some() {
            self.token = Token::default();
        }
        self.token.feed_letters(&run[after_space.unwrap_or(0)..]);
        if !self.line.has_text && run.iter().any(|b| *b != b' ') {
            self.line.has_text = true;
        }
        self.last = run.last().copied().map(char::from).or(self.last);
    }

    /// Whether the next character belongs to a link target, URL or tag.
    pub(crate) fn inside(&self) -> bool {
        self.region != Region::Text || self.token.is_url
    }

    /// Takes the next character that is shown.
    pub(crate) fn feed(&mut self, c: char) {
        let blank_line = c == '\n' && !self.line.has_text;
        let escaped = self.last == Some('\\');
        self.region = match std::mem::take(&mut self.region) {
            Region::WholeString => Region::WholeString,
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
        self.line.feed(c, escaped);
        self.begin_string(c);
        // A backslash that is itself escaped escapes nothing.
        self.last = if escaped && c == '\\' { None } else { Some(c) };
    }

    /// Finds out whether a string is a URL, before anything of it can be taken for one.
    fn begin_string(&mut self, c: char) {
        let is_break = matches!(c, '\t' | '\n' | '\r');
        let letter = u8::try_from(c).ok().filter(u8::is_ascii_alphabetic);
        let (is_url, next) = match self.string {
            StringStart::Over => return,
            StringStart::Path => (
                self.token.length == 2 && matches!(c, '/' | '\\'),
                StringStart::Over,
            ),
            StringStart::BrokenWord { scheme } => (
                c == ':' && scheme.is_fetched(),
                match letter {
                    Some(letter) => StringStart::BrokenWord {
                        scheme: scheme.with(letter),
                    },
                    None if is_break => self.string,
                    None => StringStart::Over,
                },
            ),
            StringStart::FirstWord { scheme } => {
                let is_empty = scheme == Some(Scheme::default());
                let is_path = self.token.length <= 3
                    && matches!(c, '/' | '\\' | '?')
                    && self.token.is_dots_before_last();
                let is_url = if c == ':' {
                    scheme.is_some_and(Scheme::is_fetched)
                } else {
                    self.token.is_url
                };
                let next = match (scheme, letter) {
                    _ if is_path => StringStart::Path,
                    (Some(_), None) if is_empty && (c.is_ascii_control() || c == ' ') => {
                        self.string
                    }
                    (Some(scheme), None) if is_break => StringStart::BrokenWord { scheme },
                    _ if c.is_whitespace() => StringStart::Over,
                    (Some(scheme), Some(letter)) => StringStart::FirstWord {
                        scheme: Some(scheme.with(letter)),
                    },
                    _ => StringStart::FirstWord { scheme: None },
                };
                // Where a tool expects a URL, a path alone is one.
                self.token.is_url |= is_path;
                (is_url, next)
            }
        };
        self.string = next;
        if is_url {
            self.region = Region::WholeString;
        }
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

impl Line {
    fn feed(&mut self, c: char, escaped: bool) {
        match c {
            '[' if !escaped => self.open_brackets = self.open_brackets.saturating_add(1),
            ']' if !escaped => self.open_brackets = self.open_brackets.saturating_sub(1),
            _ => {}
        }
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
    fn runs_change_nothing() {
        for text in [
            "see http a.b www.evil.example/x mailto:me [t](/p a) b <b>bold</b> a.b c",
            "- item\n[r]: /x y\nword  word. word .word www .w a.bc/ < b <b ]x",
            "abcdefghijklmnopqrstuvwxyz mailtomailtomailto:x  aaaaaaaaaaaaaaaaaaaatel:x",
        ] {
            for from in 0..text.len() {
                let (mut by_char, mut by_run) = (Links::default(), Links::default());
                for c in text[..from].chars() {
                    by_char.feed(c);
                    by_run.feed(c);
                }
                for c in text[from..].chars() {
                    by_char.feed(c);
                }
                by_run.feed_str(&text[from..]);
                assert_eq!(
                    format!("{by_char:?}"),
                    format!("{by_run:?}"),
                    "{from} {text}"
                );
            }
        }
    }

    #[test]
    fn a_string_that_is_a_url_is_one_to_its_end() {
        let inside = |text: &str| {
            let mut links = Links::of_string();
            links.feed_str(text);
            links.inside()
        };
        for url in [
            "https://a.b/?q= ",
            " https://a.b/?q=\t",
            "ht\ntps://a.b/\n",
            "\n\nhttps:a.b ",
            "evil.example/?q= ",
            "//evil.example/ ",
            "www.evil.example ",
            "custom://x ",
            "/orders/",
            "../x",
            "?name=",
            "see https://a.b/",
            "tel:",
            "[t](/p ",
        ] {
            assert!(inside(url), "{url:?}");
        }
        for text in [
            "",
            "see https://a.b/ ",
            "tel: ",
            "Https is safe, ",
            "note: ",
            "/refund ",
            "... ",
            "Ann\nhttps://a.b/ ",
            "and/or",
        ] {
            assert!(!inside(text), "{text:?}");
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
