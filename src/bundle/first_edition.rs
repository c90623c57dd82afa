use crate::domain::Sha256;

/// The two files of a bundle of version 0.1.0 that have its own words, as they were found. That
/// version signed no note. Its words are known here by their hashes alone.
pub struct FirstEdition {
    instructions: Vec<u8>,
    script: Vec<u8>,
}

/// Of its VERIFY.md, with names where the ids of the example stand.
const INSTRUCTIONS: &str = "6a3ed86fa1991f855f2a0424ad5af7d4d548fbd1a0051a96fe983c9796dd6201";

/// Of its VERIFY.md for a ledger without a verdict.
const WITHOUT_VERDICT: &str = "b5e9720a377f35ce7c1c44bc5287bdb697f263e663bdcdd8dc4864fc599b3a9d";

const SCRIPT: &str = "e57a140aa72f66f540d56b0d962daf16e4566db393861ac720a999b262e23523";

impl FirstEdition {
    pub const VERSION: &str = "0.1.0";

    /// Of these bytes, which may be anything.
    pub fn new(instructions: Vec<u8>, script: Vec<u8>) -> Self {
        Self { instructions, script }
    }

    /// The instructions, if version 0.1.0 wrote them for this claim and entry; otherwise others.
    pub(super) fn instructions(&self, verdict: Option<(String, String)>) -> &[u8] {
        let is_right = match verdict {
            None => is(WITHOUT_VERDICT, &self.instructions),
            Some((claim, entry)) => {
                let template = std::str::from_utf8(&self.instructions)
                    .ok()
                    .and_then(|instructions| template(instructions, &claim, &entry));
                template.is_some_and(|template| is(INSTRUCTIONS, template.as_bytes()))
            }
        };
        if is_right { &self.instructions } else { other_than(&self.instructions) }
    }

    /// The script, if version 0.1.0 wrote it; otherwise another.
    pub(super) fn script(&self) -> &[u8] {
        if is(SCRIPT, &self.script) { &self.script } else { other_than(&self.script) }
    }
}

/// The instructions with names where their example has ids, each of which is there.
fn template(instructions: &str, claim: &str, entry: &str) -> Option<String> {
    let mut template = instructions.to_owned();
    for (ids, names) in [
        (
            format!("for the entry {entry}, a verdict on the claim {claim}.\n"),
            "for the entry {{ENTRY}}, a verdict on the claim {{CLAIM}}.\n",
        ),
        (format!("\nE={entry} C={claim}\n"), "\nE={{ENTRY}} C={{CLAIM}}\n"),
    ] {
        let (before, after) = template.split_once(&ids)?;
        template = format!("{before}{names}{after}");
    }
    Some(template)
}

fn is(sha256: &str, bytes: &[u8]) -> bool {
    Sha256::of(bytes).to_string() == sha256
}

/// Bytes that differ from these in their first.
fn other_than(bytes: &[u8]) -> &'static [u8] {
    if bytes.is_empty() { b"?" } else { b"" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_replaced_where_the_example_has_them_and_nowhere_else() {
        let text = "E4 for the entry E4, a verdict on the claim C1.\n\nE=E4 C=C1\nE4 C1";
        assert_eq!(
            template(text, "C1", "E4").unwrap(),
            "E4 for the entry {{ENTRY}}, a verdict on the claim {{CLAIM}}.\n\n\
             E={{ENTRY}} C={{CLAIM}}\nE4 C1"
        );
        assert_eq!(template(text, "C2", "E4"), None);
        assert_eq!(template(&text.replace("E=E4", "E={{ENTRY}}"), "C1", "E4"), None);
    }

    #[test]
    fn other_words_are_not_those_of_the_first_edition() {
        for words in [&b""[..], b"?", b"words"] {
            let edition = FirstEdition::new(words.to_vec(), words.to_vec());
            assert_ne!(edition.script(), words);
            for verdict in [None, Some(("C1".to_owned(), "E4".to_owned()))] {
                assert_ne!(edition.instructions(verdict), words);
            }
        }
    }
}
