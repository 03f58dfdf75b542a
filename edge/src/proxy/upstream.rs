//! The way to a model's server: the `model` network service, which may reach a local one.
//!
//! Invariants: a body that leaves is a [`MaskedBody`]; redirects are not followed; a call ends with
//! whoever asked for it, and when what it gave is dropped before its end.

use crate::error::{Refusal, Result};
use crate::http::network::{MODEL_NET, Network, any_of};
use crate::platform;
use futures_util::future::{Either, select};
use handrail_protocol::ErrorCode;
use handrail_proxy_wire::MaskedBody;
use js_sys::{Array, Uint8Array};
use std::future::Future;
use std::pin::pin;
use wasm_bindgen::JsValue;
use worker::web_sys::{self, AbortSignal};
use worker::{AbortController, Env};

/// What is asked.
pub(crate) struct Question<'a> {
    /// Where.
    pub(crate) url: String,
    /// With what.
    pub(crate) headers: Vec<(&'static str, String)>,
    /// What; a question without one is a GET.
    pub(crate) body: Option<&'a MaskedBody>,
}

/// A call under way; unless it came to its end, it is broken off when this is dropped.
pub(crate) struct UnderWay(Option<AbortController>);

impl UnderWay {
    /// All of the response is here.
    pub(crate) fn ends(&mut self) {
        self.0 = None;
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        if let Some(call) = self.0.take() {
            call.abort();
        }
    }
}

/// Sends a question; gives the response once its head is there.
pub(crate) async fn ask(
    env: &Env,
    question: &Question<'_>,
    caller: &AbortSignal,
) -> Result<(web_sys::Response, UnderWay)> {
    let call = AbortController::default();
    let init = init(question, caller, &call).map_err(|_| unreachable())?;
    let under_way = UnderWay(Some(call));
    let response = Network::of(env, MODEL_NET)
        .call(&question.url, &init)
        .await
        .map_err(|_| unreachable())?;
    Ok((response, under_way))
}

fn init(
    question: &Question<'_>,
    caller: &AbortSignal,
    call: &AbortController,
) -> std::result::Result<web_sys::RequestInit, JsValue> {
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
    init.set_signal(Some(&any_of(&Array::of2(caller, &call.signal()))?));
    Ok(init)
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

/// It broke off.
pub(crate) fn cut_off() -> Refusal {
    let message = "The model's answer was cut off. Try again.";
    Refusal::new(ErrorCode::ModelUnavailable, message)
}

/// There is no end to what it answers.
pub(crate) fn too_long() -> Refusal {
    let message = "The model's server answered more than 16 MiB. Ask for less at once.";
    Refusal::new(ErrorCode::ModelUnavailable, message)
}
