//! The chat completions wire: OpenAI, Azure, Workers AI's compatible endpoint, vLLM, Ollama,
//! llama.cpp's server.
//!
//! Source: OpenAI API reference, "Chat Completions", streaming; Azure OpenAI REST reference.

use super::provider::{Beginning, Heard, ModelRequest, Provider};
use super::wire::{HUMAN_TOOL, HUMAN_TOOL_DESCRIPTION, join, max_tokens, messages, system_text};
use handrail_conversation::{Prompt, Question};
use handrail_site::{Model, Provider as Name};
use serde::Deserialize;
use serde_json::json;

/// The version of Azure's data plane that is spoken.
const AZURE_API_VERSION: &str = "2024-10-21";
/// Room for what a reasoning model thinks before it writes, in tokens.
const REASONING_TOKENS: u32 = 8_192;

pub(super) struct OpenAi;

impl Provider for OpenAi {
    fn begin(&self, model: &Model, key: Option<&str>, question: &Question) -> Beginning {
        Beginning::Request(request(model, key, &question.prompt))
    }

    fn hear(&self, data: &str) -> Vec<Heard> {
        hear(data)
    }
}

fn request(model: &Model, key: Option<&str>, prompt: &Prompt) -> ModelRequest {
    let mut turns = vec![json!({"role": "system", "content": system_text(prompt)})];
    turns.extend(messages(prompt));
    let mut body = json!({
        "model": model.name,
        "messages": turns,
        "stream": true,
        "tools": [{
            "type": "function",
            "function": {
                "name": HUMAN_TOOL,
                "description": HUMAN_TOOL_DESCRIPTION,
                "parameters": {"type": "object", "properties": {}},
            },
        }],
    });
    match takes(model) {
        Takes::Reasoning => {
            body["max_completion_tokens"] = (max_tokens(prompt) + REASONING_TOKENS).into();
        }
        Takes::Neither => {}
        Takes::Both => {
            body["max_tokens"] = max_tokens(prompt).into();
            body["temperature"] = json!(0.2);
        }
    }
    let (url, header) = match model.provider {
        Name::Azure => (
            join(
                &model.url,
                &format!(
                    "openai/deployments/{}/chat/completions?api-version={AZURE_API_VERSION}",
                    model.name
                ),
            ),
            key.map(|key| ("api-key", key.to_owned())),
        ),
        _ => (
            join(&model.url, "chat/completions"),
            key.map(|key| ("authorization", format!("Bearer {key}"))),
        ),
    };
    ModelRequest {
        url,
        headers: header.into_iter().collect(),
        body,
    }
}

/// What a server takes of the reply's length and its temperature.
enum Takes {
    /// Both, by their first names.
    Both,
    /// OpenAI's reasoning models refuse a temperature and `max_tokens`; all its models take the newer
    /// name, and by it reasoning counts.
    Reasoning,
    /// Of Azure's deployments the older ones refuse the newer name and the reasoning ones the older.
    /// The prompt says how many words there are, and that has to do.
    Neither,
}

fn takes(model: &Model) -> Takes {
    let address = model.url.split_once("://").map_or("", |(_, rest)| rest);
    let host = address.split(['/', ':']).next().unwrap_or_default();
    let host = host.to_ascii_lowercase();
    if model.provider == Name::Azure {
        Takes::Neither
    } else if host == "api.openai.com" || host.ends_with(".openai.azure.com") {
        Takes::Reasoning
    } else {
        Takes::Both
    }
}

#[derive(Deserialize)]
struct Chunk {
    #[serde(default)]
    choices: Vec<Choice>,
    #[serde(default)]
    error: Option<serde_json::Value>,
}

#[derive(Deserialize)]
struct Choice {
    #[serde(default)]
    delta: Delta,
    #[serde(default)]
    finish_reason: Option<String>,
}

#[derive(Default, Deserialize)]
struct Delta {
    #[serde(default)]
    content: Option<String>,
    #[serde(default)]
    tool_calls: Option<Vec<ToolCall>>,
}

#[derive(Deserialize)]
struct ToolCall {
    #[serde(default)]
    function: Option<Function>,
}

#[derive(Deserialize)]
struct Function {
    #[serde(default)]
    name: Option<String>,
}

