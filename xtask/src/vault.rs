//! `vault rotate`: brings every conversation of an edge under its current vault key, and says when the
//! earlier one can be thrown away.
//!
//! Not for: making or setting keys; the operator does (docs/operations.md). Invariants: it can be
//! stopped and run again at any time; it succeeds only when nothing is left under an earlier key.

use crate::remote::Remote;
use anyhow::{Context, Result};
use clap::Subcommand;
use handrail_protocol::api::RewrapResponse;
use handrail_protocol::{ConversationId, SiteId};
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeSet;
use std::process::ExitCode;

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
    let remote = Remote::new(edge, None)?;
    let is_all = sites.is_empty();
    let sites: Vec<SiteId> = if is_all {
        remote.get::<Sites>("")?.sites
    } else {
        let parsed = sites.iter().map(|site| SiteId::parse(site.as_str()));
        parsed
            .collect::<Result<_, _>>()
            .context("--site is no site's id")?
    };
    let mut tally = Tally::default();
    for site in &sites {
        let path = format!("/{site}/vault/rewrap");
        let mut after: Option<ConversationId> = None;
        loop {
            let body = after
                .as_ref()
                .map_or_else(|| json!({}), |after| json!({ "after": after }));
            let page: RewrapResponse = remote.post(&path, &body).with_context(|| {
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
}
