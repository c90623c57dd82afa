use super::{Fact, Reader};

/// One thing that a document says of its article, as a reader finds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Where it stands: `the heading (h1)`, `meta og:title`.
    pub place: String,
    pub value: String,
    pub what: What,
    /// The words of the document that the value was taken from, where they are others; those of a
    /// date always.
    pub words: Option<String>,
}

/// What a document can say of its article, in the order in which it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Title,
    Byline,
    Published,
    Modified,
    Language,
}

impl What {
    pub const ALL: [Self; 5] =
        [Self::Title, Self::Byline, Self::Published, Self::Modified, Self::Language];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Byline => "byline",
            Self::Published => "published",
            Self::Modified => "modified",
            Self::Language => "language",
        }
    }

    /// The fact of an article that it is, if the ledger keeps it.
    pub fn fact(self) -> Option<Fact> {
        match self {
            Self::Title => Some(Fact::Title),
            Self::Byline => Some(Fact::Byline),
            Self::Published => Some(Fact::Published),
            Self::Modified => None,
            Self::Language => Some(Fact::Language),
        }
    }
}

/// All that a document says of its article, and the reader that finds it there now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllSaid {
    pub reader: Reader,
    pub said: Vec<Said>,
}

impl AllSaid {
    pub fn of(&self, what: What) -> Option<&Said> {
        self.said.iter().find(|said| said.what == what)
    }
}
