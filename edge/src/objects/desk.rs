//! What is asked of a Desk object, and what it answers.

use handrail_protocol::{
    AgentCard, AgentId, Availability, ConversationId, QueueItem, QueuePage, ServerFrame, SiteId,
};
use serde::{Deserialize, Serialize};

/// A call to a site's Desk object.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ToDesk {
    /// Whose desk.
    pub(crate) site: SiteId,
    /// What.
    pub(crate) call: DeskCall,
}

/// What is asked of a desk.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum DeskCall {
    /// A conversation's line; answers `()`. Older than the known one: ignored.
    Apply { item: Box<QueueItem> },
    /// Is there anyone? Answers `Availability`.
    People,
    /// The place of a conversation; answers [`PlaceAnswer`].
    Place { conversation: ConversationId },
    /// Where an agent begins; answers `QueueSnapshot`.
    Queue { agent: AgentId },
    /// More lines; answers `QueuePageItems`.
    QueuePage { page: QueuePage },
    /// Conversations after one, in the order of their ids, also those that left the list; answers
    /// `Vec<ConversationId>`.
    Conversations {
        after: Option<ConversationId>,
        most: usize,
    },
    /// An agent did something; renews the lease, answers `()`.
    Here { agent: AgentCard },
    /// An agent's session ended, or all of them: the sockets close; answers `()`.
    SignedOut {
        agent: AgentId,
        session: Option<String>,
    },
    /// The sandbox: nobody is there, or people are again; answers `()`.
    Away { away: bool },
    /// The sandbox: the server stops for this visit; answers `()`.
    Cut,
    /// The sandbox: the visit is over, nothing of it is kept; answers `()`.
    Erase,
}

/// Where a conversation stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct PlaceAnswer {
    /// From 1, while it waits.
    pub(crate) position: Option<u32>,
    /// Are there people?
    pub(crate) people: Availability,
}

impl PlaceAnswer {
    /// As the visitor is told.
    pub(crate) fn frame(self) -> ServerFrame {
        let people = self.people;
        match self.position {
            Some(position) => ServerFrame::Queue { position, people },
            None => ServerFrame::People { people },
        }
    }
}
