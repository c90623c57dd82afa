use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::path::{Path, PathBuf};

use super::Shelf;

/// Holds the files of a bundle against those that it should have.
pub struct Comparison {
    differing: BTreeMap<String, u64>,
    file: Option<BufReader<File>>,
    /// How many lines of the file are the same.
    lines: u64,
    missing: BTreeSet<String>,
    path: String,
    root: PathBuf,
    /// Files that nobody has asked for yet.
    unasked: BTreeSet<String>,
}

/// What is not as it should be, each sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Files with other bytes, and the first line in which they are others.
    pub differing: BTreeMap<String, u64>,
    /// Files that do not belong there.
    pub foreign: BTreeSet<String>,
    pub missing: BTreeSet<String>,
}

impl Comparison {
    /// `files` are all that there are below `root`, with `/` between their names.
    pub fn new(root: &Path, files: BTreeSet<String>) -> Self {
        Self {
            differing: BTreeMap::new(),
            file: None,
            lines: 0,
            missing: BTreeSet::new(),
            path: String::new(),
            root: root.to_owned(),
            unasked: files,
        }
    }

    pub fn finish(self) -> Difference {
        let Self { differing, missing, unasked, .. } = self;
        Difference { differing, foreign: unasked, missing }
    }

    fn differs(&mut self) {
        self.differing.insert(self.path.clone(), self.lines + 1);
        self.file = None;
    }
}

impl Shelf for Comparison {
    fn begin(&mut self, path: &str) -> io::Result<()> {
        path.clone_into(&mut self.path);
        self.lines = 0;
        if self.unasked.remove(path) {
            self.file = Some(BufReader::new(File::open(self.root.join(path))?));
        } else {
            self.missing.insert(path.to_owned());
        }
        Ok(())
    }

    fn end(&mut self) -> io::Result<()> {
        if let Some(mut file) = self.file.take()
            && file.read(&mut [0])? > 0
        {
            self.differs();
        }
        Ok(())
    }
}

impl Write for Comparison {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Some(file) = &mut self.file else { return Ok(bytes.len()) };
        let mut found = Vec::with_capacity(bytes.len());
        file.take(bytes.len() as u64).read_to_end(&mut found)?;
        let same = found.iter().zip(bytes).take_while(|(found, byte)| found == byte).count();
        self.lines += bytes[..same].split(|byte| *byte == b'\n').skip(1).count() as u64;
        if same < bytes.len() {
            self.differs();
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(shelf: &mut Comparison, path: &str, pieces: &[&str]) {
        shelf.begin(path).unwrap();
        for piece in pieces {
            shelf.write_all(piece.as_bytes()).unwrap();
        }
        shelf.end().unwrap();
    }

    #[test]
    fn what_differs_is_named_with_its_line() {
        let folder = tempfile::tempdir().unwrap();
        let mut names = BTreeSet::new();
        for name in ["same", "other", "longer", "shorter", "foreign"] {
            std::fs::write(folder.path().join(name), "one\ntwo\nthree").unwrap();
            names.insert(name.to_owned());
        }
        let mut shelf = Comparison::new(folder.path(), names);
        put(&mut shelf, "same", &["one\nt", "wo\n", "three"]);
        put(&mut shelf, "other", &["one\n", "tWo\n", "three"]);
        put(&mut shelf, "longer", &["one\n", "two\nthre"]);
        put(&mut shelf, "shorter", &["one\n", "two\nthree\nfour"]);
        put(&mut shelf, "missing", &["one"]);
        let set = |name: &str| BTreeSet::from([name.to_owned()]);
        let lines = [("other", 2), ("longer", 3), ("shorter", 3)];
        let differing = lines.map(|(name, line)| (name.to_owned(), line)).into();
        let expected = Difference { differing, foreign: set("foreign"), missing: set("missing") };
        assert_eq!(shelf.finish(), expected);
    }
}
