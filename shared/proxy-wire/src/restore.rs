//! How the parts of a reply are restored.

use handrail_mask::Lens;

/// What a text of a reply is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Words of the model: the site's restore policy applies, and nothing is put into links.
    Words,
    /// The arguments of a tool call, as JSON in a string.
    Arguments,
    /// Goes to a tool that takes free text, or back to the model with a signature over its very
    /// words: every value whole.
    Whole,
}

impl Part {
    pub(crate) fn lens(self) -> Lens {
        match self {
            Part::Words => Lens::VisitorOfAi,
            Part::Arguments => Lens::ToolArguments,
            Part::Whole => Lens::PersonWritten,
        }
    }
}
