//! The way in: every request of the outside world, to one group of calls.
//!
//! Invariants: a token is verified, and an id known to be made here, before any object is addressed;
//! every refusal is a typed error with a request id; nothing of a request but its kind is logged.

mod admin;
mod assets;
mod conversations;
mod desk;
mod relay;
mod reports;
mod sandbox;
mod sites;
mod vault;
mod well_known;

use crate::answer::Answer;
use crate::error::{Result, at};
use crate::health::{self, Health};
use crate::http::headers::{self, Page};
use crate::log::{Level, LogLine, RequestId};
use crate::platform;
use crate::proxy;
use crate::request::Call;
use crate::settings::Settings;
use handrail_protocol::ErrorCode;
use worker::{Context, Env, Headers, Method, Request, Response};

/// Answers a request.
pub(crate) async fn route(
    request: Request,
    env: Env,
    context: Context,
) -> worker::Result<Response> {
    let began = platform::now();
    let id = RequestId::fresh();
    let (group, answer) = match Settings::of(&env) {
        settings if request.path() == "/healthz" => {
            ("healthz", Answer::bare(healthz(&env, settings).await))
        }
        Err(refusal) => ("unconfigured", Answer::bare(Err(refusal))),
        Ok(settings) => match Call::read(request, env, context, settings, id.clone()) {
            Ok(mut call) => {
                let group = call.group();
                (group, dispatch(&mut call).await)
            }
            Err(refusal) => ("unread", Answer::bare(Err(refusal))),
        },
    };
    let mut line = LogLine::new(Level::Info, "request")
        .word("group", group)
        .request(&id);
    let response = match answer.result {
        Ok(response) => response,
        Err(refusal) => {
            line = line.code(refusal.code());
            if let Some(place) = refusal.place {
                line = line.word("place", place);
            }
            match answer.wire {
                Some(wire) => proxy::refuse(wire, &refusal, id.as_str())?,
                None => refusal.response(id.as_str())?,
            }
        }
    };
    line.number("status", response.status_code())
        .number("millis", platform::now().since(began) as f64)
        .write();
    // A socket's upgrade has no headers of ours.
    if response.status_code() == 101 {
        return Ok(response);
    }
    let headers = response.headers().clone();
    let id = ("x-request-id", id.as_str().to_owned());
    for (name, value) in answer.headers.iter().chain([&id]) {
        headers.set(name, value)?;
    }
    Ok(response.with_headers(headers))
}

async fn dispatch(call: &mut Call) -> Answer {
    let path = call.path.clone();
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    if let ["v1", rest @ ..] = segments.as_slice() {
        return proxy::call(call, rest).await;
    }
    let counted = match segments.as_slice() {
        ["api", rest @ ..] if rest != ["v1", "openapi.json"] => call.count_call(),
        _ => Ok(()),
    };
    let result = match segments.as_slice() {
        _ if counted.is_err() => counted.and(Err(ErrorCode::RateLimited.into())),
        ["api", ..] if call.method == Method::Options => call.preflight().await,
        ["api", "v1", "sites", site] => sites::one(call, site).await,
        ["api", "v1", "sites", site, "conversations"] => sites::start(call, site).await,
        ["api", "v1", "conversations", id, rest] => conversations::call(call, id, rest).await,
        ["api", "v1", "desk", rest @ ..] => desk::call(call, rest).await,
        ["api", "v1", "admin", "sites"] => admin::sites(call).await,
        ["api", "v1", "admin", "sites", site, rest @ ..] => admin::call(call, site, rest).await,
        ["api", "v1", "sandbox", rest @ ..] => sandbox::call(call, rest).await,
        ["metrics"] => admin::metrics(call),
        ["csp-reports"] => reports::call(call).await,
        [".well-known", "security.txt"] => well_known::security_txt(call),
        ["api", rest @ ..] if rest != ["v1", "openapi.json"] => Err(ErrorCode::NotFound.into()),
        _ => {
            let (result, page, framed_by) = assets::serve(call, &segments).await;
            let headers = headers::security(page, &call.own, &framed_by, call.is_production());
            return Answer {
                result,
                headers,
                wire: None,
            };
        }
    };
    let mut headers = headers::security(Page::Api, &[], &[], call.is_production());
    headers.extend(call.cors_headers());
    Answer {
        result,
        headers,
        wire: None,
    }
}

/// Up, and able to serve? A missing key or the part that fails is named.
async fn healthz(env: &Env, settings: Result<std::rc::Rc<Settings>>) -> Result<Response> {
    let (status, body) = match settings {
        Ok(_) => match health::check(env).await {
            Health::Works => (200, r#"{"status":"ok"}"#.to_owned()),
            Health::Fails(part) => {
                let part = part.as_str();
                (503, format!(r#"{{"status":"failing","part":"{part}"}}"#))
            }
        },
        Err(refusal) => {
            let problem = serde_json::Value::from(refusal.report.message);
            (
                503,
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
