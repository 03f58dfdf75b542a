//! What an agent needs to know before answering, without reading everything: taken from the record
//! word by word, nothing made up.

use crate::pure::record::Record;
use handrail_protocol::{AuthorKind, Citation, Message};

/// A conversation at a glance.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Summary {
    /// The visitor's first message.
    pub asked: Option<String>,
    /// Their newest message, when it is another one.
    pub latest: Option<String>,
    /// Answers of the assistant.
    pub ai_answers: usize,
    /// Answers since the last success that did not help.
    pub failed_answers: u32,
    /// Sentences that were left out.
    pub withheld: usize,
    /// The articles the assistant cited, once each.
    pub sources: Vec<Citation>,
}

impl Summary {
    /// Reads the record.
    pub fn of(record: &Record) -> Self {
        let view = &record.view;
        let mut visitor = view
            .messages()
            .filter(|message| message.author.kind == AuthorKind::Visitor)
            .filter(|message| !message.text.trim().is_empty());
        let first = visitor.next();
        let last = visitor.next_back();
        let replies: Vec<&Message> = view
            .messages()
            .filter(|message| message.author.kind == AuthorKind::Ai)
            .collect();
        let mut sources: Vec<Citation> = Vec::new();
        for citation in replies.iter().flat_map(|reply| &reply.citations) {
            if !sources.iter().any(|known| known.title == citation.title) {
                sources.push(citation.clone());
            }
        }
        Self {
            asked: first.map(|message| message.text.clone()),
            latest: last.map(|message| message.text.clone()),
            ai_answers: replies.len(),
            failed_answers: view.failed_answers,
            withheld: replies.iter().map(|reply| reply.withheld.len()).sum(),
            sources,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pure::record::tests::{answered, fold, turn, visitor};

    #[test]
    fn first_and_newest_question_are_kept_apart() {
        let one = Summary::of(&fold(vec![visitor("Can I return shoes?")]));
        assert_eq!(one.asked.as_deref(), Some("Can I return shoes?"));
        assert_eq!(one.latest, None);

        let two = Summary::of(&fold(vec![
            visitor("Can I return shoes?"),
            turn(1),
            answered(1, "Within 30 days."),
            visitor("I want a person"),
        ]));
        assert_eq!(two.asked.as_deref(), Some("Can I return shoes?"));
        assert_eq!(two.latest.as_deref(), Some("I want a person"));
        assert_eq!(two.ai_answers, 1);
    }
}
