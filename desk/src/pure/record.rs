//! The whole record of one conversation as an agent reads it: the transcript of every reader,
//! and what only agents get (decisions, reasons of reveals, who wrote a reply).

use crate::pure::reply_deadline::ReplyDeadline;
use crate::pure::segments::{self, segments};
use handrail_protocol::{
    DecisionNote, Event, EventBody, Message, Notice, ReplySource, Seq, TranscriptEntry, TurnId,
    UnixMillis, View,
};
use handrail_ui::rail::{Line, Segment, follow};
use std::collections::BTreeMap;

/// Everything known of one conversation.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Record {
    /// The fold every reader shares.
    pub view: View,
    /// How long the visitor has been waiting for the owner.
    pub deadline: ReplyDeadline,
    decisions: Vec<Decision>,
    sources: BTreeMap<Seq, ReplySource>,
    remarks: BTreeMap<Seq, String>,
    contact: Vec<String>,
    shown: Vec<(Seq, UnixMillis, Vec<String>)>,
}

/// One decision of the triage.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// Its event.
    pub seq: Seq,
    /// When.
    pub at: UnixMillis,
    /// The turn it concerns.
    pub turn: Option<TurnId>,
    /// What it rests on.
    pub note: DecisionNote,
}

/// One line of the agent's transcript, with its piece of the rail.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The rail beside it.
    pub segment: Segment,
    /// What it shows.
    pub content: Content,
}

/// What a line shows.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Somebody wrote.
    Message {
        /// The message.
        message: Message,
        /// How the assistant came to it.
        decisions: Vec<Decision>,
        /// What wrote it, when the assistant did.
        source: Option<ReplySource>,
    },
    /// Something happened.
    Notice {
        /// Its event.
        seq: Seq,
        /// When.
        at: UnixMillis,
        /// What.
        notice: Notice,
        /// The topic of a handoff or the reason of a reveal.
        remark: Option<String>,
    },
    /// A decision without a reply.
    Decision(Decision),
    /// The owner was shown contact details.
    DetailsShown {
        /// Its event.
        seq: Seq,
        /// When.
        at: UnixMillis,
        /// Which.
        placeholders: Vec<String>,
    },
}

impl Row {
    /// Where the row stands.
    pub fn seq(&self) -> Seq {
        match &self.content {
            Content::Message { message, .. } => message.seq,
            Content::Notice { seq, .. } | Content::DetailsShown { seq, .. } => *seq,
            Content::Decision(decision) => decision.seq,
        }
    }

    /// Changes when the row has to be drawn again.
    pub fn key(&self) -> (Seq, usize) {
        let parts = match &self.content {
            Content::Message { decisions, .. } => decisions.len(),
            Content::Notice { .. } | Content::Decision(_) | Content::DetailsShown { .. } => 0,
        };
        (self.seq(), parts)
    }
}

impl Record {
    /// Folds one event in; repeats change nothing. Returns whether it was new.
    pub fn apply(&mut self, event: &Event) -> bool {
        if !self.view.apply(event) {
            return false;
        }
        self.deadline.apply(event, &self.view.owner);
        let (seq, at) = (event.seq, event.at);
        match &event.body {
            EventBody::Decided { turn, note } => self.decisions.push(Decision {
                seq,
                at,
                turn: *turn,
                note: note.clone(),
            }),
            EventBody::AssistantSaid { source, .. } => {
                self.sources.insert(seq, source.clone());
            }
            EventBody::HandoffRequested {
                topic: Some(topic), ..
            } => {
                self.remarks.insert(seq, topic.clone());
            }
            EventBody::Revealed { reason, .. } => {
                self.remarks.insert(seq, reason.clone());
            }
            EventBody::DetailsShown { placeholders, .. } => {
                self.shown.push((seq, at, placeholders.clone()));
            }
            EventBody::ContactLeft { placeholder } => self.contact.push(placeholder.clone()),
            _ => {}
        }
        true
    }

