//! Which of the found passages answers the question.
//!
//! The index ranks by rare words; here what counts is how much of the question a passage covers, where (title, heading,
//! text), in which order, and how surely the words are the same (form, compound, slip of the pen). Pure and in memory:
//! a few dozen candidates.

use std::collections::{HashMap, HashSet};

use handrail_triage::words::{stem, words};

use crate::{passage::Passage, query::terms};

/// A passage the index found.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The passage.
    pub passage: Passage,
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

/// The candidates, best first; equal ones in the order of the index.
pub fn rank(question: &str, candidates: Vec<Candidate>) -> Vec<Ranked> {
    let terms = Terms::new(&terms(question));
    let texts: Vec<Indexed> = candidates
        .iter()
        .map(|candidate| Indexed::new(&candidate.passage))
        .collect();
    let weights = terms.weights(&texts);
    let best = candidates
        .iter()
        .map(|candidate| -candidate.bm25)
        .fold(0.0, f64::max);
    let mut ranked: Vec<Ranked> = candidates
        .into_iter()
        .zip(&texts)
        .map(|(candidate, text)| {
            let found = terms.find(text, &weights);
            let relative = if best > 0.0 {
                (-candidate.bm25 / best).clamp(0.0, 1.0) as f32
            } else {
                0.0
            };
            Ranked {
                passage: candidate.passage,
                score: score(&found, relative),
                coverage: found.coverage,
            }
        })
        .collect();
    ranked.sort_by(|a, b| b.score.total_cmp(&a.score));
    ranked
}

/// What of the question was found in a passage, each 0 to 1.
struct Found {
    coverage: f32,
    title: f32,
    order: f32,
}

fn score(found: &Found, relative: f32) -> f32 {
    (0.50 * found.coverage + 0.20 * found.title + 0.10 * found.order + 0.20 * relative)
        .clamp(0.0, 1.0)
}

/// How much of `question` the text holds, 0 to 1, without knowing other texts.
pub(crate) fn coverage(question_terms: &[String], text: &str) -> f32 {
    let terms = Terms::new(question_terms);
    let text = Indexed {
        title: Vec::new(),
        body: tokens(text),
    };
    let weights = vec![1.0; terms.terms.len()];
    terms.find(&text, &weights).coverage
}

struct Token {
    text: String,
    stem: String,
}

struct Indexed {
    title: Vec<Token>,
    body: Vec<Token>,
}

impl Indexed {
    fn new(passage: &Passage) -> Indexed {
        let title = format!("{}\n{}", passage.title, passage.heading());
        Indexed {
            title: tokens(&title),
            body: tokens(passage.text.as_str()),
        }
    }
}

fn tokens(text: &str) -> Vec<Token> {
    words(text)
        .into_iter()
        .map(|word| Token {
            stem: stem(&word.text).to_owned(),
            text: word.text,
        })
        .collect()
}

struct Terms {
    terms: Vec<Token>,
}

impl Terms {
    fn new(terms: &[String]) -> Terms {
        let terms = terms
            .iter()
            .map(|term| Token {
                stem: stem(term).to_owned(),
                text: term.clone(),
            })
            .collect();
        Terms { terms }
    }

    /// A word in fewer of the candidates says more.
    fn weights(&self, texts: &[Indexed]) -> Vec<f32> {
        let total = texts.len() as f32;
        self.terms
            .iter()
            .map(|term| {
                let holding = texts
                    .iter()
                    .filter(|text| {
                        likeness_in(term, &text.title).max(likeness_in(term, &text.body)) >= 0.6
                    })
                    .count() as f32;
                (1.0 + (total - holding + 0.5) / (holding + 0.5))
                    .ln()
                    .max(0.2)
            })
            .collect()
    }

    fn find(&self, text: &Indexed, weights: &[f32]) -> Found {
        let mut all = 0.0;
        let mut covered = 0.0;
        let mut in_title = 0.0;
        for (term, weight) in self.terms.iter().zip(weights) {
            let title = likeness_in(term, &text.title);
            let body = likeness_in(term, &text.body);
            all += weight;
            covered += weight * title.max(body);
            in_title += weight * title;
        }
        if all <= 0.0 {
            return Found {
                coverage: 0.0,
                title: 0.0,
                order: 0.0,
            };
        }
        Found {
            coverage: covered / all,
            title: in_title / all,
            order: self.order(text),
        }
    }

    /// The share of neighbours in the question that stand close together, in order, in the passage.
    fn order(&self, text: &Indexed) -> f32 {
        let pairs: Vec<(&str, &str)> = self
            .terms
            .windows(2)
            .map(|pair| (pair[0].stem.as_str(), pair[1].stem.as_str()))
            .collect();
        if pairs.is_empty() {
            return 0.0;
        }
        let mut near: HashSet<(&str, &str)> = HashSet::new();
        for tokens in [&text.title, &text.body] {
            for (at, first) in tokens.iter().enumerate() {
                for second in tokens.iter().skip(at + 1).take(3) {
                    near.insert((first.stem.as_str(), second.stem.as_str()));
                }
            }
        }
        pairs.iter().filter(|pair| near.contains(*pair)).count() as f32 / pairs.len() as f32
    }
}

fn likeness_in(term: &Token, tokens: &[Token]) -> f32 {
    let mut best = 0.0_f32;
    for token in tokens {
        best = best.max(likeness(term, token));
        if best >= 1.0 {
            break;
        }
    }
    best
}

/// 1 for the same word or stem, less for a compound, a common beginning or a slip of the pen.
fn likeness(term: &Token, token: &Token) -> f32 {
    if term.text == token.text || term.stem == token.stem {
        return 1.0;
    }
    let (a, b) = (term.text.as_bytes(), token.text.as_bytes());
    let (shorter, longer) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if shorter.len() < 4 {
        return 0.0;
    }
    let common = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    if common == shorter.len() && shorter.len() >= 5 {
        return 0.8;
    }
    if common >= 5 && common * 10 >= shorter.len() * 7 {
        return 0.7;
    }
    if shorter.len() >= 6
        && longer.len() - shorter.len() <= 2
        && trigram_likeness(&term.text, &token.text) >= 0.5
    {
        return 0.7;
    }
    0.0
}

/// Dice's coefficient over pairs of letters.
fn trigram_likeness(a: &str, b: &str) -> f32 {
    fn pairs(text: &str) -> HashMap<(u8, u8), u32> {
        let mut pairs = HashMap::new();
        for pair in text.as_bytes().windows(2) {
            *pairs.entry((pair[0], pair[1])).or_default() += 1;
        }
        pairs
    }
    let (first, second) = (pairs(a), pairs(b));
    let shared: u32 = first
        .iter()
        .map(|(pair, count)| (*count).min(second.get(pair).copied().unwrap_or(0)))
        .sum();
    2.0 * shared as f32 / (a.len() + b.len()).saturating_sub(2).max(1) as f32
}

#[cfg(test)]
#[path = "rank_tests.rs"]
mod tests;
