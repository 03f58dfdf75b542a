//! Letters in a form that compares: lower case, without accents.
//!
//! Not for display: folding loses letters on purpose ("é" is "e", "ß" is "ss").

/// Lower case without Latin diacritics; typographic apostrophes become `'`.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    text.chars().for_each(|c| fold_char(c, &mut folded));
    folded
}

/// Appends the character, folded; of one that shows nothing, nothing.
#[inline]
pub fn fold_char(c: char, folded: &mut String) {
    if c.is_ascii() {
        folded.push(c.to_ascii_lowercase());
    } else {
        fold_other(c, folded);
    }
}

fn fold_other(c: char, folded: &mut String) {
    let plain = match c {
        'à'..='å' | 'À'..='Å' | 'ā' | 'Ā' | 'ă' | 'Ă' | 'ą' | 'Ą' => "a",
        'æ' | 'Æ' => "ae",
        'ç' | 'Ç' | 'ć' | 'Ć' | 'ĉ' | 'Ĉ' | 'ċ' | 'Ċ' | 'č' | 'Č' => "c",
        'ď' | 'Ď' | 'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'è'..='ë' | 'È'..='Ë' | 'ē' | 'Ē' | 'ĕ' | 'Ĕ' | 'ė' | 'Ė' | 'ę' | 'Ę' | 'ě' | 'Ě' => {
            "e"
        }
        'ĝ' | 'Ĝ' | 'ğ' | 'Ğ' | 'ġ' | 'Ġ' | 'ģ' | 'Ģ' => "g",
        'ì'..='ï' | 'Ì'..='Ï' | 'ĩ' | 'Ĩ' | 'ī' | 'Ī' | 'ĭ' | 'Ĭ' | 'į' | 'Į' | 'ı' | 'İ' => {
            "i"
        }
        'ĺ' | 'Ĺ' | 'ļ' | 'Ļ' | 'ľ' | 'Ľ' | 'ł' | 'Ł' => "l",
        'ñ' | 'Ñ' | 'ń' | 'Ń' | 'ņ' | 'Ņ' | 'ň' | 'Ň' => "n",
        'ò'..='ö' | 'Ò'..='Ö' | 'ø' | 'Ø' | 'ō' | 'Ō' | 'ŏ' | 'Ŏ' | 'ő' | 'Ő' => "o",
        'œ' | 'Œ' => "oe",
        'ŕ' | 'Ŕ' | 'ŗ' | 'Ŗ' | 'ř' | 'Ř' => "r",
        'ß' | 'ẞ' => "ss",
        'ś' | 'Ś' | 'ŝ' | 'Ŝ' | 'ş' | 'Ş' | 'š' | 'Š' | 'ș' | 'Ș' => "s",
        'ţ' | 'Ţ' | 'ť' | 'Ť' | 'ț' | 'Ț' => "t",
        'ù'..='ü'
        | 'Ù'..='Ü'
        | 'ũ'
        | 'Ũ'
        | 'ū'
        | 'Ū'
        | 'ŭ'
        | 'Ŭ'
        | 'ů'
        | 'Ů'
        | 'ű'
        | 'Ű'
        | 'ų'
        | 'Ų' => "u",
        'ý' | 'Ý' | 'ÿ' | 'Ÿ' => "y",
        'ź' | 'Ź' | 'ż' | 'Ż' | 'ž' | 'Ž' => "z",
        c if is_combining(c) || is_zero_width(c) => "",
        c if is_apostrophe(c) => "'",
        c => {
            for lower in c.to_lowercase() {
                // The small letter may be one of those above: that of the Ångström sign is.
                if lower == c {
                    folded.push(c);
                } else {
                    fold_char(lower, folded);
                }
            }
            return;
        }
    };
    folded.push_str(plain);
}

/// Apostrophes, and the marks that people type for one.
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | '´' | 'ʼ')
}

/// Characters that show nothing and could hide a digit or split a word.
pub fn is_zero_width(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// Accents that are characters of their own.
pub fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn letters_lose_case_and_accent() {
        for (text, folded) in [
            ("Straße ŁÓDŹ", "strasse lodz"),
            ("Œuvre d’Éa", "oeuvre d'ea"),
            ("cafe\u{301} na\u{200b}ive", "cafe naive"),
            ("İstanbul Ăla ȘȚ", "istanbul ala st"),
            ("Привет 東京", "привет 東京"),
        ] {
            assert_eq!(fold(text), folded);
        }
    }

    proptest! {
        #[test]
        fn folded_text_stays_as_it_is(text in "\\PC{0,40}") {
            let folded = fold(&text);
            prop_assert_eq!(fold(&folded), folded);
        }

        #[test]
        fn case_does_not_matter(text in "[a-zà-ÿĀ-ſ]{0,20}") {
            prop_assert_eq!(fold(&text.to_lowercase()), fold(&text));
        }
    }
}
