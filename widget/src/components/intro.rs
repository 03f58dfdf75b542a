//! The first thing on the rail: who answers, that it is an AI, what it can do, what is hidden
//! from it, and how the data is used. It stands above a composer that can be used at once.

use crate::state::Panel;
use handrail_protocol::Author;
use handrail_ui::components::{Frame, Shape, actions, button, flag, icon, message_row, paragraph};
use handrail_ui::el::{El, anchor, el};
use handrail_ui::link::Link;
use handrail_ui::rail::{Line, Segment};
use handrail_ui::words::{Words, fill};

pub(super) fn intro(panel: Panel) -> El {
    let words = panel.words;
    let inner = panel.inner();
    let site = &inner.site;
    let (author, text, own, line, disclosure) = match &site.assistant {
        Some(assistant) => (
            Author::ai(&assistant.name),
            fill(
                words.intro,
                &[
                    ("name", &assistant.name),
                    ("site", &site.name),
                    ("intro", ""),
                ],
            ),
            assistant.intro.as_str(),
            Line::Ai,
            words.disclosure,
        ),
        None => {
            let mut author = Author::system();
            author.name = Some(site.name.clone());
            let text = fill(words.intro_people, &[("site", &site.name)]);
            (author, text, "", Line::System, "")
        }
    };
    let asks = line == Line::Ai && site.disclosure.mode == "ask";
    let undecided = flag(move || {
        asks && panel.with_local(|local| local.consent.is_none())
            && panel.with_view(|view| view.consent.is_none())
    });
    let privacy = site.disclosure.privacy_url.as_deref();
    let privacy = privacy
        .and_then(Link::of_site)
        .map(|link| anchor(&link).text(words.data_use));
    let kinds = (line == Line::Ai)
        .then(|| hidden_kinds(&site.hidden_kinds, words))
        .flatten();
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
        // The site's own words may be of another direction than the sentence before them.
        paragraph("", &text)
            .attr("dir", "auto")
            .child(el("bdi").text(own)),
        paragraph("fine", disclosure).text(" ").children(privacy),
    ];
    content.extend(kinds);
    content.extend(consent);
    message_row(frame, content)
}

/// Named first, being what people write most; the others unfold.
const FAMILIAR: [&str; 5] = ["card", "email", "phone", "name", "address"];

/// "Hidden from the AI: card numbers, names and more", which unfolds to the whole list.
fn hidden_kinds(kinds: &[String], words: &'static Words) -> Option<El> {
    let (familiar, others): (Vec<&str>, Vec<&str>) = kinds
        .iter()
        .map(String::as_str)
        .filter(|kind| *kind != "text")
        .partition(|kind| FAMILIAR.contains(kind));
    let names = |kinds: &[&str]| {
        let mut names: Vec<String> = kinds
            .iter()
            .map(|kind| words.kinds_of(kind).to_owned())
            .collect();
        // The site's own kinds share their words.
        names.dedup();
        names
    };
    let (mut first, rest) = (names(&familiar), names(&others));
    if rest.is_empty() || first.is_empty() {
        first.extend(rest);
        let list = [words.hidden_kinds, " ", &words.list(&first), "."].concat();
        return (!first.is_empty()).then(|| {
            el("p")
                .class("fine kinds")
                .child(icon(Shape::Lock))
                .child(el("span").text(&list))
        });
    }
    first.push(words.hidden_more.to_owned());
    let list = [words.hidden_kinds, " ", &words.list(&first)].concat();
    let summary = el("summary")
        .child(icon(Shape::Lock))
        .child(el("span").text(&list));
    let rest = [words.hidden_also, " ", &words.list(&rest), "."].concat();
    Some(
        el("details")
            .class("fine kinds")
            .child(summary)
            .child(paragraph("", &rest)),
    )
}
