//! Texts that have words, found by their folded terms.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::block::{BLOCK, Texts};
use super::sql::{Param, params};
use super::values::{Conditions, number};
use super::{Snapshot, StoreError};
use crate::domain::{
    Aside, Claim, ClaimId, EntryId, EvidenceId, ReviewerName, SearchIn, Sight, Wanted, WantedPart,
    evidence_searched, searched, terms,
};

impl SearchIn {
    /// Its number in rows.
    pub(super) const fn number(self) -> i64 {
        match self {
            Self::Claims => 1,
            Self::Notes => 2,
            Self::Titles => 3,
            Self::Evidence => 4,
        }
    }
}

/// The texts that have all terms of what is wanted. Whether they have its phrases, only they can say.
pub struct Matches {
    blocks: Vec<Block>,
}

struct Block {
    first: u64,
    kind: SearchIn,
    lengths: Vec<u8>,
    texts: Texts,
}

impl Matches {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.blocks.iter().map(|block| block.texts.count()).sum()
    }

    /// Up to `most` of them, those with the fewest terms first. Of several with the same number,
    /// claims first, then notes, then titles, each as they were recorded.
    pub fn shortest(&self, most: usize) -> Vec<(SearchIn, u64)> {
        let mut of_length = [0_usize; 256];
        let shortest_of = self.blocks.iter().map(|block| {
            let mut shortest = u8::MAX;
            block.each(|_, length| {
                of_length[usize::from(length)] += 1;
                shortest = shortest.min(length);
            });
            shortest
        });
        let shortest_of: Vec<u8> = shortest_of.collect();
        let (mut left, mut wanted) = (most, [0_usize; 256]);
        for (wanted, count) in wanted.iter_mut().zip(of_length) {
            *wanted = count.min(left);
            left -= *wanted;
        }
        let longest = wanted.iter().rposition(|count| *count > 0).unwrap_or_default();
        let mut sorted: BTreeMap<u8, Vec<(SearchIn, u64)>> = BTreeMap::new();
        for (block, shortest) in self.blocks.iter().zip(shortest_of) {
            let shortest = usize::from(shortest);
            if shortest > longest || (shortest == longest && wanted[longest] == 0) {
                continue;
            }
            block.each(|text, length| {
                let wanted = &mut wanted[usize::from(length)];
                if *wanted > 0 {
                    *wanted -= 1;
                    sorted.entry(length).or_default().push((block.kind, text));
                }
            });
        }
        sorted.into_values().flatten().collect()
    }

    /// All of a kind, in order.
    pub fn of(&self, kind: SearchIn) -> impl Iterator<Item = u64> + '_ {
        let blocks = self.blocks.iter().filter(move |block| block.kind == kind);
        blocks.flat_map(|block| block.texts.iter().map(|text| block.first + u64::from(text)))
    }

    /// Whether this is one of them.
    pub fn has(&self, kind: SearchIn, id: u64) -> bool {
        let first = id / BLOCK * BLOCK;
        let text = u16::try_from(id % BLOCK).unwrap_or_default();
        let at =
            self.blocks.binary_search_by_key(&(kind, first), |block| (block.kind, block.first));
        at.is_ok_and(|at| self.blocks[at].texts.has(text))
    }
}

impl Block {
    /// Each text with its number of terms, in order.
    fn each(&self, mut take: impl FnMut(u64, u8)) {
        self.texts.each(|text| {
            let length = self.lengths.get(usize::from(text)).copied().unwrap_or_default();
            take(self.first + u64::from(text), length);
        });
    }
}

/// The claims that have all words of what is wanted, or a note or evidence that has them.
pub(super) struct Listed<'q> {
    claims: Matches,
    /// Those with such a note, or such evidence.
    noted: BTreeSet<ClaimId>,
    wanted: &'q Wanted,
}

impl Listed<'_> {
    /// Those that may have them, at most so many of each.
    pub(super) fn ids(&self, most: usize) -> Vec<ClaimId> {
        let claims = self.claims.of(SearchIn::Claims).map(ClaimId);
        let mut ids: Vec<ClaimId> =
            claims.take(most).chain(self.noted.iter().copied().take(most)).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    pub(super) fn has(&self, claim: &Claim) -> bool {
        if self.noted.contains(&claim.id) {
            return true;
        }
        if !self.claims.has(SearchIn::Claims, claim.id.0) {
            return false;
        }
        let quote = claim.quote.as_deref().unwrap_or_default();
        let words = searched(quote, claim.claimant.as_deref());
        self.wanted.found_in(&terms(&words)).is_some()
    }
}

