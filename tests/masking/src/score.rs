//! Recall, precision and false alarms.
//!
//! A labelled detail counts as found when at least half of it is masked, whatever the kind. A
//! masked span is right when at least half of it lies on labelled details.

use std::collections::BTreeMap;

use handrail_mask::{Context, Kind, Masker};
use serde::Serialize;

use crate::rows::{Gold, Row, conversations};
use crate::types::Meant;

/// How one kind fares.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct KindScore {
    /// Labelled details.
    pub gold: usize,
    /// Of them found.
    pub found: usize,
    /// Labelled details whose own text names the kind ("ssn 7031"), or whose form is complete.
    pub cued: usize,
    /// Of them found.
    pub cued_found: usize,
    /// Masked spans of the kind.
    pub flagged: usize,
    /// Of them on labelled details.
    pub right: usize,
    /// `found / gold`.
    pub recall: Option<f64>,
    /// `cued_found / cued`.
    pub cued_recall: Option<f64>,
    /// `right / flagged`.
    pub precision: Option<f64>,
    /// Recall and precision in one figure, recall counted twice as much (van Rijsbergen).
    pub f2: Option<f64>,
}

/// What a file measured.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Report {
    /// Rows read.
    pub rows: usize,
    /// By kind; the file's labels are mapped to kinds by [`Meant`].
    pub kinds: BTreeMap<String, KindScore>,
    /// By the file's own label: recall only.
    pub labels: BTreeMap<String, KindScore>,
    /// Rows without a labelled detail.
    pub clean_rows: usize,
    /// Of them with a masked span.
    pub flagged_rows: usize,
    /// The same per thousand.
    pub false_alarms_per_1000: Option<f64>,
    /// The same without names and addresses.
    pub structured_false_alarms_per_1000: Option<f64>,
    /// What was missed and what was flagged without need, for reading.
    #[serde(skip)]
    pub mistakes: Vec<String>,
}

/// Runs the masker over rows.
#[must_use]
pub fn measure(masker: &Masker, rows: &[Row]) -> Report {
    let before = conversations(rows);
    let mut report = Report {
        rows: rows.len(),
        ..Report::default()
    };
    let mut structured_rows = 0;
    for (row, before) in rows.iter().zip(&before) {
        let previous: Vec<&str> = before.iter().map(|at| rows[*at].text.as_str()).collect();
        let context = Context {
            previous: &previous,
            ..Context::default()
        };
        let points: Vec<usize> = row.text.char_indices().map(|(at, _)| at).collect();
        let point = |byte: usize| points.partition_point(|at| *at < byte);
        let found: Vec<(usize, usize, Kind, &str)> = masker
            .detect(&row.text, &context)
            .iter()
            .map(|span| (point(span.start), point(span.end), span.kind, span.rule))
            .collect();
        let clean = row.spans.is_empty();
        report.clean_rows += usize::from(clean);
        report.flagged_rows += usize::from(clean && !found.is_empty());
        let structured = |kind: &Kind| !matches!(kind, Kind::Name | Kind::Address);
        structured_rows +=
            usize::from(clean && found.iter().any(|(_, _, kind, _)| structured(kind)));
        for gold in &row.spans {
            report.count_gold(row, gold, &found);
        }
        for span in &found {
            report.count_flagged(row, span);
        }
    }
    let per_thousand = |count: usize| ratio(count * 1_000, report.clean_rows);
    report.false_alarms_per_1000 = per_thousand(report.flagged_rows);
    report.structured_false_alarms_per_1000 = per_thousand(structured_rows);
    for score in report.kinds.values_mut().chain(report.labels.values_mut()) {
        score.finish();
    }
    report
}

impl Report {
    fn count_gold(&mut self, row: &Row, gold: &Gold, found: &[(usize, usize, Kind, &str)]) {
        let covered: usize = found
            .iter()
            .map(|(start, end, _, _)| overlap(*start, *end, gold.start, gold.end))
            .sum();
        let is_found = covered * 2 >= gold.end - gold.start;
        let cued = is_cued(row, gold);
        let meant = Meant::of(&gold.kind);
        let count = |score: &mut KindScore| {
            score.gold += 1;
            score.found += usize::from(is_found);
            score.cued += usize::from(cued);
            score.cued_found += usize::from(cued && is_found);
        };
        count(self.labels.entry(gold.kind.clone()).or_default());
        if let Meant::Detail(kind) = meant {
            count(self.kinds.entry(kind.as_str().to_owned()).or_default());
        }
        if !is_found && meant != Meant::Neutral {
            let value = part(&row.text, gold.start, gold.end);
            let how = if cued { "missed, cued" } else { "missed" };
            self.mistakes
                .push(format!("{how}\t{}\t{value}\t{}", gold.kind, row.text));
        }
    }

