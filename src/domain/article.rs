use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{
    Appearance, ArticleAct, ArticleAppeared, ArticleCorrected, ArticleId, ArticleImported,
    ArticleReread, ArticleRestored, ArticleWithdrawn, Claim, Correction, EarlierReading, Entry,
    EntryId, Event, Fact, PublishedFactCheck, RawSpan, Refusal, ReviewerName, Sha256, SourceMap,
    Structure, Subject, Text, Timestamp, Withdrawal,
};

/// The result of reading a document, before anything is recorded.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The author that the article names.
    pub byline: Option<String>,
    /// Its machine-readable statements about claims that it checks.
    pub claim_reviews: Vec<PublishedFactCheck>,
    /// The name of the character encoding that the bytes were decoded from (WHATWG Encoding).
    pub encoding: String,
    /// The language it declares, as a BCP 47 tag.
    pub language: Option<String>,
    /// What is odd about how it was read, which a person should know.
    pub oddities: Vec<Oddity>,
    /// Where the article came from: its canonical URL, or a name.
    pub origin: String,
    /// When it was published, as the article says it.
    pub published: Option<String>,
    /// The bytes as they were read.
    pub raw: Vec<u8>,
    pub reader: Reader,
    /// The bytes of `raw` that each part of the text comes from.
    pub source: SourceMap,
    /// What the structure of the document says of parts of its text.
    pub structure: Structure,
    pub text: Text,
    pub title: Option<String>,
}

/// Something odd about how a document was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Oddity {
    /// Characters that show nothing stood in long runs, and were left out of its text.
    Invisible { characters: u64, places: u64 },
    /// Only a small part of a page was taken for its article: this many of all the letters it shows.
    Little { all: u64, taken: u64 },
    /// Something in it is invalid in its encoding, first at this byte, and became U+FFFD.
    Replaced { encoding: String, offset: u64, places: u64 },
    /// It names another encoding than the one that its bytes are in.
    SaysOtherEncoding { declared: String },
    /// A signature is hidden in its text (C2PA), which nobody checked.
    Signed { places: u64 },
    /// Words that are struck out in it were left out of its text.
    Struck { letters: u64, places: u64 },
    /// No article was found in a page, and all its text was taken.
    Whole,
}

/// The reader that produced the canonical text. A new version may produce another text from the
/// same bytes, so each revision names its reader.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reader {
    pub name: String,
    pub version: String,
}

/// One exact text of an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Revision {
    pub encoding: String,
    /// How many bytes were read.
    pub raw_bytes: u64,
    /// The hash of the bytes as they were read.
    pub raw_sha256: Sha256,
    pub reader: Reader,
    /// How many bytes the canonical text has.
    pub text_bytes: u64,
    /// The hash of the canonical text, in UTF-8.
    pub text_sha256: Sha256,
}

impl Revision {
    pub fn of(draft: &Draft) -> Self {
        Self {
            encoding: draft.encoding.clone(),
            raw_bytes: draft.raw.len() as u64,
            raw_sha256: Sha256::of(&draft.raw),
            reader: draft.reader.clone(),
            text_bytes: draft.text.as_str().len() as u64,
            text_sha256: draft.text.sha256(),
        }
    }

    /// The hashes of its bytes and of its text.
    pub fn contents(&self) -> [Sha256; 2] {
        [self.raw_sha256, self.text_sha256]
    }

    /// Whether this is about the same bytes.
    pub fn is_of_bytes(&self, other: &Self) -> bool {
        (self.raw_sha256, self.raw_bytes) == (other.raw_sha256, other.raw_bytes)
    }

    /// Whether this has the same text.
    pub fn has_text_of(&self, other: &Self) -> bool {
        (self.text_sha256, self.text_bytes) == (other.text_sha256, other.text_bytes)
    }
}

