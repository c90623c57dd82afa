use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read, Seek as _, SeekFrom};
use std::path::Path;

use super::tar::{FOLDER, LONGEST, header};

/// The place of a file in an archive.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) size: u64,
    pub(super) start: u64,
}

/// An archive of a bundle. It is never unpacked: its files are read in place.
#[derive(Debug)]
pub(super) struct Archive {
    pub(super) file: File,
    pub(super) places: BTreeMap<Box<str>, Place>,
}

/// The first byte of an archive that this program would not write.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{member}` of the archive {what}, at byte {at}")]
pub struct OddArchive {
    at: u64,
    member: String,
    what: &'static str,
}

/// Why an archive was not read.
#[derive(Debug)]
pub(super) enum NotRead {
    Io(io::Error),
    Odd(OddArchive),
}

/// In bytes. An archive consists of such blocks.
const BLOCK: usize = 512;

impl Archive {
    /// Read the list of files and their places. The archive must be byte for byte what this program
    /// writes for these files: otherwise, other programs could unpack other files.
    pub(super) fn open(path: &Path) -> Result<Self, NotRead> {
        let mut reader = Reader::new(File::open(path)?)?;
        let mut places = BTreeMap::new();
        while let Some((path, place)) = reader.next()? {
            if places.insert(path.into_boxed_str(), place).is_some() {
                return Err(reader.odd("appears twice", 0));
            }
        }
        Ok(Self { file: reader.file.into_inner(), places })
    }

    pub(super) fn read(&self, place: Place) -> Member<'_> {
        Member { at: place.start, file: &self.file, left: place.size }
    }
}

impl From<io::Error> for NotRead {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Goes through an archive from one header to the next.
struct Reader {
    /// The start of the last block that was read.
    at: u64,
    file: BufReader<File>,
    length: u64,
    /// The last member that was read, for error messages.
    member: String,
}

impl Reader {
    fn new(file: File) -> io::Result<Self> {
        let length = file.metadata()?.len();
        Ok(Self { at: 0, file: BufReader::new(file), length, member: "the start".to_owned() })
    }

    /// The next file, unless the archive ends here.
    fn next(&mut self) -> Result<Option<(String, Place)>, NotRead> {
        self.at = self.file.stream_position()?;
        let found = self.block()?;
        if found == [0; BLOCK] {
            return self.end().map(|()| None);
        }
        let name = found[..100].split(|byte| *byte == 0).next().unwrap_or_default();
        self.member = String::from_utf8_lossy(name).into_owned();
        let path = std::str::from_utf8(name).ok().and_then(path_in_bundle);
        let path = path.ok_or_else(|| self.odd("has a name that no bundle file can have", 0))?;
        let size = octal(&found[124..135]).filter(|size| *size <= LONGEST);
        let size = size.ok_or_else(|| self.odd("has an unexpected header", 124))?;
        let expected = header(&self.member, size)?;
        let differing = found.iter().zip(expected.as_bytes()).position(|(one, other)| one != other);
        if let Some(differing) = differing {
            return Err(self.odd("has an unexpected header", differing as u64));
        }
        let start = self.at + BLOCK as u64;
        let padding = size.next_multiple_of(BLOCK as u64) - size;
        if size + padding > self.length.saturating_sub(start) {
            return Err(self.odd("is cut off", BLOCK as u64));
        }
        self.file.seek_relative(i64::try_from(size).unwrap_or(i64::MAX))?;
        let mut padded = [0; BLOCK];
        let padded = &mut padded[..usize::try_from(padding).unwrap_or_default()];
        self.file.read_exact(padded)?;
        if let Some(differing) = padded.iter().position(|byte| *byte != 0) {
            let after = BLOCK as u64 + size + differing as u64;
            return Err(self.odd("is followed by something that is not part of it", after));
        }
        Ok(Some((path.to_owned(), Place { size, start })))
    }

