use crate::view::{ContentFault, Finding, IndexFault, KeptFault, WordsFault};

/// What to do about a finding.
pub(super) fn advice(finding: &Finding) -> &'static str {
    const RESTORE: &str = "restore the ledger from a backup";
    const SALVAGE: &str = "restore the ledger from a backup; `factledger salvage FOLDER` saves all that still verifies";
    const REBUILD: &str = "the entries are not affected; `factledger verify --rebuild` repairs it, \
                           if the log is sound";
    match finding {
        Finding::BundleFile { .. }
        | Finding::BundleUnreadable(_)
        | Finding::BundleWithoutLogKey => {
            "ask the person who made the bundle for an intact one; until then, do not rely on \
             what it says there"
        }
        Finding::Checkpoint { .. }
        | Finding::Content(ContentFault::Foreign)
        | Finding::CutOff { .. }
        | Finding::EntryChanged { .. }
        | Finding::EntryMissing(_)
        | Finding::NotSigned { .. }
        | Finding::Words(WordsFault::Foreign) => RESTORE,
        Finding::Content(ContentFault::Changed(_) | ContentFault::Missing(_)) => {
            "restore it from a backup, or from where it came"
        }
        Finding::Words(WordsFault::Changed(_) | WordsFault::Lost(_)) => "restore it from a backup",
        Finding::Cosignature { .. } => "ask that reviewer for the original line",
        Finding::Database(_) | Finding::Schema { is_of_log: true, .. } => SALVAGE,
        Finding::EntryRefused { .. } => {
            "it stays in the log, without effect; find out who wrote it, and with which program"
        }
        Finding::Header(_) | Finding::Schema { is_of_log: false, .. } => REBUILD,
        Finding::Index(
            IndexFault::NotAFault(_) | IndexFault::NotRebuilt(_) | IndexFault::Table { .. },
        ) => "the log is right; `factledger verify --rebuild` rebuilds the index from it",
        Finding::KeptElsewhere {
            how:
                KeptFault::NoLogKey
                | KeptFault::OtherLog(_)
                | KeptFault::Removed { .. }
                | KeptFault::Rewritten { .. },
            ..
        } => {
            "keep the ledger and that checkpoint as evidence; a copy that extends it is the \
             true one"
        }
    }
}