/// An article in the ledger. [`Article::apply`] is the only place where acts on it take effect: the
/// writer asks [`Article::decide`] before it signs, and the replay and `verify` fold the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Other places where its text appeared, in the order in which they were recorded.
    pub appearances: Vec<Appearance>,
    pub byline: Option<String>,
    /// The facts that were corrected, each with its last correction.
    pub corrected: BTreeMap<Fact, Correction>,
    /// The readings before the last one, in order.
    pub earlier: Vec<EarlierReading>,
    pub entry: EntryId,
    pub id: ArticleId,
    pub imported_at: Timestamp,
    pub imported_by: ReviewerName,
    pub language: Option<String>,
    pub origin: String,
    pub published: Option<String>,
    /// The last time that it was read again.
    pub reread: Option<Correction>,
    pub revision: Revision,
    pub title: Option<String>,
    /// Set while it is withdrawn.
    pub withdrawn: Option<Withdrawal>,
}

impl Article {
    /// The article that an entry records; `None` if it records something else.
    pub fn imported(position: EntryId, entry: &Entry) -> Option<Self> {
        let Event::ArticleImported(imported) = &entry.event else { return None };
        let ArticleImported { article, byline, language, origin, published, revision, title } =
            imported.clone();
        Some(Self {
            appearances: Vec::new(),
            byline,
            corrected: BTreeMap::new(),
            earlier: Vec::new(),
            entry: position,
            id: article,
            imported_at: entry.at,
            imported_by: entry.actor.clone(),
            language,
            origin,
            published,
            reread: None,
            revision,
            title,
            withdrawn: None,
        })
    }

    /// A fact of it.
    pub fn fact(&self, fact: Fact) -> Option<&str> {
        match fact {
            Fact::Byline => self.byline.as_deref(),
            Fact::Language => self.language.as_deref(),
            Fact::Origin => Some(&self.origin),
            Fact::Published => self.published.as_deref(),
            Fact::Title => self.title.as_deref(),
        }
    }

    /// The event to record for this act, or the rule that refuses it. `judges` are the reviewers
    /// with a review of one of its claims that stands.
    pub fn decide(
        &self,
        by: &ReviewerName,
        act: &ArticleAct,
        judges: &BTreeSet<ReviewerName>,
    ) -> Result<Event, Refusal> {
        let article = self.id;
        let event = match act {
            ArticleAct::Correct { facts, reason } => {
                let is_new = |(fact, value): &(&Fact, &Option<String>)| {
                    self.fact(**fact) != value.as_deref()
                };
                let facts = facts.iter().filter(is_new);
                let facts = facts.map(|(fact, value)| (*fact, value.clone())).collect();
                Event::ArticleCorrected(ArticleCorrected::new(article, &facts, reason.clone()))
            }
            ArticleAct::Restore(reason) => {
                Event::ArticleRestored(ArticleRestored { article, reason: reason.clone().into() })
            }
            ArticleAct::Withdraw { over, reason } => {
                let others = others(judges, by);
                if let Some(by) = others.clone().filter(|_| !over && self.withdrawn.is_none()) {
                    return Err(Refusal::JudgedIn { article, by });
                }
                let reason = reason.clone().into();
                Event::ArticleWithdrawn(ArticleWithdrawn { article, over: others, reason })
            }
        };
        self.allows(by, &event, judges)?;
        Ok(event)
    }

    /// Apply the next entry of the log about this article. An entry that a rule refuses changes
    /// nothing.
    pub fn apply(
        &mut self,
        position: EntryId,
        entry: &Entry,
        judges: &BTreeSet<ReviewerName>,
    ) -> Result<(), Refusal> {
        self.allows(&entry.actor, &entry.event, judges)?;
        let (at, by) = (entry.at, &entry.actor);
        if let Event::ArticleCorrected(corrected) = &entry.event {
            for (fact, value) in corrected.facts().unwrap_or_default() {
                self.set(fact, value);
                self.corrected.insert(fact, Correction { at, by: by.clone(), entry: position });
            }
        } else if let Event::ArticleAppeared(appeared) = &entry.event {
            let ArticleAppeared { origin, revision, .. } = appeared.clone();
            let by = by.clone();
            self.appearances.push(Appearance { at, by, entry: position, origin, revision });
        } else if let Event::ArticleReread(ArticleReread { continues: None, revision, .. }) =
            &entry.event
        {
            self.earlier.push(self.reading());
            self.revision.clone_from(revision);
            self.reread = Some(Correction { at, by: by.clone(), entry: position });
        } else if let Event::ArticleRestored(_) = &entry.event {
            self.withdrawn = None;
        } else if let Event::ArticleWithdrawn(withdrawn) = &entry.event {
            let reason = withdrawn.reason.note().clone();
            self.withdrawn = Some(Withdrawal { at, by: by.clone(), entry: position, reason });
        }
        Ok(())
    }

