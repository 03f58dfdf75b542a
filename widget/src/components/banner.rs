//! The connection, when there is something to say about it, with other ways to reach people.

use crate::state::{Link, Panel};
use leptos::prelude::*;

#[component]
pub(super) fn Banner(panel: Panel) -> impl IntoView {
    let words = panel.words;
    let contact = panel.site.with_value(|site| site.contact.clone());
    let has_unsent = move || panel.outbox.with(|outbox| !outbox.messages.is_empty());
    let text = Memo::new(move |_| {
        if !panel.has_network.get() || (panel.link.get() == Link::Lost && has_unsent()) {
            Some(words.offline)
        } else if panel.link.get() == Link::Lost {
            Some(words.reconnecting)
        } else {
            None
        }
    });
    let mut ways: Vec<(String, String)> = Vec::new();
    if let Some(phone) = contact.phone {
        let dial: String = phone
            .chars()
            .filter(|c| c.is_ascii_digit() || *c == '+')
            .collect();
        ways.push((["tel:", &dial].concat(), phone));
    }
    if let Some(email) = contact.email {
        ways.push((["mailto:", &email].concat(), email));
    }
    if let Some(page) = contact.page {
        let shown = page
            .split_once("://")
            .map_or(page.as_str(), |(_, rest)| rest)
            .to_owned();
        ways.push((page, shown));
    }
    let ways = ways
        .into_iter()
        .map(|(href, text)| {
            view! {
                <li>
                    <a href=href target="_blank" rel="noopener" dir="ltr">
                        {text}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <div class="banner" hidden=move || text.get().is_none()>
            <p>{move || text.get()}</p>
            <p class="fine">{words.other_ways}</p>
            <ul>{ways}</ul>
        </div>
    }
}
