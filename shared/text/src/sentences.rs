//! Where a sentence ends, in running text and in a stream.
//!
//! For: the unit in which a model's text is checked and passages are quoted, so that both agree.
//! Not for: grammar. A list item, a table row or a heading line is a sentence here.
//!
//! Invariants: the pieces concatenated are the text; a boundary is decided from the text up to it and at most the next
//! word, so that every way of cutting a stream gives the same pieces; none is longer than [`MAX_SENTENCE_BYTES`] and one
//! character; work is linear in the text, whatever the chunks; nothing that reads as one web address is parted, except
//! by that length.

use crate::fold;
use crate::work;

/// A longer sentence is cut, at a space where it has one: a stream must not be held for ever.
pub const MAX_SENTENCE_BYTES: usize = 4_096;

/// A word after "5." longer than this is no month.
const LONGEST_MONTH_BYTES: usize = 24;

/// The sentences of `text`; each carries the white space before it, the last one also that after it.
pub fn split(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(end) = SentenceScan::default().next_end(rest, true) {
        let (sentence, after) = rest.split_at(end.at);
        out.push(sentence);
        rest = after;
    }
    out
}

/// The end of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SentenceEnd {
    /// Its byte offset from the start of the sentence.
    pub at: usize,
    /// Why there.
    pub cause: EndCause,
}

/// What ends a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndCause {
    /// A mark, a line break, or the text.
    Own,
    /// It was too long, and was cut at a space.
    CutAtSpace,
    /// It was too long, and a word is cut in two.
    CutInWord,
}

/// Finds the end of a sentence in a text that grows, without looking at a character twice.
#[derive(Clone, Debug, Default)]
pub struct SentenceScan {
    /// What stands before ends nothing.
    at: usize,
    /// Where the sentence begins, after white space.
    body: Option<usize>,
    word: WordScan,
    /// The same before the last white space, for when that is taken back.
    word_before: WordScan,
    /// The last space that a sentence which is too long can be cut at, and the one before.
    space: usize,
    space_before: usize,
    after_space: bool,
    /// Closers after the mark at `at` have been read up to here.
    closers_end: usize,
    /// White space after those has been read up to here.
    following: usize,
}

/// What is known of the current word.
#[derive(Clone, Copy, Debug, Default)]
struct WordScan {
    start: usize,
    /// It holds the beginning of an address or of a link's target.
    is_address: bool,
}

enum Ending {
    No,
    At(usize),
    Unknown,
}

impl SentenceScan {
    /// The end of the first sentence of `text`, or `None` while more text could still move it. With `complete`, the text
    /// ends here and everything that is left is a sentence. The next call gets the same text, or a longer one; after
    /// an end, a new scan begins there.
    pub fn next_end(&mut self, text: &str, complete: bool) -> Option<SentenceEnd> {
        while let Some(c) = text[self.at..].chars().next() {
            work::count(1);
            if self.at >= MAX_SENTENCE_BYTES {
                return Some(self.cut());
            }
            let after = self.at + c.len_utf8();
            let ending = match c {
                _ if self.body.is_none() && c.is_whitespace() => Ending::No,
                '\n' => Ending::At(self.at),
                '。' | '！' | '？' | '｡' if !self.word.is_address => {
                    self.wide_mark(text, after, complete)
                }
                '.' | '!' | '?' | '…' => self.mark(text, c, after, complete),
                _ => Ending::No,
            };
            match ending {
                Ending::At(at) => return Some(own_end(at)),
                Ending::Unknown => return None,
                Ending::No => self.pass(text, c, after),
            }
        }
        (complete && !text.is_empty()).then(|| own_end(text.len()))
    }

    /// The text has lost white space at its end.
    pub fn taken_back(&mut self, text: &str) {
        if self.at > text.len() && !text.ends_with(char::is_whitespace) {
            self.word = self.word_before;
            self.space = self.space_before;
            self.after_space = false;
        }
        self.at = self.at.min(text.len());
        self.closers_end = self.closers_end.min(text.len());
        self.following = self.following.min(text.len());
    }

