use std::iter::Peekable;

use super::WriteError;
use crate::view::{ClaimDetail, Part, PartIterator, Section};

/// An article with all of its claims in memory.
pub(crate) struct Whole {
    pub(crate) claims: Vec<ClaimDetail>,
    pub(crate) section: Section,
}

/// The articles of a report with all of their claims, one after the other.
pub(super) struct Wholes<'s, E>(Peekable<PartIterator<'s, E>>);

impl<'s, E> Wholes<'s, E> {
    pub(super) fn of(parts: PartIterator<'s, E>) -> Self {
        Self(parts.peekable())
    }
}

impl<E> Iterator for Wholes<'_, E> {
    type Item = Result<Whole, WriteError<E>>;

    fn next(&mut self) -> Option<Self::Item> {
        let is_claim = |part: &Result<Part, E>| !matches!(part, Ok(Part::Section(_)));
        let section = match self.0.next()? {
            Ok(Part::Section(section)) => *section,
            // A source gives no claim before its article.
            Ok(Part::Claim(_)) => return self.next(),
            Err(error) => return Some(Err(WriteError::Sections(error))),
        };
        let mut claims = Vec::new();
        while let Some(part) = self.0.next_if(is_claim) {
            match part {
                Ok(Part::Claim(claim)) => claims.push(*claim),
                Ok(Part::Section(_)) => {}
                Err(error) => return Some(Err(WriteError::Sections(error))),
            }
        }
        Some(Ok(Whole { claims, section }))
    }
}
