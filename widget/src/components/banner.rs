//! The connection and what did not work, when there is something to say about it, with other ways
//! to reach people.

use crate::pure::human_status::Reach;
use crate::state::Panel;
use handrail_ui::components::{flag, paragraph, text};
use handrail_ui::el::{El, anchor, div, el};
use handrail_ui::link::Link;

pub(super) fn banner(panel: Panel) -> El {
    let words = panel.words;
    let said = text(move || {
        panel.with_local(|local| {
            match local.reach() {
                Reach::NoNetwork => words.offline,
                Reach::NoEdge if local.outbox.is_empty() => words.reconnecting,
                Reach::NoEdge => words.unreachable,
                Reach::Edge => local.error_text,
            }
            .to_owned()
        })
    });
    let contact = &panel.inner().site.contact;
    let mut ways: Vec<(String, String)> = Vec::new();
    if let Some(phone) = &contact.phone {
        let dial: String = phone
            .chars()
            .filter(|c| c.is_ascii_digit() || *c == '+')
            .collect();
        ways.push((["tel:", &dial].concat(), phone.clone()));
    }
    if let Some(email) = &contact.email {
        ways.push((["mailto:", email].concat(), email.clone()));
    }
    if let Some(page) = &contact.page {
        let shown = page
            .split_once("://")
            .map_or(page.as_str(), |(_, rest)| rest);
        ways.push((page.clone(), shown.to_owned()));
    }
    let ways = ways.iter().map(|(address, shown)| {
        // What can't be a link can still be read.
        match Link::of_site(address) {
            Some(link) => anchor(&link),
            None => el("span"),
        }
        .attr("dir", "ltr")
        .text(shown)
    });
    let nothing = said.clone();
    div("banner")
        .child(el("p").text_of(said))
        .child(paragraph("fine", words.other_ways))
        .child(div("ways").children(ways))
        .hidden_while(flag(move || nothing().is_empty()))
}
