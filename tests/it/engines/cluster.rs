//! A primary and its standbys, which take its place.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant};

use postgres::{Client, NoTls};
use rustix::process::{Pid, Signal, kill_process};

use super::programs::{as_account, as_other, free_port, in_memory, keep, make, programs, wait_for};
use crate::session::{skipped, system};

/// Servers that have the same database, by their numbers: the first began as the primary.
pub(super) struct Cluster {
    account: Option<u32>,
    /// The folder that the account owns.
    inside: PathBuf,
    nodes: Vec<Node>,
    programs: PathBuf,
}

struct Node {
    data: PathBuf,
    keeper: Child,
    port: u16,
}

/// The names of the servers, for each other.
const NAMES: [&str; 3] = ["p", "q", "r"];

/// A data folder that nothing syncs, so that a server is made in no time.
const SETTINGS: &str = "dynamic_shared_memory_type = mmap\nfsync = off\nfull_page_writes = off\nlisten_addresses = ''\n\
    max_connections = 50\nwal_keep_size = '256MB'\nwal_retrieve_retry_interval = '100ms'\n";

impl Cluster {
    /// A primary with so many standbys, and with the empty database `facts` of the role `desk`.
    /// Commits wait for `synchronous`. `None`: there are no programs for it.
    pub(super) fn new(standbys: usize, synchronous: &str) -> Option<Self> {
        let programs = programs().filter(|folder| folder.join("pg_basebackup").is_file());
        let Some(programs) = programs else {
            skipped("the death of a primary: neither `initdb` nor `pg_basebackup` is there");
            return None;
        };
        let around = tempfile::Builder::new().prefix("pg").tempdir_in(in_memory()).unwrap().keep();
        let inside = around.join("in");
        fs::create_dir(&inside).unwrap();
        let account = as_other(&around, &inside);
        let mut cluster = Self { account, inside, nodes: Vec::new(), programs };
        let data = cluster.folder(0);
        make(cluster.run("initdb"), &data);
        cluster.start(data, SETTINGS);
        let mut primary = cluster.admin(0);
        primary.batch_execute("CREATE ROLE desk LOGIN").unwrap();
        primary.batch_execute("CREATE DATABASE facts OWNER desk").unwrap();
        for number in 1..=standbys {
            let data = cluster.folder(number);
            let mut copy = cluster.run("pg_basebackup");
            copy.args(["--write-recovery-conf", "--checkpoint=fast", "--no-sync", "--dbname"]);
            let made = copy.arg(cluster.primary_for(0, number)).arg("-D").arg(&data).output();
            let made = made.unwrap();
            assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
            // It takes effect when the standby takes the place of the primary.
            cluster.start(data, &format!("synchronous_standby_names = '{synchronous}'\n"));
        }
        let names = format!("ALTER SYSTEM SET synchronous_standby_names = '{synchronous}'");
        primary.batch_execute(&names).unwrap();
        primary.batch_execute("SELECT pg_reload_conf()").unwrap();
        let streams = "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'";
        wait_until("the standbys follow", || {
            let following: i64 = primary.query_one(streams, &[]).unwrap().get(0);
            usize::try_from(following) == Ok(standbys)
        });
        Some(cluster)
    }

    /// Start a server with a data folder that has been made.
    fn start(&mut self, data: PathBuf, settings: &str) {
        let port = free_port();
        let own = format!(
            "{settings}port = {port}\nunix_socket_directories = '{}'\n",
            self.inside.display()
        );
        let file = data.join("postgresql.conf");
        let before = fs::read_to_string(&file).unwrap();
        fs::write(&file, before + &own).unwrap();
        let around = data.parent().unwrap().to_owned();
        let keeper = keep(&self.run("postgres"), &data, &around).unwrap();
        self.nodes.push(Node { data, keeper, port });
        wait_for(&self.admin_address(self.nodes.len() - 1), &around);
    }

    /// The data folder of a server, in a folder of its own.
    fn folder(&self, number: usize) -> PathBuf {
        let around = self.inside.join(NAMES[number]);
        fs::create_dir(&around).unwrap();
        #[cfg(unix)]
        std::os::unix::fs::chown(&around, self.account, None).unwrap();
        around.join("data")
    }

    fn run(&self, program: &str) -> Command {
        as_account(self.account, &self.programs, &self.inside, program)
    }

    /// What a standby is told of the primary that it follows.
    fn primary_for(&self, primary: usize, standby: usize) -> String {
        format!(
            "host={} port={} user=admin application_name={}",
            self.inside.display(),
            self.nodes[primary].port,
            NAMES[standby]
        )
    }

    fn admin_address(&self, number: usize) -> String {
        let port = self.nodes[number].port;
        format!("host={} port={port} user=admin dbname=postgres", self.inside.display())
    }

