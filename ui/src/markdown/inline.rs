//! Running text: bold, italic, code, links, line breaks.
//!
//! Invariant: linear in the text. A search that failed is not repeated for a later mark, because
//! [`Searched`] holds how far it looked.

use super::Inline;
use crate::link::Link;
use crate::work;

/// Nesting deeper than this stays text; it bounds the recursion on any input.
const DEEPEST: u8 = 4;

/// Reads one run of text.
pub(super) fn parse(text: &str) -> Vec<Inline> {
    run(text, 0)
}

/// Results of earlier searches in a run of text, as byte offsets in it.
#[derive(Default)]
struct Searched {
    /// One bit per fence (`*`, `**`, `_`, `__`): nothing ahead closes it.
    unclosed: u8,
    /// The next end of a link's label.
    label_end: usize,
    /// The next end of a link's target.
    target_end: usize,
    /// No target of a link begins before it.
    no_target_before: usize,
    /// No bare address begins before it.
    no_address_before: usize,
}

fn run(text: &str, depth: u8) -> Vec<Inline> {
    let mut out = Vec::new();
    let mut plain = String::new();
    let mut searched = Searched::default();
    let mut at = 0;
    let mut before = None;
    while let Some(char) = text[at..].chars().next() {
        work::count(1);
        if let Some((inline, end)) = mark(text, at, char, before, depth, &mut searched) {
            if !plain.is_empty() {
                out.push(Inline::Text(std::mem::take(&mut plain)));
            }
            out.push(inline);
            before = text[at..end].chars().next_back();
            at = end;
            continue;
        }
        let escaped =
            char == '\\' && text[at + 1..].starts_with(|next: char| next.is_ascii_punctuation());
        if escaped {
            at += 1;
        }
        let char = text[at..].chars().next().unwrap_or(char);
        plain.push(char);
        before = Some(char);
        at += char.len_utf8();
        // A run of one mark is text as a whole: "****" opens nothing.
        if !escaped && matches!(char, '*' | '_') {
            while text[at..].starts_with(char) {
                work::count(1);
                plain.push(char);
                at += 1;
            }
        }
    }
    if !plain.is_empty() {
        out.push(Inline::Text(plain));
    }
    out
}

/// What begins at a mark, and where it ends; `None` where the mark is only text.
fn mark(
    text: &str,
    at: usize,
    char: char,
    before: Option<char>,
    depth: u8,
    searched: &mut Searched,
) -> Option<(Inline, usize)> {
    let rest = &text[at..];
    match char {
        '\n' => Some((Inline::Break, at + 1)),
        '`' => {
            let start = at + 1;
            let end = start + find(&text[start..], |c| c == '`')?;
            let code = &text[start..end];
            (!code.is_empty() && !code.contains('\n'))
                .then(|| (Inline::Code(code.to_owned()), end + 1))
        }
        _ if depth >= DEEPEST => None,
        '*' | '_' => {
            let fence = if rest.starts_with("**") || rest.starts_with("__") {
                &rest[..2]
            } else {
                &rest[..1]
            };
            let inner = &rest[fence.len()..];
            // snake_case and 5*3*2 are no emphasis.
            if before.is_some_and(char::is_alphanumeric) || inner.starts_with(char::is_whitespace) {
                return None;
            }
            let bit = (fence.len() as u8) << (u8::from(char == '_') * 2);
            if searched.unclosed & bit != 0 {
                return None;
            }
            let Some(end) = closing(inner, fence) else {
                searched.unclosed |= bit;
                return None;
            };
            let children = run(&inner[..end], depth + 1);
            let end = at + fence.len() * 2 + end;
            Some((
                if fence.len() == 2 {
                    Inline::Strong(children)
                } else {
                    Inline::Emphasis(children)
                },
                end,
            ))
        }
        '[' => {
            let label_end = next(&mut searched.label_end, text, at + 1, "](")?;
            let label = &text[at + 1..label_end];
            let start = label_end + 2;
            if label.is_empty() || start < searched.no_target_before {
                return None;
            }
            if find(label, |c| matches!(c, '[' | '\n')).is_some() {
                return None;
            }
            let end = next(&mut searched.target_end, text, start, ")")?;
            let Some(link) = Link::in_reply(&text[start..end]) else {
                searched.no_target_before = end;
                return None;
            };
            let label = run(label, DEEPEST);
            Some((Inline::Link { link, label }, end + 1))
        }
        'h' | 'H' if !before.is_some_and(char::is_alphanumeric) => {
            let head = rest.get(..8)?;
            if at < searched.no_address_before || !head.eq_ignore_ascii_case("https://") {
                return None;
            }
            let end = find(rest, ends_address).unwrap_or(rest.len());
            // A sentence's own mark after an address is not part of it.
            let address =
                rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '_']);
            let Some(link) = Link::in_reply(address) else {
                searched.no_address_before = at + end;
                return None;
            };
            let label = vec![Inline::Text(address.to_owned())];
            Some((Inline::Link { link, label }, at + address.len()))
        }
        _ => None,
    }
}

