//! What happened, with the buttons that go with it.

use super::contact_form::ContactForm;
use super::messages::retry_button;
use crate::state::Panel;
use handrail_protocol::{ClientFrame, Entry, Notice, Owner, Seq, TurnState};
use handrail_ui::components::{Actions, Button, NoticeRow, Paragraph, Shape, flag, text};
use handrail_ui::notice;
use handrail_ui::rail::Segment;
use handrail_ui::words::fill;
use leptos::prelude::*;

pub(super) fn notice(panel: Panel, seq: Seq, notice: Notice, segment: Segment) -> AnyView {
    let words = panel.words;
    let fixed = notice::text(&notice, words, &panel.ai_name());
    let row = move |below: AnyView| {
        view! { <NoticeRow segment text=fixed>{below}</NoticeRow> }.into_any()
    };
    match notice {
        Notice::Waiting(_) => waiting(panel, seq, words.queued, notice, segment),
        Notice::Lost(_) => waiting(panel, seq, "", notice, segment),
        Notice::WaitedLong => {
            let when = flag(move || panel.is_waiting() && panel.see(|view| !view.contact_left));
            row(form(panel, seq, when))
        }
        Notice::Offered(_) => {
            let when = flag(move || {
                panel.see(|view| view.offer.is_some())
                    && is_last(panel, seq, |notice| matches!(notice, Notice::Offered(_)))
            });
            let keep_trying = button(words.keep_trying, when, move || {
                panel.act(ClientFrame::DeclineOffer {});
            });
            row(
                view! { <Actions when>{human_button(panel, when)} {keep_trying}</Actions> }
                    .into_any(),
            )
        }
        Notice::TurnFailed(turn, _) | Notice::TurnStopped(turn, _) => {
            let failed = matches!(notice, Notice::TurnFailed(..));
            let when = flag(move || {
                panel.see(|view| {
                    view.owner == Owner::Assistant
                        && view.turn.as_ref().is_some_and(|last| {
                            last.id == turn
                                && matches!(last.state, TurnState::Failed | TurnState::Stopped)
                        })
                })
            });
            row(view! {
                <Actions when>
                    {failed.then(|| human_button(panel, when))} {retry_button(panel, when)}
                </Actions>
            }
            .into_any())
        }
        Notice::WaitingLeft
        | Notice::ContactLeft
        | Notice::Joined(_)
        | Notice::HandedBack(_)
        | Notice::Resolved(_)
        | Notice::Revealed(..) => row(().into_any()),
    }
}

/// The visitor waits: the place in the queue, and what can be done meanwhile. `queued` is the
/// sentence that the place stands in; empty keeps the notice's own.
fn waiting(
    panel: Panel,
    seq: Seq,
    queued: &'static str,
    notice: Notice,
    segment: Segment,
) -> AnyView {
    let words = panel.words;
    let fixed = notice::text(&notice, words, &panel.ai_name());
    let current = flag(move || {
        panel.is_waiting()
            && is_last(panel, seq, |notice| {
                matches!(notice, Notice::Waiting(_) | Notice::Lost(_))
            })
    });
    let is_invited = move || {
        panel.see(|view| {
            matches!(
                view.owner,
                Owner::Waiting {
                    ai_invited: true,
                    ..
                }
            )
        })
    };
    let sentence = text(move || match panel.scene(|scene| scene.place) {
        Some(place) if current.get() && !queued.is_empty() => {
            fill(queued, &[("n", &place.to_string())])
        }
        _ => fixed.clone(),
    });
    let invited = text(move || {
        let invited = current.get() && is_invited();
        if invited { words.ai_invited } else { "" }.to_owned()
    });
    let has_ai = panel.has_ai();
    let can_invite = flag(move || current.get() && has_ai && !is_invited());
    let needs_form = flag(move || {
        current.get()
            && panel.scene(|scene| !scene.people.online)
            && panel.see(|view| !view.contact_left)
    });
    let leave = button(words.leave_queue, current, move || {
        panel.act(ClientFrame::LeaveQueue {});
    });
    let invite = button(words.invite_ai, can_invite, move || {
        panel.act(ClientFrame::InviteAi {});
    });
    view! {
        <NoticeRow segment text=sentence>
            <Paragraph class="fine" text=invited />
            {form(panel, seq, needs_form)}
            <Actions when=current>{leave}</Actions>
            <Actions when=can_invite>{invite}</Actions>
        </NoticeRow>
    }
    .into_any()
}

fn button(label: &'static str, when: Signal<bool>, act: impl Fn() + 'static) -> AnyView {
    let act: Box<dyn Fn()> = Box::new(move || {
        if when.get_untracked() {
            act();
        }
    });
    view! { <Button class="button" label=label.to_owned() act /> }.into_any()
}

fn human_button(panel: Panel, when: Signal<bool>) -> AnyView {
    let act: Box<dyn Fn()> = Box::new(move || {
        if when.get_untracked() {
            panel.ask_human();
        }
    });
    let label = panel.words.human.to_owned();
    view! { <Button class="button warm" icon=Shape::Person label act /> }.into_any()
}

/// The form while it applies; it stays while it has the focus.
fn form(panel: Panel, seq: Seq, when: Signal<bool>) -> AnyView {
    let wanted = panel.inner().site.contact_form != "never";
    wanted
        .then(|| view! { <ContactForm panel seq when /> })
        .into_any()
}

/// Is this the newest notice of its kind?
fn is_last(panel: Panel, seq: Seq, kind: fn(&Notice) -> bool) -> bool {
    panel.see(|view| {
        view.entries
            .iter()
            .rev()
            .find(|entry| matches!(entry, Entry::Notice { notice, .. } if kind(notice)))
            .is_some_and(|entry| entry.seq() == seq)
    })
}
