//! From a visitor's message to its durable acknowledgement.

use crate::row::{Row, Samples};
use crate::stand::Stand;
use crate::talk::millis;
use anyhow::Result;
use handrail_tests::mock::Control;
use std::path::Path;

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
/// What of it nobody but the visitor and the people they talk to may read.
const DETAILS: [&str; 2] = ["ana.lopez", "010 7788"];

/// Message `number` of a conversation.
pub(crate) fn question(number: usize) -> &'static str {
    QUESTIONS[number % QUESTIONS.len()]
}

pub(crate) async fn measure(state: &Path) -> Result<Vec<Row>> {
    let control = Control {
        token_ms: 0,
        ..Control::default()
    };
    let stand = Stand::start(state, control).await?;
    let mut talks = stand.talks().await?;
    for number in 0..WARM_UP {
        for talk in &mut talks {
            talk.ask(question(number)).await?;
        }
    }
    let mut acks = Samples::new("acknowledgement", talks.len());
    for number in 0..MESSAGES {
        for (subject, talk) in talks.iter_mut().enumerate() {
            let moments = talk.ask(question(number)).await?;
            acks.add(subject, millis(moments.sent, moments.acknowledged));
        }
    }
    stand.ensure_masked(&DETAILS)?;
    acks.tell();
    Ok(vec![
        acks.row("message_ack_p50_ms", 50.0),
        acks.row("message_ack_p99_ms", 99.0),
    ])
}
