//! The desk as a whole: signed in or not, list beside conversation.

use crate::components::conversation_pane::conversation_pane;
use crate::components::list::conversation_list;
use crate::components::sign_in::sign_in;
use crate::components::top_bar::top_bar;
use crate::js::{page, parent};
use crate::pure::queue::{Section, in_section};
use crate::state::Desk;
use gloo_events::EventListener;
use handrail_ui::components::{flag, text};
use handrail_ui::el::{El, div, el, follow};
use handrail_ui::js::scheme;
use leptos::prelude::*;

/// The program.
pub(crate) fn app() -> El {
    let desk = Desk::new();
    // The desk lives as long as the page.
    std::mem::forget(scheme::apply("auto", None));

    if desk.session.embedded {
        parent::listen(move |session| {
            if desk.session.token_untracked() != session.token {
                desk.expire(None);
                desk.begin(session);
            }
        });
    } else if let Some(window) = web_sys::window() {
        desk.pane.open.set(page::fragment());
        EventListener::new(&window, "hashchange", move |_| desk.show(page::fragment())).forget();
    }

    // Connect with each session that begins.
    let token = Memo::new(move |_| desk.session.token());
    follow(Box::new(move || {
        if !token.get().is_empty() {
            desk.queue.connect(desk);
            desk.pane.connect(desk);
        }
    }));

    let waiting = Memo::new(move |_| waiting_count(desk) + unread_count(desk));
    follow(Box::new(move || {
        page::set_title(&match waiting.get() {
            0 => "Desk · Handrail".to_owned(),
            count => format!("({count}) Desk · Handrail"),
        });
    }));

    let is_signed_in = move || token.with(|token| !token.is_empty());
    div("slot").part_of(is_signed_in, move |is_signed_in| {
        Some(if is_signed_in {
            frame(desk)
        } else {
            sign_in(desk)
        })
    })
}

/// How many wait for a person.
pub(crate) fn waiting_count(desk: Desk) -> usize {
    desk.queue.view.with(|view| view.counts().waiting as usize)
}

/// In how many of my conversations the visitor wrote since I looked.
fn unread_count(desk: Desk) -> usize {
    let Some(me) = desk.session.me() else {
        return 0;
    };
    let open = desk.pane.open.get();
    desk.queue.marks.with(|marks| {
        desk.queue.view.with(|view| {
            in_section(view, &me, Section::Mine)
                .filter(|item| Some(&item.conversation) != open.as_ref() && marks.is_unread(item))
                .count()
        })
    })
}

fn frame(desk: Desk) -> El {
    let is_open = flag(move || desk.pane.open.with(Option::is_some));
    let panes = el("main")
        .class("panes")
        .child(conversation_list(desk))
        .child(conversation_pane(desk));
    let announcements = div("sr-only")
        .attr("role", "status")
        .attr("aria-live", "polite")
        .attr("id", "queue-news")
        .text_of(text(move || desk.queue.announced.get()));
    div("desk")
        .class_while("shows-pane", is_open)
        .child(top_bar(desk))
        .child(panes)
        .child(announcements)
}
