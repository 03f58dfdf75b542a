use handrail_grounding::{Grounder, Verdict};
use handrail_mask::Published;

use super::*;
use crate::{
    Article, ArticleFormat, Passage, Prepared, passages,
    rank::{Candidate, rank},
};

const RETURNS: &str = "---\ntitle: Returns\n---\n\n## How long you have\n\nYou can return unworn shoes within 30 days of delivery. \
    Sale items can be exchanged only. Keep the box.\n\n## How to send it back\n\nTo send a parcel back:\n\n\
    1. Open your order.\n2. Choose \"Return\".\n3. Print the label.\n\n## Costs\n\nReturns cost $4.95, e.g. for one parcel. \
    We take it off your refund.\n";

const SHIPPING: &str = "# Shipping\n\nStandard shipping takes 3-5 business days. Express takes one day and costs $12.50.\n";

fn all() -> Vec<Passage> {
    [("returns.md", RETURNS), ("shipping.md", SHIPPING)]
        .iter()
        .flat_map(|(path, text)| {
            passages(
                &Article::parse(path, ArticleFormat::Markdown, text).expect("the article is good"),
            )
        })
        .collect()
}

fn ranked(question: &str) -> Vec<Ranked> {
    let passages: Vec<Prepared> = all().into_iter().map(Prepared::new).collect();
    let candidates: Vec<Candidate<'_>> = passages
        .iter()
        .map(|passage| Candidate {
            passage,
            bm25: -1.0,
        })
        .collect();
    rank(question, &candidates, passages.len())
}

#[test]
fn answers_are_the_passages_own_sentences() {
    let cases = [
        (
            "Can I return shoes?",
            "You can return unworn shoes within 30 days of delivery",
        ),
        (
            "What does a return cost?",
            "Returns cost $4.95, e.g. for one parcel",
        ),
        ("How do I send a parcel back?", "1. Open your order"),
        (
            "how long does standard shipping take",
            "Standard shipping takes 3-5 business days",
        ),
    ];
    for (question, expected) in cases {
        let ranked = ranked(question);
        let answer = answer(question, &ranked).expect(question);
        assert!(
            answer.text.contains(expected),
            "{question}: {}",
            answer.text
        );
        assert!(
            answer.text.contains("[[1]]") && answer.cited.contains(&0),
            "{question}: {}",
            answer.text
        );
    }
}

#[test]
fn a_short_list_is_told_whole() {
    let text = "# Warranty\n\n## How long\n\n- Shoes: 2 years from delivery.\n- Packs: 10 years from delivery.\n\
        - Socks: 1 year from delivery.\n\nYour rights by law are not limited by this warranty.\n";
    let article = Article::parse("warranty.md", ArticleFormat::Markdown, text).expect("it is good");
    let passages: Vec<Prepared> = passages(&article).into_iter().map(Prepared::new).collect();
    let candidates: Vec<Candidate<'_>> = passages
        .iter()
        .map(|passage| Candidate {
            passage,
            bm25: -1.0,
        })
        .collect();
    let question = "How long is the warranty on shoes?";
    let answer = answer(question, &rank(question, &candidates, 5)).expect(question);
    for item in ["Shoes: 2 years", "Packs: 10 years", "Socks: 1 year"] {
        assert!(answer.text.contains(item), "{item}: {}", answer.text);
    }
}

#[test]
fn nothing_is_said_about_what_is_not_covered() {
    for question in [
        "What is the capital of France?",
        "Do you like jazz?",
        "",
        "[CARD_1]",
    ] {
        assert_eq!(answer(question, &ranked(question)), None, "{question}");
    }
    assert_eq!(answer("return", &[]), None);
}

#[test]
fn an_answer_passes_the_gate_and_its_sentences_stand_in_the_cited_passages() {
    for question in [
        "Can I return shoes?",
        "What does a return cost?",
        "How do I send a parcel back?",
        "express shipping",
    ] {
        let ranked = ranked(question);
        let answer = answer(question, &ranked).expect(question);
        let mut gate = Grounder::new(ranked.iter().map(|one| one.passage.source_text()));
        let mut verdicts = gate.push(&answer.text);
        verdicts.extend(gate.finish());
        assert!(
            verdicts
                .iter()
                .all(|one| matches!(one, Verdict::Released { .. })),
            "{verdicts:?}"
        );
        let mut sentence = String::new();
        for verdict in verdicts {
            let Verdict::Released { text, cited, .. } = verdict else {
                panic!("{verdict:?}");
            };
            if !text.is_empty() {
                sentence = text.trim().to_owned();
            }
            for index in cited {
                let source = ranked[index].passage.text.as_str();
                assert!(source.contains(&sentence), "{sentence} not in {source}");
            }
        }
    }
}

#[test]
fn long_passages_give_short_answers() {
    let mut one = ranked("Can I return shoes?").remove(0);
    one.passage.text = Published::reviewed(
        "You can return shoes and boots by post or in a shop of ours. ".repeat(40),
    );
    let answer = answer("Can I return shoes?", &[one]).expect("it is covered");
    assert!(
        answer.text.split_whitespace().count() <= MAX_WORDS + MAX_SENTENCES,
        "{}",
        answer.text
    );
}
