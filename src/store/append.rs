use std::path::PathBuf;

use super::attest::damaged;
use super::project::Projection;
use super::sql::{Connection, params};
use super::{Snapshot, StoreError};
use crate::domain::{
    Actor, ArticleAppeared, ArticleCorrected, ArticleId, ArticleReread, ArticleRestored,
    ArticleWithdrawn, ClaimAdded, ClaimCorrected, ClaimReviewed, ClaimSettled, ClaimsExtracted,
    Entry, EntryId, EntryUuid, Event, LedgerCreated, NoteAdded, Origin, ReviewerAdded,
    ReviewerName, Role, Sha256, TakenBack, TreeHead, VerdictResolved, WaiverGiven,
};
use crate::keys::{KeyError, KeyFolder, Owner, seal};
use crate::log::sign_entry;
use crate::merkle::{
    Checkpoint, Frontier, Node, NoteSignature, SigningKey, Tile, VerifierKey, leaf_hash,
};

/// The only way to write to the database. It lasts as long as its transaction.
pub struct Writer<'a> {
    after: TreeHead,
    author: &'a Actor,
    frontier: Frontier,
    /// Whether keys were sealed, or sealed ones removed. That is no entry.
    has_sealed: bool,
    /// Whether the author's key is in the log.
    is_introduced: bool,
    /// Nothing with ids from the index was appended yet.
    is_unattested: bool,
    key: SigningKey,
    keys: &'a KeyFolder,
    /// The last entry that was read to check an act.
    last_read: Option<(EntryId, Vec<u8>)>,
    ledger_key: SigningKey,
    log: Origin,
    /// The author, if their key was not in the log before this act.
    newcomer: Option<Newcomer>,
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
                (snapshot.frontier()?, log, key)
            }
            Some((log, created)) => {
                let key = ledger_key(&snapshot, author, keys, &log, &created.log)?;
                let last = if keys.is_this_copy { None } else { keys.last_signed(&log)? };
                if let Some(note) = last {
                    let kept = keys.last_signed_path(&log);
                    let is_last =
                        snapshot.last_checkpoint()?.map(String::into_bytes).as_ref() == Some(&note);
                    // That one is verified below.
                    if !is_last {
                        let last = match Checkpoint::verified(&note, key.verifier()) {
                            Ok(last) => last,
                            Err(source) => return Err(StoreError::NotSigned { kept, source }),
                        };
                        if last.head.size > size || !extends(&snapshot, &last, &key)? {
                            return Err(StoreError::Forks { kept, size });
                        }
                    }
                }
                // The hashes for the next root are those that were signed last.
                (snapshot.signed_frontier(key.verifier())?, log, key)
            }
        };
        let after = TreeHead { root: frontier.root(), size: frontier.size() };
        let owner = Owner::Reviewer(&author.name);
        let known = snapshot.key_of(&author.name)?;
        snapshot.attest_key(&author.name, known.as_deref())?;
        let (key, newcomer) = if let Some(vkey) = &known {
            (keys.known(&log, owner, vkey)?, None)
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
        let is_introduced = known.is_some();
        Ok(Self {
            after,
            author,
            frontier,
            has_sealed: false,
            is_introduced,
            is_unattested: true,
            key,
            keys,
            last_read: None,
            ledger_key,
            log,
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
                log: self.ledger_key.verifier().to_string(),
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
            Event::ClaimCorrected(ClaimCorrected { claim, .. })
            | Event::ClaimDismissed(ClaimSettled { claim, .. })
            | Event::ClaimRestored(ClaimSettled { claim, .. })
            | Event::ClaimReviewed(ClaimReviewed { claim, .. })
            | Event::ClaimSuggested(ClaimReviewed { claim, .. })
            | Event::NoteAdded(NoteAdded { claim, .. })
            | Event::NoteRetracted(TakenBack { claim, .. })
            | Event::ReviewWithdrawn(TakenBack { claim, .. })
            | Event::VerdictResolved(VerdictResolved { claim, .. })
            | Event::WaiverGiven(WaiverGiven { claim, .. }) => {
                snapshot.attest_quote(*claim, &mut self.last_read)
            }
            // The valid keys are read from the log itself, and compared with the index.
            Event::ArticleImported(_)
            | Event::ContentWithheld(_)
            | Event::LedgerCreated(_)
            | Event::PolicySet(_)
            | Event::ReviewerAdded(_)
            | Event::ReviewerInvited(_)
            | Event::ReviewerRenamed(_)
            | Event::ReviewerRetired(_)
            | Event::ReviewerRevoked(_)
            | Event::RoleGiven(_)
            | Event::Unknown(_) => Ok(()),
        }
    }

    fn append_entry(&mut self, event: Event) -> Result<EntryId, StoreError> {
        let position = EntryId(self.frontier.size());
        let entry = Entry {
            actor: self.author.name.clone(),
            after: self.after,
            at: self.author.at,
            event,
            id: EntryUuid::new(self.author, position.0 - self.after.size),
            log: self.log.clone(),
        };
        let bytes = sign_entry(&entry, &self.key)
            .map_err(|source| StoreError::Entry { position, source })?;
        self.admit(position, &entry)?;
        let leaf = leaf_hash(&bytes);
        insert_entry(self.connection, position, entry.id.as_bytes(), &bytes, leaf)?;
        self.projection.entry(position, &entry)?;
        grow(&mut self.frontier, leaf, |node| self.projection.node(node))?;
        Ok(position)
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

    /// Store bytes that entries name by their hash. The same bytes are stored only once.
    pub fn keep(&mut self, bytes: &[u8]) -> Result<Sha256, StoreError> {
        let sha256 = Sha256::of(bytes);
        if !self.snapshot().has_content(sha256)? {
            insert_content(self.connection, sha256, bytes)?;
        }
        Ok(sha256)
    }

    /// Remove bytes that were withheld just now.
    pub fn remove(&mut self, sha256: Sha256) -> Result<(), StoreError> {
        if !self.snapshot().has_content(sha256)? {
            return Ok(());
        }
        self.connection.change(1, "DELETE FROM contents WHERE sha256 = ?1", params![sha256])
    }

    /// Seal the ledger's key for the owner of this key, who can then write to the ledger from
    /// another machine or account. Returns whether it was not done before.
    pub fn hand_over(&mut self, to: &VerifierKey) -> Result<bool, StoreError> {
        let (key, reviewer) = (self.ledger_key.verifier().to_string(), to.to_string());
        if self.snapshot().is_sealed_for(&key, &reviewer)? {
            return Ok(false);
        }
        let sealed = seal(&self.ledger_key, to).map_err(StoreError::NotSealed)?;
        self.has_sealed = true;
        self.connection.change(
            1,
            "INSERT INTO sealed_keys (key, reviewer, sealed)
                 VALUES (?1, ?2, ?3)",
            params![key, reviewer, sealed.as_slice()],
        )?;
        Ok(true)
    }

    /// Remove what was sealed for the owner of this key. Older copies of the ledger still have it.
    pub fn take_back(&mut self, from: &str) -> Result<(), StoreError> {
        self.has_sealed = true;
        let sql = "DELETE FROM sealed_keys WHERE reviewer = ?1";
        self.connection.query(sql, params![from]).map(drop)
    }

    /// Whether something was written that is no entry.
    pub(super) fn has_sealed(&self) -> bool {
        self.has_sealed
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
    pub(super) fn finish(self) -> Result<Option<Signed>, StoreError> {
        let head = TreeHead { root: self.frontier.root(), size: self.frontier.size() };
        if head == self.after {
            return Ok(None);
        }
        let checkpoint = Checkpoint::new(self.ledger_key.name(), head).sign(&self.ledger_key);
        insert_checkpoint(self.connection, head.size, checkpoint.as_bytes())?;
        if self.after.size == 0 {
            self.keys.save(&self.log, Owner::Ledger, &self.ledger_key)?;
        }
        if self.newcomer.is_some() {
            self.keys.save(&self.log, Owner::Reviewer(&self.author.name), &self.key)?;
        }
        let last = EntryUuid::new(self.author, head.size - 1 - self.after.size);
        let newcomer = self.newcomer.filter(|_| self.after.size > 0);
        Ok(Some(Signed { checkpoint, last, log: self.log, newcomer }))
    }
}

/// What was signed at the end of an act, to be saved once it is committed.
pub(super) struct Signed {
    pub(super) checkpoint: String,
    /// The id of the last entry.
    pub(super) last: EntryUuid,
    pub(super) log: Origin,
    pub(super) newcomer: Option<Newcomer>,
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

/// The key that signs the checkpoints: the one in the folder, or the one that is sealed in the
/// ledger for its author, which is saved then.
fn ledger_key(
    snapshot: &Snapshot<'_>,
    author: &Actor,
    keys: &KeyFolder,
    log: &Origin,
    vkey: &str,
) -> Result<SigningKey, StoreError> {
    let absent = match keys.known(log, Owner::Ledger, vkey) {
        Ok(key) => return Ok(key),
        Err(absent @ (KeyError::Missing { .. } | KeyError::Other { .. })) => absent,
        Err(error) => return Err(error.into()),
    };
    let Some(own) = snapshot.key_of(&author.name)? else { return Err(absent.into()) };
    let own = keys.known(log, Owner::Reviewer(&author.name), &own)?;
    let key = snapshot.sealed_key(vkey, &own)?.ok_or(absent)?;
    keys.replace_ledger(log, &key)?;
    Ok(key)
}

/// Whether it says whose signature is valid.
fn is_about_keys(event: &Event) -> bool {
    matches!(
        event,
        Event::PolicySet(_)
            | Event::ReviewerAdded(_)
            | Event::ReviewerInvited(_)
            | Event::ReviewerRenamed(_)
            | Event::ReviewerRetired(_)
            | Event::ReviewerRevoked(_)
    )
}

/// Whether the ledger has the last checkpoint signed here, and the same entries up to it.
fn extends(
    snapshot: &Snapshot<'_>,
    last: &Checkpoint,
    key: &SigningKey,
) -> Result<bool, StoreError> {
    let Some(stored) = snapshot.checkpoint(last.head.size)? else { return Ok(false) };
    let stored = Checkpoint::verified(&stored, key.verifier());
    Ok(stored.is_ok_and(|stored| stored.head == last.head))
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

pub(super) fn insert_content(
    connection: &Connection,
    sha256: Sha256,
    bytes: &[u8],
) -> Result<(), StoreError> {
    connection.change(
        1,
        "INSERT INTO contents (sha256, bytes)
             VALUES (?1, ?2)",
        params![sha256, bytes],
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
