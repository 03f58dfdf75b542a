use super::*;
use proptest::prelude::*;
use serde_json::{Value, json};

fn opaque(name: &str) -> String {
    format!("h{}", name.len())
}

fn masked_with(wire: Wire, body: &Value, vault: &mut Vault) -> Result<MaskedBody, ProxyError> {
    let text = body.to_string();
    mask(wire, text.as_bytes(), &Masker::default(), vault, &opaque)
}

fn masked(wire: Wire, body: Value) -> Value {
    let body = masked_with(wire, &body, &mut Vault::new()).unwrap();
    serde_json::from_str(body.as_str()).unwrap()
}

#[test]
fn every_text_of_a_chat_is_masked_and_no_word_of_the_wire() {
    let body = json!({
        "model": "gpt-4o-2024-08-06",
        "messages": [
            {"role": "system", "content": "You help Acme. Write to boss@acme.example."},
            {"role": "user", "name": "Sarah_Miller", "content": [
                {"type": "text", "text": "I'm Sarah Miller, card 4242 4242 4242 4242"},
                {"type": "image_url", "image_url": {"url": "https://a.example/x.png?u=1", "detail": "low"}},
                {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw0KGgo="}},
                {"type": "input_audio", "input_audio": {"data": "UklGRg==", "format": "wav"}},
            ]},
            {"role": "assistant", "content": null, "tool_calls": [{"id": "call_4f", "type": "function",
                "function": {"name": "find_order", "arguments": "{\"email\":\"ann@example.com\",\"card\":4242424242424242}"}}]},
            {"role": "tool", "tool_call_id": "call_4f", "content": "{\"owner\": \"Sarah Miller\", \"mail\":\"ann\\u0040example.com\"}"},
        ],
        "tools": [{"type": "function", "function": {"name": "find_order", "description": "Ask boss@acme.example",
            "parameters": {"type": "object", "properties": {"email": {"type": "string", "description": "like ann@example.com",
                "enum": ["ann@example.com"]}}, "required": ["email"]}, "strict": true}}],
        "stream": true, "seed": 4294967295_i64, "user": "sarah", "logit_bias": {"50256": -100},
        "metadata": {"phone": "+1 555 010 7788"}, "some_new_field": {"to": "ann@example.com"},
        "temperature": 0.2, "stop": ["END"],
    });
    let mut vault = Vault::new();
    let result = masked_with(Wire::ChatCompletions, &body, &mut vault).unwrap();
    assert!(result.is_stream());
    let out: Value = serde_json::from_str(result.as_str()).unwrap();
    assert_eq!(
        out["messages"][0]["content"],
        "You help Acme. Write to [EMAIL_1]."
    );
    assert_eq!(out["messages"][1]["name"], "NAME_1");
    assert_eq!(
        out["messages"][1]["content"][0]["text"],
        "I'm [NAME_1], card [CARD_1]"
    );
    assert_eq!(
        out["messages"][2]["tool_calls"][0]["function"]["arguments"],
        "{\"email\":\"[EMAIL_2]\",\"card\":\"[CARD_1]\"}"
    );
    assert_eq!(
        out["messages"][3]["content"],
        "{\"owner\": \"[NAME_1]\", \"mail\":\"[EMAIL_2]\"}"
    );
    let function = &out["tools"][0]["function"];
    assert_eq!(function["description"], "Ask [EMAIL_1]");
    let email = &function["parameters"]["properties"]["email"];
    assert_eq!(email["description"], "like [EMAIL_2]");
    assert_eq!(email["enum"][0], "ann@example.com", "what constrains stays");
    assert_eq!(out["user"], "h5");
    assert_eq!(out["some_new_field"]["to"], "[EMAIL_2]");
    assert_eq!(out["metadata"]["phone"], "[PHONE_1]");
    for path in [
        "/model",
        "/stream",
        "/seed",
        "/logit_bias",
        "/temperature",
        "/stop",
        "/messages/1/content/1",
        "/messages/1/content/2",
        "/messages/1/content/3",
        "/messages/2/tool_calls/0/id",
        "/messages/3/tool_call_id",
        "/messages/3/role",
        "/tools/0/function/parameters/required",
    ] {
        assert_eq!(out.pointer(path), body.pointer(path), "{path}");
    }
    assert_eq!(result.summary(), "CARD=1,EMAIL=2,PHONE=1,NAME=1");
    assert_eq!(result.new_entries().len(), vault.len());
}

#[test]
fn responses_and_messages_are_masked_too() {
    let out = masked(
        Wire::Responses,
        json!({
            "model": "m", "instructions": "Mail boss@acme.example", "input": "My e-mail is ann@example.com",
            "prompt": {"id": "pmpt_1", "variables": {"name": "ann@example.com"}}, "safety_identifier": "x",
            "text": {"format": {"type": "json_schema", "name": "answer", "schema": {"type": "object", "title": "of ann@example.com"}}},
            "reasoning": {"effort": "low", "summary": "auto"}, "previous_response_id": "resp_1",
        }),
    );
    assert_eq!(out["instructions"], "Mail [EMAIL_2]");
    assert_eq!(out["input"], "My e-mail is [EMAIL_1]");
    assert_eq!(
        out["prompt"],
        json!({"id": "pmpt_1", "variables": {"name": "[EMAIL_1]"}})
    );
    assert_eq!(out["text"]["format"]["name"], "answer");
    assert_eq!(out["text"]["format"]["schema"]["title"], "of [EMAIL_1]");
    assert_eq!(
        out["reasoning"],
        json!({"effort": "low", "summary": "auto"})
    );

    let out = masked(
        Wire::Responses,
        json!({"model": "m", "input": [
            {"role": "user", "content": [{"type": "input_text", "text": "ann@example.com"},
                {"type": "input_file", "filename": "ann@example.com.pdf", "file_data": "data:application/pdf;base64,JVBERi0="}]},
            {"type": "function_call", "call_id": "c1", "name": "find", "arguments": "{\"q\":\"ann@example.com\"}"},
            {"type": "function_call_output", "call_id": "c1", "output": "sent to ann@example.com"},
            {"type": "reasoning", "id": "rs_1", "summary": [{"type": "summary_text", "text": "ann@example.com asks"}], "encrypted_content": "gAAAAB=="},
        ]}),
    );
    let text = out.to_string();
    assert!(!text.contains("ann@"), "{text}");
    assert_eq!(out["input"][1]["name"], "find");
    assert_eq!(out["input"][3]["encrypted_content"], "gAAAAB==");

    let out = masked(
        Wire::Messages,
        json!({
            "model": "claude", "max_tokens": 100, "system": [{"type": "text", "text": "Mail boss@acme.example"}],
            "messages": [
                {"role": "user", "content": "I'm Sarah Miller"},
                {"role": "assistant", "content": [
                    {"type": "thinking", "thinking": "Sarah Miller asks", "signature": "EqQB=="},
                    {"type": "tool_use", "id": "toolu_1", "name": "find", "input": {"customer": "Sarah Miller", "ann@example.com": 1}}]},
                {"role": "user", "content": [
                    {"type": "tool_result", "tool_use_id": "toolu_1", "content": [{"type": "text", "text": "Sarah Miller: found"}]},
                    {"type": "document", "title": "Sarah Miller", "source": {"type": "text", "media_type": "text/plain", "data": "4242424242424242"}},
                    {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "iVBORw0KGgo="}}]},
            ],
            "tools": [{"name": "find", "input_schema": {"type": "object"}}], "metadata": {"user_id": "sarah"},
        }),
    );
    let text = out.to_string();
    for value in ["Miller", "ann@", "boss@", "4242", "\"sarah\""] {
        assert!(!text.contains(value), "{value}: {text}");
    }
    assert_eq!(out["messages"][1]["content"][1]["name"], "find");
    assert_eq!(
        out["messages"][2]["content"][2]["source"]["data"],
        "iVBORw0KGgo="
    );
}

