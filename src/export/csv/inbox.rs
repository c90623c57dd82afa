use std::borrow::Cow;
use std::io::{self, Write};

use super::{json, shown, write_row};
use crate::domain::EntryId;
use crate::view::{Notice, words};

const NOTICE: [&str; 9] = ["id", "at", "by", "reason", "claims", "due", "what", "note", "new"];

/// The names of the columns of what concerns a person.
pub fn write_notice_header(out: &mut dyn Write) -> io::Result<()> {
    write_row(out, &NOTICE)
}

/// An entry that concerns a person. `mark` is the last entry that they have read of.
pub fn write_notice(out: &mut dyn Write, notice: &Notice, mark: EntryId) -> io::Result<()> {
    let entry = &notice.recorded.entry;
    let cells: [Cow<'_, str>; 9] = [
        notice.recorded.position.to_string().into(),
        entry.at.to_string().into(),
        entry.actor.as_str().into(),
        notice.reason.as_str().into(),
        json(&notice.claims)?.into(),
        shown(notice.due).into(),
        words::summary(&notice.recorded).into(),
        entry.event.remark().map_or(Cow::Borrowed(""), |note| note.as_str().into()),
        notice.is_since(mark).to_string().into(),
    ];
    write_row(out, &cells)
}
