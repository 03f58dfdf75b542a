//! A desk's socket that does not say whose desk it is before its first frame.
//!
//! `/api/v1/desk/socket?site=…` goes straight to the site's object and sleeps with it. Without the
//! query the token in the hello says which site it is: the frames are then passed on from here.

use crate::auth::token::Claims;
use crate::error::{Refusal, Result, at};
use crate::http::frames;
use crate::http::limits::{FRAME_MAX_BYTES, HELLO_MAX_MILLIS};
use crate::objects;
use crate::platform;
use crate::request::Call;
use crate::settings::Settings;
use crate::site::cache;
use futures_util::StreamExt as _;
use futures_util::future::{Either, select};
use handrail_protocol::{DeskClientFrame, DeskServerFrame, ErrorCode};
use std::pin::pin;
use std::rc::Rc;
use worker::{Env, Response, WebSocket, WebSocketPair, WebsocketEvent};

/// Takes the connection; what it is comes with its first frame.
pub(crate) fn desk(call: &Call) -> Result<Response> {
    let pair = WebSocketPair::new().map_err(at("socket"))?;
    pair.server.accept().map_err(at("socket"))?;
    let (env, settings, client) = (call.env.clone(), Rc::clone(&call.settings), pair.server);
    let address = call.client.to_string();
    wasm_bindgen_futures::spawn_local(async move {
        if let Err(refusal) = pass_on(&client, &env, &settings, &address).await {
            let frame = DeskServerFrame::Error {
                error: refusal.report.clone(),
            };
            let _ = client.send(&frame);
            let _ = client.close(Some(1008), Some(refusal.code().as_str()));
        }
    });
    Response::from_websocket(pair.client).map_err(at("socket"))
}

async fn pass_on(client: &WebSocket, env: &Env, settings: &Settings, address: &str) -> Result<()> {
    let mut from_client = client.events().map_err(at("socket"))?;
    let mut patience = pin!(platform::sleep(HELLO_MAX_MILLIS));
    let hello = loop {
        let first = match select(from_client.next(), patience.as_mut()).await {
            Either::Left((first, _)) => first,
            Either::Right(_) => return Err(ErrorCode::HelloExpected.into()),
        };
        let Some(Ok(WebsocketEvent::Message(message))) = first else {
            return Ok(());
        };
        match message.text() {
            Some(text) if text == "ping" => {
                let _ = client.send_with_str("pong");
            }
            Some(text) if text.len() <= FRAME_MAX_BYTES => break text,
            Some(_) => return Err(ErrorCode::TooLarge.into()),
            None => return Err(ErrorCode::Malformed.into()),
        }
    };
    let DeskClientFrame::Hello { token, .. } = frames::read(&hello, frames::DESK_TYPES)? else {
        return Err(ErrorCode::HelloExpected.into());
    };
    let Claims::Desk { agent, .. } = settings.token_key.verify(&token, platform::now())? else {
        return Err(ErrorCode::Unauthorized.into());
    };
    let site = cache::load(env, settings, &agent.site()).await?;
    if site.is_sandbox {
        crate::sandbox::visit::check_running(env, &site.id).await?;
    }
    let path = format!("/desk/{}", site.id);
    let from = settings.token_key.pseudonym(&site.id, address);
    let response = objects::socket(env, "DESK", site.id.as_str(), &path, &from).await?;
    let desk = response
        .websocket()
        .ok_or_else(|| Refusal::internal("desk socket"))?;
    let mut from_desk = desk.events().map_err(at("socket"))?;
    desk.accept().map_err(at("socket"))?;
    desk.send_with_str(&hello).map_err(at("socket"))?;
    loop {
        let (event, to) = match select(from_client.next(), from_desk.next()).await {
            Either::Left((event, _)) => (event, &desk),
            Either::Right((event, _)) => (event, client),
        };
        match event {
            Some(Ok(WebsocketEvent::Message(message))) => {
                let sent = match message.text() {
                    Some(text) => to.send_with_str(&text),
                    None => to.send_with_bytes(message.bytes().unwrap_or_default()),
                };
                if sent.is_err() {
                    return Ok(());
                }
            }
            Some(Ok(WebsocketEvent::Close(close))) => {
                // 1005 and 1006 say that there was no code; they cannot be sent.
                let code = Some(close.code()).filter(|code| !matches!(code, 1005 | 1006));
                let _ = to.close(Some(code.unwrap_or(1000)), Some(close.reason()));
                return Ok(());
            }
            Some(Err(_)) | None => {
                let _ = to.close(Some(1011), Some("gone"));
                return Ok(());
            }
        }
    }
}
