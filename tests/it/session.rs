use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;
#[cfg(unix)]
use std::sync::{Arc, Once};

#[cfg(unix)]
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use tempfile::TempDir;

use crate::schema::check_if_report;

/// A person at a shell, in an empty folder, with a clock that moves on by a minute a command.
///
/// Nothing of the machine's own environment reaches the program, so that what it prints can be
/// compared whole.
pub(crate) struct Session {
    columns: &'static str,
    folder: TempDir,
    minutes: Cell<u32>,
}

/// What a command left behind.
#[must_use = "compare what it printed, or assert that it succeeded"]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) line: String,
    pub(crate) stderr: String,
    pub(crate) stdout: String,
}

impl Session {
    /// In a folder that is in memory, where there is room for one: to sync it takes no time.
    pub(crate) fn new() -> Self {
        stand_alone();
        Self { columns: "80", folder: folder_in_memory(), minutes: Cell::new(0) }
    }

    /// In a folder on a disk, where a command waits until the disk has what was written.
    pub(crate) fn on_disk() -> Self {
        Self { folder: TempDir::new().unwrap(), ..Self::new() }
    }

    /// In a pipe, where lines are as long as they are.
    pub(crate) fn piped() -> Self {
        Self { columns: "", ..Self::new() }
    }

    /// A session in which this article is recorded, with the claims that reach a score of 370. The
    /// score is named, so that these tests do not change with the one that an import asks for.
    pub(crate) fn with_fixture(name: &str) -> Self {
        let session = Self::new().fixture(name);
        session.run(&format!("factledger import {name} --min-score 370")).success();
        session
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn write(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    /// Copy an article from `fixtures/articles`.
    pub(crate) fn fixture(self, name: &str) -> Self {
        let bytes = fs::read(articles().join(name)).unwrap();
        self.write(name, bytes)
    }

    /// The clock moves on as if a command had been typed.
    pub(crate) fn wait_a_minute(&self) {
        self.minutes.set(self.minutes.get() + 1);
    }

    /// Type a line at the shell.
    pub(crate) fn run(&self, line: &str) -> Ran {
        let output = self.command(line).output().unwrap();
        Ran::of(line, &output)
    }

    /// The same, without waiting for its end.
    pub(crate) fn start(&self, line: &str) -> std::process::Child {
        self.command(line).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    }

    pub(crate) fn command(&self, line: &str) -> Command {
        let minutes = self.minutes.replace(self.minutes.get() + 1);
        let program = Path::new(env!("CARGO_BIN_EXE_factledger"));
        let mut command = Command::new("sh");
        command
            .args(["-c", line])
            .current_dir(self.path())
            .env_clear()
            .env("COLUMNS", self.columns)
            .env(
                "FACTLEDGER_NOW",
                format!("2026-11-23T{:02}:{:02}:00Z", 8 + minutes / 60, minutes % 60),
            )
            .env("HOME", self.path().join(".home"))
            .env("PATH", format!("{}:{SYSTEM_PATH}", program.parent().unwrap().display()))
            .env("TZ", "America/Caracas")
            .env("USER", "ana")
            .stdin(Stdio::null());
        command
    }
}

impl Ran {
    pub(crate) fn of(line: &str, output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("it prints UTF-8");
        Self {
            code: output.status.code().unwrap_or(-1),
            line: line.to_owned(),
            stderr: text(&output.stderr),
            stdout: text(&output.stdout),
        }
    }

    /// It was done. Returns what it answered.
    #[track_caller]
    pub(crate) fn success(self) -> String {
        assert_eq!(self.code, 0, "{}\n{}", self.line, self.stderr);
        check_if_report(&self.stdout);
        self.stdout
    }

    /// It was refused, or failed. Returns what it said.
    #[track_caller]
    pub(crate) fn failure(self) -> String {
        assert_eq!(self.code, 1, "{}\n{}{}", self.line, self.stdout, self.stderr);
        self.stderr
    }

    /// It was asked for something that makes no sense. Returns what it said.
    #[track_caller]
    pub(crate) fn misuse(self) -> String {
        assert_eq!(self.code, 2, "{}\n{}{}", self.line, self.stdout, self.stderr);
        self.stderr
    }

    /// All that a person sees: the answer, then the conversation.
    pub(crate) fn screen(&self) -> String {
        format!("{}{}", self.stdout, self.stderr)
    }

    #[track_caller]
    pub(crate) fn json(self) -> serde_json::Value {
        serde_json::from_str(&self.success()).expect("the answer is JSON")
    }
}

/// Say that something could not be tried here. Past the test runner, which keeps what a passing
/// test prints to itself.
pub(crate) fn skipped(why: &str) {
    use std::io::Write as _;
    let _ = writeln!(std::io::stderr(), "skipped: {why}");
}

/// A file of `../shared`: what is not ours to publish is kept beside the repository. Where something
/// is kept there, each file must be. `None`: nothing is, and it is said that `what` was not tried.
pub(crate) fn kept_beside(path: &str, what: &str) -> Option<Vec<u8>> {
    let shared = repository().join("../shared");
    if !["seed", "vectors"].iter().any(|folder| shared.join(folder).is_dir()) {
        skipped(&format!("{what}: there is no folder `shared` beside the repository"));
        return None;
    }
    Some(fs::read(shared.join(path)).unwrap_or_else(|error| panic!("../shared/{path}: {error}")))
}

/// A program of the system, with nothing of the environment of the one who runs the tests.
pub(crate) fn system(program: &str) -> Command {
    let mut command = Command::new(program);
    command.env_clear().env("PATH", SYSTEM_PATH);
    command
}

const SYSTEM_PATH: &str = "/usr/bin:/bin:/usr/sbin:/sbin";

/// Make the tests independent of how they were started: files get the usual modes, and programs do
/// not inherit that a signal is ignored, as it is under `nohup`.
#[cfg(unix)]
fn stand_alone() {
    static DONE: Once = Once::new();
    DONE.call_once(|| {
        rustix::process::umask(rustix::fs::Mode::from_raw_mode(0o022));
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        let ignored = ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
        for signal in [SIGHUP, SIGINT, SIGQUIT, SIGTERM] {
            if ignored.unwrap_or(0) & (1 << (signal - 1)) != 0 {
                // What handles a signal is not inherited, and so programs start with the default.
                signal_hook::flag::register(signal, Arc::default()).unwrap();
            }
        }
    });
}

#[cfg(not(unix))]
fn stand_alone() {}

/// A new folder, in memory where there is room for one.
fn folder_in_memory() -> TempDir {
    static MEMORY: OnceLock<Option<&'static str>> = OnceLock::new();
    MEMORY.get_or_init(memory).map_or_else(TempDir::new, TempDir::new_in).unwrap()
}

/// Where files are in memory, with room for large ones.
fn memory() -> Option<&'static str> {
    const FOLDER: &str = "/dev/shm";
    const ROOM: u64 = 1 << 20; // in KiB
    let asked = system("df").args(["-Pk", FOLDER]).output().ok()?;
    let answer = String::from_utf8(asked.stdout).ok()?;
    let free: u64 = answer.lines().nth(1)?.split_whitespace().nth(3)?.parse().ok()?;
    (free > ROOM).then_some(FOLDER)
}

pub(crate) fn articles() -> PathBuf {
    repository().join("fixtures/articles")
}

pub(crate) fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
