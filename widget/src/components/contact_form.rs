//! An e-mail address for the answer, when nobody is there or the wait is long.

use crate::pure::composer;
use crate::state::Panel;
use handrail_protocol::{ClientFrame, Seq};
use handrail_ui::components::{Paragraph, flag, text};
use handrail_ui::js::dom;
use leptos::prelude::*;

#[component]
pub(super) fn ContactForm(
    panel: Panel,
    /// The notice it belongs to; there may be two.
    seq: Seq,
    when: Signal<bool>,
) -> impl IntoView {
    let words = panel.words;
    let id = |part: &str| [part, &seq.to_string()].concat();
    let (why, email, error) = (id("why"), id("email"), id("error"));
    let wrong = RwSignal::new(false);
    let focused = RwSignal::new(false);
    let described = {
        let (why, error) = (why.clone(), error.clone());
        text(move || {
            if wrong.get() {
                [&error, " ", &why].concat()
            } else {
                why.clone()
            }
        })
    };
    let invalid = text(move || wrong.get().to_string());
    let problem = text(move || {
        if wrong.get() {
            words.email_wrong.to_owned()
        } else {
            String::new()
        }
    });
    let field = email.clone();
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(input) = dom::input(&field) else {
            return;
        };
        let value = input.value();
        let good = composer::looks_like_email(&value);
        wrong.set(!good);
        if good {
            panel.act(ClientFrame::LeaveContact {
                email: value.trim().to_owned(),
            });
        } else {
            let _ = input.focus();
        }
    };
    view! {
        <form
            class="contact"
            novalidate
            hidden=flag(move || !when.get() && !focused.get())
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
                    dir="ltr"
                    aria-describedby=described
                    aria-invalid=invalid
                />
                <button type="submit" class="button">
                    {words.leave_email}
                </button>
            </div>
            <div id=error role="alert">
                <Paragraph class="error" text=problem />
            </div>
        </form>
    }
}
