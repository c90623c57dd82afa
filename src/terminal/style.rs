use std::fmt;

use super::Screen;
use crate::domain::Status;

/// How words stand out. Colour is never the only difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Corroborated,
    Disputed,
    Error,
    Faint,
    Hint,
    Plain,
    Strong,
    Unverified,
}

impl Style {
    pub fn of(status: Status) -> Self {
        match status {
            Status::Corroborated => Self::Corroborated,
            Status::Disputed => Self::Disputed,
            Status::Unverified => Self::Unverified,
        }
    }

    pub(super) fn colour(self) -> Option<comfy_table::Color> {
        use comfy_table::Color;
        match self {
            Self::Corroborated => Some(Color::Green),
            Self::Disputed | Self::Error => Some(Color::Red),
            Self::Hint => Some(Color::Cyan),
            Self::Unverified => Some(Color::Yellow),
            Self::Faint | Self::Plain | Self::Strong => None,
        }
    }

    pub(super) fn attribute(self) -> Option<comfy_table::Attribute> {
        use comfy_table::Attribute;
        match self {
            Self::Error | Self::Strong => Some(Attribute::Bold),
            Self::Faint => Some(Attribute::Dim),
            Self::Corroborated | Self::Disputed | Self::Hint | Self::Plain | Self::Unverified => {
                None
            }
        }
    }

    /// The words in this style, where the screen has colour.
    pub fn paint(self, words: impl fmt::Display, screen: Screen) -> String {
        // ECMA-48, section 8.3.117: select graphic rendition.
        let code = match self {
            Self::Corroborated => "32",
            Self::Disputed => "31",
            Self::Error => "1;31",
            Self::Faint => "2",
            Self::Hint => "36",
            Self::Plain => return words.to_string(),
            Self::Strong => "1",
            Self::Unverified => "33",
        };
        if screen.colour { format!("\u{1b}[{code}m{words}\u{1b}[0m") } else { words.to_string() }
    }
}
