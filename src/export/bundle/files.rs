use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Component, Path, PathBuf};

use serde::Deserialize;
use tempfile::TempDir;

use crate::domain::{Sha256, Timestamp};
use crate::merkle::{Checkpoint, SignedNote, Tile, read_entries};

/// The files of a bundle: a folder, or a `.tar` that was unpacked to one. Nothing in them is
/// believed yet.
#[derive(Debug)]
pub struct BundleFiles {
    names: BTreeSet<String>,
    root: PathBuf,
    /// Where an archive was unpacked to; it goes when this does.
    _unpacked: Option<TempDir>,
}

/// Why files are not a bundle, or not a whole one.
#[derive(Debug, thiserror::Error)]
pub enum BundleError {
    /// There is something in it that no bundle has, and that might do harm.
    #[error("there is something in it that is no file of a bundle: {0}")]
    Foreign(String),
    #[error("it cannot be read")]
    Io(#[from] io::Error),
    /// A file without which there is nothing to verify.
    #[error("its `{0}` is missing")]
    Missing(String),
    /// A file that is not what its name says.
    #[error("its `{0}` cannot be made sense of")]
    Malformed(String),
    /// Neither a folder nor an archive.
    #[error("it is not a bundle: a folder or a .tar that `factledger export --format bundle` made")]
    NotABundle,
}

/// In bytes: what of one file is held in memory, such as a text or a page.
const LONGEST: u64 = 1 << 30;

impl BundleFiles {
    /// A folder, or an archive, which is unpacked.
    pub fn open(path: &Path) -> Result<Self, BundleError> {
        let metadata = fs::metadata(path)?;
        let (root, unpacked) = if metadata.is_dir() {
            (path.to_owned(), None)
        } else if metadata.is_file() {
            let folder = tempfile::tempdir()?;
            unpack(File::open(path)?, folder.path())?;
            (only_folder(folder.path())?, Some(folder))
        } else {
            return Err(BundleError::NotABundle);
        };
        let mut names = BTreeSet::new();
        list(&root, "", &mut names)?;
        let bundle = Self { names, root, _unpacked: unpacked };
        // Any other folder or archive is not a bundle with everything missing.
        let looks_like_one = ["SHA256SUMS", "VERIFY.md", "checkpoint", "report.json"];
        if looks_like_one.iter().any(|name| bundle.names.contains(*name)) {
            Ok(bundle)
        } else {
            Err(BundleError::NotABundle)
        }
    }

