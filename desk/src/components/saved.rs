//! Replies an agent keeps ready: the short menu behind "/", and the dialog that holds them all.

use crate::components::glyph::{Glyph, Picture};
use crate::js::{page, store};
use crate::pure::canned::{Canned, TITLE_MAX_CHARS, built_in};
use crate::state::Desk;
use handrail_protocol::MESSAGE_MAX_CHARS;
use handrail_ui::components::{Icon, Shape};
use handrail_ui::js::storage::Store;
use leptos::html;
use leptos::prelude::*;

const OWN: &str = "replies";

/// The agent's own replies first, then the built-in ones.
pub(crate) fn all_replies(desk: Desk) -> Vec<Canned> {
    let name = desk
        .session
        .agent()
        .map(|agent| agent.name)
        .unwrap_or_default();
    let mut replies = own_replies();
    replies.extend(built_in(&name));
    replies
}

fn own_replies() -> Vec<Canned> {
    store::load(Store::Local, OWN).unwrap_or_default()
}

/// The id of one entry of the menu.
pub(crate) fn option_id(at: usize) -> String {
    format!("slash-{at}")
}

/// The replies that fit what was typed after "/". The focus stays in the composer.
#[component]
pub(crate) fn SlashMenu(
    offered: Memo<Option<Vec<Canned>>>,
    chosen: RwSignal<usize>,
    insert: impl Fn(Canned) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    view! {
        {move || {
            offered
                .get()
                .map(|list| {
                    view! {
                        <ul class="slash" id="slash-menu" role="listbox" aria-label="Saved replies">
                            {list
                                .into_iter()
                                .enumerate()
                                .map(|(at, reply)| {
                                    let pick = reply.clone();
                                    view! {
                                        <li
                                            role="option"
                                            id=option_id(at)
                                            aria-selected=move || (chosen.get() == at).to_string()
                                            on:mousedown=move |event| {
                                                // The composer keeps the focus.
                                                event.prevent_default();
                                                insert(pick.clone());
                                            }
                                        >
                                            <span class="slash-title">{reply.title}</span>
                                            <span class="slash-text">{reply.text}</span>
                                        </li>
                                    }
                                })
                                .collect_view()}
                        </ul>
                    }
                })
        }}
    }
}

/// All saved replies: insert, add, remove.
#[component]
pub(crate) fn SavedReplies(
    shows: RwSignal<bool>,
    insert: impl Fn(Canned) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let desk = Desk::get();
    let node = NodeRef::<html::Dialog>::new();
    let own = RwSignal::new(own_replies());
    Effect::new(move |_| {
        if let Some(dialog) = node.get() {
            if shows.get() {
                own.set(own_replies());
                let _ = dialog.show_modal();
            } else {
                dialog.close();
            }
        }
    });
    let keep = move |replies: Vec<Canned>| {
        store::save(Store::Local, OWN, &replies);
        own.set(replies);
    };
    let choose = move |reply: Canned| {
        shows.set(false);
        insert(reply);
    };
    let name = move || {
        desk.session
            .agent()
            .map(|agent| agent.name)
            .unwrap_or_default()
    };
    view! {
        <dialog
            class="dialog"
            node_ref=node
            aria-labelledby="saved-title"
            closedby="any"
            on:close=move |_| shows.set(false)
        >
            <div class="dialog-head">
                <h2 id="saved-title">"Saved replies"</h2>
                <button
                    type="button"
                    class="tool"
                    aria-label="Close"
                    on:click=move |_| shows.set(false)
                >
                    <Icon shape=Shape::Close />
                </button>
            </div>
            <p class="hint">"Type / in an empty reply to find one by its first letters."</p>
            <ul class="saved">
                {move || {
                    own.get()
                        .into_iter()
                        .enumerate()
                        .map(|(at, reply)| {
                            let remove = move || {
                                let mut left = own.get_untracked();
                                left.remove(at);
                                keep(left);
                            };
                            view! { <SavedReply reply choose remove=Some(Callback::new(move |()| remove())) /> }
                        })
                        .collect_view()
                }}
                {move || {
                    built_in(&name())
                        .into_iter()
                        .map(|reply| view! { <SavedReply reply choose remove=None /> })
                        .collect_view()
                }}
            </ul>
            <NewReply own keep />
        </dialog>
    }
}

#[component]
fn SavedReply(
    reply: Canned,
    choose: impl Fn(Canned) + Copy + Send + Sync + 'static,
    remove: Option<Callback<()>>,
) -> impl IntoView {
    let called = format!("Remove “{}”", reply.title);
    let pick = reply.clone();
    view! {
        <li>
            <button type="button" class="saved-pick" on:click=move |_| choose(pick.clone())>
                <span class="slash-title">{reply.title}</span>
                <span class="slash-text">{reply.text}</span>
            </button>
            {remove
                .map(|remove| {
                    view! {
                        <button
                            type="button"
                            class="tool"
                            aria-label=called
                            on:click=move |_| remove.run(())
                        >
                            <Picture glyph=Glyph::Bin />
                        </button>
                    }
                })}
        </li>
    }
}

/// The form for a reply of one's own.
#[component]
fn NewReply(
    own: RwSignal<Vec<Canned>>,
    keep: impl Fn(Vec<Canned>) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let title = RwSignal::new(String::new());
    let text = RwSignal::new(String::new());
    let error = RwSignal::new(None::<&'static str>);
    let add = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let reply = Canned {
            title: title.get_untracked().trim().to_owned(),
            text: text.get_untracked().trim().to_owned(),
        };
        let wrong = if reply.title.is_empty() || reply.text.is_empty() {
            Some("Fill in a name and a text.")
        } else if reply.title.chars().count() > TITLE_MAX_CHARS {
            Some("Choose a name of 40 characters at most.")
        } else if reply.text.chars().count() > MESSAGE_MAX_CHARS {
            Some("Choose a text of 2,000 characters at most.")
        } else {
            None
        };
        error.set(wrong);
        if wrong.is_some() {
            page::focus_soon("reply-title");
            return;
        }
        let mut replies = own.get_untracked();
        replies.retain(|old| old.title != reply.title);
        replies.insert(0, reply);
        keep(replies);
        title.set(String::new());
        text.set(String::new());
    };
    view! {
        <details class="new-reply">
            <summary>"Add your own"</summary>
            <form on:submit=add novalidate>
                <div class="field">
                    <label for="reply-title">"Name"</label>
                    <input
                        id="reply-title"
                        autocomplete="off"
                        aria-describedby="reply-error"
                        prop:value=move || title.get()
                        on:input=move |event| title.set(event_target_value(&event))
                    />
                </div>
                <div class="field">
                    <label for="reply-text">"Text"</label>
                    <textarea
                        id="reply-text"
                        rows="3"
                        dir="auto"
                        prop:value=move || text.get()
                        on:input=move |event| text.set(event_target_value(&event))
                    ></textarea>
                </div>
                <p class="error" id="reply-error" role="alert">
                    {move || error.get()}
                </p>
                <p class="hint">"Kept in this browser. Don't save personal details."</p>
                <button type="submit" class="button">"Save reply"</button>
            </form>
        </details>
    }
}
