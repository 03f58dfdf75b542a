//! One visitor who writes, waits for the end of the turn, and writes again.

use crate::stand::{SITE, Subject};
use anyhow::{Context, Result, bail};
use handrail_protocol::{ClientFrame, ClientId, EventBody, Seq, ServerFrame};
use handrail_tests::api::Visitor;
use handrail_tests::reference::{ReferenceFrame, ReferenceSocket};
use handrail_tests::socket::Socket;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// The longest a turn may take.
const LIMIT: Duration = Duration::from_secs(60);

/// A conversation over its socket.
#[derive(Debug)]
pub(crate) struct Talk {
    socket: TalkSocket,
    asked: u32,
}

#[derive(Debug)]
enum TalkSocket {
    Edge(Socket),
    Reference(ReferenceSocket),
}

/// When things happened to one message.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moments {
    /// It is about to be written to the socket.
    pub(crate) sent: Instant,
    /// Its acknowledgement was read.
    pub(crate) acknowledged: Instant,
    /// The first words of the answer were read.
    pub(crate) first_delta: Option<Instant>,
}

impl Talk {
    /// Starts a conversation and connects.
    pub(crate) async fn start(subject: &Subject) -> Result<Self> {
        let socket = match subject {
            Subject::Edge(edge) => {
                let visitor = Visitor::start(&edge.origin(), SITE).await?;
                return Self::of(&visitor).await;
            }
            Subject::Reference(reference) => {
                // Its conversations are there as soon as they are named.
                static STARTED: AtomicU32 = AtomicU32::new(0);
                let name = format!("c{}", STARTED.fetch_add(1, Ordering::Relaxed));
                TalkSocket::Reference(reference.connect(&name).await?)
            }
        };
        Ok(Self { socket, asked: 0 })
    }

    /// Connects to a visitor's conversation.
    pub(crate) async fn of(visitor: &Visitor) -> Result<Self> {
        let socket = TalkSocket::Edge(Socket::connect(visitor, Seq(u32::MAX)).await?);
        Ok(Self { socket, asked: 0 })
    }

    /// Asks and waits for the end of the turn.
    pub(crate) async fn ask(&mut self, text: &str) -> Result<Moments> {
        self.asked += 1;
        let name = format!("m{}", self.asked);
        let turn = async {
            match &mut self.socket {
                TalkSocket::Edge(socket) => edge_turn(socket, &name, text).await,
                TalkSocket::Reference(socket) => reference_turn(socket, &name, text).await,
            }
        };
        tokio::time::timeout(LIMIT, turn)
            .await
            .with_context(|| format!("no end of the turn about {text:?} within {LIMIT:?}"))?
    }
}

async fn edge_turn(socket: &mut Socket, name: &str, text: &str) -> Result<Moments> {
    let own = ClientId::parse(name)?;
    let frame = ClientFrame::Say {
        client_id: own.clone(),
        text: text.to_owned(),
    };
    let sent = Instant::now();
    socket.send(&frame).await?;
    let (mut acknowledged, mut first_delta) = (None, None);
    let (mut is_said, mut has_ended) = (false, false);
    loop {
        let frame = socket.next().await?;
        let now = Instant::now();
        match frame {
            ServerFrame::Ack { client_id, .. } if client_id == own => acknowledged = Some(now),
            ServerFrame::Delta { .. } => {
                first_delta.get_or_insert(now);
            }
            ServerFrame::Error { error, .. } => bail!("{text:?} was refused: {error:?}"),
            ServerFrame::Event { event } => match event.body {
                EventBody::VisitorSaid { client_id, .. } => is_said |= client_id == own,
                // An offer after an answer belongs to the turn before and comes ahead of it.
                EventBody::AssistantSaid { .. } | EventBody::HumanOffered { .. } => {
                    has_ended |= is_said;
                }
                EventBody::TurnFailed { .. }
                | EventBody::TurnStopped { .. }
                | EventBody::HandoffRequested { .. } => {
                    bail!("{text:?} was not answered: {:?}", event.body)
                }
                _ => {}
            },
            _ => {}
        }
        if let Some(acknowledged) = acknowledged.filter(|_| has_ended) {
            return Ok(Moments {
                sent,
                acknowledged,
                first_delta,
            });
        }
    }
}

async fn reference_turn(socket: &mut ReferenceSocket, name: &str, text: &str) -> Result<Moments> {
    let sent = Instant::now();
    socket.say(name, text).await?;
    let (mut acknowledged, mut first_delta) = (None, None);
    loop {
        let frame = socket.next().await?;
        let now = Instant::now();
        match frame {
            ReferenceFrame::Ack { id } if id == name => acknowledged = Some(now),
            ReferenceFrame::Ack { id } => bail!("{id} was acknowledged in place of {name}"),
            ReferenceFrame::Delta { .. } => {
                first_delta.get_or_insert(now);
            }
            ReferenceFrame::End => {
                return Ok(Moments {
                    sent,
                    acknowledged: acknowledged.context("an answer without an acknowledgement")?,
                    first_delta,
                });
            }
        }
    }
}

/// From one moment to a later one, in milliseconds.
pub(crate) fn millis(from: Instant, to: Instant) -> f64 {
    to.saturating_duration_since(from).as_secs_f64() * 1_000.0
}
