//! Values: as parameters of a statement, and as columns of a row.

use std::borrow::Cow;
use std::fmt;

use crate::domain::{
    ArticleId, ClaimId, Day, EntryId, EntryUuid, EvidenceId, Fact, Join, Note, Resolver,
    ReviewerName, Role, Score, Sha256, Status, Switch, Tag, Timestamp, Waits,
};

/// A parameter of a statement.
#[derive(Clone, Debug, PartialEq, PartialOrd)]
pub(super) enum Param<'a> {
    Null,
    Integer(i64),
    Real(f64),
    Text(Cow<'a, str>),
    Blob(Cow<'a, [u8]>),
}

impl From<i64> for Param<'static> {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl From<String> for Param<'static> {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

/// What can be a parameter.
pub(super) trait ToParam {
    fn to_param(&self) -> Param<'_>;
}

/// The parameters of a statement, `?1` first.
macro_rules! params {
    ($($value:expr),* $(,)?) => { &[$($crate::store::values::ToParam::to_param(&$value)),*] };
}
pub(super) use params;

/// A value in a database, in the order in which databases sort values. A text may be damaged: it is
/// bytes until it is read.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub(super) enum Value<'r> {
    Null,
    Integer(i64),
    Real(f64),
    Text(&'r [u8]),
    Blob(&'r [u8]),
}

/// For people; long values are cut.
impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("nothing"),
            Self::Integer(number) => number.fmt(f),
            Self::Real(number) => number.fmt(f),
            Self::Text(text) => {
                let text = String::from_utf8_lossy(text);
                write!(f, "`{}`", text.chars().take(40).collect::<String>())
            }
            Self::Blob(bytes) => bytes.iter().take(8).try_for_each(|byte| write!(f, "{byte:02x}")),
        }
    }
}

impl Value<'_> {
    pub(super) fn to_param(self) -> Param<'static> {
        match self {
            Self::Null => Param::Null,
            Self::Integer(number) => Param::Integer(number),
            Self::Real(number) => Param::Real(number),
            Self::Text(text) => Param::Text(String::from_utf8_lossy(text).into_owned().into()),
            Self::Blob(bytes) => Param::Blob(bytes.to_owned().into()),
        }
    }
}

/// A type that a column can be read as. `None` if it has another type.
pub(super) trait FromValue<'r>: Sized {
    fn from_value(value: Value<'r>) -> Option<Self>;
}

impl<T: ToParam + ?Sized> ToParam for &T {
    fn to_param(&self) -> Param<'_> {
        (**self).to_param()
    }
}

impl<T: ToParam> ToParam for Option<T> {
    fn to_param(&self) -> Param<'_> {
        self.as_ref().map_or(Param::Null, T::to_param)
    }
}

impl ToParam for bool {
    fn to_param(&self) -> Param<'_> {
        Param::Integer((*self).into())
    }
}

impl ToParam for i64 {
    fn to_param(&self) -> Param<'_> {
        Param::Integer(*self)
    }
}

impl ToParam for u32 {
    fn to_param(&self) -> Param<'_> {
        Param::Integer((*self).into())
    }
}

impl ToParam for str {
    fn to_param(&self) -> Param<'_> {
        Param::Text(self.into())
    }
}

impl ToParam for String {
    fn to_param(&self) -> Param<'_> {
        self.as_str().to_param()
    }
}

impl ToParam for [u8] {
    fn to_param(&self) -> Param<'_> {
        Param::Blob(self.into())
    }
}

impl<const N: usize> ToParam for [u8; N] {
    fn to_param(&self) -> Param<'_> {
        self.as_slice().to_param()
    }
}

impl<'r, T: FromValue<'r>> FromValue<'r> for Option<T> {
    fn from_value(value: Value<'r>) -> Option<Self> {
        if value == Value::Null { Some(None) } else { T::from_value(value).map(Some) }
    }
}

impl FromValue<'_> for bool {
    fn from_value(value: Value<'_>) -> Option<Self> {
        i64::from_value(value).map(|number| number != 0)
    }
}

