//! The shapes in JSON. They are stable: a later version may add members, and takes none away.

mod article;
mod claim;
mod entry;
mod examined;
mod explained;
mod reviewer;
mod trial;
mod verification;

pub use article::ArticleShape;
pub use claim::ClaimShape;
pub use entry::EntryShape;
pub use examined::ExaminedShape;
pub use explained::ExplainedShape;
pub use reviewer::ReviewerShape;
pub use trial::TrialShape;
pub use verification::VerificationShape;
