use clap::{Args, Subcommand};

use super::session::{Session, Target};
use super::value;
use crate::cli::failure::{Failure, Kind};
use crate::domain::{Join, Note, Origins, PolicySet, Resolver, ReviewsRequired, Switch, Words};
use crate::ledger::{Access, PolicyView};
use crate::view::words;

/// Show what a verdict takes, or set it
///
/// A policy counts from its entry on: verdicts that were reached before stand. Until a claim has
/// what the policy asks for, it is unverified, and lists say what it lacks. The rules are part of
/// the log: an entry that breaks them has no effect, and `verify` names it.
#[derive(Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:\n  \
    factledger policy\n  \
    factledger policy set --reviews-required 2 -m 'four eyes from now on'\n  \
    factledger policy set --join invited -m 'the desk is complete'"
)]
pub(crate) struct Policy {
    #[command(subcommand)]
    verb: Option<Verb>,

    /// Who may become a reviewer: open or invited; the same as `policy set --join`
    #[arg(long, value_name = "WHO", value_parser = value::one_of::<Join>(Join::ALL.map(Join::as_str)))]
    join: Option<Join>,
}

#[derive(Subcommand)]
enum Verb {
    /// Show the policy in force, and who set it
    #[command(after_help = "Example:\n  factledger policy show")]
    Show,
    Set(Set),
}

/// Set the policy from now on
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger policy set --reviews-required 2 -m 'four eyes from now on'\n  \
    factledger policy set --editor-required on --resolver reviewer -m 'agreed on 3 May'")]
struct Set {
    /// How many reviewers must agree, from 1 to 9
    #[arg(long, value_name = "NUMBER")]
    reviews_required: Option<ReviewsRequired>,

    /// Whether one of those who agree must be an editor: on or off
    #[arg(long, value_name = "SWITCH", value_parser = value::one_of::<Switch>(Switch::ALL.map(Switch::as_str)))]
    editor_required: Option<Switch>,

    /// Whether those who agree must name evidence: on or off
    #[arg(long, value_name = "SWITCH", value_parser = value::one_of::<Switch>(Switch::ALL.map(Switch::as_str)))]
    evidence_required: Option<Switch>,

    /// From how many independent origins that evidence must come, from 0 to 9
    #[arg(long, value_name = "NUMBER")]
    independent_origins: Option<Origins>,

    /// Whether what others said of a claim is hidden from reviewers until they have reviewed it: on or
    /// off
    ///
    /// Their reviews, notes and the verdict are hidden in everything that this program shows to a
    /// reviewer, and counted. Editors and observers see all. The ledger's file holds everything: in a
    /// file that everybody has, this is a courtesy, and no secret.
    #[arg(long, value_name = "SWITCH", value_parser = value::one_of::<Switch>(Switch::ALL.map(Switch::as_str)))]
    blind: Option<Switch>,

    /// Whether a dispute, and any change of a verdict, needs a note: on or off
    #[arg(long, value_name = "SWITCH", value_parser = value::one_of::<Switch>(Switch::ALL.map(Switch::as_str)))]
    note_required: Option<Switch>,

    /// Whether people may judge claims that they imported or added themselves: on or off
    #[arg(long, value_name = "SWITCH", value_parser = value::one_of::<Switch>(Switch::ALL.map(Switch::as_str)))]
    importer_may_judge: Option<Switch>,

    /// Who may resolve a conflict, if they are no party to it: editor or reviewer
    #[arg(long, value_name = "ROLE", value_parser = value::one_of::<Resolver>(Resolver::ALL.map(Resolver::as_str)))]
    resolver: Option<Resolver>,

    /// Who may become a reviewer: open (anyone who can write to the ledger) or invited (those whom
    /// a reviewer invited, or whose key a reviewer added)
    #[arg(long, value_name = "WHO", value_parser = value::one_of::<Join>(Join::ALL.map(Join::as_str)))]
    join: Option<Join>,

    /// Reason, at most 10,000 bytes
    #[arg(short = 'm', long, value_name = "REASON", allow_hyphen_values = true)]
    reason: Option<String>,
}

