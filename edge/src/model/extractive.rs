//! The built-in answerer as a provider: the best passages' own sentences, piece by piece.

use super::{Cancel, ModelEvent};
use handrail_conversation::{Question, Writer};

/// Answers from the passages, or says that it cannot.
pub(super) async fn answer(
    question: &Question,
    cancel: &Cancel,
    on_event: &mut dyn FnMut(ModelEvent),
) {
    let wrote = Writer {
        provider: "extractive".to_owned(),
        model: String::new(),
    };
    let Some(answer) = handrail_knowledge::answer(question.query.as_str(), &question.passages)
    else {
        // The core offers a person where nothing was written.
        on_event(ModelEvent::Done(wrote));
        return;
    };
    for piece in pieces(&answer.text) {
        if cancel.is_cancelled() {
            return;
        }
        on_event(ModelEvent::Chunk(piece.to_owned()));
    }
    on_event(ModelEvent::Done(wrote));
}

/// A text in pieces of a few words, as a model would send it.
pub(crate) fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['.', '\n'])
        .filter(|piece| !piece.is_empty())
}

#[cfg(test)]
mod tests {
    use super::pieces;

    #[test]
    fn the_pieces_are_the_text() {
        let text = "One [[1]]. Two.\n\n- three\n";
        assert_eq!(pieces(text).collect::<String>(), text);
    }
}
