//! The markdown subset of replies: paragraphs, bold, italic, code, lists and links.
//!
//! [`parse`] makes a tree of it, and the tree becomes DOM nodes; no text is ever read as HTML.
//! What is not of the subset stays the text it is.
//!
//! Invariants: any text is read, in time linear in it; of its text only marks are left out; each
//! link has passed [`Link::in_reply`].

mod block;
#[cfg(test)]
mod hostile_tests;
mod inline;

pub use block::parse;

use crate::link::Link;

/// The text of a reply without its marks, in one line.
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for block in parse(text) {
        match block {
            Block::Paragraph(inlines) | Block::Heading(inlines) => {
                push_plain(&inlines, &mut out);
            }
            Block::List { start, items } => {
                for (index, item) in (0_u32..).zip(&items) {
                    if let Some(start) = start {
                        out.push_str(&start.saturating_add(index).to_string());
                        out.push_str(". ");
                    }
                    push_plain(item, &mut out);
                    out.push(' ');
                }
            }
            Block::Code(code) => out.push_str(&code),
        }
        out.push(' ');
    }
    out.trim().to_owned()
}

/// Running text without its marks.
pub fn plain_run(inlines: &[Inline]) -> String {
    let mut out = String::new();
    push_plain(inlines, &mut out);
    out
}

fn push_plain(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Break => out.push(' '),
            Inline::Strong(children) | Inline::Emphasis(children) => push_plain(children, out),
            Inline::Link { label, .. } => push_plain(label, out),
        }
    }
}

/// A block of a reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Running text.
    Paragraph(Vec<Inline>),
    /// A line that names what follows.
    Heading(Vec<Inline>),
    /// Items, numbered from a start or not.
    List {
        /// First number; `None` for bullets.
        start: Option<u32>,
        /// One inline run each.
        items: Vec<Vec<Inline>>,
    },
    /// Lines kept as they are.
    Code(String),
}

/// A piece of running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Text.
    Text(String),
    /// A new line.
    Break,
    /// Code.
    Code(String),
    /// Bold.
    Strong(Vec<Inline>),
    /// Italic.
    Emphasis(Vec<Inline>),
    /// A link.
    Link {
        /// Where it goes.
        link: Link,
        /// What it says.
        label: Vec<Inline>,
    },
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn plain_text_has_no_marks() {
        for (text, expected) in [
            ("Send *it* **back**, [here](/x).", "Send it back, here."),
            ("2. Choose `Return`", "2. Choose Return"),
            ("- one", "one"),
            ("One\ntwo", "One two"),
            ("", ""),
        ] {
            assert_eq!(plain(text), expected);
        }
    }
}
