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

fn visible(verdicts: &[Verdict]) -> String {
    verdicts.iter().filter_map(Verdict::released).collect()
}

#[test]
fn a_sentence_with_an_unsupported_fact_is_left_out() {
    let cases = [
        ("You have 30 days. It costs $5.", "You have 30 days."),
        (
            "Express costs $12.50 [[1]]. Standard costs $4.99 [[1]]. Bye.",
            "Express costs $12.50 [[1]]. Bye.",
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
            "Your card [CARD_1] is fine [[1]].",
        ),
        (
            "It costs $5. [[1]] You have 30 days. [[1]]",
            " You have 30 days. [[1]]",
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
                supported_by: vec![1]
            },
            Verdict::Withheld {
                text: " It costs $5.".to_owned(),
                unsupported: vec![Fact {
                    kind: FactKind::Price,
                    text: "$5".to_owned()
                }],
            },
        ]
    );
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
        let all: String = whole.iter().map(Verdict::text).collect();
        prop_assert_eq!(all, text);
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
        let all: String = run(&text).iter().map(Verdict::text).collect();
        prop_assert_eq!(all, text);
    }
}
