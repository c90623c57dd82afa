//! What an error of PostgreSQL means.

use std::error::Error as _;
use std::io;
use std::path::PathBuf;

use postgres::Error;
use postgres::error::{DbError, Severity, SqlState};

use super::{AddressError, Server};
use crate::store::{EngineError, StoreError};

/// Why a ledger on a server cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    #[error(transparent)]
    Address(#[from] AddressError),
    /// The server is not who it should be, or cannot prove it.
    #[error("the certificate of the server does not prove who it is: {0}")]
    Certificate(String),
    /// A ledger is set up once.
    #[error("`{0}` has a ledger, or something in its place")]
    IsSetUp(String),
    /// It was asked to, or a statement took longer than it may.
    #[error("the server ended a statement: {0}")]
    Ended(String),
    /// The connection broke before the end of an act.
    #[error("the connection to the server was lost: nothing was recorded")]
    Lost(#[source] EngineError),
    /// Other transactions were in the way of an act, each time that it was tried.
    #[error("other transactions were in the way: nothing was recorded")]
    InTheWay(#[source] EngineError),
    /// The connection broke while something was read.
    #[error("the connection to the server was lost")]
    LostReading(#[source] EngineError),
    /// Somebody ended the wait of a commit for the standby servers.
    #[error("the act may be on one server alone: the wait for its standby servers was ended")]
    NotCopied,
    #[error("there is no database `{0}` on the server")]
    NoDatabase(String),
    /// The role lacks a right.
    #[error("the role `{user}` may not do that: {what}")]
    NoRights { user: String, what: String },
    /// It has as many connections as it may.
    #[error("the server takes no more connections: {0}")]
    NoRoom(String),
    /// No server answers.
    #[error("no server answers at {hosts}")]
    NoServer { hosts: String, source: EngineError },
    /// The server speaks without encryption only.
    #[error("the server does not offer an encrypted connection")]
    NoTls,
    /// The server does not let this user in from here.
    #[error("the server does not let `{user}` in: {what}")]
    NotAdmitted { user: String, what: String },
    /// Only a file can do that.
    #[error("that is only possible with a ledger in a file")]
    OnlyFiles,
    /// No password was given, or it is wrong.
    #[error("the server does not take the password of `{0}`")]
    Password(String),
    /// A pool lets several clients share a connection.
    #[error("a pool gives each transaction another connection to the server")]
    Pooled,
    /// The certificates to trust cannot be read.
    #[error("the certificates in `{}` cannot be used: {why}", file.display())]
    RootCertificates { file: PathBuf, why: String },
    /// It copies another server, and takes no writes.
    #[error("this server is a standby: it can only be read")]
    Standby,
    /// It is there, and will take connections later, or never again.
    #[error("the server takes no connections yet, or any more: {0}")]
    Starting(String),
    /// The guards of the database do not apply to superusers.
    #[error("`{0}` is a superuser, and superusers can bypass the guards of the ledger")]
    Superuser(String),
    /// The connection broke while the act was saved, and no server says whether it was.
    #[error(
        "the connection to the server was lost while the act was saved: it is unknown whether it was"
    )]
    Unknown(#[source] EngineError),
}

/// What the server said, without the words of this program's own statements.
pub(super) fn said(error: &Error) -> EngineError {
    let mut what = error.to_string();
    if let Some(error) = error.as_db_error() {
        error.message().clone_into(&mut what);
    } else {
        let mut cause = error.source();
        while let Some(error) = cause {
            what = format!("{what}: {error}");
            cause = error.source();
        }
    }
    EngineError::new(what)
}

/// Whether the connection is gone, so that another one may do better.
pub(super) fn is_lost(error: &Error) -> bool {
    match error.as_db_error() {
        // After a fatal error the server ends the connection, whatever it was. One that takes no
        // writes any more is not the one to be connected to.
        Some(error) => {
            matches!(error.parsed_severity(), Some(Severity::Fatal | Severity::Panic))
                || error.code().code().starts_with("08")
                || *error.code() == SqlState::READ_ONLY_SQL_TRANSACTION
        }
        None => error.is_closed() || is_io(error),
    }
}

fn is_io(error: &Error) -> bool {
    let source = error.source().and_then(|source| source.downcast_ref::<io::Error>());
    source.is_some_and(|source| certificate(source).is_none())
}

/// Whether the same act can succeed if it is tried again: another transaction was in its way.
pub(super) fn is_in_the_way(error: &Error) -> bool {
    let codes = [&SqlState::T_R_SERIALIZATION_FAILURE, &SqlState::T_R_DEADLOCK_DETECTED];
    error.code().is_some_and(|code| codes.contains(&code))
}

/// Why a connection was not made.
pub(super) fn not_connected(error: &Error, server: &Server) -> StoreError {
    let user = || server.user().to_owned();
    let mut source = error.source();
    while let Some(cause) = source {
        let tls = cause.downcast_ref::<io::Error>().and_then(certificate);
        if let Some(why) = tls {
            return StoreError::Server(ServerError::Certificate(why));
        }
        source = cause.source();
    }
    let what = said(error).to_string();
    StoreError::Server(match error.as_db_error() {
        Some(said) if *said.code() == SqlState::INVALID_CATALOG_NAME => {
            ServerError::NoDatabase(server.database().to_owned())
        }
        Some(said) if *said.code() == SqlState::INVALID_PASSWORD => ServerError::Password(user()),
        Some(said) if said.code().code().starts_with("28") => {
            ServerError::NotAdmitted { user: user(), what: said.message().to_owned() }
        }
        Some(said) if *said.code() == SqlState::INSUFFICIENT_PRIVILEGE => {
            ServerError::NoRights { user: user(), what: said.message().to_owned() }
        }
        Some(said) if *said.code() == SqlState::TOO_MANY_CONNECTIONS => {
            ServerError::NoRoom(said.message().to_owned())
        }
        Some(said) if *said.code() == SqlState::CANNOT_CONNECT_NOW => {
            ServerError::Starting(said.message().to_owned())
        }
        None if what.contains("password missing") => ServerError::Password(user()),
        None if what.contains("server does not support TLS") => ServerError::NoTls,
        None if what.contains("does not allow writes") => ServerError::Standby,
        Some(_) | None => {
            ServerError::NoServer { hosts: server.hosts(), source: EngineError::new(what) }
        }
    })
}

/// What is wrong with a certificate, if that is it.
fn certificate(error: &io::Error) -> Option<String> {
    let inner = error.get_ref()?.downcast_ref::<rustls::Error>()?;
    Some(inner.to_string())
}

/// What the server said of a statement.
pub(super) fn failed(error: &Error, server: &Server) -> StoreError {
    let what = said(error);
    let Some(code) = error.code() else {
        // What this program can neither write nor read does not belong there.
        return if error.source().is_some() {
            StoreError::Damaged(what)
        } else {
            StoreError::Engine(what)
        };
    };
    match code.code() {
        "42501" => {
            let what = error.as_db_error().map(DbError::message).unwrap_or_default().to_owned();
            StoreError::Server(ServerError::NoRights { user: server.user().to_owned(), what })
        }
        "40001" | "40P01" => StoreError::Server(ServerError::InTheWay(what)),
        "53100" | "53400" => StoreError::Full,
        "53200" => StoreError::NoMemory,
        // Others prepared a statement in this connection, or closed one of ours.
        "26000" | "42P05" => StoreError::Server(ServerError::Pooled),
        "57014" => {
            let what = error.as_db_error().map(DbError::message).unwrap_or_default().to_owned();
            StoreError::Server(ServerError::Ended(what))
        }
        "55P03" => StoreError::Busy(StoreError::PATIENCE),
        // Our statements break no constraint and name nothing that is not there, unless the tables
        // are not ours.
        "42P01" | "42703" | "42883" => StoreError::Damaged(what),
        code if code.starts_with("22") || code.starts_with("23") => StoreError::Damaged(what),
        code if code.starts_with("XX00") || code == "58P01" => StoreError::Damaged(what),
        code if code.starts_with("58") => StoreError::Disk(what),
        _ => StoreError::Engine(what),
    }
}
