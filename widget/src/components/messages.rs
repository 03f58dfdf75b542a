//! The visitor's and the others' messages, the one that is on its way, and the running answer.

use crate::pure::outbox::{Sending, Unsent};
use crate::state::Panel;
use handrail_protocol::{
    Author, AuthorKind, ClientFrame, ErrorCode, Message, Owner, StopCause, TurnState, WorkPhase,
};
use handrail_ui::components::{
    Actions, Button, MessageRow, Paragraph, Prose, ReplyDetails, Shape, VisitorText, flag, text,
};
use handrail_ui::rail::Segment;
use handrail_ui::words::fill;
use leptos::prelude::*;

/// A message on record.
pub(super) fn message(panel: Panel, message: Message, segment: Segment) -> AnyView {
    let words = panel.words;
    let (author, at) = (message.author.clone(), message.at);
    if author.kind == AuthorKind::Visitor {
        return visitor_message(panel, message, segment);
    }
    let turn = message.turn;
    let is_cut = matches!(
        message.stopped,
        Some(StopCause::Visitor | StopCause::Truncated)
    );
    let when = flag(move || {
        is_cut
            && panel.see(|view| {
                view.owner == Owner::Assistant
                    && view.turn.as_ref().is_some_and(|last| {
                        Some(last.id) == turn && last.state == TurnState::Answered
                    })
            })
    });
    let text = message.text.clone();
    view! {
        <MessageRow author at=Some(at) segment words visitor=words.author_you>
            <Prose text />
            <ReplyDetails message words />
            {is_cut.then(|| retry_actions(panel, when))}
        </MessageRow>
    }
    .into_any()
}

fn visitor_message(panel: Panel, message: Message, segment: Segment) -> AnyView {
    let words = panel.words;
    let note = words.hidden_note(&message.masked);
    let own = RwSignal::new(false);
    let see_through = flag(move || panel.see_through.get() || own.get());
    let under = note.map(|note| {
        view! {
            <div class="under">
                <Paragraph class="" text=note icon=Shape::Lock />
                <Button
                    class="plain"
                    label=words.see_one.to_owned()
                    pressed=own.into()
                    act=Box::new(move || own.update(|own| *own = !*own))
                />
            </div>
        }
    });
    view! {
        <MessageRow
            author=message.author
            at=Some(message.at)
            segment
            words
            visitor=words.author_you
        >
            <p class="bubble" dir="auto">
                <VisitorText text=message.text masked=message.masked see_through words />
            </p>
            {under}
        </MessageRow>
    }
    .into_any()
}

fn retry_actions(panel: Panel, when: Signal<bool>) -> AnyView {
    view! { <Actions when>{retry_button(panel, when)}</Actions> }.into_any()
}

/// "Try again" for a turn.
pub(super) fn retry_button(panel: Panel, when: Signal<bool>) -> AnyView {
    view! {
        <Button
            class="button"
            icon=Shape::Retry
            label=panel.words.retry.to_owned()
            act=Box::new(move || {
                if when.get_untracked() {
                    panel.act(ClientFrame::Retry {});
                }
            })
        />
    }
    .into_any()
}

/// A message that is not on record yet.
pub(super) fn unsent(panel: Panel, message: Unsent, segment: Segment) -> AnyView {
    let words = panel.words;
    let id = message.client_id.clone();
    let sending = move || {
        panel.scene(|scene| {
            let messages = &scene.outbox.messages;
            messages
                .iter()
                .find(|other| other.client_id == id)
                .map_or(Sending::Acked, |message| message.sending)
        })
    };
    let id = message.client_id;
    let refused = {
        let sending = sending.clone();
        flag(move || matches!(sending(), Sending::Refused(_)))
    };
    let under = text(move || {
        match sending() {
            Sending::Waiting => words.waiting_to_send,
            Sending::OnItsWay | Sending::Acked => words.sending,
            Sending::Refused(ErrorCode::MaskingFailed) => words.mask_failed,
            Sending::Refused(_) => words.send_failed,
        }
        .to_owned()
    });
    view! {
        <MessageRow
            author=Author::visitor()
            segment
            words
            visitor=words.author_you
            class="unsent"
        >
            <p class="bubble" dir="auto">
                {message.text}
            </p>
            <Paragraph class="under" text=under />
            <Actions when=refused>
                <Button
                    class="button"
                    icon=Shape::Retry
                    label=words.retry.to_owned()
                    act=Box::new(move || {
                        if refused.get_untracked() {
                            panel.say_again(&id);
                        }
                    })
                />
            </Actions>
        </MessageRow>
    }
    .into_any()
}

/// The answer that is being written, or looked up. No live region: whole sentences are told apart
/// from it.
pub(super) fn running(panel: Panel, segment: Segment) -> AnyView {
    let words = panel.words;
    let has_text = flag(move || panel.answer.with(|answer| !answer.is_empty()));
    let looking = text(move || {
        if has_text.get() {
            String::new()
        } else {
            working(panel)
        }
    });
    view! {
        <MessageRow
            author=Author::ai(panel.ai_name())
            segment
            words
            visitor=words.author_you
            class="running"
        >
            <Prose text=panel.answer />
            <span class="dots" aria-hidden="true" hidden=has_text>
                <i></i>
                <i></i>
                <i></i>
            </span>
            // Where nothing may move, words stand for the dots.
            <Paragraph class="looking" text=looking />
        </MessageRow>
    }
    .into_any()
}

/// "Mira (AI) is looking this up…"
pub(super) fn working(panel: Panel) -> String {
    let template = match panel.scene(|scene| scene.phase) {
        WorkPhase::Searching => panel.words.working,
        WorkPhase::Writing => panel.words.writing,
    };
    fill(template, &[("name", &panel.ai_name())])
}
