//! The way to a person: a button in words, never disabled, and beside it what will happen.

use crate::pure::beside::{Situation, beside};
use crate::state::Panel;
use handrail_ui::components::{Shape, button, text};
use handrail_ui::el::{El, div, el};
use handrail_ui::js::clock;

pub(super) fn human_bar(panel: Panel) -> El {
    let words = panel.words;
    let has_form = panel.has_contact_form();
    let wait = text(move || {
        panel.see(|view| {
            panel.scene(|scene| {
                let situation = Situation {
                    reach: scene.reach(),
                    asked: scene.outbox.asked_human,
                    owner: &view.owner,
                    place: scene.place,
                    takes_email: has_form && !view.contact_left,
                    people: &scene.people,
                };
                beside(words, situation, |at| clock::day_and_time(at, words.lang))
            })
        })
    });
    let human = button(
        "button human",
        Some(Shape::Person),
        words.human,
        move || {
            panel.ask_human();
        },
    );
    div("human-bar")
        .child(human.attr("aria-describedby", "human-wait"))
        .child(el("p").attr("id", "human-wait").text_of(wait))
}
