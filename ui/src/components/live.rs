//! Live regions: what a screen reader is told, apart from what is drawn.

use crate::el::{El, div};
use leptos::prelude::*;

/// A region's text; a new value is told once.
#[derive(Clone, Copy)]
pub struct Live(RwSignal<String>);

impl Default for Live {
    fn default() -> Self {
        Self(RwSignal::new(String::new()))
    }
}

/// Makes a repeated sentence another text without being heard.
const AGAIN: char = '\u{a0}';

impl Live {
    /// Tells it, also when it is the same as before.
    pub fn say(self, text: impl Into<String>) {
        let mut text = text.into();
        // The panel may be gone by the time a timer speaks.
        let Some(same) = self.0.try_with_untracked(|said| *said == text) else {
            return;
        };
        if same && !text.is_empty() {
            text.push(AGAIN);
        }
        let _ = self.0.try_set(text);
    }

    /// Takes one of these back once it is no longer true; nothing is told.
    pub fn take_back(self, texts: &[&str]) {
        let stands = |said: &String| texts.contains(&said.trim_end_matches(AGAIN));
        if self.0.try_with_untracked(stands) == Some(true) {
            let _ = self.0.try_set(String::new());
        }
    }
}

/// The region itself, hidden from the eye.
pub fn live_region(live: Live, id: &str, assertive: bool) -> El {
    div("sr-only")
        .attr("id", id)
        .attr("role", if assertive { "alert" } else { "status" })
        .attr("aria-live", if assertive { "assertive" } else { "polite" })
        .attr("aria-atomic", "true")
        .text_of(super::text(move || live.0.get()))
}
