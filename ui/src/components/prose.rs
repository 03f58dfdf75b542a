//! A reply as DOM nodes.
//!
//! While a reply grows, the blocks that stay the same keep their nodes; only what changed is made
//! anew. So a screen reader's place and a selection survive.

use crate::js::dom;
use crate::markdown::{self, Block};
use leptos::html::Div;
use leptos::prelude::*;

/// Shows text of the markdown subset.
#[component]
pub fn Prose(
    /// The text, which may grow.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    let node = NodeRef::<Div>::new();
    Effect::new(move |shown: Option<Vec<Block>>| {
        let shown = shown.unwrap_or_default();
        let Some(parent) = node.get() else {
            return shown;
        };
        let blocks = text.with(|text| markdown::parse(text));
        let same = shown
            .iter()
            .zip(&blocks)
            .take_while(|(old, new)| old == new)
            .count();
        for _ in same..shown.len() {
            if let Some(last) = parent.last_child() {
                let _ = parent.remove_child(&last);
            }
        }
        for block in &blocks[same..] {
            if let Some(element) = dom::block(block) {
                let _ = parent.append_child(&element);
            }
        }
        blocks
    });
    view! { <div class="prose" dir="auto" node_ref=node></div> }
}
