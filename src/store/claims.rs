mod of_article;
mod seen;

use seen::{is_of_judged, is_seen, is_seen_as, rests_on_fallen};

use super::attest::damaged;
use super::part::{Part, sort};
use super::queue::on_dockets;
use super::search::Listed;
use super::sql::{Param, Row, not_ours, params};
use super::values::{Bytes, Conditions, MOST_AT_ONCE, number};
use super::{Snapshot, StoreError};
use crate::domain::{
    ArticleId, Claim, ClaimId, ClaimQuery, Correction, Cursor, EntryId, Extractor, Gone,
    HashPrefix, Key, LineColumn, NotASpan, Order, Provenance, RawSpan, SOFT_HYPHEN, Sha256, Sight,
    Span, Status, Waits, folded,
};

const COLUMNS: &str = "id, article, span_start, span_end, line, column_number, quote, quote_sha256,
    claimant, extractor, extractor_version, score, status, conflict, dismissed, created_at,
    updated_at, entry, claimant_start, claimant_end, raw_start, raw_end, model_sha256,
    corrected, corrected_by, corrected_at, withdrawn, withheld, waits, claimant_sha256, placed, gone,
    gone_text, (SELECT actor FROM history WHERE history.entry = claims.entry), stale, scoped";

impl Snapshot<'_> {
    /// A claim. If it does not exist, that is checked against the log.
    pub fn claim(&self, id: ClaimId) -> Result<Option<Claim>, StoreError> {
        match self.claim_row(id)? {
            None if id.0 > 0 && id <= self.last_claim()? => {
                Err(damaged(format!("its row of `{id}` is missing")))
            }
            found => Ok(found),
        }
    }

    /// A claim from the index.
    pub(super) fn claim_row(&self, id: ClaimId) -> Result<Option<Claim>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM claims WHERE id = ?1");
        self.connection.first(&sql, params![id], claim)
    }

    /// The next `limit` claims of a list, after a place in it.
    ///
    /// A page is found by an index, never by counting the rows before it: the last page of a long
    /// list is as fast as the first. The list is the one that a person with this sight sees: what is
    /// hidden from them neither selects a claim nor orders it.
    pub fn claims(
        &self,
        query: &ClaimQuery,
        sight: &Sight,
        after: Option<Cursor>,
        limit: usize,
    ) -> Result<Vec<Claim>, StoreError> {
        if query.order == Order::Pending && query.waiting_for.is_none() {
            return self.pending_first(query, sight, after, limit);
        }
        if query.waiting_for.is_some() {
            return self.waiting(query, after, limit);
        }
        let Some(status) = query.status else {
            return self.page(query, sight, Part::All, after, limit);
        };
        let mut claims = self.page(query, sight, Part::Of(status), after, limit)?;
        if status == Status::Disputed {
            claims.extend(self.page(query, sight, Part::DisputedInConflict(None), after, limit)?);
            sort(&mut claims, query.order);
            claims.truncate(limit);
        }
        Ok(claims)
    }

    /// One status after the other: each has its own index.
    fn pending_first(
        &self,
        query: &ClaimQuery,
        sight: &Sight,
        after: Option<Cursor>,
        limit: usize,
    ) -> Result<Vec<Claim>, StoreError> {
        let mut claims = Vec::new();
        for status in Status::ALL {
            let after = match after {
                Some(Cursor { key: Key::Status(last), .. }) if status < last => continue,
                Some(Cursor { key: Key::Status(last), .. }) if status > last => None,
                after => after,
            };
            let part = match query.status {
                Some(wanted) if wanted == status => Part::Of(status),
                Some(Status::Disputed) => Part::DisputedInConflict(Some(status)),
                Some(_) => continue,
                None => Part::Of(status),
            };
            if claims.len() < limit {
                let left = limit - claims.len();
                claims.extend(self.page(query, sight, part, after, left)?);
            }
        }
        Ok(claims)
    }

    pub(super) fn page(
        &self,
        query: &ClaimQuery,
        sight: &Sight,
        part: Part,
        after: Option<Cursor>,
        limit: usize,
    ) -> Result<Vec<Claim>, StoreError> {
        /// The database finds names that may match, and some others. This many are checked
        /// together.
        const AT_ONCE: usize = 500;
        let listed = query.words.as_ref();
        let listed = listed.map(|wanted| self.listed(wanted, sight)).transpose()?;
        let has_words = query.claimant.is_some() || listed.is_some();
        let few = self.few(query, sight, part, listed.as_ref())?;
        let (mut found, mut after) = (Vec::new(), after);
        loop {
            let left = limit - found.len();
            let wanted = if has_words { left.max(AT_ONCE) } else { left };
            let (sql, parameters) = page(query, sight, few.as_deref(), part, after, wanted);
            let rows = self.connection.all(&sql, &parameters, claim)?;
            let is_last = rows.len() < wanted;
            after = rows.last().map(|last| Cursor::of(last, query.order)).or(after);
            let is_found = |claim: &Claim| {
                query.is_claimant(claim) && listed.as_ref().is_none_or(|listed| listed.has(claim))
            };
            found.extend(rows.into_iter().filter(is_found).take(left));
            if is_last || found.len() == limit {
                return Ok(found);
            }
        }
    }

    /// The claims that this reviewer judged, or that changed since then, or that have the words, if
    /// they are few: then a list looks at them alone, in whatever order it is.
    fn few(
        &self,
        query: &ClaimQuery,
        sight: &Sight,
        part: Part,
        listed: Option<&Listed<'_>>,
    ) -> Result<Option<Vec<ClaimId>>, StoreError> {
        const MOST: usize = 2000;
        let limit = number(MOST as u64 + 1);
        let by = match &query.by {
            Some(name) => Some(self.connection.column(
                "SELECT DISTINCT claim FROM reviews WHERE reviewer = ?1 LIMIT ?2",
                params![name, limit],
            )?),
            None => None,
        };
        let since = match query.since {
            Some(since) => Some(self.connection.column(
                "SELECT id FROM claims WHERE updated_at >= ?1 LIMIT ?2",
                params![since, limit],
            )?),
            None => None,
        };
        let given = sight.given().filter(|_| is_of_judged(query, part));
        let given = given.map(|given| given.iter().copied().collect());
        let on_dockets = self.few_on_dockets(query, limit)?;
        let fallen = if query.fallen { Some(self.few_fallen(sight, limit)?) } else { None };
        let with_words = listed.map(|listed| listed.ids(MOST + 1));
        let candidates = by.into_iter().chain(since).chain(given).chain(on_dockets).chain(fallen);
        let candidates = candidates.chain(with_words);
        let candidates = candidates.filter(|ids: &Vec<ClaimId>| ids.len() <= MOST);
        Ok(candidates.min_by_key(Vec::len))
    }

    /// The claim with exactly this span, unless it is dismissed or gone.
    pub fn claim_at(&self, article: ArticleId, span: Span) -> Result<Option<ClaimId>, StoreError> {
        self.connection.value(
            "SELECT id
             FROM claims
             WHERE article = ?1 AND span_start = ?2 AND span_end = ?3 AND dismissed = 0 AND gone IS NULL
             ORDER BY id
             LIMIT 1",
            params![article, Bytes(span.start()), Bytes(span.end())],
        )
    }

    /// The claim at this place, with these words, and whether it is dismissed; one that is not is
    /// preferred.
    pub fn any_claim_at(
        &self,
        article: ArticleId,
        span: Span,
        quote: Sha256,
    ) -> Result<Option<(ClaimId, bool)>, StoreError> {
        // An article may have a hundred thousand claims, of which few have the same words: `+ 0` keeps
        // the engine from going through all of the article's.
        self.connection.first(
            "SELECT id, dismissed
             FROM claims
             WHERE quote_sha256 = ?4 AND article + 0 = ?1
                 AND span_start = ?2 AND span_end = ?3 AND gone IS NULL
             ORDER BY dismissed, id
             LIMIT 1",
            params![article, Bytes(span.start()), Bytes(span.end()), quote],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
    }

    /// Claims whose quote's hash starts with these digits; at most a few.
    pub fn claims_with_hash(&self, prefix: HashPrefix) -> Result<Vec<ClaimId>, StoreError> {
        let (first, last) = prefix.range;
        self.connection.column(
            "SELECT id
             FROM claims
             WHERE quote_sha256 BETWEEN ?1 AND ?2
             ORDER BY id
             LIMIT 5",
            params![first, last],
        )
    }

    /// The ids of the claims that are unverified, as a person with this sight sees them.
    pub fn unverified(&self, sight: &Sight) -> Result<Vec<ClaimId>, StoreError> {
        let mut conditions = Conditions::default();
        is_seen_as(&mut conditions, sight, Status::Unverified);
        conditions.require("dismissed = 0");
        conditions.require("gone IS NULL");
        conditions.require("withdrawn = 0");
        let sql = format!("SELECT id FROM claims{} ORDER BY id", conditions.to_sql());
        self.connection.column(&sql, &conditions.parameters)
    }

    /// The ids of the claims on which the reviewers disagree, of the whole ledger or of one
    /// article.
    pub fn in_conflict(&self, article: Option<ArticleId>) -> Result<Vec<ClaimId>, StoreError> {
        let conditions = in_conflict(article);
        let sql = format!("SELECT id FROM claims{} ORDER BY id", conditions.to_sql());
        self.connection.column(&sql, &conditions.parameters)
    }

    /// The rows that a query finds for these claims, which `…` stands for in it.
    pub(super) fn each_of<I: Copy + Into<u64>>(
        &self,
        ids: &[I],
        sql: &str,
        mut take: impl FnMut(Row<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        for ids in ids.chunks(MOST_AT_ONCE) {
            let mut conditions = Conditions::default();
            let sql = sql.replace('…', &conditions.ids(ids).join(", "));
            let rows = self.connection.query(&sql, &conditions.parameters)?;
            rows.iter().try_for_each(&mut take)?;
        }
        Ok(())
    }

    /// The id that the next claim will have.
    pub fn next_claim(&self) -> Result<ClaimId, StoreError> {
        let last = self.connection.value("SELECT max(id) FROM claims", params![])?;
        Ok(ClaimId(last.flatten().map_or(1, |last: ClaimId| last.0 + 1)))
    }
}

/// The claims that are in conflict, of the whole ledger or of one article. They are few, and an
/// index finds them.
pub(super) fn in_conflict(article: Option<ArticleId>) -> Conditions {
    let mut conditions = Conditions::default();
    conditions.require("conflict = 1");
    conditions.require("dismissed = 0");
    conditions.require("gone IS NULL");
    conditions.require("withdrawn = 0");
    if let Some(article) = article {
        conditions.require_with("article = {}", number(article.0));
    }
    conditions
}

/// The query for a page of a list, and its parameters.
///
/// `few` are the only claims that can be in it, if that is known.
pub(super) fn page(
    query: &ClaimQuery,
    sight: &Sight,
    few: Option<&[ClaimId]>,
    part: Part,
    after: Option<Cursor>,
    limit: usize,
) -> (String, Vec<Param<'static>>) {
    let mut conditions = Conditions::default();
    if let Some(article) = query.article {
        conditions.require_with("article = {}", number(article.0));
    }
    let status = match part {
        Part::Of(status) | Part::DisputedInConflict(Some(status)) => Some(status),
        Part::All
        | Part::Assigned
        | Part::DisputedInConflict(None)
        | Part::Open
        | Part::Waiting => None,
    };
    if let Some(status) = status {
        is_seen_as(&mut conditions, sight, status);
    }
    if is_of_judged(query, part) {
        is_seen(&mut conditions, sight);
    }
    let is_in_conflict = matches!(part, Part::DisputedInConflict(_));
    if is_in_conflict {
        conditions.require("status <> 'disputed'");
        // The latest review of each reviewer counts.
        conditions.require(
            "EXISTS (
                 SELECT 1
                 FROM reviews
                 WHERE claim = claims.id AND status = 'disputed' AND NOT EXISTS (
                     SELECT 1
                     FROM reviews AS later
                     WHERE later.claim = claims.id
                         AND later.reviewer = reviews.reviewer
                         AND later.entry > reviews.entry))",
        );
    }
    if query.stale {
        conditions.require("(gone IS NOT NULL OR stale = 1)");
    }
    if query.fallen {
        rests_on_fallen(&mut conditions, sight);
    }
    conditions.require(match (query.gone, query.dismissed) {
        (false, false) if query.stale => "dismissed = 0",
        (true, _) => "gone IS NOT NULL",
        (false, true) => "dismissed = 1 AND gone IS NULL",
        (false, false) => "dismissed = 0 AND gone IS NULL",
    });
    conditions.require("withdrawn = 0");
    if query.waiting {
        conditions.require("waits IS NOT NULL");
    }
    if query.conflict || is_in_conflict {
        conditions.require("conflict = 1");
    }
    on_dockets(query, part, &mut conditions);
    if few.is_some_and(<[ClaimId]>::is_empty) {
        conditions.require("1 = 0");
    } else if let Some(few) = few {
        let ids: Vec<String> = few.iter().map(|id| id.0.to_string()).collect();
        conditions.require_owned(format!("id IN ({})", ids.join(", ")));
    }
    if let Some(name) = &query.by {
        let clause = "EXISTS (
            SELECT 1 FROM reviews WHERE reviewer = {} AND claim = claims.id)";
        conditions.require_with(clause, name.to_string());
    }
    if let Some(since) = query.since {
        // Not by the index: a list in another order would sort all of them again for each page.
        conditions.require_with("+updated_at >= {}", since.unix_seconds());
    }
    if let Some(claimant) = &query.claimant {
        // The stored name is in lower case, but otherwise as in the article: there may be anything
        // between two words.
        let words = escape_like(&folded(claimant)).replace(' ', "%");
        let hyphen = conditions.parameter(String::from(SOFT_HYPHEN));
        let clause = format!(r"replace(claimant_folded, {hyphen}, '') LIKE {{}} ESCAPE '\'");
        conditions.require_with(&clause, format!("%{words}%"));
    }
    let order = match (query.order, after) {
        (Order::Id | Order::Pending, after) => {
            if let Some(after) = after {
                conditions.require_with("id > {}", number(after.id.0));
            }
            "id"
        }
        (Order::Newest, after) => {
            if let Some(after) = after {
                conditions.require_with("id < {}", number(after.id.0));
            }
            "id DESC"
        }
        (Order::Score, after) => {
            // If few can match, they are found first and then sorted: walking down the index of
            // scores could mean skipping a million. A negated score is in no index.
            let is_few = few.is_some()
                || query.article.is_some()
                || query.conflict
                || is_in_conflict
                || query.dismissed
                || query.gone
                || part == Part::Assigned
                || matches!(status, Some(Status::Disputed | Status::Corroborated));
            let (score, sign) = if is_few { ("-score", -1) } else { ("score", 1) };
            if let Some(Cursor { id, key: Key::Score(points) }) = after {
                let points = sign * i64::from(points);
                let reaches = if is_few { "-score >= {}" } else { "score <= {}" };
                conditions.require_with(reaches, points);
                let same = conditions.parameter(points);
                let clause = format!("NOT ({score} = {same} AND id <= {{}})");
                conditions.require_with(&clause, number(id.0));
            }
            if is_few { "-score, id" } else { "score DESC, id" }
        }
    };
    // A number in the statement itself lets an engine plan for so few.
    let sql = format!(
        "SELECT {COLUMNS} FROM claims{} ORDER BY {order} LIMIT {limit}",
        conditions.to_sql()
    );
    (sql, conditions.parameters)
}

