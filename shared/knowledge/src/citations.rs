//! Citation markers in an answer: `[[2]]` points at the second source the model was given.
//!
//! For: taking the markers out of a stream and saying what they point at. Not for: deciding whether the pointing is
//! right, which grounding does.
//!
//! Invariants: chunking changes nothing; no marker of this form is left in the text; everything else passes unchanged
//! (a marker that points nowhere is dropped with the space before it, as is one that points somewhere).

/// The marker of a source by its place from 0, as it stands in prompts and answers: `[[1]]` is the first.
pub fn marker(index: usize) -> String {
    format!("[[{}]]", index + 1)
}

/// A piece of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Text to show.
    Text(String),
    /// A citation at this place; the index of the source, from 0.
    Cite(usize),
}

/// Takes the markers out of a streamed answer.
#[derive(Clone, Debug)]
pub struct CitationResolver {
    sources: usize,
    held: String,
    cited: Vec<usize>,
}

/// "[[", up to three digits and "]]".
const LONGEST_MARKER_BYTES: usize = 7;

impl CitationResolver {
    /// A resolver for an answer from so many sources.
    pub fn new(sources: usize) -> CitationResolver {
        CitationResolver {
            sources,
            held: String::new(),
            cited: Vec::new(),
        }
    }

    /// Takes a piece of the answer.
    pub fn push(&mut self, chunk: &str) -> Vec<Piece> {
        self.held.push_str(chunk);
        self.drain(false)
    }

    /// The answer has ended: what is held comes out.
    pub fn finish(&mut self) -> Vec<Piece> {
        self.drain(true)
    }

    /// The sources cited so far, each once, in the order of their first marker.
    pub fn cited(&self) -> &[usize] {
        &self.cited
    }

    fn drain(&mut self, complete: bool) -> Vec<Piece> {
        let held = std::mem::take(&mut self.held);
        let mut pieces = Vec::new();
        let mut text = String::new();
        let mut rest = held.as_str();
        loop {
            match next_marker(rest, complete) {
                Next::Marker {
                    before,
                    number,
                    length,
                } => {
                    text.push_str(before.trim_end_matches(' '));
                    rest = &rest[before.len() + length..];
                    if (1..=self.sources).contains(&number) {
                        flush(&mut text, &mut pieces);
                        pieces.push(Piece::Cite(number - 1));
                        if !self.cited.contains(&(number - 1)) {
                            self.cited.push(number - 1);
                        }
                    }
                }
                Next::Text { pass, hold } => {
                    text.push_str(pass);
                    flush(&mut text, &mut pieces);
                    self.held = hold.to_owned();
                    return pieces;
                }
            }
        }
    }
}

fn flush(text: &mut String, pieces: &mut Vec<Piece>) {
    if !text.is_empty() {
        pieces.push(Piece::Text(std::mem::take(text)));
    }
}

enum Next<'a> {
    Marker {
        before: &'a str,
        number: usize,
        length: usize,
    },
    Text {
        pass: &'a str,
        hold: &'a str,
    },
}

fn next_marker(text: &str, complete: bool) -> Next<'_> {
    let mut from = 0;
    while let Some(found) = text[from..].find('[') {
        let at = from + found;
        let rest = &text[at..];
        if let Some((number, length)) = marker_at(rest) {
            return Next::Marker {
                before: &text[..at],
                number,
                length,
            };
        }
        if !complete && could_become_marker(rest) {
            // The space before a marker goes with it, so it waits too.
            let pass = text[..at].trim_end_matches(' ');
            return Next::Text {
                pass,
                hold: &text[pass.len()..],
            };
        }
        from = at + 1;
    }
    let pass = if complete {
        text
    } else {
        text.trim_end_matches(' ')
    };
    Next::Text {
        pass,
        hold: &text[pass.len()..],
    }
}

fn marker_at(text: &str) -> Option<(usize, usize)> {
    let inner = text.strip_prefix("[[")?;
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > LONGEST_MARKER_BYTES - 4 || !inner[digits..].starts_with("]]") {
        return None;
    }
    Some((inner[..digits].parse().ok()?, digits + 4))
}

/// `text` begins with "[" and is a beginning of a marker.
fn could_become_marker(text: &str) -> bool {
    if text.len() >= LONGEST_MARKER_BYTES {
        return false;
    }
    let Some(inner) = text.strip_prefix("[[") else {
        return text == "[";
    };
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    digits <= LONGEST_MARKER_BYTES - 4
        && matches!(&inner[digits..], "" | "]")
        && (digits > 0 || inner.is_empty())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn run(text: &str) -> (String, Vec<usize>) {
        let mut resolver = CitationResolver::new(3);
        let mut pieces = resolver.push(text);
        pieces.extend(resolver.finish());
        (shown(&pieces), resolver.cited().to_vec())
    }

    fn shown(pieces: &[Piece]) -> String {
        pieces
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) => text.clone(),
                Piece::Cite(index) => format!("<{index}>"),
            })
            .collect()
    }

    #[test]
    fn markers_become_citations() {
        let cases: &[(&str, &str, &[usize])] = &[
            ("Yes [[1]]. No [[3]][[1]].", "Yes<0>. No<2><0>.", &[0, 2]),
            (
                "Nowhere [[4]] and [[0]] and [[999]].",
                "Nowhere and and.",
                &[],
            ),
            (
                "[x] [[y]] [[1] [1]] [[1234]]",
                "[x] [[y]] [[1] [1]] [[1234]]",
                &[],
            ),
            ("[[[1]]]", "[<0>]", &[0]),
            ("open [[1", "open [[1", &[]),
            ("trailing  ", "trailing  ", &[]),
            ("[CARD_1] stays [[2]]", "[CARD_1] stays<1>", &[1]),
        ];
        for (text, expected, cited) in cases {
            assert_eq!(
                run(text),
                ((*expected).to_owned(), cited.to_vec()),
                "{text}"
            );
        }
        assert_eq!(marker(0), "[[1]]");
    }

    proptest! {
        #[test]
        fn chunking_changes_nothing(text in "[a \\[\\]0-9é]{0,60}", cuts in prop::collection::vec(1_usize..5, 1..30)) {
            let whole = run(&text);
            let mut resolver = CitationResolver::new(3);
            let mut pieces = Vec::new();
            let mut rest: Vec<char> = text.chars().collect();
            for cut in cuts.iter().cycle() {
                if rest.is_empty() {
                    break;
                }
                let chunk: String = rest.drain(..(*cut).min(rest.len())).collect();
                pieces.extend(resolver.push(&chunk));
            }
            pieces.extend(resolver.finish());
            prop_assert_eq!((shown(&pieces), resolver.cited().to_vec()), whole);
        }
    }
}