impl Snapshot<'_> {
    /// The claims with all words, or with a note or evidence that has them and that a person with this
    /// sight sees.
    pub(super) fn listed<'q>(
        &self,
        wanted: &'q Wanted,
        sight: &Sight,
    ) -> Result<Listed<'q>, StoreError> {
        let matches = self.matches(wanted, &[SearchIn::Notes])?;
        let entries: Vec<EntryId> = matches.of(SearchIn::Notes).map(EntryId).collect();
        let noted = self.noted(&entries)?.into_values().filter(|noted| {
            noted.is_seen(sight) && wanted.found_in(&terms(&noted.words)).is_some()
        });
        let mut noted: BTreeSet<ClaimId> = noted.map(|noted| noted.claim).collect();
        let matches = self.matches(wanted, &[SearchIn::Evidence])?;
        let evidence: Vec<EvidenceId> = matches.of(SearchIn::Evidence).map(EvidenceId).collect();
        for (id, of) in self.evidence_words(&evidence)? {
            if sight.hidden_evidence(id).is_none() && wanted.found_in(&terms(&of.words)).is_some() {
                noted.extend(of.claims);
            }
        }
        let claims = self.matches(wanted, &[SearchIn::Claims])?;
        Ok(Listed { claims, noted, wanted })
    }

    /// The texts of these kinds that have all terms of what is wanted.
    pub fn matches(&self, wanted: &Wanted, kinds: &[SearchIn]) -> Result<Matches, StoreError> {
        let mut blocks = Vec::new();
        for kind in SearchIn::ALL.into_iter().filter(|kind| kinds.contains(kind)) {
            let mut found: Option<BTreeMap<u64, Texts>> = None;
            for part in wanted.parts.iter().flat_map(WantedPart::single) {
                let of_part = self.texts_with(kind, &part)?;
                found = Some(match found {
                    None => of_part,
                    Some(mut found) => {
                        found.retain(|block, texts| {
                            of_part.get(block).is_some_and(|of_part| {
                                texts.keep(of_part);
                                !texts.is_empty()
                            })
                        });
                        found
                    }
                });
                if found.as_ref().is_some_and(BTreeMap::is_empty) {
                    break;
                }
            }
            for (block, texts) in found.unwrap_or_default() {
                let sql = "SELECT lengths FROM search_texts WHERE kind = ?1 AND block = ?2";
                let lengths = self.connection.bytes(sql, params![kind.number(), number(block)])?;
                let lengths = lengths.unwrap_or_default();
                blocks.push(Block { first: block * BLOCK, kind, lengths, texts });
            }
        }
        Ok(Matches { blocks })
    }

    /// The texts with a term, or with any that begins with it, by block.
    fn texts_with(
        &self,
        kind: SearchIn,
        part: &WantedPart,
    ) -> Result<BTreeMap<u64, Texts>, StoreError> {
        let term = part.terms.first().map(String::as_str).unwrap_or_default();
        let condition = if part.is_prefix { ">= ?2 AND term < ?3" } else { "= ?2" };
        let sql = format!(
            "SELECT search_texts.block, texts
             FROM search_texts
             CROSS JOIN search_terms -- in this order: a look into each block, and not at each term
             WHERE search_texts.kind = ?1
                 AND search_terms.kind = ?1
                 AND search_terms.block = search_texts.block
                 AND term {condition}"
        );
        let mut parameters: Vec<Param<'_>> = vec![kind.number().into(), term.to_owned().into()];
        if part.is_prefix {
            // No term has this character, which is the last one.
            parameters.push(format!("{term}\u{10ffff}").into());
        }
        let mut found: BTreeMap<u64, Texts> = BTreeMap::new();
        let rows = self.connection.query(&sql, &parameters)?;
        for row in rows.iter() {
            let block = u64::try_from(row.get::<i64>(0)?).unwrap_or_default();
            let texts = Texts::of(row.get(1)?).ok_or_else(|| {
                super::attest::damaged("its search index is not readable".to_owned())
            })?;
            found.entry(block).or_insert(Texts::none()).add(&texts);
        }
        Ok(found)
    }

    /// The words of these claims and who said them, as they are searched, and whether they are in
    /// ordinary lists.
    pub fn claim_words(
        &self,
        claims: &[ClaimId],
    ) -> Result<HashMap<ClaimId, (String, Aside)>, StoreError> {
        let sql = "SELECT id, quote, claimant, dismissed, gone IS NOT NULL, withdrawn
             FROM claims
             WHERE id IN (…)";
        let mut found = HashMap::new();
        self.each_of(claims, sql, |row| {
            let words = searched(row.get(1)?, row.get::<Option<&str>>(2)?);
            let aside = Aside::of(row.get(3)?, row.get(4)?, row.get(5)?);
            found.insert(row.get(0)?, (words, aside));
            Ok(())
        })?;
        Ok(found)
    }

    /// What this evidence says, and the claims that it is about, without what was withdrawn.
    pub fn evidence_words(
        &self,
        evidence: &[EvidenceId],
    ) -> Result<HashMap<EvidenceId, EvidenceWords>, StoreError> {
        let mut found = HashMap::new();
        for &id in evidence {
            let sql = "SELECT quote, note, searched, locator, origin
                 FROM evidence
                 WHERE id = ?1 AND withdrawn IS NULL";
            let words = self.connection.first(sql, params![id], |row| {
                let parts = [row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?];
                Ok(evidence_searched(parts))
            })?;
            if let Some(words) = words {
                let claims = self.claims_of_evidence(&[id])?.into_iter().collect();
                found.insert(id, EvidenceWords { claims, words });
            }
        }
        Ok(found)
    }

    /// What the notes of these entries say: notes, the grounds of reviews, and those of what was
    /// resolved or waived.
    pub fn noted(&self, entries: &[EntryId]) -> Result<HashMap<EntryId, Noted>, StoreError> {
        const MOST_AT_ONCE: usize = 500;
        let mut found = HashMap::new();
        for entries in entries.chunks(MOST_AT_ONCE) {
            for columns in [
                "reviewer, note FROM notes",
                "reviewer, note FROM reviews",
                "by, reason FROM rulings",
            ] {
                let mut conditions = Conditions::default();
                let numbers: Vec<String> =
                    entries.iter().map(|entry| conditions.parameter(number(entry.0))).collect();
                let sql = format!(
                    "SELECT entry, claim, {columns} WHERE entry IN ({})",
                    numbers.join(", ")
                );
                for row in self.connection.query(&sql, &conditions.parameters)?.iter() {
                    if let Some(words) = row.get(3)? {
                        let noted = Noted { by: row.get(2)?, claim: row.get(1)?, words };
                        found.insert(row.get(0)?, noted);
                    }
                }
            }
        }
        Ok(found)
    }
}

