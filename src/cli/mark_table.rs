//! `mark --from`: a verdict for each row of a table, all in one act.

use std::collections::BTreeSet;
use std::collections::HashMap;
use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use super::print::{OutputFormat, Row, RowPrinter};
use super::session::{Session, Target};
use crate::cli::failure::{Failure, Kind};
use crate::domain::{
    Actor, ClaimId, HashPrefix, NewReview, Note, Rating, RatingName, Review, ReviewerName, Scale,
    Status, Visible,
};
use crate::export;
use crate::ledger::{Access, LedgerError, View};
use crate::terminal::{Column, Console, Style};
use crate::text::read::{self, NotVerdicts, VerdictRow, Verdicts};
use crate::view::{ClaimSummary, words};

/// What is asked for.
pub(super) struct FromTable<'a> {
    pub(super) expect: Option<Status>,
    pub(super) file: &'a Path,
    pub(super) format: OutputFormat,
    pub(super) is_dry_run: bool,
    /// The note of the rows that have none.
    pub(super) note: Option<Note>,
}

/// A verdict that a row asks for.
struct Planned {
    before: Status,
    claim: ClaimId,
    line: u64,
    opinion: NewReview,
}

/// What the rows come to.
#[derive(Default)]
struct Plan {
    /// What is wrong, by line.
    bad: Vec<(u64, String)>,
    lines: HashMap<ClaimId, u64>,
    planned: Vec<Planned>,
    unchanged: u64,
}

