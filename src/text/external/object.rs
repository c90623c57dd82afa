use std::collections::HashSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use serde_json::error::Category;

/// A JSON object as an extractor writes it. A field that is `null` is absent.
#[derive(Debug, Default)]
pub(super) struct Object(Vec<(String, Value)>);

impl Object {
    /// The object on this line, or why it is not one, in words for the author of the extractor.
    pub(super) fn read(line: &[u8]) -> Result<Self, String> {
        let line = std::str::from_utf8(line).map_err(|_| "it is not UTF-8".to_owned())?;
        let Self(fields) = serde_json::from_str(line).map_err(|error| match error.classify() {
            Category::Data => "it is not a JSON object".to_owned(),
            Category::Eof => "its JSON does not end".to_owned(),
            Category::Io | Category::Syntax => {
                format!("it is not JSON, from byte {} on", error.column())
            }
        })?;
        Self::of(fields)
    }

    fn of(fields: Vec<(String, Value)>) -> Result<Self, String> {
        let mut known = HashSet::new();
        match fields.iter().find(|(name, _)| !known.insert(name)) {
            Some((name, _)) => Err(format!("`{}` appears twice", shortened(name, 40))),
            None => Ok(Self(fields)),
        }
    }

    fn get(&self, name: &str) -> Option<&Value> {
        let value = self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value);
        value.filter(|value| !value.is_null())
    }

    pub(super) fn flag(&self, name: &str) -> Result<bool, String> {
        let Some(value) = self.get(name) else { return Ok(false) };
        value.as_bool().ok_or_else(|| format!("`{name}` is neither true nor false"))
    }

    /// A whole number from nought on.
    pub(super) fn number(&self, name: &str) -> Result<Option<u64>, String> {
        let Some(value) = self.get(name) else { return Ok(None) };
        value.as_u64().map(Some).ok_or_else(|| format!("`{name}` is not a whole number"))
    }

    pub(super) fn object(&self, name: &str) -> Result<Option<Self>, String> {
        match self.get(name) {
            None => Ok(None),
            Some(Value::Object(fields)) => {
                Ok(Some(Self(fields.iter().map(|(k, v)| (k.clone(), v.clone())).collect())))
            }
            Some(_) => Err(format!("`{name}` is not an object")),
        }
    }

    pub(super) fn text(&self, name: &str) -> Result<Option<&str>, String> {
        let Some(value) = self.get(name) else { return Ok(None) };
        value.as_str().map(Some).ok_or_else(|| format!("`{name}` is not a string"))
    }
}

/// Its first letters.
pub(super) fn shortened(words: &str, most: usize) -> String {
    match words.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words.to_owned(),
    }
}

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Fields)
    }
}

/// Keeps every field, also those that come twice.
struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = Object;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Object, A::Error> {
        let mut all = Vec::new();
        while let Some(field) = fields.next_entry()? {
            all.push(field);
        }
        Ok(Object(all))
    }
}
