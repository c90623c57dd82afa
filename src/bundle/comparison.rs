use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufReader, Read, Write};

use super::{BundleError, BundleFiles, BundleSink};

/// Compares the files of a bundle with those that it should have.
pub struct Comparison<'a> {
    differing: BTreeMap<String, u64>,
    file: Option<BufReader<Box<dyn Read + 'a>>>,
    files: &'a BundleFiles,
    /// The number of lines of the file that are the same.
    lines: u64,
    missing: BTreeSet<String>,
    /// The files that were compared, in this order.
    order: Vec<String>,
    path: String,
    /// A file that could not be read, and why.
    unreadable: Option<BundleError>,
}

/// The differences, each list sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Files with other bytes, and the first line that differs.
    pub differing: BTreeMap<String, u64>,
    /// Files that do not belong there.
    pub foreign: BTreeSet<String>,
    /// The first file of an archive that is out of order.
    pub misplaced: Option<String>,
    pub missing: BTreeSet<String>,
}

impl<'a> Comparison<'a> {
    pub fn new(files: &'a BundleFiles) -> Self {
        Self {
            differing: BTreeMap::new(),
            file: None,
            files,
            lines: 0,
            missing: BTreeSet::new(),
            order: Vec::new(),
            path: String::new(),
            unreadable: None,
        }
    }

    /// The differences. `other` are files that were not compared, but belong there.
    pub fn finish(self, other: &[&str]) -> Result<Difference, BundleError> {
        let Self { differing, files, missing, mut order, unreadable, .. } = self;
        if let Some(error) = unreadable {
            return Err(error);
        }
        order.extend(other.iter().map(|name| (*name).to_owned()));
        let misplaced = files.first_out_of_order(&order).map(str::to_owned);
        order.sort_unstable();
        let is_foreign =
            |name: &&str| order.binary_search_by(|asked| asked.as_str().cmp(name)).is_err();
        let foreign = files.names().filter(is_foreign).map(str::to_owned).collect();
        Ok(Difference { differing, foreign, misplaced, missing })
    }

    fn differs(&mut self) {
        self.differing.insert(self.path.clone(), self.lines + 1);
        self.file = None;
    }

    fn read_failed(&mut self, source: io::Error) -> io::Error {
        self.unreadable = Some(BundleError::Unreadable { name: self.path.clone(), source });
        io::ErrorKind::Other.into()
    }
}

impl BundleSink for Comparison<'_> {
    fn begin(&mut self, path: &str) -> io::Result<()> {
        path.clone_into(&mut self.path);
        self.lines = 0;
        self.order.push(path.to_owned());
        match self.files.open_file(path) {
            Ok(file) => self.file = Some(file),
            Err(BundleError::Missing(_)) => {
                self.missing.insert(path.to_owned());
            }
            Err(error) => {
                self.unreadable = Some(error);
                return Err(io::ErrorKind::Other.into());
            }
        }
        Ok(())
    }

    fn end(&mut self) -> io::Result<()> {
        if let Some(mut file) = self.file.take() {
            match file.read(&mut [0]) {
                Ok(0) => {}
                Ok(_) => self.differs(),
                Err(error) => return Err(self.read_failed(error)),
            }
        }
        Ok(())
    }
}

impl Write for Comparison<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Some(file) = &mut self.file else { return Ok(bytes.len()) };
        let mut found = Vec::with_capacity(bytes.len());
        let read = file.take(bytes.len() as u64).read_to_end(&mut found);
        read.map_err(|error| self.read_failed(error))?;
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

    fn put(sink: &mut Comparison, path: &str, pieces: &[&str]) {
        sink.begin(path).unwrap();
        for piece in pieces {
            sink.write_all(piece.as_bytes()).unwrap();
        }
        sink.end().unwrap();
    }

    #[test]
    fn a_difference_is_named_with_its_line() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["same", "other", "longer", "shorter", "foreign", "checkpoint"] {
            std::fs::write(folder.path().join(name), "one\ntwo\nthree").unwrap();
        }
        let files = BundleFiles::open(folder.path()).unwrap();
        let mut sink = Comparison::new(&files);
        put(&mut sink, "same", &["one\nt", "wo\n", "three"]);
        put(&mut sink, "other", &["one\n", "tWo\n", "three"]);
        put(&mut sink, "longer", &["one\n", "two\nthre"]);
        put(&mut sink, "shorter", &["one\n", "two\nthree\nfour"]);
        put(&mut sink, "missing", &["one"]);
        let set = |name: &str| BTreeSet::from([name.to_owned()]);
        let lines = [("other", 2), ("longer", 3), ("shorter", 3)];
        let differing = lines.map(|(name, line)| (name.to_owned(), line)).into();
        let expected = Difference {
            differing,
            foreign: set("foreign"),
            misplaced: None,
            missing: set("missing"),
        };
        assert_eq!(sink.finish(&["checkpoint"]).unwrap(), expected);
    }
}
