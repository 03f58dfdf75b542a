//! What comes from the edge.

use super::{Connection, Panel};
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
                self.update_local(|local| local.people = people);
                let socket = inner.socket.borrow().clone();
                if let Some(socket) = socket {
                    socket.settled();
                }
                self.flush();
            }
            ServerFrame::Event { event } => self.take_event(&event),
            ServerFrame::Ack { client_id, .. } => {
                self.update_local(|local| local.outbox.set(&client_id, Sending::Acked));
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
                        let seq = self.with_view_untracked(|view| view.seq);
                        self.request_missing((turn, attempt, seq));
                    }
                    Applied::Nothing => {}
                }
            }
            ServerFrame::TurnReset { turn, attempt } => {
                self.change_answer(|live| live.reset(turn, attempt));
                self.begin_answer();
            }
            ServerFrame::Queue { position, people } => {
                let moved = self.update_local(|local| {
                    local.people = people;
                    local.place.replace(position) != Some(position)
                });
                if moved {
                    let text = fill(self.words.queued, &[("n", &position.to_string())]);
                    self.status.say(text);
                }
            }
            ServerFrame::People { people } => self.update_local(|local| local.people = people),
            ServerFrame::Typing { author, name } => {
                if author != AuthorKind::Visitor {
                    self.is_typing(name.unwrap_or_else(|| self.words.label_person.to_owned()));
                }
            }
            ServerFrame::Error { error, client_id } => match client_id {
                Some(client_id) => self.refused(&client_id, error.code),
                None => {
                    // Until the hello is answered it is what was refused; the socket comes again.
                    let acted =
                        self.with_local_untracked(|local| local.connection) == Connection::Online;
                    self.error(error.code, acted);
                }
            },
        }
    }

    /// Takes a durable event.
    pub(super) fn take_event(self, event: &Event) {
        let inner = self.inner();
        let last = self.with_view_untracked(|view| view.seq);
        if event.seq > last.next() {
            self.request_missing((Default::default(), Default::default(), last));
            return;
        }
        if event.seq <= last {
            return;
        }
        if self.with_local_untracked(|local| !local.outbox.is_empty())
            && self.update_local(|local| local.outbox.seen(event))
        {
            self.store_outbox();
        }
        let is_news = inner
            .silent_until
            .get()
            .is_none_or(|until| event.seq > until);
        self.end_live(event, is_news);
        let owner_before = self.owner_word();
        self.update_view(|view| view.apply(event));
        self.count_unread(event);
        let owner = self.owner_word();
        if owner != owner_before {
            if owner != "waiting" {
                self.update_local(|local| local.place = None);
            }
            inner.host.post(&ToHost::Owner { owner });
        }
        if is_news {
            self.announce_event(event.seq);
        }
    }

    fn writes(self) {
        if self.with_local_untracked(|local| !local.is_writing) {
            self.update_local(|local| local.is_writing = true);
        }
    }

    /// The running answer ends with its final event, and a new turn begins from nothing.
    fn end_live(self, event: &Event, is_news: bool) {
        match &event.body {
            EventBody::TurnStarted { turn, attempt, .. } => {
                self.update_local(|local| local.is_writing = false);
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
            EventBody::AgentSaid { .. } => self.update_local(|local| local.typing = None),
            _ => {}
        }
    }

    /// Counts messages of others that were not in view, on an earlier page too, for the loader.
    fn count_unread(self, event: &Event) {
        let inner = self.inner();
        if inner.open.get() {
            self.mark_read(event.seq);
        } else if event.seq > inner.read.get()
            && matches!(
                event.body,
                EventBody::AssistantSaid { .. } | EventBody::AgentSaid { .. }
            )
        {
            let count = inner.unread.get() + 1;
            inner.unread.set(count);
            inner.host.post(&ToHost::Unread { count });
        }
    }

    /// Marks the conversation as read up to here.
    pub(super) fn mark_read(self, seq: Seq) {
        let inner = self.inner();
        if seq > inner.read.get() {
            inner.read.set(seq);
            inner.storage.set_read(seq);
        }
    }

    /// Announces a new entry to screen readers.
    fn announce_event(self, seq: Seq) {
        use handrail_protocol::TranscriptEntry;
        let ai = self.ai_name();
        let entry = self.with_view_untracked(|view| {
            view.entries
                .last()
                .filter(|entry| entry.seq() == seq)
                .cloned()
        });
        match entry {
            Some(TranscriptEntry::Message(message))
                if message.author.kind != AuthorKind::Visitor =>
            {
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
            Some(TranscriptEntry::Notice { notice, .. }) => {
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
        self.update_local(|local| local.typing = Some(name));
        Timeout::new(TYPING_MILLIS, move || {
            if inner.typing_signs.get() == number {
                self.update_local(|local| local.typing = None);
            }
        })
        .forget();
    }

    /// Requests what is missing, once. If it is missing again, the final event will have it.
    fn request_missing(self, what: (handrail_protocol::TurnId, handrail_protocol::Attempt, Seq)) {
        let inner = self.inner();
        if inner.requested_missing.replace(what) != what {
            self.reconnect();
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
                self.update_local(|local| local.outbox.asked_human = false);
                self.store_outbox();
                // Two tabs may press the same button: then the events say how it stands.
                if !matches!(
                    code,
                    ErrorCode::NotPossibleNow | ErrorCode::Closed | ErrorCode::UnknownFrame
                ) {
                    self.show_error(self.words.action_failed);
                }
            }
        }
    }

    /// Shows an error until the visitor does something else, and announces it.
    pub(super) fn show_error(self, text: &'static str) {
        self.update_local(|local| local.error_text = text);
        self.status.say(text);
    }

    pub(super) fn clear_error(self) {
        if self.with_local_untracked(|local| !local.error_text.is_empty()) {
            self.update_local(|local| local.error_text = "");
        }
    }
}
