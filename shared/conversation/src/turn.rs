//! A turn: one question and the assistant's work on it, from the search to the final event.
//!
//! Not for: whether the assistant deals with the question at all (`decision.rs`), or checking what a
//! model writes (`answer.rs`).
//!
//! Invariant: input of search and model counts in the phase it belongs to and is ignored in any other.

use crate::answer::{Answer, Checked};
use crate::conversation::Transition;
use crate::decision::Course;
use crate::input::Writer;
use crate::phase::{Phase, Sources};
use crate::prompt::{DEFAULT_REPLY_WORDS, compose};
use crate::step::{Delta, Frame, Question, Work};
use handrail_knowledge::Ranked;
use handrail_mask::Masked;
use handrail_protocol::{
    Attempt, Author, DecisionReason, EventBody, FailureReason, HandoffReason, Notice, OfferReason,
    ReplySource, Seq, StopCause, TranscriptEntry, TurnId, Withheld,
};
use handrail_triage::{AnswerText, Answered};
use std::sync::Arc;

/// Tries of one turn: the first, and two more after restarts.
const MAX_ATTEMPTS: Attempt = Attempt(3);
/// A question of fewer words is searched together with the one before it.
const SHORT_QUESTION_WORDS: usize = 5;
/// The messages that make one search, at most.
const SEARCHED_TOGETHER: usize = 3;
/// The passages that go along with a question.
const MAX_PASSAGES: usize = 6;
/// What is on record of a turn that was stopped or failed once the answerer was asked.
const INTERRUPTED: Course = Course::Answer(DecisionReason::Interrupted);

