//! What the sandbox shows of a conversation's inside: prompts, searches, released and withheld text.
//!
//! Demo mode only. Invariant: everything in a trace is masked or published, as a prompt is; it is
//! what the AI sees and what agents see, nothing more.

use crate::model;
use handrail_conversation::{Frame, Step, Work};
use handrail_protocol::{ConversationId, EventBody, UnixMillis, WithheldReason};
use serde::{Deserialize, Serialize};

/// One thing that happened inside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Note {
    /// `prompt`, `would_send`, `search`, `released`, `withheld`, `decision` or `reply`.
    pub(crate) kind: String,
    /// The exact text.
    pub(crate) text: String,
    /// Of withheld text: the words it was withheld for, such as the fact without a source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) fact: Option<String>,
    /// Of withheld text: why, where it is not a fact without a source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) reason: Option<String>,
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

/// What a step shows, in order.
pub(crate) fn notes(step: &Step, is_generative: bool) -> Vec<Note> {
    let of_work = step
        .work
        .iter()
        .filter_map(|work| work_note(work, is_generative));
    of_work
        .chain(step.frames.iter().filter_map(frame_note))
        .collect()
}

fn work_note(work: &Work, is_generative: bool) -> Option<Note> {
    let (kind, text) = match work {
        Work::Search { query, .. } => ("search", query.as_str().to_owned()),
        Work::Ask(question) => {
            let kind = if is_generative {
                "prompt"
            } else {
                "would_send"
            };
            (kind, model::prompt_text(&question.prompt))
        }
        Work::StopModel { .. } => return None,
    };
    Some(Note {
        kind: kind.to_owned(),
        text,
        fact: None,
        reason: None,
    })
}

fn frame_note(frame: &Frame) -> Option<Note> {
    let mut reason = None;
    let (kind, text, fact) = match frame {
        Frame::Delta(delta) if !delta.agent.text.is_empty() => {
            ("released", delta.agent.text.clone(), None)
        }
        Frame::Withheld {
            sentence,
            fact,
            reason: why,
            ..
        } => {
            reason = (*why != WithheldReason::UnsupportedFact).then(|| why.as_str().to_owned());
            ("withheld", sentence.clone(), Some(fact.clone()))
        }
        Frame::Event { agent, .. } => match &agent.body {
            // As JSON, so that the page can set each score beside its threshold.
            EventBody::Decided { note, .. } => {
                ("decision", serde_json::to_string(note).ok()?, None)
            }
            EventBody::AssistantSaid { text, .. } => ("reply", text.clone(), None),
            _ => return None,
        },
        Frame::Delta(_) | Frame::Writing { .. } | Frame::TurnReset { .. } => return None,
    };
    Some(Note {
        kind: kind.to_owned(),
        text,
        fact,
        reason,
    })
}
