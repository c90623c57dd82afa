use std::ops::Range;

use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE, X_USER_DEFINED};

use crate::domain::{Oddity, SourceMap};

use super::html::tokens::{Token, tokens};
use super::{ReadError, sniff};

/// A decoded document.
pub(super) struct Decoded {
    /// The name of its encoding.
    pub(super) encoding: &'static str,
    pub(super) oddities: Vec<Oddity>,
    /// Which bytes each letter was.
    pub(super) source: SourceMap,
    /// Without the byte order mark.
    pub(super) text: String,
}

/// Decode a document.
///
/// The encoding comes from the byte order mark, else from the person (`said`), else from the server
/// (`told`), else from the document, as in browsers (HTML, 13.2.3.2). Otherwise it is UTF-8. What the
/// server or the document says is not believed of letters that are valid UTF-8 and say otherwise: a
/// page that was saved again keeps the old declaration, and no text of another encoding comes out as
/// valid UTF-8 by chance.
///
/// A few bytes that are invalid are replaced, and told, unless `strictly`. Many mean that the
/// encoding is another one.
pub(super) fn decode(
    raw: &[u8],
    said: Option<&str>,
    told: Option<&str>,
    strictly: bool,
) -> Result<Decoded, ReadError> {
    let mut oddities = Vec::new();
    let (encoding, mark) = match (marked(raw)?, said) {
        (Some(marked), _) => marked,
        (None, Some(label)) => (named(label)?, 0),
        // An unknown encoding from a server is ignored.
        (None, None) => {
            let told = told.and_then(|label| named(label).ok());
            let named = told.or_else(|| declared(raw)).unwrap_or(UTF_8);
            if named != UTF_8 && !raw.is_ascii() && std::str::from_utf8(raw).is_ok() {
                oddities.push(Oddity::SaysOtherEncoding { declared: named.name().to_owned() });
                (UTF_8, 0)
            } else {
                (named, 0)
            }
        }
    };
    let letters = &raw[mark..];
    match valid(letters, encoding) {
        Ok(text) => {
            let source = source(&text, letters, mark, encoding);
            Ok(Decoded { encoding: encoding.name(), oddities, source, text })
        }
        Err(offset) => {
            let replaced = replaced(letters, mark, encoding);
            if strictly || !replaced.are_few(letters.len()) {
                return Err(ReadError::WrongEncoding {
                    encoding: encoding.name(),
                    offset: mark + offset,
                });
            }
            oddities.push(Oddity::Replaced {
                encoding: encoding.name().to_owned(),
                offset: (mark + offset) as u64,
                places: replaced.places as u64,
            });
            let Replaced { source, text, .. } = replaced;
            Ok(Decoded { encoding: encoding.name(), oddities, source, text })
        }
    }
}

/// A text in which what was invalid is replaced.
#[derive(Default)]
struct Replaced {
    /// How many letters take more than one byte.
    long: usize,
    /// In how many places something was replaced.
    places: usize,
    source: SourceMap,
    text: String,
}

impl Replaced {
    fn letters(&mut self, letters: &str, raw: Range<usize>) {
        self.long += usize::from(letters.len() > 1);
        let at = self.text.len();
        self.text.push_str(letters);
        self.source.push_unit(at..self.text.len(), raw);
    }

    fn replace(&mut self, raw: Range<usize>) {
        self.places += 1;
        let at = self.text.len();
        self.text.push(char::REPLACEMENT_CHARACTER);
        self.source.push_unit(at..self.text.len(), raw);
    }

    /// Whether so few are wrong, of a text so long and with so many that are right, that the encoding
    /// is the right one.
    fn are_few(&self, length: usize) -> bool {
        const ONE_IN: usize = 100;
        self.places * ONE_IN <= length && (self.places == 1 || self.places <= 3 * self.long)
    }
}

