//! Which sources a fact stands in.
//!
//! Invariant: a fact is looked up, not searched for, so that a reply full of facts is as quick to check as any.

use std::collections::{HashMap, HashSet};

use super::{
    Date, StatedFact, Value, stated_facts,
    vocabulary::{Table, is},
};
use handrail_text::{sentences, work};

/// The end of a phone number tells it, where it has as many digits as this or more.
const LOCAL_PHONE_DIGITS: usize = 7;

/// The facts of the sources of an answer.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    texts: Vec<String>,
    /// What is stated, and the first source that states it.
    stated: HashMap<Value, usize>,
    echo: HashSet<String>,
}

/// Where a fact comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Support {
    /// The first source that states it.
    Source(usize),
    /// The visitor's question, which may be repeated.
    Question,
}

impl Sources {
    /// Reads the texts of the sources; the index of a source is its place here.
    pub fn new<S: AsRef<str>>(texts: impl IntoIterator<Item = S>) -> Sources {
        let mut sources = Sources::default();
        for (index, text) in texts.into_iter().enumerate() {
            for fact in stated_facts(text.as_ref()) {
                stated_by(&fact.value, &mut |value| {
                    sources.stated.entry(value).or_insert(index);
                });
            }
            sources.texts.push(text.as_ref().to_owned());
        }
        sources
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.texts.len()
    }

    /// Lets an answer repeat identifiers of the question: codes with letters, and numbers of four digits or more that
    /// question and answer give to an order, a model and the like. Any other fact is never taken from a visitor, nor is
    /// what reads as a year.
    pub fn allow_from(&mut self, question: &str) {
        self.echo.extend(
            stated_facts(question)
                .into_iter()
                .filter_map(|fact| match fact.value {
                    Value::Code(code) if is_identifier(&code) => Some(code),
                    _ => None,
                }),
        );
    }

    /// Whether any sentence of the sources is so.
    pub(crate) fn any_sentence(&self, is_so: impl Fn(&str) -> bool) -> bool {
        let mut sentences = self.texts.iter().flat_map(|text| sentences::split(text));
        sentences.any(is_so)
    }

    /// What supports the fact, if anything does.
    pub(crate) fn support(&self, fact: &StatedFact) -> Option<Support> {
        work::count(1);
        let mut first: Option<usize> = None;
        asked_for(&fact.value, &mut |value| {
            let found = self.stated.get(value).copied();
            first = first.into_iter().chain(found).min();
        });
        let echoed = matches!(&fact.value, Value::Code(code) if self.echo.contains(code));
        first
            .map(Support::Source)
            .or_else(|| echoed.then_some(Support::Question))
    }
}

fn is_identifier(code: &str) -> bool {
    let is_year = code
        .parse::<u16>()
        .is_ok_and(|year| (1900..2200).contains(&year));
    code.bytes().any(|b| b.is_ascii_alphabetic()) || (code.len() >= 4 && !is_year)
}

/// All that a source states with `value`: the number of a price, the host of a link, the month of a date.
fn stated_by(value: &Value, state: &mut dyn FnMut(Value)) {
    state(value.clone());
    for number in numbers(value) {
        state(Value::Number(number));
    }
    match value {
        Value::Number(amount) => state(Value::Measure {
            amount: amount.clone(),
            unit: ANY_COUNT,
        }),
        Value::Date(date) => {
            for reading in readings(*date) {
                for (year, day) in [(true, true), (true, false), (false, true), (false, false)] {
                    state(Value::Date(Date {
                        year: reading.year.filter(|_| year),
                        day: reading.day.filter(|_| day),
                        ..reading
                    }));
                }
            }
        }
        Value::Link(link) => {
            let host = host(link);
            if !host.is_empty() && !host.contains(['@', ':']) {
                state(Value::Link(host.to_owned()));
            }
        }
        Value::Phone(digits) => {
            for length in LOCAL_PHONE_DIGITS..digits.len() {
                state(Value::Phone(digits[digits.len() - length..].to_owned()));
            }
        }
        _ => {}
    }
}

/// The unit of a bare number, which may count anything.
const ANY_COUNT: &str = "";

