//! Which claims are meant: the flags that `list` and `review` have in common.

use clap::Args;

use super::docket::person;
use super::search::wanted;
use super::session::{Session, Target};
use super::value;
use super::when::When;
use crate::cli::failure::Failure;
use crate::domain::{ClaimQuery, Day, ReviewerName, Status, Tag};
use crate::ledger::View;

#[derive(Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag")]
pub(super) struct ClaimFilter {
    /// Only claims with this verdict: unverified, disputed or corroborated. `disputed` also shows
    /// claims in conflict that anybody disputes
    #[arg(long, value_name = "STATUS", value_parser = value::one_of::<Status>(Status::ALL.map(Status::as_str)))]
    pub(super) status: Option<Status>,

    /// Only claims of this article: an id, an address, a part of its title, or the first digits of
    /// a hash
    #[arg(long, value_name = "ARTICLE")]
    pub(super) article: Option<String>,

    /// Only claims made by this person or body: any part of the name, in any case and on however
    /// many lines
    #[arg(long, value_name = "NAME")]
    pub(super) claimant: Option<String>,

    /// Only claims that this reviewer judged
    #[arg(long, value_name = "NAME", visible_alias = "reviewer")]
    pub(super) by: Option<ReviewerName>,

    /// Only claims that you have: assigned to you, or taken by you
    #[arg(long)]
    pub(super) mine: bool,

    /// Only claims that are assigned to this person
    #[arg(long, value_name = "NAME")]
    pub(super) assignee: Option<String>,

    /// Only claims that wait for this person, or for `me`: those that `factledger next` would give
    /// them, the most check-worthy first unless another order is asked for
    #[arg(long, value_name = "NAME", conflicts_with_all = ["status", "conflict"])]
    pub(super) waiting_for: Option<String>,

    /// Only claims that are due on this day or before [default: today]
    #[arg(long, value_name = "DAY", num_args = 0..=1, default_missing_value = "today")]
    pub(super) due: Option<When>,

    /// Only claims with this tag; with all of them, if there are several
    #[arg(long, value_name = "TAG")]
    pub(super) tag: Vec<Tag>,

    /// Only claims that changed at this time or later: a time, a date (in UTC), `yesterday`, or how
    /// long ago: `12h`, `7d`, `2w`
    #[arg(long, value_name = "TIME")]
    pub(super) since: Option<When>,

    /// Only claims with all of these words in them, in the name of their claimant, in a note on them,
    /// or in their evidence, as `search` finds them: whole words in any case, `harb*`, '"side by side"'
    #[arg(long, value_name = "WORDS")]
    pub(super) search: Vec<String>,

    /// Only claims on which the reviewers disagree
    #[arg(long)]
    pub(super) conflict: bool,

    /// Only claims whose reviewers agree, but lack something that the policy asks for
    #[arg(long, conflicts_with = "conflict")]
    pub(super) waiting: bool,

    /// Only claims that rest on another one that has fallen: it is disputed, in conflict, dismissed or
    /// gone, or its article is withdrawn
    #[arg(long)]
    pub(super) fallen: bool,

    /// Only claims that are stale: evidence that a review rests on was withdrawn or can no longer be
    /// found, or the words of the claim are gone
    #[arg(long)]
    pub(super) stale: bool,
}

impl ClaimFilter {
    /// What is asked for.
    pub(super) fn query(
        &self,
        session: &Session<'_>,
        at: &Target,
        view: &View<'_>,
    ) -> Result<ClaimQuery, Failure> {
        let now = session.now;
        let by = self.by.as_ref().map(|name| view.called_now(name)).transpose()?;
        let person =
            |name: &String| view.called_now(&person(session, at, name)?).map_err(Failure::from);
        let assignee = self.assignee.as_ref().map(person).transpose()?;
        let waits = self.waiting_for.as_ref().map(person).transpose()?;
        let mine = if self.mine { Some(at.author(session)?.name) } else { None };
        let waiter = |name: &ReviewerName| view.waiter(name, now);
        Ok(ClaimQuery {
            article: self.article.as_deref().map(|name| view.find_article(name)).transpose()?,
            assignee,
            by,
            claimant: self.claimant.clone(),
            conflict: self.conflict,
            due: self.due.as_ref().map(|due| Day::of(due.end(now))),
            held_by: mine.as_ref().map(waiter).transpose()?,
            since: self.since.as_ref().map(|when| when.start(now)),
            fallen: self.fallen,
            stale: self.stale,
            status: self.status,
            tags: self.tag.clone(),
            waiting: self.waiting,
            waiting_for: waits.as_ref().map(waiter).transpose()?,
            words: match self.search.as_slice() {
                [] => None,
                words => Some(wanted(words, true)?),
            },
            ..ClaimQuery::default()
        })
    }
}
