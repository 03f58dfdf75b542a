//! The visitor's and the others' messages, the one that is on its way, and the running answer.

use crate::pure::outbox::{Sending, Unsent};
use crate::state::Panel;
use handrail_protocol::{Author, AuthorKind, ErrorCode, Message, StopCause, TurnState, WorkPhase};
use handrail_ui::components::{Actions, Icon, MessageRow, Prose, ReplyDetails, Shape, VisitorText};
use handrail_ui::rail::Segment;
use handrail_ui::words::fill;
use leptos::prelude::*;

/// A message on record.
pub(super) fn message(panel: Panel, message: Message, segment: Segment) -> AnyView {
    let words = panel.words;
    let (author, at) = (message.author.clone(), message.at);
    if author.kind == AuthorKind::Visitor {
        let note = words.hidden_note(&message.masked);
        let own = RwSignal::new(false);
        let see_through = Signal::derive(move || panel.see_through.get() || own.get());
        return view! {
            <MessageRow author at=Some(at) segment words visitor=words.author_you>
                <p class="bubble" dir="auto">
                    <VisitorText text=message.text masked=message.masked see_through words />
                </p>
                {note
                    .map(|note| {
                        view! {
                            <p class="under">
                                <Icon shape=Shape::Lock />
                                <span>{note}</span>
                                <button
                                    type="button"
                                    class="plain"
                                    aria-pressed=move || if own.get() { "true" } else { "false" }
                                    on:click=move |_| own.update(|own| *own = !*own)
                                >
                                    {words.see_one}
                                </button>
                            </p>
                        }
                    })}
            </MessageRow>
        }
        .into_any();
    }
    let text = message.text.clone();
    let turn = message.turn;
    let is_cut = matches!(
        message.stopped,
        Some(StopCause::Visitor | StopCause::Truncated)
    );
    let again = is_cut.then(|| {
        let when = Signal::derive(move || {
            panel.view.with(|view| {
                view.turn
                    .as_ref()
                    .is_some_and(|last| Some(last.id) == turn && last.state == TurnState::Answered)
                    && view.owner == handrail_protocol::Owner::Assistant
            })
        });
        view! {
            <Actions when>
                <RetryButton panel when />
            </Actions>
        }
    });
    view! {
        <MessageRow author at=Some(at) segment words visitor=words.author_you>
            <Prose text />
            <ReplyDetails message words />
            {again}
        </MessageRow>
    }
    .into_any()
}

/// "Try again" for a turn.
#[component]
pub(super) fn RetryButton(panel: Panel, #[prop(into)] when: Signal<bool>) -> impl IntoView {
    view! {
        <button
            type="button"
            class="button"
            on:click=move |_| {
                if when.get_untracked() {
                    panel.act(handrail_protocol::ClientFrame::Retry {});
                }
            }
        >
            <Icon shape=Shape::Retry />
            {panel.words.retry}
        </button>
    }
}

/// A message that is not on record yet.
pub(super) fn unsent(panel: Panel, message: Unsent, segment: Segment) -> AnyView {
    let words = panel.words;
    let id = message.client_id.clone();
    let sending = Memo::new(move |_| {
        panel.outbox.with(|outbox| {
            outbox
                .messages
                .iter()
                .find(|other| other.client_id == id)
                .map_or(Sending::Acked, |message| message.sending)
        })
    });
    let id = message.client_id;
    let refused = Signal::derive(move || matches!(sending.get(), Sending::Refused(_)));
    let under = move || match sending.get() {
        Sending::Waiting => words.waiting_to_send,
        Sending::OnItsWay | Sending::Acked => words.sending,
        Sending::Refused(ErrorCode::MaskingFailed) => words.mask_failed,
        Sending::Refused(_) => words.send_failed,
    };
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
            <p class="under" class:error=move || refused.get()>
                {under}
            </p>
            <Actions when=refused>
                <button
                    type="button"
                    class="button"
                    on:click=move |_| {
                        if refused.get_untracked() {
                            panel.say_again(&id);
                        }
                    }
                >
                    <Icon shape=Shape::Retry />
                    {words.retry}
                </button>
            </Actions>
        </MessageRow>
    }
    .into_any()
}

/// The answer that is being written, or looked up. No live region: whole sentences are told apart
/// from it.
#[component]
pub(super) fn Running(panel: Panel, #[prop(into)] segment: Signal<Segment>) -> impl IntoView {
    let words = panel.words;
    let has_text = Memo::new(move |_| panel.live.with(|live| !live.text().is_empty()));
    let shown = Memo::new(move |_| panel.is_busy() || has_text.get());
    let text = Signal::derive(move || panel.live.with(|live| live.text().to_owned()));
    move || {
        shown.get().then(|| {
            let author = Author::ai(panel.ai_name());
            let segment = Segment {
                above: segment.get_untracked().below,
                below: handrail_ui::rail::Line::Ai,
            };
            view! {
                <MessageRow author segment words visitor=words.author_you class="running">
                    <Prose text />
                    {move || {
                        (!has_text.get())
                            .then(|| {
                                view! {
                                    <p class="looking">
                                        <span class="dots" aria-hidden="true">
                                            <i></i>
                                            <i></i>
                                            <i></i>
                                        </span>
                                        <span class="looking-text">{move || working(panel)}</span>
                                    </p>
                                }
                            })
                    }}
                </MessageRow>
            }
        })
    }
}

/// "Mira (AI) is looking this up…"
pub(super) fn working(panel: Panel) -> String {
    let template = match panel.phase.get() {
        WorkPhase::Searching => panel.words.working,
        WorkPhase::Writing => panel.words.writing,
    };
    fill(template, &[("name", &panel.ai_name())])
}
