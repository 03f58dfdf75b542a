//! A message on the rail.

use super::button::paragraph;
use super::icon::{Shape, icon};
use crate::el::{El, anchor, div, el};
use crate::js::clock;
use crate::link::Link;
use crate::rail::Segment;
use crate::words::{Words, fill};
use handrail_protocol::{Author, AuthorKind, Citation, Message, StopCause, UnixMillis};

/// The frame of a message: its place on the rail, who wrote it and when.
#[derive(Clone)]
pub struct Frame {
    /// Who wrote it.
    pub author: Author,
    /// When; absent while it is being written or sent.
    pub at: Option<UnixMillis>,
    /// Its piece of the rail.
    pub segment: Segment,
    /// The panel's words.
    pub words: &'static Words,
    /// What the visitor is called here; `words.author_you` towards the visitor.
    pub visitor: &'static str,
    /// More classes of the row.
    pub class: &'static str,
}

/// A message in its frame.
pub fn message_row(frame: Frame, content: Vec<El>) -> El {
    let Frame {
        author,
        at,
        segment,
        words,
        visitor,
        class,
    } = frame;
    let (kind, tag) = match author.kind {
        AuthorKind::Visitor => ("from-visitor", ""),
        AuthorKind::Ai => ("from-ai", words.label_ai),
        AuthorKind::Person => ("from-person", words.label_person),
        AuthorKind::System => ("from-system", words.label_system),
    };
    let is_visitor = author.kind == AuthorKind::Visitor;
    let mut called = if is_visitor {
        visitor.to_owned()
    } else {
        words.author(&author)
    };
    let time = at.map(|at| {
        let time = clock::time_of_day(at, words.lang);
        called.push_str(", ");
        called.push_str(&time);
        el("time").attr("datetime", &clock::iso(at)).text(&time)
    });
    let name = if is_visitor {
        visitor
    } else {
        author.name.as_deref().unwrap_or_default()
    };
    let part =
        |class: &str, text: &str| (!text.is_empty()).then(|| el("span").class(class).text(text));
    let by = div("by")
        .children(part("tag", tag))
        .children(part("name", name))
        .children(part("role", author.title.as_deref().unwrap_or_default()))
        .children(time);
    let class = ["row ", kind, " ", segment.below.class(), " ", class].concat();
    div(&class).child(
        el("article")
            .attr("aria-label", &called)
            .child(by)
            .children(content),
    )
}

/// What stands under the text of a reply: doubt, what was left out, sources.
pub fn reply_details(message: &Message, words: &'static Words) -> Vec<El> {
    let cut = match message.stopped {
        Some(StopCause::Visitor) => Some(words.stopped),
        Some(StopCause::Truncated) => Some(words.truncated),
        Some(StopCause::Superseded | StopCause::Handoff) | None => None,
    };
    let asides = [
        message.unsure.then_some(words.unsure),
        (!message.withheld.is_empty()).then_some(words.withheld),
        cut,
    ];
    let mut details: Vec<El> = asides
        .into_iter()
        .flatten()
        .map(|text| paragraph("aside", text))
        .collect();
    if !message.citations.is_empty() {
        details.push(sources(&message.citations, words));
    }
    details
}

fn sources(citations: &[Citation], words: &'static Words) -> El {
    let items = citations.iter().filter_map(|citation| {
        let link = Link::of_site(&citation.url)?;
        let called = fill(words.source_opens, &[("title", &citation.title)]);
        let source = anchor(&link)
            .attr("title", &citation.quote)
            .attr("aria-label", &called)
            .child(icon(Shape::Page))
            .child(el("span").attr("dir", "auto").text(&citation.title));
        let number = citation.number.to_string();
        Some(el("li").attr("value", &number).child(source))
    });
    div("sources")
        .child(paragraph("sources-title", words.sources))
        .child(el("ol").children(items))
}
