//! Who one is talking with, and the way out.

use crate::state::Panel;
use handrail_protocol::Owner;
use handrail_ui::components::{Icon, Shape};
use handrail_ui::words::fill;
use leptos::prelude::*;

#[component]
pub(super) fn Header(panel: Panel) -> impl IntoView {
    let words = panel.words;
    let site = panel.site.with_value(|site| site.name.clone());
    let has_ai = panel.site.with_value(|site| site.assistant.is_some());
    let in_page = panel.boot.with_value(|boot| boot.mode == "panel");
    let who = move || {
        panel.view.with(|view| match &view.owner {
            Owner::Assistant if has_ai => (
                "with-ai",
                fill(words.header_ai, &[("name", &panel.ai_name())]),
            ),
            Owner::Assistant => ("with-system", words.header_people.to_owned()),
            Owner::Waiting { .. } => ("with-system", words.header_waiting.to_owned()),
            Owner::Person { agent, .. } => (
                "with-person",
                if agent.title.is_empty() {
                    agent.name.clone()
                } else {
                    [&agent.name, ", ", &agent.title].concat()
                },
            ),
            Owner::Closed { .. } => ("with-system", words.header_closed.to_owned()),
        })
    };
    view! {
        <header class="head">
            {(!in_page)
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="round close"
                            aria-label=words.close
                            on:click=move |_| panel.close()
                        >
                            <Icon shape=Shape::Close />
                        </button>
                    }
                })}
            <div class="head-text">
                <h1>{site}</h1>
                <p class=move || ["who ", who().0].concat()>{move || who().1}</p>
            </div>
        </header>
    }
}
