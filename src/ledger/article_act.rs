use std::collections::BTreeMap;

use super::seen::Looking;
use super::summary::known_article;
use super::{Ledger, LedgerError};
use crate::domain::{
    Act, Actor, ArticleAct, ArticleCorrected, ArticleId, ClaimId, Event, Fact, Note, Refusal,
    Viewer, Words,
};

impl Ledger {
    /// Correct facts of an article; those without a value are removed. What is so already is left
    /// out, and if nothing else is named, it is refused.
    pub fn correct_article(
        &mut self,
        author: &Actor,
        article: ArticleId,
        facts: BTreeMap<Fact, Option<String>>,
        reason: Option<Note>,
    ) -> Result<(), LedgerError> {
        self.act_on_articles(author, &[article], &ArticleAct::Correct { facts, reason })
    }

    /// Correct who said these claims, all of them or none; nobody is named if there is no claimant.
    pub fn correct_claimant(
        &mut self,
        author: &Actor,
        claims: &[ClaimId],
        claimant: Option<String>,
        reason: Option<Note>,
    ) -> Result<(), LedgerError> {
        // A name that the index has wrong is nothing to go by.
        self.look(|view| view.claims(claims))?;
        self.act(author, claims, &Act::Correct { claimant, reason })
    }

    /// Withdraw articles that should not have been imported: all of them or none. Those with claims
    /// that other people have judged only if `over`.
    pub fn withdraw_articles(
        &mut self,
        author: &Actor,
        articles: &[ArticleId],
        reason: &Note,
        over: bool,
    ) -> Result<(), LedgerError> {
        let reason = reason.clone();
        self.act_on_articles(author, articles, &ArticleAct::Withdraw { over, reason })
    }

    /// Restore withdrawn articles, with all their claims and verdicts: all of them or none.
    pub fn restore_articles(
        &mut self,
        author: &Actor,
        articles: &[ArticleId],
        reason: &Note,
    ) -> Result<(), LedgerError> {
        self.act_on_articles(author, articles, &ArticleAct::Restore(reason.clone()))
    }

    pub(super) fn act_on_articles(
        &mut self,
        author: &Actor,
        articles: &[ArticleId],
        act: &ArticleAct,
    ) -> Result<(), LedgerError> {
        let acted = self.store.write(author, &self.keys, |writer| {
            let looking = Looking::Now(Viewer::Person(author.name.clone()));
            let is_blind = !looking.sight(writer.snapshot())?.is_whole();
            for id in articles {
                let article = known_article(writer.snapshot(), *id)?;
                writer.snapshot().attest_article(&article)?;
                let judges = writer.snapshot().judges_of(*id)?;
                let decided = article.decide(&author.name, act, &judges);
                // Who judged must not be known to those who review blind.
                writer.append(decided.map_err(|refusal| {
                    let names_others = matches!(refusal, Refusal::JudgedIn { .. });
                    if is_blind && names_others {
                        Refusal::JudgedIn { article: *id, by: Vec::new() }
                    } else {
                        refusal
                    }
                })?)?;
            }
            Ok(())
        });
        self.or_repeated(acted, |_, events| {
            let is_same = |(event, id): (&&Event, &ArticleId)| is_same(event, *id, act);
            let is_all = events.len() == articles.len() && events.iter().zip(articles).all(is_same);
            Ok(is_all.then_some(()))
        })
    }
}

/// Whether an event is this very act on this article.
fn is_same(event: &Event, article: ArticleId, act: &ArticleAct) -> bool {
    event.acts_on_article() == Some(article)
        && match (event, act) {
            (Event::ArticleCorrected(done), ArticleAct::Correct { facts, reason }) => {
                // Those that were so already are not in it.
                let asked = ArticleCorrected::new(article, facts, reason.clone());
                let asked_facts = asked.facts().unwrap_or_default();
                let done_facts = done.facts().unwrap_or_default();
                let is_asked = |(fact, value)| asked_facts.get(fact) == Some(value);
                done.reason.as_ref().and_then(Words::text) == reason.as_ref()
                    && done_facts.iter().all(is_asked)
            }
            (Event::ArticleRestored(done), ArticleAct::Restore(reason)) => {
                done.reason.text() == Some(reason)
            }
            (Event::ArticleWithdrawn(done), ArticleAct::Withdraw { reason, .. }) => {
                done.reason.text() == Some(reason)
            }
            _ => false,
        }
}
