//! The masking proxy: an SDK of OpenAI or Anthropic is pointed here, and the model's server never
//! sees personal data.
//!
//! For: `/v1/…`, keys, budgets, the way to the upstream and back. What a body holds is the business
//! of `handrail-proxy-wire`, which is pure. Not for: the chat, which has its own way (`model/`).
//!
//! Invariants: a body that leaves was masked, by type; a request without a conversation touches no
//! object while what is known of its site is fresh; what an upstream says about a failure reaches
//! nobody; nothing of a body is logged.

mod budget;
mod keys;
#[expect(
    missing_docs,
    reason = "the attribute macro writes methods without documentation"
)]
pub(crate) mod object;
mod reply;
mod route;
mod upstream;
mod vault;
mod vault_store;

#[cfg(test)]
pub(crate) use keys::WantedKey;
pub(crate) use keys::administer as keys;
pub(crate) use vault_store::VaultStore;

use crate::answer::Answer;
use crate::error::{Refusal, Result, at};
use crate::http::headers::{self, Page};
use crate::http::limits::PROXY_BODY_MAX_BYTES;
use crate::http::network::{self, ReadError};
use crate::objects;
use crate::objects::site::SiteCall;
use crate::platform::{self, NextTurn};
use crate::request::Call;
use crate::settings;
use crate::site::cache::LoadedSite;
use budget::Budgets;
use handrail_mask::Vault;
use handrail_protocol::{ErrorCode, SiteId};
use handrail_proxy_wire::{MaskedBody, Opaque, ProxyError, Upstream, Usage, Wire};
use reply::Streaming;
use route::Route;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use upstream::Question;
use worker::{Context, Env, Headers, Response, web_sys};

/// How long spent tokens wait to be told together.
const TELL_MILLIS: u64 = 2_000;
/// A reply that is no stream, in bytes: vectors of a large batch are the longest there are.
const REPLY_MAX_BYTES: usize = 16 << 20;
/// Of an error's body no more is read.
const ERROR_MAX_BYTES: usize = 64 * 1024;
/// Without the upstream's own count: so many bytes of text are taken for one token.
const BYTES_PER_TOKEN: u64 = 4;

thread_local! {
    static BUDGETS: RefCell<Budgets> = RefCell::default();
    static IS_TELLING: Cell<bool> = const { Cell::new(false) };
}

/// `/v1/…`.
pub(crate) async fn call(call: &mut Call, rest: &[&str]) -> Answer {
    let is_anthropic = call.header("anthropic-version").is_some();
    let mut headers = headers::security(Page::Api, &[], &[], call.is_production());
    // Where Anthropic's SDK looks for it.
    headers.push(("request-id", call.id.as_str().to_owned()));
    let result = answer(call, rest, is_anthropic, &mut headers).await;
    headers.extend(call.cors_headers());
    Answer {
        result,
        headers,
        wire: Some(route::dialect(rest, is_anthropic)),
    }
}

