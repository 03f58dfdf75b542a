//! Something that happened, on the rail. Where the line changes it draws the joint.

use crate::rail::{Line, Segment};
use leptos::prelude::*;

/// A notice with its piece of the rail.
#[component]
pub fn NoticeRow(
    /// Its piece of the rail.
    segment: Segment,
    /// The sentence.
    text: String,
    /// Buttons that belong to it.
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
            {joint.then(|| view! { <span class="sleeve" aria-hidden="true"></span> })}
            <div class="notice-body">
                <p>{text}</p>
                {children.map(|children| view! { <div class="actions">{children()}</div> })}
            </div>
        </div>
    }
}
