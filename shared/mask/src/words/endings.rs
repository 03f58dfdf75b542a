//! Surnames told by how they end, in languages whose surnames have endings of their own.
//!
//! For: words in no list. Not for: endings that ordinary words share, such as "-er" or "-son".

use super::Meaning;

/// Shorter words end like this by chance.
const SHORTEST: usize = 6;

/// Endings by language: South Slavic, Polish, East Slavic and Bulgarian, Czech, Ukrainian, Nordic,
/// Romanian, Greek, Turkish, Caucasian, Spanish, South Indian, Cyrillic.
const ENDINGS: [&str; 101] = [
    "ovic", "evic", "anic", "owski", "ewski", "inski", "ynski", "anski", "onski", "owska", "ewska",
    "inska", "ynska", "anska", "lska", "ecki", "acki", "ocki", "ucki", "icki", "ecka", "acka",
    "ocka", "ucka", "icka", "dzki", "dzka", "owicz", "ewicz", "czyk", "szczak", "ovich", "evich",
    "kov", "nov", "rov", "lov", "mov", "sov", "tov", "kova", "anova", "onova", "enova", "inova",
    "rnova", "rova", "lova", "mova", "sova", "tova", "tseva", "yeva", "ieva", "neva", "tsev",
    "yev", "iev", "skaya", "skiy", "skyi", "enko", "chuk", "vsky", "nsky", "sson", "dottir",
    "ntsen", "ansen", "tensen", "rensen", "amska", "amski", "ersen", "elsen", "qvist", "quist",
    "strom", "escu", "eanu", "opoulos", "opoulou", "akis", "iadis", "idou", "oglu", "shvili",
    "adze", "idze", "nyan", "syan", "guez", "ndez", "nchez", "krishnan", "kumar", "swamy",
    "murthy", "sekaran", "rajan", "lingam",
];

const CYRILLIC: [&str; 10] = [
    "ов", "ова", "ев", "ева", "ский", "ская", "енко", "ович", "овна", "евна",
];

/// Their last bytes, two at a time: what rules most words out at a glance.
const LAST: [bool; 1 << 10] = {
    let mut last = [false; 1 << 10];
    let mut at = 0;
    while at < ENDINGS.len() {
        let bytes = ENDINGS[at].as_bytes();
        last[key(bytes[bytes.len() - 2], bytes[bytes.len() - 1])] = true;
        at += 1;
    }
    last
};

const fn key(before: u8, last: u8) -> usize {
    ((before as usize & 31) << 5) | (last as usize & 31)
}

/// [`Meaning::FORM`] if the folded word ends like a surname.
#[inline]
pub(super) fn meaning(folded: &str) -> Meaning {
    let [.., before, last] = folded.as_bytes() else {
        return Meaning::NONE;
    };
    let ends = if last.is_ascii() {
        folded.len() >= SHORTEST
            && LAST[key(*before, *last)]
            && ENDINGS.iter().any(|ending| folded.ends_with(ending))
    } else {
        folded.len() >= 2 * SHORTEST && CYRILLIC.iter().any(|ending| folded.ends_with(ending))
    };
    if ends { Meaning::FORM } else { Meaning::NONE }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surnames_are_told_by_their_endings() {
        for word in [
            "jovanovic",
            "lewandowska",
            "bondarchuk",
            "eriksson",
            "vasilescu",
            "гончаров",
        ] {
            assert_eq!(meaning(word), Meaning::FORM, "{word}");
        }
        for word in [
            "",
            "a",
            "anova",
            "onova",
            "enova",
            "inova",
            "rnova",
            "order",
            "electric",
            "paketnummer",
            "заказ",
            "готов",
        ] {
            assert_eq!(meaning(word), Meaning::NONE, "{word}");
        }
    }
}
