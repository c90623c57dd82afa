use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::{Access, Ledger, LedgerError, StoreError, VerifyOptions, check_proof};
use crate::domain::{
    Actor, ClaimId, ClaimReviewed, Draft, Entry, EntryId, EntryUuid, Event, Extraction, NewReview,
    Note, ReviewerAdded, ReviewerName, Sha256, Status, Timestamp, TreeHead,
};
use crate::keys::{KeyFolder, Owner};
use crate::log::sign_entry;
use crate::merkle::SigningKey;
use crate::store::{TAMPERINGS, record_past_the_rules};
use crate::view::Trial;

/// A scratch ledger in its own folder, to try tampering on.
pub struct Scratch {
    at: Timestamp,
    folder: PathBuf,
    keys: KeyFolder,
    /// A checkpoint that was kept elsewhere, of the ledger as it is.
    kept: Vec<u8>,
}

const ON_LEDGER: &str = "ledger";
const ON_PROOF: &str = "proof";

impl Scratch {
    /// Make a ledger of this article, with verdicts of two reviewers. `keys` is a folder for it
    /// alone.
    pub fn new(
        folder: &Path,
        keys: KeyFolder,
        at: Timestamp,
        article: (Draft, Extraction),
    ) -> Result<Self, LedgerError> {
        let mut keys = keys;
        keys.is_this_copy = true;
        let scratch = Self { at, folder: folder.to_owned(), keys, kept: Vec::new() };
        let mut ledger = scratch.open("ledger.db", Access::WriteOrCreate)?;
        ledger.import(&scratch.author("ana", 0), &[article])?;
        let minutes = "the minutes count 17 of 19";
        ledger.mark(
            &scratch.author("ana", 1),
            &[ClaimId(1)],
            &opinion(Status::Disputed, minutes),
        )?;
        // Keep a copy of this, and of the ledger that the owner rewrites.
        drop(ledger);
        for name in ["older.db", "rewritten.db"] {
            scratch.copy("ledger.db", name)?;
        }
        let mut ledger = scratch.open("ledger.db", Access::Write)?;
        let bill = opinion(Status::Corroborated, "the bill of the works");
        ledger.mark(&scratch.author("ben", 2), &[ClaimId(2)], &bill)?;
        ledger.note(&scratch.author("ben", 3), &[ClaimId(1)], &note("asked the council"))?;
        let kept = ledger.checkpoint()?.into_bytes();
        drop(ledger);
        scratch.rewrite(&opinion(Status::Disputed, "the bill is of another year"))?;
        Ok(Self { kept, ..scratch })
    }

    /// The ledger as it was made, open to be read.
    pub fn ledger(&self) -> Result<Ledger, LedgerError> {
        self.open("ledger.db", Access::Read)
    }

    /// Try everything on copies of the ledger, and on a proof of one of its verdicts.
    pub fn try_all(&self) -> Result<Vec<Trial>, LedgerError> {
        let sound = self.verify("ledger.db", false);
        let mut trials = Vec::new();
        // The trials prove nothing unless the ledger was sound before.
        trials.push(trial(ON_LEDGER, "nothing at all", false, sound));
        for tampering in TAMPERINGS {
            self.copy("ledger.db", "copy.db")?;
            tampering.apply(&self.path("copy.db"))?;
            let found = self.verify("copy.db", false);
            let found = found.filter(|found| found.contains(tampering.named));
            trials.push(trial(ON_LEDGER, tampering.what, true, found));
        }
        for (what, entry, named) in self.past_the_rules()? {
            self.copy("ledger.db", "copy.db")?;
            let (bytes, log_key) = entry;
            record_past_the_rules(&self.path("copy.db"), &bytes, &log_key)?;
            let found = self.verify("copy.db", false).filter(|found| found.contains(named));
            trials.push(trial(ON_LEDGER, what, true, found));
        }
        for (what, name) in [
            ("an older copy restored", "older.db"),
            ("the end of the log rewritten by its owner", "rewritten.db"),
        ] {
            let alone = self.verify(name, false);
            trials.push(trial(ON_LEDGER, what, false, alone));
            let what = format!("{what}, compared with a checkpoint kept elsewhere");
            trials.push(trial(ON_LEDGER, &what, true, self.verify(name, true)));
        }
        trials.extend(self.proof()?);
        Ok(trials)
    }

