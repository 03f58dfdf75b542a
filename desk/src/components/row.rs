//! One line of the agent's transcript.

use crate::components::decision::DecisionLog;
use crate::components::marked_text::{MarkedProse, MarkedText};
use crate::pure::record::{Content, Decision, Row};
use crate::pure::words;
use crate::state::Desk;
use crate::state::outbox::{Audience, Progress, Unsent};
use handrail_protocol::{Author, AuthorKind, Citation, Message, ReplySource, Withheld};
use handrail_ui::components::{Icon, MessageRow, NoticeRow, Shape};
use handrail_ui::el::anchor;
use handrail_ui::js::clock;
use handrail_ui::link::Link;
use handrail_ui::rail::{Line, Segment};
use handrail_ui::words::Words;
use leptos::prelude::*;

/// The desk speaks English.
pub(crate) fn shared_words() -> &'static Words {
    Words::of("en")
}

/// A line.
#[component]
pub(crate) fn TranscriptRow(row: Row, assistant: String) -> impl IntoView {
    let segment = row.segment;
    match row.content {
        Content::Message {
            message,
            decisions,
            source,
        } => view! { <Said message decisions source segment /> }.into_any(),
        Content::Notice {
            at, notice, remark, ..
        } => {
            let mut text = words::notice(&notice, remark.as_deref(), &assistant);
            if let (handrail_protocol::Notice::Revealed(..), Some(reason)) = (&notice, &remark) {
                text.push_str(" Reason: ");
                text.push_str(reason);
            }
            let time = clock::time_of_day(at, shared_words().lang);
            view! {
                <NoticeRow segment text>
                    <time datetime=clock::iso(at)>{time}</time>
                </NoticeRow>
            }
            .into_any()
        }
        Content::Shown {
            at, placeholders, ..
        } => {
            let text = words::details_shown(&placeholders);
            let time = clock::time_of_day(at, shared_words().lang);
            view! {
                <NoticeRow segment text>
                    <time datetime=clock::iso(at)>{time}</time>
                </NoticeRow>
            }
            .into_any()
        }
        Content::Decision(decision) => {
            let class = format!("row notice decision {}", segment.below.class());
            view! {
                <div class=class>
                    <DecisionLog decisions=vec![decision] />
                </div>
            }
            .into_any()
        }
    }
}

#[component]
fn Said(
    message: Message,
    decisions: Vec<Decision>,
    source: Option<ReplySource>,
    segment: Segment,
) -> impl IntoView {
    let desk = Desk::get();
    let author = message.author.clone();
    let is_ai = author.kind == AuthorKind::Ai;
    let own_words = message
        .client_id
        .as_ref()
        .and_then(|client_id| desk.outbox.as_typed(client_id));
    let text = own_words.unwrap_or_else(|| message.text.clone());
    let body = match (author.kind, message.is_note) {
        (_, true) => view! {
            <div class="note">
                <p class="note-label">
                    <Icon shape=Shape::Lock />
                    "Private note (visitor can't see)"
                </p>
                <p class="as-typed" dir="auto"><MarkedText text /></p>
            </div>
        }
        .into_any(),
        (AuthorKind::Ai, _) => view! { <MarkedProse text=Signal::stored(text) /> }.into_any(),
        (AuthorKind::Visitor, _) => {
            view! { <p class="bubble" dir="auto"><MarkedText text /></p> }.into_any()
        }
        (AuthorKind::Person | AuthorKind::System, _) => {
            view! { <p class="as-typed" dir="auto"><MarkedText text /></p> }.into_any()
        }
    };
    let class = if message.is_note { "private" } else { "" };
    view! {
        <MessageRow author at=Some(message.at) segment words=shared_words() visitor="Visitor" class>
            {body}
            {message
                .unsure
                .then(|| view! { <p class="aside">"The visitor was told that the AI is not sure."</p> })}
            {message.stopped.map(|cause| view! { <p class="aside">{words::stopped(cause)}</p> })}
            {message.withheld.into_iter().map(|one| view! { <LeftOut one /> }).collect_view()}
            {(!message.citations.is_empty())
                .then(|| view! { <Sources citations=message.citations /> })}
            {(is_ai && (source.is_some() || !decisions.is_empty()))
                .then(|| view! { <DecisionLog decisions source /> })}
        </MessageRow>
    }
}

