use std::fs::{self, File, FileType};
use std::io::Read;
use std::path::Path;

use super::ReadError;

/// How many bytes a document may have, unless a person says otherwise: 32 MiB.
pub const DEFAULT_LIMIT: u64 = 32 * 1024 * 1024;

/// The bytes of a file.
pub fn load(path: &Path, limit: u64) -> Result<Vec<u8>, ReadError> {
    // To open a pipe is to wait for its writer, so what it is comes before.
    check(&fs::metadata(path)?, limit)?;
    let file = File::open(path)?;
    // Another may have taken its place meanwhile.
    check(&file.metadata()?, limit)?;
    load_stream(file, limit)
}

/// All bytes of a stream, as of the standard input.
pub fn load_stream(stream: impl Read, limit: u64) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    // A file may grow while it is read, and some have no length at all.
    let length = stream.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if length as u64 > limit {
        return Err(ReadError::TooLarge { limit });
    }
    Ok(bytes)
}

fn check(metadata: &fs::Metadata, limit: u64) -> Result<(), ReadError> {
    if !metadata.is_file() {
        return Err(ReadError::NotAFile { kind: kind(metadata.file_type()) });
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
    fn a_file_up_to_the_limit_is_loaded_and_no_larger_one() {
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
    fn what_is_missing_or_no_file_is_refused() {
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

    #[cfg(unix)]
    #[test]
    fn links_in_a_circle_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(&link, &link).unwrap();
        refused(&link, 1, "it cannot be read");
    }
}
