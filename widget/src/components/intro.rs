//! The first thing on the rail: who answers, that it is an AI, what it can do, what is hidden
//! from it, and how the data is used. It stands above a composer that can be used at once.

use crate::state::Panel;
use handrail_protocol::Author;
use handrail_ui::components::{Actions, Icon, MessageRow, Shape};
use handrail_ui::rail::{Line, Segment};
use handrail_ui::words::fill;
use leptos::prelude::*;

#[component]
pub(super) fn Intro(panel: Panel) -> impl IntoView {
    let words = panel.words;
    let site = panel.site.get_value();
    let privacy = site.disclosure.privacy_url.clone();
    let data_use = privacy.map(|url| {
        view! {
            " "
            <a href=url target="_blank" rel="noopener">
                {words.data_use}
            </a>
        }
    });
    let Some(assistant) = site.assistant else {
        let segment = Segment {
            above: Line::System,
            below: Line::System,
        };
        let text = fill(words.intro_people, &[("site", &site.name)]);
        let mut author = Author::system();
        author.name = Some(site.name);
        return view! {
            <MessageRow author segment words visitor=words.author_you class="intro">
                <p>{text}</p>
                <p class="fine">{data_use}</p>
            </MessageRow>
        }
        .into_any();
    };
    let text = fill(
        words.intro,
        &[
            ("name", &assistant.name),
            ("site", &site.name),
            ("intro", &assistant.intro),
        ],
    );
    let kinds: Vec<String> = site
        .hidden_kinds
        .iter()
        .filter(|kind| *kind != "text")
        .map(|kind| words.kinds_of(kind).to_owned())
        .collect();
    let kinds = (!kinds.is_empty()).then(|| words.list(&kinds));
    let asks = site.disclosure.mode == "ask";
    let undecided = Signal::derive(move || {
        panel.consent.get().is_none() && panel.view.with(|view| view.consent.is_none())
    });
    view! {
        <MessageRow
            author=Author::ai(assistant.name)
            segment=Segment::default()
            words
            visitor=words.author_you
            class="intro"
        >
            <p dir="auto">{text}</p>
            <div class="fine">
                <p>{words.disclosure} {data_use}</p>
                {kinds
                    .map(|kinds| {
                        view! {
                            <p class="kinds">
                                <Icon shape=Shape::Lock />
                                <span>{words.hidden_kinds} " " {kinds} "."</span>
                            </p>
                        }
                    })}
            </div>
            {asks
                .then(|| {
                    view! {
                        <Actions when=undecided>
                            <p class="ask">{words.consent_ask}</p>
                            <button
                                type="button"
                                class="button"
                                on:click=move |_| panel.answer_disclosure(true)
                            >
                                {words.consent_yes}
                            </button>
                            <button
                                type="button"
                                class="button"
                                on:click=move |_| panel.answer_disclosure(false)
                            >
                                {words.consent_no}
                            </button>
                        </Actions>
                    }
                })}
        </MessageRow>
    }
    .into_any()
}
