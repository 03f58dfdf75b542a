//! A running answer, put together from its pieces.
//!
//! Pieces are keyed by turn, try and UTF-8 offset, so a repeat or an overlap changes nothing and a
//! hole is noticed. Nothing here is durable: the final event replaces it.

use handrail_protocol::{Attempt, PartialAnswer, TurnId};

/// What a piece did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applied {
    /// There is more to show.
    Grew,
    /// A repeat, or a piece of a try that is over.
    Nothing,
    /// A piece is missing before this one: ask again from where we are.
    Gap,
}

/// The answer that is being written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LiveAnswer {
    turn: TurnId,
    attempt: Attempt,
    text: String,
}

impl LiveAnswer {
    /// What there is so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The turn it belongs to.
    pub fn turn(&self) -> TurnId {
        self.turn
    }

    /// Adds a piece.
    pub fn delta(&mut self, turn: TurnId, attempt: Attempt, offset: u32, piece: &str) -> Applied {
        if (turn, attempt) < (self.turn, self.attempt) {
            return Applied::Nothing;
        }
        if (turn, attempt) > (self.turn, self.attempt) {
            self.reset(turn, attempt);
        }
        let offset = offset as usize;
        if offset > self.text.len() {
            return Applied::Gap;
        }
        let known = self.text.len() - offset;
        // A cut inside a character means that the overlap is not the same text.
        match piece.get(known..) {
            Some("") => Applied::Nothing,
            Some(new) => {
                self.text.push_str(new);
                Applied::Grew
            }
            None if known >= piece.len() => Applied::Nothing,
            None => Applied::Gap,
        }
    }

    /// A new try starts: what was shown is void.
    pub fn reset(&mut self, turn: TurnId, attempt: Attempt) {
        if (turn, attempt) > (self.turn, self.attempt) {
            self.turn = turn;
            self.attempt = attempt;
            self.text.clear();
        }
    }

    /// The turn is over. Late pieces of it no longer count.
    pub fn end(&mut self, turn: TurnId) {
        if turn >= self.turn {
            self.turn = turn;
            self.attempt = Attempt(u32::MAX);
            self.text.clear();
        }
    }

    /// How much there is, for a hello that resumes.
    pub fn partial(&self) -> Option<PartialAnswer> {
        if self.text.is_empty() {
            return None;
        }
        Some(PartialAnswer {
            turn: self.turn,
            attempt: self.attempt,
            offset: u32::try_from(self.text.len()).unwrap_or(u32::MAX),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const T1: TurnId = TurnId(1);
    const A1: Attempt = Attempt(1);

    #[test]
    fn repeats_and_overlaps_are_harmless() {
        let mut answer = LiveAnswer::default();
        assert_eq!(answer.delta(T1, A1, 0, "Grüße. "), Applied::Grew);
        assert_eq!(answer.delta(T1, A1, 0, "Grüße. "), Applied::Nothing);
        assert_eq!(answer.delta(T1, A1, 0, "Grü"), Applied::Nothing);
        let overlap = "Grüße. Yes.";
        assert_eq!(answer.delta(T1, A1, 0, overlap), Applied::Grew);
        assert_eq!(answer.text(), overlap);
        assert_eq!(
            answer.partial().map(|partial| partial.offset),
            Some(overlap.len() as u32)
        );
    }

    #[test]
    fn a_hole_is_a_gap_and_changes_nothing() {
        let mut answer = LiveAnswer::default();
        answer.delta(T1, A1, 0, "One. ");
        assert_eq!(answer.delta(T1, A1, 9, "Three."), Applied::Gap);
        assert_eq!(answer.text(), "One. ");
        assert_eq!(answer.delta(T1, A1, 5, "Two."), Applied::Grew);
        assert_eq!(answer.text(), "One. Two.");
        // Beginning in the middle of an answer is a gap as well.
        assert_eq!(answer.delta(TurnId(2), A1, 4, "late"), Applied::Gap);
    }

    #[test]
    fn a_new_try_clears_and_an_old_one_is_silent() {
        let mut answer = LiveAnswer::default();
        answer.delta(T1, A1, 0, "Void");
        answer.reset(T1, Attempt(2));
        assert_eq!(answer.text(), "");
        assert_eq!(answer.partial(), None);
        assert_eq!(answer.delta(T1, A1, 4, " more"), Applied::Nothing);
        assert_eq!(answer.delta(T1, Attempt(2), 0, "Good"), Applied::Grew);
        answer.reset(T1, Attempt(2));
        assert_eq!(answer.text(), "Good");
        answer.end(T1);
        assert_eq!(answer.delta(T1, Attempt(2), 0, "Good"), Applied::Nothing);
        assert_eq!(answer.delta(TurnId(2), A1, 0, "Next"), Applied::Grew);
    }

    #[test]
    fn every_chunking_gives_the_same_text() {
        let whole = "Hé: 1️⃣ **bold** يوم.";
        for step in 1..6 {
            let mut answer = LiveAnswer::default();
            let mut at = 0;
            while at < whole.len() {
                let mut to = (at + step).min(whole.len());
                while !whole.is_char_boundary(to) {
                    to += 1;
                }
                answer.delta(T1, A1, at as u32, &whole[at..to]);
                answer.delta(T1, A1, 0, &whole[..to]);
                at = to;
            }
            assert_eq!(answer.text(), whole);
        }
    }
}
