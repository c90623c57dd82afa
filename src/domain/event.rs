use serde::{Deserialize, Serialize};

use super::correction::in_words;
use super::{
    ArticleAppeared, ArticleCorrected, ArticleId, ArticleImported, ArticleReread, ArticleRestored,
    ArticleWithdrawn, Capture, ClaimAdded, ClaimAssigned, ClaimCorrected, ClaimId, ClaimLinked,
    ClaimReleased, ClaimScoped, ClaimTagged, ClaimTaken, ClaimsExtracted, ContentWithheld, EntryId,
    EvidenceAdded, EvidenceChecked, EvidenceGrouped, EvidenceId, EvidenceWithdrawn, Fact,
    KeyRotated, LedgerCreated, LedgerSucceeded, Note, PolicySet, RatingName, ReviewerInvited,
    ReviewerName, ReviewerRenamed, Revision, Role, RoleGiven, ScaleSet, Sha256, Status,
    VerdictResolved, WaiverGiven, Words,
};

/// One thing that happened: what an entry says.
///
/// The vocabulary is in the past tense and only grows. Fields are in alphabetical order, as RFC
/// 8785 (JCS) sorts them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    ArticleAppeared(ArticleAppeared),
    ArticleCorrected(ArticleCorrected),
    ArticleImported(ArticleImported),
    ArticleReread(ArticleReread),
    ArticleRestored(ArticleRestored),
    ArticleWithdrawn(ArticleWithdrawn),
    ClaimAdded(ClaimAdded),
    ClaimAssigned(ClaimAssigned),
    ClaimCorrected(ClaimCorrected),
    ClaimDismissed(ClaimSettled),
    ClaimLinked(ClaimLinked),
    ClaimReleased(ClaimReleased),
    ClaimRestored(ClaimSettled),
    ClaimReviewed(ClaimReviewed),
    ClaimScoped(ClaimScoped),
    ClaimSuggested(ClaimReviewed),
    ClaimTagged(ClaimTagged),
    ClaimTaken(ClaimTaken),
    ClaimUnlinked(ClaimLinked),
    ClaimsExtracted(ClaimsExtracted),
    ContentWithheld(ContentWithheld),
    EvidenceAdded(Box<EvidenceAdded>),
    EvidenceChecked(EvidenceChecked),
    EvidenceGrouped(EvidenceGrouped),
    EvidenceWithdrawn(EvidenceWithdrawn),
    KeyRotated(KeyRotated),
    LedgerCreated(LedgerCreated),
    LedgerSucceeded(LedgerSucceeded),
    NoteAdded(NoteAdded),
    NoteRetracted(TakenBack),
    PolicySet(PolicySet),
    ReviewWithdrawn(TakenBack),
    ReviewerAdded(ReviewerAdded),
    ReviewerInvited(ReviewerInvited),
    ReviewerRenamed(ReviewerRenamed),
    ReviewerRetired(ReviewerRevoked),
    ReviewerRevoked(ReviewerRevoked),
    RoleGiven(RoleGiven),
    ScaleSet(ScaleSet),
    VerdictResolved(VerdictResolved),
    WaiverGiven(WaiverGiven),
    /// An event type of a later version of this program. It is kept unchanged.
    Unknown(Unknown),
}

/// An event of a type that is not in this program's vocabulary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// Its body, in JSON.
    pub body: String,
    pub kind: String,
}

/// A claim was dismissed as not a claim, or restored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimSettled {
    pub claim: ClaimId,
    /// The other reviewers who had judged the claim that was dismissed. Absent if there were none,
    /// and in entries of earlier versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub over: Option<Vec<ReviewerName>>,
    pub quote_sha256: Sha256,
    pub reason: Words<Note>,
}

/// A reviewer judged a claim, or a program suggested a judgement. The hash binds it to the words
/// that were judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimReviewed {
    pub claim: ClaimId,
    /// What the judgement rests on, sorted, each once. Absent if nothing is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Vec<EvidenceId>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Words<Note>>,
    pub quote_sha256: Sha256,
    /// The rating of the house that goes with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<RatingName>,
    pub status: Status,
}

