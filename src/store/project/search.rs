//! The folded words of claims, notes and titles. They are collected, and written block by block at the
//! end of a batch: what is written depends on the texts alone, not on how they came in batches.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::domain::{ArticleId, ClaimId, EntryId, EvidenceId, SearchIn, searched, terms};
use crate::store::block::{BLOCK, Texts};
use crate::store::sql::{Connection, params};
use crate::store::values::{Conditions, ToParam as _, number};
use crate::store::{Snapshot, StoreError};

use super::Projection;

/// What changes in the search index.
#[derive(Default)]
pub(super) struct SearchChanges {
    blocks: BTreeMap<(i64, i64), BlockChanges>,
    /// How many changes there are.
    size: usize,
}

#[derive(Default)]
struct BlockChanges {
    lengths: BTreeMap<u16, u8>,
    /// In order: the later of two counts.
    terms: HashMap<String, Vec<(u16, bool)>>,
}

impl BlockChanges {
    fn change(&mut self, term: &str, text: u16, is_there: bool) -> bool {
        let change = (text, is_there);
        match self.terms.get_mut(term) {
            Some(changes) if changes.last() == Some(&change) => return false,
            Some(changes) => changes.push(change),
            None => {
                self.terms.insert(term.to_owned(), vec![change]);
            }
        }
        true
    }
}

impl SearchChanges {
    /// Beyond this, they are written before the end.
    const MOST: usize = 1 << 20;

    /// A text has other words, or none.
    fn change(&mut self, kind: SearchIn, id: u64, old: &str, new: &str) {
        if old == new {
            return;
        }
        let text = u16::try_from(id % BLOCK).unwrap_or_default();
        let block = self.blocks.entry((kind.number(), number(id / BLOCK))).or_default();
        let new = terms(new);
        let length = u8::try_from(new.len()).unwrap_or(u8::MAX);
        if !old.is_empty() {
            let kept: BTreeSet<&str> = new.iter().map(|term| &*term.term).collect();
            for term in terms(old) {
                if !kept.contains(&*term.term) {
                    self.size += usize::from(block.change(&term.term, text, false));
                }
            }
        }
        block.lengths.insert(text, length);
        for term in new {
            self.size += usize::from(block.change(&term.term, text, true));
        }
    }

    /// Write what has changed.
    fn write(&mut self, connection: &Connection) -> Result<(), StoreError> {
        self.size = 0;
        for ((kind, block), changes) in std::mem::take(&mut self.blocks) {
            let sql = "SELECT lengths FROM search_texts WHERE kind = ?1 AND block = ?2";
            let known: Option<Vec<u8>> = connection.bytes(sql, params![kind, block])?;
            let is_new = known.is_none();
            let mut sorted: Vec<(String, Vec<(u16, bool)>)> = changes.terms.into_iter().collect();
            sorted.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
            for terms in sorted.chunks(TERMS) {
                write_terms(connection, (kind, block), is_new, terms)?;
            }
            let mut lengths = known.unwrap_or_default();
            for (text, length) in changes.lengths {
                let at = usize::from(text);
                if lengths.len() <= at {
                    lengths.resize(at + 1, 0);
                }
                lengths[at] = length;
            }
            while lengths.last() == Some(&0) {
                lengths.pop();
            }
            write_lengths(connection, (kind, block), is_new, &lengths)?;
        }
        Ok(())
    }
}

/// How many terms are read and written together.
const TERMS: usize = 500;

