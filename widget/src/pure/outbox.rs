//! Messages that are written and not yet on record.
//!
//! Each has the visitor's own name for it (`client_id`), so that sending it again is harmless. It
//! leaves only when its event is seen: until then it is on screen and kept.
//!
//! Invariant: messages reach the edge in the order in which they were written, whatever becomes of
//! socket and calls meanwhile. For that each way carries, in order, all that is not known to be
//! durable or refused: a socket also what a call may still be carrying, and a call one at a time.

use handrail_protocol::{ClientId, ErrorCode, Event, EventBody, UnixMillis};
use handrail_ui::wire::{Object, Source, list, number, text, truth};
use handrail_ui::words::Words;

/// How a message stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sending {
    /// Waits for the connection.
    #[default]
    Waiting,
    /// Given to the socket there is.
    Framed,
    /// Given to a call, by its number.
    Posted(u32),
    /// Durable at the edge; its event is about to come.
    Acked,
    /// Refused. It is not sent again unless the visitor says so.
    Refused(ErrorCode),
}

impl Sending {
    /// What is said of it.
    pub fn words(self, words: &Words) -> &'static str {
        match self {
            Self::Waiting => words.waiting_to_send,
            Self::Framed | Self::Posted(_) | Self::Acked => words.sending,
            Self::Refused(ErrorCode::MaskingFailed) => words.mask_failed,
            Self::Refused(_) => words.send_failed,
        }
    }

    /// Was it refused because its details could not be hidden? Trying again alone may not help.
    pub fn needs_person(self) -> bool {
        matches!(
            self,
            Self::Refused(
                ErrorCode::MaskingFailed | ErrorCode::VaultUnreadable | ErrorCode::TooManyDetails
            )
        )
    }
}

/// A way to the edge that carries messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Frames of the socket.
    Socket,
    /// Calls, while there is no socket.
    Calls,
}

/// One message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsent {
    /// The name for it.
    pub client_id: ClientId,
    /// The text as typed.
    pub text: String,
    /// When it was written.
    pub at: UnixMillis,
    /// How it stands; after a reload it waits again.
    pub sending: Sending,
}

/// All of them, oldest first, and whether a person was asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outbox {
    /// The messages.
    pub messages: Vec<Unsent>,
    /// "Talk to a human" was pressed and has not arrived yet.
    pub asked_human: bool,
    /// Calls made so far.
    calls: u32,
}

impl Outbox {
    /// Reads what [`Outbox::write`] wrote; what can't be read is nothing.
    pub fn read(kept: &impl Source) -> Self {
        let messages = list(kept, "messages", |message| {
            Some(Unsent {
                client_id: ClientId::parse(text(message, "client_id")?).ok()?,
                text: text(message, "text")?,
                at: UnixMillis(number(message, "at")?),
                sending: Sending::Waiting,
            })
        });
        Self {
            messages: messages.unwrap_or_default(),
            asked_human: truth(kept, "asked_human"),
            calls: 0,
        }
    }

    /// As JSON, to be kept.
    pub fn write(&self) -> String {
        let messages: Vec<String> = self
            .messages
            .iter()
            .map(|message| {
                Object::default()
                    .text("client_id", message.client_id.as_str())
                    .text("text", &message.text)
                    .number("at", message.at.0)
                    .finish()
            })
            .collect();
        Object::default()
            .raw("messages", &["[", &messages.join(","), "]"].concat())
            .truth("asked_human", self.asked_human)
            .finish()
    }

    /// A message was written.
    pub fn push(&mut self, client_id: ClientId, text: String, at: UnixMillis) {
        self.messages.push(Unsent {
            client_id,
            text,
            at,
            sending: Sending::Waiting,
        });
    }

    /// Takes over what another tab or an earlier page kept.
    pub fn merge(&mut self, kept: Self) {
        self.asked_human |= kept.asked_human;
        for message in kept.messages {
            if self.find(&message.client_id).is_none() {
                self.messages.push(message);
            }
        }
    }

