use std::io;

use clap::Args;

use super::facts::print_facts;
use super::print::{OutputFormat, RowPrinter};
use super::session::{Session, Target};
use super::{setting, why, why_said};
use crate::cli::failure::{Failure, Kind};
use crate::domain::{
    Article, ArticleId, Assignment, Correction, Counts, Docket, Event, Fact, Lease, LogEntry,
    Provenance, Review, Scope, Subject, Visible, Withdrawal,
};
use crate::export::{self, ArticleJson, ClaimDetailJson};
use crate::ledger::{Access, View};
use crate::terminal::{Console, Style, wrapped};
use crate::text::explain::explain;
use crate::text::read::{PublishedFormat, Reading, says};
use crate::view::{ArticleSummary, ClaimDetail, ClaimSummary, RevokedKey, words};

/// Show everything known about a claim or an article
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger show C12\n  \
    factledger show C12 --why\n  \
    factledger show A3\n  \
    factledger show A3 --why\n  \
    factledger show A3 --text > article.txt")]
pub(crate) struct Show {
    /// A claim or an article: an id, or the first digits of a hash; an article also by its address or
    /// a part of its title
    #[arg(value_name = "ID")]
    id: String,

    /// Print an article's canonical text, byte for byte
    #[arg(long)]
    text: bool,

    /// Show how a claim's score is made up; of an article, where its document says its title, its
    /// author, its dates and its language
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
            Subject::Article(id) if self.why => {
                let (article, raw) = view.document(id)?;
                let revision = &article.revision;
                if let Ok(format) = revision.reader.name.parse::<PublishedFormat>() {
                    let what = format!(
                        "`{id}` holds claims that others published ({}), and says nothing of an article",
                        format.as_str()
                    );
                    return Err(Failure::new(Kind::Failed, what));
                }
                let how = Reading {
                    encoding: Some(revision.encoding.clone()),
                    format: revision.reader.name.parse().ok(),
                    ..Reading::default()
                };
                let said = says(&raw, &how)?;
                Ok(why_said::print(self.format, console, &article, &said)?)
            }
            Subject::Article(id) => {
                let article = view.article(id)?;
                let counts = view.counts(Some(id))?;
                let newer_text = view.newer_text(&article)?;
                let withheld = view.withheld(id)?;
                let withheld = withheld.as_ref();
                Ok(print_article(self.format, console, &article, &counts, newer_text, withheld)?)
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
                let claim = setting::in_its_place(&view, view.claim(id)?)?;
                let repeats = view.repeats_of(&claim.listed.claim)?;
                Ok(print_claim(self.format, console, &claim, &repeats)?)
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
            "invisible characters are written out or left out here; in a file the text is byte for byte",
        )?;
    }
    Ok(())
}

fn print_claim(
    form: OutputFormat,
    console: &mut Console<'_>,
    examined: &ClaimDetail,
    repeats: &[ClaimSummary],
) -> io::Result<()> {
    match form {
        OutputFormat::Table => tell_claim(console, examined, repeats),
        OutputFormat::Json | OutputFormat::Jsonl => {
            form.write_one(console.out, &ClaimDetailJson::of(examined))
        }
        OutputFormat::Csv => RowPrinter::print_all(form, console, [&examined.listed]),
    }
}