    /// Entries that the rules refuse although keys of the ledger signed them: a description, the
    /// bytes with the key of the log, and what the finding must say.
    fn past_the_rules(&self) -> Result<Vec<PastTheRules>, LedgerError> {
        let (log, log_key, ana, head, quotes) = {
            let ledger = self.ledger()?;
            ledger.store.read(|snapshot| {
                let (log, _) = snapshot.created()?.ok_or(LedgerError::Empty)?;
                let ana: ReviewerName = name("ana")?;
                let vkey = snapshot.key_of(&ana)?.unwrap_or_default();
                let of_log = snapshot.log_key()?.ok_or(LedgerError::Empty)?.to_string();
                let log_key = self.keys.ledger_key(&log, &of_log);
                let ana = self.keys.known(&log, Owner::Reviewer(&ana), &vkey);
                let frontier = snapshot.frontier()?;
                let head = TreeHead { root: frontier.root(), size: frontier.size() };
                let quote = |id| {
                    let claim = snapshot.claim(ClaimId(id))?;
                    claim.map(|claim| claim.quote_sha256).ok_or(LedgerError::Empty)
                };
                let quotes = (quote(1)?, quote(3)?);
                let (log_key, ana) =
                    (log_key.map_err(StoreError::from)?, ana.map_err(StoreError::from)?);
                Ok::<_, LedgerError>((log, log_key, ana, head, quotes))
            })?
        };
        let entry = |actor: &str, event: Event, key: &SigningKey| {
            let author = self.author(actor, 9);
            let entry = Entry {
                actor: author.name.clone(),
                after: head,
                at: self.at,
                event,
                id: EntryUuid::new(&author, 0),
                log: log.clone(),
            };
            let bytes = sign_entry(&entry, key);
            bytes.map_err(|source| StoreError::Entry { position: EntryId(head.size), source })
        };
        let review = |quote_sha256| {
            let (claim, status) = (ClaimId(3), Status::Corroborated);
            Event::ClaimReviewed(ClaimReviewed {
                rating: None,
                evidence: None,
                claim,
                note: Some(note("all is well").into()),
                quote_sha256,
                status,
            })
        };
        let dispute = Event::ClaimReviewed(ClaimReviewed {
            rating: None,
            evidence: None,
            claim: ClaimId(3),
            note: None,
            quote_sha256: quotes.1,
            status: Status::Disputed,
        });
        let forged = |of: &str, seed: u8| -> Result<SigningKey, LedgerError> {
            let of = Entry::key_name(&log, &name(of)?).parse();
            Ok(SigningKey::new(of.map_err(|_| LedgerError::Empty)?, &[seed; 32]))
        };
        let (stranger, double) = (forged("ana", 1)?, forged("\u{430}na", 2)?);
        let joins = Event::ReviewerAdded(ReviewerAdded {
            key: double.verifier().to_string(),
            name: name("\u{430}na")?,
            role: None,
        });
        let with = |bytes: Vec<u8>| (bytes, log_key.clone());
        Ok(vec![
            (
                "a verdict in the name of a reviewer, signed with another key",
                with(entry("ana", review(quotes.1), &stranger)?),
                "a key that was not in the log",
            ),
            (
                "a verdict about other words than the claim's",
                with(entry("ana", review(quotes.0), &ana)?),
                "it is not about the words",
            ),
            (
                "a dispute without a note",
                with(entry("ana", dispute, &ana)?),
                "needs a note to be marked disputed",
            ),
            (
                "a reviewer who looks like another",
                with(entry("\u{430}na", joins, &double)?),
                "looks like ana",
            ),
        ])
    }