async fn answer(
    call: &mut Call,
    rest: &[&str],
    is_anthropic: bool,
    headers: &mut Vec<(&'static str, String)>,
) -> Result<Response> {
    let route = Route::of(&call.method, rest, is_anthropic)?;
    let presented = presented(call)?;
    let id = keys::site_of(&presented).ok_or_else(no_key)?;
    call.count_key()?;
    let access = match keys::access(call, &id).await {
        Err(refusal) if refusal.code() == ErrorCode::UnknownSite => return Err(no_key()),
        access => access?,
    };
    let key = access.key(&presented).ok_or_else(no_key)?;
    call.key_was_right();
    let site = &access.site;
    call.check_origin(&site.file.origins)?;
    let proxy = site.file.proxy.as_ref().ok_or(ErrorCode::ProxyDisabled)?;
    let (url, key_env) = route.address(proxy)?;
    BUDGETS.with_borrow_mut(|budgets| budgets.take(key, proxy, platform::now()))?;

    let (body, vault) = match route.wire {
        _ if rest.first() == Some(&"models") => (None, Vault::new()),
        wire => {
            let (body, vault) = masked_body(call, wire, site, &key.id).await?;
            headers.push(("x-handrail-masked", body.summary()));
            (Some(body), vault)
        }
    };
    let mut spending = Spending {
        env: call.env.clone(),
        context: Rc::clone(&call.context),
        site: id,
        key: key.id.clone(),
        usage: Usage::default(),
        text_bytes: 0,
        asked_bytes: body.as_ref().map_or(0, |body| body.as_str().len() as u64),
    };
    let secret = key_env.and_then(|name| settings::secret(&call.env, name));
    let question = Question {
        url,
        headers: route.headers(secret, |name| call.header(name)),
        body: body.as_ref(),
    };
    let is_stream = body.as_ref().is_some_and(MaskedBody::is_stream);
    let patience = if is_stream {
        proxy.connect_ms.saturating_add(proxy.first_token_ms)
    } else {
        proxy.connect_ms.saturating_add(proxy.answer_ms)
    };
    let caller = call.signal();
    let asking = upstream::ask(&call.env, &question, &caller);
    if is_stream {
        let (upstream, under_way) = upstream::within(patience, asking)
            .await
            .and_then(|asked| asked)
            .inspect_err(|_| spending.forget())?;
        if upstream.status() == 200 && is_event_stream(&upstream) {
            let site = Rc::clone(site);
            let streaming = Streaming::new(route.wire, site, proxy, vault, spending, under_way);
            let response = streaming.respond(&upstream)?;
            return with_headers(response, "text/event-stream; charset=utf-8");
        }
        let bytes = upstream::within(patience, body_of(&upstream)).await??;
        return whole_reply(call, route.wire, site, &vault, &upstream, &bytes, spending).await;
    }
    let asked = upstream::within(patience, async {
        let (upstream, mut under_way) = asking.await?;
        let bytes = body_of(&upstream).await?;
        under_way.ends();
        Ok((upstream, bytes))
    });
    let asked = asked.await.and_then(|asked| asked);
    let (upstream, bytes) = asked.inspect_err(|_| spending.forget())?;
    whole_reply(call, route.wire, site, &vault, &upstream, &bytes, spending).await
}

/// The body of a reply, or the beginning of a refusal's.
async fn body_of(upstream: &web_sys::Response) -> Result<Vec<u8>> {
    if upstream.status() != 200 {
        return Ok(network::beginning(upstream, ERROR_MAX_BYTES).await);
    }
    let whole = network::whole(upstream, REPLY_MAX_BYTES).await;
    whole.map_err(|error| match error {
        ReadError::CutOff => upstream::cut_off(),
        ReadError::TooLong => upstream::too_long(),
    })
}

fn is_event_stream(response: &web_sys::Response) -> bool {
    let kind = response.headers().get("content-type").ok().flatten();
    kind.is_some_and(|kind| kind.starts_with("text/event-stream"))
}

/// What the caller reads of a reply that is all here.
async fn whole_reply(
    call: &Call,
    wire: Wire,
    site: &LoadedSite,
    vault: &Vault,
    upstream: &web_sys::Response,
    bytes: &[u8],
    mut spending: Spending,
) -> Result<Response> {
    if upstream.status() != 200 {
        spending.forget();
        return refused(wire, upstream, bytes, call);
    }
    let masker = &site.policy.masker;
    let unmasked = handrail_proxy_wire::unmask_in_turns(wire, bytes, masker, vault, &NextTurn);
    let (text, usage) = unmasked.await.map_err(|_| upstream::nonsense())?;
    spending.usage = usage;
    spending.text_bytes = bytes.len() as u64;
    let response = Response::from_bytes(text.into_bytes()).map_err(at("reply"))?;
    with_headers(response, "application/json")
}

/// Reads the body and masks it, alone or with the vault of the conversation it names.
async fn masked_body(
    call: &mut Call,
    wire: Wire,
    site: &Rc<LoadedSite>,
    key: &str,
) -> Result<(MaskedBody, Vault)> {
    let bytes = call.bytes(PROXY_BODY_MAX_BYTES).await?;
    let settings = Rc::clone(&call.settings);
    let opaque = |name: &str| settings.token_key.pseudonym(&site.id, name);
    let name = call.header("x-handrail-conversation");
    match name.filter(|name| !name.is_empty()) {
        // A vector is made of what has no placeholder: there is nothing to be kept.
        Some(name) if wire != Wire::Embeddings => {
            if name.len() > vault::NAME_MAX_BYTES {
                let message = "`x-handrail-conversation` has to be at most 200 bytes long.";
                return Err(Refusal::new(ErrorCode::InvalidField, message));
            }
            let id = settings.token_key.proxy_vault(&site.id, key, &name);
            vault::shared(&call.env, &id, wire, &bytes, site, &opaque).await
        }
        _ => vault::alone(wire, &bytes, site, &opaque).await,
    }
}

async fn masked(
    wire: Wire,
    body: &[u8],
    site: &LoadedSite,
    vault: &mut Vault,
    opaque: Opaque<'_>,
) -> Result<MaskedBody> {
    let masker = &site.policy.masker;
    let masked = handrail_proxy_wire::mask_in_turns(wire, body, masker, vault, opaque, &NextTurn);
    masked.await.map_err(|error| {
        let code = match &error {
            ProxyError::NotUtf8 => ErrorCode::InvalidUtf8,
            ProxyError::NotJson | ProxyError::NotAnObject | ProxyError::Tangled => {
                ErrorCode::Malformed
            }
            ProxyError::Tokens => ErrorCode::InvalidField,
            ProxyError::TooMuchText | ProxyError::TooManyValues => ErrorCode::TooLarge,
            ProxyError::Mask(_) | ProxyError::EventTooLong | ProxyError::CutOff => {
                return ErrorCode::MaskingFailed.into();
            }
        };
        Refusal::new(code, format!("{error}."))
    })
}

/// The key: a bearer token, or `x-api-key` as Anthropic's SDK sends it.
fn presented(call: &Call) -> Result<String> {
    call.header("x-api-key")
        .map_or_else(|| call.bearer(), Ok)
        .map_err(|_| no_key())
}

fn no_key() -> Refusal {
    let message = "This is no key of this proxy, or it was revoked. Keys begin with hrp_; an administrator makes them.";
    Refusal::new(ErrorCode::Unauthorized, message)
}

/// A refusal in the caller's dialect.
pub(crate) fn refuse(wire: Wire, refusal: &Refusal, request_id: &str) -> worker::Result<Response> {
    let code = refusal.code();
    let message = &refusal.report.message;
    let body =
        handrail_proxy_wire::refusal(wire, code.status(), code.as_str(), message, request_id);
    let headers = Headers::new();
    headers.set("content-type", "application/json")?;
    headers.set("cache-control", "no-store")?;
    if let Some(seconds) = refusal.retry_after_seconds {
        headers.set("retry-after", &seconds.to_string())?;
    }
    Ok(Response::ok(body)?
        .with_headers(headers)
        .with_status(code.status()))
}

/// The upstream's refusal: its status, and of its words nothing but codes.
fn refused(
    wire: Wire,
    upstream: &web_sys::Response,
    bytes: &[u8],
    call: &Call,
) -> Result<Response> {
    let status = match upstream.status() {
        status @ 400..=599 => status,
        // A redirect, or something that is no answer to a question.
        _ => 502,
    };
    let said = Upstream {
        status,
        body: bytes.to_vec(),
    };
    let body = handrail_proxy_wire::upstream_refusal(wire, &said, call.id.as_str());
    let response = Response::ok(body).map_err(at("refusal"))?;
    let response = with_headers(response.with_status(status), "application/json")?;
    for name in ["retry-after", "retry-after-ms"] {
        let value = upstream.headers().get(name).ok().flatten();
        let is_number = |value: &String| value.len() <= 12 && value.parse::<f64>().is_ok();
        if let Some(value) = value.filter(is_number) {
            let headers = response.headers();
            headers.set(name, &value).map_err(at("refusal"))?;
        }
    }
    Ok(response)
}

fn with_headers(response: Response, kind: &str) -> Result<Response> {
    let headers = response.headers();
    for (name, value) in [("content-type", kind), ("cache-control", "no-store")] {
        headers.set(name, value).map_err(at("reply"))?;
    }
    Ok(response)
}

/// What a request takes; counted when it is dropped, so also when its caller goes away.
pub(crate) struct Spending {
    env: Env,
    context: Rc<Context>,
    site: SiteId,
    key: String,
    usage: Usage,
    text_bytes: u64,
    asked_bytes: u64,
}

impl Spending {
    /// Nothing was taken: there was no answer.
    fn forget(&mut self) {
        (self.asked_bytes, self.text_bytes) = (0, 0);
    }
}

impl Drop for Spending {
    fn drop(&mut self) {
        let bytes = self.asked_bytes.saturating_add(self.text_bytes);
        let tokens = self
            .usage
            .total()
            .unwrap_or(bytes.div_ceil(BYTES_PER_TOKEN));
        if tokens == 0 {
            return;
        }
        BUDGETS.with_borrow_mut(|budgets| {
            budgets.spend(&self.site, &self.key, tokens, platform::now());
        });
        if !IS_TELLING.replace(true) {
            let (env, telling) = (self.env.clone(), Telling);
            self.context.wait_until(async move {
                platform::sleep(TELL_MILLIS).await;
                drop(telling);
                tell(&env).await;
            });
        }
    }
}

/// The next spending starts to tell again, also when this one was given up.
struct Telling;

impl Drop for Telling {
    fn drop(&mut self) {
        IS_TELLING.set(false);
    }
}

/// Tells sites what their keys took.
async fn tell(env: &Env) {
    for untold in BUDGETS.with_borrow_mut(Budgets::take_untold) {
        let call = SiteCall::ProxySpent {
            day: untold.day,
            tokens: untold.tokens.clone(),
        };
        let told: Result<serde::de::IgnoredAny> = objects::site(env, &untold.site, call).await;
        if told.is_err() {
            BUDGETS.with_borrow_mut(|budgets| budgets.give_back(untold));
        }
    }
}
