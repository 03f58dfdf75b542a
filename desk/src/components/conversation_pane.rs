//! The conversation that is open: who answers, what can be done, transcript, composer, and at the side
//! what there is to know.

use crate::components::app::waiting_count;
use crate::components::composer::composer;
use crate::components::icon::{DeskShape, desk_icon};
use crate::components::reply_deadline::reply_deadline;
use crate::components::reveal::reveal_dialog;
use crate::components::side::{in_short, side};
use crate::components::transcript::transcript;
use crate::pure::queue::{Section, in_section};
use crate::pure::summary::Summary;
use crate::pure::{time, words};
use crate::state::Desk;
use crate::state::actions::{Action, ActionNotice};
use handrail_protocol::{ConversationId, Owner};
use handrail_ui::components::{Shape, button, flag, icon, text};
use handrail_ui::el::{El, div, el};
use handrail_ui::js::socket::LinkState;
use leptos::prelude::*;

/// The place of the conversation, with or without one.
pub(crate) fn conversation_pane(desk: Desk) -> El {
    div("slot").part_of(
        move || desk.pane.open.get(),
        move |open| {
            Some(match open {
                Some(conversation) => open_conversation(desk, &conversation),
                None => no_conversation(desk),
            })
        },
    )
}

fn section(class: &str, label: &str) -> El {
    el("section")
        .class(class)
        .attr("id", "conversation")
        .attr("tabindex", "-1")
        .attr("aria-label", label)
}

fn no_conversation(desk: Desk) -> El {
    let first = Memo::new(move |_| {
        let me = desk.session.me()?;
        desk.queue
            .view
            .with(|view| in_section(view, &me, Section::Waiting).next().cloned())
    });
    let longest = text(move || {
        first.with(|first| {
            let since = first.as_ref().map(|first| first.since);
            since.map_or_else(String::new, |since| {
                time::in_words(desk.clock.now().since(since))
            })
        })
    });
    let rail = el("span")
        .class("pane-empty-rail")
        .attr("aria-hidden", "true");
    section("pane pane-empty", "Conversation")
        .child(rail)
        .part_of(
            move || waiting_count(desk),
            move |count| match count {
                0 => vec![
                    el("p").class("pane-empty-title").text("Nobody is waiting"),
                    el("p").text(
                        "Choose a conversation to read along, or leave this open: it tells you when someone asks for a person.",
                    ),
                ],
                count => {
                    let title = if count == 1 {
                        "1 conversation is waiting".to_owned()
                    } else {
                        format!("{count} conversations are waiting")
                    };
                    vec![
                        el("p").class("pane-empty-title").text(&title),
                        el("p")
                            .text("The next one has waited ")
                            .child(el("span").text_of(longest.clone()))
                            .text("."),
                        button("button primary", None, "Open the next one", move || {
                            if let Some(item) = first.get_untracked() {
                                desk.open(item.conversation);
                            }
                        }),
                    ]
                }
            },
        )
}

fn open_conversation(desk: Desk, conversation: &ConversationId) -> El {
    let pane = desk.pane;
    let name = words::visitor_label(conversation);
    let shows_side = RwSignal::new(false);
    let heading = el("h2")
        .attr("id", "conversation-name")
        .attr("tabindex", "-1")
        .text(&name);
    let head = el("header")
        .class("pane-head")
        .child(back(desk))
        .child(div("pane-title").child(heading).child(owner_line(desk)))
        .child(actions(desk));
    let talk = div("pane-talk")
        .child(transcript(desk, conversation.clone()))
        .child(link_line(desk))
        .child(composer(desk, conversation.clone()));
    section("pane", &format!("Conversation with {name}"))
        .class_while("shows-side", flag(move || shows_side.get()))
        .child(head)
        .child(summary_bar(desk, shows_side))
        .children(action_notice(desk))
        .child(reply_deadline(desk))
        .part_of(
            move || pane.missing.get(),
            |missing| {
                missing.map(|why| {
                    el("p")
                        .class("action-notice failed")
                        .attr("role", "alert")
                        .text("This conversation can't be shown. ")
                        .text(&why)
                })
            },
        )
        .child(
            div("pane-body")
                .child(talk)
                .child(side(desk, conversation.clone())),
        )
        .child(reveal_dialog(desk))
}

fn back(desk: Desk) -> El {
    let label = text(move || match waiting_count(desk) {
        0 => "Back to the list".to_owned(),
        count => format!("Back to the list, {count} waiting"),
    });
    el("button")
        .attr("type", "button")
        .class("tool back")
        .attr_of("aria-label", label)
        .on_press(move || desk.close())
        .child(desk_icon(DeskShape::Back))
        .part_of(
            move || waiting_count(desk),
            |count| {
                (count > 0).then(|| {
                    el("span")
                        .class("badge")
                        .attr("aria-hidden", "true")
                        .text(&count.to_string())
                })
            },
        )
}

