//! Looking at one hidden value: a reason first, then the value, until the dialog closes, the window
//! loses the focus, the agent may no longer look, or [`SHOWN_SECONDS`] are over. The value lives in
//! this component alone.

use crate::components::icon::tool;
use crate::js::page;
use crate::pure::reveal::{OTHER, REASONS, SHOWN_SECONDS, reason, stays};
use crate::pure::segments::{kind_of, number_of};
use crate::pure::words;
use crate::state::Desk;
use gloo_events::EventListener;
use gloo_timers::callback::Interval;
use handrail_protocol::api::RevealedValue;
use handrail_ui::components::{Shape, button, icon, text};
use handrail_ui::el::{El, div, el, follow};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What the dialog knows.
#[derive(Clone, Copy)]
struct Reveal {
    desk: Desk,
    value: RwSignal<Option<RevealedValue>>,
    /// Seconds that the value stays.
    left: RwSignal<u32>,
}

/// The dialog; it opens when [`crate::state::pane::Pane::revealing`] names a placeholder.
pub(crate) fn reveal_dialog(desk: Desk) -> El {
    let wanted = desk.pane.revealing;
    let reveal = Reveal {
        desk,
        value: RwSignal::new(None),
        left: RwSignal::new(SHOWN_SECONDS),
    };
    reveal.hide_after_a_while();
    reveal.hide_from_who_may_not_look();
    reveal.hide_in_another_window();
    let title = text(move || {
        wanted.get().map_or_else(String::new, |placeholder| {
            let kind = kind_of(&placeholder);
            format!("Hidden {} {}", words::kind(&kind), number_of(&placeholder))
        })
    });
    let head = div("dialog-head")
        .child(el("h2").attr("id", "reveal-title").text_of(title))
        .child(tool("Close", icon(Shape::Close), move || reveal.close()));
    let dialog = el("dialog")
        .class("dialog reveal")
        .attr("aria-labelledby", "reveal-title")
        .attr("closedby", "any")
        .on("close", move |_| reveal.close())
        .child(head)
        .part_of(
            move || reveal.value.get(),
            move |value| match value {
                Some(shown) => reveal.shown(&shown),
                None => vec![reason_form(reveal)],
            },
        );
    page::modal_while(
        &dialog,
        move || wanted.with(Option::is_some),
        move || {
            reveal.value.set(None);
            page::focus_soon("reveal-reason");
        },
    );
    dialog
}

impl Reveal {
    fn close(self) {
        self.value.try_set(None);
        self.desk.pane.revealing.set(None);
    }

    fn shown(self, shown: &RevealedValue) -> Vec<El> {
        vec![
            el("p")
                .class("reveal-value")
                .attr("dir", "auto")
                .attr("role", "status")
                .text(&shown.value),
            el("p")
                .class("hint")
                .text_of(text(move || stays(self.left.get()))),
            button("button", None, "Hide", move || self.close()),
        ]
    }

    /// Counts down while a value is shown, and ends with it.
    fn hide_after_a_while(self) {
        let Self { value, left, .. } = self;
        let countdown = StoredValue::new_local(None::<Interval>);
        follow(Box::new(move || {
            let ticking = value.with(Option::is_some).then(|| {
                left.set(SHOWN_SECONDS);
                Interval::new(1_000, move || {
                    let seconds = left.try_get_untracked().unwrap_or(0).saturating_sub(1);
                    left.try_set(seconds);
                    if seconds == 0 {
                        self.close();
                    }
                })
            });
            countdown.set_value(ticking);
        }));
        on_cleanup(move || {
            countdown.try_update_value(Option::take);
        });
    }

    fn hide_from_who_may_not_look(self) {
        let may_look = Memo::new(move |_| self.desk.pane.may_reveal(self.desk));
        follow(Box::new(move || {
            if !may_look.get() && self.value.with_untracked(Option::is_some) {
                self.close();
            }
        }));
    }

