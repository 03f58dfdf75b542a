//! Who may do what: signed tokens and ids, and the sealing of values at rest.

pub(crate) mod key_ring;
pub(crate) mod seal;
pub(crate) mod token;
