//! What happened, with the buttons that go with it.

use super::contact_form::ContactForm;
use super::messages::RetryButton;
use crate::state::Panel;
use handrail_protocol::{ClientFrame, Notice, Owner, Seq, TurnState};
use handrail_ui::components::{Actions, Icon, NoticeRow, Shape};
use handrail_ui::notice;
use handrail_ui::rail::Segment;
use handrail_ui::words::fill;
use leptos::prelude::*;

pub(super) fn notice(panel: Panel, seq: Seq, notice: Notice, segment: Segment) -> AnyView {
    let words = panel.words;
    let fixed = notice::text(&notice, words, &panel.ai_name());
    match notice {
        Notice::Waiting(_) | Notice::Lost(_) => {
            let is_lost = matches!(notice, Notice::Lost(_));
            let current = Signal::derive(move || {
                panel.is_waiting() && last_of(panel, seq, is_waiting_notice)
            });
            let invited = Signal::derive(move || {
                panel.view.with(|view| {
                    matches!(
                        view.owner,
                        Owner::Waiting {
                            ai_invited: true,
                            ..
                        }
                    )
                })
            });
            let text = Signal::derive(move || {
                if !current.get() || is_lost {
                    return fixed.clone();
                }
                match panel.place.get() {
                    Some(place) => fill(words.queued, &[("n", &place.to_string())]),
                    None => fixed.clone(),
                }
            });
            let has_ai = panel.site.with_value(|site| site.assistant.is_some());
            let can_invite = Signal::derive(move || current.get() && has_ai && !invited.get());
            let needs_form = Signal::derive(move || {
                current.get()
                    && panel.people.with(|people| !people.online)
                    && panel.view.with(|view| !view.contact_left)
            });
            view! {
                <NoticeRow segment text>
                    {move || {
                        (current.get() && invited.get())
                            .then(|| view! { <p class="fine">{words.ai_invited}</p> })
                    }}
                    <Form panel seq when=needs_form />
                    <Actions when=current>
                        <button
                            type="button"
                            class="button"
                            on:click=move |_| {
                                if current.get_untracked() {
                                    panel.act(ClientFrame::LeaveQueue {});
                                }
                            }
                        >
                            {words.leave_queue}
                        </button>
                        <button
                            type="button"
                            class="button"
                            hidden=move || !can_invite.get()
                            on:click=move |_| {
                                if can_invite.get_untracked() {
                                    panel.act(ClientFrame::InviteAi {});
                                }
                            }
                        >
                            {words.invite_ai}
                        </button>
                    </Actions>
                </NoticeRow>
            }
            .into_any()
        }
        Notice::WaitedLong => {
            let when = Signal::derive(move || {
                panel.is_waiting() && panel.view.with(|view| !view.contact_left)
            });
            view! {
                <NoticeRow segment text=fixed>
                    <Form panel seq when />
                </NoticeRow>
            }
            .into_any()
        }
        Notice::Offered(_) => {
            let when = Signal::derive(move || {
                panel.view.with(|view| view.offer.is_some())
                    && last_of(panel, seq, |notice| matches!(notice, Notice::Offered(_)))
            });
            view! {
                <NoticeRow segment text=fixed>
                    <Actions when>
                        <HumanButton panel when />
                        <button
                            type="button"
                            class="button"
                            on:click=move |_| {
                                if when.get_untracked() {
                                    panel.act(ClientFrame::DeclineOffer {});
                                }
                            }
                        >
                            {words.keep_trying}
                        </button>
                    </Actions>
                </NoticeRow>
            }
            .into_any()
        }
        Notice::TurnFailed(turn, _) | Notice::TurnStopped(turn, _) => {
            let failed = matches!(notice, Notice::TurnFailed(..));
            let when = Signal::derive(move || {
                panel.view.with(|view| {
                    view.owner == Owner::Assistant
                        && view.turn.as_ref().is_some_and(|last| {
                            last.id == turn
                                && matches!(last.state, TurnState::Failed | TurnState::Stopped)
                        })
                })
            });
            view! {
                <NoticeRow segment text=fixed>
                    <Actions when>
                        {failed.then(|| view! { <HumanButton panel when /> })}
                        <RetryButton panel when />
                    </Actions>
                </NoticeRow>
            }
            .into_any()
        }
        Notice::WaitingLeft
        | Notice::ContactLeft
        | Notice::Joined(_)
        | Notice::HandedBack(_)
        | Notice::Resolved(_)
        | Notice::Revealed(..) => view! { <NoticeRow segment text=fixed /> }.into_any(),
    }
}

#[component]
fn HumanButton(panel: Panel, when: Signal<bool>) -> impl IntoView {
    view! {
        <button
            type="button"
            class="button warm"
            on:click=move |_| {
                if when.get_untracked() {
                    panel.ask_human();
                }
            }
        >
            <Icon shape=Shape::Person />
            {panel.words.human}
        </button>
    }
}

/// The form while it applies; it stays while it has the focus.
#[component]
fn Form(panel: Panel, seq: Seq, when: Signal<bool>) -> impl IntoView {
    let never = panel.site.with_value(|site| site.contact_form == "never");
    (!never).then(|| view! { <ContactForm panel seq when /> })
}

fn is_waiting_notice(notice: &Notice) -> bool {
    matches!(notice, Notice::Waiting(_) | Notice::Lost(_))
}

/// Is this the newest notice of its kind?
fn last_of(panel: Panel, seq: Seq, kind: fn(&Notice) -> bool) -> bool {
    use handrail_protocol::Entry;
    panel.view.with(|view| {
        view.entries
            .iter()
            .rev()
            .find(|entry| matches!(entry, Entry::Notice { notice, .. } if kind(notice)))
            .is_some_and(|entry| entry.seq() == seq)
    })
}
