//! A long text, masked part by part, so that others can go first in between.
//!
//! For: texts far longer than a message (documents sent to a model), masked on a thread that others share.
//! Not for: streams; the whole text is there from the beginning.
//!
//! Invariants, each with a test below:
//! - The parts put together are the whole text, masked; a text that is one part is masked as
//!   [`Masker::mask`] does it.
//! - No detail is cut in two: a part ends outside of what was found, and is read with what stands around it.
//! - A part costs a bounded amount of work, whatever stands in it.

use crate::detect::Span;
use crate::masker::{Context, MAX_BYTES, MaskError, Masker, Masking};
use crate::vault::Vault;

/// What a part may cost; a byte costs 1.
const PART_COST: usize = 24 * 1024;
/// A number costs so much more than its bytes: it is compared with all that numbers can be.
const NUMBER_COST: usize = 10;
/// So many bytes are read before a part and after it. No cue or detail of a few lines reaches further.
const AROUND_BYTES: usize = 600;
/// A detail longer than its part (a block of keys) is read to its end, if it ends within so many bytes.
const LONGEST_BYTES: usize = 128 * 1024;

/// The parts of one text, in its order. See [`Masker::parts`].
#[derive(Debug)]
pub struct Parts<'a> {
    masker: &'a Masker,
    text: &'a str,
    context: &'a Context<'a>,
    /// What is masked so far, in bytes and in code points.
    at: usize,
    code_points: usize,
}

impl Masker {
    /// The text in parts, each to be masked by [`Parts::next`] when there is time for it.
    #[must_use]
    pub fn parts<'a>(&'a self, text: &'a str, context: &'a Context<'a>) -> Parts<'a> {
        Parts {
            masker: self,
            text,
            context,
            at: 0,
            code_points: 0,
        }
    }
}

impl Parts<'_> {
    /// Masks the next part; nothing at the end. Offsets are those of the whole text.
    ///
    /// # Errors
    /// As [`Masker::mask`]; the rest must not leave then.
    pub fn next(&mut self, vault: &mut Vault) -> Result<Option<Masking>, MaskError> {
        let text = self.text;
        if text.len() > MAX_BYTES {
            return Err(MaskError::TooLong { bytes: text.len() });
        }
        if self.at == text.len() {
            return Ok(None);
        }
        let from = self.at;
        let mut end = affordable(text, from);
        let (spans, end) = loop {
            let (start, reach) = (context_start(text, from), floor(text, end + AROUND_BYTES));
            let spans = self.masker.spans(&text[start..reach], self.context, vault);
            let spans = spans.into_iter().map(|span| Span {
                start: span.start + start,
                end: span.end + start,
                ..span
            });
            let spans: Vec<Span> = spans.filter(|span| span.end > from).collect();
            if end == text.len() {
                break (spans, end);
            }
            let giant = spans
                .last()
                .filter(|last| last.start <= from && last.end == reach);
            if giant.is_some() && reach - from < LONGEST_BYTES && reach < text.len() {
                end = floor(text, from + (reach - from) * 2);
                continue;
            }
            let end = cut(text, from, end, &spans);
            break (spans, end);
        };
        let spans = spans.into_iter().filter(|span| span.start < end);
        let spans = spans.map(|span| Span {
            // What began before this part and was not seen then is hidden from here on.
            start: span.start.max(from) - from,
            end: span.end - from,
            ..span
        });
        let mut masking = self.masker.replace(&text[from..end], spans, vault)?;
        for span in &mut masking.spans {
            span.start += self.code_points;
            span.end += self.code_points;
        }
        self.code_points += text[from..end].chars().count();
        self.at = end;
        Ok(Some(masking))
    }
}

/// The end of what one part may cost.
fn affordable(text: &str, from: usize) -> usize {
    let bytes = &text.as_bytes()[from..];
    if bytes.len() * (NUMBER_COST + 1) <= PART_COST {
        return text.len();
    }
    let (mut cost, mut in_number) = (0, false);
    for (at, byte) in bytes.iter().enumerate() {
        // Digits of other scripts are none of ASCII.
        let is_digit = byte.is_ascii_digit() || !byte.is_ascii();
        cost += 1 + if is_digit && !in_number {
            NUMBER_COST
        } else {
            0
        };
        in_number = is_digit;
        if cost > PART_COST {
            return floor(text, from + at);
        }
    }
    text.len()
}

/// Where reading begins so that cues before the part are seen: after a space, not within a word.
fn context_start(text: &str, from: usize) -> usize {
    let start = floor(text, from.saturating_sub(AROUND_BYTES));
    if start == 0 {
        return 0;
    }
    let space = text[start..from].find(char::is_whitespace);
    space.map_or(start, |space| start + space)
}

