//! The text field's limit, its counter, and what of it is announced.

use handrail_protocol::MESSAGE_MAX_CHARS;

/// The counter is shown from here on.
const SHOWN_FROM: i64 = 200;

/// Characters left; negative when there are too many. Counts Unicode code points.
pub fn left(text: &str) -> i64 {
    let used = text.chars().count();
    MESSAGE_MAX_CHARS as i64 - i64::try_from(used).unwrap_or(i64::MAX)
}

/// Is it near enough to the limit to be shown?
pub fn is_shown(left: i64) -> bool {
    left <= SHOWN_FROM
}

/// The count to announce when the text went from `before` to `now` characters left: 200, 50 and 0
/// when they are passed downwards, and nothing else.
pub fn announced(before: i64, now: i64) -> Option<i64> {
    [0, 50, SHOWN_FROM]
        .into_iter()
        .find(|mark| before > *mark && now <= *mark)
        .map(|_| now)
}

/// What may be sent: with something in it, and within the limit.
pub fn sendable(text: &str) -> Option<&str> {
    let text = text.trim_end();
    let text = text.trim_start_matches(['\n', '\r']);
    (!text.trim().is_empty() && left(text) >= 0).then_some(text)
}

/// Does it have the shape of an e-mail address? The edge decides; what it refuses is caught here, where
/// the field can say so.
pub fn looks_like_email(text: &str) -> bool {
    let text = text.trim();
    let bytes = text.as_bytes();
    let Some(at) = bytes.iter().rposition(|byte| *byte == b'@') else {
        return false;
    };
    let is_odd = |c: char| {
        c.is_whitespace()
            || matches!(c, '\0'..=' ' | '\x7f'..='\u{9f}' | '<' | '>' | '"' | ',' | ';')
    };
    let domain = &bytes[at + 1..];
    let dot = Some(&b'.');
    at > 0
        && bytes.len() <= 254
        && !text.chars().any(is_odd)
        && domain.contains(&b'.')
        && domain.first() != dot
        && domain.last() != dot
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_are_counted() {
        assert_eq!(left(""), 2_000);
        assert_eq!(left("👋ä"), 1_998);
        assert_eq!(left(&"x".repeat(2_001)), -1);
        assert!(sendable(&"ä".repeat(2_000)).is_some());
        assert!(sendable(&"ä".repeat(2_001)).is_none());
        assert_eq!(sendable(" \n "), None);
        assert_eq!(sendable("\n  hi \n"), Some("  hi"));
    }

    #[test]
    fn the_count_is_announced_at_three_marks_only() {
        assert_eq!(announced(201, 200), Some(200));
        assert_eq!(announced(200, 199), None);
        assert_eq!(announced(51, 50), Some(50));
        assert_eq!(announced(2_000, -20), Some(-20));
        assert_eq!(announced(1, 0), Some(0));
        assert_eq!(announced(0, -1), None);
        assert_eq!(announced(40, 60), None);
        assert!(is_shown(200) && !is_shown(201));
    }

    #[test]
    fn addresses_with_a_slip_are_caught() {
        for good in ["a@b.co", " sarah.m+x@mail.example.com ", "ü@müller.de"] {
            assert!(looks_like_email(good), "{good}");
        }
        for bad in [
            "", "sarah", "@b.co", "a@b", "a@b.", "a b@c.de", "a@.de", "a;b@c.de", "a@b,c.de",
            "<a@b.co>",
        ] {
            assert!(!looks_like_email(bad), "{bad}");
        }
    }
}
