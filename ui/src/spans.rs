//! A visitor's message cut into what the AI sees and what was hidden from it.
//!
//! Spans count Unicode code points of the text that was sent. Spans that overlap, stand out of
//! order or reach past the end are skipped: the text itself is never lost.

use handrail_protocol::MaskedSpan;

/// A part of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextPart<'a> {
    /// As typed, and as the AI sees it.
    Text(&'a str),
    /// Hidden from the AI.
    Hidden {
        /// As typed.
        value: &'a str,
        /// What the AI sees in its place.
        placeholder: &'a str,
        /// Its kind.
        kind: &'a str,
    },
}

/// Cuts the text at its spans.
pub fn text_parts<'a>(text: &'a str, spans: &'a [MaskedSpan]) -> Vec<TextPart<'a>> {
    let mut out = Vec::with_capacity(spans.len() * 2 + 1);
    let mut rest = text;
    let mut at_char = 0;
    for span in spans {
        if span.start < at_char || span.end <= span.start {
            continue;
        }
        let Some((before, after)) = split_at_char(rest, span.start - at_char) else {
            break;
        };
        let Some((value, after)) = split_at_char(after, span.end - span.start) else {
            break;
        };
        if !before.is_empty() {
            out.push(TextPart::Text(before));
        }
        out.push(TextPart::Hidden {
            value,
            placeholder: &span.placeholder,
            kind: &span.kind,
        });
        rest = after;
        at_char = span.end;
    }
    if !rest.is_empty() {
        out.push(TextPart::Text(rest));
    }
    out
}

fn split_at_char(text: &str, chars: u32) -> Option<(&str, &str)> {
    let mut left = chars;
    for (at, _) in text.char_indices() {
        if left == 0 {
            return Some(text.split_at(at));
        }
        left -= 1;
    }
    (left == 0).then_some((text, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(start: u32, end: u32) -> MaskedSpan {
        MaskedSpan {
            kind: "name".into(),
            placeholder: "[NAME_1]".into(),
            start,
            end,
        }
    }

    fn whole(text: &str, spans: &[MaskedSpan]) -> (String, String) {
        let (mut typed, mut seen) = (String::new(), String::new());
        for segment in text_parts(text, spans) {
            match segment {
                TextPart::Text(part) => {
                    typed.push_str(part);
                    seen.push_str(part);
                }
                TextPart::Hidden {
                    value, placeholder, ..
                } => {
                    typed.push_str(value);
                    seen.push_str(placeholder);
                }
            }
        }
        (typed, seen)
    }

    #[test]
    fn spans_count_code_points() {
        let text = "👋 I'm Zoë Müller.";
        let (typed, seen) = whole(text, &[span(6, 16)]);
        assert_eq!(typed, text);
        assert_eq!(seen, "👋 I'm [NAME_1].");
        assert_eq!(whole("Zoë", &[span(0, 3)]).1, "[NAME_1]");
    }

    #[test]
    fn spans_that_do_not_fit_lose_no_text() {
        let text = "Zoë here";
        for spans in [
            vec![span(0, 99)],
            vec![span(5, 5)],
            vec![span(4, 8), span(0, 3)],
            vec![span(0, 5), span(3, 8)],
            vec![span(99, 100)],
        ] {
            assert_eq!(whole(text, &spans).0, text, "{spans:?}");
        }
    }
}
