//! What stands there when the panel cannot begin.

use crate::js::host::{Host, ToHost};
use handrail_ui::components::{Icon, Shape};
use handrail_ui::words::{Words, fill};
use leptos::prelude::*;
use std::rc::Rc;

/// The failure, and the way to people.
#[component]
pub fn Failure(
    /// The page around the panel.
    host: Rc<Host>,
    /// The words of its language.
    words: &'static Words,
    /// A link of the host page.
    contact: Option<String>,
) -> impl IntoView {
    let way = contact.map(|href| {
        let shown = href
            .split_once(':')
            .map_or(href.as_str(), |(_, rest)| rest)
            .trim_start_matches('/')
            .to_owned();
        (href, shown)
    });
    let before_way = match &way {
        Some(_) => fill(words.panel_failed, &[("contact", "")]),
        None => words.panel_failed_alone.to_owned(),
    };
    view! {
        <header class="head">
            <button
                type="button"
                class="round close"
                aria-label=words.close
                on:click=move |_| host.tell(&ToHost::Close)
            >
                <Icon shape=Shape::Close />
            </button>
            <div class="head-text"></div>
        </header>
        <main class="failure" role="alert">
            <p>
                {before_way} {way.map(|(href, shown)| view! { <a href=href target="_top">{shown}</a> })}
            </p>
            <button type="button" class="button" on:click=move |_| crate::js::host::reload()>
                <Icon shape=Shape::Retry />
                {words.retry}
            </button>
        </main>
    }
}
