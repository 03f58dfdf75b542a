//! Elements, made one call at a time: a Leptos view of one type.
//!
//! A typed view is compiled for each shape of element there is, and in a panel of eighty elements
//! that is half of the program. An [`El`] is the same code for all; signals, owners and mounting are
//! Leptos's own. What follows a signal ends with the owner it was made under.
//!
//! Not for: rendering on a server.

use crate::components::{Flag, Text};
use crate::js::dom;
use crate::link::Link;
use gloo_events::EventListener;
use leptos::prelude::*;
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::view::add_attr::AddAnyAttr;
use leptos::tachys::view::{Position, PositionState, Render, RenderHtml};
use send_wrapper::SendWrapper;
use web_sys::{Element, Event, Node};

/// Name space of SVG elements.
const SVG: &str = "http://www.w3.org/2000/svg";

/// An element.
pub struct El(SendWrapper<Element>);

/// Makes an element of HTML.
///
/// # Panics
/// Never for the names of elements that are written here.
pub fn el(tag: &str) -> El {
    let element = dom::document()
        .create_element(tag)
        .expect("the names of elements are valid");
    El(SendWrapper::new(element))
}

/// Makes an element with a class.
pub fn div(class: &str) -> El {
    el("div").class(class)
}

/// Makes a link that opens beside the page.
pub fn anchor(link: &Link) -> El {
    el("a")
        .attr("href", link.as_str())
        .attr("target", "_blank")
        .attr("rel", "noopener")
}

/// Makes an element of SVG.
///
/// # Panics
/// Never for the names of elements that are written here.
pub fn svg(tag: &str) -> El {
    let element = dom::document()
        .create_element_ns(Some(SVG), tag)
        .expect("the names of elements are valid");
    El(SendWrapper::new(element))
}

impl El {
    /// The node itself.
    pub fn node(&self) -> &Element {
        &self.0
    }

    /// With a class.
    #[must_use]
    pub fn class(self, class: &str) -> Self {
        self.attr("class", class)
    }

    /// With an attribute.
    #[must_use]
    pub fn attr(self, name: &str, value: &str) -> Self {
        // The names of attributes are written here, and valid.
        let _ = self.0.set_attribute(name, value);
        self
    }

    /// With an attribute that follows a signal.
    #[must_use]
    pub fn attr_of(self, name: &'static str, value: Text) -> Self {
        let node = self.0.clone();
        follow_text(
            value,
            Box::new(move |value| {
                let _ = node.set_attribute(name, value);
            }),
        );
        self
    }

    /// Out of sight and reach.
    #[must_use]
    pub fn hidden(self, hidden: bool) -> Self {
        hide(&self.0, hidden);
        self
    }

    /// Out of sight and reach while a signal says so.
    #[must_use]
    pub fn hidden_while(self, hidden: Flag) -> Self {
        let node = self.0.clone();
        follow(Box::new(move || hide(&node, hidden())));
        self
    }

    /// With text after what it holds.
    #[must_use]
    pub fn text(self, text: &str) -> Self {
        let text = dom::document().create_text_node(text);
        let _ = self.0.append_child(&text);
        self
    }

    /// With text that follows a signal, after what it holds.
    #[must_use]
    pub fn text_of(self, text: Text) -> Self {
        let node = dom::document().create_text_node("");
        let _ = self.0.append_child(&node);
        follow_text(text, Box::new(move |text| node.set_data(text)));
        self
    }

    /// With an element after what it holds.
    #[must_use]
    pub fn child(self, child: Self) -> Self {
        let _ = self.0.append_child(&child.0);
        self
    }

    /// With elements after what it holds.
    #[must_use]
    pub fn children(self, children: impl IntoIterator<Item = Self>) -> Self {
        children.into_iter().fold(self, Self::child)
    }

    /// Acts on an event.
    #[must_use]
    pub fn on(self, event: &'static str, act: impl Fn(&Event) + 'static) -> Self {
        self.listen(event, Box::new(act))
    }