/// A person added a note to a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoteAdded {
    pub claim: ClaimId,
    pub note: Words<Note>,
    pub quote_sha256: Sha256,
    /// An earlier note of the same person on the same claim, in whose place it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<EntryId>,
}

/// A person took back one of their reviews or notes. It stays in the history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TakenBack {
    pub claim: ClaimId,
    /// The entry that recorded what is taken back.
    pub entry: EntryId,
    pub quote_sha256: Sha256,
    pub reason: Words<Note>,
}

/// A person acted in this ledger for the first time, or another person added their key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewerAdded {
    /// The key that the person signs with, as a vkey (C2SP signed-note).
    pub key: String,
    pub name: ReviewerName,
    /// Their role, if another person gave it with the key. Absent: a reviewer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
}

/// A key is not valid from here on: it was revoked, or its owner left. Its earlier signatures remain
/// valid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewerRevoked {
    pub key: String,
    pub name: ReviewerName,
    pub reason: Words<Note>,
}

impl Event {
    /// What happened, in a few words: `marked C12 disputed`.
    pub fn summary(&self) -> String {
        let done = self.done();
        match self.undoes() {
            Some(entry) => format!("{done}, taking back {entry}"),
            None => done,
        }
    }

    fn done(&self) -> String {
        match self {
            Self::ArticleAppeared(appeared) => {
                format!("found the text of {} at another place", appeared.article)
            }
            Self::ArticleCorrected(corrected) => {
                let facts: Vec<&str> = corrected.named().map(Fact::as_str).collect();
                format!("corrected the {} of {}", in_words(&facts), corrected.article)
            }
            Self::ArticleImported(imported) => format!("imported {}", imported.article),
            Self::ArticleReread(reread) => {
                let ArticleReread { article, claims, continues, revision } = reread;
                let claims = match claims.len() {
                    1 => "1 claim".to_owned(),
                    claims => format!("{claims} claims"),
                };
                if continues.is_some() {
                    return format!("read {article} again: kept {claims} more");
                }
                let (encoding, reader) = (&revision.encoding, &revision.reader.name);
                format!("read {article} again as {reader}, {encoding}: kept {claims}")
            }
            Self::ArticleRestored(restored) => format!("restored {}", restored.article),
            Self::ArticleWithdrawn(withdrawn) => format!("withdrew {}", withdrawn.article),
            Self::ClaimAdded(added) => format!("added {} to {}", added.claim, added.article),
            Self::ClaimAssigned(ClaimAssigned { claim, to: None, .. }) => {
                format!("assigned {claim} to nobody")
            }
            Self::ClaimAssigned(ClaimAssigned { claim, due: None, to: Some(to), .. }) => {
                format!("assigned {claim} to {to}")
            }
            Self::ClaimAssigned(ClaimAssigned { claim, due: Some(due), to: Some(to), .. }) => {
                format!("assigned {claim} to {to}, due {due}")
            }
            Self::ClaimCorrected(corrected) => {
                format!("corrected the claimant of {}", corrected.claim)
            }
            Self::ClaimDismissed(settled) => format!("dismissed {}", settled.claim),
            Self::ClaimLinked(ClaimLinked { claim, to, .. }) => {
                format!("said that {claim} rests on {}", to.claim)
            }
            Self::ClaimReleased(released) => format!("gave back {}", released.claim),
            Self::ClaimRestored(settled) => format!("restored {}", settled.claim),
            Self::ClaimReviewed(reviewed) => {
                let rating = in_brackets(reviewed.rating.as_ref());
                format!("marked {} {}{rating}", reviewed.claim, reviewed.status)
            }
            Self::ClaimScoped(scoped) => scoped.summary(),
            Self::ClaimSuggested(suggested) => {
                let rating = in_brackets(suggested.rating.as_ref());
                format!("suggested that {} is {}{rating}", suggested.claim, suggested.status)
            }
            Self::ClaimTagged(tagged) => format!("tagged {} {}", tagged.claim, tagged.changes()),
            Self::ClaimTaken(taken) => {
                format!("took {} until {} UTC", taken.claim, taken.until.to_minute())
            }
            Self::ClaimUnlinked(ClaimLinked { claim, to, .. }) => {
                format!("said that {claim} does not rest on {}", to.claim)
            }
            Self::ClaimsExtracted(extracted) => match extracted.claims.as_slice() {
                [] => format!("found no new claims in {}", extracted.article),
                [one] => format!("found {} in {}", one.claim, extracted.article),
                [first, .., last] => {
                    format!("found {} to {} in {}", first.claim, last.claim, extracted.article)
                }
            },
            Self::ContentWithheld(withheld) => {
                let mut what: Vec<String> =
                    withheld.articles.iter().map(ToString::to_string).collect();
                let redacted = withheld.redacted.iter().flatten();
                what.extend(redacted.map(|redacted| format!("words of {}", redacted.article)));
                let entries: Vec<String> =
                    withheld.entries.iter().flatten().map(ToString::to_string).collect();
                what.extend(withheld.evidence.iter().flatten().map(ToString::to_string));
                if !entries.is_empty() {
                    what.push(format!("the words of {}", entries.join(", ")));
                }
                format!("withheld {}", what.join(", "))
            }
            Self::EvidenceAdded(added) => added.summary(),
            Self::EvidenceChecked(checked) => checked.summary(),
            Self::EvidenceGrouped(grouped) => grouped.summary(),
            Self::EvidenceWithdrawn(withdrawn) => format!("withdrew {}", withdrawn.evidence),
            Self::KeyRotated(_) => "rotated the key of the ledger".to_owned(),
            Self::LedgerCreated(_) => "created the ledger".to_owned(),
            Self::LedgerSucceeded(_) => "went on without the key of the ledger".to_owned(),
            Self::NoteAdded(NoteAdded { claim, replaces: Some(replaced), .. }) => {
                format!("replaced the note {replaced} on {claim}")
            }
            Self::NoteAdded(added) => format!("added a note to {}", added.claim),
            Self::NoteRetracted(TakenBack { claim, entry, .. }) => {
                format!("retracted the note {entry} on {claim}")
            }
            Self::PolicySet(policy) => policy.summary(),
            Self::ReviewWithdrawn(TakenBack { claim, entry, .. }) => {
                format!("withdrew the review {entry} of {claim}")
            }
            Self::ReviewerAdded(added) => format!("added the key of {}", added.name),
            Self::ReviewerInvited(invited) => format!("invited {}", invited.name),
            Self::ReviewerRenamed(renamed) => {
                format!("renamed {} to {}", renamed.from, renamed.name)
            }
            Self::ReviewerRetired(retired) => format!("retired {}", retired.name),
            Self::ReviewerRevoked(revoked) => format!("revoked the key of {}", revoked.name),
            Self::RoleGiven(given) => {
                format!("made {} {}", given.name, given.role.with_article())
            }
            Self::ScaleSet(set) => set.summary(),
            Self::VerdictResolved(resolved) => {
                let rating = in_brackets(resolved.rating.as_ref());
                format!("resolved {} as {}{rating}", resolved.claim, resolved.status)
            }
            Self::WaiverGiven(given) => format!("waived {} for {}", given.rule, given.claim),
            Self::Unknown(unknown) => {
                format!("recorded `{}`, which this version does not know", unknown.kind)
            }
        }
    }

