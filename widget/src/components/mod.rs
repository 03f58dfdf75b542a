//! What the panel draws. Each part looks at the state and calls its actions.

mod app;
mod banner;
pub(crate) mod composer;
mod contact_form;
mod failure;
mod foot;
mod header;
mod human_bar;
mod intro;
mod messages;
mod notices;
mod transcript;
mod work_strip;

pub(crate) use app::app;
pub(crate) use failure::failure;
