mod contents;
mod ledger_key;

use std::collections::HashSet;
use std::path::PathBuf;

pub(super) use contents::insert_content;
use ledger_key::{LedgerKey, another_key, ensure_latest, ledger_key, successor};
pub use ledger_key::{Purpose, Rotated, Succeeded};

use super::attest::damaged;
use super::grounds::LinkError;
use super::project::Projection;
use super::sql::{Connection, params};
use super::words::insert_words;
use super::{Snapshot, StoreError};
use crate::domain::{
    Actor, ArticleAppeared, ArticleCorrected, ArticleId, ArticleReread, ArticleRestored,
    ArticleWithdrawn, ClaimAdded, ClaimAssigned, ClaimCorrected, ClaimId, ClaimLinked,
    ClaimReleased, ClaimReviewed, ClaimScoped, ClaimSettled, ClaimTagged, ClaimTaken,
    ClaimsExtracted, Entry, EntryError, EntryId, EntryUuid, Event, LedgerCreated, NoteAdded,
    Origin, ReviewerAdded, ReviewerName, Role, SealedText, Sha256, TakenBack, TreeHead,
    VerdictResolved, WaiverGiven,
};
use crate::keys::{KeyError, KeyFolder, Owner};
use crate::log::{has_nul, sign_entry};
use crate::merkle::{Checkpoint, Frontier, Node, NoteSignature, SigningKey, Tile, leaf_hash};

/// The only way to write to the database. It lasts as long as its transaction.
pub struct Writer<'a> {
    after: TreeHead,
    author: &'a Actor,
    frontier: Frontier,
    /// Whether the author's key is in the log.
    is_introduced: bool,
    /// Whether the author's key is not in the log yet.
    is_key_new: bool,
    /// Nothing with ids from the index was appended yet.
    is_unattested: bool,
    key: SigningKey,
    keys: &'a KeyFolder,
    /// The last entry that was read to check an act.
    last_read: Option<(EntryId, Vec<u8>)>,
    ledger_key: LedgerKey,
    log: Origin,
    /// The author, if their key was not in the log before this act.
    newcomer: Option<Newcomer>,
    /// Hashes of which the ledger has, and had, nothing.
    new: HashSet<Sha256>,
    /// The last article recorded by this act: its row was just written.
    own_article: Option<ArticleId>,
    projection: Projection<'a>,
    connection: &'a Connection,
}

impl<'a> Writer<'a> {
    pub(super) fn new(
        connection: &'a Connection,
        author: &'a Actor,
        keys: &'a KeyFolder,
        purpose: Purpose,
    ) -> Result<Self, StoreError> {
        let snapshot = Snapshot::new(connection);
        if let Some(position) = snapshot.position_of(EntryUuid::new(author, 0))? {
            return Err(StoreError::Repeated(position));
        }
        let size = snapshot.entries()?;
        if snapshot.faults()?.last().is_some_and(|last| last.0 >= size) {
            return Err(damaged("its table `faults` names an entry that is not there".to_owned()));
        }
        let (frontier, log, ledger_key) = match snapshot.created()? {
            None => {
                let (log, key) = keys.new_ledger()?;
                (snapshot.frontier()?, log, LedgerKey::from(key))
            }
            Some((log, _)) => {
                if !keys.is_this_copy {
                    ensure_latest(&snapshot, keys, &log, size)?;
                }
                let key = match purpose {
                    Purpose::Act => ledger_key(&snapshot, author, keys, &log)?,
                    Purpose::Succeed { is_lost } => {
                        successor(&snapshot, author, keys, &log, is_lost)?
                    }
                };
                let of_log = key.lost().unwrap_or(key.key.verifier());
                // The hashes for the next root are those that were signed last.
                (snapshot.signed_frontier(of_log)?, log, key)
            }
        };
        let after = TreeHead { root: frontier.root(), size: frontier.size() };
        let owner = Owner::Reviewer(&author.name);
        let known = snapshot.key_of(&author.name)?;
        snapshot.attest_key(&author.name, known.as_deref())?;
        let mut is_key_new = known.is_none();
        let (key, newcomer) = if let Some(vkey) = &known {
            let key = match keys.known(&log, owner, vkey) {
                Err(KeyError::Missing { .. } | KeyError::Other { .. })
                    if purpose != Purpose::Act =>
                {
                    is_key_new = true;
                    another_key(&snapshot, keys, &log, &author.name)?
                }
                key => key?,
            };
            (key, None)
        } else {
            snapshot.may_join(&author.name, keys.meant)?;
            if !snapshot.keyring()?.may_join(&author.name) {
                return Err(StoreError::NotInvited(author.name.clone()));
            }
            let newcomer = Newcomer {
                is_key_made: keys.find(&log, owner)?.is_none(),
                key: keys.path(&log, owner),
                name: author.name.clone(),
            };
            (keys.new_reviewer(&log, &author.name, &[])?, Some(newcomer))
        };
        let projection = Projection::new(connection, snapshot);
        // Who goes on without the key of the ledger is introduced by that very entry.
        let is_introduced = known.is_some() || purpose != Purpose::Act;
        Ok(Self {
            after,
            author,
            frontier,
            is_introduced,
            is_key_new,
            is_unattested: true,
            key,
            keys,
            last_read: None,
            ledger_key,
            log,
            new: HashSet::new(),
            newcomer,
            own_article: None,
            projection,
            connection,
        })
    }