impl FromValue<'_> for i64 {
    fn from_value(value: Value<'_>) -> Option<Self> {
        if let Value::Integer(number) = value { Some(number) } else { None }
    }
}

impl FromValue<'_> for u32 {
    fn from_value(value: Value<'_>) -> Option<Self> {
        i64::from_value(value)?.try_into().ok()
    }
}

impl<'r> FromValue<'r> for &'r str {
    fn from_value(value: Value<'r>) -> Option<Self> {
        if let Value::Text(text) = value { std::str::from_utf8(text).ok() } else { None }
    }
}

impl FromValue<'_> for String {
    fn from_value(value: Value<'_>) -> Option<Self> {
        if let Value::Text(text) = value { String::from_utf8(text.to_owned()).ok() } else { None }
    }
}

impl<'r> FromValue<'r> for &'r [u8] {
    fn from_value(value: Value<'r>) -> Option<Self> {
        if let Value::Blob(bytes) = value { Some(bytes) } else { None }
    }
}

impl FromValue<'_> for Vec<u8> {
    fn from_value(value: Value<'_>) -> Option<Self> {
        if let Value::Blob(bytes) = value { Some(bytes.to_owned()) } else { None }
    }
}

impl<const N: usize> FromValue<'_> for [u8; N] {
    fn from_value(value: Value<'_>) -> Option<Self> {
        if let Value::Blob(bytes) = value { bytes.try_into().ok() } else { None }
    }
}

macro_rules! as_integer {
    ($($id:ident)*) => { $(
        impl ToParam for $id {
            fn to_param(&self) -> Param<'_> {
                Param::Integer(number(self.0))
            }
        }

        impl FromValue<'_> for $id {
            fn from_value(value: Value<'_>) -> Option<Self> {
                let Value::Integer(number) = value else { return None };
                number.try_into().map(Self).ok()
            }
        }
    )* };
}

macro_rules! as_text {
    ($($name:ident)*) => { $(
        impl ToParam for $name {
            fn to_param(&self) -> Param<'_> {
                self.as_str().to_param()
            }
        }

        impl<'r> FromValue<'r> for $name {
            fn from_value(value: Value<'r>) -> Option<Self> {
                <&str>::from_value(value)?.parse().ok()
            }
        }
    )* };
}

as_integer! { ArticleId ClaimId EntryId EvidenceId }
as_text! { Fact Join Resolver ReviewerName Role Status Switch Tag }

/// Empty where it is withheld: no note is.
impl ToParam for Note {
    fn to_param(&self) -> Param<'_> {
        self.text().unwrap_or_default().to_param()
    }
}

impl FromValue<'_> for Note {
    fn from_value(value: Value<'_>) -> Option<Self> {
        match <&str>::from_value(value)? {
            "" => Some(Self::WITHHELD),
            note => note.parse().ok(),
        }
    }
}

impl ToParam for Day {
    fn to_param(&self) -> Param<'_> {
        self.to_string().into()
    }
}

impl<'r> FromValue<'r> for Day {
    fn from_value(value: Value<'r>) -> Option<Self> {
        <&str>::from_value(value)?.parse().ok()
    }
}

impl ToParam for Waits {
    fn to_param(&self) -> Param<'_> {
        self.to_string().into()
    }
}

impl<'r> FromValue<'r> for Waits {
    fn from_value(value: Value<'r>) -> Option<Self> {
        <&str>::from_value(value)?.parse().ok()
    }
}

impl ToParam for Sha256 {
    fn to_param(&self) -> Param<'_> {
        self.as_bytes().to_param()
    }
}

impl FromValue<'_> for Sha256 {
    fn from_value(value: Value<'_>) -> Option<Self> {
        <[u8; 32]>::from_value(value).map(Into::into)
    }
}

impl ToParam for EntryUuid {
    fn to_param(&self) -> Param<'_> {
        self.as_bytes().to_param()
    }
}

