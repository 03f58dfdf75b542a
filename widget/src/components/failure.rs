//! The failure card: what is shown when the panel cannot start.

use super::header::close_button;
use crate::js::host::{Host, ToHost, reload};
use handrail_ui::components::{Shape, button};
use handrail_ui::el::{El, anchor, div, el};
use handrail_ui::link::Link;
use handrail_ui::words::{Words, fill};
use std::rc::Rc;

/// The card, with the contact that the host page gives.
pub(crate) fn failure(host: Rc<Host>, words: &'static Words, contact: Option<Link>) -> El {
    let text = match &contact {
        Some(_) => fill(words.panel_failed, &[("contact", "")]),
        None => words.panel_failed_alone.to_owned(),
    };
    let way = contact.map(|link| {
        let address = link.as_str();
        let shown = address
            .split_once(':')
            .map_or(address, |(_, rest)| rest)
            .trim_start_matches('/');
        anchor(&link).attr("target", "_top").text(shown)
    });
    let close = close_button(words, move || host.post(&ToHost::Close));
    let said = div("")
        .attr("role", "alert")
        .child(el("h1").text(&text).children(way));
    div("panel")
        .child(el("header").class("head").child(close))
        .child(el("main").class("failure").child(said).child(button(
            "button",
            Some(Shape::Retry),
            words.retry,
            reload,
        )))
}
