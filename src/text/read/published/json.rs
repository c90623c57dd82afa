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

    /// The first member of this name.
    pub(super) fn get(self, name: &str) -> Option<Self> {
        let found = self.members().into_iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value).filter(|value| value.0 != "null")
    }

    /// A string, or a number or a truth value as it is written.
    pub(super) fn said(self) -> Option<String> {
        match self.0.as_bytes().first()? {
            b'"' => serde_json::from_str(self.0).ok(),
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
        while let Some((name, value)) = members.next_entry::<Name<'de>, &'de RawValue>()? {
            all.push((name.0, Json(value.get())));
        }
        Ok(Members(all))
    }
}

struct Name<'t>(Cow<'t, str>);

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AsWritten;
        impl<'de> Visitor<'de> for AsWritten {
            type Value = Name<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a name")
            }

            fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Borrowed(name)))
            }

            fn visit_str<E>(self, name: &str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Owned(name.to_owned())))
            }
        }
        deserializer.deserialize_str(AsWritten)
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
        assert_eq!(json.get("b").unwrap().get("a").unwrap().said().as_deref(), Some("true"));
        assert_eq!(items[1].place_in("another text"), None);
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
