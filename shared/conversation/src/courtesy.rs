//! A greeting, thanks or "Who are you?" is answered in kind, with a reviewed text.
//!
//! For: a turn that begins and ends at once; no search and no model has an answer to "Hello".
//! Not for: telling a courtesy from a question (`handrail_triage`).

use crate::conversation::Step;
use handrail_protocol::{
    Attempt, Author, DecisionNote, EventBody, OfferReason, ReplySource, Seq, TurnId,
};
use handrail_text::Lang;
use handrail_triage::{Courtesy, courtesy};

impl Step<'_> {
    /// What the message is a courtesy for, and the language to answer in.
    pub(crate) fn courtesy(&self, message: Seq) -> Option<(Courtesy, Lang)> {
        let assistant = self.c.policy.assistant.as_ref()?;
        let panel = Lang::from_tag(&self.c.view.locale).unwrap_or(Lang::En);
        courtesy(&self.c.view.message(message)?.text, panel, &assistant.name)
    }

    /// The whole turn. It says nothing of whether earlier answers helped, so a person who was on offer for
    /// them is offered again.
    pub(crate) fn return_courtesy(&mut self, turn: TurnId, question: Seq, text: &str) {
        let asked = self.masked_message(question);
        let decision = self.decide(question, &asked, None);
        let note = DecisionNote {
            outcome: "answer".to_owned(),
            reason: "courtesy".to_owned(),
            ..self.decision_note(&decision, &[])
        };
        self.append(EventBody::TurnStarted {
            turn,
            attempt: Attempt(1),
            question,
        });
        self.append(EventBody::Decided {
            turn: Some(turn),
            note,
        });
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
        if self.c.view.offer.is_none() && self.failed_often() {
            self.offer(OfferReason::FailedAnswers);
        }
    }
}
