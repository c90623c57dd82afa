//! The JSON formats. They are stable: later versions may add members, but remove none.

mod article;
mod claim;
mod counts;
mod detail;
mod entry;
mod evidence;
mod explained;
mod hit;
mod key_change;
mod later;
mod line;
mod odd_time;
mod report;
mod reviewer;
mod revoked;
mod stats;
mod trial;
mod verification;

pub use article::ArticleJson;
pub use claim::ClaimJson;
pub(in crate::export) use claim::ReviewJson;
pub use detail::ClaimDetailJson;
pub use entry::EntryJson;
pub use evidence::EvidenceJson;
pub use explained::ExplainedJson;
pub use hit::HitJson;
pub use line::HistoryLineJson;
pub(in crate::export) use report::write;
pub use report::{write_line, write_pretty};
pub use reviewer::ReviewerJson;
pub use stats::StatsJson;
pub use trial::TrialJson;
pub use verification::VerificationJson;
