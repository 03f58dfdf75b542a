//! The chain: each model in order, with time-outs, one retry before the first token, and a breaker
//! that leaves a model alone after it failed several times.
//!
//! Once text came, the answer is that model's: when it breaks off, that is said, and no other model
//! goes on in its place. A stream without its own end mark was cut off.

use super::breaker::Breaker;
use super::provider::{self, Beginning, Heard, ModelRequest};
use super::{Cancel, ModelEvent};
use futures_util::future::{Either, select};
use futures_util::stream::{Stream, StreamExt};
use handrail_conversation::{Question, Writer};
use handrail_protocol::{SiteId, UnixMillis};
use handrail_proxy_wire::sse::{SseDecoder, SseError};
use handrail_site::Model;
use std::cell::Cell;
use std::future::Future;
use std::pin::{Pin, pin};

/// Tries of one model before its first token.
const TRIES: u32 = 2;
/// The data of one event longer than this is no token; the stream is given up.
const EVENT_MAX_BYTES: usize = 1 << 20;
/// A reply longer than this is given up, with all its events: an answer has some hundred words.
const STREAM_MAX_BYTES: usize = 4 << 20;

/// How bytes get to a model and back, and how time passes.
pub(super) trait Transport {
    /// The body of a response.
    type Body: Stream<Item = Result<Vec<u8>, CallError>> + Unpin;
    /// Whose models are asked.
    fn site(&self) -> &SiteId;
    /// Sends the request; the body of a response with status 200, or why there is none.
    fn open(&self, request: &ModelRequest) -> impl Future<Output = Result<Self::Body, CallError>>;
    /// A call gave nothing, or broke off; `attempt` counts from 1.
    fn failed(&self, model: &Model, error: CallError, attempt: u32);
    /// Waits.
    fn pause(&self, millis: u32) -> impl Future<Output = ()>;
    /// The wall clock.
    fn now(&self) -> UnixMillis;
}

/// Why a call gave nothing. Carries nothing of what the server said: an upstream's error body goes
/// nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum CallError {
    /// No connection, or it broke.
    #[error("no connection to the model's server")]
    Connection,
    /// The server refused the request.
    #[error("the model's server answered with status {0}")]
    Status(u16),
    /// Nothing came in time.
    #[error("the model's server did not answer in time")]
    Timeout,
    /// The stream is not of the wire that was asked for.
    #[error("the model's server answered nonsense")]
    Nonsense,
    /// The stream ended without its end mark.
    #[error("the model's answer was cut off")]
    CutOff,
    /// The model ended by length, or by a filter.
    #[error("the model's answer has no end of its own")]
    Unfinished,
}

impl CallError {
    /// Is another try worth it? A refused key or a wrong name stays wrong.
    fn is_passing(self) -> bool {
        !matches!(
            self,
            Self::Status(400..=407 | 410..=428) | Self::Unfinished
        )
    }

    /// Does it speak against the server? What one question or one key met says nothing about the next.
    pub(super) fn is_the_servers(self) -> bool {
        matches!(
            self,
            Self::Connection | Self::Timeout | Self::CutOff | Self::Status(429 | 500..)
        )
    }

    /// For the log.
    pub(super) fn case(self) -> &'static str {
        match self {
            Self::Connection => "no_connection",
            Self::Status(_) => "status",
            Self::Timeout => "timeout",
            Self::Nonsense => "nonsense",
            Self::CutOff => "cut_off",
            Self::Unfinished => "unfinished",
        }
    }
}

/// How a chain came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ended {
    /// The last event was given.
    Told,
    /// No model wrote anything; the caller says what comes now.
    NobodyAnswered,
    /// It was cancelled.
    Cancelled,
}

/// Asks the models in order until one writes.
///
/// `key_of` gives a model's key; `breaker` is shared by all calls of the process.
pub(super) async fn ask<T: Transport>(
    transport: &T,
    models: &[&Model],
    key_of: &dyn Fn(&Model) -> Option<String>,
    breaker: &std::cell::RefCell<Breaker>,
    question: &Question,
    cancel: &Cancel,
    on_event: &mut dyn FnMut(ModelEvent),
) -> Ended {
    let site = transport.site();
    for model in models {
        if breaker.borrow().is_open(site, model, transport.now()) {
            continue;
        }
        let provider = provider::of(model.provider);
        let request = match provider.begin(model, key_of(model).as_deref(), question) {
            Beginning::Request(request) => request,
            Beginning::Written(pieces) => {
                for piece in pieces {
                    if cancel.is_cancelled() {
                        return Ended::Cancelled;
                    }
                    on_event(ModelEvent::Chunk(piece));
                }
                on_event(ModelEvent::Done(writer(model)));
                return Ended::Told;
            }
        };
        for attempt in 1..=TRIES {
            if cancel.is_cancelled() {
                return Ended::Cancelled;
            }
            let mut call = Call {
                transport,
                model,
                cancel,
                wrote_text: false,
            };
            let outcome = call.run(&request, on_event).await;
            if cancel.is_cancelled() {
                return Ended::Cancelled;
            }
            let wrote_text = call.wrote_text;
            let failed = outcome.as_ref().err().copied();
            if let Some(error) = failed {
                transport.failed(model, error, attempt);
            }
            breaker
                .borrow_mut()
                .record(site, model, failed, transport.now());
            match outcome {
                Ok(CallEnd::Done) => on_event(ModelEvent::Done(writer(model))),
                Ok(CallEnd::Person) => on_event(ModelEvent::AskedForPerson),
                Err(_) if wrote_text => {
                    on_event(ModelEvent::Failed {
                        wrote: Some(writer(model)),
                    });
                }
                Err(error) if error.is_passing() => continue,
                Err(_) => break,
            }
            return Ended::Told;
        }
    }
    Ended::NobodyAnswered
}

