//! A pool of connections that gives each transaction another one.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use postgres::{Client, NoTls};
use tempfile::TempDir;

use super::Both;
use super::cluster::wait_until;
use super::programs::{as_account, as_other, free_port, in_memory};
use super::server::Database;
use crate::session::skipped;

/// `pgbouncer`, before the server of the tests.
struct Pool {
    _folder: TempDir,
    name: String,
    port: u16,
    process: Child,
}

impl Drop for Pool {
    fn drop(&mut self) {
        let _ = (self.process.kill(), self.process.wait());
    }
}

impl Pool {
    /// `None`: it is not there.
    fn new(database: &Database) -> Option<Self> {
        let folders = ["/usr/sbin", "/usr/bin"].map(Path::new);
        let Some(programs) = folders.into_iter().find(|folder| folder.join("pgbouncer").exists())
        else {
            skipped("a pool of connections: `pgbouncer` is not there");
            return None;
        };
        let folder = tempfile::Builder::new().prefix("pool").tempdir_in(in_memory()).unwrap();
        let inside: PathBuf = folder.path().join("in");
        fs::create_dir(&inside).unwrap();
        let account = as_other(folder.path(), &inside);
        let (socket, port) = (database.socket(), free_port());
        let settings = format!(
            "[databases]\n* = host={} port={}\n[pgbouncer]\nlisten_addr = 127.0.0.1\n\
             listen_port = {port}\nunix_socket_dir =\nauth_type = trust\nauth_file = {}\n\
             pool_mode = transaction\nserver_round_robin = 1\n\
             ignore_startup_parameters = extra_float_digits\n",
            socket.parent().unwrap().display(),
            socket.extension().unwrap().to_str().unwrap(),
            inside.join("users").display()
        );
        fs::write(inside.join("users"), "\"desk\" \"\"\n").unwrap();
        fs::write(inside.join("settings"), settings).unwrap();
        let mut command: Command = as_account(account, programs, &inside, "pgbouncer");
        command.args(["-q", "settings"]).stdout(Stdio::null()).stderr(Stdio::null());
        let pool = Self {
            _folder: folder,
            name: database.name.clone(),
            port,
            process: command.spawn().unwrap(),
        };
        wait_until("the pool answers", || pool.try_to_connect().is_some());
        Some(pool)
    }

    fn try_to_connect(&self) -> Option<Client> {
        let address = format!("host=127.0.0.1 port={} user=desk dbname={}", self.port, self.name);
        Client::connect(&address, NoTls).ok()
    }

    fn address(&self, more: &str) -> String {
        format!("postgres://desk@127.0.0.1:{}/{}{more}", self.port, self.name)
    }
}

#[test]
fn a_pool_that_gives_each_transaction_another_connection_is_refused_unless_it_is_said() {
    let Some(both) = Both::new() else { return };
    let Some(pool) = Pool::new(&both.database) else { return };
    both.same("factledger import market-day.txt");
    // Two at once, so that there are two connections to give.
    let mut clients = [(); 2].map(|()| pool.try_to_connect().unwrap());
    for statement in ["BEGIN", "COMMIT"] {
        for client in &mut clients {
            client.batch_execute(statement).unwrap();
        }
    }
    let on = |more: &str, line: &str| {
        both.server.run(&format!("factledger --ledger '{}' {line}", pool.address(more)))
    };
    let mut owner = both.database.connect("desk");
    let mut entries =
        || owner.query_one("SELECT count(*) FROM entries", &[]).unwrap().get::<_, i64>(0);
    let before = entries();
    let refused = on("", "note C1 -m 'a note'").failure();
    let said = "a pool gives each transaction another connection to the server";
    assert!(refused.contains(said), "{refused}");
    assert!(refused.contains("hint: say so: add `?pool=transaction` to the address"), "{refused}");
    assert_eq!(entries(), before);
    for act in 0..4 {
        on("?pool=transaction", &format!("note C1 -m 'note {act}'")).success();
    }
    assert_eq!(entries(), before + 4);
    on("?pool=transaction", "verify").success();
}
