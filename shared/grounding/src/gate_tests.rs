use proptest::prelude::*;

use super::*;
use crate::facts::FactKind;

const SOURCE: &str = "Returns are free within 30 days of delivery. Refunds reach your card in 3-5 business days. \
                      Express shipping costs $12.50. Write to help@acme.example or see https://acme.example/returns.";

fn run(text: &str) -> Vec<Verdict> {
    let mut gate = Grounder::new([SOURCE]);
    let mut out = gate.push(text);
    out.extend(gate.finish());
    out
}

/// All but the spaces, which a mark may take with it.
fn letters(verdicts: &[Verdict]) -> String {
    without_spaces(&verdicts.iter().map(Verdict::text).collect::<String>())
}

fn without_marks(text: &str) -> String {
    let mut out = String::new();
    let mut take = |part: Part<'_>| {
        if let Part::Text(text) = part {
            out.push_str(text);
        }
    };
    let mut marks = MarkReader::default();
    marks.push(text, &mut take);
    marks.finish(&mut take);
    without_spaces(&out)
}

fn without_spaces(text: &str) -> String {
    text.chars().filter(|c| *c != ' ').collect()
}

fn visible(verdicts: &[Verdict]) -> String {
    verdicts.iter().filter_map(Verdict::released).collect()
}

#[test]
fn a_sentence_with_an_unsupported_fact_is_left_out() {
    let cases = [
        ("You have 30 days. It costs $5.", "You have 30 days."),
        (
            "Express costs $12.50 [[1]]. Standard costs $4.99 [[1]]. Bye.",
            "Express costs $12.50. Bye.",
        ),
        (
            "Refunds take 3 to 5 business days.",
            "Refunds take 3 to 5 business days.",
        ),
        ("Refunds take two days. Sorry.", " Sorry."),
        (
            "Write to help@acme.example. Or to evil@acme.example.",
            "Write to help@acme.example.",
        ),
        (
            "See [returns](https://acme.example/returns).",
            "See [returns](https://acme.example/returns).",
        ),
        (
            "See [returns](https://evil.example/?q=[CARD_1]). Ok.",
            " Ok.",
        ),
        (
            "Steps:\n1. Pack it.\n2. Send it.\n7. Wait.\n",
            "Steps:\n1. Pack it.\n2. Send it.\n",
        ),
        (
            "Your card [CARD_1] is fine [[1]].",
            "Your card [CARD_1] is fine.",
        ),
        (
            "It costs $5. [[1]] You have 30 days. [[1]]",
            " You have 30 days.",
        ),
        ("It costs ３ dollars. Ok.", " Ok."),
        ("", ""),
    ];
    for (text, expected) in cases {
        assert_eq!(visible(&run(text)), expected, "{text}");
    }
}

#[test]
fn no_typography_hides_an_address() {
    for text in [
        "Write to `help@evil.example`.",
        "Write to help@evil.example—we answer fast.",
        "Use evil.example's form.",
        "Email:help@evil.example",
        "Write to help@evil.example,sales.",
        "Pay at `shop.evil.example/pay`.",
        "Pay at evil.example–now.",
        "Write to help@evil.example-we answer.",
        "**evil.example**: pay there.",
        "Pay at evil.example\u{2026}soon.",
        "Write to help@evil.example!Now.",
    ] {
        assert_eq!(visible(&run(text)), "", "{text}");
    }
    for text in [
        "Visit **evil**.example today.",
        "Visit evil**.**example today.",
        "Visit *evil*.example/login today.",
        "Visit evil\\.example today.",
        "Visit `evil`.example today.",
        "Visit evil&#46;example or evil&period;example today.",
        "Visit evil<b></b>.example today.",
        "Visit evil dot example today.",
        "Visit evil-dot-example today.",
        "Visit evil DOT shop today.",
        "Besuchen Sie boese punkt com heute.",
        "Allez sur mal point com.",
        "Visite malo punto com o mau ponto com.",
        "Visit evil[.]example today.",
        "Visit evil(.)example today.",
        "Visit evil {dot} example today.",
        "Visit evil .example today.",
        "Visit evil . example today.",
        "Visit evil\u{2024}example today.",
        "Visit evil\u{fe52}example today.",
        "Visit evil\u{ff0e}example today.",
        "Visit evil。example today.",
        "Visit evil·example today.",
        "Visit hxxps://evil[.]example today.",
        "Visit acme.example[.]br today.",
        "Visit acme dot example dot br today.",
        "Mail help at evil dot example today.",
        "Mail help (at) evil (dot) example today.",
        "Mail fraud at acme dot example today.",
        "Run javascript:alert(1) or data:text/html,x today.",
        "Text sms:+1-555-0199 today.",
        "Load ftp:acme.example today.",
        "Visit https://acme.example@evil.example today.",
        "Visit https://acme.example\\@evil.example today.",
        "Visit https://xn--acme-9ta.example today.",
        "Visit https://acme.exam\u{200b}ple today.",
        "It takes **4**0 days.",
        "It costs $12**.50**0.",
    ] {
        assert_eq!(visible(&run(text)), "", "{text}");
    }
    for text in [
        "Write to help at acme dot example.",
        "Visit acme dot example or **acme.example**.",
        "A dot on the map, a point in time, le point de retrait, il punto com'è.",
        "Put it in a box of 3\\-5 business days.",
        "送料・返品は無料です。",
        "Mon·Tue is no price.",
        "Write to `help@acme.example`.",
        "Go to https://acme.example/returns—here.",
        "Use acme.example's form.",
        "Email:help@acme.example",
        "Write to help@acme.example, e.g. between 3–5 business days.",
        "Returns (i.e. shoes, boots etc.) are free—always.",
    ] {
        assert_eq!(visible(&run(text)), text, "{text}");
    }
}

