//! Citation marks: `[[2]]` in a model's text points at the second source it was given.
//!
//! For: writing a mark, and taking marks out of a stream, so that what is checked is what will be shown.
//! Not for: deciding whether the pointing is right, or where the space around a mark goes; grounding does both.
//!
//! Invariants: chunking changes nothing; the texts and marks in order are the stream; at most
//! [`LONGEST_MARK_BYTES`] − 1 bytes are held; linear in the text.

use crate::work;

/// "[[", up to three digits and "]]".
pub const LONGEST_MARK_BYTES: usize = 7;

/// The mark of a source by its place from 0: `[[1]]` is the first.
pub fn citation_mark(index: usize) -> String {
    format!("[[{}]]", index + 1)
}

/// What a stream is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// Text to show; never empty.
    Text(&'a str),
    /// A mark, with the number that stands in it.
    Mark(usize),
}

/// Tells the marks of a stream from its text.
#[derive(Clone, Debug, Default)]
pub struct MarkReader {
    /// The beginning of what may become a mark.
    held: String,
}

impl MarkReader {
    /// Takes a chunk of the stream and gives each part that is certain.
    pub fn push(&mut self, chunk: &str, each: impl FnMut(Part<'_>)) {
        if self.held.is_empty() {
            self.held = read(chunk, each).to_owned();
        } else {
            let mut text = std::mem::take(&mut self.held);
            text.push_str(chunk);
            self.held = read(&text, each).to_owned();
        }
    }

    /// The stream has ended: what is held is text.
    pub fn finish(&mut self, mut each: impl FnMut(Part<'_>)) {
        let held = std::mem::take(&mut self.held);
        if !held.is_empty() {
            each(Part::Text(&held));
        }
    }
}

/// Gives the parts of `text`, and what may be the beginning of a mark at its end.
fn read(text: &str, mut each: impl FnMut(Part<'_>)) -> &str {
    let mut given = 0;
    let mut from = 0;
    work::count(text.len());
    while let Some(found) = text[from..].find('[') {
        let at = from + found;
        if let Some((number, length)) = mark_at(&text[at..]) {
            if given < at {
                each(Part::Text(&text[given..at]));
            }
            each(Part::Mark(number));
            from = at + length;
            given = from;
        } else if could_become_mark(&text[at..]) {
            if given < at {
                each(Part::Text(&text[given..at]));
            }
            return &text[at..];
        } else {
            from = at + 1;
        }
    }
    if given < text.len() {
        each(Part::Text(&text[given..]));
    }
    ""
}

/// The number and the length of the mark that `text` begins with.
fn mark_at(text: &str) -> Option<(usize, usize)> {
    let inner = text.strip_prefix("[[")?;
    let digits = leading_digits(inner);
    if digits == 0 || digits > LONGEST_MARK_BYTES - 4 || !inner[digits..].starts_with("]]") {
        return None;
    }
    Some((inner[..digits].parse().ok()?, digits + 4))
}

/// Digits at the start, one more than fit into a mark at most.
fn leading_digits(text: &str) -> usize {
    text.bytes()
        .take(LONGEST_MARK_BYTES - 3)
        .take_while(u8::is_ascii_digit)
        .count()
}

/// `text` begins with "[" and is a beginning of a mark.
fn could_become_mark(text: &str) -> bool {
    if text.len() >= LONGEST_MARK_BYTES {
        return false;
    }
    let Some(inner) = text.strip_prefix("[[") else {
        return text == "[";
    };
    let digits = leading_digits(inner);
    digits <= LONGEST_MARK_BYTES - 4
        && matches!(&inner[digits..], "" | "]")
        && (digits > 0 || inner.is_empty())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn run<'a>(chunks: impl IntoIterator<Item = &'a str>) -> String {
        let mut reader = MarkReader::default();
        let mut out = String::new();
        let mut take = |part: Part<'_>| match part {
            Part::Text(text) => out.push_str(text),
            Part::Mark(number) => out.push_str(&format!("<{number}>")),
        };
        for chunk in chunks {
            reader.push(chunk, &mut take);
        }
        reader.finish(&mut take);
        out
    }

    #[test]
    fn marks_are_told_from_text() {
        let cases = [
            ("Yes [[1]]. No [[3]][[12]].", "Yes <1>. No <3><12>."),
            (
                "[x] [[y]] [[1] [1]] [[1234]]",
                "[x] [[y]] [[1] [1]] [[1234]]",
            ),
            ("[[[1]]]", "[<1>]"),
            ("open [[1", "open [[1"),
            ("[CARD_1] stays [[2]]", "[CARD_1] stays <2>"),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(run([text]), expected, "{text}");
        }
        assert_eq!(citation_mark(0), "[[1]]");
    }

    #[test]
    fn only_what_may_become_a_mark_is_held() {
        let mut reader = MarkReader::default();
        reader.push("a [[1", |part| assert_eq!(part, Part::Text("a ")));
        reader.push("]", |part| panic!("{part:?}"));
        reader.push("]", |part| assert_eq!(part, Part::Mark(1)));
        reader.push("[x", |part| assert_eq!(part, Part::Text("[x")));
    }

    #[test]
    fn work_is_linear() {
        for shape in ["[", "[[", "[[1", "[[1]]", "[[1]", "]["] {
            let work =
                |times: usize| work::of(|| drop(run(shape.repeat(times).split_inclusive('1'))));
            assert!(work(4_000) < 5 * work(1_000), "{shape}");
        }
    }

    proptest! {
        #[test]
        fn chunking_changes_nothing(text in "[a \\[\\]0-9é]{0,60}") {
            let mut bytes = [0; 4];
            let single: Vec<String> = text.chars().map(|c| c.encode_utf8(&mut bytes).to_owned()).collect();
            prop_assert_eq!(run(single.iter().map(String::as_str)), run([text.as_str()]));
        }
    }
}
