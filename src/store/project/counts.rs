//! How many claims there are of each kind, of each article and of all.

use std::collections::BTreeMap;

use super::Projection;
use crate::domain::{ArticleId, Status};
use crate::store::StoreError;
use crate::store::sql::{Connection, Param};
use crate::store::values::{ToParam as _, number};

/// As what a claim is counted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Counted {
    pub(super) dismissed: bool,
    pub(super) gone: bool,
    pub(super) status: Status,
    pub(super) withdrawn: bool,
}

/// What changes in the counts. It is written at the end of a batch, and before they are read.
#[derive(Default)]
pub(super) struct CountChanges {
    /// By article, and as what: how many claims more.
    more: BTreeMap<(u64, &'static str, [bool; 3]), i64>,
}

impl CountChanges {
    /// Beyond this, they are written before the end.
    pub(super) const MOST: usize = 4096;

    pub(super) fn len(&self) -> usize {
        self.more.len()
    }

    fn count(&mut self, article: ArticleId, counted: Counted, more: i64) {
        let Counted { dismissed, gone, status, withdrawn } = counted;
        for article in [article, ArticleId(0)] {
            let key = (article.0, status.as_str(), [dismissed, gone, withdrawn]);
            *self.more.entry(key).or_default() += more;
        }
    }

    /// Write what has changed. What changed and is the same again is written, too: then a row of it is
    /// there however the changes came in batches.
    pub(super) fn write(&mut self, connection: &Connection) -> Result<(), StoreError> {
        let more = std::mem::take(&mut self.more);
        let rows = more.iter().map(|((article, status, flags), claims)| {
            let [dismissed, gone, withdrawn] = flags.map(|flag| Param::from(i64::from(flag)));
            let article = Param::from(number(*article));
            [article, status.to_param(), dismissed, gone, withdrawn, claims.to_param()]
        });
        connection.change_all(
            "INSERT INTO counts (article, status, dismissed, gone, withdrawn, claims)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (article, status, dismissed, gone, withdrawn)
                 DO UPDATE SET claims = counts.claims + excluded.claims",
            &rows.collect::<Vec<_>>(),
        )
    }
}

impl Projection<'_> {
    /// Add new claims of an article, which nobody has judged, to the counts.
    pub(super) fn count_new(&mut self, article: ArticleId, more: i64) {
        let status = Status::Unverified;
        self.count(
            article,
            Counted { dismissed: false, gone: false, status, withdrawn: false },
            more,
        );
    }

    /// Move claims of an article from one count to another.
    pub(super) fn count_otherwise(
        &mut self,
        article: ArticleId,
        from: Counted,
        to: Counted,
        claims: i64,
    ) {
        self.count(article, from, -claims);
        self.count(article, to, claims);
    }

    pub(super) fn count(&mut self, article: ArticleId, counted: Counted, more: i64) {
        self.counts.count(article, counted, more);
    }
}
