//! Merkle trees, and the notes that sign them. Pure, and knows nothing of claims.
//!
//! The tree and its proofs are those of RFC 9162 (and RFC 6962); notes, keys, checkpoints,
//! cosignatures, proofs in files and tiles are those of C2SP (<https://c2sp.org>: signed-note 1.0.0,
//! tlog-checkpoint 1.0.0, tlog-cosignature 1.0.1, tlog-tiles 0.1.0, tlog-proof@v1), so that nothing
//! of ours is needed to check them.

mod base64;
mod checkpoint;
mod key;
mod note;
mod packer;
mod proof;
mod rotation;
mod stand_in;
mod tile;
mod tlog_proof;
mod tree;

pub use crate::domain::TreeHead;
pub use checkpoint::{Checkpoint, NotACheckpoint};
pub use key::{BadSignature, KeyId, KeyName, NotAKey, SigningKey, VerifierKey};
pub use note::{NoteSignature, Rejected, SignedNote, sign, sign_line};
pub use packer::Packer;
pub use proof::{
    NotProven, consistency_proof, inclusion_proof, verify_consistency, verify_inclusion,
};
pub use rotation::Rotation;
pub use stand_in::{StandIn, entry_leaf, note_in};
pub use tile::{NotATile, Tile, read_entries, write_entry};
pub use tlog_proof::{NotATlogProof, TlogProof};
pub use tree::{Frontier, Node, Nodes, empty_root, leaf_hash, node_hash, root_at};
