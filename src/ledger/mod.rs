//! The facade: one method for each thing that a person can do with a ledger. Programs that face
//! people, on whatever surface, call this and nothing below it.

mod act;
mod attested;
mod bundle;
mod cosign;
mod import;
mod proof;
mod read;
mod reviewers;
mod salvage;
mod selftest;
mod verify;

use std::path::Path;

pub use crate::merkle::VerifierKey;
pub use crate::store::{
    Access, Holder, LedgerParts, StoreError, VerifyOptions, begins_like_a_ledger, holders,
};
pub use act::{Addition, Place};
pub use bundle::BundleSigner;
pub use cosign::{Contradiction, CosignError, Cosigned, Named};
pub use import::Imported;
pub use proof::{Proof, ProofError, Proven, check_proof, log_keys};
pub use reviewers::{Exported, ReviewerError};
pub use salvage::{Salvaged, salvage};
pub use selftest::Scratch;

use crate::domain::{
    ArticleId, ClaimId, EntryId, HashPrefix, LineColumn, NotACursor, Refusal, Subject,
};
use crate::keys::KeyFolder;
use crate::store::Store;

/// A ledger that is open.
pub struct Ledger {
    keys: KeyFolder,
    store: Store,
}

/// Why the ledger would not, or could not. Nothing was recorded.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// The same words were recorded as a claim before.
    #[error("these words are already claim `{0}`")]
    AlreadyAClaim(ClaimId),
    /// The first digits of a hash fit several.
    #[error("`{prefix}` fits several: {}", ids(.found))]
    AmbiguousHash { found: Vec<Subject>, prefix: String },
    /// The quote stands in the article more than once.
    #[error("the quote stands in `{article}` more than once")]
    AmbiguousQuote { article: ArticleId, more: bool, places: Vec<Place> },
    /// A checkpoint is not cosigned.
    #[error(transparent)]
    Cosign(#[from] CosignError),
    /// The place after which a list should go on is of another list.
    #[error("`--after` is not a place in this list")]
    Cursor(#[from] NotACursor),
    /// It has no entry yet.
    #[error("nothing was recorded yet")]
    Empty,
    #[error("there is no article `{0}`")]
    NoArticle(String),
    #[error("there is no claim `{0}`")]
    NoClaim(String),
    #[error("there is no entry `{0}`")]
    NoEntry(EntryId),
    /// There is nothing to prove of a claim that nobody has judged.
    #[error("nobody has judged `{0}`: there is no verdict to prove")]
    NoVerdict(ClaimId),
    /// Nothing is handed out that would not verify.
    #[error("the ledger is not sound: {0}")]
    NotSound(String),
    /// The quote stands in the article, but not at the place that was named.
    #[error("the quote stands in `{article}`, but not at {at}")]
    NotThere { article: ArticleId, at: LineColumn, more: bool, places: Vec<Place> },
    /// The quote does not stand in the article.
    #[error("the quote does not stand in `{article}`{}", .similar.as_ref().map(|_| " like that").unwrap_or_default())]
    NoQuote { article: ArticleId, similar: Option<String> },
    /// An id is for one act only.
    #[error("another act was recorded under the same id, as `{0}`")]
    OtherAct(EntryId),
    /// The rules of judgement forbid it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// A key is not added, revoked or handed out.
    #[error(transparent)]
    Reviewer(#[from] ReviewerError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

fn ids(subjects: &[Subject]) -> String {
    let ids: Vec<String> = subjects.iter().map(ToString::to_string).collect();
    ids.join(", ")
}

impl Ledger {
    /// Open the ledger in this file. `keys` is where the private keys are that it is signed with;
    /// to read, none are needed.
    pub fn open(path: &Path, access: Access, keys: KeyFolder) -> Result<Self, LedgerError> {
        Ok(Self { keys, store: Store::open(path, access)? })
    }

    /// The claim that a person names: `C12`, `c12`, `12`, or the first digits of its quote's hash.
    pub fn find_claim(&self, name: &str) -> Result<ClaimId, LedgerError> {
        self.store.read(|snapshot| {
            let absent = || LedgerError::NoClaim(name.to_owned());
            if let Ok(id) = name.parse() {
                return snapshot.claim(id)?.map(|claim| claim.id).ok_or_else(absent);
            }
            let found = match name.parse::<HashPrefix>() {
                Ok(prefix) => snapshot.claims_with_hash(prefix)?,
                Err(_) => Vec::new(),
            };
            one_of(name, found, Subject::Claim)?.ok_or_else(absent)
        })
    }

    /// The article that a person names: `A3`, `a3`, `3`, or the first digits of one of its hashes.
    pub fn find_article(&self, name: &str) -> Result<ArticleId, LedgerError> {
        self.store.read(|snapshot| {
            let absent = || LedgerError::NoArticle(name.to_owned());
            if let Ok(id) = name.parse() {
                return snapshot.article(id)?.map(|article| article.id).ok_or_else(absent);
            }
            let found = match name.parse::<HashPrefix>() {
                Ok(prefix) => snapshot.articles_with_hash(prefix)?,
                Err(_) => Vec::new(),
            };
            one_of(name, found, Subject::Article)?.ok_or_else(absent)
        })
    }

    /// The claim or the article that a person names; a bare number is a claim's.
    pub fn find(&self, name: &str) -> Result<Subject, LedgerError> {
        self.store.read(|snapshot| {
            if let Ok(id) = name.parse() {
                let claim = snapshot.claim(id)?.map(|claim| Subject::Claim(claim.id));
                return claim.ok_or_else(|| LedgerError::NoClaim(name.to_owned()));
            }
            if let Ok(id) = name.parse() {
                let article = snapshot.article(id)?.map(|article| Subject::Article(article.id));
                return article.ok_or_else(|| LedgerError::NoArticle(name.to_owned()));
            }
            let mut found = Vec::new();
            if let Ok(prefix) = name.parse::<HashPrefix>() {
                found.extend(snapshot.claims_with_hash(prefix)?.into_iter().map(Subject::Claim));
                let articles = snapshot.articles_with_hash(prefix)?;
                found.extend(articles.into_iter().map(Subject::Article));
            }
            one_of(name, found, |subject| subject)?
                .ok_or_else(|| LedgerError::NoClaim(name.to_owned()))
        })
    }
}

fn one_of<T: Copy>(
    prefix: &str,
    found: Vec<T>,
    subject: impl Fn(T) -> Subject,
) -> Result<Option<T>, LedgerError> {
    match found.as_slice() {
        [] => Ok(None),
        [one] => Ok(Some(*one)),
        _ => Err(LedgerError::AmbiguousHash {
            found: found.into_iter().map(subject).collect(),
            prefix: prefix.to_owned(),
        }),
    }
}