fn hear(data: &str) -> Vec<Heard> {
    if data.trim() == "[DONE]" {
        return vec![Heard::End];
    }
    let Ok(chunk) = serde_json::from_str::<Chunk>(data) else {
        return vec![Heard::Failure];
    };
    if chunk.error.is_some() {
        return vec![Heard::Failure];
    }
    let mut heard = Vec::new();
    // Only the first choice was asked for; Azure sends chunks without any.
    let Some(choice) = chunk.choices.into_iter().next() else {
        return heard;
    };
    heard.extend(
        choice
            .delta
            .content
            .filter(|text| !text.is_empty())
            .map(Heard::Text),
    );
    let calls = choice.delta.tool_calls.unwrap_or_default();
    let names = calls.into_iter().filter_map(|call| call.function?.name);
    heard.extend(
        names
            .filter(|name| name == HUMAN_TOOL)
            .map(|_| Heard::Person),
    );
    match choice.finish_reason.as_deref() {
        Some("stop" | "tool_calls") => heard.push(Heard::End),
        Some(_) => heard.push(Heard::Unfinished),
        None => {}
    }
    heard
}

#[cfg(test)]
mod tests {
    use super::super::wire::tests::{model, prompt};
    use super::*;

    #[test]
    fn requests_go_where_each_server_wants_them() {
        let plain = request(
            &model(
                handrail_site::Provider::OpenaiCompatible,
                "http://127.0.0.1:9/v1/",
            ),
            Some("k"),
            &prompt(),
        );
        assert_eq!(plain.url, "http://127.0.0.1:9/v1/chat/completions");
        assert_eq!(plain.headers, [("authorization", "Bearer k".to_owned())]);
        assert_eq!(plain.body["messages"][0]["role"], "system");
        assert_eq!(plain.body["stream"], true);
        let azure = request(
            &model(handrail_site::Provider::Azure, "https://x.openai.azure.com"),
            Some("k"),
            &prompt(),
        );
        assert_eq!(
            azure.url,
            "https://x.openai.azure.com/openai/deployments/some-model/chat/completions?api-version=2024-10-21"
        );
        assert_eq!(azure.headers, [("api-key", "k".to_owned())]);
        let local = request(
            &model(
                handrail_site::Provider::OpenaiCompatible,
                "http://127.0.0.1:9/v1",
            ),
            None,
            &prompt(),
        );
        assert!(local.headers.is_empty());
    }

    #[test]
    fn each_server_gets_the_limits_it_takes() {
        use handrail_site::Provider::{Azure, OpenaiCompatible as Compatible};
        let new = [None, Some(480.0 + 8_192.0), None];
        let both = [Some(480.0), None, Some(0.2)];
        for (provider, url, limits) in [
            (Compatible, "https://api.openai.com/v1", new),
            (Compatible, "https://API.OpenAI.com:443/v1/", new),
            (Compatible, "https://x.openai.azure.com/openai/v1", new),
            (Compatible, "https://api.openai.com.evil.example/v1", both),
            (Compatible, "http://127.0.0.1:11434/v1", both),
            (Azure, "https://x.openai.azure.com", [None; 3]),
            (Azure, "https://models.acme.example", [None; 3]),
        ] {
            let body = request(&model(provider, url), None, &prompt()).body;
            let found = ["max_tokens", "max_completion_tokens", "temperature"]
                .map(|name| body.get(name).and_then(serde_json::Value::as_f64));
            assert_eq!(found, limits, "{url}");
        }
    }

    #[test]
    fn a_stream_is_heard() {
        let text = |text: &str| Heard::Text(text.to_owned());
        let cases: &[(&str, &[Heard])] = &[
            (
                r#"{"choices":[{"delta":{"role":"assistant","content":""}}]}"#,
                &[],
            ),
            (
                r#"{"choices":[{"delta":{"content":"Hä"},"finish_reason":null}]}"#,
                &[text("Hä")],
            ),
            (
                r#"{"choices":[{"delta":{},"finish_reason":"stop"}]}"#,
                &[Heard::End],
            ),
            (
                r#"{"choices":[{"delta":{"content":"x"},"finish_reason":"length"}]}"#,
                &[text("x"), Heard::Unfinished],
            ),
            (r#"{"choices":[],"prompt_filter_results":[]}"#, &[]),
            (
                r#"{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"name":"talk_to_a_human","arguments":""}}]}}]}"#,
                &[Heard::Person],
            ),
            (
                r#"{"choices":[{"delta":{"tool_calls":[{"function":{"arguments":"{}"}}]}}]}"#,
                &[],
            ),
            (
                r#"{"error":{"message":"secret detail"}}"#,
                &[Heard::Failure],
            ),
            ("<html>", &[Heard::Failure]),
            ("[DONE]", &[Heard::End]),
        ];
        for (data, heard) in cases {
            assert_eq!(&hear(data), heard, "{data}");
        }
    }
}
