//! The product's figures: their names, units and limits, as a table and as JSON.
//!
//! A time is shown three ways. Raw, as it was measured. As a ratio to the same time of the reference
//! (`tests/reference`), which ran in turn with the edge: it says how the edge compares with the
//! straightforward program, whatever the machine. Scaled, so that the reference's first words would have
//! taken [`REFERENCE_FIRST_WORDS_MS`]: it says what the time would be on the machine the limits were
//! made for.
//!
//! Invariant: limits of times and rates hold for the scaled value, or for the raw one where the
//! reference did not run; limits of ratios hold for the ratio; all others for the value.

mod known;

use anyhow::{Context, Result};
use known::{Better, KNOWN, Known, Scale};
use serde::{Deserialize, Serialize};

/// What the reference's first words take on the machine the limits were made for.
const REFERENCE_FIRST_WORDS_MS: f64 = 2.0;
/// The figure whose reference says how fast this machine is now.
const FIRST_WORDS: &str = "ttft_added_p50_ms";

/// One measured figure with its limits.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Figure {
    name: String,
    value: Option<f64>,
    unit: &'static str,
    must: Option<f64>,
    aim: Option<f64>,
    /// The same of the reference.
    reference: Option<f64>,
    /// Value over reference.
    ratio: Option<f64>,
    ratio_must: Option<f64>,
    ratio_aim: Option<f64>,
    /// The value on the machine the limits were made for.
    scaled: Option<f64>,
    /// The same of an earlier edge, measured in turn with this one.
    before: Option<f64>,
    #[serde(skip)]
    better: Better,
    #[serde(skip)]
    scale: Scale,
}

/// A row as the measuring programs print it.
#[derive(Deserialize)]
struct Row {
    name: String,
    value: Option<f64>,
    #[serde(default)]
    reference: Option<f64>,
    #[serde(default)]
    before: Option<f64>,
}

impl Figure {
    /// A figure by its name; one that is not in the table has no limits.
    pub(crate) fn new(name: &str, value: f64) -> Self {
        let known = KNOWN.iter().find(|known| known.name == name);
        let known = known.unwrap_or(&Known::UNKNOWN);
        Self {
            name: name.to_owned(),
            value: Some(value),
            unit: known.unit,
            must: known.limits.must,
            aim: known.limits.aim,
            reference: None,
            ratio: None,
            ratio_must: known.ratio.must.map(rounded),
            ratio_aim: known.ratio.aim,
            scaled: None,
            before: None,
            better: known.better,
            scale: known.scale,
        }
    }

    /// A figure that was measured another day, perhaps on another machine: it is not scaled.
    pub(crate) fn recorded(name: &str, value: f64) -> Self {
        Self {
            scale: Scale::Fixed,
            ..Self::new(name, value)
        }
    }

    /// The rows that a measuring program printed: a JSON list of names and values.
    pub(crate) fn from_rows(json: &str) -> Result<Vec<Self>> {
        let rows: Vec<Row> =
            serde_json::from_str(json).context("the measurement printed no list of figures")?;
        Ok(rows.into_iter().filter_map(Self::from_row).collect())
    }

    fn from_row(row: Row) -> Option<Self> {
        let value = row.value?;
        Some(Self {
            reference: row.reference,
            ratio: row
                .reference
                .filter(|reference| *reference > 0.0)
                .map(|reference| rounded(value / reference)),
            before: row.before,
            ..Self::new(&row.name, value)
        })
    }

    /// Whether it keeps its hard limits.
    pub(crate) fn holds(&self) -> bool {
        self.keeps(self.judged(), self.must) && self.keeps(self.ratio, self.ratio_must)
    }

    fn reaches_aims(&self) -> bool {
        self.keeps(self.judged(), self.aim) && self.keeps(self.ratio, self.ratio_aim)
    }

    /// What its limits are for.
    fn judged(&self) -> Option<f64> {
        self.scaled.or(self.value)
    }

    fn keeps(&self, value: Option<f64>, limit: Option<f64>) -> bool {
        match (value, limit, self.better) {
            (Some(value), Some(limit), Better::Less) => value <= limit,
            (Some(value), Some(limit), Better::More) => value >= limit,
            _ => true,
        }
    }
}

/// Says of each time and rate what it would be on the machine the limits were made for, where the
/// reference's first words are among the figures.
pub(crate) fn scale(figures: &mut [Figure]) {
    let first_words = figures.iter().find(|figure| figure.name == FIRST_WORDS);
    let Some(reference) = first_words
        .and_then(|figure| figure.reference)
        .filter(|reference| *reference > 0.0)
    else {
        return;
    };
    let faster = REFERENCE_FIRST_WORDS_MS / reference;
    for figure in figures {
        let factor = match figure.scale {
            Scale::Fixed => continue,
            Scale::Time => faster,
            Scale::Rate => 1.0 / faster,
        };
        figure.scaled = figure.value.map(|value| rounded(value * factor));
    }
}

