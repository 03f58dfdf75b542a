//! The one fold from events to what there is to see, used by the conversation core, widget and
//! desk alike.
//!
//! Not for: deciding or masking. It takes events as they come, in order of `seq`, and never fails:
//! an event that does not fit is counted (`seq` advances) and otherwise ignored.

use crate::{
    AgentCard, AgentId, Attempt, Author, Citation, ClientId, Event, EventBody, FailureReason,
    HandoffReason, LostCause, MaskedSpan, OfferReason, OwnerEpoch, ReplySource, Seq, StopCause,
    TurnId, UnixMillis, Withheld,
};
use serde::{Deserialize, Serialize};

/// Who owns the conversation. Exactly one does (invariant 4).
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Owner {
    /// The assistant answers.
    #[default]
    Assistant,
    /// A person was asked for; the assistant is silent unless invited.
    Waiting {
        /// Why.
        reason: HandoffReason,
        /// Since when. Asking again keeps it; a person who came in between ends it.
        since: UnixMillis,
        /// Ahead of the others, because a person was lost or someone may be in danger.
        front: bool,
        /// The visitor asked the AI to answer meanwhile.
        ai_invited: bool,
    },
    /// A person answers.
    Person {
        /// Who.
        agent: AgentCard,
        /// Since when.
        since: UnixMillis,
    },
    /// Resolved; a new message opens it again.
    Closed {
        /// Since when.
        since: UnixMillis,
    },
}

/// Which of its owners a conversation has, without what comes with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OwnerKind {
    /// Nobody answers yet; a person was asked for.
    Waiting,
    /// A person answers.
    Person,
    /// The assistant answers.
    Assistant,
    /// Resolved.
    Closed,
}

impl OwnerKind {
    /// All, in the order in which a desk lists them.
    pub const ALL: [Self; 4] = [Self::Waiting, Self::Person, Self::Assistant, Self::Closed];
}

impl Owner {
    /// Which one.
    pub fn kind(&self) -> OwnerKind {
        match self {
            Self::Assistant => OwnerKind::Assistant,
            Self::Waiting { .. } => OwnerKind::Waiting,
            Self::Person { .. } => OwnerKind::Person,
            Self::Closed { .. } => OwnerKind::Closed,
        }
    }
}

/// The newest turn of the assistant.
#[derive(Debug, Clone, PartialEq)]
pub struct Turn {
    /// Which turn.
    pub id: TurnId,
    /// Which try.
    pub attempt: Attempt,
    /// The message it works on.
    pub question: Seq,
    /// When this try began.
    pub started: UnixMillis,
    /// How it stands.
    pub state: TurnState,
}

/// How a turn stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TurnState {
    /// The assistant is working.
    Open,
    /// There is a reply.
    Answered,
    /// Ended in the offer of a person.
    Offered,
    /// Stopped before any text.
    Stopped,
    /// Ended in a plain failure.
    Failed,
}

/// One line of the transcript.
#[derive(Debug, Clone, PartialEq)]
pub enum TranscriptEntry {
    /// Somebody wrote.
    Message(Message),
    /// Something happened.
    Notice {
        /// Its event.
        seq: Seq,
        /// When.
        at: UnixMillis,
        /// What.
        notice: Notice,
    },
}

impl TranscriptEntry {
    /// The event the line comes from; a stable key.
    pub fn seq(&self) -> Seq {
        match self {
            Self::Message(message) => message.seq,
            Self::Notice { seq, .. } => *seq,
        }
    }
}

/// A message as every surface shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    /// Its event.
    pub seq: Seq,
    /// When.
    pub at: UnixMillis,
    /// Who wrote it; an AI says so.
    pub author: Author,
    /// The text for this reader.
    pub text: String,
    /// What was hidden from the AI in it.
    pub masked: Vec<MaskedSpan>,
    /// The sender's name for it.
    pub client_id: Option<ClientId>,
    /// Sources of an AI reply.
    pub citations: Vec<Citation>,
    /// The assistant is not sure.
    pub unsure: bool,
    /// What was left out of an AI reply.
    pub withheld: Vec<Withheld>,
    /// Why an AI reply was cut short.
    pub stopped: Option<StopCause>,
    /// The turn of an AI reply.
    pub turn: Option<TurnId>,
    /// A private note among agents.
    pub is_note: bool,
}

