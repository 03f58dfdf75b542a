//! The way of bytes to a model's server: the `model` network service, which may reach a local one.
//!
//! Redirects are not followed: a model's address answers itself or not at all.

use super::chain::{CallError, Transport};
use super::wire::ModelRequest;
use crate::platform;
use futures_util::stream::{LocalBoxStream, StreamExt};
use handrail_protocol::UnixMillis;
use wasm_bindgen::JsCast;
use worker::{AbortController, Env, Fetch, Request, Response};

/// The service binding of workerd; Cloudflare's network has none and fetches directly.
const MODEL_NET: &str = "MODEL_NET";

/// Sends requests from the worker.
pub(super) struct WorkerTransport<'a> {
    env: &'a Env,
    /// Ends the connection of a call that is dropped.
    abort: AbortOnDrop,
}

struct AbortOnDrop(AbortController);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        std::mem::take(&mut self.0).abort();
    }
}

impl<'a> WorkerTransport<'a> {
    pub(super) fn new(env: &'a Env) -> Self {
        Self {
            env,
            abort: AbortOnDrop(AbortController::default()),
        }
    }

    fn request(&self, request: &ModelRequest) -> Result<Request, worker::Error> {
        let headers = worker::web_sys::Headers::new()?;
        headers.set("content-type", "application/json")?;
        headers.set("accept", "text/event-stream")?;
        for (name, value) in &request.headers {
            headers.set(name, value)?;
        }
        let init = worker::web_sys::RequestInit::new();
        init.set_method("POST");
        init.set_headers(&headers);
        init.set_body(&request.body.to_string().into());
        init.set_redirect(worker::web_sys::RequestRedirect::Manual);
        init.set_signal(Some(&self.abort.0.signal()));
        let request = worker::web_sys::Request::new_with_str_and_init(&request.url, &init)?;
        Ok(Request::from(
            request.unchecked_into::<worker::web_sys::Request>(),
        ))
    }

    async fn send(&self, request: &ModelRequest) -> Result<Response, worker::Error> {
        let request = self.request(request)?;
        match self.env.service(MODEL_NET) {
            Ok(service) => service.fetch_request(request).await,
            Err(_) => Fetch::Request(request).send().await,
        }
    }
}

impl Transport for WorkerTransport<'_> {
    type Body = LocalBoxStream<'static, Result<Vec<u8>, CallError>>;

    async fn open(&self, request: &ModelRequest) -> Result<Self::Body, CallError> {
        let mut response = self
            .send(request)
            .await
            .map_err(|_| CallError::Connection)?;
        if response.status_code() != 200 {
            return Err(CallError::Status(response.status_code()));
        }
        let stream = response.stream().map_err(|_| CallError::Nonsense)?;
        Ok(stream
            .map(|piece| piece.map_err(|_| CallError::CutOff))
            .boxed_local())
    }

    async fn pause(&self, millis: u32) {
        platform::sleep(u64::from(millis)).await;
    }

    fn now(&self) -> UnixMillis {
        platform::now()
    }
}
