use std::borrow::Cow;

use rust_xlsxwriter::{Color, ExcelDateTime, Format, FormatAlign, Url, Worksheet, XlsxError};

use crate::domain::{Day, Timestamp, Visible};
use crate::export::addresses::is_address;
use crate::view::words::grouped;

/// What stands in a cell, with its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell<'a> {
    Day(Day),
    Empty,
    Flag(bool),
    /// A link, if the text is a web address and nothing else.
    Link(Cow<'a, str>),
    Number(u64),
    /// How a claim stands, in its colour.
    Standing(&'static str),
    Text(Cow<'a, str>),
    Time(Timestamp),
}

impl<'a> Cell<'a> {
    pub(super) fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Self::Text(text.into())
    }

    pub(super) fn optional(text: Option<impl Into<Cow<'a, str>>>) -> Self {
        text.map_or(Self::Empty, Self::text)
    }

    /// As people read it: `E57`.
    #[expect(clippy::needless_pass_by_value, reason = "ids are copied")]
    pub(super) fn shown(value: impl ToString) -> Self {
        Self::Text(value.to_string().into())
    }

    /// True, or nothing: so that a filter finds what is unusual.
    pub(super) fn only_if(is: bool) -> Self {
        if is { Self::Flag(true) } else { Self::Empty }
    }
}

/// How cells look.
#[derive(Clone, Debug)]
pub(super) struct Looks {
    day: Format,
    pub(super) head: Format,
    link: Format,
    /// Of text that would be a formula if somebody typed it: it stays text when it is edited.
    quoted: Format,
    standings: Vec<(&'static str, Format)>,
    text: Format,
    time: Format,
}

impl Looks {
    pub(super) fn new() -> Self {
        let top = || Format::new().set_align(FormatAlign::Top);
        let text = || top().set_text_wrap();
        // Dark enough to be read on white, and never the only sign: the words say the same.
        let colours = [("disputed", 0x8A_1C_00), ("in conflict", 0x5B_2A_86)];
        let colours = colours.into_iter().chain([("corroborated", 0x0B_5D_2E)]);
        let standing = |colour| top().set_bold().set_font_color(Color::RGB(colour));
        Self {
            day: top().set_num_format("yyyy-mm-dd"),
            head: text().set_bold().set_background_color(Color::RGB(0xE8_EC_F0)),
            link: text().set_hyperlink(),
            quoted: text().set_quote_prefix(),
            standings: colours.map(|(name, colour)| (name, standing(colour))).collect(),
            text: text(),
            time: top().set_num_format("yyyy-mm-dd hh:mm:ss"),
        }
    }
}

/// The longest text of a cell, in UTF-16 code units.
const LONGEST: usize = 32_767;

/// The most links that a sheet can have. What follows is text.
const MOST_LINKS: usize = 65_530;

/// Write a cell. `links` counts those of its sheet.
pub(super) fn write(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell<'_>,
    looks: &Looks,
    links: &mut usize,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Day(day) => match ExcelDateTime::parse_from_str(&day.to_string()) {
            Ok(date) => drop(sheet.write_datetime_with_format(row, column, date, &looks.day)?),
            // Before 1900, there are no dates there.
            Err(_) => write_text(sheet, (row, column), &day.to_string(), looks)?,
        },
        Cell::Flag(is) => drop(sheet.write_boolean_with_format(row, column, *is, &looks.text)?),
        Cell::Link(address) if *links < MOST_LINKS && is_link(address) => {
            *links += 1;
            sheet.write_url_with_format(row, column, Url::new(&**address), &looks.link)?;
        }
        Cell::Link(text) | Cell::Text(text) => write_text(sheet, (row, column), text, looks)?,
        #[expect(clippy::cast_precision_loss, reason = "numbers of things and of bytes")]
        Cell::Number(number) => {
            sheet.write_number_with_format(row, column, *number as f64, &looks.text)?;
        }
        Cell::Standing(standing) => {
            let look = looks.standings.iter().find(|(name, _)| name == standing);
            let look = look.map_or(&looks.text, |(_, look)| look);
            sheet.write_string_with_format(row, column, *standing, look)?;
        }
        Cell::Time(time) => match ExcelDateTime::from_timestamp(time.unix_seconds()) {
            Ok(date) => drop(sheet.write_datetime_with_format(row, column, date, &looks.time)?),
            Err(_) => write_text(sheet, (row, column), &time.to_string(), looks)?,
        },
    }
    Ok(())
}

fn write_text(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    text: &str,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let text = fitting(text);
    let could_run = text.starts_with(['=', '+', '-', '@', '\t', '\'', '\n']);
    let look = if could_run { &looks.quoted } else { &looks.text };
    sheet.write_string_with_format(row, column, text, look)?;
    Ok(())
}

/// An address that a spreadsheet can open: not too long, with nothing that it would read as a place
/// in a document.
fn is_link(text: &str) -> bool {
    const LONGEST: usize = 2000;
    text.len() <= LONGEST && is_address(text)
}

/// A text that fits into a cell. What is cut off is counted.
fn fitting(text: &str) -> String {
    /// For what is said of the rest.
    const ROOM: usize = 60;
    // XML cannot hold the last two, and nothing shows them.
    let text = Visible::lines(text).to_string();
    let text = text.replace('\u{fffe}', "⟪U+FFFE⟫").replace('\u{ffff}', "⟪U+FFFF⟫");
    if text.encode_utf16().count() <= LONGEST {
        return text;
    }
    let mut units = 0;
    let end = text.char_indices().find(|(_, letter)| {
        units += letter.len_utf16();
        units > LONGEST - ROOM
    });
    let (kept, rest) = text.split_at(end.map_or(text.len(), |(at, _)| at));
    format!("{kept}… [cut: {} more characters]", grouped(rest.chars().count() as u64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_too_long_is_cut_and_says_so() {
        let long = "é".repeat(LONGEST);
        assert_eq!(fitting(&long), long);
        for letter in ["é", "😀"] {
            let cut = fitting(&letter.repeat(40_000));
            assert!(cut.encode_utf16().count() <= LONGEST);
            let kept = cut.matches(letter).count();
            let rest = grouped(40_000 - kept as u64);
            assert!(cut.ends_with(&format!("{letter}… [cut: {rest} more characters]")), "{cut}");
        }
    }

    #[test]
    fn what_nobody_sees_is_written_out() {
        assert_eq!(fitting("a\u{0}b\u{fffe}\r\nc\u{202e}"), "a⟪U+0000⟫b⟪U+FFFE⟫\nc⟪U+202E⟫");
    }
}
