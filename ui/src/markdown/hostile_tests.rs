//! Any text: how much work it is, and that nothing of it is lost.

use super::{Block, Inline, parse};
use crate::link::Link;
use crate::work;
use proptest::prelude::*;

/// Marks and words that a search could run over again and again, alone and mixed.
const HOSTILE: [&str; 58] = [
    "**a ",
    "*a ",
    "__a ",
    "_a ",
    "*a **b ",
    "_a *b",
    "_a __b ",
    "**a _b ",
    "*a _b **c __d ",
    "**a *b ",
    "a** ",
    "a* *b",
    "*a*",
    "**a**",
    "***a***",
    "***a ",
    "**a *b***",
    "****",
    "*a_b*c_",
    "* * ",
    "_ _",
    "*_",
    "**__",
    "*\\*",
    "\\",
    "\\\\",
    "\\*a",
    "`",
    "`a ",
    "``a",
    "`a\n",
    "```",
    "```\n",
    "```a b\n",
    "[",
    "]",
    "[a",
    "[a]",
    "[a](",
    "[a](b",
    "[a](b ",
    "[a](b)",
    "[a](\u{1}",
    "[a](javascript:x)",
    "[a](javascript:",
    "[[a](b)",
    "](",
    "](x",
    "a](b)",
    "![a](",
    "[a](<",
    "https://",
    "https://a.b/?t=",
    "https://a.b ",
    "https://a\\b",
    "hhttps://",
    "\n",
    "(1. a\n",
];

/// What stands before and after the repeated part.
const ENDS: [(&str, &str); 10] = [
    ("", ""),
    ("", "*"),
    ("**", "**"),
    ("", ")"),
    ("[x](", ")"),
    ("", "](https://acme.example)"),
    ("", "\u{1})"),
    ("https://acme.example/", "\\"),
    ("- ", "`"),
    ("*a **b ", " c** d*"),
];

fn filled(unit: &str, (before, after): (&str, &str), bytes: usize) -> String {
    let times = bytes.saturating_sub(before.len() + after.len()) / unit.len();
    [before, &unit.repeat(times), after].concat()
}

fn work_per_byte(text: &str) -> f64 {
    work::of(|| parse(text)) as f64 / text.len() as f64
}

/// Each character may be looked at so many times on average. A parser that is not linear passes any
/// such bound at some length.
const MOST_PER_BYTE: f64 = 16.0;

/// However long the text is.
fn assert_linear<const N: usize>(what: &str, lengths: [usize; N], text: impl Fn(usize) -> String) {
    let works = lengths.map(|bytes| work_per_byte(&text(bytes)));
    assert!(
        works.iter().all(|work| *work <= MOST_PER_BYTE),
        "{what}: {works:.1?} for each byte at {lengths:?}"
    );
}

/// For the many mixtures.
const SHORTER: [usize; 2] = [300, 2_400];

#[test]
fn work_grows_as_the_text_does() {
    for unit in HOSTILE {
        assert_linear(&format!("{unit:?}"), [1_000, 10_000, 100_000], |bytes| {
            filled(unit, ENDS[0], bytes)
        });
        for ends in ENDS {
            assert_linear(&format!("{unit:?} in {ends:?}"), SHORTER, |bytes| {
                filled(unit, ends, bytes)
            });
        }
    }
}

#[test]
fn mixed_marks_are_linear_too() {
    for first in HOSTILE {
        for second in HOSTILE {
            let unit = [first, second].concat();
            assert_linear(&format!("{unit:?}"), SHORTER, |bytes| {
                filled(&unit, ENDS[0], bytes)
            });
        }
    }
}

/// What is opened in the first half is never closed.
#[test]
fn one_mark_after_the_other_is_linear_too() {
    for first in HOSTILE {
        for second in HOSTILE {
            assert_linear(&format!("{first:?}, then {second:?}"), SHORTER, |bytes| {
                [first, second]
                    .map(|unit| filled(unit, ENDS[0], bytes / 2))
                    .concat()
            });
        }
    }
}

/// All text that is shown, and the targets of links where they stood.
fn shown(blocks: &[Block]) -> String {
    let mut out = String::new();
    for block in blocks {
        match block {
            Block::Paragraph(inlines) | Block::Heading(inlines) => shown_run(inlines, &mut out),
            Block::List { items, .. } => items.iter().for_each(|item| shown_run(item, &mut out)),
            Block::Code(code) => out.push_str(code),
        }
    }
    out
}

fn shown_run(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Break => {}
            Inline::Strong(children) | Inline::Emphasis(children) => shown_run(children, out),
            Inline::Link { link, label } => {
                shown_run(label, out);
                let is_bare = matches!(&label[..], [Inline::Text(text)] if text == link.as_str());
                if !is_bare {
                    out.push_str(link.as_str());
                }
            }
        }
    }
}

/// What no mark is made of.
fn words(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphabetic() || *c >= '\u{2100}')
        .collect()
}

fn is_within(part: &str, whole: &str) -> bool {
    let mut rest = whole.chars();
    part.chars().all(|c| rest.any(|other| other == c))
}

fn links<'a>(inlines: &'a [Inline], found: &mut Vec<&'a Link>) {
    for inline in inlines {
        match inline {
            Inline::Link { link, label } => {
                found.push(link);
                links(label, found);
            }
            Inline::Strong(children) | Inline::Emphasis(children) => links(children, found),
            Inline::Text(_) | Inline::Code(_) | Inline::Break => {}
        }
    }
}

/// Text made of marks, words and whatever there is.
fn any_text() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        3 => prop::sample::select(HOSTILE.to_vec()).prop_map(str::to_owned),
        2 => prop::sample::select(vec![
            "one", "two ", " ", "\n", "\n\n", "- ", "2. ", "# ", "```sh\n", "```\n", "é", "中文",
            "🙂", "[there](/x)", "[no](javascript:alert(1))", "mailto:a@b.example", "**", "__",
            "https://acme.example/a_b", "&amp;", "<b>", "\r\n", "\u{2028}", "\0",
        ])
        .prop_map(str::to_owned),
        1 => ".{0,12}",
    ];
    prop::collection::vec(part, 0..40).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// Of a line that opens code the name of the language goes, and no other word anywhere.
    #[test]
    fn no_word_is_lost_or_made_up(text in any_text()) {
        let shown = words(&shown(&parse(&text)));
        let sure: String = text
            .lines()
            .filter(|line| !line.trim().starts_with("```"))
            .collect();
        prop_assert!(is_within(&words(&sure), &shown), "{shown:?}");
        prop_assert!(is_within(&shown, &words(&text)), "{shown:?}");
        if !text.contains("```") {
            prop_assert_eq!(shown, words(&text));
        }
    }

    #[test]
    fn every_link_has_passed_the_check(text in any_text()) {
        for block in parse(&text) {
            let runs = match &block {
                Block::Paragraph(run) | Block::Heading(run) => vec![run],
                Block::List { items, .. } => items.iter().collect(),
                Block::Code(_) => continue,
            };
            let mut found = Vec::new();
            for run in runs {
                links(run, &mut found);
            }
            for link in found {
                prop_assert_eq!(Link::in_reply(link.as_str()), Some(link.clone()));
            }
        }
    }

    #[test]
    fn any_text_is_little_work(text in any_text()) {
        prop_assume!(!text.is_empty());
        let work = work::of(|| parse(&text));
        prop_assert!(work as f64 <= text.len() as f64 * MOST_PER_BYTE, "{work} for {} bytes", text.len());
    }
}
