//! Code specific to PostgreSQL: its address, its connection, its roles, its guards.

mod address;
pub(in crate::store) mod client;
mod environment;
mod error;
mod guards;
mod hosts;
mod memo;
mod migrations;
mod open;
mod pending;
mod remake;
mod roles;
mod tls;
mod turn;
mod wire;

use super::sql::OfType;

pub use address::{AddressError, Server};
pub use environment::{ServerEnvironment, VARIABLES};
pub use error::ServerError;
pub(in crate::store) use guards::{check as check_schema, odd};
pub(in crate::store) use open::settle;
pub(in crate::store) use remake::remake;
pub use roles::{Roles, roles, set_up};

/// Which entries are of these types: the exact conditions of the indexes of the log, as for SQLite.
pub(in crate::store) fn of_type(types: OfType) -> &'static str {
    match types {
        OfType::Articles => r#"has_type(bytes, '"type":"article.imported","v":1}')"#,
        OfType::Claims => {
            r#"has_type(bytes, '"type":"claim.added","v":1}')
    OR has_type(bytes, '"type":"claims.extracted","v":1}')"#
        }
        OfType::Evidence => r#"has_type(bytes, '"type":"evidence.added","v":1}')"#,
        OfType::Keys => {
            r#"has_type(bytes, '"type":"reviewer.')
    OR has_type(bytes, '"type":"policy.')
    OR has_type(bytes, '"type":"key.')
    OR has_type(bytes, '"type":"role.')
    OR has_type(bytes, '"type":"scale.')
    OR has_type(bytes, '"type":"ledger.')"#
        }
        OfType::Withheld => r#"has_type(bytes, '"type":"content.withheld","v":1}')"#,
    }
}