/// What a piece of evidence says, as it is searched.
pub struct EvidenceWords {
    pub claims: Vec<ClaimId>,
    pub words: String,
}

/// What somebody wrote about a claim.
pub struct Noted {
    pub by: ReviewerName,
    pub claim: ClaimId,
    pub words: String,
}

impl Noted {
    /// Whether a person with this sight sees it.
    pub fn is_seen(&self, sight: &Sight) -> bool {
        !sight.hides(self.claim) || sight.is_own(&self.by)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_shortest_come_first_and_those_alike_as_they_were_recorded(
            lengths in prop::collection::vec(prop::collection::vec(0..6_u8, 1..40), 1..5),
            most in 0..200_usize,
        ) {
            let mut blocks = Vec::new();
            let mut all = Vec::new();
            for (first, lengths) in (0..).step_by(4096).zip(&lengths) {
                let mut texts = Texts::none();
                for (text, length) in (0..).zip(lengths).filter(|(_, length)| **length > 0) {
                    texts.insert(text);
                    all.push((*length, SearchIn::Claims, first + u64::from(text)));
                }
                blocks.push(Block { first, kind: SearchIn::Claims, lengths: lengths.clone(), texts });
            }
            let matches = Matches { blocks };
            prop_assert_eq!(matches.count(), all.len());
            all.sort_by_key(|(length, ..)| *length);
            let all: Vec<_> = all.into_iter().take(most).map(|(_, kind, id)| (kind, id)).collect();
            prop_assert_eq!(matches.shortest(most), all);
        }
    }
}
