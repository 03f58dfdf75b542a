//! A date in a text: in digits, or with the name of its month.

use crate::detect::digits::{Groups, Separator};
use crate::scan::{Class, Scan};
use crate::words::Meaning;

/// The last token of the date that begins at a token.
pub(super) fn date(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let token = scan.token(at)?;
    match token.class {
        Class::Number => in_digits(scan, at).or_else(|| day_first(scan, at)),
        Class::Word if is_month(scan, at) => month_first(scan, at),
        Class::Word | Class::Mark(_) => None,
    }
}

/// "12.05.1984", "1984-05-12", "12/5/84", "12 05 1984".
fn in_digits(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let mut groups = Groups::read(scan, at, 8);
    if groups.groups.len() == 1 {
        return eight_digits(&groups.digits).then_some(at);
    }
    if groups.groups.len() < 3 {
        return None;
    }
    groups.truncate(3);
    let slash = groups.groups.iter().all(|g| g.2 != Some(Separator::Paren));
    let spaced = groups.groups[1].2 == Some(Separator::Space);
    let year = groups.lengths().any(|length| length == 4);
    (slash && groups.is_date() && (!spaced || year)).then(|| groups.last())
}

/// "12051984" and "19840512".
fn eight_digits(digits: &[u8]) -> bool {
    let value = |from: usize, to: usize| {
        digits[from..to]
            .iter()
            .fold(0_u32, |n, d| n * 10 + u32::from(*d))
    };
    let day_and_month =
        |a: u32, b: u32| (1..=31).contains(&a) && (1..=31).contains(&b) && (a <= 12 || b <= 12);
    digits.len() == 8
        && ((1900..2035).contains(&value(4, 8)) && day_and_month(value(0, 2), value(2, 4))
            || (1900..2035).contains(&value(0, 4)) && day_and_month(value(4, 6), value(6, 8)))
}

/// "12 May 1984", "12th of May", "12. Mai 1984", "12 de mayo de 1984".
fn day_first(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let day = scan.token(at)?;
    if day.len() > 2 || !(1..=31).contains(&scan.str(day).parse::<u8>().ok()?) {
        return None;
    }
    let month = (at + 1..=at + 3).find(|next| is_month(scan, *next))?;
    let between = (at + 1..month).all(|index| {
        scan.token(index).is_some_and(|t| match t.class {
            Class::Word => matches!(
                scan.word(index),
                "st" | "nd" | "rd" | "th" | "of" | "de" | "er" | "do"
            ),
            Class::Mark(mark) => matches!(mark, '.' | '-' | '/' | ','),
            Class::Number => false,
        })
    });
    between.then(|| year_after(scan, month).unwrap_or(month))
}

/// "May 12, 1984", "May 12th", "May 1984".
fn month_first(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let next = if scan.token(at + 1).is_some_and(|t| t.is_mark('.')) {
        at + 2
    } else {
        at + 1
    };
    let day = scan.token(next).filter(|t| t.is_number())?;
    if day.len() > 2 {
        return None;
    }
    let ordinal = matches!(scan.word(next + 1), "st" | "nd" | "rd" | "th");
    let day = if ordinal { next + 1 } else { next };
    Some(year_after(scan, day).unwrap_or(day))
}

/// The token of the year after a day or month, a comma or "de" between.
fn year_after(scan: &Scan<'_>, at: usize) -> Option<usize> {
    (at + 1..=at + 2).find_map(|index| {
        let token = scan.token(index)?;
        let skipped = index == at + 1
            || scan.token(at + 1).is_some_and(|t| {
                t.is_mark(',')
                    || t.is_mark('.')
                    || t.is_mark('-')
                    || t.is_mark('/')
                    || t.is_word() && matches!(scan.word(at + 1), "de" | "of" | "del" | "do")
            });
        let year = token.is_number() && matches!(token.len(), 2 | 4);
        (skipped && year).then_some(index)
    })
}

/// Whether the word names a month; days of the week are no months.
pub(super) fn is_month(scan: &Scan<'_>, at: usize) -> bool {
    scan.token(at)
        .is_some_and(|t| t.meaning.has(Meaning::MONTH))
        && !matches!(
            scan.word(at),
            "monday"
                | "tuesday"
                | "wednesday"
                | "thursday"
                | "friday"
                | "saturday"
                | "sunday"
                | "mon"
                | "tue"
                | "wed"
                | "thu"
                | "fri"
                | "sat"
                | "sun"
                | "montag"
                | "dienstag"
                | "mittwoch"
                | "donnerstag"
                | "freitag"
                | "samstag"
                | "sonntag"
        )
}
