//! The rail with all that was said. It follows what is new, except when the visitor reads further
//! up or has the focus in it: then a button tells that there is something new.

use super::intro::Intro;
use super::messages::{Running, message, unsent};
use super::notices::notice;
use crate::js::host::before_paint;
use crate::state::Panel;
use handrail_protocol::Entry;
use handrail_ui::components::{Icon, Shape};
use handrail_ui::rail::{self, Line, Segment};
use leptos::html::Section;
use leptos::prelude::*;

/// So near to the end counts as the end, in pixels.
const NEAR_PX: i32 = 40;

#[component]
pub(super) fn Transcript(panel: Panel) -> impl IntoView {
    let words = panel.words;
    let scroller = NodeRef::<Section>::new();
    let at_end = RwSignal::new(true);
    let focused = RwSignal::new(false);
    let news = RwSignal::new(false);
    let first = if panel.site.with_value(|site| site.assistant.is_some()) {
        Line::Ai
    } else {
        Line::System
    };
    let rows = move || {
        let mut line = first;
        panel.view.with(|view| {
            view.entries
                .iter()
                .map(|entry| {
                    let segment = rail::follow(line, entry);
                    line = segment.below;
                    (segment, entry.clone())
                })
                .collect::<Vec<(Segment, Entry)>>()
        })
    };
    let last = Signal::derive(move || {
        let mut segment = Segment {
            above: first,
            below: first,
        };
        panel.view.with(|view| {
            for entry in &view.entries {
                segment = rail::follow(segment.below, entry);
            }
        });
        Segment {
            above: segment.below,
            below: segment.below,
        }
    });
    let to_end = move || {
        before_paint(move || {
            if let Some(scroller) = scroller.get_untracked() {
                scroller.set_scroll_top(scroller.scroll_height());
            }
        });
    };
    // What is new, and whose it is: the visitor's own words are always followed.
    Effect::new(move |before: Option<(usize, usize)>| {
        let entries = panel.view.with(|view| view.entries.len());
        let own = panel.outbox.with(|outbox| outbox.messages.len());
        panel.live.track();
        let (entries_before, own_before) = before.unwrap_or_default();
        let wrote = own > own_before;
        if wrote || (at_end.get_untracked() && !focused.get_untracked()) {
            to_end();
        } else if entries > entries_before {
            news.set(true);
        }
        (entries, own)
    });
    let scrolled = move || {
        if let Some(scroller) = scroller.get_untracked() {
            let left = scroller.scroll_height() - scroller.scroll_top() - scroller.client_height();
            at_end.set(left <= NEAR_PX);
            if left <= NEAR_PX {
                news.set(false);
            }
        }
    };
    Effect::new(move |_| {
        // A keyboard that opens must not hide the newest message.
        let window = window_event_listener(leptos::ev::resize, move |_| {
            if at_end.get_untracked() {
                to_end();
            }
        });
        on_cleanup(move || window.remove());
    });
    view! {
        <div class="transcript">
            <section
                class="scroller"
                tabindex="0"
                aria-label=words.conversation
                node_ref=scroller
                on:scroll=move |_| scrolled()
                on:focusin=move |_| focused.set(true)
                on:focusout=move |_| focused.set(false)
            >
                <p class="seeing" hidden=move || !panel.see_through.get()>
                    <Icon shape=Shape::Eye />
                    {words.see_through_on}
                </p>
                <div class="rail">
                    <Intro panel />
                    <For
                        each=rows
                        key=|(_, entry)| entry.seq()
                        children=move |(segment, entry)| match entry {
                            Entry::Message(said) => message(panel, said, segment),
                            Entry::Notice { seq, notice: what, .. } => {
                                notice(panel, seq, what, segment)
                            }
                        }
                    />
                    <Running panel segment=last />
                    <For
                        each=move || panel.outbox.with(|outbox| outbox.messages.clone())
                        key=|message| message.client_id.clone()
                        children=move |message| unsent(panel, message, last.get_untracked())
                    />
                </div>
            </section>
            <button
                type="button"
                class="button new-messages"
                hidden=move || !news.get()
                on:click=move |_| {
                    news.set(false);
                    to_end();
                }
            >
                <Icon shape=Shape::Down />
                {words.new_messages}
            </button>
        </div>
    }
}
