use std::io::{self, Write};

use crate::cli::failure::Failure;
use crate::cli::print::{OutputFormat, Row, RowPrinter};
use crate::domain::{Article, ArticleId, ClaimQuery, Counts, Order, Visible, Withdrawal};
use crate::export::{self, ArticleJson};
use crate::ledger::{Imported, View};
use crate::terminal::{Column, Console, Style};
use crate::view::words;

/// An article, as it is after the import.
struct ImportedArticle<'a> {
    article: Article,
    counts: Counts,
    imported: &'a Imported,
    newer_text: Option<ArticleId>,
}

impl Row for ImportedArticle<'_> {
    const COLUMNS: &'static [Column] = &[
        Column { heading: "ID", from_width: 0, widest: Some(8) },
        Column { heading: "CLAIMS", from_width: 0, widest: Some(7) },
        Column { heading: "READ AS", from_width: 70, widest: Some(8) },
        Column { heading: "RESULT", from_width: 0, widest: Some(20) },
        Column { heading: "ARTICLE", from_width: 0, widest: None },
    ];

    fn cells(&self) -> Vec<(String, Style)> {
        let Self { article, counts, imported, .. } = self;
        let result = match imported {
            Imported::Known { .. } if article.withdrawn.is_some() => {
                ("known, and withdrawn".to_owned(), Style::Hint)
            }
            Imported::Known { .. } => ("already known".to_owned(), Style::Faint),
            Imported::Recorded { twin: Some(twin), .. } => {
                (format!("same text as {twin}"), Style::Hint)
            }
            Imported::Recorded { earlier: Some(earlier), .. } => {
                (format!("recorded, beside {earlier}"), Style::Hint)
            }
            Imported::Recorded { earlier: None, .. } => ("recorded".to_owned(), Style::Plain),
        };
        vec![
            (article.id.to_string(), Style::Strong),
            (words::grouped(counts.claims()), Style::Plain),
            (article.revision.reader.name.clone(), Style::Faint),
            result,
            (article.title.as_ref().unwrap_or(&article.origin).clone(), Style::Plain),
        ]
    }

    fn write_csv(&self, out: &mut dyn Write) -> io::Result<()> {
        export::csv::write_article(out, &self.article, &self.counts, self.newer_text)
    }

    fn write_csv_header(out: &mut dyn Write) -> io::Result<()> {
        export::csv::write_article_header(out)
    }

    fn write_json(&self, form: OutputFormat, written: u64, out: &mut dyn Write) -> io::Result<()> {
        let article = ArticleJson::of(&self.article, &self.counts, self.newer_text);
        form.write_json(out, written, &article)
    }
}

/// Show what was found: of one article its claims, of several the articles.
pub(super) fn answer(
    form: OutputFormat,
    console: &mut Console<'_>,
    view: &View<'_>,
    done: &[Imported],
) -> Result<(), Failure> {
    if console.quiet && form == OutputFormat::Table {
        return Ok(());
    }
    match (form, done) {
        (OutputFormat::Table, [one]) => print_claims(form, console, view, one.article())?,
        (form, done) => {
            let shown = form.limit(None).map_or(done, |limit| &done[..limit.min(done.len())]);
            let mut articles = RowPrinter::new(form, console);
            for imported in shown {
                let id = imported.article();
                let (article, counts) = (view.article(id)?, view.counts(Some(id))?);
                let newer_text = view.newer_text(&article)?;
                let row = ImportedArticle { article, counts, imported, newer_text };
                articles.print(console, &row)?;
            }
            articles.finish(console)?;
            if shown.len() < done.len() {
                let (shown, all) = (shown.len(), words::grouped(done.len() as u64));
                console.say(format_args!("the first {shown} of {all} articles shown"))?;
            }
        }
    }
    match done {
        [Imported::Known { article }] => {
            let Article { revision, withdrawn, .. } = view.article(*article)?;
            if let Some(Withdrawal { at, by, entry, reason }) = withdrawn {
                let at = at.to_minute();
                return Ok(console.say(format_args!(
                    "nothing recorded: already imported as {article}, and withdrawn by {by} on {at} \
                     ({entry}): {reason}\nto bring it back: factledger restore {article} -m REASON"
                ))?);
            }
            Ok(console.say(format_args!(
                "nothing recorded: already imported as {article}, read as {}, {}",
                revision.reader.name, revision.encoding
            ))?)
        }
        done => {
            tell_repeats(console, view, done)?;
            summary(console, view, done)
        }
    }
}

