//! Numbers in groups: "4242 4242", "555-0100", "(030) 12 34".

use smallvec::SmallVec;

use crate::scan::Scan;

/// What separates two groups of digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Separator {
    Space,
    Dash,
    Dot,
    Slash,
    /// A parenthesis, with or without a dash or space.
    Paren,
}

/// The group of digits after the one in token `at`, with what stands between.
pub(crate) fn next_group(scan: &Scan<'_>, at: usize) -> Option<(usize, Separator)> {
    let from = scan.token(at)?.end;
    let next = scan.token(at + 1)?;
    let close = |index: usize| {
        scan.token(index)
            .filter(|t| t.is_number() && t.start - from <= 3)
            .is_some()
    };
    if next.is_number() {
        return close(at + 1).then_some((at + 1, Separator::Space));
    }
    let separator = match next.class {
        crate::scan::Class::Mark('-') => Separator::Dash,
        crate::scan::Class::Mark('.') if next.start == from => Separator::Dot,
        crate::scan::Class::Mark('/') => Separator::Slash,
        crate::scan::Class::Mark('(' | ')') => Separator::Paren,
        _ => return None,
    };
    if close(at + 2) {
        return Some((at + 2, separator));
    }
    let second = scan.token(at + 2)?;
    let paren_pair = separator == Separator::Paren
        && (second.is_mark('-') || second.is_mark('/') || second.is_mark(')'));
    (paren_pair && close(at + 3)).then_some((at + 3, Separator::Paren))
}

/// Groups of digits from one token on, up to a number of digits.
#[derive(Debug, Clone, Default)]
pub(crate) struct Groups {
    /// Token, digits in it, and what stands before it (nothing before the first).
    pub(crate) groups: SmallVec<[(usize, usize, Option<Separator>); 6]>,
    /// All digits, 0 to 9.
    pub(crate) digits: SmallVec<[u8; 24]>,
}

impl Groups {
    /// The groups from token `at` on that hold at most `max` digits together.
    pub(crate) fn read(scan: &Scan<'_>, at: usize, max: usize) -> Self {
        let mut read = Self::default();
        let mut next = Some((at, None));
        while let Some((token, separator)) = next {
            let Some(t) = scan
                .token(token)
                .filter(|t| t.is_number() && read.digits.len() + t.len() <= max)
            else {
                break;
            };
            read.digits.extend(scan.str(t).bytes().map(|b| b - b'0'));
            read.groups.push((token, t.len(), separator));
            next = next_group(scan, token).map(|(token, separator)| (token, Some(separator)));
        }
        read
    }

    pub(crate) fn lengths(&self) -> impl Iterator<Item = usize> + '_ {
        self.groups.iter().map(|(_, length, _)| *length)
    }

    /// The last token.
    pub(crate) fn last(&self) -> usize {
        self.groups.last().map_or(0, |(token, _, _)| *token)
    }

    /// The first `count` groups.
    pub(crate) fn truncate(&mut self, count: usize) {
        self.groups.truncate(count);
        let digits = self.lengths().sum();
        self.digits.truncate(digits);
    }

    /// Whether it reads as a date: day, month and year in some order, perhaps with a time.
    pub(crate) fn is_date(&self) -> bool {
        let value = |from: usize, to: usize| {
            self.digits[from..to]
                .iter()
                .fold(0_u32, |n, d| n * 10 + u32::from(*d))
        };
        let lengths: Vec<usize> = self.lengths().take(3).collect();
        let same_separators = self.groups.get(1).map(|g| g.2) == self.groups.get(2).map(|g| g.2);
        let day_month =
            |a: u32, b: u32| (1..=31).contains(&a) && (1..=31).contains(&b) && (a <= 12 || b <= 12);
        match lengths[..] {
            [4, m @ 1..=2, d @ 1..=2] if same_separators => {
                (1800..2200).contains(&value(0, 4))
                    && day_month(value(4, 4 + m), value(4 + m, 4 + m + d))
            }
            [d @ 1..=2, m @ 1..=2, y]
                if same_separators && (y == 4 || (y == 2 && self.groups.len() == 3)) =>
            {
                day_month(value(0, d), value(d, d + m))
                    && (y == 2 || (1800..2200).contains(&value(d + m, d + m + 4)))
            }
            [4, 4] => (1900..2100).contains(&value(0, 4)) && (1900..2100).contains(&value(4, 8)),
            _ => false,
        }
    }
}

/// Whether letters or digits of the same word stand right before the token, also across a hyphen
/// or underscore: "A1-55", "x_55".
pub(crate) fn continues_left(scan: &Scan<'_>, at: usize) -> bool {
    if scan.glued(at) {
        let before = scan.before(at);
        if before.is_some_and(|t| t.is_word()) {
            return true;
        }
        if before.is_some_and(|t| {
            t.is_mark('-') || t.is_mark('_') || t.is_mark('.') || t.is_mark('/') || t.is_mark(',')
        }) {
            let tight = at >= 2 && scan.glued(at - 1);
            return tight
                && scan.before(at - 1).is_some_and(|t| {
                    t.is_word() && scan.word(at - 2).len() <= 6 && !t.meaning.has(CUE_BEFORE_DASH)
                        || t.is_number()
                });
        }
    }
    false
}

/// Whether the token goes on with an account number that began before it: the "3704" of
/// "DE88 3704", whatever its check digits say.
pub(crate) fn continues_code(scan: &Scan<'_>, at: usize) -> bool {
    let mut index = at;
    for _ in 0..16 {
        let Some(before) = scan.before(index) else {
            return false;
        };
        let text = scan.str(before);
        let group = before.is_number() || before.is_word() && before.len() <= 4;
        if !group || scan.gap(index).len() > 1 {
            return false;
        }
        let check_digits = before.is_number() && before.len() == 2 && scan.glued(index - 1);
        if check_digits
            && scan
                .before(index - 1)
                .is_some_and(|t| t.is_word() && t.len() == 2)
        {
            return true;
        }
        if before.is_word() && text.bytes().any(|b| b.is_ascii_lowercase()) && !scan.glued(index) {
            return false;
        }
        index -= 1;
    }
    false
}

const CUE_BEFORE_DASH: crate::words::Meaning = crate::words::Meaning::PHONE
    .or(crate::words::Meaning::CARD)
    .or(crate::words::Meaning::SSN)
    .or(crate::words::Meaning::PASSWORD)
    .or(crate::words::Meaning::LINK);

/// Whether the word or number goes on after the token: "55A", "55-A1", "55.5".
pub(crate) fn continues_right(scan: &Scan<'_>, at: usize) -> bool {
    if !scan.glued(at + 1) {
        return false;
    }
    let Some(next) = scan.token(at + 1) else {
        return false;
    };
    if next.is_word() {
        return true;
    }
    let joins = next.is_mark('-')
        || next.is_mark('_')
        || next.is_mark('.')
        || next.is_mark('/')
        || next.is_mark(',');
    joins
        && scan.glued(at + 2)
        && scan
            .token(at + 2)
            .is_some_and(|t| t.is_number() || (t.is_word() && next.is_mark('-')))
}

/// The check of ISO/IEC 7812-1: every second digit from the right doubled, the sum of the digits
/// divisible by ten.
pub(crate) fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| match (place % 2, u32::from(*digit)) {
            (0, digit) => digit,
            (_, digit) => digit * 2 / 10 + digit * 2 % 10,
        })
        .sum();
    sum.is_multiple_of(10)
}
