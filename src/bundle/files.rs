use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader, Read};
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::archive::{Archive, NotRead, OddArchive};
use super::checksums::{NOTE, SUMS};
use crate::domain::{ErrorKind, Hasher, Sha256, Timestamp};
use crate::merkle::{Checkpoint, SignedNote, Tile};

/// The files of a bundle: a folder, or a `.tar`. Nothing in them is trusted yet.
#[derive(Debug)]
pub struct BundleFiles {
    odd: BTreeMap<String, Odd>,
    source: Source,
}

#[derive(Debug)]
enum Source {
    Archive(Archive),
    Folder { names: BTreeSet<Box<str>>, root: PathBuf },
}

/// Something in a folder that no bundle has, and that could mislead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Odd {
    EmptyFolder,
    /// A link, a pipe, a device.
    NotAFile,
    /// A file that a desktop puts into the folders it shows. No bundle has it, and it misleads nobody.
    Strewn,
    /// A name that no file of a bundle can have, such as one with a line end.
    OddName,
    /// Folders nested deeper than in any bundle.
    TooDeep,
}

/// How a file differs from the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unlisted {
    Changed,
    Missing,
    NotListed,
}

/// Why files are not a complete bundle.
#[derive(Debug, thiserror::Error)]
pub enum BundleError {
    #[error("it cannot be read")]
    Io(#[from] io::Error),
    /// A file without which there is nothing to verify.
    #[error("`{0}` is missing from the bundle")]
    Missing(String),
    /// A file that does not have the expected format.
    #[error("`{0}` does not have the expected format")]
    Malformed(String),
    /// Neither a folder nor an archive.
    #[error("it is not a bundle")]
    NotABundle,
    /// An archive that other programs could unpack to other files than those verified.
    #[error("it is not an archive that this program wrote: {0}")]
    OddArchive(OddArchive),
    #[error("`{name}` cannot be read")]
    Unreadable { name: String, source: io::Error },
}

impl BundleError {
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Io(_) | Self::Unreadable { .. } => ErrorKind::Failed,
            Self::Malformed(_) | Self::Missing(_) | Self::OddArchive(_) => ErrorKind::Damaged,
            Self::NotABundle => ErrorKind::Refused,
        }
    }
}

/// In bytes: the limit for a file in memory. Texts and pages may be as long as a ledger accepts;
/// files read before any signature is checked are short.
fn longest(name: &str) -> u64 {
    if [NOTE, "checkpoint", "keys/log.vkey"].contains(&name) {
        return 1 << 16;
    }
    if name.starts_with("contents/") {
        return 768 << 20;
    }
    if name.starts_with("keys/") || name == SUMS { 1 << 30 } else { 1 << 25 }
}

/// The maximum depth of nested folders.
const DEEPEST: usize = 12;

impl BundleFiles {
    /// A folder, or an archive.
    pub fn open(path: &Path) -> Result<Self, BundleError> {
        let metadata = fs::metadata(path)?;
        let mut odd = BTreeMap::new();
        let source = if metadata.is_dir() {
            let mut names = BTreeSet::new();
            list(path, "", 0, &mut names, &mut odd)?;
            Source::Folder { names, root: path.to_owned() }
        } else if metadata.is_file() {
            let mut start = Vec::new();
            File::open(path)?.take(512).read_to_end(&mut start)?;
            if !super::is_archive(&start) {
                return Err(BundleError::NotABundle);
            }
            Source::Archive(Archive::open(path)?)
        } else {
            return Err(BundleError::NotABundle);
        };
        // Other folders and archives are not bundles with everything missing.
        let looks_like_one =
            [SUMS, NOTE, "VERIFY.md", "checkpoint", "keys/log.vkey", "report.json"];
        let bundle = Self { odd, source };
        if looks_like_one.iter().any(|name| bundle.has(name)) {
            Ok(bundle)
        } else {
            Err(BundleError::NotABundle)
        }
    }

    pub fn has(&self, name: &str) -> bool {
        match &self.source {
            Source::Archive(archive) => archive.places.contains_key(name),
            Source::Folder { names, .. } => names.contains(name),
        }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        match &self.source {
            Source::Archive(archive) => archive.places.len(),
            Source::Folder { names, .. } => names.len(),
        }
    }

