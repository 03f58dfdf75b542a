//! The AI's running answer, put together from deltas as they come.

use handrail_protocol::{Attempt, TurnId};

/// What is known of the answer that is being written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RunningAnswer {
    turn: TurnId,
    attempt: Attempt,
    text: String,
}

impl RunningAnswer {
    /// The text so far; empty before the first delta.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Which turn it belongs to.
    pub fn turn(&self) -> TurnId {
        self.turn
    }

    /// Adds one delta. A repeat changes nothing; a piece beyond a gap is dropped, because the final
    /// event brings the whole; one of another try starts afresh.
    pub fn delta(&mut self, turn: TurnId, attempt: Attempt, offset: u32, piece: &str) {
        if (turn, attempt) < (self.turn, self.attempt) {
            return;
        }
        if (turn, attempt) != (self.turn, self.attempt) {
            self.reset(turn, attempt);
        }
        let offset = offset as usize;
        let Some(known) = self.text.len().checked_sub(offset) else {
            return;
        };
        if let Some(new) = piece.get(known..) {
            self.text.push_str(new);
        }
    }

    /// A new try begins; what was shown is void.
    pub fn reset(&mut self, turn: TurnId, attempt: Attempt) {
        *self = Self {
            turn,
            attempt,
            text: String::new(),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const T: TurnId = TurnId(1);
    const A: Attempt = Attempt(1);

    #[test]
    fn pieces_join_once_and_in_order() {
        let mut answer = RunningAnswer::default();
        answer.delta(T, A, 0, "Shoes ");
        answer.delta(T, A, 6, "can go");
        answer.delta(T, A, 6, "can go");
        answer.delta(T, A, 0, "Shoes can go back");
        assert_eq!(answer.text(), "Shoes can go back");
        answer.delta(T, A, 40, "beyond a gap");
        assert_eq!(answer.text(), "Shoes can go back");
    }

    #[test]
    fn another_try_starts_afresh_and_an_old_one_is_ignored() {
        let mut answer = RunningAnswer::default();
        answer.delta(T, A, 0, "first");
        answer.reset(T, Attempt(2));
        assert_eq!(answer.text(), "");
        answer.delta(T, Attempt(2), 0, "second");
        answer.delta(T, A, 5, " late");
        assert_eq!(answer.text(), "second");
        answer.delta(TurnId(2), A, 0, "next");
        assert_eq!((answer.turn(), answer.text()), (TurnId(2), "next"));
    }
}
