//! What a call of the outside world is answered.

use crate::error::{Refusal, Result, at};
use crate::http::headers::{self, Page};
use handrail_protocol::ErrorCode;
use handrail_proxy_wire::Wire;
use worker::{Headers, Response};

/// What comes of a call, and the headers that go with it whatever came.
pub(crate) struct Answer {
    pub(crate) result: Result<Response>,
    pub(crate) headers: Vec<(&'static str, String)>,
    /// The dialect a refusal is told in; the API's own where there is none.
    pub(crate) wire: Option<Wire>,
}

impl Answer {
    /// For anyone, and for no browser page in particular.
    pub(crate) fn bare(result: Result<Response>) -> Self {
        Self {
            result,
            headers: headers::security(Page::Api, &[], &[], false),
            wire: None,
        }
    }
}

/// `{}`: done, and nothing more to say.
#[derive(serde::Serialize)]
pub(crate) struct Empty {}

/// JSON that must not be kept by anyone on the way.
pub(crate) fn json<T: serde::Serialize>(value: &T) -> Result<Response> {
    let text = serde_json::to_string(value).map_err(at("answer"))?;
    let headers = Headers::new();
    for (name, value) in [
        ("content-type", "application/json; charset=utf-8"),
        ("cache-control", "no-store"),
    ] {
        headers.set(name, value).map_err(at("answer"))?;
    }
    Ok(Response::ok(text)
        .map_err(at("answer"))?
        .with_headers(headers))
}

/// This address does not take the method.
pub(crate) fn wrong_method() -> Refusal {
    ErrorCode::MethodNotAllowed.into()
}
