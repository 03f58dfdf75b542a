//! Where a reply that goes on and on is cut.
//!
//! For: a model that ignores how long it may answer, or never stops. Not for: the length that is asked for, which the
//! prompt states.
//!
//! Invariant: linear in the text, and a text without spaces is limited as well.

/// A reply may be so many times as long as was asked for.
const TIMES_AS_LONG: u32 = 4;
/// A longer word counts as several: some languages write no spaces, and some text is none.
const BYTES_OF_A_WORD: usize = 32;

/// Counts the words of a reply.
#[derive(Debug, Clone)]
pub(crate) struct ReplyLimit {
    words_left: u32,
    /// Bytes of the word so far; 0 between words.
    word: usize,
    is_passed: bool,
}

impl ReplyLimit {
    pub(crate) fn new(max_reply_words: u32) -> Self {
        Self {
            words_left: max_reply_words.saturating_mul(TIMES_AS_LONG),
            word: 0,
            is_passed: false,
        }
    }

    /// The part of a chunk that still belongs to the reply.
    pub(crate) fn take<'a>(&mut self, chunk: &'a str) -> &'a str {
        if self.is_passed {
            return "";
        }
        for (at, c) in chunk.char_indices() {
            if c.is_whitespace() {
                self.word = 0;
                continue;
            }
            if self.word == 0 || self.word >= BYTES_OF_A_WORD {
                if self.words_left == 0 {
                    self.is_passed = true;
                    return &chunk[..at];
                }
                self.words_left -= 1;
                self.word = 0;
            }
            self.word += c.len_utf8();
        }
        chunk
    }

    /// Did the model write more than the reply may hold?
    pub(crate) fn is_passed(&self) -> bool {
        self.is_passed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(text: &str, max_reply_words: u32, size: usize) -> (String, bool) {
        let mut limit = ReplyLimit::new(max_reply_words);
        let chars: Vec<char> = text.chars().collect();
        let kept = chars
            .chunks(size)
            .map(|chunk| limit.take(&chunk.iter().collect::<String>()).to_owned())
            .collect();
        (kept, limit.is_passed())
    }

    #[test]
    fn a_reply_ends_at_four_times_what_was_asked_for() {
        for size in [1, 3, 1_000] {
            let words = kept("one two three four", 1, size);
            assert_eq!(words, ("one two three four".to_owned(), false));
            let words = kept("one two three four  \nfive six", 1, size);
            assert_eq!(words, ("one two three four  \n".to_owned(), true));
            assert_eq!(kept(&"x".repeat(1_000), 2, size), ("x".repeat(256), true));
            assert_eq!(kept("", 0, size), (String::new(), false));
        }
    }
}
