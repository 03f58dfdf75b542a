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

    /// This set but for what is in `other`.
    pub(crate) const fn without(self, other: Meaning) -> Meaning {
        Meaning(self.0 & !other.0)
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
        None => TABLE.meaning_at(folded, 0, folded.len()),
        Some((_, rest)) => match TABLE.get(WordHash::of(folded.as_bytes())) {
            Meaning::NONE => TABLE.get(WordHash::of(rest.as_bytes())),
            known => known,
        },
    }
}

/// The meanings of all listed words.
pub(crate) fn table() -> &'static Table {
    &TABLE
}

/// The hash of a word, eight bytes at a time (the multiplicative hash of Firefox and rustc).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct WordHash(u64);

impl WordHash {
    fn of(word: &[u8]) -> Self {
        Self::at(word, 0, word.len())
    }

    #[inline]
    fn at(text: &[u8], start: usize, end: usize) -> Self {
        let mut hash = Self((end - start) as u64);
        let mut at = start;
        while end - at > 8 {
            hash.mix(eight(text, at));
            at += 8;
        }
        let left = end - at;
        hash.mix(eight(text, at) & (u64::MAX >> (64 - 8 * left.max(1))));
        hash
    }

    #[inline]
    fn mix(&mut self, bytes: u64) {
        self.0 = (self.0.rotate_left(5) ^ bytes).wrapping_mul(0x517c_c1b7_2722_0a95);
    }

    /// The bits that depend on all bytes, but for the place of [`Slot`]'s meaning.
    fn high(self) -> u64 {
        self.0 & !Slot::MEANING
    }
}

/// Eight bytes of the text, with zeros behind its end.
#[inline]
fn eight(text: &[u8], at: usize) -> u64 {
    let rest = text.get(at..).unwrap_or_default();
    if let Some(bytes) = rest.first_chunk::<8>() {
        return u64::from_le_bytes(*bytes);
    }
    let bytes = rest.iter().rev();
    bytes.fold(0, |bytes, byte| bytes << 8 | u64::from(*byte))
}

/// The upper bits of a word's hash, and below them the number of its meaning, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Slot(u64);

impl Slot {
    const FREE: Slot = Slot(0);
    const MEANING: u64 = 0xFFF;

    fn is_of(self, hash: WordHash) -> bool {
        self.0 & !Self::MEANING == hash.high()
    }
}

/// The lists as one hash table with open addressing, at least half of it free.
///
/// Words are told apart by 52 bits of their hash alone, which all listed ones differ in. That a
/// word of no list has the hash of a listed one has a chance of 1 in 10^11.
pub(crate) struct Table {
    slots: Vec<Slot>,
    meanings: Vec<Meaning>,
}

static TABLE: LazyLock<Table> = LazyLock::new(Table::new);

impl Table {
    fn new() -> Self {
        let count: usize = lists::LISTS.iter().map(|(_, list)| list.len() / 5).sum();
        let mut table = Self {
            slots: vec![Slot::FREE; (count * 2).next_power_of_two()],
            meanings: Vec::new(),
        };
        for (meaning, list) in lists::LISTS {
            for word in list.split_ascii_whitespace() {
                table.add(WordHash::of(word.as_bytes()), *meaning);
            }
        }
        table
    }

    /// The meaning of the word without an apostrophe that stands in a folded text.
    #[inline(always)]
    pub(crate) fn meaning_at(&self, folded: &str, start: usize, end: usize) -> Meaning {
        match self.get(WordHash::at(folded.as_bytes(), start, end)) {
            Meaning::NONE => endings::meaning(&folded[start..end]),
            known => known,
        }
    }

    fn add(&mut self, hash: WordHash, meaning: Meaning) {
        let slot = self.slot(hash);
        let meaning = meaning | self.meaning(self.slots[slot]);
        let known = self.meanings.iter().position(|known| *known == meaning);
        let number = known.unwrap_or_else(|| {
            self.meanings.push(meaning);
            self.meanings.len() - 1
        });
        self.slots[slot] = Slot(hash.high() | (number as u64 + 1));
    }

    /// The slot that holds the word, or the free one where it would stand.
    #[inline]
    fn slot(&self, hash: WordHash) -> usize {
        let last = self.slots.len() - 1;
        let mut slot = (hash.0 >> 32) as usize & last;
        while self.slots[slot] != Slot::FREE && !self.slots[slot].is_of(hash) {
            slot = (slot + 1) & last;
        }
        slot
    }

    #[inline]
    fn get(&self, hash: WordHash) -> Meaning {
        self.meaning(self.slots[self.slot(hash)])
    }

    #[inline]
    fn meaning(&self, slot: Slot) -> Meaning {
        let number = (slot.0 & Slot::MEANING) as usize;
        let meaning = number.checked_sub(1).and_then(|at| self.meanings.get(at));
        meaning.copied().unwrap_or(Meaning::NONE)
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
    use std::collections::BTreeSet;

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
    fn listed_words_differ_in_their_hash() {
        let words = lists::LISTS.iter();
        let words: BTreeSet<&str> = words
            .flat_map(|(_, list)| list.split_ascii_whitespace())
            .collect();
        let hash = |word: &&str| WordHash::of(word.as_bytes()).high();
        let hashes: BTreeSet<u64> = words.iter().map(hash).collect();
        assert_eq!(hashes.len(), words.len());
        assert!(!hashes.contains(&0), "a free slot looks like this");
        assert!(TABLE.meanings.len() < Slot::MEANING as usize);
        assert!(words.len() * 2 <= TABLE.slots.len());
    }

    #[test]
    fn the_place_in_a_text_does_not_matter() {
        for word in [
            "a",
            "address",
            "adresses",
            "lieferadresse",
            "gebuhrenpflichtig",
        ] {
            let hash = WordHash::of(word.as_bytes());
            for text in [
                format!("{word} and more of it"),
                format!("{word}s"),
                format!("to {word}"),
            ] {
                let start = text.find(word).unwrap();
                let at = WordHash::at(text.as_bytes(), start, start + word.len());
                assert_eq!(at, hash, "{text:?}");
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
