//! Domestic account and routing numbers with check digits or a form of their own. They are found
//! as identifiers are, so they stand in the same table.

use super::checks::{NEVER, completes_11, completes_ten, number, weighted};
use super::scheme::Strength::{Formal, Strong, Weak};
use super::scheme::{Scheme, id};
use crate::kind::Kind;

const fn account(
    name: &'static str,
    forms: &'static str,
    check: fn(&[u8]) -> bool,
    written: bool,
) -> Scheme {
    let scheme = id(name, forms, check, Strong).kind(Kind::Account);
    if written { scheme.written() } else { scheme }
}

pub(super) const SCHEMES: &[Scheme] = &[
    id(
        "US routing number",
        "9999-9999-9|999999999",
        routing,
        Formal,
    )
    .kind(Kind::Account),
    id(
        "MX CLABE",
        "999 999 99999999999 9|999999999999999999",
        clabe,
        Weak,
    )
    .kind(Kind::Account),
    account(
        "ES CCC",
        "9999 9999 99 9999999999|9999-9999-99-9999999999",
        ccc,
        false,
    ),
    account(
        "AR CBU",
        "9999999999999999999999|99999999 99999999999999",
        cbu,
        false,
    ),
    account(
        "NZ account",
        "99-9999-9999999-99|99-9999-9999999-999|99 9999 9999999 99|99 9999 9999999 999",
        |_| true,
        true,
    ),
    account(
        "CZ SK account",
        "999999-9999999999/9999|999999-999999999/9999",
        czech,
        true,
    ),
    account(
        "GB sort code and account",
        "99-99-99 99999999",
        |_| true,
        true,
    ),
    account(
        "AU BSB and account",
        "999-999 99999999|999-999 999999999|999-999 999999",
        |_| true,
        true,
    ),
    id("NO account", "9999.99.99999|9999 99 99999", norway, Formal).kind(Kind::Account),
];

/// American Bankers Association: weights 3, 7, 1; the districts of the Federal Reserve.
fn routing(c: &[u8]) -> bool {
    matches!(number(c, 0, 2), 1..=12 | 21..=32 | 61..=72 | 80)
        && weighted(c, &[3, 7, 1, 3, 7, 1, 3, 7, 1]).is_multiple_of(10)
}

/// Banco de México: each product modulo ten.
fn clabe(c: &[u8]) -> bool {
    let sum: u32 = (0..17)
        .map(|at| super::checks::value(c, at) * [3, 7, 1][at % 3] % 10)
        .sum();
    (10 - sum % 10) % 10 == super::checks::value(c, 17) && matches!(c[0], b'0' | b'1' | b'6' | b'7')
}

/// Consejo Superior Bancario: one check digit over the bank, one over the account.
fn ccc(c: &[u8]) -> bool {
    let check = |from: usize, weights: &[u32]| match 11 - weighted(&c[from..], weights) % 11 {
        10 => 1,
        11 => 0,
        check => check,
    };
    check(0, &[4, 8, 5, 10, 9, 7, 3, 6]) == super::checks::value(c, 8)
        && check(10, &[1, 2, 4, 8, 5, 10, 9, 7, 3, 6]) == super::checks::value(c, 9)
}

/// Banco Central de la República Argentina: two blocks, a check digit each.
fn cbu(c: &[u8]) -> bool {
    completes_ten(c, &[7, 1, 3, 9, 7, 1, 3])
        && completes_ten(&c[8..], &[3, 9, 7, 1, 3, 9, 7, 1, 3, 9, 7, 1, 3])
}

/// Czech National Bank, decree 169/2011: the prefix is divisible by eleven by its weights.
fn czech(c: &[u8]) -> bool {
    weighted(c, &[10, 5, 8, 4, 2, 1]).is_multiple_of(11)
}

/// Finance Norway.
fn norway(c: &[u8]) -> bool {
    completes_11(c, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2], NEVER)
}
