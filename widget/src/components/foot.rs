//! "What the AI sees", for the whole panel, and the counter.

use crate::pure::composer;
use crate::state::Panel;
use handrail_ui::components::{Shape, flag, text, toggle};
use handrail_ui::el::{El, div, el};
use handrail_ui::words::fill;
use leptos::prelude::*;

pub(super) fn foot(panel: Panel) -> El {
    let words = panel.words;
    let left = move || panel.draft.with(|draft| composer::left(draft));
    let count = text(move || {
        let left = left();
        let template = if left < 0 {
            words.too_long
        } else {
            words.characters_left
        };
        if composer::is_shown(left) {
            fill(template, &[("n", &left.unsigned_abs().to_string())])
        } else {
            String::new()
        }
    });
    let class = text(move || if left() < 0 { "error" } else { "" }.to_owned());
    let see = toggle(
        "plain see",
        Some(Shape::Eye),
        words.see_through,
        flag(move || panel.see_through.get()),
        move || {
            panel.see_through.update(|see| *see = !*see);
            if panel.see_through.get_untracked() {
                panel.status.say(words.see_through_on);
            }
        },
    );
    div("foot").child(see.hidden(!panel.has_ai())).child(
        el("p")
            .attr("id", "count")
            .attr_of("class", class)
            .text_of(count),
    )
}
