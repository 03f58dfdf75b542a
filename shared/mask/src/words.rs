//! Words that say what stands beside them, in English, German, French, Spanish, Italian,
//! Portuguese, Dutch and Polish; looked up in lower case and without accents.

mod endings;
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
    /// Names that are everyday words, brands or places too.
    EVERYDAY_NAME = 33;
    /// Words that follow "password is" without being one.
    STATUS = 34;
    /// "I live at", "deliver to": what follows may be an address.
    PLACE = 35;
    /// Words an introduction begins with: "my" of "my name is".
    INTRO = 36;
    /// What a short request ends in.
    PLEASE = 37;
    /// Names of numbers a state gives: "PESEL", "tax id".
    ID = 38;
    /// Words beside which a number may be such a one: "national", "insurance".
    HINT = 39;
    PASSPORT = 40;
    /// Driving licences.
    LICENCE = 41;
    /// The day of birth.
    BIRTH = 42;
    /// The end of a card's validity.
    EXPIRY = 43;
    /// Number plates of vehicles.
    PLATE = 44;
    SURNAME = 45;
    /// Companies and places called after people: "Miller Ltd", "Kennedy Airport".
    FIRM = 46;
    /// Single letters.
    INITIAL = 47;
    /// What people are to an order or to each other: "recipient", "husband".
    PARTY = 48;
    /// Words in no list that end like a surname: "-owska", "-sson".
    FORM = 49;
    /// Countries in one word.
    LAND = 50;
    /// The last word of countries that take several: the "Zealand" of "New Zealand".
    LAND_END = 51;
    /// Large cities, by the word that tells: the "York" of "New York".
    CITY = 52;
    /// "the corner of".
    CORNER = 53;
    /// The "@" in words, and providers of e-mail.
    MAILS = 54;
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
    match folded.split_once('\'') {
        None => meaning_of(folded, WordHash::of(folded)),
        Some((_, rest)) => match TABLE.get(folded, WordHash::of(folded)) {
            Meaning::NONE => TABLE.get(rest, WordHash::of(rest)),
            known => known,
        },
    }
}

/// The meaning of a folded word without an apostrophe, whose hash is known.
pub(crate) fn meaning_of(folded: &str, hash: WordHash) -> Meaning {
    match TABLE.get(folded, hash) {
        Meaning::NONE => endings::meaning(folded),
        known => known,
    }
}

/// The hash of a word, grown byte by byte while the word is read (the multiplicative hash of
/// Firefox and rustc).
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct WordHash(u64);

impl WordHash {
    #[inline]
    pub(crate) fn push(&mut self, byte: u8) {
        self.0 = (self.0.rotate_left(5) ^ u64::from(byte)).wrapping_mul(0x517c_c1b7_2722_0a95);
    }

    fn of(word: &str) -> Self {
        let mut hash = Self::default();
        word.bytes().for_each(|byte| hash.push(byte));
        hash
    }

    /// The upper half, whose bits depend on all bytes.
    fn high(self) -> u32 {
        (self.0 >> 32) as u32
    }
}

/// The lists as one hash table with open addressing; a slot in four is taken at most.
struct Table {
    words: Vec<(&'static str, Meaning)>,
    /// Hash and number of a word, counted from 1; 0 where the slot is free.
    slots: Vec<(u32, u32)>,
}

static TABLE: LazyLock<Table> = LazyLock::new(Table::new);

impl Table {
    fn new() -> Self {
        let count: usize = lists::LISTS.iter().map(|(_, list)| list.len() / 5).sum();
        let mut table = Self {
            words: Vec::with_capacity(count),
            slots: vec![(0, 0); (count * 4).next_power_of_two()],
        };
        for (meaning, list) in lists::LISTS {
            for word in list.split_ascii_whitespace() {
                table.add(word, *meaning);
            }
        }
        table
    }

    fn add(&mut self, word: &'static str, meaning: Meaning) {
        let hash = WordHash::of(word);
        let slot = self.slot(word, hash);
        let number = self.slots[slot].1;
        if number > 0 {
            let known = &mut self.words[number as usize - 1].1;
            *known = *known | meaning;
        } else {
            self.words.push((word, meaning));
            self.slots[slot] = (
                hash.high(),
                u32::try_from(self.words.len()).unwrap_or_default(),
            );
        }
    }

    /// The slot that holds the word, or the free one where it would stand.
    fn slot(&self, word: &str, hash: WordHash) -> usize {
        let last = self.slots.len() - 1;
        let mut slot = hash.high() as usize & last;
        loop {
            let (known, number) = self.slots[slot];
            if number == 0 || known == hash.high() && self.words[number as usize - 1].0 == word {
                return slot;
            }
            slot = (slot + 1) & last;
        }
    }

    #[inline]
    fn get(&self, word: &str, hash: WordHash) -> Meaning {
        match self.slots[self.slot(word, hash)].1 {
            0 => Meaning::NONE,
            number => self.words[number as usize - 1].1,
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
