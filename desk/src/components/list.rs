//! The list of conversations, in sections, each entry with its piece of the rail. Of a long section so
//! many entries are drawn as were asked for.

use crate::components::icon::{DeskShape, desk_icon};
use crate::js::page;
use crate::pure::queue::{Section, count, in_section};
use crate::pure::time;
use crate::pure::words;
use crate::state::Desk;
use crate::state::outbox::Progress;
use handrail_protocol::{ConversationId, OwnerKind, QUEUE_PAGE_MAX, QueueItem};
use handrail_ui::components::{button, flag, text, there_while};
use handrail_ui::el::{El, div, el};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent};

fn heading(section: Section) -> &'static str {
    match section {
        Section::Waiting => "Waiting",
        Section::Mine => "With you",
        Section::Others => "With others",
        Section::Ai => "With the AI",
        Section::Closed => "Resolved",
    }
}

/// The whole list.
pub(crate) fn conversation_list(desk: Desk) -> El {
    let queue = desk.queue;
    let is_empty = flag(move || {
        queue.is_loaded.get()
            && queue.view.with(|view| {
                let counts = view.counts();
                OwnerKind::ALL.iter().all(|owner| counts.of(*owner) == 0)
            })
    });
    let loading = el("p").class("list-empty").text("Loading the queue…");
    let list = el("nav").class("list").attr("aria-label", "Conversations");
    let node = list.node().clone();
    list.on("keydown", move |event| walk(&node, event))
        .child(loading.hidden_while(flag(move || queue.is_loaded.get())))
        .part_while(is_empty, move || {
            div("list-empty")
                .child(el("p").class("list-empty-title").text("All quiet"))
                .child(el("p").text("Conversations show up here the moment visitors write."))
        })
        .children(Section::ALL.map(|section| section_list(desk, section)))
}

/// The arrow keys go from entry to entry.
fn walk(list: &Element, event: &Event) {
    let Some(key) = event.dyn_ref::<KeyboardEvent>() else {
        return;
    };
    let forward = match key.key().as_str() {
        "ArrowDown" => true,
        "ArrowUp" => false,
        _ => return,
    };
    let from = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    if let Some(from) = from {
        event.prevent_default();
        page::focus_sibling(list, &from, forward);
    }
}

fn section_list(desk: Desk, section: Section) -> El {
    let queue = desk.queue;
    let limit = RwSignal::new(QUEUE_PAGE_MAX);
    let total = Memo::new(move |_| {
        let me = desk.session.me();
        me.map_or(0, |me| queue.view.with(|view| count(view, &me, section)))
    });
    let shown = Memo::new(move |_| {
        let me = desk.session.me();
        me.map_or_else(Vec::new, |me| {
            queue.view.with(|view| {
                in_section(view, &me, section)
                    .take(limit.get())
                    .map(|item| item.conversation.clone())
                    .collect::<Vec<ConversationId>>()
            })
        })
    });
    let items = el("ul").rows(
        move || shown.get().into_iter().map(|id| (id.clone(), id)).collect(),
        move |id| item(desk, section, id),
    );
    let has_more = flag(move || shown.with(Vec::len) < total.get());
    let more = button("button load-more", None, "Load more", move || {
        let known = shown.with_untracked(Vec::len);
        if known >= limit.get_untracked() {
            limit.update(|limit| *limit += QUEUE_PAGE_MAX);
        }
        // What is known already is drawn; only beyond it the edge is asked.
        let is_all_known = shown.with_untracked(Vec::len) < limit.get_untracked();
        if is_all_known {
            queue.load_more(section);
        }
    });
    let more = there_while(more, has_more);
    let count = el("span")
        .class("section-count")
        .text_of(text(move || total.get().to_string()));
    let whole = if section == Section::Closed {
        let summary = el("summary")
            .class("section-heading")
            .child(el("h2").text(heading(section)))
            .child(count)
            .child(desk_icon(DeskShape::Chevron));
        el("details").class("section").child(summary)
    } else {
        let id = format!("section-{section:?}").to_lowercase();
        let heading = el("h2")
            .class("section-heading")
            .attr("id", &id)
            .text(heading(section))
            .text(" ")
            .child(count);
        el("section")
            .class("section")
            .attr("aria-labelledby", &id)
            .child(heading)
    };
    whole
        .child(items)
        .child(more)
        .hidden_while(flag(move || total.get() == 0))
}

