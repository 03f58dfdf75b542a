//! What the words of facts mean: months, weekdays, units, currencies, numbers and the small words around them.
//!
//! All lists are one table, so that a word is looked up the same way whatever it may be; the lists are in
//! [`super::lists`].

use std::sync::LazyLock;

use handrail_text::WordMap;

use super::lists::TABLES;

/// A list of words. Those of rows with a meaning have functions here; the others are sets, for [`is`].
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Table {
    /// All that a fact may begin with: most words of a text are in none, and one look tells.
    Any,
    Month,
    Weekday,
    /// Only beside another weekday or a time of day.
    WeekdayShort,
    /// Portuguese names most weekdays by a number word; only with "feira" are they days.
    WeekdayWithFeira,
    Unit,
    Measure,
    Currency,
    Numeral,
    Fraction,
    Magnitude,
    RelativeDay,
    NamedHour,
    /// Words between number and unit, or after the unit, that make days working days.
    Working,
    /// Words between number and unit that change nothing.
    Filler,
    Percent,
    /// Words that join two figures of one range.
    JoinsRange,
    /// Words before a month's name that make a date of it.
    LeadsToMonth,
    /// Months' names written small.
    SmallMonth,
    /// Months' names that are also everyday words.
    EverydayMonth,
    /// Words before "today" that promise something for it; "how can I help you today" states nothing.
    PromisesDay,
    /// Words before "morgen" and "mañana" that make a morning of it.
    MakesMorning,
    /// "next" before or after a unit of time.
    Next,
    /// Measures that count things, which a source may name by another word or by none.
    Count,
    /// Units that state a length of time after "a". "Just a second" and "in a minute" state none.
    OneOfTime,
    /// Words before "a year" that make it a length of time although they end like things that are counted.
    TakesTime,
    /// What is named by a number: "order 48213".
    Named,
    /// Words between the thing and its number.
    NamedNumber,
    /// Words before "order" that make a verb of it.
    Acts,
    /// Words that say a digit twice or more.
    Times,
    /// Parts of a whole, by how many make it.
    Part,
    /// Words that make a share one of a price.
    Reduced,
    /// Words between the share and those.
    OfPrice,
    /// Words before an amount without a currency.
    Costs,
    /// Words between those and the amount.
    About,
    /// Words that may follow such an amount; any other names what it counts.
    AfterAmount,
    /// Words for the dot of an address.
    Dot,
    /// Such words that mean more than that.
    DotToo,
    /// Words for the "@" of an address.
    At,
    /// Ends of host names that are no words.
    TopLevel,
    /// Further ends, after a word that means nothing but a dot.
    TopLevelToo,
    /// Words that name the point after them no host.
    Article,
}

/// Whether `word` is in a list.
pub(super) fn is(table: Table, word: &str) -> bool {
    find(table, word).is_some()
}

/// Each list as a map from its words to their row and the row's first name.
struct Tables(Vec<WordMap<(usize, &'static str)>>);

impl Tables {
    fn of(&mut self, table: Table) -> &mut WordMap<(usize, &'static str)> {
        let at = table as usize;
        if self.0.len() <= at {
            self.0.resize_with(at + 1, WordMap::default);
        }
        &mut self.0[at]
    }
}

/// Lists of words that no fact begins with.
const FOLLOWS_OR_LEADS: [Table; 9] = [
    Table::Reduced,
    Table::OfPrice,
    Table::Costs,
    Table::About,
    Table::AfterAmount,
    Table::At,
    Table::TopLevel,
    Table::TopLevelToo,
    Table::Article,
];

/// The row of `word` in a list, and the row's first name.
fn find(table: Table, word: &str) -> Option<(usize, &'static str)> {
    static LISTED: LazyLock<Tables> = LazyLock::new(|| {
        let mut listed = Tables(Vec::new());
        for (table, list) in TABLES {
            for (row, names) in list.lines().enumerate() {
                let first = names.split(' ').next().unwrap_or_default();
                for name in names.split(' ') {
                    // The first row to claim a name keeps it.
                    listed.of(*table).add(name, (row, first), |known, _| *known);
                    if !FOLLOWS_OR_LEADS.contains(table) {
                        listed.of(Table::Any).add(name, (0, ""), |known, _| *known);
                    }
                }
            }
        }
        listed
    });
    LISTED.0.get(table as usize)?.get(word).copied()
}

fn named(table: Table, word: &str) -> Option<&'static str> {
    find(table, word).map(|(_, name)| name)
}

fn row(table: Table, word: &str) -> Option<u8> {
    find(table, word).and_then(|(row, _)| u8::try_from(row).ok())
}

fn number(table: Table, word: &str) -> Option<u32> {
    named(table, word)?.parse().ok()
}

/// 1 to 12.
pub(super) fn month(word: &str) -> Option<u8> {
    row(Table::Month, word).map(|row| row + 1)
}

/// A month name that is not also an everyday word, so that it states a date alone.
pub(super) fn is_plain_month(word: &str) -> bool {
    word.len() > 3 && !is(Table::EverydayMonth, word)
}

/// 0 (Monday) to 6.
pub(super) fn weekday(word: &str) -> Option<u8> {
    row(Table::Weekday, word)
}

pub(super) fn weekday_short(word: &str) -> Option<u8> {
    row(Table::WeekdayShort, word)
}

pub(super) fn weekday_with_feira(word: &str) -> Option<u8> {
    row(Table::WeekdayWithFeira, word)
}

/// The canonical unit of time.
pub(super) fn unit(word: &str) -> Option<&'static str> {
    named(Table::Unit, word)
}

