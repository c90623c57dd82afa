use std::str::FromStr;

/// A section of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SectionName {
    Findings,
    Standing,
    Open,
    Articles,
    Claims,
    Figures,
    Methods,
    Balance,
    Coverage,
    Corrections,
    Principles,
    Proof,
}

/// Not the name of a section.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a section")]
pub(super) struct NotASection;

impl SectionName {
    /// In the order that a report has by itself.
    pub(super) const ALL: [Self; 12] = [
        Self::Findings,
        Self::Standing,
        Self::Open,
        Self::Articles,
        Self::Claims,
        Self::Figures,
        Self::Methods,
        Self::Balance,
        Self::Coverage,
        Self::Corrections,
        Self::Principles,
        Self::Proof,
    ];
    /// A report cannot be without them: it would mislead.
    pub(super) const NEEDED: [Self; 5] =
        [Self::Findings, Self::Open, Self::Claims, Self::Methods, Self::Proof];

    /// The key of its heading.
    pub(super) fn label(self, articles: u64) -> &'static str {
        if self == Self::Articles && articles == 1 { "article" } else { self.as_str() }
    }

    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Findings => "findings",
            Self::Standing => "standing",
            Self::Open => "open",
            Self::Articles => "articles",
            Self::Claims => "claims",
            Self::Figures => "figures",
            Self::Methods => "methods",
            Self::Balance => "balance",
            Self::Coverage => "coverage",
            Self::Corrections => "corrections",
            Self::Principles => "principles",
            Self::Proof => "proof",
        }
    }
}

impl FromStr for SectionName {
    type Err = NotASection;

    fn from_str(name: &str) -> Result<Self, NotASection> {
        Self::ALL.into_iter().find(|known| known.as_str() == name).ok_or(NotASection)
    }
}
