//! The hosts of a ledger: one of them takes what is asked, and the others may take its place.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use postgres::config::SslMode;
use postgres::error::Severity;
use postgres::{Client, Config, NoTls};

use super::error::not_connected;
use super::{Server, ServerError, tls};
use crate::store::StoreError;

/// For how long a server that is gone is looked for: until another one has taken its place.
pub(super) const PATIENCE: Duration = Duration::from_secs(60);

/// Connect for the first time. One host may just be taking the place of another, or starting.
/// `was_not_copied` is set when a commit does not wait for the standby servers.
pub(super) fn connect_patiently(
    server: &Server,
    was_not_copied: &Arc<AtomicBool>,
) -> Result<Client, StoreError> {
    let since = Instant::now();
    loop {
        match connect(server, was_not_copied) {
            Err(error) if since.elapsed() < patience(says(&error), server.configs.len()) => {
                thread::sleep(Duration::from_millis(100));
            }
            done => return done,
        }
    }
}

/// How long what a host says may change.
fn patience(said: Says, hosts: usize) -> Duration {
    match (said, hosts) {
        (Says::ItStarts, _) | (Says::ItIsAStandby, 2..) => PATIENCE,
        (Says::Nothing | Says::ItIsFull, 2..) => PATIENCE / 12,
        (Says::No, _) | (_, ..2) => Duration::ZERO,
    }
}

/// Connect to the first host that takes what is asked of it. If none does, the one that says most is
/// to be believed, wherever it is named.
pub(super) fn connect(
    server: &Server,
    was_not_copied: &Arc<AtomicBool>,
) -> Result<Client, StoreError> {
    let mut why: Option<StoreError> = None;
    for config in &server.configs {
        match connect_to(config.clone(), server, was_not_copied) {
            Err(error) if why.as_ref().is_none_or(|why| says(why) < says(&error)) => {
                why = Some(error);
            }
            Err(_) => {}
            connected => return connected,
        }
    }
    Err(why.unwrap_or(StoreError::NoLedger))
}

fn connect_to(
    mut config: Config,
    server: &Server,
    was_not_copied: &Arc<AtomicBool>,
) -> Result<Client, StoreError> {
    let was_not_copied = Arc::clone(was_not_copied);
    config.notice_callback(move |notice| {
        // It says so when a commit stops waiting: the act is on this server alone.
        if notice.parsed_severity() == Some(Severity::Warning) && notice.code().code() == "01000" {
            was_not_copied.store(true, Ordering::Relaxed);
        }
    });
    let connected = if config.get_ssl_mode() == SslMode::Disable {
        config.connect(NoTls)
    } else {
        config.connect(tls::checker(server).map_err(StoreError::Server)?)
    };
    connected.map_err(|error| not_connected(&error, server))
}

/// What a host says that was not connected to. Where several are named, what comes later says more.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Says {
    /// It is not there.
    Nothing,
    ItIsAStandby,
    ItStarts,
    ItIsFull,
    No,
}

fn says(error: &StoreError) -> Says {
    let StoreError::Server(error) = error else { return Says::No };
    if let ServerError::NoServer { .. } = error {
        Says::Nothing
    } else if let ServerError::Standby = error {
        Says::ItIsAStandby
    } else if let ServerError::Starting(_) = error {
        Says::ItStarts
    } else if let ServerError::NoRoom(_) = error {
        Says::ItIsFull
    } else {
        Says::No
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::EngineError;

    #[test]
    fn where_another_host_may_take_its_place_is_waited_for_and_a_wrong_address_is_not() {
        #[track_caller]
        fn check(error: ServerError, one: u64, several: u64) {
            let said = says(&StoreError::Server(error));
            let waits = [1, 2].map(|hosts| patience(said, hosts).as_secs());
            assert_eq!(waits, [one, several]);
        }

        let what = String::new;
        let source = EngineError::new("refused");
        check(ServerError::NoServer { hosts: what(), source }, 0, 5);
        check(ServerError::Standby, 0, 60);
        check(ServerError::Starting(what()), 60, 60);
        check(ServerError::NoRoom(what()), 0, 5);
        check(ServerError::NoDatabase(what()), 0, 0);
        check(ServerError::Password(what()), 0, 0);
    }
}
