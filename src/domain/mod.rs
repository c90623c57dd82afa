//! What the words of the field mean, and the rules of judgement. Pure: no files, no SQL, no clock.

mod article;
mod canonical;
mod case;
mod claim;
mod claim_review;
mod counts;
mod entry;
mod event;
mod extraction;
mod hash;
mod id;
mod note;
mod origin;
mod policy;
mod query;
mod review;
mod reviewer;
mod source;
mod span;
mod text;
mod timestamp;
mod visible;

pub use article::{Article, Draft, Reader, Revision};
pub use case::{Act, Case, Opinion, Refusal};
pub use claim::{
    Candidate, Claim, Extractor, Found, Granularity, NotAGranularity, NotAScore, Score,
};
pub use claim_review::ClaimReview;
pub use counts::Counts;
pub use entry::{Author, Entry, EntryError, EntryId, Recorded, TreeHead};
pub use event::{
    ArticleImported, ClaimAdded, ClaimReviewed, ClaimSettled, ClaimsExtracted, Event,
    ExtractedClaim, LedgerCreated, NoteAdded, ReviewerAdded, ReviewerRevoked, Unknown,
};
pub use extraction::Extraction;
pub use hash::{HashPrefix, Hasher, NotAHash, Sha256};
pub use id::{ArticleId, ClaimId, NotAnId, Position, Subject};
pub use note::{Note, NoteError};
pub use origin::{NotAnOrigin, Origin};
pub use policy::{Judgement, Policy};
pub use query::{ClaimQuery, Cursor, Key, NotACursor, Order};
pub use review::{NotAStatus, Review, Status};
pub use reviewer::{NameError, ReviewerName};
pub use source::SourceMap;
pub use span::{LineColumn, NotASpan, RawSpan, Span};
pub use text::{SpanError, Text};
pub use timestamp::{NotATime, Timestamp};
pub use visible::Visible;
