//! Does a text show anything? One of blanks and invisible characters is no message and no reason.

/// Is there nothing to see in it?
pub(crate) fn shows_nothing(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_whitespace() || c.is_control() || is_ignorable(c))
}

/// Characters that are drawn as nothing: Unicode's Default_Ignorable_Code_Point.
fn is_ignorable(c: char) -> bool {
    matches!(u32::from(c),
        0xAD | 0x34F | 0x61C | 0x115F..=0x1160 | 0x17B4..=0x17B5 | 0x180B..=0x180F
        | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0x3164 | 0xFE00..=0xFE0F
        | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFF8 | 0x1BCA0..=0x1BCA3 | 0x1D173..=0x1D17A
        | 0xE0000..=0xE0FFF)
}

#[cfg(test)]
mod tests {
    use super::shows_nothing;

    #[test]
    fn what_is_drawn_as_nothing_is_nothing() {
        for text in [
            "",
            " \n\t",
            "\0",
            "\u{200b}",
            "\u{2060}\u{ad}",
            "\u{3164}",
            "\u{202e} \u{0}",
            "\u{fe0f}",
        ] {
            assert!(shows_nothing(text), "{text:?}");
        }
        for text in ["a", "\u{200b}?", "👍\u{fe0f}", "\u{202e}א"] {
            assert!(!shows_nothing(text), "{text:?}");
        }
    }
}
