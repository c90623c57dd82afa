use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

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
    pub(crate) fn new() -> Self {
        Self { columns: "80", folder: TempDir::new().unwrap(), minutes: Cell::new(0) }
    }

    /// In a folder that is in memory, where there is room for one: to sync it takes no time.
    pub(crate) fn in_memory() -> Self {
        let folder = memory().map_or_else(TempDir::new, TempDir::new_in).unwrap();
        Self { folder, ..Self::new() }
    }

    /// In a pipe, where lines are as long as they are.
    pub(crate) fn piped() -> Self {
        Self { columns: "", ..Self::new() }
    }

    /// A session in which this article is recorded.
    pub(crate) fn with_fixture(name: &str) -> Self {
        let session = Self::new().fixture(name);
        session.run(&format!("factledger import {name}")).success();
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
            .env(
                "PATH",
                format!("{}:/usr/bin:/bin:/usr/sbin:/sbin", program.parent().unwrap().display()),
            )
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

/// Where files are in memory, with room for large ones.
fn memory() -> Option<&'static str> {
    const FOLDER: &str = "/dev/shm";
    const ROOM: u64 = 1 << 20; // in KiB
    let asked = Command::new("df").args(["-Pk", FOLDER]).output().ok()?;
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
