//! What visitors do.

use crate::conversation::{Sent, Transition};
use crate::limits::{TRIES_MAX, VALUES_MAX};
use crate::step::{Reply, SignalCause};
use crate::visible::shows_nothing;
use handrail_mask::{Context, Kind, MaskError, Masking, Vault};
use handrail_protocol::api::SayResponse;
use handrail_protocol::{
    AgentId, Author, ClientId, DecisionReason, ErrorCode, EventBody, HandoffReason,
    MESSAGE_MAX_CHARS, MaskedSpan, OfferReason, Owner, Seq, StopCause, TurnState,
};

/// Turns before a message that tell the masker what was asked for.
const CONTEXT_TURNS: usize = 6;
/// The longest address of the contact form, in bytes: RFC 5321, section 4.5.3.1.
const EMAIL_MAX_BYTES: usize = 254;

impl Transition<'_> {
    pub(crate) fn start(&mut self, locale: &str, page: Option<&str>) {
        if self.c.view.seq != Seq(0) {
            return;
        }
        let locale = self.c.policy.locale_for(locale);
        let page = page.and_then(|page| self.masked_page(page));
        let disclosure = self.c.policy.disclosure_version.clone();
        self.append(EventBody::Started {
            locale,
            page,
            disclosure,
        });
    }

    pub(crate) fn visitor_said(&mut self, client_id: ClientId, text: &str) {
        if let Some(code) = message_fault(text) {
            return self.refuse(code, Some(client_id));
        }
        if self.is_repeat(&client_id, None, text) {
            return;
        }
        let masking = match self.mask(text) {
            Ok(masking) => masking,
            Err(code) => return self.refuse(code, Some(client_id)),
        };
        if let Some(page) = self.c.page_to_come.take() {
            self.append(EventBody::PageChanged { page });
        }
        if self.c.view.consent.is_none() && !self.c.policy.asks_consent {
            let version = self.c.policy.disclosure_version.clone();
            self.append(EventBody::Consented {
                version,
                accepted: true,
            });
        }
        self.supersede();
        let masked = wire_spans(&masking);
        let seq = self.append(EventBody::VisitorSaid {
            client_id: client_id.clone(),
            author: Author::visitor(),
            text: masking.masked.as_str().to_owned(),
            masked: masked.clone(),
        });
        self.acknowledge(client_id, seq, masked);
        self.answer_or_hand_off(seq, &masking.masked);
    }

    pub(crate) fn human_requested(&mut self) {
        match self.c.view.owner {
            Owner::Waiting { .. } | Owner::Person { .. } => {}
            Owner::Assistant | Owner::Closed { .. } => self.hand_off(HandoffReason::Pressed, None),
        }
    }

    pub(crate) fn offer_declined(&mut self) {
        if self.c.view.offer.is_some() {
            self.append(EventBody::OfferDeclined {});
        }
    }

    pub(crate) fn queue_left(&mut self) {
        if matches!(self.c.view.owner, Owner::Waiting { .. }) {
            self.append(EventBody::WaitingLeft {});
            if self.c.policy.assistant.is_some() {
                self.take_up_unanswered(false);
            }
        }
    }

    pub(crate) fn ai_invited(&mut self) {
        if self.c.policy.assistant.is_none() {
            return self.refuse(ErrorCode::NotPossibleNow, None);
        }
        if let Owner::Waiting {
            ai_invited: false, ..
        } = self.c.view.owner
        {
            self.append(EventBody::AiInvited {});
            self.take_up_unanswered(false);
        }
    }

    pub(crate) fn consented(&mut self, version: String, accepted: bool) {
        if version != self.c.policy.disclosure_version {
            return self.refuse(ErrorCode::InvalidField, None);
        }
        if self
            .c
            .view
            .consent
            .as_ref()
            .is_some_and(|(old, was)| *old == version && *was == accepted)
        {
            return;
        }
        if accepted && !self.c.counts.takes_agreement() {
            return self.refuse(ErrorCode::RateLimited, None);
        }
        self.append(EventBody::Consented { version, accepted });
        if !accepted {
            if self.c.view.open_turn().is_some() {
                self.supersede();
                let asked = self.asked();
                self.offer(asked, DecisionReason::NoConsent, OfferReason::NoConsent);
            }
            return;
        }
        // A message that waited for the yes is answered now.
        let waiting = self.c.view.offer == Some(OfferReason::NoConsent);
        if let (true, Some(seq)) = (waiting, self.c.last_visitor_said) {
            self.append(EventBody::OfferDeclined {});
            self.work_on(seq);
        }
    }

    pub(crate) fn contact_left(&mut self, email: &str) {
        let email = email.trim();
        if email.len() > EMAIL_MAX_BYTES || !is_email(email) {
            return self.refuse_saying(
                ErrorCode::InvalidField,
                "This is no e-mail address. Check it and try again.".to_owned(),
            );
        }
        let policy = self.c.policy.clone();
        match self.keep_values(|vault| policy.masker.learn(Kind::Email, email, vault)) {
            Ok(Some((placeholder, _))) => {
                let seq = self.append(EventBody::ContactLeft {
                    placeholder: placeholder.to_string(),
                });
                self.signal(SignalCause::ContactLeft, seq);
            }
            Ok(None) => self.refuse(ErrorCode::InvalidField, None),
            Err(code) => self.refuse(code, None),
        }
    }

    pub(crate) fn page_changed(&mut self, path: &str) {
        if self.c.view.seq == Seq(0) {
            return;
        }
        let Some(page) = self.masked_page(path) else {
            return;
        };
        self.c.page_to_come = None;
        if self.c.view.page.as_ref() == Some(&page) {
            return;
        }
        if self.c.counts.takes_page() {
            self.append(EventBody::PageChanged { page });
        } else {
            self.c.page_to_come = Some(page);
        }
    }

    pub(crate) fn stop(&mut self) {
        self.end_turn_early(StopCause::Visitor);
    }

    pub(crate) fn retry(&mut self) {
        let Some(turn) = self.c.view.turn.as_ref() else {
            return self.refuse(ErrorCode::NotPossibleNow, None);
        };
        let (question, state) = (turn.question, turn.state);
        if state == TurnState::Open || !self.ai_may_speak() {
            return self.refuse(ErrorCode::NotPossibleNow, None);
        }
        if self.c.counts.is_tried_out(question) {
            return self.refuse_saying(
                ErrorCode::RateLimited,
                format!(
                    "This question was tried {TRIES_MAX} times. Write it in other words, or ask for a person."
                ),
            );
        }
        self.start_turn(question);
    }

    /// The AI may speak: it owns the conversation or was invited, is switched on, was agreed to and
    /// was not excluded by asking for a person first.
    pub(crate) fn ai_may_speak(&self) -> bool {
        let view = &self.c.view;
        let owns = matches!(
            view.owner,
            Owner::Assistant
                | Owner::Waiting {
                    ai_invited: true,
                    ..
                }
        );
        let agreed = match &view.consent {
            Some((_, accepted)) => *accepted,
            None => !self.c.policy.asks_consent,
        };
        owns && agreed && !view.ai_excluded && self.c.policy.assistant.is_some()
    }

    /// Masks a text of this conversation and seals what is new.
    ///
    /// # Errors
    /// The masker failed, or the conversation holds as many values as it can: the text must not go
    /// anywhere, and the vault is as it was.
    pub(crate) fn mask(&mut self, text: &str) -> Result<Masking, ErrorCode> {
        let policy = self.c.policy.clone();
        let mut previous: Vec<String> = self
            .c
            .view
            .messages()
            .rev()
            .filter(|message| !message.is_note)
            .take(CONTEXT_TURNS)
            .map(|message| message.text.clone())
            .collect();
        previous.reverse();
        let previous: Vec<&str> = previous.iter().map(String::as_str).collect();
        let lang = self.c.view.locale.clone();
        let context = Context {
            previous: &previous,
            lang: Some(&lang),
        };
        self.keep_values(|vault| policy.masker.mask(text, &context, vault))
    }

    /// Does something that may add values: they are sealed, or none of them stays.
    fn keep_values<T>(
        &mut self,
        add: impl FnOnce(&mut Vault) -> Result<T, MaskError>,
    ) -> Result<T, ErrorCode> {
        let before = self.vault.len();
        let added = add(self.vault);
        let code = match added {
            Ok(added) if self.vault.len() <= before.max(VALUES_MAX) => {
                let new = self.vault.entries().skip(before).cloned();
                self.step.commit.seals.extend(new);
                return Ok(added);
            }
            Ok(_) => ErrorCode::TooManyDetails,
            Err(_) => ErrorCode::MaskingFailed,
        };
        // Entries come in the order they were added, and those of one vault never contradict each other.
        if let Ok(kept) = Vault::restore(self.vault.entries().take(before).cloned()) {
            *self.vault = kept;
        }
        Err(code)
    }

    /// A message that was sent before is acknowledged again; another text under the same name is
    /// refused. Returns whether the message was dealt with.
    pub(crate) fn is_repeat(
        &mut self,
        client_id: &ClientId,
        agent: Option<&AgentId>,
        text: &str,
    ) -> bool {
        let Some(Sent { seq, agent: sender }) = self.c.sent.get(client_id).cloned() else {
            return false;
        };
        let policy = self.c.policy.clone();
        // The same text masks to the same bytes: its values are known already.
        let remasked = policy
            .masker
            .mask(text, &Context::default(), &mut self.vault.clone());
        let stored = self.c.view.message(seq);
        let same = match (&remasked, stored) {
            (Ok(again), Some(stored)) => {
                stored.text == again.masked.as_str() || self.restored(&stored.text) == text
            }
            _ => false,
        };
        if sender.as_ref() == agent && same {
            let masked = stored
                .map(|message| message.masked.clone())
                .unwrap_or_default();
            self.acknowledge(client_id.clone(), seq, masked);
        } else {
            self.refuse(ErrorCode::ClientIdReused, Some(client_id.clone()));
        }
        true
    }

    /// The message is durable.
    pub(crate) fn acknowledge(&mut self, client_id: ClientId, seq: Seq, masked: Vec<MaskedSpan>) {
        let said = SayResponse { seq, masked };
        self.step.reply = Reply::Ack { client_id, said };
    }
}

/// Why a text is no message.
pub(crate) fn message_fault(text: &str) -> Option<ErrorCode> {
    if shows_nothing(text) {
        return Some(ErrorCode::EmptyMessage);
    }
    (text.chars().nth(MESSAGE_MAX_CHARS).is_some()).then_some(ErrorCode::MessageTooLong)
}

/// Spans as they travel.
pub(crate) fn wire_spans(masking: &Masking) -> Vec<MaskedSpan> {
    let point = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    masking
        .spans
        .iter()
        .map(|span| MaskedSpan {
            kind: span.kind.as_str().to_owned(),
            placeholder: span.placeholder.to_string(),
            start: point(span.start),
            end: point(span.end),
        })
        .collect()
}

/// The shape of an address, no more: whether it takes mail only mail can tell.
fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    !local.is_empty()
        && domain.contains('.')
        && !domain.starts_with('.')
        && !domain.ends_with('.')
        && !text.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\",;".contains(c))
}
