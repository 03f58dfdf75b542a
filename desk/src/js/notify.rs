//! Desktop notifications. They say that something waits and why, never what a visitor wrote.

use gloo_events::EventListener;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Notification, NotificationOptions, NotificationPermission};

/// What the browser lets the desk do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Permission {
    /// The browser has no notifications.
    Missing,
    /// Not asked yet.
    Unasked,
    /// Allowed.
    Granted,
    /// Refused; only the browser's own settings change that.
    Denied,
}

/// The permission as it is.
pub(crate) fn permission() -> Permission {
    let known = js_sys::Reflect::has(&js_sys::global(), &JsValue::from_str("Notification"));
    if known != Ok(true) {
        return Permission::Missing;
    }
    match Notification::permission() {
        NotificationPermission::Granted => Permission::Granted,
        NotificationPermission::Denied => Permission::Denied,
        _ => Permission::Unasked,
    }
}

/// Asks the agent. Only on a press of a button, or browsers refuse by themselves.
pub(crate) async fn ask() -> Permission {
    if let Ok(promise) = Notification::request_permission() {
        let _ = JsFuture::from(promise).await;
    }
    permission()
}

/// Shows one notification; the same `tag` replaces an earlier one. A click brings the desk to
/// the front and calls `on_click`.
pub(crate) fn show(title: &str, body: &str, tag: &str, on_click: impl FnOnce() + 'static) {
    if permission() != Permission::Granted {
        return;
    }
    let options = NotificationOptions::new();
    options.set_body(body);
    options.set_tag(tag);
    // Some browsers know the type and still refuse to construct it outside a worker.
    if let Ok(notification) = Notification::new_with_options(title, &options) {
        let target = notification.clone();
        EventListener::once(&notification, "click", move |_| {
            if let Some(window) = web_sys::window() {
                let _ = window.focus();
            }
            target.close();
            on_click();
        })
        .forget();
    }
}
