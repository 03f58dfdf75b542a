//! What the panel knows, and what it does about it.

mod actions;
mod announce;
mod connection;
mod events;
mod panel;
mod people;
mod poll;
mod start;

pub(crate) use panel::{Connection, LocalState, Panel};
