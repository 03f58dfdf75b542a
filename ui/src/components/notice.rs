//! Something that happened, on the rail. Where the line changes it draws the joint.

use crate::rail::{Line, Segment};
use leptos::prelude::*;

/// A notice with its piece of the rail.
#[component]
pub fn NoticeRow(
    /// Its piece of the rail.
    segment: Segment,
    /// The sentence; a place in the queue moves in it.
    #[prop(into)]
    text: Signal<String>,
    /// What belongs to it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let joint = segment.is_joint();
    let above = match segment.above {
        Line::Ai => " above-ai",
        Line::Person => " above-person",
        Line::System => " above-system",
    };
    let classes = [
        "row notice ",
        segment.below.class(),
        if joint { " joint" } else { "" },
        above,
    ]
    .concat();
    view! {
        <div class=classes>
            <span class="sleeve" aria-hidden="true" hidden=!joint></span>
            <div class="notice-body">
                <p>{text}</p>
                {children.map(|children| children())}
            </div>
        </div>
    }
}
