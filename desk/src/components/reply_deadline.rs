//! The time an owner has left to answer, when it is running out.

use crate::pure::{reply_deadline::Due, time};
use crate::state::Desk;
use handrail_ui::components::{flag, text};
use handrail_ui::el::{El, div, el, follow};
use leptos::prelude::*;

/// For the owner of the conversation that is open, once the visitor has waited for a while.
pub(crate) fn reply_deadline(desk: Desk) -> El {
    let pane = desk.pane;
    let due = Memo::new(move |_| {
        let deadline = pane.record.with(|record| record.deadline);
        if pane.is_mine(desk) {
            deadline.due(pane.typed.get(), desk.clock.now())
        } else {
            None
        }
    });
    let is_due = Memo::new(move |_| due.with(Option::is_some));
    // A clock is no text for a live region: a screen reader is told once.
    follow(Box::new(move || {
        if is_due.get() {
            let words = "The visitor is waiting for your answer. The conversation goes back to the queue soon.";
            desk.queue.announced.set(words.to_owned());
        }
    }));
    let clock = move |of: fn(Due) -> u64| {
        let clock = text(move || {
            due.get()
                .map_or_else(String::new, |due| time::clock(of(due)))
        });
        el("span").class("digits").text_of(clock)
    };
    div("slot").part_while(flag(move || is_due.get()), move || {
        let sentence = el("span")
            .text("The visitor has been waiting ")
            .child(clock(|due| due.waited_millis))
            .text(". Unless you answer or type, the conversation goes back to the queue in ")
            .child(clock(|due| due.left_millis))
            .text(".");
        el("p").class("action-notice").child(sentence)
    })
}
