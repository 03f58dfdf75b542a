//! The rules of the house that a compiler does not know.

mod contributing;
mod imports;
mod source;

use source::{Source, root, sources};
use std::collections::BTreeSet;
use std::fs;

/// A file longer than this hides more than one idea.
const LONGEST_FILE_LINES: usize = 600;

#[test]
fn masked_text_comes_from_the_masker_or_the_conversations_own_log() {
    for Source { name, shipped, .. } in sources() {
        let allowed = name.starts_with("shared/mask/") || name.starts_with("shared/conversation/");
        let calls = shipped.contains(concat!("Masked::from_", "log("));
        assert!(
            allowed || !calls,
            "{name} makes masked text; only the masker may (invariant 1)"
        );
    }
}

#[test]
fn nothing_in_shared_asks_for_the_time_randomness_or_a_network() {
    let foreign = [
        "SystemTime::now",
        "Instant::now",
        "TcpStream",
        "UdpSocket",
        "getrandom",
        "web_sys",
        "worker::",
        "leptos",
    ];
    for Source { name, shipped, .. } in sources() {
        let is_pure =
            name.starts_with("shared/") && name.contains("/src/") && !name.contains("/bin/");
        for word in foreign {
            assert!(!is_pure || !shipped.contains(word), "{name} uses {word}");
        }
    }
}

#[test]
fn the_edge_asks_for_time_and_randomness_in_one_place() {
    for Source { name, shipped, .. } in sources() {
        if !name.starts_with("edge/src/") || name == "edge/src/platform.rs" {
            continue;
        }
        for word in [
            "Date::now",
            "getRandomValues",
            "get_random_values",
            "SystemTime",
        ] {
            assert!(
                !shipped.contains(word),
                "{name} uses {word}; platform.rs is the place"
            );
        }
    }
}

#[test]
fn files_hold_one_idea_and_nothing_left_open() {
    for Source { name, text, .. } in sources() {
        let lines = text.lines().count();
        // A table that a task wrote is read by nobody from top to bottom.
        let generated = text
            .lines()
            .take(5)
            .any(|line| line.contains("cargo xtask phones"));
        assert!(
            generated || lines <= LONGEST_FILE_LINES,
            "{name} has {lines} lines"
        );
        for open in [
            concat!("TO", "DO"),
            concat!("FIX", "ME"),
            concat!("todo", "!("),
            concat!("#[ig", "nore"),
        ] {
            assert!(!text.contains(open), "{name} leaves something open: {open}");
        }
    }
}

#[test]
fn no_text_is_drawn_as_html() {
    for Source { name, shipped, .. } in sources() {
        let is_browser = ["ui/", "widget/", "desk/"]
            .iter()
            .any(|program| name.starts_with(program));
        for way in [
            "set_inner_html",
            "inner_html=",
            "insert_adjacent_html",
            "document_write",
        ] {
            assert!(!is_browser || !shipped.contains(way), "{name} uses {way}");
        }
    }
}

/// An `href` takes an address that was checked, so it is written in one place; the desk's own skip
/// link is no address from outside.
#[test]
fn addresses_become_links_in_one_place() {
    for Source { name, shipped, .. } in sources() {
        let is_browser = ["ui/", "widget/", "desk/"]
            .iter()
            .any(|program| name.starts_with(program));
        if !is_browser || name == "ui/src/el.rs" {
            continue;
        }
        let text = shipped.replace("href=\"#", "").replace("\"href\", \"#", "");
        for way in [
            "\"href\"",
            "href=",
            "set_href",
            "set_location",
            "open_with_url",
        ] {
            assert!(
                !text.contains(way),
                "{name} uses {way}; `anchor` of ui/src/el.rs is the way"
            );
        }
    }
}

/// The names that the tables of a manifest list as dependencies; our own crates are none.
fn dependencies(manifest: &str) -> BTreeSet<String> {
    let mut is_inside = false;
    let mut found = BTreeSet::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            is_inside = line.ends_with("dependencies]") && !line.starts_with("[workspace");
        } else if is_inside
            && let Some((name, _)) = line.split_once([' ', '=', '.'])
            && !name.is_empty()
            && !name.starts_with(['#', ']', '"'])
            && !name.starts_with("handrail-")
        {
            found.insert(name.to_owned());
        }
    }
    found
}

/// The same of a `package.json`.
fn packages(manifest: &str) -> BTreeSet<String> {
    let list = manifest
        .split_once("\"dependencies\": {")
        .and_then(|(_, rest)| rest.split_once('}'))
        .map_or("", |(list, _)| list);
    let names = list.lines().filter_map(|line| line.trim().split_once(':'));
    names
        .map(|(name, _)| name.trim_matches('"').to_owned())
        .collect()
}

#[test]
fn each_dependency_has_its_reason_in_the_architecture_and_no_other_stands_there() {
    let read = |path: &str| fs::read_to_string(root().join(path)).expect("a file of the checkout");
    let workspace = read("Cargo.toml");
    let members = workspace
        .split_once("members = [")
        .and_then(|(_, rest)| rest.split_once(']'))
        .expect("the workspace has members")
        .0;
    let mut used = BTreeSet::new();
    for member in members.split('"').skip(1).step_by(2) {
        used.extend(dependencies(&read(&format!("{member}/Cargo.toml"))));
    }
    for folder in ["", "tests/", "edge/"] {
        used.extend(packages(&read(&format!("{folder}package.json"))));
    }
    assert!(
        used.contains("serde") && used.contains("workerd"),
        "the manifests were not read"
    );

    let architecture = read("ARCHITECTURE.md");
    let (_, table) = architecture
        .split_once("| crate | why it |")
        .expect("the table of dependencies");
    let mut told = BTreeSet::new();
    for row in table
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('|'))
    {
        let names = row.split('|').nth(1).expect("a first cell");
        for name in names.replace(" (npm)", "").split(',') {
            assert!(
                told.insert(name.trim().to_owned()),
                "{name} stands there twice"
            );
        }
    }
    let missing: Vec<_> = used.difference(&told).collect();
    let needless: Vec<_> = told.difference(&used).collect();
    assert!(
        missing.is_empty() && needless.is_empty(),
        "ARCHITECTURE.md has no row for {missing:?}, and rows for {needless:?}, which nothing depends on"
    );
}

#[test]
fn a_site_file_can_name_no_variable_of_the_edges_own() {
    let config = fs::read_to_string(root().join("edge/workerd.capnp")).expect("it is there");
    let mut bound: Vec<&str> = config
        .split("fromEnvironment = \"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    bound.sort_unstable();
    assert_eq!(bound, handrail_site::OWN_VARIABLES);
}

#[test]
fn each_change_that_no_test_notices_is_judged() {
    let text = fs::read_to_string(root().join("tests/mutants.md")).expect("it is there");
    for line in text.lines().filter(|line| line.starts_with("| `")) {
        let why = line.rsplit("` |").next().unwrap_or_default();
        assert!(
            why.trim_end_matches('|').trim().len() > 20,
            "tests/mutants.md does not say why it may live: {line}"
        );
    }
}
