//! Writing: a reply to the visitor or a private note.

use crate::components::glyph::{Glyph, Picture};
use crate::components::room::ActionButton;
use crate::components::saved::{SavedReplies, SlashMenu, all_replies, option_id};
use crate::js::page;
use crate::pure::canned::{Canned, matching, slash_query};
use crate::state::Desk;
use crate::state::actions::Action;
use crate::state::outbox::Audience;
use handrail_protocol::{ConversationId, MESSAGE_MAX_CHARS, Owner};
use handrail_ui::components::{Icon, Live, LiveRegion, Shape};
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;

/// The counter shows from here on.
const COUNTER_FROM: usize = 200;

/// The composer of one conversation.
#[component]
pub(crate) fn Composer(conversation: ConversationId) -> impl IntoView {
    let desk = Desk::get();
    let room = desk.room;
    let is_mine = Memo::new(move |_| room.is_mine(desk));
    // Whoever does not own the conversation can only write to colleagues.
    let audience = Memo::new(move |_| {
        if is_mine.get() {
            room.audience.get()
        } else {
            Audience::Agents
        }
    });
    let for_draft = conversation.clone();
    Effect::new(move |_| {
        let draft = desk.outbox.draft(&for_draft, audience.get());
        if room.text.get_untracked() != draft {
            room.text.set(draft);
        }
    });

    let node = NodeRef::<html::Textarea>::new();
    let is_dismissed = RwSignal::new(false);
    let chosen = RwSignal::new(0_usize);
    let offered = Memo::new(move |_| {
        let query = room
            .text
            .with(|text| slash_query(text).map(str::to_owned))?;
        let fits = matching(&all_replies(desk), &query);
        (audience.get() == Audience::Visitor && !is_dismissed.get() && !fits.is_empty())
            .then_some(fits)
    });
    let insert = move |reply: Canned| {
        let old = room.text.get_untracked();
        let text = if slash_query(&old).is_some() || old.is_empty() {
            reply.text
        } else {
            format!("{} {}", old.trim_end(), reply.text)
        };
        let audience = audience.get_untracked();
        if audience == Audience::Visitor {
            room.typing(desk);
        }
        room.write(desk, audience, text);
        if let Some(node) = node.get_untracked() {
            let _ = node.focus();
        }
    };

    let left = Memo::new(move |_| {
        room.text
            .with(|text| MESSAGE_MAX_CHARS as i64 - text.chars().count() as i64)
    });
    let counter = Live::default();
    Effect::new(move |before: Option<i64>| {
        let left = left.get();
        let passed = |mark: i64| before.is_some_and(|before| before > mark && left <= mark);
        if passed(COUNTER_FROM as i64) || passed(50) || passed(0) {
            counter.say(counter_words(left));
        }
        left
    });

    let send = move || {
        let text = room.text.get_untracked();
        if text.trim().is_empty() || left.get_untracked() < 0 {
            return;
        }
        if let Some(conversation) = room.open.get_untracked() {
            let audience = audience.get_untracked();
            room.write(desk, audience, String::new());
            desk.outbox.send(desk, conversation, audience, text);
        }
    };
    let keys = move |event: KeyboardEvent| {
        // 229 is what browsers report for a key that an input method takes.
        if event.is_composing() || event.key_code() == 229 {
            return;
        }
        let offer = offered.get_untracked();
        match (event.key().as_str(), offer) {
            ("ArrowDown", Some(list)) => {
                event.prevent_default();
                chosen.update(|at| *at = (*at + 1) % list.len());
                page::bring_into_view(&option_id(chosen.get_untracked()));
            }
            ("ArrowUp", Some(list)) => {
                event.prevent_default();
                chosen.update(|at| *at = (*at + list.len() - 1) % list.len());
                page::bring_into_view(&option_id(chosen.get_untracked()));
            }
            ("Escape", Some(_)) => {
                event.prevent_default();
                is_dismissed.set(true);
            }
            ("Enter" | "Tab", Some(list)) if !event.shift_key() => {
                event.prevent_default();
                let at = chosen.get_untracked().min(list.len() - 1);
                if let Some(reply) = list.into_iter().nth(at) {
                    insert(reply);
                }
            }
            ("Enter", None) if !event.shift_key() => {
                event.prevent_default();
                send();
            }
            _ => {}
        }
    };
    let input = move |event: leptos::ev::Event| {
        let text = event_target_value(&event);
        is_dismissed.set(false);
        chosen.set(0);
        let audience = audience.get_untracked();
        if audience == Audience::Visitor && slash_query(&text).is_none() && !text.is_empty() {
            room.typing(desk);
        }
        room.write(desk, audience, text);
    };
    let shows_saved = RwSignal::new(false);
    // A note is rarely what one comes for: whoever does not answer here opens it first.
    let wants_note = RwSignal::new(false);
    let has_text = Memo::new(move |_| room.text.with(|text| !text.is_empty()));
    let may_write = Memo::new(move |_| is_mine.get() || wants_note.get() || has_text.get());
    let is_note = move || audience.get() == Audience::Agents;

    view! {
        <div class="composer" class:is-note=is_note>
            <Why may_write wants_note />
            <form hidden=move || !may_write.get() on:submit=move |event| {
                event.prevent_default();
                send();
            }>
                <Show when=move || is_mine.get()>
                    <fieldset class="audience">
                        <legend class="sr-only">"Write"</legend>
                        <AudienceChoice audience=Audience::Visitor label="Reply" />
                        <AudienceChoice
                            audience=Audience::Agents
                            label="Private note (visitor can't see)"
                        />
                    </fieldset>
                </Show>
                <div class="composer-box">
                    <label class="sr-only" for="composer">
                        {move || {
                            if is_note() {
                                "Private note (visitor can't see)"
                            } else {
                                "Your reply to the visitor"
                            }
                        }}
                    </label>
                    <SlashMenu offered chosen insert />
                    <textarea
                        id="composer"
                        node_ref=node
                        rows="2"
                        dir="auto"
                        placeholder=move || {
                            if is_note() {
                                "Note for your colleagues"
                            } else {
                                "Write a reply. Type / for saved replies"
                            }
                        }
                        aria-describedby="composer-left"
                        aria-invalid=move || (left.get() < 0).to_string()
                        aria-autocomplete="list"
                        aria-controls=move || offered.with(Option::is_some).then_some("slash-menu")
                        aria-activedescendant=move || {
                            offered
                                .with(Option::is_some)
                                .then(|| option_id(chosen.get()))
                        }
                        prop:value=move || room.text.get()
                        on:input=input
                        on:keydown=keys
                    ></textarea>
                    <div class="composer-foot">
                        <button
                            type="button"
                            class="tool"
                            aria-label="Saved replies"
                            title="Saved replies"
                            aria-haspopup="dialog"
                            hidden=is_note
                            on:click=move |_| shows_saved.set(true)
                        >
                            <Picture glyph=Glyph::Saved />
                        </button>
                        <span class="composer-left" id="composer-left" class:bad=move || left.get() < 0>
                            {move || {
                                (left.get() <= COUNTER_FROM as i64).then(|| counter_words(left.get()))
                            }}
                        </span>
                        <button
                            type="submit"
                            class="button send"
                            class:primary=move || !is_note()
                            aria-disabled=move || {
                                (room.text.with(|text| text.trim().is_empty()) || left.get() < 0)
                                    .to_string()
                            }
                        >
                            {move || if is_note() { "Add note" } else { "Send" }}
                            {move || (!is_note()).then(|| view! { <Icon shape=Shape::Send /> })}
                        </button>
                    </div>
                </div>
            </form>
            <LiveRegion live=counter id="composer-count" />
            <SavedReplies shows=shows_saved insert />
        </div>
    }
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

#[component]
fn AudienceChoice(audience: Audience, label: &'static str) -> impl IntoView {
    let desk = Desk::get();
    let chosen = desk.room.audience;
    view! {
        <label class="choice" class:chosen=move || chosen.get() == audience>
            <input
                type="radio"
                name="audience"
                prop:checked=move || chosen.get() == audience
                on:change=move |_| chosen.set(audience)
            />
            {(audience == Audience::Agents).then(|| view! { <Icon shape=Shape::Lock /> })}
            {label}
        </label>
    }
}

/// Why the agent cannot reply here, and the way to it.
#[component]
fn Why(may_write: Memo<bool>, wants_note: RwSignal<bool>) -> impl IntoView {
    let desk = Desk::get();
    let room = desk.room;
    let is_mine = Memo::new(move |_| room.is_mine(desk));
    let owner = Memo::new(move |_| room.owner());
    let sentence = move || match owner.get() {
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
    };
    let may_take = move || !matches!(owner.get(), Owner::Person { .. });
    view! {
        <Show when=move || room.is_loaded.get() && !is_mine.get()>
            <div class="composer-why">
                <p>{sentence}</p>
                <div class="composer-ways">
                    <Show when=move || !may_write.get()>
                        <button
                            type="button"
                            class="button"
                            on:click=move |_| {
                                wants_note.set(true);
                                page::focus_soon("composer");
                            }
                        >
                            <Icon shape=Shape::Lock />
                            "Private note"
                        </button>
                    </Show>
                    <Show when=may_take>
                        <ActionButton action=Action::Take glyph=Glyph::Take primary=true />
                    </Show>
                </div>
            </div>
        </Show>
    }
}