    /// How it is read.
    fn reading(&self) -> EarlierReading {
        let revision = self.revision.clone();
        match self.reread.clone() {
            Some(Correction { at, by, entry }) => EarlierReading { at, by, entry, revision },
            None => EarlierReading {
                at: self.imported_at,
                by: self.imported_by.clone(),
                entry: self.entry,
                revision,
            },
        }
    }

    fn set(&mut self, fact: Fact, value: Option<&str>) {
        let value = value.map(str::to_owned);
        match fact {
            Fact::Byline => self.byline = value,
            Fact::Language => self.language = value,
            // It is never removed.
            Fact::Origin => self.origin = value.unwrap_or_default(),
            Fact::Published => self.published = value,
            Fact::Title => self.title = value,
        }
    }

    /// The rules: whether this person may do that now. They depend only on the log.
    fn allows(
        &self,
        by: &ReviewerName,
        event: &Event,
        judges: &BTreeSet<ReviewerName>,
    ) -> Result<(), Refusal> {
        let article = self.id;
        if let Event::ArticleCorrected(corrected) = event {
            let facts = corrected.facts().unwrap_or_default();
            let changes = |(fact, value): (Fact, Option<&str>)| self.fact(fact) != value;
            if facts.is_empty() || !facts.into_iter().all(changes) {
                return Err(Refusal::NothingCorrected(Subject::Article(article)));
            }
        } else if let Event::ArticleAppeared(appeared) = event {
            self.is_not_withdrawn()?;
            if appeared.revision.as_ref().is_some_and(|of| !of.has_text_of(&self.revision)) {
                return Err(Refusal::OtherText(article));
            }
        } else if let Event::ArticleReread(reread) = event {
            self.is_not_withdrawn()?;
            if !reread.revision.is_of_bytes(&self.revision) {
                return Err(Refusal::OtherBytes(article));
            }
            let last = self.reread.as_ref().map(|reread| reread.entry);
            let goes_on = last == reread.continues && reread.revision == self.revision;
            if reread.continues.is_some() && !goes_on {
                return Err(Refusal::OtherReading(article));
            }
        } else if let Event::ArticleRestored(_) = event {
            if self.withdrawn.is_none() {
                return Err(Refusal::NotWithdrawn(article));
            }
        } else if let Event::ArticleWithdrawn(withdrawn) = event {
            if self.withdrawn.is_some() {
                return Err(Refusal::AlreadyWithdrawn(article));
            }
            if withdrawn.over != others(judges, by) {
                return Err(Refusal::OverOtherJudges(article));
            }
        }
        Ok(())
    }

    fn is_not_withdrawn(&self) -> Result<(), Refusal> {
        if self.withdrawn.is_some() { Err(Refusal::Withdrawn(self.id)) } else { Ok(()) }
    }

    /// The hash of the text that the span of a claim indexes.
    pub fn text_of(&self, claim: &Claim) -> Sha256 {
        claim.gone.map_or(self.revision.text_sha256, |gone| gone.text_sha256)
    }

    /// The bytes of the document, as they were read, that the words of one of its claims come from.
    pub fn raw_span(&self, claim: &Claim) -> Option<RawSpan> {
        if self.revision.raw_sha256 == self.text_of(claim) {
            // The document is its text.
            return Some(claim.span.into());
        }
        claim.raw_span
    }
}

/// Those of the reviewers who are not `by`; `None` if there are none.
fn others(judges: &BTreeSet<ReviewerName>, by: &ReviewerName) -> Option<Vec<ReviewerName>> {
    let others: Vec<ReviewerName> = judges.iter().filter(|name| *name != by).cloned().collect();
    Some(others).filter(|others| !others.is_empty())
}
