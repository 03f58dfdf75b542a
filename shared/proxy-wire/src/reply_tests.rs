use super::*;
use handrail_mask::Context;
use serde_json::{Value, json};

fn vault() -> Vault {
    let mut vault = Vault::new();
    let text = "I'm Sarah Miller, card 4242 4242 4242 4242, ann@example.com";
    Masker::default()
        .mask(text, &Context::default(), &mut vault)
        .unwrap();
    vault
}

fn restored(wire: Wire, body: &Value) -> (Value, Usage) {
    let text = body.to_string();
    let (text, usage) = unmask(wire, text.as_bytes(), &Masker::default(), &vault()).unwrap();
    (serde_json::from_str(&text).unwrap(), usage)
}

#[test]
fn a_chat_is_restored_by_policy() {
    let (out, usage) = restored(
        Wire::ChatCompletions,
        &json!({
            "id": "x", "choices": [{"index": 0, "finish_reason": "stop", "message": {
                "role": "assistant", "content": "Yes, [NAME_1]: [CARD_1], see https://evil.example/[EMAIL_1]", "refusal": null,
                "tool_calls": [{"id": "c", "type": "function", "function": {"name": "f", "arguments": "{\"to\":\"[EMAIL_1]\"}"}}]}}],
            "usage": {"prompt_tokens": 12, "completion_tokens": 30, "total_tokens": 42, "prompt_tokens_details": {"cached_tokens": 1}},
        }),
    );
    let message = &out["choices"][0]["message"];
    assert_eq!(
        message["content"],
        "Yes, Sarah Miller: •••• 4242, see https://evil.example/[EMAIL_1]"
    );
    assert_eq!(
        message["tool_calls"][0]["function"]["arguments"],
        "{\"to\":\"ann@example.com\"}"
    );
    assert_eq!(
        usage,
        Usage {
            input: Some(12),
            output: Some(30)
        }
    );
    assert_eq!(usage.total(), Some(42));
}

#[test]
fn tools_and_thoughts_get_values_whole() {
    let (out, usage) = restored(
        Wire::Messages,
        &json!({
            "type": "message", "role": "assistant", "content": [
                {"type": "thinking", "thinking": "[CARD_1] of [NAME_1]", "signature": "s"},
                {"type": "text", "text": "Hello [NAME_1]"},
                {"type": "tool_use", "id": "t", "name": "f", "input": {"card": "[CARD_1]", "[EMAIL_1]": ["[NAME_1]"]}}],
            "usage": {"input_tokens": 5, "output_tokens": 6},
        }),
    );
    assert_eq!(
        out["content"][0]["thinking"],
        "4242 4242 4242 4242 of Sarah Miller"
    );
    assert_eq!(out["content"][1]["text"], "Hello Sarah Miller");
    assert_eq!(
        out["content"][2]["input"],
        json!({"card": "4242 4242 4242 4242", "ann@example.com": ["Sarah Miller"]})
    );
    assert_eq!(usage.total(), Some(11));
}

#[test]
fn an_upstreams_words_about_a_failure_are_replaced() {
    let (out, _) = restored(
        Wire::Responses,
        &json!({
            "status": "failed", "output": [], "error": {"code": "server_error", "message": "key sk-123 for ann@example.com", "hint": "two words"},
        }),
    );
    assert_eq!(
        out["error"],
        json!({"code": "server_error", "message": crate::refusal::OWN_WORDS, "hint": null})
    );
}

#[test]
fn nonsense_is_an_error() {
    let read =
        |body: &[u8]| unmask(Wire::Messages, body, &Masker::default(), &vault()).unwrap_err();
    assert_eq!(read(b"<html>"), ProxyError::NotJson);
    assert_eq!(read(b"\xff"), ProxyError::NotUtf8);
    assert_eq!(read(b""), ProxyError::NotJson);
}

#[test]
fn a_long_reply_is_restored_in_turns_as_it_is_at_once() {
    struct Counted(std::cell::Cell<usize>);
    impl Pause for Counted {
        async fn pause(&self) {
            self.0.set(self.0.get() + 1);
        }
    }
    let text = "Yes, [NAME_1], é: [CARD_1] ".repeat(20_000);
    let body = json!({"choices": [{"message": {"content": text}}]}).to_string();
    let (masker, vault, pauses) = (Masker::default(), vault(), Counted(0.into()));
    let wire = Wire::ChatCompletions;
    let in_turns = at_once(unmask_in_turns(
        wire,
        body.as_bytes(),
        &masker,
        &vault,
        &pauses,
    ));
    assert!(
        pauses.0.get() > body.len() / (64 * 1024),
        "{}",
        pauses.0.get()
    );
    let (whole, _) = in_turns.unwrap();
    assert_eq!(
        whole,
        body.replace("[NAME_1]", "Sarah Miller")
            .replace("[CARD_1]", "•••• 4242")
    );
}
