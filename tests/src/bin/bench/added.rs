//! What Handrail adds between a visitor's question and the first words of the answer, beside a
//! program that asks the same model by itself.
//!
//! A pair is one question through the edge and one straight to the model, in one run. The model
//! says a token per 20 ms. What counts is the way from the visitor's send to the arrival at the
//! model, and from the byte that ends the first sentence to the visitor's first words; the same two
//! of the direct client are taken off. The wait for the sentence itself is the price of checking it
//! before it is shown, and a figure of its own.

use crate::Row;
use crate::talk::{Talk, millis};
use anyhow::{Context, Result, ensure};
use handrail_tests::mock::{Control, Mock};
use handrail_tests::percentile::percentile;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// Measured pairs.
const PAIRS: usize = 100;
/// Questions before them, answered without a pause: V8 compiles well what runs often, and a process
/// that just started has run nothing.
const WARM_UP: usize = 150;
/// Questions of a conversation: the first ones, which set its object up, do not count.
const FIRST_QUESTIONS: usize = 2;
const PAIRS_A_CONVERSATION: usize = 10;
/// Pause before each token.
const TOKEN_MS: u64 = 20;
const QUESTION: &str = "How long do I have to return shoes?";
/// Stands in the sample's article about returns, so it passes the check.
const ANSWER: &str = "You can return shoes, and any other unworn item, within 60 days of delivery, \
     whichever way you paid. [[1]] Anything else?";
/// The end of the first sentence and the white space that makes it one.
const SENTENCE_END: &str = "paid. ";

/// The two parts of the way, in milliseconds.
#[derive(Debug, Clone, Copy)]
struct Way {
    /// From the send to the arrival at the model.
    there: f64,
    /// From the byte that ends the first sentence to its reader.
    back: f64,
}

pub(crate) async fn measure(state: PathBuf) -> Result<Vec<Row>> {
    let (mock, upstream) = Mock::start(0).await?;
    let paced = |token_ms| Control {
        token_ms,
        text: Some(ANSWER.to_owned()),
        ..Control::default()
    };
    mock.set(paced(0));
    let model = format!(
        "[[model]]\nprovider = \"openai_compatible\"\nurl = \"http://{upstream}/v1\"\nname = \"mock\""
    );
    let edge = crate::edge(state, &model).await?;
    let mut talk = Talk::start(&edge).await?;
    for _ in 0..WARM_UP {
        talk.ask(QUESTION).await?;
    }
    mock.set(paced(TOKEN_MS));
    let asked = mock.recorded().pop().context("the model was not asked")?;
    let direct = Direct {
        http: reqwest::Client::builder()
            .timeout(Duration::from_secs(20))
            .build()?,
        url: format!("http://{upstream}/v1/chat/completions"),
        body: asked.body,
    };

    let (mut through, mut straight, mut holds) = (Vec::new(), Vec::new(), Vec::new());
    for pair in 0..PAIRS {
        if pair.is_multiple_of(PAIRS_A_CONVERSATION) {
            talk = Talk::start(&edge).await?;
            for _ in 0..FIRST_QUESTIONS {
                talk.ask(QUESTION).await?;
            }
            direct.ask().await?;
            mock.take_moments();
        }
        let visitor = talk.ask(QUESTION).await?;
        let client = direct.ask().await?;
        let moments = mock.take_moments();
        ensure!(moments.len() == 2, "{} calls instead of two", moments.len());
        let first_delta = visitor
            .first_delta
            .context("an answer came without any delta")?;
        through.push(Way {
            there: millis(visitor.sent, moments[0].arrived),
            back: millis(moments[0].first_sentence, first_delta),
        });
        straight.push(Way {
            there: millis(client.sent, moments[1].arrived),
            back: millis(moments[1].first_sentence, client.first_sentence),
        });
        for call in moments {
            holds.push(millis(call.first_token, call.first_sentence));
        }
    }

    let added: Vec<f64> = through
        .iter()
        .zip(&straight)
        .map(|(edge, bare)| edge.there + edge.back - bare.there - bare.back)
        .collect();
    for (who, ways) in [("through the edge", &through), ("directly", &straight)] {
        let there: Vec<f64> = ways.iter().map(|way| way.there).collect();
        let back: Vec<f64> = ways.iter().map(|way| way.back).collect();
        eprintln!(
            "{who}: to the model {:.2} ms (p99 {:.2}), from its sentence {:.2} ms (p99 {:.2})",
            percentile(&there, 50.0),
            percentile(&there, 99.0),
            percentile(&back, 50.0),
            percentile(&back, 99.0),
        );
    }
    Ok(vec![
        Row::millis("ttft_added_p50_ms", percentile(&added, 50.0)),
        Row::millis("ttft_added_p99_ms", percentile(&added, 99.0)),
        Row::millis("grounding_hold_ms", percentile(&holds, 50.0)),
    ])
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