/// A row of [`COLUMNS`].
fn claim(row: Row<'_>) -> Result<Claim, StoreError> {
    let bytes = |column| row.get::<Bytes>(column).map(|bytes| bytes.0);
    let span = RawSpan { start: bytes(2)?, end: bytes(3)? };
    let raw_span = |start, end| -> Result<Option<RawSpan>, StoreError> {
        let ends: (Option<Bytes>, Option<Bytes>) = (row.get(start)?, row.get(end)?);
        let (Some(start), Some(end)) = ends else { return Ok(None) };
        Ok(Some(RawSpan { start: start.0, end: end.0 }))
    };
    let checked = |column, span: RawSpan| {
        span.try_into().map_err(|_: NotASpan| not_ours(column, row.value(column)))
    };
    let withheld: Option<EntryId> = row.get(27)?;
    let entry = row.get(17)?;
    let gone = match (row.get(31)?, row.get(32)?) {
        (Some(entry), Some(text_sha256)) => Some(Gone { entry, text_sha256 }),
        _ => None,
    };
    let found = match row.get(9)? {
        None => Provenance::ByReviewer,
        Some(name) => Provenance::ByExtractor {
            extractor: Extractor { model_sha256: row.get(22)?, name, version: row.get(10)? },
            score: row.get(11)?,
        },
    };
    let corrected = match (row.get(23)?, row.get(24)?, row.get(25)?) {
        (Some(entry), Some(by), Some(at)) => Some(Correction { at, by, entry }),
        _ => None,
    };
    Ok(Claim {
        id: row.get(0)?,
        article: row.get(1)?,
        span: checked(2, span)?,
        place: if withheld.is_some() {
            None
        } else {
            Some(LineColumn { line: bytes(4)?, column: bytes(5)? })
        },
        quote: if withheld.is_some() { None } else { Some(row.get(6)?) },
        quote_sha256: row.get(7)?,
        claimant: row.get(8)?,
        claimant_sha256: row.get(29)?,
        claimant_span: raw_span(18, 19)?.map(|span| checked(18, span)).transpose()?,
        raw_span: raw_span(20, 21)?,
        found,
        status: row.get(12)?,
        conflict: row.get(13)?,
        dismissed: row.get(14)?,
        created_at: row.get(15)?,
        updated_at: row.get(16)?,
        waits: row.get::<Option<Waits>>(28)?.unwrap_or_default(),
        entry,
        placed: row.get::<Option<EntryId>>(30)?.unwrap_or(entry),
        recorded_by: row.get(33)?,
        gone,
        stale: row.get(34)?,
        scoped: row.get(35)?,
        corrected,
        withdrawn: row.get(26)?,
        withheld,
    })
}

/// `LIKE` gives `%`, `_` and the escape character a special meaning.
fn escape_like(words: &str) -> String {
    words.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_")
}
