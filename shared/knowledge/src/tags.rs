//! HTML taken apart into tags and text, as the WHATWG standard's tokenizer does it for documents that
//! people write (HTML Living Standard, 13.2.5).
//!
//! For: [`crate::html`]. Not for: building a tree, or anything that a browser will show. (A complete
//! tokenizer is 60 KB of the edge's compressed size; this is 2.)
//!
//! Invariants: any text is read to its end; what is no tag stays text; work is linear.

use pulldown_cmark::{Event, Parser};

/// A piece of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    Start(Tag),
    /// The name, in lower case.
    End(String),
    /// With character references resolved.
    Text(String),
}

/// A start tag; names are in lower case.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Tag {
    pub(crate) name: String,
    attributes: Vec<(String, String)>,
    pub(crate) self_closing: bool,
}

impl Tag {
    /// The value of an attribute; of two of one name the first.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// The pieces of a page, in order.
pub(crate) fn pieces(page: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = page;
    while let Some(open) = rest.find('<') {
        let (before, markup) = rest.split_at(open);
        text(before, &mut pieces);
        let Some((after, piece)) = markup_at(markup) else {
            // A lone "<" is text.
            text("<", &mut pieces);
            rest = &markup[1..];
            continue;
        };
        rest = after;
        let Some(piece) = piece else { continue };
        let raw = match &piece {
            Piece::Start(tag) => raw_text(&tag.name),
            Piece::End(_) | Piece::Text(_) => None,
        };
        let name = match &piece {
            Piece::Start(tag) => tag.name.clone(),
            Piece::End(_) | Piece::Text(_) => String::new(),
        };
        pieces.push(piece);
        if let Some(resolves) = raw {
            let end = end_of_raw(rest, &name);
            let (content, after) = rest.split_at(end);
            if resolves {
                text(content, &mut pieces);
            } else if !content.is_empty() {
                pieces.push(Piece::Text(content.to_owned()));
            }
            rest = after;
        }
    }
    text(rest, &mut pieces);
    pieces
}

fn text(raw: &str, pieces: &mut Vec<Piece>) {
    if !raw.is_empty() {
        pieces.push(Piece::Text(resolved(raw)));
    }
}

/// What begins with `<`: the rest behind it, and the piece if there is one. `None` for text.
fn markup_at(markup: &str) -> Option<(&str, Option<Piece>)> {
    let inner = &markup[1..];
    if let Some(comment) = inner.strip_prefix("!--") {
        let end = comment.find("-->").map_or(comment.len(), |end| end + 3);
        return Some((&comment[end..], None));
    }
    let starts_name = |text: &str| text.starts_with(|c: char| c.is_ascii_alphabetic());
    match inner.strip_prefix('/') {
        Some(name) if starts_name(name) => {
            let (after, tag) = tag(name)?;
            Some((after, tag.map(|tag| Piece::End(tag.name))))
        }
        None if starts_name(inner) => {
            let (after, tag) = tag(inner)?;
            Some((after, tag.map(Piece::Start)))
        }
        None if !inner.starts_with(['!', '?']) => None,
        // A doctype, a processing instruction or "</ …": a comment, says the standard.
        _ => {
            let end = inner.find('>').map_or(inner.len(), |end| end + 1);
            Some((&inner[end..], None))
        }
    }
}

/// A tag from its name on. One that never ends is dropped, with the rest of the page.
fn tag(text: &str) -> Option<(&str, Option<Tag>)> {
    let ends_name = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>');
    let (name, mut rest) = split(text, ends_name);
    let mut tag = Tag {
        name: name.to_ascii_lowercase(),
        ..Tag::default()
    };
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace());
        if let Some(after) = rest.strip_prefix('>') {
            return Some((after, Some(tag)));
        }
        if let Some(after) = rest.strip_prefix('/') {
            tag.self_closing = after.starts_with('>');
            rest = after;
            continue;
        }
        if rest.is_empty() {
            return Some(("", None));
        }
        // A name may begin with "=", so at least one character is taken.
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let (name_rest, after) = split(&rest[first..], |c| ends_name(c) || c == '=');
        let name = &rest[..first + name_rest.len()];
        rest = after.trim_start_matches(|c: char| c.is_ascii_whitespace());
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start_matches(|c: char| c.is_ascii_whitespace());
            (value, rest) = match after.chars().next() {
                Some(quote @ ('"' | '\'')) => {
                    let (value, after) = split(&after[1..], |c| c == quote);
                    (value, after.get(1..).unwrap_or_default())
                }
                _ => split(after, |c| c.is_ascii_whitespace() || c == '>'),
            };
        }
        let name = name.to_ascii_lowercase();
        if tag.attribute(&name).is_none() {
            tag.attributes.push((name, resolved(value)));
        }
    }
}