    /// The transcript with decisions beside the replies they led to. A decision of the turn that is
    /// being worked on waits for its reply.
    pub fn rows(&self) -> Vec<Row> {
        let open = self.view.open_turn().map(|turn| turn.id);
        let mut line = Line::default();
        let mut rows: Vec<Row> = Vec::with_capacity(self.view.entries.len());
        for entry in &self.view.entries {
            let segment = follow(line, entry);
            line = segment.below;
            let content = match entry {
                TranscriptEntry::Message(message) => Content::Message {
                    decisions: message
                        .turn
                        .map_or_else(Vec::new, |turn| self.of_turn(turn)),
                    source: self.sources.get(&message.seq).cloned(),
                    message: message.clone(),
                },
                TranscriptEntry::Notice { seq, at, notice } => Content::Notice {
                    seq: *seq,
                    at: *at,
                    notice: notice.clone(),
                    remark: self.remarks.get(seq).cloned(),
                },
            };
            rows.push(Row { segment, content });
        }
        let alone = self.decisions.iter().filter(|decision| {
            decision.turn.is_none_or(|turn| {
                Some(turn) != open && !self.view.messages().any(|said| said.turn == Some(turn))
            })
        });
        for decision in alone {
            insert(&mut rows, Content::Decision(decision.clone()));
        }
        for (seq, at, placeholders) in self.shown.clone() {
            insert(
                &mut rows,
                Content::DetailsShown {
                    seq,
                    at,
                    placeholders,
                },
            );
        }
        rows
    }

    /// The rail as it goes on after the last line.
    pub fn line(&self) -> Line {
        self.view
            .entries
            .iter()
            .fold(Line::default(), |line, entry| follow(line, entry).below)
    }

    /// Every hidden value that was mentioned, once, in order of appearance.
    pub fn placeholders(&self) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        let in_texts = self.view.messages().flat_map(|message| {
            let in_text = segments(&message.text).into_iter().filter_map(|s| match s {
                segments::Segment::Hidden(placeholder) => Some(placeholder),
                segments::Segment::Text(_) => None,
            });
            message
                .masked
                .iter()
                .map(|span| span.placeholder.clone())
                .chain(in_text)
        });
        for placeholder in in_texts.chain(self.contact.iter().cloned()) {
            if !found.contains(&placeholder) {
                found.push(placeholder);
            }
        }
        found
    }

    /// The name the assistant goes by here; `None` before it said anything.
    pub fn assistant_name(&self) -> Option<String> {
        self.view
            .messages()
            .find(|message| message.turn.is_some())
            .and_then(|message| message.author.name.clone())
    }

    fn of_turn(&self, turn: TurnId) -> Vec<Decision> {
        self.decisions
            .iter()
            .filter(|decision| decision.turn == Some(turn))
            .cloned()
            .collect()
    }
}

