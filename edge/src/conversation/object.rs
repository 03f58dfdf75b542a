//! The Conversation object: a thin adapter around [`DurableConversation`]. One per conversation.
//!
//! It performs effects and feeds back what came of them; every decision is the conversation core's.
//! Sockets are in `sockets.rs`, calls that take time in `work.rs`. All of it runs on a [`Platform`], which
//! is one in memory in `object_tests.rs`.
//!
//! Invariants: no `RefCell` borrow lives across an `.await`; between taking an input in and writing
//! it there is none; an alarm never throws.

use crate::conversation::counts::Counts;
use crate::conversation::durable::{DurableConversation, Outcome};
use crate::conversation::opening::may_come_first;
use crate::conversation::sockets::Connection;
use crate::conversation::store::{ConversationStore, Load};
use crate::error::{Refusal, Result};
use crate::log::{Level, LogLine};
use crate::model::Cancel;
use crate::objects::conversation::{ConversationCall, Press, ToConversation, VisitorToken};
use crate::objects::{self, Raw};
use crate::outgoing::outbox::Target;
use crate::runtime::{ObjectPlatform, Platform, Socket as _};
use crate::sandbox::trace::Note;
use futures_channel::oneshot;
use futures_util::future::{Either, select};
use handrail_conversation::{Input, Reply};
use handrail_protocol::{AgentCard, Attempt, ErrorCode, Reader, Seq, TurnId, UnixMillis};
use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};
use std::pin::pin;
use std::rc::Rc;
use worker::{
    DurableObject, Env, Request, Response, State, WebSocket, WebSocketIncomingMessage,
    durable_object,
};

/// After a failure that may pass, the alarm looks again so much later.
const LOOK_AGAIN_MILLIS: u64 = 30_000;

/// One conversation.
#[durable_object]
pub struct Conversation {
    object: Rc<ConversationObject<ObjectPlatform>>,
}

/// What the handlers and the work they started share.
pub(crate) struct ConversationObject<P: Platform> {
    pub(crate) platform: P,
    pub(crate) store: Rc<ConversationStore<P::Sql>>,
    pub(crate) durable: RefCell<Option<DurableConversation<P::Sql>>>,
    /// Model calls under way.
    pub(crate) calls: RefCell<HashMap<TurnId, Cancel>>,
    /// Open connections that said hello, so that not every frame reads all attachments.
    pub(crate) connected: RefCell<Option<Vec<Connection<P::Socket>>>>,
    pub(crate) notes: RefCell<Vec<(UnixMillis, Note)>>,
    pub(crate) delivering: RefCell<HashSet<Target>>,
    pub(crate) is_tracing: Cell<bool>,
    /// A step is being written; what comes of work meanwhile is late.
    is_feeding: Cell<bool>,
    late: RefCell<Vec<(Load, Input)>>,
    waiters: RefCell<Vec<oneshot::Sender<()>>>,
    /// A turn whose step was refused when it was to be written.
    pub(crate) refused_turn: Cell<Option<(TurnId, Attempt)>>,
    pub(crate) counts: Counts,
    /// The page a visitor went to before the conversation began.
    pub(crate) page_before: RefCell<Option<String>>,
    /// Until then the desk is not waited for: it did not answer in time.
    pub(crate) desk_is_slow_until: Cell<UnixMillis>,
    pub(crate) agents_checked: Cell<UnixMillis>,
    pub(crate) rules_looked_up: Cell<UnixMillis>,
    pub(crate) people_asked: Cell<UnixMillis>,
}

impl DurableObject for Conversation {
    fn new(state: State, env: Env) -> Self {
        let platform = ObjectPlatform::new(state, env);
        Self {
            object: ConversationObject::new(platform),
        }
    }

    async fn fetch(&self, mut request: Request) -> worker::Result<Response> {
        if request.headers().has("upgrade")? {
            return match self.object.accept(&request) {
                Ok(response) => Ok(response),
                Err(refusal) => refusal.response(""),
            };
        }
        let answer = match objects::read(&mut request).await {
            Ok(call) => self.object.take(call).await,
            Err(refusal) => Err(refusal),
        };
        objects::answer(answer)
    }

    async fn alarm(&self) -> worker::Result<Response> {
        self.object.alarm().await;
        Response::empty()
    }

    async fn websocket_message(
        &self,
        socket: WebSocket,
        message: WebSocketIncomingMessage,
    ) -> worker::Result<()> {
        let text = match message {
            WebSocketIncomingMessage::String(text) => Some(text),
            WebSocketIncomingMessage::Binary(_) => None,
        };
        self.object.hear(&socket, text).await;
        Ok(())
    }