#[test]
fn vectors_are_made_of_what_is_left() {
    let out = masked(
        Wire::Embeddings,
        json!({"model": "e", "encoding_format": "base64", "dimensions": 5, "input":
        ["Refund for ann@example.com please", "ann@example.com", "plain"]}),
    );
    assert_eq!(
        out["input"],
        json!(["Refund for please", "[EMAIL]", "plain"])
    );
    for input in [json!([1, 2]), json!([[1, 2], [3]]), json!(7)] {
        let body = json!({"model": "e", "input": input});
        assert_eq!(
            masked_with(Wire::Embeddings, &body, &mut Vault::new()),
            Err(ProxyError::Tokens)
        );
    }
}

#[test]
fn a_value_that_is_known_late_is_masked_early() {
    for (early, late, masked_early) in [
        (
            "notes on quilla tarnow: wants blue",
            "My name is Quilla Tarnow",
            "notes on [NAME_1]: wants blue",
        ),
        (
            "Reply to 88451290 by noon",
            "My account number is 88451290",
            "Reply to [ACCOUNT_1] by noon",
        ),
    ] {
        let alone = Masker::default().detect(early, &Context::default());
        assert_eq!(alone, [], "nothing in it tells by itself: {early}");
        let out = masked(
            Wire::ChatCompletions,
            json!({"messages": [
                {"role": "system", "content": early},
                {"role": "user", "content": late},
            ]}),
        );
        assert_eq!(out["messages"][0]["content"], masked_early);
    }
}

