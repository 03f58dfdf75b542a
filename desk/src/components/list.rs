//! The list of conversations, in sections, each entry with its piece of the rail.

use crate::components::glyph::{Glyph, Picture};
use crate::js::page;
use crate::pure::queue::{Section, in_section};
use crate::pure::time;
use crate::pure::words;
use crate::state::Desk;
use crate::state::outbox::Progress;
use handrail_protocol::{ConversationId, QueueItem};
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// What an agent calls a visitor nobody may name: by the end of the conversation's own name.
pub(crate) fn called(conversation: &ConversationId) -> String {
    let id = conversation.as_str();
    let tail = id.get(id.len().saturating_sub(4)..).unwrap_or(id);
    format!("Visitor {tail}")
}

fn heading(section: Section) -> &'static str {
    match section {
        Section::Waiting => "Waiting",
        Section::Mine => "With you",
        Section::Others => "With others",
        Section::Ai => "With the AI",
        Section::Closed => "Resolved",
    }
}

/// The whole list.
#[component]
pub(crate) fn ConversationList() -> impl IntoView {
    let desk = Desk::get();
    let node = NodeRef::<html::Nav>::new();
    let walk = move |event: KeyboardEvent| {
        let forward = match event.key().as_str() {
            "ArrowDown" => true,
            "ArrowUp" => false,
            _ => return,
        };
        let from = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        if let (Some(list), Some(from)) = (node.get_untracked(), from) {
            event.prevent_default();
            page::focus_sibling(&list, &from, forward);
        }
    };
    let is_empty = move || desk.queue.is_known.get() && desk.queue.items.with(Vec::is_empty);
    view! {
        <nav class="list" aria-label="Conversations" node_ref=node on:keydown=walk>
            {move || {
                (!desk.queue.is_known.get())
                    .then(|| view! { <p class="list-none">"Loading the queue…"</p> })
            }}
            {move || {
                is_empty()
                    .then(|| {
                        view! {
                            <div class="list-none">
                                <p class="list-none-title">"All quiet"</p>
                                <p>"Conversations show up here the moment visitors write."</p>
                            </div>
                        }
                    })
            }}
            {Section::ALL.into_iter().map(|section| view! { <Part section /> }).collect_view()}
        </nav>
    }
}

#[component]
fn Part(section: Section) -> impl IntoView {
    let desk = Desk::get();
    let items = Memo::new(move |_| {
        desk.session.me().map_or_else(Vec::new, |me| {
            desk.queue
                .items
                .with(|items| in_section(items, &me, section))
        })
    });
    let count = move || items.with(Vec::len);
    let list = move || {
        view! {
            <ul>
                <For
                    each=move || items.get()
                    key=|item| item.conversation.clone()
                    children=move |item| view! { <Item first=item section /> }
                />
            </ul>
        }
    };
    let id = format!("section-{section:?}").to_lowercase();
    view! {
        <Show when=move || { count() > 0 }>
            {if section == Section::Closed {
                view! {
                    <details class="part">
                        <summary class="part-heading">
                            <h2>{heading(section)}</h2>
                            <span class="part-count">{count}</span>
                            <Picture glyph=Glyph::Chevron />
                        </summary>
                        {list()}
                    </details>
                }
                    .into_any()
            } else {
                view! {
                    <section class="part" aria-labelledby=id.clone()>
                        <h2 class="part-heading" id=id.clone()>
                            {heading(section)}
                            " "
                            <span class="part-count">{count}</span>
                        </h2>
                        {list()}
                    </section>
                }
                    .into_any()
            }}
        </Show>
    }
}

#[component]
fn Item(first: QueueItem, section: Section) -> impl IntoView {
    let desk = Desk::get();
    let id = first.conversation.clone();
    let item = {
        let id = id.clone();
        // An item that just left the queue is drawn once more before its row goes.
        Memo::new(move |_| desk.queue.item(&id).unwrap_or_else(|| first.clone()))
    };
    let is_open = {
        let id = id.clone();
        Memo::new(move |_| desk.room.open.with(|open| open.as_ref() == Some(&id)))
    };
    let is_new = Memo::new(move |_| {
        section == Section::Mine
            && !is_open.get()
            && desk
                .queue
                .marks
                .with(|marks| item.with(|item| marks.is_unread(item)))
    });
    let has_draft = {
        let id = id.clone();
        Memo::new(move |_| desk.outbox.has_draft(&id))
    };
    let has_failed = {
        let id = id.clone();
        Memo::new(move |_| {
            desk.outbox.unsent.with(|unsent| {
                unsent.iter().any(|message| {
                    message.conversation == id && matches!(message.progress, Progress::Failed(_))
                })
            })
        })
    };
    let wait = Memo::new(move |_| desk.clock.now().since(item.with(|item| item.since)));
    let line = match section {
        Section::Waiting => "item line-system",
        Section::Mine | Section::Others => "item line-person",
        Section::Ai => "item line-ai",
        Section::Closed => "item line-none",
    };
    let name = called(&id);
    let why = move || match section {
        Section::Waiting => item.with(words::waits_because),
        Section::Others => item.with(|item| {
            item.agent
                .as_ref()
                .map(|agent| agent.name.clone())
                .unwrap_or_default()
        }),
        Section::Mine | Section::Ai | Section::Closed => String::new(),
    };
    let time = move || {
        if section == Section::Waiting {
            view! {
                <span class="item-clock" aria-hidden="true">{move || time::clock(wait.get())}</span>
                <span class="sr-only">
                    {move || format!("waiting {}", time::in_words(wait.get()))}
                </span>
            }
            .into_any()
        } else {
            view! { <span class="item-age">{move || time::age(wait.get())}</span> }.into_any()
        }
    };
    let open = {
        let id = id.clone();
        move |_| desk.open(id.clone())
    };
    view! {
        <li>
            <button
                type="button"
                class=line
                class:is-open=move || is_open.get()
                class:is-new=move || is_new.get()
                data-item
                id=id.to_string()
                aria-current=move || is_open.get().then_some("true")
                on:click=open
            >
                <span class="item-top">
                    <span class="item-name">{name}</span>
                    {time()}
                </span>
                {move || {
                    let why = why();
                    (!why.is_empty()).then(|| view! { <span class="item-why">{why}</span> })
                }}
                <span class="item-preview" dir="auto">
                    {move || item.with(|item| item.preview.clone())}
                </span>
                <span class="item-tags">
                    {move || {
                        item.with(|item| item.front)
                            .then(|| view! { <span class="pill strong">"Front of the queue"</span> })
                    }}
                    {move || {
                        item.with(|item| item.position)
                            .map(|place| {
                                view! { <span class="pill">{format!("Number {place} in line")}</span> }
                            })
                    }}
                    {move || {
                        is_new.get().then(|| view! { <span class="pill strong">"New message"</span> })
                    }}
                    {move || {
                        has_failed.get().then(|| view! { <span class="pill bad">"Not sent"</span> })
                    }}
                    {move || {
                        has_draft.get().then(|| view! { <span class="pill">"Draft"</span> })
                    }}
                    {move || {
                        let locale = item.with(|item| item.locale.clone());
                        (!locale.is_empty() && !locale.starts_with("en"))
                            .then(|| view! { <span class="pill">{locale}</span> })
                    }}
                </span>
            </button>
        </li>
    }
}
