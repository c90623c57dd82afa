//! Statements and values, as PostgreSQL's protocol has them.

use std::error::Error;

use postgres::Row;
use postgres::types::private::BytesMut;
use postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};

use crate::store::values::{Param, Value};

/// A parameter, written as the statement asks for it.
#[derive(Debug)]
pub(super) struct Given<'a>(pub(super) &'a Param<'a>);

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

impl ToSql for Given<'_> {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self.0 {
            Param::Blob(bytes) => bytes.as_ref().to_sql(ty, out),
            Param::Integer(number) if *ty == Type::INT4 => i32::try_from(*number)?.to_sql(ty, out),
            Param::Integer(number) => number.to_sql(ty, out),
            Param::Null => Ok(IsNull::Yes),
            Param::Real(number) => number.to_sql(ty, out),
            Param::Text(text) => text.as_ref().to_sql(ty, out),
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
    let mut numbered = String::with_capacity(sql.len());
    let mut quote = None;
    for (index, character) in sql.char_indices() {
        let is_number =
            sql[index + character.len_utf8()..].starts_with(|c: char| c.is_ascii_digit());
        match (quote, character) {
            (Some(open), close) if open == close => quote = None,
            (None, '\'' | '"') => quote = Some(character),
            (None, '?') if is_number => {
                numbered.push('$');
                continue;
            }
            (None | Some(_), _) => {}
        }
        numbered.push(character);
    }
    numbered
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
