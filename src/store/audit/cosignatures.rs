use crate::domain::Timestamp;
use crate::log::Keyring;
use crate::merkle::{Checkpoint, NoteSignature, SignedNote, VerifierKey};
use crate::view::{Cosignature, Finding, Verification};

/// The reviewers of this log who cosigned a checkpoint kept elsewhere, called `name`, which the log
/// extends or not. Lines of others are ignored: their keys are not in the log.
pub(super) fn verify(
    name: &str,
    note: &[u8],
    is_extended: bool,
    keyring: &Keyring,
    found: &mut Verification,
) {
    let (Ok(checkpoint), Ok(lines)) = (keyring.checkpoint(note), SignedNote::parse(note)) else {
        return;
    };
    for line in &lines.signatures {
        for (key, counts) in keyring.reviewers() {
            match time_of(&checkpoint, line, key) {
                None => {}
                Some(Ok(at)) => {
                    let told = Cosignature {
                        at,
                        is_extended,
                        is_revoked: !counts,
                        reviewer: reviewer(key),
                        size: checkpoint.head.size,
                    };
                    if !found.cosigned.contains(&told) {
                        found.cosigned.push(told);
                    }
                }
                Some(Err(())) => found.add_outside(Finding::Cosignature {
                    name: name.to_owned(),
                    reviewer: reviewer(key),
                    size: checkpoint.head.size,
                }),
            }
        }
    }
}

/// When this key cosigned it. `None` if the line is by another key.
fn time_of(
    checkpoint: &Checkpoint,
    line: &NoteSignature<'_>,
    key: &VerifierKey,
) -> Option<Result<Timestamp, ()>> {
    let time = checkpoint.verify_cosignature(line, key).map_err(|_| ()).transpose()?;
    let seconds = time.and_then(|time| i64::try_from(time).map_err(|_| ()));
    Some(seconds.and_then(|seconds| Timestamp::from_unix_seconds(seconds).ok_or(())))
}

/// The reviewer of a key: the part of its name after that of the log.
fn reviewer(key: &VerifierKey) -> String {
    let name = key.name().as_str();
    name.rsplit_once('/').map_or(name, |(_, reviewer)| reviewer).to_owned()
}