    /// The current ledger, including everything appended so far.
    pub fn snapshot(&self) -> &Snapshot<'a> {
        self.projection.index()
    }

    /// Record `event`: the entry, and its index rows.
    ///
    /// The first entry of a ledger, and of a person, get an introducing entry before them.
    pub fn append(&mut self, event: Event) -> Result<EntryId, StoreError> {
        let at = EntryId(self.frontier.size());
        let roster = self.projection.roster()?;
        roster.allows(&self.author.name, &event, at).map_err(StoreError::NotAllowed)?;
        self.attest(&event)?;
        self.introduce()?;
        let imported = if let Event::ArticleImported(imported) = &event {
            Some(imported.article)
        } else {
            self.own_article
        };
        let position = self.append_entry(event)?;
        self.own_article = imported;
        Ok(position)
    }

    /// Record the entries that introduce a new ledger, and a new person. Returns whether the person
    /// is new.
    pub fn introduce(&mut self) -> Result<bool, StoreError> {
        let key = self.key.verifier().to_string();
        if self.frontier.size() == 0 {
            self.append_entry(Event::LedgerCreated(LedgerCreated {
                founder: key.clone(),
                hash: "sha256".to_owned(),
                log: self.ledger_key.key.verifier().to_string(),
                roles: Some(Role::Editor),
            }))?;
        }
        if std::mem::replace(&mut self.is_introduced, true) {
            return Ok(false);
        }
        let name = self.author.name.clone();
        self.append_entry(Event::ReviewerAdded(ReviewerAdded { key, name, role: None }))?;
        Ok(true)
    }

    /// Check that what the event took from the index matches the log and the text.
    fn attest(&mut self, event: &Event) -> Result<(), StoreError> {
        let snapshot = self.projection.index();
        let has_new_id = matches!(
            event,
            Event::ArticleImported(_) | Event::ClaimAdded(_) | Event::ClaimsExtracted(_)
        );
        if has_new_id && std::mem::take(&mut self.is_unattested) {
            snapshot.attest_next_ids()?;
        }
        match event {
            Event::ClaimAdded(ClaimAdded { article, .. })
            | Event::ClaimsExtracted(ClaimsExtracted { article, .. }) => {
                if self.own_article == Some(*article) {
                    return Ok(());
                }
                let article = snapshot.article(*article)?;
                article.map_or(Ok(()), |article| snapshot.attest_article(&article).map(drop))
            }
            Event::ArticleAppeared(ArticleAppeared { article, .. })
            | Event::ArticleCorrected(ArticleCorrected { article, .. })
            | Event::ArticleReread(ArticleReread { article, .. })
            | Event::ArticleRestored(ArticleRestored { article, .. })
            | Event::ArticleWithdrawn(ArticleWithdrawn { article, .. }) => {
                let article = snapshot.article(*article)?;
                article.map_or(Ok(()), |article| snapshot.attest_article(&article).map(drop))
            }
            Event::ClaimAssigned(ClaimAssigned { claim, .. })
            | Event::ClaimCorrected(ClaimCorrected { claim, .. })
            | Event::ClaimReleased(ClaimReleased { claim, .. })
            | Event::ClaimTagged(ClaimTagged { claim, .. })
            | Event::ClaimTaken(ClaimTaken { claim, .. })
            | Event::ClaimUnlinked(ClaimLinked { claim, .. })
            | Event::ClaimDismissed(ClaimSettled { claim, .. })
            | Event::ClaimRestored(ClaimSettled { claim, .. })
            | Event::ClaimReviewed(ClaimReviewed { claim, .. })
            | Event::ClaimScoped(ClaimScoped { claim, .. })
            | Event::ClaimSuggested(ClaimReviewed { claim, .. })
            | Event::NoteAdded(NoteAdded { claim, .. })
            | Event::NoteRetracted(TakenBack { claim, .. })
            | Event::ReviewWithdrawn(TakenBack { claim, .. })
            | Event::VerdictResolved(VerdictResolved { claim, .. })
            | Event::WaiverGiven(WaiverGiven { claim, .. }) => {
                snapshot.attest_quote(*claim, &mut self.last_read)
            }
            Event::ClaimLinked(linked) => {
                let at = EntryId(self.frontier.size());
                let refused = |error: LinkError| error.or(StoreError::NotAllowed);
                snapshot.allows_link(linked, at).map_err(refused)?;
                let mut both = [linked.claim, linked.to.claim].into_iter();
                both.try_for_each(|claim| snapshot.attest_quote(claim, &mut self.last_read))
            }
            Event::EvidenceAdded(added) => {
                snapshot.attest_next_evidence()?;
                let mut claims = added.claims.iter();
                claims.try_for_each(|of| snapshot.attest_quote(of.claim, &mut self.last_read))
            }
            // The valid keys are read from the log itself, and compared with the index.
            Event::ArticleImported(_)
            | Event::ContentWithheld(_)
            | Event::EvidenceChecked(_)
            | Event::EvidenceGrouped(_)
            | Event::EvidenceWithdrawn(_)
            | Event::KeyRotated(_)
            | Event::LedgerCreated(_)
            | Event::LedgerSucceeded(_)
            | Event::PolicySet(_)
            | Event::ReviewerAdded(_)
            | Event::ReviewerInvited(_)
            | Event::ReviewerRenamed(_)
            | Event::ReviewerRetired(_)
            | Event::ReviewerRevoked(_)
            | Event::RoleGiven(_)
            | Event::ScaleSet(_)
            | Event::Unknown(_) => Ok(()),
        }
    }

    fn append_entry(&mut self, event: Event) -> Result<EntryId, StoreError> {
        let position = EntryId(self.frontier.size());
        let number = position.0 - self.after.size;
        let mut event = event;
        let sealed = self.seal(number, &mut event);
        let entry = Entry {
            actor: self.author.name.clone(),
            after: self.after,
            at: self.author.at,
            event,
            id: EntryUuid::new(self.author, number),
            log: self.log.clone(),
        };
        let bytes = sign_entry(&entry, &self.key)
            .map_err(|source| StoreError::Entry { position, source })?;
        if has_nul(&bytes) || sealed.iter().any(|words| words.text.contains('\0')) {
            return Err(StoreError::Entry { position, source: EntryError::Nul });
        }
        self.admit(position, &entry)?;
        let leaf = leaf_hash(&bytes);
        insert_entry(self.connection, position, entry.id.as_bytes(), &bytes, leaf)?;
        for text in &sealed {
            insert_words(self.connection, text)?;
        }
        self.projection.entry(position, &entry)?;
        grow(&mut self.frontier, leaf, |node| self.projection.node(node))?;
        Ok(position)
    }

    /// Put what a person wrote beside the log. The entry has only the hash of it, which nobody can
    /// guess a text from: the salt follows from the seed of the act, which is random and secret.
    fn seal(&self, number: u64, event: &mut Event) -> Vec<SealedText> {
        let mut sealed = Vec::new();
        for (field, words) in (0_u8..).zip(event.words()) {
            let Some(plain) = words.plain() else { continue };
            let parts: [&[u8]; 4] = [b"words", &self.author.seed, &number.to_be_bytes(), &[field]];
            let text = SealedText::new(Sha256::of_parts(&parts), plain.to_owned());
            words.seal(text.sha256);
            sealed.push(text);
        }
        sealed
    }

    /// Check an entry about keys against the rules by which it will be verified.
    fn admit(&self, position: EntryId, entry: &Entry) -> Result<(), StoreError> {
        if !is_about_keys(&entry.event) {
            return Ok(());
        }
        let key = self.key.verifier();
        // Only its signer matters here: it was just created.
        let signature =
            NoteSignature { id: key.id(), name: key.name().as_str(), signature: Vec::new() };
        let admitted = self.snapshot().keyring()?.admit(position, entry, &signature);
        admitted.map(|_| ()).map_err(|source| StoreError::NotAdmitted { position, source })
    }

    /// The id that the next article will have.
    pub fn next_article(&mut self) -> Result<ArticleId, StoreError> {
        self.projection.next_article()
    }

    /// The id that the next claim will have.
    pub fn next_claim(&mut self) -> Result<ClaimId, StoreError> {
        self.projection.next_claim()
    }

    /// Whether the author was in the log before this act.
    pub fn is_introduced(&self) -> bool {
        self.is_introduced
    }

    /// The name of the log.
    pub fn log(&self) -> &Origin {
        &self.log
    }

    /// Sign the current log. The keys are on the disk before anything that they signed.
    pub(super) fn finish(mut self) -> Result<Option<Signed>, StoreError> {
        let head = TreeHead { root: self.frontier.root(), size: self.frontier.size() };
        if head == self.after {
            return Ok(None);
        }
        self.projection.finish()?;
        let key = &self.ledger_key.key;
        let checkpoint = Checkpoint::new(key.name(), head).sign(key);
        insert_checkpoint(self.connection, head.size, checkpoint.as_bytes())?;
        if self.after.size == 0 {
            self.keys.save(&self.log, Owner::Ledger, key)?;
        }
        if self.is_key_new {
            self.keys.save(&self.log, Owner::Reviewer(&self.author.name), &self.key)?;
        }
        let last = EntryUuid::new(self.author, head.size - 1 - self.after.size);
        let newcomer = self.newcomer.filter(|_| self.after.size > 0);
        let next_key = self.ledger_key.is_new.then_some(self.ledger_key.key);
        Ok(Some(Signed { checkpoint, last, log: self.log, newcomer, next_key }))
    }
}

