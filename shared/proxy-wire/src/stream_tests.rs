use super::*;
use handrail_mask::Context;
use proptest::prelude::*;
use serde_json::{Value, json};

fn vault() -> Vault {
    let mut vault = Vault::new();
    let text = "I'm Sarah Miller, card 4242 4242 4242 4242, ann@example.com";
    Masker::default()
        .mask(text, &Context::default(), &mut vault)
        .unwrap();
    vault
}

fn through(wire: Wire, chunks: &[&[u8]]) -> (String, Result<(), ProxyError>, Usage) {
    let (masker, vault) = (Masker::default(), vault());
    let mut stream = ReplyStream::new(wire);
    let mut out = Vec::new();
    let mut result = Ok(());
    for chunk in chunks {
        result = result.and_then(|()| stream.push(&masker, &vault, chunk, &mut out));
    }
    result = result.and_then(|()| stream.finish(&masker, &vault, &mut out));
    (String::from_utf8(out).unwrap(), result, stream.usage())
}

fn data(stream: &str) -> Vec<Value> {
    stream
        .lines()
        .filter_map(|line| line.strip_prefix("data: "))
        .filter(|data| *data != "[DONE]")
        .map(|data| serde_json::from_str(data).unwrap())
        .collect()
}

fn event(value: &Value) -> String {
    match value["type"].as_str() {
        Some(kind) => format!("event: {kind}\ndata: {value}\n\n"),
        None => format!("data: {value}\n\n"),
    }
}

fn chat(choice: u32, delta: Value, finish: Option<&str>) -> String {
    event(
        &json!({"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "m",
        "choices": [{"delta": delta, "finish_reason": finish, "index": choice}]}),
    )
}

fn content(events: &[Value], choice: u32, path: &str) -> String {
    events
        .iter()
        .flat_map(|event| event["choices"].as_array().unwrap())
        .filter(|it| it["index"] == choice)
        .filter_map(|it| it["delta"].pointer(path).and_then(Value::as_str))
        .collect()
}

#[test]
fn interleaved_choices_and_calls_keep_apart() {
    let call = |index: u32, arguments: &str| {
        chat(
            0,
            json!({"tool_calls": [{"function": {"arguments": arguments}, "index": index}]}),
            None,
        )
    };
    let stream = [
        ": hello\n\n".to_owned(),
        chat(0, json!({"role": "assistant", "content": ""}), None),
        chat(0, json!({"content": "Hi [NA"}), None),
        chat(1, json!({"content": "To [EMAIL_"}), None),
        chat(0, json!({"content": "ME_1], "}), None),
        chat(1, json!({"content": "1]!"}), None),
        call(0, "{\"to\":\"[EM"),
        call(1, "{\"name\":\"[NAME"),
        call(0, "AIL_1]\"}"),
        call(1, "_1]\"}"),
        chat(0, json!({"content": "bye [CAR"}), None),
        chat(1, json!({"content": "x [N"}), Some("stop")),
        chat(0, json!({}), Some("tool_calls")),
        event(&json!({"choices": [], "usage": {"prompt_tokens": 3, "completion_tokens": 4}})),
        "data: [DONE]\n\n".to_owned(),
    ]
    .concat();
    let (out, result, usage) = through(Wire::ChatCompletions, &[stream.as_bytes()]);
    assert_eq!(result, Ok(()));
    assert!(
        out.starts_with(": hello\n\n") && out.ends_with("data: [DONE]\n\n"),
        "{out}"
    );
    let events = data(&out);
    assert_eq!(content(&events, 0, "/content"), "Hi Sarah Miller, bye [CAR");
    assert_eq!(content(&events, 1, "/content"), "To ann@example.com!x [N");
    let call = |index: u32| -> String {
        let calls = events
            .iter()
            .flat_map(|event| event["choices"].as_array().unwrap());
        let calls = calls
            .filter_map(|it| it["delta"]["tool_calls"].as_array())
            .flatten();
        calls
            .filter(|call| call["index"] == index)
            .filter_map(|call| call["function"]["arguments"].as_str())
            .collect()
    };
    assert_eq!(call(0), "{\"to\":\"ann@example.com\"}");
    assert_eq!(call(1), "{\"name\":\"Sarah Miller\"}");
    assert_eq!(usage.total(), Some(7));
    // What was held back comes before the end of its choice, in a chunk of the same shape.
    let end = events
        .iter()
        .position(|it| it["choices"][0]["finish_reason"] == "tool_calls")
        .unwrap();
    assert_eq!(
        events[end - 1]["choices"][0]["delta"],
        json!({"content": "[CAR"})
    );
    assert_eq!(events[end - 1]["id"], "c1");
}

