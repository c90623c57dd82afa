//! A log of three reviewers, ana, ben and cat, to which tests add any entry they like. All
//! are signed with the right keys, and none was checked when it was appended.

use std::collections::BTreeSet;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use factledger::bundle::{self, Edition, Folder};
use factledger::domain::{
    Act, Actor, ArticleId, ArticleReread, ClaimAssigned, ClaimCorrected, ClaimId, ClaimReleased,
    ClaimReviewed, ClaimScoped, ClaimSettled, ClaimTagged, ClaimTaken, Coverage, Day, Entry,
    EntryId, EntryUuid, Event, KeptClaim, KeyRotated, NewReview, Note, NoteAdded, Origin, Policy,
    PolicySet, Rating, RawSpan, ReviewerName, ReviewerRevoked, Revision, Role, RoleGiven, Roster,
    Rule, Scale, ScaleSet, SealedText, Sha256, Status, Tag, TakenBack, Term, Timestamp, TreeHead,
    VerdictResolved, WaiverGiven, Words,
};
use factledger::keys::{KeyFolder, Randomness};
use factledger::ledger::{Ledger, LedgerError, LedgerParts, VerifyOptions};
use factledger::log::{read_entry, sign_entry};
use factledger::merkle::{Checkpoint, Frontier, Rotation, SigningKey, leaf_hash};
use factledger::view::Verification;
use rusqlite::Connection;

use crate::insider::Insider;
use crate::session::Session;

#[derive(Clone)]
pub(crate) struct ForgedLog<'s> {
    /// When everything is recorded.
    pub(crate) clock: Timestamp,
    contents: Vec<(Sha256, Vec<u8>)>,
    entries: Vec<Vec<u8>>,
    frontier: Frontier,
    keys: BTreeMap<String, SigningKey>,
    log: SigningKey,
    /// The name of the log in its first entry.
    name: Origin,
    /// The hashes of the words of `C1`, `C2`, and so on.
    pub(crate) quotes: Vec<Sha256>,
    /// How `A1` was read.
    pub(crate) revision: Revision,
    session: &'s Session,
    words: Vec<SealedText>,
    /// The places of the claims.
    spans: Vec<RawSpan>,
}

