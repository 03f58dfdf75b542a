//! That the assistant is at work, and the way to stop it, right before the composer.

use super::messages::working;
use crate::state::Panel;
use handrail_protocol::ClientFrame;
use handrail_ui::components::{Button, Shape, flag, text};
use handrail_ui::words::fill;
use leptos::prelude::*;

#[component]
pub(super) fn WorkStrip(panel: Panel) -> impl IntoView {
    let words = panel.words;
    let focused = RwSignal::new(false);
    let busy = flag(move || panel.is_busy());
    let said = text(move || {
        if busy.get() {
            return working(panel);
        }
        panel.scene(|scene| match &scene.typing {
            Some(name) => fill(words.typing, &[("name", name)]),
            None => String::new(),
        })
    });
    // It stays while it has the focus: an answer that ends does not move the visitor.
    let no_stop = flag(move || !busy.get() && !focused.get());
    let hidden = flag(move || no_stop.get() && said.with(String::is_empty));
    view! {
        <div
            class="strip"
            hidden=hidden
            on:focusin=move |_| focused.set(true)
            on:focusout=move |_| focused.set(false)
        >
            <span>{said}</span>
            <Button
                class="button stop"
                icon=Shape::Stop
                label=words.stop.to_owned()
                hidden=no_stop
                act=Box::new(move || {
                    if busy.get_untracked() {
                        panel.act(ClientFrame::Stop {});
                    }
                })
            />
        </div>
    }
}
