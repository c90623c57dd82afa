use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::Args;

use super::asked::{Asked, asked};
use super::evidence::{Fetching, told_of};
use super::mark_table::FromTable;
use super::print::{OutputFormat, RowPrinter};
use super::rating::on_scale;
use super::remark::{Remark, about_claims, written};
use super::session::{Session, Target, find_claims};
use super::value;
use crate::cli::failure::{Failure, Kind};
use crate::domain::{
    ClaimId, EvidenceId, NewReview, Note, RatingName, Refusal, Role, Stance, Status,
};
use crate::ledger::{LedgerError, NewEvidence};
use crate::view::words;

/// Record your verdict on claims
///
/// Either all of the claims are marked, or none. A note is required for `disputed`, and for any
/// change of a verdict. If reviewers disagree, the claim is in conflict, and the previous verdict
/// remains in force until they agree.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger mark C12 corroborated -m 'minutes of the council, page 3'\n  \
    factledger mark C3-C6 C9 disputed -m 'the ministry gives 2,000' --expect unverified\n  \
    factledger mark C12 disputed -F grounds.txt\n  \
    factledger mark C12 --rating misleading -m 'true, and yet it deceives'\n  \
    factledger mark C12 disputed -e V4 -e minutes.txt -m 'page 3 says 16.2'\n  \
    factledger list --article A3 --format csv > work.csv   # fill in status and note, then:\n  \
    factledger mark --from work.csv --dry-run\n  \
    factledger mark --from work.csv")]
pub(crate) struct Mark {
    /// Claims: ids, ranges of ids (C3-C9), or the first digits of a quote's hash
    ///
    /// Both ends of a range must be claims of the ledger. All claims between them are included: if
    /// one of them is refused, a dismissed one for example, nothing is recorded.
    #[arg(value_name = "CLAIM", required = true, num_args = 1.., value_parser = value::claims)]
    claims: Vec<String>,

    /// Your verdict: unverified, disputed or corroborated
    #[arg(value_name = "STATUS", required = true, value_parser = asked())]
    status: Option<Asked>,

    /// Mark the claims of a table (CSV), all of them or none; `-` for standard input
    ///
    /// Its first line names the columns, in any order: `id` (or `hash`), `status`, `note`, `rating`. Rows whose
    /// status and note are as they are recorded are left out, and other columns are not used, so
    /// `factledger list --format csv` prints a table to fill in. With both an id and a `quote_sha256`,
    /// the words must be the same. With `-m`, rows without a note have that one.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["claims", "status"])]
    from: Option<PathBuf>,

    /// With `--from`: check the table and show what would be recorded
    #[arg(long, requires = "from")]
    dry_run: bool,

    /// What your verdict rests on: evidence (V4), or an address or a file, which is added on the way;
    /// may be repeated
    ///
    /// What is added on the way refutes the claims if you dispute them, and supports them if you
    /// corroborate them. `factledger evidence add` can say more of it.
    #[arg(short = 'e', long = "evidence", value_name = "EVIDENCE", conflicts_with = "from")]
    evidence: Vec<String>,

    /// With `-e` and an address: keep the bytes of the page
    #[arg(long, requires = "evidence")]
    archive: bool,

    #[command(flatten)]
    fetching: Fetching,

    /// The rating of the house that goes with it; without a STATUS, the verdict is the one that the
    /// rating stands for
    #[arg(long, value_name = "RATING", conflicts_with = "from")]
    rating: Option<RatingName>,

    #[command(flatten)]
    remark: Remark,

    /// Refuse if someone else got there first: unless this is still the verdict, without conflict
    #[arg(long, value_name = "STATUS", value_parser = value::one_of::<Status>(Status::ALL.map(Status::as_str)))]
    expect: Option<Status>,

    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: OutputFormat,
}

