use std::str::FromStr;

/// What kind of document it is, and so which reader reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Html,
    Markdown,
    Text,
}

/// Not the name of a format.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a format: it is `html`, `markdown` or `text`")]
pub struct NotAFormat;

impl Format {
    pub const ALL: [Self; 3] = [Self::Html, Self::Markdown, Self::Text];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Markdown => "markdown",
            Self::Text => "text",
        }
    }

    /// The version of its reader: raised whenever the same bytes come to make another text. Since the
    /// last one, no bytes but those that are `cleaned`, of what nobody sees or of what is invalid,
    /// make another text of Markdown and of plain text.
    pub(super) fn version(self, is_cleaned: bool) -> &'static str {
        match (self, is_cleaned) {
            (Self::Markdown, false) | (Self::Text, true) => "2",
            (Self::Html, _) | (Self::Markdown, true) => "3",
            (Self::Text, false) => "1",
        }
    }
}

impl FromStr for Format {
    type Err = NotAFormat;

    fn from_str(name: &str) -> Result<Self, NotAFormat> {
        Self::ALL.into_iter().find(|format| format.as_str() == name).ok_or(NotAFormat)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_is_read_as_it_is_written() {
        for format in Format::ALL {
            assert_eq!(format.as_str().parse(), Ok(format));
        }
        assert_eq!("docx".parse::<Format>(), Err(NotAFormat));
    }
}
