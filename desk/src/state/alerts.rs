//! Sound and desktop notifications. Both are off until an agent turns them on; in the sandbox the sound is
//! on, and browsers let it be heard once the page was pressed anywhere.

use crate::js::{notify, notify::Permission, page, sound::Ring, store};
use crate::pure::{alerts::Alert, words};
use crate::state::Desk;
use handrail_ui::js::storage::Store;
use leptos::prelude::*;

const SOUND: &str = "sound";

/// What rings.
#[derive(Clone, Copy)]
pub(crate) struct Alerts {
    /// The agent wants the sound.
    pub(crate) sound: RwSignal<bool>,
    /// What the browser lets the desk show.
    pub(crate) permission: RwSignal<Permission>,
    ring: StoredValue<Option<Ring>, LocalStorage>,
    embedded: bool,
}

impl Alerts {
    pub(crate) fn new(embedded: bool) -> Self {
        let sound = embedded || store::load(Store::Local, SOUND).unwrap_or(false);
        Self {
            sound: RwSignal::new(sound),
            permission: RwSignal::new(notify::permission()),
            ring: StoredValue::new_local(if sound { Ring::open() } else { None }),
            embedded,
        }
    }

    /// Turns the sound on, so that it is heard what it is like, or off.
    pub(crate) fn set_sound(self, on: bool) {
        self.sound.set(on);
        // Storage is shared with a desk that somebody works at.
        if !self.embedded {
            store::save(Store::Local, SOUND, &on);
        }
        self.ring.update_value(|ring| {
            if on && ring.is_none() {
                *ring = Ring::open();
            }
        });
        if on {
            self.ring();
        }
    }

    /// Asks for notifications.
    pub(crate) async fn ask(self) {
        let answer = notify::ask().await;
        self.permission.try_set(answer);
    }

    /// Makes alerts heard and seen.
    pub(crate) fn raise(self, desk: Desk, alerts: &[Alert]) {
        let is_hidden = page::is_hidden();
        let open = desk.pane.open.get_untracked();
        // What an agent is looking at needs no bell.
        let in_sight = |one: &Alert| matches!(one, Alert::Spoke(item) if !is_hidden && Some(&item.conversation) == open.as_ref());
        if alerts.iter().all(in_sight) {
            return;
        }
        if self.sound.get_untracked() {
            self.ring();
        }
        if !is_hidden {
            return;
        }
        for one in alerts {
            let (title, body, item) = match one {
                Alert::Waits(item) => (
                    "A conversation is waiting",
                    words::waits_because(item),
                    item,
                ),
                Alert::Spoke(item) => (
                    "New message",
                    "A visitor you're talking with wrote.".to_owned(),
                    item,
                ),
            };
            let conversation = item.conversation.clone();
            notify::show(title, &body, item.conversation.as_str(), move || {
                desk.open(conversation);
            });
        }
    }

    fn ring(self) {
        self.ring.with_value(|ring| {
            if let Some(ring) = ring {
                ring.ring();
            }
        });
    }
}
