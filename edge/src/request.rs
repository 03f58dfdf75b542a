//! One request, read: who asks from where, and what they bring along.

use crate::auth::token::Claims;
use crate::error::{Refusal, Result, at};
use crate::http::frames;
use crate::http::headers;
use crate::http::limits::{
    BODY_MAX_BYTES, ByAddress, CSP_REPORTS, Client, Rate, UNKNOWN_KEYS, VISITORS_AN_ADDRESS,
    WRONG_CODES, WRONG_SECRETS,
};
use crate::log::RequestId;
use crate::objects;
use crate::objects::desk::DeskCall;
use crate::platform;
use crate::settings::{Mode, Settings};
use crate::site::cache::{self, LoadedSite};
use futures_util::StreamExt as _;
use handrail_protocol::{ErrorCode, SiteId};
use percent_encoding::percent_decode_str;
use serde::de::{DeserializeOwned, IgnoredAny};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use worker::{Context, Env, Method, Request, Response};

/// A request on its way to its group.
pub(crate) struct Call {
    /// GET, POST, …
    pub(crate) method: Method,
    /// Below the origin, decoded.
    pub(crate) path: String,
    /// The machine's settings.
    pub(crate) settings: Rc<Settings>,
    /// The platform.
    pub(crate) env: Env,
    /// The edge's own origins.
    pub(crate) own: Vec<String>,
    /// Names this request.
    pub(crate) id: RequestId,
    /// For work that goes on after the answer.
    pub(crate) context: Rc<Context>,
    /// Who sends it.
    pub(crate) client: Client,
    query: HashMap<String, String>,
    /// What the request was sent to.
    origin: String,
    request: Request,
    /// Set once the origin is known to be allowed.
    allowed_origin: Option<String>,
}

/// So often may be asked what needs no token for each start that is allowed: panels open and connect
/// more often than they begin.
const LOOKS_A_START: u32 = 10;
/// So often may be called at all: one tab that can't have a socket calls some ten times a minute, and many
/// tabs stand behind one address.
const CALLS_A_START: u32 = 100;

thread_local! {
    static CALLS: RefCell<ByAddress> = RefCell::default();
    static MESSAGES: RefCell<ByAddress> = RefCell::default();
    static STARTS: RefCell<ByAddress> = RefCell::default();
    static CODES: RefCell<ByAddress> = RefCell::default();
    static SECRETS: RefCell<ByAddress> = RefCell::default();
    static KEYS: RefCell<ByAddress> = RefCell::default();
    static LOOKS: RefCell<ByAddress> = RefCell::default();
    static REPORTS: RefCell<ByAddress> = RefCell::default();
}

/// Where one kind of call is counted.
type Counter = std::thread::LocalKey<RefCell<ByAddress>>;

impl Call {
    /// Reads a request.
    pub(crate) fn read(
        request: Request,
        env: Env,
        context: Context,
        settings: Rc<Settings>,
        id: RequestId,
    ) -> Result<Self> {
        let url = request.url().map_err(|_| ErrorCode::NotFound)?;
        let origin = url.origin().ascii_serialization();
        let own = headers::own_origins(&settings, &origin);
        let query = url.query_pairs().into_owned().collect();
        Ok(Self {
            client: client(&request, &settings),
            method: request.method(),
            path: decoded(url.path())?,
            settings,
            env,
            own,
            id,
            context: Rc::new(context),
            query,
            origin,
            request,
            allowed_origin: None,
        })
    }