fn writer(model: &Model) -> Writer {
    Writer {
        provider: model.provider.as_str().to_owned(),
        model: model.name.clone(),
    }
}

enum CallEnd {
    Done,
    Person,
}

/// One request to one model.
struct Call<'a, T> {
    transport: &'a T,
    model: &'a Model,
    cancel: &'a Cancel,
    wrote_text: bool,
}

impl<T: Transport> Call<'_, T> {
    async fn run(
        &mut self,
        request: &ModelRequest,
        on_event: &mut dyn FnMut(ModelEvent),
    ) -> Result<CallEnd, CallError> {
        // The platform does not tell when it is connected, so the first token has both times.
        let first = self
            .model
            .connect_ms
            .saturating_add(self.model.first_token_ms);
        let patience = Patience::until(self.transport, self.transport.now().plus(first.into()));
        let (patience, cancel) = (&patience, self.cancel);
        let end = || async move {
            match select(pin!(patience.over()), pin!(cancel.cancelled())).await {
                Either::Left(_) => CallError::Timeout,
                Either::Right(_) => CallError::Connection,
            }
        };
        let mut ended = pin!(end());
        let mut body = sooner(pin!(self.transport.open(request)), ended.as_mut()).await??;
        let (mut decoder, mut heard_bytes) = (SseDecoder::new(EVENT_MAX_BYTES), 0);
        let mut waits_for_gap = false;
        loop {
            if self.wrote_text {
                patience.extend_to(self.transport.now().plus(self.model.gap_ms.into()));
                if !waits_for_gap {
                    // It may be shorter than what was left for the first token.
                    ended.set(end());
                    waits_for_gap = true;
                }
            }
            let Some(bytes) = sooner(body.next(), ended.as_mut()).await? else {
                return Err(CallError::CutOff);
            };
            let (bytes, mut events) = (bytes?, Vec::new());
            heard_bytes += bytes.len();
            if heard_bytes > STREAM_MAX_BYTES {
                return Err(CallError::Unfinished);
            }
            let pushed = decoder.push::<SseError>(&bytes, &mut |event| {
                events.extend(event.data);
                Ok(())
            });
            pushed.map_err(|_| CallError::Nonsense)?;
            for data in events {
                for heard in provider::of(self.model.provider).hear(&data) {
                    match heard {
                        Heard::Text(text) => {
                            self.wrote_text = true;
                            on_event(ModelEvent::Chunk(text));
                        }
                        Heard::Person => return Ok(CallEnd::Person),
                        Heard::End => return Ok(CallEnd::Done),
                        Heard::Unfinished => return Err(CallError::Unfinished),
                        Heard::Failure => return Err(CallError::Nonsense),
                    }
                    if self.cancel.is_cancelled() {
                        return Err(CallError::Connection);
                    }
                }
            }
        }
    }
}

/// The future's output, unless the call ends before it.
async fn sooner<F: Future + Unpin>(
    future: F,
    ended: Pin<&mut impl Future<Output = CallError>>,
) -> Result<F::Output, CallError> {
    match select(future, ended).await {
        Either::Left((output, _)) => Ok(output),
        Either::Right((error, _)) => Err(error),
    }
}

/// One time limit that moves on with what is heard. A timer of the platform costs more than the rest of
/// what a token costs here: it is set again only once it rang, for the time that was added meanwhile.
struct Patience<'a, T> {
    transport: &'a T,
    until: Cell<UnixMillis>,
}

impl<'a, T: Transport> Patience<'a, T> {
    fn until(transport: &'a T, until: UnixMillis) -> Self {
        Self {
            transport,
            until: Cell::new(until),
        }
    }

    fn extend_to(&self, until: UnixMillis) {
        self.until.set(until);
    }

    async fn over(&self) {
        loop {
            let until = self.until.get();
            let left = until.since(self.transport.now());
            self.transport
                .pause(u32::try_from(left).unwrap_or(u32::MAX))
                .await;
            if self.until.get() == until {
                return;
            }
        }
    }
}

#[cfg(test)]
#[path = "chain_tests.rs"]
mod tests;
