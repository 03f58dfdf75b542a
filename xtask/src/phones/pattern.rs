//! The regular expressions of the numbering plans, read as sets of beginnings and lengths.
//!
//! Not a regular-expression engine: it knows digits, `\d`, classes, groups, alternatives and
//! bounded repetition, which is all that libphonenumber's metadata uses, and refuses the rest.

use std::collections::BTreeSet;

use anyhow::{Result, bail};

/// How many digits of a beginning are told apart.
pub(super) const BEGINNING: u8 = 3;
/// The longest national number that is kept.
pub(super) const LONGEST: u8 = 15;

/// The beginning of a number (at most [`BEGINNING`] digits) and the length of the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Word {
    pub(super) known: u8,
    pub(super) beginning: u16,
    pub(super) length: u8,
}

type Words = BTreeSet<Word>;

/// The words a pattern matches as a whole.
pub(super) fn words(pattern: &str) -> Result<Words> {
    let mut reader = Reader {
        pattern,
        rest: pattern.as_bytes(),
    };
    let words = reader.alternatives()?;
    if !reader.rest.is_empty() {
        bail!("can't read the pattern {pattern:?} to its end");
    }
    Ok(words)
}

struct Reader<'p> {
    pattern: &'p str,
    rest: &'p [u8],
}

impl Reader<'_> {
    fn next(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn next_if(&mut self, byte: u8) -> bool {
        let is_next = self.rest.first() == Some(&byte);
        if is_next {
            self.rest = &self.rest[1..];
        }
        is_next
    }

    fn alternatives(&mut self) -> Result<Words> {
        let mut all = self.sequence()?;
        while self.next_if(b'|') {
            all.append(&mut self.sequence()?);
        }
        Ok(all)
    }

    fn sequence(&mut self) -> Result<Words> {
        let mut all = empty();
        while self.rest.first().is_some_and(|b| !matches!(b, b'|' | b')')) {
            let atom = self.atom()?;
            let (least, most) = self.repetition()?;
            let mut repeated = empty();
            let mut sum = Words::new();
            for count in 0..=most {
                if count >= least {
                    sum.extend(repeated.iter().copied());
                }
                repeated = concat(&repeated, &atom);
            }
            all = concat(&all, &sum);
        }
        Ok(all)
    }

    fn atom(&mut self) -> Result<Words> {
        match self.next() {
            Some(digit @ b'0'..=b'9') => Ok(digits(digit..=digit)),
            Some(b'\\') if self.next_if(b'd') => Ok(digits(b'0'..=b'9')),
            Some(b'[') => self.class(),
            Some(b'(') => {
                if self.next_if(b'?') && !self.next_if(b':') {
                    bail!("the pattern {:?} looks ahead", self.pattern);
                }
                let inner = self.alternatives()?;
                if !self.next_if(b')') {
                    bail!("the pattern {:?} has an open group", self.pattern);
                }
                Ok(inner)
            }
            other => bail!(
                "the pattern {:?} has {other:?}, which is not known here",
                self.pattern
            ),
        }
    }

    fn class(&mut self) -> Result<Words> {
        let mut class = Words::new();
        while let Some(from) = self.next().filter(|b| *b != b']') {
            let to = if self.next_if(b'-') {
                self.next().unwrap_or(from)
            } else {
                from
            };
            if !from.is_ascii_digit() || !to.is_ascii_digit() {
                bail!(
                    "the pattern {:?} has a class of other characters",
                    self.pattern
                );
            }
            class.append(&mut digits(from..=to));
        }
        Ok(class)
    }

    fn repetition(&mut self) -> Result<(u8, u8)> {
        if self.next_if(b'?') {
            return Ok((0, 1));
        }
        if !self.next_if(b'{') {
            return Ok((1, 1));
        }
        let least = self.count();
        let most = if self.next_if(b',') {
            self.count()
        } else {
            least
        };
        if !self.next_if(b'}') || most < least {
            bail!("the pattern {:?} repeats without bounds", self.pattern);
        }
        Ok((least, most))
    }

    fn count(&mut self) -> u8 {
        let mut count = 0_u8;
        while let Some(digit) = self.rest.first().filter(|b| b.is_ascii_digit()) {
            count = count.saturating_mul(10).saturating_add(digit - b'0');
            self.rest = &self.rest[1..];
        }
        count
    }
}

fn empty() -> Words {
    Words::from([Word {
        known: 0,
        beginning: 0,
        length: 0,
    }])
}

fn digits(range: std::ops::RangeInclusive<u8>) -> Words {
    range
        .map(|digit| Word {
            known: 1,
            beginning: u16::from(digit - b'0'),
            length: 1,
        })
        .collect()
}

fn concat(left: &Words, right: &Words) -> Words {
    let mut all = Words::new();
    for l in left {
        for r in right {
            let length = l.length + r.length;
            if length > LONGEST {
                continue;
            }
            let taken = r.known.min(BEGINNING - l.known);
            all.insert(Word {
                known: l.known + taken,
                beginning: l.beginning * 10_u16.pow(u32::from(taken))
                    + r.beginning / 10_u16.pow(u32::from(r.known - taken)),
                length,
            });
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pattern: &str, expected: &[(u16, u8)]) {
        let found: Vec<_> = words(pattern)
            .expect("a pattern of the metadata")
            .into_iter()
            .map(|w| (w.beginning, w.length))
            .collect();
        assert_eq!(found, expected, "{pattern}");
    }

    #[test]
    fn patterns_become_beginnings_and_lengths() {
        check("12", &[(12, 2)]);
        check("1[2-46]\\d{2,3}", &{
            let mut all = Vec::new();
            for second in [2, 3, 4, 6] {
                for third in 0..10 {
                    all.extend([
                        (100 + second * 10 + third, 4),
                        (100 + second * 10 + third, 5),
                    ]);
                }
            }
            all
        });
        check("(?:4|56)7?", &[(4, 1), (47, 2), (56, 2), (567, 3)]);
    }

    #[test]
    fn what_is_not_known_is_refused() {
        for pattern in ["(?=1)2", "[a-c]", "1*", "1{2", "(1", "1)"] {
            assert!(words(pattern).is_err(), "{pattern}");
        }
    }
}
