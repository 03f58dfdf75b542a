//! The detectors, one file each. A detector reads the [`Scan`] and reports what it found; it
//! neither knows the others nor resolves overlaps.

mod address;
mod bank;
mod birth;
mod card;
mod cues;
mod dates;
mod digits;
mod email;
mod email_spoken;
mod expiry;
mod iban;
mod ip;
mod literal;
mod mac;
mod name;
mod national;
mod number;
mod password;
pub(crate) mod phone;
mod secret;
mod ssn;
mod wallet;

pub(crate) use digits::luhn;

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

type Detector = fn(&Scan<'_>, &mut Vec<Found>);

/// A new detector is a file and a line here.
static DETECTORS: [(&[Kind], Detector); 20] = [
    (&[Kind::Text], literal::detect),
    (&[Kind::Card, Kind::Cvv], card::detect),
    (&[Kind::Expiry, Kind::Cvv], expiry::detect),
    (&[Kind::Ssn], ssn::detect),
    (&[Kind::Iban], iban::detect),
    (&[Kind::Bic, Kind::Account], bank::detect),
    (&[Kind::Email], email::detect),
    (&[Kind::Email], email_spoken::detect),
    (&[Kind::Phone], phone::detect),
    (&[Kind::Ip], ip::detect),
    (&[Kind::Mac], mac::detect),
    (&[Kind::BirthDate], birth::detect),
    (&[Kind::Secret], secret::detect),
    (&[Kind::Password], password::detect),
    (&[Kind::Name], name::detect),
    (&[Kind::Address], address::detect),
    (
        &[
            Kind::NationalId,
            Kind::Passport,
            Kind::Licence,
            Kind::Account,
        ],
        national::detect,
    ),
    (&[Kind::Account], wallet::detect),
    (&[Kind::Account], number::accounts),
    (&[Kind::Number], number::unexplained),
];

/// Everything the enabled detectors find, overlaps included.
pub(crate) fn all(scan: &Scan<'_>, masker: &Masker) -> Vec<Found> {
    let mut found = Vec::new();
    for (kinds, detect) in &DETECTORS {
        if kinds.iter().any(|kind| masker.is_enabled(*kind)) {
            detect(scan, &mut found);
        }
    }
    found.retain(|f| masker.is_enabled(f.kind));
    found
}