#[test]
fn a_message_is_read_as_the_answer_to_the_one_before() {
    let out = masked(
        Wire::ChatCompletions,
        json!({"messages": [
            {"role": "assistant", "content": "Please enter your PIN."},
            {"role": "user", "content": "4821"},
        ]}),
    );
    assert_eq!(out["messages"][1]["content"], "[PASSWORD_1]");
}

#[test]
fn what_looks_like_a_placeholder_resolves_to_nothing_else() {
    let body =
        json!({"messages": [{"role": "user", "content": "[CARD_1] and 4242 4242 4242 4242"}]});
    let mut vault = Vault::new();
    let out = masked_with(Wire::ChatCompletions, &body, &mut vault).unwrap();
    assert!(out.as_str().contains("[TEXT_1] and [CARD_1]"), "{out:?}");
}

#[test]
fn all_else_stays_byte_for_byte() {
    let body = " {\"messages\" : [ {\"role\":\"user\" , \"content\":\"caf\\u00e9 \\/ ok\"} ],\n \"x\":1.0e0, \"n\": 12345678901234567890123 }";
    let result = mask(
        Wire::ChatCompletions,
        body.as_bytes(),
        &Masker::default(),
        &mut Vault::new(),
        &opaque,
    );
    assert_eq!(result.unwrap().as_str(), body);
}

#[test]
fn nonsense_is_refused() {
    let refused = |body: &[u8]| {
        let result = mask(
            Wire::ChatCompletions,
            body,
            &Masker::default(),
            &mut Vault::new(),
            &opaque,
        );
        result.unwrap_err()
    };
    assert_eq!(refused(b"{"), ProxyError::NotJson);
    assert_eq!(refused(b""), ProxyError::NotJson);
    assert_eq!(refused(b"[]"), ProxyError::NotAnObject);
    assert_eq!(refused(b"\xff{}"), ProxyError::NotUtf8);
}

/// Values of which no byte may leave, as people and programs write them.
const VALUES: [&str; 5] = [
    "4242 4242 4242 4242",
    "ann.lee@example.com",
    "DE89 3704 0044 0532 0130 00",
    "+1 212 555 0142",
    "192.168.17.33",
];

