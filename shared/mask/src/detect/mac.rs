//! Hardware addresses (IEEE 802, EUI-48 and EUI-64) in the usual forms: pairs of hexadecimal
//! digits apart by colons or dashes, groups of four apart by dots, and twelve in one piece beside
//! "MAC".
//!
//! Not for: the addresses everybody has (all zeros, broadcast).

use crate::detect::Found;
use crate::kind::Kind;
use crate::scan::Scan;

pub(crate) fn detect(scan: &Scan<'_>, found: &mut Vec<Found>) {
    let bytes = scan.text().as_bytes();
    let mut covered = 0;
    for at in scan.marks(&[':', '-']) {
        let mark = scan.tokens[at].start;
        if mark < covered || mark < 2 {
            continue;
        }
        if let Some(end) = grouped(bytes, mark - 2, 2) {
            covered = end;
            push(mark - 2, end, "mac_form", found);
        }
    }
    for &at in scan.numbers() {
        scan.step();
        let token = &scan.tokens[at];
        if token.start < covered {
            continue;
        }
        let start = (token.start.saturating_sub(12)..token.start)
            .rev()
            .take_while(|back| bytes[*back].is_ascii_hexdigit())
            .last()
            .unwrap_or(token.start);
        if let Some(end) = grouped(bytes, start, 4) {
            covered = end;
            push(start, end, "mac_form", found);
        } else if let Some(end) = whole(scan, start, at) {
            covered = end;
            push(start, end, "mac_cue", found);
        }
    }
}

fn push(start: usize, end: usize, rule: &'static str, found: &mut Vec<Found>) {
    found.push(Found {
        start,
        end,
        kind: Kind::Mac,
        score: 95,
        rule,
    });
}

/// The end of an address of groups of this size that begins here.
fn grouped(bytes: &[u8], start: usize, size: usize) -> Option<usize> {
    let separator = *bytes.get(start + size)?;
    if size == 4 && separator != b'.' || start > 0 && continues(bytes[start - 1], separator) {
        return None;
    }
    let mut groups = 0;
    let mut at = start;
    loop {
        let group = bytes.get(at..at + size)?;
        if !group.iter().all(u8::is_ascii_hexdigit) {
            return None;
        }
        groups += 1;
        at += size;
        if groups * size == 16 || bytes.get(at) != Some(&separator) {
            break;
        }
        at += 1;
    }
    let ends = bytes.get(at).is_none_or(|next| {
        // A full stop after it ends the sentence.
        !continues(*next, separator)
            || *next == b'.' && bytes.get(at + 1).is_none_or(|b| !b.is_ascii_alphanumeric())
    });
    (matches!(groups * size, 12 | 16) && ends && is_of_one(&bytes[start..at])).then_some(at)
}

fn continues(byte: u8, separator: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == separator || byte == b'_' || !byte.is_ascii()
}

/// Whether it is not the address of all or of none.
fn is_of_one(written: &[u8]) -> bool {
    let digits = || written.iter().filter(|b| b.is_ascii_hexdigit());
    digits().any(|b| !matches!(b, b'F' | b'f')) && digits().any(|b| *b != b'0')
}

/// Twelve hexadecimal digits in one piece after "MAC".
fn whole(scan: &Scan<'_>, start: usize, at: usize) -> Option<usize> {
    let bytes = scan.text().as_bytes();
    let end = start + 12;
    let digits = bytes.get(start..end)?.iter().all(u8::is_ascii_hexdigit);
    let apart = (start == 0 || !bytes[start - 1].is_ascii_alphanumeric())
        && bytes.get(end).is_none_or(|b| !b.is_ascii_alphanumeric());
    let named = || (at.saturating_sub(6)..at).any(|back| scan.word(back) == "mac");
    (digits && apart && named()).then_some(end)
}
