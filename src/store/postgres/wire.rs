//! Statements and values, as PostgreSQL's protocol has them.

use std::error::Error;

use postgres::Row;
use postgres::types::private::BytesMut;
use postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};

use crate::store::values::{Param, Value};

/// What is sent for a parameter of a statement: a value, or the values of many rows.
#[derive(Debug)]
pub(super) enum Sent<'a> {
    Blobs(Vec<Option<&'a [u8]>>),
    Integers(Vec<Option<i64>>),
    One(&'a Param<'a>),
    Reals(Vec<Option<f64>>),
    Texts(Vec<Option<&'a str>>),
}

impl<'a> Sent<'a> {
    /// Values of one type. Those of another would be absent: the caller keeps them apart.
    pub(super) fn list(ty: &Type, values: impl Iterator<Item = &'a Param<'a>>) -> Self {
        match *ty {
            Type::BYTEA => Self::Blobs(
                values
                    .map(|value| if let Param::Blob(bytes) = value { Some(&**bytes) } else { None })
                    .collect(),
            ),
            Type::INT8 => Self::Integers(
                values
                    .map(|value| if let Param::Integer(one) = value { Some(*one) } else { None })
                    .collect(),
            ),
            Type::FLOAT8 => Self::Reals(
                values
                    .map(|value| if let Param::Real(one) = value { Some(*one) } else { None })
                    .collect(),
            ),
            _ => Self::Texts(
                values
                    .map(|value| if let Param::Text(text) = value { Some(&**text) } else { None })
                    .collect(),
            ),
        }
    }

    pub(super) fn ty(&self) -> Type {
        match self {
            Self::Blobs(_) => Type::BYTEA_ARRAY,
            Self::Integers(_) => Type::INT8_ARRAY,
            Self::One(param) => type_of(param),
            Self::Reals(_) => Type::FLOAT8_ARRAY,
            Self::Texts(_) => Type::TEXT_ARRAY,
        }
    }
}

/// The type that a parameter has by itself. What is absent has the type that it is compared with.
pub(super) fn type_of(param: &Param<'_>) -> Type {
    match param {
        Param::Blob(_) => Type::BYTEA,
        Param::Integer(_) => Type::INT8,
        Param::Null => Type::UNKNOWN,
        Param::Real(_) => Type::FLOAT8,
        Param::Text(_) => Type::TEXT,
    }
}

impl ToSql for Sent<'_> {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self {
            Self::Blobs(all) => all.to_sql(ty, out),
            Self::Integers(all) => all.to_sql(ty, out),
            Self::Reals(all) => all.to_sql(ty, out),
            Self::Texts(all) => all.to_sql(ty, out),
            Self::One(Param::Blob(bytes)) => bytes.as_ref().to_sql(ty, out),
            Self::One(Param::Integer(number)) if *ty == Type::INT4 => {
                i32::try_from(*number)?.to_sql(ty, out)
            }
            Self::One(Param::Integer(number)) => number.to_sql(ty, out),
            Self::One(Param::Null) => Ok(IsNull::Yes),
            Self::One(Param::Real(number)) => number.to_sql(ty, out),
            Self::One(Param::Text(text)) => text.as_ref().to_sql(ty, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// A value as it came.
struct Raw<'r>(Value<'r>);

impl<'r> FromSql<'r> for Raw<'r> {
    fn from_sql(ty: &Type, raw: &'r [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Self(match *ty {
            Type::BYTEA => Value::Blob(raw),
            Type::INT8 => Value::Integer(i64::from_sql(ty, raw)?),
            Type::INT4 => Value::Integer(i32::from_sql(ty, raw)?.into()),
            Type::INT2 => Value::Integer(i16::from_sql(ty, raw)?.into()),
            Type::OID => Value::Integer(u32::from_sql(ty, raw)?.into()),
            Type::BOOL => Value::Integer(bool::from_sql(ty, raw)?.into()),
            Type::FLOAT8 => Value::Real(f64::from_sql(ty, raw)?),
            // The rest are texts: whatever the column is, a ledger has none of another type.
            _ => Value::Text(raw),
        }))
    }

    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Self(Value::Null))
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

/// Give each value of a row, in order.
pub(super) fn values(row: &Row, mut take: impl FnMut(Value<'_>)) -> Result<(), postgres::Error> {
    for column in 0..row.len() {
        let Raw(value) = row.try_get(column)?;
        take(value);
    }
    Ok(())
}

/// The same statement with `$1` for `?1`.
pub(super) fn numbered(sql: &str) -> String {
    renumbered(sql, |number| format!("${number}"))
}

/// The same statement with something else for each `?1`.
pub(super) fn renumbered(sql: &str, name: impl Fn(usize) -> String) -> String {
    let mut named = String::with_capacity(sql.len());
    let (mut quote, mut rest) = (None, sql);
    while let Some(character) = rest.chars().next() {
        let after = &rest[character.len_utf8()..];
        let digits = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let number = after.get(..digits).and_then(|digits| digits.parse().ok());
        match (quote, character, number) {
            (None, '?', Some(number)) => {
                named.push_str(&name(number));
                rest = &after[digits..];
                continue;
            }
            (Some(open), close, _) if open == close => quote = None,
            (None, '\'' | '"', _) => quote = Some(character),
            (None | Some(_), _, _) => {}
        }
        named.push(character);
        rest = after;
    }
    named
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_get_the_other_sign_and_quoted_texts_stay() {
        let sql = "SELECT '?1', \"?2\", ?1 FROM a WHERE b = ?23 AND c = 'it''s ?3' AND d ? e";
        let expected = "SELECT '?1', \"?2\", $1 FROM a WHERE b = $23 AND c = 'it''s ?3' AND d ? e";
        assert_eq!(numbered(sql), expected);
    }
}
