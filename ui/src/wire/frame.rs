//! Frames.

use super::event::{AUTHORS, span};
use super::{Object, Source, api, event, list, number, small, text, word};
use handrail_protocol::{
    Attempt, Availability, ClientFrame, ClientId, ConversationId, PartialAnswer, Seq, ServerFrame,
    TurnId, UnixMillis,
};

/// Reads a frame of the edge.
pub fn server_frame(source: &impl Source) -> Option<ServerFrame> {
    let turn = || small(source, "turn").map(TurnId);
    let attempt = || small(source, "attempt").map(Attempt);
    let people = || availability(&source.get("people")?);
    let client_id = || ClientId::parse(text(source, "client_id")?).ok();
    Some(match text(source, "type")?.as_str() {
        "welcome" => ServerFrame::Welcome {
            v: u16::try_from(number(source, "v")?).ok()?,
            conversation: ConversationId::parse(text(source, "conversation")?).ok()?,
            seq: Seq(small(source, "seq")?),
            site: Box::new(api::site(&source.get("site")?)?),
            people: people()?,
        },
        "event" => ServerFrame::Event {
            event: event(&source.get("event")?)?,
        },
        "ack" => ServerFrame::Ack {
            client_id: client_id()?,
            seq: Seq(small(source, "seq")?),
            masked: list(source, "masked", span)?,
        },
        "writing" => ServerFrame::Writing { turn: turn()? },
        "delta" => ServerFrame::Delta {
            turn: turn()?,
            attempt: attempt()?,
            offset: small(source, "offset")?,
            text: text(source, "text")?,
        },
        "turn_reset" => ServerFrame::TurnReset {
            turn: turn()?,
            attempt: attempt()?,
        },
        "queue" => ServerFrame::Queue {
            position: small(source, "position")?,
            people: people()?,
        },
        "people" => ServerFrame::People { people: people()? },
        "typing" => ServerFrame::Typing {
            author: word(source, "author", AUTHORS)?,
            name: text(source, "name"),
        },
        "error" => ServerFrame::Error {
            error: api::report(&source.get("error")?)?,
            client_id: client_id(),
        },
        _ => return None,
    })
}

pub(super) fn availability(source: &impl Source) -> Option<Availability> {
    Some(Availability {
        online: source.get("online")?.truth()?,
        wait_minutes: small(source, "wait_minutes"),
        opens_at: number(source, "opens_at").map(UnixMillis),
    })
}

/// Writes a frame of the visitor.
pub fn client_frame(frame: &ClientFrame) -> String {
    let tagged = |kind: &str| Object::default().text("type", kind);
    match frame {
        ClientFrame::Hello {
            v,
            token,
            after,
            partial,
        } => {
            let hello = tagged("hello")
                .number("v", u64::from(*v))
                .text("token", token)
                .number("after", u64::from(after.0));
            match partial {
                Some(partial) => hello.raw("partial", &partial_answer(partial)),
                None => hello,
            }
        }
        ClientFrame::Say { client_id, text } => tagged("say")
            .text("client_id", client_id.as_str())
            .text("text", text),
        ClientFrame::Stop {} => tagged("stop"),
        ClientFrame::Retry {} => tagged("retry"),
        ClientFrame::RequestHuman {} => tagged("request_human"),
        ClientFrame::DeclineOffer {} => tagged("decline_offer"),
        ClientFrame::LeaveQueue {} => tagged("leave_queue"),
        ClientFrame::InviteAi {} => tagged("invite_ai"),
        ClientFrame::Consent { version, accepted } => tagged("consent")
            .text("version", version)
            .truth("accepted", *accepted),
        ClientFrame::LeaveContact { email } => tagged("leave_contact").text("email", email),
        ClientFrame::Typing {} => tagged("typing"),
        ClientFrame::Page { path } => tagged("page").text("path", path),
    }
    .finish()
}

fn partial_answer(partial: &PartialAnswer) -> String {
    Object::default()
        .number("turn", u64::from(partial.turn.0))
        .number("attempt", u64::from(partial.attempt.0))
        .number("offset", u64::from(partial.offset))
        .finish()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{golden, values};
    use super::*;

    #[test]
    fn frames_are_read_as_the_definition_reads_them() {
        for line in golden("server_frames.jsonl") {
            let expected: ServerFrame = serde_json::from_str(&line).expect("golden");
            for value in values(&line) {
                assert_eq!(server_frame(&value).as_ref(), Some(&expected), "{line}");
            }
        }
        for odd in [
            r#"{}"#,
            r#"[]"#,
            r#"7"#,
            r#"{"type":"sing"}"#,
            r#"{"type":7}"#,
            r#"{"type":"delta","turn":1}"#,
        ] {
            let value: serde_json::Value = serde_json::from_str(odd).expect("JSON");
            assert_eq!(server_frame(&value), None, "{odd}");
        }
    }

    #[test]
    fn frames_are_written_to_the_same_bytes() {
        for line in golden("client_frames.jsonl") {
            let frame: ClientFrame = serde_json::from_str(&line).expect("golden");
            assert_eq!(client_frame(&frame), line);
        }
    }
}