    async fn websocket_close(
        &self,
        socket: WebSocket,
        _: usize,
        _: String,
        _: bool,
    ) -> worker::Result<()> {
        self.object.forget_connections();
        let _ = socket.close(Some(1000), Some("bye"));
        Ok(())
    }

    async fn websocket_error(&self, _: WebSocket, _: worker::Error) -> worker::Result<()> {
        self.object.forget_connections();
        Ok(())
    }
}

impl<P: Platform> ConversationObject<P> {
    /// Of this object; nothing is loaded yet.
    pub(crate) fn new(platform: P) -> Rc<Self> {
        Rc::new(Self {
            store: Rc::new(ConversationStore::new(platform.sql())),
            platform,
            durable: RefCell::default(),
            calls: RefCell::default(),
            connected: RefCell::default(),
            notes: RefCell::default(),
            delivering: RefCell::default(),
            is_tracing: Cell::default(),
            is_feeding: Cell::default(),
            late: RefCell::default(),
            waiters: RefCell::default(),
            refused_turn: Cell::default(),
            counts: Counts::default(),
            page_before: RefCell::default(),
            desk_is_slow_until: Cell::default(),
            agents_checked: Cell::default(),
            rules_looked_up: Cell::default(),
            people_asked: Cell::default(),
        })
    }

    /// The alarm rang.
    pub(crate) async fn alarm(self: &Rc<Self>) {
        self.store.rang();
        if let Err(refusal) = self.ring().await {
            LogLine::new(Level::Warn, "alarm")
                .word("place", refusal.place.unwrap_or(""))
                .code(refusal.code())
                .write();
            let now = self.platform.now();
            let _ = self.store.wake_at(now.plus(LOOK_AGAIN_MILLIS), now);
        }
    }

    /// Answers a call.
    pub(crate) async fn take(self: &Rc<Self>, call: ToConversation) -> Result<Raw> {
        let ToConversation {
            conversation,
            token,
            call,
        } = call;
        if let ConversationCall::Cut | ConversationCall::Erase = call {
            self.cut();
            if let ConversationCall::Erase = call {
                self.platform.delete_all().await?;
                self.store.forget();
            }
            return objects::raw(&());
        }
        if let ConversationCall::Rewrap = call {
            return self.rewrap(&conversation);
        }
        self.ensure_loaded(&conversation).await?;
        if !self.has_begun()? && !may_come_first(&call, token.as_ref()) {
            return Err(ErrorCode::NotFound.into());
        }
        self.check_token(token.as_ref())?;
        self.answer(call, token).await
    }

    async fn answer(
        self: &Rc<Self>,
        call: ConversationCall,
        token: Option<VisitorToken>,
    ) -> Result<Raw> {
        match call {
            ConversationCall::Say { client_id, text } => {
                self.count_message()?;
                let said = Input::VisitorSaid { client_id, text };
                acked(self.feed_visitors(said, token.as_ref())?)
            }
            ConversationCall::Press(press) => {
                let input = pressed(press);
                if !matches!(input, Input::HumanRequested) {
                    self.count_frame(None)?;
                }
                self.count_press(&input)?;
                taken_in(self.feed_visitors(input, token.as_ref())?)
            }
            ConversationCall::Events {
                reader,
                after,
                wait_seconds,
            } => {
                self.counts.read(reader, self.platform.now())?;
                self.events(reader, after, wait_seconds, token).await
            }
            ConversationCall::Take { agent, epoch } => {
                match self.feed(Input::AgentTook { agent, epoch })? {
                    Reply::Taken(taken) => objects::raw(&taken),
                    other => refused(other),
                }
            }
            ConversationCall::AgentSay {
                agent,
                client_id,
                text,
            } => self.said(Input::AgentSaid {
                agent,
                client_id,
                text,
            }),
            ConversationCall::Note {
                agent,
                client_id,
                text,
            } => self.said(Input::AgentNoted {
                agent,
                client_id,
                text,
            }),
            ConversationCall::Reveal {
                agent,
                role,
                placeholder,
                reason,
            } => {
                match self.feed(Input::RevealAsked {
                    agent,
                    role,
                    placeholder,
                    reason,
                })? {
                    Reply::Value(value) => objects::raw(&value),
                    other => refused(other),
                }
            }
            ConversationCall::HandBack { agent } => self.done(Input::HandedBack { agent }),
            ConversationCall::Resolve { agent } => self.done(Input::Resolved { agent }),
            ConversationCall::LeaseLapsed { agent } => self.done(Input::AgentLeaseLapsed { agent }),
            ConversationCall::Place(place) => {
                self.send(Reader::Visitor, &place.frame());
                objects::raw(&())
            }
            ConversationCall::Revoke => {
                let mut durable = self.durable.borrow_mut();
                durable
                    .as_mut()
                    .ok_or(NOT_LOADED)?
                    .revoke(self.platform.now())?;
                drop(durable);
                self.shut_out();
                objects::raw(&())
            }
            ConversationCall::Rewrap | ConversationCall::Cut | ConversationCall::Erase => {
                objects::raw(&())
            }
        }
    }

