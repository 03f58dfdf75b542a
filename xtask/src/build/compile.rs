//! Compiling crates to WebAssembly.

use super::Kit;
use crate::{
    process,
    toolchain::{Purpose, WASM},
    workspace,
};
use anyhow::{Result, bail};
use serde::Deserialize;
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// One cargo call: packages with the profile and the output folder of their purpose.
pub(crate) struct Compilation<'a> {
    /// The packages to compile together; their features are unified.
    pub(crate) packages: &'a [&'a str],
    pub(crate) profile: &'a str,
    pub(crate) target_dir: &'a Path,
    pub(crate) purpose: Purpose,
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
        let output = process::output(&mut cargo)?;
        Ok(Compiled {
            modules: modules(&String::from_utf8_lossy(&output.stdout)),
            said: String::from_utf8_lossy(&output.stderr).into_owned(),
        })
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
struct Message {
    reason: String,
    target: Option<Target>,
    #[serde(default)]
    filenames: Vec<PathBuf>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
}

fn modules(messages: &str) -> BTreeMap<String, PathBuf> {
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Message>(line).ok())
        .filter(|message| message.reason == "compiler-artifact")
        .filter_map(|message| {
            let name = message.target?.name;
            let is_module = |path: &PathBuf| path.extension().is_some_and(|end| end == "wasm");
            let module = message.filenames.into_iter().find(is_module)?;
            Some((name, module))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::modules;
    use std::path::Path;

    #[test]
    fn cargo_messages_name_the_modules() {
        let messages = concat!(
            r#"{"reason":"compiler-artifact","target":{"name":"serde"},"filenames":["/t/libserde.rlib"]}"#,
            "\n",
            r#"{"reason":"compiler-artifact","target":{"name":"handrail_edge"},"filenames":["/t/handrail_edge.wasm"]}"#,
            "\n",
            r#"{"reason":"build-finished","success":true}"#,
        );
        let found = modules(messages);
        assert_eq!(found.len(), 1);
        assert_eq!(found["handrail_edge"], Path::new("/t/handrail_edge.wasm"));
    }
}
