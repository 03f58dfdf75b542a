//! The edge is killed again and again while clients send. Every acknowledged message has to be
//! there once and in order, and no turn may hang.
//!
//! The last line of output is JSON: `{"kills","acked","lost","doubled"}`.

use anyhow::{Context, Result, bail, ensure};
use clap::Parser;
use handrail_protocol::{ClientFrame, ClientId, Event, EventBody, Seq, ServerFrame, View};
use handrail_tests::api::Visitor;
use handrail_tests::edge::{Edge, sample_articles, site_file};
use handrail_tests::mock::{Control, Mock};
use handrail_tests::socket::Socket;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;
use tokio::sync::Notify;

/// Conversations that send at the same time.
const CLIENTS: usize = 4;
/// The longest a client may take to send what is left, or a turn to come to its end.
const LIMIT: Duration = Duration::from_secs(120);

/// Kills the edge while clients send.
#[derive(Parser)]
struct Args {
    /// How often
    #[arg(long, default_value_t = 50)]
    kills: u32,
}

#[derive(Default)]
struct Progress {
    acked: AtomicU64,
    moved: Notify,
    is_over: AtomicBool,
}

#[tokio::main]
async fn main() -> Result<()> {
    let args = Args::parse();
    let folder = std::env::temp_dir().join(format!("handrail-faults-{}", std::process::id()));
    let outcome = run(args.kills, &folder).await;
    std::fs::remove_dir_all(&folder).ok();
    outcome
}

async fn run(kills: u32, folder: &std::path::Path) -> Result<()> {
    let (mock, upstream) = Mock::start(0).await?;
    mock.set(Control {
        token_ms: 3,
        ..Control::default()
    });
    let variables = [
        ("HANDRAIL_MESSAGES_PER_MINUTE", "1000000"),
        ("HANDRAIL_STARTS_PER_MINUTE", "1000000"),
    ];
    let mut edge = Edge::new(folder, &variables).await?;
    edge.start().await?;
    let model = format!(
        "[[model]]\nprovider = \"openai_compatible\"\nurl = \"http://{upstream}/v1\"\nname = \"mock\""
    );
    edge.load("faults", &site_file("faults", &model), &sample_articles()?)
        .await?;

    let progress = Arc::new(Progress::default());
    let mut clients = Vec::new();
    for number in 0..CLIENTS {
        let visitor = Visitor::start(&edge.origin(), "faults").await?;
        clients.push(tokio::spawn(client(number, visitor, progress.clone())));
    }
    for kill in 0..kills {
        // A different number of acknowledgements each time, so that the kill meets every phase.
        let until = progress.acked.load(Ordering::Relaxed) + 1 + u64::from(kill * 7 % 19);
        let moved = async {
            while progress.acked.load(Ordering::Relaxed) < until {
                progress.moved.notified().await;
            }
        };
        tokio::time::timeout(LIMIT, moved)
            .await
            .context("the clients got stuck")?;
        edge.kill().await?;
        edge.start().await?;
        if (kill + 1) % 10 == 0 {
            eprintln!(
                "killed {} times, {} acknowledged",
                kill + 1,
                progress.acked.load(Ordering::Relaxed)
            );
        }
    }
    progress.is_over.store(true, Ordering::Relaxed);

    let (mut acked, mut lost, mut doubled) = (0, 0, 0);
    for task in clients {
        let sent = tokio::time::timeout(LIMIT, task)
            .await
            .context("a client could not send the rest")???;
        let events = settled(&sent.visitor).await?;
        for (index, event) in events.iter().enumerate() {
            ensure!(event.seq.0 as usize == index + 1, "a gap at {}", event.seq);
        }
        let said: Vec<&ClientId> = events
            .iter()
            .filter_map(|event| match &event.body {
                EventBody::VisitorSaid { client_id, .. } => Some(client_id),
                _ => None,
            })
            .collect();
        let times = |wanted: &ClientId| said.iter().filter(|id| **id == wanted).count();
        acked += sent.acked.len();
        lost += sent.acked.iter().filter(|id| times(id) == 0).count();
        doubled += sent.acked.iter().filter(|id| times(id) > 1).count();
        ensure!(
            lost > 0 || doubled > 0 || said == sent.acked.iter().collect::<Vec<_>>(),
            "the order changed"
        );
    }
    println!("{{\"kills\":{kills},\"acked\":{acked},\"lost\":{lost},\"doubled\":{doubled}}}");
    ensure!(lost == 0 && doubled == 0, "{lost} lost, {doubled} doubled");
    Ok(())
}

struct Sent {
    visitor: Visitor,
    acked: Vec<ClientId>,
}

/// Sends one message after the other; what is not acknowledged is sent again under its name.
async fn client(number: usize, visitor: Visitor, progress: Arc<Progress>) -> Result<Sent> {
    let mut acked = Vec::new();
    while !progress.is_over.load(Ordering::Relaxed) {
        let client_id = ClientId::parse(format!("c{number}-{}", acked.len()))?;
        let text = format!(
            "How long do I have to return shoes, asked the {}th time?",
            acked.len()
        );
        let frame = ClientFrame::Say {
            client_id: client_id.clone(),
            text,
        };
        // Errors are what is tested: the connection is gone, and a new one is made.
        while deliver(&visitor, &frame, &client_id).await.is_err() {
            tokio::task::yield_now().await;
        }
        acked.push(client_id);
        progress.acked.fetch_add(1, Ordering::Relaxed);
        progress.moved.notify_one();
    }
    Ok(Sent { visitor, acked })
}

async fn deliver(visitor: &Visitor, frame: &ClientFrame, wanted: &ClientId) -> Result<()> {
    let attempt = async {
        let mut socket = Socket::connect(visitor, Seq(u32::MAX)).await?;
        socket.send(frame).await?;
        loop {
            match socket.next().await? {
                ServerFrame::Ack { client_id, .. } if client_id == *wanted => return Ok(()),
                ServerFrame::Error { error, .. } => bail!("refused: {error:?}"),
                _ => {}
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(10), attempt).await?
}

/// All events, once no turn is open any more.
async fn settled(visitor: &Visitor) -> Result<Vec<Event>> {
    let wait = async {
        let mut view = View::default();
        let mut events = Vec::new();
        loop {
            let wait_seconds = u32::from(view.open_turn().is_some()) * 5;
            for event in visitor.events(view.seq, wait_seconds).await? {
                view.apply(&event);
                events.push(event);
            }
            if view.open_turn().is_none() && visitor.events(view.seq, 0).await?.is_empty() {
                return Ok(events);
            }
        }
    };
    tokio::time::timeout(LIMIT, wait)
        .await
        .context("a turn hangs")?
}
