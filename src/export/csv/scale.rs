use std::io::{self, Write};

use super::write_row;
use crate::domain::{Rating, RatingDescription, Scale};

/// A scale of ratings: a row for each.
pub fn write_scale(out: &mut dyn Write, Scale(ratings): &Scale) -> io::Result<()> {
    write_row(out, &["label", "status", "description"])?;
    for Rating { description, label, status } in ratings {
        let description = description.as_ref().map_or("", RatingDescription::as_str);
        write_row(out, &[label.as_str(), status.as_str(), description])?;
    }
    Ok(())
}
