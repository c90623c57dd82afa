//! Who may do what in the database: the owner, those who write, and those who read.

use std::fmt::Write as _;

use super::client::Client;
use super::migrations::{LOG, created, statements};
use super::open::{Found, Schema};
use super::{Server, ServerError};
use crate::store::StoreError;
use crate::store::sql::Connection;

/// The names of the roles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roles {
    /// Has the tables, may change them, and may remove what is withheld.
    pub owner: String,
    /// May read.
    pub reader: String,
    /// May read, and append to the log.
    pub writer: String,
}

/// The SQL that makes the roles and an empty ledger in a database, whole or not at all. It is run by
/// somebody who may make roles.
pub fn roles(roles: &Roles) -> String {
    let Roles { owner, reader, writer } = roles;
    let mut sql = String::from("BEGIN;\n\n");
    for name in [owner, reader, writer] {
        let (literal, role) = (name.replace('\'', "''"), quoted(name));
        let _ = write!(
            sql,
            "DO $$ BEGIN\n    \
             IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{literal}') THEN\n        \
             CREATE ROLE {role} NOLOGIN;\n    \
             END IF;\nEND $$;\n\n"
        );
    }
    let [owner, reader, writer] = [owner, reader, writer].map(|name| quoted(name));
    let _ = write!(
        sql,
        "CREATE SCHEMA factledger;\n\nSET LOCAL search_path = factledger, pg_catalog, pg_temp;\n\n"
    );
    for statement in statements() {
        let _ = write!(sql, "{statement}\n\n");
    }
    let _ = write!(
        sql,
        "-- Those who read see everything; what is withheld is not there any more.\n\
         GRANT USAGE ON SCHEMA factledger TO {reader}, {writer};\n\n\
         GRANT SELECT ON ALL TABLES IN SCHEMA factledger TO {reader}, {writer};\n\n\
         -- Those who write change the index, and append to the log.\n\
         GRANT INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA factledger TO {writer};\n\n\
         REVOKE UPDATE, DELETE ON {} FROM {writer};\n\n\
         REVOKE INSERT, UPDATE, DELETE ON ledger FROM {writer};\n\n\
         GRANT UPDATE (turn) ON ledger TO {writer};\n\n\
         -- The owner alone removes what is withheld.\n\
         ALTER SCHEMA factledger OWNER TO {owner};\n\n",
        LOG.join(", ")
    );
    for statement in statements() {
        let Some((kind @ ("FUNCTION" | "TABLE" | "VIEW"), name)) = created(statement) else {
            continue;
        };
        let _ = write!(sql, "ALTER {kind} {name} OWNER TO {owner};\n\n");
    }
    sql.push_str("COMMIT;\n");
    sql
}

/// Make the roles and an empty ledger.
pub fn set_up(server: &Server, names: &Roles) -> Result<(), StoreError> {
    let connection = Connection::at_server(Client::connect(server)?);
    if Found::in_database(&connection)?.schema != Schema::None {
        return Err(StoreError::Server(ServerError::IsSetUp(server.database().to_owned())));
    }
    connection.batch(&roles(names))
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
