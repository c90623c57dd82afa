use std::collections::BTreeMap;

use super::seen::Looking;
use super::{Ledger, LedgerError, LedgerParts, VerifyOptions, WithheldError};
use crate::domain::{EntryId, Timestamp};
use crate::store::Store;
use crate::view::AsOf;

impl Ledger {
    /// The ledger as it was at a time, rebuilt in a temporary file from the acts that were recorded
    /// by then: all up to the first that is dated later. So nothing in it is dated later, even if a
    /// clock was wrong.
    pub fn as_of(&self, at: Timestamp) -> Result<(Self, AsOf), LedgerError> {
        let (mut store, as_of) = self.store.read(|snapshot| {
            let before = snapshot.recorded_by(at)?;
            let size = before.size;
            let Some(note) = snapshot.checkpoint(size)?.filter(|_| size > 0) else {
                let first = snapshot.entry(EntryId(0))?.ok_or(LedgerError::Empty)?.entry.at;
                return Err(LedgerError::NothingYet { at, first });
            };
            let mut store = Store::temporary()?;
            if let Some(article) = snapshot.withheld_since(size)? {
                return Err(WithheldError::Article(article).into());
            }
            if let Some(evidence) = snapshot.evidence_withheld_since(size)? {
                return Err(WithheldError::Evidence(evidence).into());
            }
            if let Some(entry) = snapshot.words_withheld_since(size)? {
                return Err(WithheldError::Words(entry).into());
            }
            let contents = snapshot.contents_named_by(size)?.into_iter();
            let words = snapshot.words_named_by(size)?;
            store.fill::<_, _, _, LedgerError>(LedgerParts {
                checkpoints: BTreeMap::from([(size, note)]),
                contents: contents.map(|sha256| Ok((sha256, snapshot.content(sha256)?))),
                entries: (0..size).map(|position| {
                    let entry = snapshot.entry_bytes(EntryId(position), 1)?.pop();
                    entry.ok_or(LedgerError::NoEntry(EntryId(position)))
                }),
                words: words.into_iter().filter_map(|sha256| {
                    snapshot.sealed_text(sha256).map_err(LedgerError::from).transpose()
                }),
            })?;
            Ok((store, AsOf { at, entries: snapshot.entries()?, left_out: before.left_out }))
        })?;
        let looking = Looking::With(
            self.store.read(|snapshot| Ok::<_, LedgerError>(self.looking.sight(snapshot)?))?,
        );
        let options = VerifyOptions {
            may_be_older: true,
            only_last_checkpoint: true,
            ..VerifyOptions::default()
        };
        let found = store.rebuild(&options, &mut |_, _| {})?;
        match found.damage() {
            Some(damage) => Err(LedgerError::NotSound(damage.to_string())),
            None => Ok((Self { keys: self.keys.clone(), looking, store }, as_of)),
        }
    }
}
