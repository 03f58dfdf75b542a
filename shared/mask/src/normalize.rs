//! The text as detectors read it, with the way back to the original.
//!
//! Digits of any script become ASCII, full-width forms their ASCII twins, the many spaces, dashes
//! and quotes one each; characters that show nothing (zero-width, soft hyphen, direction marks,
//! control characters, private ones) disappear; of what is percent-encoded, the few characters that
//! hold a detail together are read. Nothing else changes: letters keep their case and accents.

use std::borrow::Cow;

/// A text and its normal form.
pub(crate) struct Normal<'t> {
    text: Cow<'t, str>,
    /// Per byte of the normal form, where its character starts in the original, and after the
    /// last one the end. `None` when both are the same bytes.
    starts: Option<Vec<u32>>,
    /// Likewise, where its character ends.
    ends: Vec<u32>,
}

impl<'t> Normal<'t> {
    /// The normal form, but for what [`hides`] in a text of ASCII: reading it tells whether there
    /// may be any, and costs nothing where there is none.
    pub(crate) fn new(original: &'t str) -> Self {
        if !original.is_ascii() {
            return Self::revealed(original);
        }
        Self {
            text: Cow::Borrowed(original),
            starts: None,
            ends: Vec::new(),
        }
    }

    /// The normal form of any text.
    pub(crate) fn revealed(original: &str) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut starts = Vec::with_capacity(original.len() + 1);
        let mut ends = Vec::with_capacity(original.len());
        let bytes = original.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let run = bytes[at..].iter().take_while(|byte| is_plain(**byte));
            let to = at + run.count();
            text.push_str(&original[at..to]);
            starts.extend(offset(at)..offset(to));
            ends.extend(offset(at + 1)..offset(to + 1));
            at = to;
            let Some((plain, length)) = read(&original[at..]) else {
                break;
            };
            at += length;
            if let Some(plain) = plain {
                text.push(plain);
                for _ in 0..plain.len_utf8() {
                    starts.push(offset(to));
                    ends.push(offset(at));
                }
            }
        }
        starts.push(offset(original.len()));
        Self {
            text: Cow::Owned(text),
            starts: Some(starts),
            ends,
        }
    }

    /// Whether it is the original itself.
    pub(crate) fn is_original(&self) -> bool {
        self.starts.is_none()
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of the original behind the normal form's `start..end`, which is not empty and
    /// lies on character boundaries.
    pub(crate) fn original(&self, start: usize, end: usize) -> (usize, usize) {
        match &self.starts {
            None => (start, end),
            Some(starts) => {
                let first = starts.get(start).copied().unwrap_or_default();
                let last = end.checked_sub(1).and_then(|at| self.ends.get(at)).copied();
                (first as usize, last.unwrap_or(first).max(first) as usize)
            }
        }
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The first character in the normal form, if it shows, and how much of the text it is.
fn read(text: &str) -> Option<(Option<char>, usize)> {
    let first = text.chars().next()?;
    Some(match encoded(text.as_bytes()) {
        Some((plain, length)) => (Some(plain), length),
        None => (plain(first), first.len_utf8()),
    })
}

/// What stands encoded at the beginning, as pasted links and mails have it, and how long it is:
/// the characters that hold details together, of RFC 3986, section 2.1, and HTML.
fn encoded(bytes: &[u8]) -> Option<(char, usize)> {
    match *bytes {
        [b'%', b'4', b'0', ..] => Some(('@', 3)),
        [b'%', b'2', digit, ..] => match digit {
            b'0' => Some((' ', 3)),
            b'B' | b'b' => Some(('+', 3)),
            b'D' | b'd' => Some(('-', 3)),
            b'E' | b'e' => Some(('.', 3)),
            _ => None,
        },
        // Before a capital letter the semicolon is a boundary, behind which a placeholder without
        // brackets may stand.
        [b'&', b'#', b'6', b'4', b';', b'a'..=b'z' | b'0'..=b'9', ..] => Some(('@', 5)),
        _ => None,
    }
}

/// The normal form of a value on its own, without the way back.
pub(crate) fn plain_text(value: &str) -> Cow<'_, str> {
    if value.is_ascii() && !hides(value) {
        Cow::Borrowed(value)
    } else {
        Cow::Owned(Normal::revealed(value).text.into_owned())
    }
}

/// Whether a text of ASCII has another normal form.
pub(crate) fn hides(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().enumerate().any(|(at, byte)| match byte {
        b'%' | b'&' => encoded(&bytes[at..]).is_some(),
        byte => is_hidden(*byte),
    })
}

/// Whether a byte is a character that is the same in the normal form, whatever follows.
pub(crate) const fn is_plain(byte: u8) -> bool {
    byte.is_ascii() && !is_hidden(byte) && !matches!(byte, b'%' | b'&')
}

/// Whether a byte of ASCII is a control character that shows nothing.
const fn is_hidden(byte: u8) -> bool {
    byte.is_ascii_control() && !matches!(byte, b'\t' | b'\n' | b'\r')
}

/// First characters of the runs of ten decimal digits outside ASCII (Unicode general category Nd),
/// but for the mathematical ones, whose five runs join.
const DIGIT_ZEROS: [u32; 60] = [
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66,
    0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90,
    0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10,
    0x104A0, 0x10D30, 0x11066, 0x110F0, 0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0, 0x11650,
    0x116C0, 0x11730, 0x118E0, 0x11950, 0x11C50, 0x11D50, 0x11DA0, 0x16A60, 0x16AC0, 0x16B50,
    0x1E140, 0x1E2F0, 0x1E950, 0x1FBF0,
];

pub(crate) fn plain(c: char) -> Option<char> {
    if c.is_ascii() {
        return (!is_hidden(c as u8)).then_some(c);
    }
    Some(match c {
        '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
        // C1 controls; Default_Ignorable_Code_Point of Unicode; private use.
        '\u{80}'..='\u{9F}'
        | '\u{AD}'
        | '\u{34F}'
        | '\u{61C}'
        | '\u{115F}'..='\u{1160}'
        | '\u{17B4}'..='\u{17B5}'
        | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{3164}'
        | '\u{E000}'..='\u{F8FF}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}'
        | '\u{FFA0}'
        | '\u{FFF0}'..='\u{FFFB}'
        | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{10FFFF}' => return None,
        '\u{A0}'
        | '\u{1680}'
        | '\u{2000}'..='\u{200A}'
        | '\u{202F}'
        | '\u{205F}'
        | '\u{2800}'
        | '\u{3000}' => ' ',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2043}' | '\u{FE58}' | '\u{FE63}' => '-',
        '\u{2018}' | '\u{2019}' | '\u{201B}' | '\u{2B9}' | '\u{2BC}' | '\u{B4}' => '\'',
        '\u{201C}'..='\u{201F}' | '\u{AB}' | '\u{BB}' => '"',
        '\u{2024}' | '\u{3002}' | '\u{FF61}' => '.',
        '\u{2044}' | '\u{2215}' => '/',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        // Superscript, subscript and circled digits, as NFKC has them.
        '\u{B9}' => '1',
        '\u{B2}' => '2',
        '\u{B3}' => '3',
        '\u{2070}' | '\u{2074}'..='\u{2079}' => nth_digit(c, 0x2070),
        '\u{2080}'..='\u{2089}' => nth_digit(c, 0x2080),
        '\u{2460}'..='\u{2468}' => nth_digit(c, 0x245F),
        '\u{24EA}' => '0',
        // Thirteen alphabets of mathematical letters, each A to Z and a to z.
        '\u{1D400}'..='\u{1D6A3}' => {
            let letter = (c as u32 - 0x1D400) % 52;
            let first = if letter < 26 { 0x41 } else { 0x61 - 26 };
            char::from_u32(first + letter).unwrap_or(c)
        }
        _ => digit(c).unwrap_or(c),
    })
}

