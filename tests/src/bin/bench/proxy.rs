//! What the masking proxy adds to a streamed call, and how many whole calls a core serves.
//!
//! A round is one call through each subject's proxy and one straight to the model. What counts is the
//! way from the send to the arrival at the model, and from the model's first token to its reader; the
//! same two of the direct call are taken off.
//!
//! Calls per second are those of one core: a subject runs on one, whatever else is busy beside it, so
//! calls are held against the processor time it took. Without `/proc` the wall clock has to do.

use crate::row::{Row, Samples};
use crate::stand::Stand;
use crate::talk::millis;
use anyhow::{Context, Result, ensure};
use handrail_tests::mock::{Control, Mock};
use serde_json::json;
use std::path::Path;
use std::time::{Duration, Instant};

/// Measured rounds.
const ROUNDS: usize = 400;
/// Calls before them: a process that just started has run nothing.
const WARM_UP: usize = 600;
/// Whole calls that are counted, a part of them to each subject in turn, and clients that send them.
const CALLS: usize = 6_000;
const CALLS_A_TURN: usize = 1_200;
const CLIENTS: usize = 16;
const ANSWER: &str = "Hello [NAME_1], the parcel is on its way. We wrote to [EMAIL_1].";
/// What of a call nobody but its caller may read. Names are no matter of five regular expressions.
const DETAILS: [&str; 2] = ["ana.lopez", "010 7788"];

pub(crate) async fn measure(state: &Path) -> Result<Vec<Row>> {
    let control = Control {
        token_ms: 0,
        text: Some(ANSWER.to_owned()),
        ..Control::default()
    };
    let stand = Stand::start(state, control).await?;
    let http = reqwest::Client::builder()
        .timeout(Duration::from_secs(20))
        .build()?;
    let mut callers = Vec::new();
    for subject in &stand.subjects {
        callers.push(Caller {
            http: http.clone(),
            url: format!("{}/v1/chat/completions", subject.origin()),
            key: subject.proxy_key().await?,
        });
    }
    let straight = Caller {
        http,
        url: format!("http://{}/v1/chat/completions", stand.upstream),
        key: "none".to_owned(),
    };
    let mut rows = added(&stand, &callers, &straight).await?;
    rows.push(per_second(&stand, &callers).await?);
    Ok(rows)
}

async fn added(stand: &Stand, callers: &[Caller], straight: &Caller) -> Result<Vec<Row>> {
    let mock = &stand.mock;
    for _ in 0..WARM_UP {
        for caller in callers {
            caller.stream().await?;
        }
    }
    stand.ensure_masked(&DETAILS)?;
    mock.take_moments();
    let mut added = Samples::new("proxy, added", callers.len());
    for _ in 0..ROUNDS {
        let direct = way(straight, mock).await?;
        for (place, caller) in callers.iter().enumerate() {
            added.add(place, way(caller, mock).await? - direct);
        }
    }
    added.tell();
    Ok(vec![
        added.row("proxy_added_p50_ms", 50.0),
        added.row("proxy_added_p99_ms", 99.0),
    ])
}

/// To the model and back, without the model's own time; in milliseconds.
async fn way(caller: &Caller, mock: &Mock) -> Result<f64> {
    let (sent, first) = caller.stream().await?;
    let moments = mock.take_moments();
    let call = moments.first().context("the model was not asked")?;
    Ok(millis(sent, call.arrived) + millis(call.first_token, first))
}

async fn per_second(stand: &Stand, callers: &[Caller]) -> Result<Row> {
    for caller in callers {
        all(caller, WARM_UP).await?;
    }
    let mut seconds = vec![0.0; callers.len()];
    for _ in 0..CALLS / CALLS_A_TURN {
        for (place, (caller, subject)) in callers.iter().zip(&stand.subjects).enumerate() {
            let before = subject.cpu_seconds();
            let began = Instant::now();
            all(caller, CALLS_A_TURN).await?;
            let wall = began.elapsed().as_secs_f64();
            let cpu = before.and_then(|before| Some(subject.cpu_seconds()? - before));
            seconds[place] += cpu.unwrap_or(wall);
            stand.mock.forget();
        }
    }
    let rates: Vec<f64> = seconds
        .into_iter()
        .map(|seconds| (CALLS as f64 / seconds).round())
        .collect();
    Ok(Row::of_each("proxy_requests_per_s", &rates, "count"))
}

async fn all(caller: &Caller, calls: usize) -> Result<()> {
    let clients = (0..CLIENTS).map(|_| {
        let caller = caller.clone();
        tokio::spawn(async move {
            for _ in 0..calls / CLIENTS {
                caller.whole().await?;
            }
            Ok::<_, anyhow::Error>(())
        })
    });
    for client in clients.collect::<Vec<_>>() {
        client.await??;
    }
    Ok(())
}

/// A program that asks a model, as the SDKs do.
#[derive(Debug, Clone)]
struct Caller {
    http: reqwest::Client,
    url: String,
    key: String,
}

impl Caller {
    fn request(&self, is_stream: bool) -> reqwest::RequestBuilder {
        let body = json!({
            "model": "mock", "stream": is_stream, "temperature": 0.2, "messages": [
                {"role": "system", "content": "You answer customers of Acme Store. Be short and friendly. Orders are \
                    shipped within two days; returns are free for 60 days. Never promise a refund."},
                {"role": "user", "content": "Hi, I'm Sarah Miller. Where is my parcel? I ordered trail shoes last week."},
                {"role": "assistant", "content": "Hello! Could you give me your e-mail address, so that I can look it up?"},
                {"role": "user", "content": "Sure, it's ana.lopez@mail.example, or call me on +1 555 010 7788."},
            ],
        });
        self.http.post(&self.url).bearer_auth(&self.key).json(&body)
    }

    /// A streamed call to its end: when it was sent, and when its first token was read.
    async fn stream(&self) -> Result<(Instant, Instant)> {
        let request = self.request(true);
        let sent = Instant::now();
        let mut answer = request.send().await?.error_for_status()?;
        let (mut first, mut text) = (None, Vec::new());
        while let Some(piece) = answer.chunk().await? {
            let now = Instant::now();
            text.extend_from_slice(&piece);
            if first.is_none() && text.windows(5).any(|bytes| bytes == b"Hello") {
                first = Some(now);
            }
        }
        ensure!(
            text.ends_with(b"data: [DONE]\n\n"),
            "the stream was cut off"
        );
        Ok((sent, first.context("no token came")?))
    }

    async fn whole(&self) -> Result<()> {
        let answer = self.request(false).send().await?.error_for_status()?;
        let text = answer.text().await?;
        ensure!(text.contains("Hello"), "{text}");
        Ok(())
    }
}