/// The forms of a fact that sources may state it in.
fn asked_for(value: &Value, ask: &mut dyn FnMut(&Value)) {
    ask(value);
    match value {
        // A bare number may be any number of the source.
        Value::Code(number) => ask(&Value::Number(number.clone())),
        Value::Measure { amount, unit } if is(Table::Count, unit) => ask(&Value::Measure {
            amount: amount.clone(),
            unit: ANY_COUNT,
        }),
        // "$5" and "5 USD" say the same; "$5" does not say "5 CAD".
        Value::Price { amount, currency } => {
            let others: &[&str] = match *currency {
                "$" => &["usd", "cad", "aud"],
                "usd" => &["$"],
                _ => &[],
            };
            for currency in others {
                ask(&Value::Price {
                    amount: amount.clone(),
                    currency,
                });
            }
        }
        Value::Date(date) => readings(*date)
            .into_iter()
            .for_each(|reading| ask(&Value::Date(reading))),
        Value::Phone(digits) => {
            ask(&Value::Phone(digits.trim_start_matches('0').to_owned()));
        }
        _ => {}
    }
}

/// A date as it may be read: 03/04/2026 has two readings.
fn readings(date: Date) -> impl IntoIterator<Item = Date> {
    let first = Date {
        swapped: false,
        ..date
    };
    let other = Date {
        month: date.day,
        day: date.month,
        ..first
    };
    [Some(first), date.swapped.then_some(other)]
        .into_iter()
        .flatten()
}

fn host(link: &str) -> &str {
    let after_scheme = link.split_once("://").map_or(link, |(_, rest)| rest);
    &after_scheme[..after_scheme
        .find(['/', '?', '#'])
        .unwrap_or(after_scheme.len())]
}

