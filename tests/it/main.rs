//! The program's promises, tested from outside: each test is a session in a shell, or a check of
//! the repository itself.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod articles;
mod bad_input;
mod broken_bundles;
mod bundle;
mod cases;
mod circles;
mod claims;
mod completions;
mod concurrency;
mod copies;
mod cosign;
mod crash;
mod differential;
mod entries;
mod export;
mod extractor;
mod fetch;
mod first_edition;
mod fold;
mod foreign_bytes;
mod forged_log;
mod hostile;
mod import;
mod insider;
#[cfg(unix)]
mod interrupted;
mod judgement;
mod list;
mod log_format;
mod man;
mod naughty;
mod promise;
mod readme;
mod replay;
mod reviewers;
mod rooms;
mod seed;
mod selftest;
mod session;
#[cfg(unix)]
mod shared;
mod show;
mod spans;
mod store;
mod style;
mod taken_back;
mod tamper;
#[cfg(unix)]
mod terminal;
mod upgrade;
mod vectors;
mod verifier;
mod verify;
mod why;
