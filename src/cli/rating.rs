use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde::Serialize;

use super::print::OutputFormat;
use super::remark::Remark;
use super::session::{Session, Target};
use crate::cli::failure::{Failure, Kind};
use crate::domain::{Note, Rating, RatingDescription, RatingName, Scale, Status, Visible};
use crate::export;
use crate::ledger::Access;
use crate::text::read;

/// Show the ratings of the house, or set them
///
/// A newsroom's own words for verdicts: "false", "misleading", "half true". Each stands for one of the
/// three statuses, which stays the ground truth: agreement, policies and counts go by the status.
/// `mark C12 --rating misleading` gives one, and it is shown beside the status.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger rating scale show\n  \
    factledger rating scale set scale.json -m 'agreed on 3 May'")]
pub(crate) struct RatingCommand {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    Scale(ScaleCommand),
}

/// Show the scale of ratings, or set it
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger rating scale show\n  \
    factledger rating scale set scale.json -m 'agreed on 3 May'\n  \
    factledger rating scale clear -m 'the three statuses are enough'")]
struct ScaleCommand {
    #[command(subcommand)]
    verb: ScaleVerb,
}

#[derive(Subcommand)]
enum ScaleVerb {
    Show(Show),
    Set(Set),
    Clear(Clear),
}

/// Show the ratings that can be given, and what each stands for
#[derive(Args)]
#[command(after_help = "Example:\n  factledger rating scale show --format json > scale.json")]
struct Show {
    /// Output format; `json` is what `set` reads
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: OutputFormat,
}

/// Set the scale from now on
///
/// The file is JSON: a list of ratings, from one end of the scale to the other. Each has a `label` (at
/// most 64 bytes), the `status` that it stands for, and, if you like, a `description`:
///
///   [{"label": "false", "status": "disputed"},
///    {"label": "misleading", "status": "disputed", "description": "true, and yet it deceives"},
///    {"label": "true", "status": "corroborated"}]
///
/// A rating counts under the scale that was in force when it was given. Editors set the scale.
#[derive(Args)]
#[command(
    verbatim_doc_comment,
    after_help = "Example:\n  factledger rating scale set scale.json -m 'agreed on 3 May'"
)]
struct Set {
    /// The file
    #[arg(value_name = "FILE")]
    file: PathBuf,

    #[command(flatten)]
    remark: Remark,
}

/// Take the scale away
///
/// Ratings that were given stay.
#[derive(Args)]
#[command(
    after_help = "Example:\n  factledger rating scale clear -m 'the three statuses are enough'"
)]
struct Clear {
    #[command(flatten)]
    remark: Remark,
}

impl RatingCommand {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let Verb::Scale(scale) = self.verb;
        match scale.verb {
            ScaleVerb::Show(show) => show.run(session, at),
            ScaleVerb::Set(set) => set.run(session, at),
            ScaleVerb::Clear(clear) => {
                let about = || Ok(vec!["take the scale of ratings away".to_owned()]);
                let reason = clear.remark.required(session, about)?;
                let recorded = record(session, at, Scale::default(), &reason.note);
                recorded.map_err(|failure| reason.kept(failure))
            }
        }
    }
}

impl Show {
    fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let scale = at.open(Access::Read)?.scale()?;
        let console = &mut session.console;
        match self.format {
            OutputFormat::Table => {}
            OutputFormat::Json | OutputFormat::Jsonl => {
                for (written, rating) in (0..).zip(&scale.0) {
                    self.format.write_json(console.out, written, &RatingJson::of(rating))?;
                }
                return Ok(self.format.end_json(console.out, scale.0.len() as u64)?);
            }
            OutputFormat::Csv => return Ok(export::csv::write_scale(console.out, &scale)?),
        }
        if scale.0.is_empty() {
            return Ok(
                console.say("there is no scale of ratings: `factledger rating scale set FILE`")?
            );
        }
        let widest = scale.0.iter().map(|rating| rating.label.as_str().chars().count()).max();
        let widest = widest.unwrap_or_default();
        for Rating { description, label, status } in &scale.0 {
            let label = Visible::line(label.as_str()).to_string();
            let said = description.as_ref().map(RatingDescription::as_str).unwrap_or_default();
            let line = format!("{label:widest$}  {status:12}  {}", Visible::line(said));
            writeln!(console.out, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

/// A rating, as `set` reads it.
#[derive(Serialize)]
struct RatingJson<'a> {
    label: &'a RatingName,
    status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
}

impl<'a> RatingJson<'a> {
    fn of(Rating { description, label, status }: &'a Rating) -> Self {
        let description = description.as_ref().map(RatingDescription::as_str);
        Self { label, status: *status, description }
    }
}

impl Set {
    fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        const LONGEST: u64 = 1 << 20;
        let name = self.file.display().to_string();
        let failed = |failure: Failure| failure.context(format!("`{name}` is no scale of ratings"));
        let bytes = read::load(&self.file, LONGEST);
        let bytes = bytes.map_err(|error| failed(Failure::of(&error)))?;
        let scale: Scale = serde_json::from_slice(&bytes).map_err(|error| {
            let what = Failure::new(Kind::Failed, error.to_string());
            failed(what).hint("`factledger rating scale set --help` shows an example")
        })?;
        let about = || Ok(vec![format!("set the scale of ratings in {name}")]);
        let reason = self.remark.required(session, about)?;
        record(session, at, scale, &reason.note).map_err(|failure| reason.kept(failure))
    }
}

fn record(
    session: &mut Session<'_>,
    at: &Target,
    scale: Scale,
    reason: &Note,
) -> Result<(), Failure> {
    let author = at.author(session)?;
    let count = scale.0.len() as u64;
    at.record(session, |ledger| ledger.set_scale(&author, scale, reason))?;
    let name = &author.name;
    let said = match count {
        0 => format!("there are no ratings from now on, by {name}"),
        1 => format!("there is 1 rating from now on, by {name}"),
        count => format!("there are {count} ratings from now on, by {name}"),
    };
    Ok(session.console.say(said)?)
}

/// The rating of this name on the scale, in any case, and the status that it stands for.
pub(super) fn on_scale(at: &Target, name: &RatingName) -> Result<Rating, Failure> {
    let scale = at.open(Access::Read)?.scale()?;
    scale.find(name).cloned().ok_or_else(|| {
        let labels: Vec<String> =
            scale.0.iter().map(|rating| format!("`{}`", rating.label)).collect();
        let failure = Failure::new(Kind::Failed, format!("`{name}` is no rating of this ledger"));
        if labels.is_empty() {
            failure.hint("it has no scale of ratings: `factledger rating scale set FILE -m REASON`")
        } else {
            failure.hint(format!("its ratings are: {}", labels.join(", ")))
        }
    })
}
