//! Listed words and what is known of each: the one way that lists are looked up.
//!
//! For: fixed lists of the source code, asked for each word of a message. Not for: words that others choose; they
//! could be made to collide.
//!
//! Words are told apart by 52 bits of their hash alone, which all words of one map differ in; adding one that doesn't
//! is caught by [`collisions`] in a test of each list. That a word of no list has the hash of a listed one has
//! a chance of 1 in 10^11: comparing the text as well would be one more miss of the cache at each word.

/// The hash of a word, eight bytes at a time (the multiplicative hash of Firefox and rustc).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct WordHash(u64);

impl WordHash {
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

    /// The bits that depend on all bytes, but for the place of [`Slot`]'s value.
    fn high(self) -> u64 {
        self.0 & !Slot::VALUE
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

/// The upper bits of a word's hash, and below them the number of its value, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Slot(u64);

impl Slot {
    const FREE: Slot = Slot(0);
    const VALUE: u64 = 0xFFF;

    fn is_of(self, hash: WordHash) -> bool {
        self.0 & !Self::VALUE == hash.high()
    }
}

/// The most different values of one map.
pub const VALUES_MAX: usize = Slot::VALUE as usize;

/// Words with a value each, as one hash table with open addressing, at least half of it free.
#[derive(Debug, Clone)]
pub struct WordMap<V> {
    slots: Vec<Slot>,
    values: Vec<V>,
    words: usize,
}

impl<V> Default for WordMap<V> {
    fn default() -> Self {
        Self::with_capacity(0)
    }
}

impl<V> WordMap<V> {
    /// Room for so many words without a move.
    pub fn with_capacity(words: usize) -> Self {
        Self {
            slots: vec![Slot::FREE; (words * 2).next_power_of_two().max(8)],
            values: Vec::new(),
            words: 0,
        }
    }

    /// What is known of the word.
    #[inline]
    pub fn get(&self, word: &str) -> Option<&V> {
        self.get_at(word, 0, word.len())
    }

    /// What is known of the word that stands in a text, from byte `start` to byte `end`.
    #[inline(always)]
    pub fn get_at(&self, text: &str, start: usize, end: usize) -> Option<&V> {
        let hash = WordHash::at(text.as_bytes(), start, end);
        let number = (self.slots[self.slot(hash)].0 & Slot::VALUE) as usize;
        self.values.get(number.checked_sub(1)?)
    }

    /// Whether the word is listed.
    pub fn contains(&self, word: &str) -> bool {
        self.get(word).is_some()
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.words
    }

    /// Whether there is no word.
    pub fn is_empty(&self) -> bool {
        self.words == 0
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
}

impl<V: PartialEq + Clone> WordMap<V> {
    /// Gives a word a value; `join` says what becomes of the one it has.
    ///
    /// # Panics
    ///
    /// When there are more than [`VALUES_MAX`] different values: lists are fixed, so a test meets that first.
    pub fn add(&mut self, word: &str, value: V, join: impl FnOnce(&V, V) -> V) {
        if (self.words + 1) * 2 > self.slots.len() {
            self.grow();
        }
        let hash = WordHash::at(word.as_bytes(), 0, word.len());
        let slot = self.slot(hash);
        let value = match self.get(word) {
            Some(known) => join(known, value),
            None => {
                self.words += 1;
                value
            }
        };
        let number = match self.values.iter().position(|known| *known == value) {
            Some(number) => number,
            None => {
                self.values.push(value);
                self.values.len() - 1
            }
        };
        assert!(number < VALUES_MAX, "more values than a slot can number");
        self.slots[slot] = Slot(hash.high() | (number as u64 + 1));
    }

    fn grow(&mut self) {
        let slots = vec![Slot::FREE; self.slots.len() * 2];
        // A slot keeps 52 bits of its hash; the place is taken from them alone.
        for slot in std::mem::replace(&mut self.slots, slots) {
            if slot != Slot::FREE {
                let place = self.slot(WordHash(slot.0 & !Slot::VALUE));
                self.slots[place] = slot;
            }
        }
    }
}

impl WordMap<()> {
    /// A set of words, from a list with spaces between them.
    pub fn of_words(list: &str) -> Self {
        let mut words = Self::with_capacity(list.len() / 5);
        for word in list.split_ascii_whitespace() {
            words.add(word, (), |(), ()| ());
        }
        words
    }
}

/// Words of a list that have the hash of another one of it, or the look of a free slot. A test of each list holds that
/// there are none.
pub fn collisions<'a>(words: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let mut words: Vec<&str> = words.into_iter().collect();
    words.sort_unstable();
    words.dedup();
    let mut hashes = std::collections::HashSet::from([0]);
    words
        .into_iter()
        .filter(|word| !hashes.insert(WordHash::at(word.as_bytes(), 0, word.len()).high()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashMap;

    #[test]
    fn the_place_in_a_text_does_not_matter() {
        for word in [
            "a",
            "address",
            "adresses",
            "lieferadresse",
            "gebuhrenpflichtig",
        ] {
            let mut map = WordMap::default();
            map.add(word, 7, |_, new| new);
            for text in [
                format!("{word} and more of it"),
                format!("{word}s"),
                format!("to {word}"),
            ] {
                let start = text.find(word).expect("it stands there");
                let found = map.get_at(&text, start, start + word.len());
                assert_eq!(found, Some(&7), "{text:?}");
            }
        }
    }

    #[test]
    fn a_value_that_is_there_is_joined() {
        let mut map = WordMap::default();
        map.add("pin", 1, |_, _| 9);
        map.add("pin", 2, |known, new| known | new);
        assert_eq!((map.get("pin"), map.len()), (Some(&3), 1));
        assert_eq!(map.get(""), None);
        assert!(WordMap::of_words("a an the").contains("an"));
    }

    #[test]
    fn words_with_one_hash_are_told() {
        assert_eq!(collisions(["a", "an", "a"]), Vec::<&str>::new());
        // No letters have the hash of a free slot.
        assert_eq!(collisions(["a", ""]), [""]);
    }

    proptest! {
        #[test]
        fn it_holds_what_a_map_holds(words in proptest::collection::vec(("[a-z]{1,12}", 0_u8..200), 0..300), other in "[a-z]{1,12}") {
            let mut map = WordMap::default();
            let mut known = HashMap::new();
            for (word, value) in &words {
                map.add(word, *value, |_, new| new);
                known.insert(word.as_str(), *value);
            }
            for (word, value) in &known {
                prop_assert_eq!(map.get(word), Some(value));
            }
            prop_assert_eq!(map.get(&other), known.get(other.as_str()));
            prop_assert_eq!(map.len(), known.len());
        }
    }
}
