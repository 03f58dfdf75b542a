//! Critical facts in a text: numbers, prices, percentages, dates, times, durations, links, e-mail addresses, phone
//! numbers.
//!
//! For: holding what a model wrote against what its sources say. Both are read by the same reader, so that one form
//! ("5,00 €") supports another ("EUR 5").
//! Not for: judging a statement without such a fact.
//!
//! Invariants: every numeric character of a text belongs to a fact, except those of placeholders and citation markers;
//! a fact with a unit is supported only by the same unit, and a count of things also by a number without one.

mod calendar;
mod codes;
mod links;
mod lists;
mod normal;
mod numerals;
mod phone;
mod read;
mod shown;
mod spelled;
mod spoken;
mod support;
mod tokens;
mod vocabulary;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

pub use support::Sources;
pub(crate) use support::Support;

/// A critical fact as it stood in the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// Of what kind.
    pub kind: FactKind,
    /// The words that state it.
    pub text: String,
}

/// The kinds of critical facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactKind {
    /// A number, also of a measure or of things, or a code with digits.
    Number,
    /// An amount of money.
    Price,
    /// A percentage.
    Percent,
    /// A day, month, year or weekday, also told from today.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// A web address or the target of a link.
    Link,
    /// An e-mail address.
    Email,
    /// A phone number.
    Phone,
}

impl FactKind {
    /// A stable name for records and metrics.
    pub fn code(self) -> &'static str {
        match self {
            FactKind::Number => "number",
            FactKind::Price => "price",
            FactKind::Percent => "percent",
            FactKind::Date => "date",
            FactKind::Time => "time",
            FactKind::Duration => "duration",
            FactKind::Link => "link",
            FactKind::Email => "email",
            FactKind::Phone => "phone",
        }
    }
}

/// A fact that a text states, with the form that compares.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct StatedFact {
    pub(crate) fact: Fact,
    pub(crate) value: Value,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Value {
    /// A canonical number: "1234.5".
    Number(String),
    /// A folded code ("x200"), or the number of a named thing ("order 48213").
    Code(String),
    Price {
        amount: String,
        currency: &'static str,
    },
    Percent(String),
    Date(Date),
    Weekday(u8),
    /// A day told from today, and the unit after "next": `("tomorrow", "")`, `("next", "week")`.
    Relative(&'static str, &'static str),
    /// Minutes since midnight.
    Time(u16),
    Duration {
        amount: String,
        unit: &'static str,
    },
    /// An amount of a measure or of things: 30 kg, 5 items.
    Measure {
        amount: String,
        unit: &'static str,
    },
    Link(String),
    Email(String),
    /// Digits alone.
    Phone(String),
}

/// A date as far as it was given. `swapped` holds the other reading of 03/04/2026.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub(crate) struct Date {
    pub(crate) year: Option<u16>,
    pub(crate) month: Option<u8>,
    pub(crate) day: Option<u8>,
    pub(crate) swapped: bool,
}

/// The critical facts of `text`, in order.
pub fn facts(text: &str) -> Vec<Fact> {
    stated_facts(text)
        .into_iter()
        .map(|stated| stated.fact)
        .collect()
}

/// A text as it reads once its markup is gone.
pub(crate) fn shown_text(text: &str) -> Cow<'_, str> {
    shown::shown(text).map_or(Cow::Borrowed(text), Cow::Owned)
}

pub(crate) fn stated_facts(text: &str) -> Vec<StatedFact> {
    read::read(text)
}
