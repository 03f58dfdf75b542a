//! Live regions: what a screen reader is told, apart from what is drawn.

use leptos::prelude::*;

/// A region's text; a new value is told once.
#[derive(Clone, Copy)]
pub struct Live(RwSignal<(u32, String)>);

impl Default for Live {
    fn default() -> Self {
        Self(RwSignal::new((0, String::new())))
    }
}

impl Live {
    /// Tells it, also when it is the same as before.
    pub fn say(self, text: impl Into<String>) {
        let text = text.into();
        // The panel may be gone by the time a timer speaks.
        let _ = self.0.try_update(|(count, said)| {
            *count += 1;
            *said = text;
        });
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
            // A new node each time, so that a repeated sentence is told again.
            {move || {
                let (count, text) = live.0.get();
                if count % 2 == 0 {
                    view! { <p>{text}</p> }.into_any()
                } else {
                    view! { <div>{text}</div> }.into_any()
                }
            }}
        </div>
    }
}
