//! The panel: the Leptos program in the iframe.
//!
//! For: one conversation of one visitor, from the introduction to a person's answer. Not for: rules;
//! the edge decides, its events are folded by [`handrail_protocol::View`] and drawn.
//!
//! Invariants:
//! - Nothing is stored and no conversation is made before the first message or press of "Talk to a
//!   human".
//! - What the visitor wrote stays on screen and is kept until its event is seen.
//! - "Talk to a human" is there and works in every state.

pub mod pure;

mod boot;
mod components;
mod js;
mod state;
