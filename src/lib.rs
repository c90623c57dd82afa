//! `factledger`: the ledger that fact-checkers keep.
//!
//! It reads an article, finds its claims with exact spans and hashes, keeps each reviewer's verdicts
//! and notes in a history that only grows, and writes an audit report.
//!
//! # The idea
//!
//! The log is the truth. Every other table is an index of it, written in the same transaction.
//!
//! ```text
//! bytes -> reader -> article text -> extractor -> candidate claims
//!                                                      |
//! a person -> ledger: one method for each act -> event
//!                                                      |
//!               store/append: log row and index rows, one transaction
//!                                                      |
//!                 reads (list, show, history) -> report -> exporters
//! ```
//!
//! Checks repeat the same steps:
//!
//! ```text
//! verify    log -> replayed into an empty index -> compared, row by row
//! rebuild   log -> replayed into the index itself
//! bundle    log, report, proofs, keys -> files -> log -> files again -> compared, byte by byte
//! backup    the whole ledger -> another file -> verified
//! salvage   what still verifies in a damaged file -> a ledger, and pieces
//! ```
//!
//! # The rooms, in reading order
//!
//! A room is a folder of `src`, or a file where one is enough.
//!
//! | room | what it does |
//! |---|---|
//! | [`domain`] | the terms (claim, review, verdict, event) and the rules of judgement. Pure |
//! | [`merkle`] | trees of hashes, signed notes, keys and proofs. Pure; knows nothing of claims |
//! | [`log`] | signed entries, and which keys are valid when. Pure |
//! | [`text`] | foreign bytes -> article text -> sentences -> candidate claims |
//! | [`view`] | values to show or print: claims, findings, and the words for them. Pure |
//! | [`files`] | writes files and folders completely or not at all |
//! | [`keys`] | private keys, in files outside every ledger, and what they last signed |
//! | [`store`] | the database. The only room with SQL |
//! | [`ledger`] | the facade: one method for each thing a person can do |
//! | [`export`] | reports: views -> bytes, one file for each format |
//! | [`bundle`] | a report with everything an outsider needs to check it: written and verified |
//! | [`intake`] | source -> draft -> candidates -> recorded, with progress as values |
//! | [`terminal`] | tables, colours, widths, progress and the pager |
//! | `cli` | flags, hints and exit codes: one command per file |
//! | `interrupt` | signals that stop the program |
//! | `run` | the clock, the environment and the screen |
//!
//! Imports only run downwards, which a test checks (`tests/it/rooms.rs`):
//!
//! ```text
//! { domain, merkle } <- log, text, view                           the pure floor
//! files <- keys; the floor <- keys <- store <- ledger <- cli <- run <- main
//! the floor <- { export, terminal } <- cli
//! ledger <- { bundle, intake, publish } <- cli
//! ```
//!
//! # Invariants
//!
//! - `text == canonical_text[span]` for every claim: an entry that breaks this is refused.
//! - Every act on the ledger is an entry, and everything that is shown follows from entry bytes. A
//!   cosignature is not an act on the ledger: it is kept with the checkpoint.
//! - A bundle follows from its log and one moment, byte for byte, and the log's key signs the list of
//!   its files. A verifier trusts what it has rebuilt itself. For a file that another version wrote,
//!   it says that only the signature covers it.
//! - Verifying needs no private key, and trusts no row of an index.
//! - Nothing is signed that contradicts what was signed on this machine before.
//! - An entry is stored as it was hashed, and never reassembled from its parts.
//! - Text from an article is foreign: it is made visible before a terminal sees it, and escaped
//!   before it goes into a file.
//! - The clock, the environment and randomness are arguments everywhere but in `run`. Only the
//!   folder for temporary files comes from the system.

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
pub mod publish;
mod run;
pub mod store;
pub mod terminal;
pub mod text;
pub mod view;

pub use run::run;
