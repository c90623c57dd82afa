use std::collections::BTreeMap;
use std::io::{self, Write};

use super::BundleSink;
use crate::domain::{Hasher, Sha256};

/// The file with the hashes of all others except the note.
pub const SUMS: &str = "SHA256SUMS";

/// The file that signs them.
pub const NOTE: &str = "SHA256SUMS.note";

/// Records the hash of each file on its way to the sink.
pub(super) struct Checksums<'a> {
    hasher: Hasher,
    path: String,
    sink: &'a mut dyn BundleSink,
    sums: BTreeMap<String, Sha256>,
}

impl<'a> Checksums<'a> {
    pub(super) fn new(sink: &'a mut dyn BundleSink) -> Self {
        Self { hasher: Hasher::default(), path: String::new(), sink, sums: BTreeMap::new() }
    }

    /// Write a whole file at once.
    pub(super) fn put(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.begin(path)?;
        self.write_all(bytes)?;
        self.end()
    }

    /// The last files: the hashes of all others, as `sha256sum` writes and checks them, and the
    /// note that signs these.
    pub(super) fn finish(mut self, sign: Option<&dyn Fn(Sha256) -> String>) -> io::Result<Sha256> {
        let sums = std::mem::take(&mut self.sums);
        let lines: String = sums.iter().map(|(path, sum)| format!("{sum}  {path}\n")).collect();
        self.put(SUMS, lines.as_bytes())?;
        let sums = Sha256::of(lines);
        if let Some(sign) = sign {
            self.put(NOTE, sign(sums).as_bytes())?;
        }
        Ok(sums)
    }
}

impl BundleSink for Checksums<'_> {
    fn begin(&mut self, path: &str) -> io::Result<()> {
        path.clone_into(&mut self.path);
        self.sink.begin(path)
    }

    fn end(&mut self) -> io::Result<()> {
        let sum = std::mem::take(&mut self.hasher).finish();
        self.sums.insert(std::mem::take(&mut self.path), sum);
        self.sink.end()
    }
}

impl Write for Checksums<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.sink.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.sink.flush()
    }
}