    pub(super) fn admin(&self, number: usize) -> Client {
        Client::connect(&self.admin_address(number), NoTls).unwrap()
    }

    /// One address for all of them, for the role `desk`.
    pub(super) fn address(&self) -> String {
        self.address_in(false)
    }

    /// The same, with the servers in the other order, if that is asked.
    pub(super) fn address_in(&self, is_reversed: bool) -> String {
        let folders = vec![self.inside.display().to_string(); self.nodes.len()].join(",");
        let mut ports: Vec<String> = self.nodes.iter().map(|node| node.port.to_string()).collect();
        if is_reversed {
            ports.reverse();
        }
        format!(
            "postgres://desk@/facts?host={folders}&port={}&target_session_attrs=read-write",
            ports.join(",")
        )
    }

    /// A connection to the database, at one of them.
    pub(super) fn connect(&self, number: usize) -> Client {
        let mut config: postgres::Config = self.admin_address(number).parse().unwrap();
        let mut client = config.user("desk").dbname("facts").connect(NoTls).unwrap();
        client.batch_execute("SET search_path = factledger").unwrap();
        client
    }

    /// `kill -9` of a server: of the process that began it, and of all that it began.
    pub(super) fn kill(&self, number: usize) {
        let pid = fs::read_to_string(self.nodes[number].data.join("postmaster.pid")).unwrap();
        let first: i32 = pid.lines().next().unwrap().parse().unwrap();
        let processes = || {
            let folders = fs::read_dir("/proc").unwrap().flatten();
            folders.filter_map(|folder| folder.file_name().to_str()?.parse::<i32>().ok())
        };
        let children: Vec<i32> =
            processes().filter(|process| parent_of(*process) == Some(first)).collect();
        for process in std::iter::once(first).chain(children) {
            // Those that have ended by themselves are dead, too.
            let _ = kill_process(Pid::from_raw(process).unwrap(), Signal::KILL);
        }
        // What the system keeps of a server that could not put it away.
        let memory = pid.lines().find_map(|line| line.split_whitespace().nth(1)?.parse().ok());
        if let Some(memory) = memory.map(|memory: u32| memory.to_string()) {
            let _ = system("ipcrm").args(["-m", &memory]).output();
        }
        wait_until("it is dead", || Client::connect(&self.admin_address(number), NoTls).is_err());
    }

    /// The one of these standbys that has received most.
    pub(super) fn furthest(&self, standbys: &[usize]) -> usize {
        let received = "SELECT (coalesce(pg_last_wal_receive_lsn(), '0/0') - '0/0')::bigint";
        let received =
            |number: usize| self.admin(number).query_one(received, &[]).unwrap().get::<_, i64>(0);
        standbys.iter().copied().max_by_key(|number| received(*number)).unwrap()
    }

    pub(super) fn promote(&self, number: usize) {
        let promoted = self.admin(number).query_one("SELECT pg_promote()", &[]).unwrap();
        assert!(promoted.get::<_, bool>(0));
    }

    /// Let a standby follow another primary.
    pub(super) fn follow(&self, standby: usize, primary: usize) {
        let at = self.primary_for(primary, standby).replace('\'', "''");
        self.set(standby, &format!("primary_conninfo = '{at}'"));
    }

    /// From now on a standby receives nothing.
    pub(super) fn hold_back(&self, standby: usize) {
        self.set(standby, "primary_conninfo = ''");
        let receivers = "SELECT count(*) FROM pg_stat_wal_receiver";
        let mut admin = self.admin(standby);
        wait_until("it receives nothing", || {
            admin.query_one(receivers, &[]).unwrap().get::<_, i64>(0) == 0
        });
    }

    fn set(&self, number: usize, setting: &str) {
        let mut admin = self.admin(number);
        admin.batch_execute(&format!("ALTER SYSTEM SET {setting}")).unwrap();
        admin.batch_execute("SELECT pg_reload_conf()").unwrap();
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        for node in &mut self.nodes {
            drop(node.keeper.stdin.take());
            let _ = node.keeper.wait();
        }
        let _ = fs::remove_dir_all(self.inside.parent().unwrap());
    }
}

/// The process that began another one.
fn parent_of(process: i32) -> Option<i32> {
    let stat =
        fs::read_to_string(Path::new("/proc").join(process.to_string()).join("stat")).ok()?;
    // The name, in brackets, may have anything in it.
    let (_, after) = stat.rsplit_once(')')?;
    after.split_whitespace().nth(1)?.parse().ok()
}

#[track_caller]
pub(super) fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    let since = Instant::now();
    while !is_so() {
        assert!(since.elapsed() < Duration::from_secs(60), "it was waited for in vain: {what}");
        thread::sleep(Duration::from_millis(20));
    }
}
