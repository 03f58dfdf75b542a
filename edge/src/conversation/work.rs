//! What a conversation starts and does not wait for: searches, model calls, the trace. Deliveries are in
//! `deliveries.rs`.
//!
//! Each runs beside other events of the object and feeds back what came of it; what came too late
//! is told by its turn and attempt.

use crate::conversation::object::ConversationObject;
use crate::conversation::store::Load;
use crate::error::Result;
use crate::knowledge::index::{self, KnowledgeCall, SearchAnswer};
use crate::log::{Level, LogLine};
use crate::model::{Cancel, ModelEvent};
use crate::objects;
use crate::runtime::Platform;
use crate::sandbox::scripted;
use crate::sandbox::store::{ModelMode, SandboxCall, Switches};
use crate::sandbox::trace::Note;
use crate::site::cache::LoadedSite;
use handrail_conversation::{Input, Question, Work};
use handrail_mask::Masked;
use handrail_protocol::{Attempt, ConversationId, SiteId, TurnId, UnixMillis};
use serde::de::IgnoredAny;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Waker};

/// A search that failed is tried once more, so much later.
const SEARCH_AGAIN_MILLIS: u64 = 20;

impl<P: Platform> ConversationObject<P> {
    /// Begins one piece of work right now: a call that is made before the write does not wait for
    /// the disk. The conversation is being written meanwhile and must not be touched.
    pub(crate) fn begin(self: &Rc<Self>, site: &Rc<LoadedSite>, load: Load, work: Work) {
        let (object, site) = (Rc::clone(self), Rc::clone(site));
        let mut working: Pin<Box<dyn Future<Output = ()>>> = match work {
            Work::Search {
                turn,
                attempt,
                query,
                locale,
            } => Box::pin(async move {
                let found = object.search(site, turn, attempt, query, locale).await;
                object.feed_back(load, found);
            }),
            Work::Ask(question) => {
                let cancel = Cancel::default();
                let mut calls = self.calls.borrow_mut();
                if let Some(before) = calls.insert(question.turn, cancel.clone()) {
                    before.cancel();
                }
                Box::pin(async move { object.ask(site, load, &question, cancel).await })
            }
            Work::StopModel { turn } => {
                if let Some(call) = self.calls.borrow_mut().remove(&turn) {
                    call.cancel();
                }
                return;
            }
        };
        // The first poll makes the call; whoever is woken polls again.
        let mut context = Context::from_waker(Waker::noop());
        if working.as_mut().poll(&mut context).is_pending() {
            self.platform.spawn(working);
        }
    }

    async fn search(
        self: &Rc<Self>,
        site: Rc<LoadedSite>,
        turn: TurnId,
        attempt: Attempt,
        query: Masked,
        locale: String,
    ) -> Input {
        let name = index::object_name(&site.knowledge);
        let call = KnowledgeCall::Search {
            query: query.as_str().to_owned(),
            locale,
        };
        let search = || self.platform.ask(objects::KNOWLEDGE, &name, &call);
        let mut answer: Result<SearchAnswer> = search().await;
        if answer.is_err() {
            self.platform.sleep(SEARCH_AGAIN_MILLIS).await;
            answer = search().await;
        }
        match answer {
            Ok(answer) => Input::PassagesFound {
                turn,
                attempt,
                passages: answer.into_ranked(),
            },
            Err(refusal) => {
                LogLine::new(Level::Error, "search failed")
                    .code(refusal.code())
                    .write();
                Input::SearchFailed { turn, attempt }
            }
        }
    }

    async fn ask(
        self: &Rc<Self>,
        site: Rc<LoadedSite>,
        load: Load,
        question: &Question,
        cancel: Cancel,
    ) {
        let (turn, attempt) = (question.turn, question.attempt);
        let mode = if site.is_sandbox {
            self.switches(&site.id)
                .await
                .map_or(ModelMode::Normal, |switches| switches.model)
        } else {
            ModelMode::Normal
        };
        let mut has_ended = false;
        let mut on_event = |event: ModelEvent| {
            if has_ended || cancel.is_cancelled() {
                return;
            }
            let input = match event {
                ModelEvent::Chunk(text) => Input::ModelChunk {
                    turn,
                    attempt,
                    text,
                },
                end => {
                    has_ended = true;
                    match end {
                        ModelEvent::AskedForPerson => Input::ModelAskedForPerson { turn, attempt },
                        ModelEvent::Done(wrote) => Input::ModelDone {
                            turn,
                            attempt,
                            wrote,
                        },
                        ModelEvent::Failed { wrote } => Input::ModelFailed {
                            turn,
                            attempt,
                            wrote,
                        },
                        ModelEvent::Chunk(_) => return,
                    }
                }
            };
            self.feed_back(load, input);
        };
        match mode {
            ModelMode::Normal => {
                let models = &site.file.model;
                self.platform
                    .ask_models(&site.id, question, models, &cancel, &mut on_event)
                    .await;
            }
            mode => scripted::answer(mode, question, &cancel, &mut on_event).await,
        }
        if !has_ended && !cancel.is_cancelled() {
            // A provider that ends without saying so has failed.
            self.feed_back(
                load,
                Input::ModelFailed {
                    turn,
                    attempt,
                    wrote: None,
                },
            );
        }
        let mut calls = self.calls.borrow_mut();
        if calls.get(&turn).is_some_and(|call| call.is_same(&cancel)) {
            calls.remove(&turn);
        }
    }

    /// Hands notes to the sandbox, in order.
    pub(crate) fn trace(self: &Rc<Self>, notes: Vec<Note>, now: UnixMillis) {
        if notes.is_empty() {
            return;
        }
        self.notes
            .borrow_mut()
            .extend(notes.into_iter().map(|note| (now, note)));
        if self.is_tracing.replace(true) {
            return;
        }
        let object = Rc::clone(self);
        self.platform.spawn(Box::pin(async move {
            loop {
                let notes = object.notes.take();
                let Some(id) = object
                    .store
                    .id()
                    .ok()
                    .flatten()
                    .filter(|_| !notes.is_empty())
                else {
                    break;
                };
                let site = id.site();
                let call = SandboxCall::Trace {
                    conversation: id,
                    notes,
                };
                // A trace that is lost is a trace that is lost: nothing rests on it.
                let _ = objects::ask::<_, IgnoredAny>(
                    &object.platform,
                    "SANDBOX",
                    site.as_str(),
                    &call,
                )
                .await;
            }
            object.is_tracing.set(false);
        }));
    }

    /// The switches of a visit to the sandbox.
    pub(crate) async fn switches(&self, site: &SiteId) -> Result<Switches> {
        objects::ask(
            &self.platform,
            "SANDBOX",
            site.as_str(),
            &SandboxCall::Switches,
        )
        .await
    }

    /// Is the server "stopped" for this visit to the sandbox?
    pub(crate) async fn is_stopped(&self, id: &ConversationId) -> Result<bool> {
        let settings = self.platform.settings()?;
        if !settings.is_demo() || !settings.token_key.made_sandbox(&id.site()) {
            return Ok(false);
        }
        Ok(self.switches(&id.site()).await?.is_stopped())
    }
}
