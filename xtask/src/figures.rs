//! The product's figures: their names, units and limits, as a table and as JSON.

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

/// One measured figure with its limits.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Figure {
    name: String,
    value: Option<f64>,
    unit: &'static str,
    must: Option<f64>,
    aim: Option<f64>,
    #[serde(skip)]
    better: Better,
}

/// A row as the measuring programs print it.
#[derive(Deserialize)]
struct Row {
    name: String,
    value: Option<f64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Better {
    Less,
    More,
}

struct Known {
    name: &'static str,
    unit: &'static str,
    must: Option<f64>,
    aim: Option<f64>,
    better: Better,
}

const fn less(name: &'static str, unit: &'static str, must: f64, aim: f64) -> Known {
    Known {
        name,
        unit,
        must: Some(must),
        aim: Some(aim),
        better: Better::Less,
    }
}

const fn more(name: &'static str, must: Option<f64>, aim: f64) -> Known {
    Known {
        name,
        unit: "count",
        must,
        aim: Some(aim),
        better: Better::More,
    }
}

const fn shown(name: &'static str, unit: &'static str) -> Known {
    Known {
        name,
        unit,
        must: None,
        aim: None,
        better: Better::Less,
    }
}

/// Every figure, in the order it is shown. Times are medians unless the name says otherwise.
const KNOWN: [Known; 20] = [
    less("loader_brotli", "bytes", 1_500.0, 1_000.0),
    less("first_open_brotli", "bytes", 110_000.0, 70_000.0),
    less("before_open_requests", "count", 0.0, 0.0),
    less("open_ms", "ms", 400.0, 200.0),
    less("ttft_added_p50_ms", "ms", 4.0, 2.0),
    less("ttft_added_p99_ms", "ms", 10.0, 5.0),
    shown("grounding_hold_ms", "ms"),
    less("message_ack_p50_ms", "ms", 2.0, 0.8),
    less("message_ack_p99_ms", "ms", 8.0, 3.0),
    shown("fsyncs_per_message", "count"),
    less("proxy_added_p50_ms", "ms", 2.0, 0.9),
    less("proxy_added_p99_ms", "ms", 5.0, 1.5),
    more("proxy_requests_per_s", Some(2_000.0), 5_000.0),
    less("edge_gzip", "bytes", 1_000_000.0, 500_000.0),
    more("kills", Some(50.0), 1_000.0),
    more("acked", None, 500_000.0),
    less("lost", "count", 0.0, 0.0),
    less("doubled", "count", 0.0, 0.0),
    less("demo_warm_s", "s", 5.0, 2.0),
    less("demo_cold_s", "s", 1_200.0, 480.0),
];

impl Figure {
    /// A figure by its name; one that is not in the table has no limits.
    pub(crate) fn new(name: &str, value: f64) -> Self {
        let known = KNOWN.iter().find(|known| known.name == name);
        Self {
            name: name.to_owned(),
            value: Some(value),
            unit: known.map_or("", |known| known.unit),
            must: known.and_then(|known| known.must),
            aim: known.and_then(|known| known.aim),
            better: known.map_or(Better::Less, |known| known.better),
        }
    }

    /// The rows that a measuring program printed: a JSON list of names and values.
    pub(crate) fn from_rows(json: &str) -> Result<Vec<Self>> {
        let rows: Vec<Row> =
            serde_json::from_str(json).context("the measurement printed no list of figures")?;
        Ok(rows
            .into_iter()
            .filter_map(|row| row.value.map(|value| Self::new(&row.name, value)))
            .collect())
    }

    /// Whether it keeps its hard limit.
    pub(crate) fn holds(&self) -> bool {
        self.keeps(self.must)
    }

    fn keeps(&self, limit: Option<f64>) -> bool {
        match (self.value, limit, self.better) {
            (Some(value), Some(limit), Better::Less) => value <= limit,
            (Some(value), Some(limit), Better::More) => value >= limit,
            _ => true,
        }
    }
}

/// Prints figures: a table for people, a list of objects for programs.
pub(crate) fn print(figures: &[Figure], json: bool) -> Result<()> {
    if json {
        println!("{}", serde_json::to_string_pretty(&in_order(figures))?);
    } else {
        println!("{}", table(figures));
    }
    Ok(())
}

/// Figures as a table, with a word beside those that miss a limit.
pub(crate) fn table(figures: &[Figure]) -> String {
    let mut table = format!(
        "{:<24}{:>12}  {:<6}{:>12}{:>12}",
        "name", "value", "unit", "must", "aim"
    );
    for figure in in_order(figures) {
        let verdict = if !figure.holds() {
            "  misses the limit"
        } else if figure.keeps(figure.aim) {
            ""
        } else {
            "  short of the aim"
        };
        table.push_str(&format!(
            "\n{:<24}{:>12}  {:<6}{:>12}{:>12}{verdict}",
            figure.name,
            number(figure.value),
            figure.unit,
            number(figure.must),
            number(figure.aim),
        ));
    }
    table
}

fn in_order(figures: &[Figure]) -> Vec<Figure> {
    let mut figures = figures.to_vec();
    let place = |figure: &Figure| KNOWN.iter().position(|known| known.name == figure.name);
    figures.sort_by_key(|figure| place(figure).unwrap_or(KNOWN.len()));
    figures
}

/// Up to three decimals, and thousands apart.
fn number(value: Option<f64>) -> String {
    let Some(value) = value else {
        return "-".to_owned();
    };
    let text = format!("{value:.3}");
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 && digit.is_ascii_digit() {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let decimals = decimals.trim_end_matches('0');
    if decimals.is_empty() {
        grouped
    } else {
        format!("{grouped}.{decimals}")
    }
}

#[cfg(test)]
mod tests {
    use super::{Figure, number};

    #[test]
    fn limits_hold_in_the_right_direction() {
        assert!(Figure::new("loader_brotli", 1_500.0).holds());
        assert!(!Figure::new("loader_brotli", 1_501.0).holds());
        assert!(Figure::new("kills", 50.0).holds());
        assert!(!Figure::new("kills", 49.0).holds());
        assert!(Figure::new("acked", 3.0).holds());
    }

    #[test]
    fn rows_get_their_limits() {
        let figures =
            Figure::from_rows(r#"[{"name":"open_ms","value":120.5,"unit":"ms"}]"#).expect("rows");
        let json = serde_json::to_value(&figures).expect("figures are JSON");
        assert_eq!(
            json,
            serde_json::json!([
                {"name": "open_ms", "value": 120.5, "unit": "ms", "must": 400.0, "aim": 200.0}
            ])
        );
    }

    #[test]
    fn numbers_read_well() {
        assert_eq!(number(Some(1_000_000.0)), "1,000,000");
        assert_eq!(number(Some(0.8)), "0.8");
        assert_eq!(number(Some(100.0)), "100");
        assert_eq!(number(None), "-");
    }
}