    /// The group of calls, for the log: no ids.
    pub(crate) fn group(&self) -> &'static str {
        let segments: Vec<&str> = self.path.split('/').skip(1).take(3).collect();
        match segments.as_slice() {
            ["api", "v1", "sites", ..] => "sites",
            ["api", "v1", "conversations", ..] => "conversations",
            ["api", "v1", "desk", ..] => "desk",
            ["api", "v1", "admin", ..] => "admin",
            ["api", "v1", "sandbox", ..] => "sandbox",
            ["api", ..] => "api",
            ["v1", ..] => "proxy",
            ["metrics"] => "metrics",
            ["csp-reports"] => "reports",
            _ => "assets",
        }
    }

    /// For customers, not for a demo.
    pub(crate) fn is_production(&self) -> bool {
        self.settings.mode == Mode::Production
    }

    /// A header.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        self.request.headers().get(name).ok().flatten()
    }

    /// A field of the query.
    pub(crate) fn query(&self, name: &str) -> Option<&str> {
        self.query.get(name).map(String::as_str)
    }

    /// A number of the query; absent reads as 0.
    pub(crate) fn query_number(&self, name: &'static str) -> Result<u32> {
        match self.query(name) {
            None | Some("") => Ok(0),
            Some(text) => text.parse().map_err(|_| {
                Refusal::new(
                    ErrorCode::InvalidField,
                    format!("`{name}` has to be a whole number."),
                )
            }),
        }
    }

    /// The bearer token.
    pub(crate) fn bearer(&self) -> Result<String> {
        let header = self
            .header("authorization")
            .ok_or(ErrorCode::Unauthorized)?;
        let (scheme, token) = header.split_once(' ').ok_or(ErrorCode::Unauthorized)?;
        if scheme.eq_ignore_ascii_case("bearer") && !token.trim().is_empty() {
            Ok(token.trim().to_owned())
        } else {
            Err(ErrorCode::Unauthorized.into())
        }
    }

    /// What the bearer token says, once it is verified.
    pub(crate) fn claims(&self) -> Result<Claims> {
        let token = self.bearer()?;
        Ok(self.settings.token_key.verify(&token, platform::now())?)
    }

    /// Is it a socket's upgrade?
    pub(crate) fn is_upgrade(&self) -> bool {
        self.header("upgrade")
            .is_some_and(|upgrade| upgrade.eq_ignore_ascii_case("websocket"))
    }

    /// The site, where it is set up and this page may call about it. A visit to the sandbox whose
    /// server is "stopped" refuses everything.
    pub(crate) async fn site(&mut self, id: &SiteId) -> Result<Rc<LoadedSite>> {
        let site = cache::load(&self.env, &self.settings, id).await;
        match site {
            Ok(site) => {
                self.check_origin(&site.file.origins)?;
                if site.is_sandbox {
                    crate::sandbox::visit::check_running(&self.env, id).await?;
                }
                Ok(site)
            }
            Err(refusal) => {
                // An unknown site has no list; the edge's own pages may read the refusal.
                let _ = self.check_origin(&[]);
                Err(refusal)
            }
        }
    }

    /// May this page call? Programs without an `Origin` may.
    pub(crate) fn check_origin(&mut self, site_origins: &[String]) -> Result<()> {
        let Some(origin) = self.header("origin") else {
            return Ok(());
        };
        if !headers::may_call(&origin, &self.own, site_origins) {
            return Err(ErrorCode::OriginNotAllowed.into());
        }
        self.allowed_origin = Some(origin);
        Ok(())
    }

    /// Is the desk here? Where it has an origin of its own, it is nowhere else.
    pub(crate) fn has_desk(&self) -> bool {
        let desk = self.settings.desk_origin.as_deref();
        desk.is_none_or(|desk| headers::is_same_host(desk, &self.origin))
    }

    /// May this page call the desk? No site's pages may, and where the desk has an origin of its own,
    /// only that one's.
    pub(crate) fn check_desk(&mut self) -> Result<()> {
        if !self.has_desk() {
            let message = "The desk is not at this address. It has one of its own.";
            return Err(Refusal::new(ErrorCode::NotFound, message));
        }
        if let Some(desk) = &self.settings.desk_origin
            && self.header("origin").is_some_and(|origin| origin != *desk)
        {
            return Err(ErrorCode::OriginNotAllowed.into());
        }
        self.check_origin(&[])
    }

    /// The headers that let the page read the answer, once it is known to be allowed.
    pub(crate) fn cors_headers(&self) -> Vec<(&'static str, String)> {
        self.allowed_origin
            .as_deref()
            .map(headers::cors)
            .unwrap_or_default()
    }

    /// Answers a preflight: for the page's own call, which is checked again when it comes.
    pub(crate) async fn preflight(&mut self) -> Result<Response> {
        let segments: Vec<String> = self.path.split('/').skip(3).map(str::to_owned).collect();
        let site = match segments.first().map(String::as_str) {
            Some("sites") => segments
                .get(1)
                .and_then(|site| SiteId::parse(site.as_str()).ok()),
            Some("conversations") => segments
                .get(1)
                .and_then(|id| handrail_protocol::ConversationId::parse(id.as_str()).ok())
                .filter(|id| self.settings.token_key.made(id))
                .map(|id| id.site()),
            _ => None,
        };
        let origins = match &site {
            Some(site) => cache::load(&self.env, &self.settings, site)
                .await
                .map(|site| site.file.origins.clone())
                .unwrap_or_default(),
            None => Vec::new(),
        };
        self.check_origin(&origins)?;
        let response = Response::empty().map_err(at("preflight"))?.with_status(204);
        let headers = response.headers().clone();
        for (name, value) in headers::preflight().into_iter().chain(self.cors_headers()) {
            headers.set(name, &value).map_err(at("preflight"))?;
        }
        Ok(response.with_headers(headers))
    }

    /// The body, as the call takes it. An empty one reads as `{}` where everything is optional.
    pub(crate) async fn body<T: DeserializeOwned>(&mut self) -> Result<T> {
        let kind = self.header("content-type").unwrap_or_default();
        let bytes = self.bytes(BODY_MAX_BYTES).await?;
        if bytes.is_empty() {
            return frames::body(b"{}");
        }
        let kind = kind
            .split(';')
            .next()
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase();
        if kind != "application/json" {
            return Err(ErrorCode::UnsupportedMediaType.into());
        }
        frames::body(&bytes)
    }

    /// Aborted when the caller goes away.
    pub(crate) fn signal(&self) -> worker::web_sys::AbortSignal {
        self.request.inner().signal()
    }

    /// The body as text.
    pub(crate) async fn text(&mut self, limit: usize) -> Result<String> {
        let bytes = self.bytes(limit).await?;
        String::from_utf8(bytes).map_err(|_| ErrorCode::InvalidUtf8.into())
    }

    /// The body's bytes, no more than `limit` of them.
    pub(crate) async fn bytes(&mut self, limit: usize) -> Result<Vec<u8>> {
        let announced = self
            .header("content-length")
            .and_then(|length| length.parse::<usize>().ok());
        if announced.is_some_and(|length| length > limit) {
            return Err(ErrorCode::TooLarge.into());
        }
        if announced.is_some() {
            // The platform takes no more than what was announced.
            return self
                .request
                .bytes()
                .await
                .map_err(|_| ErrorCode::Malformed.into());
        }
        if self.request.inner().body().is_none() {
            return Ok(Vec::new());
        }
        let mut stream = self.request.stream().map_err(at("body"))?;
        let mut bytes = Vec::with_capacity(announced.unwrap_or(1_024));
        while let Some(chunk) = stream.next().await {
            let chunk = chunk.map_err(|_| ErrorCode::Malformed)?;
            if bytes.len() + chunk.len() > limit {
                return Err(ErrorCode::TooLarge.into());
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    }

    /// Counts a call of the API, by address, before anything is asked for it.
    pub(crate) fn count_call(&self) -> Result<()> {
        self.count(&CALLS, self.per_start(CALLS_A_START))
    }

    /// Counts a message of a visitor, by address: a visitor can begin many conversations.
    pub(crate) fn count_message(&self) -> Result<()> {
        let messages = self.settings.messages_per_minute;
        let rate = Rate::per_minute(messages.saturating_mul(VISITORS_AN_ADDRESS));
        self.count(&MESSAGES, rate)
    }

    /// Counts a start of something that makes an object, by address.
    pub(crate) fn count_start(&self) -> Result<()> {
        self.count(&STARTS, self.per_start(1))
    }

    /// Counts what anyone may ask without a token, by address: a site's public part, a socket.
    pub(crate) fn count_look(&self) -> Result<()> {
        self.count(&LOOKS, self.per_start(LOOKS_A_START))
    }

    /// Counts a browser's report, by address.
    pub(crate) fn count_report(&self) -> Result<()> {
        self.count(&REPORTS, CSP_REPORTS)
    }

    /// Counts a sign-in as wrong, by address, until [`Self::code_was_right`].
    pub(crate) fn count_code(&self) -> Result<()> {
        self.count(&CODES, WRONG_CODES)
    }

    /// It was none.
    pub(crate) fn code_was_right(&self) {
        self.take_back(&CODES);
    }

    /// Stands for the client's address towards the objects of a site: the same each time, and it tells
    /// nothing.
    pub(crate) fn from(&self, site: &SiteId) -> String {
        self.settings
            .token_key
            .pseudonym(site, &self.client.to_string())
    }

    /// Tells a desk something, beside whatever the call does. The desk is a projection: nobody waits for
    /// it, and what does not reach it now it learns by the next thing it is told.
    pub(crate) fn tell_desk(&self, site: &SiteId, call: DeskCall) {
        let (env, site) = (self.env.clone(), site.clone());
        self.context.wait_until(async move {
            let _: Result<IgnoredAny> = objects::desk(&env, &site, call).await;
        });
    }

    /// Counts an admin secret as wrong, by address, until [`Self::secret_was_right`].
    pub(crate) fn count_secret(&self) -> Result<()> {
        self.count(&SECRETS, WRONG_SECRETS)
    }

    /// It was none.
    pub(crate) fn secret_was_right(&self) {
        self.take_back(&SECRETS);
    }

    /// Counts a key of the masking proxy as unknown, by address, until [`Self::key_was_right`].
    pub(crate) fn count_key(&self) -> Result<()> {
        self.count(&KEYS, UNKNOWN_KEYS)
    }

    /// It was none.
    pub(crate) fn key_was_right(&self) {
        self.take_back(&KEYS);
    }

    fn per_start(&self, times: u32) -> Rate {
        Rate::per_minute(self.settings.starts_per_minute.saturating_mul(times))
    }

    fn count(&self, counter: &'static Counter, rate: Rate) -> Result<()> {
        let taken = counter.with_borrow_mut(|all| all.take(self.client, rate, platform::now()));
        taken.map_err(Refusal::too_many)
    }

    fn take_back(&self, counter: &'static Counter) {
        counter.with_borrow_mut(|all| all.give_back(self.client));
    }
}

/// Who sends the request.
fn client(request: &Request, settings: &Settings) -> Client {
    let header = |name| request.headers().get(name).ok().flatten();
    if settings.trust_forwarded
        && let Some(forwarded) = header("x-forwarded-for")
        && let Some(nearest) = forwarded.rsplit(',').next()
    {
        // The nearest proxy's word; what stands before it anyone can write.
        return Client::of(nearest);
    }
    let address = client_ip(request).or_else(|| header("cf-connecting-ip"));
    Client::of(&address.unwrap_or_default())
}

/// workerd tells the address in `request.cf.clientIp`.
fn client_ip(request: &Request) -> Option<String> {
    let cf = js_sys::Reflect::get(request.inner(), &"cf".into()).ok()?;
    js_sys::Reflect::get(&cf, &"clientIp".into())
        .ok()?
        .as_string()
}

fn decoded(path: &str) -> Result<String> {
    let is_escape = |after: &str| after.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
    if !path.split('%').skip(1).all(is_escape) {
        return Err(ErrorCode::NotFound.into());
    }
    let decoded = percent_decode_str(path).decode_utf8();
    decoded
        .map(Cow::into_owned)
        .map_err(|_| ErrorCode::InvalidUtf8.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_decoded_once() {
        assert_eq!(decoded("/a%40b%2fc").as_deref(), Ok("/a@b/c"));
        assert_eq!(decoded("/%2561").as_deref(), Ok("/%61"));
        assert_eq!(
            decoded("/%").map_err(|it| it.code()),
            Err(ErrorCode::NotFound)
        );
        assert_eq!(
            decoded("/%ff").map_err(|it| it.code()),
            Err(ErrorCode::InvalidUtf8)
        );
    }
}