/// Who answers here, and since when.
fn owner_line(desk: Desk) -> El {
    let pane = desk.pane;
    let line = |class: &str, text: &str| {
        el("span")
            .class(&["owner-line ", class].concat())
            .text(text)
    };
    el("p").class("owner").part_of(
        move || {
            let is_mine = pane.is_mine(desk);
            pane.is_loaded.get().then(|| (pane.owner(), is_mine))
        },
        move |known| {
            Some(match known {
                None => line("line-none", "Loading…"),
                Some((Owner::Assistant, _)) => line("line-ai", "AI answers"),
                Some((Owner::Waiting { since, front, .. }, _)) => {
                    let clock = text(move || time::clock(desk.clock.now().since(since)));
                    line("line-system", "Waiting ")
                        .child(el("span").class("digits").text_of(clock))
                        .text(if front { ", front of the queue" } else { "" })
                }
                Some((Owner::Person { .. }, true)) => line("line-person", "You answer"),
                Some((Owner::Person { agent, .. }, false)) => {
                    line("line-person", &format!("{} answers", agent.name))
                }
                Some((Owner::Closed { .. }, _)) => line("line-none", "Resolved"),
            })
        },
    )
}

/// What the owner can do with the conversation.
fn actions(desk: Desk) -> El {
    let pane = desk.pane;
    div("pane-actions").part_of(
        move || {
            let is_mine = pane.is_loaded.get() && pane.is_mine(desk);
            // Where people answer alone there is nobody to hand back to.
            let has_ai = pane.assistant.with(|name| !name.is_empty());
            (is_mine, has_ai)
        },
        move |(is_mine, has_ai)| {
            let hand_back = (is_mine && has_ai)
                .then(|| action_button(desk, Action::HandBack, DeskShape::HandBack, "button"));
            let resolve =
                is_mine.then(|| action_button(desk, Action::Resolve, DeskShape::Check, "button"));
            hand_back.into_iter().chain(resolve)
        },
    )
}

/// One action.
pub(crate) fn action_button(desk: Desk, action: Action, shape: DeskShape, class: &str) -> El {
    let busy = desk.pane.busy;
    el("button")
        .attr("type", "button")
        .class(class)
        .attr_of(
            "aria-disabled",
            text(move || busy.with(Option::is_some).to_string()),
        )
        .on_press(move || desk.pane.act(desk, action))
        .child(desk_icon(shape))
        .child(el("span").text(action.label()))
        .part_while(flag(move || busy.get() == Some(action)), || {
            el("span")
                .class("sr-only")
                .attr("role", "status")
                .text(", in progress")
        })
}

/// What came of the last action.
fn action_notice(desk: Desk) -> [El; 2] {
    let notice = desk.pane.notice;
    let paragraph = move |class: &str, text: &str| {
        let close = el("button")
            .attr("type", "button")
            .class("action-notice-close")
            .attr("aria-label", "Close this message")
            .on_press(move || notice.set(None))
            .child(icon(Shape::Close));
        el("p")
            .class(class)
            .child(el("span").text(text))
            .child(close)
    };
    let plain = el("div")
        .attr("role", "status")
        .attr("aria-live", "polite")
        .part_of(
            move || notice.get(),
            move |notice| match notice {
                Some(ActionNotice::Plain(text)) => Some(paragraph("action-notice", &text)),
                Some(ActionNotice::Failed(_)) | None => None,
            },
        );
    let failed = el("div").attr("role", "alert").part_of(
        move || notice.get(),
        move |notice| match notice {
            Some(ActionNotice::Failed(text)) => Some(paragraph("action-notice failed", &text)),
            Some(ActionNotice::Plain(_)) | None => None,
        },
    );
    [plain, failed]
}

/// Where there is no space for the side: its gist in one line, which opens it.
fn summary_bar(desk: Desk, shows_side: RwSignal<bool>) -> El {
    let gist = text(move || {
        let mut gist = desk
            .pane
            .record
            .with(|record| in_short(&Summary::of(record)));
        if desk.pane.details.with(|details| !details.is_empty()) {
            gist.push_str(" · contact details");
        }
        gist
    });
    el("button")
        .attr("type", "button")
        .class("summary-bar")
        .attr_of("aria-expanded", text(move || shows_side.get().to_string()))
        .attr("aria-controls", "side")
        .on_press(move || shows_side.update(|shows| *shows = !*shows))
        .child(desk_icon(DeskShape::About))
        .child(el("span").class("summary-bar-text").text_of(gist))
        .child(desk_icon(DeskShape::Chevron))
}

/// The connection of this conversation, when it is lost.
fn link_line(desk: Desk) -> El {
    let is_lost = flag(move || {
        matches!(
            desk.pane.link.get(),
            LinkState::Waiting(_) | LinkState::Connecting(1..)
        )
    });
    div("link-line")
        .attr("role", "status")
        .part_while(is_lost, || {
            el("p").text("Connecting again… What you write is kept.")
        })
}