/// The text of the bytes, which start at `start`, with U+FFFD for what is invalid.
fn replaced(raw: &[u8], start: usize, encoding: &'static Encoding) -> Replaced {
    let mut done = Replaced::default();
    let mut at = 0;
    if encoding == UTF_8 {
        for chunk in raw.utf8_chunks() {
            let (valid, invalid) = (chunk.valid(), chunk.invalid());
            done.source.push_same(done.text.len(), start + at, valid.len());
            done.text.push_str(valid);
            done.long += valid.chars().filter(|letter| !letter.is_ascii()).count();
            at += valid.len();
            if !invalid.is_empty() {
                done.replace(start + at..start + at + invalid.len());
                at += invalid.len();
            }
        }
        return done;
    }
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut letters = [0; 32];
    // Where the next letter starts.
    let mut from = 0;
    loop {
        let is_last = at == raw.len();
        let next = if is_last { &[] } else { &raw[at..=at] };
        let (result, read, length) =
            decoder.decode_to_utf8_without_replacement(next, &mut letters, is_last);
        at += read;
        if length > 0 {
            let text = String::from_utf8_lossy(&letters[..length]).into_owned();
            done.letters(&text, start + from..start + at);
            from = at;
        }
        match result {
            DecoderResult::InputEmpty if is_last => return done,
            DecoderResult::InputEmpty | DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => {
                // One that is at the end of the last letter already still takes a place.
                done.replace(start + from..start + at.max(from + 1).min(raw.len()));
                from = at;
            }
        }
    }
}

/// Where the letters of a text stand in the bytes that were decoded to it, and that start at
/// `start`.
fn source(text: &str, raw: &[u8], start: usize, encoding: &'static Encoding) -> SourceMap {
    if encoding == UTF_8 {
        return SourceMap::same(text.len(), start);
    }
    let is_utf_16 = encoding == UTF_16LE || encoding == UTF_16BE;
    if !is_utf_16 && !encoding.is_single_byte() {
        return source_of_many(raw, start, encoding);
    }
    let mut map = SourceMap::default();
    let mut raw = start;
    for (at, letter) in text.char_indices() {
        let length = if is_utf_16 { 2 * letter.len_utf16() } else { 1 };
        map.push_unit(at..at + letter.len_utf8(), raw..raw + length);
        raw += length;
    }
    map
}

/// The same for letters of one or several bytes, which only a decoder can tell.
fn source_of_many(raw: &[u8], start: usize, encoding: &'static Encoding) -> SourceMap {
    let mut map = SourceMap::default();
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut letters = [0; 32];
    // Where the next letter starts, and where in the text it will.
    let (mut from, mut at) = (0, 0);
    for (byte, _) in raw.iter().enumerate() {
        let is_last = byte + 1 == raw.len();
        let (_, _, length) =
            decoder.decode_to_utf8_without_replacement(&raw[byte..=byte], &mut letters, is_last);
        if length > 0 {
            map.push_unit(at..at + length, start + from..start + byte + 1);
            (from, at) = (byte + 1, at + length);
        }
    }
    map
}

/// The encoding that a byte order mark means, and the length of the mark.
fn marked(raw: &[u8]) -> Result<Option<(&'static Encoding, usize)>, ReadError> {
    // The Encoding Standard has no UTF-32. Its little-endian mark starts as the one of UTF-16 does.
    if raw.starts_with(b"\xFF\xFE\0\0") {
        return Err(ReadError::UnknownEncoding("UTF-32LE".to_owned()));
    }
    if raw.starts_with(b"\0\0\xFE\xFF") {
        return Err(ReadError::UnknownEncoding("UTF-32BE".to_owned()));
    }
    Ok(Encoding::for_bom(raw))
}

fn named(label: &str) -> Result<&'static Encoding, ReadError> {
    Encoding::for_label_no_replacement(label.as_bytes())
        .ok_or_else(|| ReadError::UnknownEncoding(label.to_owned()))
}

/// The encoding that a page declares, where browsers look for it. An unknown one is treated
/// as absent.
fn declared(raw: &[u8]) -> Option<&'static Encoding> {
    const WHERE_BROWSERS_LOOK: usize = 1024;
    /// A declaration that stands late counts too, as browsers do that read on.
    const FURTHEST: usize = 256 * 1024;
    let head = |length: usize| String::from_utf8_lossy(&raw[..raw.len().min(length)]);
    let first = head(WHERE_BROWSERS_LOOK);
    if !sniff::is_html(&first) {
        return None;
    }
    let label =
        in_declaration(&first).or_else(|| in_meta(&first)).or_else(|| in_meta(&head(FURTHEST)))?;
    let encoding = Encoding::for_label_no_replacement(label.as_bytes())?;
    // A declaration that can be read is not in UTF-16 (HTML, 13.2.3.2).
    if encoding == UTF_16LE || encoding == UTF_16BE || encoding == X_USER_DEFINED {
        return Some(UTF_8);
    }
    Some(encoding)
}

