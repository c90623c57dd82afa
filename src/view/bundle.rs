use super::{Report, Section};
use crate::domain::{ClaimId, EntryId, Sha256};
use crate::merkle::{TlogProof, VerifierKey};

/// Things that come one after the other, each had when it is asked for.
pub type Stream<'a, T, E> = Box<dyn Iterator<Item = Result<T, E>> + 'a>;

/// All that an outsider needs to check a report without its ledger: the report itself, the whole
/// log that it follows from, the bytes that the log names by hash, and the public keys.
pub struct Bundle<'a, E> {
    /// The last signed checkpoint, verbatim.
    pub checkpoint: String,
    /// Texts and pages, each with its hash.
    pub contents: Stream<'a, (Sha256, Vec<u8>), E>,
    /// Every entry of the log, verbatim, in order.
    pub entries: Stream<'a, Vec<u8>, E>,
    /// The entries without effect: everyone who checks the bundle will find each of them named.
    pub faults: Vec<EntryId>,
    pub log_key: VerifierKey,
    /// The entries that verdicts rest on, each with the proof that it is in the log.
    pub proofs: Stream<'a, TlogProof, E>,
    pub report: Report,
    /// In the order in which the log named them.
    pub reviewer_keys: Vec<VerifierKey>,
    /// The signed note that fixes the file of all hashes, which has this hash. `None`: nobody here
    /// can sign it.
    pub sign: Option<&'a dyn Fn(Sha256) -> String>,
    /// The sections of the report, as often as they are asked for.
    pub sections: &'a dyn Fn() -> Stream<'a, Section, E>,
    /// The last review, and the claim that it is of: an example to check by hand.
    pub verdict: Option<(ClaimId, EntryId)>,
}