fn split(text: &str, ends: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(ends).unwrap_or(text.len()))
}

/// Elements whose content is text whatever it looks like, and whether references count in it.
fn raw_text(name: &str) -> Option<bool> {
    match name {
        "script" | "style" | "xmp" | "iframe" | "noembed" | "noframes" => Some(false),
        "title" | "textarea" => Some(true),
        _ => None,
    }
}

/// Where the end tag of a raw element stands, or the end of the page.
fn end_of_raw(text: &str, name: &str) -> usize {
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(open) = text[from..].find("</") {
        let at = from + open;
        let after = bytes.get(at + 2..at + 2 + name.len());
        let ends = bytes
            .get(at + 2 + name.len())
            .is_none_or(|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'>'));
        if ends && after.is_some_and(|after| after.eq_ignore_ascii_case(name.as_bytes())) {
            return at;
        }
        from = at + 2;
    }
    text.len()
}

/// The longest name of a character reference, with a margin.
const REFERENCE_MAX: usize = 40;

/// The text with its character references resolved.
fn resolved(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('&') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest
            .bytes()
            .take(REFERENCE_MAX)
            .position(|b| b == b';')
            .map(|end| &rest[..=end]);
        match end.and_then(|reference| Some((reference, character(reference)?))) {
            Some((reference, character)) => {
                text.push_str(&character);
                rest = &rest[reference.len()..];
            }
            None => {
                text.push('&');
                rest = &rest[1..];
            }
        }
    }
    text + rest
}

/// What `&name;` or `&#number;` stands for. Markdown has the same references as HTML, and its parser
/// their table; it is asked with a letter on both sides, so that it trims nothing.
fn character(reference: &str) -> Option<String> {
    let inner = &reference[1..reference.len() - 1];
    let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'#';
    if inner.is_empty() || !inner.bytes().all(plain) {
        return None;
    }
    let sentence = format!("x{reference}x");
    let text: String = Parser::new(&sentence)
        .filter_map(|event| match event {
            Event::Text(text) => Some(text.into_string()),
            _ => None,
        })
        .collect();
    let character = text.strip_prefix('x')?.strip_suffix('x')?;
    (character != reference).then(|| character.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(page: &str) -> String {
        pieces(page)
            .iter()
            .map(|piece| match piece {
                Piece::Start(tag) => {
                    let attributes: String = tag
                        .attributes
                        .iter()
                        .map(|(name, value)| format!(" {name}={value:?}"))
                        .collect();
                    let close = if tag.self_closing { "/" } else { "" };
                    format!("<{}{attributes}{close}>", tag.name)
                }
                Piece::End(name) => format!("</{name}>"),
                Piece::Text(text) => format!("'{text}'"),
            })
            .collect()
    }

    #[test]
    fn tags_and_text() {
        for (page, pieces) in [
            ("<p>Hi</p>", "<p>'Hi'</p>"),
            (
                "<A HREF=/x Class='a b'>y",
                r#"<a href="/x" class="a b">'y'"#,
            ),
            ("<br/><img src=a/>", r#"<br/><img src="a/">"#),
            ("<a =b c>", r#"<a =b="" c="">"#),
            ("<p id=1 id=2>", r#"<p id="1">"#),
            ("<p title=\"a>b\">c", r#"<p title="a>b">'c'"#),
            ("1 < 2 <3 </ x>y", "'1 ''<'' 2 ''<''3 ''y'"),
            ("<!DOCTYPE html><!-- <p> -->a<?x?>", "'a'"),
            ("a<!-- open", "'a'"),
            ("a<p class=", "'a'"),
            (
                "<script>if (a<b) '</p>'</script >x",
                "<script>'if (a<b) '</p>''</script>'x'",
            ),
            ("<title>a &amp; <b></TITLE>", "<title>'a & <b>'</title>"),
            ("<style>p{}", "<style>'p{}'"),
        ] {
            assert_eq!(shown(page), pieces, "{page}");
        }
    }

    #[test]
    fn character_references() {
        for (raw, text) in [
            ("a &amp; b &lt;&gt;&quot;&#39;", "a & b <>\"'"),
            (
                "caf&eacute;&nbsp;&euro;5 &#8364; &#x20AC;",
                "café\u{a0}€5 € €",
            ),
            ("&nothing; & &; &#; AT&T;", "&nothing; & &; &#; AT&T;"),
            ("&#0;", "\u{fffd}"),
            ("&ouml;&szlig;", "öß"),
        ] {
            assert_eq!(resolved(raw), text);
        }
        assert_eq!(shown("<a href='?a=1&amp;b=2'>"), r#"<a href="?a=1&b=2">"#);
    }

    proptest! {
        #[test]
        fn any_text_is_read(page in "[<>/!a&;#x\"'= -]{0,60}|\\PC{0,60}") {
            pieces(&page);
        }
    }
}
