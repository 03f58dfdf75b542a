//! What stands in Cargo.lock: licences, sources, second versions, published weaknesses.
//!
//! `deny.toml` says what is allowed. A second version of a crate is looked for in what ships, where it costs
//! bytes; elsewhere it costs a compiler some seconds.

use super::{Outcome, counts::Counts};
use crate::{cargo_tools, process, workspace};
use anyhow::Result;
use std::process::Output;

/// The programs that ship, each built by itself.
const SHIPPED: [&str; 3] = ["edge", "widget", "desk"];

pub(super) fn run() -> Result<Outcome> {
    let mut outcome = Outcome {
        counts: Counts::default(),
        log: String::new(),
    };
    for check in [
        ["check", "licenses"].as_slice(),
        &["check", "sources"],
        &["check", "--allow", "duplicate", "bans"],
    ] {
        outcome.judge(&deny(check)?);
    }
    for program in SHIPPED {
        let manifest = format!("{program}/Cargo.toml");
        let wasm = crate::toolchain::WASM;
        let output = deny(&[
            "--manifest-path",
            &manifest,
            "--target",
            wasm,
            "--exclude-dev",
            "check",
            "--allow",
            "unmatched-skip",
            "bans",
        ])?;
        outcome.judge(&output);
    }
    advisories(&mut outcome)?;
    Ok(outcome)
}

/// Published weaknesses, as far as their list can be had: fetched, or the copy that an earlier run left.
fn advisories(outcome: &mut Outcome) -> Result<()> {
    let mut why = String::new();
    for offline in [&[][..], &["--offline"]] {
        let output = deny(&[offline, &["check", "advisories"]].concat())?;
        let said = words(&output);
        if was_checked(&said) {
            outcome.judge(&output);
            return Ok(());
        }
        if why.is_empty() {
            why = said;
        }
    }
    outcome.counts.skipped += 1;
    outcome.log.push_str(&format!(
        "NOT CHECKED: published weaknesses. Their list can't be had on this machine:\n{}\n",
        why.trim_end()
    ));
    Ok(())
}

/// Whether the list was there, whatever was found.
fn was_checked(said: &str) -> bool {
    ["advisories ok", "advisories FAILED"]
        .iter()
        .any(|result| said.contains(result))
}

fn deny(arguments: &[&str]) -> Result<Output> {
    let mut command = cargo_tools::DENY.command()?;
    command
        .args(["--color", "never"])
        .args(arguments)
        .current_dir(workspace::root());
    process::output(&mut command)
}

fn words(output: &Output) -> String {
    let mut words = String::from_utf8_lossy(&output.stdout).into_owned();
    words.push_str(&String::from_utf8_lossy(&output.stderr));
    words
}

impl Outcome {
    fn judge(&mut self, output: &Output) {
        self.counts.add(Counts::whole(output.status.success()));
        if !output.status.success() {
            self.log.push_str(&words(output));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::was_checked;

    #[test]
    fn a_list_that_could_not_be_fetched_is_no_result() {
        assert!(was_checked("advisories ok\n"));
        assert!(was_checked("error[vulnerability]: …\nadvisories FAILED\n"));
        assert!(!was_checked(
            "[ERROR] failed to fetch advisory database https://github.com/RustSec/advisory-db"
        ));
    }
}
