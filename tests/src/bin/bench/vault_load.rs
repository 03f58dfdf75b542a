//! What one visitor with many hidden values does to another's acknowledgement, within the default
//! limits: a conversation is filled with as many values as three minutes of messages bring; then its
//! visitor goes on sending and reads the events in many calls at once, as fast as the limits let them,
//! while other visitors write.
//!
//! The filling itself is not measured and runs without limits, in seconds: the edge starts again with
//! the default ones.

use crate::ack::question;
use crate::row::Row;
use crate::stand::{NO_LIMITS, SITE, loaded};
use crate::talk::{Talk, millis};
use anyhow::{Result, bail, ensure};
use handrail_protocol::ClientId;
use handrail_protocol::api::SayRequest;
use handrail_tests::api::Visitor;
use handrail_tests::edge::Edge;
use handrail_tests::percentile::percentile;
use reqwest::StatusCode;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// 30 messages at once and 30 a minute for three minutes, each full of addresses.
const FILLING: usize = 120;
const VALUES_A_MESSAGE: usize = 100;
/// Calls that the visitor of the full vault keeps open.
const READERS: usize = 16;
/// Other visitors, each at an address of its own, and what each sends with and without the load.
const NEIGHBOURS: u8 = 12;
const MESSAGES_EACH: usize = 5;
/// Measuring under load ends then, with what there is: one acknowledgement may take seconds.
const LOAD_LIMIT: Duration = Duration::from_secs(30);
/// What a refusal without a time asks to wait.
const REFUSED: Duration = Duration::from_secs(1);

pub(crate) async fn measure(state: &Path) -> Result<Vec<Row>> {
    let mut edge = loaded(Edge::new(state, &NO_LIMITS).await?, "").await?;
    let filler = Visitor::start_from(address(1), &edge.origin(), SITE).await?;
    let mut taken = 0;
    for number in 0..FILLING {
        taken += usize::from(say(&filler, number).await?.is_success());
    }
    ensure!(taken > 0, "the edge took none of the messages");
    eprintln!(
        "vault: {taken} of {FILLING} messages with {VALUES_A_MESSAGE} values each were taken"
    );
    edge.kill().await?;

    let mut edge = Edge::new(state, &[]).await?;
    edge.start().await?;
    let filler = filler.at(&edge.origin());
    let mut neighbours = Vec::new();
    for number in 0..NEIGHBOURS {
        let visitor = Visitor::start_from(address(2 + number), &edge.origin(), SITE).await?;
        neighbours.push(Talk::of(&visitor).await?);
    }
    // The first message of a conversation sets its object up.
    acknowledgements(&mut neighbours, 1).await?;
    let without = acknowledgements(&mut neighbours, MESSAGES_EACH).await?;

    let is_over = Arc::new(AtomicBool::new(false));
    let mut load = vec![tokio::spawn(write(filler.clone(), is_over.clone()))];
    for _ in 0..READERS {
        load.push(tokio::spawn(read(filler.clone(), is_over.clone())));
    }
    let with = acknowledgements(&mut neighbours, MESSAGES_EACH).await;
    is_over.store(true, Ordering::Relaxed);
    let mut calls = [0, 0];
    for task in load {
        let done = task.await??;
        calls = [calls[0] + done[0], calls[1] + done[1]];
    }
    let with = with?;
    for (what, acks) in [("without", &without), ("with", &with)] {
        let (half, tail) = (percentile(acks, 50.0), percentile(acks, 99.0));
        let samples = acks.len();
        eprintln!("vault: acks {what} the load {half:.2} ms (p99 {tail:.2}, {samples} samples)");
    }
    let [answered, refused] = calls;
    eprintln!("vault: of the load's calls {answered} were answered and {refused} refused");
    let ratio = percentile(&with, 50.0) / percentile(&without, 50.0);
    Ok(vec![Row::new("ack_under_vault_load_ratio", ratio, "ratio")])
}

/// From sending to the acknowledgement, neighbour after neighbour; in milliseconds.
async fn acknowledgements(neighbours: &mut [Talk], each: usize) -> Result<Vec<f64>> {
    let began = Instant::now();
    let mut times = Vec::new();
    for number in 0..each {
        for talk in neighbours.iter_mut() {
            let moments = talk.ask(question(number)).await?;
            times.push(millis(moments.sent, moments.acknowledged));
            if began.elapsed() > LOAD_LIMIT {
                return Ok(times);
            }
        }
    }
    Ok(times)
}

/// Sends a message full of new e-mail addresses.
async fn say(visitor: &Visitor, number: usize) -> Result<StatusCode> {
    let addresses: Vec<String> = (0..VALUES_A_MESSAGE)
        .map(|value| format!("u{number}x{value}@m.example"))
        .collect();
    let message = SayRequest {
        client_id: ClientId::parse(format!("v{number}"))?,
        text: addresses.join(" "),
    };
    Ok(visitor.post("messages", &message).await?.status())
}

/// Sends until it is over; says how often it was answered and how often refused.
async fn write(visitor: Visitor, is_over: Arc<AtomicBool>) -> Result<[u32; 2]> {
    let mut calls = [0, 0];
    let mut number = FILLING;
    while !is_over.load(Ordering::Relaxed) {
        let status = say(&visitor, number).await?;
        number += 1;
        if status.is_success() {
            calls[0] += 1;
        } else {
            calls[1] += 1;
            tokio::time::sleep(REFUSED).await;
        }
    }
    Ok(calls)
}

/// Reads the events from the first on until it is over; counts likewise.
async fn read(visitor: Visitor, is_over: Arc<AtomicBool>) -> Result<[u32; 2]> {
    let mut calls = [0, 0];
    while !is_over.load(Ordering::Relaxed) {
        let answer = visitor.get("events?after=0").await?;
        let status = answer.status();
        if status.is_success() {
            answer.bytes().await?;
            calls[0] += 1;
        } else if status == StatusCode::TOO_MANY_REQUESTS {
            calls[1] += 1;
            let seconds = answer.headers().get("retry-after");
            let seconds = seconds.and_then(|value| value.to_str().ok()?.parse().ok());
            tokio::time::sleep(seconds.map_or(REFUSED, Duration::from_secs)).await;
        } else {
            bail!("reading events was answered with {status}");
        }
    }
    Ok(calls)
}

/// An address of loopback of one's own; the usual one where the system has no other.
fn address(number: u8) -> Ipv4Addr {
    let own = Ipv4Addr::new(127, 0, 0, 10 + number);
    match TcpListener::bind((own, 0)) {
        Ok(_) => own,
        Err(_) => Ipv4Addr::LOCALHOST,
    }
}
