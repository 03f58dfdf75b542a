//! From a visitor's message to its durable acknowledgement.

use crate::Row;
use crate::talk::{Talk, millis};
use anyhow::Result;
use handrail_tests::percentile::percentile;
use std::path::PathBuf;

/// Measured messages.
const MESSAGES: usize = 400;
/// Messages before them: V8 compiles well what runs often, and a process that just started has run
/// nothing.
const WARM_UP: usize = 150;

/// What is asked in turn; some of it is masked.
const QUESTIONS: [&str; 6] = [
    "How long do I have to return shoes?",
    "What does express shipping cost?",
    "My e-mail is ana.lopez@mail.example, where do I see my order?",
    "Can I pay with a gift card?",
    "How long does the warranty last?",
    "Call me on +1 555 010 7788 when my parcel is lost, or how do I find it?",
];

/// Message `number` of a conversation.
pub(crate) fn question(number: usize) -> &'static str {
    QUESTIONS[number % QUESTIONS.len()]
}

pub(crate) async fn measure(state: PathBuf) -> Result<Vec<Row>> {
    let edge = crate::edge(state, "").await?;
    let mut talk = Talk::start(&edge).await?;
    for number in 0..WARM_UP {
        talk.ask(question(number)).await?;
    }
    let mut acks = Vec::with_capacity(MESSAGES);
    for number in 0..MESSAGES {
        let moments = talk.ask(question(number)).await?;
        acks.push(millis(moments.sent, moments.acknowledged));
    }
    Ok(vec![
        Row::millis("message_ack_p50_ms", percentile(&acks, 50.0)),
        Row::millis("message_ack_p99_ms", percentile(&acks, 99.0)),
    ])
}
