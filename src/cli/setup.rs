use clap::Args;

use super::session::Session;
use crate::cli::failure::{Failure, Kind};
use crate::domain::Visible;
use crate::ledger::{Location, Roles, roles, set_up};

/// Make the roles and the tables of a ledger in a database on a server
///
/// It prints the SQL that does so, for an administrator to read and to run, or runs it itself. There
/// are three roles. The owner has the tables, repairs them, and removes what is withheld. Writers
/// read, change the index, and append to the log, but can neither change nor remove what is in it.
/// Readers read. They are groups: people and programs log in with roles of their own, to which one of
/// these is granted.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger setup postgres://admin@db.example/facts | less\n  \
    factledger setup postgres://admin@db.example/facts --run")]
pub(crate) struct Setup {
    /// The database, and who makes the roles: `postgres://USER@HOST/DATABASE`
    #[arg(value_name = "ADDRESS")]
    address: std::path::PathBuf,

    /// Run the SQL, instead of printing it
    #[arg(long)]
    run: bool,

    /// The role that has the tables [default: the database's name and `_owner`]
    #[arg(long, value_name = "ROLE")]
    owner: Option<String>,

    /// The role of those who record [default: the database's name and `_writer`]
    #[arg(long, value_name = "ROLE")]
    writer: Option<String>,

    /// The role of those who read [default: the database's name and `_reader`]
    #[arg(long, value_name = "ROLE")]
    reader: Option<String>,
}

impl Setup {
    pub(crate) fn run(self, session: &mut Session<'_>) -> Result<(), Failure> {
        let Location::Server(server) = Location::read(self.address, &session.servers)? else {
            return Err(Failure::new(Kind::Misused, "that is not the address of a server")
                .hint("a ledger in a file needs no setup: `factledger init`"));
        };
        let of_database = |role: &str| format!("{}_{role}", server.database());
        let names = Roles {
            owner: self.owner.unwrap_or_else(|| of_database("owner")),
            reader: self.reader.unwrap_or_else(|| of_database("reader")),
            writer: self.writer.unwrap_or_else(|| of_database("writer")),
        };
        // Two of them would end the block of SQL in which the name stands.
        let is_odd = |name: &&String| name.contains('\0') || name.contains("$$");
        if [&names.owner, &names.reader, &names.writer].iter().any(is_odd) {
            return Err(Failure::new(Kind::Misused, "a role's name cannot have a NUL or `$$`"));
        }
        if !self.run {
            return Ok(session.console.out.write_all(roles(&names).as_bytes())?);
        }
        let place = Location::Server(server.clone());
        set_up(&server, &names).map_err(|error| Failure::from(error).name_ledger(&place))?;
        let Roles { owner, reader, writer } = &names;
        let database = server.database();
        let shown = |name: &str| Visible::line(name).to_string();
        Ok(session.console.say(format_args!(
            "`{}` has an empty ledger; its roles are {}, {} and {}\n\
             let somebody record: GRANT \"{}\" TO somebody",
            shown(database),
            shown(owner),
            shown(writer),
            shown(reader),
            shown(writer)
        ))?)
    }
}
