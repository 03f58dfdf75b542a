//! Text to read character by character, as it is or encoded, whole or still coming.

/// What comes next in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    /// A character, and where the text goes on after it, in bytes.
    Char(char, usize),
    /// The end of the text.
    End,
    /// Nobody knows yet.
    Pending,
}

/// Text to read from: as it is, or encoded in some way.
pub(crate) trait Source {
    /// What stands at this byte.
    fn at(&self, at: usize) -> Next;
}

/// Text as it is, whole or not.
pub(crate) struct Plain<'t> {
    pub(crate) text: &'t str,
    pub(crate) is_whole: bool,
}

impl Source for Plain<'_> {
    fn at(&self, at: usize) -> Next {
        match self.text[at..].chars().next() {
            Some(c) => Next::Char(c, at + c.len_utf8()),
            None if self.is_whole => Next::End,
            None => Next::Pending,
        }
    }
}
