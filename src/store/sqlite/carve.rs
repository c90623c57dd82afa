//! Notes in the bytes of a file, whether a database still finds them or not.

use std::io::{Read, Seek, SeekFrom};

use crate::domain::Entry;

/// The start of every entry, and the bytes between its line and its signature.
const START: &[u8] = b"{\"actor\":\"";
const SIGNATURE: &[u8] = "\n\n— ".as_bytes();

/// Visit everything that looks like an entry; `visit` says whether it is one. Unreadable parts of
/// the file are skipped. The time depends only on the length of the file, not on its contents.
pub(super) fn notes(mut file: impl Read + Seek, mut visit: impl FnMut(&[u8]) -> bool) {
    /// In bytes: how much is read at once, in addition to the longest entry.
    const CHUNK: u64 = 4 << 20;
    /// In bytes: what a disk reads, or fails to read, as one.
    const SECTOR: u64 = 4096;
    let Ok(length) = file.seek(SeekFrom::End(0)) else { return };
    let mut bytes = Vec::new();
    let mut at = 0;
    while at < length && file.seek(SeekFrom::Start(at)).is_ok() {
        let before = bytes.len();
        let read = file.by_ref().take(CHUNK).read_to_end(&mut bytes);
        at += (bytes.len() - before) as u64;
        if read.is_ok() && at < length && bytes.len() > Entry::LONGEST {
            // An entry that begins near the end of a chunk may end in the next.
            let searched = bytes.len() - Entry::LONGEST;
            notes_in(&bytes, searched, &mut visit);
            bytes.drain(..searched);
            continue;
        }
        notes_in(&bytes, bytes.len(), &mut visit);
        bytes.clear();
        match read {
            Ok(_) => return,
            Err(_) => at = (at / SECTOR + 1) * SECTOR,
        }
    }
}

/// Visit those that begin in the first `begin_in` bytes.
fn notes_in(bytes: &[u8], begin_in: usize, visit: &mut impl FnMut(&[u8]) -> bool) {
    /// An entry is one line, with other bytes before it, and its own body may contain the start of
    /// an entry. More repetitions than this are not ours.
    const TRIES: usize = 16;
    let first = &bytes[..bytes.len().min(begin_in + START.len() - 1)];
    let mut from = 0;
    let (mut line_end, mut note_end, mut tries) = (0, None, 0);
    while let Some(start) = start_from(first, from) {
        if line_end <= start {
            line_end = end_of_line(bytes, start).unwrap_or(bytes.len());
            let signature = line_end + SIGNATURE.len();
            let is_signed = bytes[line_end..].starts_with(SIGNATURE);
            note_end = if is_signed { end_of_line(bytes, signature) } else { None };
            tries = 0;
        }
        from = start + START.len();
        tries += 1;
        let Some(end) = note_end.map(|end| end + 1) else { continue };
        if tries <= TRIES && end - start <= Entry::LONGEST && visit(&bytes[start..end]) {
            from = line_end;
        }
    }
}

fn end_of_line(bytes: &[u8], from: usize) -> Option<usize> {
    let longest = &bytes[from..bytes.len().min(from + Entry::LONGEST)];
    longest.iter().position(|byte| *byte == b'\n').map(|at| from + at)
}

fn start_from(bytes: &[u8], from: usize) -> Option<usize> {
    let starts = |at: &usize| bytes[*at..].starts_with(START);
    (from..bytes.len()).filter(|at| bytes[*at] == START[0]).find(starts)
}

#[cfg(test)]
mod tests {
    use std::io::{self, Cursor};

    use super::*;

    fn note(number: usize) -> String {
        format!("{{\"actor\":\"{number}\"}}\n\n— a AAAA\n")
    }

    fn found(file: impl Read + Seek) -> Vec<String> {
        let mut found = Vec::new();
        notes(file, |note| {
            found.push(String::from_utf8(note.to_vec()).unwrap());
            true
        });
        found
    }

    #[test]
    fn notes_are_found_anywhere_in_a_file() {
        let mut bytes = vec![0; 100];
        let mut expected = Vec::new();
        for number in 0..40 {
            bytes.extend_from_slice(note(number).as_bytes());
            bytes.resize(bytes.len() + 271_828, b'{');
            expected.push(note(number));
        }
        bytes.extend_from_slice(b"{\"actor\":\"cut off\"}\n\n\xe2\x80\x94 a AA");
        assert_eq!(found(Cursor::new(bytes)), expected);
    }

    #[test]
    fn a_note_at_the_border_of_two_chunks_is_found_once() {
        const CHUNK: usize = 4 << 20;
        let mut bytes = vec![0; CHUNK + 100];
        for border in [CHUNK - Entry::LONGEST, CHUNK] {
            for before in [note(0).len(), 20, START.len(), 5, 1, 0] {
                let start = border - before;
                bytes[start..start + note(0).len()].copy_from_slice(note(0).as_bytes());
                assert_eq!(found(Cursor::new(&bytes)), [note(0)], "{before} before {border}");
                bytes[start..start + note(0).len()].fill(0);
            }
        }
    }

    #[test]
    fn a_false_start_does_not_hide_the_note_after_it() {
        let words = "{\"actor\":\"cut o".to_owned() + &note(1);
        let mut whole = Vec::new();
        notes(Cursor::new(words), |bytes| {
            whole.push(bytes == note(1).as_bytes());
            bytes == note(1).as_bytes()
        });
        assert_eq!(whole, [false, true]);
    }

    #[test]
    fn a_file_made_to_be_slow_is_searched_in_one_pass() {
        let mut visits = 0;
        let line = "{\"actor\":\"".repeat(6000) + "\n\n— a AAAA\n";
        notes(Cursor::new(line.repeat(20)), |_| {
            visits += 1;
            false
        });
        assert_eq!(visits, 20 * 16);
    }

    /// A disk of which one sector cannot be read.
    struct Scratched {
        bad: std::ops::Range<u64>,
        disk: Cursor<Vec<u8>>,
    }

    impl Read for Scratched {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let at = self.disk.position();
            if self.bad.contains(&at) {
                return Err(io::Error::other("scratched"));
            }
            let left = self.bad.start.checked_sub(at).unwrap_or(u64::MAX);
            self.disk.by_ref().take(left).read(into)
        }
    }

    impl Seek for Scratched {
        fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
            self.disk.seek(to)
        }
    }

    #[test]
    fn notes_after_an_unreadable_part_are_found() {
        let mut bytes = Vec::new();
        for number in 0..100 {
            bytes.resize(number * 1000, 0);
            bytes.extend_from_slice(note(number).as_bytes());
        }
        let disk = Scratched { bad: 8192..12288, disk: Cursor::new(bytes) };
        let expected: Vec<String> =
            (0..100).filter(|number| !(9..=12).contains(number)).map(note).collect();
        assert_eq!(found(disk), expected);
    }
}
