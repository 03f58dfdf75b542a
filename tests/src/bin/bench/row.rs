//! One figure, and the samples it is made from.

use crate::stand::{BEFORE, EDGE, REFERENCE};
use handrail_tests::percentile::percentile;
use serde::Serialize;

/// One figure.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    name: &'static str,
    value: f64,
    unit: &'static str,
    /// The same of the reference, in the same run.
    reference: Option<f64>,
    /// The same of an earlier edge, in the same run.
    before: Option<f64>,
}

impl Row {
    /// A figure of the edge alone.
    pub(crate) fn new(name: &'static str, value: f64, unit: &'static str) -> Self {
        Self {
            name,
            value: rounded(value),
            unit,
            reference: None,
            before: None,
        }
    }

    /// A figure of each subject, in the order of the stand.
    pub(crate) fn of_each(name: &'static str, values: &[f64], unit: &'static str) -> Self {
        let of = |subject: usize| values.get(subject).copied().map(rounded);
        Self {
            name,
            value: of(EDGE).unwrap_or_default(),
            unit,
            reference: of(REFERENCE),
            before: of(BEFORE),
        }
    }
}

/// To the thousandth: of milliseconds to the microsecond.
fn rounded(value: f64) -> f64 {
    (value * 1_000.0).round() / 1_000.0
}

/// What was measured of each subject, in the order of the stand; in milliseconds.
#[derive(Debug)]
pub(crate) struct Samples {
    name: &'static str,
    by_subject: Vec<Vec<f64>>,
}

impl Samples {
    /// None yet. `name` is for stderr.
    pub(crate) fn new(name: &'static str, subjects: usize) -> Self {
        Self {
            name,
            by_subject: vec![Vec::new(); subjects],
        }
    }

    pub(crate) fn add(&mut self, subject: usize, millis: f64) {
        self.by_subject[subject].push(millis);
    }

    /// A percentile of each subject.
    pub(crate) fn row(&self, name: &'static str, percent: f64) -> Row {
        let values: Vec<f64> = self
            .by_subject
            .iter()
            .map(|samples| percentile(samples, percent))
            .collect();
        Row::of_each(name, &values, "ms")
    }

    /// Medians and tails to stderr.
    pub(crate) fn tell(&self) {
        let who = ["edge", "reference", "edge before"];
        for (who, samples) in who.into_iter().zip(&self.by_subject) {
            eprintln!(
                "{}, {who}: {:.2} ms (p99 {:.2}, {} samples)",
                self.name,
                percentile(samples, 50.0),
                percentile(samples, 99.0),
                samples.len()
            );
        }
    }
}
