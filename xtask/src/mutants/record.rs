//! `tests/mutants.md`: the changes that no test notices, each with a person's judgement.
//!
//! The file is Markdown with one heading and one table for each subject. What stands before the first
//! heading is kept as it is.

use super::Found;
use anyhow::{Result, bail};
use std::{collections::BTreeMap, fmt};

/// The file, read.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Record {
    opening: String,
    parts: Vec<Part>,
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Part {
    subject: String,
    figures: String,
    /// Survivors in the order of the run, with their judgements; the same words may come twice.
    rows: Vec<(String, String)>,
}

/// How the survivors of a run differ from those on record.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Difference {
    /// They survive and nobody said why they may.
    unjudged: Vec<String>,
    /// They stand in the file and survive no more.
    gone: Vec<String>,
}

const HEAD: &str = "| change | why it may live |\n|---|---|\n";

impl Record {
    /// Reads the file's text.
    pub(super) fn read(text: &str) -> Result<Self> {
        let mut record = Self::default();
        for line in text.lines() {
            if let Some(subject) = line.strip_prefix("## ") {
                record.parts.push(Part {
                    subject: subject.trim().to_owned(),
                    ..Part::default()
                });
                continue;
            }
            let Some(part) = record.parts.last_mut() else {
                record.opening.push_str(line);
                record.opening.push('\n');
                continue;
            };
            if line.starts_with("| change |") || line.starts_with("|---") || line.is_empty() {
                continue;
            }
            if line.starts_with('|') {
                let Some(row) = row(line) else {
                    bail!("tests/mutants.md has a row that is none: {line}");
                };
                part.rows.push(row);
            } else {
                part.figures = line.to_owned();
            }
        }
        Ok(record)
    }

    /// What a run found, beside what is on record.
    pub(super) fn compare(&self, subject: &str, survivors: &[String]) -> Difference {
        let mut judged: BTreeMap<&str, usize> = BTreeMap::new();
        for (change, why) in self.rows(subject) {
            if !why.is_empty() {
                *judged.entry(change).or_default() += 1;
            }
        }
        let mut difference = Difference::default();
        for survivor in survivors {
            match judged.get_mut(survivor.as_str()) {
                Some(left) if *left > 0 => *left -= 1,
                _ => difference.unjudged.push(survivor.clone()),
            }
        }
        for (change, left) in judged {
            for _ in 0..left {
                difference.gone.push(change.to_owned());
            }
        }
        difference
    }

    /// Puts what a run found in the place of what stood there; judgements are kept.
    pub(super) fn replace(&mut self, subject: &str, found: &Found) {
        let mut old: Vec<(String, String)> = self.rows(subject).to_vec();
        let rows = found.survivors.iter().map(|survivor| {
            let place = old.iter().position(|(change, _)| change == survivor);
            let why = place.map_or_else(String::new, |place| old.remove(place).1);
            (survivor.clone(), why)
        });
        let part = Part {
            subject: subject.to_owned(),
            rows: rows.collect(),
            figures: format!(
                "{} of {} viable changes are caught: {:.1} %.",
                found.caught,
                found.caught + found.survivors.len(),
                found.percent()
            ),
        };
        match self.parts.iter_mut().find(|it| it.subject == subject) {
            Some(place) => *place = part,
            None => self.parts.push(part),
        }
    }

    fn rows(&self, subject: &str) -> &[(String, String)] {
        let part = self.parts.iter().find(|part| part.subject == subject);
        part.map_or(&[], |part| &part.rows)
    }
}

impl fmt::Display for Record {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "{}", self.opening.trim_end())?;
        for part in &self.parts {
            write!(formatter, "\n## {}\n\n{}\n", part.subject, part.figures)?;
            if part.rows.is_empty() {
                continue;
            }
            write!(formatter, "\n{HEAD}")?;
            for (change, why) in &part.rows {
                writeln!(formatter, "| `{}` | {why} |", change.replace('|', "\\|"))?;
            }
        }
        Ok(())
    }
}

impl Difference {
    /// Nothing new survives, and nothing on record is caught by now.
    pub(super) fn is_empty(&self) -> bool {
        self.unjudged.is_empty() && self.gone.is_empty()
    }

    /// Of a run that did not try all, nobody knows what is caught by now.
    pub(super) fn forget_gone(&mut self) {
        self.gone.clear();
    }

    /// It in words.
    pub(super) fn lines(&self) -> Vec<String> {
        let unjudged = self.unjudged.iter().map(|change| {
            format!("  survives, and tests/mutants.md does not say why it may: {change}")
        });
        let gone = self
            .gone
            .iter()
            .map(|change| format!("  stands in tests/mutants.md, but is caught: {change}"));
        unjudged.chain(gone).collect()
    }
}

/// The change and the judgement of a row of the table.
fn row(line: &str) -> Option<(String, String)> {
    let inner = line.strip_prefix("| `")?.strip_suffix('|')?;
    let (change, why) = inner.split_once("` |")?;
    Some((change.replace("\\|", "|"), why.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::{Found, Record};

    const FILE: &str = "# Survivors\n\nWords.\n\n## fold\n\n9 of 10 viable changes are caught: 90.0 %.\n\n\
        | change | why it may live |\n|---|---|\n\
        | `view.rs: replace \\| with ^ in bits` | The bits never overlap. |\n\
        | `view.rs: replace > with >= in later` |  |\n\
        \n## masker\n\n3 of 3 viable changes are caught: 100.0 %.\n";

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    fn read(text: &str) -> Record {
        Record::read(text).expect("the file is right")
    }

    #[test]
    fn what_is_read_is_written_again() {
        assert_eq!(read(FILE).to_string(), FILE);
        assert!(Record::read("## a\n\n| no change |\n").is_err());
    }

    #[test]
    fn a_survivor_needs_a_judgement_and_a_judgement_a_survivor() {
        let record = read(FILE);
        let bits = "view.rs: replace | with ^ in bits";
        let later = "view.rs: replace > with >= in later";
        assert!(record.compare("fold", &names(&[bits])).is_empty());
        let difference = record.compare("fold", &names(&[bits, bits, later]));
        assert_eq!(difference.unjudged, [bits, later], "one row judges one");
        let difference = record.compare("fold", &[]);
        assert_eq!(difference.gone, [bits]);
        assert_eq!(record.compare("other", &names(&["x"])).unjudged, ["x"]);
    }

    #[test]
    fn a_new_run_keeps_judgements_and_leaves_other_subjects_alone() {
        let mut record = read(FILE);
        let found = Found {
            caught: 18,
            survivors: names(&["view.rs: new", "view.rs: replace | with ^ in bits"]),
            unviable: 0,
        };
        record.replace("fold", &found);
        let text = record.to_string();
        assert!(text.starts_with("# Survivors\n\nWords.\n\n## fold\n"));
        assert!(text.contains("18 of 20 viable changes are caught: 90.0 %."));
        assert!(text.contains("| `view.rs: new` |  |\n"));
        assert!(text.contains("with ^ in bits` | The bits never overlap. |"));
        assert!(!text.contains("later"));
        assert!(text.ends_with("3 of 3 viable changes are caught: 100.0 %.\n"));
        assert_eq!(read(&text), record);
    }
}