    /// The claim that it is about, and the hash of the claim's words.
    pub fn acts_on(&self) -> Option<(ClaimId, Sha256)> {
        match self {
            Self::ClaimAssigned(assigned) => Some((assigned.claim, assigned.quote_sha256)),
            Self::ClaimCorrected(corrected) => Some((corrected.claim, corrected.quote_sha256)),
            Self::ClaimDismissed(settled) | Self::ClaimRestored(settled) => {
                Some((settled.claim, settled.quote_sha256))
            }
            Self::ClaimLinked(linked) | Self::ClaimUnlinked(linked) => {
                Some((linked.claim, linked.quote_sha256))
            }
            Self::ClaimReviewed(reviewed) | Self::ClaimSuggested(reviewed) => {
                Some((reviewed.claim, reviewed.quote_sha256))
            }
            Self::ClaimReleased(released) => Some((released.claim, released.quote_sha256)),
            Self::ClaimScoped(scoped) => Some((scoped.claim, scoped.quote_sha256)),
            Self::ClaimTagged(tagged) => Some((tagged.claim, tagged.quote_sha256)),
            Self::ClaimTaken(taken) => Some((taken.claim, taken.quote_sha256)),
            Self::NoteAdded(added) => Some((added.claim, added.quote_sha256)),
            Self::NoteRetracted(taken) | Self::ReviewWithdrawn(taken) => {
                Some((taken.claim, taken.quote_sha256))
            }
            Self::VerdictResolved(resolved) => Some((resolved.claim, resolved.quote_sha256)),
            Self::WaiverGiven(given) => Some((given.claim, given.quote_sha256)),
            Self::ArticleAppeared(_)
            | Self::ArticleCorrected(_)
            | Self::ArticleImported(_)
            | Self::ArticleReread(_)
            | Self::ArticleRestored(_)
            | Self::ArticleWithdrawn(_)
            | Self::ClaimAdded(_)
            | Self::ClaimsExtracted(_)
            | Self::ContentWithheld(_)
            | Self::EvidenceAdded(_)
            | Self::EvidenceChecked(_)
            | Self::EvidenceGrouped(_)
            | Self::EvidenceWithdrawn(_)
            | Self::KeyRotated(_)
            | Self::LedgerCreated(_)
            | Self::LedgerSucceeded(_)
            | Self::PolicySet(_)
            | Self::ReviewerAdded(_)
            | Self::ReviewerInvited(_)
            | Self::ReviewerRenamed(_)
            | Self::ReviewerRetired(_)
            | Self::ReviewerRevoked(_)
            | Self::RoleGiven(_)
            | Self::ScaleSet(_)
            | Self::Unknown(_) => None,
        }
    }

