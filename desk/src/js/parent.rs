//! The sandbox: a page of the same origin that holds the desk in a frame and signs it in.
//!
//! Both sides check the window and the origin; a desk that is not in a frame, or in a frame of
//! another origin, never listens.

use gloo_events::EventListener;
use handrail_protocol::api::SignInResponse;
use handrail_ui::js::codec;
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Window};

#[derive(Deserialize)]
struct FromParent {
    handrail: u32,
    #[serde(rename = "type")]
    kind: String,
}

#[derive(Serialize)]
struct ToParent<'a> {
    handrail: u32,
    #[serde(rename = "type")]
    kind: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    conversation: Option<&'a str>,
}

/// The window around the desk, when there is one of the same origin.
fn parent() -> Option<Window> {
    let window = web_sys::window()?;
    let parent = window.parent().ok()??;
    if js_sys::Object::is(parent.as_ref(), window.as_ref()) {
        return None;
    }
    // A foreign parent refuses to name its origin.
    let theirs = parent.location().origin().ok()?;
    (theirs == window.location().origin().ok()?).then_some(parent)
}

/// Is the desk part of the sandbox?
pub(crate) fn is_embedded() -> bool {
    parent().is_some()
}

/// Listens for the session, and says that it does.
pub(crate) fn listen(on_session: impl Fn(SignInResponse) + 'static) {
    let (Some(window), Some(parent)) = (web_sys::window(), parent()) else {
        return;
    };
    let origin = window.location().origin().unwrap_or_default();
    let source: JsValue = parent.into();
    EventListener::new(&window, "message", move |event| {
        let Some(event) = event.dyn_ref::<MessageEvent>() else {
            return;
        };
        let sent_by: JsValue = event.source().map(Into::into).unwrap_or_default();
        if event.origin() != origin || !js_sys::Object::is(&sent_by, &source) {
            return;
        }
        let is_session = codec::from_js::<FromParent>(event.data())
            .is_some_and(|head| head.handrail == 1 && head.kind == "desk_session");
        if !is_session {
            return;
        }
        if let Some(session) = codec::from_js(event.data()) {
            on_session(session);
        }
    })
    .forget();
    tell("desk_ready", None);
}

/// Tells the sandbox what happened here.
pub(crate) fn tell(kind: &str, conversation: Option<&str>) {
    let (Some(window), Some(parent)) = (web_sys::window(), parent()) else {
        return;
    };
    let message = ToParent {
        handrail: 1,
        kind,
        conversation,
    };
    if let Ok(origin) = window.location().origin() {
        let _ = parent.post_message(&codec::to_js(&message), &origin);
    }
}
