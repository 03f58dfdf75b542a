//! A visitor's words: as typed, or as the AI sees them.

use super::flags::Flag;
use crate::el::{El, el, follow};
use crate::spans::{Segment, segments};
use crate::words::Words;
use handrail_protocol::MaskedSpan;

/// The text of a message with what was hidden in it.
pub fn visitor_text(
    text: String,
    masked: Vec<MaskedSpan>,
    see_through: Flag,
    words: &'static Words,
) -> El {
    let element = el("p").class("bubble").attr("dir", "auto");
    let node = element.node().clone();
    follow(Box::new(move || {
        let see_through = see_through();
        node.set_text_content(None);
        for segment in segments(&text, &masked) {
            let made = match segment {
                Segment::Text(text) => el("span").text(text),
                Segment::Hidden {
                    value,
                    placeholder,
                    kind,
                } => {
                    let name = words.hidden_name(kind, value);
                    if see_through {
                        el("mark")
                            .class("detail seen")
                            .child(
                                el("span")
                                    .attr("aria-hidden", "true")
                                    .attr("dir", "ltr")
                                    .text(placeholder),
                            )
                            .child(el("span").class("sr-only").text(&name))
                    } else {
                        el("mark").class("detail").attr("title", &name).text(value)
                    }
                }
            };
            let _ = node.append_child(made.node());
        }
    }));
    element
}
