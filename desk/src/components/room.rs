//! The conversation that is open: who answers, what can be done, transcript, composer, and beside
//! them what is known.

use crate::components::app::waiting_count;
use crate::components::composer::Composer;
use crate::components::glyph::{Glyph, Picture};
use crate::components::list::called;
use crate::components::patience::Patience;
use crate::components::reveal::RevealDialog;
use crate::components::side::{Side, in_short};
use crate::components::transcript::Transcript;
use crate::pure::glance::Glance;
use crate::pure::queue::{Section, in_section};
use crate::pure::time;
use crate::state::Desk;
use crate::state::actions::{Action, Told};
use handrail_protocol::{ConversationId, Owner};
use handrail_ui::components::{Icon, Shape};
use handrail_ui::js::socket::LinkState;
use leptos::prelude::*;

/// The place of the conversation, with or without one.
#[component]
pub(crate) fn RoomPane() -> impl IntoView {
    let desk = Desk::get();
    let open = Memo::new(move |_| desk.room.open.get());
    move || match open.get() {
        Some(conversation) => view! { <OpenRoom conversation /> }.into_any(),
        None => view! { <NoRoom /> }.into_any(),
    }
}

#[component]
fn NoRoom() -> impl IntoView {
    let desk = Desk::get();
    let first = Memo::new(move |_| {
        let me = desk.session.me()?;
        desk.queue
            .items
            .with(|items| in_section(items, &me, Section::Waiting))
            .into_iter()
            .next()
    });
    let longest = move || {
        first.with(|first| {
            first
                .as_ref()
                .map(|first| time::in_words(desk.clock.now().since(first.since)))
        })
    };
    view! {
        <section class="room no-room" id="room" tabindex="-1" aria-label="Conversation">
            <span class="no-room-rail" aria-hidden="true"></span>
            {move || match waiting_count(desk) {
                0 => {
                    view! {
                        <p class="no-room-title">"Nobody is waiting"</p>
                        <p>"Choose a conversation to read along, or leave this open: it tells you when someone asks for a person."</p>
                    }
                        .into_any()
                }
                count => {
                    let title = if count == 1 {
                        "1 conversation is waiting".to_owned()
                    } else {
                        format!("{count} conversations are waiting")
                    };
                    view! {
                        <p class="no-room-title">{title}</p>
                        <p>"The next one has waited "{longest}"."</p>
                        <button
                            type="button"
                            class="button primary"
                            on:click=move |_| {
                                if let Some(item) = first.get_untracked() {
                                    desk.open(item.conversation);
                                }
                            }
                        >
                            "Open the next one"
                        </button>
                    }
                        .into_any()
                }
            }}
        </section>
    }
}

#[component]
fn OpenRoom(conversation: ConversationId) -> impl IntoView {
    let desk = Desk::get();
    let room = desk.room;
    let name = called(&conversation);
    let label = format!("Conversation with {name}");
    let shows_side = RwSignal::new(false);
    view! {
        <section
            class="room"
            class:shows-side=move || shows_side.get()
            id="room"
            tabindex="-1"
            aria-label=label
        >
            <header class="room-head">
                <button
                    type="button"
                    class="tool back"
                    aria-label=move || {
                        match waiting_count(desk) {
                            0 => "Back to the list".to_owned(),
                            count => format!("Back to the list, {count} waiting"),
                        }
                    }
                    on:click=move |_| desk.close()
                >
                    <Picture glyph=Glyph::Back />
                    {move || {
                        let count = waiting_count(desk);
                        (count > 0)
                            .then(|| view! { <span class="badge" aria-hidden="true">{count}</span> })
                    }}
                </button>
                <div class="room-who">
                    <h2 id="room-name" tabindex="-1">{name}</h2>
                    <OwnerLine />
                </div>
                <Actions />
            </header>
            <Glimpse shows_side />
            <ToldBar />
            <Patience />
            {move || {
                room.missing
                    .get()
                    .map(|why| {
                        view! {
                            <p class="told failed" role="alert">
                                "This conversation can't be shown. "
                                {why}
                            </p>
                        }
                    })
            }}
            <div class="room-body">
                <div class="room-talk">
                    <Transcript conversation=conversation.clone() />
                    <LinkLine />
                    <Composer conversation=conversation.clone() />
                </div>
                <Side conversation />
            </div>
            <RevealDialog />
        </section>
    }
}