/// What was signed at the end of an act, to be saved once it is committed.
pub(super) struct Signed {
    pub(super) checkpoint: String,
    /// The id of the last entry.
    pub(super) last: EntryUuid,
    pub(super) log: Origin,
    pub(super) newcomer: Option<Newcomer>,
    /// The key that the ledger has from now on, if that is another.
    pub(super) next_key: Option<SigningKey>,
}

/// A person who acted for the first time, in a ledger that others had begun.
#[derive(Clone, Debug)]
pub struct Newcomer {
    /// Whether the key was made for this act, or was there before.
    pub is_key_made: bool,
    /// Where the private key is.
    pub key: PathBuf,
    pub name: ReviewerName,
}

/// Append a leaf to the tree, and store the full tiles that it completes.
pub(super) fn grow(
    frontier: &mut Frontier,
    leaf: Sha256,
    mut keep: impl FnMut(Node) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut kept = Ok(());
    frontier.push(leaf, |node| {
        if node.height > 0 && node.height.is_multiple_of(Tile::HEIGHT) && kept.is_ok() {
            kept = keep(node);
        }
    });
    kept
}

/// Whether it says whose signature is valid.
fn is_about_keys(event: &Event) -> bool {
    matches!(
        event,
        Event::KeyRotated(_)
            | Event::LedgerSucceeded(_)
            | Event::PolicySet(_)
            | Event::ReviewerAdded(_)
            | Event::ReviewerInvited(_)
            | Event::ReviewerRenamed(_)
            | Event::ReviewerRetired(_)
            | Event::ReviewerRevoked(_)
    )
}

pub(super) fn insert_entry(
    connection: &Connection,
    position: EntryId,
    id: &[u8; 16],
    bytes: &[u8],
    leaf: Sha256,
) -> Result<(), StoreError> {
    connection.change(
        1,
        "INSERT INTO entries (position, id, bytes, leaf)
             VALUES (?1, ?2, ?3, ?4)",
        params![position, id, bytes, leaf],
    )
}

pub(super) fn insert_checkpoint(
    connection: &Connection,
    size: u64,
    note: &[u8],
) -> Result<(), StoreError> {
    connection.change(
        1,
        "INSERT INTO checkpoints (size, note)
             VALUES (?1, ?2)",
        params![EntryId(size), note],
    )
}
