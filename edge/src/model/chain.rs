//! The chain: each model in order, with time-outs, one retry before the first token, and a breaker
//! that leaves a model alone after it failed several times.
//!
//! Once text came, the answer is that model's: when it breaks off, that is said, and no other model
//! goes on in its place. A stream without its own end mark was cut off.

use super::breaker::Breaker;
use super::wire::{self, Heard, ModelRequest};
use super::{Cancel, ModelEvent};
use futures_util::future::{Either, select};
use futures_util::stream::{Stream, StreamExt};
use handrail_conversation::{Prompt, Writer};
use handrail_protocol::{SiteId, UnixMillis};
use handrail_site::Model;
use std::cell::Cell;
use std::future::Future;
use std::pin::{Pin, pin};

/// Tries of one model before its first token.
const TRIES: u32 = 2;

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
    prompt: &Prompt,
    cancel: &Cancel,
    on_event: &mut dyn FnMut(ModelEvent),
) -> Ended {
    let site = transport.site();
    for model in models {
        if breaker.borrow().is_open(site, model, transport.now()) {
            continue;
        }
        let request = wire::request(model, key_of(model).as_deref(), prompt);
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
        let mut decoder = super::sse::SseDecoder::default();
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
            let events = decoder.push(&bytes?).map_err(|_| CallError::Nonsense)?;
            for data in events {
                for heard in wire::hear(self.model.provider, &data) {
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
mod tests {
    use super::super::wire::tests::{model, prompt};
    use super::*;
    use futures_util::FutureExt;
    use futures_util::future::{LocalBoxFuture, pending, ready};
    use futures_util::stream::{LocalBoxStream, iter};
    use handrail_site::Provider;
    use std::cell::RefCell;
    use std::task::{Context, Poll, Waker};

    /// What one request meets.
    #[derive(Clone)]
    enum Script {
        Refuse(CallError),
        HangBeforeHead,
        Stream(Vec<&'static str>),
        StreamThenHang(Vec<&'static str>),
        /// The first time is not over, then a piece comes, then nothing.
        LateThenHang(&'static str),
    }

    /// Answers requests by script; time passes at once where nothing else can happen.
    struct Scripted {
        scripts: RefCell<Vec<Script>>,
        failed: RefCell<Vec<(CallError, u32)>>,
        pauses: RefCell<Vec<u32>>,
        is_patient: Cell<bool>,
        site: SiteId,
    }

    impl Scripted {
        fn new(scripts: Vec<Script>) -> Self {
            Self {
                scripts: RefCell::new(scripts),
                failed: RefCell::default(),
                pauses: RefCell::default(),
                is_patient: Cell::default(),
                site: acme(),
            }
        }
    }

    impl Transport for Scripted {
        type Body = LocalBoxStream<'static, Result<Vec<u8>, CallError>>;

        fn site(&self) -> &SiteId {
            &self.site
        }

        fn open(&self, _: &ModelRequest) -> impl Future<Output = Result<Self::Body, CallError>> {
            let script = self.scripts.borrow_mut().remove(0);
            let pieces = |pieces: Vec<&'static str>| {
                iter(
                    pieces
                        .into_iter()
                        .map(|piece| Ok(piece.as_bytes().to_vec())),
                )
            };
            let body: LocalBoxFuture<'static, _> = match script {
                Script::Refuse(error) => ready(Err(error)).boxed_local(),
                Script::HangBeforeHead => pending().boxed_local(),
                Script::Stream(events) => ready(Ok(pieces(events).boxed_local())).boxed_local(),
                Script::StreamThenHang(events) => {
                    let hang = futures_util::stream::pending();
                    ready(Ok(pieces(events).chain(hang).boxed_local())).boxed_local()
                }
                Script::LateThenHang(piece) => {
                    self.is_patient.set(true);
                    let mut polls = 0;
                    let late = futures_util::stream::poll_fn(move |_| {
                        polls += 1;
                        match polls {
                            2 => Poll::Ready(Some(Ok(piece.as_bytes().to_vec()))),
                            _ => Poll::Pending,
                        }
                    });
                    ready(Ok(late.boxed_local())).boxed_local()
                }
            };
            body
        }

        fn failed(&self, _: &Model, error: CallError, attempt: u32) {
            self.failed.borrow_mut().push((error, attempt));
        }

        fn pause(&self, millis: u32) -> impl Future<Output = ()> {
            self.pauses.borrow_mut().push(millis);
            match self.is_patient.take() {
                true => pending().boxed_local(),
                false => ready(()).boxed_local(),
            }
        }

        fn now(&self) -> UnixMillis {
            UnixMillis(1)
        }
    }

    const HELLO: &str = "data: {\"choices\":[{\"delta\":{\"content\":\"Hello\"}}]}\n\n";
    const END: &str = "data: [DONE]\n\n";

    fn run(scripts: Vec<Script>, models: usize) -> (Ended, Vec<ModelEvent>, usize) {
        let transport = Scripted::new(scripts);
        let model = model(Provider::OpenaiCompatible, "http://127.0.0.1:9/v1");
        let models: Vec<&Model> = std::iter::repeat_n(&model, models).collect();
        let mut events = Vec::new();
        let ended = ask(
            &transport,
            &models,
            &|_| None,
            &RefCell::default(),
            &prompt(),
            &Cancel::default(),
            &mut |event| events.push(event),
        )
        .now_or_never()
        .expect("the script never waits");
        let left = transport.scripts.borrow().len();
        (ended, events, left)
    }

    fn acme() -> SiteId {
        SiteId::parse("acme").expect("valid")
    }

    fn hello() -> ModelEvent {
        ModelEvent::Chunk("Hello".to_owned())
    }

    fn some_model() -> Writer {
        Writer {
            provider: "openai_compatible".to_owned(),
            model: "some-model".to_owned(),
        }
    }

    #[test]
    fn a_whole_answer_ends_with_its_writer() {
        let (ended, events, _) = run(vec![Script::Stream(vec![HELLO, END])], 1);
        assert_eq!(ended, Ended::Told);
        assert_eq!(events, [hello(), ModelEvent::Done(some_model())]);
    }

    #[test]
    fn before_the_first_token_it_is_tried_once_more_and_then_the_next() {
        let down = || Script::Refuse(CallError::Status(503));
        let (ended, events, left) = run(
            vec![
                down(),
                down(),
                Script::HangBeforeHead,
                Script::Stream(vec![HELLO, END]),
            ],
            2,
        );
        assert_eq!((ended, left), (Ended::Told, 0));
        assert_eq!(events, [hello(), ModelEvent::Done(some_model())]);
    }

    #[test]
    fn the_first_token_and_each_next_one_have_limits_of_their_own() {
        let model = model(Provider::OpenaiCompatible, "http://127.0.0.1:9/v1");
        for (script, limit) in [
            (
                Script::HangBeforeHead,
                model.connect_ms + model.first_token_ms,
            ),
            (
                Script::StreamThenHang(vec![]),
                model.connect_ms + model.first_token_ms,
            ),
            (Script::StreamThenHang(vec![HELLO, HELLO]), model.gap_ms),
        ] {
            let transport = Scripted::new(vec![script.clone(), script]);
            ask(
                &transport,
                &[&model],
                &|_| None,
                &RefCell::default(),
                &prompt(),
                &Cancel::default(),
                &mut |_| (),
            )
            .now_or_never()
            .expect("the script never waits");
            assert_eq!(transport.pauses.borrow()[0], limit);
        }
    }

    #[test]
    fn the_limit_of_a_next_token_holds_although_the_first_ones_had_longer() {
        let model = model(Provider::OpenaiCompatible, "http://127.0.0.1:9/v1");
        let transport = Scripted::new(vec![Script::LateThenHang(HELLO)]);
        let (models, breaker, prompt, cancel) =
            ([&model], RefCell::default(), prompt(), Cancel::default());
        let mut ignore = |_| ();
        let mut asking = pin!(ask(
            &transport,
            &models,
            &|_| None,
            &breaker,
            &prompt,
            &cancel,
            &mut ignore,
        ));
        let mut context = Context::from_waker(Waker::noop());
        assert!(asking.as_mut().poll(&mut context).is_pending());
        assert_eq!(asking.as_mut().poll(&mut context), Poll::Ready(Ended::Told));
        let first = model.connect_ms + model.first_token_ms;
        assert_eq!(*transport.pauses.borrow(), [first, model.gap_ms]);
    }

    #[test]
    fn a_refused_key_is_not_tried_again() {
        let (ended, events, left) = run(
            vec![
                Script::Refuse(CallError::Status(401)),
                Script::Stream(vec![HELLO, END]),
            ],
            1,
        );
        assert_eq!((ended, left), (Ended::NobodyAnswered, 1));
        assert!(events.is_empty());
    }

    #[test]
    fn a_stream_without_its_end_was_cut_off() {
        let broken = ModelEvent::Failed {
            wrote: Some(some_model()),
        };
        for script in [
            Script::Stream(vec![HELLO]),
            Script::StreamThenHang(vec![HELLO]),
            Script::Stream(vec![HELLO, "data: <html>\n\n"]),
            Script::Stream(vec![HELLO, "data: {\"error\":{}}\n\n"]),
        ] {
            let (ended, events, _) = run(vec![script, Script::Stream(vec![HELLO, END])], 1);
            assert_eq!(ended, Ended::Told);
            assert_eq!(events, [hello(), broken.clone()]);
        }
    }

    #[test]
    fn an_answer_cut_by_length_or_filter_is_told_and_not_tried_again() {
        const CUT: &str = "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"length\"}]}\n\n";
        let (ended, events, left) = run(
            vec![
                Script::Stream(vec![CUT]),
                Script::Stream(vec![HELLO, CUT]),
                Script::Stream(vec![HELLO, END]),
            ],
            2,
        );
        let broken = ModelEvent::Failed {
            wrote: Some(some_model()),
        };
        assert_eq!((ended, left), (Ended::Told, 1));
        assert_eq!(events, [hello(), broken]);
    }

    #[test]
    fn every_call_that_fails_is_told_for_the_log() {
        let scripts = vec![
            Script::Refuse(CallError::Status(503)),
            Script::HangBeforeHead,
        ];
        let transport = Scripted::new(scripts);
        let model = model(Provider::OpenaiCompatible, "http://127.0.0.1:9/v1");
        let ended = ask(
            &transport,
            &[&model],
            &|_| None,
            &RefCell::default(),
            &prompt(),
            &Cancel::default(),
            &mut |_| {},
        )
        .now_or_never();
        assert_eq!(ended, Some(Ended::NobodyAnswered));
        let told = transport.failed.take();
        assert_eq!(told, [(CallError::Status(503), 1), (CallError::Timeout, 2)]);
    }

    #[test]
    fn nothing_comes_after_a_cancel() {
        let script = vec![Script::Stream(vec![HELLO, HELLO, END])];
        let transport = Scripted::new(script);
        let model = model(Provider::OpenaiCompatible, "http://127.0.0.1:9/v1");
        let cancel = Cancel::default();
        let mut events = Vec::new();
        let ended = ask(
            &transport,
            &[&model],
            &|_| None,
            &RefCell::default(),
            &prompt(),
            &cancel.clone(),
            &mut |event| {
                events.push(event);
                cancel.cancel();
            },
        )
        .now_or_never();
        assert_eq!(ended, Some(Ended::Cancelled));
        assert_eq!(events, [hello()]);
    }
}
