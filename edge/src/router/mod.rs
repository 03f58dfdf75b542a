//! The way in: every request of the outside world, to one group of calls.
//!
//! Invariants: a token is verified, and an id known to be made here, before any object is addressed;
//! every refusal is a typed error with a request id; nothing of a request but its kind is logged.

mod admin;
mod assets;
mod conversations;
mod desk;
mod relay;
mod request;
mod sandbox;
mod sites;

use crate::error::{Refusal, Result, at};
use crate::headers::{self, Page};
use crate::log::{Level, LogLine, RequestId};
use crate::platform;
use crate::settings::Settings;
use handrail_protocol::ErrorCode;
use request::Call;
use worker::{Env, Headers, Method, Request, Response};

/// Answers a request.
pub(crate) async fn route(request: Request, env: Env) -> worker::Result<Response> {
    let began = platform::now();
    let id = RequestId::fresh();
    let (kind, result) = match Settings::of(&env) {
        _ if request.path() == "/healthz" => ("healthz", healthz(&env)),
        Err(refusal) => ("unconfigured", Err(refusal)),
        Ok(settings) => match Call::read(request, env, settings) {
            Ok(call) => {
                let kind = call.group();
                (kind, answer(call).await)
            }
            Err(refusal) => ("unread", Err(refusal)),
        },
    };
    let mut line = LogLine::new(Level::Info, "request")
        .word("group", kind)
        .request(&id);
    let response = match result {
        Ok(response) => response,
        Err(refusal) => {
            line = line.code(refusal.code());
            if let Some(place) = refusal.place {
                line = line.word("place", place);
            }
            finished(refusal.response(id.as_str())?, Page::Api, &[])
        }
    };
    line.number("status", response.status_code())
        .number("millis", platform::now().since(began) as f64)
        .write();
    Ok(response)
}

async fn answer(mut call: Call) -> Result<Response> {
    let path = call.path.clone();
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    if call.method == Method::Options && segments.first() == Some(&"api") {
        return call.preflight().await;
    }
    let result = match segments.as_slice() {
        ["api", "v1", "sites", site] => sites::one(&mut call, site).await,
        ["api", "v1", "sites", site, "conversations"] => sites::start(&mut call, site).await,
        ["api", "v1", "conversations", id, rest] => conversations::call(&mut call, id, rest).await,
        ["api", "v1", "desk", rest @ ..] => desk::call(&mut call, rest).await,
        ["api", "v1", "admin", "sites", site, rest @ ..] => {
            admin::call(&mut call, site, rest).await
        }
        ["api", "v1", "sandbox", rest @ ..] => sandbox::call(&mut call, rest).await,
        ["api", ..] => Err(ErrorCode::NotFound.into()),
        _ => return assets::serve(&mut call, &segments).await,
    };
    match result {
        // A socket's upgrade has no headers of ours.
        Ok(response) if response.status_code() == 101 => Ok(response),
        Ok(response) => Ok(finished(response, Page::Api, &call.cors_headers())),
        Err(refusal) => {
            LogLine::new(Level::Info, "refused")
                .word("group", call.group())
                .code(refusal.code())
                .word("place", refusal.place.unwrap_or(""))
                .request(&call.id)
                .write();
            let response = refusal.response(call.id.as_str()).map_err(at("response"))?;
            Ok(finished(response, Page::Api, &call.cors_headers()))
        }
    }
}

/// Up, and able to serve? A missing key is named.
fn healthz(env: &Env) -> Result<Response> {
    let (status, body) = match Settings::of(env) {
        Ok(_) => (200, r#"{"status":"ok"}"#.to_owned()),
        Err(refusal) => {
            let problem = serde_json::Value::from(refusal.report.message);
            (
                200,
                format!(r#"{{"status":"unconfigured","problem":{problem}}}"#),
            )
        }
    };
    let response = Response::ok(body)
        .map_err(at("healthz"))?
        .with_status(status);
    let headers = Headers::new();
    for (name, value) in [
        ("content-type", "application/json"),
        ("cache-control", "no-store"),
    ] {
        headers.set(name, value).map_err(at("healthz"))?;
    }
    Ok(response.with_headers(headers))
}

/// The response with its security headers, and with those that let its page read it.
pub(crate) fn finished(
    response: Response,
    page: Page,
    more: &[(&'static str, String)],
) -> Response {
    let headers = response.headers().clone();
    let security = headers::security(page, &[], &[], false);
    for (name, value) in security.iter().chain(more) {
        // Names and values are ours and valid.
        let _ = headers.set(name, value);
    }
    response.with_headers(headers)
}

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
