//! How the domain's values stand in a column.

use std::borrow::Cow;

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, Value, ValueRef};

use crate::domain::{
    ArticleId, ClaimId, EntryId, EntryUuid, Note, ReviewerName, Score, Sha256, Status, Timestamp,
};

macro_rules! as_integer {
    ($($id:ident)*) => { $(
        impl ToSql for $id {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                let number = i64::try_from(self.0);
                number.map(Into::into).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))
            }
        }

        impl FromSql for $id {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                let number = value.as_i64()?;
                u64::try_from(number).map(Self).map_err(|_| FromSqlError::OutOfRange(number))
            }
        }
    )* };
}

macro_rules! as_text {
    ($($name:ident)*) => { $(
        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(self.as_str().into())
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                value.as_str()?.parse().map_err(FromSqlError::other)
            }
        }
    )* };
}

as_integer! { ArticleId ClaimId EntryId }
as_text! { Note ReviewerName Status }

impl ToSql for Sha256 {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.as_bytes().as_slice().into())
    }
}

impl FromSql for Sha256 {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        <[u8; 32]>::column_result(value).map(Into::into)
    }
}

impl ToSql for EntryUuid {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.as_bytes().as_slice().into())
    }
}

impl ToSql for Timestamp {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.unix_seconds().into())
    }
}

impl FromSql for Timestamp {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let seconds = value.as_i64()?;
        Self::from_unix_seconds(seconds).ok_or(FromSqlError::OutOfRange(seconds))
    }
}

impl ToSql for Score {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.points().into())
    }
}

impl FromSql for Score {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        u16::column_result(value)?.try_into().map_err(FromSqlError::other)
    }
}

/// A length or an offset, in bytes.
pub(super) struct Bytes(pub(super) usize);

impl ToSql for Bytes {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let number = i64::try_from(self.0);
        number
            .map(Into::into)
            .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))
    }
}

impl FromSql for Bytes {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let number = value.as_i64()?;
        usize::try_from(number).map(Self).map_err(|_| FromSqlError::OutOfRange(number))
    }
}

/// An id as a parameter. None of ours is beyond what the database can count to.
pub(super) fn number(id: u64) -> i64 {
    i64::try_from(id).unwrap_or(i64::MAX)
}

/// The conditions of a query that is put together, and their parameters, numbered as they come.
#[derive(Default)]
pub(super) struct Conditions {
    clauses: Vec<Cow<'static, str>>,
    pub(super) parameters: Vec<Value>,
}

impl Conditions {
    pub(super) fn require(&mut self, clause: &'static str) {
        self.clauses.push(clause.into());
    }

    /// Require `clause`, in which `{}` stands for `parameter`.
    pub(super) fn require_with(&mut self, clause: &str, parameter: impl Into<Value>) {
        let number = self.parameter(parameter);
        self.clauses.push(clause.replace("{}", &number).into());
    }

    /// The number, `?N`, of a further parameter.
    pub(super) fn parameter(&mut self, parameter: impl Into<Value>) -> String {
        self.parameters.push(parameter.into());
        format!("?{}", self.parameters.len())
    }

    /// ` WHERE ... AND ...`, or nothing.
    pub(super) fn to_sql(&self) -> String {
        if self.clauses.is_empty() {
            return String::new();
        }
        format!(" WHERE {}", self.clauses.join(" AND "))
    }
}
