//! What a program does to the files of a session, in order, as strace sees it.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use super::strace::ONLY_TRACED;
use crate::session::{Ran, Session};

/// One change of the files, or one promise about them. Paths start at the session's folder.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// How many entries were acknowledged since the last time.
    Acknowledged(u64),
    Cut {
        length: usize,
        path: PathBuf,
    },
    File(PathBuf),
    Folder(PathBuf),
    Removed(PathBuf),
    Renamed {
        from: PathBuf,
        to: PathBuf,
    },
    Synced {
        fails: bool,
        path: PathBuf,
    },
    Written {
        /// `None`: at its end.
        at: Option<usize>,
        bytes: Vec<u8>,
        path: PathBuf,
    },
}

/// All that changes a file, or could.
const CALLS: &str = "copy_file_range,creat,fallocate,fdatasync,fsync,ftruncate,link,linkat,mkdir,\
                     mkdirat,msync,openat,pwrite64,pwritev,pwritev2,rename,renameat,renameat2,\
                     rmdir,sendfile,symlink,symlinkat,sync,sync_file_range,syncfs,truncate,unlink,\
                     unlinkat,write,writev";

/// Run a command under strace, with these options, and record what it does.
pub(super) fn record(session: &Session, also: &str, line: &str) -> (Ran, Vec<Step>) {
    let ran = session.run(&format!(
        "strace {ONLY_TRACED} -y -qq -xx -s 99999999 -o .steps -e trace={CALLS} {also} {line}"
    ));
    let log = session.path().join(".steps");
    let reader = Reader { root: session.path().canonicalize().unwrap() };
    let mut unfinished: BTreeMap<String, String> = BTreeMap::new();
    let mut steps = Vec::new();
    for line in fs::read_to_string(&log).unwrap().lines() {
        let (thread, call) = line.split_once(' ').unwrap();
        let call = call.trim_start();
        if let Some(begun) = call.strip_suffix(" <unfinished ...>") {
            unfinished.insert(thread.to_owned(), begun.to_owned());
            continue;
        }
        let whole = match call.split_once(" resumed>") {
            Some((_, rest)) => unfinished.remove(thread).unwrap() + rest,
            None => call.to_owned(),
        };
        if let Some((name, rest)) = whole.split_once('(') {
            steps.extend(reader.steps(name, rest));
        }
    }
    fs::remove_file(log).unwrap();
    (ran, steps)
}

struct Reader {
    root: PathBuf,
}

impl Reader {
    fn steps(&self, name: &str, call: &str) -> Vec<Step> {
        let (arguments, result) = call.split_once(')').unwrap();
        let result = result.trim_start_matches([' ', '=']);
        let arguments: Vec<&str> = arguments.split(", ").collect();
        let fails = result.starts_with('-');
        // Of the calls that fail, only one that should have synced something changes what is so.
        if fails && !["fdatasync", "fsync"].contains(&name) {
            return Vec::new();
        }
        let path = |argument: usize| self.path(arguments[argument]);
        let number = |argument: usize| arguments[argument].parse::<usize>().unwrap();
        match name {
            "openat" => {
                let Some(path) = self.path(result) else { return Vec::new() };
                let mut steps = Vec::new();
                if arguments[2].contains("O_CREAT") {
                    steps.push(Step::File(path.clone()));
                }
                if arguments[2].contains("O_TRUNC") {
                    steps.push(Step::Cut { length: 0, path });
                }
                steps
            }
            "fdatasync" | "fsync" => {
                path(0).map(|path| Step::Synced { fails, path }).into_iter().collect()
            }
            "ftruncate" => {
                let length = number(1);
                path(0).map(|path| Step::Cut { length, path }).into_iter().collect()
            }
            "mkdir" => path(0).map(Step::Folder).into_iter().collect(),
            "pwrite64" | "write" => {
                let at = (name == "pwrite64").then(|| number(3));
                let written = |path| Step::Written { at, bytes: bytes(arguments[1]), path };
                path(0).map(written).into_iter().collect()
            }
            "rename" => self.renamed(arguments[0], arguments[1]),
            "renameat" | "renameat2" => self.renamed(arguments[1], arguments[3]),
            "unlink" => path(0).map(Step::Removed).into_iter().collect(),
            "unlinkat" => path(1).map(Step::Removed).into_iter().collect(),
            other => panic!("the program makes a call that nobody thought of: {other}({call}"),
        }
    }

    fn renamed(&self, from: &str, to: &str) -> Vec<Step> {
        let (from, to) = (self.path(from), self.path(to));
        from.zip(to).map(|(from, to)| Step::Renamed { from, to }).into_iter().collect()
    }

    /// The path in an argument: `"\x61"`, or `3<\x61>`. `None`: it is none of ours, or the memory
    /// that SQLite's processes share, which does not outlive them.
    fn path(&self, argument: &str) -> Option<PathBuf> {
        let path = String::from_utf8(bytes(argument)).unwrap();
        if path.is_empty() {
            return None;
        }
        let path = self.root.join(path);
        let path = path.strip_prefix(&self.root).ok()?;
        (!path.to_str()?.ends_with("-shm")).then(|| path.to_owned())
    }
}

/// What strace wrote as `\x61\x62` between quotation marks or angles.
fn bytes(argument: &str) -> Vec<u8> {
    let start = argument.find(['"', '<']).map_or(0, |at| at + 1);
    let inner = argument[start..].trim_end_matches(['"', '>', '.']);
    let digits = inner.split("\\x").skip(1);
    digits.map(|digits| u8::from_str_radix(digits, 16).unwrap()).collect()
}