impl FromTable<'_> {
    pub(super) fn run(
        self,
        session: &mut Session<'_>,
        at: &Target,
        author: &Actor,
    ) -> Result<(), Failure> {
        let name = if self.file.as_os_str() == "-" {
            "standard input".to_owned()
        } else {
            self.file.display().to_string()
        };
        let table = self.read(session, &name)?;
        let plan = {
            let mut ledger = at.open(Access::Read)?;
            let scale = ledger.scale()?;
            ledger.look(|view| self.plan(view, &scale, &author.name, &table.rows))?
        };
        let rows = table.rows.len() as u64;
        if !plan.bad.is_empty() {
            return Err(refused(&mut session.console, &name, &plan, rows)?);
        }
        if !table.ignored.is_empty() {
            let ignored: Vec<&str> =
                table.ignored.iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
            if !ignored.is_empty() {
                session.console.say(format_args!("columns not used: {}", ignored.join(", ")))?;
            }
        }
        let left_out = match plan.unchanged {
            0 => String::new(),
            unchanged => {
                format!("; {} left out: nothing new", words::count(unchanged, "row", "rows"))
            }
        };
        let count = words::claims(plan.planned.len() as u64);
        if plan.planned.is_empty() {
            let console = &mut session.console;
            return Ok(console.say(format_args!("nothing to record in {name}{left_out}"))?);
        }
        if self.is_dry_run {
            let mut printer = RowPrinter::new(self.format, &session.console);
            for planned in &plan.planned {
                printer.print(&mut session.console, planned)?;
            }
            printer.finish(&mut session.console)?;
            return Ok(session.console.say(format_args!(
                "{count} would be marked by {}{left_out}; nothing was recorded",
                author.name
            ))?);
        }
        let opinions: Vec<(ClaimId, NewReview)> =
            plan.planned.into_iter().map(|planned| (planned.claim, planned.opinion)).collect();
        let (mut ledger, ()) = at.record(session, |ledger| ledger.mark_each(author, &opinions))?;
        let claims: Vec<ClaimId> = opinions.iter().map(|(claim, _)| *claim).collect();
        let marked = ledger.look(|view| view.claims(&claims))?;
        RowPrinter::print_whole(self.format, &mut session.console, &marked)?;
        session.console.say(format_args!("{count} marked by {}{left_out}", author.name))?;
        for claim in marked.iter().map(|listed| &listed.claim).filter(|claim| claim.conflict) {
            session.console.say(format_args!(
                "{} is in conflict; until its reviewers agree, it still counts as {}",
                claim.id, claim.status
            ))?;
        }
        Ok(())
    }

    fn read(&self, session: &mut Session<'_>, name: &str) -> Result<Verdicts, Failure> {
        let failed = |failure: Failure| failure.context(format!("`{name}` cannot be recorded"));
        let bytes = if self.file.as_os_str() == "-" {
            read::load_stream(&mut *session.stdin, read::DEFAULT_LIMIT)
        } else {
            read::load(self.file, read::DEFAULT_LIMIT)
        };
        let bytes = bytes.map_err(|error| failed(Failure::of(&error)))?;
        Verdicts::read(&bytes).map_err(|error| {
            let failure = Failure::of(&error);
            failed(match error {
                NotVerdicts::Encoding { .. } => failure.hint("save it as CSV in UTF-8"),
                NotVerdicts::Empty | NotVerdicts::NoColumn(_) | NotVerdicts::TwoColumns(_) => {
                    failure.hint(
                        "the first line names the columns: id (or hash), status, note;\n\
                         `factledger list --format csv` prints such a table",
                    )
                }
                NotVerdicts::After { .. } | NotVerdicts::Unclosed { .. } => {
                    failure.hint("write two of them for one that is in the words: `\"\"`")
                }
                NotVerdicts::Width { .. } => {
                    failure.hint("a cell with a comma in it stands in double quotes")
                }
            })
        })
    }

    fn plan(
        &self,
        view: &View<'_>,
        scale: &Scale,
        by: &ReviewerName,
        rows: &[VerdictRow],
    ) -> Result<Plan, LedgerError> {
        let mut plan = Plan::default();
        for row in rows {
            match self.planned(view, scale, by, row, &mut plan.lines) {
                Ok(Some(planned)) => plan.planned.push(planned),
                Ok(None) => plan.unchanged += 1,
                Err(RowError::Bad(what)) => plan.bad.push((row.line, what)),
                Err(RowError::Ledger(error)) => return Err(error),
            }
        }
        Ok(plan)
    }

    /// The verdict that a row asks for; `None` if it asks for nothing new.
    fn planned(
        &self,
        view: &View<'_>,
        scale: &Scale,
        by: &ReviewerName,
        row: &VerdictRow,
        lines: &mut HashMap<ClaimId, u64>,
    ) -> Result<Option<Planned>, RowError> {
        let claim = claim_of(view, row)?;
        if let Some(line) = lines.insert(claim, row.line) {
            return Err(RowError::Bad(format!("`{claim}` is in line {line} too")));
        }
        let listed = view.claims(&[claim])?.pop();
        let Some(listed) = listed else {
            return Err(LedgerError::NoClaim(claim.to_string()).into());
        };
        let before = listed.claim.status;
        let is_old_note = row.note.is_empty() || is_note_of(&listed, &row.note);
        let note = if is_old_note { None } else { Some(row.note.as_str()) };
        let is_same = row.status.is_empty()
            || row.status == before.as_str()
            || (listed.claim.conflict && row.status.contains("conflict"));
        let recorded: Vec<&str> = listed.ratings().into_iter().map(RatingName::as_str).collect();
        let is_old_rating = row.rating.is_empty() || row.rating == recorded.join("; ");
        if is_same && note.is_none() && is_old_rating {
            return Ok(None);
        }
        let rating = match (is_old_rating, recorded.as_slice()) {
            (true, [one]) if !row.rating.is_empty() && is_same => Some((*one).to_owned()),
            (true, _) => None,
            (false, _) => Some(row.rating.clone()),
        };
        let rating = rating.map(|name| on_scale(scale, &name)).transpose()?;
        if row.status.is_empty() && rating.is_none() {
            return Err(RowError::Bad(format!("a note for `{claim}`, but no status")));
        }
        let status = match &rating {
            Some(rating) if row.status.is_empty() => rating.status,
            _ => row.status.parse().map_err(|error| {
                RowError::Bad(format!("`{}` is {error}", Visible::line(&row.status)))
            })?,
        };
        let rating = rating.map(|rating| rating.label);
        let note = match note.map(str::parse::<Note>).transpose() {
            Ok(note) => note.or_else(|| self.note.clone()),
            Err(error) => return Err(RowError::Bad(format!("the note of `{claim}`: {error}"))),
        };
        // If somebody else marks it before this is recorded, nothing is.
        let expected = self.expect.or((!listed.claim.conflict).then_some(before));
        let opinion = NewReview { evidence: BTreeSet::new(), expected, note, rating, status };
        view.check_mark(by, claim, &opinion)?;
        Ok(Some(Planned { before, claim, line: row.line, opinion }))
    }
}

/// Why a row is not recorded.
enum RowError {
    Bad(String),
    Ledger(LedgerError),
}

/// What a person can put right in the table is told by its line; the rest is about the ledger.
impl From<LedgerError> for RowError {
    fn from(error: LedgerError) -> Self {
        let is_of_row = matches!(
            error,
            LedgerError::AmbiguousHash { .. } | LedgerError::NoClaim(_) | LedgerError::Refused(_)
        );
        if is_of_row { Self::Bad(error.to_string()) } else { Self::Ledger(error) }
    }
}

