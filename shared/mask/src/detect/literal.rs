//! Text that looks like a placeholder, whoever typed it: it becomes a value itself, so that it
//! resolves to nothing but itself.

use crate::detect::Found;
use crate::kind::Kind;
use crate::placeholder::look_alikes;
use crate::scan::Scan;

pub(crate) fn detect(scan: &Scan<'_>, found: &mut Vec<Found>) {
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
