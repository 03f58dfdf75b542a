//! A site's colour, made readable: whatever is configured, text on it and text in it keeps a
//! contrast of 4.5:1 or more (WCAG 2.2, 1.4.3).

/// Least contrast of text.
pub const TEXT_CONTRAST: f64 = 4.5;

/// An sRGB colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl Rgb {
    const BLACK: Self = Self(0, 0, 0);
    const WHITE: Self = Self(255, 255, 255);

    /// Reads `#RRGGBB`.
    pub fn parse(text: &str) -> Option<Self> {
        let hex = text.strip_prefix('#').filter(|hex| hex.len() == 6)?;
        let value = u32::from_str_radix(hex, 16).ok()?;
        Some(Self((value >> 16) as u8, (value >> 8) as u8, value as u8))
    }

    /// `#rrggbb`.
    pub fn to_css(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }

    /// Relative luminance (WCAG 2.2).
    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.040_45 {
                c / 12.92
            } else {
                power_of_2_4((c + 0.055) / 1.055)
            }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    /// Contrast of two colours, 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// `share` of `other` mixed in, 0 to 1.
    fn mix(self, other: Self, share: f64) -> Self {
        let mix =
            |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * share).round() as u8;
        Self(
            mix(self.0, other.0),
            mix(self.1, other.1),
            mix(self.2, other.2),
        )
    }
}

/// `x` to the power of 2.4 for `x` from 0 to 1, without the 2 KB of a general power: `x²` times
/// the fifth root of `x²`, by Newton's method.
fn power_of_2_4(x: f64) -> f64 {
    let square = x * x;
    let mut root = 1.0_f64;
    for _ in 0..24 {
        let fourth = root * root * root * root;
        root -= (root * fourth - square) / (5.0 * fourth);
    }
    square * root
}

/// The accent as the style sheet takes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accent {
    /// Filled surfaces: the send button, the visitor's messages.
    pub fill: Rgb,
    /// Text on them.
    pub on_fill: Rgb,
    /// Links and marks on the panel's own surface.
    pub text: Rgb,
}

/// Makes `wanted` usable on `surface`: the fill stays as it is where white or black text can stand
/// on it (one of them always can), the text moves towards black or white until it can be read.
pub fn guard(wanted: Rgb, surface: Rgb) -> Accent {
    let on_fill = if Rgb::WHITE.contrast(wanted) >= TEXT_CONTRAST {
        Rgb::WHITE
    } else {
        Rgb::BLACK
    };
    let towards = if Rgb::BLACK.contrast(surface) > Rgb::WHITE.contrast(surface) {
        Rgb::BLACK
    } else {
        Rgb::WHITE
    };
    let text = (0..=20)
        .map(|step| wanted.mix(towards, f64::from(step) / 20.0))
        .find(|colour| colour.contrast(surface) >= TEXT_CONTRAST)
        .unwrap_or(towards);
    Accent {
        fill: wanted,
        on_fill,
        text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_the_standard() {
        assert!((Rgb::BLACK.contrast(Rgb::WHITE) - 21.0).abs() < 0.01);
        let grey = Rgb::parse("#767676").expect("a colour");
        assert!((grey.contrast(Rgb::WHITE) - 4.54).abs() < 0.01);
        assert_eq!(
            Rgb::parse("#1F5FBF").map(Rgb::to_css).as_deref(),
            Some("#1f5fbf")
        );
        for bad in ["1F5FBF", "#1F5FB", "#1F5FBFF", "#GG0000", "", "#äöü"] {
            assert_eq!(Rgb::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_power_is_that_of_the_library() {
        for step in 0..=200 {
            let x = f64::from(step) / 200.0;
            assert!((power_of_2_4(x) - x.powf(2.4)).abs() < 1e-6, "{x}");
        }
    }

    #[test]
    fn any_colour_becomes_readable_on_light_and_dark() {
        for surface in [Rgb::WHITE, Rgb(0x16, 0x1a, 0x1f)] {
            for step in 0..512_u32 {
                let wanted = Rgb((step * 7) as u8, (step * 31) as u8, (step * 101) as u8);
                let accent = guard(wanted, surface);
                assert!(accent.text.contrast(surface) >= TEXT_CONTRAST, "{wanted:?}");
                assert!(
                    accent.on_fill.contrast(accent.fill) >= TEXT_CONTRAST,
                    "{wanted:?}"
                );
            }
        }
    }

    #[test]
    fn a_readable_colour_stays_itself() {
        let blue = Rgb(0x1f, 0x5f, 0xbf);
        let accent = guard(blue, Rgb::WHITE);
        assert_eq!((accent.fill, accent.text), (blue, blue));
    }
}
