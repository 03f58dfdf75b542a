//! Why the assistant did what it did: outcome, reason, scores against thresholds, passages.

use crate::components::icon::{DeskShape, desk_icon};
use crate::pure::record::Decision;
use crate::pure::scores::figures;
use crate::pure::words;
use handrail_protocol::{DecisionNote, ReplySource};
use handrail_ui::el::{El, div, el};

/// The decisions behind one line of the transcript, closed at first: at least one, or what wrote the
/// reply.
pub(crate) fn decision_log(decisions: &[Decision], source: Option<&ReplySource>) -> El {
    let summary = decisions.last().map_or("How this was written", |last| {
        words::outcome(last.note.outcome)
    });
    let confidence = source
        .filter(|source| source.confidence > 0.0)
        .map(|source| format!("confidence {}", words::number(source.confidence)));
    let summary = el("summary")
        .child(desk_icon(DeskShape::Chevron))
        .child(el("span").class("decision-label").text("Why"))
        .child(el("span").class("decision-outcome").text(summary))
        .children(confidence.map(|text| el("span").class("decision-score").text(&text)));
    let body = div("decision-body")
        .children(decisions.iter().map(|one| note(&one.note)))
        .children(source.map(written_by));
    el("details")
        .class("decision-log")
        .child(summary)
        .child(body)
}

fn written_by(source: &ReplySource) -> El {
    let model = if source.model.is_empty() {
        source.provider.clone()
    } else {
        format!("{} ({})", source.model, source.provider)
    };
    el("p")
        .class("decision-source")
        .text("Written by ")
        .child(el("b").text(&model))
        .text(&format!(", configuration {}", source.config_version))
}

fn note(note: &DecisionNote) -> El {
    let passages = (!note.passages.is_empty()).then(|| {
        let list = el("p").class("decision-passages").text("Passages: ");
        note.passages.iter().fold(list, |list, passage| {
            list.child(el("code").text(passage)).text(" ")
        })
    });
    let outcome = format!("{}.", words::outcome(note.outcome));
    let sentence = el("p")
        .child(el("b").text(&outcome))
        .text(" ")
        .text(words::decision_reason(note.reason));
    div("decision-note")
        .child(sentence)
        .children(table(note))
        .children(passages)
}

fn table(note: &DecisionNote) -> Option<El> {
    let figures = figures(note);
    if figures.is_empty() {
        return None;
    }
    let number = |value: Option<f32>| value.map_or_else(|| "–".to_owned(), words::number);
    let head = |name| el("th").attr("scope", "col").text(name);
    let rows = figures.into_iter().map(|figure| {
        el("tr")
            .child(
                el("th")
                    .attr("scope", "row")
                    .text(&words::score(&figure.name)),
            )
            .child(el("td").text(&number(figure.score)))
            .child(el("td").text(&number(figure.threshold)))
    });
    let names = el("tr").children(["What", "Score", "Threshold"].map(head));
    Some(
        el("table")
            .child(el("thead").child(names))
            .child(el("tbody").children(rows)),
    )
}