#[test]
fn a_response_is_restored_event_by_event() {
    let piece = |kind: &str, number: u32, text: &str| {
        event(
            &json!({"type": kind, "sequence_number": number, "item_id": "i", "output_index": 0, "content_index": 0, "delta": text}),
        )
    };
    let whole = json!({"id": "r", "status": "completed", "output": [{"type": "message", "content":
        [{"type": "output_text", "text": "Hi [NAME_1] [CAR"}]}], "usage": {"input_tokens": 1, "output_tokens": 2}});
    let stream = [
        event(&json!({"type": "response.created", "sequence_number": 0, "response": {"id": "r", "instructions": "see [EMAIL_1]"}})),
        piece("response.output_text.delta", 1, "Hi [NAM"),
        piece("response.output_text.delta", 2, "E_1] [CAR"),
        event(&json!({"type": "response.output_text.done", "sequence_number": 3, "item_id": "i", "output_index": 0, "content_index": 0, "text": "Hi [NAME_1] [CAR"})),
        event(&json!({"type": "response.function_call_arguments.delta", "sequence_number": 4, "item_id": "f", "output_index": 1, "delta": "{\"a\":\"[EMAIL_1]\"}"})),
        event(&json!({"type": "response.function_call_arguments.done", "sequence_number": 5, "item_id": "f", "output_index": 1, "arguments": "{\"a\":\"[EMAIL_1]\"}"})),
        event(&json!({"type": "response.completed", "sequence_number": 6, "response": whole})),
    ]
    .concat();
    let (out, result, usage) = through(Wire::Responses, &[stream.as_bytes()]);
    assert_eq!(result, Ok(()));
    let events = data(&out);
    let numbers: Vec<u64> = events
        .iter()
        .map(|it| it["sequence_number"].as_u64().unwrap())
        .collect();
    assert_eq!(numbers, (0..8).collect::<Vec<_>>());
    assert_eq!(
        events[3],
        json!({"type": "response.output_text.delta", "item_id": "i", "output_index": 0, "content_index": 0,
            "logprobs": [], "delta": "[CAR", "sequence_number": 3})
    );
    let text: String = events[1..4]
        .iter()
        .filter_map(|it| it["delta"].as_str())
        .collect();
    assert_eq!(text, "Hi Sarah Miller [CAR");
    assert_eq!(events[4]["text"], text);
    assert_eq!(events[6]["arguments"], "{\"a\":\"ann@example.com\"}");
    assert_eq!(
        events[7]["response"]["output"][0]["content"][0]["text"],
        text
    );
    assert_eq!(usage.total(), Some(3));
}

