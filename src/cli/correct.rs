use std::collections::BTreeMap;

use clap::Args;

use super::print::{OutputFormat, RowPrinter};
use super::session::{Session, Target, articles_in, find_claims};
use super::show::print_article;
use super::value;
use crate::cli::failure::{Failure, Kind};
use crate::domain::{ArticleId, Fact, Note};
use crate::ledger::LedgerError;
use crate::view::words;

/// Correct what is recorded of an article, or who said a claim
///
/// Lists and reports show the corrected value, and that it was corrected. The history keeps what
/// was there before. The text of an article never changes.
#[expect(clippy::struct_excessive_bools, reason = "each is a flag")]
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger correct A3 --title 'Ferry fares rise' --origin https://example.org/ferry\n  \
    factledger correct A3 --no-byline -m 'that is the photographer'\n  \
    factledger correct C12 --claimant 'Halla Moen'\n  \
    factledger correct C12 --no-claimant -m 'the article does not say who'")]
pub(crate) struct Correct {
    /// An article (A3), or claims: ids, ranges of ids, or the first digits of a quote's hash
    #[arg(value_name = "ID", required = true, num_args = 1.., value_parser = value::claims)]
    ids: Vec<String>,

    /// The title of the article; at most 1,000 bytes, as every value here
    #[arg(long, value_name = "TITLE", value_parser = value::name, allow_hyphen_values = true)]
    title: Option<String>,

    /// Where it came from: a URL or a name
    #[arg(long, value_name = "ORIGIN", value_parser = value::name, allow_hyphen_values = true)]
    origin: Option<String>,

    /// Who wrote it
    #[arg(long, value_name = "NAME", value_parser = value::name, allow_hyphen_values = true)]
    byline: Option<String>,

    /// When it was published, in the words or digits of the article
    #[arg(long, value_name = "DATE", value_parser = value::name, allow_hyphen_values = true)]
    published: Option<String>,

    /// Its language, as a tag like `de` or `pt-BR`
    #[arg(long, value_name = "TAG", value_parser = value::name)]
    language: Option<String>,

    /// It has no title
    #[arg(long, conflicts_with = "title")]
    no_title: bool,

    /// It does not say who wrote it
    #[arg(long, conflicts_with = "byline")]
    no_byline: bool,

    /// It does not say when it was published
    #[arg(long, conflicts_with = "published")]
    no_published: bool,

    /// Its language is not known
    #[arg(long, conflicts_with = "language")]
    no_language: bool,

    /// Who said the claim
    #[arg(long, value_name = "NAME", value_parser = value::name, allow_hyphen_values = true)]
    claimant: Option<String>,

    /// Nobody is named who said the claim
    #[arg(long, conflicts_with = "claimant")]
    no_claimant: bool,

    /// Your reason, at most 10,000 bytes
    #[arg(short = 'm', long, value_name = "NOTE", allow_hyphen_values = true)]
    note: Option<String>,

    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: OutputFormat,
}

impl Correct {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let reason = self.note.as_deref().map(str::parse::<Note>).transpose()?;
        let articles = articles_in(&self.ids);
        match articles.as_slice() {
            [] => self.correct_claims(session, at, reason),
            [article] if self.ids.len() == 1 => {
                let article = *article;
                self.correct_article(session, at, article, reason)
            }
            [..] => Err(Failure::new(Kind::Misused, "an article is corrected by itself")
                .hint("run it once for each article")),
        }
    }

    fn correct_article(
        self,
        session: &mut Session<'_>,
        at: &Target,
        id: ArticleId,
        reason: Option<Note>,
    ) -> Result<(), Failure> {
        if self.claimant.is_some() || self.no_claimant {
            return Err(Failure::new(
                Kind::Misused,
                format!("`{id}` is an article, and who said something is known of a claim"),
            )
            .hint(format!("`factledger list --article {id}` lists its claims")));
        }
        let author = at.author(session)?;
        let mut facts = BTreeMap::new();
        for (fact, value, is_removed) in [
            (Fact::Byline, self.byline, self.no_byline),
            (Fact::Language, self.language, self.no_language),
            (Fact::Origin, self.origin, false),
            (Fact::Published, self.published, self.no_published),
            (Fact::Title, self.title, self.no_title),
        ] {
            if value.is_some() || is_removed {
                facts.insert(fact, value);
            }
        }
        if facts.is_empty() {
            return Err(Failure::new(Kind::Misused, "nothing is named that should be corrected")
                .hint(format!("for example: factledger correct {id} --title TITLE")));
        }
        let (mut ledger, ()) = at.record(session, |ledger| {
            ledger.look(|view| view.article(id))?;
            ledger.correct_article(&author, id, facts, reason)
        })?;
        let (article, counts, newer_text, withheld) = ledger.look(|view| {
            let (article, counts) = (view.article(id)?, view.counts(Some(id))?);
            let (newer_text, withheld) = (view.newer_text(&article)?, view.withheld(id)?);
            Ok::<_, LedgerError>((article, counts, newer_text, withheld))
        })?;
        let console = &mut session.console;
        print_article(self.format, console, &article, &counts, newer_text, withheld.as_ref())?;
        Ok(session.console.say(format_args!("{id} corrected by {}", author.name))?)
    }

    fn correct_claims(
        self,
        session: &mut Session<'_>,
        at: &Target,
        reason: Option<Note>,
    ) -> Result<(), Failure> {
        let is_of_article =
            [&self.title, &self.origin, &self.byline, &self.published, &self.language]
                .into_iter()
                .any(Option::is_some)
                || self.no_title
                || self.no_byline
                || self.no_published
                || self.no_language;
        if is_of_article || self.claimant.is_none() && !self.no_claimant {
            return Err(Failure::new(
                Kind::Misused,
                "of a claim, only who said it can be corrected: its words are those of the article",
            )
            .hint("`--claimant NAME` or `--no-claimant`; to correct an article, name it: A3"));
        }
        let author = at.author(session)?;
        let (mut ledger, claims) = at.record(session, |ledger| {
            let claims = ledger.look(|view| find_claims(view, &self.ids))?;
            ledger.correct_claimant(&author, &claims, self.claimant, reason).map(|()| claims)
        })?;
        let after = ledger.look(|view| view.claims(&claims))?;
        RowPrinter::print_whole(self.format, &mut session.console, &after)?;
        let claims = words::claims(claims.len() as u64);
        Ok(session.console.say(format_args!("{claims} corrected by {}", author.name))?)
    }
}
