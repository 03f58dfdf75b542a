//! What is kept of the page a visitor is on.
//!
//! Not for: query and fragment, which are dropped unread.

use crate::conversation::Transition;
use handrail_mask::Context;
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, percent_encode};

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
    let bytes: Vec<u8> = percent_decode_str(path).collect();
    let mut decoded = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        decoded.push_str(chunk.valid());
        decoded.extend(percent_encode(chunk.invalid(), NON_ALPHANUMERIC));
    }
    decoded
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
            ("/%fc%41%C3", "/%FCA%C3"),
            ("/%C3ü", "/%C3ü"),
            ("/%+4", "/%+4"),
            ("/%é", "/%é"),
            ("/%2540", "/%40"),
        ] {
            assert_eq!(percent_decoded(encoded), typed, "{encoded}");
        }
    }
}
