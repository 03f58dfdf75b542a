//! Who one is talking with, and the way out.

use crate::state::Panel;
use handrail_protocol::Owner;
use handrail_ui::components::{Icon, Shape, text};
use handrail_ui::words::fill;
use leptos::prelude::*;

#[component]
pub(super) fn Header(panel: Panel) -> impl IntoView {
    let words = panel.words;
    let inner = panel.inner();
    let site = inner.site.name.clone();
    // A part of a page is not closed.
    let in_page = inner.boot.mode == "panel";
    let has_ai = panel.has_ai();
    let class = text(move || {
        let with = panel.see(|view| match &view.owner {
            Owner::Assistant if has_ai => "ai",
            Owner::Person { .. } => "person",
            Owner::Assistant | Owner::Waiting { .. } | Owner::Closed { .. } => "system",
        });
        ["who with-", with].concat()
    });
    let who = text(move || {
        panel.see(|view| match &view.owner {
            Owner::Assistant if has_ai => fill(words.header_ai, &[("name", &panel.ai_name())]),
            Owner::Assistant => words.header_people.to_owned(),
            Owner::Waiting { .. } => words.header_waiting.to_owned(),
            Owner::Person { agent, .. } if agent.title.is_empty() => agent.name.clone(),
            Owner::Person { agent, .. } => [&agent.name, ", ", &agent.title].concat(),
            Owner::Closed { .. } => words.header_closed.to_owned(),
        })
    });
    view! {
        <header class="head">
            <button
                type="button"
                class="round close"
                aria-label=words.close
                hidden=in_page
                on:click=move |_| panel.close()
            >
                <Icon shape=Shape::Close />
            </button>
            <div class="head-text">
                <h1>{site}</h1>
                <p class=class>{who}</p>
            </div>
        </header>
    }
}
