//! What a person writes stands beside the log, which has only its hash: so it can go without touching
//! its entry.

use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{ClaimScoped, Event, EvidenceAdded, Note, Sha256};

/// What a person wrote in an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Words<T> {
    /// In the entry itself: before it is signed, and in entries of earlier versions.
    Plain(T),
    /// Beside the log; the entry has the hash. The text is absent until it is looked up, and if it is
    /// withheld.
    Sealed { sha256: Sha256, text: Option<T> },
}

impl<T> Words<T> {
    /// What was written; `None` if it is withheld.
    pub fn text(&self) -> Option<&T> {
        match self {
            Self::Plain(text) => Some(text),
            Self::Sealed { text, .. } => text.as_ref(),
        }
    }

    /// The hash of the text beside the log.
    pub fn sealed(&self) -> Option<Sha256> {
        match self {
            Self::Plain(_) => None,
            Self::Sealed { sha256, .. } => Some(*sha256),
        }
    }
}

impl Words<Note> {
    /// The note, or what stands in its place where it is withheld.
    pub fn note(&self) -> &Note {
        static WITHHELD: Note = Note::WITHHELD;
        self.text().unwrap_or(&WITHHELD)
    }
}

impl<T> From<T> for Words<T> {
    fn from(text: T) -> Self {
        Self::Plain(text)
    }
}

/// Reads words that are to be written.
impl<T: FromStr> FromStr for Words<T> {
    type Err = T::Err;

    fn from_str(text: &str) -> Result<Self, T::Err> {
        text.parse().map(Self::Plain)
    }
}

/// Words of an event, of either kind.
pub trait Written {
    /// The text in the entry itself.
    fn plain(&self) -> Option<&str>;
    /// The hash of the text beside the log.
    fn sealed_as(&self) -> Option<Sha256>;
    /// Put the text beside the log: only its hash is in the entry.
    fn seal(&mut self, sha256: Sha256);
    /// Take the text that was found beside the log. `false`: nothing of that kind can be written so.
    fn open(&mut self, text: &str) -> bool;
}

impl<T: WrittenText> Written for Words<T> {
    fn plain(&self) -> Option<&str> {
        match self {
            Self::Plain(text) => Some(text.as_text()),
            Self::Sealed { .. } => None,
        }
    }

    fn sealed_as(&self) -> Option<Sha256> {
        self.sealed()
    }

    fn seal(&mut self, sha256: Sha256) {
        *self = Self::Sealed { sha256, text: self.text().cloned() };
    }

    fn open(&mut self, found: &str) -> bool {
        let Self::Sealed { text, .. } = self else { return false };
        *text = T::of_text(found);
        text.is_some()
    }
}

/// A kind of text that people write.
pub trait WrittenText: Clone {
    fn as_text(&self) -> &str;
    fn of_text(text: &str) -> Option<Self>;
}

impl WrittenText for Note {
    fn as_text(&self) -> &str {
        self.as_str()
    }

    fn of_text(text: &str) -> Option<Self> {
        text.parse::<Self>().ok().filter(|note| note.as_str() == text)
    }
}

/// The name of a claimant.
impl WrittenText for String {
    fn as_text(&self) -> &str {
        self
    }

    fn of_text(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }
}

impl Event {
    /// What the person wrote with it.
    pub fn remark(&self) -> Option<&Note> {
        self.remark_words().map(Words::note)
    }

