//! What anyone may ask: a site's public part, and a new conversation.
//!
//! Invariant: a start touches no object of the conversation. Its token says what it begins with; the log is
//! made with the visitor's first act.

use crate::answer::{json, wrong_method};
use crate::auth::token::{ConversationSeed, Opening, VISITOR_MILLIS, VisitorClaims};
use crate::error::{Refusal, Result};
use crate::objects;
use crate::objects::desk::DeskCall;
use crate::platform;
use crate::request::Call;
use crate::sandbox::store::SandboxCall;
use futures_util::future::{Either, select};
use handrail_protocol::api::{PublicSite, StartRequest, StartResponse};
use handrail_protocol::{Availability, ErrorCode, SiteId, UnixMillis};
use serde::Serialize;
use serde::de::IgnoredAny;
use std::cell::RefCell;
use std::pin::pin;
use worker::{Env, Method, Response};

/// An idempotency key is the client's own random text: 16 random bytes are 22 characters of base64, or 32 digits.
const KEY_BYTES: std::ops::RangeInclusive<usize> = 22..=128;
/// A start with the same key is the same conversation on one day, in UTC.
const REPEATS_MILLIS: u64 = 24 * 60 * 60 * 1000;
/// The longest language tag and path that are looked at.
const LOCALE_MAX_BYTES: usize = 64;
const PAGE_MAX_BYTES: usize = 2_048;

/// How old what is told of people may be.
const PEOPLE_MILLIS: u64 = 1_000;
/// Whoever asks for a page waits for the desk no longer.
const DESK_PATIENCE_MILLIS: u64 = 250;

thread_local! {
    static PEOPLE: RefCell<Vec<(SiteId, UnixMillis, Availability)>> = RefCell::default();
}

#[derive(Serialize)]
struct SiteAnswer<'a> {
    site: &'a PublicSite,
    people: Availability,
}

/// `GET /api/v1/sites/{site}`.
pub(crate) async fn one(call: &mut Call, site: &str) -> Result<Response> {
    if call.method != Method::Get {
        return Err(wrong_method());
    }
    let id = SiteId::parse(site).map_err(|_| ErrorCode::UnknownSite)?;
    call.count_look()?;
    let site = call.site(&id).await?;
    let people = people(call, &id).await;
    json(&SiteAnswer {
        site: &site.public,
        people,
    })
}

/// Whether people are there, as of a moment ago: a site has one desk, and anyone may ask.
async fn people(call: &Call, id: &SiteId) -> Availability {
    let now = platform::now();
    let fresh = PEOPLE.with_borrow_mut(|kept| {
        kept.retain(|(_, at, _)| now.since(*at) < PEOPLE_MILLIS);
        let of_site = kept.iter().find(|(site, ..)| site == id);
        of_site.map(|(.., people)| people.clone())
    });
    if let Some(people) = fresh {
        return people;
    }
    let people = people_at_once(&call.env, id).await;
    PEOPLE.with_borrow_mut(|kept| kept.push((id.clone(), now, people.clone())));
    people
}

/// Whether people are there, as far as the desk says so within moments: a page does not wait for it.
/// Until it has answered, the truth is that nobody is known to be there.
async fn people_at_once(env: &Env, site: &SiteId) -> Availability {
    let asked = pin!(objects::desk(env, site, DeskCall::People));
    match select(asked, pin!(platform::sleep(DESK_PATIENCE_MILLIS))).await {
        Either::Left((people, _)) => people.unwrap_or_default(),
        Either::Right(_) => Availability::default(),
    }
}

/// `POST /api/v1/sites/{site}/conversations`.
pub(crate) async fn start(call: &mut Call, site: &str) -> Result<Response> {
    if call.method != Method::Post {
        return Err(wrong_method());
    }
    let id = SiteId::parse(site).map_err(|_| ErrorCode::UnknownSite)?;
    call.count_start()?;
    let site = call.site(&id).await?;
    let request: StartRequest = call.body().await?;
    let within =
        |text: &Option<String>, most: usize| text.as_ref().is_none_or(|it| it.len() <= most);
    if !within(&request.locale, LOCALE_MAX_BYTES) {
        return Err(Refusal::new(
            ErrorCode::InvalidField,
            "`locale` is too long.",
        ));
    }
    if !within(&request.page, PAGE_MAX_BYTES) {
        return Err(Refusal::new(ErrorCode::InvalidField, "`page` is too long."));
    }
    let key = call.header("idempotency-key");
    let now = platform::now();
    let today = UnixMillis(now.0 - now.0 % REPEATS_MILLIS);
    let repeatable = |key: &str| format!("{} {} {key}", site.epoch, today.0);
    let key = match key.as_deref() {
        None => None,
        Some(key) if KEY_BYTES.contains(&key.len()) => Some(repeatable(key)),
        Some(_) => {
            let message = "The Idempotency-Key has to have 22 to 128 characters, made of 16 random bytes or more.";
            return Err(Refusal::new(ErrorCode::InvalidField, message));
        }
    };
    let (origin, client) = (call.header("origin"), call.client.to_string());
    let (seed, issued_at) = match &key {
        None => (ConversationSeed::Random(platform::random()), now),
        // Whoever repeats a start gets no token that outlives what was revoked since the first.
        Some(key) => {
            let seed = ConversationSeed::Repeatable {
                key,
                origin: origin.as_deref().unwrap_or_default(),
                client: &client,
            };
            (seed, today)
        }
    };
    let token_key = &call.settings.token_key;
    let conversation = token_key.conversation(&id, seed);
    let expires_at = now.plus(VISITOR_MILLIS);
    let wanted = request.locale.as_deref().unwrap_or_default();
    let page = request.page.as_deref();
    let page = page.map(|page| page.split(['?', '#']).next().unwrap_or_default().to_owned());
    let token = token_key.sign_visitor(VisitorClaims {
        conversation: conversation.clone(),
        epoch: site.epoch,
        issued_at,
        expires_at,
        opening: Opening {
            locale: site.policy.locale_for(wanted),
            page,
        },
    });
    if site.is_sandbox {
        let started = SandboxCall::Started {
            conversation: conversation.clone(),
        };
        objects::ask::<_, IgnoredAny>(&call.env, "SANDBOX", id.as_str(), &started).await?;
    }
    let people = people_at_once(&call.env, &id).await;
    json(&StartResponse {
        conversation,
        token,
        expires_at,
        disclosure: site.file.public_disclosure(),
        site: site.public.clone(),
        people,
    })
}
