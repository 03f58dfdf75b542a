//! Placeholders within a text, so that each becomes a chip.
//!
//! A stored text holds no look-alike: whatever a visitor, an article or a model wrote in that shape
//! is itself a hidden value. So the shape alone decides here.

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Segment {
    /// Words.
    Text(String),
    /// A hidden value: `[CARD_1]`.
    Hidden(String),
}

/// Cuts a text at its placeholders. Joined again, the pieces are the text.
pub fn segments(text: &str) -> Vec<Segment> {
    let mut pieces = Vec::new();
    let mut plain_from = 0;
    let mut at = 0;
    while let Some(open) = text[at..].find('[').map(|found| at + found) {
        match placeholder_len(&text[open..]) {
            Some(len) => {
                if plain_from < open {
                    pieces.push(Segment::Text(text[plain_from..open].to_owned()));
                }
                pieces.push(Segment::Hidden(text[open..open + len].to_owned()));
                plain_from = open + len;
                at = plain_from;
            }
            None => at = open + 1,
        }
    }
    if plain_from < text.len() {
        pieces.push(Segment::Text(text[plain_from..].to_owned()));
    }
    pieces
}

/// The kind of a placeholder as on the wire: `[CARD_1]` is of kind `card`.
pub fn kind_of(placeholder: &str) -> String {
    let inner = placeholder.trim_start_matches('[').trim_end_matches(']');
    let label = inner.rsplit_once('_').map_or(inner, |(label, _)| label);
    label.to_ascii_lowercase()
}

/// The number of a placeholder within its kind: 1 for `[CARD_1]`.
pub fn number_of(placeholder: &str) -> &str {
    placeholder
        .trim_end_matches(']')
        .rsplit_once('_')
        .map_or("", |(_, number)| number)
}

/// Length of the placeholder at the start of `text`: `[`, capitals, `_`, a number, `]`.
fn placeholder_len(text: &str) -> Option<usize> {
    let end = text.find(']')?;
    let (label, number) = text.get(1..end)?.rsplit_once('_')?;
    let is_label = !label.is_empty()
        && label.len() <= 24
        && label.bytes().all(|b| b.is_ascii_uppercase() || b == b'_');
    let is_number =
        !number.is_empty() && number.len() <= 6 && number.bytes().all(|b| b.is_ascii_digit());
    (is_label && is_number).then_some(end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(t: &str) -> Segment {
        Segment::Text(t.into())
    }
    fn hidden(t: &str) -> Segment {
        Segment::Hidden(t.into())
    }

    #[test]
    fn placeholders_are_cut_out() {
        assert_eq!(
            segments("I'm [NAME_1], card [CARD_12]."),
            [
                text("I'm "),
                hidden("[NAME_1]"),
                text(", card "),
                hidden("[CARD_12]"),
                text("."),
            ]
        );
        assert_eq!(segments("[EMAIL_1]"), [hidden("[EMAIL_1]")]);
        assert_eq!(segments(""), []);
    }

    #[test]
    fn other_brackets_stay_text() {
        for plain in [
            "a [link] here",
            "[card_1]",
            "[CARD]",
            "[CARD_]",
            "[_1]",
            "[CARD_1",
            "[CARD 1]",
            "[[x]",
            "größer [Ä_1]",
        ] {
            assert_eq!(segments(plain), [text(plain)], "{plain}");
        }
        assert_eq!(
            segments("[[CARD_1]]"),
            [text("["), hidden("[CARD_1]"), text("]")]
        );
    }

    #[test]
    fn joined_again_nothing_is_missing() {
        for sample in ["[A_1][B_2] é [C", "] [", "x[CARD_1]y[", "🙂[PHONE_3]🙂"] {
            let joined: String = segments(sample)
                .into_iter()
                .map(|segment| match segment {
                    Segment::Text(t) | Segment::Hidden(t) => t,
                })
                .collect();
            assert_eq!(joined, sample);
        }
    }

    #[test]
    fn kind_and_number_are_read_from_the_name() {
        assert_eq!(kind_of("[CARD_1]"), "card");
        assert_eq!(number_of("[CARD_12]"), "12");
    }
}