/// Puts a line that is no entry of the shared fold in its place; the rail goes on beside it.
fn insert(rows: &mut Vec<Row>, content: Content) {
    let mut row = Row {
        segment: Segment::default(),
        content,
    };
    let at = rows.partition_point(|other| other.seq() < row.seq());
    let line = match at.checked_sub(1).and_then(|before| rows.get(before)) {
        Some(before) => before.segment.below,
        None => rows
            .first()
            .map_or_else(Line::default, |first| first.segment.above),
    };
    row.segment = Segment {
        above: line,
        below: line,
    };
    rows.insert(at, row);
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use handrail_protocol::{Attempt, Author, ClientId, HandoffReason, MaskedSpan};
    use handrail_protocol::{DecisionOutcome, DecisionReason};

    pub(crate) fn fold(bodies: Vec<EventBody>) -> Record {
        let mut record = Record::default();
        for (index, body) in bodies.into_iter().enumerate() {
            let at = UnixMillis(1000 * index as u64);
            assert!(record.apply(&Event::new(Seq(index as u32 + 1), at, body)));
        }
        record
    }

    pub(crate) fn visitor(text: &str) -> EventBody {
        EventBody::VisitorSaid {
            client_id: ClientId::parse("c1").expect("valid"),
            author: Author::visitor(),
            text: text.into(),
            masked: segments(text)
                .into_iter()
                .filter_map(|segment| match segment {
                    segments::Segment::Hidden(placeholder) => Some(MaskedSpan {
                        kind: crate::pure::segments::kind_of(&placeholder),
                        placeholder,
                        start: 0,
                        end: 1,
                    }),
                    segments::Segment::Text(_) => None,
                })
                .collect(),
        }
    }

    pub(crate) fn turn(id: u32) -> EventBody {
        EventBody::TurnStarted {
            turn: TurnId(id),
            attempt: Attempt(1),
            question: Seq(1),
        }
    }

    pub(crate) fn decided(turn: Option<u32>) -> EventBody {
        EventBody::Decided {
            turn: turn.map(TurnId),
            note: DecisionNote {
                outcome: DecisionOutcome::Answer,
                reason: DecisionReason::Covered,
                scores: vec![("confidence".into(), 0.8)],
                thresholds: vec![("min_confidence".into(), 0.6)],
                passages: vec![],
                config_version: 1,
            },
        }
    }

    pub(crate) fn answered(id: u32, text: &str) -> EventBody {
        EventBody::AssistantSaid {
            turn: TurnId(id),
            author: Author::ai("Mira"),
            text: text.into(),
            citations: vec![],
            source: ReplySource {
                provider: "extractive".into(),
                model: String::new(),
                config_version: 1,
                confidence: 0.8,
            },
            unsure: false,
            withheld: vec![],
            stopped: None,
        }
    }

    #[test]
    fn a_decision_stands_beside_the_reply_it_led_to() {
        let working = fold(vec![visitor("Returns?"), turn(1), decided(Some(1))]);
        assert_eq!(working.rows().len(), 1);
        let done = fold(vec![
            visitor("Returns?"),
            turn(1),
            decided(Some(1)),
            answered(1, "Yes."),
        ]);
        let rows = done.rows();
        assert_eq!(rows.len(), 2);
        let Content::Message {
            decisions, source, ..
        } = &rows[1].content
        else {
            panic!("a message");
        };
        assert_eq!(decisions.len(), 1);
        assert!(source.is_some());
        assert_eq!(done.assistant_name().as_deref(), Some("Mira"));
    }

    #[test]
    fn a_decision_without_a_reply_has_a_row_of_its_own() {
        let record = fold(vec![
            visitor("A person please"),
            decided(None),
            EventBody::HandoffRequested {
                reason: HandoffReason::Topic,
                topic: Some("payment dispute".into()),
            },
        ]);
        let rows = record.rows();
        assert!(matches!(rows[1].content, Content::Decision(_)));
        assert_eq!(rows[1].segment.below, Line::Ai);
        assert!(rows[2].segment.is_joint());
        assert_eq!(record.line(), Line::System);
        assert!(
            matches!(&rows[2].content, Content::Notice { remark: Some(topic), .. } if topic == "payment dispute")
        );
    }

    #[test]
    fn what_an_agent_was_shown_stands_on_the_line_of_its_time() {
        let dana = crate::pure::queue::tests::card("Dana");
        let record = fold(vec![
            visitor("I'm [NAME_1]"),
            EventBody::AgentJoined {
                agent: dana.clone(),
                epoch: handrail_protocol::OwnerEpoch(1),
            },
            EventBody::DetailsShown {
                agent: dana.id,
                placeholders: vec!["[NAME_1]".into()],
            },
        ]);
        let rows = record.rows();
        assert!(matches!(rows[2].content, Content::DetailsShown { .. }));
        assert_eq!(rows[2].segment.below, Line::Person);
    }

    #[test]
    fn hidden_values_are_listed_once() {
        let record = fold(vec![
            visitor("[CARD_1] and [NAME_1]"),
            visitor("again [CARD_1]"),
            EventBody::ContactLeft {
                placeholder: "[EMAIL_1]".into(),
            },
        ]);
        assert_eq!(record.placeholders(), ["[CARD_1]", "[NAME_1]", "[EMAIL_1]"]);
    }
}
