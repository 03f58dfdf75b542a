//! One way of writing: plain digits, plain spaces and dashes, nothing invisible, no placeholders or citation markers.

use handrail_text::folding::is_zero_width;
use handrail_text::work;

/// Stands where something was taken out; parts words and numbers.
pub(super) const TAKEN: char = '\u{fffc}';
/// A space that may stand inside a number ("1 000").
pub(super) const TIGHT: char = '\u{a0}';

/// The text in the one way of writing. Letters keep their case and accents.
pub(super) fn normal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        work::count(1);
        if c == '['
            && let Some(length) = marker_length(rest)
        {
            out.push(TAKEN);
            rest = &rest[length..];
            continue;
        }
        rest = &rest[c.len_utf8()..];
        match c {
            '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{2007}' => out.push(TIGHT),
            '‐' | '‑' | '−' | '\u{fe63}' | '\u{ff0d}' => out.push('-'),
            // Between figures a long dash is a range ("3–5"); after a letter it parts words, and addresses from words.
            '‒' | '–' | '—' | '―' if out.ends_with(|c: char| c.is_ascii_digit()) => {
                out.push('-')
            }
            '‒' | '–' | '—' | '―' => out.push_str(" - "),
            '’' | '‘' | 'ʼ' => out.push('\''),
            '٫' | '．' | '․' | '﹒' => out.push('.'),
            // Browsers take these for the dot of a host name.
            '。' | '｡' | '︒'
                if out.ends_with(|c: char| c.is_ascii_alphanumeric())
                    && rest.starts_with(|c: char| c.is_ascii_alphanumeric()) =>
            {
                out.push('.')
            }
            // Readers may take these for it; "Mon·Tue" parts words.
            '·' | '•' | '∙' | '⋅' | '‧' | '・'
                if out.ends_with(|c: char| c.is_ascii_alphanumeric())
                    && rest.starts_with(|c: char| c.is_ascii_lowercase()) =>
            {
                out.push('.')
            }
            '٬' | '，' => out.push(','),
            '＄' | '﹩' => out.push('$'),
            '％' | '٪' => out.push('%'),
            '＋' => out.push('+'),
            '：' => out.push(':'),
            '＠' | '﹫' => out.push('@'),
            '／' | '⁄' | '∕' => out.push('/'),
            c if is_zero_width(c) => {}
            c => match digit(c) {
                Some(digit) => out.push(digit),
                None => out.push(c),
            },
        }
    }
    out
}

/// A decimal digit of any common script as ASCII.
fn digit(c: char) -> Option<char> {
    const ZEROS: [u32; 16] = [
        0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50,
        0xed0, 0xf20, 0xff10,
    ];
    if c.is_ascii() {
        return None;
    }
    let code = u32::from(c);
    // The mathematical digits are five alphabets in a row.
    let zero = ZEROS
        .iter()
        .copied()
        .find(|zero| (*zero..zero + 10).contains(&code))
        .or_else(|| {
            (0x1d7ce..=0x1d7ff)
                .contains(&code)
                .then(|| code - (code - 0x1d7ce) % 10)
        })?;
    char::from_digit(code - zero, 10)
}

/// The length of a placeholder (`[CARD_1]`, `[PHONE]`) or citation marker (`[[1]]`) at the start of `text`.
fn marker_length(text: &str) -> Option<usize> {
    if let Some(inner) = text.strip_prefix("[[") {
        let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
        return (digits > 0 && digits <= 3 && inner[digits..].starts_with("]]"))
            .then_some(digits + 4);
    }
    let inner = &text[1..];
    let name = inner
        .bytes()
        .take_while(|b| b.is_ascii_uppercase() || *b == b'_')
        .count();
    let digits = inner.as_bytes()[name..]
        .iter()
        .take_while(|b| b.is_ascii_digit())
        .count();
    work::count(name + digits);
    let closed = inner[name + digits..].starts_with(']');
    let numbered = digits == 0 || (digits <= 6 && inner[..name].ends_with('_'));
    (closed && numbered && name >= 2 && !inner[name + digits + 1..].starts_with('('))
        .then_some(name + digits + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_way_of_writing() {
        let cases = [
            ("３０ days", "30 days"),
            ("3\u{200b}0", "30"),
            ("٣٠ \u{1d7d1}", "30 3"),
            ("3–5", "3-5"),
            ("Mon–Sun, a re‑use", "Mon - Sun, a re-use"),
            ("a.example—we", "a.example - we"),
            ("card [CARD_1] [[2]].", "card \u{fffc} \u{fffc}."),
            ("[PHONE] [x] [[a]] [1]", "\u{fffc} [x] [[a]] [1]"),
            ("[FREE_1](http://a.example)", "[FREE_1](http://a.example)"),
        ];
        for (text, expected) in cases {
            assert_eq!(normal(text), expected, "{text}");
        }
    }
}
