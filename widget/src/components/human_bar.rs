//! "Talk to a human", never disabled, with its status line.

use crate::pure::human_status::{Situation, human_status};
use crate::state::Panel;
use handrail_ui::components::{Shape, button, text};
use handrail_ui::el::{El, div, el};
use handrail_ui::js::clock;

pub(super) fn human_bar(panel: Panel) -> El {
    let words = panel.words;
    let has_form = panel.has_contact_form();
    let wait = text(move || {
        panel.with_view(|view| {
            panel.with_local(|local| {
                let situation = Situation {
                    reach: local.reach(),
                    asked: local.outbox.asked_human,
                    owner: &view.owner,
                    place: local.place,
                    takes_email: has_form && !view.contact_left,
                    people: &local.people,
                };
                human_status(words, situation, |at| clock::day_and_time(at, words.lang))
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
