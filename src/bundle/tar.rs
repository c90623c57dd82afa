use std::io::{self, Seek as _, Write};

use tempfile::SpooledTempFile;

use super::BundleSink;

/// Files in one archive (POSIX ustar), which does not show when, where or by whom it was created.
///
/// The same files always give the same archive, and reading one requires exactly these bytes.
pub struct Tar<W: Write> {
    archive: tar::Builder<W>,
    /// The file being written: an archive has its length first.
    file: SpooledTempFile,
    path: String,
}

/// The folder that an archive unpacks to.
pub(super) const FOLDER: &str = "bundle";

/// In bytes: the most that eleven octal digits can express.
pub(super) const LONGEST: u64 = (8 << 30) - 1;

/// In bytes. Longer files are buffered on the disk.
const IN_MEMORY: usize = 4 << 20;

impl<W: Write> Tar<W> {
    pub fn new(out: W) -> Self {
        let file = SpooledTempFile::new(IN_MEMORY);
        Self { archive: tar::Builder::new(out), file, path: String::new() }
    }

    /// Write the end of the archive.
    pub fn finish(self) -> io::Result<()> {
        self.archive.into_inner()?.flush()
    }
}

/// The header of a file in an archive.
pub(super) fn header(path: &str, size: u64) -> io::Result<tar::Header> {
    if size > LONGEST {
        let what = "a file is too long for an archive: write the bundle to a folder";
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, what));
    }
    let mut header = tar::Header::new_ustar();
    header.set_entry_type(tar::EntryType::Regular);
    header.set_mode(0o644);
    header.set_size(size);
    header.set_path(path)?;
    header.set_cksum();
    Ok(header)
}

impl<W: Write> BundleSink for Tar<W> {
    fn begin(&mut self, path: &str) -> io::Result<()> {
        self.path = format!("{FOLDER}/{path}");
        Ok(())
    }

    fn end(&mut self) -> io::Result<()> {
        let header = header(&self.path, self.file.stream_position()?)?;
        self.file.rewind()?;
        self.archive.append(&header, &mut self.file)?;
        self.file = SpooledTempFile::new(IN_MEMORY);
        Ok(())
    }
}

impl<W: Write> Write for Tar<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
