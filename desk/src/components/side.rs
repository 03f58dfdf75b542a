//! Beside the conversation: what happened so far at a glance, contact details, hidden values, and
//! the plain facts.

use crate::components::chip::Chip;
use crate::components::marked_text::MarkedText;
use crate::components::row::SourceLink;
use crate::pure::glance::Glance;
use crate::pure::time::plural;
use crate::pure::words;
use crate::state::Desk;
use crate::state::actions::Action;
use handrail_protocol::api::RevealedValue;
use handrail_protocol::{ConversationId, Owner};
use leptos::prelude::*;

/// One line that says what happened so far.
pub(crate) fn in_short(glance: &Glance) -> String {
    let mut parts = Vec::new();
    if glance.asked.is_none() {
        return "Nothing was asked yet".to_owned();
    }
    parts.push(match glance.ai_answers {
        0 => "The AI has not answered".to_owned(),
        count => format!("{} by the AI", plural(count as u64, "answer")),
    });
    if glance.failed_answers > 0 {
        parts.push(format!("{} did not help", glance.failed_answers));
    }
    if glance.withheld > 0 {
        parts.push(format!(
            "{} left out",
            plural(glance.withheld as u64, "sentence")
        ));
    }
    parts.join(" · ")
}

/// The side.
#[component]
pub(crate) fn Side(conversation: ConversationId) -> impl IntoView {
    view! {
        <aside class="side" id="side" aria-label="About this conversation">
            <AtAGlance conversation=conversation.clone() />
            <ContactDetails />
            <HiddenValues />
            <Facts conversation />
        </aside>
    }
}

#[component]
fn AtAGlance(conversation: ConversationId) -> impl IntoView {
    let desk = Desk::get();
    let room = desk.room;
    let glance = Memo::new(move |_| room.record.with(Glance::of));
    let why = Memo::new(move |_| match room.owner() {
        Owner::Waiting { reason, .. } => {
            let topic = desk.queue.item(&conversation).and_then(|item| item.topic);
            Some(words::handoff(reason, topic.as_deref()))
        }
        _ => None,
    });
    view! {
        <section>
            <h3>"At a glance"</h3>
            <dl class="facts stacked">
                {move || why.get().map(|why| view! { <dt>"Waits because"</dt><dd>{why}</dd> })}
                {move || {
                    glance
                        .with(|glance| glance.asked.clone())
                        .map(|text| {
                            view! {
                                <dt>"Asked first"</dt>
                                <dd class="cited" dir="auto"><MarkedText text /></dd>
                            }
                        })
                }}
                {move || {
                    glance
                        .with(|glance| glance.latest.clone())
                        .map(|text| {
                            view! {
                                <dt>"Wrote last"</dt>
                                <dd class="cited" dir="auto"><MarkedText text /></dd>
                            }
                        })
                }}
                <dt>"So far"</dt>
                <dd>{move || glance.with(in_short)}</dd>
                {move || {
                    let sources = glance.with(|glance| glance.sources.clone());
                    (!sources.is_empty())
                        .then(|| {
                            view! {
                                <dt>"The AI cited"</dt>
                                <dd class="source-list">
                                    {sources
                                        .into_iter()
                                        .map(|source| {
                                            view! { <SourceLink title=source.title url=source.url /> }
                                        })
                                        .collect_view()}
                                </dd>
                            }
                        })
                }}
            </dl>
        </section>
    }
}

#[component]
fn ContactDetails() -> impl IntoView {
    let desk = Desk::get();
    let room = desk.room;
    let is_mine = Memo::new(move |_| room.is_mine(desk));
    let has_details = move || room.details.with(|details| !details.is_empty());
    view! {
        <Show when=move || is_mine.get()>
            <section>
                <h3>"Contact details"</h3>
                <Show
                    when=has_details
                    fallback=move || {
                        view! {
                            <p class="hint">"The site shows you what is known while you answer. Each look is on record."</p>
                            <button
                                type="button"
                                class="plain"
                                // Taking what one holds already gives the details again.
                                on:click=move |_| room.act(desk, Action::Take)
                            >
                                "Show what is known"
                            </button>
                        }
                    }
                >
                    <dl class="facts">
                        {move || {
                            in_order(room.details.get())
                                .into_iter()
                                .map(|detail| {
                                    view! {
                                        <dt>{words::kind(&detail.kind).to_owned()}</dt>
                                        <dd dir="auto" class="detail-value">{detail.value}</dd>
                                    }
                                })
                                .collect_view()
                        }}
                    </dl>
                    <p class="hint">"Shown because you answer this conversation. On record."</p>
                </Show>
            </section>
        </Show>
    }
}

/// Names first, then ways to reach them, each kind in the order it was mentioned.
fn in_order(mut details: Vec<RevealedValue>) -> Vec<RevealedValue> {
    const ORDER: [&str; 4] = ["name", "email", "phone", "address"];
    details.sort_by_key(|detail| {
        ORDER
            .iter()
            .position(|kind| *kind == detail.kind)
            .unwrap_or(ORDER.len())
    });
    details
}

#[component]
fn HiddenValues() -> impl IntoView {
    let desk = Desk::get();
    let room = desk.room;
    // What is shown above is not listed again.
    let hidden = Memo::new(move |_| {
        let mut hidden = room.record.with(|record| record.placeholders());
        room.details.with(|details| {
            hidden.retain(|placeholder| {
                !details
                    .iter()
                    .any(|shown| shown.placeholder == *placeholder)
            });
        });
        hidden
    });
    let may_look = Memo::new(move |_| room.may_reveal(desk));
    view! {
        <Show when=move || hidden.with(|hidden| !hidden.is_empty())>
            <section>
                <h3>"Hidden values"</h3>
                <p class="chips">
                    {move || {
                        hidden
                            .get()
                            .into_iter()
                            .map(|placeholder| view! { <Chip placeholder /> })
                            .collect_view()
                    }}
                </p>
                <p class="hint">
                    {move || {
                        if may_look.get() {
                            "Choose one to see it. You'll be asked why, and it's kept on record."
                        } else {
                            "Only the agent who answers and leads can look at one, on record."
                        }
                    }}
                </p>
            </section>
        </Show>
    }
}

#[component]
fn Facts(conversation: ConversationId) -> impl IntoView {
    let desk = Desk::get();
    let room = desk.room;
    let page = Memo::new(move |_| room.record.with(|record| record.view.page.clone()));
    let locale = Memo::new(move |_| room.record.with(|record| record.view.locale.clone()));
    let consent = Memo::new(move |_| {
        room.record.with(|record| match &record.view.consent {
            Some((version, true)) => format!("May read along (version {version})"),
            Some((version, false)) => format!("People only (version {version})"),
            None => "Not answered yet".to_owned(),
        })
    });
    view! {
        <section>
            <h3>"Conversation"</h3>
            <dl class="facts">
                {move || {
                    page.get()
                        .map(|text| {
                            view! { <dt>"Page"</dt><dd class="path" dir="ltr"><MarkedText text /></dd> }
                        })
                }}
                <dt>"Language"</dt>
                <dd>{move || locale.get()}</dd>
                <dt>"AI"</dt>
                <dd>{move || consent.get()}</dd>
                <dt>"Id"</dt>
                <dd class="path" dir="ltr">{conversation.to_string()}</dd>
            </dl>
        </section>
    }
}