/// Ends a bare address. Brackets, and marks outside of ASCII such as a long dash, part it from what follows: the gate of
/// the edge reads it so, and shows none that no source has.
fn ends_address(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_whitespace() || "\u{b}<>\"`*()[]{}|".contains(c);
    }
    !c.is_alphanumeric() && !('\u{300}'..='\u{36f}').contains(&c)
}

/// Where the closing fence stands: not after a space, not first, and not half of a longer one.
fn closing(inner: &str, fence: &str) -> Option<usize> {
    let mark = fence.chars().next()?;
    let mut from = 0;
    while let Some(found) = find(&inner[from..], |c| c == mark) {
        let at = from + found;
        let run = find(&inner[at..], |c| c != mark).unwrap_or(inner.len() - at);
        let after = &inner[at + run..];
        let fits = at > 0
            && run == fence.len()
            && !inner[..at].ends_with(char::is_whitespace)
            && !(mark == '_' && after.starts_with(char::is_alphanumeric));
        if fits {
            return Some(at);
        }
        // Three marks close a bold that ends with an italic: the outer one takes the last two.
        if run == 3 && fence.len() == 2 && at > 0 {
            return Some(at + 1);
        }
        from = at + run;
    }
    None
}

/// Where a needle stands next from an offset on. The answer is held in `found`, so that each piece
/// of the text is searched once.
fn next(found: &mut usize, text: &str, from: usize, needle: &str) -> Option<usize> {
    if *found < from {
        let ahead = &text[from..];
        let distance = ahead.find(needle);
        work::count(distance.unwrap_or(ahead.len()));
        *found = distance.map_or(usize::MAX, |distance| from + distance);
    }
    (*found < text.len()).then_some(*found)
}

fn find(text: &str, stop: impl Fn(char) -> bool) -> Option<usize> {
    let found = text.find(stop);
    work::count(found.unwrap_or(text.len()));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(inlines: &[Inline]) -> String {
        inlines
            .iter()
            .map(|inline| match inline {
                Inline::Text(text) => text.clone(),
                Inline::Break => "⏎".into(),
                Inline::Code(code) => format!("<c {code}>"),
                Inline::Strong(children) => format!("<b {}>", show(children)),
                Inline::Emphasis(children) => format!("<i {}>", show(children)),
                Inline::Link { link, label } => format!("<a {link} {}>", show(label)),
            })
            .collect()
    }

    #[test]
    fn the_subset_is_read_and_the_rest_is_text() {
        for (text, expected) in [
            ("plain", "plain"),
            ("a **bold** b", "a <b bold> b"),
            ("*it* and _it_", "<i it> and <i it>"),
            ("**a *b* c**", "<b a <i b> c>"),
            ("**a *b***", "<b a <i b>>"),
            ("`a *b*`", "<c a *b*>"),
            ("snake_case_name", "snake_case_name"),
            ("5*3*2", "5*3*2"),
            ("2 * 3 * 4", "2 * 3 * 4"),
            ("**open", "**open"),
            ("*open **and", "*open **and"),
            ("****", "****"),
            ("a\\*b\\*", "a*b*"),
            ("one\ntwo", "one⏎two"),
            ("[label](/x)", "<a /x label>"),
            ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
            ("[x](http://a.example)", "[x](http://a.example)"),
            ("[CARD_1] stays", "[CARD_1] stays"),
            ("<b>no</b> &amp;", "<b>no</b> &amp;"),
            (
                "See https://acme.com/a_b_c.",
                "See <a https://acme.com/a_b_c https://acme.com/a_b_c>.",
            ),
            (
                "(https://acme.com)",
                "(<a https://acme.com https://acme.com>)",
            ),
            (
                "https://acme.com/a—b https://acme.com(c)",
                "<a https://acme.com/a https://acme.com/a>—b <a https://acme.com https://acme.com>(c)",
            ),
            (
                "![x](https://a.example/t.png)",
                "!<a https://a.example/t.png x>",
            ),
        ] {
            assert_eq!(show(&parse(text)), expected, "{text}");
        }
    }

    #[test]
    fn deep_and_odd_input_ends() {
        for text in [
            "*_".repeat(2_000),
            "[".repeat(5_000),
            "**a ".repeat(1_000),
            "`".repeat(4_999),
            "\\".to_owned(),
            "é*é*é".to_owned(),
        ] {
            parse(&text);
        }
    }
}
