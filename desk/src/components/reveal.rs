//! Looking at one hidden value: a reason first, then the value, until the dialog closes or the
//! window loses the focus. The value lives in this component alone.

use crate::js::page;
use crate::pure::segments::{kind_of, number_of};
use crate::pure::words;
use crate::state::Desk;
use gloo_events::EventListener;
use handrail_protocol::api::RevealedValue;
use handrail_ui::components::{Icon, Shape};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The longest reason, in characters.
const REASON_MAX_CHARS: usize = 200;
/// What agents look values up for most.
const REASONS: [&str; 3] = [
    "To check who I am talking with",
    "To look up the order",
    "To contact the visitor",
];

/// The dialog; it opens when [`crate::state::room::Room::revealing`] names a placeholder.
#[component]
pub(crate) fn RevealDialog() -> impl IntoView {
    let desk = Desk::get();
    let wanted = desk.room.revealing;
    let node = NodeRef::<html::Dialog>::new();
    let value = RwSignal::new(None::<RevealedValue>);
    let close = move || {
        value.set(None);
        wanted.set(None);
    };
    Effect::new(move |_| {
        if let Some(dialog) = node.get() {
            if wanted.with(Option::is_some) {
                value.set(None);
                let _ = dialog.show_modal();
                page::focus_soon("reveal-reason");
            } else {
                value.set(None);
                dialog.close();
            }
        }
    });
    // A value must not stay on the screen of someone who turned to something else.
    if let Some(window) = web_sys::window() {
        let blur = StoredValue::new_local(Some(EventListener::new(&window, "blur", move |_| {
            if value.try_with_untracked(Option::is_some) == Some(true) {
                close();
            }
        })));
        on_cleanup(move || {
            blur.try_update_value(Option::take);
        });
    }
    let what = move || {
        wanted.get().map(|placeholder| {
            let kind = kind_of(&placeholder);
            format!("Hidden {} {}", words::kind(&kind), number_of(&placeholder))
        })
    };
    view! {
        <dialog
            class="dialog reveal"
            node_ref=node
            aria-labelledby="reveal-title"
            closedby="any"
            on:close=move |_| close()
        >
            <div class="dialog-head">
                <h2 id="reveal-title">{what}</h2>
                <button type="button" class="tool" aria-label="Close" on:click=move |_| close()>
                    <Icon shape=Shape::Close />
                </button>
            </div>
            {move || match value.get() {
                Some(shown) => {
                    view! {
                        <p class="reveal-value" dir="auto" role="status">{shown.value}</p>
                        <p class="hint">
                            "Your look is on record. The value disappears when you close this or go to another window."
                        </p>
                        <button type="button" class="button" on:click=move |_| close()>"Hide"</button>
                    }
                        .into_any()
                }
                None => view! { <Reason value /> }.into_any(),
            }}
        </dialog>
    }
}

#[component]
fn Reason(value: RwSignal<Option<RevealedValue>>) -> impl IntoView {
    let desk = Desk::get();
    let reason = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let ask = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let why = reason.get_untracked().trim().to_owned();
        let Some(placeholder) = desk.room.revealing.get_untracked() else {
            return;
        };
        if busy.get_untracked() {
            return;
        }
        if why.is_empty() || why.chars().count() > REASON_MAX_CHARS {
            error.set(Some(format!(
                "Say why you need it, in 1 to {REASON_MAX_CHARS} characters."
            )));
            page::focus_soon("reveal-reason");
            return;
        }
        busy.set(true);
        error.set(None);
        spawn_local(async move {
            let outcome = desk.room.reveal(desk, placeholder.clone(), why).await;
            busy.try_set(false);
            // Shown only to one who still waits for this very value.
            if desk.room.revealing.try_get_untracked().flatten().as_ref() != Some(&placeholder) {
                return;
            }
            match outcome {
                Ok(shown) => {
                    value.try_set(Some(shown));
                }
                Err(why) => {
                    error.try_set(Some(why));
                }
            }
        });
    };
    view! {
        <form on:submit=ask novalidate>
            <div class="field">
                <label for="reveal-reason">"Why do you need it?"</label>
                <input
                    id="reveal-reason"
                    autocomplete="off"
                    list="reveal-reasons"
                    aria-describedby="reveal-hint reveal-error"
                    aria-invalid=move || error.with(Option::is_some).to_string()
                    prop:value=move || reason.get()
                    on:input=move |event| reason.set(event_target_value(&event))
                />
                <datalist id="reveal-reasons">
                    {REASONS.map(|reason| view! { <option value=reason></option> }).collect_view()}
                </datalist>
                <p class="hint" id="reveal-hint">
                    "Your name, the time and this reason are kept on record."
                </p>
                <p class="error" id="reveal-error" role="alert">{move || error.get()}</p>
            </div>
            <button
                type="submit"
                class="button primary"
                aria-disabled=move || busy.get().to_string()
            >
                <Icon shape=Shape::Eye />
                "Show the value"
            </button>
        </form>
    }
}
