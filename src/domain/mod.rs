//! The terms of fact-checking, and the rules of judgement. Pure: no files, no SQL, no clock.

mod act;
mod address;
mod agreement;
mod alike;
mod article;
mod article_query;
mod canonical;
mod case;
mod claim;
mod correction;
mod counts;
mod docket;
mod entry;
mod error_kind;
mod event;
mod evidence;
mod extraction;
mod folded;
mod ground;
mod hash;
mod history_query;
mod id;
mod inbox;
mod log_key;
mod note;
mod offset;
mod origin;
mod people;
mod policy;
mod published_fact_check;
mod query;
mod reading;
mod recorded;
mod redaction;
mod review;
mod reviewer;
mod role;
mod roster;
mod ruling;
mod said;
mod scale;
mod scope;
mod search;
mod selection;
mod sight;
mod source_map;
mod span;
mod structure;
mod text;
mod timestamp;
mod verdict;
mod visible;
mod words;

pub use act::{Act, ArticleAct, NewReview, Refusal};
pub use address::{Address, Variant};
pub use agreement::{Measure, Ratings};
pub use alike::{missing, overlap, shingles};
pub use article::{Article, Draft, Oddity, Reader, Revision};
pub use article_query::{ArticleHeading, ArticleOrder, ArticlePlace, ArticleQuery};
pub use case::Case;
pub use claim::{
    Candidate, Claim, Claimant, Extractor, Granularity, NotAGranularity, NotAScore, Provenance,
    Score,
};
pub use correction::{
    ArticleCorrected, ArticleRestored, ArticleWithdrawn, ClaimCorrected, Correction, Fact, Facts,
    NotAFact, Withdrawal,
};
pub use counts::{Aside, Counts, InConflict};
pub use docket::{
    Assignment, ClaimAssigned, ClaimReleased, ClaimTagged, ClaimTaken, Day, Docket, Lease, NotADay,
    NotATag, Tag,
};
pub use entry::{Actor, Entry, EntryError, EntryUuid, LogEntry, TreeHead};
pub use error_kind::ErrorKind;
pub use event::{
    ClaimReviewed, ClaimSettled, Event, NoteAdded, ReviewerAdded, ReviewerRevoked, TakenBack,
    Unknown,
};
pub use evidence::{
    Capture, CapturedText, Check, CheckResult, Evidence, EvidenceAdded, EvidenceChecked,
    EvidenceGrouped, EvidenceKind, EvidenceWithdrawn, Fallen, Grouping, Locator, NotAName, OfClaim,
    QuoteAt, SourceName, Stance, fallen, find_quote, source_of,
};
pub use extraction::Extraction;
pub use folded::{SOFT_HYPHEN, folded};
pub use ground::{ClaimLinked, Fell, Ground, LinkKind};
pub use hash::{HashPrefix, Hasher, NotAHash, Sha256};
pub use history_query::{EventTypes, HistoryQuery, NotAnEventType};
pub use id::{ArticleId, ClaimId, EntryId, EvidenceId, NotAnId, Subject};
pub use inbox::{Reason, Stake};
pub use log_key::{KeyRotated, LedgerCreated, LedgerSucceeded};
pub use note::{Note, NoteError};
pub use offset::{NotAnOffsetUnit, NotThere, OffsetUnit, Offsets};
pub use origin::{NotAnOrigin, Origin};
pub use people::{Join, NotAJoin, ReviewerInvited, ReviewerRenamed, RoleGiven};
pub use policy::{
    NotASetting, Origins, Policy, PolicySet, Resolver, ReviewsRequired, Rule, Switch,
};
pub use published_fact_check::PublishedFactCheck;
pub use query::{ClaimQuery, Cursor, Key, NotACursor, Order, Waiter};
pub use reading::{Appearance, ArticleAppeared, ArticleReread, EarlierReading, Gone, KeptClaim};
pub use recorded::{ArticleImported, ClaimAdded, ClaimsExtracted, ExtractedClaim};
pub use redaction::{ContentWithheld, Redaction, Replaced};
pub use review::{NotAStatus, Remark, Review, Status};
pub use reviewer::{NameError, ReviewerName};
pub use role::{NotARole, Role};
pub use roster::{Roster, Term};
pub use ruling::{Ruling, RulingKind, VerdictResolved, WaiverGiven};
pub use said::{AllSaid, Said, What};
pub use scale::{Rating, RatingDescription, RatingName, Scale, ScaleSet, ratings_of};
pub use scope::{ClaimScoped, Coverage, Scope};
pub use search::{
    NoWord, NotSearched, SearchIn, SearchTerm, Wanted, WantedPart, evidence_searched, searched,
    terms,
};
pub use selection::Selection;
pub use sight::{Sight, Viewer};
pub use source_map::SourceMap;
pub use span::{LineColumn, NotASpan, RawSpan, Span};
pub use structure::{Clock, Heading, Setting, Structure};
pub use text::{SpanError, Text};
pub use timestamp::{NotATime, Timestamp};
pub use verdict::{NotAWait, Verdict, Waits};
pub use visible::Visible;
pub use words::{SealedText, Words, Written};
