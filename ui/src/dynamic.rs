//! Elements that come, go and follow signals: what [`El`] needs where more changes than a text.
//!
//! For: classes, attributes and values that follow signals; parts of an element that are drawn anew;
//! rows that change places. Not for: what stays, which [`crate::el`] makes at less cost.
//!
//! Invariant: what a part or a row follows ends with it.

use crate::components::{Flag, Text};
use crate::el::{El, follow};
use crate::js::dom;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use std::collections::BTreeMap;
use wasm_bindgen::JsCast;
use web_sys::{
    Element, HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, Node,
};

impl El {
    /// With one more class while a signal says so.
    #[must_use]
    pub fn class_while(self, class: &'static str, when: Flag) -> Self {
        let classes = self.node().class_list();
        follow(Box::new(move || {
            let _ = if when() {
                classes.add_1(class)
            } else {
                classes.remove_1(class)
            };
        }));
        self
    }

    /// With an attribute that follows a signal, and is away while there is no value.
    #[must_use]
    pub fn attr_while(
        self,
        name: &'static str,
        value: impl Fn() -> Option<String> + 'static,
    ) -> Self {
        let node = self.node().clone();
        follow(Box::new(move || {
            let _ = match value() {
                Some(value) => node.set_attribute(name, &value),
                None => node.remove_attribute(name),
            };
        }));
        self
    }

    /// A field whose value follows a signal.
    #[must_use]
    pub fn value_of(self, value: Text) -> Self {
        let node = self.node().clone();
        follow(Box::new(move || set_value(&node, &value())));
        self
    }

    /// A check box or radio button that follows a signal.
    #[must_use]
    pub fn checked_while(self, checked: Flag) -> Self {
        let node = self.node().clone();
        follow(Box::new(move || {
            if let Some(input) = node.dyn_ref::<HtmlInputElement>() {
                input.set_checked(checked());
            }
        }));
        self
    }

    /// With a part after what it holds that is drawn anew when a signal read by `draw` itself changes.
    /// What the drawn elements follow doesn't draw them anew.
    #[must_use]
    pub fn part<I: IntoIterator<Item = Self>>(self, draw: impl Fn() -> I + 'static) -> Self {
        self.redrawn(Box::new(move || Some(draw().into_iter().collect())))
    }

    /// With a part after what it holds that is there while a signal says so.
    #[must_use]
    pub fn part_while(self, when: Flag, draw: impl Fn() -> Self + 'static) -> Self {
        self.part_of(move || when(), move |is_there| is_there.then(&draw))
    }

    /// With a part after what it holds that is drawn anew when a value changes.
    #[must_use]
    pub fn part_of<T: PartialEq + Clone + 'static, I: IntoIterator<Item = Self>>(
        self,
        value: impl Fn() -> T + 'static,
        draw: impl Fn(T) -> I + 'static,
    ) -> Self {
        let mut drawn = None;
        self.redrawn(Box::new(move || {
            let value = value();
            if drawn.as_ref() == Some(&value) {
                return None;
            }
            drawn = Some(value.clone());
            Some(untrack(|| draw(value).into_iter().collect()))
        }))
    }

    /// `draw` gives nothing where what is shown stays.
    fn redrawn(self, mut draw: Box<dyn FnMut() -> Option<Vec<Self>>>) -> Self {
        let parent = self.node().clone();
        let end: Node = dom::document().create_text_node("").into();
        let _ = parent.append_child(&end);
        let above = Owner::current().unwrap_or_default();
        let mut shown: Vec<Element> = Vec::new();
        let mut owner: Option<Owner> = None;
        follow(Box::new(move || {
            let next = above.with(Owner::new);
            let Some(drawn) = next.with(&mut draw) else {
                next.cleanup();
                return;
            };
            for node in shown.drain(..) {
                node.remove();
            }
            if let Some(before) = owner.replace(next) {
                before.cleanup();
            }
            for made in drawn {
                let _ = parent.insert_before(made.node(), Some(&end));
                shown.push(made.node().clone());
            }
        }));
        self
    }

    /// With rows after what it holds, one for each key, in the order of the keys. A row is drawn once and
    /// moved with its key.
    #[must_use]
    pub fn rows<K: Ord + Clone + 'static, R: 'static>(
        self,
        rows: impl Fn() -> Vec<(K, R)> + 'static,
        draw: impl Fn(R) -> Self + 'static,
    ) -> Self {
        let parent = self.node().clone();
        let begin: Node = dom::document().create_text_node("").into();
        let _ = parent.append_child(&begin);
        let above = Owner::current().unwrap_or_default();
        let mut shown: BTreeMap<K, (SendWrapper<Element>, Owner)> = BTreeMap::new();
        follow(Box::new(move || {
            let mut before = std::mem::take(&mut shown);
            let mut wanted = Vec::new();
            for (key, row) in rows() {
                let made = before.remove(&key).unwrap_or_else(|| {
                    let owner = above.with(Owner::new);
                    let made = untrack(|| owner.with(|| draw(row)));
                    (SendWrapper::new(made.node().clone()), owner)
                });
                wanted.push(made.0.clone());
                shown.insert(key, made);
            }
            for (node, owner) in before.into_values() {
                node.remove();
                owner.cleanup();
            }
            put_in_order(&parent, &begin, &wanted);
        }));
        self
    }
}

/// Brings rows into their order behind a node. One that stands right isn't touched, and one that moves with
/// the focus keeps it.
fn put_in_order(parent: &Element, begin: &Node, wanted: &[SendWrapper<Element>]) {
    let mut next = begin.next_sibling();
    for row in wanted {
        let node: &Node = row;
        if next.as_ref() == Some(node) {
            next = node.next_sibling();
            continue;
        }
        let focused = row.query_selector(":focus").ok().flatten();
        let _ = parent.insert_before(node, next.as_ref());
        if let Some(focused) = focused.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
            let _ = focused.focus();
        }
    }
}

/// Sets the value of a field; the same value again would move the cursor.
fn set_value(node: &Element, value: &str) {
    if let Some(field) = node.dyn_ref::<HtmlInputElement>() {
        if field.value() != value {
            field.set_value(value);
        }
    } else if let Some(field) = node.dyn_ref::<HtmlTextAreaElement>() {
        if field.value() != value {
            field.set_value(value);
        }
    } else if let Some(field) = node.dyn_ref::<HtmlSelectElement>() {
        field.set_value(value);
    }
}