    /// The article that it changes.
    pub fn acts_on_article(&self) -> Option<ArticleId> {
        if let Self::ArticleAppeared(appeared) = self {
            Some(appeared.article)
        } else if let Self::ArticleCorrected(corrected) = self {
            Some(corrected.article)
        } else if let Self::ArticleReread(reread) = self {
            Some(reread.article)
        } else if let Self::ArticleRestored(restored) = self {
            Some(restored.article)
        } else if let Self::ArticleWithdrawn(withdrawn) = self {
            Some(withdrawn.article)
        } else {
            None
        }
    }

    /// The hash of the words of the one claim that it is about.
    pub fn quote_sha256(&self) -> Option<Sha256> {
        if let Self::ClaimAdded(added) = self {
            return Some(added.quote_sha256);
        }
        self.acts_on().map(|(_, quote_sha256)| quote_sha256)
    }

    /// The hashes of the bytes that it names, which are stored next to the log.
    pub fn contents(&self) -> Vec<Sha256> {
        match self {
            Self::ArticleImported(imported) => imported.revision.contents().to_vec(),
            Self::ArticleAppeared(appeared) => {
                appeared.revision.iter().flat_map(Revision::contents).collect()
            }
            Self::ArticleReread(reread) => reread.revision.contents().to_vec(),
            Self::EvidenceAdded(added) => {
                added.capture.iter().flat_map(Capture::contents).collect()
            }
            Self::EvidenceChecked(checked) => {
                checked.capture.iter().flat_map(Capture::contents).collect()
            }
            Self::ContentWithheld(withheld) => {
                withheld.redacted.iter().flatten().map(|redacted| redacted.sha256).collect()
            }
            Self::ArticleCorrected(_)
            | Self::ArticleRestored(_)
            | Self::ArticleWithdrawn(_)
            | Self::ClaimAdded(_)
            | Self::ClaimAssigned(_)
            | Self::ClaimCorrected(_)
            | Self::ClaimDismissed(_)
            | Self::ClaimLinked(_)
            | Self::ClaimReleased(_)
            | Self::ClaimRestored(_)
            | Self::ClaimReviewed(_)
            | Self::ClaimScoped(_)
            | Self::ClaimSuggested(_)
            | Self::ClaimTagged(_)
            | Self::ClaimTaken(_)
            | Self::ClaimUnlinked(_)
            | Self::ClaimsExtracted(_)
            | Self::EvidenceGrouped(_)
            | Self::EvidenceWithdrawn(_)
            | Self::KeyRotated(_)
            | Self::LedgerCreated(_)
            | Self::LedgerSucceeded(_)
            | Self::NoteAdded(_)
            | Self::NoteRetracted(_)
            | Self::PolicySet(_)
            | Self::ReviewWithdrawn(_)
            | Self::ReviewerAdded(_)
            | Self::ReviewerInvited(_)
            | Self::ReviewerRenamed(_)
            | Self::ReviewerRetired(_)
            | Self::ReviewerRevoked(_)
            | Self::RoleGiven(_)
            | Self::ScaleSet(_)
            | Self::VerdictResolved(_)
            | Self::WaiverGiven(_)
            | Self::Unknown(_) => Vec::new(),
        }
    }
}

