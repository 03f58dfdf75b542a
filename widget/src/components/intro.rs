//! The first thing on the rail: who answers, that it is an AI, what it can do, what is hidden
//! from it, and how the data is used. It stands above a composer that can be used at once.

use crate::state::Panel;
use handrail_protocol::Author;
use handrail_ui::components::{Actions, Button, MessageRow, Paragraph, Shape, flag};
use handrail_ui::rail::{Line, Segment};
use handrail_ui::words::fill;
use leptos::prelude::*;

#[component]
pub(super) fn Intro(panel: Panel) -> impl IntoView {
    let words = panel.words;
    let inner = panel.inner();
    let site = &inner.site;
    let (author, text, line, disclosure) = match &site.assistant {
        Some(assistant) => (
            Author::ai(&assistant.name),
            fill(
                words.intro,
                &[
                    ("name", &assistant.name),
                    ("site", &site.name),
                    ("intro", &assistant.intro),
                ],
            ),
            Line::Ai,
            words.disclosure,
        ),
        None => {
            let mut author = Author::system();
            author.name = Some(site.name.clone());
            let text = fill(words.intro_people, &[("site", &site.name)]);
            (author, text, Line::System, "")
        }
    };
    let kinds: Vec<String> = site
        .hidden_kinds
        .iter()
        .filter(|kind| *kind != "text")
        .map(|kind| words.kinds_of(kind).to_owned())
        .collect();
    let kinds = if line == Line::Ai && !kinds.is_empty() {
        [words.hidden_kinds, " ", &words.list(&kinds), "."].concat()
    } else {
        String::new()
    };
    let privacy = site.disclosure.privacy_url.clone();
    let no_privacy = privacy.is_none();
    let asks = line == Line::Ai && site.disclosure.mode == "ask";
    let undecided = flag(move || {
        asks && panel.scene(|scene| scene.consent.is_none())
            && panel.see(|view| view.consent.is_none())
    });
    let segment = Segment {
        above: line,
        below: line,
    };
    view! {
        <MessageRow author segment words visitor=words.author_you class="intro">
            <Paragraph class="" text />
            <p class="fine">
                {disclosure} " "
                <a href=privacy target="_blank" rel="noopener" hidden=no_privacy>
                    {words.data_use}
                </a>
            </p>
            <Paragraph class="fine kinds" text=kinds icon=Shape::Lock />
            <Actions when=undecided>
                <Paragraph class="ask" text=words.consent_ask.to_owned() />
                <Button
                    class="button"
                    label=words.consent_yes.to_owned()
                    act=Box::new(move || panel.answer_disclosure(true))
                />
                <Button
                    class="button"
                    label=words.consent_no.to_owned()
                    act=Box::new(move || panel.answer_disclosure(false))
                />
            </Actions>
        </MessageRow>
    }
}
