//! What a screen reader is told of a running answer: whole sentences, each once, one per two
//! seconds at most.
//!
//! The streaming node itself is outside any live region; what comes out here is put into one.

use crate::markdown;
use std::collections::VecDeque;

/// The least time between two announcements.
pub const PAUSE_MILLIS: f64 = 2_000.0;

/// Sentences that wait to be said. Times are milliseconds of any one clock.
#[derive(Debug, Default)]
pub struct Announcer {
    waiting: VecDeque<String>,
    taken_bytes: usize,
    speaker: String,
    last_said: Option<f64>,
}

impl Announcer {
    /// A new answer begins; its first sentence is said with its speaker ("Mira, AI assistant").
    /// What waits is still said.
    pub fn begin(&mut self, speaker: &str) {
        self.taken_bytes = 0;
        speaker.clone_into(&mut self.speaker);
    }

    /// The answer so far. Its complete sentences are taken over.
    pub fn grow(&mut self, text: &str) {
        while let Some(rest) = text.get(self.taken_bytes..) {
            let Some(end) = sentence_end(rest) else {
                break;
            };
            self.push(&rest[..end]);
            self.taken_bytes += end;
        }
    }

    /// The answer is final: what is left of it is taken over, whole sentence or not.
    pub fn finish(&mut self, text: &str) {
        self.grow(text);
        if let Some(rest) = text.get(self.taken_bytes..) {
            self.push(rest);
        }
        self.taken_bytes = 0;
    }

    /// Something else worth saying in its turn.
    pub fn push(&mut self, sentence: &str) {
        let plain = markdown::plain(sentence);
        if plain.is_empty() {
            return;
        }
        let speaker = std::mem::take(&mut self.speaker);
        self.waiting.push_back(if speaker.is_empty() {
            plain
        } else {
            [&speaker, ": ", &plain].concat()
        });
    }

    /// The next sentence, when it is time for it.
    pub fn next(&mut self, now_millis: f64) -> Option<String> {
        if self.wait_millis(now_millis)? > 0.0 {
            return None;
        }
        self.last_said = Some(now_millis);
        self.waiting.pop_front()
    }

    /// How long until the next one is due; `None` when nothing waits.
    pub fn wait_millis(&self, now_millis: f64) -> Option<f64> {
        self.waiting.front()?;
        Some(match self.last_said {
            Some(last) => (last + PAUSE_MILLIS - now_millis).max(0.0),
            None => 0.0,
        })
    }
}

/// Where the first complete sentence ends: after its mark and the space that follows, or at the
/// end of a line.
fn sentence_end(text: &str) -> Option<usize> {
    let mut marked = false;
    for (at, char) in text.char_indices() {
        match char {
            '\n' if !text[..at].trim().is_empty() => return Some(at + 1),
            '。' | '！' | '？' => return Some(at + char.len_utf8()),
            '.' | '!' | '?' | '…' | '؟' | '۔' => {
                // "1." begins an item of a list.
                marked = !text[..at].trim_start().chars().all(|c| c.is_ascii_digit());
            }
            '"' | '”' | '’' | ')' | '*' | '_' => {}
            _ if char.is_whitespace() && marked => return Some(at + char.len_utf8()),
            _ => marked = false,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_said_whole_and_once() {
        let mut announcer = Announcer::default();
        announcer.begin("");
        announcer.grow("You can send ");
        assert_eq!(announcer.next(0.0), None);
        announcer.grow("You can send it back. It ta");
        assert_eq!(
            announcer.next(0.0).as_deref(),
            Some("You can send it back.")
        );
        announcer.grow("You can send it back. It takes 3.5 days. And");
        assert_eq!(announcer.next(100.0), None);
        assert_eq!(announcer.wait_millis(100.0), Some(1_900.0));
        announcer.finish("You can send it back. It takes 3.5 days. And **that's** it");
        assert_eq!(
            announcer.next(2_000.0).as_deref(),
            Some("It takes 3.5 days.")
        );
        assert_eq!(announcer.next(4_000.0).as_deref(), Some("And that's it"));
        assert_eq!(announcer.next(9_000.0), None);
        assert_eq!(announcer.wait_millis(9_000.0), None);
    }

    #[test]
    fn list_items_and_links_are_said_as_text() {
        let mut announcer = Announcer::default();
        announcer.finish("1. Open [your orders](/orders)\n- Print *the* `label`\n\n**Done.**");
        let said: Vec<_> = (0..4)
            .map_while(|n| announcer.next(f64::from(n) * 2_000.0))
            .collect();
        assert_eq!(said, ["1. Open your orders", "Print the label", "Done."]);
    }

    #[test]
    fn a_second_answer_starts_from_its_own_beginning() {
        let mut announcer = Announcer::default();
        announcer.finish("First one.");
        announcer.begin("Mira, AI assistant");
        announcer.grow("Second. Third. ");
        assert_eq!(announcer.next(0.0).as_deref(), Some("First one."));
        assert_eq!(
            announcer.next(2_000.0).as_deref(),
            Some("Mira, AI assistant: Second.")
        );
        assert_eq!(announcer.next(4_000.0).as_deref(), Some("Third."));
    }
}
