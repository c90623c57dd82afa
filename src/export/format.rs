use std::str::FromStr;

/// The format of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A row for each claim.
    Csv,
    /// A row for each review and remark.
    CsvReviews,
    /// One page that needs no other file.
    Html,
    /// The lossless one.
    Json,
    /// The same as JSON, one value a line.
    JsonLines,
    /// Readable as plain text.
    Markdown,
    /// A workbook with a sheet for each kind of thing.
    Xlsx,
}

impl Format {
    /// Formats for people come first.
    pub const ALL: [Self; 7] = [
        Self::Markdown,
        Self::Html,
        Self::Json,
        Self::JsonLines,
        Self::Csv,
        Self::CsvReviews,
        Self::Xlsx,
    ];

    /// Its name, which is also its file extension, but for the second form of CSV.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::CsvReviews => "csv-reviews",
            Self::Html => "html",
            Self::Json => "json",
            Self::JsonLines => "jsonl",
            Self::Markdown => "md",
            Self::Xlsx => "xlsx",
        }
    }
}

/// Not one of these.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a format of reports: `md`, `html`, `json`, `jsonl`, `csv`, `csv-reviews` or `xlsx`")]
pub struct NotAFormat;

impl FromStr for Format {
    type Err = NotAFormat;

    fn from_str(format: &str) -> Result<Self, NotAFormat> {
        match format {
            "csv" => Ok(Self::Csv),
            "csv-reviews" => Ok(Self::CsvReviews),
            "html" => Ok(Self::Html),
            "json" => Ok(Self::Json),
            "jsonl" => Ok(Self::JsonLines),
            "markdown" | "md" => Ok(Self::Markdown),
            "xlsx" => Ok(Self::Xlsx),
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
