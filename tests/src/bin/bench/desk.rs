//! How much one change sends to an agent whose desk has ten thousand lines: the largest frame of the
//! desk's socket after a visitor in line wrote, one came into line, and the first one left it.
//!
//! How the list is told is the edge's affair: a change has arrived once a frame names it.

use crate::row::Row;
use crate::stand::{NO_LIMITS, SITE, loaded};
use anyhow::{Context, Result, ensure};
use handrail_protocol::ClientId;
use handrail_protocol::api::SayRequest;
use handrail_tests::api::Visitor;
use handrail_tests::desk::{Agent, DeskSocket};
use handrail_tests::edge::Edge;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// Conversations on the list, and those of them that wait for a person.
const LINES: usize = 10_000;
const WAITING: usize = 200;
/// Visitors who write at the same time while the list is made.
const CLIENTS: usize = 16;
/// The longest a change may take to reach the desk.
const LIMIT: Duration = Duration::from_secs(20);
/// Making the list takes no longer.
const MAKING_LIMIT: Duration = Duration::from_secs(480);
/// Where Linux keeps files in memory, and what has to be free there: a conversation takes 45 KB.
const MEMORY: &str = "/dev/shm";
const MEMORY_MIN_KB: u64 = 1_500_000;
const AGENT: &str = "dana@acme.example";

pub(crate) async fn measure(state: &Path) -> Result<Vec<Row>> {
    let memory = in_memory();
    let state = memory.as_deref().unwrap_or(state);
    let row = change(state).await;
    if let Some(memory) = memory {
        std::fs::remove_dir_all(memory).ok();
    }
    Ok(vec![row?])
}

/// A folder in memory, where there is one with room: ten thousand conversations wait for the disk some
/// fifty thousand times, and that is not what is measured.
fn in_memory() -> Option<PathBuf> {
    let told = Command::new("df").args(["-Pk", MEMORY]).output().ok()?;
    let told = String::from_utf8(told.stdout).ok()?;
    let free_kb: u64 = told
        .lines()
        .nth(1)?
        .split_whitespace()
        .nth(3)?
        .parse()
        .ok()?;
    let folder = Path::new(MEMORY).join(format!("handrail-bench-{}", std::process::id()));
    (free_kb >= MEMORY_MIN_KB).then_some(folder)
}

async fn change(state: &Path) -> Result<Row> {
    let mut edge = Edge::new(state, &NO_LIMITS).await?;
    edge.allow_many_files();
    let edge = loaded(edge, "").await?;
    let http = reqwest::Client::new();
    let began = Instant::now();
    let queue = Queue {
        origin: edge.origin(),
        http,
    };
    // The first in line is known.
    let first = queue
        .visitor("I want to talk to a human about a boot")
        .await?;
    let made = tokio::time::timeout(MAKING_LIMIT, queue.make()).await;
    made.with_context(|| format!("no {LINES} conversations within {MAKING_LIMIT:?}"))??;
    eprintln!("desk: {LINES} conversations in {:.0?}", began.elapsed());

    let agent = Agent::sign_in(&edge, SITE, AGENT).await?;
    let mut desk = agent.socket().await?;
    // What the hello is answered with is no change; it has come once a change behind it has.
    say(&first, "Is there news of the zanzibar tent?").await?;
    largest_until(&mut desk, "zanzibar").await?;
    let mut largest = 0;
    say(&first, "Is there news of the yokohama tent?").await?;
    largest = largest.max(tell("one in line wrote", &mut desk, "yokohama").await?);
    let text = "I want to talk to a human about the samarkand tent";
    queue.visitor(text).await?;
    largest = largest.max(tell("one came into line", &mut desk, "samarkand").await?);
    agent.take(&first.conversation).await?;
    let left = tell("the first left the line", &mut desk, &first.conversation).await?;
    largest = largest.max(left);
    Ok(Row::new("desk_change_bytes_10k", largest as f64, "bytes"))
}

async fn tell(what: &str, desk: &mut DeskSocket, name: &str) -> Result<usize> {
    let largest = largest_until(desk, name).await?;
    eprintln!("desk: {what}: a frame of {largest} bytes");
    Ok(largest)
}

/// The bytes of the largest frame up to the one that names the change.
async fn largest_until(desk: &mut DeskSocket, name: &str) -> Result<usize> {
    let waiting = async {
        let mut largest = 0;
        loop {
            let frame = desk.next().await?;
            largest = largest.max(frame.len());
            if frame.contains(name) {
                return Ok(largest);
            }
        }
    };
    tokio::time::timeout(LIMIT, waiting)
        .await
        .with_context(|| format!("no frame named {name} within {LIMIT:?}"))?
}

async fn say(visitor: &Visitor, text: &str) -> Result<()> {
    // A name of its own for each text.
    let name: String = text.chars().filter(char::is_ascii_lowercase).collect();
    let message = SayRequest {
        client_id: ClientId::parse(name)?,
        text: text.to_owned(),
    };
    let answer = visitor.post("messages", &message).await?;
    ensure!(answer.status().is_success(), "{}", answer.text().await?);
    Ok(())
}

/// Where visitors come from.
#[derive(Clone)]
struct Queue {
    origin: String,
    http: reqwest::Client,
}

impl Queue {
    /// A new visitor who has written.
    async fn visitor(&self, text: &str) -> Result<Visitor> {
        let visitor = Visitor::start_by(self.http.clone(), &self.origin, SITE).await?;
        say(&visitor, text).await?;
        Ok(visitor)
    }

    /// Fills the list.
    async fn make(&self) -> Result<()> {
        let clients: Vec<_> = (0..CLIENTS)
            .map(|client| {
                let queue = self.clone();
                tokio::spawn(async move {
                    for number in (client..LINES).step_by(CLIENTS) {
                        let waits = number % (LINES / WAITING) == 0;
                        let text = if waits {
                            "I want to talk to a human"
                        } else {
                            "Hello"
                        };
                        queue.visitor(text).await?;
                    }
                    Ok::<_, anyhow::Error>(())
                })
            })
            .collect();
        for client in clients {
            client.await??;
        }
        Ok(())
    }
}
