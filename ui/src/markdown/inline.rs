//! Running text: bold, italic, code, links, line breaks.

use super::Inline;
use crate::link::Link;

/// Nesting deeper than this stays text; it bounds the recursion on any input.
const DEEPEST: u8 = 4;

/// Reads one run of text.
pub(super) fn parse(text: &str) -> Vec<Inline> {
    run(text, 0)
}

fn run(text: &str, depth: u8) -> Vec<Inline> {
    let mut out = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    let mut before = None;
    while let Some(char) = rest.chars().next() {
        if let Some((inline, after)) = mark(rest, char, before, depth) {
            if !plain.is_empty() {
                out.push(Inline::Text(std::mem::take(&mut plain)));
            }
            out.push(inline);
            before = rest[..rest.len() - after.len()].chars().next_back();
            rest = after;
            continue;
        }
        let escaped =
            char == '\\' && rest[1..].starts_with(|next: char| next.is_ascii_punctuation());
        if escaped {
            rest = &rest[1..];
        }
        let char = rest.chars().next().unwrap_or(char);
        plain.push(char);
        before = Some(char);
        rest = &rest[char.len_utf8()..];
        // A run of one mark is text as a whole: "****" opens nothing.
        if !escaped && matches!(char, '*' | '_') {
            while let Some(after) = rest.strip_prefix(char) {
                plain.push(char);
                rest = after;
            }
        }
    }
    if !plain.is_empty() {
        out.push(Inline::Text(plain));
    }
    out
}

/// What begins at a mark, and what follows it; `None` where the mark is only text.
fn mark(rest: &str, char: char, before: Option<char>, depth: u8) -> Option<(Inline, &str)> {
    match char {
        '\n' => Some((Inline::Break, &rest[1..])),
        '`' => {
            let (code, after) = rest[1..].split_once('`')?;
            (!code.is_empty() && !code.contains('\n'))
                .then(|| (Inline::Code(code.to_owned()), after))
        }
        _ if depth >= DEEPEST => None,
        '*' | '_' => {
            let fence = if rest.starts_with("**") || rest.starts_with("__") {
                &rest[..2]
            } else {
                &rest[..1]
            };
            // snake_case and 5*3*2 are no emphasis.
            if before.is_some_and(char::is_alphanumeric) {
                return None;
            }
            let inner = &rest[fence.len()..];
            let end = closing(inner, fence)?;
            let children = run(&inner[..end], depth + 1);
            let after = &inner[end + fence.len()..];
            Some((
                if fence.len() == 2 {
                    Inline::Strong(children)
                } else {
                    Inline::Emphasis(children)
                },
                after,
            ))
        }
        '[' => {
            let (label, tail) = rest[1..].split_once("](")?;
            let (href, after) = tail.split_once(')')?;
            if label.is_empty() || label.contains(['[', '\n']) {
                return None;
            }
            Some((
                Inline::Link {
                    link: Link::in_reply(href)?,
                    label: run(label, DEEPEST),
                },
                after,
            ))
        }
        'h' | 'H' if !before.is_some_and(char::is_alphanumeric) => {
            let head = rest.get(..8)?;
            if !head.eq_ignore_ascii_case("https://") {
                return None;
            }
            let end = rest
                .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`' | '*'))
                .unwrap_or(rest.len());
            // A sentence's own mark after an address is not part of it.
            let href =
                rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '_']);
            let link = Link::in_reply(href)?;
            let label = vec![Inline::Text(href.to_owned())];
            Some((Inline::Link { link, label }, &rest[href.len()..]))
        }
        _ => None,
    }
}

/// Where the closing fence stands: not after a space, not first, and not half of a longer one.
fn closing(inner: &str, fence: &str) -> Option<usize> {
    if inner.starts_with(char::is_whitespace) {
        return None;
    }
    let mark = fence.chars().next()?;
    let mut from = 0;
    while let Some(found) = inner[from..].find(fence) {
        let at = from + found;
        let after = &inner[at + fence.len()..];
        let run = inner[at..].chars().take_while(|c| *c == mark).count();
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
        from = at + run.max(1);
    }
    None
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