/// Something that happened, to be said in the panel's language.
#[derive(Debug, Clone, PartialEq)]
pub enum Notice {
    /// A person was offered.
    Offered(OfferReason),
    /// The conversation waits for a person.
    Waiting(HandoffReason),
    /// The visitor stopped waiting.
    WaitingLeft,
    /// The wait passed the limit.
    WaitedLong,
    /// A way to be reached was left.
    ContactLeft,
    /// A person took over.
    Joined(AgentCard),
    /// The person was disconnected, or did not answer.
    Lost(AgentCard, LostCause),
    /// The assistant answers again.
    HandedBack(AgentCard),
    /// Closed.
    Resolved(Option<AgentCard>),
    /// A turn failed.
    TurnFailed(TurnId, FailureReason),
    /// A turn was stopped before any text.
    TurnStopped(TurnId, StopCause),
    /// An agent revealed a value (agents only).
    Revealed(AgentCard, String),
}

/// What there is to see after a number of events.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct View {
    /// The last event that was folded in.
    pub seq: Seq,
    /// Who owns the conversation.
    pub owner: Owner,
    /// Counts changes of owner.
    pub epoch: OwnerEpoch,
    /// The newest turn.
    pub turn: Option<Turn>,
    /// The transcript, oldest first.
    pub entries: Vec<TranscriptEntry>,
    /// Language of the panel.
    pub locale: String,
    /// The page the visitor is on.
    pub page: Option<String>,
    /// The visitor's answer to the disclosure: version and consent.
    pub consent: Option<(String, bool)>,
    /// The visitor asked for a person before any AI took part: none does, until the visitor or a
    /// person brings it in.
    pub ai_excluded: bool,
    /// An offer of a person is open.
    pub offer: Option<OfferReason>,
    /// Answers since the last success that did not help.
    pub failed_answers: u32,
    /// A way to reach the visitor is known.
    pub contact_left: bool,
}

