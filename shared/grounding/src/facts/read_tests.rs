use super::*;
use crate::facts::Date;

fn shown(text: &str) -> Vec<String> {
    read(text)
        .into_iter()
        .map(|stated| match stated.value {
            Value::Number(value) | Value::Code(value) => value,
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
            Value::Relative(day, unit) => format!("{day} {unit}").trim_end().to_owned(),
            Value::Measure { amount, unit } => format!("{amount} {unit}"),
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
            &["5 $", "5 usd", "5 eur", "5 eur"],
        ),
        ("£1,234.50 and 1.234,50 zł", &["1234.5 gbp", "1234.5 pln"]),
        (
            "$5-10, 5–10 €, five dollars, US$ 7",
            &["5 $", "10 $", "5 eur", "10 eur", "5 $", "7 usd"],
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
            &["x200", "42", "iphone15", "5 kg"],
        ),
        (
            "within a year, a month, an hour, in a full week, half an hour, one and a half years, a half day",
            &[
                "1 year", "1 month", "1 hour", "1 week", "0.5 hour", "1 year", "0.5 year",
                "0.5 day",
            ],
        ),
        (
            "once a week, $5 a month, 2 items a day, an email a week, three times a year, emails a month, in a minute, a good day, mise à jour, a semana",
            &["5 $", "2 item", "3 time"],
        ),
        (
            "It lasts a year. A year of repairs. It is a day.",
            &["1 year", "1 year", "1 day"],
        ),
        (
            "seventeen days, nineteen euros, fünfunddreißig Tage, ninety-nine hours, quarantatré giorni, vijfenveertig dagen",
            &["17 day", "19 eur", "35 day", "99 hour", "43 day", "45 day"],
        ),
        (
            "dix-sept jours, soixante-quinze jours, quatre-vingt-dix-neuf jours, soixante et onze heures, quatre-vingts ans",
            &["17 day", "75 day", "99 day", "71 hour", "80 year"],
        ),
        (
            "treinta y cinco días, veintidós días, vinte e dois dias, dwadzieścia pięć dni, trentuno giorni",
            &["35 day", "22 day", "22 day", "25 day", "31 day"],
        ),
        (
            "two hundred and ten days, zweihundert Tage, hundert Tage, cent vingt jours, one hundred to two hundred days",
            &[
                "210 day", "200 day", "100 day", "120 day", "100 day", "200 day",
            ],
        ),
        (
            "eine halbe Stunde, une demi-heure, media hora, pół godziny, anderthalb Jahre",
            &["0.5 hour", "0.5 hour", "0.5 hour", "0.5 hour", "1.5 year"],
        ),
        (
            "ends in May, until March, im Mai, en mars, in mei, by Dec, you may, march on, en mai, Mars",
            &[
                "?-5-?", "?-3-?", "?-5-?", "?-3-?", "?-5-?", "?-12-?", "?-5-?",
            ],
        ),
        (
            "Mon–Wed, Sat & Sun, Sat 9-12, Mo-Di, the sun sat, so do I, Fri.-Sat., we do — so can you, ma-vr",
            &[
                "weekday 0",
                "weekday 1",
                "weekday 2",
                "weekday 5",
                "weekday 6",
                "weekday 5",
                "9",
                "12",
                "weekday 0",
                "weekday 1",
                "weekday 4",
                "weekday 5",
                "weekday 0",
                "weekday 1",
                "weekday 2",
                "weekday 3",
                "weekday 4",
            ],
        ),
        (
            "It ships tomorrow, arrives today, next week, next-day, die nächste Woche, la semaine prochaine, morgen, mañana, demain",
            &[
                "tomorrow",
                "today",
                "next week",
                "next day",
                "next week",
                "next week",
                "tomorrow",
                "tomorrow",
                "tomorrow",
            ],
        ),
        (
            "How can I help you today? Am Morgen, por la mañana, guten Morgen, the next time, next 30 days",
            &["30 day"],
        ),
        (
            "before noon, until midnight, 24:00",
            &["12:00", "0:00", "0:00"],
        ),
        (
            "up to 30 kg, 30 items, 30 x 20 x 10 cm, 500 points, 99 pence, 20 francs, thirty pieces, one item, 2-3 litres",
            &[
                "30 kg",
                "30 item",
                "30 cm",
                "20 cm",
                "10 cm",
                "500 point",
                "99 pence",
                "20 chf",
                "30 item",
                "2 l",
                "3 l",
            ],
        ),
        ("½ cup and 2² and ①", &["½", "2", "²", "①"]),
        ("1,000,000 and 0.5", &["1000000", "0.5"]),
        ("[CARD_1] was [[1]] for [ORDER_2]", &[]),
        ("the 1st of 3", &["1", "3"]),
        ("9 out of 10 days", &["9", "10 day"]),
        (
            "Call five five five zero one nine nine; cinq cinq cinq zéro un neuf neuf; null acht null null.",
            &["tel 5550199", "tel 5550199", "0800"],
        ),
        (
            "zéro six douze trente-quatre cinquante-six soixante-dix-huit; nul acht nul nul; five, five, five, oh, one; double five triple one",
            &["tel 0612345678", "0800", "55501", "55111"],
        ),
        (
            "half price, a third off, two thirds of it, a quarter of the price, zum halben Preis, ein Drittel Rabatt, à moitié prix, un terzo di sconto",
            &["50%", "1/3%", "2/3%", "25%", "50%", "1/3%", "50%", "1/3%"],
        ),
        (
            "It costs a dollar. You pay about fifty each, twenty off! Es kostet nur zwanzig. Cuesta veinte.",
            &["1 $", "50", "20", "20", "20"],
        ),
        (
            "IX euros, EUR XX, XIV Tage, V percent, a size XL item, chapter IX, I day, MIX",
            &["9 eur", "20 eur", "14 day", "5%"],
        ),
        (
            "One of our team, the second step, for one thing, no one, two or three of us, a third party, half of you, each quarter, one to one, it costs one more call, pay two friends, a half-open box, MMS or DVD",
            &[],
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(shown(text), *expected, "{text}");
    }
}
