//! Which sources a fact stands in.

use std::collections::HashSet;

use super::{
    Date, StatedFact, Value, stated_facts,
    vocabulary::{Table, is},
};

/// The facts of the sources of an answer.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    sources: Vec<Vec<Value>>,
    echo: HashSet<String>,
}

impl Sources {
    /// Reads the texts of the sources; the index of a source is its place here.
    pub fn new<S: AsRef<str>>(texts: impl IntoIterator<Item = S>) -> Sources {
        let sources = texts
            .into_iter()
            .map(|text| {
                stated_facts(text.as_ref())
                    .into_iter()
                    .map(|stated| stated.value)
                    .collect()
            })
            .collect();
        Sources {
            sources,
            echo: HashSet::new(),
        }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.sources.len()
    }

    /// Lets an answer repeat identifiers of the question: codes with letters, and numbers of four digits or more that
    /// question and answer give to an order, a model and the like. Any other fact is never taken from a visitor, nor is
    /// what reads as a year.
    pub fn allow_from(&mut self, question: &str) {
        self.echo
            .extend(
                stated_facts(question)
                    .into_iter()
                    .filter_map(|stated| match stated.value {
                        Value::Code(code) if is_identifier(&code) => Some(code),
                        _ => None,
                    }),
            );
    }

    /// The indices of the sources that state the fact; `None` when none does and it is no allowed echo.
    pub(crate) fn supporting(&self, stated: &StatedFact) -> Option<Vec<usize>> {
        let found: Vec<usize> = (0..self.sources.len())
            .filter(|&at| {
                self.sources[at]
                    .iter()
                    .any(|value| states(value, &stated.value))
            })
            .collect();
        let echoed = matches!(&stated.value, Value::Code(code) if self.echo.contains(code));
        (echoed || !found.is_empty()).then_some(found)
    }
}

fn is_identifier(code: &str) -> bool {
    let is_year = code
        .parse::<u16>()
        .is_ok_and(|year| (1900..2200).contains(&year));
    code.bytes().any(|b| b.is_ascii_alphabetic()) || (code.len() >= 4 && !is_year)
}

/// Whether a source that states `value` thereby states `wanted`.
fn states(value: &Value, stated: &Value) -> bool {
    match (value, stated) {
        // A bare number may be any number of the source.
        (_, Value::Number(wanted) | Value::Code(wanted)) => {
            numbers(value).iter().any(|number| number == wanted)
        }
        (
            Value::Price { amount, currency },
            Value::Price {
                amount: wanted,
                currency: named,
            },
        ) => amount == wanted && (currency == named || is_dollar_pair(currency, named)),
        (
            Value::Number(number),
            Value::Measure {
                amount: wanted,
                unit,
            },
        ) if is(Table::Count, unit) => number == wanted,
        (Value::Date(date), Value::Date(wanted)) => date_states(*date, *wanted),
        (Value::Link(link), Value::Link(wanted)) => {
            link == wanted || (!wanted.contains(['/', '?', '#', '@', ':']) && host(link) == wanted)
        }
        (Value::Phone(digits), Value::Phone(wanted)) => {
            digits == wanted
                || (wanted.len() >= 7 && digits.ends_with(wanted.trim_start_matches('0')))
        }
        (value, stated) => value == stated,
    }
}

/// "$5" and "5 USD" say the same; "$5" does not say "5 CAD".
fn is_dollar_pair(a: &str, b: &str) -> bool {
    matches!((a, b), ("$", "usd") | ("usd", "$") | ("cad" | "aud", "$"))
}

fn date_states(date: Date, wanted: Date) -> bool {
    let readings = |date: Date| {
        let other = Date {
            month: date.day,
            day: date.month,
            swapped: false,
            ..date
        };
        [Some(date), date.swapped.then_some(other)]
    };
    readings(date).into_iter().flatten().any(|date| {
        readings(wanted).into_iter().flatten().any(|wanted| {
            date.month == wanted.month
                && (wanted.day.is_none() || wanted.day == date.day)
                && (wanted.year.is_none() || wanted.year == date.year)
        })
    })
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
            .all(|stated| sources.supporting(stated).is_some())
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
                .all(|stated| sources.supporting(stated).is_some());
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
                .all(|stated| sources.supporting(stated).is_some());
            assert_eq!(allowed, expected, "{question} / {text}");
        }
    }
}
