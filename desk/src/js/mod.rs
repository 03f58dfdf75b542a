//! The browser as the desk needs it beyond what both programs share: storage, sound,
//! notifications, the page around it.

pub(crate) mod heartbeat;
pub(crate) mod notify;
pub(crate) mod page;
pub(crate) mod parent;
pub(crate) mod sound;
pub(crate) mod store;
pub(crate) mod trusted_types;
