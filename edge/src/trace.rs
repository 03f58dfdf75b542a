//! What the sandbox shows of a conversation's inside: prompts, searches, released and withheld text.
//!
//! Demo mode only. Invariant: everything in a trace is masked or published, as a prompt is; it is
//! what the AI sees and what agents see, nothing more.

use handrail_conversation::{Effect, Prompt, PromptRole};
use handrail_protocol::{ConversationId, EventBody, UnixMillis};
use serde::{Deserialize, Serialize};

/// One thing that happened inside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Note {
    /// `prompt`, `would_send`, `search`, `released`, `withheld`, `decision` or `reply`.
    pub(crate) kind: String,
    /// The exact text.
    pub(crate) text: String,
    /// Of withheld text: the fact without a source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) fact: Option<String>,
}

/// A note with its place in the trace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TraceEntry {
    /// From 1.
    pub(crate) n: u32,
    /// When.
    pub(crate) at: UnixMillis,
    /// Where.
    pub(crate) conversation: ConversationId,
    /// What.
    #[serde(flatten)]
    pub(crate) note: Note,
}

/// What an effect shows, if anything.
pub(crate) fn note(effect: &Effect, is_generative: bool) -> Option<Note> {
    let (kind, text, fact) = match effect {
        Effect::Search { query, .. } => ("search", query.as_str().to_owned(), None),
        Effect::Ask { prompt, .. } => {
            let kind = if is_generative {
                "prompt"
            } else {
                "would_send"
            };
            (kind, as_text(prompt), None)
        }
        Effect::Delta(delta) if !delta.agent.text.is_empty() => {
            ("released", delta.agent.text.clone(), None)
        }
        Effect::Withheld { sentence, fact, .. } => {
            ("withheld", sentence.clone(), Some(fact.clone()))
        }
        Effect::Append(event) => match &event.body {
            EventBody::Decided { note, .. } => (
                "decision",
                format!("{}: {}", note.outcome, note.reason),
                None,
            ),
            EventBody::AssistantSaid { text, .. } => ("reply", text.clone(), None),
            _ => return None,
        },
        _ => return None,
    };
    Some(Note {
        kind: kind.to_owned(),
        text,
        fact,
    })
}

/// A prompt as it is read, part by part.
pub(crate) fn as_text(prompt: &Prompt) -> String {
    let mut text = format!("[system]\n{}\n", prompt.system);
    for passage in &prompt.passages {
        text.push_str(&format!(
            "\n[source {}: {}]\n{}\n",
            passage.number, passage.title, passage.text
        ));
    }
    for turn in &prompt.turns {
        let role = match turn.role {
            PromptRole::Visitor => "visitor",
            PromptRole::Assistant => "assistant",
            PromptRole::Person => "person",
        };
        text.push_str(&format!("\n[{role}]\n{}\n", turn.text));
    }
    text
}
