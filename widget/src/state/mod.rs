//! What the panel knows, and what it does about it.

mod act;
mod announce;
mod events;
mod link;
mod panel;
mod people;
mod poll;
mod start;

pub(crate) use panel::{Link, Panel, Scene};
