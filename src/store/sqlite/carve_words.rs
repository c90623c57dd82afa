//! Finds what people wrote in the bytes of a file that is no longer a database.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};

use memchr::memmem;

use crate::domain::{SealedText, Sha256};

/// How SQLite begins a row of `words`: the length of the header, two blobs of 32 bytes, and the length
/// of the text (file format, section 2.1).
const TWO_HASHES: &[u8] = &[76, 76];

/// In bytes: the longest row, with its header.
const ROW: usize = 8 + 64 + SealedText::LONGEST;

/// The texts with these hashes, wherever a row of them stands in one piece.
pub(super) fn words(
    mut file: impl Read,
    wanted: &BTreeSet<Sha256>,
) -> io::Result<BTreeMap<Sha256, SealedText>> {
    const CHUNK: u64 = 1 << 20;
    let mut found = BTreeMap::new();
    let mut bytes = Vec::new();
    loop {
        let read = file.by_ref().take(CHUNK).read_to_end(&mut bytes)?;
        for at in memmem::find_iter(&bytes, TWO_HASHES) {
            if let Some(text) = row(&bytes[..at], &bytes[at + TWO_HASHES.len()..], wanted) {
                found.insert(text.sha256, text);
            }
        }
        if read == 0 {
            return Ok(found);
        }
        // A row may go on in the next chunk.
        bytes.drain(..bytes.len().saturating_sub(ROW));
    }
}

/// The text of a row, if one of these stands here.
fn row(before: &[u8], after: &[u8], wanted: &BTreeSet<Sha256>) -> Option<SealedText> {
    let (kind, width) = varint(after)?;
    let header = usize::from(*before.last()?);
    // A text of n bytes has the number 13 + 2n.
    let length = kind.checked_sub(13)? / 2;
    if header != 1 + TWO_HASHES.len() + width || length > SealedText::LONGEST {
        return None;
    }
    let (sha256, rest) = after[width..].split_first_chunk::<32>()?;
    let (salt, rest) = rest.split_first_chunk::<32>()?;
    let sha256 = Sha256::from(*sha256);
    if !wanted.contains(&sha256) {
        return None;
    }
    let text = String::from_utf8(rest.get(..length)?.to_vec()).ok()?;
    Some(SealedText { salt: (*salt).into(), sha256, text }).filter(SealedText::is_sound)
}

/// A number of at most three bytes as SQLite writes it, and how many it has.
fn varint(bytes: &[u8]) -> Option<(usize, usize)> {
    let mut number = 0;
    for (at, byte) in bytes.iter().take(3).enumerate() {
        number = number << 7 | usize::from(byte & 127);
        if byte & 128 == 0 {
            return Some((number, at + 1));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_found_by_its_hash_wherever_its_row_stands() {
        let long = "it was 4 ".repeat(40);
        for text in ["it was 4", &long] {
            let text = SealedText::new([7; 32].into(), text.to_owned());
            let wanted = BTreeSet::from([text.sha256]);
            let kind = 13 + 2 * text.text.len();
            let kind = match u8::try_from(kind) {
                Ok(short) if short < 128 => vec![short],
                _ => vec![u8::try_from(kind >> 7).unwrap() | 128, kind.to_le_bytes()[0] & 127],
            };
            for before in [0, 100, (1 << 20) - 40, 3 << 19] {
                let mut bytes = vec![b'L'; before];
                bytes.push(3 + u8::try_from(kind.len()).unwrap());
                bytes.extend(TWO_HASHES);
                bytes.extend(&kind);
                bytes.extend(text.sha256.as_bytes());
                bytes.extend(text.salt.as_bytes());
                bytes.extend(text.text.as_bytes());
                bytes.extend(b"the next row");
                let found = words(bytes.as_slice(), &wanted).unwrap();
                assert_eq!(found.get(&text.sha256), Some(&text), "{before}");
            }
        }
        assert!(words(&b"nothing"[..], &BTreeSet::new()).unwrap().is_empty());
    }
}
