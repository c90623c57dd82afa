use std::fmt;
use std::str::FromStr;

use serde::Deserialize;

/// A colour of a page: `#a3221c`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour([u8; 3]);

/// Not a colour.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a colour: write it as `#a3221c`")]
pub struct NotAColour;

impl Colour {
    pub(super) const DARK_PAPER: Self = Self([0x17, 0x17, 0x15]);
    /// The least contrast of words (WCAG 2.2, success criterion 1.4.6).
    pub(super) const ENOUGH: f64 = 7.0;
    pub(super) const PAPER: Self = Self([0xfd, 0xfc, 0xf9]);

    /// The contrast ratio of two colours, from 1 to 21 (WCAG 2.2).
    pub(super) fn contrast(self, other: Self) -> f64 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// The relative luminance (WCAG 2.2).
    fn luminance(self) -> f64 {
        let linear = self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl FromStr for Colour {
    type Err = NotAColour;

    fn from_str(colour: &str) -> Result<Self, NotAColour> {
        let digits = colour.strip_prefix('#').ok_or(NotAColour)?;
        let digits: Vec<u8> = digits
            .chars()
            .map(|digit| digit.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
            .collect::<Option<_>>()
            .ok_or(NotAColour)?;
        match digits.as_slice() {
            [r, g, b] => Ok(Self([r * 17, g * 17, b * 17])),
            [r1, r2, g1, g2, b1, b2] => Ok(Self([r1 * 16 + r2, g1 * 16 + g2, b1 * 16 + b2])),
            _ => Err(NotAColour),
        }
    }
}

impl<'de> Deserialize<'de> for Colour {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let colour = String::deserialize(deserializer)?;
        colour.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_read_as_it_is_written() {
        for (colour, expected) in [("#a3221c", "#a3221c"), ("#FFF", "#ffffff"), ("#09c", "#0099cc")]
        {
            assert_eq!(colour.parse::<Colour>().unwrap().to_string(), expected);
        }
        for other in ["", "#", "red", "#12", "#12345", "#1234567", "#ggg", "#ééé", "a3221c"] {
            assert_eq!(other.parse::<Colour>(), Err(NotAColour), "{other}");
        }
    }

    #[test]
    fn contrast_is_that_of_the_standard() {
        let [black, white]: [Colour; 2] = ["#000", "#fff"].map(|colour| colour.parse().unwrap());
        assert!((black.contrast(white) - 21.0).abs() < 1e-9);
        assert!((white.contrast(white) - 1.0).abs() < 1e-9);
        let grey: Colour = "#767676".parse().unwrap();
        assert!((4.54..4.55).contains(&grey.contrast(white)));
    }
}
