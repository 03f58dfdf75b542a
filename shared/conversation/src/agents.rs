//! What people at the desk do, and what is owed to the visitor while they do it.

use crate::conversation::Transition;
use crate::step::{Reply, SignalCause};
use crate::visible::shows_nothing;
use crate::visitor::{message_fault, wire_spans};
use handrail_mask::{Entry, Lens, Placeholder};
use handrail_protocol::Role;
use handrail_protocol::api::{RevealedValue, TakeResponse};
use handrail_protocol::{
    AgentCard, AgentId, Author, ClientId, ErrorCode, EventBody, HandoffReason, LostCause, Owner,
    OwnerEpoch, StopCause,
};

/// The longest reason of a reveal, in code points.
const REASON_MAX_CHARS: usize = 200;

impl Transition<'_> {
    /// Gives the conversation to the queue. Who is in line already keeps the place and reads so; the
    /// team is told again only where it learns more by it.
    pub(crate) fn hand_off(&mut self, reason: HandoffReason, topic: Option<String>) {
        self.end_turn_early(StopCause::Handoff);
        let waits_for = |owner: &Owner| match owner {
            Owner::Waiting { reason, .. } => Some(*reason),
            _ => None,
        };
        let known = waits_for(&self.c.view.owner);
        let seq = self.append(EventBody::HandoffRequested { reason, topic });
        if waits_for(&self.c.view.owner) != known {
            self.signal(SignalCause::HandoffRequested(reason), seq);
        }
    }

    pub(crate) fn agent_took(&mut self, agent: AgentCard, epoch: Option<OwnerEpoch>) {
        match &self.c.view.owner {
            Owner::Person { agent: owner, .. } if owner.id == agent.id => {}
            Owner::Person { agent: owner, .. } => {
                let message = format!("{} took this conversation first.", owner.name);
                return self.refuse_saying(ErrorCode::AlreadyTaken, message);
            }
            _ if epoch.is_some_and(|seen| seen != self.c.view.epoch) => {
                return self.refuse_saying(
                    ErrorCode::AlreadyTaken,
                    "This conversation changed hands while you looked. Look again and take it."
                        .to_owned(),
                );
            }
            Owner::Assistant | Owner::Waiting { .. } | Owner::Closed { .. } => {
                self.end_turn_early(StopCause::Handoff);
                let epoch = self.c.view.epoch.next();
                self.append(EventBody::AgentJoined {
                    agent: agent.clone(),
                    epoch,
                });
            }
        }
        let details = self.details_for_owner();
        if !details.is_empty() {
            let placeholders = details
                .iter()
                .map(|detail| detail.placeholder.clone())
                .collect();
            self.append(EventBody::DetailsShown {
                agent: agent.id,
                placeholders,
            });
        }
        self.step.reply = Reply::Taken(TakeResponse {
            epoch: self.c.view.epoch,
            details,
        });
    }

    pub(crate) fn agent_said(&mut self, agent: &AgentCard, client_id: ClientId, text: &str) {
        if let Some(code) = message_fault(text) {
            return self.refuse(code, Some(client_id));
        }
        if self.is_repeat(&client_id, Some(&agent.id), text) {
            return;
        }
        if !self.owns(&agent.id) {
            return self.refuse(ErrorCode::NotOwner, Some(client_id));
        }
        let masking = match self.mask(text) {
            Ok(masking) => masking,
            Err(code) => return self.refuse(code, Some(client_id)),
        };
        let masked = wire_spans(&masking);
        let seq = self.append(EventBody::AgentSaid {
            client_id: client_id.clone(),
            author: Author::person(agent),
            text: masking.masked.into_string(),
            masked: masked.clone(),
        });
        self.acknowledge(client_id, seq, masked);
    }

    pub(crate) fn agent_noted(&mut self, agent: AgentCard, client_id: ClientId, text: &str) {
        if let Some(code) = message_fault(text) {
            return self.refuse(code, Some(client_id));
        }
        if self.is_repeat(&client_id, Some(&agent.id), text) {
            return;
        }
        let masking = match self.mask(text) {
            Ok(masking) => masking,
            Err(code) => return self.refuse(code, Some(client_id)),
        };
        let masked = wire_spans(&masking);
        let seq = self.append(EventBody::AgentNoted {
            client_id: client_id.clone(),
            agent,
            text: masking.masked.into_string(),
            masked: masked.clone(),
        });
        self.acknowledge(client_id, seq, masked);
    }

    /// Shows one value to the owner or a lead, who say why. What is on record names the value and
    /// never holds it; the reason is masked like any other text.
    pub(crate) fn reveal(&mut self, agent: AgentCard, role: Role, placeholder: &str, reason: &str) {
        if shows_nothing(reason) || reason.chars().nth(REASON_MAX_CHARS).is_some() {
            return self.refuse_saying(
                ErrorCode::InvalidField,
                format!("Say why in 1 to {REASON_MAX_CHARS} characters; it is kept on record."),
            );
        }
        if role != Role::Lead && !self.owns(&agent.id) {
            return self.refuse_saying(
                ErrorCode::NotOwner,
                "Take the conversation first: only its owner or a lead can see a hidden value."
                    .to_owned(),
            );
        }
        let entry = placeholder
            .parse::<Placeholder>()
            .ok()
            .and_then(|known| self.vault.get(&known));
        let Some(value) = entry.map(revealed) else {
            return self.refuse(ErrorCode::NotFound, None);
        };
        let masking = match self.mask(reason) {
            Ok(masking) => masking,
            Err(code) => return self.refuse(code, None),
        };
        let reason = masking.masked.into_string();
        self.append(EventBody::Revealed {
            agent,
            role: Some(role),
            placeholder: value.placeholder.clone(),
            value_kind: value.kind.clone(),
            reason,
        });
        self.step.reply = Reply::Value(value);
    }

    pub(crate) fn agent_active(&mut self, agent: &AgentId) {
        self.c.is_at_work(agent, self.now);
    }

    pub(crate) fn agent_lease_lapsed(&mut self, agent: &AgentId) {
        if self.owns(agent) {
            self.lose_agent(LostCause::Disconnected);
        }
    }

    pub(crate) fn handed_back(&mut self, agent: &AgentCard) {
        if !self.owns(&agent.id) {
            return self.refuse(ErrorCode::NotOwner, None);
        }
        if self.c.policy.assistant.is_none() {
            return self.refuse_saying(
                ErrorCode::NotPossibleNow,
                "This site has no AI assistant to hand back to. Resolve the conversation instead."
                    .to_owned(),
            );
        }
        let epoch = self.c.view.epoch;
        self.append(EventBody::HandedBack {
            agent: agent.clone(),
            epoch,
        });
        if !self.call_for_unanswered() {
            self.take_up_unanswered(true);
        }
    }

    pub(crate) fn resolved(&mut self, agent: &AgentCard) {
        if !self.owns(&agent.id) {
            return self.refuse(ErrorCode::NotOwner, None);
        }
        let epoch = self.c.view.epoch;
        self.append(EventBody::Resolved {
            agent: Some(agent.clone()),
            epoch,
        });
    }

    /// The owner is gone or silent: the visitor is told and waits at the front.
    pub(crate) fn lose_agent(&mut self, cause: LostCause) {
        if let Owner::Person { agent, .. } = self.c.view.owner.clone() {
            let epoch = self.c.view.epoch;
            let seq = self.append(EventBody::AgentLost {
                agent,
                epoch,
                cause,
            });
            self.signal(SignalCause::HandoffRequested(HandoffReason::AgentLost), seq);
            self.call_for_unanswered();
        }
    }

    fn owns(&self, agent: &AgentId) -> bool {
        self.c.view.is_owned_by(agent)
    }

    fn details_for_owner(&self) -> Vec<RevealedValue> {
        let shown = &self.c.policy.show_on_take;
        self.vault
            .entries()
            .filter(|entry| shown.contains(&entry.kind()))
            .map(revealed)
            .collect()
    }

    /// The text a person wrote, whole.
    pub(crate) fn restored(&self, text: &str) -> String {
        self.c
            .policy
            .masker
            .unmask(text, self.vault, Lens::PersonWritten)
    }
}

fn revealed(entry: &Entry) -> RevealedValue {
    RevealedValue {
        placeholder: entry.placeholder().to_string(),
        kind: entry.kind().as_str().to_owned(),
        value: entry.value().to_owned(),
    }
}