/// Print the claims of one article, the first of many.
fn print_claims(
    form: OutputFormat,
    console: &mut Console<'_>,
    view: &View<'_>,
    article: ArticleId,
) -> Result<(), Failure> {
    let query = ClaimQuery { article: Some(article), order: Order::Id, ..ClaimQuery::default() };
    let mut claims = RowPrinter::new(form, console);
    let mut listed = view.list(&query, None, form.limit(None))?;
    for claim in &mut listed {
        claims.print(console, &claim?)?;
    }
    let shown = claims.finish(console)?;
    if listed.next_page().is_some() {
        console.say(format_args!(
            "first {shown} shown; for all: factledger list --article {article}"
        ))?;
    }
    Ok(())
}

/// Name the claims whose words somebody judged in another article: no verdict follows from that.
fn tell_repeats(
    console: &mut Console<'_>,
    view: &View<'_>,
    done: &[Imported],
) -> Result<(), Failure> {
    const MOST: u32 = 10;
    let mut left = MOST;
    for imported in done.iter().filter(|imported| imported.is_recorded()) {
        for (claim, other) in view.judged_before(imported.article(), left + 1)? {
            if left == 0 {
                return Ok(console.say("more words were judged before: `factledger show CLAIM`")?);
            }
            left -= 1;
            let (id, status) = (other.claim.id, &other.claim.status);
            let is = if other.claim.conflict { "in conflict" } else { status.as_str() };
            console.say(format_args!("{claim} repeats {id}, which is {is}"))?;
        }
    }
    Ok(())
}

fn summary(console: &mut Console<'_>, view: &View<'_>, done: &[Imported]) -> Result<(), Failure> {
    let mut recorded = 0;
    let mut found = 0;
    let mut known = 0;
    for imported in done {
        match imported {
            Imported::Known { .. } => known += 1,
            Imported::Recorded { article, claims, earlier, twin } => {
                recorded += 1;
                found += claims;
                if let Some(twin) = twin
                    && done.len() == 1
                {
                    let origin = Visible::line(&view.article(*twin)?.origin).to_string();
                    console.say(format_args!(
                        "{article} has the very text of {twin}, from {origin}: its claims stand \
                         twice, and a verdict on one does not count for the other"
                    ))?;
                }
                if let Some(earlier) = earlier
                    && done.len() == 1
                {
                    console.say(format_args!(
                        "{article} differs from {earlier}, which came from the same place; \
                         both are kept"
                    ))?;
                }
            }
        }
    }
    if recorded == 0 {
        let articles = words::count(known, "article is", "articles are");
        return Ok(console.say(format_args!("nothing recorded: {articles} already known"))?);
    }
    let articles = match (done, recorded) {
        ([Imported::Recorded { article, .. }], _) => format!("{article} recorded"),
        (_, recorded) => format!("{} recorded", words::count(recorded, "article", "articles")),
    };
    let known = match known {
        0 => String::new(),
        known => format!("; {} already known", words::grouped(known)),
    };
    Ok(console.say(format_args!("{articles}, with {}{known}", words::claims(found)))?)
}

/// Say what to do if the built-in rules found no claim in the recorded articles.
pub(super) fn advise(console: &mut Console<'_>, done: &[Imported]) -> Result<(), Failure> {
    let mut first = None;
    for imported in done {
        match imported {
            Imported::Recorded { claims: 0, article, .. } => first = first.or(Some(article)),
            Imported::Recorded { .. } => return Ok(()),
            Imported::Known { .. } => {}
        }
    }
    let Some(article) = first else { return Ok(()) };
    Ok(console.say(format_args!(
        "no claim was found: `factledger add {article} 'EXACT WORDS'` adds one by hand;\n\
         to find more next time, lower `--min-score` (0 takes every sentence)"
    ))?)
}
