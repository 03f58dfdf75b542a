//! What comes from the edge.

use super::{Link, Panel};
use crate::js::host::ToHost;
use crate::pure::outbox::Sending;
use gloo_timers::callback::Timeout;
use handrail_protocol::{AuthorKind, ErrorCode, Event, EventBody, Seq, ServerFrame};
use handrail_ui::answer::{Applied, LiveAnswer};
use handrail_ui::notice::{self, Urgency};
use handrail_ui::words::fill;
use leptos::prelude::*;

/// How long "is typing" stands after the last sign of it.
const TYPING_MILLIS: u32 = 5_000;

impl Panel {
    /// Takes a frame of the socket.
    pub(super) fn receive(self, frame: ServerFrame) {
        let inner = self.inner();
        match frame {
            ServerFrame::Welcome { seq, people, .. } => {
                if inner.silent_until.get().is_none() {
                    inner.silent_until.set(Some(seq));
                }
                self.set(|scene| scene.people = people);
                let socket = inner.socket.borrow().clone();
                if let Some(socket) = socket {
                    socket.settled();
                }
                self.flush();
            }
            ServerFrame::Event { event } => self.take_event(&event),
            ServerFrame::Ack { client_id, .. } => {
                self.set(|scene| scene.outbox.set(&client_id, Sending::Acked));
            }
            ServerFrame::Writing { .. } => self.writes(),
            ServerFrame::Delta {
                turn,
                attempt,
                offset,
                text,
            } => {
                self.writes();
                let (is_new, applied) = {
                    let mut live = inner.live.borrow_mut();
                    let is_new = live.turn() != turn;
                    (is_new, live.delta(turn, attempt, offset, &text))
                };
                match applied {
                    Applied::Grew => {
                        if is_new {
                            self.begin_answer();
                        }
                        let so_far = inner.live.borrow().text().to_owned();
                        self.announce(|announcer| announcer.grow(&so_far));
                        self.answer.set(so_far);
                    }
                    Applied::Gap => {
                        let seq = self.peek(|view| view.seq);
                        self.missing((turn, attempt, seq));
                    }
                    Applied::Nothing => {}
                }
            }
            ServerFrame::TurnReset { turn, attempt } => {
                self.change_answer(|live| live.reset(turn, attempt));
                self.begin_answer();
            }
            ServerFrame::Queue { position, people } => {
                let moved = self.set(|scene| {
                    scene.people = people;
                    scene.place.replace(position) != Some(position)
                });
                if moved {
                    let text = fill(self.words.queued, &[("n", &position.to_string())]);
                    self.status.say(text);
                }
            }
            ServerFrame::People { people } => self.set(|scene| scene.people = people),
            ServerFrame::Typing { author, name } => {
                if author != AuthorKind::Visitor {
                    self.is_typing(name.unwrap_or_else(|| self.words.label_person.to_owned()));
                }
            }
            ServerFrame::Error { error, client_id } => match client_id {
                Some(client_id) => self.refused(&client_id, error.code),
                None => {
                    // Until the hello is answered it is what was refused; the socket comes again.
                    let acted = self.peek_scene(|scene| scene.link) == Link::Online;
                    self.error(error.code, acted);
                }
            },
        }
    }

    /// Takes a durable event.
    pub(super) fn take_event(self, event: &Event) {
        let inner = self.inner();
        let last = self.peek(|view| view.seq);
        if event.seq > last.next() {
            self.missing((Default::default(), Default::default(), last));
            return;
        }
        if event.seq <= last {
            return;
        }
        if self.peek_scene(|scene| !scene.outbox.is_empty())
            && self.set(|scene| scene.outbox.seen(event))
        {
            self.keep_outbox();
        }
        let is_news = inner
            .silent_until
            .get()
            .is_none_or(|until| event.seq > until);
        self.end_live(event, is_news);
        let owner_before = self.owner_word();
        self.change(|view| view.apply(event));
        self.count_unread(event);
        let owner = self.owner_word();
        if owner != owner_before {
            if owner != "waiting" {
                self.set(|scene| scene.place = None);
            }
            inner.host.tell(&ToHost::Owner { owner });
        }
        if is_news {
            self.tell_news(event.seq);
        }
    }

    fn writes(self) {
        if self.peek_scene(|scene| !scene.is_writing) {
            self.set(|scene| scene.is_writing = true);
        }
    }