pub(super) fn tell_claim(
    console: &mut Console<'_>,
    examined: &ClaimDetail,
    repeats: &[ClaimSummary],
) -> io::Result<()> {
    let screen = console.out_screen;
    let listed = &examined.listed;
    let claim = &listed.claim;
    let mut status = if listed.hidden > 0 {
        let entries = words::count(listed.hidden, "entry of others is", "entries of others are");
        format!("{entries} hidden until you review it")
    } else if claim.conflict {
        let status = Style::Conflict.paint("in conflict", screen);
        format!("{status}: {}", words::sides(listed))
    } else {
        let rated = words::in_brackets(&listed.ratings());
        format!("{}{rated}", Style::of(claim.status).paint(claim.status, screen))
    };
    if !claim.waits.is_nothing() {
        let said = words::sides(listed);
        status += &format!(": {said} so far; {}", words::needs(claim.waits));
    }
    if let Some(resolved) = listed.rulings.iter().rfind(|ruling| ruling.is_resolution())
        && listed.is_last(resolved)
    {
        status += &format!(", as {} resolved the conflict", resolved.by);
    }
    if claim.dismissed {
        status += ", dismissed as not a claim";
    }
    if claim.stale {
        status += ", stale";
    }
    if listed.is_groundless() {
        status += ", fallen: what it rests on does not stand";
    }
    if let Some(gone) = claim.gone {
        status += &format!(", gone since {} was read again ({})", claim.article, gone.entry);
    }
    if claim.withdrawn {
        status += &format!(", in {}, which is withdrawn", claim.article);
    }
    let head = format!("{}  {status}", Style::Strong.paint(claim.id, screen));
    writeln!(console.out, "{}", wrapped(&head, screen, ""))?;
    if claim.conflict {
        let stands = format!("until they agree, the earlier verdict stands: {}", claim.status);
        writeln!(console.out, "{}", wrapped(&stands, screen, ""))?;
    }
    writeln!(console.out)?;
    let context = &examined.context;
    let [before, quote, after] = [&context.before, claim.words(), &context.after]
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
    let repeated: Vec<String> = repeats
        .iter()
        .map(|other| {
            let of = &other.claim;
            format!("{} in {} ({})", of.id, of.article, words::standing(other))
        })
        .collect();
    let mut said_by = claim.claimant.clone().unwrap_or_else(|| "-".to_owned());
    if let Some(correction) = &claim.corrected {
        said_by += &format!(" ({})", words::corrected(correction));
    }
    let mut facts = Vec::new();
    if let Some(Scope { covers, by, entry, .. }) = &listed.scope {
        facts.push(("covers", format!("{covers} (said by {by}, {entry})")));
    }
    for ground in &listed.grounds {
        facts.push(("rests on", words::ground(ground)));
    }
    facts.extend(words::setting(&examined.setting));
    facts.extend([
        ("said by", said_by),
        ("article", format!("{}  {name}", article.id)),
        ("place", format!("{}, bytes {span}{page}", claim.shown_place())),
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
    ]);
    facts.extend(docket(&listed.docket));
    if !repeated.is_empty() {
        facts.push(("same words", repeated.join(", ")));
    }
    print_facts(console, &facts)?;
    if let Some(newer) = listed.newer_text {
        print_facts(console, &[("newer text", words::newer_text(newer))])?;
    }
    for review in Review::latest(&listed.reviews) {
        let style = if claim.conflict { Style::Strong } else { Style::of(review.status) };
        let status = style.paint(review.status, screen);
        let rating = words::in_brackets(&review.rating.iter().collect::<Vec<_>>());
        let by = format!(
            "{status}{rating} by {}, {} ({})",
            Style::Strong.paint(&review.reviewer, screen),
            review.at.to_minute(),
            review.entry
        );
        writeln!(console.out, "\n{}", wrapped(&by, screen, ""))?;
        if let Some(revoked) = listed.revoked.signer_of(review.entry, &review.reviewer) {
            let RevokedKey { at, by, entry, reason, .. } = revoked;
            let told =
                format!("{by} revoked this key since ({entry}, {}): {reason}", at.to_minute());
            let told = Visible::line(&told).to_string();
            writeln!(console.out, "{}", wrapped(&told, screen, "  "))?;
        }
        if let Some(note) = &review.note {
            let note = Visible::lines(note.as_str()).to_string();
            writeln!(console.out, "{}", wrapped(&note, screen, "  "))?;
        }
        if !review.evidence.is_empty() {
            let on: Vec<String> = review.evidence.iter().map(ToString::to_string).collect();
            writeln!(console.out, "  rests on {}", on.join(", "))?;
        }
    }
    for (id, why) in listed.fallen() {
        let stale = Style::Conflict.paint("stale", screen);
        writeln!(console.out, "\n{stale}: a review rests on {id}, which {}", why.in_words())?;
    }
    for shown in &listed.evidence {
        writeln!(console.out, "\n{}", Style::Strong.paint(shown.heading(), screen))?;
        print_facts(console, &shown.facts())?;
    }
    for ruling in &listed.rulings {
        let rating = words::in_brackets(&ruling.rating.iter().collect::<Vec<_>>());
        let (done, at) = (format!("{}{rating}", words::ruled(ruling.kind)), ruling.at.to_minute());
        let by = Style::Strong.paint(&ruling.by, screen);
        let told = format!("{done} by {by}, {at} ({})", ruling.entry);
        writeln!(console.out, "\n{}", wrapped(&told, screen, ""))?;
        let reason = Visible::lines(ruling.reason.as_str()).to_string();
        writeln!(console.out, "{}", wrapped(&reason, screen, "  "))?;
    }
    for act in &examined.acts {
        let Event::ClaimSuggested(suggested) = &act.entry.event else { continue };
        let (by, status) = (Style::Strong.paint(&act.entry.actor, screen), suggested.status);
        let told = format!("the program {by} suggests: {status} ({})", act.position);
        writeln!(console.out, "\n{}", wrapped(&told, screen, ""))?;
        if let Some(note) = &suggested.note {
            let note = Visible::lines(note.note().as_str()).to_string();
            writeln!(console.out, "{}", wrapped(&note, screen, "  "))?;
        }
    }
    if !examined.acts.is_empty() {
        writeln!(console.out)?;
        RowPrinter::print_all(OutputFormat::Table, console, examined.acts.iter().rev())?;
    }
    Ok(())
}

