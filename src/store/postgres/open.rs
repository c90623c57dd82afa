//! Opening a ledger on a server: what is there, and what it may be opened for.

use super::client::Client;
use super::migrations::statements;
use super::{Server, ServerError};
use crate::domain::{EntryId, EntryUuid};
use crate::store::copy::UNFINISHED;
use crate::store::sql::{Connection, Row, params};
use crate::store::{Access, Snapshot, Store, StoreError, TRIES};

impl Store {
    /// Open the ledger in a database on a server. If the connection breaks, again from the beginning.
    pub fn connect(server: &Server, access: Access) -> Result<Self, StoreError> {
        let mut tries = 1..TRIES;
        loop {
            match Self::try_to_connect(server, access) {
                Err(StoreError::Server(
                    ServerError::Lost(_)
                    | ServerError::LostReading(_)
                    | ServerError::NotCopied
                    | ServerError::Unknown(_),
                )) if tries.next().is_some() => {}
                done => return done,
            }
        }
    }

    fn try_to_connect(server: &Server, access: Access) -> Result<Self, StoreError> {
        let connection = Connection::at_server(Client::connect(server)?);
        let found = Found::in_database(&connection)?;
        let is_to_write = !matches!(access, Access::Read | Access::Verify);
        if is_to_write && found.is_standby {
            return Err(StoreError::Server(ServerError::Standby));
        }
        if is_to_write && found.is_superuser && !server.may_be_superuser {
            return Err(StoreError::Server(ServerError::Superuser(found.role)));
        }
        match (found.schema, access) {
            (Schema::OfALedger, _) => {}
            (Schema::None | Schema::Empty, Access::Copy | Access::WriteOrCreate) => {
                make(&connection, found.schema)?;
            }
            (Schema::None | Schema::Empty, _) => return Err(StoreError::NoLedger),
            (Schema::Other, _) => return Err(StoreError::NotALedger),
        }
        if let Some(mut client) = connection.postgres() {
            client.opened_too = (access == Access::Copy).then_some(UNFINISHED);
        }
        // Says what is wrong with its format.
        drop(connection.begin_to_read()?);
        Ok(Self::new(access, connection, None))
    }
}

/// What is in a database.
pub(super) struct Found {
    is_standby: bool,
    is_superuser: bool,
    role: String,
    pub(super) schema: Schema,
}

/// What the schema is whose name a ledger's has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Schema {
    Empty,
    None,
    OfALedger,
    Other,
}

impl Found {
    pub(super) fn in_database(connection: &Connection) -> Result<Self, StoreError> {
        let sql = "SELECT
                 EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = 'factledger'),
                 EXISTS (SELECT 1 FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = relnamespace
                         WHERE nspname = 'factledger' AND relname = 'ledger' AND relkind = 'r'),
                 (SELECT count(*) FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = relnamespace
                  WHERE nspname = 'factledger'),
                 pg_is_in_recovery(),
                 coalesce((SELECT rolsuper FROM pg_roles WHERE rolname = current_user), false),
                 current_user";
        let read = |row: Row<'_>| {
            let schema = match (row.get(0)?, row.get(1)?, row.get::<i64>(2)?) {
                (false, _, _) => Schema::None,
                (true, true, _) => Schema::OfALedger,
                (true, false, 0) => Schema::Empty,
                (true, false, _) => Schema::Other,
            };
            Ok(Self {
                is_standby: row.get(3)?,
                is_superuser: row.get(4)?,
                role: row.get(5)?,
                schema,
            })
        };
        connection.first(sql, params![], read)?.ok_or(StoreError::NotALedger)
    }
}

/// Make an empty ledger. If somebody else makes it at the same time, theirs is used.
fn make(connection: &Connection, schema: Schema) -> Result<(), StoreError> {
    if let Some(mut client) = connection.postgres() {
        client.begin_to_make()?;
    }
    let transaction = connection.begun();
    let made = (|| {
        if schema == Schema::None {
            transaction.batch("CREATE SCHEMA factledger")?;
        }
        transaction.batch("SET LOCAL search_path = factledger, pg_catalog, pg_temp")?;
        let statements: Vec<&str> = statements().collect();
        transaction.batch(&statements.join("\n"))
    })();
    match made {
        Ok(()) => transaction.commit(),
        Err(error) => {
            drop(transaction);
            let found = Found::in_database(connection)?;
            if found.schema == Schema::OfALedger { Ok(()) } else { Err(error) }
        }
    }
}

/// The connection broke while an act was saved: whether its last entry is there.
///
/// The turn to write is waited for first, so whatever the other connection was about to save is
/// there, or never will be. That turn ends with a commit, which waits for the standbys: so they have
/// everything before it, too.
pub(in crate::store) fn settle(
    connection: &Connection,
    last: EntryUuid,
) -> Result<Option<EntryId>, StoreError> {
    let turn = connection.begin_to_write()?;
    let found = Snapshot::new(&turn).position_of(last)?;
    turn.commit()?;
    Ok(found)
}
