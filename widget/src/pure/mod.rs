//! What the panel decides without a browser.

pub mod beside;
pub mod composer;
pub mod outbox;
#[cfg(test)]
mod outbox_order_tests;
