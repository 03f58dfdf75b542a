//! What the world's numbering plans say about a row of digits.
//!
//! For: whether digits are a number of some country, where its calling code ends, and which digit
//! is only dialled inside the country. Not for: judging a text; that is the detector's. A plan is
//! known by three digits and lengths, so "valid" means: could have been given to somebody.

use super::regions::{CLASSES, PLANS, RUNS, SHAPES, STARTS};

/// The numbers behind one country calling code (ITU-T E.164).
#[derive(Debug)]
pub(crate) struct Plan {
    code: u16,
    trunk: Trunk,
    /// Its first run in [`STARTS`]; the last ends where the next plan begins.
    from: u16,
}

/// What is dialled before a national number inside the country.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trunk {
    None,
    Zero,
    One,
    Eight,
    ZeroSix,
}

impl Trunk {
    const fn digits(self) -> &'static [u8] {
        match self {
            Trunk::None => &[],
            Trunk::Zero => &[0],
            Trunk::One => &[1],
            Trunk::Eight => &[8],
            Trunk::ZeroSix => &[0, 6],
        }
    }
}

/// The plan whose calling code the digits begin with, and the digits after it, without a trunk
/// prefix that was written in between: "+49 (0)30".
pub(crate) fn split(digits: &[u8]) -> Option<(&'static Plan, &[u8])> {
    let mut code = 0;
    for (length, digit) in digits.iter().take(3).enumerate() {
        code = code * 10 + u16::from(*digit);
        // No code is the beginning of another.
        if let Ok(at) = PLANS.binary_search_by_key(&code, |plan| plan.code) {
            let plan = &PLANS[at];
            return Some((plan, plan.national(&digits[length + 1..])));
        }
    }
    None
}

/// Whether the digits are calling code and number of some country.
pub(crate) fn is_valid(digits: &[u8]) -> bool {
    split(digits).is_some_and(|(plan, national)| plan.has(national))
}

/// Whether some country gives out the number as a mobile's. Reads every plan: only for a number
/// that is all there is to judge.
pub(super) fn is_mobile_somewhere(national: &[u8]) -> bool {
    PLANS
        .iter()
        .any(|plan| plan.lengths(national)[1] & bit(national) != 0)
}

/// Whether national numbers are written in groups like these, the trunk prefix left away.
pub(super) fn is_customary(groups: &[u8], first_digit: u8) -> bool {
    if groups.len() > 8 {
        return false;
    }
    let packed = groups
        .iter()
        .fold(0, |packed, n| packed << 4 | u32::from(*n & 15));
    SHAPES
        .binary_search_by_key(&packed, |(shape, _)| *shape)
        .is_ok_and(|at| SHAPES[at].1 & 1 << first_digit != 0)
}

impl Plan {
    pub(super) const fn new(code: u16, trunk: Trunk, from: u16) -> Self {
        Self { code, trunk, from }
    }

    /// The number without a trunk prefix, if it has one and is a number without.
    fn national<'d>(&self, digits: &'d [u8]) -> &'d [u8] {
        let Some(rest) = digits.strip_prefix(self.trunk.digits()) else {
            return digits;
        };
        let is_dialled = self.has(rest) || self.trunk == Trunk::Zero && digits.len() > 4;
        if self.trunk == Trunk::None || self.has(digits) || !is_dialled {
            digits
        } else {
            rest
        }
    }

    /// Whether the plan has the national number.
    pub(crate) fn has(&self, national: &[u8]) -> bool {
        self.lengths(national)[0] & bit(national) != 0
    }

    /// Lengths of numbers that begin like this one.
    fn lengths(&self, national: &[u8]) -> [u16; 2] {
        let [a, b, c, ..] = *national else {
            return [0; 2];
        };
        let beginning = u16::from(a) * 100 + u16::from(b) * 10 + u16::from(c);
        let from = usize::from(self.from);
        let next = PLANS.partition_point(|plan| plan.code <= self.code);
        let to = PLANS
            .get(next)
            .map_or(STARTS.len(), |plan| usize::from(plan.from));
        let run = from + STARTS[from..to].partition_point(|start| *start <= beginning) - 1;
        CLASSES[usize::from(RUNS[run])]
    }
}

fn bit(national: &[u8]) -> u16 {
    1_u16
        .checked_shl(u32::try_from(national.len()).unwrap_or(u32::MAX))
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits(text: &str) -> Vec<u8> {
        text.bytes().map(|b| b - b'0').collect()
    }

    #[test]
    fn the_table_is_in_order() {
        assert!(PLANS.is_sorted_by(|a, b| a.code < b.code && a.from < b.from));
        assert!(SHAPES.is_sorted_by(|a, b| a.0 < b.0));
        assert_eq!(STARTS.len(), RUNS.len());
        for plan in &PLANS {
            assert_eq!(STARTS[usize::from(plan.from)], 0, "{plan:?}");
        }
        for short in &PLANS {
            for long in &PLANS {
                assert!(short.code == long.code || long.code / 10 != short.code);
            }
        }
    }

    #[test]
    fn numbers_of_countries() {
        for valid in [
            "12125550142",
            "4930123456",
            "491701234567",
            "447911123456",
            "33612345678",
            "905321234567",
            "5511912345678",
            "819012345678",
            "6591234567",
            "24762889",
        ] {
            assert!(is_valid(&digits(valid)), "{valid}");
        }
        for invalid in [
            "11125550142",
            "3361234567",
            "9990123456",
            "44791112345",
            "1",
        ] {
            assert!(!is_valid(&digits(invalid)), "{invalid}");
        }
    }

    #[test]
    fn the_trunk_prefix_is_no_part_of_a_number() {
        for (written, national) in [
            ("490301234567", "301234567"),
            ("78001234567", "8001234567"),
            ("390612345678", "0612345678"),
            ("3606201234567", "201234567"),
        ] {
            let written = digits(written);
            assert_eq!(split(&written).unwrap().1, digits(national));
        }
    }

    #[test]
    fn customary_groups() {
        assert!(is_customary(&[3, 3, 4], 2));
        assert!(is_customary(&[3, 3, 2, 2], 5));
        assert!(!is_customary(&[3, 2, 5], 1));
        assert!(!is_customary(&[1, 1, 1, 1, 1, 1, 1, 1, 1], 1));
    }
}
