//! Codes of banks: BIC (ISO 9362) beside a cue or an IBAN, and UK sort codes.
//!
//! Account numbers in national forms with check digits are schemes of [`super::national`]; those
//! after a cue are [`super::number`]'s.
//! Not for: names of banks.

use crate::detect::Found;
use crate::kind::Kind;
use crate::scan::{Class, Scan};
use crate::words::Meaning;

/// ISO 3166-1 alpha-2, and XK as SWIFT uses it for Kosovo.
const COUNTRIES: &str = "ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCOCRCU\
    CVCWCXCYCZDEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUIDIEILIMINIOIQIRISITJEJMJOJPKEKG\
    KHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNUNZOMPAPEPFPGPHPKPLPMPN\
    PRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUSUYUZVAVCVEVGVIVNVUWFWSXKYE\
    YTZAZMZW";

/// Tokens looked at around a cue or an account.
const REACH: usize = 8;

/// Reads what was found so far: the IBANs.
pub(crate) fn detect(scan: &Scan<'_>, found: &mut Vec<Found>) {
    for index in 0..found.len() {
        if found[index].kind == Kind::Iban {
            let after = scan.tokens.partition_point(|t| t.start < found[index].end);
            let before = scan
                .tokens
                .partition_point(|t| t.start < found[index].start);
            around(scan, before, after, false, found);
        }
    }
    for at in scan.words_with(Meaning::IBAN) {
        let named = matches!(scan.word(at), "bic" | "swift");
        around(scan, at, at + 1, named, found);
    }
    if scan.asked.has(Meaning::IBAN) && scan.tokens.len() <= REACH {
        around(scan, 0, 0, true, found);
    }
    for at in scan.words_with(Meaning::CODE) {
        if at > 0 && scan.word(at - 1) == "sort" {
            sort_code(scan, at, found);
        }
    }
}

fn around(scan: &Scan<'_>, before: usize, after: usize, any_case: bool, found: &mut Vec<Found>) {
    let nearby = (before.saturating_sub(REACH)..before).chain(after..after + REACH);
    for at in nearby {
        let Some((end, token)) = scan
            .token(at)
            .and_then(|t| Some((bic(scan, at, any_case)?, t)))
        else {
            continue;
        };
        let known = found
            .iter()
            .any(|f| f.kind == Kind::Bic && f.start == token.start);
        if !known {
            found.push(Found {
                start: token.start,
                end,
                kind: Kind::Bic,
                score: 92,
                rule: "bic_cue",
            });
        }
    }
}

/// The end of the code that begins at a token: four letters of the bank, two of the country, two
/// of the place, perhaps three of the branch, in one word.
fn bic(scan: &Scan<'_>, at: usize, any_case: bool) -> Option<usize> {
    let token = scan.token(at).filter(|t| t.is_word() && t.len() >= 6)?;
    if scan.glued(at)
        && !scan
            .before(at)
            .is_some_and(|t| matches!(t.class, Class::Mark(_)))
    {
        return None;
    }
    let bytes = scan.text().as_bytes();
    let length = bytes[token.start..]
        .iter()
        .take(12)
        .take_while(|b| b.is_ascii_alphanumeric())
        .count();
    let code = &bytes[token.start..token.start + length];
    let letters = code.get(..6)?;
    let upper = !code.iter().any(u8::is_ascii_lowercase);
    let country = [
        letters[4].to_ascii_uppercase(),
        letters[5].to_ascii_uppercase(),
    ];
    let known = COUNTRIES.as_bytes().chunks(2).any(|pair| pair == country);
    // In small letters an eight-letter word would do; a digit tells it from one.
    let cased = upper || any_case && code.iter().any(u8::is_ascii_digit);
    let whole = scan.text()[token.start + length..]
        .chars()
        .next()
        .is_none_or(|c| !c.is_alphanumeric());
    let fits = matches!(length, 8 | 11) && letters.iter().all(u8::is_ascii_alphabetic);
    (fits && known && cased && whole && token.meaning.and(Meaning::STOP) == Meaning::NONE)
        .then_some(token.start + length)
}

/// "sort code 12-34-56", "sort code: 123456".
fn sort_code(scan: &Scan<'_>, at: usize, found: &mut Vec<Found>) {
    let first = (at + 1..=at + 4).find(|next| scan.token(*next).is_some_and(|t| t.is_number()));
    let Some(first) = first else { return };
    let groups = super::digits::Groups::read(scan, first, 6);
    let fits =
        groups.digits.len() == 6 && (groups.groups.len() == 1 || groups.lengths().eq([2, 2, 2]));
    if let (true, Some(start), Some(end)) =
        (fits, scan.tokens.get(first), scan.tokens.get(groups.last()))
    {
        found.push(Found {
            start: start.start,
            end: end.end,
            kind: Kind::Account,
            score: 90,
            rule: "sort_code_cue",
        });
    }
}