    /// The same, with how it stands in the entry.
    pub fn remark_words(&self) -> Option<&Words<Note>> {
        match self {
            Self::ArticleCorrected(corrected) => corrected.reason.as_ref(),
            Self::ArticleRestored(restored) => Some(&restored.reason),
            Self::ArticleWithdrawn(withdrawn) => Some(&withdrawn.reason),
            Self::ClaimCorrected(corrected) => corrected.reason.as_ref(),
            Self::ClaimDismissed(settled) | Self::ClaimRestored(settled) => Some(&settled.reason),
            Self::ClaimLinked(linked) | Self::ClaimUnlinked(linked) => linked.reason.as_ref(),
            Self::ClaimReviewed(reviewed) | Self::ClaimSuggested(reviewed) => {
                reviewed.note.as_ref()
            }
            Self::ClaimScoped(scoped) => scoped.reason.as_ref(),
            Self::ContentWithheld(withheld) => Some(&withheld.reason),
            Self::EvidenceAdded(added) => added.note.as_ref(),
            Self::EvidenceGrouped(grouped) => grouped.reason.as_ref(),
            Self::EvidenceWithdrawn(withdrawn) => Some(&withdrawn.reason),
            Self::NoteAdded(added) => Some(&added.note),
            Self::NoteRetracted(taken) | Self::ReviewWithdrawn(taken) => Some(&taken.reason),
            Self::PolicySet(policy) => policy.reason.as_ref(),
            Self::ReviewerRenamed(renamed) => Some(&renamed.reason),
            Self::ReviewerRetired(revoked) | Self::ReviewerRevoked(revoked) => {
                Some(&revoked.reason)
            }
            Self::RoleGiven(given) => given.reason.as_ref(),
            Self::ScaleSet(set) => Some(&set.reason),
            Self::VerdictResolved(resolved) => Some(&resolved.reason),
            Self::WaiverGiven(given) => Some(&given.reason),
            Self::ArticleAppeared(_)
            | Self::ArticleImported(_)
            | Self::ArticleReread(_)
            | Self::ClaimAdded(_)
            | Self::ClaimAssigned(_)
            | Self::ClaimReleased(_)
            | Self::ClaimTagged(_)
            | Self::ClaimTaken(_)
            | Self::ClaimsExtracted(_)
            | Self::EvidenceChecked(_)
            | Self::KeyRotated(_)
            | Self::LedgerCreated(_)
            | Self::LedgerSucceeded(_)
            | Self::ReviewerAdded(_)
            | Self::ReviewerInvited(_)
            | Self::Unknown(_) => None,
        }
    }

    /// Everything that the person wrote with it: the names of claimants, and the remark.
    pub fn words(&mut self) -> Vec<&mut dyn Written> {
        match self {
            Self::ArticleCorrected(corrected) => written(None, corrected.reason.as_mut()),
            Self::ArticleRestored(restored) => written(None, Some(&mut restored.reason)),
            Self::ArticleWithdrawn(withdrawn) => written(None, Some(&mut withdrawn.reason)),
            Self::ClaimAdded(added) => written(added.claimant.as_mut(), None),
            Self::ClaimCorrected(corrected) => {
                written(corrected.claimant.as_mut(), corrected.reason.as_mut())
            }
            Self::ClaimDismissed(settled) | Self::ClaimRestored(settled) => {
                written(None, Some(&mut settled.reason))
            }
            Self::ClaimLinked(linked) | Self::ClaimUnlinked(linked) => {
                written(None, linked.reason.as_mut())
            }
            Self::ClaimReviewed(reviewed) | Self::ClaimSuggested(reviewed) => {
                written(None, reviewed.note.as_mut())
            }
            Self::ClaimScoped(ClaimScoped { period, place, reason, unit, .. }) => {
                let own = [period, place, unit, reason].into_iter().flatten();
                own.map(|words| words as &mut dyn Written).collect()
            }
            Self::ContentWithheld(withheld) => written(None, Some(&mut withheld.reason)),
            Self::EvidenceAdded(added) => {
                let EvidenceAdded { note, quote, searched, .. } = added.as_mut();
                let own = [quote.as_mut(), searched.as_mut(), note.as_mut()].into_iter().flatten();
                own.map(|words| words as &mut dyn Written).collect()
            }
            Self::EvidenceGrouped(grouped) => written(None, grouped.reason.as_mut()),
            Self::EvidenceWithdrawn(withdrawn) => written(None, Some(&mut withdrawn.reason)),
            Self::NoteAdded(added) => written(None, Some(&mut added.note)),
            Self::NoteRetracted(taken) | Self::ReviewWithdrawn(taken) => {
                written(None, Some(&mut taken.reason))
            }
            Self::PolicySet(policy) => written(None, policy.reason.as_mut()),
            Self::ReviewerRenamed(renamed) => written(None, Some(&mut renamed.reason)),
            Self::ReviewerRetired(revoked) | Self::ReviewerRevoked(revoked) => {
                written(None, Some(&mut revoked.reason))
            }
            Self::RoleGiven(given) => written(None, given.reason.as_mut()),
            Self::ScaleSet(set) => written(None, Some(&mut set.reason)),
            Self::VerdictResolved(resolved) => written(None, Some(&mut resolved.reason)),
            Self::WaiverGiven(given) => written(None, Some(&mut given.reason)),
            Self::ArticleAppeared(_)
            | Self::ArticleImported(_)
            | Self::ArticleReread(_)
            | Self::ClaimAssigned(_)
            | Self::ClaimReleased(_)
            | Self::ClaimTagged(_)
            | Self::ClaimTaken(_)
            | Self::ClaimsExtracted(_)
            | Self::EvidenceChecked(_)
            | Self::KeyRotated(_)
            | Self::LedgerCreated(_)
            | Self::LedgerSucceeded(_)
            | Self::ReviewerAdded(_)
            | Self::ReviewerInvited(_)
            | Self::Unknown(_) => Vec::new(),
        }
    }