fn holder() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        prop::sample::select(&VALUES[..]).prop_map(|value| json!(format!("see {value} now"))),
        prop::sample::select(&VALUES[..]).prop_map(|value| json!(value)),
        prop::sample::select(&VALUES[..])
            .prop_map(|value| json!(json!({"q": value, "n": [value]}).to_string())),
        Just(json!("nothing")),
        Just(json!(4_242_424_242_424_242_i64)),
        Just(Value::Null),
    ];
    let key = prop_oneof![
        Just("content".to_owned()),
        Just("text".to_owned()),
        Just("input".to_owned()),
        Just("arguments".to_owned()),
        Just("name".to_owned()),
        Just("role".to_owned()),
        Just("tools".to_owned()),
        Just("metadata".to_owned()),
        Just("source".to_owned()),
        Just("data".to_owned()),
        Just("url".to_owned()),
        Just("model".to_owned()),
        Just("messages".to_owned()),
        Just("function".to_owned()),
        Just("output".to_owned()),
        "[a-z]{1,6}",
        prop::sample::select(&VALUES[..]).prop_map(str::to_owned),
    ];
    leaf.prop_recursive(5, 40, 5, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
            prop::collection::btree_map(key.clone(), inner, 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_value_leaves_wherever_it_stands(messages in holder(), other in holder(), wire in 0..3_usize) {
        let wire = [Wire::ChatCompletions, Wire::Responses, Wire::Messages][wire];
        let list = if wire == Wire::Responses { "input" } else { "messages" };
        let body = json!({"model": "m", list: messages, "other": other});
        let masked = masked_with(wire, &body, &mut Vault::new()).unwrap();
        let mut bare = String::new();
        compact(masked.as_str(), &mut bare);
        for value in VALUES {
            let mut compacted = String::new();
            compact(value, &mut compacted);
            prop_assert!(!bare.contains(&compacted), "{} in {}", value, masked.as_str());
        }
        prop_assert!(walk::is_valid(masked.as_str()));
    }

    #[test]
    fn no_body_panics(body in ".{0,60}") {
        for wire in [Wire::ChatCompletions, Wire::Responses, Wire::Embeddings, Wire::Messages] {
            let _ = mask(wire, body.as_bytes(), &Masker::default(), &mut Vault::new(), &opaque);
        }
    }
}

#[test]
fn a_key_says_what_its_value_is() {
    for (key, value, masked_value) in [
        ("customerName", "Sarah Miller", "[NAME_1]"),
        ("pin", "4821", "[PASSWORD_1]"),
        ("account_number", "884512", "[ACCOUNT_1]"),
        ("password", "hunter2", "[PASSWORD_1]"),
        ("clientSecret", "a8f3k2m9", "[SECRET_1]"),
        ("product_name", "Trail Shoes", "Trail Shoes"),
        ("order_id", "884512", "884512"),
        ("country_code", "DE", "DE"),
        ("status_code", "active", "active"),
        ("next_token", "page", "page"),
    ] {
        let out = masked(Wire::ChatCompletions, json!({"metadata": {key: value}}));
        assert_eq!(out["metadata"][key], masked_value, "{key}: {value}");
    }
}

/// Counts pauses, and waits for none.
#[derive(Default)]
struct Counted(std::cell::Cell<usize>);

impl Pause for Counted {
    async fn pause(&self) {
        self.0.set(self.0.get() + 1);
    }
}

fn with_pauses(body: &Value) -> (Result<MaskedBody, ProxyError>, usize) {
    let (pauses, mut vault, masker) = (Counted::default(), Vault::new(), Masker::default());
    let text = body.to_string();
    let wire = Wire::ChatCompletions;
    let masked = mask_in_turns(wire, text.as_bytes(), &masker, &mut vault, &opaque, &pauses);
    (at_once(masked), pauses.0.get())
}

#[test]
fn a_large_body_lets_others_go_first_and_an_ordinary_one_need_not() {
    let (_, pauses) = with_pauses(&chat_of("Where is my order? ".repeat(50)));
    assert_eq!(pauses, 0);
    for piece in [
        "4 ",
        "4242-",
        "Where is my order? ",
        "ann@example.com, ",
        "é",
    ] {
        let text = piece.repeat(60_000 / piece.len());
        let (masked, pauses) = with_pauses(&chat_of(text.clone()));
        assert!(pauses >= 60_000 / (24 * 1024), "{piece:?}: {pauses} pauses");
        let at_once = masked_with(Wire::ChatCompletions, &chat_of(text), &mut Vault::new());
        assert_eq!(masked, at_once);
    }
    let messages: Vec<Value> = (0..5_000)
        .map(|at| json!({"role": "user", "content": at.to_string()}))
        .collect();
    let (_, pauses) = with_pauses(&json!({"messages": messages}));
    assert!(pauses >= 10, "{pauses} pauses in many small texts");
    let picture = format!("data:image/png;base64,{}", "iVBORw0K".repeat(200_000));
    let content = json!([{"type": "image_url", "image_url": {"url": picture}}]);
    let (_, pauses) = with_pauses(&json!({"messages": [{"role": "user", "content": content}]}));
    assert!(pauses >= 1, "{pauses} pauses around a picture");
}

fn chat_of(text: String) -> Value {
    json!({"model": "m", "messages": [{"role": "user", "content": text}]})
}

#[test]
fn more_text_than_is_masked_for_one_request_is_refused_and_files_are_no_text() {
    let at_most = "a ".repeat(TEXT_MAX_BYTES / 4);
    let two = |second: &str| json!({"messages": [{"content": at_most}, {"content": second}]});
    let of = |body: &Value| masked_with(Wire::ChatCompletions, body, &mut Vault::new()).err();
    let fits = "a ".repeat(TEXT_MAX_BYTES / 4 - 8);
    assert_eq!(of(&two(&fits)), None);
    let refused = of(&two(&format!("{fits} and some more than that"))).unwrap();
    assert_eq!(
        (refused.clone(), refused.code()),
        (ProxyError::TooMuchText, "too_large")
    );
    let embedded = json!({"input": [at_most, at_most, "more"]});
    let refused = masked_with(Wire::Embeddings, &embedded, &mut Vault::new());
    assert_eq!(refused, Err(ProxyError::TooMuchText));
    let file = "JVBERi0x".repeat(TEXT_MAX_BYTES / 6);
    assert_eq!(
        of(&json!({"messages": [{"content": [{"file": {"file_data": file}}]}]})),
        None
    );
}

#[test]
fn objects_within_each_other_are_not_looked_through_again_and_again() {
    let deep = |depth: usize| {
        let filler = "x".repeat(100_000);
        let (open, close) = (r#"{"source":"#.repeat(depth), "}".repeat(depth));
        let body = format!(r#"{{"messages":[{{"content":{open}"{filler}"{close}}}]}}"#);
        mask(
            Wire::Messages,
            body.as_bytes(),
            &Masker::default(),
            &mut Vault::new(),
            &opaque,
        )
        .err()
    };
    assert_eq!(deep(4), None);
    assert_eq!(deep(100), Some(ProxyError::Tangled));
}

#[test]
fn a_body_of_nothing_but_details_is_masked_in_time_linear_in_it_or_refused() {
    let of = |count: usize| {
        let addresses: String = (0..count)
            .map(|at| format!("user{at}@example.com "))
            .collect();
        masked_with(
            Wire::ChatCompletions,
            &chat_of(addresses),
            &mut Vault::new(),
        )
    };
    assert_eq!(of(500).unwrap().new_entries().len(), 500);
    let refused = of(VALUES_MAX + 1).unwrap_err();
    assert_eq!(
        (refused.clone(), refused.code()),
        (ProxyError::TooManyValues, "too_large")
    );
}