    fn count_flagged(&mut self, row: &Row, span: &(usize, usize, Kind, &str)) {
        let (start, end, kind, rule) = *span;
        let on = |wanted: fn(Meant) -> bool| -> usize {
            row.spans
                .iter()
                .filter(|gold| wanted(Meant::of(&gold.kind)))
                .map(|gold| overlap(start, end, gold.start, gold.end))
                .sum()
        };
        let length = end - start;
        if on(|meant| meant != Meant::Neutral) * 2 >= length {
            let score = self.kinds.entry(kind.as_str().to_owned()).or_default();
            score.flagged += 1;
            score.right += 1;
        } else if on(|meant| meant == Meant::Neutral) * 2 < length {
            let score = self.kinds.entry(kind.as_str().to_owned()).or_default();
            score.flagged += 1;
            let value = part(&row.text, start, end);
            self.mistakes
                .push(format!("flagged\t{kind} ({rule})\t{value}\t{}", row.text));
        }
    }
}

impl KindScore {
    fn finish(&mut self) {
        self.recall = ratio(self.found, self.gold);
        self.cued_recall = ratio(self.cued_found, self.cued);
        self.precision = ratio(self.right, self.flagged);
        self.f2 = self
            .recall
            .zip(self.precision)
            .map(|(recall, precision)| 5.0 * precision * recall / (4.0 * precision + recall));
    }
}

fn ratio(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

fn overlap(start: usize, end: usize, from: usize, to: usize) -> usize {
    end.min(to).saturating_sub(start.max(from))
}

fn part(text: &str, start: usize, end: usize) -> String {
    text.chars().skip(start).take(end - start).collect()
}

/// Whether the row's own text says what the detail is: a word for the kind stands in it, or the
/// detail has its whole form (a card of twelve digits and more).
fn is_cued(row: &Row, gold: &Gold) -> bool {
    let Meant::Detail(kind) = Meant::of(&gold.kind) else {
        return false;
    };
    let value = part(&row.text, gold.start, gold.end).to_lowercase();
    if kind == Kind::Card {
        return value.chars().filter(char::is_ascii_digit).count() >= 12;
    }
    let mut outside: String = row.text.chars().take(gold.start).collect();
    outside.push(' ');
    outside.extend(row.text.chars().skip(gold.end));
    let outside = outside.to_lowercase();
    let words: Vec<&str> = outside
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let says = |cues: &[&str]| words.iter().any(|word| cues.contains(word));
    match kind {
        Kind::Ssn => says(&["ssn", "social", "security"]),
        Kind::Account => says(&["account", "acc", "acct", "routing"]),
        Kind::Password => says(&["password", "pwd", "passcode", "pin", "pass"]),
        Kind::Name => says(&["name", "names", "myself", "mr", "mrs"]),
        Kind::Address => says(&["address", "live", "street", "zip", "zipcode"]),
        Kind::Phone => says(&["phone", "mobile", "cell", "number", "contact"]),
        Kind::Email => says(&["email", "mail"]),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::read;

    #[test]
    fn half_a_detail_is_enough_and_an_order_number_counts_for_nothing() {
        let rows = read(concat!(
            r#"{"text":"ann@example.com","spans":[{"start":0,"end":15,"type":"EMAIL_ADDRESS"}]}"#,
            "\n",
            r#"{"text":"nothing here","spans":[]}"#,
            "\n",
            r#"{"text":"mail bob@example.com","spans":[]}"#,
        ))
        .unwrap();
        let report = measure(&Masker::default(), &rows);
        assert_eq!(report.labels["EMAIL_ADDRESS"].recall, Some(1.0));
        assert_eq!(report.kinds["email"].recall, Some(1.0));
        assert_eq!(report.kinds["email"].precision, Some(0.5));
        assert_eq!(report.false_alarms_per_1000, Some(500.0));
        assert_eq!(report.mistakes.len(), 1);
    }
}
