//! Which processes block a ledger, if the system shows it.

use std::fs::{self, Metadata};
use std::path::Path;

use super::beside::{SHM, beside};

/// A process that keeps others from reading or writing a ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// It was stopped, and continues on SIGCONT.
    pub is_stopped: bool,
    /// The name of its program.
    pub name: String,
    pub process: u32,
}

/// The processes that hold a writer's locks. Empty if the system does not show them.
pub fn holders(ledger: &Path) -> Vec<Holder> {
    let Ok(ledger) = fs::canonicalize(ledger) else { return Vec::new() };
    let shm = fs::metadata(beside(&ledger, SHM));
    let (Ok(shm), Ok(locks)) = (shm, fs::read_to_string("/proc/locks")) else { return Vec::new() };
    let mut processes: Vec<u32> = locks.lines().filter_map(|line| process_of(line, &shm)).collect();
    processes.sort_unstable();
    processes.dedup();
    processes.into_iter().filter_map(holder).collect()
}

/// The process that holds this lock, if it is an exclusive one on that file. The line is as in `1:
/// POSIX  ADVISORY  WRITE 4711 fd:00:1234 120 120`.
#[cfg(unix)]
fn process_of(line: &str, shm: &Metadata) -> Option<u32> {
    use std::os::unix::fs::MetadataExt as _;
    /// The byte that the writer has locked exclusively (<https://www.sqlite.org/walformat.html>).
    const WRITER: &str = "120";
    let mut words = line.split_whitespace().skip(1).skip_while(|word| *word == "->");
    let (kind, _, how) = (words.next()?, words.next()?, words.next()?);
    let (process, file, start) = (words.next()?, words.next()?, words.next()?);
    let keeps_away = kind == "POSIX" && (how == "WRITE" || start == WRITER);
    let inode = file.rsplit(':').next()?.parse();
    (keeps_away && inode == Ok(shm.ino())).then(|| process.parse().ok())?
}

#[cfg(not(unix))]
fn process_of(_: &str, _: &Metadata) -> Option<u32> {
    None
}

fn holder(process: u32) -> Option<Holder> {
    // `4711 (its name) T …`
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let (name, state) = stat.split_once('(')?.1.rsplit_once(") ")?;
    Some(Holder { is_stopped: state.starts_with(['T', 't']), name: name.to_owned(), process })
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::MetadataExt as _;

    use super::*;

    #[test]
    fn only_locks_of_writers_on_that_file_count() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let metadata = file.as_file().metadata().unwrap();
        let inode = metadata.ino();
        let process =
            |line: &str| process_of(&line.replace("INODE", &inode.to_string()), &metadata);
        assert_eq!(process("1: POSIX  ADVISORY  WRITE 47 fd:00:INODE 122 122"), Some(47));
        assert_eq!(process("2: POSIX  ADVISORY  READ 48 fd:00:INODE 120 120"), Some(48));
        assert_eq!(process("2: -> POSIX  ADVISORY  WRITE 49 fd:00:INODE 120 120"), Some(49));
        assert_eq!(process("3: POSIX  ADVISORY  READ 48 fd:00:INODE 128 128"), None);
        assert_eq!(process("4: FLOCK  ADVISORY  WRITE 47 fd:00:INODE 0 EOF"), None);
        assert_eq!(process("5: POSIX  ADVISORY  WRITE 47 fd:00:1 122 122"), None);
        assert_eq!(process("nothing of the kind"), None);
    }
}