    /// The hashes of what the person wrote, where that stands beside the log.
    pub fn sealed(&self) -> Vec<Sha256> {
        let claimant = self.claimant().and_then(Words::sealed);
        let quoted = self.quoted().into_iter().filter_map(Words::sealed);
        let claimant = claimant.into_iter().chain(quoted);
        claimant.chain(self.remark_words().and_then(Words::sealed)).collect()
    }

    /// What the person quoted or looked for as evidence, or said of what a claim covers.
    pub fn quoted(&self) -> Vec<&Words<Note>> {
        if let Self::ClaimScoped(scoped) = self {
            return scoped.parts().into_iter().flatten().collect();
        }
        let Self::EvidenceAdded(added) = self else { return Vec::new() };
        added.quote.iter().chain(&added.searched).collect()
    }

    /// The name of the claimant that the person wrote.
    pub fn claimant(&self) -> Option<&Words<String>> {
        if let Self::ClaimAdded(added) = self {
            return added.claimant.as_ref();
        }
        let Self::ClaimCorrected(corrected) = self else { return None };
        corrected.claimant.as_ref()
    }
}

fn written<'a>(
    claimant: Option<&'a mut Words<String>>,
    remark: Option<&'a mut Words<Note>>,
) -> Vec<&'a mut dyn Written> {
    let claimant = claimant.map(|words| words as &mut dyn Written);
    claimant.into_iter().chain(remark.map(|words| words as &mut dyn Written)).collect()
}

/// A text beside the log, with what makes its hash impossible to guess.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedText {
    /// 32 random bytes.
    pub salt: Sha256,
    pub sha256: Sha256,
    pub text: String,
}

impl SealedText {
    /// In bytes: no entry had a longer text when texts stood in entries.
    pub const LONGEST: usize = super::Entry::LONGEST;

    pub fn new(salt: Sha256, text: String) -> Self {
        Self { salt, sha256: Self::hash(salt, &text), text }
    }

    /// The hash that an entry has of it: of the salt in hexadecimal, a line end, and the text.
    pub fn hash(salt: Sha256, text: &str) -> Sha256 {
        Sha256::of_parts(&[salt.to_string().as_bytes(), b"\n", text.as_bytes()])
    }

    /// Whether it has the hash that it stands under.
    pub fn is_sound(&self) -> bool {
        self.text.len() <= Self::LONGEST
            && !self.text.contains('\0')
            && Self::hash(self.salt, &self.text) == self.sha256
    }
}

/// How an entry has a text beside the log.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Hash {
    sha256: Sha256,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Form<T> {
    Sealed(Hash),
    Plain(T),
}

impl<T: Serialize> Serialize for Words<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Plain(text) => text.serialize(serializer),
            Self::Sealed { sha256, .. } => Hash { sha256: *sha256 }.serialize(serializer),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Words<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Form::deserialize(deserializer)? {
            Form::Plain(text) => Self::Plain(text),
            Form::Sealed(Hash { sha256 }) => Self::Sealed { sha256, text: None },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_a_text_or_the_hash_of_one() {
        let sealed = SealedText::new([7; 32].into(), "the bridge".to_owned());
        assert!(sealed.is_sound());
        let mut words: Words<Note> = "the bridge".parse::<Note>().unwrap().into();
        assert_eq!(serde_json::to_string(&words).unwrap(), "\"the bridge\"");
        words.seal(sealed.sha256);
        let json = serde_json::to_string(&words).unwrap();
        assert_eq!(json, format!("{{\"sha256\":\"{}\"}}", sealed.sha256));
        let mut read: Words<Note> = serde_json::from_str(&json).unwrap();
        assert_eq!(read.note().as_str(), "[withheld]");
        assert!(!read.open(" a blank before it"));
        assert!(read.open(&sealed.text));
        assert_eq!(read, words);
        for odd in ["null", "{}", "{\"sha256\":1}", "\" x\"", "{\"sha256\":\"\"}", "[]"] {
            assert!(serde_json::from_str::<Words<Note>>(odd).is_err(), "{odd}");
        }
    }
}
