//! The bar above everything: am I available, who else is, what rings, how the connection stands.

use crate::components::icon::{DeskShape, desk_icon, product_mark};
use crate::js::notify::Permission;
use crate::js::page;
use crate::pure::time::plural;
use crate::pure::words;
use crate::state::Desk;
use handrail_protocol::AgentPresence;
use handrail_ui::components::{button, paragraph, text};
use handrail_ui::el::{El, div, el};
use handrail_ui::js::http::Call;
use handrail_ui::js::socket::LinkState;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, FocusEvent, HtmlElement, KeyboardEvent, Node};

/// The bar.
pub(crate) fn top_bar(desk: Desk) -> El {
    let skip = el("a")
        .class("skip")
        .attr("href", "#conversation")
        .on("click", |event| {
            event.prevent_default();
            page::focus_soon("conversation");
        })
        .text("Skip to the conversation");
    // A visit to the sandbox has a site of its own, with a name that says nothing.
    let site = move || {
        let me = desk.session.me().filter(|_| !desk.session.embedded);
        me.map(|me| me.site().to_string())
    };
    let mark = el("h1")
        .class("mark")
        .child(product_mark())
        .text("Desk")
        .part_of(site, |site| {
            site.map(|site| {
                el("span")
                    .class("mark-site")
                    .attr("title", &site)
                    .text(&site)
            })
        });
    el("header")
        .class("bar")
        .child(skip)
        .child(mark)
        .child(connection(desk))
        .child(availability(desk))
        .child(team(desk))
        .child(sound(desk))
        .child(own_menu(desk))
}

fn connection(desk: Desk) -> El {
    let words = move || {
        if desk.queue.is_outdated.get() {
            return Some("This page is older than the server. Reload it.");
        }
        match desk.queue.link.get() {
            LinkState::Online | LinkState::Idle => None,
            LinkState::Connecting(0) => Some("Connecting…"),
            LinkState::Connecting(_) | LinkState::Waiting(_) => Some("Connecting again…"),
        }
    };
    el("p")
        .class("connection")
        .attr("role", "status")
        .part_of(words, |words| {
            words.map(|words| el("span").class("connection-lost").text(words))
        })
}

fn availability(desk: Desk) -> El {
    let available = desk.queue.available;
    let track = el("span")
        .class("switch-track")
        .attr("aria-hidden", "true")
        .child(el("span").class("switch-knob"));
    let word = text(move || {
        let word = if available.get() { "Available" } else { "Away" };
        word.to_owned()
    });
    el("button")
        .attr("type", "button")
        .class("switch")
        .attr("role", "switch")
        .attr_of("aria-checked", text(move || available.get().to_string()))
        .attr("aria-label", "Available for new conversations")
        .on_press(move || desk.queue.set_available(!available.get_untracked()))
        .child(track)
        .child(el("span").class("switch-word").text_of(word))
}

/// A button that opens a menu below it.
fn menu(button: El, body: El) -> El {
    el("details")
        .class("menu")
        .on("focusout", close_when_left)
        .on("keydown", close_on_escape)
        .child(button)
        .child(body)
}

fn team(desk: Desk) -> El {
    let sorted = Memo::new(move |_| {
        let mut agents: Vec<AgentPresence> = desk
            .queue
            .view
            .with(|view| view.agents().cloned().collect());
        agents.sort_by_key(|one| (!one.online, !one.available, one.agent.name.clone()));
        agents
    });
    let online = text(move || {
        let online = sorted.with(|agents| agents.iter().filter(|one| one.online).count());
        online.to_string()
    });
    let button = el("summary")
        .class("menu-button")
        .child(el("span").class("count").text_of(online))
        .child(el("span").class("menu-word").text("online"))
        .child(desk_icon(DeskShape::Chevron));
    let list = el("ul").class("team").part_of(
        move || sorted.get(),
        |agents| agents.into_iter().map(|one| member(&one)),
    );
    menu(
        button,
        div("menu-body").child(el("h2").text("Team")).child(list),
    )
}