    fn pass(&mut self, text: &str, c: char, after: usize) {
        if c.is_whitespace() {
            if !self.after_space {
                self.word_before = self.word;
                self.space_before = self.space;
            }
            if self.body.is_some() && !self.after_space {
                self.space = self.at;
            }
            self.word = WordScan {
                start: after,
                is_address: false,
            };
        } else {
            self.body.get_or_insert(self.at);
            let before = &text.as_bytes()[..self.at];
            let begins_address = match c {
                '@' => true,
                '/' => before.ends_with(b":/"),
                '(' => before.ends_with(b"]"),
                _ => false,
            };
            self.word.is_address |= begins_address;
            if matches!(c, '(' | '[' | '"' | '“' | '„' | '*' | '_') {
                self.word.start = after;
            }
        }
        self.after_space = c.is_whitespace();
        self.at = after;
    }

    fn cut(&self) -> SentenceEnd {
        if self.space > 0 {
            SentenceEnd {
                at: self.space,
                cause: EndCause::CutAtSpace,
            }
        } else {
            SentenceEnd {
                at: self.at,
                cause: EndCause::CutInWord,
            }
        }
    }

    /// Whether the mark at `at`, which needs no space after it, ends the sentence.
    fn wide_mark(&mut self, text: &str, after: usize, complete: bool) -> Ending {
        let end = self.with_closers(text, after);
        let next = text[end..].chars().next();
        if next.is_none() && !complete {
            return Ending::Unknown;
        }
        // "evil。com" is an address to a browser, and "[text。](…" a link.
        let in_address = text[..self.at].ends_with(|c: char| c.is_ascii_alphanumeric())
            && text[after..].starts_with(|c: char| c.is_ascii_alphanumeric());
        let in_link = next == Some('(') && text[..end].ends_with(']');
        if in_address || in_link {
            Ending::No
        } else {
            Ending::At(end)
        }
    }

    /// Whether the mark at `at` ends the sentence; what follows decides.
    fn mark(&mut self, text: &str, mark: char, after: usize, complete: bool) -> Ending {
        let end = self.with_closers(text, after);
        let Some(next) = text[end..].chars().next() else {
            return if complete {
                Ending::At(end)
            } else {
                Ending::Unknown
            };
        };
        if !next.is_whitespace() {
            return Ending::No;
        }
        if mark != '.' || next == '\n' {
            return Ending::At(end);
        }
        let word = &text[self.word.start..self.at];
        work::count(word.len());
        if self.body == Some(self.word.start) && is_list_marker(word) {
            return Ending::No;
        }
        let folded = fold(word);
        if NEVER_LAST.contains(&folded.as_str()) || is_initial(word) {
            return Ending::No;
        }
        // "shop . example" is one address to a reader.
        let sometimes_last = word.is_empty() || SOMETIMES_LAST.contains(&folded.as_str());
        let numeric =
            word.len() <= 2 && word.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day));
        if !sometimes_last && !numeric {
            return Ending::At(end);
        }
        self.following = self.following.max(end);
        while let Some(space @ (' ' | '\t' | '\u{a0}')) = text[self.following..].chars().next() {
            work::count(1);
            self.following += space.len_utf8();
        }
        let following = &text[self.following..];
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
        if first.is_lowercase() {
            return Ending::No;
        }
        // "5. November" is a date in German and Polish, "5. Then" two sentences.
        let mut length = 0;
        for c in following.chars() {
            work::count(1);
            if !c.is_alphanumeric() {
                return if crate::months::is_month(&fold(&following[..length])) {
                    Ending::No
                } else {
                    Ending::At(end)
                };
            }
            length += c.len_utf8();
            if length > LONGEST_MONTH_BYTES {
                return Ending::At(end);
            }
        }
        if !complete {
            Ending::Unknown
        } else if crate::months::is_month(&fold(following)) {
            Ending::No
        } else {
            Ending::At(end)
        }
    }

    /// The end of the quotes, brackets, emphasis and further marks that belong to the sentence before them.
    fn with_closers(&mut self, text: &str, after: usize) -> usize {
        let mut end = self.closers_end.max(after);
        while let Some(c) = text[end..].chars().next().filter(|c| is_closer(*c)) {
            work::count(1);
            end += c.len_utf8();
        }
        self.closers_end = end;
        end
    }
}

