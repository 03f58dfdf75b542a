//! Words of a text in a form that compares: folded, one token per word.

use crate::folding::{fold_char, is_apostrophe, is_combining, is_zero_width};

/// One word, folded, with where it stood and which clause it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The folded word.
    pub text: String,
    /// Byte offset of its first character in the original.
    pub start: usize,
    /// Byte offset after its last character.
    pub end: usize,
    /// Counts up at each `. , ; : ! ?`, bracket, long dash, other dash beside a space and line break.
    pub clause: usize,
}

/// The words of `text`. Apostrophes part words ("j'ai" is two) except in "n't" ("don't" is `dont`).
pub fn words(text: &str) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::new();
    let mut clause = 0;
    let mut current: Option<Word> = None;
    let mut chars = text.char_indices().peekable();
    let mut previous_was_space = true;
    while let Some((at, c)) = chars.next() {
        if c.is_alphanumeric() || is_combining(c) {
            let word = current.get_or_insert_with(|| Word {
                text: String::new(),
                start: at,
                end: at,
                clause,
            });
            fold_char(c, &mut word.text);
            word.end = at + c.len_utf8();
            previous_was_space = false;
            continue;
        }
        let next = chars.peek().map(|&(_, next)| next);
        if is_apostrophe(c)
            && next.is_some_and(|next| next.eq_ignore_ascii_case(&'t'))
            && current
                .as_ref()
                .is_some_and(|word| word.text.ends_with('n'))
        {
            continue;
        }
        if is_zero_width(c) {
            continue;
        }
        out.extend(current.take().filter(|word| !word.text.is_empty()));
        let breaks = match c {
            '.' | ',' | ':' | '!' | '?' | ';' | '(' | ')' | '\n' | '…' | '。' | '、' | '—' => {
                true
            }
            '-' | '–' => previous_was_space || next.is_some_and(char::is_whitespace),
            _ => false,
        };
        if breaks && out.last().is_some_and(|word| word.clause == clause) {
            clause += 1;
        }
        previous_was_space = c.is_whitespace();
    }
    out.extend(current.filter(|word| !word.text.is_empty()));
    out
}

/// A crude stem that brings most inflected forms of one word together in the eight languages; only ever compared with
/// other stems.
pub fn stem(word: &str) -> &str {
    const ENDINGS: [&str; 30] = [
        "ements", "ement", "ations", "ation", "ungen", "ments", "ment", "ings", "ing", "ung",
        "ies", "ied", "ers", "ely", "ed", "es", "er", "en", "em", "ly", "os", "as", "is", "y", "e",
        "s", "o", "a", "i", "n",
    ];
    if !word.is_ascii() {
        return word;
    }
    for ending in ENDINGS {
        if let Some(stem) = word.strip_suffix(ending)
            && stem.len() >= 3
        {
            return undouble(stem);
        }
    }
    word
}

fn undouble(stem: &str) -> &str {
    let bytes = stem.as_bytes();
    match bytes {
        [.., a, b] if a == b && stem.len() > 3 && !matches!(a, b's' | b'l') => {
            &stem[..stem.len() - 1]
        }
        _ => stem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn words_are_folded_and_parted() {
        let cases: &[(&str, &[&str])] = &[
            ("I don’t WANT it", &["i", "dont", "want", "it"]),
            (
                "j'ai parlé à l’opérateur",
                &["j", "ai", "parle", "a", "l", "operateur"],
            ),
            ("Straße, Łódź", &["strasse", "lodz"]),
            ("cafe\u{301} na\u{200b}ive", &["cafe", "naive"]),
            ("", &[]),
            ("🙂 -- ...", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(plain(text), *expected, "{text}");
        }
    }

    #[test]
    fn clauses_count_up_at_punctuation_once() {
        let clauses: Vec<usize> = words("no, wait... a re-use – yes—no")
            .iter()
            .map(|word| word.clause)
            .collect();
        assert_eq!(clauses, [0, 1, 2, 2, 2, 3, 4]);
    }

    #[test]
    fn offsets_point_into_the_original() {
        let text = "Ärger (hier)";
        let found: Vec<&str> = words(text)
            .iter()
            .map(|word| &text[word.start..word.end])
            .collect();
        assert_eq!(found, ["Ärger", "hier"]);
    }

    #[test]
    fn stems_bring_forms_together() {
        for (a, b) in [
            ("returns", "returned"),
            ("shipping", "shipped"),
            ("refunds", "refund"),
            ("bestellung", "bestellungen"),
        ] {
            assert_eq!(stem(a), stem(b), "{a} {b}");
        }
    }
}
