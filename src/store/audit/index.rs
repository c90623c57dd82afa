use crate::domain::{EntryId, Sha256};
use crate::store::pages::Pages;
use crate::store::replay::{Replayed, replay};
use crate::store::sql::Connection;
use crate::store::sqlite::migrations::fresh;
use crate::store::sqlite::schema::{Schema, has_words};
use crate::store::{Snapshot, StoreError};
use crate::view::{ContentFault, Finding, IndexFault, Verification, WordsFault};

/// The tables of the index, and the keys of their rows; `faults` is compared separately.
const TABLES: &[(&str, &[&str])] = &[
    ("appearances", &["article", "entry"]),
    ("article_acts", &["article", "entry"]),
    ("article_contents", &["article", "sha256"]),
    ("articles", &["id"]),
    ("assignments", &["claim"]),
    ("claims", &["id"]),
    ("corrections", &["article", "fact"]),
    ("counts", &["article", "status", "dismissed", "gone", "withdrawn"]),
    ("evidence", &["id"]),
    ("evidence_acts", &["evidence", "entry"]),
    ("evidence_claims", &["claim", "evidence"]),
    ("evidence_contents", &["evidence", "sha256"]),
    ("grounds", &["entry"]),
    ("history", &["entry"]),
    ("leases", &["claim"]),
    ("nodes", &["level", "position"]),
    ("notes", &["entry"]),
    ("policies", &["entry"]),
    ("readings", &["article", "entry"]),
    ("redactions", &["text_sha256", "entry"]),
    ("reviewers", &["key"]),
    ("reviews", &["entry"]),
    ("roles", &["entry"]),
    ("rulings", &["entry"]),
    ("scales", &["entry"]),
    ("sealed", &["sha256"]),
    ("search_terms", &["kind", "block", "term"]),
    ("search_texts", &["kind", "block"]),
    ("stand_ins", &["entry"]),
    ("subjects", &["article", "claim", "entry"]),
    ("tags", &["tag", "claim"]),
    ("withdrawals", &["article"]),
    ("withheld", &["sha256"]),
];

/// Rebuild the index from the log, and compare it with the existing one, row by row. Tables that
/// are `odd` were already reported, and cannot be compared.
pub(super) fn verify(
    log: &Snapshot<'_>,
    index: &Snapshot<'_>,
    odd: &[Schema],
    found: &mut Verification,
) -> Result<(), StoreError> {
    let fresh = fresh()?;
    let again = fresh.begin_to_write()?;
    let lost = match replay(log, &again, &found.faults) {
        Ok(Replayed { lost, misfits }) => {
            for (position, why) in misfits {
                found.add_fault(position, why);
            }
            lost
        }
        Err(error @ StoreError::ContentLost(_)) => {
            found.add(Finding::Index(IndexFault::NotRebuilt(error.to_string())));
            return Ok(());
        }
        Err(error) => return Err(error),
    };
    let is_odd = |table: &str| odd.iter().any(|odd| odd.kind == "table" && odd.is_called(table));
    for (table, key) in TABLES.iter().copied().filter(|(table, _)| !is_odd(table)) {
        match compare(index.connection, &again, table, key)? {
            Compared::Same(rows) => found.rows += rows,
            Compared::Different(what) => {
                found.add(Finding::Index(IndexFault::Table { table, what }));
            }
        }
    }
    let (ours, theirs) = (index.faults()?, Snapshot::new(&again).faults()?);
    for position in ours.difference(&theirs) {
        found.add(Finding::Index(IndexFault::NotAFault(*position)));
    }
    found.rows += ours.intersection(&theirs).count() as u64;
    // These are already reported.
    found.unindexed = theirs.difference(&ours).copied().collect();
    let named = Snapshot::new(&again).content_hashes()?;
    for sha256 in &named {
        if !log.has_content(*sha256)? {
            found.add(Finding::Content(ContentFault::Missing(*sha256)));
        }
    }
    found.withheld = Snapshot::new(&again).withheld_count()?;
    verify_words(log, &Snapshot::new(&again), &lost, found)?;
    if found.contents > named.len() as u64 {
        found.add(Finding::Content(ContentFault::Foreign));
    }
    Ok(())
}

/// Compare what people wrote with what the entries name.
fn verify_words(
    log: &Snapshot<'_>,
    again: &Snapshot<'_>,
    lost: &[(EntryId, Sha256)],
    found: &mut Verification,
) -> Result<(), StoreError> {
    if !has_words(log.connection)? {
        return Ok(());
    }
    let mut missing = 0;
    for (entry, sha256) in lost {
        missing += u64::from(!log.has_words(*sha256)?);
        found.add(Finding::Words(WordsFault::Lost(*entry)));
    }
    if log.words_stored()? + missing > again.words_named()? {
        found.add(Finding::Words(WordsFault::Foreign));
    }
    Ok(())
}

enum Compared {
    Different(String),
    Same(u64),
}

fn compare(
    ours: &Connection,
    again: &Connection,
    table: &str,
    key: &[&str],
) -> Result<Compared, StoreError> {
    let columns = again.columns_of(table)?;
    if ours.columns_of(table)? != columns {
        return Ok(Compared::Different(" has other columns".to_owned()));
    }
    let all = columns.join(", ");
    let mut ours = Pages::of(ours, table, key, &all);
    let mut again = Pages::of(again, table, key, &all);
    let mut same = 0;
    loop {
        let (our, its) = match (ours.next()?, again.next()?) {
            (None, None) => return Ok(Compared::Same(same)),
            (Some(our), Some(its)) => (our, its),
            (our, _) => {
                let what = if our.is_some() { "a row that is not" } else { "no row that is" };
                return Ok(Compared::Different(format!(
                    " has {what} in the log, after {same} that match"
                )));
            }
        };
        // The key is repeated before all columns.
        let values = our.values().zip(its.values()).skip(key.len());
        for ((our, its), name) in values.zip(&columns) {
            if our != its {
                return Ok(Compared::Different(format!(
                    ", row {}, column `{name}`: it has {our}, but the log says {its}",
                    same + 1,
                )));
            }
        }
        same += 1;
    }
}
