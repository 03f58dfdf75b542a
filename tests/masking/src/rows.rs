//! The rows of a labelled file, and which of them precede each other.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use serde::Deserialize;

/// A detail someone labelled by hand; offsets count Unicode code points.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Gold {
    /// First code point.
    pub start: usize,
    /// Code point after the last.
    pub end: usize,
    /// The kind, in the file's own words.
    #[serde(rename = "type")]
    pub kind: String,
}

/// One text with its labels.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Row {
    /// The text.
    pub text: String,
    /// What is to be found in it.
    #[serde(default)]
    pub spans: Vec<Gold>,
    /// The conversation it belongs to.
    #[serde(default)]
    pub conv: Option<String>,
    /// Its place there; a number or a text that reads as one.
    #[serde(default)]
    turn: Option<serde_json::Value>,
}

impl Row {
    fn place(&self) -> f64 {
        match &self.turn {
            Some(serde_json::Value::Number(number)) => number.as_f64().unwrap_or(0.0),
            Some(serde_json::Value::String(text)) => text.parse().unwrap_or(0.0),
            _ => 0.0,
        }
    }
}

/// Reads JSON lines; blank ones are skipped.
///
/// # Errors
/// Names the line that is no row.
pub fn read(lines: &str) -> Result<Vec<Row>> {
    lines
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(index, line)| {
            serde_json::from_str(line).with_context(|| format!("line {} is no row", index + 1))
        })
        .collect()
}

/// For each row the rows of its conversation before it, oldest first, as indices.
#[must_use]
pub fn conversations(rows: &[Row]) -> Vec<Vec<usize>> {
    let mut by_conversation: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate() {
        if let Some(conv) = &row.conv {
            by_conversation.entry(conv).or_default().push(index);
        }
    }
    let mut before = vec![Vec::new(); rows.len()];
    for turns in by_conversation.values_mut() {
        turns.sort_by(|a, b| rows[*a].place().total_cmp(&rows[*b].place()));
        for (place, row) in turns.iter().enumerate() {
            before[*row] = turns[..place].to_vec();
        }
    }
    before
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_a_conversation_precede_each_other() {
        let rows = read(concat!(
            "{\"text\":\"b\",\"spans\":[],\"conv\":\"x\",\"turn\":\"2.0\"}\n\n",
            "{\"text\":\"a\",\"spans\":[],\"conv\":\"x\",\"turn\":1}\n",
            "{\"text\":\"c\"}\n"
        ))
        .unwrap();
        assert_eq!(conversations(&rows), [vec![1], vec![], vec![]]);
        assert!(read("{\"text\":1}").is_err());
    }
}
