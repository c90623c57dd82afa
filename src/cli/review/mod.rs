//! `review`: claim after claim, a key each.

mod desk;
mod keyboard;
mod line;
mod screen;

use clap::Args;

use super::search::wanted;
use super::session::{Clock, Session, Target, announce};
use super::value;
use crate::cli::failure::{Failure, Kind};
use crate::domain::{ClaimId, ClaimQuery, Order, ReviewerName, Status};
use crate::ledger::{Access, Ledger};
use crate::view::words;
use desk::Desk;
use keyboard::Keyboard;

/// Judge claims one after the other, with a key for each verdict
///
/// Shows each claim in its paragraph, with who said it and what others found, and waits for a key:
/// `c` corroborates, `d` disputes, `n` adds a note, and `?` shows the others. What you do is
/// recorded at once, and `z` takes it back. `q` stops, and the next time it goes on with what is
/// left: the claims that have no verdict and no review of yours.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger review\n  \
    factledger review --article 'harbour bridge'\n  \
    factledger review --conflict")]
pub(crate) struct Review {
    /// Only claims with this verdict: unverified, disputed or corroborated [default: unverified,
    /// without a review of yours]
    #[arg(long, value_name = "STATUS", value_parser = value::one_of::<Status>(Status::ALL.map(Status::as_str)))]
    status: Option<Status>,

    /// Only claims of this article: an id, an address, a part of its title, or the first digits of
    /// a hash
    #[arg(long, value_name = "ARTICLE")]
    article: Option<String>,

    /// Only claims made by this person or body: any part of the name, in any case
    #[arg(long, value_name = "NAME")]
    claimant: Option<String>,

    /// Only claims with all of these words in them or in the name of their claimant, in any case
    #[arg(long, value_name = "WORDS")]
    search: Vec<String>,

    /// Only claims on which the reviewers disagree
    #[arg(long)]
    conflict: bool,

    /// Only claims whose reviewers agree, but lack something that the policy asks for
    #[arg(long, conflicts_with = "conflict")]
    waiting: bool,
}

impl Review {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        if !session.is_attended || session.console.err_screen.is_dumb {
            return Err(Failure::new(Kind::Misused, "`review` needs a terminal, with a keyboard")
                .hint("in scripts: `factledger list --format json`, and `factledger mark`"));
        }
        let author = at.author(session)?;
        let mut ledger = at.open(Access::Write)?;
        let clock = Clock::before(&mut ledger)?;
        let queue = self.queue(&mut ledger, &author.name)?;
        if queue.is_empty() {
            return Ok(session.console.say("nothing waits for you here")?);
        }
        let mut desk = Desk::new(&mut ledger, author, session.clock, queue);
        let mut keyboard = Keyboard::open(session.console.err, session.at_stop)?;
        let ended = desk.work(&mut keyboard, session.console.err_screen);
        drop(keyboard);
        let (summary, has_recorded) = (desk.summary(), desk.has_recorded());
        session.has_recorded |= has_recorded;
        if has_recorded {
            if let Some(newcomer) = ledger.newcomer() {
                announce(&mut session.console, &session.place, &newcomer);
            }
            clock.check(session, &mut ledger)?;
        }
        session.console.say(summary)?;
        ended
    }

    /// What to judge, in the order in which it comes.
    fn queue(&self, ledger: &mut Ledger, by: &ReviewerName) -> Result<Vec<ClaimId>, Failure> {
        /// Nobody judges more at one sitting.
        const MOST: usize = 10_000;
        let view = ledger.view()?;
        let article = self.article.as_deref().map(|name| view.find_article(name)).transpose()?;
        let is_pending = self.status.is_none() && !self.conflict;
        let status = if is_pending { Some(Status::Unverified) } else { self.status };
        let query = ClaimQuery {
            article,
            claimant: self.claimant.clone(),
            conflict: self.conflict,
            order: Order::Pending,
            status,
            waiting: self.waiting,
            words: match self.search.as_slice() {
                [] => None,
                words => Some(wanted(words, true)?),
            },
            ..ClaimQuery::default()
        };
        let mut queue = Vec::new();
        for listed in view.list(&query, None, None)? {
            let listed = listed?;
            let is_mine = listed.reviews.iter().any(|review| review.reviewer == *by);
            if !is_mine || !is_pending {
                queue.push(listed.claim.id);
            }
            if queue.len() == MOST {
                break;
            }
        }
        Ok(queue)
    }
}

/// `7 judged, 2 skipped; 12 to go`.
fn tally(counts: &[(usize, &str)], left: usize) -> String {
    let parts: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{} {what}", words::grouped(*count as u64)))
        .collect();
    let done = if parts.is_empty() { "nothing done".to_owned() } else { parts.join(", ") };
    format!("{done}; {} to go", words::grouped(left as u64))
}
