use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// Not an id of this kind.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an id like `{example}`")]
pub struct NotAnId {
    example: &'static str,
}

/// Ids are short and easy to say: a letter and a number. The log counts them and never reuses one.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $letter:literal, $example:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub u64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}{}", $letter, self.0)
            }
        }

        impl From<$name> for u64 {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            /// Read `C12`, `c12` or `12`.
            fn from_str(id: &str) -> Result<Self, NotAnId> {
                let digits = id.strip_prefix([$letter, $letter.to_ascii_lowercase()]).unwrap_or(id);
                let canonical = digits == "0" || !digits.starts_with(['0', '+']);
                match digits.parse() {
                    // The largest number that a database can store.
                    Ok(number) if canonical && i64::try_from(number).is_ok() => Ok(Self(number)),
                    _ => Err(NotAnId { example: $example }),
                }
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let written = std::borrow::Cow::<'_, str>::deserialize(deserializer)?;
                let id: Self = written.parse().map_err(D::Error::custom)?;
                // Between programs, an id has only one spelling.
                if id.to_string() == written { Ok(id) } else { Err(D::Error::custom("not an id")) }
            }
        }
    };
}

id!(
    /// An article, `A3`: the third that was imported.
    ArticleId, 'A', "A3"
);
id!(
    /// A claim, `C12`: the twelfth that was found or added.
    ClaimId, 'C', "C12"
);
id!(
    /// An entry, `E57`: its position in the log, counted from 0.
    EntryId, 'E', "E57"
);
id!(
    /// A piece of evidence, `V4`: the fourth that was added.
    EvidenceId, 'V', "V4"
);

/// What an entry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    Article(ArticleId),
    Claim(ClaimId),
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Article(article) => article.fmt(f),
            Self::Claim(claim) => claim.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_as_people_write_them_and_written_one_way() {
        for id in ["C12", "c12", "12"] {
            assert_eq!(id.parse().map(|id: ClaimId| id.to_string()), Ok("C12".into()));
        }
        for id in ["", "C", "A12", "C012", "C-1", "C+1", "12x", "C9223372036854775808"] {
            assert!(id.parse::<ClaimId>().is_err(), "{id}");
        }
        assert_eq!("E0".parse(), Ok(EntryId(0)));
    }
}
