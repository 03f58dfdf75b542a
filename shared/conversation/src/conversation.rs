//! The machine: its state, what goes in and what comes out.

use crate::input::Input;
use crate::limits::Counts;
use crate::phase::Phase;
use crate::policy::Policy;
use crate::step::{Frame, Reply, Step};
use handrail_mask::Vault;
use handrail_protocol::{
    AgentId, Attempt, ClientId, ConversationId, ErrorCode, ErrorReport, Event, EventBody, Owner,
    Seq, TurnId, UnixMillis, View,
};
use handrail_triage::Signals;
use std::collections::HashMap;
use std::sync::Arc;

/// One conversation. State is the fold of its events and what a restart may forget.
#[derive(Debug, Clone)]
pub struct Conversation {
    pub(crate) id: ConversationId,
    pub(crate) policy: Arc<Policy>,
    pub(crate) view: View,
    /// Messages by their sender's name, so that a repeat is recognised.
    pub(crate) sent: HashMap<ClientId, Sent>,
    /// How far the work on the open turn is; gone after a restart.
    pub(crate) phase: Option<Phase>,
    /// What was read from a message, by its place; the same until the rules change.
    pub(crate) signals: Option<(Seq, Signals)>,
    /// When the open turn last moved.
    pub(crate) progress_at: UnixMillis,
    /// The wait that was found too long, by its beginning; the visitor was told.
    pub(crate) waited_long: Option<UnixMillis>,
    /// Since when the visitor waits for the person who owns the conversation.
    pub(crate) unanswered_since: Option<UnixMillis>,
    /// Fresh from the log: what is on no record is not known yet.
    pub(crate) is_replayed: bool,
    /// What the desk was last told.
    pub(crate) desk_told: Option<(Owner, Option<Seq>)>,
    /// The newest message of the visitor.
    pub(crate) last_visitor_said: Option<Seq>,
    /// The configured topic that brought the conversation to the queue.
    pub(crate) topic: Option<String>,
    /// What is held against the conversation's limits.
    pub(crate) counts: Counts,
    /// The page the visitor is on, where it is not on record yet.
    pub(crate) page_to_come: Option<String>,
}

/// A message that is durable, by its sender's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sent {
    pub(crate) seq: Seq,
    /// Absent: the visitor.
    pub(crate) agent: Option<AgentId>,
}

/// What of a running answer has been shown, for clients that come back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunningAnswer<'a> {
    /// Which turn.
    pub turn: TurnId,
    /// Which try.
    pub attempt: Attempt,
    /// What the visitor has, restored.
    pub visitor: &'a str,
    /// What agents have, with placeholders.
    pub agent: &'a str,
}

impl Conversation {
    /// A conversation before its first event.
    pub fn new(id: ConversationId, policy: Arc<Policy>) -> Self {
        Self {
            id,
            policy,
            view: View::default(),
            sent: HashMap::new(),
            phase: None,
            signals: None,
            progress_at: UnixMillis::default(),
            waited_long: None,
            unanswered_since: None,
            is_replayed: false,
            desk_told: None,
            last_visitor_said: None,
            topic: None,
            counts: Counts::default(),
            page_to_come: None,
        }
    }

    /// A conversation from its log. Ask [`Self::needs_restart`] next.
    pub fn replay(
        id: ConversationId,
        policy: Arc<Policy>,
        events: impl IntoIterator<Item = Event>,
    ) -> Self {
        let mut conversation = Self::new(id, policy);
        for event in events {
            conversation.absorb(&event);
        }
        conversation.is_replayed = true;
        conversation.desk_told = Some((
            conversation.view.owner.clone(),
            conversation.last_visitor_said,
        ));
        conversation
    }

    /// A turn was open when the process ended: feed [`Input::Restarted`].
    pub fn needs_restart(&self) -> bool {
        self.phase.is_none() && self.view.open_turn().is_some()
    }

