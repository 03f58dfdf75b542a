//! What the router and the objects ask of each other: one JSON call to one object by its name, one JSON
//! answer. Each object's calls have a file here.
//!
//! Objects are reached through the router alone, which has checked who asks; a call carries what
//! was checked. Not for: the wire. These shapes are of one build, never stored and never sent out.

pub(crate) mod conversation;
pub(crate) mod desk;
pub(crate) mod proxy_vault;
pub(crate) mod site;

use crate::error::{Refusal, Result, at};
use crate::objects::conversation::{ConversationCall, ToConversation, VisitorToken};
use crate::objects::desk::{DeskCall, ToDesk};
use crate::objects::proxy_vault::{ProxyVaultCall, ToProxyVault};
use crate::objects::site::{SiteCall, ToSite};
use handrail_protocol::{ConversationId, ErrorBody, ErrorCode, SiteId};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::{RawValue, to_raw_value};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use worker::{Env, Headers, Method, Request, RequestInit, Response, Stub, web_sys};

/// JSON that is passed on as it is.
pub(crate) type Raw = Box<RawValue>;

/// An answer as JSON.
pub(crate) fn raw<T: Serialize + ?Sized>(value: &T) -> Result<Raw> {
    to_raw_value(value).map_err(at("answer"))
}

/// The name of the Site object that knows which sites there are. No site can have it.
pub(crate) const DIRECTORY: &str = "*";

/// The header that says to an object what stands for the address of a new connection.
pub(crate) const FROM: &str = "handrail-from";

/// The binding of what is searched.
pub(crate) const KNOWLEDGE: &str = "KNOWLEDGE";

/// The way to other objects.
pub(crate) trait Ask {
    /// Asks the object of this name. The call is on its way when this is first polled.
    async fn ask<C: Serialize, R: DeserializeOwned>(
        &self,
        binding: &'static str,
        name: &str,
        call: &C,
    ) -> Result<R>;
}

impl Ask for Env {
    async fn ask<C: Serialize, R: DeserializeOwned>(
        &self,
        binding: &'static str,
        name: &str,
        call: &C,
    ) -> Result<R> {
        let stub = stub(self, binding, name)?.into_rpc();
        ask_stub(&stub, binding, call).await
    }
}

/// Asks a conversation.
pub(crate) async fn conversation<R: DeserializeOwned>(
    env: &impl Ask,
    id: &ConversationId,
    token: Option<VisitorToken>,
    call: ConversationCall,
) -> Result<R> {
    let call = ToConversation {
        conversation: id.clone(),
        token,
        call,
    };
    env.ask("CONVERSATION", id.as_str(), &call).await
}

/// Asks a site's desk.
pub(crate) async fn desk<R: DeserializeOwned>(
    env: &impl Ask,
    site: &SiteId,
    call: DeskCall,
) -> Result<R> {
    let call = ToDesk {
        site: site.clone(),
        call,
    };
    env.ask("DESK", site.as_str(), &call).await
}

/// Asks a site.
pub(crate) async fn site<R: DeserializeOwned>(
    env: &impl Ask,
    site: &SiteId,
    call: SiteCall,
) -> Result<R> {
    let call = ToSite {
        site: Some(site.clone()),
        call,
    };
    env.ask("SITE", site.as_str(), &call).await
}

/// Asks the directory of sites.
pub(crate) async fn directory<R: DeserializeOwned>(env: &impl Ask, call: SiteCall) -> Result<R> {
    env.ask("SITE", DIRECTORY, &ToSite { site: None, call })
        .await
}

/// Asks a vault of the masking proxy.
pub(crate) async fn proxy_vault<R: DeserializeOwned>(
    env: &impl Ask,
    vault: &ConversationId,
    call: ProxyVaultCall,
) -> Result<R> {
    let call = ToProxyVault {
        vault: vault.clone(),
        call,
    };
    env.ask("PROXY_VAULT", vault.as_str(), &call).await
}

// The platform's own objects are used as they are: a message waits for this, and the `worker` crate's
// request and its reading of an answer as a stream take longer than the way itself.
#[wasm_bindgen]
extern "C" {
    #[derive(Clone)]
    type RawStub;

    #[wasm_bindgen(method, catch)]
    fn fetch(
        this: &RawStub,
        url: &str,
        init: &web_sys::RequestInit,
    ) -> std::result::Result<js_sys::Promise, JsValue>;
}

/// Asks any object.
pub(crate) async fn ask<C: Serialize, R: DeserializeOwned>(
    env: &impl Ask,
    binding: &'static str,
    name: &str,
    call: &C,
) -> Result<R> {
    env.ask(binding, name, call).await
}

