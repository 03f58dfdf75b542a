//! How the parts of a reply are restored.

use handrail_mask::Lens;

/// What a text of a reply is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Words of the model: the site's restore policy applies, and nothing is put into links.
    Words,
    /// The arguments of a tool call, as JSON in a string.
    Arguments,
    /// Goes to a program or back to the model unread: every value whole.
    Whole,
}

impl Part {
    pub(crate) fn lens(self) -> Lens {
        match self {
            // The one place to change once the masker has a lens of its own for arguments.
            Part::Words | Part::Arguments => Lens::VisitorOfAi,
            Part::Whole => Lens::PersonWritten,
        }
    }
}

/// Can the text hold a placeholder? Spares what cannot the reading.
pub(crate) fn may_hold_placeholder(text: &str) -> bool {
    text.contains('[')
}