    /// Takes in one thing that happened and says what is to be done.
    ///
    /// `vault` holds the values of this conversation. One that is new in it afterwards is among the
    /// step's [`seals`](crate::Commit::seals); when the step can't be written, this vault is void as
    /// the conversation is.
    pub fn handle(&mut self, input: Input, vault: &mut Vault, now: UnixMillis) -> Step {
        if std::mem::take(&mut self.is_replayed) {
            self.excuse_the_unrecorded(now);
        }
        let mut transition = Transition {
            c: self,
            vault,
            now,
            step: Step::default(),
        };
        transition.take(input);
        transition.update_desk();
        transition.step
    }

    /// What there is to see.
    pub fn view(&self) -> &View {
        &self.view
    }

    /// The site's rules in force.
    pub fn policy(&self) -> &Arc<Policy> {
        &self.policy
    }

    /// Newer rules, from the next input on.
    pub fn set_policy(&mut self, policy: Arc<Policy>) {
        self.policy = policy;
        self.signals = None;
    }

    /// What of the running answer has been shown.
    pub fn running_answer(&self) -> Option<RunningAnswer<'_>> {
        let turn = self.view.open_turn()?;
        let answer = self.phase.as_ref()?.answer()?;
        Some(RunningAnswer {
            turn: turn.id,
            attempt: turn.attempt,
            visitor: answer.shown_to_visitor(),
            agent: answer.shown_to_agents(),
        })
    }

    /// Folds one event in, durable facts and what follows from them.
    pub(crate) fn absorb(&mut self, event: &Event) {
        let waited = waiting_since(&self.view.owner);
        if !self.view.apply(event) {
            return;
        }
        self.counts.absorb(event);
        match &event.body {
            EventBody::VisitorSaid { client_id, .. } => {
                self.sent.insert(
                    client_id.clone(),
                    Sent {
                        seq: event.seq,
                        agent: None,
                    },
                );
                self.last_visitor_said = Some(event.seq);
                if matches!(self.view.owner, Owner::Person { .. }) {
                    self.unanswered_since.get_or_insert(event.at);
                }
            }
            EventBody::AgentSaid { client_id, .. } => {
                let agent = match &self.view.owner {
                    Owner::Person { agent, .. } => Some(agent.id.clone()),
                    _ => None,
                };
                self.sent.insert(
                    client_id.clone(),
                    Sent {
                        seq: event.seq,
                        agent,
                    },
                );
                self.unanswered_since = None;
            }
            EventBody::AgentNoted {
                client_id, agent, ..
            } => {
                self.is_at_work(&agent.id, event.at);
                let agent = Some(agent.id.clone());
                self.sent.insert(
                    client_id.clone(),
                    Sent {
                        seq: event.seq,
                        agent,
                    },
                );
            }
            EventBody::Revealed { agent, .. } => self.is_at_work(&agent.id, event.at),
            EventBody::TurnStarted { .. } => self.progress_at = event.at,
            EventBody::WaitedLong {} => self.waited_long = waited,
            // Who is in line already keeps the topic that is known.
            EventBody::HandoffRequested { topic, .. } if topic.is_some() || waited.is_none() => {
                self.topic.clone_from(topic);
            }
            // Whoever joins owes the waiting visitor an answer.
            EventBody::AgentJoined { .. } => self.unanswered_since = Some(event.at),
            EventBody::AgentLost { .. }
            | EventBody::HandedBack { .. }
            | EventBody::Resolved { .. } => {
                self.unanswered_since = None;
            }
            _ => {}
        }
        if self.view.open_turn().is_none() {
            self.phase = None;
        }
    }
}

impl Conversation {
    /// The owner does something about the visitor's words, so the silence begins anew.
    pub(crate) fn is_at_work(&mut self, agent: &AgentId, at: UnixMillis) {
        if self.view.is_owned_by(agent) {
            self.unanswered_since = self.unanswered_since.map(|_| at);
        }
    }
}

