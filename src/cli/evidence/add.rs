use clap::Args;

use super::{Fetching, misused};
use crate::cli::failure::{Failure, Kind};
use crate::cli::print::{OutputFormat, RowPrinter};
use crate::cli::remark::Remark;
use crate::cli::session::{Session, Target, find_claims};
use crate::cli::value;
use crate::domain::{
    ClaimId, Day, EvidenceId, EvidenceKind, Note, Sha256, SourceName, Stance, missing,
};
use crate::ledger::{Ledger, LedgerError, NewEvidence, WhereFound};

/// Add evidence about claims: a page, a file, or a search that found nothing
///
/// The bytes of a file are kept in the ledger. Those of a page are kept with `--archive`; without it,
/// only the address is recorded. A quote must be in the text that was kept, or it is recorded as not
/// confirmed. White space and the style of quotation marks and dashes do not matter.
///
/// One piece can be about several claims. Evidence with the same origin counts once where the policy
/// asks for independent origins, in however many places it stands. Without `--origin`, all pages of a
/// site count as one origin, and so do files with the same bytes.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger evidence add C12 minutes.txt --stance refutes --quote 'cost 16.2 million'\n  \
    factledger evidence add C12 C13 https://example.org/budget --archive --stance supports\n  \
    factledger evidence add C12 https://example.org/news --stance supports --origin 'North Wire'\n  \
    factledger evidence add C12 --searched 'register of tenders, for the firm: no entry' --stance refutes")]
pub(crate) struct Add {
    /// Claims: ids, ranges of ids (C3-C9), or the first digits of a quote's hash; then an address or
    /// a file, unless it was a search
    #[arg(value_name = "CLAIM... URL|FILE", required = true, num_args = 1..)]
    what: Vec<String>,

    /// What it does to the claim: supports, refutes or context
    #[arg(long, value_name = "STANCE", value_parser = value::one_of::<Stance>(["supports", "refutes", "context"]))]
    stance: Stance,

    /// The words that matter, as they stand there
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    quote: Option<String>,

    /// Who it comes from: an agency, an office, a register; at most 200 bytes
    #[arg(long, value_name = "NAME", allow_hyphen_values = true)]
    origin: Option<SourceName>,

    /// How near it is to what happened: primary or secondary
    #[arg(long, value_name = "KIND", value_parser = value::one_of::<EvidenceKind>(["primary", "secondary"]))]
    kind: Option<EvidenceKind>,

    /// The day on which it was published: 2026-05-03
    #[arg(long, value_name = "DATE")]
    published: Option<Day>,

    /// A search that found nothing: where you looked, and for what
    #[arg(long, value_name = "TEXT", conflicts_with_all = ["quote", "archive"], allow_hyphen_values = true)]
    searched: Option<String>,

    /// Keep the bytes of the page
    #[arg(long)]
    archive: bool,

    #[command(flatten)]
    fetching: Fetching,

    #[command(flatten)]
    remark: Remark,

    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: OutputFormat,
}

impl Add {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let author = at.author(session)?;
        let note = self.remark.given(session)?;
        let quote: Option<Note> = self.quote.as_deref().map(str::parse).transpose()?;
        let (claims, place) = match (&self.searched, self.what.as_slice()) {
            (Some(_), claims) => (claims, None),
            (None, [claims @ .., place]) if !claims.is_empty() => (claims, Some(place)),
            _ => {
                return Err(misused(
                    "no claim, or no place, is given",
                    "name the claims, and then an address or a file: \
                     `factledger evidence add C12 minutes.txt --stance supports`",
                ));
            }
        };
        for claim in claims {
            value::claims(claim).map_err(|why| {
                Failure::new(Kind::Misused, format!("`{claim}` is not a claim: {why}"))
                    .hint("the claims come first, and then one address or file")
            })?;
        }
        let (what, captured) = match (place, &self.searched) {
            (Some(place), _) => self.fetching.found(place, self.archive)?,
            (None, searched) => {
                let searched: Note = searched.as_deref().unwrap_or_default().parse()?;
                (WhereFound::Nothing(searched), None)
            }
        };
        let new = NewEvidence {
            captured,
            claims: std::collections::BTreeSet::new(),
            kind: self.kind,
            note,
            origin: self.origin,
            published: self.published,
            quote,
            stance: self.stance,
            what,
        };
        let (mut ledger, (ids, claims, new)) = at.record(session, |ledger| {
            let claims = ledger.look(|view| find_claims(view, claims))?;
            let new = NewEvidence { claims: claims.iter().copied().collect(), ..new };
            let ids = ledger.add_evidence(&author, std::slice::from_ref(&new))?;
            Ok((ids, claims, new))
        })?;
        let shown = ledger.look(|view| {
            let shown = ids.iter().map(|id| Ok(view.evidence(*id)?.shown));
            shown.collect::<Result<Vec<_>, LedgerError>>()
        })?;
        RowPrinter::print_whole(self.format, &mut session.console, &shown)?;
        for id in ids {
            let of = crate::view::words::claims(claims.len() as u64);
            session.console.say(format_args!("{id} added to {of} by {}", author.name))?;
            told_of(session, &mut ledger, id, &new)?;
        }
        Ok(())
    }
}

/// Point out what a person may want to look at. Nothing is decided from it.
pub(in crate::cli) fn told_of(
    session: &mut Session<'_>,
    ledger: &mut Ledger,
    id: EvidenceId,
    new: &NewEvidence,
) -> Result<(), Failure> {
    let console = &mut session.console;
    if new.quote.is_some() && new.quote_at().is_none() {
        console.say(format_args!(
            "{id}: its quote is {}, so it is not confirmed",
            if new.captured.as_ref().is_some_and(|captured| captured.text.is_some()) {
                "not in the text that was kept"
            } else {
                "of a text that was not kept"
            }
        ))?;
    }
    let ids: Vec<ClaimId> = new.claims.iter().copied().collect();
    let (of_claims, same_quote, alike) = ledger.look(|view| {
        Ok::<_, LedgerError>((view.claims(&ids)?, view.same_quote(id)?, view.alike(id)?))
    })?;
    let raw = new.captured.as_ref().map(|captured| Sha256::of(&captured.raw));
    for listed in &of_claims {
        let article = &listed.article;
        if raw == Some(article.revision.raw_sha256) {
            let claim = listed.claim.id;
            let article = article.id;
            console
                .say(format_args!("look again: {id} is {article} itself, which {claim} is from"))?;
        }
    }
    if let Some(quote) = new.quote.as_ref().and_then(Note::text) {
        for listed in &of_claims {
            let missing = missing(listed.claim.quote.as_deref().unwrap_or_default(), quote);
            if !missing.is_empty() {
                let missing = missing.join(", ");
                console.say(format_args!(
                    "look again: {} has {missing}, which the quote of {id} does not have",
                    listed.claim.id
                ))?;
            }
        }
    }
    for (other, claims) in same_quote {
        let claims: Vec<String> = claims.iter().map(ToString::to_string).collect();
        console
            .say(format_args!("the same words serve {} already, as {other}", claims.join(", ")))?;
    }
    for (other, percent) in alike {
        console.say(format_args!(
            "{percent}% of its text is in {other} too: if both come from one origin, say so:\n\
             factledger evidence origin {other} {id} --is NAME"
        ))?;
    }
    Ok(())
}
