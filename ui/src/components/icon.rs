//! Inline icons on a 20 px grid, drawn with the text's own colour.

use crate::el::{El, svg};

/// Which icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A cross.
    Close,
    /// An arrow upwards.
    Send,
    /// A square.
    Stop,
    /// An arrow in a circle.
    Retry,
    /// An eye.
    Eye,
    /// An arrow downwards.
    Down,
    /// Two people's heads and shoulders.
    Person,
    /// A page with lines.
    Page,
    /// A lock.
    Lock,
}

impl Shape {
    fn path(self) -> &'static str {
        match self {
            Self::Close => "M5 5l10 10M15 5L5 15",
            Self::Send => "M10 16V4M5 9l5-5 5 5",
            Self::Stop => "M6 6h8v8H6z",
            Self::Retry => "M15.5 8A6 6 0 1 0 16 11M16 4v4h-4",
            Self::Eye => {
                "M2 10s3-5.5 8-5.5S18 10 18 10s-3 5.5-8 5.5S2 10 2 10zM10 7.8a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.4z"
            }
            Self::Down => "M10 4v12M5 11l5 5 5-5",
            Self::Person => {
                "M10 3.5a3.2 3.2 0 1 1 0 6.4 3.2 3.2 0 0 1 0-6.4zM3.5 17c.6-3.3 3.2-5 6.5-5s5.900 1.700 6.500 5"
            }
            Self::Page => "M5 3h7l3 3v11H5zM8 9h4M8 12h4",
            Self::Lock => "M5 9h10v7H5zM7 9V6.500a3 3 0 0 1 6 0V9",
        }
    }
}

/// An icon beside words; screen readers skip it.
pub fn icon(shape: Shape) -> El {
    svg("svg")
        .class("icon")
        .attr("viewBox", "0 0 20 20")
        .attr("aria-hidden", "true")
        .attr("focusable", "false")
        .child(svg("path").attr("d", shape.path()))
}
