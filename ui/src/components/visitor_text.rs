//! A visitor's words: as typed, or as the AI sees them.

use super::flags::Flag;
use crate::el::{El, el, follow};
use crate::spans::{TextPart, text_parts};
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
        for part in text_parts(&text, &masked) {
            let append = |made: El| {
                let _ = node.append_child(made.node());
            };
            match part {
                TextPart::Text(text) => append(el("span").text(text)),
                TextPart::Hidden {
                    value,
                    placeholder,
                    kind,
                } => {
                    let name = words.hidden_name(kind, value);
                    let spoken = el("span").class("sr-only");
                    if see_through {
                        let seen = el("span")
                            .attr("aria-hidden", "true")
                            .attr("dir", "ltr")
                            .text(placeholder);
                        let spoken = spoken.text(&name);
                        append(el("mark").class("detail seen").child(seen).child(spoken));
                    } else {
                        append(el("mark").class("detail").attr("title", &name).text(value));
                        append(spoken.text(&[" (", &name, ")"].concat()));
                    }
                }
            }
        }
    }));
    element
}