/// A sentence the visitor did not get to read.
#[component]
fn LeftOut(one: Withheld) -> impl IntoView {
    view! {
        <div class="left-out">
            <p class="left-out-label">
                "Left out: " {words::left_out(&one)}
            </p>
            {(!one.sentence.is_empty())
                .then(|| {
                    view! {
                        <p dir="auto"><s><MarkedText text=one.sentence /></s></p>
                    }
                })}
        </div>
    }
}

/// The articles a reply rests on, with the passages.
#[component]
fn Sources(citations: Vec<Citation>) -> impl IntoView {
    view! {
        <div class="sources">
            <p class="sources-title">{shared_words().sources}</p>
            <ol>
                {citations
                    .into_iter()
                    .map(|citation| {
                        view! {
                            <li value=citation.number>
                                <SourceLink title=citation.title url=citation.url />
                                <q class="quote" dir="auto">{citation.quote}</q>
                            </li>
                        }
                    })
                    .collect_view()}
            </ol>
        </div>
    }
}

/// One article. An address that is not a page stays text.
#[component]
pub(crate) fn SourceLink(title: String, url: String) -> impl IntoView {
    let Some(link) = Link::of_site(&url) else {
        return view! { <span dir="auto">{title}</span> }.into_any();
    };
    let called = format!("{title} (opens in a new tab)");
    let content = view! {
        <Icon shape=Shape::Page />
        <span dir="auto">{title}</span>
    };
    anchor(&link)
        .attr("aria-label", &called)
        .view(content.into_any())
        .into_any()
}

/// A message of mine whose event is still to come.
#[component]
pub(crate) fn UnsentRow(message: Unsent, line: Line) -> impl IntoView {
    let desk = Desk::get();
    let author = untrack(|| desk.session.agent())
        .map_or_else(Author::system, |agent| Author::person(&agent));
    let is_note = message.audience == Audience::Agents;
    let segment = Segment {
        above: line,
        below: line,
    };
    let class = if is_note { "private unsent" } else { "unsent" };
    let id = message.client_id.clone();
    let progress = Memo::new(move |_| {
        desk.outbox.unsent.with(|unsent| {
            unsent
                .iter()
                .find(|message| message.client_id == id)
                .map(|message| message.progress.clone())
        })
    });
    let (again, change) = (message.client_id.clone(), message.client_id);
    view! {
        <MessageRow author segment words=shared_words() visitor="Visitor" class>
            {is_note
                .then(|| {
                    view! {
                        <p class="note-label">
                            <Icon shape=Shape::Lock />
                            "Private note (visitor can't see)"
                        </p>
                    }
                })}
            <p class="as-typed" dir="auto">{message.text}</p>
            {move || match progress.get() {
                Some(Progress::Failed(why)) => {
                    let (again, change) = (again.clone(), change.clone());
                    view! {
                        <div class="not-sent">
                            <p role="alert">"Not sent. Your text is still here. "{why}</p>
                            <div class="actions">
                                <button
                                    type="button"
                                    class="button"
                                    on:click=move |_| desk.outbox.try_again(desk, again.clone())
                                >
                                    <Icon shape=Shape::Retry />
                                    "Try again"
                                </button>
                                <button
                                    type="button"
                                    class="plain"
                                    on:click=move |_| desk.room.change(desk, &change)
                                >
                                    "Change the text"
                                </button>
                            </div>
                        </div>
                    }
                        .into_any()
                }
                Some(Progress::Sending | Progress::Accepted) => {
                    view! { <p class="sending">"Sending…"</p> }.into_any()
                }
                None => ().into_any(),
            }}
        </MessageRow>
    }
}
