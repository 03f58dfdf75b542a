//! Who deals with a message: the assistant, the assistant with a person on offer, or people.
//!
//! For: the decision when a message comes and when its owner changes, put on record (invariant 9).
//! Not for: what the assistant then does (`turn.rs`), or reading the words (`handrail_triage`).
//!
//! Invariant 6 begins here: whoever deals with it, the message has its end.

use crate::conversation::Transition;
use crate::turn::is_visitor;
use handrail_mask::Masked;
use handrail_protocol::{
    Author, AuthorKind, DecisionNote, DecisionOutcome, DecisionReason, EventBody, HandoffReason,
    Message, Notice, OfferReason, Owner, Seq, TranscriptEntry, TurnId, TurnState,
};
use handrail_text::Lang;
use handrail_triage::self_harm::{careful_text, self_harm};
use handrail_triage::{
    Action, Answered, Decision, Evidence, HandoffCause, History, OfferCause, Signals, TopicRules,
};

/// The visitor's earlier messages that are compared for repetition.
const EARLIER_QUESTIONS: usize = 10;

/// What is done about a message: it goes on record as it is done, so the two can't differ.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Course {
    /// The assistant answers, and no person is offered for it.
    Answer(DecisionReason),
    /// A person is offered; why, as on record and as readers are told.
    Offer(DecisionReason, OfferReason),
    /// The conversation goes to people.
    Handoff(DecisionReason),
}

