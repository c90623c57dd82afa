use serde::Serialize;

use super::key_change::KeyChangeJson;
use super::odd_time::OddTimeJson;
use crate::domain::{EntryId, Origin, Sha256, Timestamp};
use crate::view::{Cosignature, Finding, Kept, Verification, WithheldCount};

/// What a verification came to.
#[derive(Serialize)]
pub struct VerificationJson<'a> {
    sound: bool,
    /// Only that: no signatures, no texts, no index.
    only_hashes: bool,
    origin: Option<&'a str>,
    entries: u64,
    signatures: u64,
    checkpoints: u64,
    contents: u64,
    words: u64,
    rows: u64,
    /// The size and root of the tree of all entries; null if the log has a gap.
    size: Option<u64>,
    root: Option<Sha256>,
    kept: Vec<KeptJson<'a>>,
    cosigned: Vec<CosignatureJson<'a>>,
    findings: Vec<FindingJson>,
    /// The number of findings that are not in `findings`.
    more_findings: u64,
    not_compared: &'a [String],
    /// For a bundle: whether the log's key signed the list of its files.
    #[serde(skip_serializing_if = "Option::is_none")]
    signed: Option<bool>,
    first_bad: Option<EntryId>,
    /// Entries whose time shows that a clock was wrong; that is no finding.
    odd_times: Vec<OddTimeJson>,
    /// For a bundle: files in its folder that a desktop put there. They are not of the bundle.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    not_of_bundle: &'a [String],
    /// The entries that gave the log another key. Absent, unless there is one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    key_changes: Vec<KeyChangeJson<'a>>,
    /// What entries withhold. Absent, unless there is something.
    #[serde(skip_serializing_if = "Option::is_none")]
    withheld: Option<WithheldJson>,
}

#[derive(Serialize)]
struct WithheldJson {
    contents: u64,
    redacted: u64,
    replaced: u64,
    words: u64,
}

#[derive(Serialize)]
struct KeptJson<'a> {
    name: &'a str,
    size: u64,
}

#[derive(Serialize)]
struct CosignatureJson<'a> {
    reviewer: &'a str,
    at: Timestamp,
    size: u64,
    /// Whether the ledger extends the checkpoint.
    extended: bool,
    /// Whether the key was revoked, before or after.
    revoked: bool,
}

#[derive(Serialize)]
struct FindingJson {
    what: String,
    entry: Option<EntryId>,
    proven: String,
    advice: &'static str,
}

impl<'a> VerificationJson<'a> {
    /// `advice` says what to do about a finding, in the caller's words.
    pub fn of(found: &'a Verification, advice: fn(&Finding) -> &'static str) -> Self {
        let kept = |kept: &'a Kept| KeptJson { name: &kept.name, size: kept.size };
        let cosigned = |cosigned: &'a Cosignature| CosignatureJson {
            reviewer: &cosigned.reviewer,
            at: cosigned.at,
            size: cosigned.size,
            extended: cosigned.is_extended,
            revoked: cosigned.is_revoked,
        };
        let finding = |finding: &Finding| FindingJson {
            what: finding.to_string(),
            entry: finding.entry(),
            proven: finding.proven(),
            advice: advice(finding),
        };
        Self {
            sound: found.is_sound(),
            only_hashes: found.only_hashes,
            origin: found.log.as_ref().map(Origin::as_str),
            entries: found.entries,
            signatures: found.signatures,
            checkpoints: found.checkpoints,
            contents: found.contents,
            words: found.words,
            rows: found.rows,
            size: found.head.map(|head| head.size),
            root: found.head.map(|head| head.root),
            kept: found.kept.iter().map(kept).collect(),
            cosigned: found.cosigned.iter().map(cosigned).collect(),
            findings: found.findings.iter().map(finding).collect(),
            more_findings: found.more,
            not_compared: &found.not_compared,
            signed: found.signed,
            first_bad: found.first_bad(),
            odd_times: found.odd_times.iter().map(OddTimeJson::of).collect(),
            not_of_bundle: &found.strewn,
            key_changes: found.key_changes.iter().map(KeyChangeJson::of).collect(),
            withheld: Some(found.withheld)
                .filter(|withheld| *withheld != WithheldCount::default())
                .map(|WithheldCount { contents, redacted, replaced, words }| WithheldJson {
                    contents,
                    redacted,
                    replaced,
                    words,
                }),
        }
    }
}
