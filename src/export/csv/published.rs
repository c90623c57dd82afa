use std::io::{self, Write};

use super::write_row;

/// The names of the columns of what others say of a claim.
pub fn write_published_header(out: &mut dyn Write) -> io::Result<()> {
    write_row(
        out,
        &[
            "at",
            "article",
            "claim",
            "text",
            "claimant",
            "stance",
            "locator",
            "searched",
            "origin",
            "published",
            "quote",
            "note",
        ],
    )
}

/// A claim of others, and one thing that is said of it.
pub fn write_published(out: &mut dyn Write, claim: [&str; 5], says: [&str; 7]) -> io::Result<()> {
    write_row(out, &[claim.as_slice(), &says].concat())
}
