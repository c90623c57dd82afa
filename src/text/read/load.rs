use std::fs::{self, File, FileType};
use std::io::{self, Read};
use std::path::Path;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

use super::ReadError;
use super::system::is_of_system;

/// How many bytes a document may have, unless a person says otherwise: 32 MiB.
pub const DEFAULT_LIMIT: u64 = 32 * 1024 * 1024;

/// How long a file may produce no data: a disk may have to wake up, and a network to come back.
const PATIENCE: Duration = Duration::from_secs(30);

/// In bytes: what is read at once.
const PIECE: usize = 1 << 20;

/// The bytes of a file.
pub fn load(path: &Path, limit: u64) -> Result<Vec<u8>, ReadError> {
    // Opening a pipe waits for its writer, so check what it is first.
    let metadata = fs::metadata(path)?;
    check(path, &metadata, limit)?;
    let expected = usize::try_from(metadata.len()).unwrap_or(usize::MAX);
    collect(deliver(path, limit)?, expected, limit)
}

/// The first bytes of a file, at most this many.
pub fn load_start(path: &Path, most: u64) -> Result<Vec<u8>, ReadError> {
    check(path, &fs::metadata(path)?, u64::MAX)?;
    collect(deliver_from(path, u64::MAX, most)?, 0, most)
}

/// All bytes of a stream, such as standard input.
pub fn load_stream(mut stream: impl Read, limit: u64) -> Result<Vec<u8>, ReadError> {
    let pieces = std::iter::from_fn(|| next_piece(&mut stream).transpose());
    collect(pieces, 0, limit)
}

/// Make sure that there is memory for processing this many bytes: a failure here can be reported,
/// one in the middle of the work ends the program.
pub(super) fn make_room_for(length: usize) -> Result<(), ReadError> {
    /// For one byte of an article: its text, its places, its sentences, its claims and their entries.
    const EACH: usize = 16;
    /// In bytes, for all else.
    const BESIDE: usize = 16 << 20;
    let needed = length.saturating_mul(EACH).saturating_add(BESIDE);
    Vec::<u8>::new().try_reserve_exact(needed).map_err(|_| ReadError::NoMemory)
}

/// Data read by a thread, so that nobody waits forever for a file that produces none.
fn deliver(
    path: &Path,
    limit: u64,
) -> Result<impl Iterator<Item = Result<Vec<u8>, ReadError>>, ReadError> {
    deliver_from(path, limit, u64::MAX)
}

fn deliver_from(
    path: &Path,
    limit: u64,
    most: u64,
) -> Result<impl Iterator<Item = Result<Vec<u8>, ReadError>>, ReadError> {
    let (give, take) = sync_channel(1);
    let path = path.to_owned();
    let read = move || {
        let opened = File::open(&path).map_err(ReadError::from).and_then(|file| {
            // It may have been replaced meanwhile.
            check(&path, &file.metadata()?, limit).map(|()| file.take(most))
        });
        let mut file = match opened {
            Ok(file) => file,
            Err(error) => {
                let _ = give.send(Err(error));
                return;
            }
        };
        while let Some(piece) = next_piece(&mut file).transpose() {
            let is_last = piece.is_err();
            if give.send(piece).is_err() || is_last {
                return;
            }
        }
    };
    thread::Builder::new().spawn(read)?;
    Ok(std::iter::from_fn(move || match take.recv_timeout(PATIENCE) {
        Ok(piece) => Some(piece),
        Err(RecvTimeoutError::Disconnected) => None,
        Err(RecvTimeoutError::Timeout) => {
            Some(Err(ReadError::Stalled { seconds: PATIENCE.as_secs() }))
        }
    }))
}

/// What comes next. `None`: it has ended.
fn next_piece(stream: &mut impl Read) -> Result<Option<Vec<u8>>, ReadError> {
    let mut piece = Vec::new();
    piece.try_reserve_exact(PIECE).map_err(|_| ReadError::NoMemory)?;
    if let Err(error) = stream.take(PIECE as u64).read_to_end(&mut piece) {
        let is_memory = error.kind() == io::ErrorKind::OutOfMemory;
        return Err(if is_memory { ReadError::NoMemory } else { ReadError::Io(error) });
    }
    Ok((!piece.is_empty()).then_some(piece))
}

