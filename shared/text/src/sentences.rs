//! Where a sentence ends, in running text and in a stream.
//!
//! For: the unit in which a model's text is checked and passages are quoted, so that both agree.
//! Not for: grammar. A list item, a table row or a heading line is a sentence here.
//!
//! Invariants: the pieces concatenated are the text; a boundary is decided from the text up to it and at most the next
//! word, so that every way of cutting a stream gives the same pieces.

use crate::fold;

/// A sentence longer than this many bytes is cut at a space: a stream must not be held for ever.
pub const MAX_SENTENCE_BYTES: usize = 1_200;

/// The sentences of `text`; each carries the white space before it, the last one also that after it.
pub fn split(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(end) = next_end(rest, true) {
        let (sentence, after) = rest.split_at(end);
        out.push(sentence);
        rest = after;
    }
    out
}

/// The end of the first sentence of `text`, or `None` while more text could still move it. With `complete`, the text
/// ends here and everything that is left is a sentence.
pub fn next_end(text: &str, complete: bool) -> Option<usize> {
    let start = text.len() - text.trim_start().len();
    let body = &text[start..];
    for (at, c) in body.char_indices() {
        let after = at + c.len_utf8();
        if at >= MAX_SENTENCE_BYTES && c.is_whitespace() {
            return Some(start + at);
        }
        match c {
            '\n' => return Some(start + at),
            '。' | '！' | '？' | '｡' => return Some(start + with_closers(body, after)),
            '.' | '!' | '?' | '…' => match ends_here(body, at, after, complete) {
                Ending::No => {}
                Ending::At(end) => return Some(start + end),
                Ending::Unknown => return None,
            },
            _ => {}
        }
    }
    if body.is_empty() {
        // White space alone waits for the sentence it belongs to.
        return (complete && !text.is_empty()).then_some(text.len());
    }
    complete.then_some(text.len())
}

enum Ending {
    No,
    At(usize),
    Unknown,
}

/// Whether the mark at `at` ends the sentence; what follows decides.
fn ends_here(body: &str, at: usize, after: usize, complete: bool) -> Ending {
    let end = with_closers(body, after);
    let Some(next) = body[end..].chars().next() else {
        return if complete {
            Ending::At(body.len())
        } else {
            Ending::Unknown
        };
    };
    if !next.is_whitespace() {
        return Ending::No;
    }
    let mark = body[at..].chars().next().unwrap_or('.');
    if mark != '.' || next == '\n' {
        return Ending::At(end);
    }
    let before = &body[..at];
    let word_start = before
        .char_indices()
        .rev()
        .find(|&(_, c)| c.is_whitespace() || matches!(c, '(' | '[' | '"' | '“' | '„' | '*' | '_'))
        .map_or(0, |(at, c)| at + c.len_utf8());
    let word = &before[word_start..];
    if word_start == 0 && is_list_marker(word) {
        return Ending::No;
    }
    let folded = fold(word);
    if NEVER_LAST.contains(&folded.as_str()) || is_initial(word) {
        return Ending::No;
    }
    let sometimes_last = SOMETIMES_LAST.contains(&folded.as_str());
    let numeric = word.len() <= 2 && word.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day));
    if !sometimes_last && !numeric {
        return Ending::At(end);
    }
    let following = body[end..].trim_start_matches([' ', '\t', '\u{a0}']);
    let Some(first) = following.chars().next() else {
        return if complete {
            Ending::At(end)
        } else {
            Ending::Unknown
        };
    };
    if first == '\n' {
        return Ending::At(end);
    }
    if sometimes_last {
        return if first.is_uppercase() {
            Ending::At(end)
        } else {
            Ending::No
        };
    }
    // "5. November" is a date in German and Polish, "5. Then" two sentences.
    let word_end = following.find(|c: char| !c.is_alphanumeric());
    let Some(word_end) = word_end.or(complete.then_some(following.len())) else {
        return if following.len() > 24 {
            Ending::At(end)
        } else {
            Ending::Unknown
        };
    };
    if first.is_lowercase() || crate::months::is_month(&fold(&following[..word_end])) {
        Ending::No
    } else {
        Ending::At(end)
    }
}

