use std::io::{self, Write};

use crate::cli::failure::Failure;
use crate::cli::print::{OutputFormat, Row, RowPrinter};
use crate::domain::{
    Address, Article, ArticleId, ClaimQuery, Counts, Order, Variant, Visible, Withdrawal,
};
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
            Imported::Appeared { .. } => ("known text".to_owned(), Style::Hint),
            Imported::Corrected { .. } => ("corrected".to_owned(), Style::Plain),
            Imported::Reread { .. } => ("read again".to_owned(), Style::Plain),
            Imported::Recorded { alike: Some(other), .. } => {
                (format!("recorded, like {other}"), Style::Hint)
            }
            Imported::Recorded { earlier: Some(earlier), .. } => {
                (format!("recorded, beside {earlier}"), Style::Hint)
            }
            Imported::Recorded { .. } => ("recorded".to_owned(), Style::Plain),
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
            let (id, is) = (other.claim.id, words::standing(&other));
            console.say(format_args!("{claim} repeats {id}, which is {is}"))?;
        }
    }
    Ok(())
}

fn summary(console: &mut Console<'_>, view: &View<'_>, done: &[Imported]) -> Result<(), Failure> {
    if let [one] = done {
        return tell_one(console, view, one);
    }
    let (mut recorded, mut found) = (0, 0);
    let (mut again, mut corrected, mut appeared, mut known) = (0, 0, 0, 0);
    for imported in done {
        match imported {
            Imported::Appeared { .. } => appeared += 1,
            Imported::Corrected { .. } => corrected += 1,
            Imported::Known { .. } => known += 1,
            Imported::Recorded { claims, .. } => {
                recorded += 1;
                found += claims;
            }
            Imported::Reread { added, .. } => {
                again += 1;
                found += added;
            }
        }
    }
    if recorded + again + corrected + appeared == 0 {
        let articles = words::count(known, "article is", "articles are");
        return Ok(console.say(format_args!("nothing recorded: {articles} already known"))?);
    }
    let mut parts = Vec::new();
    if recorded > 0 || again > 0 {
        let articles = words::count(recorded, "article recorded", "articles recorded");
        parts.push(format!("{articles}, with {}", words::claims(found)));
    }
    let others = [
        (again, "read again"),
        (corrected, "corrected"),
        (appeared, "with a text that is known"),
        (known, "already known"),
    ];
    let others = others.into_iter().filter(|(number, _)| *number > 0);
    parts.extend(others.map(|(number, what)| format!("{} {what}", words::grouped(number))));
    Ok(console.say(parts.join("; "))?)
}

/// What became of a single article.
fn tell_one(console: &mut Console<'_>, view: &View<'_>, done: &Imported) -> Result<(), Failure> {
    let id = done.article();
    let article = view.article(id)?;
    match done {
        Imported::Appeared { is_elsewhere, .. } => {
            let Some(last) = article.appearances.last() else { return Ok(()) };
            let first = Visible::line(&article.origin);
            let at = Visible::line(&last.origin);
            console.say(if *is_elsewhere {
                format!(
                    "{at} has the very text of {id}, from {first}: recorded as another place of \
                     {id}, with no claims of its own"
                )
            } else {
                format!(
                    "{at} has other bytes now, and the very text of {id}: recorded with {id}, with \
                     no claims of its own"
                )
            })?;
        }
        Imported::Corrected { .. } => {
            let title = Visible::line(article.title.as_deref().unwrap_or("-")).to_string();
            console.say(format_args!("{id} corrected: its title is now {title}"))?;
        }
        // That is told before.
        Imported::Known { .. } => {}
        Imported::Recorded { claims, earlier, alike, .. } => {
            if let Some(earlier) = earlier {
                console.say(format_args!(
                    "{id} differs from {earlier}, which came from the same place; both are kept"
                ))?;
            }
            if let Some(alike) = alike {
                tell_alike(console, view, &article, *alike)?;
            }
            console.say(format_args!("{id} recorded, with {}", words::claims(*claims)))?;
        }
        Imported::Reread { added, gone, kept, .. } => {
            let revision = &article.revision;
            console.say(format_args!(
                "{id} read again as {}, {}: {} kept, {} new, {} gone",
                revision.reader.name,
                revision.encoding,
                words::claims(*kept),
                words::grouped(*added),
                words::grouped(*gone)
            ))?;
            if *gone > 0 {
                console.say(format_args!(
                    "for those that are gone: factledger list --article {id} --gone"
                ))?;
            }
        }
    }
    Ok(())
}

/// Two addresses that seem to show one article: only a person can tell.
fn tell_alike(
    console: &mut Console<'_>,
    view: &View<'_>,
    article: &Article,
    alike: ArticleId,
) -> Result<(), Failure> {
    let other = view.article(alike)?;
    let variant = |of: &Article| Address::of(&of.origin).and_then(|address| address.variant);
    let page = |variant: Option<Variant>| match variant {
        Some(Variant::Amp) => "the AMP page",
        Some(Variant::Mobile) => "the page for mobiles",
        None => "another page",
    };
    let id = article.id;
    Ok(console.say(match (variant(article), variant(&other)) {
        (None, of) => format!("{alike} looks like {} of {id}; both are kept", page(of)),
        (of, _) => format!("{id} looks like {} of {alike}; both are kept", page(of)),
    })?)
}

/// Say what to do if the built-in rules found no claim in the recorded articles.
pub(super) fn advise(console: &mut Console<'_>, done: &[Imported]) -> Result<(), Failure> {
    let mut first = None;
    for imported in done {
        match imported {
            Imported::Recorded { claims: 0, article, .. } => first = first.or(Some(article)),
            Imported::Recorded { .. } => return Ok(()),
            Imported::Appeared { .. }
            | Imported::Corrected { .. }
            | Imported::Known { .. }
            | Imported::Reread { .. } => {}
        }
    }
    let Some(article) = first else { return Ok(()) };
    Ok(console.say(format_args!(
        "no claim was found: `factledger add {article} 'EXACT WORDS'` adds one by hand;\n\
         to find more next time, lower `--min-score` (0 takes every sentence)"
    ))?)
}
