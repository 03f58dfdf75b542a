//! "What the AI sees", for the whole panel, and the counter.

use crate::pure::composer;
use crate::state::Panel;
use handrail_ui::components::{Icon, Shape};
use handrail_ui::words::fill;
use leptos::prelude::*;

#[component]
pub(super) fn Foot(panel: Panel) -> impl IntoView {
    let words = panel.words;
    let has_ai = panel.site.with_value(|site| site.assistant.is_some());
    let left = Memo::new(move |_| panel.draft.with(|draft| composer::left(draft)));
    let count = move || {
        let left = left.get();
        let template = if left < 0 {
            words.too_long
        } else {
            words.characters_left
        };
        composer::is_shown(left).then(|| fill(template, &[("n", &left.unsigned_abs().to_string())]))
    };
    view! {
        <div class="foot">
            {has_ai
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="plain see"
                            aria-pressed=move || {
                                if panel.see_through.get() { "true" } else { "false" }
                            }
                            on:click=move |_| {
                                panel.see_through.update(|see| *see = !*see);
                                if panel.see_through.get_untracked() {
                                    panel.status.say(words.see_through_on);
                                }
                            }
                        >
                            <Icon shape=Shape::Eye />
                            {words.see_through}
                        </button>
                    }
                })}
            <p id="count" class:error=move || { left.get() < 0 }>
                {count}
            </p>
        </div>
    }
}
