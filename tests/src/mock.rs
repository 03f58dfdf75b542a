//! Upstreams that speak the real protocols over loopback, with scripted delays, cuts and lies: a
//! model server (chat completions and Messages) and a receiver of webhooks.
//!
//! Everything that arrives is recorded byte by byte, so that a test can look for what must not be
//! in it.

use anyhow::Result;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Json, Response};
use axum::routing::{get, post};
use axum::serve::ListenerExt;
use futures_util::stream;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::net::TcpListener;

/// What the model does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Script {
    /// Answers from the first source, with its mark.
    #[default]
    Answers,
    /// Answers, and names a price that stands nowhere.
    Lies,
    /// Takes the request and never answers.
    Hangs,
    /// Begins and falls silent.
    HangsHalfWay,
    /// Begins and breaks the connection without an end mark.
    Cuts,
    /// Refuses with status 503 and an error body.
    Down,
    /// Answers with a page of HTML.
    Nonsense,
    /// Asks for a person by the tool.
    AsksForPerson,
}

/// What can be set from outside: `POST /control`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Control {
    /// What the model does.
    pub script: Script,
    /// Pause before each token.
    pub token_ms: u64,
    /// What the model says instead of the first source.
    pub text: Option<String>,
    /// Status of the webhook receiver.
    pub hook_status: u16,
}

impl Default for Control {
    fn default() -> Self {
        Self {
            script: Script::default(),
            token_ms: 1,
            text: None,
            hook_status: 200,
        }
    }
}

/// A request as it came.
#[derive(Debug, Clone, Serialize)]
pub struct Recorded {
    /// Its path.
    pub path: String,
    /// Its headers.
    pub headers: Vec<(String, String)>,
    /// Its body, read as UTF-8.
    pub body: String,
}

/// When things happened to one model call, for the bench.
#[derive(Debug, Clone, Copy)]
pub struct Moments {
    /// The request had arrived.
    pub arrived: Instant,
    /// The first token was written.
    pub first_token: Instant,
    /// The token was written with which the first sentence is known to have ended: the one that
    /// brings the white space after its full stop.
    pub first_sentence: Instant,
}

#[derive(Debug, Default)]
struct Inner {
    control: Control,
    recorded: Vec<Recorded>,
    moments: VecDeque<Moments>,
}

/// A running mock.
#[derive(Debug, Clone, Default)]
pub struct Mock(Arc<Mutex<Inner>>);

impl Mock {
    /// Starts on loopback; `port` 0 takes a free one. Ends with the runtime.
    pub async fn start(port: u16) -> Result<(Self, SocketAddr)> {
        let mock = Self::default();
        let listener = TcpListener::bind(("127.0.0.1", port)).await?;
        let address = listener.local_addr()?;
        let app = Router::new()
            .route("/v1/chat/completions", post(chat_completions))
            .route("/v1/messages", post(messages))
            .route("/hook", post(hook))
            .route("/slack", post(slack))
            .route("/control", post(control))
            .route("/recorded", get(recorded).delete(forget))
            .with_state(mock.clone());
        // A token is a small write: held back until the last one is acknowledged, it would come late.
        let listener = listener.tap_io(|connection| {
            let _ = connection.set_nodelay(true);
        });
        tokio::spawn(async move { axum::serve(listener, app).await });
        Ok((mock, address))
    }

    /// Changes what it does.
    pub fn set(&self, control: Control) {
        self.with(|inner| inner.control = control);
    }

    /// Everything that arrived.
    pub fn recorded(&self) -> Vec<Recorded> {
        self.with(|inner| inner.recorded.clone())
    }

    /// The moments of the calls so far, oldest first; they are taken out.
    pub fn take_moments(&self) -> Vec<Moments> {
        self.with(|inner| inner.moments.drain(..).collect())
    }

    /// Forgets what arrived.
    pub fn forget(&self) {
        self.with(|inner| inner.recorded.clear());
    }