    fn done(self: &Rc<Self>, input: Input) -> Result<Raw> {
        taken_in(self.feed(input)?)
    }

    fn said(self: &Rc<Self>, input: Input) -> Result<Raw> {
        acked(self.feed(input)?)
    }

    async fn events(
        &self,
        reader: Reader,
        after: Seq,
        wait_seconds: u32,
        token: Option<VisitorToken>,
    ) -> Result<Raw> {
        let page = self.with_conversation(|durable| durable.events(reader, after))?;
        if !page.events.is_empty() || wait_seconds == 0 {
            return objects::raw(&page);
        }
        let (news, heard) = oneshot::channel();
        self.waiters.borrow_mut().push(news);
        let patience = pin!(self.platform.sleep(u64::from(wait_seconds) * 1_000));
        match select(heard, patience).await {
            Either::Left(_) | Either::Right(_) => {}
        }
        self.waiters
            .borrow_mut()
            .retain(|waiter| !waiter.is_canceled());
        self.check_token(token.as_ref())?;
        objects::raw(&self.with_conversation(|durable| durable.events(reader, after))?)
    }

    async fn ring(self: &Rc<Self>) -> Result<()> {
        let Some(id) = self.store.id()? else {
            return Ok(());
        };
        if self.is_stopped(&id).await? {
            let now = self.platform.now();
            return Ok(self.store.wake_at(now.plus(LOOK_AGAIN_MILLIS), now)?);
        }
        self.ensure_loaded(&id).await?;
        self.feed(Input::Tick)?;
        self.deliver();
        let now = self.platform.now();
        let deadline =
            self.with_conversation(|durable| Ok(durable.conversation().poll_timeout()))?;
        let next = [deadline, self.store.next_parcel()?]
            .into_iter()
            .flatten()
            .min();
        if let Some(next) = next {
            // What is due now is being delivered; should that die, the alarm looks again.
            let soonest = now.plus(crate::outgoing::outbox::FIRST_PAUSE_MILLIS);
            let due = if deadline == Some(next) {
                next.max(now.plus(1))
            } else {
                next.max(soonest)
            };
            self.store.wake_at(due, now)?;
        }
        Ok(())
    }

    /// Takes in what happened and does what follows.
    pub(crate) fn feed(self: &Rc<Self>, input: Input) -> Result<Reply> {
        self.feed_from(None, input)
    }

    fn feed_from(self: &Rc<Self>, work_of: Option<Load>, input: Input) -> Result<Reply> {
        let settings = self.platform.settings()?;
        let now = self.platform.now();
        let outcome = {
            let mut durable = self.durable.borrow_mut();
            let durable = durable.as_mut().ok_or(NOT_LOADED)?;
            if work_of.is_some_and(|load| !durable.awaits(load)) {
                return Ok(Reply::Done);
            }
            let (site, load) = (Rc::clone(durable.site()), durable.load_number());
            let mut begin = |work| self.begin(&site, load, work);
            self.is_feeding.set(true);
            let turn = turn_of(&input);
            let outcome = durable.feed(
                input,
                now,
                &settings.vault_keys,
                &|bytes: &mut [u8]| self.platform.fill(bytes),
                &mut begin,
            );
            self.is_feeding.set(false);
            outcome.map_err(|refusal| (refusal, turn))
        };
        match outcome {
            Ok(outcome) => {
                let reply = self.perform(outcome, now);
                for (load, input) in self.late.take() {
                    let _ = self.feed_from(Some(load), input);
                }
                Ok(reply)
            }
            Err((refusal, turn)) => {
                self.late.take();
                LogLine::new(Level::Error, "write refused")
                    .code(refusal.code())
                    .write();
                self.unload();
                if turn.is_some() {
                    self.refused_turn.set(turn);
                    self.load_soon();
                }
                Err(refusal)
            }
        }
    }

