//! Work is linear in the text, whatever stands in it. Counted, not timed: a slope is the same on every machine.

use crate::facts::stated_facts;
use crate::{Grounder, Verdict};
use handrail_text::work;

/// What repeated text is made of: digits, separators, brackets, quotes, letters, currency, marks and addresses.
const UNITS: &[&str] = &[
    "1", "42", "4242", ".", ",", "-", "/", ":", "(", ")", "[", "](", "[[1]]", "'", "\"", "a", "É",
    "$", "€", "%", "@", "http://", "x.co", " ", "\n", "*", "_", "`", "\\", "~", "<", "&", "und",
    "five", "dot", "IX", "half", "May", "mon", "\u{200b}", "。", "II", " off", "code", "tell me",
];

fn assert_linear(shape: &str, what: &str, work: impl Fn(usize) -> u64) {
    let (short, long) = (work(60), work(240));
    assert!(
        long < 5 * short + 500,
        "{what} of {shape:?}: {short} then {long}"
    );
}

fn each_shape(mut check: impl FnMut(&str)) {
    for first in UNITS {
        check(first);
        for second in UNITS {
            check(&format!("{first}{second}"));
        }
    }
    for shape in [
        "1-1-",
        "(1)",
        "1/2/",
        "4242-",
        "1.",
        "[a](",
        "[a](b ",
        "1 to ",
        "one to ",
        "1'000 ",
        "https://a.b/?t=",
        "five five ",
        "five, ",
        "a half ",
        "1 x ",
        "Mon-",
        "due to ",
        "undeig",
        "evil dot ",
        "(at) a ",
        "a[.]",
        "**a**.",
        "a@b.co ",
        "tel:+1-",
        "$5-",
        "EUR ",
        "1st ",
        "p.m. ",
        "in May ",
        "next ",
        "9:00",
        "#1 ",
        "order no. ",
        "a:a:",
        "what is your ",
        "I am ",
        "not ",
        "please enter ",
    ] {
        check(shape);
    }
}

#[test]
fn facts_are_read_in_linear_work() {
    each_shape(|shape| {
        assert_linear(shape, "facts", |times| {
            work::of(|| drop(stated_facts(&shape.repeat(times))))
        });
    });
}

#[test]
fn a_stream_is_checked_in_linear_work() {
    let mut index = 0;
    each_shape(|shape| {
        index += 1;
        // Some of the shapes as a whole, and of those some in small chunks.
        let sizes: &[usize] = match (index % 3, index % 33) {
            (_, 0) => &[1, 7, usize::MAX],
            (0, _) => &[usize::MAX],
            _ => &[],
        };
        for size in sizes {
            let text = |times: usize| shape.repeat(times * 4);
            assert_linear(shape, "a stream", |times| {
                let text = text(times);
                let chars: Vec<char> = text.chars().collect();
                let chunks: Vec<String> = chars
                    .chunks((*size).min(chars.len().max(1)))
                    .map(|chunk| chunk.iter().collect())
                    .collect();
                work::of(|| {
                    let mut grounder = Grounder::new(["Within 30 days.", "See https://a.b/."]);
                    let mut shown: Vec<Verdict> = Vec::new();
                    for chunk in &chunks {
                        shown.extend(grounder.push(chunk));
                    }
                    shown.extend(grounder.finish());
                })
            });
        }
    });
}