/// Since when the visitor waits for a person to come.
pub(crate) fn waiting_since(owner: &Owner) -> Option<UnixMillis> {
    match owner {
        Owner::Waiting { since, .. } => Some(*since),
        Owner::Assistant | Owner::Person { .. } | Owner::Closed { .. } => None,
    }
}

/// One `handle`: the conversation, the opened vault, the moment and what is to be done.
pub(crate) struct Transition<'a> {
    pub(crate) c: &'a mut Conversation,
    pub(crate) vault: &'a mut Vault,
    pub(crate) now: UnixMillis,
    pub(crate) step: Step,
}

impl Transition<'_> {
    fn take(&mut self, input: Input) {
        match input {
            Input::Start { locale, page } => self.start(&locale, page.as_deref()),
            Input::VisitorSaid { client_id, text } => self.visitor_said(client_id, &text),
            Input::HumanRequested => self.human_requested(),
            Input::OfferDeclined => self.offer_declined(),
            Input::QueueLeft => self.queue_left(),
            Input::AiInvited => self.ai_invited(),
            Input::Consented { version, accepted } => self.consented(version, accepted),
            Input::ContactLeft { email } => self.contact_left(&email),
            Input::PageChanged { path } => self.page_changed(&path),
            Input::Stop => self.stop(),
            Input::Retry => self.retry(),
            Input::PassagesFound {
                turn,
                attempt,
                passages,
            } => {
                self.passages_found(turn, attempt, passages);
            }
            Input::SearchFailed { turn, attempt } => self.search_failed(turn, attempt),
            Input::ModelChunk {
                turn,
                attempt,
                text,
            } => self.model_chunk(turn, attempt, &text),
            Input::ModelDone {
                turn,
                attempt,
                wrote,
            } => self.model_done(turn, attempt, wrote),
            Input::ModelAskedForPerson { turn, attempt } => {
                self.model_asked_for_person(turn, attempt);
            }
            Input::ModelFailed {
                turn,
                attempt,
                wrote,
            } => self.model_failed(turn, attempt, wrote),
            Input::AgentTook { agent, epoch } => self.agent_took(agent, epoch),
            Input::AgentSaid {
                agent,
                client_id,
                text,
            } => {
                self.agent_said(&agent, client_id, &text);
            }
            Input::AgentNoted {
                agent,
                client_id,
                text,
            } => {
                self.agent_noted(agent, client_id, &text);
            }
            Input::RevealAsked {
                agent,
                role,
                placeholder,
                reason,
            } => {
                self.reveal(agent, role, &placeholder, &reason);
            }
            Input::AgentActive { agent } => self.agent_active(&agent),
            Input::AgentLeaseLapsed { agent } => self.agent_lease_lapsed(&agent),
            Input::HandedBack { agent } => self.handed_back(&agent),
            Input::Resolved { agent } => self.resolved(&agent),
            Input::Restarted => self.restarted(),
            Input::Tick => self.tick(),
        }
    }

    /// Appends an event: it is folded in at once and durable with the step's transaction.
    pub(crate) fn append(&mut self, body: EventBody) -> Seq {
        let event = Event::new(self.c.view.seq.next(), self.now, body);
        self.c.absorb(&event);
        let seq = event.seq;
        self.step.frames.push(Frame::Event {
            visitor: Box::new(self.c.for_visitor(&event, self.vault)),
            agent: Box::new(self.c.for_agent(&event)),
        });
        self.step.commit.events.push(event);
        seq
    }

    /// Refuses what was asked.
    pub(crate) fn refuse(&mut self, code: ErrorCode, client_id: Option<ClientId>) {
        self.step.reply = Reply::Refused {
            error: code.into(),
            client_id,
        };
    }

    /// Refuses with words of its own.
    pub(crate) fn refuse_saying(&mut self, code: ErrorCode, message: String) {
        self.step.reply = Reply::Refused {
            error: ErrorReport::with_message(code, message),
            client_id: None,
        };
    }
}
