//! A visitor's words: as typed, or as the AI sees them.

use crate::spans::{Segment, segments};
use crate::words::Words;
use handrail_protocol::MaskedSpan;
use leptos::prelude::*;

/// The text of a message with what was hidden in it.
#[component]
pub fn VisitorText(
    /// As typed.
    text: String,
    /// What was hidden.
    masked: Vec<MaskedSpan>,
    /// Show it as the AI sees it.
    #[prop(into)]
    see_through: Signal<bool>,
    /// The panel's words.
    words: &'static Words,
) -> impl IntoView {
    move || {
        let see_through = see_through.get();
        segments(&text, &masked)
            .into_iter()
            .map(|segment| match segment {
                Segment::Text(text) => text.to_owned().into_any(),
                Segment::Hidden {
                    value,
                    placeholder,
                    kind,
                } => {
                    let name = words.hidden_name(kind, value);
                    if see_through {
                        view! {
                            <mark class="detail seen">
                                <span aria-hidden="true" dir="ltr">{placeholder.to_owned()}</span>
                                <span class="sr-only">{name}</span>
                            </mark>
                        }
                        .into_any()
                    } else {
                        view! { <mark class="detail" title=name>{value.to_owned()}</mark> }
                            .into_any()
                    }
                }
            })
            .collect_view()
    }
}