/// Who is to judge a claim, and its tags.
fn docket(Docket { assigned, tags, taken, .. }: &Docket) -> Vec<(&'static str, String)> {
    let mut facts = Vec::new();
    if let Some(Assignment { by, due, entry, to }) = assigned {
        let due = due.map(|due| format!(", due {due}")).unwrap_or_default();
        facts.push(("assigned", format!("to {to}{due}, by {by} ({entry})")));
    }
    if let Some(Lease { by, entry, until }) = taken {
        facts.push(("taken", format!("by {by} until {} ({entry})", until.to_minute())));
    }
    if !tags.is_empty() {
        facts.push(("tags", words::tags(tags)));
    }
    facts
}

/// Articles, each with how many claims it has, in a form for programs.
pub(super) fn print_articles(
    form: OutputFormat,
    console: &mut Console<'_>,
    articles: &[ArticleSummary],
) -> io::Result<()> {
    RowPrinter::print_all(form, console, articles)
}

pub(super) fn print_article(
    form: OutputFormat,
    console: &mut Console<'_>,
    article: &Article,
    counts: &Counts,
    newer_text: Option<ArticleId>,
    withheld: Option<&LogEntry>,
) -> io::Result<()> {
    match form {
        OutputFormat::Table => tell_article(console, article, counts, newer_text, withheld),
        OutputFormat::Json | OutputFormat::Jsonl => {
            let article = ArticleJson::of(article, counts, newer_text).withheld_by(withheld);
            form.write_one(console.out, &article)
        }
        OutputFormat::Csv => {
            export::csv::write_article_header(console.out)?;
            export::csv::write_article(console.out, article, counts, newer_text)
        }
    }
}

fn tell_article(
    console: &mut Console<'_>,
    article: &Article,
    counts: &Counts,
    newer_text: Option<ArticleId>,
    withheld: Option<&LogEntry>,
) -> io::Result<()> {
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
    ]);
    if let Some(reread) = &article.reread {
        let Correction { at, by, entry } = reread;
        facts.push(("read again", format!("{} by {by} ({entry})", at.to_minute())));
    }
    let before = words::earlier_readings(article).into_iter().map(|told| ("before", told));
    facts.extend(before);
    for at in &article.appearances {
        facts.push(("also at", format!("{} ({})", at.origin, words::appeared(at))));
    }
    facts.extend([
        ("bytes", words::grouped(revision.raw_bytes)),
        ("sha-256", revision.raw_sha256.to_string()),
        ("text", format!("{} bytes", words::grouped(revision.text_bytes))),
        ("sha-256", revision.text_sha256.to_string()),
        ("claims", words::counts(counts)),
    ]);
    if let Some(newer) = newer_text {
        facts.push(("newer text", words::newer_text(newer)));
    }
    if let Some(act) = withheld {
        let by = format!("{} by {} ({})", act.entry.at.to_minute(), act.entry.actor, act.position);
        let reason = act.entry.event.remark().map(|reason| reason.as_str().to_owned());
        let what = if words::withholds_all(act, article.id) { "withheld" } else { "redacted" };
        facts.extend([(what, by), ("reason", reason.unwrap_or_default())]);
    }
    print_facts(console, &facts)
}
