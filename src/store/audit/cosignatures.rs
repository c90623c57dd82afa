use crate::domain::Timestamp;
use crate::log::Keyring;
use crate::merkle::{Checkpoint, NoteSignature, SignedNote, VerifierKey};
use crate::view::{Cosignature, Finding, Verification};

/// Who of the reviewers of this log cosigned a checkpoint that was kept elsewhere, which is called
/// `name`, and which the log extends or not. Lines of others say nothing here: the log does not
/// know their keys.
pub(super) fn verify(
    name: &str,
    note: &[u8],
    is_extended: bool,
    roll: &Keyring,
    found: &mut Verification,
) {
    let Some(log) = roll.log_key() else { return };
    let (Ok(checkpoint), Ok(lines)) = (Checkpoint::verified(note, log), SignedNote::parse(note))
    else {
        return;
    };
    for line in &lines.signatures {
        for (key, counts) in roll.reviewers() {
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

/// When this key cosigned it. `None`: the line is by another.
fn time_of(
    checkpoint: &Checkpoint,
    line: &NoteSignature<'_>,
    key: &VerifierKey,
) -> Option<Result<Timestamp, ()>> {
    let time = checkpoint.verify_cosignature(line, key).map_err(|_| ()).transpose()?;
    let seconds = time.and_then(|time| i64::try_from(time).map_err(|_| ()));
    Some(seconds.and_then(|seconds| Timestamp::from_unix_seconds(seconds).ok_or(())))
}

/// Whose key it is: what stands in its name behind that of the log.
fn reviewer(key: &VerifierKey) -> String {
    let name = key.name().as_str();
    name.rsplit_once('/').map_or(name, |(_, reviewer)| reviewer).to_owned()
}
