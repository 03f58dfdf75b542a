//! One span for each place: the strongest and longest wins before anything is numbered.

use crate::detect::{Found, STRONG, Span};
use crate::scan::Scan;

/// Spans in the order of the text, none touching another's bytes, offsets in the original.
///
/// What a loser covers beyond the winner stays masked as a span of its own, so that nothing shows
/// because two detectors disagree.
pub(crate) fn resolve(scan: &Scan<'_>, mut found: Vec<Found>) -> Vec<Span> {
    found.retain(|f| f.start < f.end);
    let strength = |f: &Found| (f.score >= STRONG, f.end - f.start, f.score);
    found.sort_by(|a, b| strength(b).cmp(&strength(a)).then(a.start.cmp(&b.start)));
    let mut taken: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
    let mut spans: Vec<Span> = Vec::with_capacity(found.len());
    for f in found {
        for (start, end) in free_parts(&taken, f.start, f.end) {
            let whole = (start, end) == (f.start, f.end);
            let Some((start, end)) = (if whole {
                Some((start, end))
            } else {
                worth_masking(scan, start, end)
            }) else {
                continue;
            };
            taken.insert(start, end);
            let (start, end) = scan.normal.original(start, end);
            spans.push(Span {
                start,
                end,
                kind: f.kind,
                score: f.score,
                rule: f.rule,
            });
        }
    }
    spans.sort_by_key(|span| span.start);
    spans
}

/// The parts of `start..end` that no taken range covers.
fn free_parts(
    taken: &std::collections::BTreeMap<usize, usize>,
    start: usize,
    end: usize,
) -> Vec<(usize, usize)> {
    let mut parts = Vec::new();
    let mut at = taken
        .range(..start)
        .next_back()
        .map_or(start, |(_, e)| (*e).max(start));
    for (s, e) in taken.range(start..end) {
        if at < *s {
            parts.push((at, *s));
        }
        at = at.max(*e);
    }
    if at < end {
        parts.push((at, end));
    }
    parts
}

/// A remainder without its outer separators, if anything of it tells something.
fn worth_masking(scan: &Scan<'_>, start: usize, end: usize) -> Option<(usize, usize)> {
    let part = &scan.text()[start..end];
    let trimmed = part.trim_start_matches(|c: char| !c.is_alphanumeric());
    let start = end - trimmed.len();
    let trimmed = trimmed.trim_end_matches(|c: char| !c.is_alphanumeric());
    (trimmed.chars().count() >= 2).then_some((start, start + trimmed.len()))
}
