//! The bar above everything: am I available, who else is, what rings, how the connection stands.

use crate::components::glyph::{Glyph, Mark, Picture};
use crate::js::notify::Permission;
use crate::js::page;
use crate::pure::time::plural;
use crate::pure::words;
use crate::state::Desk;
use handrail_protocol::AgentPresence;
use handrail_ui::js::http::Call;
use handrail_ui::js::socket::LinkState;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The bar.
#[component]
pub(crate) fn TopBar() -> impl IntoView {
    let desk = Desk::get();
    // A visit to the sandbox has a site of its own, with a name that says nothing.
    let site = move || {
        let me = desk.session.me().filter(|_| !desk.session.embedded)?;
        let name = me.site().to_string();
        Some(view! { <span class="mark-site" title=name.clone()>{name.clone()}</span> })
    };
    view! {
        <header class="bar">
            <a
                class="skip"
                href="#room"
                on:click=|event| {
                    event.prevent_default();
                    page::focus_soon("room");
                }
            >
                "Skip to the conversation"
            </a>
            <h1 class="mark">
                <Mark />
                "Desk"
                {site}
            </h1>
            <Connection />
            <Available />
            <Team />
            <Sound />
            <Me />
        </header>
    }
}

#[component]
fn Connection() -> impl IntoView {
    let desk = Desk::get();
    let words = move || match desk.queue.link.get() {
        LinkState::Online | LinkState::Idle => None,
        LinkState::Connecting(0) => Some("Connecting…"),
        LinkState::Connecting(_) | LinkState::Waiting(_) => Some("Connecting again…"),
    };
    view! {
        <p class="connection" role="status">
            {move || words().map(|text| view! { <span class="connection-lost">{text}</span> })}
        </p>
    }
}

#[component]
fn Available() -> impl IntoView {
    let desk = Desk::get();
    let available = desk.queue.available;
    view! {
        <button
            type="button"
            class="switch"
            role="switch"
            aria-checked=move || available.get().to_string()
            aria-label="Available for new conversations"
            on:click=move |_| desk.queue.set_available(!available.get_untracked())
        >
            <span class="switch-track" aria-hidden="true"><span class="switch-knob"></span></span>
            <span class="switch-word">
                {move || if available.get() { "Available" } else { "Away" }}
            </span>
        </button>
    }
}

#[component]
fn Team() -> impl IntoView {
    let desk = Desk::get();
    let online = move || {
        desk.queue
            .agents
            .with(|agents| agents.iter().filter(|one| one.online).count())
    };
    let sorted = move || {
        let mut agents = desk.queue.agents.get();
        agents.sort_by_key(|one| (!one.online, !one.available, one.agent.name.clone()));
        agents
    };
    view! {
        <details class="menu" on:focusout=close_when_left on:keydown=close_on_escape>
            <summary class="menu-button">
                <span class="count">{online}</span>
                <span class="menu-word">"online"</span>
                <Picture glyph=Glyph::Chevron />
            </summary>
            <div class="menu-body">
                <h2>"Team"</h2>
                <ul class="team">
                    {move || {
                        sorted().into_iter().map(|one| view! { <Member one /> }).collect_view()
                    }}
                </ul>
            </div>
        </details>
    }
}

#[component]
fn Member(one: AgentPresence) -> impl IntoView {
    let state = match (one.online, one.available) {
        (false, _) => "Offline",
        (true, false) => "Away",
        (true, true) => "Available",
    };
    let class = format!("face {}", state.to_lowercase());
    let holding = match one.holding {
        0 => String::new(),
        count => format!(", {}", plural(count.into(), "conversation")),
    };
    view! {
        <li>
            <span class=class aria-hidden="true">{words::initials(&one.agent.name)}</span>
            <span class="member">
                <span class="member-name">{one.agent.name}</span>
                <span class="member-state">{state}{holding}</span>
            </span>
        </li>
    }
}

#[component]
fn Sound() -> impl IntoView {
    let desk = Desk::get();
    let sound = desk.alerts.sound;
    view! {
        <button
            type="button"
            class="tool"
            aria-pressed=move || sound.get().to_string()
            aria-label="Sound for new conversations"
            title=move || if sound.get() { "Sound is on" } else { "Sound is off" }
            on:click=move |_| desk.alerts.set_sound(!sound.get_untracked())
        >
            {move || {
                let glyph = if sound.get() { Glyph::Bell } else { Glyph::BellOff };
                view! { <Picture glyph /> }
            }}
        </button>
    }
}

#[component]
fn Me() -> impl IntoView {
    let desk = Desk::get();
    let name = move || {
        desk.session
            .agent()
            .map(|agent| agent.name)
            .unwrap_or_default()
    };
    let title = move || {
        desk.session
            .agent()
            .map(|agent| agent.title)
            .unwrap_or_default()
    };
    let sign_out = move |_| {
        let token = desk.session.token_untracked();
        // The session ends here in any case; the edge ends it when it can be reached.
        desk.outbox.clear();
        desk.expire(None);
        spawn_local(async move {
            let call = Call {
                method: "DELETE",
                ..Call::get("/api/v1/desk/session")
            };
            let _ = call.token(&token).done().await;
        });
    };
    view! {
        <details class="menu" on:focusout=close_when_left on:keydown=close_on_escape>
            <summary class="menu-button" aria-label=move || format!("{}, your menu", name())>
                <span class="face available" aria-hidden="true">
                    {move || words::initials(&name())}
                </span>
                <Picture glyph=Glyph::Chevron />
            </summary>
            <div class="menu-body">
                <p class="menu-who">
                    <span class="member-name">{name}</span>
                    <span class="member-state">{title}</span>
                </p>
                <Notifications />
                {(!desk.session.embedded)
                    .then(|| {
                        view! {
                            <button type="button" class="button wide" on:click=sign_out>
                                "Sign out"
                            </button>
                        }
                    })}
            </div>
        </details>
    }
}

#[component]
fn Notifications() -> impl IntoView {
    let desk = Desk::get();
    view! {
        {move || match desk.alerts.permission.get() {
            Permission::Missing => ().into_any(),
            Permission::Granted => {
                view! { <p class="hint">"Desktop notifications are on."</p> }.into_any()
            }
            Permission::Denied => {
                view! {
                    <p class="hint">
                        "Desktop notifications are blocked. Allow them in the browser's settings for this page."
                    </p>
                }
                    .into_any()
            }
            Permission::Unasked => {
                view! {
                    <button
                        type="button"
                        class="button wide"
                        on:click=move |_| spawn_local(async move { desk.alerts.ask().await })
                    >
                        <Picture glyph=Glyph::Desktop />
                        "Allow desktop notifications"
                    </button>
                }
                    .into_any()
            }
        }}
    }
}

/// Escape closes a menu and gives the focus back to its button.
fn close_on_escape(event: leptos::ev::KeyboardEvent) {
    use wasm_bindgen::JsCast;
    if event.key() != "Escape" {
        return;
    }
    let menu = event
        .current_target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    if let Some(menu) = menu {
        let _ = menu.remove_attribute("open");
        let button = menu.query_selector("summary").ok().flatten();
        if let Some(button) = button.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = button.focus();
        }
    }
}

/// A menu closes when the focus leaves it.
fn close_when_left(event: leptos::ev::FocusEvent) {
    use wasm_bindgen::JsCast;
    let menu = event
        .current_target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let next = event
        .related_target()
        .and_then(|target| target.dyn_into::<web_sys::Node>().ok());
    if let Some(menu) = menu.filter(|menu| !menu.contains(next.as_ref())) {
        let _ = menu.remove_attribute("open");
    }
}
