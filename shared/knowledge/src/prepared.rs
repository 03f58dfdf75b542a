//! A passage taken apart for the rank: once, however often it is found.
//!
//! For: whoever keeps passages in memory between questions. Not for: storing; it is made again from the passage.

use crate::{
    likeness::{Token, tokens},
    passage::Passage,
    query::is_stop_word,
    threes::Threes,
};

/// A passage with its words.
#[derive(Debug)]
pub struct Prepared {
    pub(crate) passage: Passage,
    /// Words of title and headings.
    pub(crate) title: Vec<Token>,
    pub(crate) body: Vec<Token>,
    /// Threes of letters of title and headings.
    pub(crate) threes: Threes,
    /// The places in `title` of words that say something.
    telling: Vec<usize>,
}

impl Prepared {
    /// Takes it apart.
    pub fn new(passage: Passage) -> Prepared {
        let heading = format!("{}\n{}", passage.title, passage.heading());
        let title = tokens(&heading);
        let telling = (0..title.len())
            .filter(|at| !is_stop_word(&title[*at].text))
            .collect();
        Prepared {
            body: tokens(passage.text.as_str()),
            threes: Threes::of(&heading),
            telling,
            title,
            passage,
        }
    }

    /// The passage.
    pub fn passage(&self) -> &Passage {
        &self.passage
    }

    /// Words of title and headings that say something about the subject.
    pub(crate) fn telling(&self) -> impl Iterator<Item = &Token> {
        self.telling.iter().map(|at| &self.title[*at])
    }
}
