//! What one caller of the masking proxy does to everybody else: the longest another visitor waits, for
//! `/healthz` or for the acknowledgement of a message, while the proxy masks a body of 1 MB.
//!
//! The bodies are of shapes that make detectors work; whether the proxy takes or refuses them is no
//! matter here.

use crate::ack::question;
use crate::row::Row;
use crate::stand::{EDGE, Stand};
use crate::talk::{Talk, millis};
use anyhow::{Context, Result};
use handrail_tests::mock::Control;
use std::path::Path;
use std::time::{Duration, Instant};
use tokio::task::JoinHandle;

const BODY_BYTES: usize = 1_000_000;
/// The longest a body may take.
const LIMIT: Duration = Duration::from_secs(60);
/// After a wait as long as this the other shapes are left out: the figure is bad enough, and the bench
/// has to end.
const ENOUGH_MILLIS: f64 = 1_000.0;
/// Turns before the first body: a process that just started has run nothing.
const WARM_UP: usize = 60;

/// A text that is repeated; written as it stands between the quotes of a JSON string.
const SHAPES: [(&str, &str); 10] = [
    ("digits and spaces", "4 "),
    ("digits and hyphens", "7-"),
    ("digits and points", "12.3."),
    ("plus signs", "+1"),
    ("halves of e-mail addresses", "ab@c."),
    ("links", "http://a.b/?c=1&"),
    ("houses and streets", "12 Elm St, "),
    ("names", "Ann Lee and "),
    ("words of a password", "password: "),
    ("escaped characters", "\\u0034\\n"),
];
/// A message of a conversation; some ten thousand of them make a body.
const MANY: (&str, &str) = ("many short messages", "call 555 0100");

pub(crate) async fn measure(state: &Path) -> Result<Vec<Row>> {
    let control = Control {
        token_ms: 0,
        ..Control::default()
    };
    let stand = Stand::start(state, control).await?;
    let edge = &stand.subjects[EDGE];
    let mut talk = Talk::start(edge).await?;
    for number in 0..WARM_UP {
        talk.ask(question(number)).await?;
    }
    let http = reqwest::Client::builder().timeout(LIMIT).build()?;
    let key = edge.proxy_key().await?;
    let mut longest: f64 = 0.0;
    let long = SHAPES.map(|(name, shape)| (name, one_message(shape)));
    for (name, body) in long.into_iter().chain([(MANY.0, many_messages(MANY.1))]) {
        let call = http
            .post(format!("{}/v1/chat/completions", edge.origin()))
            .bearer_auth(&key)
            .header("content-type", "application/json")
            .body(body);
        let call = tokio::spawn(async move {
            let began = Instant::now();
            let answer = call.send().await.context("the proxy did not answer")?;
            Ok::<_, anyhow::Error>((answer.status(), began.elapsed()))
        });
        let wait = longest_wait(&call, &http, &edge.origin(), &mut talk).await?;
        let (status, took) = call.await??;
        eprintln!("proxy, 1 MB of {name}: {status} after {took:.0?}, others waited {wait:.1} ms");
        longest = longest.max(wait);
        stand.mock.forget();
        if longest >= ENOUGH_MILLIS {
            eprintln!("the other shapes are left out");
            break;
        }
    }
    Ok(vec![Row::new("proxy_neighbour_wait_ms", longest, "ms")])
}

/// Asks for signs of life and for acknowledgements, side by side, as long as the call runs: a visitor who
/// waits for an answer meanwhile must not keep the other from noticing.
async fn longest_wait<T>(
    call: &JoinHandle<T>,
    http: &reqwest::Client,
    origin: &str,
    talk: &mut Talk,
) -> Result<f64> {
    let health = format!("{origin}/healthz");
    let alive = async {
        let mut longest: f64 = 0.0;
        while !call.is_finished() {
            let asked = Instant::now();
            http.get(&health).send().await?.error_for_status()?;
            longest = longest.max(millis(asked, Instant::now()));
        }
        Ok::<_, anyhow::Error>(longest)
    };
    let acknowledged = async {
        let mut longest: f64 = 0.0;
        for number in 0.. {
            if call.is_finished() {
                break;
            }
            let moments = talk.ask(question(number)).await?;
            longest = longest.max(millis(moments.sent, moments.acknowledged));
        }
        Ok(longest)
    };
    let (alive, acknowledged) = tokio::try_join!(alive, acknowledged)?;
    Ok(alive.max(acknowledged))
}

fn one_message(shape: &str) -> String {
    body(&message(&shape.repeat(BODY_BYTES / shape.len())))
}

fn many_messages(text: &str) -> String {
    let message = message(text);
    body(&vec![message.as_str(); BODY_BYTES / message.len()].join(","))
}

/// Written by hand: an escape has to reach the proxy as an escape.
fn message(text: &str) -> String {
    format!("{{\"role\":\"user\",\"content\":\"{text}\"}}")
}

fn body(messages: &str) -> String {
    format!("{{\"model\":\"mock\",\"messages\":[{messages}]}}")
}
