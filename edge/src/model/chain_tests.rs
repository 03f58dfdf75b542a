//! The chain, against servers that refuse, hang, lie and break off.

use super::super::wire::tests::{model, question};
use super::*;
use futures_util::FutureExt;
use futures_util::future::{LocalBoxFuture, pending, ready};
use futures_util::stream::{LocalBoxStream, iter};
use handrail_site::Provider;
use std::cell::RefCell;
use std::rc::Rc;
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
    /// Calls whose answer is waited for or read, and how many there were at once at most.
    open: Rc<Cell<usize>>,
    most_open: Cell<usize>,
    site: SiteId,
}

/// A call that is over when it is dropped, as a connection is.
struct OpenCall(Rc<Cell<usize>>);

impl Drop for OpenCall {
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
    }
}

impl Scripted {
    fn new(scripts: Vec<Script>) -> Self {
        Self {
            scripts: RefCell::new(scripts),
            failed: RefCell::default(),
            pauses: RefCell::default(),
            is_patient: Cell::default(),
            open: Rc::default(),
            most_open: Cell::default(),
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
        self.open.set(self.open.get() + 1);
        self.most_open
            .set(self.most_open.get().max(self.open.get()));
        let call = OpenCall(Rc::clone(&self.open));
        body.map(|opened| {
            opened.map(|pieces| {
                let held = pieces.map(move |piece| {
                    let _open = &call;
                    piece
                });
                held.boxed_local()
            })
        })
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
        &question(),
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
fn the_built_in_answerer_writes_where_the_models_before_it_failed() {
    let refusing = model(Provider::OpenaiCompatible, "http://127.0.0.1:9/v1");
    let built_in = super::super::extractive::entry();
    for (models, refusals) in [(vec![&built_in], 0), (vec![&refusing, &built_in], 2)] {
        let transport = Scripted::new(vec![Script::Refuse(CallError::Connection); refusals]);
        let mut events = Vec::new();
        let ended = ask(
            &transport,
            &models,
            &|_| None,
            &RefCell::default(),
            &question(),
            &Cancel::default(),
            &mut |event| events.push(event),
        )
        .now_or_never();
        assert_eq!(ended, Some(Ended::Told));
        // Nothing was found, so it has nothing to say, and says that it is done.
        let wrote = Writer {
            provider: "extractive".to_owned(),
            model: String::new(),
        };
        assert_eq!(events, [ModelEvent::Done(wrote)]);
        assert_eq!(transport.failed.borrow().len(), refusals);
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
            &question(),
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
    let (models, breaker, question, cancel) =
        ([&model], RefCell::default(), question(), Cancel::default());
    let mut ignore = |_| ();
    let mut asking = pin!(ask(
        &transport,
        &models,
        &|_| None,
        &breaker,
        &question,
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
fn a_try_that_timed_out_is_over_before_the_next_begins() {
    let transport = Scripted::new(vec![
        Script::HangBeforeHead,
        Script::StreamThenHang(vec![]),
        Script::Refuse(CallError::Status(503)),
        Script::Stream(vec![HELLO, END]),
    ]);
    let model = model(Provider::OpenaiCompatible, "http://127.0.0.1:9/v1");
    let ended = ask(
        &transport,
        &[&model, &model],
        &|_| None,
        &RefCell::default(),
        &question(),
        &Cancel::default(),
        &mut |_| (),
    )
    .now_or_never();
    assert_eq!(ended, Some(Ended::Told));
    assert_eq!((transport.most_open.get(), transport.open.get()), (1, 0));
}

#[test]
fn a_stream_that_does_not_end_is_given_up() {
    let comments: &'static str = Box::leak(": still here\n\n".repeat(10_000).into_boxed_str());
    let endless = vec![comments; STREAM_MAX_BYTES / comments.len() + 1];
    let (ended, events, left) = run(
        vec![Script::Stream(endless), Script::Stream(vec![HELLO, END])],
        1,
    );
    assert_eq!((ended, left), (Ended::NobodyAnswered, 1), "{events:?}");
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
        &question(),
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
        &question(),
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
