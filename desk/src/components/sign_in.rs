//! Signing in: the site and a one-time code.

use crate::components::glyph::Mark;
use crate::js::page;
use crate::state::Desk;
use crate::state::actions::in_words;
use crate::state::session::Session;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// How long the sandbox has to sign the desk in before the form is shown.
const SANDBOX_MILLIS: u32 = 6_000;

/// The form, or a word of patience while the sandbox signs in.
#[component]
pub(crate) fn SignIn() -> impl IntoView {
    let desk = Desk::get();
    let is_waiting = RwSignal::new(desk.session.embedded);
    if desk.session.embedded {
        Timeout::new(SANDBOX_MILLIS, move || {
            is_waiting.try_set(false);
        })
        .forget();
    }
    view! {
        <main class="sign-in">
            <Show
                when=move || is_waiting.get()
                fallback=|| view! { <Form /> }
            >
                <p class="sign-in-wait" role="status">"Signing in to the desk…"</p>
            </Show>
        </main>
    }
}

#[component]
fn Form() -> impl IntoView {
    let desk = Desk::get();
    let first = page::site_parameter()
        .or_else(Session::last_site)
        .unwrap_or_default();
    let focus_code = !first.is_empty();
    let site = RwSignal::new(first);
    let code = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);

    page::focus_soon(if focus_code { "code" } else { "site" });

    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let (site, code) = (
            site.get_untracked().trim().to_owned(),
            code.get_untracked().trim().to_owned(),
        );
        let missing = match (site.is_empty(), code.is_empty()) {
            (true, _) => Some("Enter the site, for example acme."),
            (_, true) => Some("Enter the one-time code you were given."),
            _ => None,
        };
        error.set(missing.map(str::to_owned));
        if missing.is_some() {
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
                    error.try_set(Some(in_words(&why)));
                    page::focus_soon("code");
                }
            }
        });
    };

    view! {
        <form class="sign-in-card" on:submit=submit novalidate>
            <p class="mark" aria-hidden="true">
                <Mark />
                "Handrail"
            </p>
            <h1>"Sign in to the desk"</h1>
            {move || {
                desk.session
                    .note
                    .get()
                    .map(|note| view! { <p class="sign-in-note" role="status">{note}</p> })
            }}
            <div class="field">
                <label for="site">"Site"</label>
                <input
                    id="site"
                    name="site"
                    autocomplete="organization"
                    autocapitalize="none"
                    spellcheck="false"
                    prop:value=move || site.get()
                    on:input=move |event| site.set(event_target_value(&event))
                />
            </div>
            <div class="field">
                <label for="code">"One-time code"</label>
                <input
                    id="code"
                    name="code"
                    class="code"
                    autocomplete="one-time-code"
                    autocapitalize="characters"
                    spellcheck="false"
                    aria-describedby="code-hint code-error"
                    aria-invalid=move || error.with(Option::is_some).to_string()
                    prop:value=move || code.get()
                    on:input=move |event| code.set(event_target_value(&event))
                />
                <p class="hint" id="code-hint">
                    "Good for 10 minutes and one sign-in. Whoever runs Handrail gets it with cargo xtask code."
                </p>
                <p class="error" id="code-error" role="alert">
                    {move || error.get()}
                </p>
            </div>
            <button class="button primary wide" type="submit" aria-disabled=move || busy.get().to_string()>
                {move || if busy.get() { "Signing in…" } else { "Sign in" }}
            </button>
        </form>
    }
}
