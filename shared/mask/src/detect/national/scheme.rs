//! What an identifier looks like and how it is checked; the table of all of them by length.

use std::sync::LazyLock;

use super::run::Run;
use super::{
    accounts, americas, asia, documents, europe_central, europe_east, europe_north, europe_south,
    europe_west, vat, world,
};
use crate::kind::Kind;
use crate::scan::Scan;

/// How much a passed check tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// Beside a cue only: too many other numbers look the same.
    Faint,
    /// No check, but a form of its own: beside a cue, or when nothing else is said.
    Shape,
    /// One in ten passes; any number, unless written with its customary separators.
    Formal,
    /// One in ten numbers of this shape passes.
    Weak,
    /// At most one in a hundred passes: a date, two check digits, letters in fixed places.
    Strong,
    /// Nothing else looks like it.
    Sure,
}

/// One identifier of one country.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scheme {
    /// ISO 3166 country, or "EU" and the like, and the name people use, as "PL PESEL".
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    /// Ways to write it, apart by `|`: `9` a digit, `@` a letter, `*` either, a letter itself, and
    /// separators where they are customary.
    pub(super) forms: &'static str,
    pub(super) check: fn(&[u8]) -> bool,
    pub(super) strength: Strength,
    /// Only with its separators: without them it is any number.
    pub(super) written: bool,
    /// Separators stand anywhere: the letters before it tell enough.
    pub(super) loose: bool,
}

pub(super) const fn id(
    name: &'static str,
    forms: &'static str,
    check: fn(&[u8]) -> bool,
    strength: Strength,
) -> Scheme {
    Scheme {
        name,
        kind: Kind::NationalId,
        forms,
        check,
        strength,
        written: false,
        loose: false,
    }
}

impl Scheme {
    pub(super) const fn written(mut self) -> Self {
        self.written = true;
        self
    }

    pub(super) const fn loose(mut self) -> Self {
        self.loose = true;
        self
    }

    pub(super) const fn kind(mut self, kind: Kind) -> Self {
        self.kind = kind;
        self
    }
}

/// One form of a scheme, ready to be compared.
struct Form {
    scheme: &'static Scheme,
    pattern: &'static [u8],
    length: usize,
    /// Places that must hold letters, and those that may.
    must: u32,
    may: u32,
    /// Places before which a separator may stand.
    breaks: u32,
    /// Whether certain letters are asked for.
    has_literals: bool,
}

impl Form {
    fn new(scheme: &'static Scheme, form: &'static str) -> Self {
        let (mut length, mut must, mut may, mut breaks) = (0, 0, 0, 0);
        for byte in form.bytes() {
            let bit = 1 << length;
            match byte {
                separator if is_separator(separator) => {
                    breaks |= bit;
                    continue;
                }
                b'9' | b'0'..=b'8' => {}
                b'*' => may |= bit,
                _ => {
                    must |= bit;
                    may |= bit;
                }
            }
            length += 1;
        }
        Self {
            scheme,
            pattern: form.as_bytes(),
            length,
            must,
            may,
            breaks: if scheme.loose { u32::MAX } else { breaks },
            has_literals: form.bytes().any(|byte| byte.is_ascii_uppercase()),
        }
    }

    /// Whether letters and separators stand in this form's places. A row of short numbers is compared with every
    /// form at each of its ends: this tells nearly all of them apart at once.
    fn has_places_of(&self, run: &Run) -> bool {
        let missing = self.must & !run.letters;
        let odd = run.letters & !self.may | run.breaks & !self.breaks;
        missing | odd == 0
    }

    /// How the run is written in this form, if it is; its places are the form's.
    fn fits(&self, run: &Run) -> Option<Written> {
        if run.breaks == 0 && !self.has_literals {
            return Some(Written::Plain);
        }
        let uniform = run.uniform_separator();
        let (mut at, mut missing, mut other, mut before) = (0, 0, 0, 0);
        for byte in self.pattern {
            if is_separator(*byte) {
                before = *byte;
                continue;
            }
            if byte.is_ascii_uppercase() && run.chars[at] != *byte {
                return None;
            }
            let written = run.separators[at];
            match (written, before) {
                (0, 0) => {}
                (0, _) => missing += 1,
                // Where none is customary: a loose scheme, by its places.
                (_, 0) => other += 1,
                (written, customary) if written == customary => {}
                _ if uniform || self.scheme.loose => other += 1,
                _ => return None,
            }
            at += 1;
            before = 0;
        }
        Some(match (run.breaks, missing, other) {
            (0, ..) => Written::Plain,
            (_, 0, 0) => Written::Customary,
            _ => Written::Otherwise,
        })
    }
}

/// With which separators an identifier is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    Plain,
    /// All the customary ones.
    Customary,
    /// Some of them, or others in their places.
    Otherwise,
}

fn is_separator(byte: u8) -> bool {
    matches!(byte, b' ' | b'-' | b'.' | b'/' | b':' | b'+' | b'(')
}

/// Characters of the longest form.
pub(super) const LONGEST: usize = 22;

/// The forms of one length.
#[derive(Default)]
struct Forms {
    /// The strongest first.
    all: Vec<Form>,
    /// Where those without letters have separators, together.
    breaks_of_digits: u32,
}

static FORMS: LazyLock<Vec<Forms>> = LazyLock::new(|| {
    let mut forms: Vec<Forms> = (0..=LONGEST).map(|_| Forms::default()).collect();
    let tables = [
        europe_west::SCHEMES,
        europe_central::SCHEMES,
        europe_north::SCHEMES,
        europe_east::SCHEMES,
        europe_south::SCHEMES,
        vat::SCHEMES,
        americas::SCHEMES,
        asia::SCHEMES,
        world::SCHEMES,
        documents::SCHEMES,
        accounts::SCHEMES,
    ];
    for scheme in tables.into_iter().flatten() {
        for form in scheme.forms.split('|').map(|form| Form::new(scheme, form)) {
            if let Some(list) = forms.get_mut(form.length) {
                if form.must == 0 {
                    list.breaks_of_digits |= form.breaks;
                }
                list.all.push(form);
            }
        }
    }
    for list in &mut forms {
        list.all
            .sort_by_key(|form| std::cmp::Reverse(form.scheme.strength));
    }
    forms
});

/// The schemes the run is a checked number of, the strongest first.
pub(super) fn passed<'a>(
    scan: &'a Scan<'_>,
    run: &'a Run,
) -> impl Iterator<Item = (&'static Scheme, Written)> + 'a {
    let forms = FORMS.get(run.length).filter(|forms| {
        scan.step();
        // "4 4 4 4": a row of numbers, which is none of any scheme.
        run.letters != 0 || run.breaks & !forms.breaks_of_digits == 0
    });
    let forms = forms.map_or(&[][..], |forms| forms.all.as_slice());
    let forms = forms.iter().filter(|form| form.has_places_of(run));
    forms.filter_map(|form| {
        scan.step();
        let written = form.fits(run)?;
        let scheme = form.scheme;
        let enough = !scheme.written || written == Written::Customary;
        (enough && (scheme.check)(run.characters())).then_some((scheme, written))
    })
}
