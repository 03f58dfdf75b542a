//! Nodes by hand: the markdown tree, and small questions to the document.

use crate::el::anchor;
use crate::markdown::{Block, Inline};
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement, HtmlInputElement, HtmlTextAreaElement, Node};

/// The document.
///
/// # Panics
/// Never in a browser: a page has one.
pub fn document() -> Document {
    web_sys::window()
        .and_then(|window| window.document())
        .expect("a page has a document")
}

/// Makes the node of a block. Text goes in as text nodes alone.
pub fn block(block: &Block) -> Option<Element> {
    let document = document();
    let element = |name: &str| document.create_element(name).ok();
    match block {
        Block::Paragraph(inlines) => {
            let node = element("p")?;
            append(&document, &node, inlines);
            Some(node)
        }
        Block::Heading(inlines) => {
            // A bold line, no heading: a reply must not change the page's outline.
            let node = element("p")?;
            let strong = element("strong")?;
            append(&document, &strong, inlines);
            node.append_child(&strong).ok()?;
            Some(node)
        }
        Block::List { start, items } => {
            let node = element(if start.is_some() { "ol" } else { "ul" })?;
            if let Some(start) = start.filter(|start| *start != 1) {
                node.set_attribute("start", &start.to_string()).ok()?;
            }
            for item in items {
                let li = element("li")?;
                append(&document, &li, item);
                node.append_child(&li).ok()?;
            }
            Some(node)
        }
        Block::Code(code) => {
            let node = element("pre")?;
            // Long lines scroll, so the keyboard has to reach them.
            node.set_attribute("tabindex", "0").ok()?;
            let inner = element("code")?;
            inner.set_text_content(Some(code));
            node.append_child(&inner).ok()?;
            Some(node)
        }
    }
}

fn append(document: &Document, parent: &Node, inlines: &[Inline]) {
    for inline in inlines {
        let node: Option<Node> = match inline {
            Inline::Text(text) => Some(document.create_text_node(text).into()),
            Inline::Break => document.create_element("br").ok().map(Into::into),
            Inline::Code(code) => document.create_element("code").ok().map(|node| {
                node.set_text_content(Some(code));
                node.into()
            }),
            Inline::Strong(children) => nested(document, "strong", children),
            Inline::Emphasis(children) => nested(document, "em", children),
            Inline::Link { link, label } => {
                let node = anchor(link).attr("rel", "noopener noreferrer nofollow");
                append(document, node.node(), label);
                Some(node.node().clone().into())
            }
        };
        if let Some(node) = node {
            let _ = parent.append_child(&node);
        }
    }
}

fn nested(document: &Document, name: &str, children: &[Inline]) -> Option<Node> {
    let node = document.create_element(name).ok()?;
    append(document, &node, children);
    Some(node.into())
}

/// An element by its id.
pub fn by_id(id: &str) -> Option<Element> {
    document().get_element_by_id(id)
}

/// Is the focus in the element?
pub fn holds_focus(element: &Element) -> bool {
    matches!(element.query_selector(":focus"), Ok(Some(_)))
}

/// Gives the focus to what a row holds; a reader goes on from there.
pub fn focus_content(row: &Element) {
    if let Some(content) = row.last_element_child() {
        let _ = content.set_attribute("tabindex", "-1");
        let _ = content.unchecked_ref::<HtmlElement>().focus();
    }
}

/// A text field of one line by its id.
pub fn input(id: &str) -> Option<HtmlInputElement> {
    by_id(id)?.dyn_into().ok()
}

/// A text field of many lines by its id.
pub fn textarea(id: &str) -> Option<HtmlTextAreaElement> {
    by_id(id)?.dyn_into().ok()
}

/// Puts the text into the field, and gives the field the height of its text, up to what its style
/// allows.
pub fn fit(field: &HtmlTextAreaElement, text: &str) {
    // The same text again would move the cursor.
    if field.value() != text {
        field.set_value(text);
    }
    let style = field.style();
    let _ = style.set_property("block-size", "auto");
    let height = [&field.scroll_height().to_string(), "px"].concat();
    let _ = style.set_property("block-size", &height);
}
