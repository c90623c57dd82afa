//! `review`: claim after claim, a key each.

mod desk;
mod keyboard;
mod line;
mod pages;
mod screen;

use clap::Args;

use super::claim_filter::ClaimFilter;
use super::session::{Clock, Session, Target, announce};
use crate::cli::failure::{Failure, Kind};
use crate::domain::Actor;
use crate::ledger::{Access, Ledger};
use crate::view::words;
use desk::{Desk, Queue};
use keyboard::Keyboard;

/// Judge claims one after the other, with a key for each verdict
///
/// Shows each claim in its paragraph, with who said it and what others found, and waits for a key:
/// `c` corroborates, `d` disputes, `n` adds a note, and `?` shows the others. What you do is
/// recorded at once, and `z` takes it back. `q` stops, and the next time it goes on with what is
/// left. Without a filter, it shows what waits for you, as `list --waiting-for me` does; what somebody
/// else has taken or judged in the meantime is passed over.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger review\n  \
    factledger review --article 'harbour bridge'\n  \
    factledger review --mine\n  \
    factledger review --tag health\n  \
    factledger review --conflict")]
pub(crate) struct Review {
    #[command(flatten)]
    filter: ClaimFilter,
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
        let queue = self.queue(session, at, &mut ledger, &author)?;
        if queue.claims.is_empty() {
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

    /// What to judge, in the order in which it comes: what waits for this person, unless something
    /// else is asked for.
    fn queue(
        &self,
        session: &Session<'_>,
        at: &Target,
        ledger: &mut Ledger,
        by: &Actor,
    ) -> Result<Queue, Failure> {
        /// Nobody judges more at one sitting.
        const MOST: usize = 10_000;
        let view = ledger.view()?;
        let mut query = self.filter.query(session, at, &view)?;
        let ClaimFilter { by: judged_by, conflict, mine, stale, status, waiting, .. } =
            &self.filter;
        let is_asked =
            *conflict || *mine || *stale || *waiting || status.is_some() || judged_by.is_some();
        let is_open = query.waiting_for.is_none() && !is_asked;
        if is_open {
            query.waiting_for = Some(view.waiter(&by.name, by.at)?);
        }
        let mut claims = Vec::new();
        for listed in view.list(&query, None, None)?.take(MOST) {
            claims.push(listed?.claim.id);
        }
        Ok(Queue { claims, is_open })
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
