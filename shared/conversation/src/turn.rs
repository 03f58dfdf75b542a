//! A turn: one question and the assistant's work on it, from the search to the final event.

use crate::answer::{Answer, Checked};
use crate::conversation::Step;
use crate::effect::{Delta, Effect, Piece};
use crate::input::{Found, Writer};
use crate::prompt::{DEFAULT_REPLY_WORDS, compose};
use handrail_mask::Masked;
use handrail_protocol::{
    Attempt, Author, Entry, EventBody, FailureReason, HandoffReason, Notice, OfferReason,
    ReplySource, Seq, StopCause, TurnId, Withheld,
};

/// Tries of one turn: the first, and two more after restarts.
const MAX_ATTEMPTS: Attempt = Attempt(3);
/// A question of fewer words is searched together with the one before it.
const SHORT_QUESTION_WORDS: usize = 5;
/// The messages that make one search, at most.
const SEARCHED_TOGETHER: usize = 3;
/// The passages that go along with a question.
const MAX_PASSAGES: usize = 6;

impl Step<'_> {
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
        let assistant = self.c.policy.assistant.as_ref();
        let max_reply_words = assistant.map_or(DEFAULT_REPLY_WORDS, |a| a.max_reply_words);
        self.c.answer = Some(Answer::new(max_reply_words));
        let query = self.query(question);
        let locale = self.c.view.locale.clone();
        self.effects.push(Effect::Search {
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
        if self.c.answer.is_some() {
            return;
        }
        if open.attempt >= MAX_ATTEMPTS {
            return self.fail_turn(FailureReason::Restarted);
        }
        let attempt = open.attempt.next();
        self.begin_attempt(open.id, attempt, open.question);
        self.effects.push(Effect::TurnReset {
            turn: open.id,
            attempt,
        });
    }

    pub(crate) fn passages_found(&mut self, turn: TurnId, attempt: Attempt, mut found: Vec<Found>) {
        if !self.is_current(turn, attempt) {
            return;
        }
        found.truncate(MAX_PASSAGES);
        self.c.progress_at = self.now;
        let confidence = found.first().map_or(0.0, |best| best.score.clamp(0.0, 1.0));
        let asked = self
            .c
            .view
            .turn
            .as_ref()
            .map_or(Seq(0), |turn| turn.question);
        let question = self.masked_message(asked);
        let decision = self.decide(asked, &question, Some(confidence));
        let note = self.decision_note(&decision, &found);
        // On record with the turn's end: a write of its own would stand between search and model.
        if let Some(answer) = self.c.answer.as_mut() {
            answer.decided(note);
        }
        if found.is_empty() && !self.c.policy.generative {
            return self.offer_instead(turn, OfferReason::NoSource);
        }
        let prompt = compose(&self.c.policy, &self.c.view, &found, asked);
        let unsure = confidence < self.c.policy.thresholds.min_confidence;
        if let Some(answer) = self.c.answer.as_mut() {
            answer.rest_on(found, &question, confidence, unsure);
        }
        self.effects.push(Effect::Ask {
            turn,
            attempt,
            prompt,
        });
    }

    pub(crate) fn model_chunk(&mut self, turn: TurnId, attempt: Attempt, text: &str) {
        if !self.is_current(turn, attempt) {
            return;
        }
        self.c.progress_at = self.now;
        let Some(answer) = self.c.answer.as_mut() else {
            return;
        };
        if !answer.is_begun() {
            self.effects.push(Effect::Writing { turn });
        }
        let checked = answer.push(text, &self.c.policy.masker, self.vault);
        let is_full = answer.is_full();
        self.show(turn, attempt, checked);
        if is_full {
            self.end_full_turn(turn);
        }
    }

    pub(crate) fn model_done(&mut self, turn: TurnId, attempt: Attempt, wrote: Writer) {
        if self.is_current(turn, attempt) {
            self.flush(turn, attempt);
            self.conclude(turn, wrote, None);
        }
    }

    pub(crate) fn model_failed(&mut self, turn: TurnId, attempt: Attempt, wrote: Option<Writer>) {
        if !self.is_current(turn, attempt) {
            return;
        }
        match wrote {
            Some(wrote) if self.has_shown_text() => {
                self.conclude(turn, wrote, Some(StopCause::Truncated));
            }
            _ => self.fail_turn(FailureReason::ModelDown),
        }
    }

    pub(crate) fn model_asked_for_person(&mut self, turn: TurnId, attempt: Attempt) {
        if self.is_current(turn, attempt) {
            self.hand_off(HandoffReason::ModelAsked, None);
        }
    }

    /// Ends the open turn for a newer message.
    pub(crate) fn supersede(&mut self) {
        self.end_turn_early(StopCause::Superseded);
    }

    /// Ends the open turn before its own end: what was shown is kept and marked.
    pub(crate) fn end_turn_early(&mut self, cause: StopCause) {
        let Some(turn) = self.c.view.open_turn().map(|turn| turn.id) else {
            return;
        };
        self.effects.push(Effect::StopModel { turn });
        if self.has_shown_text() {
            let wrote = self.default_writer();
            self.conclude(turn, wrote, Some(cause));
        } else {
            self.note_of_turn(turn);
            self.append(EventBody::TurnStopped { turn, cause });
        }
    }

    /// The model writes more than a reply may hold: it is stopped, and what was checked is the answer.
    fn end_full_turn(&mut self, turn: TurnId) {
        self.effects.push(Effect::StopModel { turn });
        let stopped = self.has_shown_text().then_some(StopCause::Truncated);
        let wrote = self.default_writer();
        self.conclude(turn, wrote, stopped);
    }

    pub(crate) fn fail_turn(&mut self, reason: FailureReason) {
        let Some(turn) = self.c.view.open_turn().map(|turn| turn.id) else {
            return;
        };
        self.effects.push(Effect::StopModel { turn });
        if reason == FailureReason::Timeout && self.has_shown_text() {
            let wrote = self.default_writer();
            return self.conclude(turn, wrote, Some(StopCause::Truncated));
        }
        self.note_of_turn(turn);
        self.append(EventBody::TurnFailed { turn, reason });
    }

    /// Appends the reply, or the offer where there is none, and offers a person when it is time.
    fn conclude(&mut self, turn: TurnId, wrote: Writer, stopped: Option<StopCause>) {
        self.note_of_turn(turn);
        let Some(answer) = self.c.answer.take() else {
            return self.fail_turn(FailureReason::ModelDown);
        };
        if answer.shown_to_agents().trim().is_empty() && answer.withheld().is_empty() {
            return match stopped {
                Some(cause) => {
                    self.append(EventBody::TurnStopped { turn, cause });
                }
                None => self.offer_instead(turn, OfferReason::NoSource),
            };
        }
        let helped = !answer.shown_to_agents().trim().is_empty();
        self.append(EventBody::AssistantSaid {
            turn,
            author: Author::ai(self.assistant_name()),
            text: answer.shown_to_agents().trim_end().to_owned(),
            citations: answer.citations(&self.c.policy.origin),
            source: ReplySource {
                provider: wrote.provider,
                model: wrote.model,
                config_version: self.c.policy.config_version,
                confidence: answer.confidence(),
            },
            unsure: answer.is_unsure(),
            withheld: answer.withheld().to_vec(),
            stopped,
        });
        if stopped.is_some() || self.c.view.offer.is_some() {
            return;
        }
        if self.failed_often() {
            self.offer(OfferReason::FailedAnswers);
        } else if answer.is_unsure() || !helped {
            self.offer(OfferReason::LowConfidence);
        }
    }

    /// Ends a turn with the offer of a person.
    fn offer_instead(&mut self, turn: TurnId, reason: OfferReason) {
        self.note_of_turn(turn);
        let often = self.c.view.failed_answers + 1 >= self.c.policy.thresholds.failed_answers;
        let reason = if often {
            OfferReason::FailedAnswers
        } else {
            reason
        };
        self.append(EventBody::HumanOffered {
            reason,
            turn: Some(turn),
        });
    }

    pub(crate) fn assistant_name(&self) -> String {
        let assistant = self.c.policy.assistant.as_ref();
        assistant.map_or_else(String::new, |assistant| assistant.name.clone())
    }

    pub(crate) fn failed_often(&self) -> bool {
        self.c.view.failed_answers >= self.c.policy.thresholds.failed_answers
    }

    fn flush(&mut self, turn: TurnId, attempt: Attempt) {
        let checked = match self.c.answer.as_mut() {
            Some(answer) => answer.finish(&self.c.policy.masker, self.vault),
            None => return,
        };
        self.show(turn, attempt, checked);
    }

    fn show(&mut self, turn: TurnId, attempt: Attempt, checked: Checked) {
        for withheld in checked.withheld {
            let Withheld {
                sentence,
                fact,
                reason,
            } = withheld;
            self.effects.push(Effect::Withheld {
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
        self.effects.push(Effect::Delta(Delta {
            turn,
            attempt,
            visitor,
            agent,
        }));
    }

    fn has_shown_text(&self) -> bool {
        self.c
            .answer
            .as_ref()
            .is_some_and(|answer| !answer.shown_to_agents().trim().is_empty())
    }

    fn is_current(&self, turn: TurnId, attempt: Attempt) -> bool {
        self.c.answer.is_some()
            && self
                .c
                .view
                .open_turn()
                .is_some_and(|open| open.id == turn && open.attempt == attempt)
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
                Entry::Notice { notice, .. } => {
                    joins |= matches!(notice, Notice::TurnStopped(_, StopCause::Superseded));
                }
                Entry::Message(message)
                    if is_visitor(message) && self.courtesy(message.seq).is_none() =>
                {
                    if !joins || together.len() == SEARCHED_TOGETHER {
                        break;
                    }
                    together.push(Masked::from_log(message.text.clone()));
                    joins = false;
                }
                Entry::Message(_) => {}
            }
        }
        let parts = together.iter().rev();
        Masked::join(parts.map(|part| part as &dyn handrail_mask::Leaving), " ")
            .without_placeholders()
    }

    /// Puts the decision that the running turn rests on on record, once.
    fn note_of_turn(&mut self, turn: TurnId) {
        if let Some(note) = self.c.answer.as_mut().and_then(Answer::take_decision) {
            let turn = Some(turn);
            self.append(EventBody::Decided { turn, note });
        }
    }
}

pub(crate) fn is_visitor(message: &handrail_protocol::Message) -> bool {
    message.author.kind == handrail_protocol::AuthorKind::Visitor
}

/// A piece that begins where the text so far ends.
pub(crate) fn piece_after(shown: &str, text: String) -> Piece {
    Piece {
        offset: u32::try_from(shown.len()).unwrap_or(u32::MAX),
        text,
    }
}