    /// The paths of all files, with `/` between their names, sorted.
    pub fn names(&self) -> Box<dyn Iterator<Item = &str> + '_> {
        match &self.source {
            Source::Archive(archive) => Box::new(archive.places.keys().map(|name| &**name)),
            Source::Folder { names, .. } => Box::new(names.iter().map(|name| &**name)),
        }
    }

    /// What else is in the folder, by its path.
    pub fn odd(&self) -> &BTreeMap<String, Odd> {
        &self.odd
    }

    /// For an archive: whether its files are in this order.
    pub fn first_out_of_order<'a>(&self, order: &'a [String]) -> Option<&'a str> {
        let Source::Archive(archive) = &self.source else { return None };
        let mut last = 0;
        order.iter().map(String::as_str).find(|name| {
            let Some(place) = archive.places.get(*name) else { return false };
            let is_before = place.start < last;
            last = place.start;
            is_before
        })
    }

    /// The source of the bytes of one file.
    pub fn open_file(&self, name: &str) -> Result<BufReader<Box<dyn Read + '_>>, BundleError> {
        let missing = || BundleError::Missing(name.to_owned());
        let file: Box<dyn Read + '_> = match &self.source {
            Source::Archive(archive) => {
                Box::new(archive.read(*archive.places.get(name).ok_or_else(missing)?))
            }
            Source::Folder { names, root } => {
                if !names.contains(name) {
                    return Err(missing());
                }
                match File::open(root.join(name)) {
                    Ok(file) => Box::new(file),
                    Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(missing()),
                    Err(source) => {
                        return Err(BundleError::Unreadable { name: name.to_owned(), source });
                    }
                }
            }
        };
        Ok(BufReader::new(file))
    }

    /// The bytes of one file.
    pub fn read(&self, name: &str) -> Result<Vec<u8>, BundleError> {
        let (mut bytes, longest) = (Vec::new(), longest(name));
        let file = self.open_file(name)?;
        let read = file.take(longest + 1).read_to_end(&mut bytes);
        let read = read.map_err(|source| BundleError::Unreadable { name: name.to_owned(), source });
        if read? as u64 > longest {
            return Err(BundleError::Malformed(name.to_owned()));
        }
        Ok(bytes)
    }

    /// The checkpoint, verbatim, and its size of the log.
    pub fn checkpoint(&self) -> Result<(u64, Vec<u8>), BundleError> {
        let checkpoint = self.read("checkpoint")?;
        let not_one = || BundleError::Malformed("checkpoint".to_owned());
        let note = SignedNote::parse(&checkpoint).map_err(|_| not_one())?;
        let size = note.text.parse::<Checkpoint>().map_err(|_| not_one())?.head.size;
        Ok((size, checkpoint))
    }

    /// The size of the log by the names of its tiles, if the checkpoint does not give it.
    pub fn size_by_tiles(&self) -> u64 {
        let tiles = self.names().filter_map(|name| name.parse::<Tile>().ok());
        let of_entries = tiles.filter(|tile| tile.level.is_none());
        let end = |tile: Tile| {
            tile.index.checked_mul(u64::from(Tile::WIDTH))?.checked_add(u64::from(tile.width))
        };
        of_entries.filter_map(end).max().unwrap_or(0)
    }

    /// All entries of the log, in order, from the tiles of a log of this size. A broken tile gives
    /// the entries before the break, and then the error.
    pub fn entries(&self, size: u64) -> impl Iterator<Item = Result<Vec<u8>, BundleError>> {
        Tile::all(None, size).flat_map(|tile| {
            let path = tile.to_string();
            let bytes = match self.read(&path) {
                Ok(bytes) => bytes,
                Err(error) => return vec![Err(error)],
            };
            // No entry is empty, and there is one for each place.
            let width = usize::from(tile.width);
            let (entries, is_whole) = leading_entries(&bytes);
            let whole = entries.iter().take(width).take_while(|entry| !entry.is_empty());
            let whole: Vec<Vec<u8>> = whole.map(|entry| entry.to_vec()).collect();
            let is_whole = is_whole && whole.len() == width && entries.len() == width;
            let broken = (!is_whole).then_some(Err(BundleError::Malformed(path)));
            whole.into_iter().map(Ok).chain(broken).collect()
        })
    }

    /// The date of the report.
    pub fn made_at(&self) -> Result<Timestamp, BundleError> {
        /// The one member that does not follow from the log.
        #[derive(Deserialize)]
        struct Head {
            made_at: Timestamp,
        }
        let head: Head = serde_json::from_reader(self.open_file("report.json")?)
            .map_err(|_| BundleError::Malformed("report.json".to_owned()))?;
        Ok(head.made_at)
    }

    /// The version of the program that the bundle claims to be from.
    pub fn version(&self) -> Option<String> {
        let instructions = String::from_utf8(self.read("VERIFY.md").ok()?).ok()?;
        let (_, version) = instructions.rsplit_once("made by factledger ")?;
        let is_of_version = |c: &char| c.is_ascii_alphanumeric() || ".-+".contains(*c);
        let version: String = version.chars().take_while(is_of_version).collect();
        Some(version.trim_end_matches('.').to_owned())
    }

    /// Texts and pages, each with the hash in its name.
    pub fn contents(&self) -> impl Iterator<Item = Result<(Sha256, Vec<u8>), BundleError>> {
        let named = self.names().filter_map(|name| {
            let sha256 = name.strip_prefix("contents/")?.parse().ok()?;
            Some((sha256, name))
        });
        named.map(|(sha256, name)| Ok((sha256, self.read(name)?)))
    }

    /// The hash of one file.
    pub fn hash(&self, name: &str) -> Result<Sha256, BundleError> {
        let unreadable = |source| BundleError::Unreadable { name: name.to_owned(), source };
        let mut file = self.open_file(name)?;
        let mut hasher = Hasher::default();
        loop {
            let bytes = file.fill_buf().map_err(unreadable)?;
            if bytes.is_empty() {
                return Ok(hasher.finish());
            }
            hasher.update(bytes);
            let read = bytes.len();
            file.consume(read);
        }
    }

    /// Every file that does not match `SHA256SUMS` or is not listed there. Fails if that is not a
    /// list as `sha256sum` writes it, sorted by path.
    pub fn unlisted(&self) -> Result<BTreeMap<String, Unlisted>, BundleError> {
        let malformed = || BundleError::Malformed(SUMS.to_owned());
        let sums = String::from_utf8(self.read(SUMS)?).map_err(|_| malformed())?;
        let mut listed = BTreeMap::new();
        for line in sums.strip_suffix('\n').ok_or_else(malformed)?.split('\n') {
            let (sum, path) = line.split_once("  ").ok_or_else(malformed)?;
            let sum: Sha256 = sum.parse().map_err(|_| malformed())?;
            if listed.last_key_value().is_some_and(|(last, _)| *last >= path) {
                return Err(malformed());
            }
            listed.insert(path, sum);
        }
        let mut unlisted = BTreeMap::new();
        for name in self.names().filter(|name| ![SUMS, NOTE].contains(name)) {
            match listed.remove(name) {
                Some(sum) if sum == self.hash(name)? => {}
                Some(_) => {
                    unlisted.insert(name.to_owned(), Unlisted::Changed);
                }
                None => {
                    unlisted.insert(name.to_owned(), Unlisted::NotListed);
                }
            }
        }
        let missing = listed.into_keys().map(|name| (name.to_owned(), Unlisted::Missing));
        unlisted.extend(missing);
        Ok(unlisted)
    }
}

