//! Calls to the edge that the page came from.

use crate::js::codec;
use crate::wire;
use handrail_protocol::{ErrorCode, ErrorReport};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Headers, RequestInit, Response};

/// A call without a whole answer within this is given up: a line that hangs gives no error of its own.
const LIMIT_MILLIS: u32 = 10_000;

/// Why a call gave no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CallError {
    /// The edge could not be reached.
    #[error("the edge could not be reached")]
    Unreachable,
    /// The edge refused.
    #[error("{}", .0.message)]
    Refused(ErrorReport),
    /// The answer has another shape than expected.
    #[error("the answer cannot be read")]
    Unreadable,
}

impl CallError {
    /// The code of a refusal.
    pub fn code(&self) -> Option<ErrorCode> {
        match self {
            Self::Refused(report) => Some(report.code),
            Self::Unreachable | Self::Unreadable => None,
        }
    }

    /// Is it worth trying again by itself? Refusals of this very request are not.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Unreachable | Self::Unreadable => true,
            Self::Refused(report) => matches!(
                report.code,
                ErrorCode::Overloaded
                    | ErrorCode::Internal
                    | ErrorCode::Timeout
                    | ErrorCode::RateLimited
            ),
        }
    }
}

/// One call. Tokens travel in the Authorization header alone.
#[derive(Debug, Default, Clone)]
pub struct Call<'a> {
    /// `GET`, `POST`, …
    pub method: &'a str,
    /// Path and query.
    pub path: &'a str,
    /// Bearer token.
    pub token: Option<&'a str>,
    /// Value of `Idempotency-Key`.
    pub idempotency_key: Option<&'a str>,
    /// JSON body.
    pub body: Option<String>,
    /// How long the edge may hold the answer back, waiting for news.
    pub wait_seconds: u32,
}

impl<'a> Call<'a> {
    /// A `GET`.
    pub fn get(path: &'a str) -> Self {
        Self {
            method: "GET",
            path,
            ..Self::default()
        }
    }

    /// A `POST` with a body.
    pub fn post<B: Serialize>(path: &'a str, body: &B) -> Self {
        Self {
            method: "POST",
            path,
            body: Some(codec::encode(body)),
            ..Self::default()
        }
    }

    /// A `POST` with a body that is JSON already.
    pub fn post_text(path: &'a str, body: String) -> Self {
        Self {
            method: "POST",
            path,
            body: Some(body),
            ..Self::default()
        }
    }

    /// With a bearer token.
    #[must_use]
    pub fn token(mut self, token: &'a str) -> Self {
        self.token = Some(token);
        self
    }

    /// Sends it and reads the answer.
    pub async fn send<T: DeserializeOwned>(self) -> Result<T, CallError> {
        codec::from_js(self.value().await?).ok_or(CallError::Unreadable)
    }

    /// Sends it; the answer's body does not matter.
    pub async fn done(self) -> Result<(), CallError> {
        self.value().await.map(drop)
    }

    /// Sends it and gives the answer's JSON, for [`crate::wire`] to read.
    pub async fn value(self) -> Result<JsValue, CallError> {
        let response = self.request().await.map_err(|_| CallError::Unreachable)?;
        let text = JsFuture::from(response.text().map_err(|_| CallError::Unreachable)?)
            .await
            .map_err(|_| CallError::Unreachable)?
            .as_string()
            .unwrap_or_default();
        if response.ok() {
            if text.is_empty() {
                return Ok(JsValue::NULL);
            }
            return js_sys::JSON::parse(&text).map_err(|_| CallError::Unreadable);
        }
        Err(
            match codec::parse(&text).and_then(|body| wire::error_report(&body)) {
                Some(report) => CallError::Refused(report),
                // Something between here and the edge answered.
                None => CallError::Unreachable,
            },
        )
    }

    async fn request(self) -> Result<Response, JsValue> {
        let headers = Headers::new()?;
        if let Some(token) = self.token {
            headers.set("authorization", &["Bearer ", token].concat())?;
        }
        if let Some(key) = self.idempotency_key {
            headers.set("idempotency-key", key)?;
        }
        let init = RequestInit::new();
        init.set_method(self.method);
        if let Some(body) = &self.body {
            headers.set("content-type", "application/json")?;
            init.set_body(&JsValue::from_str(body));
        }
        init.set_headers(&headers);
        let limit = LIMIT_MILLIS + self.wait_seconds * 1_000;
        init.set_signal(Some(&AbortSignal::timeout_with_u32(limit)));
        let window = web_sys::window().ok_or(JsValue::NULL)?;
        JsFuture::from(window.fetch_with_str_and_init(self.path, &init))
            .await?
            .dyn_into()
    }
}
