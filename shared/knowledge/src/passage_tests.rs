use proptest::prelude::*;

use super::*;
use crate::article::ArticleFormat;

fn cut(text: &str) -> Vec<Passage> {
    let article =
        Article::parse("kb/a.md", ArticleFormat::Markdown, text).expect("the article is good");
    passages(&article)
}

fn sentence(words: usize) -> String {
    format!("{}end.", "word ".repeat(words - 1))
}

#[test]
fn headings_part_passages_and_give_anchors() {
    let found = cut(
        "# A\n\nIntro.\n\n## How to pay\n\nBy card.\n\n### Abroad\n\nBy transfer.\n\n## How to pay\n\nAgain.",
    );
    let shown: Vec<(String, String, &str)> = found
        .iter()
        .map(|one| (one.heading(), one.link(), one.text.as_str()))
        .collect();
    let expected = [
        ("", "/a", "Intro."),
        ("How to pay", "/a#how-to-pay", "By card."),
        ("How to pay › Abroad", "/a#abroad", "By transfer."),
        ("How to pay", "/a#how-to-pay-1", "Again."),
    ]
    .map(|(heading, link, text)| (heading.to_owned(), link.to_owned(), text));
    assert_eq!(shown, expected);
    assert_eq!(
        found.iter().map(|one| one.ordinal).collect::<Vec<_>>(),
        [0, 1, 2, 3]
    );
}

#[test]
fn paragraphs_come_together_and_long_ones_part_at_sentences() {
    let short = [
        sentence(20),
        sentence(25),
        sentence(30),
        sentence(80),
        sentence(10),
    ]
    .join("\n\n");
    let counts: Vec<usize> = cut(&format!("# A\n\n{short}"))
        .iter()
        .map(|one| count_words(one.text.as_str()))
        .collect();
    assert_eq!(counts, [75, 90]);
    let long = [sentence(60), sentence(60), sentence(60)].join(" ");
    let counts: Vec<usize> = cut(&format!("# A\n\n{long}"))
        .iter()
        .map(|one| count_words(one.text.as_str()))
        .collect();
    assert_eq!(counts, [120, 60]);
}

#[test]
fn lists_and_tables_read_alone() {
    let found = cut(
        "# A\n\nYou need:\n\n- a box\n- tape\n\n| Country | Price |\n|---|---|\n| DE | 5 € |\n| FR | |\n",
    );
    assert_eq!(found.len(), 1);
    assert_eq!(
        found[0].text.as_str(),
        "You need:\n\n- a box\n- tape\n- Country: DE; Price: 5 €\n- Country: FR"
    );
}

#[test]
fn the_line_that_opens_a_list_stays_with_it() {
    let text = format!(
        "# A\n\n{}\n\nYou need:\n\n- {}\n- b",
        sentence(100),
        sentence(45)
    );
    let found = cut(&text);
    assert_eq!(found.len(), 2);
    assert!(
        found[1].text.as_str().starts_with("You need:\n\n- word"),
        "{}",
        found[1].text
    );
}

#[test]
fn ids_are_stable_and_differ() {
    let first = cut("# A\n\n## X\n\nSame.\n\n## X\n\nSame.");
    assert_eq!(first, cut("# A\n\n## X\n\nSame.\n\n## X\n\nSame."));
    assert_ne!(first[0].id, first[1].id);
    let changed = cut("# A\n\n## X\n\nSame.\n\n## X\n\nOther.");
    assert_eq!(first[0].id, changed[0].id);
    assert_ne!(first[1].id, changed[1].id);
    assert_eq!(first[0].id.as_str().len(), 17);
}

proptest! {
    #[test]
    fn every_word_is_in_one_passage_and_none_is_too_long(
        paragraphs in prop::collection::vec((1_usize..6, 3_usize..60), 1..8),
    ) {
        let mut number = 0;
        let mut text = String::from("# Title\n");
        for (sentences, words) in paragraphs {
            text.push('\n');
            for _ in 0..sentences {
                for _ in 0..words {
                    number += 1;
                    text.push_str(&format!("w{number}x "));
                }
                text.push_str("end. ");
            }
            text.push('\n');
        }
        let found = cut(&text);
        let all: Vec<String> =
            found.iter().flat_map(|one| one.text.as_str().split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect();
        for wanted in 1..=number {
            prop_assert_eq!(all.iter().filter(|word| **word == format!("w{wanted}x")).count(), 1);
        }
        for one in &found {
            prop_assert!(count_words(one.text.as_str()) <= MAX_WORDS);
            prop_assert!(one.text.as_str().ends_with("end."));
        }
    }

    #[test]
    fn no_text_panics(text in "(?s)[#>|`*\\[\\]()\\- \\n0-9a-c.:é<]{0,200}") {
        if let Ok(article) = Article::parse("a.md", ArticleFormat::Markdown, &format!("# T\n\n{text}")) {
            let _ = passages(&article);
        }
    }
}
