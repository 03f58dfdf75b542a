//! Conditions and texts of one type each.
//!
//! A closure in a view is compiled together with all that reads it. Behind one type that happens
//! once, which is most of what a program of many small views weighs.

use leptos::prelude::*;

/// A condition. Readers are told only when it changes.
pub fn flag(condition: impl Fn() -> bool + Send + Sync + 'static) -> Signal<bool> {
    boxed_flag(Box::new(condition))
}

fn boxed_flag(condition: Box<dyn Fn() -> bool + Send + Sync>) -> Signal<bool> {
    Memo::new(move |_| condition()).into()
}

/// A text that changes. Readers are told only when it does.
pub fn text(content: impl Fn() -> String + Send + Sync + 'static) -> Signal<String> {
    boxed_text(Box::new(content))
}

fn boxed_text(content: Box<dyn Fn() -> String + Send + Sync>) -> Signal<String> {
    Memo::new(move |_| content()).into()
}