fn nth_digit(c: char, zero: u32) -> char {
    char::from_digit(c as u32 - zero, 10).unwrap_or(c)
}

fn digit(c: char) -> Option<char> {
    let code = c as u32;
    if !(0x0660..=0x1FBF9).contains(&code) {
        return None;
    }
    // The mathematical digits are five runs of ten without a gap.
    if (0x1D7CE..=0x1D7FF).contains(&code) {
        return char::from_digit((code - 0x1D7CE) % 10, 10);
    }
    let next = DIGIT_ZEROS.partition_point(|zero| *zero <= code);
    let zero = DIGIT_ZEROS.get(next.checked_sub(1)?)?;
    char::from_digit(code - zero, 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ascii_is_itself() {
        let normal = Normal::new("a 1");
        assert_eq!(normal.text(), "a 1");
        assert_eq!(normal.original(2, 3), (2, 3));
    }

    #[test]
    fn offsets_lead_back() {
        let text = "x ４２\u{200B}\u{00A0}٣–é";
        let normal = Normal::new(text);
        assert_eq!(normal.text(), "x 42 3-é");
        let back = |s, e| {
            let (s, e) = normal.original(s, e);
            &text[s..e]
        };
        assert_eq!(back(2, 4), "４２");
        assert_eq!(back(2, 6), "４２\u{200B}\u{00A0}٣");
        assert_eq!(back(5, 6), "٣");
        assert_eq!(back(7, 9), "é");
        assert_eq!(back(0, 9), text);
    }

    #[test]
    fn what_shows_nothing_is_gone() {
        let text = "a\0n\u{1b}n\u{7f}\t\u{9f}\u{e001}@\u{e0041}\r\n\u{85}\u{ffff}";
        let normal = Normal::revealed(text);
        assert_eq!(normal.text(), "ann\t@\r\n\n\u{ffff}");
        assert_eq!(plain_text(text), normal.text());
        assert_eq!(normal.original(1, 3), (2, 5));
        let ascii = "a\u{1}b";
        assert_eq!(Normal::revealed(ascii).original(0, 2), (0, 3));
        assert_eq!(plain_text(ascii), "ab");
    }

    #[test]
    fn what_is_encoded_is_read() {
        let text = "?m=ann%40x%2Ede%20%2b1%2D&#64;a";
        let normal = Normal::revealed(text);
        assert_eq!(normal.text(), "?m=ann@x.de +1-@a");
        assert_eq!(plain_text(text), normal.text());
        let (start, end) = normal.original(3, 11);
        assert_eq!(&text[start..end], "ann%40x%2Ede");
        for text in [
            "100%",
            "%2",
            "%41",
            "% 40",
            "&#64;",
            "&#64;CARD_1",
            "&amp;",
            "%%4é",
        ] {
            assert_eq!(plain_text(text), text);
        }
        assert_eq!(plain_text("%%40%2%20é"), "%@%2 é");
    }

    #[test]
    fn digits_of_many_scripts() {
        assert_eq!(
            plain_text("٠٩ ۰۹ ०९ ০৯ ๐๙ ０９ 𝟎𝟗 𝟘𝟿"),
            "09 09 09 09 09 09 09 09"
        );
        assert_eq!(plain_text("ⅷ ①⓪ ⁴²₄₂"), "ⅷ 10 4242");
        assert_eq!(plain_text("𝐀𝐳 𝒹𝓮 ᪀🯹"), "Az de 09");
    }
}
