//! That the assistant is at work, and the way to stop it, right before the composer.

use super::messages::working;
use crate::state::Panel;
use handrail_protocol::ClientFrame;
use handrail_ui::components::{Shape, button, flag, text};
use handrail_ui::el::{El, div, el};
use handrail_ui::words::fill;
use leptos::prelude::*;

pub(super) fn work_strip(panel: Panel) -> El {
    let words = panel.words;
    let focused = RwSignal::new(false);
    let busy = move || panel.is_busy();
    let said = text(move || {
        if busy() {
            return working(panel);
        }
        panel.with_local(|local| match &local.typing {
            Some(name) => fill(words.typing, &[("name", name)]),
            None => String::new(),
        })
    });
    // It stays while it has the focus: an answer that ends does not move the visitor.
    let no_stop = flag(move || !busy() && !focused.get());
    let (idle, nothing) = (no_stop.clone(), said.clone());
    let hidden = flag(move || idle() && nothing().is_empty());
    let stop = button("button stop", Some(Shape::Stop), words.stop, move || {
        if busy() {
            panel.act(ClientFrame::Stop {});
        }
    });
    div("strip")
        .child(el("span").text_of(said))
        .child(stop.hidden_while(no_stop))
        .hidden_while(hidden)
        .on("focusin", move |_| focused.set(true))
        .on("focusout", move |_| focused.set(false))
}
