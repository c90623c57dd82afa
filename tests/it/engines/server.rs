//! A server of PostgreSQL to try a ledger on: the one that `FACTLEDGER_TEST_PG` names, or one of the
//! system's own programs, on a socket of its own, for as long as the tests run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use postgres::{Client, NoTls};

use super::programs::{as_account, as_other, free_port, in_memory, keep, make, programs, wait_for};
use crate::session::skipped;

/// A server, and the folder of its socket.
pub(crate) struct Server {
    /// The address of its first database, as a superuser.
    pub(crate) admin: String,
    /// The certificate of the authority that says that the server is `localhost`, if it says so.
    pub(crate) authority: Option<PathBuf>,
    /// Ends the server with the tests: its standard input is closed then.
    _keeper: Option<Child>,
    /// The port on this machine, of a server that these tests started.
    pub(crate) port: Option<u16>,
}

/// A database of its own, which nothing is in.
pub(crate) struct Database {
    pub(crate) name: String,
    pub(crate) server: &'static Server,
}

/// The server. `None`: there is none, and it is said that nothing was tried.
pub(crate) fn server() -> Option<&'static Server> {
    static SERVER: OnceLock<Option<Server>> = OnceLock::new();
    SERVER
        .get_or_init(|| {
            #[expect(clippy::disallowed_methods, reason = "it says where there is a server")]
            let named = std::env::var("FACTLEDGER_TEST_PG").ok();
            let server = match named {
                Some(admin) => Some(Server { admin, authority: None, _keeper: None, port: None }),
                None => start(),
            };
            if server.is_none() {
                skipped(
                    "ledgers on PostgreSQL: neither `FACTLEDGER_TEST_PG` nor `initdb` is there",
                );
            }
            server
        })
        .as_ref()
}

/// A database in which the role `desk` makes the ledger. `None`: there is no server.
pub(crate) fn database() -> Option<Database> {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let server = server()?;
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let name = format!("facts_{}_{number}", std::process::id());
    let mut admin = server.connect();
    // Two tests may make it at once.
    let _ = admin.batch_execute("CREATE ROLE desk LOGIN");
    admin.batch_execute(&format!("DROP DATABASE IF EXISTS {name}")).unwrap();
    admin.batch_execute(&format!("CREATE DATABASE {name} OWNER desk")).unwrap();
    Some(Database { name, server })
}

impl Server {
    fn connect(&self) -> Client {
        Client::connect(&self.admin, NoTls).unwrap()
    }

    /// The folder of the socket, and the port.
    pub(crate) fn socket(&self) -> PathBuf {
        let config: postgres::Config = self.admin.parse().unwrap();
        let port = config.get_ports().first().copied().unwrap_or(5432);
        match config.get_hosts() {
            [postgres::config::Host::Unix(folder), ..] => folder.join(format!(".s.PGSQL.{port}")),
            other => panic!("tests need a socket, not {other:?}"),
        }
    }
}

impl Database {
    /// The address for a role, with more options, such as `&superuser=allow`.
    pub(crate) fn address(&self, role: &str, more: &str) -> String {
        let socket = self.server.socket();
        let folder = socket.parent().unwrap().display();
        let port = socket.extension().unwrap().to_str().unwrap();
        format!("postgres://{role}@/{}?host={folder}&port={port}{more}", self.name)
    }

    pub(crate) fn socket(&self) -> PathBuf {
        self.server.socket()
    }

    /// A connection of another program, as this role.
    pub(crate) fn connect(&self, role: &str) -> Client {
        let mut config: postgres::Config = self.server.admin.parse().unwrap();
        config.user(role).dbname(&self.name);
        let mut client = config.connect(NoTls).unwrap();
        client.batch_execute("SET search_path = factledger").unwrap();
        client
    }

    /// The same, as a superuser.
    pub(crate) fn admin(&self) -> Client {
        let config: postgres::Config = self.server.admin.parse().unwrap();
        self.connect(config.get_user().unwrap())
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Ok(mut admin) = Client::connect(&self.server.admin, NoTls) {
            let _ = admin.batch_execute(&format!("DROP DATABASE {} WITH (FORCE)", self.name));
        }
    }
}

/// Start a server of the system's own programs.
fn start() -> Option<Server> {
    let programs = programs()?;
    // The shell below removes it.
    let folder = tempfile::Builder::new().prefix("pg").tempdir_in(in_memory()).unwrap().keep();
    let inside = folder.join("in");
    fs::create_dir(&inside).unwrap();
    let other = as_other(&folder, &inside);
    let run = |program: &str| as_account(other, &programs, &inside, program);
    let data = inside.join("data");
    make(run("initdb"), &data);
    let port = free_port();
    let authority = certificates(&inside, other);
    let ssl = if authority.is_some() { "on" } else { "off" };
    let settings = format!(
        "dynamic_shared_memory_type = mmap\nfsync = off\nfull_page_writes = off\n\
         listen_addresses = '127.0.0.1'\nmax_connections = 200\n\
         unix_socket_directories = '{0}'\nport = {port}\nssl = {ssl}\n\
         ssl_cert_file = '{0}/server.pem'\nssl_key_file = '{0}/server.key'\n",
        inside.display()
    );
    // One who needs a password, and one who is not let in.
    let rules = data.join("pg_hba.conf");
    let before = fs::read_to_string(&rules).unwrap();
    let first = "local all locked scram-sha-256\nhost all locked all scram-sha-256\n\
        local all banned reject\n";
    fs::write(&rules, first.to_owned() + &before).unwrap();
    let file = data.join("postgresql.conf");
    let before = fs::read_to_string(&file).unwrap();
    fs::write(&file, before + &settings).unwrap();
    let keeper = keep(&run("postgres"), &data, &folder)?;
    let admin = format!("host={} port={port} user=admin dbname=postgres", inside.display());
    wait_for(&admin, &folder);
    Some(Server { admin, authority, _keeper: Some(keeper), port: Some(port) })
}

/// Certificates of an authority of our own, and of `localhost` by it. `None`: `openssl` is not there.
fn certificates(inside: &Path, other: Option<u32>) -> Option<PathBuf> {
    let openssl = |line: &str| {
        let made = Command::new("openssl").args(line.split(' ')).current_dir(inside).output();
        made.is_ok_and(|made| made.status.success())
    };
    let made = openssl(
        "req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 2 -subj /CN=authority",
    ) && openssl(
        "req -newkey rsa:2048 -nodes -keyout server.key -out server.csr -subj /CN=localhost",
    ) && fs::write(inside.join("ext"), "subjectAltName=DNS:localhost").is_ok()
        && openssl(
            "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile ext \
             -out server.pem",
        );
    if !made {
        skipped("connections to PostgreSQL with TLS: `openssl` is not there");
        return None;
    }
    keep_for(&inside.join("server.key"), other);
    Some(inside.join("ca.pem"))
}

/// Let this account alone read a file.
#[cfg(unix)]
fn keep_for(file: &Path, account: Option<u32>) {
    use std::os::unix::fs::{PermissionsExt as _, chown};
    fs::set_permissions(file, fs::Permissions::from_mode(0o600)).unwrap();
    if let Some(account) = account {
        chown(file, Some(account), None).unwrap();
    }
}

#[cfg(not(unix))]
fn keep_for(_: &Path, _: Option<u32>) {}