/// An act as a table or a generator names it.
#[derive(Clone, Debug)]
pub(crate) enum Deed {
    Assign(Option<&'static str>, Option<Day>),
    /// The note is the claimant.
    Correct,
    Dismiss,
    Note,
    /// Another note in the place of this one.
    Replace(EntryId),
    Release,
    Resolve(Status),
    Restore,
    Retract(EntryId),
    Review(Status),
    /// A period, or nothing any more.
    Scope(Option<&'static str>),
    Suggest(Status),
    /// Each tag with `+` or `-` before it.
    Tag(Vec<&'static str>),
    Take(Timestamp),
    Waive(Rule),
    Withdraw(EntryId),
}

impl Deed {
    /// The event of it. `None`: it cannot be written down without a note.
    pub(crate) fn event(
        &self,
        claim: ClaimId,
        quote_sha256: Sha256,
        note: Option<&str>,
    ) -> Option<Event> {
        let note: Option<Words<Note>> = note.map(|note| note.parse().unwrap());
        let settled = |reason| ClaimSettled { claim, over: None, quote_sha256, reason };
        let taken_back = |entry, reason| TakenBack { claim, entry, quote_sha256, reason };
        let noted = |note, replaces| NoteAdded { claim, note, quote_sha256, replaces };
        Some(match self {
            Self::Assign(to, due) => {
                let (due, to) = (*due, to.map(|to| to.parse().unwrap()));
                Event::ClaimAssigned(ClaimAssigned { claim, due, quote_sha256, to, undoes: None })
            }
            Self::Release => {
                Event::ClaimReleased(ClaimReleased { claim, quote_sha256, undoes: None })
            }
            Self::Tag(tags) => {
                let (add, remove) = (signed(tags, '+'), signed(tags, '-'));
                Event::ClaimTagged(ClaimTagged { add, claim, quote_sha256, remove, undoes: None })
            }
            Self::Take(until) => {
                Event::ClaimTaken(ClaimTaken { claim, quote_sha256, undoes: None, until: *until })
            }
            Self::Correct => Event::ClaimCorrected(ClaimCorrected {
                claim,
                claimant: note.as_ref().map(|name| name.note().to_string().into()),
                quote_sha256,
                reason: None,
            }),
            Self::Dismiss => Event::ClaimDismissed(settled(note?)),
            Self::Note => Event::NoteAdded(noted(note?, None)),
            Self::Replace(entry) => Event::NoteAdded(noted(note?, Some(*entry))),
            Self::Resolve(status) => Event::VerdictResolved(VerdictResolved {
                rating: None,
                claim,
                over: None,
                quote_sha256,
                reason: note?,
                status: *status,
            }),
            Self::Restore => Event::ClaimRestored(settled(note?)),
            Self::Retract(entry) => Event::NoteRetracted(taken_back(*entry, note?)),
            Self::Withdraw(entry) => Event::ReviewWithdrawn(taken_back(*entry, note?)),
            Self::Scope(period) => Event::ClaimScoped(ClaimScoped {
                claim,
                period: period.map(|period| period.parse().unwrap()),
                place: None,
                quote_sha256,
                reason: note,
                unit: None,
            }),
            Self::Suggest(status) => {
                let status = *status;
                Event::ClaimSuggested(ClaimReviewed {
                    rating: None,
                    claim,
                    evidence: None,
                    note,
                    quote_sha256,
                    status,
                })
            }
            Self::Waive(rule) => {
                let (reason, rule) = (note?, *rule);
                Event::WaiverGiven(WaiverGiven { claim, quote_sha256, reason, rule })
            }
            Self::Review(status) => {
                let status = *status;
                Event::ClaimReviewed(ClaimReviewed {
                    rating: None,
                    claim,
                    evidence: None,
                    note,
                    quote_sha256,
                    status,
                })
            }
        })
    }
}

impl Deed {
    /// The act to append at this time. `None`: it cannot be written down without a note.
    pub(crate) fn act(&self, note: Option<&str>, at: Timestamp) -> Option<Act> {
        let note: Option<Note> = note.map(|note| note.parse().unwrap());
        Some(match self {
            Self::Assign(to, due) => {
                Act::Assign { at, due: *due, to: to.map(|to| to.parse().unwrap()) }
            }
            Self::Release => Act::Release { at },
            Self::Tag(tags) => {
                let set = |sign| signed(tags, sign).into_iter().flatten().collect();
                Act::Tag { add: set('+'), remove: set('-') }
            }
            Self::Take(until) => Act::Take { at, until: *until },
            Self::Correct => {
                let claimant = note.as_ref().map(Note::to_string);
                Act::Correct { claimant, reason: None }
            }
            Self::Dismiss => Act::Dismiss { over: true, reason: note? },
            Self::Note => Act::Note { note: note?, replaces: None },
            Self::Replace(entry) => Act::Note { note: note?, replaces: Some(*entry) },
            Self::Resolve(status) => Act::Resolve { rating: None, reason: note?, status: *status },
            Self::Restore => Act::Restore(note?),
            Self::Retract(entry) => Act::Retract { note: *entry, reason: note? },
            Self::Review(status) => Act::Review(NewReview {
                rating: None,
                evidence: BTreeSet::new(),
                expected: None,
                note,
                status: *status,
            }),
            Self::Scope(period) => {
                let period = period.map(|period| period.parse().unwrap());
                Act::Scope { covers: Coverage { period, ..Coverage::default() }, reason: note }
            }
            Self::Suggest(status) => Act::Suggest { note, rating: None, status: *status },
            Self::Waive(rule) => Act::Waive { reason: note?, rule: *rule },
            Self::Withdraw(entry) => Act::Withdraw { reason: note?, review: Some(*entry) },
        })
    }
}

/// The tags with this sign before them, as they stand.
fn signed(tags: &[&str], sign: char) -> Option<Vec<Tag>> {
    let tags = tags.iter().filter_map(|tag| tag.strip_prefix(sign));
    let tags: Vec<Tag> = tags.map(|tag| tag.parse().unwrap()).collect();
    (!tags.is_empty()).then_some(tags)
}

/// What a test knows of the people of a log that ana made.
#[derive(Clone)]
pub(crate) struct People {
    left: Vec<(ReviewerName, Term)>,
    policies: Vec<(EntryId, Policy)>,
    roles: Vec<(EntryId, ReviewerName, Role)>,
    scales: Vec<(EntryId, Scale)>,
}

impl People {
    pub(crate) fn new() -> Self {
        let ana: ReviewerName = "ana".parse().unwrap();
        let term = Term { since: EntryId(1), until: None };
        Self {
            left: ["ana", "ben", "cat"].map(|name| (name.parse().unwrap(), term)).to_vec(),
            policies: Vec::new(),
            roles: vec![(EntryId(0), ana, Role::Editor)],
            scales: Vec::new(),
        }
    }

    pub(crate) fn roster(&self) -> Roster {
        Roster::new(self.left.clone(), [])
            .governed(self.policies.clone(), self.roles.clone())
            .rated(self.scales.clone())
    }

    /// Somebody's key was revoked.
    pub(crate) fn leave(&mut self, name: &str, until: EntryId) {
        let name: ReviewerName = name.parse().unwrap();
        let term = Term { since: EntryId(1), until: Some(until) };
        self.left.retain(|(known, _)| *known != name);
        self.left.push((name, term));
        // The founder comes first.
        self.left.sort_by(|(one, _), (other, _)| one.cmp(other));
    }

    /// A policy was set, or a role given.
    pub(crate) fn take_down(&mut self, position: EntryId, event: &Event) {
        if let Event::PolicySet(set) = event {
            let before = self.policies.last().map_or(Policy::DEFAULT, |(_, policy)| *policy);
            self.policies.push((position, before.after(set)));
        } else if let Event::ScaleSet(set) = event {
            self.scales.push((position, Scale(set.ratings.clone())));
        } else if let Event::RoleGiven(RoleGiven { name, role, .. }) = event {
            self.roles.push((position, name.clone(), *role));
        }
    }
}

/// `reviews_required 2`, or `role ben editor`.
pub(crate) fn governing(words: &str) -> Event {
    let words: Vec<&str> = words.split(' ').collect();
    match words.as_slice() {
        // `scale false=disputed true=corroborated`, or `scale none`.
        ["scale", ratings @ ..] => {
            let ratings = ratings.iter().filter_map(|rating| rating.split_once('='));
            let ratings = ratings.map(|(label, status)| Rating {
                description: None,
                label: label.parse().unwrap(),
                status: status.parse().unwrap(),
            });
            let reason = "seen".parse().unwrap();
            Event::ScaleSet(ScaleSet { ratings: ratings.collect(), reason })
        }
        ["role", name, role] => Event::RoleGiven(RoleGiven {
            name: name.parse().unwrap(),
            reason: None,
            role: role.parse().unwrap(),
        }),
        [setting, value] => {
            let mut set = PolicySet::default();
            match *setting {
                "blind" => set.blind = Some(value.parse().unwrap()),
                "editor_required" => set.editor_required = Some(value.parse().unwrap()),
                "evidence_required" => set.evidence_required = Some(value.parse().unwrap()),
                "independent_origins" => set.independent_origins = Some(value.parse().unwrap()),
                "importer_may_judge" => set.importer_may_judge = Some(value.parse().unwrap()),
                "note_required" => set.note_required = Some(value.parse().unwrap()),
                "resolver" => set.resolver = Some(value.parse().unwrap()),
                "reviews_required" => set.reviews_required = Some(value.parse().unwrap()),
                other => panic!("{other}"),
            }
            Event::PolicySet(set)
        }
        other => panic!("{other:?}"),
    }
}

/// A session with a ledger of this many claims, whose reviewers have keys.
pub(crate) fn desk(claims: usize) -> Session {
    let text: String =
        (1..=claims).map(|n| format!("The toll of bridge {n} is {n} crowns.\n\n")).collect();
    let session = Session::new().write("a.txt", text);
    session.run("factledger import a.txt --min-score 0").success();
    for name in ["ben", "cat"] {
        session.run(&format!("factledger --as {name} note C1 -m here")).success();
    }
    session
}

impl<'s> ForgedLog<'s> {
    pub(crate) const START: &'static str = "2026-11-23T20:00:00Z";

    /// The log of a session as it is.
    pub(crate) fn of(session: &'s Session) -> Self {
        let Insider { keys, log, .. } = Insider::of(session);
        let database = Connection::open(session.path().join("factledger.db")).unwrap();
        let rows = |sql: &str| -> Vec<Vec<u8>> {
            let mut statement = database.prepare(sql).unwrap();
            let rows = statement.query_map([], |row| row.get(0)).unwrap();
            rows.map(Result::unwrap).collect()
        };
        let entries = rows("SELECT bytes FROM entries ORDER BY position");
        let contents = rows("SELECT bytes FROM contents");
        let words = {
            let mut statement = database.prepare("SELECT salt, text FROM words").unwrap();
            let text = |row: &rusqlite::Row<'_>| -> rusqlite::Result<SealedText> {
                Ok(SealedText::new(row.get::<_, [u8; 32]>(0)?.into(), row.get(1)?))
            };
            let rows = statement.query_map([], text).unwrap();
            rows.map(Result::unwrap).collect()
        };
        let quotes = rows("SELECT CAST(quote AS BLOB) FROM claims ORDER BY id");
        let mut statement =
            database.prepare("SELECT span_start, span_end FROM claims ORDER BY id").unwrap();
        let spans = statement
            .query_map([], |row| Ok((row.get::<_, u32>(0)?, row.get::<_, u32>(1)?)))
            .unwrap();
        let spans = spans.map(|span| {
            let (start, end) = span.unwrap();
            RawSpan { start: start as usize, end: end as usize }
        });
        let spans = spans.collect();
        let imported = entries.iter().filter_map(|entry| read_entry(entry).ok());
        let mut revision = imported.filter_map(|entry| {
            let Event::ArticleImported(imported) = entry.event else { return None };
            Some(imported.revision)
        });
        let revision = revision.next().unwrap();
        let mut frontier = Frontier::default();
        for entry in &entries {
            frontier.push(leaf_hash(entry), |_| {});
        }
        Self {
            clock: Self::START.parse().unwrap(),
            contents: contents.into_iter().map(|bytes| (Sha256::of(&bytes), bytes)).collect(),
            entries,
            frontier,
            keys,
            name: log.name().as_str().parse().unwrap(),
            log,
            quotes: quotes.iter().map(Sha256::of).collect(),
            revision,
            session,
            spans,
            words,
        }
    }

    /// Put what was written in an event beside the log.
    pub(crate) fn seal(&mut self, event: &mut Event) {
        for words in event.words() {
            let salt = Sha256::of(self.words.len().to_string());
            let text = SealedText::new(salt, words.plain().unwrap().to_owned());
            words.seal(text.sha256);
            self.words.push(text);
        }
    }

    /// The same reading of `A1` once more, with all of its claims, or with none.
    pub(crate) fn reread(&self, keeps: bool, continues: Option<EntryId>) -> ArticleReread {
        let kept = (1..).map(ClaimId).zip(&self.quotes).zip(&self.spans);
        let kept = kept.map(|((claim, quote_sha256), span)| KeptClaim {
            claim,
            claimant: None,
            quote_sha256: *quote_sha256,
            raw_span: None,
            span: *span,
        });
        let claims = kept.filter(|_| keeps).collect();
        ArticleReread { article: ArticleId(1), claims, continues, revision: self.revision.clone() }
    }

    /// Sign an entry as an act of its own, and put it at the end.
    pub(crate) fn record(&mut self, by: &str, event: Event) -> (EntryId, Entry) {
        let after = self.head();
        let author =
            Actor { at: self.clock, name: by.parse().unwrap(), seed: *after.root.as_bytes() };
        let entry = Entry {
            actor: author.name.clone(),
            after,
            at: author.at,
            event,
            id: EntryUuid::new(&author, 0),
            log: self.name.clone(),
        };
        let bytes = sign_entry(&entry, &self.keys[by]).unwrap();
        self.frontier.push(leaf_hash(&bytes), |_| {});
        self.entries.push(bytes);
        (EntryId(after.size), entry)
    }

    /// Revoke the key of a reviewer, in the name of ana.
    pub(crate) fn revoke(&mut self, name: &str) -> EntryId {
        let revoked = self.revoked(name);
        self.record("ana", revoked).0
    }

    /// That the key of a reviewer is revoked.
    pub(crate) fn revoked(&self, name: &str) -> Event {
        let key = self.keys[name].verifier().to_string();
        let (name, reason) = (name.parse().unwrap(), "left the desk".parse().unwrap());
        Event::ReviewerRevoked(ReviewerRevoked { key, name, reason })
    }

    /// Give the log another key, which the old one signs.
    pub(crate) fn rotate(&mut self, by: &str) -> EntryId {
        let keys = KeyFolder::new(self.keys_folder(), Randomness::Guessable([7; 32]));
        let next = keys.next_ledger(&self.name, &self.log).unwrap();
        keys.save_next(&self.name, &next).unwrap();
        let (from, to, log) = (self.log.verifier(), next.verifier(), &self.name);
        let signature = Rotation { from, log: log.as_str(), to }.sign(&self.log);
        let key = to.to_string();
        let (position, _) = self.record(by, Event::KeyRotated(KeyRotated { key, signature }));
        self.log = next;
        position
    }

    /// The keys of the reviewers.
    pub(crate) fn keys(&self) -> &BTreeMap<String, SigningKey> {
        &self.keys
    }

    /// The checkpoint of the log as it is.
    pub(crate) fn checkpoint(&self) -> String {
        Checkpoint::new(self.log.name(), self.head()).sign(&self.log)
    }

    /// One of the log without its last entry.
    pub(crate) fn earlier_checkpoint(&self) -> String {
        let mut frontier = Frontier::default();
        for entry in &self.entries[..self.entries.len() - 1] {
            frontier.push(leaf_hash(entry), |_| {});
        }
        let head = TreeHead { root: frontier.root(), size: frontier.size() };
        Checkpoint::new(self.log.name(), head).sign(&self.log)
    }

    /// One of the log as it is that another key of the same name signed.
    pub(crate) fn foreign_checkpoint(&self) -> String {
        let key = SigningKey::new(self.log.name().clone(), &[77; 32]);
        Checkpoint::new(self.log.name(), self.head()).sign(&key)
    }

    /// Sign the log with this key from now on.
    pub(crate) fn take(&mut self, key: SigningKey) {
        let keys = KeyFolder::new(self.keys_folder(), Randomness::Guessable([7; 32]));
        keys.save_next(&self.name, &key).unwrap();
        self.log = key;
    }

    pub(crate) fn name(&self) -> &Origin {
        &self.name
    }

    fn keys_folder(&self) -> PathBuf {
        self.session.path().join(".home/.config/factledger/keys")
    }

    fn head(&self) -> TreeHead {
        TreeHead { root: self.frontier.root(), size: self.frontier.size() }
    }

    /// The ledger of it, with an index that was built from the log, and what `verify` found.
    pub(crate) fn ledger(&self) -> (Ledger, Verification) {
        let checkpoint = Checkpoint::new(self.log.name(), self.head()).sign(&self.log);
        let parts = LedgerParts {
            checkpoints: [(self.head().size, checkpoint.into_bytes())].into(),
            contents: self.contents.iter().cloned().map(Ok),
            entries: self.entries.iter().cloned().map(Ok),
            words: self.words.iter().cloned().map(Ok),
        };
        let keys = KeyFolder::new(self.keys_folder(), Randomness::Guessable([7; 32]));
        let mut ledger = Ledger::of_parts::<_, _, _, LedgerError>(parts, keys).unwrap();
        let depth = VerifyOptions {
            may_be_older: true,
            only_last_checkpoint: true,
            ..VerifyOptions::default()
        };
        let found = ledger.rebuild(depth, &mut |_, _| {}).unwrap();
        (ledger, found)
    }

    /// Write its bundle.
    pub(crate) fn bundle(ledger: &mut Ledger, folder: &Path) {
        std::fs::create_dir_all(folder).unwrap();
        let signer = ledger.bundle_signer().unwrap();
        let at = "2026-11-24T00:00:00Z".parse().unwrap();
        bundle::write(ledger, at, Some(&signer), &Edition::Current, &mut Folder::new(folder))
            .unwrap();
    }
}
