//! Writing: a reply to the visitor or a private note.

use crate::components::conversation_pane::action_button;
use crate::components::icon::{DeskShape, desk_icon, tool};
use crate::components::saved_replies::{
    ReplyMenu, all_replies, option_id, reply_menu, saved_replies,
};
use crate::js::page;
use crate::pure::saved_replies::{SavedReply, matching, slash_query};
use crate::state::Desk;
use crate::state::actions::Action;
use crate::state::outbox::Audience;
use handrail_protocol::{ConversationId, MESSAGE_MAX_CHARS, Owner};
use handrail_ui::components::{Flag, Live, Shape, flag, icon, live_region, text};
use handrail_ui::el::{El, div, el, follow};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent};

/// The counter shows from here on.
const COUNTER_FROM: i64 = 200;
/// The field.
const FIELD: &str = "composer";

/// What the parts of a composer share.
#[derive(Clone, Copy)]
struct Writing {
    desk: Desk,
    is_mine: Memo<bool>,
    /// Whoever does not own the conversation can only write to colleagues.
    audience: Memo<Audience>,
    /// Characters that are left.
    left: Memo<i64>,
    menu: ReplyMenu,
    /// A note is rarely what one comes for: whoever does not answer here opens it first.
    wants_note: RwSignal<bool>,
}

/// The composer of one conversation.
pub(crate) fn composer(desk: Desk, conversation: ConversationId) -> El {
    let pane = desk.pane;
    let is_mine = Memo::new(move |_| pane.is_mine(desk));
    let audience = Memo::new(move |_| {
        if is_mine.get() {
            pane.audience.get()
        } else {
            Audience::Agents
        }
    });
    follow(Box::new(move || {
        let draft = desk.outbox.draft(&conversation, audience.get());
        if pane.text.get_untracked() != draft {
            pane.text.set(draft);
        }
    }));
    let is_dismissed = RwSignal::new(false);
    let offered = Memo::new(move |_| {
        let query = pane
            .text
            .with(|text| slash_query(text).map(str::to_owned))?;
        let fits = matching(&all_replies(desk), &query);
        (audience.get() == Audience::Visitor && !is_dismissed.get() && !fits.is_empty())
            .then_some(fits)
    });
    let writing = Writing {
        desk,
        is_mine,
        audience,
        left: Memo::new(move |_| {
            pane.text
                .with(|text| MESSAGE_MAX_CHARS as i64 - text.chars().count() as i64)
        }),
        menu: ReplyMenu {
            offered,
            chosen: RwSignal::new(0),
            is_dismissed,
        },
        wants_note: RwSignal::new(false),
    };
    let has_text = Memo::new(move |_| pane.text.with(|text| !text.is_empty()));
    let may_write = Memo::new(move |_| is_mine.get() || writing.wants_note.get() || has_text.get());
    let shows_saved = RwSignal::new(false);
    div("composer")
        .class_while("is-note", flag(move || writing.is_note()))
        .child(read_only_notice(writing, may_write))
        .child(form(writing, shows_saved).hidden_while(flag(move || !may_write.get())))
        .child(live_region(
            counter_announcements(writing.left),
            "composer-count",
            false,
        ))
        .child(saved_replies(desk, shows_saved, move |reply| {
            writing.insert(reply);
        }))
}

impl Writing {
    fn is_note(self) -> bool {
        self.audience.get() == Audience::Agents
    }

    /// Puts a saved reply into the field.
    fn insert(self, reply: SavedReply) {
        let pane = self.desk.pane;
        let old = pane.text.get_untracked();
        let text = if slash_query(&old).is_some() || old.is_empty() {
            reply.text
        } else {
            format!("{} {}", old.trim_end(), reply.text)
        };
        let audience = self.audience.get_untracked();
        if audience == Audience::Visitor {
            pane.typing(self.desk);
        }
        pane.write(self.desk, audience, text);
        page::focus(FIELD);
    }

    fn input(self, text: String) {
        self.menu.is_dismissed.set(false);
        self.menu.chosen.set(0);
        let audience = self.audience.get_untracked();
        if audience == Audience::Visitor && slash_query(&text).is_none() && !text.is_empty() {
            self.desk.pane.typing(self.desk);
        }
        self.desk.pane.write(self.desk, audience, text);
    }

