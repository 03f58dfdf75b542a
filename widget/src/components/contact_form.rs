//! An e-mail address for the answer, when nobody is there or the wait is long.

use crate::pure::composer;
use crate::state::Panel;
use handrail_protocol::{ClientFrame, Seq};
use leptos::html::Input;
use leptos::prelude::*;

#[component]
pub(super) fn ContactForm(
    panel: Panel,
    /// The notice it belongs to; there may be two.
    seq: Seq,
    #[prop(into)] when: Signal<bool>,
) -> impl IntoView {
    let wrong = RwSignal::new(false);
    let id = |part: &str| format!("{part}-{seq}");
    let (why, email, error) = (id("why"), id("email"), id("error"));
    let described = {
        let (why, error) = (why.clone(), error.clone());
        move || {
            if wrong.get() {
                [&error, " ", &why].concat()
            } else {
                why.clone()
            }
        }
    };
    let words = panel.words;
    let field = NodeRef::<Input>::new();
    let focused = RwSignal::new(false);
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(input) = field.get_untracked() else {
            return;
        };
        let email = input.value();
        let good = composer::looks_like_email(&email);
        wrong.set(!good);
        if good {
            panel.act(ClientFrame::LeaveContact {
                email: email.trim().to_owned(),
            });
        } else {
            let _ = input.focus();
        }
    };
    view! {
        <form
            class="contact"
            novalidate
            hidden=move || !when.get() && !focused.get()
            on:submit=send
            on:focusin=move |_| focused.set(true)
            on:focusout=move |_| focused.set(false)
        >
            <p id=why>{words.contact_form}</p>
            <label for=email.clone()>{words.email}</label>
            <div class="contact-line">
                <input
                    id=email
                    type="email"
                    name="email"
                    autocomplete="email"
                    inputmode="email"
                    dir="ltr"
                    aria-describedby=described
                    aria-invalid=move || if wrong.get() { "true" } else { "false" }
                    node_ref=field
                />
                <button type="submit" class="button">
                    {words.leave_email}
                </button>
            </div>
            <p id=error class="error" role="alert">
                {move || wrong.get().then_some(words.email_wrong)}
            </p>
        </form>
    }
}
