//! What the administrator asks, with the machine's secret: site files, articles, agents' codes.

use crate::answer::{Empty, json, wrong_method};
use crate::auth::token::same_secret;
use crate::error::{Refusal, Result, at};
use crate::http::frames;
use crate::http::limits::{ARTICLES_MAX_BYTES, BODY_MAX_BYTES};
use crate::knowledge::index::{self, KnowledgeCall};
use crate::log::{Level, LogLine};
use crate::metrics;
use crate::objects;
use crate::objects::Raw;
use crate::objects::conversation::ConversationCall;
use crate::objects::desk::DeskCall;
use crate::objects::site::{SiteCall, Snapshot};
use crate::proxy;
use crate::request::Call;
use crate::site::cache;
use handrail_mask::{Context, Masker};
use handrail_protocol::api::ArticleUpload;
use handrail_protocol::{ConversationId, ErrorCode, SiteId};
use serde::Serialize;
use serde::de::IgnoredAny;
use worker::{Method, Response, ResponseBuilder};

/// The longest search.
const QUERY_MAX_BYTES: usize = 2_000;

/// A site file as it is held.
#[derive(Serialize)]
struct SiteFileAnswer<'a> {
    id: &'a SiteId,
    version: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
}

/// The sites there are.
#[derive(Serialize)]
struct SitesAnswer {
    sites: Vec<SiteId>,
}

/// `/api/v1/admin/sites`.
pub(crate) async fn sites(call: &mut Call) -> Result<Response> {
    check_secret(call)?;
    if call.method != Method::Get {
        return Err(wrong_method());
    }
    let sites = objects::directory(&call.env, SiteCall::All).await?;
    json(&SitesAnswer { sites })
}

/// `/metrics`: what this isolate counted, for Prometheus.
pub(crate) fn metrics(call: &mut Call) -> Result<Response> {
    check_secret(call)?;
    if call.method != Method::Get {
        return Err(wrong_method());
    }
    let answer = ResponseBuilder::new()
        .with_header("content-type", "text/plain; version=0.0.4; charset=utf-8")
        .and_then(|it| it.with_header("cache-control", "no-store"))
        .map_err(at("metrics"))?;
    Ok(answer.fixed(metrics::text().into_bytes()))
}

fn check_secret(call: &mut Call) -> Result<()> {
    call.check_origin(&[])?;
    let secret = call.bearer()?;
    call.count_secret()?;
    let is_admin = call
        .settings
        .admin_secret
        .as_deref()
        .is_some_and(|admin| same_secret(admin, &secret));
    if is_admin {
        call.secret_was_right();
        return Ok(());
    }
    // To be counted by whoever watches: nobody mistypes this often.
    LogLine::new(Level::Warn, "wrong admin secret")
        .request(&call.id)
        .write();
    Err(ErrorCode::Unauthorized.into())
}

/// `/api/v1/admin/sites/{site}/…`.
pub(crate) async fn call(call: &mut Call, site: &str, rest: &[&str]) -> Result<Response> {
    check_secret(call)?;
    let site = SiteId::parse(site)
        .map_err(|error| Refusal::new(ErrorCode::SiteInvalid, format!("`id`: {error}")))?;
    match (rest, &call.method) {
        ([], Method::Put) => {
            let text = call.text(BODY_MAX_BYTES).await?;
            let loaded = cache::put(&call.env, &site, &text, None, false).await?;
            json(&SiteFileAnswer {
                id: &site,
                version: loaded.policy.config_version,
                text: None,
            })
        }
        ([], Method::Get) => {
            known(call, &site).await?;
            let snapshot: Snapshot = objects::site(&call.env, &site, SiteCall::Snapshot).await?;
            json(&SiteFileAnswer {
                id: &site,
                version: snapshot.version,
                text: Some(&snapshot.text),
            })
        }
        (["articles"], Method::Put) => {
            known(call, &site).await?;
            let bytes = call.bytes(ARTICLES_MAX_BYTES).await?;
            let articles: Vec<ArticleUpload> = frames::list(&bytes)?;
            let replace = KnowledgeCall::Replace { articles };
            let name = index::object_name(&site);
            let loaded: Raw = objects::ask(&call.env, "KNOWLEDGE", &name, &replace).await?;
            json(&loaded)
        }
        (["search"], Method::Get) => search(call, &site).await,
        (["agents", email, "code"], Method::Post) => {
            known(call, &site).await?;
            let code = SiteCall::Code {
                email: (*email).to_owned(),
            };
            let code: Raw = objects::site(&call.env, &site, code).await?;
            json(&code)
        }
        (["agents", email, "sessions"], Method::Delete) => {
            known(call, &site).await?;
            let end = SiteCall::EndSessions {
                email: (*email).to_owned(),
            };
            let gone = DeskCall::SignedOut {
                agent: objects::site(&call.env, &site, end).await?,
                session: None,
            };
            objects::desk::<IgnoredAny>(&call.env, &site, gone).await?;
            json(&Empty {})
        }
        (["proxy-keys", rest @ ..], _) => {
            known(call, &site).await?;
            proxy::keys(call, &site, rest).await
        }
        (["vault", "rewrap"], Method::Post) => {
            known(call, &site).await?;
            super::vault::rewrap(call, &site).await
        }
        (["revoke-tokens"], Method::Post) => {
            known(call, &site).await?;
            objects::site::<IgnoredAny>(&call.env, &site, SiteCall::RevokeTokens).await?;
            cache::forget(&site);
            json(&Empty {})
        }
        (["conversations", id, "revoke-tokens"], Method::Post) => {
            let id = ConversationId::parse(*id).map_err(|_| ErrorCode::NotFound)?;
            if id.site() != site || !call.settings.token_key.made(&id) {
                return Err(ErrorCode::NotFound.into());
            }
            let revoke = ConversationCall::Revoke;
            objects::conversation::<IgnoredAny>(&call.env, &id, None, revoke).await?;
            json(&Empty {})
        }
        (
            []
            | ["articles" | "search" | "revoke-tokens"]
            | ["agents", _, "code" | "sessions"]
            | ["vault", "rewrap"]
            | ["conversations", _, "revoke-tokens"],
            _,
        ) => Err(wrong_method()),
        _ => Err(ErrorCode::NotFound.into()),
    }
}

async fn search(call: &mut Call, site: &SiteId) -> Result<Response> {
    let loaded = cache::load(&call.env, &call.settings, site).await?;
    let text = call.query("q").unwrap_or_default();
    if text.trim().is_empty() || text.len() > QUERY_MAX_BYTES {
        let message = "`q` has to hold a question of at most 2,000 bytes.";
        return Err(Refusal::new(ErrorCode::InvalidField, message));
    }
    // A question pasted here may be a customer's: it is masked like one.
    let masked = Masker::default().mask_irreversibly(text, &Context::default());
    let find = KnowledgeCall::Search {
        query: masked.without_placeholders().as_str().to_owned(),
        locale: call.query("locale").map_or_else(
            || loaded.policy.locale_for(""),
            |locale| loaded.policy.locale_for(locale),
        ),
    };
    let name = index::object_name(&loaded.knowledge);
    let found: Raw = objects::ask(&call.env, "KNOWLEDGE", &name, &find).await?;
    json(&found)
}

async fn known(call: &Call, site: &SiteId) -> Result<()> {
    cache::load(&call.env, &call.settings, site)
        .await
        .map(|_| ())
}
