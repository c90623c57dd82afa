use std::fmt;
use std::str::FromStr;

use super::base64::{decode_exactly, encode};
use super::key::{BadSignature, KeyName, SigningKey, VerifierKey};
use super::note::{NoteSignature, Rejected, SignedNote, sign};
use crate::domain::TreeHead;

/// The state of a log at one moment: the text of a C2SP checkpoint, without signatures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Further lines, which we neither write nor interpret.
    pub extensions: Vec<String>,
    pub head: TreeHead,
    pub origin: String,
}

/// Why a text is not a checkpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotACheckpoint {
    #[error("it is not a checkpoint: origin, size and root, one per line")]
    Form,
    #[error("it belongs to another log")]
    Origin,
    /// A log can have several keys, one after the other.
    #[error("it is signed with a key of this log that was not in force at that size")]
    OtherTime,
    #[error(transparent)]
    Rejected(#[from] Rejected),
}

impl Checkpoint {
    pub fn new(origin: &KeyName, head: TreeHead) -> Self {
        Self { extensions: Vec::new(), head, origin: origin.as_str().to_owned() }
    }

    /// The signed checkpoint.
    pub fn sign(&self, key: &SigningKey) -> String {
        sign(&self.to_string(), key)
    }

    /// Read a signed checkpoint of the log whose key is `key`, signed by it.
    pub fn verified(note: &[u8], key: &VerifierKey) -> Result<Self, NotACheckpoint> {
        let note = SignedNote::parse(note)?;
        let checkpoint: Self = note.text.parse()?;
        if checkpoint.origin != key.name().as_str() {
            return Err(NotACheckpoint::Origin);
        }
        note.verify(std::slice::from_ref(key))?;
        Ok(checkpoint)
    }

    /// The line in which a witness says that it saw this checkpoint at `time`, in seconds since
    /// 1970 (C2SP tlog-cosignature, Ed25519).
    pub fn cosign(&self, key: &SigningKey, time: u64) -> String {
        let signature = key.sign(&self.cosigned(time));
        NoteSignature {
            id: key.verifier().cosigner_id(),
            name: key.name().as_str(),
            signature: [time.to_be_bytes().as_slice(), &signature].concat(),
        }
        .to_line()
    }

    /// When `witness` cosigned it, in seconds since 1970, if the line is by that witness.
    pub fn verify_cosignature(
        &self,
        line: &NoteSignature<'_>,
        witness: &VerifierKey,
    ) -> Result<Option<u64>, BadSignature> {
        if line.name != witness.name().as_str() || line.id != witness.cosigner_id() {
            return Ok(None);
        }
        let (time, signature) = line.signature.split_first_chunk().ok_or(BadSignature)?;
        let time = u64::from_be_bytes(*time);
        witness.verify(&self.cosigned(time), signature)?;
        Ok(Some(time))
    }

    fn cosigned(&self, time: u64) -> Vec<u8> {
        format!("cosignature/v1\ntime {time}\n{self}").into_bytes()
    }
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { extensions, head, origin } = self;
        write!(f, "{origin}\n{}\n{}\n", head.size, encode(head.root.as_bytes()))?;
        extensions.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

impl FromStr for Checkpoint {
    type Err = NotACheckpoint;

    fn from_str(text: &str) -> Result<Self, NotACheckpoint> {
        let lines = text.strip_suffix('\n').ok_or(NotACheckpoint::Form)?;
        let mut lines = lines.split('\n');
        let (Some(origin), Some(size), Some(root)) = (lines.next(), lines.next(), lines.next())
        else {
            return Err(NotACheckpoint::Form);
        };
        let root: [u8; 32] = decode_exactly(root).ok_or(NotACheckpoint::Form)?;
        let size = decimal(size).ok_or(NotACheckpoint::Form)?;
        let extensions: Vec<String> = lines.map(str::to_owned).collect();
        if origin.is_empty() || extensions.iter().any(String::is_empty) {
            return Err(NotACheckpoint::Form);
        }
        let head = TreeHead { root: root.into(), size };
        Ok(Self { extensions, head, origin: origin.to_owned() })
    }
}

/// A number in its only spelling: no sign, no leading zero.
pub(super) fn decimal(text: &str) -> Option<u64> {
    let number = text.parse::<u64>().ok()?;
    (number.to_string() == text).then_some(number)
}
