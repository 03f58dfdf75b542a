//! Live regions: what a screen reader is told, apart from what is drawn.

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
}

/// The region itself, hidden from the eye.
#[component]
pub fn LiveRegion(
    /// Its text.
    live: Live,
    /// Interrupts what is being read.
    #[prop(optional)]
    assertive: bool,
    /// For tests and scripts.
    id: &'static str,
) -> impl IntoView {
    view! {
        <div
            id=id
            class="sr-only"
            role=if assertive { "alert" } else { "status" }
            aria-live=if assertive { "assertive" } else { "polite" }
            aria-atomic="true"
        >
            {live.0}
        </div>
    }
}
