//! The agent desk: the queue, one conversation at a time, and what an agent does with it.
//!
//! For: showing what the edge sends and sending what an agent decides. Not for: rules. Who owns a
//! conversation, what is hidden and what may be revealed is decided at the edge; the desk asks.
//!
//! Invariants:
//! - Texts are shown as stored, with placeholders; an agent's own words as typed while the
//!   conversation stays open. A hidden value is shown only after the edge gave
//!   it out on record; it is kept in memory, never in storage, and goes away when it is closed.
//! - Nothing an agent wrote is lost by a failure, an expired session or a reload: it stays in the
//!   composer or beside "Try again" until the edge acknowledged it.
//! - The session's token is in memory and in the tab's session storage, never in an address.

pub mod pure;

mod components;
mod js;
mod state;

use wasm_bindgen::prelude::wasm_bindgen;

/// Draws the desk. The browser calls it when the program is loaded.
#[wasm_bindgen(start)]
pub fn start() {
    js::trusted_types::check_all();
    leptos::mount::mount_to_body(components::app::app);
}