    /// The paths of all files, with `/` between their names.
    pub fn names(&self) -> &BTreeSet<String> {
        &self.names
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The bytes of one file.
    pub fn read(&self, name: &str) -> Result<Vec<u8>, BundleError> {
        if !self.names.contains(name) {
            return Err(BundleError::Missing(name.to_owned()));
        }
        let mut bytes = Vec::new();
        let file = File::open(self.root.join(name))?;
        if file.take(LONGEST + 1).read_to_end(&mut bytes)? as u64 > LONGEST {
            return Err(BundleError::Malformed(name.to_owned()));
        }
        Ok(bytes)
    }

    /// The checkpoint, verbatim, and the size of the log that it says.
    pub fn checkpoint(&self) -> Result<(u64, Vec<u8>), BundleError> {
        let checkpoint = self.read("checkpoint")?;
        let not_one = || BundleError::Malformed("checkpoint".to_owned());
        let note = SignedNote::parse(&checkpoint).map_err(|_| not_one())?;
        let size = note.text.parse::<Checkpoint>().map_err(|_| not_one())?.head.size;
        Ok((size, checkpoint))
    }

    /// All entries of the log, in order, out of the tiles that a log of this size has.
    pub fn entries(&self, size: u64) -> impl Iterator<Item = Result<Vec<u8>, BundleError>> {
        Tile::all(None, size).flat_map(|tile| match self.tile(tile) {
            Ok(entries) => entries.into_iter().map(Ok).collect(),
            Err(error) => vec![Err(error)],
        })
    }

    fn tile(&self, tile: Tile) -> Result<Vec<Vec<u8>>, BundleError> {
        let path = tile.to_string();
        let bytes = self.read(&path)?;
        let entries = read_entries(&bytes).ok();
        // None of ours is empty, and there is one for each place.
        let entries = entries.filter(|entries| {
            entries.len() == usize::from(tile.width)
                && entries.iter().all(|entry| !entry.is_empty())
        });
        let entries = entries.ok_or(BundleError::Malformed(path))?;
        Ok(entries.into_iter().map(<[u8]>::to_vec).collect())
    }

    /// When the report says that it was made.
    pub fn made_at(&self) -> Result<Timestamp, BundleError> {
        /// The one member that does not follow from the log.
        #[derive(Deserialize)]
        struct Head {
            made_at: Timestamp,
        }
        let report = self.read("report.json")?;
        let head: Head = serde_json::from_slice(&report)
            .map_err(|_| BundleError::Malformed("report.json".to_owned()))?;
        Ok(head.made_at)
    }

    /// The version of the program that made it, as it says itself.
    pub fn version(&self) -> Option<String> {
        let instructions = String::from_utf8(self.read("VERIFY.md").ok()?).ok()?;
        let (_, version) = instructions.rsplit_once("made by factledger ")?;
        let is_of_version = |c: &char| c.is_ascii_alphanumeric() || ".-+".contains(*c);
        let version: String = version.chars().take_while(is_of_version).collect();
        Some(version.trim_end_matches('.').to_owned())
    }

    /// Texts and pages, each with the hash that it is called by.
    pub fn contents(&self) -> impl Iterator<Item = Result<(Sha256, Vec<u8>), BundleError>> {
        let named = self.names.iter().filter_map(|name| {
            let sha256 = name.strip_prefix("contents/")?.parse().ok()?;
            Some((sha256, name))
        });
        named.map(|(sha256, name)| Ok((sha256, self.read(name)?)))
    }
}

/// All files below `folder`, and nothing but files.
fn list(folder: &Path, prefix: &str, names: &mut BTreeSet<String>) -> Result<(), BundleError> {
    for file in fs::read_dir(folder)? {
        let file = file?;
        let name = file.file_name();
        let name = format!("{prefix}{}", name.to_str().ok_or_else(|| foreign(&file.path()))?);
        // A link is not followed: what it leads to is no part of the bundle.
        let kind = file.file_type()?;
        if kind.is_dir() {
            let before = names.len();
            list(&file.path(), &format!("{name}/"), names)?;
            // Its name alone could say something.
            if names.len() == before {
                return Err(foreign(&file.path()));
            }
        } else if kind.is_file() {
            names.insert(name);
        } else {
            return Err(foreign(&file.path()));
        }
    }
    Ok(())
}

/// Whether a file begins like an archive: with the header of a first file.
pub fn is_archive(path: &Path) -> bool {
    let first =
        || tar::Archive::new(File::open(path).ok()?).entries().ok()?.next()?.ok().map(|_| ());
    first().is_some()
}

/// Unpack an archive of plain files, each once, each below `folder`.
fn unpack(archive: File, folder: &Path) -> Result<(), BundleError> {
    // What is no archive shows in its first header, what was cut off in a later one.
    let not_one = |error: io::Error| {
        let is_form = [io::ErrorKind::Other, io::ErrorKind::UnexpectedEof].contains(&error.kind());
        if is_form { BundleError::NotABundle } else { BundleError::Io(error) }
    };
    let mut archive = tar::Archive::new(BufReader::new(archive));
    for file in archive.entries().map_err(not_one)? {
        let mut file = file.map_err(not_one)?;
        // `./bundle/checkpoint` is what some programs write.
        let path = file.path()?;
        let path: PathBuf =
            path.components().skip_while(|part| *part == Component::CurDir).collect();
        if path.as_os_str().is_empty() {
            continue;
        }
        let is_plain = path.components().all(|part| matches!(part, Component::Normal(_)));
        if !is_plain {
            return Err(foreign(&path));
        }
        let to = folder.join(&path);
        let kind = file.header().entry_type();
        if kind.is_dir() {
            fs::create_dir_all(to)?;
        } else if kind.is_file() {
            if let Some(parent) = to.parent() {
                fs::create_dir_all(parent)?;
            }
            // A second file of the same name is refused.
            let mut to = File::create_new(&to).map_err(|_| foreign(&path))?;
            io::copy(&mut file, &mut to).map_err(not_one)?;
        } else {
            return Err(foreign(&path));
        }
    }
    Ok(())
}

/// An archive mostly holds one folder, and that the files.
fn only_folder(folder: &Path) -> io::Result<PathBuf> {
    let mut files = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    Ok(match (files.pop(), files.is_empty()) {
        (Some(only), true) if only.file_type()?.is_dir() => only.path(),
        _ => folder.to_owned(),
    })
}

fn foreign(path: &Path) -> BundleError {
    BundleError::Foreign(path.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(files: &[(&str, tar::EntryType)]) -> Result<BundleFiles, BundleError> {
        let archive = tempfile::NamedTempFile::new().unwrap();
        let mut builder = tar::Builder::new(archive.reopen().unwrap());
        for (path, kind) in files {
            let mut header = tar::Header::new_ustar();
            header.set_entry_type(*kind);
            header.set_size(1);
            header.set_mode(0o644);
            // The name as it is: the library itself would refuse to write some of these.
            header.as_old_mut().name[..path.len()].copy_from_slice(path.as_bytes());
            if kind.is_symlink() || kind.is_hard_link() {
                header.set_link_name("/etc/passwd").unwrap();
                header.set_size(0);
            }
            header.set_cksum();
            builder.append(&header, &b"x"[..usize::from(header.size().unwrap() > 0)]).unwrap();
        }
        builder.finish().unwrap();
        BundleFiles::open(archive.path())
    }

    #[test]
    fn an_archive_is_unpacked_with_or_without_a_folder_around_it() {
        for prefix in ["", "bundle/", "any name/"] {
            let path = format!("{prefix}checkpoint");
            let other = format!("{prefix}contents/x");
            let files = [(&*path, tar::EntryType::Regular), (&*other, tar::EntryType::Regular)];
            let bundle = packed(&files).unwrap();
            let names: Vec<&str> = bundle.names().iter().map(String::as_str).collect();
            assert_eq!(names, ["checkpoint", "contents/x"]);
            assert_eq!(bundle.read("contents/x").unwrap(), b"x");
            assert!(matches!(bundle.read("../x"), Err(BundleError::Missing(_))));
        }
    }

    #[test]
    fn an_archive_that_would_reach_out_is_refused_whole() {
        use tar::EntryType;
        for (path, kind) in [
            ("../checkpoint", EntryType::Regular),
            ("a/../../checkpoint", EntryType::Regular),
            ("/tmp/checkpoint", EntryType::Regular),
            ("link", EntryType::Symlink),
            ("link", EntryType::Link),
            ("device", EntryType::Char),
            ("pipe", EntryType::Fifo),
            ("checkpoint", EntryType::Regular),
            ("checkpoint/x", EntryType::Regular),
        ] {
            let refused = packed(&[("checkpoint", EntryType::Regular), (path, kind)]);
            assert!(refused.is_err(), "{path} {kind:?}");
        }
    }

    #[test]
    fn what_is_no_bundle_is_told_so() {
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
    fn a_link_in_a_folder_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("checkpoint"), "x").unwrap();
        std::os::unix::fs::symlink("/etc/passwd", folder.path().join("report.json")).unwrap();
        assert!(matches!(BundleFiles::open(folder.path()), Err(BundleError::Foreign(_))));
    }
}