    fn with<T>(&self, act: impl FnOnce(&mut Inner) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn record(&self, path: &str, headers: &HeaderMap, body: &Bytes) -> Control {
        let headers = headers
            .iter()
            .map(|(name, value)| {
                (
                    name.to_string(),
                    String::from_utf8_lossy(value.as_bytes()).into_owned(),
                )
            })
            .collect();
        let body = String::from_utf8_lossy(body).into_owned();
        self.with(|inner| {
            inner.recorded.push(Recorded {
                path: path.to_owned(),
                headers,
                body,
            });
            inner.control.clone()
        })
    }
}

async fn control(State(mock): State<Mock>, Json(control): Json<Control>) -> StatusCode {
    mock.set(control);
    StatusCode::NO_CONTENT
}

async fn recorded(State(mock): State<Mock>) -> Json<Vec<Recorded>> {
    Json(mock.recorded())
}

async fn forget(State(mock): State<Mock>) -> StatusCode {
    mock.with(|inner| inner.recorded.clear());
    StatusCode::NO_CONTENT
}

async fn hook(State(mock): State<Mock>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let control = mock.record("/hook", &headers, &body);
    StatusCode::from_u16(control.hook_status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// Slack's incoming webhook: it takes a `text` or `blocks`, and says so in words.
async fn slack(
    State(mock): State<Mock>,
    headers: HeaderMap,
    body: Bytes,
) -> (StatusCode, &'static str) {
    mock.record("/slack", &headers, &body);
    let message = serde_json::from_slice::<serde_json::Value>(&body).unwrap_or_default();
    match message["text"].as_str() {
        Some(text) if !text.is_empty() => (StatusCode::OK, "ok"),
        _ => (StatusCode::BAD_REQUEST, "invalid_payload"),
    }
}

/// The wire of one provider: how a token, the tool call and the end are written.
#[derive(Clone, Copy)]
enum Wire {
    ChatCompletions,
    Messages,
}

async fn chat_completions(State(mock): State<Mock>, headers: HeaderMap, body: Bytes) -> Response {
    answer(
        &mock,
        Wire::ChatCompletions,
        "/v1/chat/completions",
        &headers,
        &body,
    )
    .await
}

async fn messages(State(mock): State<Mock>, headers: HeaderMap, body: Bytes) -> Response {
    answer(&mock, Wire::Messages, "/v1/messages", &headers, &body).await
}

async fn answer(
    mock: &Mock,
    wire: Wire,
    path: &str,
    headers: &HeaderMap,
    body: &Bytes,
) -> Response {
    let arrived = Instant::now();
    let control = mock.record(path, headers, body);
    match control.script {
        Script::Down => {
            let error = json!({"error": {"message": "an upstream secret that nobody may read"}});
            return (StatusCode::SERVICE_UNAVAILABLE, Json(error)).into_response();
        }
        Script::Nonsense => return "<html><body>It works!</body></html>".into_response(),
        Script::Hangs => {
            std::future::pending::<()>().await;
        }
        _ => {}
    }
    let request: Value = serde_json::from_slice(body).unwrap_or_default();
    let text = control
        .text
        .clone()
        .unwrap_or_else(|| from_first_source(wire, &request));
    let text = match control.script {
        Script::Lies => format!("It costs $1,234.56 today. {text}"),
        _ => text,
    };
    if request["stream"] != json!(true) {
        return Json(wire.whole(&text)).into_response();
    }
    let mut pieces: VecDeque<Piece> = tokens(&text).into_iter().map(Piece::Token).collect();
    let half = pieces.len().div_ceil(2);
    match control.script {
        Script::Cuts => {
            pieces.truncate(half);
            pieces.push_back(Piece::Break);
        }
        Script::HangsHalfWay => {
            pieces.truncate(half);
            pieces.push_back(Piece::Silence);
        }
        Script::AsksForPerson => pieces = [Piece::Person, Piece::End].into(),
        _ => pieces.push_back(Piece::End),
    }
    let state = Stream {
        mock: mock.clone(),
        wire,
        pieces,
        control,
        arrived,
        first_token: None,
        ended: None,
        sentence: String::new(),
    };
    let body = Body::from_stream(stream::unfold(state, Stream::next));
    ([("content-type", "text/event-stream")], body).into_response()
}

enum Piece {
    Token(String),
    Person,
    End,
    Break,
    Silence,
}

struct Stream {
    mock: Mock,
    wire: Wire,
    pieces: VecDeque<Piece>,
    control: Control,
    arrived: Instant,
    first_token: Option<Instant>,
    ended: Option<Instant>,
    sentence: String,
}

impl Stream {
    async fn next(mut self) -> Option<(Result<String, std::io::Error>, Self)> {
        let piece = self.pieces.pop_front()?;
        if let Piece::Token(_) = piece
            && self.control.token_ms > 0
        {
            tokio::time::sleep(Duration::from_millis(self.control.token_ms)).await;
        }
        let written = match piece {
            Piece::Token(token) => {
                self.mark(&token);
                Ok(self.wire.token(&token))
            }
            Piece::Person => Ok(self.wire.person()),
            Piece::End => Ok(self.wire.end()),
            Piece::Break => Err(std::io::Error::other("the script breaks the connection")),
            Piece::Silence => std::future::pending().await,
        };
        Some((written, self))
    }

    /// Notes the moments the bench asks for.
    fn mark(&mut self, token: &str) {
        let now = Instant::now();
        self.first_token.get_or_insert(now);
        self.sentence.push_str(token);
        if self.ended.is_none() && self.sentence.contains(". ") {
            self.ended = Some(now);
            let first_token = self.first_token.unwrap_or(now);
            let moments = Moments {
                arrived: self.arrived,
                first_token,
                first_sentence: now,
            };
            self.mock.with(|inner| inner.moments.push_back(moments));
        }
    }
}

impl Wire {
    fn token(self, text: &str) -> String {
        match self {
            Self::ChatCompletions => event(
                &json!({"choices": [{"index": 0, "delta": {"content": text}, "finish_reason": null}]}),
            ),
            Self::Messages => event(&json!({
                "type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": text},
            })),
        }
    }

    /// The same without a stream.
    fn whole(self, text: &str) -> Value {
        match self {
            Self::ChatCompletions => json!({
                "id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "mock",
                "choices": [{"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}],
                "usage": {"prompt_tokens": 9, "completion_tokens": 9, "total_tokens": 18},
            }),
            Self::Messages => json!({
                "id": "msg_1", "type": "message", "role": "assistant", "model": "mock",
                "content": [{"type": "text", "text": text}], "stop_reason": "end_turn",
                "usage": {"input_tokens": 9, "output_tokens": 9},
            }),
        }
    }

    fn person(self) -> String {
        match self {
            Self::ChatCompletions => {
                event(&json!({"choices": [{"index": 0, "delta": {"tool_calls": [
                    {"index": 0, "id": "1", "type": "function", "function": {"name": "talk_to_a_human", "arguments": "{}"}},
                ]}}]}))
            }
            Self::Messages => event(&json!({
                "type": "content_block_start", "index": 0,
                "content_block": {"type": "tool_use", "id": "1", "name": "talk_to_a_human", "input": {}},
            })),
        }
    }

    fn end(self) -> String {
        match self {
            Self::ChatCompletions => {
                let stop = event(
                    &json!({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}),
                );
                format!("{stop}data: [DONE]\n\n")
            }
            Self::Messages => event(&json!({"type": "message_stop"})),
        }
    }
}

fn event(data: &Value) -> String {
    format!("data: {data}\n\n")
}

/// Tokens as models cut them: a word with the space before it.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    for c in text.chars() {
        match tokens.last_mut() {
            Some(last) if c != ' ' => last.push(c),
            _ => tokens.push(c.to_string()),
        }
    }
    tokens
}

/// The first two sentences of the first source in the prompt, with its mark.
fn from_first_source(wire: Wire, request: &Value) -> String {
    let system = match wire {
        Wire::ChatCompletions => &request["messages"][0]["content"],
        Wire::Messages => &request["system"],
    };
    let source = system
        .as_str()
        .and_then(|text| text.split_once("\n[[1]] "))
        .map(|(_, rest)| rest);
    let body = source
        .and_then(|rest| rest.split_once('\n'))
        .map(|(_, body)| body);
    let Some(body) = body else {
        return "I could not find this in the sources.".to_owned();
    };
    let lines: Vec<&str> = body.lines().take_while(|line| !line.is_empty()).collect();
    let is_prose = |line: &&str| !line.starts_with(['-', '#', '|']);
    let prose: Vec<&str> = lines.iter().copied().filter(is_prose).collect();
    let plain = if prose.is_empty() { lines } else { prose };
    let text = plain.join(" ");
    let sentences: Vec<&str> = text.split_inclusive(". ").take(2).map(str::trim).collect();
    sentences
        .iter()
        .map(|sentence| format!("{sentence} [[1]] "))
        .collect::<String>()
        .trim_end()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_join_to_the_text() {
        let text = "You can  return shoes.\nYes.";
        assert_eq!(tokens(text).concat(), text);
        assert_eq!(tokens("a b"), ["a", " b"]);
    }

    #[test]
    fn the_answer_rests_on_the_first_source() {
        let request = json!({"messages": [{"role": "system", "content":
            "Rules\nSources:\n[[1]] Returns\nYou have 30 days. Send them back. And more.\n\n[[2]] Other\nNo."}]});
        assert_eq!(
            from_first_source(Wire::ChatCompletions, &request),
            "You have 30 days. [[1]] Send them back. [[1]]"
        );
    }
}
