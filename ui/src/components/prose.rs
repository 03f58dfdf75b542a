//! A reply as DOM nodes.
//!
//! While a reply grows, the blocks that stay the same keep their nodes; only what changed is made
//! anew. So a screen reader's place and a selection survive.

use super::flags::Text;
use crate::el::{El, div, follow};
use crate::js::dom;
use crate::markdown::{self, Block};

/// Text of the markdown subset, which may grow.
pub fn prose(text: Text) -> El {
    let element = div("prose").attr("dir", "auto");
    let node = element.node().clone();
    let mut shown: Vec<Block> = Vec::new();
    follow(Box::new(move || {
        let blocks = markdown::parse(&text());
        let same = shown
            .iter()
            .zip(&blocks)
            .take_while(|(old, new)| old == new)
            .count();
        for _ in same..shown.len() {
            if let Some(last) = node.last_child() {
                let _ = node.remove_child(&last);
            }
        }
        for block in &blocks[same..] {
            if let Some(made) = dom::block(block) {
                let _ = node.append_child(&made);
            }
        }
        shown = blocks;
    }));
    element
}
