//! "What the AI sees", for the whole panel, and the counter.

use crate::pure::composer;
use crate::state::Panel;
use handrail_ui::components::{Button, Shape, flag, text};
use handrail_ui::words::fill;
use leptos::prelude::*;

#[component]
pub(super) fn Foot(panel: Panel) -> impl IntoView {
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
    let has_ai = panel.has_ai();
    view! {
        <div class="foot">
            <Button
                class="plain see"
                icon=Shape::Eye
                label=words.see_through.to_owned()
                hidden=flag(move || !has_ai)
                pressed=panel.see_through.into()
                act=Box::new(move || {
                    panel.see_through.update(|see| *see = !*see);
                    if panel.see_through.get_untracked() {
                        panel.status.say(words.see_through_on);
                    }
                })
            />
            <p id="count" class=class>
                {count}
            </p>
        </div>
    }
}
