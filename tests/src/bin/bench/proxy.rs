//! What the masking proxy adds to a streamed call, and how many whole calls a core serves.
//!
//! A pair is one call through the proxy and one straight to the model, in one run. What counts is
//! the way from the send to the arrival at the model, and from the model's first token to its
//! reader; the same two of the direct call are taken off.
//!
//! Calls per second are those of one core: the edge runs on one, whatever else is busy beside it, so
//! calls are held against the processor time it took. Without `/proc` the wall clock has to do.

use crate::Row;
use crate::talk::millis;
use anyhow::{Context, Result, ensure};
use handrail_tests::edge::Edge;
use handrail_tests::mock::{Control, Mock};
use handrail_tests::percentile::percentile;
use serde_json::json;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// Measured pairs.
const PAIRS: usize = 400;
/// Calls before them: a process that just started has run nothing.
const WARM_UP: usize = 600;
/// Whole calls that are counted, and clients that send them.
const CALLS: usize = 6_000;
const CLIENTS: usize = 16;
const CPU_TICKS_PER_SECOND: f64 = 100.0;
const ANSWER: &str = "Hello [NAME_1], the parcel is on its way. We wrote to [EMAIL_1].";

pub(crate) async fn measure(state: PathBuf) -> Result<Vec<Row>> {
    let (mock, upstream) = Mock::start(0).await?;
    mock.set(Control {
        token_ms: 0,
        text: Some(ANSWER.to_owned()),
        ..Control::default()
    });
    let table = format!("[proxy]\nupstream = \"http://{upstream}/v1\"\n");
    let edge = crate::edge(state, &table).await?;
    let http = reqwest::Client::builder()
        .timeout(Duration::from_secs(20))
        .build()?;
    let through = Caller {
        http: http.clone(),
        url: format!("{}/v1/chat/completions", edge.origin()),
        key: edge.proxy_key("bench").await?,
    };
    let straight = Caller {
        http,
        url: format!("http://{upstream}/v1/chat/completions"),
        key: "none".to_owned(),
    };
    let mut rows = added(&mock, &through, &straight).await?;
    rows.push(per_second(&edge, &mock, &through).await?);
    Ok(rows)
}

async fn added(mock: &Mock, through: &Caller, straight: &Caller) -> Result<Vec<Row>> {
    for _ in 0..WARM_UP {
        through.stream().await?;
    }
    mock.take_moments();
    let mut ways: [Vec<f64>; 2] = Default::default();
    for _ in 0..PAIRS {
        for (caller, way) in [through, straight].into_iter().zip(&mut ways) {
            let (sent, first) = caller.stream().await?;
            let moments = mock.take_moments();
            let moments = moments.first().context("the model was not asked")?;
            way.push(millis(sent, moments.arrived) + millis(moments.first_token, first));
        }
    }
    let added: Vec<f64> = ways[0].iter().zip(&ways[1]).map(|(a, b)| a - b).collect();
    for (who, way) in ["through the proxy", "directly"].into_iter().zip(&ways) {
        eprintln!(
            "{who}: there and back {:.2} ms (p99 {:.2})",
            percentile(way, 50.0),
            percentile(way, 99.0)
        );
    }
    Ok(vec![
        Row::millis("proxy_added_p50_ms", percentile(&added, 50.0)),
        Row::millis("proxy_added_p99_ms", percentile(&added, 99.0)),
    ])
}

async fn per_second(edge: &Edge, mock: &Mock, through: &Caller) -> Result<Row> {
    all(through, WARM_UP).await?;
    mock.forget();
    let cpu_before = cpu_seconds(edge);
    let began = Instant::now();
    all(through, CALLS).await?;
    let wall = began.elapsed().as_secs_f64();
    let cpu = cpu_before.and_then(|before| Some(cpu_seconds(edge)? - before));
    eprintln!(
        "{CALLS} whole calls by {CLIENTS} clients took {wall:.2} s, and {:.2} s of the processor",
        cpu.unwrap_or(f64::NAN)
    );
    Ok(Row {
        name: "proxy_requests_per_s",
        value: (CALLS as f64 / cpu.unwrap_or(wall)).round(),
        unit: "count",
    })
}

async fn all(through: &Caller, calls: usize) -> Result<()> {
    let clients = (0..CLIENTS).map(|_| {
        let through = through.clone();
        tokio::spawn(async move {
            for _ in 0..calls / CLIENTS {
                through.whole().await?;
            }
            Ok::<_, anyhow::Error>(())
        })
    });
    for client in clients.collect::<Vec<_>>() {
        client.await??;
    }
    Ok(())
}

/// Processor time the edge has taken, in user and system mode.
fn cpu_seconds(edge: &Edge) -> Option<f64> {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", edge.pid()?)).ok()?;
    // The name of the program, in brackets, may hold spaces.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = fields.get(11)?.parse::<f64>().ok()? + fields.get(12)?.parse::<f64>().ok()?;
    Some(ticks / CPU_TICKS_PER_SECOND)
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
