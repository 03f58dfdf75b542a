//! The built-in answerer: the best passages' own sentences, piece by piece. It asks no server.

use super::provider::{Beginning, Heard, Provider};
use handrail_conversation::Question;
use handrail_site::{Model, Provider as Name};

pub(super) struct Extractive;

impl Provider for Extractive {
    fn begin(&self, _: &Model, _: Option<&str>, question: &Question) -> Beginning {
        let answer = handrail_knowledge::answer(question.query.as_str(), &question.passages);
        // The core offers a person where nothing was written.
        let text = answer.map_or_else(String::new, |answer| answer.text);
        Beginning::Written(pieces(&text).map(str::to_owned).collect())
    }

    fn hear(&self, _: &str) -> Vec<Heard> {
        vec![Heard::Failure]
    }
}

/// The entry of a site file that names no model.
pub(super) fn entry() -> Model {
    Model {
        provider: Name::Extractive,
        url: String::new(),
        name: String::new(),
        key_env: None,
        connect_ms: 0,
        first_token_ms: 0,
        gap_ms: 0,
    }
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
