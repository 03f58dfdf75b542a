//! What is kept of the page a visitor is on.
//!
//! Not for: query and fragment, which are dropped unread.

use crate::conversation::Transition;
use handrail_mask::Context;

/// The longest path of a host page that is kept, in code points.
const PAGE_MAX_CHARS: usize = 200;

impl Transition<'_> {
    /// The path as people read it, masked irreversibly: a page needs no way back.
    pub(crate) fn masked_page(&self, page: &str) -> Option<String> {
        let path = page.split(['?', '#']).next()?;
        if !self.c.policy.keeps_page || !path.starts_with('/') {
            return None;
        }
        let path: String = columns(&percent_decoded(path)).collect();
        let masker = &self.c.policy.masker;
        let masked = masker.mask_irreversibly(&path, &Context::default());
        let mut masked: String = columns(masked.as_str()).collect();
        // Cut afterwards: half a detail is none to the masker.
        if let Some((end, _)) = masked.char_indices().nth(PAGE_MAX_CHARS) {
            masked.truncate(end);
        }
        Some(masked)
    }
}

/// The path as a row of columns, and back. A slash in prose ties two words together, here it keeps
/// them apart as a bar does.
fn columns(path: &str) -> impl Iterator<Item = char> {
    let visible = path.chars().filter(|c| !c.is_control());
    visible.map(|c| match c {
        '/' => '|',
        '|' => '/',
        c => c,
    })
}

/// A path as it is typed (RFC 3986, section 2.1). Bytes that are no UTF-8 stay encoded.
fn percent_decoded(path: &str) -> String {
    let mut decoded = String::with_capacity(path.len());
    let mut rest = path;
    while let Some(at) = rest.find('%') {
        decoded.push_str(&rest[..at]);
        rest = &rest[at..];
        let bytes: Vec<u8> = rest.as_bytes().chunks(3).map_while(encoded_byte).collect();
        let mut typed = rest;
        for chunk in bytes.utf8_chunks() {
            decoded.push_str(chunk.valid());
            let from = 3 * chunk.valid().len();
            let to = from + 3 * chunk.invalid().len();
            decoded.push_str(&typed[from..to]);
            typed = &typed[to..];
        }
        rest = typed;
        if bytes.is_empty() {
            decoded.push('%');
            rest = &rest[1..];
        }
    }
    decoded + rest
}

/// `%40` is the byte 0x40.
fn encoded_byte(three: &[u8]) -> Option<u8> {
    let [b'%', high, low] = *three else {
        return None;
    };
    let digit = |byte: u8| char::from(byte).to_digit(16);
    u8::try_from(digit(high)? << 4 | digit(low)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_read_as_they_are_typed() {
        for (encoded, typed) in [
            ("/", "/"),
            ("/a/b.html", "/a/b.html"),
            ("/account/ann%40example.com", "/account/ann@example.com"),
            ("/%C3%BCber%20uns/%e4%B8%ad", "/über uns/中"),
            ("/100%", "/100%"),
            ("/100%2", "/100%2"),
            ("/100%zz%41", "/100%zzA"),
            ("/%%41%", "/%A%"),
            ("/%fc%41%C3", "/%fcA%C3"),
            ("/%C3ü", "/%C3ü"),
            ("/%+4", "/%+4"),
            ("/%é", "/%é"),
            ("/%2540", "/%40"),
        ] {
            assert_eq!(percent_decoded(encoded), typed, "{encoded}");
        }
    }
}
