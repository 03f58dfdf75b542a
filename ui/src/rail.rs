//! The line that runs down a transcript: who answers here, and where that changes.
//!
//! Dashed and cool for the AI, solid and warm for a person, dotted and grey for the system; the
//! styles differ by line as well as by colour.

use handrail_protocol::{AuthorKind, Notice, TranscriptEntry};

/// How the line looks beside one entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Line {
    /// The assistant answers.
    #[default]
    Ai,
    /// A person answers.
    Person,
    /// Nobody does: waiting or closed.
    System,
}

impl Line {
    /// The class of a row with this line.
    pub fn class(self) -> &'static str {
        match self {
            Self::Ai => "line-ai",
            Self::Person => "line-person",
            Self::System => "line-system",
        }
    }
}

/// Line of an entry: as it comes in above, and as it goes on below. Where the two differ is a
/// joint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Segment {
    /// Above the entry.
    pub above: Line,
    /// From the entry on.
    pub below: Line,
}

impl Segment {
    /// Does the line change here?
    pub fn is_joint(self) -> bool {
        self.above != self.below
    }
}

/// The segment of an entry that follows a line.
pub fn follow(above: Line, entry: &TranscriptEntry) -> Segment {
    let below = match entry {
        TranscriptEntry::Message(message) => match message.author.kind {
            // What is written speaks for itself: a reply of the AI while waiting is the AI's.
            AuthorKind::Ai => Line::Ai,
            AuthorKind::Person if !message.is_note => Line::Person,
            AuthorKind::Visitor | AuthorKind::Person | AuthorKind::System => above,
        },
        TranscriptEntry::Notice { notice, .. } => match notice {
            Notice::Joined(_) => Line::Person,
            Notice::HandedBack(_) | Notice::WaitingLeft => Line::Ai,
            Notice::Waiting(_) | Notice::Lost(..) | Notice::Resolved(_) => Line::System,
            Notice::Offered(_)
            | Notice::WaitedLong
            | Notice::ContactLeft
            | Notice::TurnFailed(..)
            | Notice::TurnStopped(..)
            | Notice::Revealed(..) => above,
        },
    };
    Segment { above, below }
}

#[cfg(test)]
mod tests {
    use super::*;
    use handrail_protocol::{
        AgentCard, AgentId, Event, EventBody, HandoffReason, OwnerEpoch, Seq, UnixMillis, View,
    };

    #[test]
    fn the_line_changes_where_the_owner_does() {
        let dana = AgentCard {
            id: AgentId::parse("acme.a_dana").expect("valid"),
            name: "Dana".into(),
            title: String::new(),
        };
        let mut view = View::default();
        for (index, body) in [
            EventBody::HandoffRequested {
                reason: HandoffReason::Pressed,
                topic: None,
            },
            EventBody::AgentJoined {
                agent: dana.clone(),
                epoch: OwnerEpoch(1),
            },
            EventBody::HandedBack {
                agent: dana,
                epoch: OwnerEpoch(1),
            },
        ]
        .into_iter()
        .enumerate()
        {
            view.apply(&Event::new(Seq(index as u32 + 1), UnixMillis(0), body));
        }
        let mut line = Line::default();
        let lines: Vec<_> = view
            .entries
            .iter()
            .map(|entry| {
                let segment = follow(line, entry);
                line = segment.below;
                (segment.below, segment.is_joint())
            })
            .collect();
        assert_eq!(
            lines,
            [(Line::System, true), (Line::Person, true), (Line::Ai, true)]
        );
    }
}
