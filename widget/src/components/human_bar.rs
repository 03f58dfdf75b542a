//! The way to a person: a button in words, never disabled, and beside it what will happen.

use crate::pure::beside::{Situation, beside};
use crate::state::{Panel, Scene};
use handrail_ui::components::{Icon, Shape, text};
use handrail_ui::js::clock;
use leptos::prelude::*;

#[component]
pub(super) fn HumanBar(panel: Panel) -> impl IntoView {
    let words = panel.words;
    let wait = text(move || {
        panel.see(|view| {
            panel.scene(|scene| {
                let situation = Situation {
                    offline: Scene::is_offline(scene),
                    asked: scene.outbox.asked_human,
                    owner: &view.owner,
                    place: scene.place,
                    people: &scene.people,
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
            <p id="human-wait">{wait}</p>
        </div>
    }
}
