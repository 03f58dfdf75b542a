//! The rules of the house that a compiler does not know.

use std::fs;
use std::path::{Path, PathBuf};

/// A file longer than this hides more than one idea.
const LONGEST_FILE_LINES: usize = 600;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// All Rust files of the workspace, with their paths from the root.
fn sources() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for folder in ["shared", "edge", "ui", "widget", "desk", "tests", "xtask"] {
        collect(&root().join(folder), &mut found);
    }
    assert!(found.len() > 50, "the sources were not found");
    found
}

fn collect(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("a folder of the workspace") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            if !path.ends_with("target") {
                collect(&path, found);
            }
        } else if path.extension().is_some_and(|end| end == "rs") {
            let name = path
                .strip_prefix(root())
                .expect("below the root")
                .display()
                .to_string();
            found.push((name, fs::read_to_string(&path).expect("UTF-8")));
        }
    }
}

/// The part of a file that ships: what stands before its tests.
fn shipped(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap_or(text)
}

#[test]
fn masked_text_comes_from_the_masker_or_the_conversations_own_log() {
    for (name, text) in sources() {
        let allowed = name.starts_with("shared/mask/") || name.starts_with("shared/conversation/");
        let calls = shipped(&text).contains(concat!("Masked::from_", "log("));
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
    for (name, text) in sources() {
        let is_pure =
            name.starts_with("shared/") && name.contains("/src/") && !name.contains("/bin/");
        for word in foreign {
            assert!(
                !is_pure || !shipped(&text).contains(word),
                "{name} uses {word}"
            );
        }
    }
}

#[test]
fn the_edge_asks_for_time_and_randomness_in_one_place() {
    for (name, text) in sources() {
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
                !shipped(&text).contains(word),
                "{name} uses {word}; platform.rs is the place"
            );
        }
    }
}

#[test]
fn browser_programs_depend_on_the_protocol_alone() {
    for program in ["ui", "widget", "desk"] {
        let manifest =
            fs::read_to_string(root().join(program).join("Cargo.toml")).expect("a manifest");
        for inner in [
            "handrail-mask",
            "handrail-conversation",
            "handrail-triage",
            "handrail-knowledge",
            "handrail-edge",
        ] {
            assert!(!manifest.contains(inner), "{program} depends on {inner}");
        }
    }
}

#[test]
fn files_hold_one_idea_and_nothing_left_open() {
    for (name, text) in sources() {
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
    for (name, text) in sources() {
        let is_browser = ["ui/", "widget/", "desk/"]
            .iter()
            .any(|program| name.starts_with(program));
        for way in [
            "set_inner_html",
            "inner_html=",
            "insert_adjacent_html",
            "document_write",
        ] {
            assert!(
                !is_browser || !shipped(&text).contains(way),
                "{name} uses {way}"
            );
        }
    }
}
