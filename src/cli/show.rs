use std::io;

use clap::Args;

use super::print::{OutputFormat, RowPrinter};
use super::session::{Session, Target};
use super::why;
use crate::cli::failure::{Failure, Kind};
use crate::domain::{
    Article, ArticleId, Counts, Fact, Provenance, Review, Subject, Visible, Withdrawal,
};
use crate::export::{self, ArticleJson, ClaimDetailJson};
use crate::ledger::{Access, View};
use crate::terminal::{Console, Style, wrapped};
use crate::text::explain::explain;
use crate::view::{ClaimDetail, words};

/// Show everything known about a claim or an article
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger show C12\n  \
    factledger show C12 --why\n  \
    factledger show A3\n  \
    factledger show A3 --text > article.txt")]
pub(crate) struct Show {
    /// A claim or an article: an id, or the first digits of a hash
    #[arg(value_name = "ID")]
    id: String,

    /// Print an article's canonical text, byte for byte
    #[arg(long)]
    text: bool,

    /// Show how a claim's score is made up
    #[arg(long, conflicts_with = "text")]
    why: bool,

    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "table", conflicts_with = "text")]
    format: OutputFormat,
}

impl Show {
    /// Whether the output is for people.
    pub(super) fn is_text(&self) -> bool {
        self.format == OutputFormat::Table
    }

    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let mut ledger = at.open(Access::Read)?;
        let view = ledger.view()?;
        let console = &mut session.console;
        match view.find(&self.id)? {
            Subject::Article(id) if self.text => print_text(&view, console, id),
            Subject::Article(id) if self.why => Err(Failure::new(
                Kind::Misused,
                format!("`{id}` is an article, and `--why` explains a claim's score"),
            )
            .hint(format!("`factledger list --article {id}` shows its claims"))),
            Subject::Article(id) => {
                let article = view.article(id)?;
                let counts = view.counts(Some(id))?;
                Ok(print_article(self.format, console, &article, &counts)?)
            }
            Subject::Claim(id) if self.text => Err(Failure::new(
                Kind::Misused,
                format!("`{id}` is a claim, and `--text` prints an article's text"),
            )
            .hint("`--format json` gives a claim's exact words")),
            Subject::Claim(id) if self.why => {
                let (claim, text) = view.claim_and_text(id)?;
                let explained = explain(&claim, &text)?;
                Ok(why::print(self.format, console, &explained)?)
            }
            Subject::Claim(id) => {
                let claim = view.claim(id)?;
                Ok(print_claim(self.format, console, &claim)?)
            }
        }
    }
}

/// Byte for byte, except on a terminal, where the text must not control the screen.
fn print_text(view: &View<'_>, console: &mut Console<'_>, id: ArticleId) -> Result<(), Failure> {
    let text = view.text(id)?;
    if !console.out_screen.is_terminal {
        return Ok(console.out.write_all(text.as_str().as_bytes())?);
    }
    let visible = Visible::lines(text.as_str()).to_string();
    writeln!(console.out, "{}", visible.trim_end())?;
    if visible != text.as_str() {
        console.say(
            "invisible characters are written out here; in a file the text is byte for byte",
        )?;
    }
    Ok(())
}

fn print_claim(
    form: OutputFormat,
    console: &mut Console<'_>,
    examined: &ClaimDetail,
) -> io::Result<()> {
    match form {
        OutputFormat::Table => tell_claim(console, examined),
        OutputFormat::Json | OutputFormat::Jsonl => {
            form.write_one(console.out, &ClaimDetailJson::of(examined))
        }
        OutputFormat::Csv => RowPrinter::print_all(form, console, [&examined.listed]),
    }
}