fn member(one: &AgentPresence) -> El {
    let state = match (one.online, one.available) {
        (false, _) => "Offline",
        (true, false) => "Away",
        (true, true) => "Available",
    };
    let holding = match one.holding {
        0 => String::new(),
        count => format!(", {}", plural(count.into(), "conversation")),
    };
    let name = el("span").class("member-name").text(&one.agent.name);
    let state_words = el("span").class("member-state").text(state).text(&holding);
    let avatar = el("span")
        .class(&format!("avatar {}", state.to_lowercase()))
        .attr("aria-hidden", "true")
        .text(&words::initials(&one.agent.name));
    el("li")
        .child(avatar)
        .child(el("span").class("member").child(name).child(state_words))
}

fn sound(desk: Desk) -> El {
    let sound = desk.alerts.sound;
    let title = text(move || {
        let words = if sound.get() {
            "Sound is on"
        } else {
            "Sound is off"
        };
        words.to_owned()
    });
    el("button")
        .attr("type", "button")
        .class("tool")
        .attr_of("aria-pressed", text(move || sound.get().to_string()))
        .attr("aria-label", "Sound for new conversations")
        .attr_of("title", title)
        .on_press(move || desk.alerts.set_sound(!sound.get_untracked()))
        .part_of(
            move || sound.get(),
            |is_on| {
                Some(desk_icon(if is_on {
                    DeskShape::Bell
                } else {
                    DeskShape::BellOff
                }))
            },
        )
}

fn own_menu(desk: Desk) -> El {
    let agent = move || desk.session.agent();
    let name = move || agent().map(|agent| agent.name).unwrap_or_default();
    let title = text(move || agent().map(|agent| agent.title).unwrap_or_default());
    let avatar = el("span")
        .class("avatar available")
        .attr("aria-hidden", "true")
        .text_of(text(move || words::initials(&name())));
    let button_of_menu = el("summary")
        .class("menu-button")
        .attr_of("aria-label", text(move || format!("{}, your menu", name())))
        .child(avatar)
        .child(desk_icon(DeskShape::Chevron));
    let who = el("p")
        .class("menu-who")
        .child(el("span").class("member-name").text_of(text(name)))
        .child(el("span").class("member-state").text_of(title));
    let sign_out = (!desk.session.embedded)
        .then(|| button("button wide", None, "Sign out", move || sign_out(desk)));
    let body = div("menu-body")
        .child(who)
        .child(notifications(desk))
        .children(sign_out);
    menu(button_of_menu, body)
}

fn sign_out(desk: Desk) {
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
}

fn notifications(desk: Desk) -> El {
    div("slot").part_of(
        move || desk.alerts.permission.get(),
        move |permission| match permission {
            Permission::Missing => None,
            Permission::Granted => Some(paragraph("hint", "Desktop notifications are on.")),
            Permission::Denied => Some(paragraph(
                "hint",
                "Desktop notifications are blocked. Allow them in the browser's settings for this page.",
            )),
            Permission::Unasked => Some(
                el("button")
                    .attr("type", "button")
                    .class("button wide")
                    .on_press(move || spawn_local(async move { desk.alerts.ask().await }))
                    .child(desk_icon(DeskShape::Desktop))
                    .text("Allow desktop notifications"),
            ),
        },
    )
}

/// Escape closes a menu and gives the focus back to its button.
fn close_on_escape(event: &Event) {
    let is_escape = event
        .dyn_ref::<KeyboardEvent>()
        .is_some_and(|event| event.key() == "Escape");
    if !is_escape {
        return;
    }
    if let Some(menu) = menu_of(event) {
        let _ = menu.remove_attribute("open");
        let button = menu.query_selector("summary").ok().flatten();
        if let Some(button) = button.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
            let _ = button.focus();
        }
    }
}

/// A menu closes when the focus leaves it.
fn close_when_left(event: &Event) {
    let next = event
        .dyn_ref::<FocusEvent>()
        .and_then(FocusEvent::related_target)
        .and_then(|target| target.dyn_into::<Node>().ok());
    if let Some(menu) = menu_of(event).filter(|menu| !menu.contains(next.as_ref())) {
        let _ = menu.remove_attribute("open");
    }
}

fn menu_of(event: &Event) -> Option<Element> {
    event.current_target()?.dyn_into::<Element>().ok()
}
