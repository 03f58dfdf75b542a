//! Signing in: the site and a one-time code.

use crate::components::icon::product_mark;
use crate::js::page;
use crate::state::Desk;
use crate::state::actions::in_words;
use crate::state::session::Session;
use gloo_timers::callback::Timeout;
use handrail_ui::components::text;
use handrail_ui::el::{El, div, el};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// How long the sandbox has to sign the desk in before the form is shown.
const SANDBOX_MILLIS: u32 = 6_000;

/// The form, or a word of patience while the sandbox signs in.
pub(crate) fn sign_in(desk: Desk) -> El {
    let is_waiting = RwSignal::new(desk.session.embedded);
    if desk.session.embedded {
        Timeout::new(SANDBOX_MILLIS, move || {
            is_waiting.try_set(false);
        })
        .forget();
    }
    el("main").class("sign-in").part_of(
        move || is_waiting.get(),
        move |is_waiting| {
            Some(if is_waiting {
                el("p")
                    .class("sign-in-wait")
                    .attr("role", "status")
                    .text("Signing in to the desk…")
            } else {
                form(desk)
            })
        },
    )
}

/// What the form knows.
#[derive(Clone, Copy)]
struct SignIn {
    desk: Desk,
    site: RwSignal<String>,
    code: RwSignal<String>,
    error: RwSignal<String>,
    busy: RwSignal<bool>,
}

impl SignIn {
    fn submit(self) {
        let Self {
            desk, error, busy, ..
        } = self;
        if busy.get_untracked() {
            return;
        }
        let (site, code) = (
            self.site.get_untracked().trim().to_owned(),
            self.code.get_untracked().trim().to_owned(),
        );
        let missing = match (site.is_empty(), code.is_empty()) {
            (true, _) => "Enter the site, for example acme.",
            (_, true) => "Enter the one-time code you were given.",
            _ => "",
        };
        error.set(missing.to_owned());
        if !missing.is_empty() {
            page::focus_soon(if site.is_empty() { "site" } else { "code" });
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let outcome = Session::exchange(site, code).await;
            busy.try_set(false);
            match outcome {
                Ok(session) => desk.begin(session),
                Err(why) => {
                    error.try_set(in_words(&why));
                    page::focus_soon("code");
                }
            }
        });
    }
}

fn form(desk: Desk) -> El {
    let first = page::site_parameter()
        .or_else(Session::last_site)
        .unwrap_or_default();
    page::focus_soon(if first.is_empty() { "site" } else { "code" });
    let form = SignIn {
        desk,
        site: RwSignal::new(first),
        code: RwSignal::new(String::new()),
        error: RwSignal::new(String::new()),
        busy: RwSignal::new(false),
    };
    let SignIn { error, busy, .. } = form;
    let field = |id: &str, autocomplete: &str, autocapitalize: &str, value: RwSignal<String>| {
        el("input")
            .attr("id", id)
            .attr("name", id)
            .attr("autocomplete", autocomplete)
            .attr("autocapitalize", autocapitalize)
            .attr("spellcheck", "false")
            .value_of(text(move || value.get()))
            .on("input", move |event| value.set(page::value_of(event)))
    };
    let label = |id: &str, words: &str| el("label").attr("for", id).text(words);
    let site = field("site", "organization", "none", form.site);
    let code = field("code", "one-time-code", "characters", form.code)
        .class("code")
        .attr("aria-describedby", "code-hint code-error")
        .attr_of(
            "aria-invalid",
            text(move || error.with(|error| !error.is_empty()).to_string()),
        );
    let hint = el("p").class("hint").attr("id", "code-hint").text(
        "Good for 10 minutes and one sign-in. Whoever runs Handrail gets it with cargo xtask code.",
    );
    let error = el("p")
        .class("error")
        .attr("id", "code-error")
        .attr("role", "alert")
        .text_of(text(move || error.get()));
    let submit = el("button")
        .class("button primary wide")
        .attr("type", "submit")
        .attr_of("aria-disabled", text(move || busy.get().to_string()))
        .text_of(text(move || {
            if busy.get() {
                "Signing in…"
            } else {
                "Sign in"
            }
            .to_owned()
        }));
    let mark = el("p")
        .class("mark")
        .attr("aria-hidden", "true")
        .child(product_mark())
        .text("Handrail");
    el("form")
        .class("sign-in-card")
        .attr("novalidate", "")
        .on("submit", move |event| {
            event.prevent_default();
            form.submit();
        })
        .child(mark)
        .child(el("h1").text("Sign in to the desk"))
        .part_of(
            move || desk.session.note.get(),
            |note| {
                note.map(|note| {
                    el("p")
                        .class("sign-in-note")
                        .attr("role", "status")
                        .text(&note)
                })
            },
        )
        .child(div("field").child(label("site", "Site")).child(site))
        .child(
            div("field")
                .child(label("code", "One-time code"))
                .child(code)
                .child(hint)
                .child(error),
        )
        .child(submit)
}