/// One conversation.
fn item(desk: Desk, section: Section, id: ConversationId) -> El {
    let queue = desk.queue;
    let item = {
        let id = id.clone();
        Memo::new(move |_| queue.item(&id))
    };
    let of = move |read: fn(&QueueItem) -> String| {
        text(move || item.with(|item| item.as_ref().map(read).unwrap_or_default()))
    };
    let is_open = {
        let id = id.clone();
        Memo::new(move |_| desk.pane.open.with(|open| open.as_ref() == Some(&id)))
    };
    let is_unread = Memo::new(move |_| {
        section == Section::Mine
            && !is_open.get()
            && queue.marks.with(|marks| {
                item.with(|item| item.as_ref().is_some_and(|item| marks.is_unread(item)))
            })
    });
    let line = match section {
        Section::Waiting => "item line-system",
        Section::Mine | Section::Others => "item line-person",
        Section::Ai => "item line-ai",
        Section::Closed => "item line-none",
    };
    let reason = match section {
        Section::Waiting => of(words::waits_because),
        Section::Others => of(|item| {
            let agent = item.agent.as_ref();
            agent.map(|agent| agent.name.clone()).unwrap_or_default()
        }),
        Section::Mine | Section::Ai | Section::Closed => text(String::new),
    };
    let has_no_reason = {
        let reason = reason.clone();
        flag(move || reason().is_empty())
    };
    let top = el("span")
        .class("item-top")
        .child(
            el("span")
                .class("item-name")
                .text(&words::visitor_label(&id)),
        )
        .children(item_time(desk, section, item));
    let preview = el("span")
        .class("item-preview")
        .attr("dir", "auto")
        .text_of(of(|item| item.preview.clone()));
    let open = id.clone();
    let button = el("button")
        .attr("type", "button")
        .class(line)
        .class_while("is-open", flag(move || is_open.get()))
        .class_while("is-new", flag(move || is_unread.get()))
        .attr("data-item", "")
        .attr("id", id.as_str())
        .attr_while("aria-current", move || {
            is_open.get().then(|| "true".to_owned())
        })
        .on_press(move || desk.open(open.clone()))
        .child(top)
        .child(
            el("span")
                .class("item-reason")
                .text_of(reason)
                .hidden_while(has_no_reason),
        )
        .child(preview)
        .child(item_tags(desk, id, item, is_unread));
    el("li").child(button)
}

/// How long it has been so: a clock for who waits, an age for the others.
fn item_time(desk: Desk, section: Section, item: Memo<Option<QueueItem>>) -> Vec<El> {
    let millis = Memo::new(move |_| {
        let since = item.with(|item| item.as_ref().map(|item| item.since));
        since.map_or(0, |since| desk.clock.now().since(since))
    });
    if section == Section::Waiting {
        vec![
            el("span")
                .class("item-clock")
                .attr("aria-hidden", "true")
                .text_of(text(move || time::clock(millis.get()))),
            el("span").class("sr-only").text_of(text(move || {
                format!("waiting {}", time::in_words(millis.get()))
            })),
        ]
    } else {
        vec![
            el("span")
                .class("item-age")
                .text_of(text(move || time::age(millis.get()))),
        ]
    }
}

/// A word or two on an entry.
#[derive(Clone, PartialEq)]
struct Tag {
    class: &'static str,
    text: String,
}

fn item_tags(
    desk: Desk,
    id: ConversationId,
    item: Memo<Option<QueueItem>>,
    is_unread: Memo<bool>,
) -> El {
    let tags = move || {
        let mut tags = Vec::new();
        let mut tag = |class, text: String| tags.push(Tag { class, text });
        let (is_front, locale) = item.with(|item| {
            let item = item.as_ref();
            (
                item.is_some_and(|item| item.front),
                item.map(|item| item.locale.clone()).unwrap_or_default(),
            )
        });
        if is_front {
            tag("pill strong", "Front of the queue".to_owned());
        }
        if let Some(place) = desk.queue.view.with(|view| view.lines().position(&id)) {
            tag("pill", format!("Number {place} in line"));
        }
        if is_unread.get() {
            tag("pill strong", "New message".to_owned());
        }
        let has_failed = desk.outbox.unsent.with(|unsent| {
            unsent.iter().any(|message| {
                message.conversation == id && matches!(message.progress, Progress::Failed(_))
            })
        });
        if has_failed {
            tag("pill bad", "Not sent".to_owned());
        }
        if desk.outbox.has_draft(&id) {
            tag("pill", "Draft".to_owned());
        }
        if !locale.is_empty() && !locale.starts_with("en") {
            tag("pill", locale);
        }
        tags
    };
    let draw = |tags: Vec<Tag>| {
        tags.into_iter()
            .map(|tag| el("span").class(tag.class).text(&tag.text))
    };
    el("span").class("item-tags").part_of(tags, draw)
}
