//! What happened, with the buttons that go with it.

use super::contact_form::contact_form;
use super::messages::{human_button, retry_button};
use crate::state::Panel;
use handrail_protocol::{ClientFrame, Notice, Owner, Seq, TranscriptEntry, TurnState};
use handrail_ui::components::{
    Flag, Text, actions, button, fixed, flag, notice_row, paragraph_of, text,
};
use handrail_ui::el::{El, div};
use handrail_ui::notice;
use handrail_ui::rail::Segment;
use handrail_ui::words::fill;

pub(super) fn notice(panel: Panel, seq: Seq, notice: Notice, segment: Segment) -> El {
    let words = panel.words;
    let said = notice::text(&notice, words, &panel.ai_name());
    if said.is_empty() {
        return div("");
    }
    let fixed = fixed(said);
    let below = match notice {
        Notice::Waiting(_) => return waiting(panel, seq, words.queued, fixed, segment),
        Notice::Lost(..) => return waiting(panel, seq, "", fixed, segment),
        Notice::WaitedLong => {
            let when =
                flag(move || panel.is_waiting() && panel.with_view(|view| !view.contact_left));
            form(panel, seq, when)
        }
        Notice::Offered(_) => {
            let when = flag(move || {
                panel.with_view(|view| view.offer.is_some())
                    && is_last(panel, seq, |notice| matches!(notice, Notice::Offered(_)))
            });
            let keep_trying = frame_button(panel, words.keep_trying, when.clone(), || {
                ClientFrame::DeclineOffer {}
            });
            let human = human_button(panel, when.clone());
            Some(actions(when, [human, keep_trying]))
        }
        Notice::TurnFailed(turn, _) | Notice::TurnStopped(turn, _) => {
            let failed = matches!(notice, Notice::TurnFailed(..));
            let when = flag(move || {
                panel.with_view(|view| {
                    view.owner == Owner::Assistant
                        && view.turn.as_ref().is_some_and(|last| {
                            last.id == turn
                                && matches!(last.state, TurnState::Failed | TurnState::Stopped)
                        })
                })
            });
            let mut buttons = Vec::new();
            if failed {
                buttons.push(human_button(panel, when.clone()));
            }
            buttons.push(retry_button(panel, when.clone()));
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
fn waiting(panel: Panel, seq: Seq, queued: &'static str, fixed: Text, segment: Segment) -> El {
    let words = panel.words;
    let current = flag(move || {
        panel.is_waiting()
            && is_last(panel, seq, |notice| {
                matches!(notice, Notice::Waiting(_) | Notice::Lost(..))
            })
    });
    let is_invited = move || {
        panel.with_view(|view| {
            matches!(
                view.owner,
                Owner::Waiting {
                    ai_invited: true,
                    ..
                }
            )
        })
    };
    let applies = current.clone();
    let sentence = text(move || match panel.with_local(|local| local.place) {
        Some(place) if applies() && !queued.is_empty() => {
            fill(queued, &[("n", &place.to_string())])
        }
        _ => fixed(),
    });
    let applies = current.clone();
    let invited = text(move || {
        let invited = applies() && is_invited();
        if invited { words.ai_invited } else { "" }.to_owned()
    });
    let has_ai = panel.has_ai();
    let applies = current.clone();
    let can_invite = flag(move || applies() && has_ai && !is_invited());
    let applies = current.clone();
    let needs_form = flag(move || {
        applies()
            && panel.with_local(|local| !local.people.online)
            && panel.with_view(|view| !view.contact_left)
    });
    let leave = frame_button(panel, words.leave_queue, current.clone(), || {
        ClientFrame::LeaveQueue {}
    });
    let invite = frame_button(panel, words.invite_ai, can_invite.clone(), || {
        ClientFrame::InviteAi {}
    });
    let mut below = vec![paragraph_of("fine", None, invited)];
    below.extend(form(panel, seq, needs_form));
    below.push(
        div("side-by-side")
            .child(actions(current, [leave]))
            .child(actions(can_invite, [invite])),
    );
    notice_row(segment, sentence, below)
}

/// A button that sends a frame while it applies.
fn frame_button(panel: Panel, label: &str, when: Flag, frame: fn() -> ClientFrame) -> El {
    button("button", None, label, move || {
        if when() {
            panel.act(frame());
        }
    })
}

/// The form while it applies; it stays while it has the focus.
fn form(panel: Panel, seq: Seq, when: Flag) -> Option<El> {
    panel
        .has_contact_form()
        .then(|| contact_form(panel, seq, when))
}

/// Is this the newest notice of its kind?
fn is_last(panel: Panel, seq: Seq, kind: fn(&Notice) -> bool) -> bool {
    panel.with_view(|view| {
        view.entries
            .iter()
            .rev()
            .find(|entry| matches!(entry, TranscriptEntry::Notice { notice, .. } if kind(notice)))
            .is_some_and(|entry| entry.seq() == seq)
    })
}
