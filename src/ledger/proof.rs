use std::collections::BTreeSet;

use super::bundle::{prove, signed};
use super::seen;
use super::{LedgerError, View, WithheldError};
use crate::domain::{
    ClaimId, EntryError, EntryId, Event, LogEntry, Refusal, Review, SealedText, TreeHead,
};
use crate::log::{read_entry, signature_of};
use crate::merkle::{
    Checkpoint, NotACheckpoint, NotATlogProof, NotProven, SignedNote, StandIn, TlogProof,
    VerifierKey, leaf_hash, verify_inclusion,
};
use crate::store::{ReviewerKey, Snapshot, key_at};
use crate::view::ClaimSummary;

/// An entry with the proof that it is in the log, as text to give to others.
#[derive(Clone, Debug)]
pub struct Proof {
    /// If it proves a review: the claim as it is now.
    pub judged: Option<ClaimSummary>,
    /// The key that signs the log's checkpoints.
    pub log_key: VerifierKey,
    pub recorded: LogEntry,
    /// The key that signed the entry.
    pub signer: VerifierKey,
    /// A C2SP tlog-proof, with the entry in it.
    pub text: String,
}

impl Proof {
    /// If it proves a review: the reviews that count now and that say something else, of the same
    /// reviewer or of others.
    pub fn contradicted_by(&self) -> Vec<&Review> {
        let Event::ClaimReviewed(proven) = &self.recorded.entry.event else { return Vec::new() };
        let reviews = self.judged.iter().flat_map(|judged| Review::latest(&judged.reviews));
        reviews.filter(|review| review.status != proven.status).collect()
    }
}

/// What a proof proves.
#[derive(Clone, Debug)]
pub struct Proven {
    /// The state of the log that the entry is a part of.
    pub head: TreeHead,
    /// Whether the entry's own signature was checked, because the reviewer's key was given.
    pub is_signer_known: bool,
    /// The name of the log in the checkpoint. It is another than the entry's if the log lost its key
    /// and went on.
    pub origin: String,
    pub recorded: LogEntry,
}

/// Why a proof does not verify.
#[derive(Debug, thiserror::Error)]
pub enum ProofError {
    #[error("its checkpoint is not valid")]
    Checkpoint(#[source] NotACheckpoint),
    #[error("its entry is not valid")]
    Entry(#[source] EntryError),
    #[error("the entry and the checkpoint are from different logs")]
    OtherLog,
    #[error(transparent)]
    NotAProof(#[from] NotATlogProof),
    /// None of the keys is the log's.
    #[error("the key of the log `{origin}` is needed to check it")]
    NoKey { origin: String },
    #[error("it does not prove that the entry is in the log")]
    NotProven(#[source] NotProven),
    #[error("the entry is not signed by any of the given keys of {0}")]
    NotSigned(String),
    /// What comes after the entry is not what its author wrote.
    #[error("it has words that are not those of the entry")]
    OtherWords,
    /// It does not contain the entry that it is about.
    #[error("it contains no entry")]
    WithoutEntry,
}

impl View<'_> {
    /// Prove that an entry is in the log, up to the last checkpoint.
    pub fn prove_entry(&self, position: EntryId) -> Result<Proof, LedgerError> {
        let proof = self.prover()?.entry(position)?;
        if self.sight().hides_entry(&proof.recorded) {
            let claim = self.sight().hidden_claim(&proof.recorded.entry.event);
            return Err(
                claim.map_or(LedgerError::NoEntry(position), |of| Refusal::Hidden(of).into())
            );
        }
        let Event::ClaimReviewed(reviewed) = &proof.recorded.entry.event else { return Ok(proof) };
        let (judged, _) = self.checked_summary(reviewed.claim)?;
        let judged = seen::claim(self.snapshot(), self.sight(), judged)?;
        Ok(Proof { judged: Some(judged), ..proof })
    }

    /// Prove that the review that led to the verdict on a claim is in the log: the last one that
    /// agrees with it.
    pub fn prove_verdict(&self, claim: ClaimId) -> Result<Proof, LedgerError> {
        let (judged, _) = self.checked_summary(claim)?;
        if self.sight().hides(claim) && !judged.reviews.is_empty() {
            return Err(Refusal::Hidden(claim).into());
        }
        let proof = self.prover()?.verdict(&judged)?;
        Ok(Proof { judged: Some(judged), ..proof })
    }

    /// For many proofs of this moment: what they share is read once.
    pub fn prover(&self) -> Result<Prover<'_>, LedgerError> {
        Prover::new(self.snapshot())
    }
}

/// Proves entries of one moment of the log.
pub struct Prover<'v> {
    checkpoint: String,
    /// The entries without effect.
    faults: BTreeSet<EntryId>,
    log_key: VerifierKey,
    reviewers: Vec<ReviewerKey>,
    size: u64,
    snapshot: &'v Snapshot<'v>,
}

impl<'v> Prover<'v> {
    fn new(snapshot: &'v Snapshot<'v>) -> Result<Self, LedgerError> {
        let (checkpoint, log_key) = signed(snapshot)?;
        let faults = snapshot.faults()?;
        let (reviewers, size) = (snapshot.reviewers()?, snapshot.entries()?);
        Ok(Self { checkpoint, faults, log_key, reviewers, size, snapshot })
    }

