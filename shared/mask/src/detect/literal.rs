//! Text that looks like a placeholder, whoever typed it: it becomes a value itself, so that it
//! resolves to nothing but itself.

use crate::detect::Found;
use crate::kind::Kind;
use crate::placeholder::look_alikes;
use crate::scan::Scan;

/// A look-alike has one of these, whatever its form.
const OPENING: &[char] = &['[', '{', '<', '\\', '_', '【'];

pub(crate) fn detect(scan: &Scan<'_>, found: &mut Vec<Found>) {
    if scan.marks(OPENING).next().is_none() {
        return;
    }
    for (start, end) in look_alikes(scan.text()) {
        found.push(Found {
            start,
            end,
            kind: Kind::Text,
            score: 100,
            rule: "look_alike",
        });
    }
}
