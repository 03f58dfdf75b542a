use super::*;
use crate::facts::Date;

fn shown(text: &str) -> Vec<String> {
    read(text)
        .into_iter()
        .map(|claim| match claim.value {
            Value::Number(value) => value,
            Value::Price { amount, currency } => format!("{amount} {currency}"),
            Value::Percent(value) => format!("{value}%"),
            Value::Date(Date {
                year,
                month,
                day,
                swapped,
            }) => {
                let part = |part: Option<u16>| part.map_or("?".to_owned(), |part| part.to_string());
                let swap = if swapped { "~" } else { "" };
                format!(
                    "{}-{}-{}{swap}",
                    part(year),
                    part(month.map(u16::from)),
                    part(day.map(u16::from))
                )
            }
            Value::Weekday(day) => format!("weekday {day}"),
            Value::Time(minutes) => format!("{}:{:02}", minutes / 60, minutes % 60),
            Value::Duration { amount, unit } => format!("{amount} {unit}"),
            Value::Link(value) | Value::Email(value) => value,
            Value::Phone(value) => format!("tel {value}"),
        })
        .collect()
}

#[test]
fn facts_are_read_in_their_forms() {
    let cases: &[(&str, &[&str])] = &[
        (
            "It costs $5, 5 USD, 5,00 € or EUR 5.",
            &["5 $", "5 USD", "5 EUR", "5 EUR"],
        ),
        ("£1,234.50 and 1.234,50 zł", &["1234.5 GBP", "1234.5 PLN"]),
        (
            "$5-10, 5–10 €, five dollars, US$ 7",
            &["5 $", "10 $", "5 EUR", "10 EUR", "5 $", "7 USD"],
        ),
        ("99 cents, $5 million", &["99 ¢", "5e6 $"]),
        (
            "20% or 20 percent or zwanzig Prozent or 20 per cent",
            &["20%", "20%", "20%", "20%"],
        ),
        (
            "30 days, a 30-day period, 30 Tage, thirty days",
            &["30 day", "30 day", "30 day", "30 day"],
        ),
        (
            "3-5 business days, 3 to 5 Werktage, 5 jours ouvrés",
            &[
                "3 workday",
                "5 workday",
                "3 workday",
                "5 workday",
                "5 workday",
            ],
        ),
        (
            "two weeks, 24h, twenty-five minutes, dwa tygodnie",
            &["2 week", "24 hour", "25 minute", "2 week"],
        ),
        ("two options and one box", &[]),
        (
            "21 November 2026, November 21, 2026, 2026-11-21",
            &["2026-11-21", "2026-11-21", "2026-11-21"],
        ),
        (
            "21.11.2026, 21. November, le 1er mars, 21 de noviembre de 2026",
            &["2026-11-21", "?-11-21", "?-3-1", "2026-11-21"],
        ),
        ("03/04/2026, 11/21/2026", &["2026-4-3~", "2026-11-21"]),
        (
            "in November, in November 2026, you may go in march",
            &["?-11-?", "2026-11-?"],
        ),
        (
            "Monday to Wednesday, on Sundays, segunda-feira",
            &[
                "weekday 0",
                "weekday 1",
                "weekday 2",
                "weekday 6",
                "weekday 0",
            ],
        ),
        (
            "9:00, 9 am, 9.30 p.m., 17h30, 17.30 Uhr, 9 o'clock",
            &["9:00", "9:00", "21:30", "17:30", "17:30", "9:00"],
        ),
        ("12 am to 12 pm", &["0:00", "12:00"]),
        (
            "call +1 555 0100 or (030) 123 456",
            &["tel 15550100", "tel 030123456"],
        ),
        (
            "Model X200, size 42, iPhone15, 5kg",
            &["x200", "42", "iphone15", "5"],
        ),
        ("½ cup and 2² and ①", &["½", "2", "²", "①"]),
        ("1,000,000 and 0.5", &["1000000", "0.5"]),
        ("[CARD_1] was [[1]] for [ORDER_2]", &[]),
        ("the 1st of 3", &["1", "3"]),
        ("9 out of 10 days", &["9", "10 day"]),
    ];
    for (text, expected) in cases {
        assert_eq!(shown(text), *expected, "{text}");
    }
}