    /// Prove that the review that led to the verdict on a claim is in the log. What the claim says
    /// must have been checked, as a [`ReportReader`](super::ReportReader) of the same moment does.
    pub fn verdict(&self, judged: &ClaimSummary) -> Result<Proof, LedgerError> {
        if judged.hidden > 0 {
            return Err(Refusal::Hidden(judged.claim.id).into());
        }
        let agrees = |review: &&Review| review.status == judged.claim.status;
        // If none of the reviews that count agrees, the verdict is from an earlier one.
        let standing = Review::latest(&judged.reviews).filter(agrees).last();
        match standing.or_else(|| judged.reviews.iter().rfind(agrees)) {
            Some(review) => self.entry(review.entry),
            None => Err(LedgerError::NoVerdict(judged.claim.id)),
        }
    }

    /// An entry that the rules refuse has no effect, which a proof by itself cannot show.
    fn entry(&self, position: EntryId) -> Result<Proof, LedgerError> {
        let Self { checkpoint, faults, log_key, reviewers, size, snapshot } = self;
        if faults.contains(&position) {
            return Err(LedgerError::NoEffect(position));
        }
        let bytes = snapshot.entry_bytes(position, 1)?;
        if bytes.first().is_some_and(|bytes| StandIn::read(bytes).is_some()) {
            return Err(WithheldError::Words(position).into());
        }
        let recorded = snapshot.entry(position)?.ok_or(LedgerError::NoEntry(position))?;
        let signer = key_at(reviewers, &recorded.entry.actor, position)?;
        let mut proof = prove(snapshot, checkpoint, position, *size)?;
        for sha256 in recorded.entry.event.sealed() {
            if let Some(text) = snapshot.sealed_text(sha256)? {
                let line = serde_json::to_string(&text).unwrap_or_default() + "\n";
                proof.extra.get_or_insert_default().extend(line.into_bytes());
            }
        }
        let text = proof.to_string();
        // Never give out a proof that does not verify.
        check_proof(&text, &[log_key.clone(), signer.clone()]).map_err(|error| {
            LedgerError::NotSound(format!("`{position}` cannot be proven: {error}"))
        })?;
        Ok(Proof { judged: None, log_key: log_key.clone(), recorded, signer, text })
    }
}

/// Check a proof with only public keys: the log's and, for the entry's own signature, the
/// reviewer's. A name may have several keys, of which one was active at the time.
pub fn check_proof(text: &str, keys: &[VerifierKey]) -> Result<Proven, ProofError> {
    let proof: TlogProof = text.parse()?;
    let checkpoint = proof.checkpoint.as_bytes();
    let note =
        SignedNote::parse(checkpoint).map_err(|error| ProofError::Checkpoint(error.into()))?;
    let origin = note.text.lines().next().unwrap_or_default();
    let head = log_keys(keys)
        .filter(|key| key.name().as_str() == origin)
        .map(|key| Checkpoint::verified(checkpoint, key))
        .reduce(Result::or)
        .ok_or_else(|| ProofError::NoKey { origin: origin.to_owned() })?
        .map_err(ProofError::Checkpoint)?
        .head;

    let (bytes, words) = with_words(proof.extra.as_deref().ok_or(ProofError::WithoutEntry)?);
    let leaf = leaf_hash(bytes);
    verify_inclusion(leaf, proof.index, head.size, &proof.hashes, head.root)
        .map_err(ProofError::NotProven)?;
    let mut entry = read_entry(bytes).map_err(ProofError::Entry)?;
    open(&mut entry.event, words)?;
    let (text, signature) = signature_of(bytes).map_err(ProofError::Entry)?;
    let mut signers = keys.iter().filter(|key| key.name().as_str() == signature.name).peekable();
    let is_signer_known = signers.peek().is_some();
    let signed = |key: &VerifierKey| {
        key.id() == signature.id && key.verify(text.as_bytes(), &signature.signature).is_ok()
    };
    if is_signer_known && !signers.any(signed) {
        return Err(ProofError::NotSigned(entry.actor.to_string()));
    }
    // A log that goes on under another name has the entries from before, each signed by its reviewer.
    if entry.log.as_str() != origin && !is_signer_known {
        return Err(ProofError::OtherLog);
    }
    let recorded = LogEntry {
        earlier_than: None,
        entry,
        has_effect: true,
        leaf,
        position: EntryId(proof.index),
    };
    let origin = origin.to_owned();
    Ok(Proven { head, is_signer_known, origin, recorded })
}

/// An entry, and what its author wrote: lines of JSON after it.
fn with_words(extra: &[u8]) -> (&[u8], &[u8]) {
    /// Its JSON, an empty line, and its signature.
    const LINES: usize = 3;
    let ends = extra.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
    let end = ends.map(|(at, _)| at + 1).nth(LINES - 1);
    extra.split_at(end.unwrap_or(extra.len()))
}

/// Fill in what the author of the entry wrote. What is not given stays withheld.
fn open(event: &mut Event, words: &[u8]) -> Result<(), ProofError> {
    let mut named = event.words();
    for text in serde_json::Deserializer::from_slice(words).into_iter::<SealedText>() {
        let text = text.map_err(|_| ProofError::OtherWords)?;
        let mut of = named.iter_mut().filter(|words| words.sealed_as() == Some(text.sha256));
        if !text.is_sound() || !of.any(|words| words.open(&text.text)) {
            return Err(ProofError::OtherWords);
        }
    }
    Ok(())
}

/// The keys that may be a log's. A key whose name is below that of another key is a reviewer's.
/// Otherwise, its owner could make a log that passes for the real one.
pub fn log_keys(keys: &[VerifierKey]) -> impl Iterator<Item = &VerifierKey> {
    let is_below = |key: &VerifierKey, log: &VerifierKey| {
        let name = key.name().as_str().strip_prefix(log.name().as_str());
        name.is_some_and(|rest| rest.starts_with('/'))
    };
    keys.iter().filter(move |key| !keys.iter().any(|log| is_below(key, log)))
}
