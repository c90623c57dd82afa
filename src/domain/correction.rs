//! What an article says of itself can be recorded wrongly, and be put right.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{ArticleId, ClaimId, EntryId, Note, ReviewerName, Sha256, Timestamp};

/// What is known of an article besides its text, and can be corrected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Fact {
    Byline,
    Language,
    Origin,
    Published,
    Title,
}

impl Fact {
    /// In alphabetical order.
    pub const ALL: [Self; 5] =
        [Self::Byline, Self::Language, Self::Origin, Self::Published, Self::Title];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Byline => "byline",
            Self::Language => "language",
            Self::Origin => "origin",
            Self::Published => "published",
            Self::Title => "title",
        }
    }
}

/// `title and origin`.
pub(super) fn in_words(names: &[&str]) -> String {
    match names {
        [] => "facts".to_owned(),
        [one] => (*one).to_owned(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Not one of the five.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a fact of an article: `byline`, `language`, `origin`, `published` or `title`")]
pub struct NotAFact;

impl FromStr for Fact {
    type Err = NotAFact;

    fn from_str(name: &str) -> Result<Self, NotAFact> {
        Self::ALL.into_iter().find(|fact| fact.as_str() == name).ok_or(NotAFact)
    }
}

/// Who corrected something last, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    pub at: Timestamp,
    pub by: ReviewerName,
    /// The entry that records it.
    pub entry: EntryId,
}

/// Facts of an article were corrected. Each of them changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArticleCorrected {
    pub article: ArticleId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Note>,
    /// The facts that it no longer has, in alphabetical order.
    pub removed: Vec<Fact>,
    /// Its facts as they should be.
    pub set: Facts,
}

/// Some facts of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub byline: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

impl Facts {
    fn get(&self, fact: Fact) -> Option<&String> {
        match fact {
            Fact::Byline => self.byline.as_ref(),
            Fact::Language => self.language.as_ref(),
            Fact::Origin => self.origin.as_ref(),
            Fact::Published => self.published.as_ref(),
            Fact::Title => self.title.as_ref(),
        }
    }

    fn get_mut(&mut self, fact: Fact) -> &mut Option<String> {
        match fact {
            Fact::Byline => &mut self.byline,
            Fact::Language => &mut self.language,
            Fact::Origin => &mut self.origin,
            Fact::Published => &mut self.published,
            Fact::Title => &mut self.title,
        }
    }
}

impl ArticleCorrected {
    /// That these facts are so; a fact without a value is removed.
    pub fn new(
        article: ArticleId,
        facts: &BTreeMap<Fact, Option<String>>,
        reason: Option<Note>,
    ) -> Self {
        let (mut removed, mut set) = (Vec::new(), Facts::default());
        for (fact, value) in facts {
            if value.is_none() {
                removed.push(*fact);
            }
            set.get_mut(*fact).clone_from(value);
        }
        Self { article, reason, removed, set }
    }

    /// What each fact that it names becomes. `None` if it names one twice, out of order, or takes
    /// away the origin: every article comes from somewhere.
    pub fn facts(&self) -> Option<BTreeMap<Fact, Option<&str>>> {
        let mut facts: BTreeMap<Fact, Option<&str>> =
            self.removed.iter().map(|fact| (*fact, None)).collect();
        let is_sorted = self.removed.is_sorted_by(|one, next| one < next);
        if !is_sorted || facts.contains_key(&Fact::Origin) {
            return None;
        }
        for fact in Fact::ALL {
            if let Some(value) = self.set.get(fact)
                && facts.insert(fact, Some(value)).is_some()
            {
                return None;
            }
        }
        Some(facts)
    }

    /// The facts that it names, in alphabetical order.
    pub fn named(&self) -> impl Iterator<Item = Fact> + '_ {
        Fact::ALL
            .into_iter()
            .filter(|fact| self.removed.contains(fact) || self.set.get(*fact).is_some())
    }
}

/// Who said a claim was corrected. Nobody is named if there is no `claimant`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimCorrected {
    pub claim: ClaimId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claimant: Option<String>,
    pub quote_sha256: Sha256,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Note>,
}

/// An article was withdrawn: it should not have been imported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArticleWithdrawn {
    pub article: ArticleId,
    /// The other reviewers who had judged claims of it. Absent if there were none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub over: Option<Vec<ReviewerName>>,
    pub reason: Note,
}

/// A withdrawn article was restored, with all its claims and verdicts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArticleRestored {
    pub article: ArticleId,
    pub reason: Note,
}

/// Who withdrew an article, when and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawal {
    pub at: Timestamp,
    pub by: ReviewerName,
    /// The entry that records it.
    pub entry: EntryId,
    pub reason: Note,
}
