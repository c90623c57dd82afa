use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::BundleSink;

/// Files in a folder, not synced to the disk: there may be thousands, the ledger can write them
/// again, and verification finds missing ones.
pub struct Folder {
    file: Option<BufWriter<File>>,
    root: PathBuf,
}

impl Folder {
    /// `root` exists and is empty.
    pub fn new(root: &Path) -> Self {
        Self { file: None, root: root.to_owned() }
    }
}

impl BundleSink for Folder {
    fn begin(&mut self, path: &str) -> io::Result<()> {
        let path = self.root.join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        self.file = Some(BufWriter::new(File::create_new(path)?));
        Ok(())
    }

    fn end(&mut self) -> io::Result<()> {
        let Some(file) = self.file.take() else { return Ok(()) };
        file.into_inner()?;
        Ok(())
    }
}

impl Write for Folder {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.file {
            Some(file) => file.write(bytes),
            None => Err(io::ErrorKind::InvalidInput.into()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.as_mut().map_or(Ok(()), Write::flush)
    }
}
