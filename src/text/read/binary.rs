use super::ReadError;

/// How the files that people take for text begin, and what they are.
const KNOWN: [(&[u8], &str); 12] = [
    (b"%PDF-", "a PDF document"),
    (b"BZh9", "a bzip2 archive"),
    (b"GIF89a", "a GIF image"),
    (b"PK\x03\x04", "a ZIP archive (as Word documents, spreadsheets and e-books are)"),
    (b"\x1F\x8B", "a gzip archive"),
    (b"\x28\xB5\x2F\xFD", "a Zstandard archive"),
    (b"\x89PNG\r\n\x1A\n", "a PNG image"),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Office document"),
    (b"\xFD7zXZ\0", "an xz archive"),
    (b"\xFF\xD8\xFF", "a JPEG image"),
    (b"7z\xBC\xAF\x27\x1C", "a 7-Zip archive"),
    (b"{\\rtf", "a rich text document (RTF)"),
];

/// Refuse a document whose first bytes say that it is something other than text.
pub(super) fn refuse_known(raw: &[u8]) -> Result<(), ReadError> {
    match KNOWN.iter().find(|(start, _)| raw.starts_with(start)) {
        Some((_, what)) => Err(ReadError::Binary { what }),
        None => Ok(()),
    }
}

/// Refuse binary data that decodes as text: a NUL, or control characters throughout.
///
/// A few are let through. A transcript of a terminal has escape codes in it, and whoever shows a
/// text has to escape it anyway.
pub(super) fn refuse_controls(text: &str) -> Result<(), ReadError> {
    const ONE_IN: usize = 10;
    // Most texts are nowhere near it, and a look at their bytes tells: a control character is one byte,
    // or two of which the first is C2, and no character has more than four.
    let may_be_odd = |&&byte: &&u8| matches!(byte, 0..=8 | 14..=31 | 127 | 0xC2);
    if text.len() / 4 > ONE_IN * text.as_bytes().iter().filter(may_be_odd).count()
        && memchr::memchr(0, text.as_bytes()).is_none()
    {
        return Ok(());
    }
    let is_odd = |c: &char| c.is_control() && !c.is_whitespace();
    let odd = text.chars().filter(is_odd).count();
    if text.contains('\0') || odd * ONE_IN > text.chars().count() {
        return Err(ReadError::Binary { what: "binary data" });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(raw: &[u8], expected: Option<&str>) {
        let text = String::from_utf8_lossy(raw);
        let error = refuse_known(raw).and_then(|()| refuse_controls(&text)).err();
        assert_eq!(error.map(|error| error.to_string()).as_deref(), expected);
    }

    #[test]
    fn a_file_of_a_known_kind_is_called_by_its_name() {
        check(b"%PDF-1.4\n%\xE2\xE3", Some("it is a PDF document, not text"));
        check(
            b"PK\x03\x04\x14\0",
            Some("it is a ZIP archive (as Word documents, spreadsheets and e-books are), not text"),
        );
        check(b"\xFF\xD8\xFF\xE0\0\x10JFIF", Some("it is a JPEG image, not text"));
        check(b"\x89PNG\r\n\x1A\n\0", Some("it is a PNG image, not text"));
        check(b"\x1F\x8B\x08\0", Some("it is a gzip archive, not text"));
    }

    #[test]
    fn one_nul_or_many_controls_are_binary() {
        check(b"The mayor said\0 so.", Some("it is binary data, not text"));
        check(b"\x01\x02ab\x03\x04cd", Some("it is binary data, not text"));
        check("\u{90}\u{91}\u{92}abc".as_bytes(), Some("it is binary data, not text"));
    }

    #[test]
    fn text_keeps_its_tabs_and_its_few_escape_codes() {
        check(b"One\ttwo\x0C\r\nthree, \x1B[31mred\x1B[0m, and more of it.", None);
        check("Il a dit : \u{202e}oui\u{202c}".as_bytes(), None);
        check(b"The word PDF, and %PDF- in the middle.", None);
    }
}
