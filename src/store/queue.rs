//! Which claims wait for whom, and who has them.

use super::part::{Part, sort};
use super::sql::params;
use super::values::{Conditions, number};
use super::{Snapshot, StoreError};
use crate::domain::{
    ArticleId, Claim, ClaimId, ClaimQuery, Cursor, EntryId, Order, ReviewerName, Role, Sight, Tag,
    Timestamp, Waiter,
};

impl Snapshot<'_> {
    /// The claims that wait for a person, in the order of the list: each part has its own index.
    pub(super) fn waiting(
        &self,
        query: &ClaimQuery,
        after: Option<Cursor>,
        limit: usize,
    ) -> Result<Vec<Claim>, StoreError> {
        let mut claims = Vec::new();
        for part in [Part::Assigned, Part::Open, Part::Waiting] {
            claims.extend(self.page(query, &Sight::WHOLE, part, after, limit)?);
        }
        sort(&mut claims, query.order);
        claims.truncate(limit);
        Ok(claims)
    }

    /// The claims of each list of dockets that is asked for, at most `limit` of each.
    pub(super) fn few_on_dockets(
        &self,
        query: &ClaimQuery,
        limit: i64,
    ) -> Result<Vec<Vec<ClaimId>>, StoreError> {
        let mut found = Vec::new();
        if let Some(name) = &query.assignee {
            let sql = "SELECT claim FROM assignments WHERE assignee = ?1 LIMIT ?2";
            found.push(self.connection.column(sql, params![name, limit])?);
        }
        if let Some(Waiter { at, name, .. }) = &query.held_by {
            found.push(self.connection.column(
                "SELECT claim FROM assignments WHERE assignee = ?1
                 UNION
                 SELECT claim FROM leases WHERE holder = ?1 AND until > ?2
                 LIMIT ?3",
                params![name, at, limit],
            )?);
        }
        if let Some(due) = query.due {
            let sql = "SELECT claim FROM assignments WHERE due <= ?1 LIMIT ?2";
            found.push(self.connection.column(sql, params![due, limit])?);
        }
        for tag in &query.tags {
            let sql = "SELECT claim FROM tags WHERE tag = ?1 LIMIT ?2";
            found.push(self.connection.column(sql, params![tag, limit])?);
        }
        Ok(found)
    }

    /// The claim that this person should judge next, if any waits for them, and whether it is theirs
    /// already: the one that they took last, then those that are assigned to them, by the day they
    /// are due, then the most check-worthy one.
    pub fn next_for(
        &self,
        waiter: &Waiter,
        article: Option<ArticleId>,
        tag: Option<&Tag>,
        is_another: bool,
    ) -> Result<Option<(ClaimId, bool)>, StoreError> {
        let query = ClaimQuery {
            article,
            order: Order::Score,
            tags: tag.cloned().into_iter().collect(),
            waiting_for: Some(waiter.clone()),
            ..ClaimQuery::default()
        };
        if !is_another && let Some(held) = self.last_taken(&query, waiter)? {
            return Ok(Some((held, true)));
        }
        if let Some(assigned) = self.first_assigned(&query, waiter)? {
            return Ok(Some((assigned, false)));
        }
        let mut claims = Vec::new();
        for part in [Part::Open, Part::Waiting] {
            claims.extend(self.page(&query, &Sight::WHOLE, part, None, 1)?);
        }
        sort(&mut claims, Order::Score);
        Ok(claims.first().map(|first| (first.id, false)))
    }

    fn last_taken(
        &self,
        query: &ClaimQuery,
        waiter: &Waiter,
    ) -> Result<Option<ClaimId>, StoreError> {
        let mut conditions = Conditions::default();
        conditions.require("claims.id = leases.claim");
        conditions.require_with("holder = {}", waiter.name.to_string());
        conditions.require_with("until > {}", waiter.at.unix_seconds());
        stands_and_fits(query, &mut conditions);
        let sql = format!(
            "SELECT claim FROM leases CROSS JOIN claims{} \
             ORDER BY leases.entry DESC LIMIT 1",
            conditions.to_sql()
        );
        self.connection.value(&sql, &conditions.parameters)
    }

    /// By the day that it is due, and then as they were recorded.
    fn first_assigned(
        &self,
        query: &ClaimQuery,
        waiter: &Waiter,
    ) -> Result<Option<ClaimId>, StoreError> {
        for has_day in [true, false] {
            let mut conditions = Conditions::default();
            conditions.require("claims.id = assignments.claim");
            conditions.require_with("assignee = {}", waiter.name.to_string());
            conditions.require(if has_day { "due IS NOT NULL" } else { "due IS NULL" });
            stands_and_fits(query, &mut conditions);
            conditions.require_with(
                "NOT EXISTS (SELECT 1 FROM leases WHERE claim = claims.id AND until > {})",
                waiter.at.unix_seconds(),
            );
            let sql = format!(
                "SELECT claim FROM assignments CROSS JOIN claims{} \
                 ORDER BY due, claim LIMIT 1",
                conditions.to_sql()
            );
            if let Some(found) = self.connection.value(&sql, &conditions.parameters)? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// Whether this person is an editor, or everybody is, at the end of the log.
    pub fn waiter(&self, name: &ReviewerName, at: Timestamp) -> Result<Waiter, StoreError> {
        let next = EntryId(self.entries()?);
        let roster = self.roster()?;
        let is_editor = roster.role_at(name, next) == Role::Editor;
        let is_kept_from_own = !roster.policy_at(next).importer_may_judge.is_on();
        Ok(Waiter { at, is_editor, is_kept_from_own, name: name.clone() })
    }
}

/// Claims that can be judged, of the article and with the tags that are asked for.
fn stands_and_fits(query: &ClaimQuery, conditions: &mut Conditions) {
    conditions.require("dismissed = 0");
    conditions.require("gone IS NULL");
    conditions.require("withdrawn = 0");
    if let Some(article) = query.article {
        conditions.require_with("article = {}", number(article.0));
    }
    for tag in &query.tags {
        has_tag(tag, conditions);
    }
}

fn has_tag(tag: &Tag, conditions: &mut Conditions) {
    let clause = "EXISTS (SELECT 1 FROM tags WHERE tag = {} AND claim = claims.id)";
    conditions.require_with(clause, tag.to_string());
}

/// What a query asks of the dockets of claims.
pub(super) fn on_dockets(query: &ClaimQuery, part: Part, conditions: &mut Conditions) {
    for tag in &query.tags {
        has_tag(tag, conditions);
    }
    if let Some(name) = &query.assignee {
        let clause = "EXISTS (SELECT 1 FROM assignments WHERE claim = claims.id AND assignee = {})";
        conditions.require_with(clause, name.to_string());
    }
    if let Some(due) = query.due {
        let clause = "EXISTS (SELECT 1 FROM assignments WHERE claim = claims.id AND due <= {})";
        conditions.require_with(clause, due.to_string());
    }
    if let Some(Waiter { at, name, .. }) = &query.held_by {
        let name = conditions.parameter(name.to_string());
        let at = conditions.parameter(at.unix_seconds());
        conditions.require_owned(format!(
            "(EXISTS (SELECT 1 FROM assignments WHERE claim = claims.id AND assignee = {name})
              OR EXISTS (
                  SELECT 1 FROM leases
                  WHERE claim = claims.id AND holder = {name} AND until > {at}))"
        ));
    }
    let Some(waiter) = &query.waiting_for else { return };
    let Waiter { at, is_editor, is_kept_from_own, name } = waiter;
    let name = conditions.parameter(name.to_string());
    if *is_kept_from_own {
        conditions.require_owned(format!(
            "(NOT EXISTS (SELECT 1 FROM history WHERE entry = claims.entry AND actor = {name})
              OR EXISTS (
                  SELECT 1 FROM rulings
                  WHERE claim = claims.id AND kind = 'waived' AND value = 'no_importer'))"
        ));
    }
    if part == Part::Assigned {
        conditions.require_owned(format!(
            "id IN (SELECT claim FROM assignments WHERE assignee = {name})"
        ));
        return;
    }
    let at = conditions.parameter(at.unix_seconds());
    conditions.require_owned(format!(
        "NOT EXISTS (
             SELECT 1 FROM leases
             WHERE claim = claims.id AND until > {at} AND holder <> {name})"
    ));
    if part == Part::Open {
        conditions.require("open = 1");
        return;
    }
    conditions.require("waits IS NOT NULL");
    if !is_editor {
        conditions.require("waits <> 'an editor'");
    }
    conditions.require("NOT EXISTS (SELECT 1 FROM assignments WHERE claim = claims.id)");
    conditions.require_owned(format!(
        "NOT EXISTS (SELECT 1 FROM reviews WHERE claim = claims.id AND reviewer = {name})"
    ));
}
