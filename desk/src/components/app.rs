//! The desk as a whole: signed in or not, list beside conversation.

use crate::components::list::ConversationList;
use crate::components::room::RoomPane;
use crate::components::sign_in::SignIn;
use crate::components::top_bar::TopBar;
use crate::js::{page, parent};
use crate::pure::queue::{Section, in_section};
use crate::state::Desk;
use gloo_events::EventListener;
use handrail_ui::js::scheme;
use leptos::prelude::*;

/// The program.
#[component]
pub(crate) fn App() -> impl IntoView {
    let desk = Desk::new();
    provide_context(desk);
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
        desk.room.open.set(page::fragment());
        EventListener::new(&window, "hashchange", move |_| desk.show(page::fragment())).forget();
    }

    // Connect with each session that begins.
    let token = Memo::new(move |_| desk.session.token());
    Effect::new(move |_| {
        if !token.get().is_empty() {
            desk.queue.connect(desk);
            desk.room.connect(desk);
        }
    });

    let waiting = Memo::new(move |_| waiting_count(desk) + unread_count(desk));
    Effect::new(move |_| {
        page::set_title(&match waiting.get() {
            0 => "Desk · Handrail".to_owned(),
            count => format!("({count}) Desk · Handrail"),
        });
    });

    view! {
        <Show when=move || token.with(|token| !token.is_empty()) fallback=|| view! { <SignIn /> }>
            <Frame />
        </Show>
    }
}

/// How many wait for a person.
pub(crate) fn waiting_count(desk: Desk) -> usize {
    desk.session.me().map_or(0, |me| {
        desk.queue
            .items
            .with(|items| in_section(items, &me, Section::Waiting).len())
    })
}

/// In how many of my conversations the visitor wrote since I looked.
fn unread_count(desk: Desk) -> usize {
    let Some(me) = desk.session.me() else {
        return 0;
    };
    let open = desk.room.open.get();
    let mine = desk
        .queue
        .items
        .with(|items| in_section(items, &me, Section::Mine));
    desk.queue.marks.with(|marks| {
        mine.iter()
            .filter(|item| Some(&item.conversation) != open.as_ref() && marks.is_unread(item))
            .count()
    })
}

#[component]
fn Frame() -> impl IntoView {
    let desk = Desk::get();
    let is_open = move || desk.room.open.with(Option::is_some);
    view! {
        <div class="desk" class:in-room=is_open>
            <TopBar />
            <main class="panes">
                <ConversationList />
                <RoomPane />
            </main>
            <div class="sr-only" role="status" aria-live="polite" id="queue-news">
                {move || desk.queue.said.get()}
            </div>
        </div>
    }
}
