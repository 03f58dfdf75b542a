//! Something that happened, on the rail. Where the line changes it draws the joint.

use super::flags::Text;
use crate::el::{El, div, el};
use crate::rail::{Line, Segment};

/// A notice with its piece of the rail, its sentence and what belongs to it.
pub fn notice_row(segment: Segment, text: Text, below: Vec<El>) -> El {
    let joint = segment.is_joint();
    let above = match segment.above {
        Line::Ai => " above-ai",
        Line::Person => " above-person",
        Line::System => " above-system",
    };
    let class = [
        "row notice ",
        segment.below.class(),
        if joint { " joint" } else { "" },
        above,
    ]
    .concat();
    let sleeve = joint.then(|| el("span").class("sleeve").attr("aria-hidden", "true"));
    div(&class).children(sleeve).child(
        div("notice-body")
            .child(el("p").text_of(text))
            .children(below),
    )
}
