//! JSON whose values know where they stand, read piece by piece: a file of a hundred thousand claims
//! never has all of them in memory as values.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// A value, where it stands in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Json<'t>(&'t str);

impl<'t> Json<'t> {
    /// The value that a text is.
    pub(super) fn read(text: &'t str) -> Result<Self, serde_json::Error> {
        Ok(Self(serde_json::from_str::<&RawValue>(text)?.get()))
    }

    fn begins_with(self, first: char) -> bool {
        self.0.starts_with(first)
    }

    pub(super) fn is_array(self) -> bool {
        self.begins_with('[')
    }

    pub(super) fn is_object(self) -> bool {
        self.begins_with('{')
    }

    /// The values of an array; none of anything else.
    pub(super) fn items(self) -> Vec<Self> {
        if !self.is_array() {
            return Vec::new();
        }
        let items: Vec<&'t RawValue> = serde_json::from_str(self.0).unwrap_or_default();
        items.into_iter().map(|item| Self(item.get())).collect()
    }

    /// The values of an array, or the one that is none; nothing of `null`.
    pub(super) fn each(self) -> Vec<Self> {
        if self.is_array() {
            self.items()
        } else if self.0 == "null" {
            Vec::new()
        } else {
            vec![self]
        }
    }

    /// The members of an object, in order; none of anything else.
    pub(super) fn members(self) -> Vec<(Cow<'t, str>, Self)> {
        if !self.is_object() {
            return Vec::new();
        }
        serde_json::from_str::<Members<'t>>(self.0).map(|members| members.0).unwrap_or_default()
    }

    /// The member of this name: the last of several, as in other readers of JSON.
    pub(super) fn get(self, name: &str) -> Option<Self> {
        let found = self.members().into_iter().rfind(|(known, _)| known == name);
        found.map(|(_, value)| value).filter(|value| value.0 != "null")
    }

    /// A string, or a number or a truth value as it is written.
    pub(super) fn said(self) -> Option<String> {
        match self.0.as_bytes().first()? {
            b'"' => {
                serde_json::from_str::<Words<'t>>(self.0).ok().map(|words| words.0.into_owned())
            }
            b'{' | b'[' | b'n' => None,
            _ => Some(self.0.to_owned()),
        }
    }

    /// Where it stands in the text that it was read from; what is between its quotation marks, if it is
    /// a string.
    pub(super) fn place_in(self, text: &str) -> Option<Range<usize>> {
        let start = self.0.as_ptr().addr().checked_sub(text.as_ptr().addr())?;
        let end = start.checked_add(self.0.len()).filter(|end| *end <= text.len())?;
        let marks = usize::from(self.begins_with('"'));
        Some(start + marks..end - marks)
    }
}

/// The members of an object, with every one that comes twice.
struct Members<'t>(Vec<(Cow<'t, str>, Json<'t>)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(EachMember)
    }
}

struct EachMember;

impl<'de> Visitor<'de> for EachMember {
    type Value = Members<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Members<'de>, A::Error> {
        let mut all = Vec::new();
        while let Some((name, value)) = members.next_entry::<Words<'de>, &'de RawValue>()? {
            all.push((name.0, Json(value.get())));
        }
        Ok(Members(all))
    }
}

/// A string. What is half of a letter of UTF-16 in it (`\ud800`) is seen to be no letter.
struct Words<'t>(Cow<'t, str>);

impl<'de> Deserialize<'de> for Words<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AsWritten;
        impl<'de> Visitor<'de> for AsWritten {
            type Value = Words<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a string")
            }

            fn visit_borrowed_bytes<E>(self, words: &'de [u8]) -> Result<Words<'de>, E> {
                Ok(Words(String::from_utf8_lossy(words)))
            }

            fn visit_bytes<E>(self, words: &[u8]) -> Result<Words<'de>, E> {
                Ok(Words(Cow::Owned(String::from_utf8_lossy(words).into_owned())))
            }
        }
        // A string has to be all letters; bytes need not be.
        deserializer.deserialize_bytes(AsWritten)
    }
}

