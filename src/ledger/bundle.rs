use super::attested::Attested;
use super::read::{Visit, report, section};
use super::{Ledger, LedgerError, LedgerParts, StoreError, VerifyOptions};
use crate::domain::{EntryId, Sha256, Timestamp};
use crate::keys::{KeyFolder, Owner};
use crate::merkle::{SigningKey, Tile, TlogProof, VerifierKey, inclusion_proof};
use crate::store::{Snapshot, Store};
use crate::view::{Bundle, BundleNote, Section, Stream};

/// Signs bundles of one ledger, with the ledger's private key.
pub struct BundleSigner(SigningKey);

impl Ledger {
    /// What signs a bundle of this ledger, if its private key is here.
    pub fn bundle_signer(&self) -> Result<BundleSigner, LedgerError> {
        let created: Result<_, LedgerError> = self.store.read(|snapshot| Ok(snapshot.created()?));
        let (log, created) = created?.ok_or(LedgerError::Empty)?;
        let key = self.keys.known(&log, Owner::Ledger, &created.log).map_err(StoreError::from)?;
        Ok(BundleSigner(key))
    }

    /// Hand out all that an outsider needs to check a report on the whole ledger, as it stands at
    /// this moment. Without a signer it is what a bundle is checked against: all but its note.
    ///
    /// What is signed is verified first. An entry that has no effect is in the bundle, and shows no
    /// effect there, whether the index knows of it or not.
    pub fn bundle<T, E: From<LedgerError>>(
        &self,
        made_at: Timestamp,
        signer: Option<&BundleSigner>,
        pack: impl FnOnce(Bundle<'_, LedgerError>) -> Result<T, E>,
    ) -> Result<T, E> {
        let copy = signer.map(|_| self.copy_to_sign().map_err(E::from)).transpose()?.flatten();
        let store = copy.as_ref().unwrap_or(&self.store);
        store
            .read(|snapshot| {
                let (checkpoint, log_key) = signed(snapshot)?;
                let size = snapshot.entries()?;
                let articles = snapshot.articles()?;
                snapshot.attest_head()?;
                let sections = || -> Stream<'_, Section, LedgerError> {
                    let mut attested = Attested::of_signed(snapshot);
                    Box::new(articles.iter().map(move |id| section(snapshot, &mut attested, *id)))
                };
                let contents = snapshot.content_hashes()?.into_iter();
                let contents = contents.map(|sha256| Ok((sha256, snapshot.content(sha256)?)));
                let proofs = snapshot.verdict_entries()?.into_iter();
                let proofs = proofs.map(|position| prove(snapshot, &checkpoint, position, size));
                let sign = signer.map(|BundleSigner(key)| {
                    let log = log_key.name().clone();
                    move |sums| BundleNote::new(&log, sums).sign(key)
                });
                let bundle = Bundle {
                    checkpoint: checkpoint.clone(),
                    contents: Box::new(contents),
                    entries: Box::new(entries(snapshot, size)),
                    faults: snapshot.faults()?.into_iter().collect(),
                    log_key,
                    proofs: Box::new(proofs),
                    report: report(snapshot, made_at, None)?,
                    reviewer_keys: snapshot
                        .reviewers()?
                        .into_iter()
                        .map(|known| known.key)
                        .collect(),
                    sections: &sections,
                    sign: sign.as_ref().map(|sign| sign as &dyn Fn(Sha256) -> String),
                    verdict: snapshot.last_review()?,
                };
                pack(bundle).map_err(Visit::Visitor)
            })
            .map_err(Visit::into_error)
    }

    /// Make sure that the ledger is as it was recorded. Where its index does not know of an entry
    /// without effect, what is handed out is of a copy whose index does.
    fn copy_to_sign(&self) -> Result<Option<Store>, LedgerError> {
        // Of the checkpoints the last alone is handed out.
        let depth = VerifyOptions { only_last_checkpoint: true, ..VerifyOptions::default() };
        let found = self.store.verify(&depth, &mut |_, _| {})?;
        match found.damage() {
            Some(damage) => Err(LedgerError::NotSound(damage.to_string())),
            None if found.unindexed.is_empty() => Ok(None),
            None => Ok(Some(self.store.rebuilt()?.0)),
        }
    }

    /// Make a ledger of the parts of another, in a file of the system's own. Nothing of them is
    /// believed: [`Ledger::verify`] tells whether they are sound.
    pub fn of_parts<C, L, E: From<LedgerError>>(
        parts: LedgerParts<C, L>,
        keys: KeyFolder,
    ) -> Result<Self, E>
    where
        C: Iterator<Item = Result<(Sha256, Vec<u8>), E>>,
        L: Iterator<Item = Result<Vec<u8>, E>>,
    {
        let mut store = Store::temporary().map_err(LedgerError::from)?;
        let parts = LedgerParts {
            checkpoints: parts.checkpoints,
            contents: parts.contents.map(|content| content.map_err(Visit::Visitor)),
            entries: parts.entries.map(|entry| entry.map_err(Visit::Visitor)),
        };
        store.fill(parts).map_err(Visit::into_error)?;
        Ok(Self { keys, store })
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

/// Every entry, read a tile's worth at a time.
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
