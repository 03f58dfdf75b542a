//! A hidden value in a text: its placeholder, which the owner of the conversation, or a lead, may ask
//! to see.
//! What came with taking the conversation is shown at once.

use crate::pure::segments::kind_of;
use crate::pure::words;
use crate::state::Desk;
use handrail_ui::components::{Icon, Shape};
use leptos::prelude::*;

/// The chip. A button for whoever may look, a plain mark for others.
#[component]
pub(crate) fn Chip(placeholder: String) -> impl IntoView {
    let desk = Desk::get();
    let may_look = Memo::new(move |_| desk.room.may_reveal(desk));
    let kind = words::kind(&kind_of(&placeholder)).to_owned();
    let inner = placeholder
        .trim_start_matches('[')
        .trim_end_matches(']')
        .to_owned();
    let shown = {
        let placeholder = placeholder.clone();
        Memo::new(move |_| {
            desk.room.details.with(|details| {
                details
                    .iter()
                    .find(|detail| detail.placeholder == placeholder)
                    .map(|detail| detail.value.clone())
            })
        })
    };
    move || {
        let placeholder = placeholder.clone();
        let inner = inner.clone();
        if let Some(value) = shown.get() {
            let title = format!("{inner}: {kind}, hidden from the AI");
            view! {
                <mark class="chip shown" title=title.clone()>
                    <bdi>{value}</bdi>
                    <span class="sr-only">" ("{title.clone()}")"</span>
                </mark>
            }
            .into_any()
        } else if may_look.get() {
            let called = format!("{inner}, hidden {kind}: show value");
            let title = format!("Hidden {kind}. Show it.");
            view! {
                <button
                    type="button"
                    class="chip"
                    dir="ltr"
                    aria-label=called
                    title=title
                    aria-haspopup="dialog"
                    on:click=move |_| desk.room.revealing.set(Some(placeholder.clone()))
                >
                    <Icon shape=Shape::Lock />
                    {inner}
                </button>
            }
            .into_any()
        } else {
            let title = format!("Hidden {kind}");
            view! {
                <mark class="chip" dir="ltr" title=title.clone()>
                    <Icon shape=Shape::Lock />
                    {inner}
                    <span class="sr-only">", "{title.clone()}</span>
                </mark>
            }
            .into_any()
        }
    }
}
