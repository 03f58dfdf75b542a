//! The way of bytes to a model's server: the `model` network service, which may reach a local one.
//!
//! Redirects are not followed: a model's address answers itself or not at all.

use super::chain::{CallError, Transport};
use super::provider::ModelRequest;
use crate::http::network::{MODEL_NET, Network, Pieces};
use crate::log::{Level, LogLine};
use crate::platform;
use futures_util::stream::{LocalBoxStream, StreamExt, unfold};
use handrail_protocol::{SiteId, UnixMillis};
use handrail_site::Model;
use wasm_bindgen::JsValue;
use worker::web_sys::{Headers, RequestInit, RequestRedirect};
use worker::{AbortController, Env};

/// Sends requests from the worker.
pub(super) struct WorkerTransport<'a> {
    env: &'a Env,
    site: &'a SiteId,
}

/// One request under way: its connection ends with whoever waits for it or reads from it.
struct UnderWay(AbortController);

impl Drop for UnderWay {
    fn drop(&mut self) {
        std::mem::take(&mut self.0).abort();
    }
}

impl<'a> WorkerTransport<'a> {
    pub(super) fn new(env: &'a Env, site: &'a SiteId) -> Self {
        Self { env, site }
    }

    fn init(request: &ModelRequest, under_way: &UnderWay) -> Result<RequestInit, JsValue> {
        let headers = Headers::new()?;
        headers.set("content-type", "application/json")?;
        headers.set("accept", "text/event-stream")?;
        headers.set("accept-encoding", "identity")?;
        for (name, value) in &request.headers {
            headers.set(name, value)?;
        }
        let init = RequestInit::new();
        init.set_method("POST");
        init.set_headers(&headers);
        init.set_body(&request.body.to_string().into());
        init.set_redirect(RequestRedirect::Manual);
        init.set_signal(Some(&under_way.0.signal()));
        Ok(init)
    }
}

impl Transport for WorkerTransport<'_> {
    type Body = LocalBoxStream<'static, Result<Vec<u8>, CallError>>;

    fn site(&self) -> &SiteId {
        self.site
    }

    async fn open(&self, request: &ModelRequest) -> Result<Self::Body, CallError> {
        // Of this try alone: one that timed out is dropped, and must not go on billing beside the next.
        let under_way = UnderWay(AbortController::default());
        let init = Self::init(request, &under_way).map_err(|_| CallError::Connection)?;
        let response = Network::of(self.env, MODEL_NET)
            .call(&request.url, &init)
            .await
            .map_err(|_| CallError::Connection)?;
        if response.status() != 200 {
            return Err(CallError::Status(response.status()));
        }
        let pieces = Pieces::of(&response).ok_or(CallError::Nonsense)?;
        let body = unfold(Some((pieces, under_way)), |reading| async {
            let (pieces, under_way) = reading?;
            match pieces.next().await {
                Ok(piece) => Some((Ok(piece?), Some((pieces, under_way)))),
                Err(_) => Some((Err(CallError::CutOff), None)),
            }
        });
        Ok(body.boxed_local())
    }

    fn failed(&self, model: &Model, error: CallError, attempt: u32) {
        let line = LogLine::new(Level::Warn, "model call failed")
            .site(self.site)
            .word("provider", model.provider.as_str())
            .word("case", error.case())
            .number("attempt", attempt);
        match error {
            CallError::Status(status) => line.number("status", status).write(),
            _ => line.write(),
        }
    }

    async fn pause(&self, millis: u32) {
        platform::sleep(u64::from(millis)).await;
    }

    fn now(&self) -> UnixMillis {
        platform::now()
    }
}
