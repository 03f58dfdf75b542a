//! Why the assistant did what it did: outcome, reason, scores against thresholds, passages.

use crate::components::glyph::{Glyph, Picture};
use crate::pure::record::Decision;
use crate::pure::scores::figures;
use crate::pure::words;
use handrail_protocol::{DecisionNote, ReplySource};
use leptos::prelude::*;

/// The decisions behind one line of the transcript, closed at first.
#[component]
pub(crate) fn DecisionLog(
    /// At least one, or a source.
    decisions: Vec<Decision>,
    /// What wrote the reply.
    #[prop(optional_no_strip)]
    source: Option<ReplySource>,
) -> impl IntoView {
    let summary = decisions
        .last()
        .map_or("How this was written", |last| {
            words::outcome(last.note.outcome)
        })
        .to_owned();
    let confidence = source
        .as_ref()
        .filter(|source| source.confidence > 0.0)
        .map(|source| format!("confidence {}", words::number(source.confidence)));
    view! {
        <details class="why">
            <summary>
                <Picture glyph=Glyph::Chevron />
                <span class="why-label">"Why"</span>
                <span class="why-outcome">{summary}</span>
                {confidence.map(|text| view! { <span class="why-score">{text}</span> })}
            </summary>
            <div class="why-body">
                {decisions.into_iter().map(|one| view! { <Note note=one.note /> }).collect_view()}
                {source
                    .map(|source| {
                        let model = if source.model.is_empty() {
                            source.provider
                        } else {
                            format!("{} ({})", source.model, source.provider)
                        };
                        view! {
                            <p class="why-source">
                                "Written by "<b>{model}</b>
                                {format!(", configuration {}", source.config_version)}
                            </p>
                        }
                    })}
            </div>
        </details>
    }
}

#[component]
fn Note(note: DecisionNote) -> impl IntoView {
    let figures = figures(&note);
    let number = |value: Option<f32>| value.map_or_else(|| "–".to_owned(), words::number);
    view! {
        <div class="why-note">
            <p>
                <b>{words::outcome(note.outcome)}"."</b>
                " "
                {words::decision_reason(note.reason)}
            </p>
            {(!figures.is_empty())
                .then(|| {
                    view! {
                        <table>
                            <thead>
                                <tr>
                                    <th scope="col">"What"</th>
                                    <th scope="col">"Score"</th>
                                    <th scope="col">"Threshold"</th>
                                </tr>
                            </thead>
                            <tbody>
                                {figures
                                    .into_iter()
                                    .map(|figure| {
                                        view! {
                                            <tr>
                                                <th scope="row">{words::score(&figure.name)}</th>
                                                <td>{number(figure.score)}</td>
                                                <td>{number(figure.threshold)}</td>
                                            </tr>
                                        }
                                    })
                                    .collect_view()}
                            </tbody>
                        </table>
                    }
                })}
            {(!note.passages.is_empty())
                .then(|| {
                    view! {
                        <p class="why-passages">
                            "Passages: "
                            {note
                                .passages
                                .into_iter()
                                .map(|passage| view! { <code>{passage}</code>" " })
                                .collect_view()}
                        </p>
                    }
                })}
        </div>
    }
}