    fn listen(self, event: &'static str, act: Box<dyn Fn(&Event)>) -> Self {
        let options = gloo_events::EventListenerOptions::enable_prevent_default();
        let listener =
            EventListener::new_with_options(&self.0, event, options, move |event| act(event));
        let listener = SendWrapper::new(listener);
        on_cleanup(move || drop(listener));
        self
    }

    /// Acts on a press.
    #[must_use]
    pub fn on_press(self, act: impl Fn() + 'static) -> Self {
        self.on("click", move |_| act())
    }
}

fn hide(node: &Element, hidden: bool) {
    let _ = if hidden {
        node.set_attribute("hidden", "")
    } else {
        node.remove_attribute("hidden")
    };
}

/// Writes a text now, and again when it changes; the same text is not written twice.
fn follow_text(text: Text, write: Box<dyn Fn(&str)>) {
    let mut written = None;
    follow(Box::new(move || {
        let text = text();
        if written.as_ref() != Some(&text) {
            write(&text);
            written = Some(text);
        }
    }));
}

/// Acts now, and again when a signal that it read changes.
pub fn follow(act: Box<dyn FnMut()>) {
    Effect::new(act);
}

/// A row that is shown: its key, its node, and the owner of what it follows.
type Shown = (String, SendWrapper<Element>, Owner);

/// Keeps the last children of an element in step with a list. What a key stands for never changes,
/// and keys never change places: an element is made once and taken away with its key. The focus of
/// one that goes passes to what stands in its place.
pub fn keep_rows<R>(
    parent: &El,
    rows: impl Fn() -> Vec<(String, R)> + 'static,
    draw: impl Fn(R) -> El + 'static,
) {
    let parent = parent.0.clone();
    let above = Owner::current().unwrap_or_default();
    let mut shown: Vec<Shown> = Vec::new();
    follow(Box::new(move || {
        let wanted = rows();
        let same = shown
            .iter()
            .zip(&wanted)
            .take_while(|((old, ..), (new, _))| old == new)
            .count();
        let stays = |key: &str| wanted[same..].iter().any(|(wanted, _)| wanted == key);
        let tail: Vec<Shown> = shown.drain(same..).collect();
        let mut gone: Vec<Shown> = Vec::new();
        let mut focus_at = None;
        for (index, row) in tail.into_iter().enumerate() {
            if stays(&row.0) {
                shown.push(row);
            } else {
                if dom::holds_focus(&row.1) {
                    focus_at = Some(same + index);
                }
                gone.push(row);
            }
        }
        for (index, (key, row)) in wanted.into_iter().enumerate().skip(same) {
            if shown.get(index).is_some_and(|(shown, ..)| *shown == key) {
                continue;
            }
            let owner = above.with(Owner::new);
            let made = untrack(|| owner.with(|| draw(row)));
            let before: Option<&Node> = shown.get(index).map(|(_, node, _)| -> &Node { node });
            let _ = parent.insert_before(&made.0, before);
            shown.insert(index, (key, made.0, owner));
        }
        if let Some((_, successor, _)) = focus_at.and_then(|at| shown.get(at).or(shown.last())) {
            dom::focus_content(successor);
        }
        for (_, node, owner) in gone {
            node.remove();
            owner.cleanup();
        }
    }));
}

impl Render for El {
    type State = Element;

    fn build(self) -> Element {
        self.0.take()
    }

    fn rebuild(self, state: &mut Element) {
        let new = self.0.take();
        let _ = state.replace_with_with_node_1(&new);
        *state = new;
    }
}

impl AddAnyAttr for El {
    type Output<NewAttr: Attribute> = Self;

    fn add_any_attr<NewAttr: Attribute>(self, _: NewAttr) -> Self {
        self
    }
}

/// What a view needs in order to stand among others. Nothing is written for a server.
impl RenderHtml for El {
    type AsyncOutput = Self;
    type Owned = Self;
    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(
        self,
        _: &mut String,
        _: &mut Position,
        _: bool,
        _: bool,
        _: Vec<AnyAttribute>,
    ) {
    }

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> Element {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}
