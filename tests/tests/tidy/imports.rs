//! Who imports whom: between the folders of the edge, and between the crates of the workspace.

use crate::source::{root, sources};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

/// For each folder (or single file) of the edge, what it imports, with a file that does.
type Imports = BTreeMap<String, BTreeMap<String, String>>;

/// The folder below `edge/src` that a file belongs to; a file of the top stands for itself.
fn place(name: &str) -> Option<String> {
    let below = name.strip_prefix("edge/src/")?;
    let first = below.split('/').next()?;
    let place = first.trim_end_matches(".rs");
    // It declares the modules and starts them.
    (place != "lib").then(|| place.to_owned())
}

fn imports_of_the_edge() -> Imports {
    let sources = sources();
    let places: BTreeSet<String> = sources.iter().filter_map(|it| place(&it.name)).collect();
    let mut imports = Imports::new();
    for source in sources {
        let Some(from) = place(&source.name) else {
            continue;
        };
        for to in named(&source.shipped) {
            if places.contains(&to) && to != from {
                let files = imports.entry(from.clone()).or_default();
                files.entry(to).or_insert_with(|| source.name.clone());
            }
        }
    }
    imports
}

/// The first names behind `crate::`, also in a list of them.
fn named(text: &str) -> BTreeSet<String> {
    let word = |text: &str| -> String {
        text.chars()
            .take_while(|it| it.is_ascii_alphanumeric() || *it == '_')
            .collect()
    };
    let code = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n");
    let mut found = BTreeSet::new();
    for (start, _) in code.match_indices("crate::") {
        let is_other = code[..start].ends_with(|it: char| it.is_alphanumeric() || it == '_');
        let rest = &code[start + "crate::".len()..];
        if is_other {
            continue;
        }
        match rest.strip_prefix('{') {
            None => {
                found.insert(word(rest));
            }
            Some(list) => {
                let mut depth = 0;
                let mut is_start = true;
                for (at, letter) in list.char_indices() {
                    match letter {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => is_start = true,
                        _ if is_start && !letter.is_whitespace() => {
                            found.insert(word(&list[at..]));
                            is_start = false;
                        }
                        _ => {}
                    }
                }
            }
        }
    }
    found
}

/// Groups of places that import each other, directly or by way of others.
fn circles(imports: &Imports) -> Vec<BTreeSet<String>> {
    let reach = |from: &String| {
        let mut seen = BTreeSet::new();
        let mut open = vec![from];
        while let Some(place) = open.pop() {
            for to in imports.get(place).into_iter().flat_map(BTreeMap::keys) {
                if seen.insert(to.clone()) {
                    open.push(to);
                }
            }
        }
        seen
    };
    let reached: BTreeMap<&String, BTreeSet<String>> =
        imports.keys().map(|from| (from, reach(from))).collect();
    let mut found = BTreeSet::new();
    for (from, seen) in &reached {
        let mut circle: BTreeSet<String> = seen
            .iter()
            .filter(|to| reached.get(to).is_some_and(|back| back.contains(*from)))
            .cloned()
            .collect();
        if circle.len() > 1 {
            circle.insert((*from).clone());
            found.insert(circle);
        }
    }
    found.into_iter().collect()
}

#[test]
fn no_circle_of_imports_crosses_a_folder_of_the_edge() {
    let imports = imports_of_the_edge();
    assert!(imports.len() > 5, "the edge's imports were not read");
    let mut told = String::new();
    for circle in circles(&imports) {
        told += &format!("\nin a circle: {circle:?}\n");
        for from in &circle {
            for (to, file) in imports.get(from).into_iter().flatten() {
                if circle.contains(to) {
                    told += &format!("  {from} -> {to}   ({file})\n");
                }
            }
        }
    }
    assert!(told.is_empty(), "{told}");
}

#[test]
fn a_circle_is_found_and_a_line_is_none() {
    let of = |edges: &[(&str, &str)]| {
        let mut imports = Imports::new();
        for (from, to) in edges {
            let files = imports.entry((*from).to_owned()).or_default();
            files.insert((*to).to_owned(), format!("{from}.rs"));
        }
        circles(&imports)
    };
    assert!(of(&[("a", "b"), ("b", "c"), ("a", "c")]).is_empty());
    let all = BTreeSet::from(["a", "b", "c"].map(str::to_owned));
    assert_eq!(of(&[("a", "b"), ("b", "c"), ("c", "a"), ("d", "a")]), [all]);
}

#[test]
fn what_is_named_behind_crate_is_found() {
    let text = "use crate::auth::token; use crate::{\n  log::{Level, LogLine},\n  error::Result as R,\n};\n\
        // crate::never\nfn f() { crate::platform::now(); other_crate::x(); $crate::macros::y!() }";
    let found: Vec<String> = named(text).into_iter().collect();
    assert_eq!(found, ["auth", "error", "log", "macros", "platform"]);
}

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

/// What a cell of the code map lets a crate depend on; `None` where it sets no limit.
fn allowed(cell: &str, above: &[String]) -> Option<BTreeSet<String>> {
    match cell {
        "anything" => None,
        "nothing of ours" | "serde" => Some(BTreeSet::new()),
        "all of the above" | "all of shared" => Some(above.iter().cloned().collect()),
        list => Some(list.split(", ").map(str::to_owned).collect()),
    }
}

#[test]
fn crates_depend_on_what_the_code_map_allows() {
    let architecture = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("it is there");
    let (_, table) = architecture
        .split_once("| place | what it is | may depend on |")
        .expect("the code map");
    let mut pure = Vec::new();
    let mut checked = BTreeSet::new();
    for row in table.lines().skip(2).take_while(|it| it.starts_with('|')) {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let (folder, limit) = (cells[1].trim_matches('`'), cells[3]);
        let Ok(manifest) = fs::read_to_string(root().join(folder).join("Cargo.toml")) else {
            continue;
        };
        let used = ours(&manifest);
        // What the tasks may use stands there in words.
        let allowed = allowed(limit, &pure).filter(|_| folder != "xtask");
        let extra: Vec<_> = match &allowed {
            None => Vec::new(),
            Some(allowed) => used.difference(allowed).collect(),
        };
        assert!(
            extra.is_empty(),
            "{folder} depends on {extra:?}; ARCHITECTURE.md's code map allows {allowed:?}"
        );
        checked.insert(folder.to_owned());
        if let Some(name) = folder.strip_prefix("shared/") {
            pure.push(name.to_owned());
        }
    }
    let all = ["edge", "ui", "widget", "desk"].map(str::to_owned);
    let shared = fs::read_dir(root().join("shared")).expect("the pure crates");
    let shared = shared.map(|entry| {
        let name = entry.expect("an entry").file_name();
        format!("shared/{}", name.display())
    });
    for name in all.into_iter().chain(shared) {
        assert!(checked.contains(&name), "{name} has no row in the code map");
    }
}
