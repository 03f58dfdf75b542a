//! What an agent sees. Each component has its rules in a style file of the same name.

// The component macro writes `pub` for the properties of every component.
#![allow(unreachable_pub)]

pub(crate) mod app;
pub(crate) mod chip;
pub(crate) mod composer;
pub(crate) mod decision;
pub(crate) mod glyph;
pub(crate) mod list;
pub(crate) mod marked_text;
pub(crate) mod patience;
pub(crate) mod reveal;
pub(crate) mod room;
pub(crate) mod row;
pub(crate) mod saved;
pub(crate) mod side;
pub(crate) mod sign_in;
pub(crate) mod top_bar;
pub(crate) mod transcript;