impl View {
    /// Folds one event in. Events at or below `seq` are repeats and change nothing.
    /// Returns whether the event was new.
    pub fn apply(&mut self, event: &Event) -> bool {
        if event.seq <= self.seq {
            return false;
        }
        self.seq = event.seq;
        self.failed_answers = self.failed_answers_after(&event.body);
        let (seq, at) = (event.seq, event.at);
        match &event.body {
            EventBody::Started { locale, page, .. } => {
                self.locale.clone_from(locale);
                self.page.clone_from(page);
            }
            EventBody::Consented { version, accepted } => {
                self.consent = Some((version.clone(), *accepted));
            }
            EventBody::PageChanged { page } => self.page = Some(page.clone()),
            EventBody::VisitorSaid {
                client_id,
                author,
                text,
                masked,
            } => {
                if matches!(self.owner, Owner::Closed { .. }) {
                    self.set_owner(Owner::Assistant);
                }
                // Who writes on has passed it over; what is still true is offered again.
                self.offer = None;
                self.push_message(seq, at, author, text, masked, Some(client_id));
            }
            EventBody::TurnStarted {
                turn,
                attempt,
                question,
            } => {
                let is_retry = |last: &Turn| last.question == *question && last.id != *turn;
                if self.turn.as_ref().is_some_and(is_retry) {
                    self.offer = None;
                }
                self.turn = Some(Turn {
                    id: *turn,
                    attempt: *attempt,
                    question: *question,
                    started: at,
                    state: TurnState::Open,
                });
            }
            EventBody::AssistantSaid {
                turn,
                author,
                text,
                citations,
                unsure,
                withheld,
                stopped,
                ..
            } => {
                self.end_turn(*turn, TurnState::Answered);
                self.entries.push(TranscriptEntry::Message(Message {
                    seq,
                    at,
                    author: author.clone(),
                    text: text.clone(),
                    masked: Vec::new(),
                    client_id: None,
                    citations: citations.clone(),
                    unsure: *unsure,
                    withheld: withheld.clone(),
                    stopped: *stopped,
                    turn: Some(*turn),
                    is_note: false,
                }));
            }
            EventBody::TurnStopped { turn, cause } => {
                self.end_turn(*turn, TurnState::Stopped);
                self.notice(seq, at, Notice::TurnStopped(*turn, *cause));
            }
            EventBody::TurnFailed { turn, reason } => {
                self.end_turn(*turn, TurnState::Failed);
                self.notice(seq, at, Notice::TurnFailed(*turn, *reason));
            }
            EventBody::HumanOffered { reason, turn } => {
                self.offer = Some(*reason);
                if let Some(turn) = turn {
                    self.end_turn(*turn, TurnState::Offered);
                }
                self.notice(seq, at, Notice::Offered(*reason));
            }
            EventBody::OfferDeclined {} => self.offer = None,
            EventBody::HandoffRequested { reason, .. } => {
                self.offer = None;
                let is_urgent = *reason == HandoffReason::SelfHarm;
                if let Owner::Waiting {
                    reason: known,
                    front,
                    ..
                } = &mut self.owner
                {
                    *front |= is_urgent;
                    // The place is kept, and so is what the visitor allowed meanwhile.
                    let is_topic = *reason == HandoffReason::Topic;
                    if is_urgent || (is_topic && *known != HandoffReason::SelfHarm) {
                        *known = *reason;
                    }
                } else {
                    let is_wish =
                        matches!(reason, HandoffReason::Pressed | HandoffReason::AskedInWords);
                    if is_wish && self.turn.is_none() {
                        self.ai_excluded = true;
                    }
                    self.set_owner(Owner::Waiting {
                        reason: *reason,
                        since: at,
                        front: is_urgent,
                        ai_invited: false,
                    });
                }
                self.notice(seq, at, Notice::Waiting(*reason));
            }
            EventBody::SystemSaid { author, text } => {
                self.push_message(seq, at, author, text, &[], None);
            }
            EventBody::WaitingLeft {} => {
                self.ai_excluded = false;
                self.set_owner(Owner::Assistant);
                self.notice(seq, at, Notice::WaitingLeft);
            }
            EventBody::AiInvited {} => {
                self.ai_excluded = false;
                if let Owner::Waiting { ai_invited, .. } = &mut self.owner {
                    *ai_invited = true;
                }
            }
            EventBody::WaitedLong {} => self.notice(seq, at, Notice::WaitedLong),
            EventBody::ContactLeft { .. } => {
                self.contact_left = true;
                self.notice(seq, at, Notice::ContactLeft);
            }
            EventBody::AgentJoined { agent, epoch } => {
                self.offer = None;
                self.owner = Owner::Person {
                    agent: agent.clone(),
                    since: at,
                };
                self.epoch = *epoch;
                self.notice(seq, at, Notice::Joined(agent.clone()));
            }
            EventBody::AgentSaid {
                client_id,
                author,
                text,
                masked,
            } => {
                self.push_message(seq, at, author, text, masked, Some(client_id));
            }
            EventBody::AgentNoted {
                client_id,
                agent,
                text,
                masked,
            } => {
                self.push_message(
                    seq,
                    at,
                    &Author::person(agent),
                    text,
                    masked,
                    Some(client_id),
                );
                if let Some(TranscriptEntry::Message(note)) = self.entries.last_mut() {
                    note.is_note = true;
                }
            }
            EventBody::Revealed {
                agent, placeholder, ..
            } => {
                self.notice(
                    seq,
                    at,
                    Notice::Revealed(agent.clone(), placeholder.clone()),
                );
            }
            EventBody::AgentLost { agent, cause, .. } => {
                self.set_owner(Owner::Waiting {
                    reason: HandoffReason::AgentLost,
                    since: at,
                    front: true,
                    ai_invited: false,
                });
                self.notice(seq, at, Notice::Lost(agent.clone(), *cause));
            }
            EventBody::HandedBack { agent, .. } => {
                self.ai_excluded = false;
                self.set_owner(Owner::Assistant);
                self.notice(seq, at, Notice::HandedBack(agent.clone()));
            }
            EventBody::Resolved { agent, .. } => {
                self.offer = None;
                self.set_owner(Owner::Closed { since: at });
                self.notice(seq, at, Notice::Resolved(agent.clone()));
            }
            EventBody::Decided { .. }
            | EventBody::DetailsShown { .. }
            | EventBody::Hidden {}
            | EventBody::Unknown => {}
        }
        true
    }

