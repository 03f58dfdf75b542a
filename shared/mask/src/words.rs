//! Words that say what stands beside them, in English, German, French, Spanish, Italian,
//! Portuguese, Dutch and Polish; looked up in lower case and without accents.

mod endings;
mod lists;

use handrail_text::WordMap;
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
        Some((_, rest)) => match TABLE.get(folded) {
            Meaning::NONE => TABLE.get(rest),
            known => known,
        },
    }
}

/// The meanings of all listed words.
pub(crate) fn table() -> &'static Table {
    &TABLE
}

/// The lists as one map. A word that is in several has all of their meanings.
pub(crate) struct Table(WordMap<Meaning>);

static TABLE: LazyLock<Table> = LazyLock::new(Table::new);

impl Table {
    fn new() -> Self {
        let count: usize = lists::LISTS.iter().map(|(_, list)| list.len() / 5).sum();
        let mut words = WordMap::with_capacity(count);
        for (meaning, list) in lists::LISTS {
            for word in list.split_ascii_whitespace() {
                words.add(word, *meaning, |known, meaning| *known | meaning);
            }
        }
        Self(words)
    }

    /// The meaning of the word without an apostrophe that stands in a folded text.
    #[inline(always)]
    pub(crate) fn meaning_at(&self, folded: &str, start: usize, end: usize) -> Meaning {
        match self.0.get_at(folded, start, end) {
            Some(known) => *known,
            None => endings::meaning(&folded[start..end]),
        }
    }

    fn get(&self, word: &str) -> Meaning {
        self.0.get(word).copied().unwrap_or(Meaning::NONE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use handrail_text::fold;
    use handrail_text::word_map::collisions;

    #[test]
    fn words_are_written_as_they_are_looked_up() {
        for (_, list) in lists::LISTS {
            for word in list.split_ascii_whitespace() {
                assert_eq!(fold(word), word);
            }
        }
    }

    #[test]
    fn listed_words_differ_in_their_hash() {
        let lists = lists::LISTS.iter();
        let words = lists.flat_map(|(_, list)| list.split_ascii_whitespace());
        assert_eq!(collisions(words), Vec::<&str>::new());
    }

    #[test]
    fn accents_case_and_elision_do_not_matter() {
        let of = |word: &str| meaning(&fold(word));
        assert!(of("Téléphone").has(Meaning::PHONE));
        assert!(of("l'adresse").has(Meaning::ADDRESS));
        assert!(of("HASŁO").has(Meaning::PASSWORD));
        assert!(of("Contraseña").has(Meaning::PASSWORD));
        assert_eq!(of("teapot"), Meaning::NONE);
        assert_eq!(of(""), Meaning::NONE);
    }
}
