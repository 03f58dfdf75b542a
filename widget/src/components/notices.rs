//! What happened, with the buttons that go with it.

use super::contact_form::contact_form;
use super::messages::retry_button;
use crate::state::Panel;
use handrail_protocol::{ClientFrame, Entry, Notice, Owner, Seq, TurnState};
use handrail_ui::components::{Shape, actions, button, flag, notice_row, paragraph_of, text};
use handrail_ui::el::El;
use handrail_ui::notice;
use handrail_ui::rail::Segment;
use handrail_ui::words::fill;
use leptos::prelude::*;

pub(super) fn notice(panel: Panel, seq: Seq, notice: Notice, segment: Segment) -> El {
    let words = panel.words;
    let fixed = Signal::stored(notice::text(&notice, words, &panel.ai_name()));
    let below = match notice {
        Notice::Waiting(_) => return waiting(panel, seq, words.queued, fixed, segment),
        Notice::Lost(_) => return waiting(panel, seq, "", fixed, segment),
        Notice::WaitedLong => {
            let when = flag(move || panel.is_waiting() && panel.see(|view| !view.contact_left));
            form(panel, seq, when)
        }
        Notice::Offered(_) => {
            let when = flag(move || {
                panel.see(|view| view.offer.is_some())
                    && is_last(panel, seq, |notice| matches!(notice, Notice::Offered(_)))
            });
            let keep_trying = frame_button(panel, words.keep_trying, when, || {
                ClientFrame::DeclineOffer {}
            });
            Some(actions(when, [human_button(panel, when), keep_trying]))
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
            let human = failed.then(|| human_button(panel, when));
            let buttons = human.into_iter().chain([retry_button(panel, when)]);
            Some(actions(when, buttons))
        }
        Notice::WaitingLeft
        | Notice::ContactLeft
        | Notice::Joined(_)
        | Notice::HandedBack(_)
        | Notice::Resolved(_)
        | Notice::Revealed(..) => None,
    };
    notice_row(segment, fixed, below.into_iter().collect())
}

/// The visitor waits: the place in the queue, and what can be done meanwhile. `queued` is the
/// sentence that the place stands in; empty keeps the notice's own.
fn waiting(
    panel: Panel,
    seq: Seq,
    queued: &'static str,
    fixed: Signal<String>,
    segment: Segment,
) -> El {
    let words = panel.words;
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
        _ => fixed.get(),
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
    let leave = frame_button(panel, words.leave_queue, current, || {
        ClientFrame::LeaveQueue {}
    });
    let invite = frame_button(panel, words.invite_ai, can_invite, || {
        ClientFrame::InviteAi {}
    });
    let below = [paragraph_of("fine", None, invited)]
        .into_iter()
        .chain(form(panel, seq, needs_form))
        .chain([actions(current, [leave]), actions(can_invite, [invite])]);
    notice_row(segment, sentence, below.collect())
}

/// A button that sends a frame while it applies.
fn frame_button(panel: Panel, label: &str, when: Signal<bool>, frame: fn() -> ClientFrame) -> El {
    button("button", None, label, move || {
        if when.get_untracked() {
            panel.act(frame());
        }
    })
}

fn human_button(panel: Panel, when: Signal<bool>) -> El {
    button(
        "button warm",
        Some(Shape::Person),
        panel.words.human,
        move || {
            if when.get_untracked() {
                panel.ask_human();
            }
        },
    )
}

/// The form while it applies; it stays while it has the focus.
fn form(panel: Panel, seq: Seq, when: Signal<bool>) -> Option<El> {
    let wanted = panel.inner().site.contact_form != "never";
    wanted.then(|| contact_form(panel, seq, when))
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
