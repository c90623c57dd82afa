//! A server of PostgreSQL with the settings that it has by default: what it says is saved is on the
//! disk. It also says what it does without a ledger.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::thread;
use std::time::Duration;

use factledger::store::{Location, ServerEnvironment};
use postgres::{Client, NoTls};

use programs::{as_account, as_other, free_port, keep, make, programs, wait_for};

#[path = "../../tests/it/engines/programs.rs"]
#[expect(dead_code, clippy::unwrap_used, reason = "tests use the rest, and fail where it fails")]
mod programs;

pub(crate) struct Server {
    /// The address of its first database, as a superuser.
    admin: String,
    /// Ends the server with this process: its standard input is closed then.
    _keeper: Option<Child>,
    /// What it says, if it was started here.
    log: Option<PathBuf>,
}

impl Server {
    /// The one that `FACTLEDGER_TEST_PG` names, or one of the system's own programs, with its folder
    /// on the disk. `None`: there is neither.
    pub(crate) fn new() -> Option<Self> {
        #[expect(clippy::disallowed_methods, reason = "it says where there is a server")]
        let named = std::env::var("FACTLEDGER_TEST_PG").ok();
        match named {
            Some(admin) => Some(Self { admin, _keeper: None, log: None }),
            None => Self::start(),
        }
    }

    fn start() -> Option<Self> {
        let programs = programs()?;
        // The keeper removes it.
        let folder = tempfile::Builder::new().prefix("pg").tempdir().expect("a folder").keep();
        let inside = folder.join("in");
        fs::create_dir(&inside).expect("a folder");
        let other = as_other(&folder, &inside);
        let run = |program: &str| as_account(other, &programs, &inside, program);
        let data = inside.join("data");
        make(run("initdb"), &data);
        let port = free_port();
        let settings = format!(
            "listen_addresses = ''\nport = {port}\nunix_socket_directories = '{}'\n",
            inside.display()
        );
        let file = data.join("postgresql.conf");
        let before = fs::read_to_string(&file).expect("the settings");
        fs::write(&file, before + &settings).expect("the settings");
        let keeper = keep(&run("postgres"), &data, &folder)?;
        let admin = format!("host={} port={port} user=admin dbname=postgres", inside.display());
        wait_for(&admin, &folder);
        Some(Self { admin, _keeper: Some(keeper), log: Some(folder.join("log")) })
    }

    fn config(&self) -> postgres::Config {
        self.admin.parse().expect("an address")
    }

    /// The folder of its socket, and the port.
    fn socket(&self) -> (PathBuf, u16) {
        let config = self.config();
        let port = config.get_ports().first().copied().unwrap_or(5432);
        match config.get_hosts() {
            [postgres::config::Host::Unix(folder), ..] => (folder.clone(), port),
            other => panic!("the server needs a socket, not {other:?}"),
        }
    }

    /// As a superuser, in this database.
    pub(crate) fn connect(&self, database: &str) -> Client {
        self.config().dbname(database).connect(NoTls).expect("a connection")
    }

    /// Make an empty database for a ledger, in the place of the one that is there.
    pub(crate) fn make_database(&self, name: &str) {
        let mut admin = self.connect("postgres");
        let _ = admin.batch_execute("CREATE ROLE desk LOGIN");
        for statement in [
            format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"),
            format!("CREATE DATABASE {name} OWNER desk"),
        ] {
            admin.batch_execute(&statement).expect("a database");
        }
    }

    /// The ledger in this database.
    pub(crate) fn ledger(&self, database: &str) -> Location {
        let (folder, port) = self.socket();
        let folder = folder.display();
        let address = format!("postgres://desk@/{database}?host={folder}&port={port}");
        let environment = ServerEnvironment::default();
        Location::read(address.into(), &environment).expect("an address")
    }

    /// How often so many clients get through a script in a second, by the server's own program for
    /// that. `None`: it is not there.
    pub(crate) fn rate(
        &self,
        database: &str,
        script: &str,
        clients: usize,
        seconds: u64,
    ) -> Option<f64> {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("script");
        fs::write(&file, script).expect("a script");
        let (socket, port) = self.socket();
        let mut command = Command::new(programs()?.join("pgbench"));
        command.args(["--no-vacuum", "--protocol=prepared", "--jobs=2"]);
        command.args(["--username", self.config().get_user().unwrap_or("postgres")]);
        command.arg(format!("--host={}", socket.display())).arg(format!("--port={port}"));
        command.arg(format!("--client={clients}")).arg(format!("--time={seconds}"));
        command.arg(format!("--file={}", file.display())).arg(database);
        let said = command.output().ok()?.stdout;
        let said = String::from_utf8_lossy(&said).into_owned();
        let rate = said.lines().find_map(|line| line.strip_prefix("tps = "))?;
        rate.split(' ').next()?.parse().ok()
    }

    /// What the role of the ledger sends during this: each message. `None`: its log is elsewhere.
    pub(crate) fn messages(&self, work: impl FnOnce()) -> Option<Vec<String>> {
        let log = self.log.as_deref()?;
        let before = read(log).len();
        work();
        // It is written by another process.
        thread::sleep(Duration::from_millis(200));
        let said = read(log).split_off(before);
        // Further lines of a message begin with a tab.
        let said = said.replace("\n\t", " ");
        let messages = said.lines().filter_map(|line| {
            let (_, said) = line.split_once(" LOG:  ")?;
            if said.starts_with("statement: ") || said.starts_with("execute ") {
                Some(said.split_once(": ")?.1.to_owned())
            } else {
                None
            }
        });
        Some(messages.collect())
    }

    /// Say of each statement of the ledger's role that it was sent, or no longer.
    pub(crate) fn log_statements(&self, level: &str) {
        let mut admin = self.connect("postgres");
        admin
            .batch_execute(&format!("ALTER ROLE desk SET log_statement = '{level}'"))
            .expect("a setting");
    }
}

fn read(log: &Path) -> String {
    fs::read_to_string(log).expect("the log of the server")
}