/// Put pieces together. A file may grow while it is read, and some have no length at all.
fn collect(
    pieces: impl Iterator<Item = Result<Vec<u8>, ReadError>>,
    expected: usize,
    limit: u64,
) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(expected).map_err(|_| ReadError::NoMemory)?;
    for piece in pieces {
        let piece = piece?;
        if (bytes.len() + piece.len()) as u64 > limit {
            return Err(ReadError::TooLarge { limit });
        }
        if bytes.is_empty() && expected == 0 {
            bytes = piece;
            continue;
        }
        bytes.try_reserve(piece.len()).map_err(|_| ReadError::NoMemory)?;
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes)
}

fn check(path: &Path, metadata: &fs::Metadata, limit: u64) -> Result<(), ReadError> {
    if !metadata.is_file() {
        return Err(ReadError::NotAFile { kind: kind(metadata.file_type()) });
    }
    if is_of_system(path) {
        return Err(ReadError::NotAFile { kind: "a part of the running system" });
    }
    if metadata.len() > limit {
        return Err(ReadError::TooLarge { limit });
    }
    Ok(())
}

fn kind(file: FileType) -> &'static str {
    if file.is_dir() { "a folder" } else { special_kind(file) }
}

#[cfg(unix)]
fn special_kind(file: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    if file.is_fifo() {
        "a pipe"
    } else if file.is_socket() {
        "a socket"
    } else {
        "a device"
    }
}

#[cfg(not(unix))]
fn special_kind(_: FileType) -> &'static str {
    "a device"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(path: &Path, limit: u64, expected: &str) {
        assert_eq!(load(path, limit).unwrap_err().to_string(), expected);
    }

    #[test]
    fn files_up_to_the_limit_are_loaded_and_larger_ones_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a\nb");
        fs::write(&path, b"one\0two").unwrap();
        assert_eq!(load(&path, 7).unwrap(), b"one\0two");
        refused(&path, 6, "it has more than 6 bytes");
    }

    #[test]
    fn a_terabyte_is_refused_unread() {
        let file = tempfile::NamedTempFile::new().unwrap();
        file.as_file().set_len(1 << 40).unwrap();
        refused(file.path(), DEFAULT_LIMIT, "it has more than 33554432 bytes");
    }

    #[test]
    fn a_stream_is_read_to_its_end_or_to_the_limit() {
        assert_eq!(load_stream(&b"one"[..], 3).unwrap(), b"one");
        assert_eq!(load_stream(&b"one"[..], u64::MAX).unwrap(), b"one");
        let endless = load_stream(std::io::repeat(b'x'), 1000);
        assert_eq!(endless.unwrap_err().to_string(), "it has more than 1000 bytes");
    }

    #[test]
    fn missing_and_special_files_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        refused(folder.path(), 1, "it is a folder, not a file");
        refused(&folder.path().join("x"), 1, "it cannot be read");
    }

    #[cfg(unix)]
    #[test]
    fn nothing_that_might_never_end_is_opened() {
        refused(Path::new("/dev/zero"), 1, "it is a device, not a file");

        let folder = tempfile::tempdir().unwrap();
        let socket = folder.path().join("socket");
        let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        refused(&socket, 1, "it is a socket, not a file");

        let pipe = folder.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        if made.is_err() {
            let _ = std::io::Write::write_fmt(
                &mut std::io::stderr(),
                format_args!("skipped: a pipe, for want of `mkfifo`\n"),
            );
            return;
        }
        refused(&pipe, 1, "it is a pipe, not a file");
    }

    #[test]
    fn a_file_without_data_is_not_waited_for_forever() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        fs::write(&path, "x".repeat(3 << 20)).unwrap();
        assert_eq!(load(&path, u64::MAX).unwrap().len(), 3 << 20);
        assert_eq!(load_start(&path, 32).unwrap(), b"x".repeat(32));
        let stalled = [Ok(b"x".to_vec()), Err(ReadError::Stalled { seconds: 30 })];
        let said = collect(stalled.into_iter(), 0, 10).unwrap_err().to_string();
        assert_eq!(said, "it produced no data for 30 s");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn system_files_are_not_read() {
        let expected = "it is a part of the running system, not a file";
        refused(Path::new("/proc/self/status"), DEFAULT_LIMIT, expected);
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("link");
        std::os::unix::fs::symlink("/proc/self/status", &link).unwrap();
        refused(&link, DEFAULT_LIMIT, expected);
    }

    #[cfg(unix)]
    #[test]
    fn links_in_a_circle_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(&link, &link).unwrap();
        refused(&link, 1, "it cannot be read");
    }
}
