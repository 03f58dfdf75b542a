//! Words of a text in a form that compares: lower case, without accents, one token per word.
//!
//! Not for display: folding loses letters on purpose ("é" is "e", "ß" is "ss").

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

/// Lower case without Latin diacritics; typographic apostrophes become `'`.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| fold_char(c, &mut out));
    out
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

/// Apostrophes, and the marks that people type for one.
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | '´' | 'ʼ')
}

/// Characters that show nothing and could hide a digit or split a word.
pub fn is_zero_width(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

fn fold_char(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    if is_combining(c) || is_zero_width(c) {
        return;
    }
    for c in c.to_lowercase() {
        match c {
            'à'..='å' | 'ā' | 'ă' | 'ą' => out.push('a'),
            'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => out.push('c'),
            'ď' | 'đ' | 'ð' => out.push('d'),
            'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => out.push('e'),
            'ĝ' | 'ğ' | 'ġ' | 'ģ' => out.push('g'),
            'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => out.push('i'),
            'ĺ' | 'ļ' | 'ľ' | 'ł' => out.push('l'),
            'ñ' | 'ń' | 'ņ' | 'ň' => out.push('n'),
            'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => out.push('o'),
            'ŕ' | 'ŗ' | 'ř' => out.push('r'),
            'ś' | 'ŝ' | 'ş' | 'š' => out.push('s'),
            'ţ' | 'ť' => out.push('t'),
            'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => out.push('u'),
            'ý' | 'ÿ' => out.push('y'),
            'ź' | 'ż' | 'ž' => out.push('z'),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            c if is_apostrophe(c) => out.push('\''),
            c if is_combining(c) => {}
            c => out.push(c),
        }
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