    /// Takes in what came of work, by the loading that began it. Work that is done before the step that
    /// began it is written waits for its end.
    pub(crate) fn feed_back(self: &Rc<Self>, load: Load, input: Input) {
        if self.is_feeding.get() {
            self.late.borrow_mut().push((load, input));
        } else {
            // What failed is logged; whoever is left waiting is helped by the turn's deadline.
            let _ = self.feed_from(Some(load), input);
        }
    }

    fn perform(self: &Rc<Self>, outcome: Outcome, now: UnixMillis) -> Reply {
        for (reader, frame) in &outcome.frames {
            self.send(*reader, frame);
        }
        if outcome.has_news {
            self.wake_waiters();
        }
        if outcome.has_parcels {
            self.deliver();
        }
        self.trace(outcome.notes, now);
        outcome.reply
    }

    /// Whoever waits for news looks again.
    pub(crate) fn wake_waiters(&self) {
        for waiter in self.waiters.take() {
            let _ = waiter.send(());
        }
    }

    /// Counts a visitor's message; refuses when there are too many.
    pub(crate) fn count_message(&self) -> Result<()> {
        let per_minute = self.platform.settings()?.messages_per_minute;
        self.counts.message(per_minute, self.platform.now())
    }

    /// Counts it for the address it comes from as well.
    pub(crate) fn count_message_from(&self, from: &str) -> Result<()> {
        let per_minute = self.platform.settings()?.messages_per_minute;
        Counts::message_from(from, per_minute, self.platform.now())
    }

    /// Counts what a visitor presses.
    pub(crate) fn count_press(&self, input: &Input) -> Result<()> {
        let per_minute = self.platform.settings()?.messages_per_minute;
        self.counts.press(input, per_minute, self.platform.now())
    }

    /// Counts anything else that a visitor (`None`) or an agent sends.
    pub(crate) fn count_frame(&self, agent: Option<&AgentCard>) -> Result<()> {
        let per_minute = self.platform.settings()?.messages_per_minute;
        self.counts.frame(agent, per_minute, self.platform.now())
    }

    /// Reads the conversation.
    pub(crate) fn with_conversation<T>(
        &self,
        read: impl FnOnce(&DurableConversation<P::Sql>) -> Result<T>,
    ) -> Result<T> {
        read(self.durable.borrow().as_ref().ok_or(NOT_LOADED)?)
    }

    fn cut(&self) {
        self.unload();
        self.waiters.take();
        for socket in self.platform.sockets() {
            socket.close(1012, "stopped");
        }
        self.forget_connections();
    }
}

/// The turn that an input is about, where it comes of the turn's own work.
fn turn_of(input: &Input) -> Option<(TurnId, Attempt)> {
    match input {
        Input::PassagesFound { turn, attempt, .. }
        | Input::SearchFailed { turn, attempt }
        | Input::ModelChunk { turn, attempt, .. }
        | Input::ModelAskedForPerson { turn, attempt }
        | Input::ModelDone { turn, attempt, .. }
        | Input::ModelFailed { turn, attempt, .. } => Some((*turn, *attempt)),
        _ => None,
    }
}

/// The caller loads the conversation first.
const NOT_LOADED: NotLoaded = NotLoaded;

struct NotLoaded;

impl From<NotLoaded> for Refusal {
    fn from(_: NotLoaded) -> Self {
        Refusal::internal("conversation is not loaded")
    }
}

fn taken_in(reply: Reply) -> Result<Raw> {
    match reply {
        Reply::Refused { error, .. } => Err(error.into()),
        _ => objects::raw(&()),
    }
}

fn acked(reply: Reply) -> Result<Raw> {
    match reply {
        Reply::Ack { said, .. } => objects::raw(&said),
        other => refused(other),
    }
}

fn refused(reply: Reply) -> Result<Raw> {
    match reply {
        Reply::Refused { error, .. } => Err(error.into()),
        _ => Err(Refusal::internal("no answer came of a call")),
    }
}

/// What a press means to the conversation.
pub(crate) fn pressed(press: Press) -> Input {
    match press {
        Press::Human => Input::HumanRequested,
        Press::Stop => Input::Stop,
        Press::Retry => Input::Retry,
        Press::DeclineOffer => Input::OfferDeclined,
        Press::LeaveQueue => Input::QueueLeft,
        Press::InviteAi => Input::AiInvited,
        Press::Consent { version, accepted } => Input::Consented { version, accepted },
        Press::Contact { email } => Input::ContactLeft { email },
    }
}

#[cfg(test)]
#[path = "object_tests.rs"]
mod tests;
