use super::report::{ReportReader, earlier_ones, head_of_report};
use super::seen::Looking;
use super::{Ledger, LedgerError, LedgerParts, StoreError, VerifyOptions, View};
use crate::domain::{ClaimId, EntryId, SealedText, Sha256, Timestamp, Viewer};
use crate::keys::KeyFolder;
use crate::merkle::{SigningKey, Tile, TlogProof, VerifierKey, inclusion_proof};
use crate::store::{Snapshot, Store};
use crate::view::{BundleNote, Report};

/// Signs bundles of one ledger, with the ledger's private key.
pub struct BundleSigner(SigningKey);

/// Items that are read one by one, on demand.
type Stream<'v, T> = Box<dyn Iterator<Item = Result<T, LedgerError>> + 'v>;

/// Everything that an outsider needs to check a report without its ledger: the report, the whole
/// log that it follows from, the bytes that the log names by hash, and the public keys.
pub struct Bundle<'v> {
    /// The last signed checkpoint, verbatim.
    pub checkpoint: String,
    /// Texts and pages, each with its hash.
    pub contents: Stream<'v, (Sha256, Vec<u8>)>,
    /// Every entry of the log, verbatim, in order.
    pub entries: Stream<'v, Vec<u8>>,
    /// The entries without effect: verifying the bundle reports each of them.
    pub faults: Vec<EntryId>,
    pub log_key: VerifierKey,
    /// The entries that verdicts rest on, each with a proof that it is in the log.
    pub proofs: Stream<'v, TlogProof>,
    pub report: Report,
    /// In the order of the log.
    pub reviewer_keys: Vec<VerifierKey>,
    /// Signs the note on the file of all hashes, which has this hash. `None` if the key is not on
    /// this machine.
    pub sign: Option<Box<dyn Fn(Sha256) -> String + 'v>>,
    /// The articles and claims of the report.
    pub source: ReportReader<'v>,
    /// The last review, and its claim: an example to check by hand.
    pub verdict: Option<(ClaimId, EntryId)>,
    /// What people wrote, in the order of the hashes.
    pub words: Stream<'v, SealedText>,
}

impl View<'_> {
    /// Everything that an outsider needs to check a report on the whole ledger, whoever looks: without
    /// all of the log, nothing proves it. Without a signer,
    /// it is what a bundle is checked against: everything except its note.
    ///
    /// Everything signed is verified first, at this moment. An entry without effect is in the
    /// bundle. If the index does not list it, the error is [`LedgerError::NotIndexed`]: then use
    /// [`Ledger::rebuilt_copy`].
    pub fn bundle<'v>(
        &'v self,
        made_at: Timestamp,
        signer: Option<&'v BundleSigner>,
    ) -> Result<Bundle<'v>, LedgerError> {
        if signer.is_some() {
            self.check_before_signing()?;
        }
        let snapshot: &'v Snapshot<'v> = self.snapshot();
        let (checkpoint, log_key) = signed(snapshot)?;
        let size = snapshot.entries()?;
        let articles = snapshot.articles()?;
        let roster = snapshot.roster()?;
        snapshot.attest_head()?;
        let report = head_of_report(snapshot, made_at)?;
        let withdrawn = report.withdrawn.clone();
        let contents = snapshot.content_hashes()?.into_iter();
        let proofs = snapshot.verdict_entries()?.into_iter();
        let proven_by = checkpoint.clone();
        let sign = signer.map(|BundleSigner(key)| -> Box<dyn Fn(Sha256) -> String + 'v> {
            let log = log_key.name().clone();
            Box::new(move |sums| BundleNote::new(&log, sums).sign(key))
        });
        let report = head_of_report(snapshot, made_at)?;
        let odd_times = earlier_ones(&report);
        Ok(Bundle {
            checkpoint,
            contents: Box::new(contents.map(|sha256| Ok((sha256, snapshot.content(sha256)?)))),
            entries: Box::new(entries(snapshot, size)),
            faults: snapshot.faults()?.into_iter().collect(),
            log_key,
            proofs: Box::new(proofs.map(move |entry| prove(snapshot, &proven_by, entry, size))),
            report,
            reviewer_keys: snapshot.reviewers()?.into_iter().map(|known| known.key).collect(),
            sign,
            source: ReportReader::of_verified(snapshot, articles, &withdrawn, roster, odd_times),
            verdict: snapshot.last_review()?,
            words: Box::new(words(snapshot)),
        })
    }

    fn check_before_signing(&self) -> Result<(), LedgerError> {
        // Only the last checkpoint is in the bundle.
        let options = VerifyOptions { only_last_checkpoint: true, ..VerifyOptions::default() };
        let found = self.verify(&options, &mut |_, _| {})?;
        match found.damage() {
            Some(damage) => Err(LedgerError::NotSound(damage.to_string())),
            None if found.unindexed.is_empty() => Ok(()),
            None => Err(LedgerError::NotIndexed),
        }
    }
}

