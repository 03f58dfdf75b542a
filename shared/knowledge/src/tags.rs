//! HTML taken apart into tags and text, by a tokenizer of the WHATWG standard (HTML Living Standard, 13.2.5).
//!
//! For: [`crate::html`]. Not for: building a tree, or anything that a browser will show.
//!
//! Invariants: any text is read to its end; what is no tag stays text; work is linear.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{HtmlString, StartTag, Token, Tokenizer};
use std::collections::BTreeMap;

/// A piece of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Markup {
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
    attributes: BTreeMap<String, String>,
    pub(crate) self_closing: bool,
}

impl Tag {
    /// The value of an attribute; of two of one name the first.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }
}

/// The tags and texts of a page, in order.
pub(crate) fn markup(page: &str) -> impl Iterator<Item = Markup> {
    let mut emitter = DefaultEmitter::<()>::default();
    // Scripts, styles and titles hold no tags; there is no tree that would say so.
    emitter.naively_switch_states(true);
    Tokenizer::new_with_emitter(page, emitter).filter_map(|token| match token {
        Ok(Token::StartTag(tag)) => Some(Markup::Start(start(tag))),
        Ok(Token::EndTag(tag)) => Some(Markup::End(text(&tag.name))),
        Ok(Token::String(string)) => Some(Markup::Text(text(&string.value))),
        Ok(Token::Comment(_) | Token::Doctype(_) | Token::Error(_)) => None,
        Err(never) => match never {},
    })
}

fn start(tag: StartTag<()>) -> Tag {
    Tag {
        name: text(&tag.name),
        attributes: tag
            .attributes
            .iter()
            .map(|(name, value)| (text(name), text(&value.value)))
            .collect(),
        self_closing: tag.self_closing,
    }
}

/// The tokenizer works on bytes; it was given UTF-8 and cuts at ASCII characters alone.
fn text(bytes: &HtmlString) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(page: &str) -> String {
        markup(page)
            .map(|piece| match piece {
                Markup::Start(tag) => {
                    let attributes: String = tag
                        .attributes
                        .iter()
                        .map(|(name, value)| format!(" {name}={value:?}"))
                        .collect();
                    let close = if tag.self_closing { "/" } else { "" };
                    format!("<{}{attributes}{close}>", tag.name)
                }
                Markup::End(name) => format!("</{name}>"),
                Markup::Text(text) => format!("'{text}'"),
            })
            .collect()
    }

    #[test]
    fn tags_and_text() {
        for (page, pieces) in [
            ("<p>Hi</p>", "<p>'Hi'</p>"),
            (
                "<A HREF=/x Class='a b'>y",
                r#"<a class="a b" href="/x">'y'"#,
            ),
            ("<br/><img src=a>", r#"<br/><img src="a">"#),
            ("<p id=1 id=2>", r#"<p id="1">"#),
            ("<p title=\"a>b\">c", r#"<p title="a>b">'c'"#),
            ("1 < 2 <3 </ x>y", "'1 < 2 <3 ''y'"),
            ("<!DOCTYPE html><!-- <p> -->a<?x?>", "'a'"),
            ("a<!-- open", "'a'"),
            ("a<p class=", "'a'"),
            (
                "<script>if (a<b) '</p>'</script >x",
                "<script>'if (a<b) '</p>''</script>'x'",
            ),
            ("<title>a &amp; <b></TITLE>", "<title>'a & <b>'</title>"),
            ("<style>p{}", "<style>'p{}'"),
            (
                "caf&eacute;&nbsp;&euro;5 &#8364; &#x20AC; &not; &zzz; AT&T;",
                "'café\u{a0}€5 € € ¬ &zzz; AT&T;'",
            ),
            ("<a href='?a=1&amp;b=2'>", r#"<a href="?a=1&b=2">"#),
        ] {
            assert_eq!(shown(page), pieces, "{page}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(page in "[<>/!a&;#x\"'= -]{0,60}|\\PC{0,60}") {
            markup(&page).for_each(drop);
        }
    }
}
