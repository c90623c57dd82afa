use serde::Serialize;

use crate::domain::{EntryId, Note, ReviewerName, Timestamp};
use crate::view::RevokedKey;

/// That a key was revoked.
#[derive(Serialize)]
pub(super) struct RevocationJson<'a> {
    entry: EntryId,
    at: Timestamp,
    by: &'a ReviewerName,
    reason: &'a Note,
}

/// A key that was revoked, with the entries that it signed.
#[derive(Serialize)]
pub(super) struct RevokedKeyJson<'a> {
    reviewer: &'a ReviewerName,
    key: String,
    #[serde(flatten)]
    revocation: RevocationJson<'a>,
    signed: &'a [EntryId],
    /// Those after it was revoked. They have no effect.
    refused: &'a [EntryId],
}

impl<'a> RevocationJson<'a> {
    pub(super) fn of(RevokedKey { at, by, entry, reason, .. }: &'a RevokedKey) -> Self {
        Self { entry: *entry, at: *at, by, reason }
    }
}

impl<'a> RevokedKeyJson<'a> {
    pub(super) fn of(revoked: &'a RevokedKey) -> Self {
        let RevokedKey { key, name, refused, signed, .. } = revoked;
        Self {
            reviewer: name,
            key: key.to_string(),
            revocation: RevocationJson::of(revoked),
            signed,
            refused,
        }
    }
}