fn write_terms(
    connection: &Connection,
    (kind, block): (i64, i64),
    is_new_block: bool,
    terms: &[(String, Vec<(u16, bool)>)],
) -> Result<(), StoreError> {
    let mut known = HashMap::new();
    if !is_new_block {
        let mut conditions = Conditions::default();
        conditions.require_with("kind = {}", kind);
        conditions.require_with("block = {}", block);
        let names = terms.iter().map(|(term, _)| conditions.parameter(term.clone()));
        let names = names.collect::<Vec<_>>().join(", ");
        conditions.require_owned(format!("term IN ({names})"));
        let sql = format!("SELECT term, texts FROM search_terms{}", conditions.to_sql());
        let rows = connection.all(&sql, &conditions.parameters, |row| {
            Ok((row.get::<String>(0)?, row.get::<Vec<u8>>(1)?))
        })?;
        known.extend(rows);
    }
    let mut written = Vec::new();
    for (term, changes) in terms {
        let known = known.get(term);
        let mut texts = match known {
            Some(bytes) => Texts::of(bytes).ok_or_else(damaged)?,
            None => Texts::none(),
        };
        for (text, is_there) in changes {
            if *is_there { texts.insert(*text) } else { texts.remove(*text) }
        }
        let bytes = texts.to_bytes();
        if texts.is_empty() {
            let sql = "DELETE FROM search_terms WHERE kind = ?1 AND block = ?2 AND term = ?3";
            let rows = usize::from(known.is_some());
            connection.change(rows, sql, params![kind, block, term])?;
        } else if known != Some(&bytes) {
            written.push((term, bytes));
        }
    }
    let rows = written.iter().map(|(term, bytes)| {
        [kind.to_param(), block.to_param(), term.to_param(), bytes.as_slice().to_param()]
    });
    connection.change_all(
        "INSERT INTO search_terms (kind, block, term, texts)
             VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (kind, block, term) DO UPDATE SET texts = excluded.texts",
        &rows.collect::<Vec<_>>(),
    )
}

fn write_lengths(
    connection: &Connection,
    (kind, block): (i64, i64),
    is_new: bool,
    lengths: &[u8],
) -> Result<(), StoreError> {
    let sql = match (is_new, lengths.is_empty()) {
        (true, true) => return Ok(()),
        (false, true) => {
            let sql = "DELETE FROM search_texts WHERE kind = ?1 AND block = ?2";
            return connection.change(1, sql, params![kind, block]);
        }
        (true, false) => "INSERT INTO search_texts (kind, block, lengths) VALUES (?1, ?2, ?3)",
        (false, false) => "UPDATE search_texts SET lengths = ?3 WHERE kind = ?1 AND block = ?2",
    };
    connection.change(1, sql, params![kind, block, lengths])
}

fn damaged() -> StoreError {
    crate::store::attest::damaged("its search index is not readable".to_owned())
}

impl Projection<'_> {
    /// Write the words that have changed.
    pub(super) fn write_search(&mut self) -> Result<(), StoreError> {
        self.search.write(self.index.connection)
    }

    /// The same, if they are many.
    pub(super) fn write_much_search(&mut self) -> Result<(), StoreError> {
        if self.search.size < SearchChanges::MOST { Ok(()) } else { self.write_search() }
    }

    /// The words of a claim and who said it: before, and now.
    pub(super) fn search_claim(
        &mut self,
        claim: ClaimId,
        old: (&str, Option<&str>),
        new: (&str, Option<&str>),
    ) {
        let (old, new) = (searched(old.0, old.1), searched(new.0, new.1));
        self.search.change(SearchIn::Claims, claim.0, old.trim(), new.trim());
    }

    /// What a note says: before, and now.
    pub(super) fn search_note(&mut self, entry: EntryId, old: &str, new: &str) {
        self.search.change(SearchIn::Notes, entry.0, old, new);
    }

    /// The title and the address of an article: before, and now.
    pub(super) fn search_title(
        &mut self,
        article: ArticleId,
        old: Option<(Option<&str>, &str)>,
        new: (Option<&str>, &str),
    ) {
        let text = |(title, origin)| searched(origin, title);
        let old = old.map_or_else(String::new, text);
        self.search.change(SearchIn::Titles, article.0, &old, &text(new));
    }

    /// What evidence says: before, and now.
    pub(super) fn search_evidence(
        &mut self,
        id: EvidenceId,
        before: &str,
    ) -> Result<(), StoreError> {
        let now = self.evidence_words_now(id)?;
        self.search.change(SearchIn::Evidence, id.0, before, &now);
        Ok(())
    }

    /// What the index says of evidence; nothing if it was withdrawn.
    pub(super) fn evidence_words_now(&self, id: EvidenceId) -> Result<String, StoreError> {
        let found = Snapshot::new(self.index.connection).evidence_words(&[id])?;
        Ok(found.into_values().next().map(|of| of.words).unwrap_or_default())
    }

    /// The words of a note, of a review, or of what was resolved or waived, which are about to go.
    pub(super) fn unsearch_note(&mut self, entry: EntryId) -> Result<(), StoreError> {
        let old = Snapshot::new(self.index.connection).noted(&[entry])?;
        if let Some(old) = old.get(&entry) {
            self.search_note(entry, &old.words, "");
        }
        Ok(())
    }
}