/// What stands around JSON in the scripts of pages.
const AROUND: [&str; 9] =
    ["<!--", "-->", "//<![CDATA[", "//]]>", "/*<![CDATA[*/", "/*]]>*/", "<![CDATA[", "]]>", ";"];

/// A script without what stands around its JSON.
pub(super) fn bare(script: &str) -> &str {
    let mut script = script.trim();
    loop {
        let cut = AROUND.iter().fold(script, |script, around| {
            let script = script.strip_prefix(around).unwrap_or(script);
            script.strip_suffix(around).unwrap_or(script).trim().trim_start_matches("//").trim()
        });
        if cut.len() == script.len() {
            return script;
        }
        script = cut;
    }
}

/// JSON as pages have it: with line ends in its strings, and with commas before its brackets. Every
/// other byte stays where it is.
pub(super) fn mended(json: &str) -> String {
    let (mut in_string, mut is_escaped) = (false, false);
    let mut comma = None;
    let mut mended = json.as_bytes().to_vec();
    for byte in 0..mended.len() {
        match (mended[byte], in_string) {
            _ if is_escaped => is_escaped = false,
            (b'\\', true) => is_escaped = true,
            (b'"', _) => (in_string, comma) = (!in_string, None),
            (control, true) if control < b' ' => mended[byte] = b' ',
            (b',', false) => comma = Some(byte),
            (b']' | b'}', false) => {
                if let Some(comma) = comma.take() {
                    mended[comma] = b' ';
                }
            }
            (b' ' | b'\n' | b'\r' | b'\t', false) | (_, true) => {}
            (_, false) => comma = None,
        }
    }
    // Only ASCII was replaced, by ASCII.
    String::from_utf8(mended).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_knows_where_it_stands() {
        let text = r#" {"a": [1, "dam \u00e9", null], "b": {"a": true}, "b": 2} "#;
        let json = Json::read(text).unwrap();
        let items = json.get("a").unwrap().items();
        assert_eq!(items[1].said().as_deref(), Some("dam é"));
        assert_eq!(&text[items[1].place_in(text).unwrap()], r"dam \u00e9");
        assert_eq!(&text[items[0].place_in(text).unwrap()], "1");
        assert_eq!(items[2].said(), None);
        let names: Vec<_> = json.members().into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["a", "b", "b"]);
        assert_eq!(json.members()[1].1.get("a").unwrap().said().as_deref(), Some("true"));
        assert_eq!(json.get("b").unwrap().said().as_deref(), Some("2"));
        assert_eq!(items[1].place_in("another text"), None);
    }

    #[test]
    fn half_a_letter_is_no_letter_and_hides_nothing() {
        let json =
            Json::read(r#"{"a\ud800": 1, "b": "x \udc00 \ud83d\ude00", "b\u0000": 2}"#).unwrap();
        let names: Vec<_> = json.members().into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["a\u{fffd}\u{fffd}\u{fffd}", "b", "b\0"]);
        let said = json.get("b").unwrap().said().unwrap();
        assert_eq!(said, "x \u{fffd}\u{fffd}\u{fffd} 😀");
    }

    #[track_caller]
    fn check_mended(json: &str, expected: &str) {
        assert_eq!(mended(json), expected);
        assert!(Json::read(expected).is_ok(), "{expected}");
    }

    #[test]
    fn what_pages_have_for_json_is_mended_in_its_place() {
        check_mended("{\"a\": \"x\ny\\\"\tz\",\n}", "{\"a\": \"x y\\\" z\" \n}");
        check_mended("[1, [2,3,], ]", "[1, [2,3 ]  ]");
        check_mended("[\"a,]\", \"\\\\\"]", "[\"a,]\", \"\\\\\"]");
    }

    #[test]
    fn what_stands_around_json_is_left_out() {
        for script in ["<!-- {} -->", "//<![CDATA[\n{}\n//]]>", "/*<![CDATA[*/ {} /*]]>*/", "{};"] {
            assert_eq!(bare(script), "{}", "{script}");
        }
    }
}
