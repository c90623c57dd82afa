//! The one reading of words, for sentences, statements, attribution and check-worthiness.
//!
//! [`scan`] finds where words and marks start and end. What a reader keeps of a word while it is
//! scanned is its own affair: [`token`] keeps what rules ask for, and the check-worthiness model keeps
//! the hashes that its weights were fitted on. [`verbs`] is the one list of reporting verbs, and
//! [`abbreviation`](super::abbreviation) knows the one list of abbreviations.

pub(super) mod by_hash;
pub(super) mod inflection;
pub(super) mod listed;
pub(super) mod lists;
pub(super) mod near;
pub(super) mod reporting;
pub(super) mod scan;
pub(super) mod token;
pub(super) mod verbs;
