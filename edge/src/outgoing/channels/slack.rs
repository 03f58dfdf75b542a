//! Slack's incoming webhooks: a message in a channel, as people read it.
//!
//! Source: Slack API, "Sending messages using incoming webhooks" and "Formatting text for app surfaces".
//! The address is the secret; there is no signature.
//!
//! Invariant: text of a conversation is shown as it is: nothing in it becomes a link, a mention or a format.

use super::{Channel, Post, StoredSignal};
use handrail_protocol::UnixMillis;
use serde::Deserialize;
use serde_json::json;

/// The newest messages that a channel is shown; the others are on the desk.
const MESSAGES_SHOWN: usize = 3;
/// The most of one message, in code points.
const MESSAGE_MAX_CHARS: usize = 500;

pub(super) struct SlackWebhook;

impl Channel for SlackWebhook {
    fn post(&self, signal: StoredSignal<'_>, _: Option<&str>, _: UnixMillis) -> Option<Post> {
        let told: Told = serde_json::from_str(signal.body).ok()?;
        Some(Post {
            headers: vec![("content-type", "application/json".to_owned())],
            body: message(&told).to_string(),
        })
    }

    /// A channel that is gone or closed, or a message that it doesn't take: another try would be refused again.
    fn is_final(&self, status: u16) -> bool {
        matches!(status, 400 | 403 | 404)
    }
}

/// What of a signal is told.
#[derive(Deserialize)]
struct Told {
    #[serde(rename = "type")]
    kind: String,
    data: Data,
}

#[derive(Deserialize)]
struct Data {
    conversation: String,
    reason: String,
    messages: Vec<Message>,
}

#[derive(Deserialize)]
struct Message {
    author: String,
    text: String,
}

fn message(told: &Told) -> serde_json::Value {
    let title = title(&told.kind, &told.data.reason);
    let newest = told.data.messages.len().saturating_sub(MESSAGES_SHOWN);
    let mut blocks = vec![json!({
        "type": "header",
        "text": { "type": "plain_text", "text": title, "emoji": false },
    })];
    for message in &told.data.messages[newest..] {
        blocks.push(json!({
            "type": "section",
            "text": { "type": "plain_text", "text": line(message), "emoji": false },
        }));
    }
    blocks.push(json!({
        "type": "context",
        "elements": [{
            "type": "plain_text",
            "text": format!("Conversation {}. Take it on the desk.", told.data.conversation),
            "emoji": false,
        }],
    }));
    // The text is what a notification shows: there, these three signs mean something (blocks of plain text have none).
    json!({ "text": escaped(title), "blocks": blocks })
}

fn title(kind: &str, reason: &str) -> &'static str {
    match (kind, reason) {
        ("message_left", _) => "A visitor left an address for an answer",
        (_, "self_harm") => "A visitor may be in danger",
        (_, "agent_lost") => "A visitor waits again: their agent is gone",
        (_, "pressed" | "asked_in_words") => "A visitor asks for a person",
        _ => "A visitor waits for a person",
    }
}

fn line(message: &Message) -> String {
    let author = match message.author.as_str() {
        "visitor" => "Visitor",
        "ai" => "AI",
        "person" => "Agent",
        _ => "Handrail",
    };
    let mut text: String = message.text.chars().take(MESSAGE_MAX_CHARS).collect();
    if text.len() < message.text.len() {
        text.push('…');
    }
    format!("{author}: {text}")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use handrail_protocol::{ConversationId, Seq};

    fn posted(body: &str) -> serde_json::Value {
        let conversation = ConversationId::parse("acme.c_12345678").expect("valid");
        let signal = StoredSignal {
            conversation: &conversation,
            seq: Seq(3),
            body,
        };
        let post = SlackWebhook
            .post(signal, None, UnixMillis(0))
            .expect("a signal");
        serde_json::from_str(&post.body).expect("JSON")
    }

    #[test]
    fn a_hand_off_reads_as_people_need_it() {
        let long = "x".repeat(600);
        let body = json!({
            "type": "handoff_requested",
            "timestamp": "2026-11-21T09:45:10.000Z",
            "data": {
                "site": "acme",
                "conversation": "acme.c_12345678",
                "seq": 3,
                "reason": "asked_in_words",
                "messages": [
                    { "author": "visitor", "text": "first" },
                    { "author": "ai", "text": "<!channel> *bold* <https://a.example|here>" },
                    { "author": "visitor", "text": "a person please, card [CARD_1]" },
                    { "author": "visitor", "text": long },
                ],
                "hidden": ["[CARD_1]"],
            },
        });
        let posted = posted(&body.to_string());
        assert_eq!(posted["text"], "A visitor asks for a person");
        let blocks = posted["blocks"].as_array().expect("blocks");
        let texts: Vec<&str> = blocks
            .iter()
            .map(|block| {
                // Only blocks of plain text: nothing that a visitor or a model wrote is read as markup.
                let text = block.get("text").unwrap_or(&block["elements"][0]);
                assert_eq!(text["type"], "plain_text");
                text["text"].as_str().expect("text")
            })
            .collect();
        assert_eq!(
            texts.len(),
            5,
            "title, the newest three messages, the conversation"
        );
        assert_eq!(texts[1], "AI: <!channel> *bold* <https://a.example|here>");
        assert_eq!(texts[2], "Visitor: a person please, card [CARD_1]");
        assert_eq!(texts[3].chars().count(), "Visitor: ".len() + 500 + 1);
        assert!(texts[4].contains("acme.c_12345678"));
    }

    #[test]
    fn each_reason_has_a_title() {
        for (kind, reason, expected) in [
            (
                "message_left",
                "pressed",
                "A visitor left an address for an answer",
            ),
            (
                "handoff_requested",
                "self_harm",
                "A visitor may be in danger",
            ),
            (
                "handoff_requested",
                "of_a_later_version",
                "A visitor waits for a person",
            ),
        ] {
            assert_eq!(title(kind, reason), expected);
        }
    }

    #[test]
    fn the_three_signs_of_slack_are_escaped() {
        assert_eq!(escaped("<!here> & co"), "&lt;!here&gt; &amp; co");
    }
}