    fn send(self) {
        let Self { desk, .. } = self;
        let text = desk.pane.text.get_untracked();
        if text.trim().is_empty() || self.left.get_untracked() < 0 {
            return;
        }
        if let Some(conversation) = desk.pane.open.get_untracked() {
            let audience = self.audience.get_untracked();
            desk.pane.write(desk, audience, String::new());
            desk.outbox.send(desk, conversation, audience, text);
        }
    }

    fn key(self, event: &KeyboardEvent) {
        // 229 is what browsers report for a key that an input method takes.
        if event.is_composing() || event.key_code() == 229 {
            return;
        }
        let chosen = self.menu.chosen;
        let choose = |step: usize, len: usize| {
            event.prevent_default();
            chosen.update(|at| *at = (*at + step) % len);
            page::bring_into_view(&option_id(chosen.get_untracked()));
        };
        match (event.key().as_str(), self.menu.offered.get_untracked()) {
            ("ArrowDown", Some(list)) => choose(1, list.len()),
            ("ArrowUp", Some(list)) => choose(list.len() - 1, list.len()),
            ("Escape", Some(_)) => {
                event.prevent_default();
                self.menu.is_dismissed.set(true);
            }
            ("Enter" | "Tab", Some(list)) if !event.shift_key() => {
                event.prevent_default();
                let at = chosen.get_untracked().min(list.len() - 1);
                if let Some(reply) = list.into_iter().nth(at) {
                    self.insert(reply);
                }
            }
            ("Enter", None) if !event.shift_key() => {
                event.prevent_default();
                self.send();
            }
            _ => {}
        }
    }
}

fn form(writing: Writing, shows_saved: RwSignal<bool>) -> El {
    let desk = writing.desk;
    let audience = move || {
        let legend = el("legend").class("sr-only").text("Write");
        el("fieldset")
            .class("audience")
            .child(legend)
            .child(audience_choice(desk, Audience::Visitor, "Reply"))
            .child(audience_choice(
                desk,
                Audience::Agents,
                "Private note (visitor can't see)",
            ))
    };
    let label = text(move || {
        let label = if writing.is_note() {
            "Private note (visitor can't see)"
        } else {
            "Your reply to the visitor"
        };
        label.to_owned()
    });
    let label = el("label")
        .class("sr-only")
        .attr("for", FIELD)
        .text_of(label);
    let menu = reply_menu(writing.menu, move |reply| writing.insert(reply));
    let fields = div("composer-box")
        .child(label)
        .child(menu)
        .child(field(writing))
        .child(foot(writing, shows_saved));
    el("form")
        .on("submit", move |event| {
            event.prevent_default();
            writing.send();
        })
        .part_while(flag(move || writing.is_mine.get()), audience)
        .child(fields)
}

fn field(writing: Writing) -> El {
    let Writing {
        desk, left, menu, ..
    } = writing;
    let placeholder = text(move || {
        let words = if writing.is_note() {
            "Note for your colleagues"
        } else {
            "Write a reply. Type / for saved replies"
        };
        words.to_owned()
    });
    let has_menu = move || menu.offered.with(Option::is_some);
    el("textarea")
        .attr("id", FIELD)
        .attr("rows", "2")
        .attr("dir", "auto")
        .attr_of("placeholder", placeholder)
        .attr("aria-describedby", "composer-left")
        .attr_of("aria-invalid", text(move || (left.get() < 0).to_string()))
        .attr("aria-autocomplete", "list")
        .attr_while("aria-controls", move || {
            has_menu().then(|| "reply-menu".to_owned())
        })
        .attr_while("aria-activedescendant", move || {
            has_menu().then(|| option_id(menu.chosen.get()))
        })
        .value_of(text(move || desk.pane.text.get()))
        .on("input", move |event| {
            writing.input(page::value_of(event));
        })
        .on("keydown", move |event: &Event| {
            if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
                writing.key(event);
            }
        })
}

