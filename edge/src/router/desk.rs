//! What agents ask: their session, the queue, one conversation.

use super::conversations::read_events;
use super::relay;
use crate::answer::{Empty, json, wrong_method};
use crate::auth::token::{Claims, DESK_MILLIS, base32, hashed};
use crate::error::{Refusal, Result};
use crate::objects;
use crate::objects::Raw;
use crate::objects::conversation::ConversationCall;
use crate::objects::desk::DeskCall;
use crate::objects::site::{Session, SiteCall};
use crate::platform;
use crate::request::Call;
use crate::site::sessions::signed_in;
use handrail_protocol::api::{
    RevealRequest, SayRequest, SignInRequest, SignInResponse, TakeRequest,
};
use handrail_protocol::{ConversationId, ErrorCode, QueuePage, Reader, SiteId};
use serde::de::IgnoredAny;
use worker::{Method, Response};

/// `/api/v1/desk/…`.
pub(crate) async fn call(call: &mut Call, rest: &[&str]) -> Result<Response> {
    call.check_desk()?;
    match rest {
        ["session"] => session(call).await,
        ["queue"] => {
            need(call, &Method::Get)?;
            let (site, known, _) = agent(call).await?;
            let wanted = match call.query("page") {
                None => DeskCall::Queue {
                    agent: known.agent.id,
                },
                Some(page) => DeskCall::QueuePage {
                    page: QueuePage::parse(page).map_err(|error| {
                        Refusal::new(ErrorCode::InvalidField, error.to_string())
                    })?,
                },
            };
            let queue: Raw = objects::desk(&call.env, &site, wanted).await?;
            json(&queue)
        }
        ["socket"] => {
            need(call, &Method::Get)?;
            if !call.is_upgrade() {
                return Err(not_a_socket());
            }
            call.count_look()?;
            match call.query("site").map(SiteId::parse) {
                Some(Ok(site)) => {
                    call.site(&site).await?;
                    objects::socket(
                        &call.env,
                        "DESK",
                        site.as_str(),
                        &format!("/desk/{site}"),
                        &call.from(&site),
                    )
                    .await
                }
                Some(Err(_)) => Err(ErrorCode::UnknownSite.into()),
                None => relay::desk(call),
            }
        }
        ["conversations", id, what] => {
            let id = ConversationId::parse(*id).map_err(|_| ErrorCode::NotFound)?;
            conversation(call, &id, what).await
        }
        _ => Err(ErrorCode::NotFound.into()),
    }
}

async fn session(call: &mut Call) -> Result<Response> {
    match call.method {
        Method::Post => {
            let SignInRequest { site, code } = call.body().await?;
            let site = SiteId::parse(site).map_err(|_| ErrorCode::UnknownSite)?;
            call.count_start()?;
            call.count_code()?;
            call.site(&site).await?;
            let secret = base32(&platform::random::<32>());
            let expires_at = platform::now().plus(DESK_MILLIS);
            let sign_in = SiteCall::SignIn {
                code,
                session: hashed(&secret),
                expires_at,
            };
            let known: Session = objects::site(&call.env, &site, sign_in).await?;
            call.code_was_right();
            let token = call.settings.token_key.sign(&Claims::Desk {
                agent: known.agent.id.clone(),
                role: known.role,
                secret,
                expires_at,
            });
            json(&SignInResponse {
                token,
                expires_at,
                agent: known.agent,
                role: known.role,
            })
        }
        Method::Delete => {
            let (site, known, session) = agent(call).await?;
            let out = SiteCall::SignOut {
                session: session.clone(),
            };
            objects::site::<IgnoredAny>(&call.env, &site, out).await?;
            let gone = DeskCall::SignedOut {
                agent: known.agent.id,
                session: Some(session),
            };
            call.tell_desk(&site, gone);
            json(&Empty {})
        }
        Method::Get => {
            let (_, known, _) = agent(call).await?;
            json(&known)
        }
        _ => Err(wrong_method()),
    }
}

async fn conversation(call: &mut Call, id: &ConversationId, what: &str) -> Result<Response> {
    if what == "socket" {
        need(call, &Method::Get)?;
        if !call.is_upgrade() {
            return Err(not_a_socket());
        }
        if !call.settings.token_key.made(id) {
            return Err(ErrorCode::NotFound.into());
        }
        call.count_look()?;
        call.site(&id.site()).await?;
        return objects::socket(
            &call.env,
            "CONVERSATION",
            id.as_str(),
            &format!("/agent/{id}"),
            &call.from(&id.site()),
        )
        .await;
    }
    let (site, known, _) = agent(call).await?;
    if id.site() != site {
        return Err(ErrorCode::Forbidden.into());
    }
    if !call.settings.token_key.made(id) {
        return Err(ErrorCode::NotFound.into());
    }
    if what == "events" {
        need(call, &Method::Get)?;
        let read = read_events(call, Reader::Agent)?;
        let page: Raw = objects::conversation(&call.env, id, None, read).await?;
        return json(&page);
    }
    let agent = known.agent;
    match what {
        "take" | "messages" | "notes" | "reveal" | "hand-back" | "resolve" => {}
        _ => return Err(ErrorCode::NotFound.into()),
    }
    need(call, &Method::Post)?;
    // Whoever acts is here.
    let here = DeskCall::Here {
        agent: agent.clone(),
    };
    call.tell_desk(&site, here);
    match what {
        "take" => {
            let TakeRequest { epoch } = call.body().await?;
            let take = ConversationCall::Take { agent, epoch };
            answered(call, id, take).await
        }
        "messages" => {
            let SayRequest { client_id, text } = call.body().await?;
            let say = ConversationCall::AgentSay {
                agent,
                client_id,
                text,
            };
            answered(call, id, say).await
        }
        "notes" => {
            let SayRequest { client_id, text } = call.body().await?;
            let note = ConversationCall::Note {
                agent,
                client_id,
                text,
            };
            answered(call, id, note).await
        }
        "reveal" => {
            let RevealRequest {
                placeholder,
                reason,
            } = call.body().await?;
            let reveal = ConversationCall::Reveal {
                agent,
                role: known.role,
                placeholder,
                reason,
            };
            answered(call, id, reveal).await
        }
        "hand-back" => done(call, id, ConversationCall::HandBack { agent }).await,
        _ => done(call, id, ConversationCall::Resolve { agent }).await,
    }
}

async fn answered(call: &Call, id: &ConversationId, ask: ConversationCall) -> Result<Response> {
    let answer: Raw = objects::conversation(&call.env, id, None, ask).await?;
    json(&answer)
}

async fn done(call: &mut Call, id: &ConversationId, ask: ConversationCall) -> Result<Response> {
    let _: IgnoredAny = call.body().await?;
    objects::conversation::<IgnoredAny>(&call.env, id, None, ask).await?;
    json(&Empty {})
}

/// The agent behind the token: signed by us, and a session the site still knows.
async fn agent(call: &mut Call) -> Result<(SiteId, Session, String)> {
    let claims = call.claims()?;
    let Claims::Desk { agent, .. } = &claims else {
        return Err(ErrorCode::Forbidden.into());
    };
    let site = agent.site();
    call.site(&site).await?;
    let known = signed_in(&call.env, claims, &site).await?;
    Ok((site, known.session, known.hash))
}

fn need(call: &Call, method: &Method) -> Result<()> {
    if call.method == *method {
        Ok(())
    } else {
        Err(wrong_method())
    }
}

fn not_a_socket() -> Refusal {
    Refusal::new(
        ErrorCode::Malformed,
        "This address takes a WebSocket upgrade.",
    )
}
