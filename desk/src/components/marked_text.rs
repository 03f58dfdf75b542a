//! Texts with their placeholders as chips: plain ones as typed, the assistant's in the markdown
//! subset.

use crate::components::chip::Chip;
use crate::pure::segments::{Segment, segments};
use handrail_ui::el::anchor;
use handrail_ui::markdown::{self, Block, Inline};
use leptos::prelude::*;

/// A text as typed.
#[component]
pub(crate) fn MarkedText(text: String) -> impl IntoView {
    plain(&text)
}

/// A reply of the assistant.
#[component]
pub(crate) fn MarkedProse(#[prop(into)] text: Signal<String>) -> impl IntoView {
    view! {
        <div class="prose" dir="auto">
            {move || {
                text.with(|text| markdown::parse(text)).into_iter().map(block).collect_view()
            }}
        </div>
    }
}

fn plain(text: &str) -> impl IntoView + use<> {
    segments(text)
        .into_iter()
        .map(|segment| match segment {
            Segment::Text(text) => text.into_any(),
            Segment::Hidden(placeholder) => view! { <Chip placeholder /> }.into_any(),
        })
        .collect_view()
}

fn block(block: Block) -> AnyView {
    match block {
        Block::Paragraph(inlines) => view! { <p>{run(inlines)}</p> }.into_any(),
        // A bold line, no heading: a reply must not change the page's outline.
        Block::Heading(inlines) => view! { <p><strong>{run(inlines)}</strong></p> }.into_any(),
        Block::List { start, items } => {
            let items = items
                .into_iter()
                .map(|item| view! { <li>{run(item)}</li> })
                .collect_view();
            match start {
                Some(start) => view! { <ol start=start>{items}</ol> }.into_any(),
                None => view! { <ul>{items}</ul> }.into_any(),
            }
        }
        // Long lines scroll, so the keyboard has to reach them.
        Block::Code(code) => {
            view! { <pre tabindex="0"><code>{plain(&code)}</code></pre> }.into_any()
        }
    }
}

fn run(inlines: Vec<Inline>) -> AnyView {
    inlines
        .into_iter()
        .map(|inline| match inline {
            Inline::Text(text) => plain(&text).into_any(),
            Inline::Break => view! { <br /> }.into_any(),
            Inline::Code(code) => view! { <code>{plain(&code)}</code> }.into_any(),
            Inline::Strong(children) => view! { <strong>{run(children)}</strong> }.into_any(),
            Inline::Emphasis(children) => view! { <em>{run(children)}</em> }.into_any(),
            Inline::Link { link, label } => anchor(&link)
                .attr("rel", "noopener noreferrer nofollow")
                .view(run(label))
                .into_any(),
        })
        .collect_view()
        .into_any()
}