    /// A value must not stay on the screen of someone who turned to something else.
    fn hide_in_another_window(self) {
        let Some(window) = web_sys::window() else {
            return;
        };
        let blur = StoredValue::new_local(Some(EventListener::new(&window, "blur", move |_| {
            if self.value.try_with_untracked(Option::is_some) == Some(true) {
                self.close();
            }
        })));
        on_cleanup(move || {
            blur.try_update_value(Option::take);
        });
    }
}

/// What the form knows.
#[derive(Clone, Copy)]
struct ReasonForm {
    reveal: Reveal,
    choice: RwSignal<String>,
    more: RwSignal<String>,
    error: RwSignal<String>,
    busy: RwSignal<bool>,
}

impl ReasonForm {
    fn ask(self) {
        let Self {
            reveal,
            choice,
            more,
            error,
            busy,
        } = self;
        let desk = reveal.desk;
        let Some(placeholder) = desk.pane.revealing.get_untracked() else {
            return;
        };
        if busy.get_untracked() {
            return;
        }
        let why = match reason(&choice.get_untracked(), &more.get_untracked()) {
            Ok(why) => why,
            Err(missing) => {
                error.set(missing);
                page::focus_soon(if choice.with_untracked(String::is_empty) {
                    "reveal-reason"
                } else {
                    "reveal-more"
                });
                return;
            }
        };
        busy.set(true);
        error.set(String::new());
        spawn_local(async move {
            let outcome = desk.pane.reveal(desk, placeholder.clone(), why).await;
            busy.try_set(false);
            // Shown only to one who still waits for this very value.
            if desk.pane.revealing.try_get_untracked().flatten().as_ref() != Some(&placeholder) {
                return;
            }
            match outcome {
                Ok(shown) => {
                    reveal.value.try_set(Some(shown));
                }
                Err(why) => {
                    error.try_set(why);
                }
            }
        });
    }
}

fn reason_form(reveal: Reveal) -> El {
    let form = ReasonForm {
        reveal,
        choice: RwSignal::new(String::new()),
        more: RwSignal::new(String::new()),
        error: RwSignal::new(String::new()),
        busy: RwSignal::new(false),
    };
    let ReasonForm {
        choice,
        more,
        error,
        busy,
        ..
    } = form;
    let option = |value: &str, label: &str| el("option").attr("value", value).text(label);
    let select = el("select")
        .attr("id", "reveal-reason")
        .attr("aria-describedby", "reveal-hint reveal-error")
        .attr_of(
            "aria-invalid",
            text(move || error.with(|error| !error.is_empty()).to_string()),
        )
        .child(option("", "Choose…"))
        .children(REASONS.map(|reason| option(reason, reason)))
        .child(option(OTHER, OTHER))
        .value_of(text(move || choice.get()))
        .on("change", move |event| choice.set(page::value_of(event)));
    let label = text(move || {
        let label = if choice.with(|choice| choice == OTHER) {
            "Which reason?"
        } else {
            "More about it (optional)"
        };
        label.to_owned()
    });
    let input = el("input")
        .attr("id", "reveal-more")
        .attr("autocomplete", "off")
        .attr("aria-describedby", "reveal-hint reveal-error")
        .value_of(text(move || more.get()))
        .on("input", move |event| more.set(page::value_of(event)));
    let hint = el("p").class("hint").attr("id", "reveal-hint").text(
        "Your name, the time and this reason are kept on record. Personal details in it are hidden.",
    );
    let error = el("p")
        .class("error")
        .attr("id", "reveal-error")
        .attr("role", "alert")
        .text_of(text(move || error.get()));
    let submit = el("button")
        .attr("type", "submit")
        .class("button primary")
        .attr_of("aria-disabled", text(move || busy.get().to_string()))
        .child(icon(Shape::Eye))
        .text("Show the value");
    let reason_label = el("label")
        .attr("for", "reveal-reason")
        .text("Why do you need it?");
    let more_label = el("label").attr("for", "reveal-more").text_of(label);
    el("form")
        .attr("novalidate", "")
        .on("submit", move |event| {
            event.prevent_default();
            form.ask();
        })
        .child(div("field").child(reason_label).child(select))
        .child(
            div("field")
                .child(more_label)
                .child(input)
                .child(hint)
                .child(error),
        )
        .child(submit)
}
