//! Anthropic's Messages wire.
//!
//! Source: Anthropic API reference, "Messages" and "Streaming messages".

use super::provider::{Beginning, Heard, ModelRequest, Provider};
use super::wire::{HUMAN_TOOL, HUMAN_TOOL_DESCRIPTION, join, max_tokens, messages, system_text};
use handrail_conversation::{Prompt, Question};
use handrail_site::Model;
use serde_json::{Value, json};

/// The version of the wire.
const ANTHROPIC_VERSION: &str = "2023-06-01";

pub(super) struct Anthropic;

impl Provider for Anthropic {
    fn begin(&self, model: &Model, key: Option<&str>, question: &Question) -> Beginning {
        Beginning::Request(request(model, key, &question.prompt))
    }

    fn hear(&self, data: &str) -> Vec<Heard> {
        hear(data)
    }
}

fn request(model: &Model, key: Option<&str>, prompt: &Prompt) -> ModelRequest {
    let body = json!({
        "model": model.name,
        "system": system_text(prompt),
        "messages": messages(prompt),
        "stream": true,
        "temperature": 0.2,
        "max_tokens": max_tokens(prompt),
        "tools": [{
            "name": HUMAN_TOOL,
            "description": HUMAN_TOOL_DESCRIPTION,
            "input_schema": {"type": "object", "properties": {}},
        }],
    });
    let mut headers = vec![("anthropic-version", ANTHROPIC_VERSION.to_owned())];
    headers.extend(key.map(|key| ("x-api-key", key.to_owned())));
    ModelRequest {
        url: join(&model.url, "messages"),
        headers,
        body,
    }
}

fn hear(data: &str) -> Vec<Heard> {
    let Ok(event) = serde_json::from_str::<Value>(data) else {
        return vec![Heard::Failure];
    };
    let text_of = |value: &Value| {
        value
            .as_str()
            .filter(|text| !text.is_empty())
            .map(str::to_owned)
    };
    match event["type"].as_str() {
        Some("content_block_delta") if event["delta"]["type"] == "text_delta" => {
            text_of(&event["delta"]["text"])
                .map(Heard::Text)
                .into_iter()
                .collect()
        }
        Some("content_block_start") => {
            let block = &event["content_block"];
            if block["type"] == "tool_use" && block["name"] == HUMAN_TOOL {
                return vec![Heard::Person];
            }
            text_of(&block["text"])
                .map(Heard::Text)
                .into_iter()
                .collect()
        }
        Some("message_delta") => match event["delta"]["stop_reason"].as_str() {
            None | Some("end_turn" | "stop_sequence" | "tool_use") => Vec::new(),
            Some(_) => vec![Heard::Unfinished],
        },
        Some("message_stop") => vec![Heard::End],
        Some("error") | None => vec![Heard::Failure],
        Some(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::wire::tests::{model, prompt};
    use super::*;

    #[test]
    fn the_request_has_system_and_messages_apart() {
        let request = request(
            &model(
                handrail_site::Provider::Anthropic,
                "https://api.anthropic.com/v1",
            ),
            Some("k"),
            &prompt(),
        );
        assert_eq!(request.url, "https://api.anthropic.com/v1/messages");
        assert_eq!(request.headers[1], ("x-api-key", "k".to_owned()));
        assert_eq!(request.body["messages"][0]["role"], "user");
        assert!(
            request.body["system"]
                .as_str()
                .is_some_and(|text| text.contains("[[1]] Returns"))
        );
    }

    #[test]
    fn a_stream_is_heard() {
        let text = |text: &str| Heard::Text(text.to_owned());
        let cases: &[(&str, &[Heard])] = &[
            (r#"{"type":"message_start","message":{}}"#, &[]),
            (r#"{"type":"ping"}"#, &[]),
            (
                r#"{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}"#,
                &[],
            ),
            (
                r#"{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi"}}"#,
                &[text("Hi")],
            ),
            (
                r#"{"type":"content_block_start","content_block":{"type":"tool_use","name":"talk_to_a_human"}}"#,
                &[Heard::Person],
            ),
            (
                r#"{"type":"content_block_delta","delta":{"type":"input_json_delta","partial_json":"{}"}}"#,
                &[],
            ),
            (
                r#"{"type":"message_delta","delta":{"stop_reason":"end_turn"}}"#,
                &[],
            ),
            (
                r#"{"type":"message_delta","delta":{"stop_reason":"max_tokens"}}"#,
                &[Heard::Unfinished],
            ),
            (r#"{"type":"message_stop"}"#, &[Heard::End]),
            (
                r#"{"type":"error","error":{"type":"overloaded_error"}}"#,
                &[Heard::Failure],
            ),
            ("nonsense", &[Heard::Failure]),
        ];
        for (data, heard) in cases {
            assert_eq!(&hear(data), heard, "{data}");
        }
    }
}
