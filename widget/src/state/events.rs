//! What comes from the edge.

use super::Panel;
use crate::js::host::ToHost;
use crate::pure::outbox::Sending;
use gloo_timers::callback::Timeout;
use handrail_protocol::{AuthorKind, ErrorCode, Event, EventBody, Seq, ServerFrame, WorkPhase};
use handrail_ui::answer::Applied;
use handrail_ui::notice::{self, Urgency};
use handrail_ui::words::fill;
use leptos::prelude::*;

/// How long "is typing" stands after the last sign of it.
const TYPING_MILLIS: u32 = 5_000;

impl Panel {
    /// Takes a frame of the socket.
    pub(super) fn receive(self, frame: ServerFrame) {
        let Some(inner) = self.inner.try_get_value() else {
            return;
        };
        match frame {
            ServerFrame::Welcome { seq, people, .. } => {
                if inner.silent_until.get().is_none() {
                    inner.silent_until.set(Some(seq));
                }
                self.people.set(people);
                let socket = inner.socket.borrow().clone();
                if let Some(socket) = socket {
                    socket.settled();
                }
                self.flush();
            }
            ServerFrame::Event { event } => self.take_event(&event),
            ServerFrame::Ack { client_id, .. } => {
                self.outbox
                    .update(|outbox| outbox.set(&client_id, Sending::Acked));
            }
            ServerFrame::Working { phase, .. } => self.phase.set(phase),
            ServerFrame::Delta {
                turn,
                attempt,
                offset,
                text,
            } => {
                self.phase.set(WorkPhase::Writing);
                let before = self.live.with_untracked(|live| live.turn());
                let applied = self
                    .live
                    .try_update(|live| live.delta(turn, attempt, offset, &text));
                match applied {
                    Some(Applied::Grew) => {
                        if before != turn {
                            self.begin_answer();
                        }
                        let so_far = self.live.with_untracked(|live| live.text().to_owned());
                        self.announce(|announcer| announcer.grow(&so_far));
                    }
                    Some(Applied::Gap) => {
                        let seq = self.view.with_untracked(|view| view.seq);
                        self.missing((turn, attempt, seq));
                    }
                    Some(Applied::Nothing) | None => {}
                }
            }
            ServerFrame::TurnReset { turn, attempt } => {
                self.live.update(|live| live.reset(turn, attempt));
                self.begin_answer();
            }
            ServerFrame::Queue { position, people } => {
                self.people.set(people);
                if self.place.get_untracked() != Some(position) {
                    self.place.set(Some(position));
                    let text = fill(self.words.queued, &[("n", &position.to_string())]);
                    self.status.say(text);
                }
            }
            ServerFrame::People { people } => self.people.set(people),
            ServerFrame::Typing { author, name } => {
                if author != AuthorKind::Visitor {
                    self.is_typing(name.unwrap_or_else(|| self.words.label_person.to_owned()));
                }
            }
            ServerFrame::Error { error, client_id } => match client_id {
                Some(client_id) => self.refused(&client_id, error.code),
                None => self.error(error.code),
            },
        }
    }

    /// Takes a durable event.
    pub(super) fn take_event(self, event: &Event) {
        let Some(inner) = self.inner.try_get_value() else {
            return;
        };
        let last = self.view.with_untracked(|view| view.seq);
        if event.seq > last.next() {
            self.missing((Default::default(), Default::default(), last));
            return;
        }
        if event.seq <= last {
            return;
        }
        if self.outbox.with_untracked(|outbox| !outbox.is_empty())
            && self.outbox.try_update(|outbox| outbox.seen(event)) == Some(true)
        {
            self.keep_outbox();
        }
        let is_news = inner
            .silent_until
            .get()
            .is_none_or(|until| event.seq > until);
        self.end_live(event, is_news);
        let owner_before = self
            .view
            .with_untracked(|view| Self::owner_word(&view.owner));
        self.view.update(|view| {
            view.apply(event);
        });
        let owner = self
            .view
            .with_untracked(|view| Self::owner_word(&view.owner));
        if owner != owner_before {
            if owner != "waiting" {
                self.place.set(None);
            }
            inner.host.tell(&ToHost::Owner { owner });
        }
        if is_news {
            self.tell_news(event.seq);
        }
    }

    /// The running answer ends with its final event, and a new turn begins from nothing.
    fn end_live(self, event: &Event, is_news: bool) {
        match &event.body {
            EventBody::TurnStarted { turn, attempt, .. } => {
                self.phase.set(WorkPhase::Searching);
                self.live.update(|live| live.reset(*turn, *attempt));
                self.begin_answer();
            }
            EventBody::AssistantSaid { turn, text, .. } => {
                if is_news {
                    self.announce(|announcer| announcer.finish(text));
                }
                self.live.update(|live| live.end(*turn));
            }
            EventBody::TurnStopped { turn, .. } | EventBody::TurnFailed { turn, .. } => {
                self.live.update(|live| live.end(*turn));
            }
            EventBody::AgentSaid { .. } => self.typing.set(None),
            _ => {}
        }
    }

    /// Tells screen readers and the loader of something new.
    fn tell_news(self, seq: Seq) {
        use handrail_protocol::Entry;
        let ai = self.ai_name();
        let entry = self.view.with_untracked(|view| {
            view.entries
                .last()
                .filter(|entry| entry.seq() == seq)
                .cloned()
        });
        match entry {
            Some(Entry::Message(message)) if message.author.kind != AuthorKind::Visitor => {
                if message.author.kind == AuthorKind::Person {
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
                if !self.open.get_value() {
                    self.unread.update(|count| *count += 1);
                    let count = self.unread.get_untracked();
                    self.inner().host.tell(&ToHost::Unread { count });
                }
            }
            Some(Entry::Notice { notice, .. }) => {
                let text = notice::text(&notice, self.words, &ai);
                match notice::urgency(&notice) {
                    Urgency::Polite => self.status.say(text),
                    Urgency::Assertive => self.alert.say(text),
                }
            }
            _ => {}
        }
    }

    fn begin_answer(self) {
        let author = self
            .words
            .author(&handrail_protocol::Author::ai(self.ai_name()));
        self.announce(|announcer| announcer.begin(&author));
    }

    fn is_typing(self, name: String) {
        let inner = self.inner();
        let number = inner.typing_count.get() + 1;
        inner.typing_count.set(number);
        self.typing.set(Some(name));
        Timeout::new(TYPING_MILLIS, move || {
            if inner.typing_count.get() == number {
                let _ = self.typing.try_set(None);
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

    fn error(self, code: ErrorCode) {
        match code {
            ErrorCode::TokenExpired
            | ErrorCode::TokenRevoked
            | ErrorCode::Unauthorized
            | ErrorCode::Forbidden
            | ErrorCode::NotFound => self.forget_session(),
            // Two tabs may press the same button: the events say how it stands.
            ErrorCode::NotPossibleNow | ErrorCode::Closed | ErrorCode::UnknownFrame => {
                self.outbox.update(|outbox| outbox.asked_human = false);
                self.keep_outbox();
            }
            _ => self.status.say(code.message()),
        }
    }
}
