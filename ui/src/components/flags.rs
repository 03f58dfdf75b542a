//! Conditions and texts that follow the state, of one type each.
//!
//! A closure of its own type is compiled together with all that reads it. Behind one type that
//! happens once, which is most of what a program of many small parts weighs.

use std::rc::Rc;

/// A condition; whoever follows it is told again when a signal in it changes.
pub type Flag = Rc<dyn Fn() -> bool>;

/// A text, likewise.
pub type Text = Rc<dyn Fn() -> String>;

/// A condition.
pub fn flag(condition: impl Fn() -> bool + 'static) -> Flag {
    Rc::new(condition)
}

/// A text.
pub fn text(content: impl Fn() -> String + 'static) -> Text {
    Rc::new(content)
}

/// A text that stays.
pub fn fixed(content: String) -> Text {
    text(move || content.clone())
}