impl ToParam for Timestamp {
    fn to_param(&self) -> Param<'_> {
        Param::Integer(self.unix_seconds())
    }
}

impl FromValue<'_> for Timestamp {
    fn from_value(value: Value<'_>) -> Option<Self> {
        Self::from_unix_seconds(i64::from_value(value)?)
    }
}

impl ToParam for Score {
    fn to_param(&self) -> Param<'_> {
        Param::Integer(self.points().into())
    }
}

impl FromValue<'_> for Score {
    fn from_value(value: Value<'_>) -> Option<Self> {
        u16::try_from(i64::from_value(value)?).ok()?.try_into().ok()
    }
}

/// A length or an offset, in bytes.
pub(super) struct Bytes(pub(super) usize);

impl ToParam for Bytes {
    fn to_param(&self) -> Param<'_> {
        Param::Integer(number(self.0 as u64))
    }
}

impl FromValue<'_> for Bytes {
    fn from_value(value: Value<'_>) -> Option<Self> {
        usize::try_from(i64::from_value(value)?).map(Self).ok()
    }
}

/// An id as a parameter. Our ids always fit into a database.
pub(super) fn number(id: u64) -> i64 {
    i64::try_from(id).unwrap_or(i64::MAX)
}

/// How many ids one statement takes.
pub(super) const MOST_AT_ONCE: usize = 512;

/// Builds the conditions of a query, with numbered parameters.
#[derive(Default)]
pub(super) struct Conditions {
    clauses: Vec<Cow<'static, str>>,
    pub(super) parameters: Vec<Param<'static>>,
}

impl Conditions {
    pub(super) fn require(&mut self, clause: &'static str) {
        self.clauses.push(clause.into());
    }

    /// Require a clause that already names its parameters.
    pub(super) fn require_owned(&mut self, clause: String) {
        self.clauses.push(clause.into());
    }

    /// Require `clause`, in which `{}` stands for `parameter`.
    pub(super) fn require_with(&mut self, clause: &str, parameter: impl Into<Param<'static>>) {
        let number = self.parameter(parameter);
        self.clauses.push(clause.replace("{}", &number).into());
    }

    /// The number, `?N`, of a further parameter.
    pub(super) fn parameter(&mut self, parameter: impl Into<Param<'static>>) -> String {
        self.parameters.push(parameter.into());
        format!("?{}", self.parameters.len())
    }

    /// The numbers of these ids as parameters, at most [`MOST_AT_ONCE`].
    ///
    /// No row has the id 0. The last id comes several times, so that few numbers of ids make few statements, which an
    /// engine knows when they come again.
    pub(super) fn ids<I: Copy + Into<u64>>(&mut self, ids: &[I]) -> Vec<String> {
        let Some(last) = ids.last() else { return vec![self.parameter(0)] };
        let more = ids.len().next_power_of_two() - ids.len();
        let all = ids.iter().chain(std::iter::repeat_n(last, more));
        all.map(|id| self.parameter(number((*id).into()))).collect()
    }

    /// ` WHERE ... AND ...`, or nothing.
    pub(super) fn to_sql(&self) -> String {
        if self.clauses.is_empty() {
            return String::new();
        }
        format!(" WHERE {}", self.clauses.join(" AND "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_statements_take_any_number_of_ids() {
        #[track_caller]
        fn check(ids: &[ClaimId], numbers: &str, parameters: &[i64]) {
            let mut conditions = Conditions::default();
            assert_eq!(conditions.ids(ids).join(" "), numbers);
            let parameters: Vec<Param<'_>> = parameters.iter().map(|id| (*id).into()).collect();
            assert_eq!(conditions.parameters, parameters);
        }
        check(&[], "?1", &[0]);
        check(&[ClaimId(7)], "?1", &[7]);
        check(&[ClaimId(7), ClaimId(9)], "?1 ?2", &[7, 9]);
        check(&[7, 8, 9].map(ClaimId), "?1 ?2 ?3 ?4", &[7, 8, 9, 9]);
    }
}
