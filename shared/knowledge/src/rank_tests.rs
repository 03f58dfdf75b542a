use handrail_mask::Published;

use super::*;
use crate::passage::PassageId;

fn passage(title: &str, text: &str) -> Passage {
    Passage {
        id: PassageId::from_stored(title),
        title: Published::reviewed(title),
        heading_path: Vec::new(),
        text: Published::reviewed(text),
        anchor: String::new(),
        url: "/a".to_owned(),
        locale: None,
        ordinal: 0,
    }
}

fn shop() -> Vec<Prepared> {
    [
        (
            "Returns",
            "You can send shoes back within 30 days. Pack them in their box.",
        ),
        (
            "Shipping costs",
            "Standard shipping costs $4.95. Express shipping costs $12.50.",
        ),
        (
            "Warranty",
            "Shoes have a warranty of two years against faults of making.",
        ),
        (
            "Gift cards",
            "A gift card is valid for three years and can pay for shipping.",
        ),
    ]
    .into_iter()
    .map(|(title, text)| Prepared::new(passage(title, text)))
    .collect()
}

fn ranked(question: &str, passages: &[Prepared]) -> Vec<Ranked> {
    let candidates: Vec<Candidate<'_>> = passages
        .iter()
        .map(|passage| Candidate {
            passage,
            bm25: -1.0,
        })
        .collect();
    rank(question, &candidates, 10)
}

#[test]
fn the_passage_that_covers_the_question_comes_first() {
    let cases = [
        ("Can I return shoes?", "Returns"),
        ("How much is express shipping?", "Shipping costs"),
        ("how much does shiping cost", "Shipping costs"),
        ("is there a warranty on shoes", "Warranty"),
        ("how long is a giftcard valid", "Gift cards"),
    ];
    for (question, expected) in cases {
        let ranked = ranked(question, &shop());
        assert_eq!(ranked[0].passage.title.as_str(), expected, "{question}");
        assert!(
            ranked
                .iter()
                .all(|one| (0.0..=1.0).contains(&one.score) && (0.0..=1.0).contains(&one.coverage))
        );
    }
}

#[test]
fn what_the_passages_do_not_cover_scores_low() {
    let covered = ranked("Can I return shoes?", &shop())[0].score;
    let foreign = ranked("What is the capital of France?", &shop())[0].score;
    assert!(covered >= 0.6 && foreign < 0.4, "{covered} {foreign}");
    assert_eq!(ranked("anything", &[]), []);
    assert!(ranked("", &shop()).iter().all(|one| one.coverage == 0.0));
}

#[test]
fn a_passage_that_holds_the_whole_question_is_found_under_any_title() {
    let bakery = [Prepared::new(passage(
        "Allergens and gluten",
        "Our rye loaf and the baguette contain no milk and no eggs, so they are vegan.",
    ))];
    let score = |question: &str| ranked(question, &bakery)[0].score;
    assert!(score("Is the baguette vegan?") >= 0.6);
    let by_one_word = score("Do you have anything vegan?");
    assert!((0.35..0.6).contains(&by_one_word), "{by_one_word}");
    assert!(score("Is the baguette sliced?") < 0.35);
}

#[test]
fn odd_numbers_from_the_index_do_no_harm() {
    let returns = Prepared::new(passage("Returns", "Return shoes."));
    let candidates = [f64::NAN, f64::NEG_INFINITY, 3.0].map(|bm25| Candidate {
        passage: &returns,
        bm25,
    });
    let ranked = rank("return shoes", &candidates, 2);
    assert_eq!(ranked.len(), 2);
    assert!(ranked.iter().all(|one| one.score.is_finite()));
}
