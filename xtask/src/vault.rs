//! `vault rotate`: brings every conversation of an edge under its current vault key, and says when the
//! earlier one can be thrown away.
//!
//! Not for: making or setting keys; the operator does (docs/operations.md). Invariants: it can be
//! stopped and run again at any time; it succeeds only when nothing is left under an earlier key; the
//! secret stands in no command line.

use anyhow::{Context, Result, bail};
use clap::Subcommand;
use handrail_protocol::api::RewrapResponse;
use handrail_protocol::{ConversationId, SiteId};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::Write;
use std::process::{Command, ExitCode, Stdio};

const SECRET: &str = "HANDRAIL_ADMIN_SECRET";

/// Commands on the vaults of an edge.
#[derive(Subcommand)]
pub(crate) enum Task {
    /// Bring every conversation under the current HANDRAIL_VAULT_KEY; needs HANDRAIL_ADMIN_SECRET
    Rotate {
        /// The edge's address
        #[arg(long, value_name = "URL")]
        edge: String,
        /// One site in place of all; may be given more than once
        #[arg(long = "site", value_name = "ID")]
        sites: Vec<String>,
    },
}

#[derive(Deserialize)]
struct Sites {
    sites: Vec<SiteId>,
}

/// What a walk found.
#[derive(Debug, Default)]
struct Tally {
    key: String,
    checked: u64,
    rewrapped: u64,
    remaining: u64,
    missing_keys: BTreeSet<String>,
}

/// Runs the command.
pub(crate) fn run(task: &Task) -> Result<ExitCode> {
    let Task::Rotate { edge, sites } = task;
    let secret = std::env::var(SECRET)
        .ok()
        .filter(|secret| !secret.is_empty())
        .with_context(|| format!("set {SECRET} to the edge's admin secret"))?;
    let base = format!("{}/api/v1/admin/sites", edge.trim_end_matches('/'));
    let is_all = sites.is_empty();
    let sites: Vec<SiteId> = if is_all {
        call::<Sites>(&base, &secret, None)?.sites
    } else {
        let parsed = sites.iter().map(|site| SiteId::parse(site.as_str()));
        parsed
            .collect::<Result<_, _>>()
            .context("--site is no site's id")?
    };
    let mut tally = Tally::default();
    for site in &sites {
        let url = format!("{base}/{site}/vault/rewrap");
        let mut after: Option<ConversationId> = None;
        loop {
            let body = after
                .as_ref()
                .map_or_else(|| json!({}), |after| json!({ "after": after }));
            let page: RewrapResponse = call(&url, &secret, Some(&body)).with_context(|| {
                format!("stopped at site {site}; what is done stays done, so run it again")
            })?;
            after = tally.add(page);
            println!("{site}: {}", tally.progress());
            if after.is_none() {
                break;
            }
        }
    }
    println!("{}", tally.verdict(is_all));
    Ok(if tally.remaining == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

impl Tally {
    fn add(&mut self, page: RewrapResponse) -> Option<ConversationId> {
        self.key = page.key;
        self.checked += u64::from(page.checked);
        self.rewrapped += u64::from(page.rewrapped);
        self.remaining += u64::from(page.remaining);
        self.missing_keys.extend(page.missing_keys);
        page.next
    }

    fn progress(&self) -> String {
        format!(
            "{} checked, {} rewrapped, {} remaining",
            self.checked, self.rewrapped, self.remaining
        )
    }

    fn verdict(&self, is_all: bool) -> String {
        if self.remaining > 0 {
            let missing: Vec<&str> = self.missing_keys.iter().map(String::as_str).collect();
            let needs = match missing.as_slice() {
                [] => "The edge's log says why (\"vault does not open\").".to_owned(),
                ids => format!(
                    "Add the keys with these ids to HANDRAIL_VAULT_KEY_PREVIOUS: {}.",
                    ids.join(", ")
                ),
            };
            return format!(
                "{} still not under the current key. Keep every earlier key. {needs}",
                self.remaining
            );
        }
        if self.checked == 0 {
            return "There are no conversations.".to_owned();
        }
        let scope = if is_all {
            "Earlier keys are not needed any more."
        } else {
            "Earlier keys may still be needed by other sites."
        };
        format!(
            "0 still wrapped by an earlier key; all {} are under key {}. {scope}",
            self.checked, self.key
        )
    }
}

/// One call, by curl: the edge may be far away behind HTTPS, and nothing else here speaks it.
fn call<T: DeserializeOwned>(url: &str, secret: &str, body: Option<&Value>) -> Result<T> {
    let mut settings = format!(
        "silent\nshow-error\nmax-time = 60\nnoproxy = \"127.0.0.1,localhost\"\n\
         url = {}\nheader = {}\nwrite-out = \"\\n%{{http_code}}\"\n",
        quoted(url),
        quoted(&format!("authorization: Bearer {secret}")),
    );
    if let Some(body) = body {
        settings.push_str("header = \"content-type: application/json\"\n");
        settings.push_str(&format!("data = {}\n", quoted(&body.to_string())));
    }
    let mut curl = Command::new("curl")
        .args(["--disable", "--config", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .context("can't start curl")?;
    curl.stdin
        .take()
        .context("curl takes no settings")?
        .write_all(settings.as_bytes())?;
    let output = curl.wait_with_output()?;
    let said = String::from_utf8_lossy(&output.stdout);
    let (text, status) = said.rsplit_once('\n').unwrap_or_default();
    if !output.status.success() {
        bail!("{}", String::from_utf8_lossy(&output.stderr).trim());
    }
    if status == "200" {
        return serde_json::from_str(text).context("the edge's answer has an unknown form");
    }
    let error: Value = serde_json::from_str(text).unwrap_or_default();
    let message = error["error"]["message"]
        .as_str()
        .unwrap_or("no Handrail answered");
    bail!("{message} ({status})")
}

/// A value of a curl configuration file.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            // A line would be a setting of its own.
            '\n' | '\r' => {}
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(checked: u32, rewrapped: u32, remaining: u32, missing: &[&str]) -> RewrapResponse {
        RewrapResponse {
            key: "66687aad".into(),
            checked,
            rewrapped,
            remaining,
            missing_keys: missing.iter().map(|&id| id.to_owned()).collect(),
            next: None,
        }
    }

    #[test]
    fn the_old_key_can_go_only_when_nothing_is_left_anywhere() {
        let mut tally = Tally::default();
        tally.add(page(25, 20, 0, &[]));
        tally.add(page(3, 0, 0, &[]));
        assert_eq!(tally.progress(), "28 checked, 20 rewrapped, 0 remaining");
        assert!(tally.verdict(true).ends_with("are not needed any more."));
        assert!(tally.verdict(false).contains("other sites"));
        tally.add(page(2, 1, 1, &["0badc0de"]));
        let verdict = tally.verdict(true);
        assert!(verdict.starts_with("1 still not"), "{verdict}");
        assert!(verdict.contains("0badc0de") && verdict.contains("Keep every earlier key"));
    }

    #[test]
    fn a_setting_cannot_become_two() {
        assert_eq!(quoted("a\"b\\c\nurl = x"), r#""a\"b\\curl = x""#);
    }
}
