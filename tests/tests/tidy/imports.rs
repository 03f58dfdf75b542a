//! Who imports whom between the crates of the workspace.

use crate::source::root;
use std::{collections::BTreeSet, fs};

/// The crates of ours that a manifest depends on.
fn ours(manifest: &str) -> BTreeSet<String> {
    let mut is_inside = false;
    let mut found = BTreeSet::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            is_inside = line == "[dependencies]";
        } else if let (true, Some(rest)) = (is_inside, line.strip_prefix("handrail-")) {
            let name = rest.split([' ', '=', '.']).next().unwrap_or_default();
            found.insert(name.to_owned());
        }
    }
    found
}

#[test]
fn crates_depend_on_what_the_code_map_allows() {
    let architecture = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("it is there");
    let mut checked = Vec::new();
    for row in architecture
        .lines()
        .filter(|line| line.starts_with("| `shared/"))
    {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let (folder, allowed) = (cells[1].trim_matches('`'), cells[3]);
        let own = folder.trim_start_matches("shared/").to_owned();
        let manifest = root().join(folder).join("Cargo.toml");
        let manifest = fs::read_to_string(&manifest).expect("the crate of the row");
        let used = ours(&manifest);
        let allowed: BTreeSet<String> = match allowed {
            "nothing of ours" | "serde" => BTreeSet::new(),
            "all of the above" => checked.iter().cloned().collect(),
            list => list.split(", ").map(str::to_owned).collect(),
        };
        let extra: Vec<_> = used.difference(&allowed).collect();
        assert!(
            extra.is_empty(),
            "{folder} depends on {extra:?}; ARCHITECTURE.md's code map allows {allowed:?}"
        );
        checked.push(own);
    }
    let crates: Vec<String> = fs::read_dir(root().join("shared"))
        .expect("the pure crates")
        .map(|entry| entry.expect("an entry").file_name().display().to_string())
        .collect();
    for name in crates {
        assert!(
            checked.contains(&name),
            "shared/{name} has no row in ARCHITECTURE.md"
        );
    }
}
