//! One request, read: who asks from where, and what they bring along.

use crate::auth::token::Claims;
use crate::error::{Refusal, Result, at};
use crate::http::frames;
use crate::http::headers;
use crate::http::limits::{self, BODY_MAX_BYTES, Buckets, CSP_REPORTS, Rate, WRONG_CODES};
use crate::log::RequestId;
use crate::objects;
use crate::objects::desk::DeskCall;
use crate::platform;
use crate::settings::{Mode, Settings};
use crate::site::cache::{self, LoadedSite};
use futures_util::StreamExt as _;
use handrail_protocol::{ErrorCode, SiteId};
use serde::de::{DeserializeOwned, IgnoredAny};
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

thread_local! {
    static STARTS: RefCell<Buckets> = RefCell::default();
    static CODES: RefCell<Buckets> = RefCell::default();
    static LOOKS: RefCell<Buckets> = RefCell::default();
    static REPORTS: RefCell<Buckets> = RefCell::default();
}

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

    /// Counts a start of something that makes an object, by address.
    pub(crate) fn count_start(&self) -> Result<()> {
        let rate = Rate::per_minute(self.settings.starts_per_minute);
        let client = self.client();
        let now = platform::now();
        STARTS
            .with_borrow_mut(|starts| starts.take(&client, rate, now))
            .map_err(Refusal::too_many)
    }

    /// Counts what anyone may ask without a token, by address: a site's public part, a socket.
    pub(crate) fn count_look(&self) -> Result<()> {
        let looks = self
            .settings
            .starts_per_minute
            .saturating_mul(LOOKS_A_START);
        let (client, rate) = (self.client(), Rate::per_minute(looks));
        LOOKS
            .with_borrow_mut(|asked| asked.take(&client, rate, platform::now()))
            .map_err(Refusal::too_many)
    }

    /// Counts a browser's report, by address.
    pub(crate) fn count_report(&self) -> Result<()> {
        let (client, now) = (self.client(), platform::now());
        REPORTS
            .with_borrow_mut(|reports| reports.take(&client, CSP_REPORTS, now))
            .map_err(Refusal::too_many)
    }

    /// Counts a sign-in as wrong, by address, until [`Self::code_was_right`].
    pub(crate) fn count_code(&self) -> Result<()> {
        let (client, now) = (self.client(), platform::now());
        CODES
            .with_borrow_mut(|codes| codes.take(&client, WRONG_CODES, now))
            .map_err(Refusal::too_many)
    }

    /// It was none.
    pub(crate) fn code_was_right(&self) {
        let client = self.client();
        CODES.with_borrow_mut(|codes| codes.give_back(&client));
    }

    /// Stands for the client's address towards the objects of a site: the same each time, and it tells
    /// nothing.
    pub(crate) fn from(&self, site: &SiteId) -> String {
        self.settings.token_key.pseudonym(site, &self.client())
    }

    /// Tells a desk something, beside whatever the call does. The desk is a projection: nobody waits for
    /// it, and what does not reach it now it learns by the next thing it is told.
    pub(crate) fn tell_desk(&self, site: &SiteId, call: DeskCall) {
        let (env, site) = (self.env.clone(), site.clone());
        self.context.wait_until(async move {
            let _: Result<IgnoredAny> = objects::desk(&env, &site, call).await;
        });
    }

    /// The address it came from, for counting.
    pub(crate) fn client(&self) -> String {
        if self.settings.trust_forwarded
            && let Some(forwarded) = self.header("x-forwarded-for")
            && let Some(nearest) = forwarded.rsplit(',').next()
        {
            // The nearest proxy's word; what stands before it anyone can write.
            return limits::client_address(nearest);
        }
        let address = self.client_ip().or_else(|| self.header("cf-connecting-ip"));
        limits::client_address(&address.unwrap_or_default())
    }

    /// workerd tells the address in `request.cf.clientIp`.
    fn client_ip(&self) -> Option<String> {
        let cf = js_sys::Reflect::get(self.request.inner(), &"cf".into()).ok()?;
        js_sys::Reflect::get(&cf, &"clientIp".into())
            .ok()?
            .as_string()
    }
}

fn decoded(path: &str) -> Result<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let hex = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16));
        let (Some(high), Some(low)) = (hex(rest.next()), hex(rest.next())) else {
            return Err(ErrorCode::NotFound.into());
        };
        bytes.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
    }
    String::from_utf8(bytes).map_err(|_| ErrorCode::InvalidUtf8.into())
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