fn foot(writing: Writing, shows_saved: RwSignal<bool>) -> El {
    let Writing { desk, left, .. } = writing;
    let is_note: Flag = flag(move || writing.is_note());
    let saved = tool("Saved replies", desk_icon(DeskShape::Saved), move || {
        shows_saved.set(true);
    })
    .attr("title", "Saved replies")
    .attr("aria-haspopup", "dialog")
    .hidden_while(is_note.clone());
    let counter = el("span")
        .class("composer-counter")
        .attr("id", "composer-left")
        .class_while("bad", flag(move || left.get() < 0))
        .text_of(text(move || {
            let left = left.get();
            if left <= COUNTER_FROM {
                counter_words(left)
            } else {
                String::new()
            }
        }));
    let is_disabled = text(move || {
        (desk.pane.text.with(|text| text.trim().is_empty()) || left.get() < 0).to_string()
    });
    let label = text(move || {
        if writing.is_note() {
            "Add note"
        } else {
            "Send"
        }
        .to_owned()
    });
    let send = el("button")
        .attr("type", "submit")
        .class("button send")
        .class_while("primary", flag(move || !writing.is_note()))
        .attr_of("aria-disabled", is_disabled)
        .text_of(label)
        .part_while(flag(move || !writing.is_note()), || icon(Shape::Send));
    div("composer-foot").child(saved).child(counter).child(send)
}

/// Tells that few characters are left, at three marks.
fn counter_announcements(left: Memo<i64>) -> Live {
    let live = Live::default();
    let mut before: Option<i64> = None;
    follow(Box::new(move || {
        let left = left.get();
        let passed = |mark: i64| before.is_some_and(|before| before > mark && left <= mark);
        if [COUNTER_FROM, 50, 0].into_iter().any(passed) {
            live.say(counter_words(left));
        }
        before = Some(left);
    }));
    live
}

fn counter_words(left: i64) -> String {
    match left {
        1 => "1 character left".to_owned(),
        0.. => format!("{left} characters left"),
        _ => format!(
            "{} characters too many. Shorten it or send it in parts.",
            -left
        ),
    }
}

fn audience_choice(desk: Desk, audience: Audience, label: &str) -> El {
    let chosen = desk.pane.audience;
    let is_chosen = flag(move || chosen.get() == audience);
    let input = el("input")
        .attr("type", "radio")
        .attr("name", "audience")
        .checked_while(is_chosen.clone())
        .on("change", move |_| chosen.set(audience));
    el("label")
        .class("choice")
        .class_while("chosen", is_chosen)
        .child(input)
        .children((audience == Audience::Agents).then(|| icon(Shape::Lock)))
        .text(label)
}

/// Why the agent cannot reply here, and the way to it.
fn read_only_notice(writing: Writing, may_write: Memo<bool>) -> El {
    let Writing { desk, is_mine, .. } = writing;
    let pane = desk.pane;
    let sentence = text(move || match pane.owner() {
        Owner::Waiting { .. } => "Nobody answers this visitor yet.".to_owned(),
        Owner::Assistant => {
            "The AI answers here. Take the conversation to answer yourself.".to_owned()
        }
        Owner::Person { agent, .. } => {
            format!(
                "{} answers here. You can read along and leave notes.",
                agent.name
            )
        }
        Owner::Closed { .. } => {
            "Resolved. A new message opens it again, or take it to write first.".to_owned()
        }
    });
    let note = move || {
        el("button")
            .attr("type", "button")
            .class("button")
            .on_press(move || {
                writing.wants_note.set(true);
                page::focus_soon(FIELD);
            })
            .child(icon(Shape::Lock))
            .text("Private note")
    };
    let take = move || action_button(desk, Action::Take, DeskShape::Take, "button primary");
    let may_take = flag(move || !matches!(pane.owner(), Owner::Person { .. }));
    let shows = flag(move || pane.is_loaded.get() && !is_mine.get());
    div("slot").part_while(shows, move || {
        let actions = div("composer-actions")
            .part_while(flag(move || !may_write.get()), note)
            .part_while(may_take.clone(), take);
        div("composer-blocked")
            .child(el("p").text_of(sentence.clone()))
            .child(actions)
    })
}