fn on_scale(scale: &Scale, name: &str) -> Result<Rating, RowError> {
    let found = name.parse().ok().and_then(|name| scale.find(&name).cloned());
    found.ok_or_else(|| {
        RowError::Bad(format!("`{}` is no rating of this ledger", Visible::line(name)))
    })
}

fn claim_of(view: &View<'_>, row: &VerdictRow) -> Result<ClaimId, RowError> {
    let Some(name) = row.id.as_ref().or(row.hash.as_ref()) else {
        return Err(RowError::Bad("it names no claim".to_owned()));
    };
    let claim = view.find_claim(name)?;
    // An id of another ledger would be the id of other words.
    if let (Some(_), Some(hash)) = (&row.id, &row.hash) {
        let listed = view.claims(&[claim])?.pop();
        let prefix = hash.parse::<HashPrefix>();
        let is_same = listed.is_some_and(|listed| {
            let sha256 = listed.claim.quote_sha256.to_string();
            prefix.is_ok() && sha256.starts_with(&hash.to_lowercase())
        });
        if !is_same {
            let what = format!("`{claim}` has other words here: their hash is not {hash}");
            return Err(RowError::Bad(Visible::line(&what).to_string()));
        }
    }
    Ok(claim)
}

/// Whether a note is what a list shows of the reviews so far: it is no ground for another verdict.
fn is_note_of(listed: &ClaimSummary, note: &str) -> bool {
    let plain = |note: &str| note.split_whitespace().collect::<Vec<_>>().join(" ");
    let shown = |note: &str| plain(&Visible::lines(note).to_string());
    let notes: Vec<String> = Review::latest(&listed.reviews)
        .map(|review| review.note.as_ref().map_or_else(String::new, |note| shown(note.as_str())))
        .collect();
    let note = plain(note);
    let is_all = plain(&notes.join("; ")) == note;
    is_all || notes.contains(&note)
}

/// Name every bad row.
fn refused(
    console: &mut Console<'_>,
    name: &str,
    plan: &Plan,
    rows: u64,
) -> Result<Failure, Failure> {
    for (line, what) in &plan.bad {
        let what = Visible::line(what).to_string();
        console.report_error(&format!("line {line}: {what}\n"))?;
    }
    let bad = plan.bad.len() as u64;
    let what = format!(
        "nothing was recorded: {} of {} in {name} cannot be",
        words::grouped(bad),
        words::count(rows, "row", "rows")
    );
    Ok(Failure::new(Kind::Failed, what).hint("fix these lines, and run it again"))
}

/// A planned verdict, as a program reads it.
#[derive(Serialize)]
struct PlannedJson<'a> {
    line: u64,
    id: ClaimId,
    before: Status,
    status: Status,
    note: Option<&'a Note>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rating: Option<&'a RatingName>,
}

impl Row for Planned {
    const COLUMNS: &'static [Column] = &[
        Column { heading: "LINE", from_width: 0, widest: Some(8) },
        Column { heading: "ID", from_width: 0, widest: Some(8) },
        Column { heading: "NOW", from_width: 0, widest: Some(12) },
        Column { heading: "WOULD BE", from_width: 0, widest: Some(24) },
        Column { heading: "NOTE", from_width: 0, widest: None },
    ];

    fn cells(&self) -> Vec<(String, Style)> {
        let note = self.opinion.note.as_ref().map(ToString::to_string).unwrap_or_default();
        let rating = words::in_brackets(&self.opinion.rating.iter().collect::<Vec<_>>());
        vec![
            (self.line.to_string(), Style::Faint),
            (self.claim.to_string(), Style::Strong),
            (self.before.to_string(), Style::Plain),
            (format!("{}{rating}", self.opinion.status), Style::Plain),
            (note, Style::Plain),
        ]
    }

    fn write_csv(&self, out: &mut dyn Write) -> io::Result<()> {
        let Self { before, claim, line, opinion } = self;
        let note = opinion.note.as_ref().map(Note::as_str).unwrap_or_default();
        export::csv::write_plan(out, *line, *claim, (*before, opinion.status), note)
    }

    fn write_csv_header(out: &mut dyn Write) -> io::Result<()> {
        export::csv::write_plan_header(out)
    }

    fn write_json(&self, form: OutputFormat, written: u64, out: &mut dyn Write) -> io::Result<()> {
        let Self { before, claim, line, opinion } = self;
        let (note, status) = (opinion.note.as_ref(), opinion.status);
        let rating = opinion.rating.as_ref();
        let (line, id, before) = (*line, *claim, *before);
        let json = PlannedJson { line, id, before, status, note, rating };
        form.write_json(out, written, &json)
    }
}
