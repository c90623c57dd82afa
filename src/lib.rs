//! `factledger`: the ledger that fact-checkers keep.
//!
//! It reads an article, finds its claims with exact spans and hashes, keeps each reviewer's
//! judgement with its notes, in a history that only grows, and hands out an audit report.
//!
//! # The one idea
//!
//! The log is the truth; every other table is an index of it, written in the same transaction.
//!
//! ```text
//! bytes -> reader -> article text -> extractor -> candidate claims
//!                                                      |
//! a person -> ledger: one method for each human act -> event
//!                                                      |
//!               store/append, the door: log row and index rows, one transaction
//!                                                      |
//!                 reads (list, show, history) -> report -> exporters
//! ```
//!
//! What is written is checked by going the same ways again:
//!
//! ```text
//! verify    log -> replayed into an empty index -> compared, row by row
//! rebuild   log -> replayed into the index itself
//! bundle    log, report, proofs, keys -> files -> log -> files again -> compared, byte by byte
//! backup    all of it -> another file -> verified
//! salvage   what still verifies of a damaged file -> a ledger, and pieces
//! ```
//!
//! # The rooms, in reading order
//!
//! | room | what it knows |
//! |---|---|
//! | [`domain`] | what the words mean, and the rules of judgement. Pure |
//! | [`merkle`] | hashes of hashes, notes and keys. Pure; has never heard of claims |
//! | [`log`] | signed entries, and which keys count. Pure |
//! | [`text`] | foreign bytes -> article text -> sentences -> candidate claims |
//! | [`view`] | all that may be shown or printed. Pure |
//! | [`files`] | files and folders that are whole or not there |
//! | [`keys`] | private keys, in files outside of every ledger, and what was signed with them last |
//! | [`store`] | SQL, and nobody else does |
//! | [`ledger`] | the facade: one method for each thing that a person can do |
//! | [`export`] | reports: views -> bytes, one file for each format |
//! | [`bundle`] | a report with all that an outsider needs to check it: packed, compared, verified |
//! | [`intake`] | source -> draft -> candidates -> recorded, with progress as values |
//! | [`terminal`] | tables, colours, widths |
//! | `cli` | flags, hints and exit codes: one verb per file |
//! | `interrupt` | signals that ask the program to stop |
//! | `run` | clock, environment, screen; flags with a variable beside them are read with the flags |
//!
//! Imports run downwards only, and a test holds it so:
//!
//! ```text
//! { domain, merkle } <- log, text, view                           the pure floor
//! files <- keys; the floor <- keys <- store <- ledger <- cli <- run <- main
//! the floor <- { export, terminal } <- cli
//! ledger <- { bundle, intake } <- cli
//! ```
//!
//! # Invariants
//!
//! - `text == canonical_text[span]` for every claim: the door refuses an entry for which it is not.
//! - Every act on the ledger is an entry, and every column that anyone is shown follows from entry
//!   bytes. A cosignature is no act on the ledger: whoever keeps the checkpoint keeps it.
//! - A bundle follows from its log and one moment, byte for byte, and the log's key signs the list of
//!   its files. What a verifier believes of it is what it has rebuilt; where another version worded
//!   a file, it says that only the signature speaks for it.
//! - To verify takes no key, and no row of an index is believed.
//! - Nothing is signed that contradicts what was signed on this machine before.
//! - An entry is stored as it was hashed, and never written again from its parts.
//! - What comes from an article is foreign: it is made visible before a terminal, and escaped
//!   before a file, sees it.
//! - The clock, the environment and randomness are arguments everywhere but in `run`. Where the
//!   system keeps temporary files is for the system to say.

pub mod bundle;
mod cli;
pub mod domain;
pub mod export;
pub mod files;
pub mod intake;
mod interrupt;
pub mod keys;
pub mod ledger;
pub mod log;
pub mod merkle;
mod run;
pub mod store;
pub mod terminal;
pub mod text;
pub mod view;

pub use run::run;
