//! The licences of what is inside the programs, as one text that ships beside them.
//!
//! Each crate's own licence files stand there whole. A crate that carries none gets the standard text of what it
//! declares; licences allow that, and half of the crates leave the files out.

use crate::workspace;
use anyhow::{Context, Result, bail};
use handrail_shipped::Component;
use std::{collections::BTreeMap, fmt::Write, fs};

/// What it is called where it is served.
pub(crate) const FILE: &str = "THIRD-PARTY-NOTICES.txt";

/// How the names of files that hold licences begin.
const BEGINNINGS: [&str; 6] = [
    "license",
    "licence",
    "copying",
    "copyright",
    "notice",
    "unlicense",
];

/// What no package manager knows of.
const DATA: &str = "libphonenumber (metadata of telephone numbers, cut down; Apache-2.0)";

const RULE: &str =
    "================================================================================";

/// The whole text.
pub(crate) fn text() -> Result<String> {
    let components = handrail_shipped::components(&workspace::root())?;
    let own =
        fs::read_to_string(workspace::root().join("LICENSE")).context("can't read LICENSE")?;
    compose(&components, &own)
}

/// `own` is the text of Apache-2.0, under which data and the standard library are used.
fn compose(components: &[Component], own: &str) -> Result<String> {
    let mut out = String::from(
        "THIRD-PARTY NOTICES\n\n\
         The programs of Handrail contain software and data of others. What it is comes first, the licences\n\
         follow, each with the names of what is under it.\n\n",
    );
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for component in components {
        let name = format!("{} {}", component.name, component.version);
        let license = component.license.as_deref().unwrap_or("see its text below");
        let repository = component.repository.as_deref().unwrap_or_default();
        writeln!(
            out,
            "{}",
            format!("{name}  ({license})  {repository}").trim_end()
        )?;
        for text in texts_of(component)? {
            texts.entry(text).or_default().push(name.clone());
        }
    }
    let rust = "The standard library of Rust (MIT OR Apache-2.0)";
    for other in [rust, DATA] {
        writeln!(out, "{other}")?;
        let users = texts.entry(tidied(own)).or_default();
        users.push(other.to_owned());
    }
    for (text, users) in &texts {
        write!(out, "\n{RULE}\n{}\n{RULE}\n\n{text}\n", users.join(", "))?;
    }
    Ok(out)
}

/// The licence texts of one crate: at least one.
fn texts_of(component: &Component) -> Result<Vec<String>> {
    let mut files: Vec<_> = fs::read_dir(&component.folder)
        .with_context(|| format!("can't list {}", component.folder.display()))?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let name = name.to_lowercase();
            path.is_file() && BEGINNINGS.iter().any(|it| name.starts_with(it))
        })
        .collect();
    files.sort();
    let mut texts = Vec::new();
    for file in &files {
        let bytes = fs::read(file).with_context(|| format!("can't read {}", file.display()))?;
        let text = tidied(&String::from_utf8_lossy(&bytes));
        if !text.is_empty() {
            texts.push(text);
        }
    }
    if !texts.is_empty() {
        return Ok(texts);
    }
    standard_texts(component)
}

/// The standard texts of all licences that the crate's expression names.
fn standard_texts(component: &Component) -> Result<Vec<String>> {
    let name = &component.name;
    let Some(license) = &component.license else {
        bail!("{name} has neither a licence file nor a licence expression");
    };
    let expression = spdx::Expression::parse_mode(license, spdx::ParseMode::LAX)
        .with_context(|| format!("{name} is under {license}, which is no licence expression"))?;
    let mut texts = Vec::new();
    for requirement in expression.requirements() {
        let Some(id) = requirement.req.license.id() else {
            bail!("{name} is under {license}, whose text is not known");
        };
        let authors = match component.authors.as_slice() {
            [] => format!("The authors of {name}"),
            authors => authors.join(", "),
        };
        let text = tidied(id.text())
            .replace("<year> <copyright holders>", &authors)
            .replace("[yyyy] [name of copyright owner]", &authors);
        texts.push(text);
    }
    Ok(texts)
}

/// Ends of lines alike, so that one text in two files is one text.
fn tidied(text: &str) -> String {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

#[cfg(test)]
mod tests {
    use super::{DATA, compose, standard_texts, text};
    use handrail_shipped::Component;
    use std::path::PathBuf;

    fn without_files(license: &str) -> Component {
        Component {
            name: "small".to_owned(),
            version: "1.0.0".to_owned(),
            license: Some(license.to_owned()),
            authors: vec!["Ada Example".to_owned()],
            repository: None,
            folder: PathBuf::from("."),
            checksum: None,
            depends_on: Vec::new(),
        }
    }

    #[test]
    fn each_crate_that_ships_has_its_licence_there() {
        let text = text().expect("all licences are known");
        let (list, texts) = text.split_once("====").expect("texts follow the list");
        let components = handrail_shipped::components(&crate::workspace::root());
        for component in components.expect("the graph is there") {
            let name = format!("{} {}", component.name, component.version);
            assert!(
                list.contains(&format!("\n{name}  (")),
                "{name} is not listed"
            );
            let heads = texts.lines().filter(|line| {
                let mut names = line.split(", ");
                names.any(|it| it == name)
            });
            assert!(heads.count() > 0, "{name} has no licence text");
        }
        assert!(texts.contains("TERMS AND CONDITIONS FOR USE, REPRODUCTION"));
        assert!(texts.contains(DATA));
    }

    #[test]
    fn a_crate_without_a_file_gets_the_text_of_what_it_declares() {
        let texts = standard_texts(&without_files("MIT OR Apache-2.0")).expect("both are known");
        assert_eq!(texts.len(), 2);
        assert!(
            texts
                .iter()
                .any(|it| it.contains("Permission is hereby granted"))
        );
        assert!(texts.iter().any(|it| it.contains("Ada Example")));
        assert!(texts.iter().all(|it| !it.contains("<copyright holders>")));
    }

    #[test]
    fn a_licence_that_nobody_knows_stops_the_build() {
        for unknown in ["", "Ask me first", "LicenseRef-Own"] {
            assert!(
                standard_texts(&without_files(unknown)).is_err(),
                "{unknown}"
            );
        }
    }

    #[test]
    fn a_text_that_several_crates_share_stands_there_once() {
        let mut other = without_files("Zlib");
        other.name = "other".to_owned();
        other.folder = std::env::temp_dir().join("no-licence-here");
        std::fs::create_dir_all(&other.folder).expect("a folder");
        let mut small = other.clone();
        small.name = "small".to_owned();
        let text = compose(&[other, small], "Apache").expect("both are known");
        assert_eq!(text.matches("This software is provided 'as-is'").count(), 1);
        assert!(text.contains("other 1.0.0, small 1.0.0\n"));
    }
}