impl Ledger {
    /// The signer for bundles of this ledger, if its private key is on this machine.
    pub fn bundle_signer(&self) -> Result<BundleSigner, LedgerError> {
        let vkey = self.log_key()?.to_string();
        let key = self.keys.ledger_key(&self.log()?, &vkey).map_err(StoreError::from)?;
        Ok(BundleSigner(key))
    }

    /// A copy of the ledger, in a temporary file, whose index lists every entry without effect.
    pub fn rebuilt_copy(&self) -> Result<Self, LedgerError> {
        let (keys, looking) = (self.keys.clone(), self.looking.clone());
        Ok(Self { keys, looking, store: self.store.rebuilt()?.0 })
    }

    /// Build a ledger from the parts of another, in a temporary file. The parts are not trusted:
    /// [`Ledger::verify`] shows whether they are sound.
    pub fn of_parts<C, L, W, E: From<LedgerError> + From<StoreError>>(
        parts: LedgerParts<C, L, W>,
        keys: KeyFolder,
    ) -> Result<Self, E>
    where
        C: Iterator<Item = Result<(Sha256, Vec<u8>), E>>,
        L: Iterator<Item = Result<Vec<u8>, E>>,
        W: Iterator<Item = Result<SealedText, E>>,
    {
        let mut store = Store::temporary().map_err(LedgerError::from)?;
        store.fill(parts)?;
        Ok(Self { keys, looking: Looking::Now(Viewer::Machine), store })
    }
}

/// The last checkpoint, and the key that it must be signed with.
pub(super) fn signed(snapshot: &Snapshot<'_>) -> Result<(String, VerifierKey), LedgerError> {
    let log_key = snapshot.log_key()?.ok_or(LedgerError::Empty)?;
    let checkpoint = snapshot.last_checkpoint()?.ok_or(LedgerError::Empty)?;
    Ok((checkpoint, log_key))
}

/// The entry at `position`, with the proof that it is in the log of `size` entries.
pub(super) fn prove(
    snapshot: &Snapshot<'_>,
    checkpoint: &str,
    position: EntryId,
    size: u64,
) -> Result<TlogProof, LedgerError> {
    let entry = snapshot.entry_bytes(position, 1)?.pop();
    Ok(TlogProof {
        checkpoint: checkpoint.to_owned(),
        extra: Some(entry.ok_or(LedgerError::NoEntry(position))?),
        hashes: inclusion_proof(snapshot, position.0, size)?,
        index: position.0,
    })
}

/// Every entry, read one tile at a time.
fn entries<'a>(
    snapshot: &'a Snapshot<'_>,
    size: u64,
) -> impl Iterator<Item = Result<Vec<u8>, LedgerError>> + 'a {
    let width = u64::from(Tile::WIDTH);
    (0..size.div_ceil(width)).flat_map(move |tile| {
        match snapshot.entry_bytes(EntryId(tile * width), width) {
            Ok(entries) => entries.into_iter().map(Ok).collect(),
            Err(error) => vec![Err(error.into())],
        }
    })
}

/// What people wrote, read a few texts at a time.
fn words<'a>(
    snapshot: &'a Snapshot<'_>,
) -> impl Iterator<Item = Result<SealedText, LedgerError>> + 'a {
    const AT_ONCE: u32 = 256;
    let mut after = None;
    std::iter::from_fn(move || {
        let some = match snapshot.words_after(after, AT_ONCE) {
            Ok(some) => some,
            Err(error) => return Some(vec![Err(error.into())]),
        };
        after = Some(some.last()?.sha256);
        Some(some.into_iter().map(Ok).collect())
    })
    .flatten()
}