/// Where the part ends: the last line break in its second half, else the last space, outside of what was found.
fn cut(text: &str, from: usize, end: usize, spans: &[Span]) -> usize {
    let around = |at: usize| {
        let next = spans.partition_point(|span| span.end <= at);
        spans.get(next).filter(|span| span.start < at)
    };
    let half = floor(text, from + (end - from) / 2);
    let mut best = None;
    for (at, byte) in text.as_bytes()[half..end].iter().enumerate().rev() {
        let after = half + at + 1;
        let is_break = *byte == b'\n';
        if (is_break || *byte == b' ' && best.is_none()) && around(after).is_none() {
            best = Some(after);
            if is_break {
                break;
            }
        }
    }
    match (best, around(end)) {
        (Some(best), _) => best,
        (None, None) => end,
        (None, Some(span)) if span.start > from => span.start,
        (None, Some(span)) => span.end,
    }
}

/// The last character boundary up to a place, or the end of the text.
fn floor(text: &str, mut at: usize) -> usize {
    if at >= text.len() {
        return text.len();
    }
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The masked text, its values, and how many parts it took.
    fn in_parts(text: &str) -> (String, Vec<String>, usize) {
        let (masker, context, mut vault) = (Masker::default(), Context::default(), Vault::new());
        let mut parts = masker.parts(text, &context);
        let (mut masked, mut values, mut count) = (String::new(), Vec::new(), 0);
        let points: Vec<char> = text.chars().collect();
        while let Some(part) = parts.next(&mut vault).unwrap() {
            masked.push_str(part.masked.as_str());
            let value = |span: &crate::MaskedSpan| points[span.start..span.end].iter().collect();
            values.extend(part.spans.iter().map(value));
            count += 1;
        }
        (masked, values, count)
    }

    fn whole(text: &str) -> String {
        let masking = Masker::default().mask(text, &Context::default(), &mut Vault::new());
        masking.unwrap().masked.into_string()
    }

    #[test]
    fn a_short_text_is_one_part_and_masked_as_ever() {
        for text in ["", "hello", "I'm Sarah Miller, card 4242 4242 4242 4242, é"] {
            let (masked, _, count) = in_parts(text);
            assert_eq!(
                (masked, count),
                (whole(text), usize::from(!text.is_empty()))
            );
        }
    }

    #[test]
    fn a_long_text_is_masked_as_if_it_were_read_whole() {
        let line = "Order 5512 of Ünal & Co. came late. Write to ann.lee@example.com or call +1 212 555 0142.\n";
        let other = "My card is 4242 4242 4242 4242, my name is Sarah Miller, I live at 12 Main Street, Springfield.";
        for text in [line.repeat(600), other.repeat(500), "4 ".repeat(12_000)] {
            let (masked, _, count) = in_parts(&text);
            assert!(count > 2, "{count} parts of {} bytes", text.len());
            assert_eq!(masked, whole(&text));
        }
    }

    #[test]
    fn no_detail_is_cut_wherever_the_part_would_end() {
        let card = "4242 4242 4242 4242";
        for shift in 0..60 {
            // Without a space anywhere, and with spaces in the detail alone.
            let filler = "x".repeat(PART_COST - 40 + shift);
            let text = format!("{filler}. {card} {}", "y ".repeat(PART_COST));
            let (masked, values, count) = in_parts(&text);
            assert!(count > 1);
            assert_eq!(values, [card], "{shift}");
            assert!(!masked.contains("4242"), "{shift}");
        }
    }

    #[test]
    fn a_detail_longer_than_a_part_stays_one() {
        let body = "MIIEpAIBAAKCAQEA7bq1lVbFs0Zx3h2k\n".repeat(PART_COST / 16);
        let key = format!("-----BEGIN PRIVATE KEY-----\n{body}-----END PRIVATE KEY-----");
        let text = format!("{}{key} thanks", "Here it comes. ".repeat(PART_COST / 10));
        let (masked, values, _) = in_parts(&text);
        assert_eq!(masked, whole(&text));
        assert_eq!(values, [key]);
    }

    #[test]
    fn a_part_costs_no_more_than_its_limit() {
        for (piece, most) in [
            ("4 ", 6_000),
            ("４ ", 9_000),
            ("word ", PART_COST),
            ("9", PART_COST),
        ] {
            let text = piece.repeat(200_000 / piece.len());
            let end = affordable(&text, 0);
            assert!(end <= most, "{piece:?}: {end} bytes");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]

        #[test]
        fn parts_put_together_restore_the_text(
            pieces in prop::collection::vec("[a-z0-9@. é\n]{1,12}|4242 4242 4242 4242|ann@example.com", 1..20),
            times in 100..160_usize,
        ) {
            let text = pieces.concat().repeat(times);
            let (masker, context, mut vault) = (Masker::default(), Context::default(), Vault::new());
            let mut parts = masker.parts(&text, &context);
            let points: Vec<char> = text.chars().collect();
            let (mut original, mut from) = (String::new(), 0);
            while let Some(part) = parts.next(&mut vault).unwrap() {
                for span in &part.spans {
                    prop_assert!(from <= span.start && span.start < span.end);
                    original.extend(&points[from..span.end]);
                    from = span.end;
                }
            }
            original.extend(&points[from..]);
            prop_assert_eq!(original, text);
        }
    }
}
