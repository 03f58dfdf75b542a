//! Replies an agent keeps ready: the short menu that "/" opens, and the dialog that holds them all.

use crate::components::icon::{DeskShape, desk_icon, tool};
use crate::js::{page, store};
use crate::pure::saved_replies::{SavedReply, TITLE_MAX_CHARS, built_in};
use crate::state::Desk;
use handrail_protocol::MESSAGE_MAX_CHARS;
use handrail_ui::components::{Shape, icon, text};
use handrail_ui::el::{El, div, el};
use handrail_ui::js::storage::Store;
use leptos::prelude::*;
use std::rc::Rc;

const OWN: &str = "replies";

/// The agent's own replies first, then the built-in ones.
pub(crate) fn all_replies(desk: Desk) -> Vec<SavedReply> {
    let mut replies = own_replies();
    replies.extend(built_in(&own_name(desk)));
    replies
}

fn own_name(desk: Desk) -> String {
    let agent = desk.session.agent();
    agent.map(|agent| agent.name).unwrap_or_default()
}

fn own_replies() -> Vec<SavedReply> {
    store::load(Store::Local, OWN).unwrap_or_default()
}

/// The menu that "/" opens.
#[derive(Clone, Copy)]
pub(crate) struct ReplyMenu {
    /// What fits what was typed; nothing while the menu is closed.
    pub(crate) offered: Memo<Option<Vec<SavedReply>>>,
    /// The entry that Enter takes.
    pub(crate) chosen: RwSignal<usize>,
    /// Escape closed it.
    pub(crate) is_dismissed: RwSignal<bool>,
}

/// The id of one entry of the menu.
pub(crate) fn option_id(at: usize) -> String {
    format!("reply-{at}")
}

/// The replies that fit what was typed after "/". The focus stays in the composer.
pub(crate) fn reply_menu(menu: ReplyMenu, insert: impl Fn(SavedReply) + Copy + 'static) -> El {
    let option = move |(at, reply): (usize, SavedReply)| {
        let pick = reply.clone();
        el("li")
            .attr("role", "option")
            .attr("id", &option_id(at))
            .attr_of(
                "aria-selected",
                text(move || (menu.chosen.get() == at).to_string()),
            )
            .on("mousedown", move |event| {
                // The composer keeps the focus.
                event.prevent_default();
                insert(pick.clone());
            })
            .child(el("span").class("reply-name").text(&reply.title))
            .child(el("span").class("reply-preview").text(&reply.text))
    };
    div("slot").part_of(
        move || menu.offered.get(),
        move |offered| {
            offered.map(|replies| {
                el("ul")
                    .class("reply-menu")
                    .attr("id", "reply-menu")
                    .attr("role", "listbox")
                    .attr("aria-label", "Saved replies")
                    .children(replies.into_iter().enumerate().map(option))
            })
        },
    )
}

/// All saved replies: insert, add, remove.
pub(crate) fn saved_replies(
    desk: Desk,
    shows: RwSignal<bool>,
    insert: impl Fn(SavedReply) + Copy + 'static,
) -> El {
    let own = RwSignal::new(own_replies());
    let keep = move |replies: Vec<SavedReply>| {
        store::save(Store::Local, OWN, &replies);
        own.set(replies);
    };
    let choose = move |reply: SavedReply| {
        shows.set(false);
        insert(reply);
    };
    let own_list = move |replies: Vec<SavedReply>| {
        replies.into_iter().enumerate().map(move |(at, reply)| {
            let remove: Rc<dyn Fn()> = Rc::new(move || {
                let mut left = own.get_untracked();
                if at < left.len() {
                    left.remove(at);
                }
                keep(left);
            });
            saved_reply(reply, choose, Some(remove))
        })
    };
    let built_in_list = move |name: String| {
        built_in(&name)
            .into_iter()
            .map(move |reply| saved_reply(reply, choose, None))
    };
    let list = el("ul")
        .class("reply-list")
        .part_of(move || own.get(), own_list)
        .part_of(move || own_name(desk), built_in_list);
    let head = div("dialog-head")
        .child(el("h2").attr("id", "saved-title").text("Saved replies"))
        .child(tool("Close", icon(Shape::Close), move || shows.set(false)));
    let dialog = el("dialog")
        .class("dialog")
        .attr("aria-labelledby", "saved-title")
        .attr("closedby", "any")
        .on("close", move |_| shows.set(false))
        .child(head)
        .child(
            el("p")
                .class("hint")
                .text("Type / in an empty reply to find one by its first letters."),
        )
        .child(list)
        .child(new_reply(own, keep));
    page::modal_while(&dialog, move || shows.get(), move || own.set(own_replies()));
    dialog
}

