use clap::Args;

use super::super::print::OutputFormat;
use super::super::session::{Session, Target, find_claims};
use super::super::value;
use super::{misused, person, report};
use crate::cli::failure::Failure;
use crate::domain::{Day, ReviewerName};

/// Assign claims to a person, who is to judge them
///
/// They find them in `factledger next`, in `list --mine` and in `inbox`. Nobody else can take them
/// until the person judges them, gives them back with `release`, or leaves. Reviewers can assign what
/// nobody else has; editors can assign everything.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger assign C12 C14-C16 ben --due 2026-12-01\n  \
    factledger assign C12 me\n  \
    factledger assign C12 --nobody")]
pub(crate) struct Assign {
    /// Claims: ids, ranges of ids (C3-C9), or the first digits of a quote's hash; then the name of
    /// the person, or `me`
    #[arg(value_name = "CLAIM", required = true, num_args = 1..)]
    claims: Vec<String>,

    /// The day by whose end (in UTC) they are to be judged
    #[arg(long, value_name = "DAY", conflicts_with = "nobody")]
    due: Option<Day>,

    /// To nobody: they are free again
    #[arg(long)]
    nobody: bool,

    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: OutputFormat,
}

impl Assign {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let author = at.author(session)?;
        let mut names = self.claims;
        let to = if self.nobody { None } else { names.pop() };
        if names.is_empty() {
            let hint = "claims first, then the person: `factledger assign C12 ben`";
            return Err(misused("no claim is named, or nobody to assign it to", hint));
        }
        for name in &names {
            value::claims(name)
                .map_err(|why| misused(&format!("`{name}`: {why}"), "ids: `C12`"))?;
        }
        let to = to.map(|to| person(session, at, &to)).transpose()?;
        let (mut ledger, claims) = at.record(session, |ledger| {
            let claims = ledger.look(|view| {
                to.as_ref().map(|to| view.ensure_reviewer(to)).transpose()?;
                find_claims(view, &names)
            })?;
            ledger.assign(&author, &claims, to.as_ref(), self.due)
        })?;
        let to = to.as_ref().map_or("nobody", |to| to.as_str());
        let due = self.due.map(|due| format!(", due {due},")).unwrap_or_default();
        let done = format!("assigned to {to}{due} by {}", author.name);
        report(session, &mut ledger, self.format, &claims, &done)
    }
}

/// To whom, and until when, as it is typed after a claim: `ben 2026-12-01`, `me`, `nobody`.
pub(crate) fn assignment<'a>(
    to: Option<&str>,
    mut rest: impl Iterator<Item = &'a str>,
    me: &ReviewerName,
) -> Result<(Option<ReviewerName>, Option<Day>), Failure> {
    let hint = "a name, and the day it is due, if any: `ben 2026-12-01`";
    let to = match to {
        None => return Err(misused("nobody is named", hint)),
        Some("me") => Some(me.clone()),
        Some("nobody") => None,
        Some(name) => Some(name.parse().map_err(|why| misused(&format!("`{name}`: {why}"), hint))?),
    };
    let due = rest
        .find(|word| *word != "due")
        .map(|day| day.parse::<Day>().map_err(|why| misused(&format!("`{day}`: {why}"), hint)));
    if let Some(more) = rest.next() {
        return Err(misused(&format!("`{more}` is one word too many"), hint));
    }
    Ok((to, due.transpose()?))
}
