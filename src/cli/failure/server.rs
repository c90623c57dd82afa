use super::Failure;
use crate::ledger::{AddressError, LedgerError, ServerError, StoreError};
use crate::terminal::shell_quoted;

impl From<AddressError> for Failure {
    fn from(error: AddressError) -> Self {
        Self::from(LedgerError::Store(StoreError::Server(error.into())))
    }
}

impl Failure {
    pub(super) fn hint_at_server(self, error: &ServerError) -> Self {
        match error {
            ServerError::Address(error) => self.hint_at_address(error),
            ServerError::Certificate(_) => self.hint(
                "name the host as its certificate does; if the certificate is of your own authority:\n\
                 add `?sslrootcert=FILE` to the address, with the certificate of that",
            ),
            ServerError::Ended(_) => self.hint(
                "an administrator ended it, or limits how long it may take: ALTER ROLE NAME SET\n\
                 statement_timeout = 0",
            ),
            ServerError::InTheWay(_) => self.hint(
                "try again; the log of the server says which transactions hold each other up",
            ),
            ServerError::IsSetUp(_) => self.hint(
                "if it is a ledger, it can be used; if not, make another database: CREATE DATABASE",
            ),
            ServerError::Lost(_) | ServerError::LostReading(_) => self.hint("try again"),
            ServerError::NotCopied => self.hint(
                "nothing is sure until a standby follows again; then the next act, of anybody, makes sure that\n\
                 it has this one, too, and `factledger history` tells whether it was recorded",
            ),
            ServerError::NoDatabase(name) => self.hint(format!(
                "an administrator can make it: CREATE DATABASE \"{}\"",
                name.replace('"', "\"\"")
            )),
            ServerError::NoRights { .. } => self.hint(
                "`factledger setup ADDRESS` shows what the roles of a ledger may do: its owner removes\n\
                 what is withheld and repairs it, its writers record, its readers read",
            ),
            ServerError::NoRoom(_) => self.hint(
                "try again; an administrator can raise `max_connections`, or put a pool before the server",
            ),
            ServerError::NoServer { .. } => self.hint(
                "is it running, and is that its address? several hosts are tried in their order:\n\
                 postgres://USER@HOST1,HOST2/DATABASE",
            ),
            ServerError::NoTls => self.hint(
                "an administrator can set `ssl = on`; if nobody else can listen to that network:\n\
                 add `?sslmode=disable` to the address",
            ),
            ServerError::NotAdmitted { .. } => {
                self.hint("an administrator says in pg_hba.conf who may connect, from where and how")
            }
            ServerError::OnlyFiles => self.hint(
                "`factledger backup FILE` writes what is on a server into a file; so does a restore of the\n\
                 server's own backup",
            ),
            ServerError::Password(user) => self.hint(format!(
                "passwords are read from the file ~/.pgpass, or that of PGPASSFILE, in which a line is\n\
                 HOST:PORT:DATABASE:{user}:PASSWORD"
            )),
            ServerError::Pooled => self.hint(
                "say so: add `?pool=transaction` to the address",
            ),
            ServerError::RootCertificates { .. } => {
                self.hint("`sslrootcert` names a file with certificates in PEM form")
            }
            ServerError::Standby => self.hint(
                "reading works; to write, name the primary, too: postgres://USER@HOST1,HOST2/DATABASE",
            ),
            ServerError::Starting(_) => self.hint("try again when it has started"),
            ServerError::Superuser(_) => self.hint(
                "`factledger setup ADDRESS` prints the SQL that makes roles for it; log in as one of them\n\
                 to write all the same: add `?superuser=allow` to the address",
            ),
            ServerError::Unknown(_) => self.hint("check `factledger history` before you try again"),
        }
    }

    fn hint_at_address(self, error: &AddressError) -> Self {
        match error {
            AddressError::Malformed(_) | AddressError::Option(_) => self.hint(
                "an address is postgres://USER@HOST1,HOST2/DATABASE?OPTION=VALUE&OPTION=VALUE",
            ),
            AddressError::OpenToOthers(file) => {
                let file = shell_quoted(&file.display().to_string());
                self.hint(format!("make it private: chmod 600 {file}"))
            }
            AddressError::Password => self.hint(
                "others can read the command line and the environment: change that password, and put\n\
                 the new one into the file ~/.pgpass, or that of PGPASSFILE",
            ),
            AddressError::Service(_) => self.hint(
                "services are described in ~/.pg_service.conf, or the file of PGSERVICEFILE",
            ),
            AddressError::Unchecked(_) => self.hint(
                "`verify-full` checks the certificate and its name, which is the default; `disable` does\n\
                 without TLS",
            ),
        }
    }
}
