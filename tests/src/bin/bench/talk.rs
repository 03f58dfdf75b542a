//! One visitor who writes, waits for the end of the turn, and writes again.

use anyhow::{Context, Result, bail};
use handrail_protocol::{ClientFrame, ClientId, EventBody, Seq, ServerFrame};
use handrail_tests::api::Visitor;
use handrail_tests::edge::Edge;
use handrail_tests::socket::Socket;
use std::time::{Duration, Instant};

/// The longest a turn may take.
const LIMIT: Duration = Duration::from_secs(20);

/// A conversation over its socket.
#[derive(Debug)]
pub(crate) struct Talk {
    socket: Socket,
    asked: u32,
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
    pub(crate) async fn start(edge: &Edge) -> Result<Self> {
        let visitor = Visitor::start(&edge.origin(), "bench").await?;
        Ok(Self {
            socket: Socket::connect(&visitor, Seq(u32::MAX)).await?,
            asked: 0,
        })
    }

    /// Asks and waits for the end of the turn.
    pub(crate) async fn ask(&mut self, text: &str) -> Result<Moments> {
        tokio::time::timeout(LIMIT, self.turn(text))
            .await
            .with_context(|| format!("no end of the turn about {text:?} within {LIMIT:?}"))?
    }

    async fn turn(&mut self, text: &str) -> Result<Moments> {
        self.asked += 1;
        let own = ClientId::parse(format!("m{}", self.asked))?;
        let frame = ClientFrame::Say {
            client_id: own.clone(),
            text: text.to_owned(),
        };
        let sent = Instant::now();
        self.socket.send(&frame).await?;
        let (mut acknowledged, mut first_delta) = (None, None);
        let (mut is_said, mut has_ended) = (false, false);
        loop {
            let frame = self.socket.next().await?;
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
}

/// From one moment to a later one, in milliseconds.
pub(crate) fn millis(from: Instant, to: Instant) -> f64 {
    to.saturating_duration_since(from).as_secs_f64() * 1_000.0
}
