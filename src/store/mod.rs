//! The only room with SQL. It stores the log and its index in one database file.
//!
//! All writing goes through [`Writer::append`]: an entry of the log and its index rows, in one
//! transaction. All reading goes through a [`Snapshot`], in a [`View`].
//!
//! SQL meets an engine in `sql.rs`. Code specific to SQLite is in `sqlite/` and under
//! `migrations/sqlite`; code specific to PostgreSQL is in `postgres/` and under
//! `migrations/postgres`.

mod about;
mod append;
mod articles;
mod attest;
mod audit;
mod block;
mod bundle;
mod claims;
mod clocks;
mod copy;
mod database;
mod dockets;
mod error;
mod evidence;
mod grounds;
mod history;
mod location;
mod log_keys;
mod opinions;
mod pages;
mod part;
mod postgres;
mod project;
mod queue;
mod repeats;
mod replay;
mod restore;
mod reviewers;
mod revoked;
mod roll;
mod scopes;
mod search;
mod snapshot;
mod sql;
mod sqlite;
mod stats;
mod tree;
mod values;
mod view;
mod withheld;
mod words;

pub use about::{About, Known};
pub use append::{Newcomer, Purpose, Rotated, Succeeded, Writer};
pub use attest::{Sources, Stored, attest_claim, case_before};
pub use audit::VerifyOptions;
pub use database::{Access, Store, TRIES};
pub use error::{EngineError, StoreError};
pub use location::Location;
pub use postgres::{
    AddressError, Roles, Server, ServerEnvironment, ServerError, VARIABLES, roles, set_up,
};
pub use restore::LedgerParts;
pub use reviewers::key_at;
pub use roll::ReviewerKey;
pub use snapshot::Snapshot;
pub use sqlite::{
    DamagedLedger, Holder, Salvage, TAMPERINGS, begins_like_a_ledger, holders,
    record_past_the_rules,
};
pub use view::View;
pub use withheld::can_be_replaced;