impl Policy {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        match (self.verb, self.join) {
            (Some(Verb::Set(set)), _) => set.run(session, at),
            (None, Some(join)) => {
                let to = PolicySet { join: Some(join), ..PolicySet::default() };
                record(session, at, &to)
            }
            (Some(Verb::Show) | None, _) => show(session, at),
        }
    }
}

impl Set {
    fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let Self {
            blind,
            editor_required,
            evidence_required,
            importer_may_judge,
            independent_origins,
            join,
            note_required,
            reason,
            resolver,
            reviews_required,
        } = self;
        let reason: Option<Words<Note>> = reason.as_deref().map(str::parse).transpose()?;
        let to = PolicySet {
            blind,
            editor_required,
            evidence_required,
            importer_may_judge,
            independent_origins,
            join,
            note_required,
            reason,
            resolver,
            reviews_required,
        };
        if to.settings().is_empty() {
            return Err(Failure::new(Kind::Misused, "no setting is given")
                .hint("`factledger policy set --help` lists them"));
        }
        record(session, at, &to)
    }
}

fn record(session: &mut Session<'_>, at: &Target, to: &PolicySet) -> Result<(), Failure> {
    let author = at.author(session)?;
    let (ledger, is_new) = at.record(session, |ledger| ledger.set_policy(&author, to))?;
    if !is_new {
        return Ok(session.console.say("nothing to do: that is the policy already")?);
    }
    for (name, value) in to.settings() {
        session.console.say(format_args!("{name} is {value} from now on, by {}", author.name))?;
    }
    let now = ledger.policy()?;
    for doubt in doubts(&now) {
        session.console.say(format_args!("warning: {doubt}"))?;
    }
    if now.policy.blind.is_on() {
        tell_blind(session, now.blind)?;
    }
    Ok(())
}

/// What the people who are here cannot do under this policy, with the numbers.
fn doubts(PolicyView { blind, editors, judges, policy, .. }: &PolicyView) -> Vec<String> {
    let required = u64::from(policy.reviews_required.get());
    let may_import = policy.importer_may_judge.is_on();
    let others = judges.saturating_sub(1);
    let people = |number| words::count(number, "person", "people");
    let reviews = words::count(required, "review is", "reviews are");
    let mut doubts = Vec::new();
    if required > *judges {
        doubts.push(format!("{reviews} required, and only {} can give one", people(*judges)));
    } else if !may_import && required > others {
        doubts.push(format!(
            "{reviews} required, and besides one who imported a claim, only {} can give one",
            people(others)
        ));
    }
    if policy.editor_required.is_on() && *editors == 1 {
        doubts.push(if may_import {
            "there is only 1 editor: every verdict needs their review, and nobody else can resolve a \
             conflict that they are a party to"
                .to_owned()
        } else {
            "there is only 1 editor, whose review every verdict needs, and who may not judge what they \
             imported"
                .to_owned()
        });
    }
    if policy.blind.is_on() && *blind == 0 {
        doubts.push(format!("nobody is a reviewer: nothing is hidden from {}", people(*editors)));
    }
    doubts
}

/// What is hidden by it, and that it is in the file all the same.
fn tell_blind(session: &mut Session<'_>, people: u64) -> Result<(), Failure> {
    let people = words::count(people, "person reviews", "people review");
    Ok(session.console.say(format_args!(
        "{people} blind: what others said of a claim is hidden from a reviewer until they review it.\n\
         editors and observers see all, and so does anybody who reads the file with another program"
    ))?)
}

fn show(session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
    let found = at.open(Access::Read)?.policy()?;
    let settings = found.policy.settings();
    let widest = settings.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    for (name, value) in &settings {
        writeln!(session.console.out, "{name:widest$}  {value}")?;
    }
    for recorded in &found.set {
        let (entry, at) = (&recorded.entry, recorded.entry.at.to_minute());
        let reason = entry.event.remark().map(|reason| format!(": {reason}")).unwrap_or_default();
        let summary = entry.event.summary();
        session
            .console
            .say(format_args!("{}, {at}: {} {summary}{reason}", recorded.position, entry.actor))?;
    }
    if found.policy.blind.is_on() {
        tell_blind(session, found.blind)?;
    }
    for name in found.invited {
        session.console.say(format_args!("{name} is invited, and has not joined yet"))?;
    }
    Ok(())
}