/// The label in `<?xml version="1.0" encoding="…"?>`.
fn in_declaration(head: &str) -> Option<String> {
    let declaration = head.trim_start().strip_prefix("<?xml")?.split_once("?>")?.0;
    Some(label_after(declaration.split_once("encoding")?.1)?.to_owned())
}

/// The label in `<meta charset=…>` or `<meta http-equiv=content-type content="…; charset=…">`.
fn in_meta(head: &str) -> Option<String> {
    tokens(head).find_map(|piece| match piece {
        Token::Start(tag) if tag.is("meta") => {
            if let Some(label) = tag.attribute("charset") {
                return Some(label);
            }
            let equivalent = tag.attribute("http-equiv")?;
            let content = tag
                .attribute("content")
                .filter(|_| equivalent.eq_ignore_ascii_case("content-type"))?;
            let (_, after) =
                content.split_at_checked(content.to_ascii_lowercase().find("charset")? + 7)?;
            Some(label_after(after)?.to_owned())
        }
        Token::Start(_) | Token::End(_) | Token::Text(_) => None,
    })
}

/// The label after the equals sign, in quotes or not.
fn label_after(name: &str) -> Option<&str> {
    let value = name.trim_start().strip_prefix('=')?.trim_start();
    value.split(['"', '\'', ';', ' ']).find(|part| !part.is_empty())
}

