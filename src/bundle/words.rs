use std::io::{BufRead as _, BufReader, Read};

use super::{BundleError, BundleFiles};
use crate::domain::{SealedText, Sha256};

/// The file with what people wrote, if they wrote anything.
pub(super) const WORDS: &str = "words.jsonl";

impl BundleFiles {
    /// What people wrote, in the order of the hashes. A file that is broken gives the texts before the
    /// break, and then the error.
    pub fn words(&self) -> impl Iterator<Item = Result<SealedText, BundleError>> {
        /// In bytes: JSON writes some characters in six.
        const LONGEST: u64 = 8 * SealedText::LONGEST as u64;
        let mut file = self.has(WORDS).then(|| self.open_file(WORDS));
        let mut last: Option<Sha256> = None;
        let mut next = move |file: &mut BufReader<Box<dyn Read + '_>>| {
            let malformed = || BundleError::Malformed(WORDS.to_owned());
            let mut line = Vec::new();
            file.take(LONGEST)
                .read_until(b'\n', &mut line)
                .map_err(|source| BundleError::Unreadable { name: WORDS.to_owned(), source })?;
            if line.is_empty() {
                return Ok(None);
            }
            let text: SealedText = serde_json::from_slice(&line).map_err(|_| malformed())?;
            if line.last() != Some(&b'\n') || last.is_some_and(|last| last >= text.sha256) {
                return Err(malformed());
            }
            last = Some(text.sha256);
            Ok(Some(text))
        };
        std::iter::from_fn(move || {
            let read = match file.take()? {
                Ok(mut open) => {
                    let read = next(&mut open);
                    if read.is_ok() {
                        file = Some(Ok(open));
                    }
                    read
                }
                Err(error) => Err(error),
            };
            read.transpose()
        })
    }
}
