//! Compiling crates to WebAssembly.

use super::Kit;
use crate::{
    process,
    toolchain::{Purpose, WASM},
    workspace,
};
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::{
    collections::BTreeMap,
    io::{self, BufRead, BufReader},
    path::{Path, PathBuf},
    process::Stdio,
    thread,
};

/// One cargo call: packages with the profile and the output folder of their purpose.
pub(crate) struct Compilation<'a> {
    /// The packages to compile together; their features are unified.
    pub(crate) packages: &'a [&'a str],
    pub(crate) profile: &'a str,
    pub(crate) target_dir: &'a Path,
    pub(crate) purpose: Purpose,
    /// The step that shows how far it is.
    pub(crate) step: &'a str,
}

/// What cargo made, and what it had to say about the rest.
pub(crate) struct Compiled {
    modules: BTreeMap<String, PathBuf>,
    said: String,
}

impl Compilation<'_> {
    /// Runs it. One package that fails does not hide the others' results.
    pub(crate) fn run(&self, kit: &Kit<'_>) -> Result<Compiled> {
        let mut cargo = kit.toolchain()?.cargo("build", self.purpose);
        cargo.current_dir(workspace::root());
        cargo.args([
            "--lib",
            "--keep-going",
            "--message-format",
            "json-render-diagnostics",
        ]);
        cargo.args(["--profile", self.profile, "--target", WASM, "--target-dir"]);
        cargo.arg(self.target_dir);
        for package in self.packages {
            cargo.args(["--package", package]);
        }
        cargo
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = cargo.spawn().with_context(|| process::describe(&cargo))?;
        let stderr = child.stderr.take().expect("stderr was asked for");
        let said = thread::spawn(move || io::read_to_string(stderr));
        let mut compiled = Compiled {
            modules: BTreeMap::new(),
            said: String::new(),
        };
        for line in BufReader::new(child.stdout.take().expect("stdout was asked for")).lines() {
            let Some(artifact) = artifact(&line?) else {
                continue;
            };
            // What lay there already says nothing of how long the rest takes.
            if !artifact.fresh {
                kit.progress.piece(self.step);
            }
            compiled.modules.extend(artifact.module());
        }
        child.wait()?;
        compiled.said = said.join().expect("reading text does not panic")?;
        Ok(compiled)
    }
}

impl Compiled {
    /// The WebAssembly module of a package.
    pub(crate) fn module(&self, package: &str) -> Result<&Path> {
        match self.modules.get(&package.replace('-', "_")) {
            Some(path) => Ok(path),
            None => bail!(
                "{package} does not compile for {WASM}:\n{}",
                self.said.trim_end()
            ),
        }
    }
}

#[derive(Deserialize)]
struct Artifact {
    reason: String,
    /// It was compiled before.
    #[serde(default)]
    fresh: bool,
    target: Target,
    filenames: Vec<PathBuf>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
}

impl Artifact {
    /// The crate's name and its WebAssembly module, where it has one.
    fn module(self) -> Option<(String, PathBuf)> {
        let is_module = |path: &PathBuf| path.extension().is_some_and(|end| end == "wasm");
        self.filenames
            .into_iter()
            .find(is_module)
            .map(|module| (self.target.name, module))
    }
}

fn artifact(message: &str) -> Option<Artifact> {
    let artifact: Artifact = serde_json::from_str(message).ok()?;
    (artifact.reason == "compiler-artifact").then_some(artifact)
}

#[cfg(test)]
mod tests {
    use super::artifact;
    use std::path::PathBuf;

    #[test]
    fn cargo_messages_name_the_modules() {
        let library = r#"{"reason":"compiler-artifact","target":{"name":"serde"},"filenames":["/t/libserde.rlib"]}"#;
        let library = artifact(library).expect("a crate");
        assert_eq!(library.module(), None);

        let program = r#"{"reason":"compiler-artifact","target":{"name":"handrail_edge"},"filenames":["/t/handrail_edge.wasm"]}"#;
        let program = artifact(program).expect("a crate");
        let module = (
            "handrail_edge".to_owned(),
            PathBuf::from("/t/handrail_edge.wasm"),
        );
        assert_eq!(program.module(), Some(module));

        let before = r#"{"reason":"compiler-artifact","fresh":true,"target":{"name":"serde"},"filenames":[]}"#;
        assert!(artifact(before).is_some_and(|it| it.fresh));

        assert!(artifact(r#"{"reason":"build-finished","success":true}"#).is_none());
    }
}
