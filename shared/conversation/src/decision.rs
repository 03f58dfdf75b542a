//! Who deals with a message: the assistant, the assistant with a person on offer, or people.
//!
//! For: the decision when a message comes and when its owner changes, put on record (invariant 9).
//! Not for: what the assistant then does (`turn.rs`), or reading the words (`handrail_triage`).
//!
//! Invariant 6 begins here: whoever deals with it, the message has its end.

use crate::conversation::Step;
use crate::input::Found;
use crate::turn::is_visitor;
use handrail_mask::Masked;
use handrail_protocol::{
    Author, AuthorKind, DecisionNote, Entry, EventBody, HandoffReason, Message, Notice,
    OfferReason, Owner, Seq, TurnState,
};
use handrail_text::Lang;
use handrail_triage::escalation::Action;
use handrail_triage::self_harm::{careful_text, self_harm};
use handrail_triage::{Decision, History, Policy as Topics, Reason, Signals, decide};

/// The visitor's earlier messages that are compared for repetition.
const EARLIER_QUESTIONS: usize = 10;

impl Step<'_> {
    /// Decides who deals with a new message. Danger comes first, whoever owns the conversation.
    pub(crate) fn answer_or_hand_off(&mut self, question: Seq, text: &Masked) {
        let decision = self.decide(question, text, None);
        if let Some(danger) = &decision.record.signals.self_harm {
            self.note(&decision);
            return self.call_for_help(danger.lang);
        }
        match self.c.view.owner {
            Owner::Person { .. }
            | Owner::Waiting {
                ai_invited: false, ..
            } => return,
            Owner::Waiting { .. } | Owner::Assistant | Owner::Closed { .. } => {}
        }
        if self.c.policy.assistant.is_none() {
            return self.hand_off(HandoffReason::PeopleOnly, None);
        }
        if self.c.view.ai_excluded {
            return self.hand_off(HandoffReason::Pressed, None);
        }
        if let Action::Handoff { reason } = &decision.action {
            let (reason, topic) = handoff_reason(reason);
            self.note(&decision);
            return self.hand_off(reason, topic);
        }
        self.answer(question, &decision);
    }

    /// Someone may be in danger: the visitor reads, once in each wait, where help is, and comes first
    /// in line. It is Handrail that speaks, so it holds where no AI may.
    ///
    /// A person who owns the conversation reads the message as it comes, with the decision beside it
    /// on record, and says what is right: words of ours would talk over theirs. Should they leave it
    /// unanswered, [`Self::call_for_unanswered`] looks again.
    fn call_for_help(&mut self, lang: Lang) {
        let is_known = matches!(
            self.c.view.owner,
            Owner::Person { .. }
                | Owner::Waiting {
                    reason: HandoffReason::SelfHarm,
                    ..
                }
        );
        if is_known {
            return;
        }
        self.hand_off(HandoffReason::SelfHarm, None);
        self.append(EventBody::SystemSaid {
            author: Author::system(),
            text: careful_text(lang).to_owned(),
        });
    }

    /// The person is gone: whoever was in danger and got no answer is not left to themselves.
    /// Returns whether somebody was.
    pub(crate) fn call_for_unanswered(&mut self) -> bool {
        let newest = self.c.view.messages().rev();
        let danger = newest
            .take_while(|message| !answers(message))
            .filter(|message| is_visitor(message))
            .find_map(|message| self_harm(&message.text));
        if let Some(danger) = &danger {
            self.call_for_help(danger.lang);
        }
        danger.is_some()
    }

    /// The assistant may speak from now on: it takes up the newest message where nobody answered it.
    /// One that belongs to people has had its place in line; where a person gave the conversation
    /// back without a word about it (`given_back`), they are offered.
    pub(crate) fn take_up_unanswered(&mut self, given_back: bool) {
        let Some(question) = self.unanswered() else {
            return;
        };
        let text = self.masked_message(question);
        let decision = self.decide(question, &text, None);
        let is_for_people = matches!(decision.action, Action::Handoff { .. });
        if !is_for_people && !self.model_passed_on(question) {
            self.answer(question, &decision);
        } else if given_back {
            self.note(&decision);
            self.offer(OfferReason::Signals);
        }
    }

    /// The model asked for a person instead of answering. It would again, and who leaves the line would
    /// find themselves in it.
    fn model_passed_on(&self, question: Seq) -> bool {
        let later = self.c.view.entries.iter().rev();
        later
            .take_while(|entry| entry.seq() > question)
            .any(|entry| {
                let passed_on = Notice::Waiting(HandoffReason::ModelAsked);
                matches!(entry, Entry::Notice { notice, .. } if *notice == passed_on)
            })
    }

    /// The newest message of the visitor, if neither the assistant nor a person said anything since
    /// and no offer ended the work on it.
    fn unanswered(&self) -> Option<Seq> {
        let view = &self.c.view;
        let question = self.c.last_visitor_said?;
        let is_answered = view
            .messages()
            .rev()
            .take_while(|message| message.seq > question)
            .any(answers);
        let is_offered = view
            .turn
            .as_ref()
            .is_some_and(|turn| turn.question == question && turn.state == TurnState::Offered);
        (!is_answered && !is_offered).then_some(question)
    }

    /// The assistant deals with it: with a turn, or by declining.
    fn answer(&mut self, question: Seq, decision: &Decision) {
        let waiting = matches!(self.c.view.owner, Owner::Waiting { .. });
        match &decision.action {
            Action::Offer {
                reason: Reason::Declined { .. },
            } => {
                self.note(decision);
                return self.offer(OfferReason::Declined);
            }
            Action::Offer {
                reason: Reason::Signals,
            } if !waiting => {
                self.note(decision);
                self.offer(OfferReason::Signals);
            }
            _ => {}
        }
        if self.ai_may_speak() {
            self.start_turn(question);
        } else {
            self.offer(OfferReason::NoConsent);
        }
    }

    /// Offers a person beside what else happens.
    pub(crate) fn offer(&mut self, reason: OfferReason) {
        self.append(EventBody::HumanOffered { reason, turn: None });
    }

    pub(crate) fn decide(
        &mut self,
        question: Seq,
        text: &Masked,
        confidence: Option<f32>,
    ) -> Decision {
        let signals = match self.c.signals.take() {
            // Read when the message came; looking things up changes nothing about it.
            Some((read, signals)) if read == question => Signals {
                failed_answers: self.c.view.failed_answers,
                ..signals
            },
            _ => self.read_signals(text),
        };
        self.c.signals = Some((question, signals.clone()));
        decide(signals, confidence, self.c.policy.thresholds)
    }

    fn read_signals(&self, text: &Masked) -> Signals {
        let earlier: Vec<&str> = self
            .c
            .view
            .messages()
            .rev()
            .filter(|message| is_visitor(message))
            .skip(1)
            .take(EARLIER_QUESTIONS)
            .map(|message| message.text.as_str())
            .collect();
        let assistant = self.c.policy.assistant.as_ref();
        let history = History {
            earlier_questions: &earlier,
            failed_answers: self.c.view.failed_answers,
        };
        let topics = Topics {
            always_person: assistant.map_or(&[], |assistant| &assistant.always_person),
            declines: assistant.map_or(&[], |assistant| &assistant.declines),
        };
        Signals::read(text.as_str(), &history, &topics)
    }

    /// Puts a decision without a turn on record (invariant 9).
    fn note(&mut self, decision: &Decision) {
        let note = self.decision_note(decision, &[]);
        self.append(EventBody::Decided { turn: None, note });
    }

    pub(crate) fn decision_note(&self, decision: &Decision, found: &[Found]) -> DecisionNote {
        let record = &decision.record;
        let (outcome, reason) = match &decision.action {
            Action::Answer => ("answer", "covered"),
            Action::Offer { reason } => ("offer", reason.code()),
            Action::Handoff { reason } => ("handoff", reason.code()),
        };
        let mut scores = vec![
            ("signals".to_owned(), record.signal_score),
            ("frustration".to_owned(), record.signals.frustration),
            ("repetition".to_owned(), record.signals.repetition),
            (
                "failed_answers".to_owned(),
                record.signals.failed_answers as f32,
            ),
        ];
        scores.extend(
            record
                .confidence
                .map(|confidence| ("confidence".to_owned(), confidence)),
        );
        DecisionNote {
            outcome: outcome.to_owned(),
            reason: reason.to_owned(),
            scores,
            thresholds: vec![
                ("signals".to_owned(), record.thresholds.signals),
                (
                    "failed_answers".to_owned(),
                    record.thresholds.failed_answers as f32,
                ),
                (
                    "min_confidence".to_owned(),
                    record.thresholds.min_confidence,
                ),
            ],
            passages: found
                .iter()
                .map(|found| found.passage.id.as_str().to_owned())
                .collect(),
            config_version: self.c.policy.config_version,
        }
    }
}

fn handoff_reason(reason: &Reason) -> (HandoffReason, Option<String>) {
    match reason {
        Reason::SelfHarm => (HandoffReason::SelfHarm, None),
        Reason::HumanRequested => (HandoffReason::AskedInWords, None),
        Reason::AlwaysPerson { topic } => (HandoffReason::Topic, Some(topic.clone())),
        Reason::Declined { .. }
        | Reason::FailedAnswers
        | Reason::Signals
        | Reason::LowConfidence => (HandoffReason::Signals, None),
    }
}

/// Did the assistant or a person say it to the visitor?
fn answers(message: &Message) -> bool {
    !message.is_note && matches!(message.author.kind, AuthorKind::Ai | AuthorKind::Person)
}
