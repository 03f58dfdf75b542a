//! VAT numbers of the European Union and its neighbours with their country's prefix (Council
//! Directive 2006/112/EC, articles 214 and 215; checks as the member states publish them).

use super::checks::{
    completes_11, completes_ten, luhn, mod_11_10, number, remainder, value, weighted,
};
use super::scheme::Strength::{Shape, Strong};
use super::scheme::{Scheme, Strength, id};
use super::{europe_central, europe_north, europe_south, europe_west};

const fn vat(
    name: &'static str,
    forms: &'static str,
    check: fn(&[u8]) -> bool,
    strength: Strength,
) -> Scheme {
    id(name, forms, check, strength).loose()
}

pub(super) const SCHEMES: &[Scheme] = &[
    vat("AT VAT", "AT U99999999", austria, Strong),
    vat(
        "BE VAT",
        "BE 9999.999.999",
        |c| europe_west::be_enterprise(&c[2..]),
        Strong,
    ),
    vat("BG VAT", "BG 999999999|BG 9999999999", |_| true, Shape),
    vat("CY VAT", "CY 99999999@", |_| true, Shape),
    vat(
        "CZ VAT",
        "CZ 99999999",
        |c| europe_central::ico(&c[2..]),
        Strong,
    ),
    vat(
        "CZ VAT of persons",
        "CZ 999999999|CZ 9999999999",
        |_| true,
        Shape,
    ),
    vat(
        "DE VAT",
        "DE 999 999 999",
        |c| mod_11_10(&c[2..]) && c[2] != b'0',
        Strong,
    ),
    vat(
        "DK VAT",
        "DK 99 99 99 99",
        |c| weighted(&c[2..], &[2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11),
        Strong,
    ),
    vat(
        "EE VAT",
        "EE 999999999",
        |c| completes_ten(&c[2..], &[3, 7, 1, 3, 7, 1, 3, 7]),
        Strong,
    ),
    vat(
        "GR VAT",
        "EL 999999999|GR 999999999",
        |c| europe_south::afm(&c[2..]),
        Strong,
    ),
    vat("ES VAT", "ES *9999999*", |_| true, Shape),
    vat(
        "FI VAT",
        "FI 99999999",
        |c| europe_north::ytunnus(&c[2..]),
        Strong,
    ),
    vat(
        "FR VAT",
        "FR ** 999 999 999|FR ** 999999999",
        france,
        Strong,
    ),
    vat(
        "GB VAT",
        "GB 999 9999 99|XI 999 9999 99|GB 999999999999",
        britain,
        Strong,
    ),
    vat("HR VAT", "HR 99999999999", |c| mod_11_10(&c[2..]), Strong),
    vat(
        "HU VAT",
        "HU 99999999",
        |c| completes_ten(&c[2..], &[9, 7, 3, 1, 9, 7, 3]),
        Strong,
    ),
    vat(
        "IE VAT",
        "IE 9999999@|IE 9999999@@|IE 9*99999@",
        |_| true,
        Shape,
    ),
    vat(
        "IT VAT with prefix",
        "IT 99999999999",
        |c| luhn(&c[2..]),
        Strong,
    ),
    vat("LT VAT", "LT 999999999|LT 999999999999", |_| true, Shape),
    vat(
        "LU VAT",
        "LU 999 999 99|LU 99999999",
        |c| remainder(c, 2, 8, 89) == remainder(c, 8, 10, 100),
        Strong,
    ),
    vat("LV VAT", "LV 99999999999", |_| true, Shape),
    vat(
        "MT VAT",
        "MT 9999 9999",
        |c| 37 - u64::from(weighted(&c[2..], &[3, 4, 6, 7, 8, 9]) % 37) == number(c, 8, 10),
        Strong,
    ),
    vat(
        "NL VAT",
        "NL 999999999 B99|NL 999999999B99",
        |_| true,
        Strong,
    ),
    vat(
        "PL VAT",
        "PL 999 999 99 99|PL 9999999999",
        |c| europe_central::nip(&c[2..]),
        Strong,
    ),
    vat(
        "PT VAT",
        "PT 999 999 999",
        |c| europe_south::nif(&c[2..]),
        Strong,
    ),
    vat(
        "RO VAT",
        "RO 99999999|RO 9999999|RO 999999999|RO 9999999999",
        romania,
        Strong,
    ),
    vat(
        "SE VAT",
        "SE 999999999901|SE 999999-9999-01",
        |c| luhn(&c[2..12]) && c.ends_with(b"01"),
        Strong,
    ),
    vat(
        "SI VAT",
        "SI 99999999",
        |c| completes_11(&c[2..], &[8, 7, 6, 5, 4, 3, 2], 0),
        Strong,
    ),
    vat(
        "SK VAT",
        "SK 9999999999",
        |c| number(c, 2, 12).is_multiple_of(11),
        Strong,
    ),
    vat(
        "CH VAT",
        "CHE-999.999.999 @@@|CHE-999.999.999 @@@@",
        |c| europe_central::che(&c[..12]),
        Strong,
    ),
];

fn austria(c: &[u8]) -> bool {
    let sum: u32 = (3..10)
        .map(|at| match (value(c, at), at % 2) {
            (v, 0) => v * 2 / 10 + v * 2 % 10,
            (v, _) => v,
        })
        .sum();
    (10 - (sum + 4) % 10) % 10 == value(c, 10)
}

fn france(c: &[u8]) -> bool {
    let siren = number(c, 4, 13);
    let key = number(c, 2, 4);
    if c[2..4].iter().all(u8::is_ascii_digit) {
        (siren * 100 + 12) % 97 == key
    } else {
        luhn(&c[4..])
    }
}

fn britain(c: &[u8]) -> bool {
    let rest = (weighted(&c[2..], &[8, 7, 6, 5, 4, 3, 2, 10, 1])) % 97;
    rest == 0 || (rest + 55).is_multiple_of(97)
}

fn romania(c: &[u8]) -> bool {
    let digits = &c[2..];
    let weights = [7, 5, 3, 2, 1, 7, 5, 3, 2];
    let skipped = 10 - digits.len();
    let sum = weighted(digits, &weights[skipped.min(8)..]);
    sum * 10 % 11 % 10 == value(digits, digits.len() - 1)
}