fn saved_reply(
    reply: SavedReply,
    choose: impl Fn(SavedReply) + Copy + 'static,
    remove: Option<Rc<dyn Fn()>>,
) -> El {
    let label = format!("Remove “{}”", reply.title);
    let choice = el("button")
        .attr("type", "button")
        .class("reply-choice")
        .child(el("span").class("reply-name").text(&reply.title))
        .child(el("span").class("reply-preview").text(&reply.text))
        .on_press(move || choose(reply.clone()));
    el("li")
        .child(choice)
        .children(remove.map(|remove| tool(&label, desk_icon(DeskShape::Bin), move || remove())))
}

/// The form for a reply of one's own.
fn new_reply(
    own: RwSignal<Vec<SavedReply>>,
    keep: impl Fn(Vec<SavedReply>) + Copy + 'static,
) -> El {
    let title = RwSignal::new(String::new());
    let body = RwSignal::new(String::new());
    let error = RwSignal::new("");
    let add = move || {
        let reply = SavedReply {
            title: title.get_untracked().trim().to_owned(),
            text: body.get_untracked().trim().to_owned(),
        };
        let wrong = if reply.title.is_empty() || reply.text.is_empty() {
            "Fill in a name and a text."
        } else if reply.title.chars().count() > TITLE_MAX_CHARS {
            "Choose a name of 40 characters at most."
        } else if reply.text.chars().count() > MESSAGE_MAX_CHARS {
            "Choose a text of 2,000 characters at most."
        } else {
            ""
        };
        error.set(wrong);
        if !wrong.is_empty() {
            page::focus_soon("reply-title");
            return;
        }
        let mut replies = own.get_untracked();
        replies.retain(|old| old.title != reply.title);
        replies.insert(0, reply);
        keep(replies);
        title.set(String::new());
        body.set(String::new());
    };
    let label = |id: &str, words: &str| el("label").attr("for", id).text(words);
    let title_field = el("input")
        .attr("id", "reply-title")
        .attr("autocomplete", "off")
        .attr("aria-describedby", "reply-error")
        .value_of(text(move || title.get()))
        .on("input", move |event| title.set(page::value_of(event)));
    let body_field = el("textarea")
        .attr("id", "reply-text")
        .attr("rows", "3")
        .attr("dir", "auto")
        .value_of(text(move || body.get()))
        .on("input", move |event| body.set(page::value_of(event)));
    let error = el("p")
        .class("error")
        .attr("id", "reply-error")
        .attr("role", "alert")
        .text_of(text(move || error.get().to_owned()));
    let form = el("form")
        .attr("novalidate", "")
        .on("submit", move |event| {
            event.prevent_default();
            add();
        })
        .child(
            div("field")
                .child(label("reply-title", "Name"))
                .child(title_field),
        )
        .child(
            div("field")
                .child(label("reply-text", "Text"))
                .child(body_field),
        )
        .child(error)
        .child(
            el("p")
                .class("hint")
                .text("Kept in this browser. Don't save personal details."),
        )
        .child(
            el("button")
                .attr("type", "submit")
                .class("button")
                .text("Save reply"),
        );
    el("details")
        .class("new-reply")
        .child(el("summary").text("Add your own"))
        .child(form)
}
