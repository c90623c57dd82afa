//! What an index has about some claims besides their rows.

use std::collections::{BTreeMap, BTreeSet};

use super::articles::{COLUMNS as ARTICLE, COLUMNS_READ as ARTICLE_COLUMNS, article};
use super::reviewers::REVOKED;
use super::sql::Param;
use super::values::{Conditions, MOST_AT_ONCE};
use super::{Snapshot, StoreError};
use crate::domain::{Article, ArticleId, Claim, ClaimId};

/// Kinds of rows about claims, or about their articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// What was done to the articles since they were imported.
    ArticleActs,
    /// Who has the claims, their tags, and what they rest on.
    Dockets,
    Evidence,
    /// Later texts of the articles, from where they are from.
    NewerTexts,
    Notes,
    Reviews,
    /// Revoked keys, of anybody.
    RevokedKeys,
    Rulings,
}

impl About {
    fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// The kinds of rows that there are about some claims.
///
/// Most claims of a page have none of some kinds. One question finds out which, so that a server is
/// asked for the others alone: each question takes a trip there and back.
pub struct Known(u32);

impl Known {
    /// Read these rows, if there are any.
    pub fn read<T: Default, E>(
        &self,
        about: About,
        read: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        if self.has(about) { read() } else { Ok(T::default()) }
    }

    fn has(&self, about: About) -> bool {
        self.0 & about.bit() != 0
    }
}

const KINDS: [About; 8] = [
    About::ArticleActs,
    About::Dockets,
    About::Evidence,
    About::NewerTexts,
    About::Notes,
    About::Reviews,
    About::RevokedKeys,
    About::Rulings,
];

/// Those that are asked for, and the column that other tables have with their ids.
const ARTICLES: (&str, &str) = ("asked_articles", "article");
const CLAIMS: (&str, &str) = ("asked_claims", "claim");

/// Whether the article of a row has a later text. Articles that appeared elsewhere may have.
const HAS_NEWER_TEXT: &str = "EXISTS (
         SELECT 1
         FROM asked_articles CROSS JOIN appearances
         WHERE appearances.article = asked_articles.id)
     OR EXISTS (
         SELECT 1
         FROM articles AS newer
         WHERE newer.address = articles.address
             AND newer.id > articles.id AND newer.text_sha256 <> articles.text_sha256)";

impl Snapshot<'_> {
    /// The articles of claims, those that exist, in the order of their ids, and what the index has
    /// about both. It is all asked for in one statement, so that a page takes few trips to a server.
    pub fn about(&self, claims: &[Claim]) -> Result<(Vec<Article>, Known), StoreError> {
        let mut known = Known(0);
        let mut articles = BTreeMap::new();
        for claims in claims.chunks(MOST_AT_ONCE) {
            let ids: Vec<ClaimId> = claims.iter().map(|claim| claim.id).collect();
            let of: BTreeSet<ArticleId> = claims.iter().map(|claim| claim.article).collect();
            let (sql, parameters) = self.question(&ids, &Vec::from_iter(of));
            for row in self.connection.query(&sql, &parameters)?.iter() {
                let article = article(row)?;
                articles.insert(article.id, article);
                // In each row the same, but for newer texts.
                known.0 |= row.get::<u32>(ARTICLE_COLUMNS)?;
            }
        }
        let articles = articles.into_values().collect();
        let has_acts = known.has(About::ArticleActs);
        Ok((if has_acts { self.with_acts(articles)? } else { articles }, known))
    }

    /// The statement that asks for the rows of these articles, and in each of them for what is known.
    pub(super) fn question(
        &self,
        claims: &[ClaimId],
        articles: &[ArticleId],
    ) -> (String, Vec<Param<'static>>) {
        let mut conditions = Conditions::default();
        let claims = conditions.ids(claims);
        let articles = conditions.ids(articles);
        let words = Param::Blob(REVOKED.as_bytes().into());
        let has_revoked = self.on_keys_with(&conditions.parameter(words));
        let kinds = KINDS.map(|kind| {
            (
                kind,
                match kind {
                    About::ArticleActs => {
                        has(ARTICLES, &["appearances", "corrections", "readings", "withdrawals"])
                    }
                    About::Dockets => has(CLAIMS, &["assignments", "grounds", "leases", "tags"]),
                    About::Evidence => has(CLAIMS, &["evidence_claims"]),
                    About::NewerTexts => HAS_NEWER_TEXT.to_owned(),
                    About::Notes => has(CLAIMS, &["notes"]),
                    About::Reviews => has(CLAIMS, &["reviews"]),
                    About::RevokedKeys => format!("EXISTS ({has_revoked})"),
                    About::Rulings => has(CLAIMS, &["rulings"]),
                },
            )
        });
        let bits =
            kinds.map(|(kind, has)| format!("CASE WHEN {has} THEN {} ELSE 0 END", kind.bit()));
        let sql = format!(
            "WITH asked_claims (id) AS (VALUES ({})), asked_articles (id) AS (VALUES ({}))
             SELECT {ARTICLE}, {}
             FROM articles
             WHERE id IN ({})",
            claims.join("), ("),
            articles.join("), ("),
            bits.join(" + "),
            articles.join(", ")
        );
        (sql, conditions.parameters)
    }
}

/// Whether one of these tables has a row about those that are asked for.
fn has((asked, column): (&str, &str), tables: &[&str]) -> String {
    let exists = tables.iter().map(|table| {
        format!(
            "EXISTS (SELECT 1 FROM {asked} CROSS JOIN {table} WHERE {table}.{column} = {asked}.id)"
        )
    });
    exists.collect::<Vec<_>>().join(" OR ")
}
