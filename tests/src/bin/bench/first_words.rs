//! What a subject adds between a visitor's question and the first words of the answer, beside a
//! program that asks the same model by itself.
//!
//! A round is one question to each subject and one straight to the model. The model says a token per
//! 20 ms. What counts is the way from the visitor's send to the arrival at the model, and from the byte
//! that releases the first words to their reader; the same two of the direct client are taken off. The
//! edge shows a sentence once it is whole and checked, so that byte is the one which ends the first
//! sentence, and the wait for it, the price of checking, is a figure of its own; the reference shows
//! each token as it comes.

use crate::row::{Row, Samples};
use crate::stand::{Stand, Subject};
use crate::talk::{Talk, millis};
use anyhow::{Context, Result, ensure};
use handrail_tests::mock::{Control, Moments};
use handrail_tests::percentile::percentile;
use std::path::Path;
use std::time::{Duration, Instant};

/// Measured rounds.
const ROUNDS: usize = 100;
/// Questions before them, answered without a pause: V8 compiles well what runs often, and a process
/// that just started has run nothing.
const WARM_UP: usize = 150;
/// Questions of a conversation: the first ones, which set its object up, do not count.
const FIRST_QUESTIONS: usize = 2;
const ROUNDS_A_CONVERSATION: usize = 10;
/// Pause before each token.
const TOKEN_MS: u64 = 20;
const QUESTION: &str = "How long do I have to return shoes?";
/// Stands in the sample's article about returns, so it passes the check.
const ANSWER: &str = "You can return shoes, and any other unworn item, within 60 days of delivery, \
     whichever way you paid. [[1]] Anything else?";
/// The end of the first sentence and the white space that makes it one.
const SENTENCE_END: &str = "paid. ";

pub(crate) async fn measure(state: &Path) -> Result<Vec<Row>> {
    let paced = |token_ms| Control {
        token_ms,
        text: Some(ANSWER.to_owned()),
        ..Control::default()
    };
    let stand = Stand::start(state, paced(0)).await?;
    let mock = &stand.mock;
    let mut talks = stand.talks().await?;
    for _ in 0..WARM_UP {
        for talk in &mut talks {
            talk.ask(QUESTION).await?;
        }
    }
    mock.set(paced(TOKEN_MS));
    talks[0].ask(QUESTION).await?;
    let asked = mock.recorded().pop().context("the model was not asked")?;
    let direct = Direct {
        http: reqwest::Client::builder()
            .timeout(Duration::from_secs(20))
            .build()?,
        url: format!("http://{}/v1/chat/completions", stand.upstream),
        body: asked.body,
    };

    let mut added = Samples::new("first words, added", talks.len());
    let mut holds = Vec::new();
    for round in 0..ROUNDS {
        if round.is_multiple_of(ROUNDS_A_CONVERSATION) {
            talks = stand.talks().await?;
            for talk in &mut talks {
                for _ in 0..FIRST_QUESTIONS {
                    talk.ask(QUESTION).await?;
                }
            }
            direct.ask().await?;
            mock.take_moments();
        }
        let mut ways = Vec::new();
        for (talk, subject) in talks.iter_mut().zip(&stand.subjects) {
            ways.push(way(talk, subject, || mock.take_moments()).await?);
        }
        let client = direct.ask().await?;
        let call = only(mock.take_moments())?;
        let there = millis(client.sent, call.arrived);
        let straight = there + millis(call.first_sentence, client.first_sentence);
        for (place, way) in ways.into_iter().enumerate() {
            added.add(place, way - straight);
        }
        holds.push(millis(call.first_token, call.first_sentence));
    }
    added.tell();
    Ok(vec![
        added.row("ttft_added_p50_ms", 50.0),
        added.row("ttft_added_p99_ms", 99.0),
        Row::new("grounding_hold_ms", percentile(&holds, 50.0), "ms"),
    ])
}

/// To the model and back, without the model's own time; in milliseconds.
async fn way(
    talk: &mut Talk,
    subject: &Subject,
    take_moments: impl Fn() -> Vec<Moments>,
) -> Result<f64> {
    let visitor = talk.ask(QUESTION).await?;
    let call = only(take_moments())?;
    let first_delta = visitor
        .first_delta
        .context("an answer came without any delta")?;
    let releases = match subject {
        Subject::Edge(_) => call.first_sentence,
        Subject::Reference(_) => call.first_token,
    };
    Ok(millis(visitor.sent, call.arrived) + millis(releases, first_delta))
}

fn only(moments: Vec<Moments>) -> Result<Moments> {
    ensure!(moments.len() == 1, "{} calls instead of one", moments.len());
    moments.first().copied().context("no call")
}

/// A client that asks the model what the edge asks it.
struct Direct {
    http: reqwest::Client,
    url: String,
    body: String,
}

struct Asked {
    sent: Instant,
    first_sentence: Instant,
}

impl Direct {
    async fn ask(&self) -> Result<Asked> {
        let request = self
            .http
            .post(&self.url)
            .header("content-type", "application/json")
            .header("accept", "text/event-stream")
            .body(self.body.clone());
        let sent = Instant::now();
        let mut answer = request.send().await?.error_for_status()?;
        let (mut bytes, mut first_sentence) = (Vec::new(), None);
        // To the end: the connection is used again, as the edge's is.
        while let Some(piece) = answer.chunk().await? {
            let now = Instant::now();
            bytes.extend_from_slice(&piece);
            if first_sentence.is_none() && text(&bytes)?.contains(SENTENCE_END) {
                first_sentence = Some(now);
            }
        }
        Ok(Asked {
            sent,
            first_sentence: first_sentence.context("the answer had no first sentence")?,
        })
    }
}

/// The text of the events that are whole.
fn text(bytes: &[u8]) -> Result<String> {
    let stream = std::str::from_utf8(bytes)?;
    let whole = stream.rfind("\n\n").map_or("", |end| &stream[..end]);
    let mut text = String::new();
    for data in whole
        .split("\n\n")
        .filter_map(|event| event.strip_prefix("data: "))
    {
        if data != "[DONE]" {
            let event: serde_json::Value = serde_json::from_str(data)?;
            text.push_str(
                event["choices"][0]["delta"]["content"]
                    .as_str()
                    .unwrap_or_default(),
            );
        }
    }
    Ok(text)
}
