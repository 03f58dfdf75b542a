//! Post-office boxes, and the boxes of soldiers.

use super::place::extend;
use super::{Piece, mark, number, piece};
use crate::scan::Scan;
use crate::words::Meaning;

/// "P.O. Box 123", "Postfach 12 34", "BP 50", "Apartado 7", "Casella postale 3", "skr. poczt. 9",
/// and military ones: "PSC 413, Box 8144, APO AE 09021".
pub(super) fn boxed(scan: &Scan<'_>, at: usize) -> Option<Piece> {
    let zip = scan.token(at)?;
    if zip.len() == 5 && at >= 2 && matches!(scan.word(at - 2), "apo" | "fpo" | "dpo") {
        return military(scan, at);
    }
    if zip.len() > 6 || at == 0 {
        return None;
    }
    let dot =
        usize::from(mark(scan, at - 1, '.') || mark(scan, at - 1, '#') || mark(scan, at - 1, ':'));
    let key = at.checked_sub(1 + dot)?;
    let before = |back: usize| key.checked_sub(back).map_or("", |i| scan.word(i));
    let first = match scan.word(key) {
        "box" if matches!(before(1), "po" | "pobox" | "postal" | "mail") => key - 1,
        "box" if before(2) == "o" && before(4) == "p" => key - 4,
        "box" if before(1) == "o" && before(2) == "p" => key - 2,
        "pobox" | "postfach" | "postbus" | "apartado" | "postboks" | "postilokero" => key,
        "bp" | "cp" | "cx" if scan.is_title_case(key) && capital_pair(scan, key) => key,
        "postale" if matches!(before(1), "casella" | "boite") => key - 1,
        "postal"
            if matches!(before(1), "caixa" | "apartado" | "casilla" | "codigo")
                && before(1) != "codigo" =>
        {
            key - 1
        }
        "correos" | "postais" if before(2) == "apartado" => key - 2,
        "poczt" | "pocztowa" if before(1) == "skrytka" => key - 1,
        "poczt" if before(2) == "skr" => key - 2,
        _ => return None,
    };
    let mut last = at;
    if number(scan, at + 1, 2..=2) && scan.gap(at + 1) == " " && scan.word(key) == "postfach" {
        last += 1;
    }
    piece(first, extend(scan, last), 84, "address_box")
}

fn capital_pair(scan: &Scan<'_>, at: usize) -> bool {
    scan.str(&scan.tokens[at])
        .bytes()
        .all(|b| b.is_ascii_uppercase())
}

fn military(scan: &Scan<'_>, zip: usize) -> Option<Piece> {
    if !scan.tokens[zip - 1].meaning.has(Meaning::STATE) {
        return None;
    }
    let kind = zip - 2;
    // "PSC 413, Box 8144" or the name of a ship stands in the line before.
    let first = (kind.saturating_sub(7)..kind).find(|i| {
        matches!(scan.word(*i), "psc" | "unit" | "cmr" | "box")
            && scan.token(i + 1).is_some_and(|t| t.is_number())
            || matches!(scan.word(*i), "uss" | "usns" | "usnv" | "uscgc" | "usnsv") && i + 5 > kind
    });
    piece(first.unwrap_or(kind), zip, 86, "address_military")
}