fn tell_claim(console: &mut Console<'_>, examined: &ClaimDetail) -> io::Result<()> {
    let screen = console.out_screen;
    let listed = &examined.listed;
    let claim = &listed.claim;
    let mut status = Style::of(claim.status).paint(claim.status, screen);
    if claim.conflict {
        status += ", in conflict: its reviewers disagree";
    }
    if claim.dismissed {
        status += ", dismissed as not a claim";
    }
    if claim.withdrawn {
        status += &format!(", in {}, which is withdrawn", claim.article);
    }
    let head = format!("{}  {status}", Style::Strong.paint(claim.id, screen));
    writeln!(console.out, "{}\n", wrapped(&head, screen, ""))?;
    let context = &examined.context;
    let [before, quote, after] = [&context.before, &claim.quote, &context.after]
        .map(|words| Visible::line(words).to_string());
    let quote = Style::Strong.paint(format_args!("»{quote}«"), screen);
    writeln!(console.out, "{}\n", wrapped(&format!("{before}{quote}{after}"), screen, "  "))?;
    let article = &listed.article;
    let name = article.title.as_deref().unwrap_or(&article.origin);
    let found = match &claim.found {
        Provenance::ByExtractor { extractor, score } => {
            let model = extractor.model_sha256.map_or_else(String::new, |model| {
                format!(
                    " with the model {}",
                    model.to_string().chars().take(12).collect::<String>()
                )
            });
            format!("{} {}{model}, score {score} of 1000", extractor.name, extractor.version)
        }
        Provenance::ByReviewer => format!("{}, by hand", examined.recorded_by),
    };
    let span = claim.span;
    let page = match article.raw_span(claim) {
        Some(raw) if raw != span.into() => {
            format!(" of the text, {}..{} of the document", raw.start, raw.end)
        }
        Some(_) | None => String::new(),
    };
    let mut said_by = claim.claimant.clone().unwrap_or_else(|| "-".to_owned());
    if let Some(correction) = &claim.corrected {
        said_by += &format!(" ({})", words::corrected(correction));
    }
    let facts = [
        ("said by", said_by),
        ("article", format!("{}  {name}", article.id)),
        ("place", format!("line {}, bytes {span}{page}", claim.place)),
        ("found by", found),
        (
            "recorded",
            format!(
                "{} by {} ({})",
                claim.created_at.to_minute(),
                examined.recorded_by,
                claim.entry
            ),
        ),
        ("sha-256", claim.quote_sha256.to_string()),
    ];
    print_facts(console, &facts)?;
    for review in Review::latest(&listed.reviews) {
        let status = Style::of(review.status).paint(review.status, screen);
        let by = format!(
            "{status} by {}, {} ({})",
            Style::Strong.paint(&review.reviewer, screen),
            review.at.to_minute(),
            review.entry
        );
        writeln!(console.out, "\n{}", wrapped(&by, screen, ""))?;
        if let Some(note) = &review.note {
            let note = Visible::lines(note.as_str()).to_string();
            writeln!(console.out, "{}", wrapped(&note, screen, "  "))?;
        }
    }
    if !examined.acts.is_empty() {
        writeln!(console.out)?;
        RowPrinter::print_all(OutputFormat::Table, console, examined.acts.iter().rev())?;
    }
    Ok(())
}

/// Articles, each with how many claims it has, in a form for programs.
pub(super) fn print_articles(
    form: OutputFormat,
    console: &mut Console<'_>,
    articles: &[(Article, Counts)],
) -> io::Result<()> {
    if form == OutputFormat::Csv {
        export::csv::write_article_header(console.out)?;
        return articles.iter().try_for_each(|(article, counts)| {
            export::csv::write_article(console.out, article, counts)
        });
    }
    articles.iter().try_for_each(|(article, counts)| {
        form.write_one(console.out, &ArticleJson::of(article, counts))
    })
}

pub(super) fn print_article(
    form: OutputFormat,
    console: &mut Console<'_>,
    article: &Article,
    counts: &Counts,
) -> io::Result<()> {
    match form {
        OutputFormat::Table => tell_article(console, article, counts),
        OutputFormat::Json | OutputFormat::Jsonl => {
            form.write_one(console.out, &ArticleJson::of(article, counts))
        }
        OutputFormat::Csv => {
            export::csv::write_article_header(console.out)?;
            export::csv::write_article(console.out, article, counts)
        }
    }
}

fn tell_article(console: &mut Console<'_>, article: &Article, counts: &Counts) -> io::Result<()> {
    let screen = console.out_screen;
    let title = article.title.as_deref().unwrap_or(&article.origin);
    let id = article.id.to_string();
    let indent = " ".repeat(id.len() + 2);
    let title = wrapped(&Visible::line(title).to_string(), screen, &indent);
    writeln!(console.out, "{}  {}\n", Style::Strong.paint(id, screen), title.trim_start())?;
    let revision = &article.revision;
    let reader = &revision.reader;
    let fact = |fact: Fact| {
        let value = article.fact(fact).unwrap_or("-");
        match article.corrected.get(&fact) {
            Some(correction) => format!("{value} ({})", words::corrected(correction)),
            None => value.to_owned(),
        }
    };
    let mut facts = Vec::new();
    if article.corrected.contains_key(&Fact::Title) {
        facts.push(("title", fact(Fact::Title)));
    }
    if let Some(Withdrawal { at, by, entry, reason }) = &article.withdrawn {
        facts.push(("withdrawn", format!("{} by {by} ({entry}): {reason}", at.to_minute())));
    }
    facts.extend([
        ("origin", fact(Fact::Origin)),
        ("by", fact(Fact::Byline)),
        ("published", fact(Fact::Published)),
        ("language", fact(Fact::Language)),
        (
            "imported",
            format!(
                "{} by {} ({})",
                article.imported_at.to_minute(),
                article.imported_by,
                article.entry
            ),
        ),
        ("read as", format!("{} {}, {}", reader.name, reader.version, revision.encoding)),
        ("bytes", words::grouped(revision.raw_bytes)),
        ("sha-256", revision.raw_sha256.to_string()),
        ("text", format!("{} bytes", words::grouped(revision.text_bytes))),
        ("sha-256", revision.text_sha256.to_string()),
        ("claims", words::counts(counts)),
    ]);
    print_facts(console, &facts)
}

/// Where the facts start, after their labels.
const INDENT: &str = "           ";

fn print_facts(console: &mut Console<'_>, facts: &[(&str, String)]) -> io::Result<()> {
    for (label, fact) in facts {
        let screen = console.out_screen;
        let label = Style::Faint.paint(format_args!("{label:<10}"), screen);
        let fact = wrapped(&Visible::line(fact).to_string(), screen, INDENT);
        writeln!(console.out, "{label} {}", fact.trim_start())?;
    }
    Ok(())
}
