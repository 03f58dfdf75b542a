//! Who wrote a message. It is part of the event, so no surface can show a message without it.

use crate::AgentId;
use serde::{Deserialize, Serialize};

/// Who speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthorKind {
    /// The customer.
    Visitor,
    /// The assistant. Always labelled as AI, on every surface.
    Ai,
    /// A person of the site.
    Person,
    /// Handrail itself: joins, queue, failures.
    System,
}

impl AuthorKind {
    /// The stable name, as on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Visitor => "visitor",
            Self::Ai => "ai",
            Self::Person => "person",
            Self::System => "system",
        }
    }
}

/// Who reads a conversation; each has a view of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reader {
    /// Their own words whole, AI text restored by policy, nothing private.
    Visitor,
    /// Placeholders, and what is private.
    Agent,
}

/// The author of a message event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    /// Who speaks.
    pub kind: AuthorKind,
    /// The name visitors see; absent for visitors and the system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// A person's role as visitors see it ("Customer support").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

impl Author {
    /// The customer.
    pub fn visitor() -> Self {
        Self {
            kind: AuthorKind::Visitor,
            name: None,
            title: None,
        }
    }

    /// The assistant under its name.
    pub fn ai(name: impl Into<String>) -> Self {
        Self {
            kind: AuthorKind::Ai,
            name: Some(name.into()),
            title: None,
        }
    }

    /// A person as visitors see them.
    pub fn person(card: &AgentCard) -> Self {
        Self {
            kind: AuthorKind::Person,
            name: Some(card.name.clone()),
            title: Some(card.title.clone()).filter(|title| !title.is_empty()),
        }
    }

    /// Handrail itself.
    pub fn system() -> Self {
        Self {
            kind: AuthorKind::System,
            name: None,
            title: None,
        }
    }
}

/// What an agent may do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Answers.
    #[default]
    Agent,
    /// Answers and looks after the others.
    Lead,
}

/// What visitors see of an agent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentCard {
    /// Which agent.
    pub id: AgentId,
    /// The name visitors see.
    pub name: String,
    /// The role visitors see; may be empty.
    #[serde(default)]
    pub title: String,
}
