//! Texts with their placeholders as hidden values: plain ones as typed, the assistant's in the markdown
//! subset.

use crate::components::hidden_value::hidden_value;
use crate::pure::markdown;
use crate::pure::segments::{Segment, segments};
use crate::state::Desk;
use handrail_ui::components::Text;
use handrail_ui::el::{El, anchor, div, el};
use handrail_ui::markdown::{Block, Inline};

/// Adds a text as typed to an element.
pub(crate) fn with_marked_text(desk: Desk, element: El, text: &str) -> El {
    segments(text)
        .into_iter()
        .fold(element, |element, segment| match segment {
            Segment::Text(text) => element.text(&text),
            Segment::Hidden(placeholder) => element.child(hidden_value(desk, placeholder)),
        })
}

/// A reply of the assistant, which may grow.
pub(crate) fn marked_prose(desk: Desk, text: Text) -> El {
    let draw = move |blocks: Vec<Block>| blocks.into_iter().map(move |one| block(desk, one));
    div("prose")
        .attr("dir", "auto")
        .part_of(move || markdown::parse(&text()), draw)
}

fn block(desk: Desk, block: Block) -> El {
    match block {
        Block::Paragraph(inlines) => with_inlines(desk, el("p"), inlines),
        // A bold line, no heading: a reply must not change the page's outline.
        Block::Heading(inlines) => el("p").child(with_inlines(desk, el("strong"), inlines)),
        Block::List { start, items } => {
            let list = match start {
                Some(start) => el("ol").attr("start", &start.to_string()),
                None => el("ul"),
            };
            list.children(
                items
                    .into_iter()
                    .map(|item| with_inlines(desk, el("li"), item)),
            )
        }
        // Long lines scroll, so the keyboard has to reach them.
        Block::Code(code) => {
            el("pre")
                .attr("tabindex", "0")
                .child(with_marked_text(desk, el("code"), &code))
        }
    }
}

fn with_inlines(desk: Desk, element: El, inlines: Vec<Inline>) -> El {
    inlines
        .into_iter()
        .fold(element, |element, inline| match inline {
            Inline::Text(text) => with_marked_text(desk, element, &text),
            Inline::Break => element.child(el("br")),
            Inline::Code(code) => element.child(with_marked_text(desk, el("code"), &code)),
            Inline::Strong(children) => element.child(with_inlines(desk, el("strong"), children)),
            Inline::Emphasis(children) => element.child(with_inlines(desk, el("em"), children)),
            Inline::Link { link, label } => {
                let link = anchor(&link).attr("rel", "noopener noreferrer nofollow");
                element.child(with_inlines(desk, link, label))
            }
        })
}
