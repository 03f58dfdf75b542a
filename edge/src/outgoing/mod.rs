//! What leaves for other systems: the outbox and the channels it delivers to.

pub(crate) mod channels;
pub(crate) mod outbox;
