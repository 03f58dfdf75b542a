//! A greeting, thanks or "Who are you?" is answered in kind, with a reviewed text.
//!
//! For: a turn that begins and ends at once; no search and no model has an answer to "Hello".
//! Not for: telling a courtesy from a question (`handrail_triage`).

use crate::conversation::Transition;
use crate::decision::Course;
use handrail_protocol::{
    Attempt, Author, DecisionReason, EventBody, OfferReason, ReplySource, Seq, TurnId,
};
use handrail_text::Lang;
use handrail_triage::{Courtesy, courtesy};

impl Transition<'_> {
    /// What the message is a courtesy for, and the language to answer in.
    pub(crate) fn courtesy(&self, message: Seq) -> Option<(Courtesy, Lang)> {
        let assistant = self.c.policy.assistant.as_ref()?;
        let panel = Lang::from_tag(&self.c.view.locale).unwrap_or(Lang::En);
        courtesy(&self.c.view.message(message)?.text, panel, &assistant.name)
    }

    /// The whole turn. It says nothing of whether earlier answers helped, so a person who was on offer for
    /// them is offered again.
    pub(crate) fn return_courtesy(&mut self, turn: TurnId, question: Seq, text: &str) {
        self.append(EventBody::TurnStarted {
            turn,
            attempt: Attempt(1),
            question,
        });
        let thresholds = self.c.policy.thresholds;
        let failed_often = self.c.view.failed_answers >= thresholds.failed_answers.max(1);
        let course = if self.c.view.offer.is_none() && failed_often {
            Course::Offer(DecisionReason::FailedAnswers, OfferReason::FailedAnswers)
        } else {
            Course::Answer(DecisionReason::Courtesy)
        };
        self.note(question, Some(turn), course);
        self.append(EventBody::AssistantSaid {
            turn,
            author: Author::ai(self.assistant_name()),
            text: text.to_owned(),
            citations: Vec::new(),
            source: ReplySource {
                provider: ReplySource::REVIEWED_TEXT.to_owned(),
                model: String::new(),
                config_version: self.c.policy.config_version,
                confidence: 0.0,
            },
            unsure: false,
            withheld: Vec::new(),
            stopped: None,
        });
        if let Course::Offer(_, reason) = course {
            self.append(EventBody::HumanOffered { reason, turn: None });
        }
    }
}
