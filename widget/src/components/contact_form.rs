//! An e-mail address for the answer, when nobody is there or the wait is long.

use crate::pure::composer;
use crate::state::Panel;
use handrail_protocol::{ClientFrame, Seq};
use handrail_ui::components::{Flag, paragraph, paragraph_of, text, there_while};
use handrail_ui::el::{El, div, el};
use handrail_ui::js::dom;
use leptos::prelude::*;

/// The form of one notice; there may be two.
pub(super) fn contact_form(panel: Panel, seq: Seq, when: Flag) -> El {
    let words = panel.words;
    let id = |part: &str| [part, &seq.to_string()].concat();
    let (why, email, error) = (id("why"), id("email"), id("error"));
    let wrong = RwSignal::new(false);
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
    let invalid = text(move || if wrong.get() { "true" } else { "false" }.to_owned());
    let problem = text(move || {
        if wrong.get() {
            words.email_wrong.to_owned()
        } else {
            String::new()
        }
    });
    let field = email.clone();
    let send = move |event: &web_sys::Event| {
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
            panel.status.say(words.email_wrong);
            let _ = input.focus();
        }
    };
    let form = el("form")
        .class("contact")
        .attr("novalidate", "")
        .on("submit", send)
        .child(paragraph("", words.contact_form).attr("id", &why))
        .child(el("label").attr("for", &email).text(words.email))
        .child(
            div("contact-line")
                .child(
                    el("input")
                        .attr("id", &email)
                        .attr("type", "email")
                        .attr("name", "email")
                        .attr("autocomplete", "email")
                        .attr("dir", "ltr")
                        .attr_of("aria-describedby", described)
                        .attr_of("aria-invalid", invalid),
                )
                .child(
                    el("button")
                        .attr("type", "submit")
                        .class("button")
                        .text(words.leave_email),
                ),
        )
        .child(paragraph_of("error", None, problem).attr("id", &error));
    there_while(form, when)
}