/// An object that one other asks again and again, with its name: looked up once.
#[derive(Default)]
pub(crate) struct Partner(RefCell<Option<(String, RawStub)>>);

impl Partner {
    /// The same as [`Ask::ask`].
    pub(crate) async fn ask<C: Serialize, R: DeserializeOwned>(
        &self,
        env: &Env,
        binding: &'static str,
        name: &str,
        call: &C,
    ) -> Result<R> {
        let known = self.0.borrow().clone().filter(|(of, _)| of == name);
        let stub = match known {
            Some((_, stub)) => stub,
            None => {
                let found: RawStub = stub(env, binding, name)?.into_rpc();
                self.0.replace(Some((name.to_owned(), found.clone())));
                found
            }
        };
        let answer = ask_stub(&stub, binding, call).await;
        if answer.is_err() {
            // After a failure of its object a stub fails for ever.
            self.0.take();
        }
        answer
    }
}

async fn ask_stub<C: Serialize, R: DeserializeOwned>(
    stub: &RawStub,
    binding: &'static str,
    call: &C,
) -> Result<R> {
    let body = serde_json::to_string(call).map_err(at("call"))?;
    let sent = send(stub, binding, &body)?;
    let answered = heard(sent).await.map_err(at(binding))?;
    if answered.status == 200 {
        return serde_json::from_str(&answered.text).map_err(at("answer"));
    }
    Err(refusal_of(binding, &answered))
}

/// What an object refused, without a request's id: the router knows it.
fn refusal_of(binding: &'static str, answered: &Answered) -> Refusal {
    let mut refusal = match serde_json::from_str::<ErrorBody>(&answered.text) {
        Ok(body) => Refusal::from(body.error),
        Err(_) => Refusal::internal(binding),
    };
    refusal.report.request_id = None;
    refusal.retry_after_seconds = answered.retry_after;
    refusal
}

/// What an object answered.
struct Answered {
    status: u16,
    text: String,
    retry_after: Option<u32>,
}

fn send(stub: &RawStub, binding: &'static str, body: &str) -> Result<js_sys::Promise> {
    let init = web_sys::RequestInit::new();
    init.set_method("POST");
    init.set_body(&body.into());
    stub.fetch("http://object/", &init).map_err(at(binding))
}

async fn heard(sent: js_sys::Promise) -> std::result::Result<Answered, JsValue> {
    let response: web_sys::Response = JsFuture::from(sent).await?.unchecked_into();
    read_whole(&response).await
}

async fn read_whole(response: &web_sys::Response) -> std::result::Result<Answered, JsValue> {
    let text = JsFuture::from(response.text()?).await?;
    let status = response.status();
    let retry_after = match status {
        200 => None,
        _ => response.headers().get("retry-after")?,
    };
    Ok(Answered {
        status,
        text: text.as_string().unwrap_or_default(),
        retry_after: retry_after.and_then(|seconds| seconds.parse().ok()),
    })
}

/// Hands a socket's upgrade on to an object. Of the client's request goes along what stands for the
/// address it came from, and nothing else.
pub(crate) async fn socket(
    env: &Env,
    binding: &'static str,
    name: &str,
    path: &str,
    from: &str,
) -> Result<Response> {
    let headers = Headers::new();
    for (name, value) in [("upgrade", "websocket"), (FROM, from)] {
        headers.set(name, value).map_err(at("upgrade"))?;
    }
    let mut init = RequestInit::new();
    init.with_method(Method::Get).with_headers(headers);
    let request =
        Request::new_with_init(&format!("http://object{path}"), &init).map_err(at("upgrade"))?;
    let response = stub(env, binding, name)?
        .fetch_with_request(request)
        .await
        .map_err(at(binding))?;
    if response.status_code() == 101 {
        return Ok(response);
    }
    let response = web_sys::Response::from(response);
    let answered = read_whole(&response).await.map_err(at(binding))?;
    Err(refusal_of(binding, &answered))
}

fn stub(env: &Env, binding: &'static str, name: &str) -> Result<Stub> {
    env.durable_object(binding)
        .and_then(|namespace| namespace.get_by_name(name))
        .map_err(at(binding))
}

/// An object's answer.
pub(crate) fn answer(result: Result<Raw>) -> worker::Result<Response> {
    match result {
        Ok(raw) => Response::ok(raw.get()),
        Err(refusal) => refusal.response(""),
    }
}

/// Reads a call in an object.
pub(crate) async fn read<C: DeserializeOwned>(request: &mut Request) -> Result<C> {
    let text = request.text().await.map_err(at("call"))?;
    serde_json::from_str(&text).map_err(|_| Refusal::from(ErrorCode::Malformed))
}
