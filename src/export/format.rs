use std::str::FromStr;

/// The format of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A row for each claim.
    Csv,
    /// One page that needs no other file.
    Html,
    /// The lossless one.
    Json,
    /// Readable as plain text.
    Markdown,
}

impl Format {
    /// Formats for people come first.
    pub const ALL: [Self; 4] = [Self::Markdown, Self::Html, Self::Json, Self::Csv];

    /// Its name, which is also its file extension.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Html => "html",
            Self::Json => "json",
            Self::Markdown => "md",
        }
    }
}

/// Not one of the four.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a format of reports: `md`, `html`, `json` or `csv`")]
pub struct NotAFormat;

impl FromStr for Format {
    type Err = NotAFormat;

    fn from_str(format: &str) -> Result<Self, NotAFormat> {
        match format {
            "csv" => Ok(Self::Csv),
            "html" => Ok(Self::Html),
            "json" => Ok(Self::Json),
            "markdown" | "md" => Ok(Self::Markdown),
            _ => Err(NotAFormat),
        }
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
        assert_eq!("markdown".parse(), Ok(Format::Markdown));
        for other in ["", "pdf", "HTML", ".md"] {
            assert_eq!(other.parse::<Format>(), Err(NotAFormat), "{other}");
        }
    }
}
