//! The sandbox's calls. Demo mode only: elsewhere there is nothing at these addresses.

use crate::answer::{json, wrong_method};
use crate::auth::token::{Claims, SANDBOX_MILLIS};
use crate::error::{Refusal, Result};
use crate::objects;
use crate::objects::Raw;
use crate::objects::site::SiteCall;
use crate::platform;
use crate::request::Call;
use crate::sandbox::store::{SandboxCall, SwitchesChange};
use crate::site::cache;
use handrail_protocol::api::{SignInCode, WAIT_MAX_SECONDS};
use handrail_protocol::{ErrorCode, SiteId, UnixMillis};
use serde::Serialize;
use serde::de::IgnoredAny;
use worker::{Method, Response};

#[derive(Serialize)]
struct Visit {
    site: SiteId,
    owner_token: String,
    desk_code: String,
    expires_at: UnixMillis,
    model: String,
}

/// `/api/v1/sandbox/…`.
pub(crate) async fn call(call: &mut Call, rest: &[&str]) -> Result<Response> {
    if !call.settings.is_demo() {
        return Err(ErrorCode::NotFound.into());
    }
    call.check_origin(&[])?;
    match (rest, &call.method) {
        ([], Method::Post) => begin(call).await,
        ([site, "switches"], Method::Patch) => {
            let site = owned(call, site)?;
            let change: SwitchesChange = call.body().await?;
            let set = SandboxCall::Set { change };
            json(&objects::ask::<_, Raw>(&call.env, "SANDBOX", site.as_str(), &set).await?)
        }
        ([site, "switches"], Method::Get) => {
            let site = owned(call, site)?;
            let read = SandboxCall::Switches;
            json(&objects::ask::<_, Raw>(&call.env, "SANDBOX", site.as_str(), &read).await?)
        }
        ([site, "trace"], Method::Get) => {
            let site = owned(call, site)?;
            let read = SandboxCall::Read {
                after: call.query_number("after")?,
                wait_seconds: call.query_number("wait")?.min(WAIT_MAX_SECONDS),
            };
            json(&objects::ask::<_, Raw>(&call.env, "SANDBOX", site.as_str(), &read).await?)
        }
        ([] | [_, "switches" | "trace"], _) => Err(wrong_method()),
        _ => Err(ErrorCode::NotFound.into()),
    }
}

async fn begin(call: &mut Call) -> Result<Response> {
    let _: IgnoredAny = call.body().await?;
    call.count_start()?;
    let original =
        SiteId::parse(call.settings.sandbox_site.as_str()).map_err(|_| ErrorCode::UnknownSite)?;
    let original = cache::load(&call.env, &call.settings, &original).await?;
    let site = call.settings.token_key.sandbox_site(platform::random());
    let expires_at = platform::now().plus(SANDBOX_MILLIS);
    let begin = SandboxCall::Begin {
        site: site.clone(),
        expires_at,
    };
    objects::ask::<_, IgnoredAny>(&call.env, "SANDBOX", site.as_str(), &begin).await?;
    let text = original.text();
    let knowledge = Some(original.knowledge.clone());
    let visit = cache::put(&call.env, &site, text, knowledge, true).await?;
    let agent = visit.file.agent.first().ok_or_else(|| {
        Refusal::new(
            ErrorCode::SiteInvalid,
            "The site file names no agent for the desk.",
        )
    })?;
    let code = SiteCall::Code {
        email: agent.email.clone(),
    };
    let code: SignInCode = objects::site(&call.env, &site, code).await?;
    let owner_token = call.settings.token_key.sign(&Claims::SandboxOwner {
        site: site.clone(),
        expires_at,
    });
    json(&Visit {
        site,
        owner_token,
        desk_code: code.code,
        expires_at,
        model: visit.public.model.clone(),
    })
}

/// The visit, once the token is known to be its owner's.
fn owned(call: &Call, site: &str) -> Result<SiteId> {
    match call.claims()? {
        Claims::SandboxOwner { site: of, .. } if of.as_str() == site => Ok(of),
        _ => Err(ErrorCode::Forbidden.into()),
    }
}
