//! The visitor's and the others' messages, the one that is on its way, and the running answer.

use crate::pure::outbox::{Sending, Unsent};
use crate::state::Panel;
use handrail_protocol::{
    Author, AuthorKind, ClientFrame, Message, Owner, StopCause, TranscriptEntry, TurnId, TurnState,
};
use handrail_ui::components::{
    Flag, Frame, Shape, actions, button, fixed, flag, icon, message_row, paragraph_of, prose,
    reply_details, text, toggle, visitor_text,
};
use handrail_ui::el::{El, div, el, follow};
use handrail_ui::rail::Segment;
use handrail_ui::words::fill;
use leptos::prelude::{Owner as Reactive, *};
use std::rc::Rc;
use web_sys::Element;

/// A message on record.
pub(super) fn message(panel: Panel, message: Message, segment: Segment) -> El {
    let words = panel.words;
    let frame = Frame {
        author: message.author.clone(),
        at: Some(message.at),
        segment,
        words,
        visitor: words.author_you,
        class: "",
    };
    if message.author.kind == AuthorKind::Visitor {
        return visitor_message(panel, message, frame);
    }
    let mut content = vec![prose(fixed(message.text.clone()))];
    content.extend(reply_details(&message, words));
    if let Some(StopCause::Visitor | StopCause::Truncated) = message.stopped {
        let turn = message.turn;
        let when = flag(move || {
            panel.with_view(|view| {
                view.owner == Owner::Assistant
                    && view.turn.as_ref().is_some_and(|last| {
                        Some(last.id) == turn && last.state == TurnState::Answered
                    })
            })
        });
        let button = retry_button(panel, when.clone());
        content.push(actions(when, [button]));
    }
    message_row(frame, content)
}

fn visitor_message(panel: Panel, message: Message, frame: Frame) -> El {
    let words = panel.words;
    let own = RwSignal::new(false);
    let see_through = flag(move || panel.see_through.get() || own.get());
    let note = words.hidden_note(&message.masked);
    let mut content = vec![visitor_text(
        message.text,
        message.masked,
        see_through,
        words,
    )];
    content.extend(note.map(|note| {
        let see = toggle(
            "plain",
            None,
            words.see_one,
            flag(move || own.get()),
            move || {
                own.update(|own| *own = !*own);
            },
        );
        let note = el("p")
            .child(icon(Shape::Lock))
            .child(el("span").text(&note));
        div("under").child(note).child(see)
    }));
    message_row(frame, content)
}

/// "Try again" for a turn.
pub(super) fn retry_button(panel: Panel, when: Flag) -> El {
    button("button", Some(Shape::Retry), panel.words.retry, move || {
        if when() {
            panel.act(ClientFrame::Retry {});
        }
    })
}

/// "Talk to a human" where it is the answer to what stands above it.
pub(super) fn human_button(panel: Panel, when: Flag) -> El {
    button(
        "button warm",
        Some(Shape::Person),
        panel.words.human,
        move || {
            if when() {
                panel.ask_human();
            }
        },
    )
}

/// A message that is not on record yet.
pub(super) fn unsent(panel: Panel, message: Unsent, segment: Segment) -> El {
    let words = panel.words;
    let id = message.client_id.clone();
    let sending = move || {
        panel.with_local(|local| {
            let messages = &local.outbox.messages;
            messages
                .iter()
                .find(|other| other.client_id == id)
                .map_or(Sending::Acked, |message| message.sending)
        })
    };
    let refused = {
        let sending = sending.clone();
        flag(move || matches!(sending(), Sending::Refused(_)))
    };
    let no_person = {
        let sending = sending.clone();
        flag(move || !sending().needs_person())
    };
    let under = text(move || sending().words(words).to_owned());
    let id = message.client_id;
    let is_refused = refused.clone();
    let again = button("button", Some(Shape::Retry), words.retry, move || {
        if is_refused() {
            panel.say_again(&id);
        }
    });
    let frame = Frame {
        author: Author::visitor(),
        at: None,
        segment,
        words,
        visitor: words.author_you,
        class: "unsent",
    };
    let content = vec![
        el("p")
            .class("bubble")
            .attr("dir", "auto")
            .text(&message.text),
        paragraph_of("under", None, under),
        actions(
            refused.clone(),
            [human_button(panel, refused).hidden_while(no_person), again],
        ),
    ];
    message_row(frame, content)
}

/// The answer that is being written, or looked up. No live region: whole sentences are told apart
/// from it. Once it is final the same element holds it, with the place of whoever reads it.
pub(super) fn running(panel: Panel, turn: TurnId, segment: Segment) -> El {
    let words = panel.words;
    let said: Rc<dyn Fn() -> Option<Message>> = Rc::new(move || {
        panel.with_view(|view| {
            view.entries.iter().rev().find_map(|entry| match entry {
                TranscriptEntry::Message(said) if said.turn == Some(turn) => Some(said.clone()),
                _ => None,
            })
        })
    });
    let so_far = Rc::clone(&said);
    let has_text = flag(move || panel.answer.with(|answer| !answer.is_empty()));
    let shows = has_text.clone();
    let looking = text(move || {
        if shows() {
            String::new()
        } else {
            working(panel)
        }
    });
    let frame = Frame {
        author: Author::ai(panel.ai_name()),
        at: None,
        segment,
        words,
        visitor: words.author_you,
        class: "running",
    };
    let dots = el("span")
        .class("dots")
        .attr("aria-hidden", "true")
        .children((0..3).map(|_| el("i")))
        .hidden_while(has_text);
    // Where nothing may move, words stand for the dots.
    let content = vec![
        prose(text(move || match so_far() {
            Some(said) => said.text,
            None => panel.answer.get(),
        })),
        dots,
        paragraph_of("looking", None, looking),
    ];
    let row = message_row(frame, content);
    let node = row.node().clone();
    let owner = Reactive::current().unwrap_or_default();
    let mut is_final = false;
    follow(Box::new(move || {
        if let Some(said) = said()
            && !std::mem::replace(&mut is_final, true)
        {
            let whole = untrack(|| owner.with(|| message(panel, said, segment)));
            become_final(&node, whole.node());
        }
    }));
    row
}

/// Makes the row of the running answer that of the final one: all but the text itself is taken over.
fn become_final(row: &Element, whole: &Element) -> Option<()> {
    let take = |to: &Element, from: &Element, name: &str| {
        let _ = to.set_attribute(name, &from.get_attribute(name).unwrap_or_default());
    };
    take(row, whole, "class");
    let (article, whole) = (row.first_element_child()?, whole.first_element_child()?);
    take(&article, &whole, "aria-label");
    let (old, new) = (article.first_element_child()?, whole.first_element_child()?);
    old.replace_with_with_node_1(&new).ok()?;
    // The dots and the words for them.
    for _ in 0..2 {
        article.last_element_child()?.remove();
    }
    // The text is there; what belongs to it follows.
    whole.first_element_child()?.remove();
    while let Some(more) = whole.first_element_child() {
        let _ = article.append_child(&more);
    }
    Some(())
}

/// "Mira (AI) is looking this up…"
pub(super) fn working(panel: Panel) -> String {
    let template = if panel.with_local(|local| local.is_writing) {
        panel.words.writing
    } else {
        panel.words.working
    };
    fill(template, &[("name", &panel.ai_name())])
}
