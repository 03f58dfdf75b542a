//! The markdown subset of replies: paragraphs, bold, italic, code, lists and links.
//!
//! [`parse`] makes a tree of it, and the tree becomes DOM nodes; no text is ever read as HTML.
//! What is not of the subset stays the text it is. Links go to https, mailto and relative
//! addresses alone.

mod block;
mod inline;
mod link;

pub use block::parse;
pub use link::is_safe_link;

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
    /// A link; its target has passed [`is_safe_link`].
    Link {
        /// Where it goes.
        href: String,
        /// What it says.
        label: Vec<Inline>,
    },
}