impl Transition<'_> {
    /// Decides who deals with a new message. Danger comes first, whoever owns the conversation.
    pub(crate) fn answer_or_hand_off(&mut self, question: Seq, text: &Masked) {
        let decision = self.decide(question, text);
        if let Some(danger) = &decision.evidence.signals.self_harm {
            self.note(question, None, Course::Handoff(DecisionReason::SelfHarm));
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
        if let Action::Handoff { reason } = decision.action {
            let (why, reason, topic) = handoff_reason(reason);
            self.note(question, None, Course::Handoff(why));
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
        let decision = self.decide(question, &text);
        let is_for_people = matches!(decision.action, Action::Handoff { .. });
        if !is_for_people && !self.model_passed_on(question) {
            self.answer(question, &decision);
        } else if given_back {
            self.offer(question, DecisionReason::HandedBack, OfferReason::Signals);
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
                matches!(entry, TranscriptEntry::Notice { notice, .. } if *notice == passed_on)
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
                reason: OfferCause::Declined { .. },
            } => {
                let why = DecisionReason::Declined;
                return self.offer(question, why, OfferReason::Declined);
            }
            Action::Offer {
                reason: OfferCause::Signals,
            } if !waiting => self.offer(question, DecisionReason::Signals, OfferReason::Signals),
            _ => {}
        }
        if self.ai_may_speak() {
            self.work_on(question);
        } else {
            let why = DecisionReason::NoConsent;
            self.offer(question, why, OfferReason::NoConsent);
        }
    }

    /// A turn, unless the question had as many as it can have: then a person is offered.
    pub(crate) fn work_on(&mut self, question: Seq) {
        if self.c.counts.is_tried_out(question) {
            let why = DecisionReason::TriedOften;
            self.offer(question, why, OfferReason::FailedAnswers);
        } else {
            self.start_turn(question);
        }
    }

    /// Offers a person beside what else happens, and puts on record why.
    pub(crate) fn offer(&mut self, question: Seq, why: DecisionReason, reason: OfferReason) {
        self.note(question, None, Course::Offer(why, reason));
        self.append(EventBody::HumanOffered { reason, turn: None });
    }

    fn decide(&mut self, question: Seq, text: &Masked) -> Decision {
        Evidence {
            signals: self.signals(question, text),
            answered: None,
            thresholds: self.c.policy.thresholds,
        }
        .decide()
    }

    /// What is done once the work on a question has ended. `failed_answers` counts it already.
    pub(crate) fn review(&self, answered: Answered, failed_answers: u32) -> Course {
        let evidence = Evidence {
            signals: Signals {
                failed_answers,
                ..Signals::default()
            },
            answered: Some(answered),
            thresholds: self.c.policy.thresholds,
        };
        match evidence.decide().action {
            Action::Offer { reason } => {
                let (why, reason) = offer_reason(&reason);
                Course::Offer(why, reason)
            }
            Action::Answer | Action::Handoff { .. } => Course::Answer(DecisionReason::Covered),
        }
    }

    /// Read when the message came; looking things up changes nothing about it.
    fn signals(&mut self, question: Seq, text: &Masked) -> Signals {
        let failed_answers = self.c.view.failed_answers;
        let signals = match self.c.signals.take() {
            Some((read, signals)) if read == question => signals,
            _ => self.read_signals(question, text),
        };
        self.c.signals = Some((question, signals.clone()));
        Signals {
            failed_answers,
            ..signals
        }
    }

    fn read_signals(&self, question: Seq, text: &Masked) -> Signals {
        let earlier: Vec<&str> = self
            .c
            .view
            .messages()
            .rev()
            .filter(|message| is_visitor(message) && message.seq < question)
            .take(EARLIER_QUESTIONS)
            .map(|message| message.text.as_str())
            .collect();
        let assistant = self.c.policy.assistant.as_ref();
        let history = History {
            earlier_questions: &earlier,
            failed_answers: self.c.view.failed_answers,
        };
        let topics = TopicRules {
            always_person: assistant.map_or(&[], |assistant| &assistant.always_person),
            declines: assistant.map_or(&[], |assistant| &assistant.declines),
        };
        Signals::read(text.as_str(), &history, &topics)
    }

    /// Puts what is about to be done about a message on record, with what it rests on (invariant 9).
    pub(crate) fn note(&mut self, question: Seq, turn: Option<TurnId>, course: Course) {
        let failed_answers = self.c.view.failed_answers;
        self.note_with(question, turn, course, failed_answers);
    }

    /// The same at the end of a turn, whose outcome counts already.
    pub(crate) fn note_ended(&mut self, turn: TurnId, course: Course, failed_answers: u32) {
        let question = self.asked();
        self.note_with(question, Some(turn), course, failed_answers);
    }

    fn note_with(
        &mut self,
        question: Seq,
        turn: Option<TurnId>,
        course: Course,
        failed_answers: u32,
    ) {
        let (outcome, reason) = match course {
            Course::Answer(why) => (DecisionOutcome::Answer, why),
            Course::Offer(why, _) => (DecisionOutcome::Offer, why),
            Course::Handoff(why) => (DecisionOutcome::Handoff, why),
        };
        let text = self.masked_message(question);
        let signals = self.signals(question, &text);
        let thresholds = self.c.policy.thresholds;
        let sources = turn.and_then(|_| self.sources());
        let mut scores = vec![
            ("signals".to_owned(), signals.score()),
            ("frustration".to_owned(), signals.frustration),
            ("repetition".to_owned(), signals.repetition),
            ("failed_answers".to_owned(), failed_answers as f32),
        ];
        scores.extend(sources.map(|sources| ("confidence".to_owned(), sources.confidence)));
        let passages = sources.map_or(&[][..], |sources| &sources.passages);
        let note = DecisionNote {
            outcome,
            reason,
            scores,
            thresholds: vec![
                ("signals".to_owned(), thresholds.signals),
                (
                    "failed_answers".to_owned(),
                    thresholds.failed_answers as f32,
                ),
                ("min_confidence".to_owned(), thresholds.min_confidence),
            ],
            passages: passages
                .iter()
                .map(|found| found.passage.id.as_str().to_owned())
                .collect(),
            config_version: self.c.policy.config_version,
        };
        self.append(EventBody::Decided { turn, note });
    }
}

fn handoff_reason(cause: HandoffCause) -> (DecisionReason, HandoffReason, Option<String>) {
    match cause {
        HandoffCause::SelfHarm => (DecisionReason::SelfHarm, HandoffReason::SelfHarm, None),
        HandoffCause::HumanRequested => (
            DecisionReason::HumanRequested,
            HandoffReason::AskedInWords,
            None,
        ),
        HandoffCause::AlwaysPerson { topic } => (
            DecisionReason::AlwaysPerson,
            HandoffReason::Topic,
            Some(topic),
        ),
    }
}

fn offer_reason(cause: &OfferCause) -> (DecisionReason, OfferReason) {
    match cause {
        OfferCause::Declined { .. } => (DecisionReason::Declined, OfferReason::Declined),
        OfferCause::Signals => (DecisionReason::Signals, OfferReason::Signals),
        OfferCause::FailedAnswers => (DecisionReason::FailedAnswers, OfferReason::FailedAnswers),
        OfferCause::NoSource => (DecisionReason::NoSource, OfferReason::NoSource),
        OfferCause::LowConfidence => (DecisionReason::LowConfidence, OfferReason::LowConfidence),
    }
}

/// Did the assistant or a person say it to the visitor?
fn answers(message: &Message) -> bool {
    !message.is_note && matches!(message.author.kind, AuthorKind::Ai | AuthorKind::Person)
}
