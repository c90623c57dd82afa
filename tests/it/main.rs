//! The program's promises, tested from outside: each test is a session in a shell, or a check of
//! the repository itself.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod again;
mod articles;
mod bad_input;
mod blind;
mod broken_bundles;
mod browser;
mod bundle;
mod cases;
mod circles;
mod claims;
mod clocks;
mod completions;
mod concurrency;
mod conflict;
mod copies;
mod corrections;
mod cosign;
mod crash;
mod data;
mod desk;
mod differential;
mod elsewhere;
#[cfg(unix)]
mod engines;
mod entries;
mod evidence;
mod exchange;
mod export;
mod extractor;
mod fetch;
mod fields;
mod first_edition;
mod fold;
mod foreign_bytes;
mod foreign_files;
mod forged_log;
mod history;
mod hostile;
mod import;
mod inbox;
mod insider;
#[cfg(unix)]
mod interrupted;
mod judgement;
mod keys;
mod ledger_place;
mod list;
mod log_format;
mod man;
mod mark_table;
mod names;
mod naughty;
mod pages;
mod people;
mod promise;
mod publish;
mod published;
mod ratings;
mod readable;
mod readme;
#[cfg(unix)]
mod redacted;
mod remarks;
mod replay;
mod reread;
mod rests;
mod review;
mod reviewers;
mod revoked;
mod rooms;
mod rotation;
mod round_trips;
mod schema;
mod scope;
mod search;
mod seed;
mod selection;
mod selftest;
mod session;
#[cfg(unix)]
mod shared;
mod show;
mod spans;
mod stats;
mod store;
mod story;
mod style;
mod succession;
mod taken_back;
mod tamper;
#[cfg(unix)]
mod terminal;
mod two_copies;
mod undo;
mod upgrade;
mod vectors;
mod verifier;
mod verify;
mod views;
mod why;
mod withheld;
mod withheld_words;
mod words;