impl Mark {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let author = at.author(session)?;
        if let Some(file) = &self.from {
            if file.as_os_str() == "-" && self.remark.reads_stdin() {
                let what = "the table and the note cannot both be read from standard input";
                return Err(Failure::new(Kind::Misused, what));
            }
            let note = self.remark.given(session)?;
            let (expect, format, is_dry_run) = (self.expect, self.format, self.dry_run);
            let table = FromTable { expect, file, format, is_dry_run, note };
            return table.run(session, at, &author);
        }
        let Some(status) = &self.status else {
            return Err(Failure::new(Kind::Misused, "no status is given"));
        };
        let rating = self.rating.as_ref().map(|name| on_scale(at, name)).transpose()?;
        let status = status.meant(rating.as_ref())?;
        let rating = rating.map(|rating| rating.label);
        let given = self.remark.given(session)?;
        let (named, new) = self.rests_on(status)?;
        let mark = |session: &mut Session<'_>, note: Option<Note>| {
            let opinion = NewReview {
                evidence: named.clone(),
                expected: self.expect,
                note,
                rating: rating.clone(),
                status,
            };
            at.record(session, |ledger| {
                let claims = ledger.look(|view| find_claims(view, &self.claims))?;
                // What a program says is no verdict.
                let is_program = ledger.role(&author.name)? == Role::Program;
                let mut added = Vec::new();
                if is_program && !self.evidence.is_empty() {
                    let (by, role) = (author.name.clone(), Role::Program);
                    return Err(Refusal::NotTheirRole { by, role }.into());
                }
                if is_program {
                    ledger.suggest(&author, &claims, &opinion)?;
                } else if new.is_empty() {
                    ledger.mark(&author, &claims, &opinion)?;
                } else {
                    let of: BTreeSet<ClaimId> = claims.iter().copied().collect();
                    let new =
                        new.iter().map(|new| NewEvidence { claims: of.clone(), ..new.clone() });
                    added.extend(new);
                    let ids = ledger.mark_with(&author, &claims, &opinion, &added)?;
                    return Ok((claims, is_program, ids.into_iter().zip(added).collect()));
                }
                Ok((claims, is_program, Vec::new()))
            })
        };
        let (mut ledger, (claims, is_program, added)) = match mark(session, given) {
            // On a terminal, ask for the note that the rules require.
            Err(LedgerError::Refused(Refusal::NoteRequired { .. }))
                if !self.remark.is_given() && session.editor.is_some() =>
            {
                let about = about_claims(at, &format!("mark as {status}"), &self.claims)?;
                let remark = written(session, &about)?;
                mark(session, Some(remark.note.clone()))
                    .map_err(|error| remark.kept(Failure::from(error)))?
            }
            marked => marked?,
        };
        let marked = ledger.look(|view| view.claims(&claims))?;
        RowPrinter::print_whole(self.format, &mut session.console, &marked)?;
        let (of, by) = (words::claims(claims.len() as u64), &author.name);
        if is_program {
            let told = format_args!("{by} is a program: suggested {status} for {of}, no verdict");
            return Ok(session.console.say(told)?);
        }
        session.console.say(format_args!("{of} marked {status} by {by}"))?;
        for (id, new) in &added {
            session.console.say(format_args!("{id} added: {}", new.place()))?;
            told_of(session, &mut ledger, *id, new)?;
        }
        for listed in marked.iter().filter(|listed| !listed.claim.waits.is_nothing()) {
            let (id, needs) = (listed.claim.id, words::needs(listed.claim.waits));
            session.console.say(format_args!("{id} is unverified until then: {needs}"))?;
        }
        for listed in marked.iter().filter(|listed| listed.claim.conflict) {
            session.console.say(format_args!(
                "{} is in conflict: {}; until they agree, the earlier verdict stands: {}",
                listed.claim.id,
                words::sides(listed),
                listed.claim.status
            ))?;
        }
        Ok(())
    }
}

impl Mark {
    /// The evidence that is named, and that which is added on the way.
    fn rests_on(
        &self,
        status: Status,
    ) -> Result<(BTreeSet<EvidenceId>, Vec<NewEvidence>), Failure> {
        let (mut named, mut new) = (BTreeSet::new(), Vec::new());
        for name in &self.evidence {
            if name.starts_with(['V', 'v'])
                && let Ok(id) = name.parse()
            {
                named.insert(id);
                continue;
            }
            let (what, captured) = self.fetching.found(name, self.archive)?;
            new.push(NewEvidence::of(what, captured, Stance::of(status)));
        }
        Ok((named, new))
    }
}