/// To the thousandth.
fn rounded(value: f64) -> f64 {
    (value * 1_000.0).round() / 1_000.0
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

/// Figures as a table, with a word beside those that miss a limit. The columns of the reference stand
/// there if it ran, those of an earlier edge likewise.
pub(crate) fn table(figures: &[Figure]) -> String {
    let has_reference = figures.iter().any(|figure| figure.reference.is_some());
    let has_before = figures.iter().any(|figure| figure.before.is_some());
    let mut table = String::new();
    let mut row = |cells: [&str; 10], verdict: &str| {
        let [
            name,
            value,
            unit,
            scaled,
            must,
            aim,
            ratio,
            ratio_must,
            ratio_aim,
            before,
        ] = cells;
        table.push_str(&format!("{name:<26}{value:>12}  {unit:<6}"));
        if has_reference {
            table.push_str(&format!("{scaled:>12}"));
        }
        table.push_str(&format!("{must:>12}{aim:>12}"));
        if has_reference {
            table.push_str(&format!("{ratio:>8}{ratio_must:>8}{ratio_aim:>8}"));
        }
        if has_before {
            table.push_str(&format!("{before:>12}"));
        }
        table.push_str(verdict);
        table.push('\n');
    };
    row(
        [
            "name", "value", "unit", "scaled", "must", "aim", "ratio", "must", "aim", "before",
        ],
        "",
    );
    for figure in in_order(figures) {
        let verdict = if !figure.holds() {
            "  misses the limit"
        } else if figure.reaches_aims() {
            ""
        } else {
            "  short of the aim"
        };
        row(
            [
                &figure.name,
                &number(figure.value),
                figure.unit,
                &number(figure.scaled),
                &number(figure.must),
                &number(figure.aim),
                &number(figure.ratio),
                &number(figure.ratio_must),
                &number(figure.ratio_aim),
                &number(figure.before),
            ],
            verdict,
        );
    }
    table.truncate(table.trim_end().len());
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
    use super::*;

    fn rows(json: &str) -> Vec<Figure> {
        let mut figures = Figure::from_rows(json).expect("rows");
        scale(&mut figures);
        figures
    }

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
        let figures = rows(r#"[{"name":"open_ms","value":120.5,"unit":"ms"}]"#);
        let json = serde_json::to_value(&figures).expect("figures are JSON");
        assert_eq!(
            json,
            serde_json::json!([{
                "name": "open_ms", "value": 120.5, "unit": "ms", "must": 400.0, "aim": 200.0,
                "reference": null, "ratio": null, "ratio_must": null, "ratio_aim": null,
                "scaled": null, "before": null
            }])
        );
    }

    #[test]
    fn times_shrink_and_rates_grow_on_a_machine_that_is_slow_now() {
        let figures = rows(
            r#"[{"name":"ttft_added_p50_ms","value":6.0,"reference":4.0,"before":5.0},
                {"name":"proxy_requests_per_s","value":1500,"reference":3000},
                {"name":"open_ms","value":700},
                {"name":"desk_change_bytes_10k","value":700}]"#,
        );
        let all = |of: fn(&Figure) -> Option<f64>| figures.iter().map(of).collect::<Vec<_>>();
        assert_eq!(
            all(|figure| figure.scaled),
            [Some(3.0), Some(3_000.0), Some(350.0), None]
        );
        assert_eq!(
            all(|figure| figure.ratio),
            [Some(1.5), Some(0.5), None, None]
        );
        assert_eq!(figures[0].before, Some(5.0));
    }

    #[test]
    fn limits_of_times_are_for_the_scaled_value() {
        let with_first_words = |reference: f64, name: &str, value: f64| {
            let mut figures = vec![Figure::new(FIRST_WORDS, 1.0), Figure::new(name, value)];
            figures[0].reference = Some(reference);
            scale(&mut figures);
            figures.remove(1)
        };
        // 700 ms are too many on a fast machine, and 350 on one that is half as fast.
        assert!(!with_first_words(2.0, "open_ms", 700.0).holds());
        assert!(with_first_words(4.0, "open_ms", 700.0).holds());
        assert!(!with_first_words(2.0, "proxy_requests_per_s", 1_500.0).holds());
        assert!(with_first_words(4.0, "proxy_requests_per_s", 1_500.0).holds());
    }

    #[test]
    fn a_ratio_has_limits_of_its_own() {
        let of = |name: &str, value: f64| {
            let row = format!(r#"[{{"name":"{name}","value":{value},"reference":1.0}}]"#);
            rows(&row).remove(0)
        };
        // Far below what a time and far above what a rate has to keep.
        assert!(of("message_ack_p50_ms", 1.7).holds());
        assert!(!of("message_ack_p50_ms", 1.9).holds());
        let mut rate = of("proxy_requests_per_s", 5_000.0);
        assert!(rate.holds());
        rate.ratio = Some(0.4);
        assert!(!rate.holds());
    }

    #[test]
    fn what_was_measured_another_day_is_not_scaled() {
        let mut figures = vec![
            Figure::new(FIRST_WORDS, 6.0),
            Figure::recorded("demo_cold_s", 100.0),
            Figure::new("demo_cold_s", 100.0),
        ];
        figures[0].reference = Some(4.0);
        scale(&mut figures);
        assert_eq!(figures[1].scaled, None);
        assert_eq!(figures[2].scaled, Some(50.0));
    }

    #[test]
    fn the_table_has_a_column_for_what_ran_alone() {
        let plain = table(&rows(r#"[{"name":"open_ms","value":120.5}]"#));
        assert!(!plain.contains("ratio") && !plain.contains("before"));
        let beside = table(&rows(
            r#"[{"name":"ttft_added_p50_ms","value":120.5,"reference":2.0,"before":100}]"#,
        ));
        assert!(beside.contains("ratio") && beside.contains("before"));
        assert!(beside.contains("60.25") && beside.ends_with("misses the limit"));
    }

    #[test]
    fn numbers_read_well() {
        assert_eq!(number(Some(1_000_000.0)), "1,000,000");
        assert_eq!(number(Some(0.8)), "0.8");
        assert_eq!(number(Some(100.0)), "100");
        assert_eq!(number(None), "-");
    }
}