#[test]
fn messages_are_restored_block_by_block() {
    let delta = |index: u32, delta: Value| {
        event(&json!({"type": "content_block_delta", "index": index, "delta": delta}))
    };
    let stream = [
        event(&json!({"type": "message_start", "message": {"id": "m", "usage": {"input_tokens": 9, "output_tokens": 1}}})),
        event(&json!({"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}})),
        event(&json!({"type": "ping"})),
        delta(0, json!({"type": "text_delta", "text": "Hi [NAME"})),
        delta(0, json!({"type": "text_delta", "text": "_1] [C"})),
        event(&json!({"type": "content_block_stop", "index": 0})),
        event(&json!({"type": "content_block_start", "index": 1, "content_block": {"type": "tool_use", "id": "t", "name": "f", "input": {}}})),
        delta(1, json!({"type": "input_json_delta", "partial_json": "{\"a\":\"[EMA"})),
        delta(1, json!({"type": "input_json_delta", "partial_json": "IL_1]\"}"})),
        event(&json!({"type": "content_block_stop", "index": 1})),
        event(&json!({"type": "message_delta", "delta": {"stop_reason": "tool_use"}, "usage": {"output_tokens": 20}})),
        event(&json!({"type": "message_stop"})),
    ]
    .concat();
    let (out, result, usage) = through(Wire::Messages, &[stream.as_bytes()]);
    assert_eq!(result, Ok(()));
    let events = data(&out);
    let text = |key: &str| -> String {
        events
            .iter()
            .filter_map(|it| it["delta"][key].as_str())
            .collect()
    };
    assert_eq!(text("text"), "Hi Sarah Miller [C");
    assert_eq!(text("partial_json"), "{\"a\":\"ann@example.com\"}");
    let stop = events
        .iter()
        .position(|it| it["type"] == "content_block_stop")
        .unwrap();
    assert_eq!(
        events[stop - 1]["delta"],
        json!({"type": "text_delta", "text": "[C"})
    );
    assert_eq!(usage.total(), Some(29));
}

#[test]
fn an_end_that_never_comes_is_told() {
    let half = chat(0, json!({"content": "Hi"}), None);
    for wire in [Wire::ChatCompletions, Wire::Messages, Wire::Responses] {
        let (_, result, _) = through(wire, &[half.as_bytes()]);
        assert_eq!(result, Err(ProxyError::CutOff), "{wire:?}");
    }
    let (_, result, _) = through(Wire::ChatCompletions, &[b"data: {\"cho"]);
    assert_eq!(result, Err(ProxyError::CutOff));
    for nonsense in [&b"data: <html>\n\n"[..], b"data: {\"a\"\n\n"] {
        let (_, result, _) = through(Wire::ChatCompletions, &[nonsense]);
        assert_eq!(result, Err(ProxyError::NotJson));
    }
    let (_, result, _) = through(Wire::ChatCompletions, &[b"data: \xff\n\n"]);
    assert_eq!(result, Err(ProxyError::NotUtf8));
}

#[test]
fn a_failure_in_the_stream_is_told_in_our_words() {
    for (wire, said) in [
        (
            Wire::ChatCompletions,
            r#"{"error":{"message":"sk-123 leaks","type":"server_error","code":"overloaded"}}"#,
        ),
        (
            Wire::Messages,
            r#"{"type":"error","error":{"type":"overloaded_error","message":"sk-123 leaks"}}"#,
        ),
        (
            Wire::Responses,
            r#"{"type":"error","code":"rate_limit_exceeded","message":"sk-123 leaks"}"#,
        ),
    ] {
        let (out, result, _) = through(wire, &[format!("data: {said}\n\n").as_bytes()]);
        assert_eq!(result, Ok(()));
        assert!(!out.contains("sk-123"), "{out}");
        assert_eq!(data(&out)[0]["error"]["message"], crate::refusal::OWN_WORDS);
        assert!(
            out.contains("overloaded") || out.contains("rate_limit_exceeded"),
            "{out}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_chunking_and_any_cut_of_the_text_gives_the_same(
        text in "(\\[NAME_1\\]|\\[CARD_1\\]|\\[email 1\\]|\\[|ä|[a-z ]|\"|\\]|https://x/){0,14}",
        pieces in prop::collection::vec(1..6usize, 0..12),
        cuts in prop::collection::vec(0..90usize, 0..12),
    ) {
        let characters: Vec<char> = text.chars().collect();
        let (mut stream, mut from) = (String::new(), 0_usize);
        for piece in pieces.into_iter().chain([usize::MAX]) {
            let to = from.saturating_add(piece).min(characters.len());
            let piece: String = characters[from..to].iter().collect();
            stream.push_str(&chat(0, json!({"content": piece}), None));
            from = to;
        }
        stream.push_str(&chat(0, json!({}), Some("stop")));
        stream.push_str("data: [DONE]\n\n");
        let bytes = stream.as_bytes();
        let (mut chunks, mut from) = (Vec::new(), 0);
        for cut in cuts {
            let to = (from + cut).min(bytes.len());
            chunks.push(&bytes[from..to]);
            from = to;
        }
        chunks.push(&bytes[from..]);
        let (out, result, _) = through(Wire::ChatCompletions, &chunks);
        prop_assert_eq!(result, Ok(()));
        let (whole, _, _) = through(Wire::ChatCompletions, &[bytes]);
        prop_assert_eq!(&out, &whole);
        let expected = Masker::default().unmask(&text, &vault(), handrail_mask::Lens::VisitorOfAi);
        prop_assert_eq!(content(&data(&out), 0, "/content"), expected);
    }

    #[test]
    fn nothing_panics(bytes in prop::collection::vec(any::<u8>(), 0..60), text in "(data: |event: error|\n|\\{\"type\":\"error\"|\\}|\\[DONE\\]|[a-z]){0,12}") {
        for wire in [Wire::ChatCompletions, Wire::Responses, Wire::Messages] {
            let _ = through(wire, &[&bytes]);
            let _ = through(wire, &[text.as_bytes()]);
        }
    }
}