    /// An archive ends with two empty blocks and nothing else.
    fn end(&mut self) -> Result<(), NotRead> {
        let before = std::mem::replace(&mut self.member, "the end".to_owned());
        if before == "the start" {
            return Err(self.odd("comes before any file", 0));
        }
        if self.block()? != [0; BLOCK] {
            return Err(self.odd("is not where the archive ends", BLOCK as u64));
        }
        if !self.file.fill_buf()?.is_empty() {
            return Err(self.odd("is not where the file ends", 2 * BLOCK as u64));
        }
        Ok(())
    }

    fn block(&mut self) -> Result<[u8; BLOCK], NotRead> {
        let mut block = [0; BLOCK];
        match self.file.read_exact(&mut block) {
            Ok(()) => Ok(block),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                let to_the_end = self.length.saturating_sub(self.at);
                Err(self
                    .odd("is followed by nothing, where the archive should continue", to_the_end))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// `offset` counts from the last block that was read.
    fn odd(&self, what: &'static str, offset: u64) -> NotRead {
        NotRead::Odd(OddArchive { at: self.at + offset, member: self.member.clone(), what })
    }
}

/// The path below the folder of the bundle, if a bundle could have such a file.
fn path_in_bundle(member: &str) -> Option<&str> {
    let path = member.strip_prefix(FOLDER)?.strip_prefix('/')?;
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    let is_name =
        |name: &str| !name.is_empty() && name != "." && name != ".." && name.bytes().all(is_letter);
    path.split('/').all(is_name).then_some(path)
}

fn octal(digits: &[u8]) -> Option<u64> {
    let digits = std::str::from_utf8(digits).ok()?;
    u64::from_str_radix(digits, 8).ok()
}

/// One file, read in place in its archive.
pub(super) struct Member<'a> {
    at: u64,
    file: &'a File,
    left: u64,
}

impl Read for Member<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
        let mut file = self.file;
        // Others may read from the same file.
        file.seek(SeekFrom::Start(self.at))?;
        let read = file.read(&mut buffer[..most])?;
        self.at += read as u64;
        self.left -= read as u64;
        Ok(read)
    }
}

