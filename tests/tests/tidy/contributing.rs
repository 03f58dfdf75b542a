//! CONTRIBUTING.md's entry points, held to the sources.

use crate::source::{root, sources};
use std::{collections::BTreeSet, fs};

struct Row {
    adds: String,
    example: String,
    count: usize,
    files: BTreeSet<String>,
}

fn rows() -> Vec<Row> {
    let text = fs::read_to_string(root().join("CONTRIBUTING.md")).expect("it is there");
    let (_, table) = text
        .split_once("| to add | as for | files | which |")
        .expect("the table of entry points");
    let rows = table.lines().skip(2).take_while(|it| it.starts_with('|'));
    rows.map(|row| {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        Row {
            adds: cells[1].to_owned(),
            example: cells[2].trim_matches('`').to_owned(),
            count: cells[3].parse().expect("a number of files"),
            files: quoted(cells[4]),
        }
    })
    .collect()
}

/// What stands in backticks.
fn quoted(text: &str) -> BTreeSet<String> {
    text.split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

#[test]
fn each_entry_point_names_the_files_that_know_its_example() {
    let rows = rows();
    assert!(rows.len() >= 6, "the table was not read");
    for Row {
        adds,
        example,
        count,
        files,
    } in rows
    {
        assert_eq!(files.len(), count, "{adds}: the number of files");
        // `Kind::Bic` is `bic` in words, `WaitedLong` also `waited_long`.
        let word = match example.split_once("::") {
            Some((language, "WORDS")) => language,
            Some((_, name)) => name,
            None => &example,
        };
        let word = word.to_lowercase();
        for file in &files {
            let text = fs::read_to_string(root().join(file));
            let text = text.unwrap_or_else(|_| panic!("{adds}: {file} is not there"));
            let text = text.to_lowercase();
            let knows = text.contains(&word) || text.replace('_', "").contains(&word);
            assert!(knows, "{adds}: {file} does not know {word}");
        }
        for source in sources() {
            assert!(
                !source.shipped.contains(&example) || files.contains(&source.name),
                "{adds}: {} knows {example} and is not listed",
                source.name
            );
        }
    }
}

#[test]
fn a_word_of_the_house_is_explained_once() {
    let text = fs::read_to_string(root().join("CONTRIBUTING.md")).expect("it is there");
    let (_, table) = text
        .split_once("| word | what it means |")
        .expect("the table of words");
    let mut seen = BTreeSet::new();
    for row in table.lines().skip(2).take_while(|it| it.starts_with('|')) {
        let words = row.split('|').nth(1).expect("a first cell");
        for word in words.split(',') {
            assert!(seen.insert(word.trim()), "{word} stands there twice");
        }
    }
    assert!(seen.len() > 25, "the words were not read");
}
