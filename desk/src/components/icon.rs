//! Icons that only the desk has, on the same 20 px grid as the shared ones.

use handrail_ui::el::{El, el, svg};

/// Which icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DeskShape {
    /// An arrow to where one came from.
    Back,
    /// A bell.
    Bell,
    /// A bell that is struck out.
    BellOff,
    /// A screen with a message.
    Desktop,
    /// A tick.
    Check,
    /// An arrow that turns back.
    HandBack,
    /// A person who steps in.
    Take,
    /// Lines of saved text.
    Saved,
    /// A small arrow downwards.
    Chevron,
    /// A bin.
    Bin,
    /// A letter "i" in a circle.
    About,
}

impl DeskShape {
    fn path(self) -> &'static str {
        match self {
            Self::Back => "M12 4l-6 6 6 6",
            Self::Bell => "M5 14V9a5 5 0 0 1 10 0v5l1.500 1.500h-13zM8.500 17.500h3",
            Self::BellOff => {
                "M5 14V9a5 5 0 0 1 8-4M15 9v5l1.500 1.500h-13L5 14M8.500 17.500h3M3 3l14 14"
            }
            Self::Desktop => "M3 4h14v9H3zM7 16.500h6M10 13v3.500M6 7.500h8M6 10h5",
            Self::Check => "M4 10.500l4 4 8-9",
            Self::HandBack => "M8 5L4 9l4 4M4 9h8a4 4 0 0 1 0 8h-2",
            Self::Take => {
                "M8 3.500a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM2.500 16.500c.5-3 2.700-4.500 5.500-4.500s5 1.500 5.500 4.500M15.500 6v6M12.500 9h6"
            }
            Self::Saved => "M4 5h12M4 9h12M4 13h7M14 12v5M11.500 14.500h5",
            Self::Chevron => "M6 8l4 4 4-4",
            Self::Bin => "M4 6h12M8 6V4h4v2M6 6l.7 10.500h6.600L14 6",
            Self::About => {
                "M10 2.500a7.500 7.500 0 1 1 0 15 7.500 7.500 0 0 1 0-15zM10 9v5M10 6v.1"
            }
        }
    }
}

/// An icon beside words; screen readers skip it.
pub(crate) fn desk_icon(shape: DeskShape) -> El {
    picture("icon", "0 0 20 20").child(svg("path").attr("d", shape.path()))
}

/// The product's mark: a dashed line that goes on as a solid one.
pub(crate) fn product_mark() -> El {
    let path = |class: &str, d: &str| svg("path").class(class).attr("d", d);
    let sleeve = svg("rect")
        .class("mark-person")
        .attr("x", "2.500")
        .attr("y", "8.500")
        .attr("width", "7")
        .attr("height", "8")
        .attr("rx", "3.500");
    picture("mark-rail", "0 0 12 24")
        .child(path("mark-ai", "M6 1v2.500M6 5.500v2.500"))
        .child(path("mark-person", "M6 15v8"))
        .child(sleeve)
}

/// A button that is a picture, with a name.
pub(crate) fn tool(label: &str, picture: El, act: impl Fn() + 'static) -> El {
    el("button")
        .attr("type", "button")
        .class("tool")
        .attr("aria-label", label)
        .child(picture)
        .on_press(act)
}

fn picture(class: &str, view_box: &str) -> El {
    svg("svg")
        .class(class)
        .attr("viewBox", view_box)
        .attr("aria-hidden", "true")
        .attr("focusable", "false")
}
