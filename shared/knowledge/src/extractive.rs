//! The built-in answerer: the best passages' own sentences, word for word, each with its citation.
//!
//! For: an answer without a language model. It says nothing where the passages do not cover the question.
//! Not for: rephrasing. Invariants: every sentence of an answer stands in the passage its marker names; sentences of a
//! passage keep their order.

use handrail_text::citation_mark::citation_mark;
use handrail_text::sentences;

use crate::{
    likeness::{Term, coverage},
    query::terms,
    rank::Ranked,
};

/// A passage below this score is not quoted.
pub(crate) const MIN_SCORE: f32 = 0.35;
/// So many sentences at most.
pub(crate) const MAX_SENTENCES: usize = 4;
/// A list of so many items is taken whole; of a longer one its first items where its opening line was picked.
const MAX_ITEMS: usize = 6;
/// Beyond this many words no further sentence is added.
pub(crate) const MAX_WORDS: usize = 90;

/// An answer in the passages' words.
#[derive(Clone, Debug, PartialEq)]
pub struct ExtractiveAnswer {
    /// Sentences, each followed by its marker ([`crate::marker`]).
    pub text: String,
    /// 0 to 1: the score of the best passage quoted.
    pub confidence: f32,
    /// Indices of the passages quoted, in the order of the text.
    pub cited: Vec<usize>,
}

struct Unit<'a> {
    passage: usize,
    order: usize,
    text: &'a str,
    is_item: bool,
    /// The share of the question's words it holds.
    coverage: f32,
    value: f32,
}

/// Answers `question` from `passages`, best first as [`crate::rank`] gives them.
pub fn answer(question: &str, passages: &[Ranked]) -> Option<ExtractiveAnswer> {
    let best = passages
        .first()
        .filter(|best| best.score >= MIN_SCORE && best.coverage > 0.0)?;
    let terms: Vec<Term> = terms(question).into_iter().map(Term::new).collect();
    let mut units = units_of(0, best, &terms);
    let covered = units.iter().map(|unit| unit.coverage).fold(0.0, f32::max);
    for (index, ranked) in passages.iter().enumerate().take(3).skip(1) {
        // Another passage adds only a sentence that says more of what was asked.
        let better = |unit: &Unit<'_>| unit.coverage > covered && unit.coverage >= 0.5;
        if ranked.score >= best.score * 0.85 {
            units.extend(units_of(index, ranked, &terms).into_iter().filter(better));
        }
    }
    let picked = pick(&units);
    if picked.is_empty() {
        return None;
    }
    let mut text = String::new();
    let mut cited: Vec<usize> = Vec::new();
    for (at, unit) in picked.iter().enumerate() {
        if at > 0 {
            text.push_str(if unit.is_item || picked[at - 1].is_item {
                "\n"
            } else {
                " "
            });
        }
        text.push_str(&with_marker(unit.text, unit.passage));
        if !cited.contains(&unit.passage) {
            cited.push(unit.passage);
        }
    }
    Some(ExtractiveAnswer {
        text,
        confidence: best.score,
        cited,
    })
}

fn units_of<'a>(index: usize, ranked: &'a Ranked, terms: &[Term]) -> Vec<Unit<'a>> {
    let text = ranked.passage.text.as_str();
    let mut units: Vec<Unit<'_>> = sentences::split(text)
        .into_iter()
        .map(str::trim)
        .filter(|sentence| !sentence.is_empty())
        .enumerate()
        .map(|(order, sentence)| {
            let coverage = coverage(terms, sentence);
            Unit {
                passage: index,
                order,
                text: sentence,
                is_item: is_item(sentence),
                coverage,
                // Where sentences hold equally much, the earlier one states the rule.
                value: ranked.score * (0.3 + coverage) - 0.02 * order as f32,
            }
        })
        .collect();
    // The best passage's first sentence usually states the rule.
    if let Some(first) = units.first_mut() {
        first.value += 0.08;
    }
    units
}

/// The best sentences, put back into reading order; list items bring the line that opens the list.
fn pick<'a, 'b>(units: &'b [Unit<'a>]) -> Vec<&'b Unit<'a>> {
    let mut by_value: Vec<&Unit<'_>> = units.iter().collect();
    by_value.sort_by(|a, b| b.value.total_cmp(&a.value));
    let Some(top) = by_value.first().map(|unit| unit.value) else {
        return Vec::new();
    };
    let mut picked: Vec<&Unit<'_>> = Vec::new();
    let mut words = 0;
    for unit in by_value {
        let count = unit.text.split_whitespace().count();
        let enough = picked.len() >= 2 && unit.value < top * 0.6;
        if picked.len() == MAX_SENTENCES
            || enough
            || (!picked.is_empty() && words + count > MAX_WORDS)
        {
            break;
        }
        words += count;
        picked.push(unit);
    }
    complete_lists(units, &mut picked);
    picked.sort_by_key(|unit| (unit.passage, unit.order));
    picked
}

/// A line that ends in a colon says nothing without what follows it, an item little without that line, and one item of
/// a short list is not the whole of it ("2 years" for shoes, where packs have 10).
fn complete_lists<'a, 'b>(units: &'b [Unit<'a>], picked: &mut Vec<&'b Unit<'a>>) {
    let has = |picked: &[&Unit<'_>], unit: &Unit<'_>| {
        picked
            .iter()
            .any(|one| one.passage == unit.passage && one.order == unit.order)
    };
    for (at, unit) in units.iter().enumerate() {
        if !has(picked, unit) {
            continue;
        }
        let in_list = |one: &&Unit<'_>| one.is_item && one.passage == unit.passage;
        let first = if unit.is_item {
            at - units[..at].iter().rev().take_while(in_list).count()
        } else if unit.text.ends_with(':') {
            at + 1
        } else {
            continue;
        };
        let opener = units[..first]
            .last()
            .filter(|one| one.passage == unit.passage && one.text.ends_with(':'));
        let items = units[first..].iter().take_while(in_list).count();
        let taken = if items <= MAX_ITEMS || !unit.is_item {
            items.min(MAX_ITEMS)
        } else {
            0
        };
        for one in opener.into_iter().chain(&units[first..first + taken]) {
            if !has(picked, one) {
                picked.push(one);
            }
        }
    }
}

fn is_item(sentence: &str) -> bool {
    sentence.starts_with("- ")
        || sentence.split_once(". ").is_some_and(|(number, _)| {
            !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())
        })
}

/// The marker stands before the last mark of the sentence, so that both pass the gate together.
fn with_marker(sentence: &str, passage: usize) -> String {
    let marker = citation_mark(passage);
    match sentence.char_indices().next_back() {
        Some((at, mark @ ('.' | '!' | '?' | ':'))) => format!("{} {marker}{mark}", &sentence[..at]),
        _ => format!("{sentence} {marker}"),
    }
}

#[cfg(test)]
#[path = "extractive_tests.rs"]
mod tests;
