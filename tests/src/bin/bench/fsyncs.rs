//! How often the edge waits for the disk per message, its answer included.
//!
//! Counted by `strace` in a run of its own, because counting slows down. Without `strace`, or where
//! it may not look into another process, there is no figure.

use crate::ack::question;
use crate::row::Row;
use crate::stand::{NO_LIMITS, SITE, loaded};
use crate::talk::Talk;
use anyhow::{Context, Result};
use handrail_tests::api::Visitor;
use handrail_tests::edge::Edge;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

const MESSAGES: usize = 60;
/// The longest strace may take to attach.
const LIMIT: Duration = Duration::from_secs(10);

pub(crate) async fn measure(state: &Path) -> Result<Option<Row>> {
    let calls = state.join("calls");
    let mut edge = loaded(Edge::new(state, &NO_LIMITS).await?, "").await?;
    let mut talk = Talk::of(&Visitor::start(&edge.origin(), SITE).await?).await?;
    talk.ask(question(0)).await?;
    let pid = edge.pid().context("the edge has ended")?;
    let Some(mut strace) = attach(pid, &calls).await else {
        eprintln!("fsyncs per message are not counted: strace is missing or may not look");
        return Ok(None);
    };
    let before = count(&calls)?;
    for number in 0..MESSAGES {
        talk.ask(question(number)).await?;
    }
    edge.kill().await?;
    strace.wait().await?;
    let per_message = (count(&calls)? - before) as f64 / MESSAGES as f64;
    Ok(Some(Row::new("fsyncs_per_message", per_message, "count")))
}

async fn attach(pid: u32, calls: &Path) -> Option<Child> {
    let mut strace = Command::new("strace")
        .args(["-f", "-e", "trace=fsync,fdatasync,sync_file_range", "-o"])
        .arg(calls)
        .args(["-p", &pid.to_string()])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .ok()?;
    let mut said = BufReader::new(strace.stderr.take()?).lines();
    let attached = async {
        while let Ok(Some(line)) = said.next_line().await {
            if line.contains("attached") && !line.contains("not attached") {
                return Some(());
            }
        }
        None
    };
    tokio::time::timeout(LIMIT, attached).await.ok()??;
    // Read on: a full pipe would stop it, and a closed one might end it.
    tokio::spawn(async move { while let Ok(Some(_)) = said.next_line().await {} });
    Some(strace)
}

/// Calls so far; a call that is written in two lines has its bracket in the first alone.
fn count(calls: &Path) -> Result<usize> {
    let text = std::fs::read_to_string(calls)?;
    Ok(text
        .lines()
        .filter(|line| line.contains("sync(") || line.contains("sync_file_range("))
        .count())
}
