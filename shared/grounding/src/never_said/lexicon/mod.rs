//! The words of [`super::never_said`] in the eight languages, folded; the pattern language is
//! [`handrail_text::lexicon`]'s.

use super::Role;
use handrail_text::lang::Lang;

mod de;
mod en;
mod es;
mod fr;
mod it;
mod nl;
mod pl;
mod pt;

/// A language, its groups, and the patterns of each role.
type Row = (
    Lang,
    &'static [(&'static str, &'static str)],
    &'static [(Role, &'static str)],
);

pub(super) const ROWS: [Row; 8] = [
    en::ROW,
    de::ROW,
    fr::ROW,
    es::ROW,
    it::ROW,
    pt::ROW,
    nl::ROW,
    pl::ROW,
];
