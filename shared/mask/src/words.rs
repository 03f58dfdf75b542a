//! Words that say what stands beside them, in English, German, French, Spanish, Italian,
//! Portuguese, Dutch and Polish; looked up in lower case and without accents.

mod lists;

use std::ops::BitOr;
use std::sync::LazyLock;

/// What a word says about its surroundings; a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Meaning(u64);

macro_rules! meanings {
    ($($(#[$doc:meta])* $name:ident = $bit:expr;)*) => {
        impl Meaning { $($(#[$doc])* pub(crate) const $name: Meaning = Meaning(1 << $bit);)* }
    };
}

meanings! {
    /// Payment cards.
    CARD = 0;
    /// The check number of a card.
    CVV = 1;
    /// US social security and taxpayer numbers.
    SSN = 2;
    /// Bank and customer accounts.
    ACCOUNT = 3;
    PHONE = 4;
    /// Passwords, PINs, one-time codes.
    PASSWORD = 5;
    /// Machine credentials.
    SECRET = 6;
    EMAIL = 7;
    ADDRESS = 8;
    /// The word "name" itself.
    NAME = 9;
    /// Numbers of things: orders, parcels, invoices, versions. Speaks against a person's number.
    REFERENCE = 10;
    /// Currencies, amounts, counts.
    MONEY = 11;
    /// Words that may stand between a cue and its value.
    LINK = 12;
    /// "is" and its like: what follows is the value.
    IS = 13;
    /// Kinds of streets that follow a name: "Street".
    STREET = 14;
    /// Kinds of streets that precede a name: "rue".
    ROAD = 15;
    /// Flat, floor, suite.
    UNIT = 16;
    /// Mr, Frau, Dr.
    TITLE = 17;
    /// Small words inside names: "van", "de la".
    PARTICLE = 18;
    /// Words that are no part of a name.
    STOP = 19;
    /// Common given names.
    GIVEN = 20;
    /// States of the US, by name or abbreviation.
    STATE = 21;
    /// Postcodes.
    ZIP = 22;
    MONTH = 23;
    GREETING = 24;
    SIGNOFF = 25;
    /// Words that ask for something.
    ASK = 26;
    CODE = 27;
    /// What makes "code" a secret one.
    ONE_TIME = 28;
    COUNTRY = 29;
    /// Internet addresses.
    IP = 30;
    /// Software versions.
    VERSION = 31;
    IBAN = 32;
    /// Given names that are everyday words too.
    EVERYDAY_NAME = 33;
    /// Words that follow "password is" without being one.
    STATUS = 34;
    /// "I live at", "deliver to": what follows may be an address.
    PLACE = 35;
    /// Words an introduction begins with: "my" of "my name is".
    INTRO = 36;
    /// What a short request ends in.
    PLEASE = 37;
}

impl Meaning {
    pub(crate) const NONE: Meaning = Meaning(0);

    /// Whether anything of `other` is in this set.
    pub(crate) const fn has(self, other: Meaning) -> bool {
        self.0 & other.0 != 0
    }

    pub(crate) const fn and(self, other: Meaning) -> Meaning {
        Meaning(self.0 & other.0)
    }

    pub(crate) const fn or(self, other: Meaning) -> Meaning {
        Meaning(self.0 | other.0)
    }
}

impl BitOr for Meaning {
    type Output = Meaning;

    fn bitor(self, other: Meaning) -> Meaning {
        self.or(other)
    }
}

/// The meaning of a folded word; of "l'adresse" that of "adresse".
pub(crate) fn meaning(folded: &str) -> Meaning {
    let known = TABLE.get(folded);
    match folded.split_once('\'') {
        Some((_, rest)) if known == Meaning::NONE => TABLE.get(rest),
        _ => known,
    }
}

struct Table {
    words: Vec<(&'static str, Meaning)>,
    by_first: [(u32, u32); 256],
}

static TABLE: LazyLock<Table> = LazyLock::new(Table::new);

impl Table {
    fn new() -> Self {
        let mut words: Vec<(&'static str, Meaning)> = lists::LISTS
            .iter()
            .flat_map(|(meaning, list)| list.split_ascii_whitespace().map(|word| (word, *meaning)))
            .collect();
        words.sort_unstable_by_key(|(word, _)| *word);
        words.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 = kept.1 | next.1;
            }
            same
        });
        let mut by_first = [(0, 0); 256];
        for (at, (word, _)) in words.iter().enumerate() {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            if let Some(range) = word
                .bytes()
                .next()
                .and_then(|b| by_first.get_mut(usize::from(b)))
            {
                if range.1 == 0 {
                    range.0 = at;
                }
                range.1 = at + 1;
            }
        }
        Self { words, by_first }
    }

    fn get(&self, word: &str) -> Meaning {
        let Some((from, to)) = word.bytes().next().map(|b| self.by_first[usize::from(b)]) else {
            return Meaning::NONE;
        };
        let list = self
            .words
            .get(from as usize..to as usize)
            .unwrap_or_default();
        match list.binary_search_by(|(known, _)| (*known).cmp(word)) {
            Ok(at) => list[at].1,
            Err(_) => Meaning::NONE,
        }
    }
}

/// Appends the character in lower case and without its accent.
pub(crate) fn fold(c: char, folded: &mut String) {
    if c.is_ascii() {
        folded.push(c.to_ascii_lowercase());
        return;
    }
    let plain = match c {
        'à'..='å' | 'À'..='Å' | 'ā' | 'Ā' | 'ă' | 'Ă' | 'ą' | 'Ą' => "a",
        'æ' | 'Æ' => "ae",
        'ç' | 'Ç' | 'ć' | 'Ć' | 'č' | 'Č' => "c",
        'ď' | 'Ď' | 'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'è'..='ë' | 'È'..='Ë' | 'ē' | 'Ē' | 'ę' | 'Ę' | 'ě' | 'Ě' => "e",
        'ì'..='ï' | 'Ì'..='Ï' | 'ī' | 'Ī' | 'ı' | 'İ' => "i",
        'ł' | 'Ł' | 'ľ' | 'Ľ' => "l",
        'ñ' | 'Ñ' | 'ń' | 'Ń' | 'ň' | 'Ň' => "n",
        'ò'..='ö' | 'ø' | 'Ò'..='Ö' | 'Ø' | 'ō' | 'Ō' | 'ő' | 'Ő' => "o",
        'œ' | 'Œ' => "oe",
        'ř' | 'Ř' => "r",
        'ß' | 'ẞ' => "ss",
        'ś' | 'Ś' | 'š' | 'Š' | 'ş' | 'Ş' | 'ș' | 'Ș' => "s",
        'ť' | 'Ť' | 'ţ' | 'Ţ' | 'ț' | 'Ț' => "t",
        'ù'..='ü' | 'Ù'..='Ü' | 'ū' | 'Ū' | 'ů' | 'Ů' | 'ű' | 'Ű' => "u",
        'ý' | 'ÿ' | 'Ý' => "y",
        'ź' | 'Ź' | 'ż' | 'Ż' | 'ž' | 'Ž' => "z",
        '\u{300}'..='\u{36F}' => "",
        _ => {
            folded.extend(c.to_lowercase());
            return;
        }
    };
    folded.push_str(plain);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_written_as_they_are_looked_up() {
        for (_, list) in lists::LISTS {
            for word in list.split_ascii_whitespace() {
                let mut folded = String::new();
                word.chars().for_each(|c| fold(c, &mut folded));
                assert_eq!(folded, word);
            }
        }
    }

    #[test]
    fn accents_case_and_elision_do_not_matter() {
        let of = |word: &str| {
            let mut folded = String::new();
            word.chars().for_each(|c| fold(c, &mut folded));
            meaning(&folded)
        };
        assert!(of("Téléphone").has(Meaning::PHONE));
        assert!(of("l'adresse").has(Meaning::ADDRESS));
        assert!(of("HASŁO").has(Meaning::PASSWORD));
        assert!(of("Contraseña").has(Meaning::PASSWORD));
        assert_eq!(of("teapot"), Meaning::NONE);
        assert_eq!(of(""), Meaning::NONE);
    }
}