/// The numbers inside a value. Links, addresses and phone numbers lend none.
fn numbers(value: &Value) -> Vec<String> {
    match value {
        Value::Number(number) | Value::Code(number) | Value::Percent(number) => {
            vec![number.clone()]
        }
        Value::Price { amount, .. }
        | Value::Duration { amount, .. }
        | Value::Measure { amount, .. } => vec![amount.clone()],
        Value::Date(date) => [
            date.year,
            date.month.map(u16::from),
            date.day.map(u16::from),
        ]
        .into_iter()
        .flatten()
        .map(|part| part.to_string())
        .collect(),
        Value::Time(minutes) => vec![(minutes / 60).to_string()],
        Value::Weekday(_)
        | Value::Relative(..)
        | Value::Link(_)
        | Value::Email(_)
        | Value::Phone(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn supported(source: &str, text: &str) -> bool {
        let sources = Sources::new([source]);
        stated_facts(text)
            .iter()
            .all(|fact| sources.support(fact).is_some())
    }

    #[test]
    fn a_fact_needs_its_own_unit() {
        let cases = [
            ("It costs $5.00.", "It is 5 USD", true),
            ("It costs $5.00.", "It is 5 €", false),
            ("It costs CAD 5.", "It is $5", true),
            ("It costs $5.", "It is 5 CAD", false),
            ("Within 30 days.", "You have 30 days", true),
            ("Within 30 days.", "You have 30", true),
            ("Within 30 days.", "You have 30 weeks", false),
            ("Within 30 days.", "It costs $30", false),
            ("Within 30 days.", "Save 30%", false),
            ("Within 5 business days.", "In 5 days", false),
            ("3-5 business days", "up to 5 working days", true),
            ("Since 21 November 2026", "On 2026-11-21", true),
            ("Since 21 November", "On 21 November 2026", false),
            ("Since 21 November 2026", "On November 21", true),
            ("On 03/04/2026", "on April 3", true),
            ("On 03/04/2026", "on March 4", true),
            ("On 03/04/2026", "on March 5", false),
            ("Monday to Friday", "on Tuesday", true),
            ("Monday to Friday", "on Saturday", false),
            ("from 9 am to 5 pm", "until 17:00", true),
            ("from 9 am to 5 pm", "until 9 pm", false),
            (
                "https://shop.example/returns",
                "see shop.example/returns/",
                true,
            ),
            ("https://shop.example/returns", "see shop.example", true),
            (
                "https://shop.example/returns",
                "see shop.example/refunds",
                false,
            ),
            (
                "https://shop.example/returns",
                "see https://shop.example.evil.example",
                false,
            ),
            ("[returns](/returns)", "[here](/returns)", true),
            ("help@acme.example", "Help@Acme.example", true),
            ("help@acme.example", "help@acme.example.net", false),
            ("+1 (555) 010-0199", "call 555-010-0199", true),
            ("+1 (555) 010-0199", "call 555-010-0198", false),
            ("+1 (555) 010-0199", "call 000-0199", false),
            ("+1 (555) 010-0199", "call 00 00 00 00", false),
            ("no numbers here", "no numbers here either", true),
            ("Within 30 days.", "You can return it within a year", false),
            ("Within 30 days.", "within a month or half a year", false),
            ("Refunds take a day.", "It takes one day, a day", true),
            ("It takes 1 year.", "within a year", true),
            ("Within 30 days.", "Have a good day", true),
            ("Within 30 days.", "How can I help you today?", true),
            ("Within 17 days.", "within seventeen days", true),
            ("Within 30 days.", "within seventeen days", false),
            ("Within 30 days.", "up to 30 kg", false),
            ("Within 30 days.", "up to 30 items", false),
            ("Within 30 days.", "for 30 pence or 30 francs", false),
            ("up to 30kg", "up to 30 kilograms", true),
            ("size 30", "30 kg", false),
            ("up to 30 products", "30 items", true),
            ("up to 30 shoes", "30 items", true),
            ("20 x 30 cm", "20 cm wide", true),
            ("Open Monday to Friday", "open Mon–Fri", true),
            ("Open Monday to Friday", "open Mon–Sun", false),
            ("Sale until 5 May", "it ends in May", true),
            ("Sale until 5 May", "it ends in March", false),
            ("It ships today.", "It ships tomorrow", false),
            ("Order until 12:00", "order before noon", true),
            ("Order until 12:00", "order before midnight", false),
            ("next-day delivery", "It comes the next day", true),
            ("next-day delivery", "It comes next week", false),
        ];
        for (source, text, expected) in cases {
            assert_eq!(supported(source, text), expected, "{source} / {text}");
        }
    }

    #[test]
    fn the_question_lends_identifiers_only() {
        let mut sources = Sources::new(["Within 30 days."]);
        sources.allow_from("Is order 48213 of model X200 really $500 within 90 days, 12 items?");
        let cases = [
            ("Order 48213", true),
            ("your order (no. **48213**)", true),
            ("order #48213", true),
            ("48213", false),
            ("It costs 48213", false),
            ("until order 48214", false),
            ("the X200", true),
            ("the X201", false),
            ("$500", false),
            ("500", false),
            ("90 days", false),
            ("12", false),
        ];
        for (text, expected) in cases {
            let allowed = stated_facts(text)
                .iter()
                .all(|fact| sources.support(fact).is_some());
            assert_eq!(allowed, expected, "{text}");
        }
    }

    #[test]
    fn agreeing_with_a_number_of_the_question_is_no_echo() {
        let cases = [
            ("Does it cost 1999?", "Yes, it costs 1999.", false),
            (
                "Is my warranty valid until 2031?",
                "Yes, until 2031.",
                false,
            ),
            (
                "Is order 2031 on its way?",
                "Order 2031 is on its way.",
                false,
            ),
            ("Do I get 5000 points?", "Yes, you get 5000 points.", false),
            ("Do I get 5000?", "Yes, you get 5000.", false),
            ("Can I order 5000?", "Yes, you can order 5000.", false),
            ("Is it 5 thousand?", "Yes, order 5 thousand.", false),
            ("Where is order 48213?", "It costs 48213.", false),
            ("Where is order 48213?", "Order 48213 is on its way.", true),
            (
                "Wo ist Bestellung Nr. 48213?",
                "Ihre Bestellung 48213 kommt.",
                true,
            ),
            (
                "Où est ma commande n° 48213 ?",
                "La commande 48213 arrive.",
                true,
            ),
            ("¿Y mi pedido 48213?", "El pedido número 48213 llega.", true),
            ("Dov'è l'ordine 48213?", "L'ordine n. 48213 arriva.", true),
            (
                "Onde está a encomenda 48213?",
                "A encomenda 48213 vem.",
                true,
            ),
            ("Waar is bestelling 48213?", "Bestelling #48213 komt.", true),
            (
                "Gdzie jest zamówienie 48213?",
                "Zamówienie nr 48213 jedzie.",
                true,
            ),
            ("My ticket is #48213", "Ticket: 48213", true),
        ];
        for (question, text, expected) in cases {
            let mut sources = Sources::new(["Nothing here."]);
            sources.allow_from(question);
            let allowed = stated_facts(text)
                .iter()
                .all(|fact| sources.support(fact).is_some());
            assert_eq!(allowed, expected, "{question} / {text}");
        }
    }
}
