//! A decision's scores beside the thresholds they were held against.

use handrail_protocol::DecisionNote;

/// One named figure of a decision.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Its name, as in the note.
    pub name: String,
    /// What was measured.
    pub score: Option<f32>,
    /// What it was held against.
    pub threshold: Option<f32>,
}

/// Pairs each score with the threshold of its name, with or without `min_` or `max_`. A threshold
/// without a score has a line of its own.
pub fn figures(note: &DecisionNote) -> Vec<Figure> {
    let plain = |name: &str| {
        let name = name.strip_prefix("min_").unwrap_or(name);
        name.strip_prefix("max_").unwrap_or(name).to_owned()
    };
    let mut figures: Vec<Figure> = note
        .scores
        .iter()
        .map(|(name, score)| Figure {
            name: name.clone(),
            score: Some(*score),
            threshold: None,
        })
        .collect();
    for (name, threshold) in &note.thresholds {
        let partner = figures
            .iter_mut()
            .find(|figure| figure.threshold.is_none() && plain(&figure.name) == plain(name));
        match partner {
            Some(figure) => figure.threshold = Some(*threshold),
            None => figures.push(Figure {
                name: name.clone(),
                score: None,
                threshold: Some(*threshold),
            }),
        }
    }
    figures
}

#[cfg(test)]
mod tests {
    use super::*;
    use handrail_protocol::{DecisionOutcome, DecisionReason};

    #[test]
    fn scores_meet_their_thresholds() {
        let note = DecisionNote {
            outcome: DecisionOutcome::Answer,
            reason: DecisionReason::Covered,
            scores: vec![("confidence".into(), 0.8), ("passages".into(), 2.0)],
            thresholds: vec![
                ("min_confidence".into(), 0.6),
                ("failed_answers".into(), 2.0),
            ],
            passages: Vec::new(),
            config_version: 1,
        };
        let lines: Vec<_> = figures(&note)
            .into_iter()
            .map(|figure| (figure.name, figure.score, figure.threshold))
            .collect();
        assert_eq!(
            lines,
            [
                ("confidence".to_owned(), Some(0.8), Some(0.6)),
                ("passages".to_owned(), Some(2.0), None),
                ("failed_answers".to_owned(), None, Some(2.0)),
            ]
        );
    }
}
