//! A message on the rail.

use crate::components::{Icon, Paragraph, Shape};
use crate::js::clock;
use crate::rail::Segment;
use crate::words::{Words, fill};
use handrail_protocol::{Author, AuthorKind, Citation, Message, StopCause, UnixMillis};
use leptos::prelude::*;

/// The frame of a message: its place on the rail, who wrote it and when.
#[component]
pub fn MessageRow(
    /// Who wrote it.
    author: Author,
    /// When; absent while it is being written or sent.
    #[prop(optional_no_strip)]
    at: Option<UnixMillis>,
    /// Its piece of the rail.
    segment: Segment,
    /// The panel's words.
    words: &'static Words,
    /// What the visitor is called here; `words.author_you` towards the visitor.
    visitor: &'static str,
    /// More classes of the row.
    #[prop(optional)]
    class: &'static str,
    /// The text and what belongs to it.
    children: Children,
) -> impl IntoView {
    let (kind, tag) = match author.kind {
        AuthorKind::Visitor => ("from-visitor", ""),
        AuthorKind::Ai => ("from-ai", words.label_ai),
        AuthorKind::Person => ("from-person", words.label_person),
        AuthorKind::System => ("from-system", words.label_system),
    };
    let time = at.map(|at| clock::time_of_day(at, words.lang));
    let mut called = match author.kind {
        AuthorKind::Visitor => visitor.to_owned(),
        _ => words.author(&author),
    };
    if let Some(time) = &time {
        called.push_str(", ");
        called.push_str(time);
    }
    let name = match author.kind {
        AuthorKind::Visitor => visitor.to_owned(),
        _ => author.name.unwrap_or_default(),
    };
    let title = author.title.unwrap_or_default();
    let classes = ["row ", kind, " ", segment.below.class(), " ", class].concat();
    let datetime = at.map(clock::iso).unwrap_or_default();
    let time = time.unwrap_or_default();
    view! {
        <div class=classes>
            <article aria-label=called>
                <div class="by">
                    <span class="tag" hidden=tag.is_empty()>
                        {tag}
                    </span>
                    <span class="name">{name}</span>
                    <span class="role">{title}</span>
                    <time datetime=datetime>{time}</time>
                </div>
                {children()}
            </article>
        </div>
    }
}

/// What stands under the text of a reply: doubt, what was left out, sources.
#[component]
pub fn ReplyDetails(
    /// The reply.
    message: Message,
    /// The panel's words.
    words: &'static Words,
) -> impl IntoView {
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
    view! {
        {asides
            .into_iter()
            .flatten()
            .map(|text| view! { <Paragraph class="aside" text=text.to_owned() /> })
            .collect_view()}
        {(!message.citations.is_empty())
            .then(|| view! { <Sources citations=message.citations words /> })}
    }
}

#[component]
fn Sources(citations: Vec<Citation>, words: &'static Words) -> impl IntoView {
    view! {
        <div class="sources">
            <p class="sources-title">{words.sources}</p>
            <ol>
                {citations
                    .into_iter()
                    .filter(|citation| may_open(&citation.url))
                    .map(|citation| {
                        let called = fill(words.source_opens, &[("title", &citation.title)]);
                        view! {
                            <li value=citation.number>
                                <a
                                    href=citation.url
                                    target="_blank"
                                    rel="noopener"
                                    title=citation.quote
                                    aria-label=called
                                >
                                    <Icon shape=Shape::Page />
                                    <span dir="auto">{citation.title}</span>
                                </a>
                            </li>
                        }
                    })
                    .collect_view()}
            </ol>
        </div>
    }
}

/// Addresses of sources come from the site's own articles; still, only pages are opened.
fn may_open(url: &str) -> bool {
    crate::markdown::is_safe_link(url)
        || url
            .strip_prefix("http://")
            .is_some_and(|rest| crate::markdown::is_safe_link(&["https://", rest].concat()))
}