/// The text of the bytes, or the offset of the first that is invalid in the encoding.
fn valid(raw: &[u8], encoding: &'static Encoding) -> Result<String, usize> {
    if encoding == UTF_8 {
        return match std::str::from_utf8(raw) {
            Ok(text) => Ok(text.to_owned()),
            Err(error) => Err(error.valid_up_to()),
        };
    }
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::new();
    let mut read = 0;
    loop {
        let rest = &raw[read..];
        let room = decoder.max_utf8_buffer_length_without_replacement(rest.len());
        text.reserve(room.unwrap_or_default());
        let (result, taken) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
        read += taken;
        match result {
            DecoderResult::InputEmpty => return Ok(text),
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(wrong, after) => {
                return Err(read.saturating_sub(usize::from(wrong) + usize::from(after)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{RawSpan, Text};
    use encoding_rs::ISO_2022_JP;
    use proptest::prelude::*;

    #[track_caller]
    fn check(raw: &[u8], said: Option<&str>, expected: (&str, &str)) {
        let decoded = decode(raw, said, None, true).unwrap();
        assert_eq!((decoded.text.as_str(), decoded.encoding), expected);
        check_source(&decoded, raw);
    }

    /// Each letter is decoded again from its own bytes.
    #[track_caller]
    fn check_source(decoded: &Decoded, raw: &[u8]) {
        let encoding = Encoding::for_label(decoded.encoding.as_bytes()).unwrap();
        let text = Text::from(decoded.text.as_str());
        for (at, letter) in decoded.text.char_indices() {
            let span = text.span(at..at + letter.len_utf8()).unwrap();
            let RawSpan { end, start } = decoded.source.raw(span).unwrap();
            // This one switches between alphabets, and a letter alone would be of another.
            if encoding == ISO_2022_JP {
                continue;
            }
            let (again, _) = encoding.decode_without_bom_handling(&raw[start..end]);
            assert!(again.contains(letter), "{letter:?} in {again:?}");
            assert!(end - start <= 8, "{letter:?} takes {} bytes", end - start);
        }
    }

    #[track_caller]
    fn refused(raw: &[u8], said: Option<&str>, expected: &str) {
        assert_eq!(decode(raw, said, None, true).err().unwrap().to_string(), expected);
    }

    fn page(head: &str) -> Vec<u8> {
        let mut page = format!("<!doctype html><head>{head}<p>caf").into_bytes();
        page.push(0xE9);
        page
    }

    #[track_caller]
    fn declares(head: &str, expected: &str) {
        assert_eq!(declared(&page(head)).map_or("none", Encoding::name), expected, "{head}");
    }

    #[test]
    fn utf_8_is_taken_as_it_is_without_its_mark() {
        check("naïve\r\n".as_bytes(), None, ("naïve\r\n", "UTF-8"));
        check(b"\xEF\xBB\xBFone", None, ("one", "UTF-8"));
        check("\u{feff}\u{feff}one".as_bytes(), None, ("\u{feff}one", "UTF-8"));
    }

    #[test]
    fn a_byte_order_mark_overrules_all() {
        check(b"\xFF\xFEo\0n\0\xE9\0", Some("utf-8"), ("oné", "UTF-16LE"));
        check(b"\xFE\xFF\0o\0n", Some("latin1"), ("on", "UTF-16BE"));
        refused(b"\xFF\xFE\0\0o\0\0\0", None, "the character encoding `UTF-32LE` is not supported");
    }

    #[test]
    fn the_caller_overrules_the_document() {
        check(b"caf\xE9", Some("latin1"), ("café", "windows-1252"));
        check(b"\x93\xFA\x96{", Some("Shift_JIS"), ("日本", "Shift_JIS"));
        let decoded = decode(&page("<meta charset=utf-8>"), Some("koi8-r"), None, true).unwrap();
        assert!(decoded.text.ends_with("cafИ"));
        assert_eq!(decoded.encoding, "KOI8-R");
        refused(b"x", Some("klingon"), "the character encoding `klingon` is not supported");
        refused(b"x", Some("iso-2022-kr"), "the character encoding `iso-2022-kr` is not supported");
    }

    #[test]
    fn the_server_overrules_the_document_and_nobody_else() {
        let told = |raw: &[u8], said| {
            decode(raw, said, Some("iso-8859-2"), true).map(|decoded| decoded.encoding)
        };
        assert_eq!(told(&page("<meta charset=koi8-r>"), None).unwrap(), "ISO-8859-2");
        assert_eq!(told(&page("<meta charset=koi8-r>"), Some("latin1")).unwrap(), "windows-1252");
        assert_eq!(told(b"\xEF\xBB\xBFone", None).unwrap(), "UTF-8");
        let decoded = decode(&page("<meta charset=koi8-r>"), None, Some("klingon"), true).unwrap();
        assert_eq!(decoded.encoding, "KOI8-R");
    }

    #[test]
    fn each_letter_is_in_its_own_bytes() {
        check(b"na\xEFve \x80 5", Some("latin1"), ("naïve € 5", "windows-1252"));
        check(
            b"\xCC\xEE\xF1\xF2 \xEE\xF2\xEA\xF0\xFB\xF2",
            Some("cp1251"),
            ("Мост открыт", "windows-1251"),
        );
        check(
            "\u{feff}a🌉é日"
                .encode_utf16()
                .flat_map(u16::to_be_bytes)
                .collect::<Vec<_>>()
                .as_slice(),
            None,
            ("a🌉é日", "UTF-16BE"),
        );
        check(b"a \x93\xFA\x96{ \xB1\x5C", Some("sjis"), ("a 日本 ｱ\\", "Shift_JIS"));
        check(b"\xC6\xFC\xCB\xDC a", Some("euc-jp"), ("日本 a", "EUC-JP"));
        check(b"a \x1B$BF|K\\\x1B(B b", Some("iso-2022-jp"), ("a 日本 b", "ISO-2022-JP"));
        check(b"\x81\x30\x84\x36 \xC4\xE3", Some("gb18030"), ("¥ 你", "gb18030"));
        check(b"\x88\x62x", Some("big5"), ("Ê̄x", "Big5"));
    }

    #[test]
    fn a_page_declares_its_encoding() {
        declares("<meta charset=iso-8859-2>", "ISO-8859-2");
        declares("<META CHARSET='windows-1251'>", "windows-1251");
        declares("<meta content=\"text/html; charset=euc-jp\" http-equiv=Content-Type>", "EUC-JP");
        declares("<meta charset=utf-16>", "UTF-8");
        declares("<meta charset=klingon>", "none");
        declares("<!-- <meta charset=koi8-r> --><meta charset=gbk>", "GBK");
        declares("<meta name=description content=\"charset=koi8-r\">", "none");
        declares(&format!("{}<meta charset=gbk>", " ".repeat(1024)), "GBK");
        declares(&format!("{}<meta charset=gbk>", " ".repeat(256 * 1024)), "none");
        let xml = b"<?xml version='1.0' encoding='ISO-8859-15'?><html>";
        assert_eq!(declared(xml).map(Encoding::name), Some("ISO-8859-15"));
        assert_eq!(declared(b"He wrote <meta charset=gbk> on the wall"), None);
    }

    #[test]
    fn the_first_wrong_byte_is_named() {
        let place = |encoding, offset| {
            format!("it is not valid {encoding}: the first wrong byte is at offset {offset}")
        };
        refused(b"caf\xE9 noir", None, &place("UTF-8", 3));
        refused(b"\xEF\xBB\xBFcaf\xE9", None, &place("UTF-8", 6));
        refused("abc é".as_bytes().split_last().unwrap().1, None, &place("UTF-8", 4));
        refused(b"\xFF\xFEo\0\0\xD8x\0", None, &place("UTF-16LE", 4));
        refused(b"\xFF\xFEo\0n", None, &place("UTF-16LE", 4));
        refused(b"ab\x82", Some("sjis"), &place("Shift_JIS", 2));
        refused(b"ab\x82\x01cd", Some("sjis"), &place("Shift_JIS", 2));
    }

    /// The text, and what is odd about it, of bytes that are not read strictly.
    fn lenient(raw: &[u8], said: Option<&str>) -> Option<(String, Vec<Oddity>)> {
        let decoded = decode(raw, said, None, false).ok()?;
        let text = Text::from(decoded.text.as_str());
        for (at, letter) in decoded.text.char_indices() {
            let span = text.span(at..at + letter.len_utf8()).unwrap();
            let RawSpan { end, start } = decoded.source.raw(span).unwrap();
            assert!(start < end && end <= raw.len(), "{letter:?} stands nowhere");
        }
        Some((decoded.text, decoded.oddities))
    }

    fn replaced(encoding: &str, offset: u64, places: u64) -> Vec<Oddity> {
        vec![Oddity::Replaced { encoding: encoding.to_owned(), offset, places }]
    }

    #[test]
    fn letters_that_are_valid_utf_8_are_read_so_whatever_the_page_says() {
        let page = "<!doctype html><meta charset=iso-8859-1><p>La inundación, dice";
        let decoded = decode(page.as_bytes(), None, None, true).unwrap();
        assert_eq!((decoded.encoding, decoded.text.as_str()), ("UTF-8", page));
        let declared = "windows-1252".to_owned();
        assert_eq!(decoded.oddities, [Oddity::SaysOtherEncoding { declared }]);
        // A person is believed, and what has no such letters is the same in both.
        let said = decode(page.as_bytes(), Some("latin1"), None, true).unwrap();
        assert!(said.text.contains("inundaciÃ³n"));
        let plain = decode(b"<!doctype html><meta charset=koi8-r><p>x", None, None, true).unwrap();
        assert_eq!((plain.encoding, plain.oddities), ("KOI8-R", Vec::new()));
    }

    #[test]
    fn a_few_wrong_bytes_are_replaced_and_counted() {
        let long = "é".repeat(100);
        let raw = [long.as_bytes(), b" a\xE9b ", long.as_bytes(), b"\xC3"].concat();
        let (text, oddities) = lenient(&raw, None).unwrap();
        assert_eq!(text, format!("{long} a\u{fffd}b {long}\u{fffd}"));
        assert_eq!(oddities, replaced("UTF-8", 202, 2));
        let raw = [b"\x93\xFA".repeat(100), b"ab\x82".to_vec()].concat();
        let (text, oddities) = lenient(&raw, Some("sjis")).unwrap();
        assert_eq!(text, format!("{}ab\u{fffd}", "日".repeat(100)));
        assert_eq!(oddities, replaced("Shift_JIS", 202, 1));
        let units = long.encode_utf16().chain([0xD800]);
        let raw: Vec<u8> = units.flat_map(u16::to_le_bytes).collect();
        let (_, oddities) = lenient(&[b"\xFF\xFE".to_vec(), raw].concat(), None).unwrap();
        assert_eq!(oddities, replaced("UTF-16LE", 202, 1));
    }

    #[test]
    fn many_wrong_bytes_mean_another_encoding() {
        assert!(lenient(b"caf\xE9", None).is_none());
        let latin = b"Pr\xFCfer fanden am Montag Risse in neun von 14 Toren der Schleuse von Brenford, \
            teilte die Beh\xF6rde mit, und in der alten M\xFChle am anderen Ufer fanden sie weitere, die \
            aber niemand bezahlen will, auch die Stadt nicht, die sie vor Jahren gekauft hat.";
        assert!(lenient(latin, None).is_none());
        assert!(lenient(latin, Some("latin1")).is_some());
    }

    proptest! {
        #[test]
        fn whatever_is_replaced_each_letter_stands_somewhere(
            raw in prop::collection::vec(any::<u8>(), 0..60),
            label in prop::sample::select(vec!["sjis", "gb18030", "iso-2022-jp", "utf-16", "big5"]),
        ) {
            let raw = ["é".repeat(4000).into_bytes(), raw].concat();
            lenient(&raw, None);
            lenient(&raw[8000..], Some(label));
        }
    }
}
