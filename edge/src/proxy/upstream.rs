//! The way to a model's server and back: the `model` network service, which may reach a local one.
//!
//! Invariants: a body that leaves is a [`MaskedBody`]; redirects are not followed; a call ends with
//! whoever asked for it, and when what it gave is dropped.

use crate::error::{Refusal, Result};
use crate::platform;
use futures_util::future::{Either, select};
use handrail_protocol::ErrorCode;
use handrail_proxy::MaskedBody;
use js_sys::{Array, Uint8Array};
use std::future::Future;
use std::pin::pin;
use wasm_bindgen::prelude::*;
use worker::web_sys::{self, AbortSignal};
use worker::{AbortController, Env, Fetch, Request, Response};

/// The service binding of workerd; Cloudflare's network has none and fetches directly.
const MODEL_NET: &str = "MODEL_NET";

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = AbortSignal, js_name = any, catch)]
    fn any_of(signals: &Array) -> std::result::Result<AbortSignal, JsValue>;
}

/// What is asked.
pub(crate) struct Question<'a> {
    /// Where.
    pub(crate) url: String,
    /// With what.
    pub(crate) headers: Vec<(&'static str, String)>,
    /// What; a question without one is a GET.
    pub(crate) body: Option<&'a MaskedBody>,
}

/// A call under way; it ends when this is dropped.
pub(crate) struct UnderWay(AbortController);

impl Drop for UnderWay {
    fn drop(&mut self) {
        std::mem::take(&mut self.0).abort();
    }
}

/// Sends a question; gives the response once its head is there, within the time.
pub(crate) async fn ask(
    env: &Env,
    question: &Question<'_>,
    caller: &AbortSignal,
    millis: u32,
) -> Result<(Response, UnderWay)> {
    let under_way = UnderWay(AbortController::default());
    let request = request(question, caller, &under_way.0).map_err(|_| unreachable())?;
    let send = async {
        match env.service(MODEL_NET) {
            Ok(service) => service.fetch_request(request).await,
            Err(_) => Fetch::Request(request).send().await,
        }
    };
    let response = within(millis, send).await?.map_err(|_| unreachable())?;
    Ok((response, under_way))
}

fn request(
    question: &Question<'_>,
    caller: &AbortSignal,
    own: &AbortController,
) -> std::result::Result<Request, JsValue> {
    let headers = web_sys::Headers::new()?;
    for (name, value) in &question.headers {
        headers.set(name, value)?;
    }
    let init = web_sys::RequestInit::new();
    init.set_headers(&headers);
    match question.body {
        Some(body) => {
            init.set_method("POST");
            init.set_body(&Uint8Array::from(body.as_str().as_bytes()));
        }
        None => init.set_method("GET"),
    }
    init.set_redirect(web_sys::RequestRedirect::Manual);
    let signals = Array::of2(caller, &own.signal());
    init.set_signal(Some(&any_of(&signals)?));
    let request = web_sys::Request::new_with_str_and_init(&question.url, &init)?;
    Ok(Request::from(request))
}

/// The future's output, unless time runs out first.
pub(crate) async fn within<F: Future>(millis: u32, future: F) -> Result<F::Output> {
    let time = pin!(platform::sleep(u64::from(millis)));
    let future = pin!(future);
    match select(future, time).await {
        Either::Left((output, _)) => Ok(output),
        Either::Right(_) => Err(late()),
    }
}

/// The model's server took too long.
pub(crate) fn late() -> Refusal {
    Refusal::new(
        ErrorCode::Timeout,
        "The model's server did not answer in time. Try again.",
    )
}

/// There is no connection to it.
pub(crate) fn unreachable() -> Refusal {
    let message = "The model's server can't be reached. Try again.";
    Refusal::new(ErrorCode::ModelUnavailable, message)
}

/// It answered something that is not of its wire.
pub(crate) fn nonsense() -> Refusal {
    let message = "The model's server answered something that can't be read.";
    Refusal::new(ErrorCode::ModelUnavailable, message)
}
