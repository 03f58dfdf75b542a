//! What a visitor (or their program) asks about one conversation.

use crate::answer::{Empty, json, wrong_method};
use crate::auth::token::Claims;
use crate::error::{Refusal, Result};
use crate::objects::conversation::{ConversationCall, Press, VisitorToken};
use crate::objects::{self, Raw};
use crate::request::Call;
use handrail_protocol::api::{ConsentRequest, ContactRequest, SayRequest, WAIT_MAX_SECONDS};
use handrail_protocol::{ConversationId, ErrorCode, Reader, Seq};
use serde::de::IgnoredAny;
use worker::{Method, Response};

/// `/api/v1/conversations/{id}/{what}`.
pub(crate) async fn call(call: &mut Call, id: &str, what: &str) -> Result<Response> {
    let id = ConversationId::parse(id).map_err(|_| ErrorCode::NotFound)?;
    match (&call.method, what) {
        (Method::Get, "socket") => socket(call, &id).await,
        (Method::Get, "events") => events(call, &id).await,
        (Method::Post, "messages") => {
            call.count_message()?;
            let token = visitor(call, &id).await?;
            let SayRequest { client_id, text } = call.body().await?;
            let say = ConversationCall::Say { client_id, text };
            let said: Raw = objects::conversation(&call.env, &id, Some(token), say).await?;
            json(&said)
        }
        (Method::Post, what) => {
            let press = match what {
                "handoff" => Press::Human,
                "stop" => Press::Stop,
                "retry" => Press::Retry,
                "decline-offer" => Press::DeclineOffer,
                "leave-queue" => Press::LeaveQueue,
                "invite-ai" => Press::InviteAi,
                "consent" => {
                    let token = visitor(call, &id).await?;
                    let ConsentRequest { version, accepted } = call.body().await?;
                    return press(call, &id, token, Press::Consent { version, accepted }).await;
                }
                "contact" => {
                    let token = visitor(call, &id).await?;
                    let ContactRequest { email } = call.body().await?;
                    return press(call, &id, token, Press::Contact { email }).await;
                }
                "socket" | "events" => return Err(wrong_method()),
                _ => return Err(ErrorCode::NotFound.into()),
            };
            let token = visitor(call, &id).await?;
            let _: IgnoredAny = call.body().await?;
            self::press(call, &id, token, press).await
        }
        (
            _,
            "socket" | "events" | "messages" | "handoff" | "stop" | "retry" | "decline-offer"
            | "leave-queue" | "invite-ai" | "consent" | "contact",
        ) => Err(wrong_method()),
        _ => Err(ErrorCode::NotFound.into()),
    }
}

async fn press(
    call: &Call,
    id: &ConversationId,
    token: VisitorToken,
    press: Press,
) -> Result<Response> {
    let pressed = ConversationCall::Press(press);
    objects::conversation::<IgnoredAny>(&call.env, id, Some(token), pressed).await?;
    json(&Empty {})
}

async fn events(call: &mut Call, id: &ConversationId) -> Result<Response> {
    let token = visitor(call, id).await?;
    let read = read_events(call, Reader::Visitor)?;
    let page: Raw = objects::conversation(&call.env, id, Some(token), read).await?;
    json(&page)
}

/// The call behind `events?after=N&wait=S`, for either reader.
pub(crate) fn read_events(call: &Call, reader: Reader) -> Result<ConversationCall> {
    Ok(ConversationCall::Events {
        reader,
        after: Seq(call.query_number("after")?),
        wait_seconds: call.query_number("wait")?.min(WAIT_MAX_SECONDS),
    })
}

/// The token comes in the first frame; here the id has to be one that was made here.
async fn socket(call: &mut Call, id: &ConversationId) -> Result<Response> {
    if !call.is_upgrade() {
        return Err(Refusal::new(
            ErrorCode::Malformed,
            "This address takes a WebSocket upgrade.",
        ));
    }
    if !call.settings.token_key.made(id) {
        return Err(ErrorCode::NotFound.into());
    }
    call.count_look()?;
    call.site(&id.site()).await?;
    objects::socket(
        &call.env,
        "CONVERSATION",
        id.as_str(),
        &format!("/visitor/{id}"),
        &call.from(&id.site()),
    )
    .await
}

/// The visitor's token, once it is known to be for this conversation.
async fn visitor(call: &mut Call, id: &ConversationId) -> Result<VisitorToken> {
    let claims = call.claims();
    // The page learns of a refusal as well, where it is one of the site's.
    let Ok(Claims::Visitor {
        conversation,
        epoch,
        issued_at,
        opening,
        ..
    }) = claims
    else {
        let known = call.settings.token_key.made(id);
        if known {
            call.site(&id.site()).await?;
        } else {
            call.check_origin(&[])?;
        }
        claims?;
        return Err(ErrorCode::Forbidden.into());
    };
    let site = call.site(&conversation.site()).await?;
    if conversation != *id {
        return Err(ErrorCode::Forbidden.into());
    }
    if epoch < site.epoch {
        return Err(ErrorCode::TokenRevoked.into());
    }
    Ok(VisitorToken {
        epoch,
        issued_at,
        opening,
    })
}