impl Transition<'_> {
    pub(crate) fn start_turn(&mut self, question: Seq) {
        let turn = self.next_turn();
        match self.courtesy(question) {
            Some((courtesy, lang)) => {
                let reply = courtesy.reply(lang, &self.assistant_name());
                self.return_courtesy(turn, question, &reply);
            }
            None => self.begin_attempt(turn, Attempt(1), question),
        }
    }

    fn next_turn(&self) -> TurnId {
        let last = self.c.view.turn.as_ref();
        last.map_or(TurnId(1), |turn| turn.id.next())
    }

    fn begin_attempt(&mut self, turn: TurnId, attempt: Attempt, question: Seq) {
        self.append(EventBody::TurnStarted {
            turn,
            attempt,
            question,
        });
        let query = self.query(question);
        self.c.phase = Some(Phase::Searching {
            query: query.clone(),
        });
        let locale = self.c.view.locale.clone();
        self.step.work.push(Work::Search {
            turn,
            attempt,
            query,
            locale,
        });
    }

    pub(crate) fn restarted(&mut self) {
        let Some(open) = self.c.view.open_turn().cloned() else {
            return;
        };
        if self.c.phase.is_some() {
            return;
        }
        if open.attempt >= MAX_ATTEMPTS {
            return self.fail_turn(FailureReason::Restarted);
        }
        let attempt = open.attempt.next();
        self.begin_attempt(open.id, attempt, open.question);
        self.step.frames.push(Frame::TurnReset {
            turn: open.id,
            attempt,
        });
    }

    pub(crate) fn passages_found(
        &mut self,
        turn: TurnId,
        attempt: Attempt,
        mut passages: Vec<Ranked>,
    ) {
        if !self.is_current(turn, attempt) {
            return;
        }
        let Some(Phase::Searching { query }) = &self.c.phase else {
            return;
        };
        let query = query.clone();
        self.c.progress_at = self.now;
        passages.truncate(MAX_PASSAGES);
        let passages: Arc<[Ranked]> = passages.into();
        let best = passages.first();
        let confidence = best.map_or(0.0, |best| best.score.clamp(0.0, 1.0));
        let asked = self.asked();
        let sources = Sources {
            passages: Arc::clone(&passages),
            question: self.masked_message(asked),
            confidence,
        };
        self.c.phase = Some(Phase::Asked(sources));
        if passages.is_empty() && !self.c.policy.generative {
            return self.conclude_without_answer(turn);
        }
        let prompt = compose(&self.c.policy, &self.c.view, &passages, asked);
        self.step.work.push(Work::Ask(Box::new(Question {
            turn,
            attempt,
            prompt,
            query,
            passages,
        })));
    }

    pub(crate) fn search_failed(&mut self, turn: TurnId, attempt: Attempt) {
        if self.is_current(turn, attempt) && !self.was_asked() {
            self.fail_turn(FailureReason::ModelDown);
        }
    }

    pub(crate) fn model_chunk(&mut self, turn: TurnId, attempt: Attempt, text: &str) {
        if !self.is_current(turn, attempt) {
            return;
        }
        let mut answer = match self.c.phase.take() {
            Some(Phase::Asked(sources)) => {
                self.step.frames.push(Frame::Writing { turn });
                let assistant = self.c.policy.assistant.as_ref();
                let max_words = assistant.map_or(DEFAULT_REPLY_WORDS, |a| a.max_reply_words);
                Box::new(Answer::new(sources, max_words))
            }
            Some(Phase::Writing(answer)) => answer,
            other => {
                self.c.phase = other;
                return;
            }
        };
        self.c.progress_at = self.now;
        let checked = answer.push(text, &self.c.policy.masker, self.vault);
        let is_full = answer.is_full();
        self.c.phase = Some(Phase::Writing(answer));
        self.show(turn, attempt, checked);
        if is_full {
            self.end_full_turn(turn);
        }
    }

    pub(crate) fn model_done(&mut self, turn: TurnId, attempt: Attempt, wrote: Writer) {
        if self.is_current(turn, attempt) && self.was_asked() {
            self.flush(turn, attempt);
            self.conclude(turn, wrote);
        }
    }

    pub(crate) fn model_failed(&mut self, turn: TurnId, attempt: Attempt, wrote: Option<Writer>) {
        if !self.is_current(turn, attempt) || !self.was_asked() {
            return;
        }
        match wrote {
            Some(wrote) if self.has_shown_text() => {
                self.cut_short(turn, wrote, StopCause::Truncated, INTERRUPTED);
            }
            _ => self.fail_turn(FailureReason::ModelDown),
        }
    }

    pub(crate) fn model_asked_for_person(&mut self, turn: TurnId, attempt: Attempt) {
        if self.is_current(turn, attempt) && self.was_asked() {
            self.end_turn(
                StopCause::Handoff,
                Course::Handoff(DecisionReason::ModelAsked),
            );
            self.hand_off(HandoffReason::ModelAsked, None);
        }
    }

    /// Ends the open turn for a newer message.
    pub(crate) fn supersede(&mut self) {
        self.end_turn_early(StopCause::Superseded);
    }

    /// Ends the open turn before its own end: what was shown is kept and marked.
    pub(crate) fn end_turn_early(&mut self, cause: StopCause) {
        self.end_turn(cause, INTERRUPTED);
    }

    fn end_turn(&mut self, cause: StopCause, course: Course) {
        let Some(turn) = self.c.view.open_turn().map(|turn| turn.id) else {
            return;
        };
        self.step.work.push(Work::StopModel { turn });
        if self.has_shown_text() {
            let wrote = self.default_writer();
            self.cut_short(turn, wrote, cause, course);
        } else {
            self.note_asked(turn, course);
            self.append(EventBody::TurnStopped { turn, cause });
        }
    }

    /// The model writes more than a reply may hold: it is stopped, and what was checked is the answer.
    fn end_full_turn(&mut self, turn: TurnId) {
        self.step.work.push(Work::StopModel { turn });
        let wrote = self.default_writer();
        if self.has_shown_text() {
            self.cut_short(turn, wrote, StopCause::Truncated, INTERRUPTED);
        } else {
            self.conclude(turn, wrote);
        }
    }

    pub(crate) fn fail_turn(&mut self, reason: FailureReason) {
        let Some(turn) = self.c.view.open_turn().map(|turn| turn.id) else {
            return;
        };
        self.step.work.push(Work::StopModel { turn });
        if reason == FailureReason::Timeout && self.has_shown_text() {
            let wrote = self.default_writer();
            return self.cut_short(turn, wrote, StopCause::Truncated, INTERRUPTED);
        }
        self.note_asked(turn, INTERRUPTED);
        self.append(EventBody::TurnFailed { turn, reason });
    }

    /// The model came to its end: the reply is final, and a person is offered when it is time.
    fn conclude(&mut self, turn: TurnId, wrote: Writer) {
        let Some(answer) = self.c.phase.as_ref().and_then(Phase::answer) else {
            return self.conclude_without_answer(turn);
        };
        let text = match (
            answer.shown_to_agents().trim().is_empty(),
            answer.withheld().is_empty(),
        ) {
            (false, _) => AnswerText::Shown,
            (true, false) => AnswerText::Withheld,
            (true, true) => return self.conclude_without_answer(turn),
        };
        let confidence = answer.sources().confidence;
        let reply = self.reply(turn, answer, wrote, None);
        let failed_answers = self.c.view.failed_answers_after(&reply);
        let course = self.review(Answered { confidence, text }, failed_answers);
        let course = match course {
            Course::Offer(..) if self.c.view.offer.is_some() => {
                Course::Answer(DecisionReason::AlreadyOffered)
            }
            course => course,
        };
        self.note_ended(turn, course, failed_answers);
        self.append(reply);
        if let Course::Offer(_, reason) = course {
            self.append(EventBody::HumanOffered { reason, turn: None });
        }
    }

    /// Nothing was found or written: the turn ends with the offer of a person.
    fn conclude_without_answer(&mut self, turn: TurnId) {
        let confidence = self.sources().map_or(0.0, |sources| sources.confidence);
        let answered = Answered {
            confidence,
            text: AnswerText::None,
        };
        let offered = |reason| EventBody::HumanOffered {
            reason,
            turn: Some(turn),
        };
        let no_source = offered(OfferReason::NoSource);
        let failed_answers = self.c.view.failed_answers_after(&no_source);
        let course = self.review(answered, failed_answers);
        self.note_ended(turn, course, failed_answers);
        if let Course::Offer(_, reason) = course {
            self.append(offered(reason));
        }
    }

    /// The reply ends before its own end: what was checked stays, and says so.
    fn cut_short(&mut self, turn: TurnId, wrote: Writer, cause: StopCause, course: Course) {
        let Some(answer) = self.c.phase.as_ref().and_then(Phase::answer) else {
            return;
        };
        let reply = self.reply(turn, answer, wrote, Some(cause));
        self.note_asked(turn, course);
        self.append(reply);
    }

    fn reply(
        &self,
        turn: TurnId,
        answer: &Answer,
        wrote: Writer,
        stopped: Option<StopCause>,
    ) -> EventBody {
        let confidence = answer.sources().confidence;
        EventBody::AssistantSaid {
            turn,
            author: Author::ai(self.assistant_name()),
            text: answer.shown_to_agents().trim_end().to_owned(),
            citations: answer.citations(&self.c.policy.origin),
            source: ReplySource {
                provider: wrote.provider,
                model: wrote.model,
                config_version: self.c.policy.config_version,
                confidence,
            },
            unsure: self.c.policy.thresholds.is_unsure(confidence),
            withheld: answer.withheld().to_vec(),
            stopped,
        }
    }

    pub(crate) fn assistant_name(&self) -> String {
        let assistant = self.c.policy.assistant.as_ref();
        assistant.map_or_else(String::new, |assistant| assistant.name.clone())
    }

    fn flush(&mut self, turn: TurnId, attempt: Attempt) {
        if let Some(Phase::Writing(answer)) = self.c.phase.as_mut() {
            let checked = answer.finish(&self.c.policy.masker, self.vault);
            self.show(turn, attempt, checked);
        }
    }

    fn show(&mut self, turn: TurnId, attempt: Attempt, checked: Checked) {
        for Withheld {
            sentence,
            fact,
            reason,
        } in checked.withheld
        {
            self.step.frames.push(Frame::Withheld {
                turn,
                sentence,
                fact,
                reason,
            });
        }
        if checked.agent.text.is_empty() && checked.visitor.text.is_empty() {
            return;
        }
        let Checked { visitor, agent, .. } = checked;
        self.step.frames.push(Frame::Delta(Delta {
            turn,
            attempt,
            visitor,
            agent,
        }));
    }

    fn has_shown_text(&self) -> bool {
        let answer = self.c.phase.as_ref().and_then(Phase::answer);
        answer.is_some_and(|answer| !answer.shown_to_agents().trim().is_empty())
    }

    /// Is the search over, and the model's turn?
    fn was_asked(&self) -> bool {
        matches!(self.c.phase, Some(Phase::Asked(_) | Phase::Writing(_)))
    }

    pub(crate) fn sources(&self) -> Option<&Sources> {
        self.c.phase.as_ref().and_then(Phase::sources)
    }

    /// The message the newest turn works on.
    pub(crate) fn asked(&self) -> Seq {
        let turn = self.c.view.turn.as_ref();
        turn.map_or(Seq(0), |turn| turn.question)
    }

    /// The turn ends before its own end. Where the answerer was asked, what it was asked with is on
    /// record all the same.
    fn note_asked(&mut self, turn: TurnId, course: Course) {
        if self.was_asked() {
            let asked = self.asked();
            self.note(asked, Some(turn), course);
        }
    }

    fn is_current(&self, turn: TurnId, attempt: Attempt) -> bool {
        let open = self.c.view.open_turn();
        open.is_some_and(|open| open.id == turn && open.attempt == attempt)
    }

    fn default_writer(&self) -> Writer {
        let provider = if self.c.policy.generative {
            "model"
        } else {
            "extractive"
        };
        Writer {
            provider: provider.to_owned(),
            model: String::new(),
        }
    }

    /// The text of a message of this conversation, which the log holds masked.
    pub(crate) fn masked_message(&self, seq: Seq) -> Masked {
        let text = self
            .c
            .view
            .message(seq)
            .map(|message| message.text.clone())
            .unwrap_or_default();
        Masked::from_log(text)
    }

    /// The question for the search. A short one ("and to Canada?") goes together with the one before
    /// it, and so does one whose predecessor was superseded before it got any text. Greetings and thanks
    /// between them hold nothing to search for.
    fn query(&self, question: Seq) -> Masked {
        let asked = self.masked_message(question);
        let mut joins = asked.as_str().split_whitespace().count() < SHORT_QUESTION_WORDS;
        let mut together = vec![asked];
        let entries = self.c.view.entries.iter().rev();
        for entry in entries.filter(|entry| entry.seq() < question) {
            match entry {
                TranscriptEntry::Notice { notice, .. } => {
                    joins |= matches!(notice, Notice::TurnStopped(_, StopCause::Superseded));
                }
                TranscriptEntry::Message(message)
                    if is_visitor(message) && self.courtesy(message.seq).is_none() =>
                {
                    if !joins || together.len() == SEARCHED_TOGETHER {
                        break;
                    }
                    together.push(Masked::from_log(message.text.clone()));
                    joins = false;
                }
                TranscriptEntry::Message(_) => {}
            }
        }
        let parts = together.iter().rev();
        Masked::join(parts.map(|part| part as &dyn handrail_mask::Leaving), " ")
            .without_placeholders()
    }
}

pub(crate) fn is_visitor(message: &handrail_protocol::Message) -> bool {
    message.author.kind == handrail_protocol::AuthorKind::Visitor
}
