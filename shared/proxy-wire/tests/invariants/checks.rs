//! What holds for all bytes, as functions that panic where it does not.
//!
//! For: the deterministic run beside this file, and the fuzz targets in `shared/proxy-wire/fuzz`, which
//! call the same functions with bytes of their own. Not for: examples; those stand beside the code.

use handrail_mask::{Context, Masker, Vault};
use handrail_protocol::{ClientFrame, DeskClientFrame};
use handrail_proxy_wire::sse::{self, SseDecoder, SseError, SseEvent};
use handrail_proxy_wire::{ProxyError, ReplyStream, Wire, mask, unmask};

const WIRES: [Wire; 4] = [
    Wire::ChatCompletions,
    Wire::Responses,
    Wire::Embeddings,
    Wire::Messages,
];

/// A value of which nothing may leave, letters and digits alone.
const CARD: &str = "4242424242424242";

fn vault() -> Vault {
    let mut vault = Vault::new();
    let text = "I'm Sarah Miller, card 4242 4242 4242 4242, ann@example.com";
    let masked = Masker::default().mask(text, &Context::default(), &mut vault);
    masked.expect("the text is short and the vault has room");
    vault
}

/// The walker takes what serde takes, refuses what is no JSON, and copies all that is not replaced.
pub(crate) fn json_bodies(bytes: &[u8]) {
    let is_json = serde_json::from_slice::<serde_json::Value>(bytes).is_ok();
    let walked = unmask(Wire::Models, bytes, &Masker::default(), &Vault::new());
    match &walked {
        Ok((text, _)) => assert_eq!(
            text.as_bytes(),
            bytes,
            "nothing is replaced without a vault"
        ),
        Err(_) => assert!(!is_json, "serde reads it"),
    }
    for wire in WIRES {
        let mut vault = Vault::new();
        let opaque = |_: &str| "u".to_owned();
        let masked = mask(wire, bytes, &Masker::default(), &mut vault, &opaque);
        let Ok(masked) = masked else { continue };
        assert!(walked.is_ok(), "what is masked is JSON");
        let again = unmask(wire, masked.as_str().as_bytes(), &Masker::default(), &vault);
        assert!(
            again.is_ok(),
            "what was masked is JSON: {}",
            masked.as_str()
        );
        if wire != Wire::Embeddings && !vault.is_empty() {
            let card = vault.entries().any(|entry| digits(entry.value()) == CARD);
            let bare = digits(masked.as_str());
            assert!(
                !card || !bare.contains(CARD) || is_kept(bytes),
                "{}",
                masked.as_str()
            );
        }
    }
}

/// Words of the wire and of schemas stay as they are, whatever they spell; a body with none has none to keep.
fn is_kept(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    [
        "schema",
        "parameters",
        "definition",
        "\\",
        "enum",
        "headers",
        "authorization",
        "url",
        "data",
        "signature",
        "result",
    ]
    .iter()
    .any(|word| text.contains(word))
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// A streamed reply is the same for any cut of its bytes, up to a failure in the stream.
pub(crate) fn reply_streams(bytes: &[u8]) {
    for wire in [Wire::ChatCompletions, Wire::Responses, Wire::Messages] {
        let whole = through(wire, bytes, bytes.len().max(1));
        for size in [1, 7] {
            assert_eq!(through(wire, bytes, size), whole, "in pieces of {size}");
        }
    }
}

fn through(wire: Wire, bytes: &[u8], size: usize) -> (Vec<u8>, Result<(), ProxyError>) {
    let (masker, vault, mut out) = (Masker::default(), vault(), Vec::new());
    let mut stream = ReplyStream::new(wire);
    let mut chunks = bytes.chunks(size);
    let pushed = chunks.try_for_each(|chunk| stream.push(&masker, &vault, chunk, &mut out));
    let result = pushed.and_then(|()| stream.finish(&masker, &vault, &mut out));
    (out, result)
}

/// Events are the same for any cut, and what is written of them is read as them.
pub(crate) fn event_streams(bytes: &[u8]) {
    let whole = events(bytes, bytes.len().max(1));
    for size in [1, 3] {
        assert_eq!(events(bytes, size), whole, "in pieces of {size}");
    }
    let Ok(whole) = whole else { return };
    let mut written = Vec::new();
    for event in &whole {
        sse::write(&event.head, event.data.as_deref(), &mut written);
    }
    assert_eq!(events(&written, 5), Ok(whole));
}

fn events(bytes: &[u8], size: usize) -> Result<Vec<SseEvent>, SseError> {
    let (mut decoder, mut events) = (SseDecoder::new(1 << 20), Vec::new());
    for chunk in bytes.chunks(size) {
        decoder.push(chunk, &mut |event| {
            events.push(event);
            Ok::<(), SseError>(())
        })?;
    }
    Ok(events)
}

/// A frame that is read is written as one that reads the same.
pub(crate) fn client_frames(text: &str) {
    if let Ok(frame) = serde_json::from_str::<ClientFrame>(text) {
        let json = serde_json::to_string(&frame).expect("a frame is plain data");
        assert_eq!(serde_json::from_str::<ClientFrame>(&json).ok(), Some(frame));
    }
    if let Ok(frame) = serde_json::from_str::<DeskClientFrame>(text) {
        let json = serde_json::to_string(&frame).expect("a frame is plain data");
        assert_eq!(
            serde_json::from_str::<DeskClientFrame>(&json).ok(),
            Some(frame)
        );
    }
}