    /// The running answer ends with its final event, and a new turn begins from nothing.
    fn end_live(self, event: &Event, is_news: bool) {
        match &event.body {
            EventBody::TurnStarted { turn, attempt, .. } => {
                self.set(|scene| scene.is_writing = false);
                self.change_answer(|live| live.reset(*turn, *attempt));
                self.begin_answer();
                if is_news {
                    let name = self.ai_name();
                    self.status
                        .say(fill(self.words.working, &[("name", &name)]));
                }
            }
            EventBody::AssistantSaid { turn, text, .. } => {
                if is_news {
                    self.announce(|announcer| announcer.finish(text));
                }
                self.change_answer(|live| live.end(*turn));
            }
            EventBody::TurnStopped { turn, .. } | EventBody::TurnFailed { turn, .. } => {
                self.change_answer(|live| live.end(*turn));
            }
            EventBody::AgentSaid { .. } => self.set(|scene| scene.typing = None),
            _ => {}
        }
    }

    /// Tells the loader of others' messages that were not in view, on an earlier page too.
    fn count_unread(self, event: &Event) {
        let inner = self.inner();
        if inner.open.get() {
            self.saw(event.seq);
        } else if event.seq > inner.read.get()
            && matches!(
                event.body,
                EventBody::AssistantSaid { .. } | EventBody::AgentSaid { .. }
            )
        {
            let count = inner.unread.get() + 1;
            inner.unread.set(count);
            inner.host.tell(&ToHost::Unread { count });
        }
    }

    /// The conversation is in view up to here.
    pub(super) fn saw(self, seq: Seq) {
        let inner = self.inner();
        if seq > inner.read.get() {
            inner.read.set(seq);
            inner.kept.set_read(seq);
        }
    }

    /// Tells screen readers of something new.
    fn tell_news(self, seq: Seq) {
        use handrail_protocol::Entry;
        let ai = self.ai_name();
        let entry = self.peek(|view| {
            view.entries
                .last()
                .filter(|entry| entry.seq() == seq)
                .cloned()
        });
        match entry {
            Some(Entry::Message(message)) if message.author.kind != AuthorKind::Visitor => {
                if message.author.kind != AuthorKind::Ai {
                    let name = self.words.author(&message.author);
                    self.announce(|announcer| {
                        announcer.begin(&name);
                        announcer.finish(&message.text);
                    });
                }
                for aside in [
                    message.unsure.then_some(self.words.unsure),
                    (!message.withheld.is_empty()).then_some(self.words.withheld),
                ]
                .into_iter()
                .flatten()
                {
                    self.announce(|announcer| announcer.push(aside));
                }
            }
            Some(Entry::Notice { notice, .. }) => {
                let text = notice::text(&notice, self.words, &ai);
                match notice::urgency(&notice) {
                    _ if text.is_empty() => {}
                    Urgency::Polite => self.status.say(text),
                    Urgency::Assertive => self.alert.say(text),
                }
            }
            _ => {}
        }
    }

    fn change_answer(self, change: impl FnOnce(&mut LiveAnswer)) {
        let text = {
            let inner = self.inner();
            let mut live = inner.live.borrow_mut();
            change(&mut live);
            live.text().to_owned()
        };
        self.answer.set(text);
    }

    fn begin_answer(self) {
        let author = self
            .words
            .author(&handrail_protocol::Author::ai(self.ai_name()));
        self.announce(|announcer| announcer.begin(&author));
    }

    fn is_typing(self, name: String) {
        let inner = self.inner();
        let number = inner.typing_signs.get() + 1;
        inner.typing_signs.set(number);
        self.set(|scene| scene.typing = Some(name));
        Timeout::new(TYPING_MILLIS, move || {
            if inner.typing_signs.get() == number {
                self.set(|scene| scene.typing = None);
            }
        })
        .forget();
    }

    /// A piece is missing: ask for it once. If it is missing again, the final event will have it.
    fn missing(self, what: (handrail_protocol::TurnId, handrail_protocol::Attempt, Seq)) {
        let inner = self.inner();
        if inner.asked_again.replace(what) != what {
            self.ask_again();
        }
    }

    /// A refusal; `acted` when it is that of something the visitor did.
    pub(super) fn error(self, code: ErrorCode, acted: bool) {
        match code {
            ErrorCode::TokenExpired
            | ErrorCode::TokenRevoked
            | ErrorCode::Unauthorized
            | ErrorCode::Forbidden
            | ErrorCode::NotFound => self.forget_session(),
            _ if !acted => {}
            _ => {
                self.set(|scene| scene.outbox.asked_human = false);
                self.keep_outbox();
                // Two tabs may press the same button: then the events say how it stands.
                if !matches!(
                    code,
                    ErrorCode::NotPossibleNow | ErrorCode::Closed | ErrorCode::UnknownFrame
                ) {
                    self.tell_trouble(self.words.action_failed);
                }
            }
        }
    }

    /// Something did not work: shown until the visitor does something else, and told.
    pub(super) fn tell_trouble(self, text: &'static str) {
        self.set(|scene| scene.trouble = text);
        self.status.say(text);
    }

    pub(super) fn forget_trouble(self) {
        if self.peek_scene(|scene| !scene.trouble.is_empty()) {
            self.set(|scene| scene.trouble = "");
        }
    }
}
