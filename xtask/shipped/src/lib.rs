//! What other people's crates are inside the programs that ship: the edge, the widget and the desk.
//!
//! For: the notices that go along with them, and the bill of materials. Not for: what only builds or tests
//! them; macros run in the compiler and are not inside either.
//!
//! Invariant: nothing that ships is missing. Features are those of the whole workspace, so a crate may stand
//! here that one program alone leaves out.

use anyhow::{Context, Result};
use cargo_metadata::{CargoOpt, DependencyKind, MetadataCommand, PackageId, TargetKind};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// The programs that ship.
pub const PROGRAMS: [&str; 3] = ["handrail-edge", "handrail-widget", "handrail-desk"];

/// What they are compiled for.
const TARGET: &str = "wasm32-unknown-unknown";

/// A crate inside a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Component {
    /// Its name at the registry.
    pub name: String,
    /// Its version.
    pub version: String,
    /// An SPDX expression, where the crate names one.
    pub license: Option<String>,
    /// Who wrote it, as far as the crate says.
    pub authors: Vec<String>,
    /// Where its sources are developed.
    pub repository: Option<String>,
    /// Its unpacked sources on this machine.
    pub folder: PathBuf,
    /// SHA-256 of the package at the registry, in hexadecimal digits.
    pub checksum: Option<String>,
    /// Places of the crates it depends on, in the same list.
    pub depends_on: Vec<usize>,
}

/// All of them, by name and version, for the workspace in this folder.
pub fn components(workspace: &Path) -> Result<Vec<Component>> {
    let metadata = MetadataCommand::new()
        .current_dir(workspace)
        .features(CargoOpt::SomeFeatures(Vec::new()))
        .other_options(["--filter-platform".to_owned(), TARGET.to_owned()])
        .exec()
        .context("cargo can't tell what the programs depend on")?;
    let lock = workspace.join("Cargo.lock");
    let lock =
        fs::read_to_string(&lock).with_context(|| format!("can't read {}", lock.display()))?;
    let checksums = checksums(&lock);

    let packages: BTreeMap<&PackageId, _> =
        metadata.packages.iter().map(|it| (&it.id, it)).collect();
    let resolve = metadata.resolve.as_ref().context("cargo told no graph")?;
    let edges: BTreeMap<&PackageId, Vec<&PackageId>> = resolve
        .nodes
        .iter()
        .map(|node| {
            let inside = node.deps.iter().filter(|dependency| {
                let kinds = &dependency.dep_kinds;
                let is_normal = kinds.iter().any(|it| it.kind == DependencyKind::Normal);
                let package = packages.get(&dependency.pkg);
                let is_macro = package.is_some_and(|package| {
                    let mut kinds = package.targets.iter().flat_map(|target| &target.kind);
                    kinds.any(|kind| *kind == TargetKind::ProcMacro)
                });
                is_normal && !is_macro
            });
            (&node.id, inside.map(|dependency| &dependency.pkg).collect())
        })
        .collect();

    let mut inside = BTreeSet::new();
    let mut open: Vec<&PackageId> = metadata
        .packages
        .iter()
        .filter(|package| PROGRAMS.contains(&package.name.as_str()))
        .map(|package| &package.id)
        .collect();
    while let Some(id) = open.pop() {
        if inside.insert(id) {
            open.extend(edges.get(id).into_iter().flatten());
        }
    }

    // Our own crates have no source: they are passed through, and are none of the others.
    let mut foreign: Vec<_> = inside
        .iter()
        .filter_map(|id| packages.get(id))
        .filter(|package| package.source.is_some())
        .collect();
    foreign.sort_by_key(|package| (package.name.to_string(), package.version.clone()));
    let places: BTreeMap<&PackageId, usize> = foreign
        .iter()
        .enumerate()
        .map(|(place, package)| (&package.id, place))
        .collect();
    Ok(foreign
        .iter()
        .map(|package| {
            let version = package.version.to_string();
            let key = (package.name.to_string(), version.clone());
            let below = edges.get(&package.id).into_iter().flatten();
            Component {
                name: package.name.to_string(),
                version,
                license: package.license.clone(),
                authors: package.authors.clone(),
                repository: package.repository.clone(),
                folder: package
                    .manifest_path
                    .parent()
                    .expect("a manifest lies in a folder")
                    .into(),
                checksum: checksums.get(&key).cloned(),
                depends_on: below.filter_map(|id| places.get(id).copied()).collect(),
            }
        })
        .collect())
}

/// The checksums that a lock file names, by name and version.
fn checksums(lock: &str) -> BTreeMap<(String, String), String> {
    let field = |entry: &str, name: &str| {
        let start = format!("{name} = \"");
        let line = entry.lines().find_map(|line| line.strip_prefix(&start));
        line.and_then(|rest| rest.strip_suffix('"'))
            .map(str::to_owned)
    };
    lock.split("[[package]]")
        .filter_map(|entry| {
            let key = (field(entry, "name")?, field(entry, "version")?);
            Some((key, field(entry, "checksum")?))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{PROGRAMS, TARGET, components};
    use std::{collections::BTreeSet, path::Path, process::Command};

    fn workspace() -> std::path::PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
    }

    /// The same question to another command, which looks at each program by itself.
    fn told_by_cargo_tree() -> BTreeSet<(String, String)> {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args([
            "tree",
            "--edges",
            "normal,no-proc-macro",
            "--prefix",
            "none",
        ]);
        cargo.args(["--format", "{p}", "--target", TARGET]);
        for program in PROGRAMS {
            cargo.args(["--package", program]);
        }
        let output = cargo.current_dir(workspace()).output().expect("cargo runs");
        assert!(output.status.success(), "cargo tree failed");
        String::from_utf8(output.stdout)
            .expect("UTF-8")
            .lines()
            .filter(|line| !line.contains("handrail"))
            .filter_map(|line| {
                let mut words = line.split(' ');
                let (name, version) = (words.next()?, words.next()?);
                Some((name.to_owned(), version.trim_start_matches('v').to_owned()))
            })
            .collect()
    }

    #[test]
    fn nothing_that_ships_is_missing() {
        let components = components(&workspace()).expect("the graph is there");
        let listed: BTreeSet<_> = components
            .iter()
            .map(|it| (it.name.clone(), it.version.clone()))
            .collect();
        let shipped = told_by_cargo_tree();
        assert!(shipped.len() > 50, "cargo tree told {}", shipped.len());
        let missing: Vec<_> = shipped.difference(&listed).collect();
        assert!(missing.is_empty(), "missing: {missing:?}");
        for component in &components {
            assert!(component.folder.is_dir(), "{}", component.name);
            let digits = component.checksum.as_ref().map_or(0, String::len);
            assert_eq!(digits, 64, "{} has no checksum", component.name);
        }
    }

    #[test]
    fn what_only_builds_or_tests_is_not_listed() {
        let components = components(&workspace()).expect("the graph is there");
        for absent in ["serde_derive", "proptest", "clap", "axum", "handrail-mask"] {
            assert!(components.iter().all(|it| it.name != absent), "{absent}");
        }
    }
}
