//! What the panel decides without a browser.

pub mod composer;
pub mod human_status;
pub mod outbox;
#[cfg(test)]
mod outbox_order_tests;