/// The canonical unit of measure.
pub(super) fn measure(word: &str) -> Option<&'static str> {
    named(Table::Measure, word)
}

/// The canonical currency of a symbol or word. `$` stands for any dollar.
pub(super) fn currency(word: &str) -> Option<&'static str> {
    named(Table::Currency, word)
}

/// Currencies as they stand before an amount: signs and codes, not words.
pub(super) fn currency_before(word: &str) -> Option<&'static str> {
    let sign_or_code =
        !word.is_ascii() || word.contains('$') || word.len() == 3 || ["kr", "zl"].contains(&word);
    currency(word).filter(|_| sign_or_code && word != "yen" && word != "won")
}

/// A multiplier that may follow a figure.
pub(super) fn magnitude(word: &str) -> Option<&'static str> {
    named(Table::Magnitude, word)
}

/// "half" and its kin, as a decimal number.
pub(super) fn fraction(word: &str) -> Option<&'static str> {
    named(Table::Fraction, word)
}

/// How often "double five" says its digit.
pub(super) fn times(word: &str) -> Option<usize> {
    number(Table::Times, word).map(|times| times as usize)
}

/// How many of a part make a whole: a third is one of three.
pub(super) fn part(word: &str) -> Option<u32> {
    number(Table::Part, word)
}

/// Days told from today. German "Morgen" and Spanish "la mañana" are mornings.
pub(super) fn relative_day(word: &str) -> Option<&'static str> {
    named(Table::RelativeDay, word)
}

/// Noon and midnight, in minutes since midnight.
pub(super) fn named_hour(word: &str) -> Option<u16> {
    number(Table::NamedHour, word).and_then(|minutes| u16::try_from(minutes).ok())
}

/// Whether a fact could begin with `word`.
pub(super) fn may_begin_fact(word: &str) -> bool {
    is(Table::Any, word) || compound(word).is_some()
}

/// What a number word is worth, where it is unambiguous before a unit.
pub(super) fn numeral(word: &str) -> Option<u32> {
    number(Table::Numeral, word).or_else(|| compound(word))
}

/// "ventuno"; a shorter one is in the lists.
const SHORTEST_COMPOUND_BYTES: usize = 6;
/// "zweiundzwanzig" and its longer kin.
const LONGEST_COMPOUND_BYTES: usize = 32;

/// Tens and ones in one word ("fünfunddreißig", "trentuno", "veintidós"), or hundreds ("zweihundert").
fn compound(word: &str) -> Option<u32> {
    if !(SHORTEST_COMPOUND_BYTES..=LONGEST_COMPOUND_BYTES).contains(&word.len()) {
        return None;
    }
    let simple = |name: &str| number(Table::Numeral, name);
    let ones = |name: &str| simple(name).filter(|ones| (1..10).contains(ones));
    let tens = |name: &str| simple(name).filter(|tens| (20..100).contains(tens));
    if let Some(of) = ["hundert", "honderd", "cento", "cientos"]
        .iter()
        .find_map(|hundred| word.strip_suffix(hundred))
    {
        return Some(ones(of)? * 100);
    }
    if word.ends_with("ig") {
        return ["und", "en"].iter().find_map(|joint| {
            word.match_indices(joint)
                .find_map(|(at, _)| Some(ones(&word[..at])? + tens(&word[at + joint.len()..])?))
        });
    }
    // Italian and Spanish put the tens first: "vent" to "novanta", "veinti".
    let begun = [
        "vent", "veint", "trent", "quarant", "cinquant", "sessant", "settant", "ottant", "novant",
    ];
    let stem = begun.iter().find(|stem| word.starts_with(**stem))?;
    let after = &word[stem.len()..];
    let value = tens(&format!("{stem}a")).unwrap_or(20);
    Some(value + ones(after).or_else(|| ones(after.strip_prefix(['a', 'i'])?))?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use handrail_text::word_map::collisions;

    #[test]
    fn listed_words_differ_in_their_hash() {
        let words = TABLES
            .iter()
            .flat_map(|(_, list)| list.split_ascii_whitespace());
        assert_eq!(collisions(words), Vec::<&str>::new());
        assert_eq!(month("maerz").or(month("marz")), Some(3));
        assert!(is(Table::Any, "marz") && !is(Table::Weekday, "marz"));
    }
}