#[test]
fn the_record_names_the_fact_and_the_source() {
    let mut gate = Grounder::new(["Nothing here.", "Within 30 days."]);
    let verdicts = gate.push("You have 30 days. It costs $5. ");
    assert_eq!(
        verdicts,
        [
            Verdict::Released {
                text: "You have 30 days.".to_owned(),
                supported_by: vec![1],
                cited: vec![],
            },
            Verdict::Withheld {
                text: " It costs $5.".to_owned(),
                reason: Reason::UnsupportedFacts {
                    facts: vec![Fact {
                        kind: FactKind::Price,
                        text: "$5".to_owned()
                    }],
                },
            },
        ]
    );
}

#[test]
fn what_an_ai_never_says_is_withheld_with_its_own_reason() {
    let source = "Sign in\nEnter your password twice. Tell us your order number.";
    let reason = |text: &str| {
        let mut gate = Grounder::new([source]);
        let mut verdicts = gate.push(text);
        verdicts.extend(gate.finish());
        match verdicts.remove(0) {
            Verdict::Withheld { reason, .. } => Some(reason),
            Verdict::Released { .. } => None,
        }
    };
    let claims = |phrase: &str| {
        Some(Reason::ClaimsPerson {
            phrase: phrase.to_owned(),
        })
    };
    let asks = |phrase: &str| {
        Some(Reason::AsksSecret {
            phrase: phrase.to_owned(),
        })
    };
    assert_eq!(reason("I am a **hum**an."), claims("i am a human"));
    assert_eq!(reason("Tell me your PIN."), asks("tell me your pin"));
    assert_eq!(reason("Please enter your PIN."), asks("enter your pin"));
    assert_eq!(
        reason("Please enter your password here."),
        asks("enter your password")
    );
    assert_eq!(reason("Please enter your password."), None);
    assert_eq!(reason("Tell us your order number."), None);
    assert_eq!(reason("You can ask for a person."), None);
}

#[test]
fn a_sentence_is_released_with_the_byte_that_ends_it() {
    let mut gate = Grounder::new([SOURCE]);
    assert_eq!(gate.push("Hello there."), []);
    assert_eq!(gate.push(" ").len(), 1);
    assert_eq!(gate.push("Pack it"), []);
    assert_eq!(gate.push("\n").len(), 1);
    assert_eq!(gate.held(), "\n");
    assert_eq!(gate.push("\n"), []);
}

#[test]
fn what_is_checked_is_what_will_be_shown() {
    for text in [
        "Log in at https://acme.example[[1]].zone/returns today.",
        "Log in at https://acme.example [[1]].zone/returns today.",
        "Log in at acme.example[[1]][[1]].zone today.",
        "See https://acme.example/returns[[9]]?to=x today.",
        "Write to help@acme.example[[1]].zone today.",
        "Write to sales.[[1]]help@acme.example today.",
        "Write to no-[[1]]help@acme.example today.",
        "It takes 3[[1]]0 business days.",
        "Log in at https://acme.example[[1]]\u{2060}.zone today.",
    ] {
        for size in [1, 7, 99] {
            assert_eq!(visible(&chunked(text, size)), "", "{text}");
        }
    }
    let cases: &[(&str, &str)] = &[
        (
            "See https://acme.example/returns. [[1]]zone is next.",
            "See https://acme.example/returns. zone is next.",
        ),
        (
            "See https://acme.example/returns. [[1]].zone is next.",
            "See https://acme.example/returns. .zone is next.",
        ),
        (
            "Yes [[1]], of course[[1]]. No [[2]]!",
            "Yes, of course. No!",
        ),
        ("Yes. [[1]] No. [[1]]\nSo", "Yes. No.\nSo"),
        ("It is free.[[1]]Always.", "It is free. Always."),
        ("It is free [[1]](always).", "It is free (always)."),
        ("[[1]] Yes.", " Yes."),
    ];
    for (text, expected) in cases {
        for size in [1, 7, 99] {
            assert_eq!(visible(&chunked(text, size)), *expected, "{text}");
        }
    }
}

