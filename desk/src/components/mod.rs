//! What an agent sees. Each component is a function that gives an element, made by the builder that the
//! panel uses as well, and has its rules in a style file of the same name.

pub(crate) mod app;
pub(crate) mod composer;
pub(crate) mod conversation_pane;
pub(crate) mod decision;
pub(crate) mod hidden_value;
pub(crate) mod icon;
pub(crate) mod list;
pub(crate) mod marked_text;
pub(crate) mod reply_deadline;
pub(crate) mod reveal;
pub(crate) mod row;
pub(crate) mod saved_replies;
pub(crate) mod side;
pub(crate) mod sign_in;
pub(crate) mod top_bar;
pub(crate) mod transcript;
