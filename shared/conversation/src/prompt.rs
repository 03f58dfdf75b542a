//! All that a model is ever given. Its parts are [`Masked`] or [`Published`]; there is no other
//! way in (invariant 1).

use handrail_mask::{Masked, Published};

/// A request to a model.
#[derive(Debug, Clone, PartialEq)]
pub struct Prompt {
    /// Role, limits and rules, in our words and the site's.
    pub system: Published,
    /// Numbered sources; the model cites them as `[[1]]`.
    pub passages: Vec<PromptPassage>,
    /// The conversation so far, oldest first; the last one is the question.
    pub turns: Vec<PromptTurn>,
    /// The longest reply, in words.
    pub max_reply_words: u32,
}

/// A numbered source.
#[derive(Debug, Clone, PartialEq)]
pub struct PromptPassage {
    /// From 1.
    pub number: u32,
    /// Title of the article.
    pub title: Published,
    /// The passage.
    pub text: Published,
}

/// One message of the conversation.
#[derive(Debug, Clone, PartialEq)]
pub struct PromptTurn {
    /// Who wrote it.
    pub role: PromptRole,
    /// The message with placeholders.
    pub text: Masked,
}

/// Who wrote a message, as models know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PromptRole {
    /// The customer.
    Visitor,
    /// The assistant.
    Assistant,
    /// A person of the site, before the assistant took over again.
    Person,
}
