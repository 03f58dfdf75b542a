//! The detectors, one file each. A detector reads the [`Scan`] and reports what it found; it
//! neither knows the others nor resolves overlaps.

use crate::kind::Kind;
use crate::masker::Masker;
use crate::scan::Scan;

/// A personal detail in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// First byte, in the original text.
    pub start: usize,
    /// Byte after the last, in the original text.
    pub end: usize,
    /// What it is.
    pub kind: Kind,
    /// How sure, 1 to 100. From 90 on form and checksum speak for it alone.
    pub score: u8,
    /// The rule that found it.
    pub rule: &'static str,
}

/// From this score on a finding needs no cue.
pub(crate) const STRONG: u8 = 90;

/// A finding in the normal form's bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) kind: Kind,
    pub(crate) score: u8,
    pub(crate) rule: &'static str,
}

/// Everything the enabled detectors find, overlaps included.
pub(crate) fn all(_scan: &Scan<'_>, masker: &Masker) -> Vec<Found> {
    let mut found = Vec::new();
    found.retain(|f: &Found| masker.is_enabled(f.kind));
    found
}
