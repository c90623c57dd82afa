use std::fmt;
use std::str::FromStr;

use super::base64::{decode, decode_exactly, encode};
use super::checkpoint::decimal;
use crate::domain::Sha256;

/// A proof that an entry is in a log, in a file of its own (C2SP tlog-proof@v1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlogProof {
    /// The signed checkpoint that the hashes lead to, verbatim.
    pub checkpoint: String,
    /// Any data, not authenticated by itself: here the entry, which its leaf hash authenticates.
    pub extra: Option<Vec<u8>>,
    /// The inclusion proof, the leaf's neighbour first.
    pub hashes: Vec<Sha256>,
    /// The position of the entry.
    pub index: u64,
}

/// Not a C2SP tlog-proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it is not a proof: `c2sp.org/tlog-proof@v1`, index, hashes, and a checkpoint")]
pub struct NotATlogProof;

const HEADER: &str = "c2sp.org/tlog-proof@v1";

/// No tree with a 64-bit size is higher.
const MOST_HASHES: usize = 64;

impl fmt::Display for TlogProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", encode(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        for hash in &self.hashes {
            writeln!(f, "{}", encode(hash.as_bytes()))?;
        }
        write!(f, "\n{}", self.checkpoint)
    }
}

impl FromStr for TlogProof {
    type Err = NotATlogProof;

    fn from_str(text: &str) -> Result<Self, NotATlogProof> {
        let (head, checkpoint) = text.split_once("\n\n").ok_or(NotATlogProof)?;
        let mut lines = head.split('\n').peekable();
        if lines.next() != Some(HEADER) || checkpoint.is_empty() {
            return Err(NotATlogProof);
        }
        let extra = lines.next_if(|line| line.starts_with("extra "));
        let extra = extra.map(|line| decode(&line["extra ".len()..]).ok_or(NotATlogProof));
        let index = lines.next().and_then(|line| decimal(line.strip_prefix("index ")?));
        let hashes: Option<Vec<Sha256>> =
            lines.map(|line| decode_exactly::<32>(line).map(Into::into)).collect();
        let hashes = hashes.filter(|hashes| hashes.len() < MOST_HASHES).ok_or(NotATlogProof)?;
        Ok(Self {
            checkpoint: checkpoint.to_owned(),
            extra: extra.transpose()?,
            hashes,
            index: index.ok_or(NotATlogProof)?,
        })
    }
}