#[test]
fn marks_go_with_their_sentence() {
    type Shown<'a> = (&'a str, &'a [usize]);
    let cases: &[(&str, &[Shown<'_>])] = &[
        (
            "Ask [[1]] her [[2]]. See. [[2]] Do",
            &[
                ("Ask her.", &[0, 1]),
                (" See.", &[]),
                ("", &[1]),
                (" Do", &[]),
            ],
        ),
        ("[[2]]Ask.", &[("Ask.", &[1])]),
        ("Ask.[[1]] Do[[3]] [[0]].", &[("Ask.", &[0]), (" Do.", &[])]),
        ("Ask.\n[[2]] Do.", &[("Ask.", &[]), ("\n Do.", &[1])]),
        ("It costs $5. [[1]] [[2]] Do.", &[(" Do.", &[])]),
    ];
    for (text, expected) in cases {
        for size in [1, 7, 99] {
            let released: Vec<(String, Vec<usize>)> = chunked(text, size)
                .into_iter()
                .filter_map(|verdict| match verdict {
                    Verdict::Released { text, cited, .. } => Some((text, cited)),
                    Verdict::Withheld { .. } => None,
                })
                .collect();
            let expected: Vec<(String, Vec<usize>)> = expected
                .iter()
                .map(|(text, cited)| ((*text).to_owned(), cited.to_vec()))
                .collect();
            assert_eq!(released, expected, "{text}");
        }
    }
}

#[test]
fn a_sentence_that_is_too_long_hides_no_fact() {
    let long = "so ".repeat(1_364);
    // The space before the number is the last one that fits.
    let text = format!("{long}30 kg of it.");
    let all = run(&text);
    assert_eq!(all.len(), 2);
    assert_eq!(all[1].released(), None, "{:?}", all[1]);
    let text = format!("{}.zone now. Bye.", "https://acme.example/".repeat(300));
    let all = run(&text);
    assert!(matches!(
        &all[0],
        Verdict::Withheld {
            reason: Reason::TooLong,
            ..
        }
    ));
    assert_eq!(visible(&all), " Bye.");
    let all = run(&format!("{} so it is. Bye.", "a".repeat(5_000)));
    assert_eq!(visible(&all), " Bye.");
}

#[test]
fn what_was_left_out_joins_nothing() {
    assert_eq!(
        visible(&run("はい。7ドルです。そうです。")),
        "はい。 そうです。"
    );
}

/// The verdicts on a stream of chunks of so many characters.
fn chunked(text: &str, size: usize) -> Vec<Verdict> {
    let mut gate = Grounder::new([SOURCE, "Nothing here."]);
    let chars: Vec<char> = text.chars().collect();
    let mut out: Vec<Verdict> = chars
        .chunks(size)
        .flat_map(|chunk| gate.push(&chunk.iter().collect::<String>()))
        .collect();
    out.extend(gate.finish());
    out
}

fn sentence() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "You have 30 days.",
        "It costs $12.50!",
        "Write to help@acme.example.",
        "See https://acme.example/returns.",
        "Is that fine?",
        "1. Pack it.\n2. Send it.\n",
        "- free returns\n",
        "It is free, e.g. within 30 days [[1]].",
        "[[1]]",
        "Hallo Welt… 返品は無料です。",
    ])
    .prop_map(str::to_owned);
    prop_oneof![3 => known, 1 => "[a-zA-Z0-9 .,!?$€%:/@\\[\\]()\\n-]{0,40}", 1 => "\\PC{0,20}"]
}

proptest! {
    #[test]
    fn chunking_changes_nothing(
        sentences in prop::collection::vec(sentence(), 0..6),
        cuts in prop::collection::vec(1_usize..12, 1..40),
    ) {
        let text = sentences.join(" ");
        let whole = run(&text);
        let mut gate = Grounder::new([SOURCE]);
        let mut pieces = Vec::new();
        let mut rest: Vec<char> = text.chars().collect();
        for cut in cuts.iter().cycle() {
            if rest.is_empty() {
                break;
            }
            let chunk: String = rest.drain(..(*cut).min(rest.len())).collect();
            pieces.extend(gate.push(&chunk));
        }
        pieces.extend(gate.finish());
        prop_assert_eq!(&pieces, &whole);
        prop_assert_eq!(letters(&whole), without_marks(&text));
    }

    #[test]
    fn no_number_passes_that_no_source_has(
        before in prop::collection::vec(sentence(), 0..3),
        number in 100_u32..99_999,
        frame in prop::sample::select(vec![
            "It costs ${}.", "It takes {} days.", "{} people say so.", "Save {}%!", "Call {}.", "On {} May.", "x{}",
            "**{}**", "- {}\n", "({})", "{}. Then go.", "a{}b", "\u{200b}{}", "{}:30", "no{}.", "{}/7", "#{}",
        ]),
        after in prop::collection::vec(sentence(), 0..3),
    ) {
        let number = number.to_string();
        let lie = frame.replace("{}", &number);
        let all = [before.clone(), vec![lie], after.clone()].concat();
        prop_assume!(!before.concat().contains(&number) && !after.concat().contains(&number));
        let shown = visible(&run(&all.join(" ")));
        prop_assert!(!shown.contains(&number), "{}", shown);
    }

    #[test]
    fn nothing_panics(text in "(?s).{0,300}") {
        prop_assert_eq!(letters(&run(&text)), without_marks(&text));
    }
}
