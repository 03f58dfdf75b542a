//! The way to a person: a button in words, never disabled, and beside it what will happen.

use crate::pure::beside::{Situation, beside};
use crate::state::Panel;
use handrail_ui::components::{Icon, Shape};
use handrail_ui::js::clock;
use leptos::prelude::*;

#[component]
pub(super) fn HumanBar(panel: Panel) -> impl IntoView {
    let words = panel.words;
    let text = Memo::new(move |_| {
        let offline = panel.is_offline();
        let asked = panel.outbox.with(|outbox| outbox.asked_human);
        let place = panel.place.get();
        panel.view.with(|view| {
            panel.people.with(|people| {
                let situation = Situation {
                    offline,
                    asked,
                    owner: &view.owner,
                    place,
                    people,
                };
                beside(words, situation, |at| clock::day_and_time(at, words.lang))
            })
        })
    });
    view! {
        <div class="human-bar">
            <button
                type="button"
                class="button human"
                aria-describedby="human-wait"
                on:click=move |_| panel.ask_human()
            >
                <Icon shape=Shape::Person />
                {words.human}
            </button>
            <p id="human-wait">{move || text.get()}</p>
        </div>
    }
}