    /// What to keep in the place of `kept`, which other tabs write too: theirs stays, and of what
    /// this tab kept `before` there stays what it still has.
    pub fn over(self, before: &Self, mut kept: Self) -> Self {
        kept.asked_human &= !before.asked_human;
        for message in &before.messages {
            if let Some(index) = kept.find(&message.client_id) {
                kept.messages.remove(index);
            }
        }
        kept.merge(self);
        kept
    }

    /// Is there a message that is not known to be durable or refused?
    pub fn has_unsent(&self) -> bool {
        self.messages
            .iter()
            .any(|message| !matches!(message.sending, Sending::Acked | Sending::Refused(_)))
    }

    /// The message that this way carries next; from now on it does.
    pub fn next(&mut self, way: Way) -> Option<Unsent> {
        let is_posted = |message: &Unsent| matches!(message.sending, Sending::Posted(_));
        if way == Way::Calls && self.messages.iter().any(is_posted) {
            return None;
        }
        let message = self
            .messages
            .iter_mut()
            .find(|message| match message.sending {
                Sending::Waiting => true,
                Sending::Framed => way == Way::Calls,
                Sending::Posted(_) => way == Way::Socket,
                Sending::Acked | Sending::Refused(_) => false,
            })?;
        message.sending = match way {
            Way::Socket => Sending::Framed,
            Way::Calls => {
                self.calls += 1;
                Sending::Posted(self.calls)
            }
        };
        Some(message.clone())
    }

    /// The call that carried a message ended. A message that another way carries by now is known to
    /// be durable at most. Says whether the outcome counts.
    pub fn answered(&mut self, posted: &Unsent, outcome: Sending) -> bool {
        let Some(index) = self.find(&posted.client_id) else {
            return false;
        };
        let message = &mut self.messages[index];
        let counts = outcome == Sending::Acked || message.sending == posted.sending;
        if counts {
            message.sending = outcome;
        }
        counts
    }

    /// Sets how a message stands.
    pub fn set(&mut self, client_id: &ClientId, sending: Sending) {
        if let Some(index) = self.find(client_id) {
            self.messages[index].sending = sending;
        }
    }

    /// The socket is gone or a new one: what it carried waits.
    pub fn socket_changed(&mut self) {
        for message in &mut self.messages {
            if message.sending == Sending::Framed {
                message.sending = Sending::Waiting;
            }
        }
    }

    /// All that waits is refused at once: no conversation can be started.
    pub fn refuse_all(&mut self, code: ErrorCode) {
        for message in &mut self.messages {
            message.sending = Sending::Refused(code);
        }
    }

    /// An event came. Says whether something left.
    pub fn seen(&mut self, event: &Event) -> bool {
        match &event.body {
            EventBody::VisitorSaid { client_id, .. } => match self.find(client_id) {
                Some(index) => {
                    self.messages.remove(index);
                    true
                }
                None => false,
            },
            EventBody::HandoffRequested { .. } | EventBody::AgentJoined { .. } => {
                std::mem::take(&mut self.asked_human)
            }
            _ => false,
        }
    }

    /// Is there nothing to keep?
    pub fn is_empty(&self) -> bool {
        self.messages.is_empty() && !self.asked_human
    }