    /// Answers since the last success that did not help, once this event is folded in.
    pub fn failed_answers_after(&self, body: &EventBody) -> u32 {
        let failed = self.failed_answers.saturating_add(1);
        match body {
            // An answer that holds back everything or is unsure did not help.
            EventBody::AssistantSaid { text, unsure, .. } if *unsure || text.is_empty() => failed,
            // One that was cut short, or to no question, neither helps nor fails.
            EventBody::AssistantSaid {
                stopped: None,
                source,
                ..
            } if source.provider != ReplySource::REVIEWED_TEXT => 0,
            EventBody::TurnFailed { .. } | EventBody::HumanOffered { turn: Some(_), .. } => failed,
            EventBody::OfferDeclined {}
            | EventBody::HandedBack { .. }
            | EventBody::Resolved { .. } => 0,
            _ => self.failed_answers,
        }
    }

    /// Does this person own the conversation?
    pub fn is_owned_by(&self, person: &AgentId) -> bool {
        matches!(&self.owner, Owner::Person { agent, .. } if agent.id == *person)
    }

    /// The messages alone, oldest first.
    pub fn messages(&self) -> impl DoubleEndedIterator<Item = &Message> {
        self.entries.iter().filter_map(|entry| match entry {
            TranscriptEntry::Message(message) => Some(message),
            TranscriptEntry::Notice { .. } => None,
        })
    }

    /// The message of one event.
    pub fn message(&self, seq: Seq) -> Option<&Message> {
        self.messages().find(|message| message.seq == seq)
    }

    /// The turn the assistant is working on.
    pub fn open_turn(&self) -> Option<&Turn> {
        self.turn
            .as_ref()
            .filter(|turn| turn.state == TurnState::Open)
    }

    fn set_owner(&mut self, owner: Owner) {
        self.owner = owner;
        self.epoch = self.epoch.next();
    }

    fn end_turn(&mut self, id: TurnId, state: TurnState) {
        if let Some(turn) = self.turn.as_mut().filter(|turn| turn.id == id) {
            turn.state = state;
        }
    }

    fn notice(&mut self, seq: Seq, at: UnixMillis, notice: Notice) {
        self.entries
            .push(TranscriptEntry::Notice { seq, at, notice });
    }

    fn push_message(
        &mut self,
        seq: Seq,
        at: UnixMillis,
        author: &Author,
        text: &str,
        masked: &[MaskedSpan],
        client_id: Option<&ClientId>,
    ) {
        self.entries.push(TranscriptEntry::Message(Message {
            seq,
            at,
            author: author.clone(),
            text: text.to_owned(),
            masked: masked.to_vec(),
            client_id: client_id.cloned(),
            citations: Vec::new(),
            unsure: false,
            withheld: Vec::new(),
            stopped: None,
            turn: None,
            is_note: false,
        }));
    }
}

#[cfg(test)]
#[path = "view_tests.rs"]
mod tests;