/// ` (misleading)`.
fn in_brackets(rating: Option<&RatingName>) -> String {
    rating.map(|rating| format!(" ({rating})")).unwrap_or_default()
}

/// The table of the vocabulary: each event's type, for writing and for reading.
macro_rules! vocabulary {
    ($($name:literal => $variant:ident,)*) => {
        impl Event {
            /// The types that this program knows.
            pub const KINDS: &[&str] = &[$($name),*];

            /// What the entry calls it.
            pub fn kind(&self) -> &str {
                match self {
                    $(Self::$variant(_) => $name,)*
                    Self::Unknown(unknown) => &unknown.kind,
                }
            }

            /// Read the body of an event of this type.
            pub(super) fn read(kind: &str, body: &str) -> serde_json::Result<Self> {
                match kind {
                    $($name => serde_json::from_str(body).map(Self::$variant),)*
                    _ => Ok(Self::Unknown(Unknown { body: body.to_owned(), kind: kind.to_owned() })),
                }
            }
        }

        /// Writes the body; the entry has the type in another member.
        impl Serialize for Event {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(body) => body.serialize(serializer),)*
                    Self::Unknown(unknown) => {
                        let body = serde_json::value::RawValue::from_string(unknown.body.clone());
                        body.map_err(serde::ser::Error::custom)?.serialize(serializer)
                    }
                }
            }
        }
    };
}

vocabulary! {
    "article.appeared" => ArticleAppeared,
    "article.corrected" => ArticleCorrected,
    "article.imported" => ArticleImported,
    "article.reread" => ArticleReread,
    "article.restored" => ArticleRestored,
    "article.withdrawn" => ArticleWithdrawn,
    "claim.added" => ClaimAdded,
    "claim.assigned" => ClaimAssigned,
    "claim.corrected" => ClaimCorrected,
    "claim.dismissed" => ClaimDismissed,
    "claim.linked" => ClaimLinked,
    "claim.released" => ClaimReleased,
    "claim.restored" => ClaimRestored,
    "claim.reviewed" => ClaimReviewed,
    "claim.scoped" => ClaimScoped,
    "claim.suggested" => ClaimSuggested,
    "claim.tagged" => ClaimTagged,
    "claim.taken" => ClaimTaken,
    "claim.unlinked" => ClaimUnlinked,
    "claims.extracted" => ClaimsExtracted,
    "content.withheld" => ContentWithheld,
    "evidence.added" => EvidenceAdded,
    "evidence.checked" => EvidenceChecked,
    "evidence.grouped" => EvidenceGrouped,
    "evidence.withdrawn" => EvidenceWithdrawn,
    "key.rotated" => KeyRotated,
    "ledger.created" => LedgerCreated,
    "ledger.succeeded" => LedgerSucceeded,
    "note.added" => NoteAdded,
    "note.retracted" => NoteRetracted,
    "policy.set" => PolicySet,
    "review.withdrawn" => ReviewWithdrawn,
    "reviewer.added" => ReviewerAdded,
    "reviewer.invited" => ReviewerInvited,
    "reviewer.renamed" => ReviewerRenamed,
    "reviewer.retired" => ReviewerRetired,
    "reviewer.revoked" => ReviewerRevoked,
    "role.given" => RoleGiven,
    "scale.set" => ScaleSet,
    "verdict.resolved" => VerdictResolved,
    "waiver.given" => WaiverGiven,
}
