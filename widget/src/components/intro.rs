//! The first thing on the rail: who answers, that it is an AI, what it can do, what is hidden
//! from it, and how the data is used. It stands above a composer that can be used at once.

use crate::state::Panel;
use handrail_protocol::Author;
use handrail_ui::components::{Frame, Shape, actions, button, flag, icon, message_row, paragraph};
use handrail_ui::el::{El, el};
use handrail_ui::rail::{Line, Segment};
use handrail_ui::words::fill;

pub(super) fn intro(panel: Panel) -> El {
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
    let mut kinds: Vec<String> = site
        .hidden_kinds
        .iter()
        .filter(|kind| *kind != "text")
        .map(|kind| words.kinds_of(kind).to_owned())
        .collect();
    // The site's own kinds share their words.
    kinds.dedup();
    let kinds = if line == Line::Ai && !kinds.is_empty() {
        [words.hidden_kinds, " ", &words.list(&kinds), "."].concat()
    } else {
        String::new()
    };
    let asks = line == Line::Ai && site.disclosure.mode == "ask";
    let undecided = flag(move || {
        asks && panel.scene(|scene| scene.consent.is_none())
            && panel.see(|view| view.consent.is_none())
    });
    let privacy = site.disclosure.privacy_url.as_deref().map(|url| {
        el("a")
            .attr("href", url)
            .attr("target", "_blank")
            .attr("rel", "noopener")
            .text(words.data_use)
    });
    let kinds = (!kinds.is_empty()).then(|| {
        el("p")
            .class("fine kinds")
            .child(icon(Shape::Lock))
            .child(el("span").text(&kinds))
    });
    let consent = asks.then(|| {
        let answer = |label: &str, accepted: bool| {
            button("button", None, label, move || {
                panel.answer_disclosure(accepted)
            })
        };
        actions(
            undecided,
            [
                paragraph("ask", words.consent_ask),
                answer(words.consent_yes, true),
                answer(words.consent_no, false),
            ],
        )
    });
    let frame = Frame {
        author,
        at: None,
        segment: Segment {
            above: line,
            below: line,
        },
        words,
        visitor: words.author_you,
        class: "intro",
    };
    let mut content = vec![
        paragraph("", &text).attr("dir", "auto"),
        paragraph("fine", disclosure).text(" ").children(privacy),
    ];
    content.extend(kinds);
    content.extend(consent);
    message_row(frame, content)
}