/// The complete entries of a tile, and whether these are all of it.
fn leading_entries(mut bytes: &[u8]) -> (Vec<&[u8]>, bool) {
    let mut entries = Vec::new();
    while let Some((length, rest)) = bytes.split_first_chunk()
        && let Some((entry, rest)) = rest.split_at_checked(u16::from_be_bytes(*length).into())
    {
        entries.push(entry);
        bytes = rest;
    }
    (entries, bytes.is_empty())
}

impl From<NotRead> for BundleError {
    fn from(error: NotRead) -> Self {
        match error {
            NotRead::Io(error) => Self::Io(error),
            NotRead::Odd(odd) => Self::OddArchive(odd),
        }
    }
}

/// Whether a desktop made the file: its settings of a folder, its small pictures, and what it keeps
/// beside a file on a disk of another system.
fn is_strewn(name: &str) -> bool {
    const NAMES: [&str; 3] = [".DS_Store", "desktop.ini", "Thumbs.db"];
    NAMES.iter().any(|known| known.eq_ignore_ascii_case(name)) || name.starts_with("._")
}

fn misleading(odd: &BTreeMap<String, Odd>) -> usize {
    odd.values().filter(|odd| **odd != Odd::Strewn).count()
}

/// All files below `folder`, and anything there that is not a file.
fn list(
    folder: &Path,
    prefix: &str,
    depth: usize,
    names: &mut BTreeSet<Box<str>>,
    odd: &mut BTreeMap<String, Odd>,
) -> Result<(), BundleError> {
    let unreadable = |name: &str, source| match name {
        "" => BundleError::Io(source),
        name => BundleError::Unreadable { name: name.to_owned(), source },
    };
    let files = fs::read_dir(folder).map_err(|source| unreadable(prefix, source))?;
    for file in files {
        let file = file.map_err(|source| unreadable(prefix, source))?;
        let name = file.file_name();
        let path = format!("{prefix}{}", name.to_string_lossy());
        let kind = file.file_type().map_err(|source| unreadable(&path, source))?;
        let is_name = name.to_str().is_some_and(|name| {
            !name.contains(|c: char| c.is_control() || c == '\\' || c.is_whitespace())
        });
        if kind.is_file() && is_strewn(&name.to_string_lossy()) {
            odd.insert(path, Odd::Strewn);
        } else if !is_name {
            odd.insert(path, Odd::OddName);
        } else if kind.is_dir() && depth == DEEPEST {
            odd.insert(path, Odd::TooDeep);
        } else if kind.is_dir() {
            let before = names.len() + misleading(odd);
            list(&file.path(), &format!("{path}/"), depth + 1, names, odd)?;
            // Even its name could mislead.
            if names.len() + misleading(odd) == before {
                odd.insert(path, Odd::EmptyFolder);
            }
        } else if kind.is_file() {
            names.insert(path.into_boxed_str());
        } else {
            // Links are not followed: their targets are not part of the bundle.
            odd.insert(path, Odd::NotAFile);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_a_bundle_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(BundleFiles::open(folder.path()), Err(BundleError::NotABundle)));
        let file = folder.path().join("x");
        for bytes in [&b""[..], b"x", &[0; 2000], &[b'x'; 2000]] {
            fs::write(&file, bytes).unwrap();
            assert!(matches!(BundleFiles::open(&file), Err(BundleError::NotABundle)));
        }
        let absent = BundleFiles::open(&folder.path().join("absent"));
        assert!(matches!(absent, Err(BundleError::Io(_))));
    }

    #[cfg(unix)]
    #[test]
    fn files_in_a_folder_that_no_bundle_has_are_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("checkpoint"), "x").unwrap();
        fs::create_dir_all(path("a/b")).unwrap();
        fs::create_dir_all(path("1/2/3/4/5/6/7/8/9/10/11/12/13")).unwrap();
        fs::write(path("a\n.b"), "x").unwrap();
        std::os::unix::fs::symlink("/etc/passwd", path("report.json")).unwrap();
        let files = BundleFiles::open(folder.path()).unwrap();
        let odd: Vec<(&str, Odd)> =
            files.odd().iter().map(|(path, odd)| (path.as_str(), *odd)).collect();
        assert_eq!(
            odd,
            [
                ("1/2/3/4/5/6/7/8/9/10/11/12/13", Odd::TooDeep),
                ("a\n.b", Odd::OddName),
                ("a/b", Odd::EmptyFolder),
                ("report.json", Odd::NotAFile)
            ]
        );
        assert_eq!(files.count(), 1);
        assert!(matches!(files.read("report.json"), Err(BundleError::Missing(_))));
    }

    #[test]
    fn the_list_of_hashes_has_one_spelling() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, bytes: &str| fs::write(folder.path().join(name), bytes).unwrap();
        write("checkpoint", "one");
        write("report.json", "two");
        let line = |path: &str, bytes: &str| format!("{}  {path}\n", Sha256::of(bytes));
        let (one, two) = (line("checkpoint", "one"), line("report.json", "two"));
        let unlisted = |sums: &str| {
            write(SUMS, sums);
            BundleFiles::open(folder.path()).unwrap().unlisted().ok().map(Vec::from_iter)
        };
        assert_eq!(unlisted(&format!("{one}{two}")), Some(Vec::new()));
        let missing = format!("{one}{}{}", line("r", ""), line("report.json", ""));
        let named = |name: &str, how| (name.to_owned(), how);
        assert_eq!(
            unlisted(&missing),
            Some(vec![named("r", Unlisted::Missing), named("report.json", Unlisted::Changed)])
        );
        assert_eq!(unlisted(&one), Some(vec![named("report.json", Unlisted::NotListed)]));
        for odd in [
            format!("{two}{one}"),
            format!("{one}{one}{two}"),
            format!("{one}{two}\n"),
            format!("{one}{two}").trim_end().to_owned(),
            format!("{one}{two}").replace('\n', "\r\n"),
            format!("{one}{two}").to_uppercase(),
            format!("\u{feff}{one}{two}"),
            format!("{one}{two}").replace("  ", " *"),
            String::new(),
        ] {
            let found = unlisted(&odd);
            assert_ne!(found, Some(Vec::new()), "{odd:?}");
        }
    }
}
