use serde::{Serialize, Serializer};

/// A member that version 0.1.0 did not have.
pub(super) enum Later<T> {
    Absent,
    Present(T),
}

impl<T> Later<T> {
    pub(super) fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }
}

impl<T: Serialize> Serialize for Later<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Absent => serializer.serialize_none(),
            Self::Present(value) => value.serialize(serializer),
        }
    }
}