    /// What is tried on the proof of a verdict.
    fn proof(&self) -> Result<Vec<Trial>, LedgerError> {
        let mut ledger = self.ledger()?;
        let proof = ledger.view()?.prove_verdict(ClaimId(1))?;
        let keys = [proof.log_key.clone(), proof.signer.clone()];
        let check = |text: &str| check_proof(text, &keys).err().map(|error| error.to_string());
        let hash = proof.text.lines().nth(3).unwrap_or_default();
        let other = Sha256::of("another");
        let other =
            base64::Engine::encode(&base64::engine::general_purpose::STANDARD, other.as_bytes());
        Ok(vec![
            trial(ON_PROOF, "nothing at all", false, check(&proof.text)),
            trial(ON_PROOF, "one of its hashes", true, check(&proof.text.replace(hash, &other))),
            trial(
                ON_PROOF,
                "the place of the entry",
                true,
                check(&proof.text.replacen("index 4", "index 5", 1)),
            ),
            trial(
                ON_PROOF,
                "the proof of another entry",
                true,
                check(&Self::swapped(&mut ledger, &proof.text)?),
            ),
        ])
    }

    /// The proof with the entry of another in it.
    fn swapped(ledger: &mut Ledger, text: &str) -> Result<String, LedgerError> {
        let other = ledger.view()?.prove_verdict(ClaimId(2))?.text;
        let entry = |proof: &str| proof.lines().nth(1).unwrap_or_default().to_owned();
        Ok(text.replacen(&entry(text), &entry(&other), 1))
    }

    /// What an owner with all the keys can do: continue from the older copy as if nothing had
    /// happened.
    fn rewrite(&self, opinion: &NewReview) -> Result<(), LedgerError> {
        // The key folder has the last signed checkpoint, which prevents signing an older copy by
        // mistake.
        let rewritten = self.open("rewritten.db", Access::Read)?;
        let log = rewritten.log_key()?.name().as_str().parse();
        if let Ok(log) = log {
            let _ = fs::remove_file(self.keys.last_signed_path(&log));
        }
        drop(rewritten);
        let mut rewritten = self.open("rewritten.db", Access::Write)?;
        rewritten.mark(&self.author("ben", 4), &[ClaimId(2)], opinion)?;
        rewritten.note(&self.author("ben", 5), &[ClaimId(1)], &note("asked the council"))
    }

    /// The finding for a file alone, or compared with the kept checkpoint.
    fn verify(&self, name: &str, beside: bool) -> Option<String> {
        let nowhere = self.keys.elsewhere(self.path("nowhere"));
        let kept = beside.then(|| ("the kept one".to_owned(), self.kept.clone()));
        let options =
            VerifyOptions { kept: kept.into_iter().collect(), ..VerifyOptions::default() };
        let found = Ledger::open(&self.path(name), Access::Verify, nowhere)
            .and_then(|ledger| ledger.verify(options, &mut |_, _| {}));
        match found {
            Ok(found) if found.findings.is_empty() => None,
            Ok(found) => {
                let lines: Vec<String> = found.findings.iter().map(ToString::to_string).collect();
                Some(lines.join("; "))
            }
            Err(error) => Some(error.to_string()),
        }
    }

    fn open(&self, name: &str, access: Access) -> Result<Ledger, LedgerError> {
        Ledger::open(&self.path(name), access, self.keys.clone())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn copy(&self, from: &str, to: &str) -> Result<(), LedgerError> {
        let copied = fs::copy(self.path(from), self.path(to));
        copied.map(|_| ()).map_err(|error| StoreError::CannotOpen(error).into())
    }

    fn author(&self, name: &str, number: u8) -> Actor {
        let unlike = format!("{name}{number}");
        let name = name.parse().unwrap_or_else(|_| unreachable!("it is a name"));
        Actor { at: self.at, name, seed: *Sha256::of(unlike).as_bytes() }
    }
}

/// A description of an entry, its bytes with the key of the log, and what the finding must say.
type PastTheRules = (&'static str, (Vec<u8>, SigningKey), &'static str);

fn trial(on: &'static str, what: &str, is_promised: bool, found: Option<String>) -> Trial {
    Trial { found, is_promised, on, what: what.to_owned() }
}

fn opinion(status: Status, words: &str) -> NewReview {
    NewReview {
        rating: None,
        evidence: BTreeSet::new(),
        expected: None,
        note: Some(note(words)),
        status,
    }
}

fn note(words: &str) -> Note {
    words.parse().unwrap_or_else(|_| unreachable!("it is a note"))
}

fn name(name: &str) -> Result<ReviewerName, LedgerError> {
    name.parse().map_err(|_| LedgerError::Empty)
}
