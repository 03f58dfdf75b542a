//! The time an owner has left to answer, when it is running out.

use crate::pure::{patience::Due, time};
use crate::state::Desk;
use leptos::prelude::*;

/// For the owner of the conversation that is open, once the visitor has waited for a while.
#[component]
pub(crate) fn Patience() -> impl IntoView {
    let desk = Desk::get();
    let room = desk.room;
    let due = Memo::new(move |_| {
        let patience = room.record.with(|record| record.patience);
        if room.is_mine(desk) {
            patience.due(room.typed.get(), desk.clock.now())
        } else {
            None
        }
    });
    let is_due = Memo::new(move |_| due.with(Option::is_some));
    // A clock is no text for a live region: a screen reader is told once.
    Effect::new(move |_| {
        if is_due.get() {
            let words = "The visitor is waiting for your answer. The conversation goes back to the queue soon.";
            desk.queue.said.set(words.to_owned());
        }
    });
    let clock = move |of: fn(Due) -> u64| move || due.get().map(|due| time::clock(of(due)));
    view! {
        <Show when=move || is_due.get()>
            <p class="told patience">
                <span>
                    "The visitor has been waiting "
                    <span class="digits">{clock(|due| due.waited_millis)}</span>
                    ". Unless you answer or type, the conversation goes back to the queue in "
                    <span class="digits">{clock(|due| due.left_millis)}</span> "."
                </span>
            </p>
        </Show>
    }
}
