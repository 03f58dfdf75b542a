//! When two words are the same word.

use handrail_text::words::{stem, words};

use crate::synonyms::synonyms;

/// From here on a word counts as found.
pub(crate) const LIKE: f32 = 0.6;

/// A word of a passage.
#[derive(Debug)]
pub(crate) struct Token {
    pub(crate) text: String,
    stem_bytes: usize,
    /// Of `text`, here so that most words are told apart without a look there.
    first: Option<u8>,
}

impl Token {
    fn new(text: String) -> Token {
        Token {
            stem_bytes: stem(&text).len(),
            first: text.as_bytes().first().copied(),
            text,
        }
    }

    pub(crate) fn stem(&self) -> &str {
        &self.text[..self.stem_bytes]
    }
}

/// The words of a text.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    words(text)
        .into_iter()
        .map(|word| Token::new(word.text))
        .collect()
}

/// What a synonym is worth.
const SYNONYM: f32 = 0.8;
/// What two words are worth that make one: "gift card" for "giftcard".
const COMPOUND: f32 = 0.9;

/// A word of a question.
#[derive(Debug)]
pub(crate) struct Term {
    word: Token,
    synonyms: Vec<Token>,
    /// The first bytes of all of them. Whatever is like one begins as it does.
    firsts: Bytes,
}

/// A set of bytes.
#[derive(Debug, Default)]
struct Bytes([u64; 4]);

impl Bytes {
    fn add(&mut self, byte: u8) {
        self.0[usize::from(byte >> 6)] |= 1 << (byte & 63);
    }

    fn has(&self, byte: u8) -> bool {
        self.0[usize::from(byte >> 6)] >> (byte & 63) & 1 == 1
    }
}

impl Term {
    pub(crate) fn new(text: String) -> Term {
        let synonyms: Vec<Token> = synonyms(&text)
            .map(|word| Token::new(word.to_owned()))
            .collect();
        let word = Token::new(text);
        let mut firsts = Bytes::default();
        for first in synonyms.iter().chain([&word]).filter_map(|word| word.first) {
            firsts.add(first);
        }
        Term {
            word,
            synonyms,
            firsts,
        }
    }

    /// Most words of a text are dismissed by their first byte.
    fn may_be(&self, token: &Token) -> bool {
        token.first.is_some_and(|first| self.firsts.has(first))
    }

    /// Whether the token is this word in some form.
    pub(crate) fn is(&self, token: &Token) -> bool {
        self.may_be(token)
            && (self.word.stem() == token.stem()
                || self.synonyms.iter().any(|word| word.stem() == token.stem()))
    }

    /// 1 for the same word or stem, less for a synonym, a compound, a common beginning or a slip of the pen.
    pub(crate) fn likeness(&self, token: &Token) -> f32 {
        let own = self.word.likeness(token);
        if own < SYNONYM && self.synonyms.iter().any(|word| word.stem() == token.stem()) {
            SYNONYM
        } else {
            own
        }
    }

    fn is_compound(&self, first: &Token, second: &Token) -> bool {
        first.text.len() >= 3
            && second.text.len() >= 3
            && self
                .word
                .text
                .strip_prefix(first.text.as_str())
                .is_some_and(|rest| rest.len() >= 3 && stem(rest) == second.stem())
    }
}

impl Token {
    fn likeness(&self, token: &Token) -> f32 {
        if self.stem() == token.stem() || self.text == token.text {
            return 1.0;
        }
        let (a, b) = (self.text.as_bytes(), token.text.as_bytes());
        let shorter = a.len().min(b.len());
        if shorter < 4 {
            return 0.0;
        }
        let common = a.iter().zip(b).take_while(|(a, b)| a == b).count();
        if common == shorter && shorter >= 5 {
            0.8
        } else if (common >= 5 && common * 10 >= shorter * 7)
            || (shorter >= 5 && common > 0 && is_one_slip(&a[common..], &b[common..]))
        {
            0.7
        } else {
            0.0
        }
    }
}

/// How surely a text holds a word, 0 to 1.
pub(crate) fn best_likeness(term: &Term, tokens: &[Token]) -> f32 {
    let mut best = 0.0_f32;
    for (at, token) in tokens.iter().enumerate() {
        if !term.may_be(token) {
            continue;
        }
        best = best.max(term.likeness(token));
        if best >= 1.0 {
            break;
        }
        if best < COMPOUND
            && tokens
                .get(at + 1)
                .is_some_and(|next| term.is_compound(token, next))
        {
            best = COMPOUND;
        }
    }
    best
}

/// How much of the words a text holds, 0 to 1, all weighing the same.
pub(crate) fn coverage(terms: &[Term], text: &str) -> f32 {
    if terms.is_empty() {
        return 0.0;
    }
    let tokens = tokens(text);
    let found: f32 = terms.iter().map(|term| best_likeness(term, &tokens)).sum();
    found / terms.len() as f32
}

/// One letter more, less, other, or two swapped; both begin where they first differ.
fn is_one_slip(a: &[u8], b: &[u8]) -> bool {
    match a.len().abs_diff(b.len()) {
        0 => a[1..] == b[1..] || (a.len() >= 2 && a[0] == b[1] && a[1] == b[0] && a[2..] == b[2..]),
        1 if a.len() > b.len() => a[1..] == *b,
        1 => b[1..] == *a,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_alike_by_form_beginning_and_slip() {
        let cases = [
            ("returns", "returned", 1.0),
            ("strike", "strikethrough", 0.8),
            ("stikethrough", "strikethrough", 0.7),
            ("shiping", "shipping", 1.0),
            ("adress", "address", 0.7),
            ("recieve", "receive", 0.7),
            ("deliverable", "deliverance", 0.7),
            ("ship", "shop", 0.0),
            ("refund", "return", 0.0),
            ("package", "parcel", 0.8),
            ("a", "ab", 0.0),
            ("", "", 1.0),
        ];
        for (a, b, expected) in cases {
            let likeness = Term::new(a.to_owned()).likeness(&Token::new(b.to_owned()));
            assert_eq!(likeness, expected, "{a} {b}");
        }
        let term = Term::new("giftcards".to_owned());
        assert_eq!(best_likeness(&term, &tokens("a gift card")), COMPOUND);
    }
}