fn own_end(at: usize) -> SentenceEnd {
    SentenceEnd {
        at,
        cause: EndCause::Own,
    }
}

fn is_closer(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '*' | '_' | '.' | '!' | '?' | '…' | '」' | '』'
    )
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
            (
                "At shop . example . Yes .",
                &["At shop . example .", " Yes ."],
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(split(text), *expected, "{text}");
        }
    }

    /// The pieces of a stream that comes in chunks of so many characters.
    fn streamed(text: &str, size: usize) -> Vec<String> {
        let mut out = Vec::new();
        let (mut held, mut scan) = (String::new(), SentenceScan::default());
        let chars: Vec<char> = text.chars().collect();
        let mut chunks = chars.chunks(size).peekable();
        while let Some(chunk) = chunks.next() {
            held.extend(chunk);
            let complete = chunks.peek().is_none();
            while let Some(end) = scan.next_end(&held, complete) {
                out.push(held.drain(..end.at).collect());
                scan = SentenceScan::default();
            }
        }
        out
    }

    #[test]
    fn a_mark_inside_an_address_ends_nothing() {
        for text in [
            "See https://shop.example。返品 now",
            "See evil。com now",
            "See [返品。](/returns) now",
            "See [x](/a？b) now",
            "Ask help@shop.example。jp now",
        ] {
            assert_eq!(split(text), [text]);
        }
    }

    #[test]
    fn a_long_sentence_is_cut_at_a_space_or_else_in_a_word() {
        let text = format!("{} {}", "a".repeat(3_000), "b".repeat(3_000));
        let lengths: Vec<usize> = split(&text).iter().map(|piece| piece.len()).collect();
        assert_eq!(lengths, [3_000, 3_001]);
        let end = SentenceScan::default().next_end(&"a".repeat(9_000), false);
        assert_eq!(
            end.map(|end| (end.at, end.cause)),
            Some((4_096, EndCause::CutInWord))
        );
        let end = SentenceScan::default().next_end(&text, false);
        assert_eq!(end.map(|end| end.cause), Some(EndCause::CutAtSpace));
        assert!(
            split(&" ".repeat(9_000))
                .iter()
                .all(|piece| piece.len() <= 4_096)
        );
    }

    #[test]
    fn space_that_is_taken_back_leaves_the_word_as_it_was() {
        let mut scan = SentenceScan::default();
        let mut text = "See https://shop.example  ".to_owned();
        assert_eq!(scan.next_end(&text, false), None);
        text.truncate(text.trim_end().len());
        scan.taken_back(&text);
        text.push_str("。返品");
        assert_eq!(scan.next_end(&text, false), None);
    }

    #[test]
    fn work_is_linear() {
        let units = [
            "1.", ".", "...", "a.", "a. ", "1. ", "1.  ", "5. N", "e.g. ", "\"", ".)", "!]", "。",
            "a。", "。]", "。](", "[a](", "@", "://", " ", "\n", "a", "é", "*", "p.m. a", "(",
            ". \t", "５.",
        ];
        for unit in units {
            for size in [1, 7, usize::MAX] {
                let work = |times: usize| {
                    let text = unit.repeat(times);
                    work::of(|| drop(streamed(&text, size)))
                };
                assert!(
                    work(8_000) < 5 * work(2_000),
                    "{unit:?} in chunks of {size}"
                );
            }
        }
    }

    proptest! {
        #[test]
        fn chunks_of_any_size_give_the_same(text in "[ a5N.。!\\]\\[()\"@:/\n*]{0,60}", size in 1_usize..6) {
            prop_assert_eq!(streamed(&text, size), split(&text));
        }

        #[test]
        fn pieces_make_the_text(text in "(?s).{0,200}") {
            prop_assert_eq!(split(&text).concat(), text);
        }
    }
}