    fn find(&self, client_id: &ClientId) -> Option<usize> {
        self.messages
            .iter()
            .position(|message| message.client_id == *client_id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use handrail_protocol::{Author, HandoffReason, Seq};

    fn id(text: &str) -> ClientId {
        ClientId::parse(text).expect("valid")
    }

    fn said(client_id: &str) -> Event {
        Event::new(
            Seq(1),
            UnixMillis(1),
            EventBody::VisitorSaid {
                client_id: id(client_id),
                author: Author::visitor(),
                text: String::new(),
                masked: Vec::new(),
            },
        )
    }

    fn names(outbox: &Outbox) -> Vec<String> {
        let mut outbox = outbox.clone();
        outbox.socket_changed();
        std::iter::from_fn(|| outbox.next(Way::Socket))
            .map(|message| message.client_id.as_str().to_owned())
            .collect()
    }

    #[test]
    fn a_message_stays_until_its_event_is_seen() {
        let mut outbox = Outbox::default();
        outbox.push(id("a"), "one".into(), UnixMillis(1));
        outbox.push(id("b"), "two".into(), UnixMillis(2));
        outbox.set(&id("a"), Sending::Framed);
        assert_eq!(names(&outbox), ["a", "b"]);
        outbox.set(&id("a"), Sending::Acked);
        assert_eq!(names(&outbox), ["b"]);
        assert!(outbox.seen(&said("a")));
        assert!(!outbox.seen(&said("a")));
        assert_eq!(outbox.messages.len(), 1);
    }

    #[test]
    fn what_was_on_its_way_is_sent_again_and_what_was_refused_is_not() {
        let mut outbox = Outbox::default();
        outbox.push(id("a"), "one".into(), UnixMillis(1));
        outbox.push(id("b"), "two".into(), UnixMillis(2));
        outbox.set(&id("a"), Sending::Framed);
        outbox.set(&id("b"), Sending::Refused(ErrorCode::RateLimited));
        assert_eq!(outbox.next(Way::Socket), None);
        outbox.socket_changed();
        assert_eq!(names(&outbox), ["a"]);
        outbox.set(&id("b"), Sending::Waiting);
        assert_eq!(names(&outbox), ["a", "b"]);
    }

    #[test]
    fn of_a_call_that_another_way_has_overtaken_only_success_counts() {
        let mut outbox = Outbox::default();
        outbox.push(id("a"), "one".into(), UnixMillis(1));
        let posted = outbox.next(Way::Calls).expect("a message");
        assert_eq!(outbox.next(Way::Socket).map(|m| m.text), Some("one".into()));
        for outcome in [Sending::Waiting, Sending::Refused(ErrorCode::RateLimited)] {
            assert!(!outbox.answered(&posted, outcome));
            assert_eq!(outbox.messages[0].sending, Sending::Framed);
        }
        assert!(outbox.answered(&posted, Sending::Acked));
        assert!(!outbox.has_unsent());
        outbox.seen(&said("a"));
        assert!(!outbox.answered(&posted, Sending::Acked));
    }

    #[test]
    fn tabs_keep_their_messages_side_by_side() {
        let of = |names: &[&str]| {
            let mut outbox = Outbox::default();
            for name in names {
                outbox.push(id(name), (*name).into(), UnixMillis(1));
            }
            outbox
        };
        let mut asked = of(&["b"]);
        asked.asked_human = true;
        let kept = of(&["a"]).over(&Outbox::default(), asked.clone());
        assert_eq!(names(&kept), ["b", "a"]);
        assert!(kept.asked_human);
        let kept = Outbox::default().over(&of(&["a"]), kept);
        assert_eq!(kept, asked);
        assert_eq!(Outbox::default().over(&asked, kept), Outbox::default());
    }

    #[test]
    fn what_was_kept_waits_again_and_is_taken_once() {
        let mut kept = Outbox::default();
        kept.push(id("a"), "one".into(), UnixMillis(1));
        kept.asked_human = true;
        let mut outbox = Outbox::default();
        outbox.merge(kept.clone());
        outbox.merge(kept);
        assert_eq!(names(&outbox), ["a"]);
        assert!(outbox.asked_human);
        outbox.seen(&Event::new(
            Seq(1),
            UnixMillis(1),
            EventBody::HandoffRequested {
                reason: HandoffReason::Pressed,
                topic: None,
            },
        ));
        assert!(!outbox.asked_human);
        outbox.seen(&said("a"));
        assert!(outbox.is_empty());
    }
}
