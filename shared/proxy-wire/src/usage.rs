//! The tokens a reply says it took.

/// Tokens, as far as the upstream told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Usage {
    /// Read by the model, cached ones too.
    pub input: Option<u64>,
    /// Written by it.
    pub output: Option<u64>,
}

impl Usage {
    /// All of them, where they were told.
    #[must_use]
    pub fn total(&self) -> Option<u64> {
        match (self.input, self.output) {
            (None, None) => None,
            (input, output) => Some(input.unwrap_or(0).saturating_add(output.unwrap_or(0))),
        }
    }

    /// Takes a number of a `usage` object. A stream tells them more than once, growing.
    pub(crate) fn note(&mut self, key: UsageKey, raw: &str) {
        let Ok(count) = raw.parse::<u64>() else {
            return;
        };
        let field = match key {
            UsageKey::Input => &mut self.input,
            UsageKey::Output => &mut self.output,
        };
        *field = Some(field.unwrap_or(0).max(count));
    }
}

/// Which number of a `usage` object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UsageKey {
    Input,
    Output,
}

impl UsageKey {
    pub(crate) fn of(key: &str) -> Option<Self> {
        match key {
            "prompt_tokens" | "input_tokens" => Some(Self::Input),
            "completion_tokens" | "output_tokens" => Some(Self::Output),
            _ => None,
        }
    }
}
