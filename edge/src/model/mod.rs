//! What writes answers: the site's chain of models, or the built-in answerer.
//!
//! For: one call per attempt of a turn, its pieces as they come, and exactly one end.
//! Not for: deciding whether to answer, checking what was written, or unmasking; those are the
//! conversation's.
//!
//! Invariants: a provider sees a [`Prompt`] (masked or published text) and nothing else; after
//! [`Cancel::cancel`] no event comes any more; an upstream's error body goes nowhere.

mod anthropic;
mod breaker;
mod chain;
pub(crate) mod extractive;
mod fetch;
mod openai;
mod provider;
mod wire;

use handrail_conversation::{Prompt, Question, Writer};
use handrail_protocol::SiteId;
use handrail_site::Model;
use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use worker::Env;

/// What comes of asking. The last one of a call is an end: anything but `Chunk`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ModelEvent {
    /// A piece of the answer, cut anywhere.
    Chunk(String),
    /// The model asked for a person, by its tool.
    AskedForPerson,
    /// The model came to its own end.
    Done(Writer),
    /// No model answered (`wrote` is none), or the one that did broke off.
    Failed { wrote: Option<Writer> },
}

/// Asks the chain: the site's models in their order, or the built-in answerer where it names none.
pub(crate) async fn answer(
    env: &Env,
    site: &SiteId,
    question: &Question,
    models: &[Model],
    cancel: &Cancel,
    on_event: &mut dyn FnMut(ModelEvent),
) {
    thread_local! {
        static BREAKER: Rc<RefCell<breaker::Breaker>> = Rc::default();
    }
    let built_in = extractive::entry();
    let asked: Vec<&Model> = match models {
        [] => vec![&built_in],
        models => models.iter().collect(),
    };
    let breaker = BREAKER.with(Rc::clone);
    let key_of = |model: &Model| crate::settings::secret(env, model.key_env.as_deref()?);
    let transport = fetch::WorkerTransport::new(env, site);
    let ended = chain::ask(
        &transport, &asked, &key_of, &breaker, question, cancel, on_event,
    )
    .await;
    match ended {
        chain::Ended::NobodyAnswered => on_event(ModelEvent::Failed { wrote: None }),
        chain::Ended::Told | chain::Ended::Cancelled => {}
    }
}

/// What a model reads, part by part: the very texts of the request, without its JSON.
pub(crate) fn prompt_text(prompt: &Prompt) -> String {
    let mut text = format!("[system]\n{}", wire::system_text(prompt).trim_end());
    for message in wire::messages(prompt) {
        let part = |name| {
            message
                .get(name)
                .and_then(serde_json::Value::as_str)
                .unwrap_or("")
        };
        text.push_str(&format!("\n\n[{}]\n{}", part("role"), part("content")));
    }
    text
}

/// Stops one call from outside it.
#[derive(Clone, Default)]
pub(crate) struct Cancel(Rc<CancelState>);

#[derive(Default)]
struct CancelState {
    cancelled: Cell<bool>,
    wakers: RefCell<Vec<Waker>>,
}

impl Cancel {
    /// From now on, no event any more.
    pub(crate) fn cancel(&self) {
        self.0.cancelled.set(true);
        let wakers = std::mem::take(&mut *self.0.wakers.borrow_mut());
        for waker in wakers {
            waker.wake();
        }
    }

    /// Was it cancelled?
    pub(crate) fn is_cancelled(&self) -> bool {
        self.0.cancelled.get()
    }

    /// Is it the same call's?
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }

    /// Ready once it is; to be selected against a fetch or a stream's next piece.
    pub(crate) fn cancelled(&self) -> Cancelled {
        Cancelled(self.clone())
    }
}

/// See [`Cancel::cancelled`].
pub(crate) struct Cancelled(Cancel);

impl Future for Cancelled {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if self.0.is_cancelled() {
            return Poll::Ready(());
        }
        let mut wakers = self.0.0.wakers.borrow_mut();
        if !wakers.iter().any(|waker| waker.will_wake(context.waker())) {
            wakers.push(context.waker().clone());
        }
        Poll::Pending
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;

    #[test]
    fn a_cancelled_call_wakes_whoever_waits() {
        let cancel = Cancel::default();
        let mut waiting = cancel.cancelled();
        assert!((&mut waiting).now_or_never().is_none());
        cancel.clone().cancel();
        assert!(cancel.is_cancelled());
        assert!(waiting.now_or_never().is_some());
    }
}
