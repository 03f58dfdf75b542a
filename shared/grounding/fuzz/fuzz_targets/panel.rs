//! The links that the panel shows of a text, read by its own parser.

use crate::markdown::{Block, Inline, parse};

/// In their order.
pub(crate) fn links(text: &str) -> Vec<String> {
    let mut links = Vec::new();
    for block in parse(text) {
        match block {
            Block::Paragraph(run) | Block::Heading(run) => of_run(&run, &mut links),
            Block::List { items, .. } => items.iter().for_each(|item| of_run(item, &mut links)),
            Block::Code(_) => {}
        }
    }
    links
}

fn of_run(run: &[Inline], links: &mut Vec<String>) {
    for inline in run {
        match inline {
            Inline::Strong(children) | Inline::Emphasis(children) => of_run(children, links),
            Inline::Link { link, label } => {
                links.push(link.as_str().to_owned());
                of_run(label, links);
            }
            Inline::Text(_) | Inline::Code(_) | Inline::Break => {}
        }
    }
}
