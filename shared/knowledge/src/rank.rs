//! Which of the found passages answers the question.
//!
//! The index ranks by rare words; here what counts is how much of the question a passage covers, whether its title and
//! headings are about the same, and in which order the words stand. Words are compared by stem, common beginning and one
//! slip of the pen. Pure and in memory: a few dozen candidates of a hundred words.

use crate::{
    likeness::{LIKE, Term, Token, best_likeness},
    passage::Passage,
    prepared::Prepared,
    query::{says_something, terms},
    threes::{Threes, cosines},
};

/// A passage the index found.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'a> {
    /// The passage.
    pub passage: &'a Prepared,
    /// FTS5's `bm25()`: the smaller the better.
    pub bm25: f64,
}

/// A candidate with its rank.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranked {
    /// The passage.
    pub passage: Passage,
    /// 0 to 1: how sure it is that the passage answers the question.
    pub score: f32,
    /// 0 to 1: the share of the question's words of weight that the passage holds.
    pub coverage: f32,
}

/// At most `most` of the candidates, best first; equal ones in the order of the index.
pub fn rank(question: &str, candidates: &[Candidate<'_>], most: usize) -> Vec<Ranked> {
    let words = terms(question);
    let says_something = says_something(&words);
    let terms: Vec<Term> = words.into_iter().map(Term::new).collect();
    let found = find(&terms, candidates);
    let titles: Vec<&Threes> = candidates.iter().map(|one| &one.passage.threes).collect();
    let titles = cosines(&Threes::of(question), &titles);
    let strength = |candidate: &Candidate<'_>| {
        Some(-candidate.bm25).filter(|found| found.is_finite() && *found > 0.0)
    };
    let best = candidates.iter().filter_map(strength).fold(0.0, f64::max);
    let mut ranked: Vec<(f32, &Prepared, Found)> = candidates
        .iter()
        .zip(found)
        .zip(titles)
        .map(|((candidate, mut found), title)| {
            found.index = strength(candidate).map_or(0.0, |found| (found / best) as f32);
            found.trigrams = title;
            found.whole_question = if terms.len() > 1 {
                SEVERAL_WORDS
            } else {
                ONE_WORD
            };
            (found.order_value(), candidate.passage, found)
        })
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    ranked
        .into_iter()
        .take(most)
        .map(|(_, prepared, found)| Ranked {
            passage: prepared.passage.clone(),
            score: if says_something {
                found.score()
            } else {
                found.score().min(MOST_WITHOUT_WORDS)
            },
            coverage: found.coverage,
        })
        .collect()
}

/// What of the question was found in a passage, each 0 to 1.
#[derive(Debug, Default)]
struct Found {
    /// The index's own measure, relative to its best.
    index: f32,
    /// Words of weight anywhere.
    coverage: f32,
    /// Words anywhere, all weighing the same.
    plain: f32,
    /// Words of weight in title and headings.
    title: f32,
    /// Words of the title that the question has.
    title_asked: f32,
    /// Neighbours of the question that stand close together.
    order: f32,
    /// Likeness of title and question in threes of letters.
    trigrams: f32,
    /// What the words of the question come to where all of them were found.
    whole_question: f32,
}

impl Found {
    /// Only compared within one search. The weights were fitted on paraphrased questions and rounded.
    fn order_value(&self) -> f32 {
        4.0 * self.index
            + 1.6 * self.coverage
            + 4.0 * self.title
            + 2.6 * self.title_asked
            + 1.3 * self.order
            + 6.0 * self.trigrams
    }

    /// How sure it is, independent of the other candidates: the logistic of what was found.
    fn score(&self) -> f32 {
        if self.coverage <= 0.0 {
            return 0.0;
        }
        let sum = 3.0 * self.plain
            + 1.5 * self.title
            + 3.0 * self.title_asked
            + 1.5 * self.order
            + 3.0 * self.trigrams
            - 4.0;
        let sum = if self.coverage >= WHOLE {
            sum.max(self.whole_question)
        } else {
            sum
        };
        1.0 / (1.0 + (-sum).exp())
    }
}

/// Coverage from which on a passage holds every word of weight, but for rounding.
const WHOLE: f32 = 0.99;
/// What a passage that holds them all comes to at least, whatever its title is about: 0.62 as a score for
/// several words, 0.45 for one, which may be there by chance.
const SEVERAL_WORDS: f32 = 0.5;
const ONE_WORD: f32 = -0.2;

/// What a question of stop words alone ("what is it?") can score at most: below every useful threshold.
const MOST_WITHOUT_WORDS: f32 = 0.3;

fn find(terms: &[Term], candidates: &[Candidate<'_>]) -> Vec<Found> {
    let likeness: Vec<Vec<(f32, f32)>> = candidates
        .iter()
        .map(|candidate| {
            let Prepared { title, body, .. } = candidate.passage;
            terms
                .iter()
                .map(|term| (best_likeness(term, title), best_likeness(term, body)))
                .collect()
        })
        .collect();
    let weights: Vec<f32> = (0..terms.len())
        .map(|at| {
            let holding = likeness
                .iter()
                .filter(|found| found[at].0.max(found[at].1) >= LIKE)
                .count();
            rarity(holding, candidates.len())
        })
        .collect();
    let all: f32 = weights.iter().sum();
    candidates
        .iter()
        .zip(&likeness)
        .map(|(candidate, likeness)| {
            if all <= 0.0 {
                return Found::default();
            }
            let weighed = |value: &dyn Fn(&(f32, f32)) -> f32| -> f32 {
                likeness
                    .iter()
                    .zip(&weights)
                    .map(|(found, weight)| weight * value(found))
                    .sum::<f32>()
                    / all
            };
            Found {
                coverage: weighed(&|found| found.0.max(found.1)),
                plain: likeness
                    .iter()
                    .map(|found| found.0.max(found.1))
                    .sum::<f32>()
                    / terms.len() as f32,
                title: weighed(&|found| found.0),
                title_asked: title_asked(terms, candidate.passage.telling()),
                order: order(terms, candidate.passage),
                ..Found::default()
            }
        })
        .collect()
}

/// A word in fewer of the candidates says more.
pub(crate) fn rarity(holding: usize, total: usize) -> f32 {
    let (holding, total) = (holding as f32, total as f32);
    (1.0 + (total - holding + 0.5) / (holding + 0.5))
        .ln()
        .max(0.2)
}

fn title_asked<'a>(terms: &[Term], telling: impl Iterator<Item = &'a Token>) -> f32 {
    let (mut count, mut asked) = (0.0, 0.0);
    for token in telling {
        count += 1.0;
        asked += terms
            .iter()
            .map(|term| term.likeness(token))
            .fold(0.0, f32::max);
    }
    if count > 0.0 { asked / count } else { 0.0 }
}

/// The share of neighbours in the question that stand close together, in order, in the passage.
fn order(terms: &[Term], text: &Prepared) -> f32 {
    if terms.len() < 2 {
        return 0.0;
    }
    let stands = |first: &Term, second: &Term| {
        [&text.title, &text.body].iter().any(|tokens| {
            tokens.iter().enumerate().any(|(at, token)| {
                first.is(token) && tokens[at + 1..].iter().take(3).any(|next| second.is(next))
            })
        })
    };
    let pairs = terms
        .windows(2)
        .filter(|pair| stands(&pair[0], &pair[1]))
        .count();
    pairs as f32 / (terms.len() - 1) as f32
}

#[cfg(test)]
#[path = "rank_tests.rs"]
mod tests;
