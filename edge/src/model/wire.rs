//! What every language model is asked, whatever wire it speaks: the words of a [`Prompt`] in the form that wires share.

use handrail_conversation::{Prompt, PromptRole};
use serde_json::{Value, json};

/// The tool by which a model asks for a person.
pub(super) const HUMAN_TOOL: &str = "talk_to_a_human";
/// What the tool is for, as the model reads it.
pub(super) const HUMAN_TOOL_DESCRIPTION: &str = "Hand the conversation to a person of the support team. Use it when the \
    visitor wants a person, when the sources cannot help, or when money or account security is at stake.";
/// Tokens a word takes at most, with room for citation marks.
const TOKENS_PER_WORD: u32 = 4;

/// The system text with the numbered sources.
pub(super) fn system_text(prompt: &Prompt) -> String {
    let mut text = prompt.system.as_str().to_owned();
    text.push_str(&format!(
        "\nAt most {} words.\n\nSources:\n",
        prompt.max_reply_words
    ));
    if prompt.passages.is_empty() {
        text.push_str("(none)\n");
    }
    for passage in &prompt.passages {
        text.push_str(&format!(
            "[[{}]] {}\n{}\n\n",
            passage.number, passage.title, passage.text
        ));
    }
    text
}

/// The conversation as `{role, content}`, alternating and beginning with the user, as both wires
/// want it. A person's words are marked, so that the model does not take them for its own.
pub(super) fn messages(prompt: &Prompt) -> Vec<Value> {
    let mut merged: Vec<(&str, String)> = Vec::new();
    for turn in &prompt.turns {
        let (role, text) = match turn.role {
            PromptRole::Visitor => ("user", turn.text.as_str().to_owned()),
            PromptRole::Assistant => ("assistant", turn.text.as_str().to_owned()),
            PromptRole::Person => (
                "assistant",
                format!("(A person of the team wrote:) {}", turn.text),
            ),
        };
        match merged.last_mut() {
            Some((last, content)) if *last == role => {
                content.push_str("\n\n");
                content.push_str(&text);
            }
            None if role == "assistant" => {}
            _ => merged.push((role, text)),
        }
    }
    merged
        .into_iter()
        .map(|(role, content)| json!({"role": role, "content": content}))
        .collect()
}

/// Room for the reply, in tokens.
pub(super) fn max_tokens(prompt: &Prompt) -> u32 {
    prompt
        .max_reply_words
        .saturating_mul(TOKENS_PER_WORD)
        .max(256)
}

/// The base address and a path, with one slash between.
pub(super) fn join(base: &str, path: &str) -> String {
    format!("{}/{path}", base.trim_end_matches('/'))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use handrail_conversation::{PromptTurn, Question};
    use handrail_mask::{Masked, Published};
    use handrail_protocol::{Attempt, TurnId};
    use handrail_site::{Model, Provider};
    use std::sync::Arc;

    /// A prompt of a few words.
    pub(in crate::model) fn prompt() -> Prompt {
        let turn = |role, text: &str| PromptTurn {
            role,
            text: Masked::from_log(text.to_owned()),
        };
        Prompt {
            system: Published::prompt("You are Mira."),
            passages: vec![handrail_conversation::PromptPassage {
                number: 1,
                title: Published::prompt("Returns"),
                text: Published::prompt("30 days."),
            }],
            turns: vec![
                turn(PromptRole::Assistant, "Hello"),
                turn(PromptRole::Visitor, "Paid by [CARD_1]."),
                turn(PromptRole::Visitor, "Can I return?"),
                turn(PromptRole::Assistant, "Yes."),
                turn(PromptRole::Person, "I checked it."),
                turn(PromptRole::Visitor, "Until when?"),
            ],
            max_reply_words: 120,
        }
    }

    /// The same as a question.
    pub(in crate::model) fn question() -> Question {
        Question {
            turn: TurnId(1),
            attempt: Attempt(1),
            query: Masked::from_log("Until when".to_owned()),
            prompt: prompt(),
            passages: Arc::default(),
        }
    }

    /// A model of a site file.
    pub(in crate::model) fn model(provider: Provider, url: &str) -> Model {
        Model {
            provider,
            url: url.to_owned(),
            name: "some-model".to_owned(),
            key_env: None,
            connect_ms: 2_000,
            first_token_ms: 8_000,
            gap_ms: 5_000,
        }
    }

    #[test]
    fn roles_alternate_and_begin_with_the_user() {
        let roles: Vec<Value> = messages(&prompt());
        assert_eq!(
            roles,
            [
                json!({"role": "user", "content": "Paid by [CARD_1].\n\nCan I return?"}),
                json!({"role": "assistant", "content": "Yes.\n\n(A person of the team wrote:) I checked it."}),
                json!({"role": "user", "content": "Until when?"}),
            ]
        );
    }

    #[test]
    fn sources_are_numbered() {
        let text = system_text(&prompt());
        assert!(text.contains("[[1]] Returns\n30 days."), "{text}");
    }
}