/// Quotes, brackets, emphasis and further marks that belong to the sentence before them.
fn with_closers(body: &str, from: usize) -> usize {
    let closers: usize = body[from..]
        .chars()
        .take_while(|c| {
            matches!(
                c,
                '"' | '\''
                    | '”'
                    | '’'
                    | '»'
                    | ')'
                    | ']'
                    | '*'
                    | '_'
                    | '.'
                    | '!'
                    | '?'
                    | '…'
                    | '」'
                    | '』'
            )
        })
        .map(char::len_utf8)
        .sum();
    from + closers
}

fn is_list_marker(word: &str) -> bool {
    !word.is_empty() && word.len() <= 3 && word.chars().all(|c| c.is_ascii_digit())
}

/// "J." of a name; "I." is a word.
fn is_initial(word: &str) -> bool {
    let mut chars = word.chars();
    matches!((chars.next(), chars.next()), (Some(c), None) if c.is_uppercase() && c != 'I')
}

const NEVER_LAST: &[&str] = &[
    "e.g", "i.e", "eg", "ie", "mr", "mrs", "ms", "dr", "prof", "st", "vs", "no", "nr", "approx",
    "fig", "cf", "max", "min", "incl", "excl", "tel", "art", "z.b", "d.h", "u.a", "bzw", "ca",
    "ggf", "inkl", "exkl", "evtl", "usw", "str", "hr", "fr", "p.ex", "par ex", "env", "mme",
    "mlle", "sr", "sra", "srta", "ud", "uds", "p.ej", "pag", "sig", "dott", "es", "n", "bijv",
    "o.a", "d.w.z", "m.b.t", "dhr", "mevr", "np", "tzn", "tj", "m.in", "ul", "nr.", "ok", "z", "b",
    "d", "h",
];

const SOMETIMES_LAST: &[&str] = &[
    "a.m", "p.m", "am", "pm", "etc", "inc", "ltd", "co", "corp", "u.s", "u.k", "e.u", "itd", "itp",
    "enz", "ecc", "uhr",
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn sentences_end_where_a_reader_says() {
        let cases: &[(&str, &[&str])] = &[
            ("", &[]),
            ("One. Two! Three?", &["One.", " Two!", " Three?"]),
            (
                "It costs $3.50 today. Yes.",
                &["It costs $3.50 today.", " Yes."],
            ),
            (
                "See https://a.example/b.c?d=e. Then go.",
                &["See https://a.example/b.c?d=e.", " Then go."],
            ),
            (
                "Use e.g. the form. Done.",
                &["Use e.g. the form.", " Done."],
            ),
            (
                "Open 9 a.m. to 5 p.m. daily. Bye.",
                &["Open 9 a.m. to 5 p.m. daily.", " Bye."],
            ),
            (
                "We close at 5 p.m. Call us.",
                &["We close at 5 p.m.", " Call us."],
            ),
            ("1. Open it.\n2. Press.", &["1. Open it.", "\n2. Press."]),
            ("- one\n- two", &["- one", "\n- two"]),
            (
                "Er kommt am 5. November an. Gut.",
                &["Er kommt am 5. November an.", " Gut."],
            ),
            ("You have 30. Then stop.", &["You have 30.", " Then stop."]),
            (
                "\"Really?\" he said. \"Yes.\" Ok",
                &["\"Really?\"", " he said.", " \"Yes.\"", " Ok"],
            ),
            (
                "送料は無料です。返品は30日。",
                &["送料は無料です。", "返品は30日。"],
            ),
            (
                "Mr. Smith and J. Doe. Next",
                &["Mr. Smith and J. Doe.", " Next"],
            ),
            (
                "Read [the page](/a.html). More.",
                &["Read [the page](/a.html).", " More."],
            ),
            ("Wait... what? Ok.", &["Wait...", " what?", " Ok."]),
            ("**Bold.** Next.", &["**Bold.**", " Next."]),
            ("A [[1]]. B", &["A [[1]].", " B"]),
            ("z.B. am Montag. Ja.", &["z.B. am Montag.", " Ja."]),
        ];
        for (text, expected) in cases {
            assert_eq!(split(text), *expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn pieces_make_the_text(text in "(?s).{0,200}") {
            prop_assert_eq!(split(&text).concat(), text);
        }
    }
}