/// Who answers here, and since when.
#[component]
fn OwnerLine() -> impl IntoView {
    let desk = Desk::get();
    let room = desk.room;
    let owner = Memo::new(move |_| room.owner());
    let since = move |at| time::clock(desk.clock.now().since(at));
    view! {
        <p class="owner">
            {move || {
                if !room.is_loaded.get() {
                    return view! { <span class="owner-line line-none">"Loading…"</span> }
                        .into_any();
                }
                let mine = room.is_mine(desk);
                match owner.get() {
                    Owner::Assistant => {
                        view! { <span class="owner-line line-ai">"AI answers"</span> }.into_any()
                    }
                    Owner::Waiting { since: at, front, .. } => {
                        view! {
                            <span class="owner-line line-system">
                                "Waiting "
                                <span class="digits">{move || since(at)}</span>
                                {front.then_some(", front of the queue")}
                            </span>
                        }
                            .into_any()
                    }
                    Owner::Person { .. } if mine => {
                        view! { <span class="owner-line line-person">"You answer"</span> }
                            .into_any()
                    }
                    Owner::Person { agent, .. } => {
                        view! {
                            <span class="owner-line line-person">{agent.name}" answers"</span>
                        }
                            .into_any()
                    }
                    Owner::Closed { .. } => {
                        view! { <span class="owner-line line-none">"Resolved"</span> }.into_any()
                    }
                }
            }}
        </p>
    }
}

/// What the owner can do with the conversation, or how to become the owner.
#[component]
fn Actions() -> impl IntoView {
    let desk = Desk::get();
    let room = desk.room;
    let is_mine = Memo::new(move |_| room.is_mine(desk));
    view! {
        <div class="room-actions">
            <Show when=move || room.is_loaded.get() && is_mine.get()>
                // Where people answer alone there is nobody to hand back to.
                <Show when=move || room.assistant.with(|name| !name.is_empty())>
                    <ActionButton action=Action::HandBack glyph=Glyph::HandBack />
                </Show>
                <ActionButton action=Action::Resolve glyph=Glyph::Check />
            </Show>
        </div>
    }
}

/// One action.
#[component]
pub(crate) fn ActionButton(
    action: Action,
    glyph: Glyph,
    /// The one to press here.
    #[prop(optional)]
    primary: bool,
) -> impl IntoView {
    let desk = Desk::get();
    let room = desk.room;
    let busy = move || room.busy.get() == Some(action);
    view! {
        <button
            type="button"
            class="button"
            class:primary=primary
            aria-disabled=move || room.busy.with(Option::is_some).to_string()
            on:click=move |_| room.act(desk, action)
        >
            <Picture glyph />
            <span>{action.label()}</span>
            {move || busy().then(|| view! { <span class="sr-only" role="status">", in progress"</span> })}
        </button>
    }
}

/// What came of the last action.
#[component]
fn ToldBar() -> impl IntoView {
    let desk = Desk::get();
    let told = desk.room.told;
    let close = move || {
        view! {
            <button
                type="button"
                class="told-close"
                aria-label="Close this message"
                on:click=move |_| told.set(None)
            >
                <Icon shape=Shape::Close />
            </button>
        }
    };
    view! {
        <div role="status" aria-live="polite">
            {move || match told.get() {
                Some(Told::Plain(text)) => {
                    view! { <p class="told"><span>{text}</span>{close()}</p> }.into_any()
                }
                _ => ().into_any(),
            }}
        </div>
        <div role="alert">
            {move || match told.get() {
                Some(Told::Failed(text)) => {
                    view! { <p class="told failed"><span>{text}</span>{close()}</p> }.into_any()
                }
                _ => ().into_any(),
            }}
        </div>
    }
}

/// Where there is no room for the side: its gist in one line, which opens it.
#[component]
fn Glimpse(shows_side: RwSignal<bool>) -> impl IntoView {
    let desk = Desk::get();
    let gist = Memo::new(move |_| {
        let mut gist = desk
            .room
            .record
            .with(|record| in_short(&Glance::of(record)));
        if desk.room.details.with(|details| !details.is_empty()) {
            gist.push_str(" · contact details");
        }
        gist
    });
    view! {
        <button
            type="button"
            class="glimpse"
            aria-expanded=move || shows_side.get().to_string()
            aria-controls="side"
            on:click=move |_| shows_side.update(|shows| *shows = !*shows)
        >
            <Picture glyph=Glyph::About />
            <span class="glimpse-text">{gist}</span>
            <Picture glyph=Glyph::Chevron />
        </button>
    }
}

/// The connection of this conversation, when it is lost.
#[component]
fn LinkLine() -> impl IntoView {
    let desk = Desk::get();
    let is_lost = move || {
        matches!(
            desk.room.link.get(),
            LinkState::Waiting(_) | LinkState::Connecting(1..)
        )
    };
    view! {
        <div role="status" class="link-line">
            {move || {
                is_lost()
                    .then(|| {
                        view! {
                            <p>"Connecting again… What you write is kept."</p>
                        }
                    })
            }}
        </div>
    }
}
