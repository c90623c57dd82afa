//! PostgreSQL's own programs, as the system has them, and how to run them. Benchmarks use this, too.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use postgres::{Client, NoTls};

/// A program, as an account that is not root: servers refuse to run as that.
pub(crate) fn as_account(
    account: Option<u32>,
    programs: &Path,
    inside: &Path,
    program: &str,
) -> Command {
    let mut command = match account {
        None => Command::new(programs.join(program)),
        Some(account) => {
            let mut command = Command::new("setpriv");
            command.args([&format!("--reuid={account}"), "--clear-groups"]);
            command.arg(programs.join(program));
            command
        }
    };
    command.current_dir(inside).env_clear().stdin(Stdio::null());
    command
}

/// Make the data folder of a server.
pub(crate) fn make(mut initdb: Command, data: &Path) {
    initdb.args([
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--no-sync",
        "--username=admin",
    ]);
    let made = initdb.arg("-D").arg(data).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
}

/// A port that was free just now.
pub(crate) fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Start a server. The shell ends it when these tests are gone, however they end, and removes the
/// folder; what the server says is in `log` there.
pub(crate) fn keep(postgres: &Command, data: &Path, folder: &Path) -> Option<Child> {
    let line = format!(
        "trap '' HUP INT TERM; {} -D '{}' >'{}' 2>&1 & read nothing; kill -INT $!; wait; rm -rf '{}'",
        spelled(postgres),
        data.display(),
        folder.join("log").display(),
        folder.display()
    );
    let mut keeper = Command::new("sh");
    keeper.args(["-c", &line]).current_dir("/").stdin(Stdio::piped());
    keeper.stdout(Stdio::null()).stderr(Stdio::null()).spawn().ok()
}

/// Wait until a server answers.
pub(crate) fn wait_for(admin: &str, folder: &Path) {
    let since = Instant::now();
    while Client::connect(admin, NoTls).is_err() {
        let log = fs::read_to_string(folder.join("log")).unwrap_or_default();
        assert!(since.elapsed() < Duration::from_secs(60), "the server does not start: {log}");
        thread::sleep(Duration::from_millis(20));
    }
}

fn spelled(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let words: Vec<String> = words.map(|word| format!("'{}'", word.to_str().unwrap())).collect();
    words.join(" ")
}

/// Where the programs are, of the latest version.
pub(crate) fn programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let version = |path: &Path| path.file_name()?.to_str()?.parse::<u32>().ok();
    let latest = versions.map(|folder| folder.path()).max_by_key(|path| version(path));
    let folders = latest.map(|folder| folder.join("bin")).into_iter();
    let folders = folders.chain(["/usr/local/bin", "/usr/bin"].map(PathBuf::from));
    folders
        .into_iter()
        .find(|folder| ["initdb", "postgres"].iter().all(|name| folder.join(name).is_file()))
}

/// Where to sync takes no time, if there is such a place.
pub(crate) fn in_memory() -> &'static Path {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { memory } else { Path::new("/tmp") }
}

/// The account to run it as, if this one is root; it owns the folder then.
#[cfg(unix)]
pub(crate) fn as_other(around: &Path, inside: &Path) -> Option<u32> {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
    let own = fs::metadata(around).unwrap().uid();
    if own != 0 {
        return None;
    }
    let accounts = fs::read_to_string("/etc/passwd").unwrap_or_default();
    let id = |name: &str| {
        let line = accounts.lines().find(|line| line.starts_with(&format!("{name}:")))?;
        line.split(':').nth(2)?.parse().ok()
    };
    let account: u32 = id("postgres").or_else(|| id("nobody")).unwrap_or(65_534);
    fs::set_permissions(around, fs::Permissions::from_mode(0o711)).unwrap();
    chown(inside, Some(account), None).unwrap();
    Some(account)
}

#[cfg(not(unix))]
pub(crate) fn as_other(_: &Path, _: &Path) -> Option<u32> {
    None
}
