//! That the assistant is at work, and the way to stop it, right before the composer.

use super::messages::working;
use crate::state::Panel;
use handrail_protocol::ClientFrame;
use handrail_ui::components::{Icon, Shape};
use handrail_ui::words::fill;
use leptos::prelude::*;

#[component]
pub(super) fn WorkStrip(panel: Panel) -> impl IntoView {
    let words = panel.words;
    let focused = RwSignal::new(false);
    let busy = Memo::new(move |_| panel.is_busy());
    let text = move || {
        if busy.get() {
            working(panel)
        } else {
            panel
                .typing
                .get()
                .map(|name| fill(words.typing, &[("name", &name)]))
                .unwrap_or_default()
        }
    };
    let shown = move || busy.get() || focused.get() || panel.typing.with(Option::is_some);
    view! {
        <div
            class="strip"
            hidden=move || !shown()
            on:focusin=move |_| focused.set(true)
            on:focusout=move |_| focused.set(false)
        >
            <span>{text}</span>
            // It stays while it has the focus: an answer that ends does not move the visitor.
            <button
                type="button"
                class="button stop"
                hidden=move || !busy.get() && !focused.get()
                on:click=move |_| {
                    if busy.get_untracked() {
                        panel.act(ClientFrame::Stop {});
                    }
                }
            >
                <Icon shape=Shape::Stop />
                {words.stop}
            </button>
        </div>
    }
}