/// Whether a file begins like an archive, even a damaged one.
pub fn is_archive(start: &[u8]) -> bool {
    let mark = start.get(257..262);
    start.starts_with(b"bundle/") || mark == Some(b"ustar")
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use tempfile::NamedTempFile;

    use super::*;
    use crate::bundle::{BundleError, BundleFiles, BundleSink as _, Tar};

    const FILES: [(&str, &str); 3] =
        [("report.json", "{}"), ("checkpoint", ""), ("contents/x", "three")];

    fn archive() -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut tar = Tar::new(&mut bytes);
        for (path, content) in FILES {
            tar.begin(path).unwrap();
            tar.write_all(content.as_bytes()).unwrap();
            tar.end().unwrap();
        }
        tar.finish().unwrap();
        bytes
    }

    fn open(bytes: &[u8]) -> Result<BundleFiles, BundleError> {
        let mut file = NamedTempFile::new().unwrap();
        file.write_all(bytes).unwrap();
        BundleFiles::open(file.path())
    }

    #[track_caller]
    fn check_refused(bytes: &[u8], expected: &str) {
        let refused = open(bytes).unwrap_err().to_string();
        let expected = format!("it is not an archive that this program wrote: {expected}");
        assert!(refused.starts_with(&expected), "{refused}\n{expected}");
    }

    /// A member with a header of its own.
    fn member(path: &str, kind: tar::EntryType, content: &[u8]) -> Vec<u8> {
        let mut header = tar::Header::new_ustar();
        header.set_entry_type(kind);
        header.set_mode(0o644);
        header.set_size(content.len() as u64);
        // The raw name: the library would refuse to write some of these.
        header.as_old_mut().name[..path.len()].copy_from_slice(path.as_bytes());
        header.set_cksum();
        let mut bytes = header.as_bytes().to_vec();
        bytes.extend_from_slice(content);
        bytes.resize(bytes.len().next_multiple_of(BLOCK), 0);
        bytes
    }

    #[test]
    fn the_files_of_an_archive_are_read_in_place() {
        let files = open(&archive()).unwrap();
        for (path, content) in FILES {
            assert_eq!(files.read(path).unwrap(), content.as_bytes());
        }
        assert!(matches!(files.read("../x"), Err(BundleError::Missing(_))));
    }

    #[test]
    fn every_byte_of_an_archive_outside_its_files_is_checked() {
        let archive = archive();
        let is_content = |at: usize| (512..514).contains(&at) || (2048..2053).contains(&at);
        for at in 0..archive.len() {
            let mut changed = archive.clone();
            changed[at] ^= 1 << (at % 8);
            assert_eq!(open(&changed).is_ok(), is_content(at), "byte {at}");
        }
        for length in (0..archive.len()).step_by(61) {
            assert!(open(&archive[..length]).is_err(), "{length} bytes");
        }
    }

    #[test]
    fn an_archive_that_another_program_could_read_differently_is_refused() {
        let whole = archive();
        let files = &whole[..whole.len() - 2 * BLOCK];
        let end = &whole[files.len()..];
        let page = member("bundle/report.html", tar::EntryType::Regular, b"forged");
        let inner = [page.as_slice(), end].concat();
        let at = files.len();
        let paths = b"28 path=bundle/report.html\n";
        for (member, expected) in [
            (
                member("./", tar::EntryType::Regular, &inner),
                format!(
                    "`./` of the archive has a name that no bundle file can have, at byte {at}"
                ),
            ),
            (
                member("bundle/", tar::EntryType::Directory, b""),
                format!(
                    "`bundle/` of the archive has a name that no bundle file can have, at byte {at}"
                ),
            ),
            (
                member("bundle/a/../../x", tar::EntryType::Regular, b""),
                format!(
                    "`bundle/a/../../x` of the archive has a name that no bundle file can have, at \
                     byte {at}"
                ),
            ),
            (
                member("bundle/pax", tar::EntryType::XHeader, paths),
                "`bundle/pax` of the archive has an unexpected header".to_owned(),
            ),
            (
                member("bundle/long", tar::EntryType::GNULongName, b"bundle/report.html\0"),
                "`bundle/long` of the archive has an unexpected header".to_owned(),
            ),
            (
                member("bundle/link", tar::EntryType::Symlink, b""),
                "`bundle/link` of the archive has an unexpected header".to_owned(),
            ),
            (
                member("bundle/checkpoint", tar::EntryType::Regular, b"x"),
                format!("`bundle/checkpoint` of the archive appears twice, at byte {at}"),
            ),
        ] {
            check_refused(&[files, &member, end].concat(), &expected);
        }
        // After the end, and before it.
        let length = whole.len();
        let beyond =
            format!("`the end` of the archive is not where the file ends, at byte {length}");
        check_refused(&[&whole, &inner[..]].concat(), &beyond);
        check_refused(&[&whole, &b"\0"[..]].concat(), &beyond);
        let after = at + BLOCK;
        let within =
            format!("`the end` of the archive is not where the archive ends, at byte {after}");
        check_refused(&[files, &[0; BLOCK], &inner].concat(), &within);
    }

    #[test]
    fn a_claimed_size_is_not_trusted() {
        let whole = archive();
        for (size, expected) in [
            (&b"77777777777\0"[..], "is cut off, at byte 512"),
            (
                b"\x80\0\0\0\x7f\xff\xff\xff\xff\xff\xff\xff",
                "has an unexpected header, at byte 124",
            ),
            (b"+0000000002\0", "has an unexpected header, at byte 124"),
            (b"          2\0", "has an unexpected header, at byte 124"),
        ] {
            let mut header = tar::Header::new_ustar();
            header.as_mut_bytes().copy_from_slice(&whole[..BLOCK]);
            header.as_old_mut().size.copy_from_slice(size);
            header.set_cksum();
            let claimed = [header.as_bytes(), &whole[BLOCK..]].concat();
            check_refused(&claimed, &format!("`bundle/report.json` of the archive {expected}"));
        }
    }
}
