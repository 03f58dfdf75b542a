//! Addresses of crypto wallets: Bitcoin in base58check (BIP 13) and in bech32 or bech32m (BIP 173,
//! BIP 350), Ethereum and its relatives in 40 hexadecimal digits (EIP-55).
//!
//! Base58 is decoded to see that 25 bytes with a known version come out; its hash is not checked,
//! as nothing else looks like it.

use crate::detect::Found;
use crate::kind::Kind;
use crate::scan::Scan;

/// The longest form, bech32.
const LONGEST: usize = 90;
const SHORTEST: usize = 26;

pub(crate) fn detect(scan: &Scan<'_>, found: &mut Vec<Found>) {
    let bytes = scan.text().as_bytes();
    let mut covered = 0;
    for &at in scan.numbers() {
        scan.step();
        let token = &scan.tokens[at];
        if token.start < covered {
            continue;
        }
        let belongs = |index: &usize| bytes[*index].is_ascii_alphanumeric();
        let start = (covered.max(token.start.saturating_sub(LONGEST))..token.start)
            .rev()
            .take_while(belongs)
            .last()
            .unwrap_or(token.start);
        let end = (token.end..bytes.len().min(start + LONGEST + 1))
            .take_while(belongs)
            .last()
            .map_or(token.end, |last| last + 1);
        covered = end;
        if end - start < SHORTEST {
            continue;
        }
        let address = &bytes[start..end];
        if is_base58(address) || is_bech32(address) || is_ethereum(address) {
            found.push(Found {
                start,
                end,
                kind: Kind::Account,
                score: 95,
                rule: "wallet_address",
            });
        }
    }
}

fn is_ethereum(address: &[u8]) -> bool {
    let digits = address
        .strip_prefix(b"0x")
        .or_else(|| address.strip_prefix(b"0X"));
    digits.is_some_and(|d| d.len() == 40 && d.iter().all(u8::is_ascii_hexdigit))
}

/// Versions 0 (key) and 5 (script) of the main network.
fn is_base58(address: &[u8]) -> bool {
    const ALPHABET: &[u8] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    if !(26..=35).contains(&address.len()) || !matches!(address[0], b'1' | b'3') {
        return false;
    }
    let mut decoded = [0_u8; 26];
    for byte in address {
        let Some(digit) = ALPHABET.iter().position(|b| b == byte) else {
            return false;
        };
        let mut carry = digit;
        for place in decoded.iter_mut().rev() {
            carry += usize::from(*place) * 58;
            *place = u8::try_from(carry % 256).unwrap_or(0);
            carry /= 256;
        }
        if carry != 0 {
            return false;
        }
    }
    decoded[0] == 0 && matches!((address[0], decoded[1]), (b'1', 0) | (b'3', 5))
}

/// Human-readable part "bc", data, and a check that is 1 for bech32 and a constant for bech32m.
fn is_bech32(address: &[u8]) -> bool {
    const ALPHABET: &[u8] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    const BECH32M: u32 = 0x2bc8_30a3;
    if address.len() < 4 || !address[..3].eq_ignore_ascii_case(b"bc1") {
        return false;
    }
    let mut check = 1_u32;
    let mut feed = |value: u32| {
        const GENERATOR: [u32; 5] = [
            0x3b6a_57b2,
            0x2650_8e6d,
            0x1ea1_19fa,
            0x3d42_33dd,
            0x2a14_62b3,
        ];
        let top = check >> 25;
        check = (check & 0x01ff_ffff) << 5 ^ value;
        for (bit, generator) in GENERATOR.iter().enumerate() {
            if top >> bit & 1 == 1 {
                check ^= generator;
            }
        }
    };
    // "bc": high bits, zero, low bits.
    for value in [3, 3, 0, 2, 3] {
        feed(value);
    }
    for byte in &address[3..] {
        let Some(value) = ALPHABET
            .iter()
            .position(|b| *b == byte.to_ascii_lowercase())
        else {
            return false;
        };
        feed(u32::try_from(value).unwrap_or(0));
    }
    check == 1 || check == BECH32M
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_the_proposals_are_known() {
        assert!(is_bech32(b"bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"));
        assert!(is_bech32(
            b"bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0"
        ));
        assert!(!is_bech32(b"bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5"));
        assert!(is_base58(b"1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"));
        assert!(!is_base58(b"1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNaaaa"));
        assert!(is_ethereum(b"0x00000000219ab540356cBB839Cbe05303d7705Fa"));
    }
}
