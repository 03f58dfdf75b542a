//! Looking at one hidden value: a reason first, then the value, until the dialog closes, the window
//! loses the focus, the agent may no longer look, or [`SHOWN_SECONDS`] are over. The value lives in
//! this component alone.

use crate::js::page;
use crate::pure::reveal::{OTHER, REASONS, SHOWN_SECONDS, reason, stays};
use crate::pure::segments::{kind_of, number_of};
use crate::pure::words;
use crate::state::Desk;
use gloo_events::EventListener;
use gloo_timers::callback::Interval;
use handrail_protocol::api::RevealedValue;
use handrail_ui::components::{Icon, Shape};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The dialog; it opens when [`crate::state::room::Room::revealing`] names a placeholder.
#[component]
pub(crate) fn RevealDialog() -> impl IntoView {
    let desk = Desk::get();
    let wanted = desk.room.revealing;
    let node = NodeRef::<html::Dialog>::new();
    let value = RwSignal::new(None::<RevealedValue>);
    let left = RwSignal::new(SHOWN_SECONDS);
    let close = move || {
        value.set(None);
        wanted.set(None);
    };
    let may_look = Memo::new(move |_| desk.room.may_reveal(desk));
    // Counts down while a value is shown, and ends with it.
    let countdown = StoredValue::new_local(None::<Interval>);
    Effect::new(move |_| {
        let ticking = value.with(Option::is_some).then(|| {
            left.set(SHOWN_SECONDS);
            Interval::new(1_000, move || {
                let seconds = left.try_get_untracked().unwrap_or(0).saturating_sub(1);
                left.try_set(seconds);
                if seconds == 0 {
                    close();
                }
            })
        });
        countdown.set_value(ticking);
    });
    Effect::new(move |_| {
        if !may_look.get() && value.with_untracked(Option::is_some) {
            close();
        }
    });
    on_cleanup(move || {
        countdown.try_update_value(Option::take);
    });
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
                        <p class="hint">{move || stays(left.get())}</p>
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
    let choice = RwSignal::new(String::new());
    let more = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let ask = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(placeholder) = desk.room.revealing.get_untracked() else {
            return;
        };
        if busy.get_untracked() {
            return;
        }
        let why = match reason(&choice.get_untracked(), &more.get_untracked()) {
            Ok(why) => why,
            Err(missing) => {
                error.set(Some(missing));
                page::focus_soon(if choice.with_untracked(String::is_empty) {
                    "reveal-reason"
                } else {
                    "reveal-more"
                });
                return;
            }
        };
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
                <select
                    id="reveal-reason"
                    aria-describedby="reveal-hint reveal-error"
                    aria-invalid=move || error.with(Option::is_some).to_string()
                    prop:value=move || choice.get()
                    on:change=move |event| choice.set(event_target_value(&event))
                >
                    <option value="">"Choose…"</option>
                    {REASONS.map(|reason| view! { <option value=reason>{reason}</option> }).collect_view()}
                    <option value=OTHER>{OTHER}</option>
                </select>
            </div>
            <div class="field">
                <label for="reveal-more">
                    {move || {
                        if choice.with(|choice| choice == OTHER) {
                            "Which reason?"
                        } else {
                            "More about it (optional)"
                        }
                    }}
                </label>
                <input
                    id="reveal-more"
                    autocomplete="off"
                    aria-describedby="reveal-hint reveal-error"
                    prop:value=move || more.get()
                    on:input=move |event| more.set(event_target_value(&event))
                />
                <p class="hint" id="reveal-hint">
                    "Your name, the time and this reason are kept on record. Personal details in it are hidden."
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
