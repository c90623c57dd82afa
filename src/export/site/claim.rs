use std::io::{self, Write};

use super::text::{Html, place};
use super::{Site, article_path, begin, class, corrections_of, end};
use crate::domain::{Note, Review, Sha256, Status, Timestamp};
use crate::export::exchange::fragment;
use crate::view::{ClaimDetail, ClaimSummary, Context, ShownEvidence, words};

/// The proof that lies beside a page.
pub struct Beside<'a> {
    /// What checks it, typed in the folder of the page.
    pub command: String,
    /// The name of its file.
    pub name: &'a str,
}

/// Write the page of a claim.
pub fn write_claim(
    site: &Site<'_>,
    examined: &ClaimDetail,
    beside: Option<&Beside<'_>>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let ClaimSummary { article, claim, reviews, .. } = &examined.listed;
    let standing = words::standing(&examined.listed);
    let title = format!("{}: {}", capital(standing), claim.words());
    let check = fragment(examined, site.report, site.publication)?.unwrap_or_default();
    begin(site, &title, "../", &check, out)?;
    writeln!(
        out,
        "<h1>{}</h1>\n<p class=\"verdict {}\">{}{}{}</p>",
        Html::line(claim.words()),
        class(standing),
        capital(standing),
        Html::line(&rated(&examined.listed)),
        Html::line(&verdict_basis(&examined.listed)),
    )?;
    let of = article.title.as_deref().unwrap_or(&article.origin);
    if let Some(name) = &claim.claimant {
        writeln!(out, "<p>Said by <strong>{}</strong>.</p>", Html::line(name))?;
    }
    writeln!(
        out,
        "<p class=\"facts\">In <a href=\"../{}\">{}</a> ({}). Claim {}.</p>",
        article_path(article.id),
        Html::line(of),
        place(&article.origin),
        claim.id,
    )?;
    let latest: Vec<&Review> = Review::latest(reviews).collect();
    if !latest.is_empty() {
        writeln!(out, "<h2>What reviewers say</h2>\n<ul>")?;
        for review in latest {
            writeln!(
                out,
                "<li><strong class=\"{}\">{}</strong> by {}, {}{}</li>",
                class(review.status.as_str()),
                review.status,
                Html::line(review.reviewer.as_str()),
                time(review.at),
                said(review.note.as_ref()),
            )?;
        }
        writeln!(out, "</ul>")?;
    }
    for ruling in &examined.listed.rulings {
        writeln!(
            out,
            "<p>{}, {}{}</p>",
            Html::line(&capital(&words::ruling(ruling))),
            time(ruling.at),
            said(Some(&ruling.reason)),
        )?;
    }
    let evidence = || examined.listed.evidence.iter();
    if evidence().next().is_some() {
        writeln!(out, "<h2>Evidence</h2>\n<ul>")?;
        for shown in evidence() {
            write_evidence(shown, out)?;
        }
        writeln!(out, "</ul>")?;
    }
    if let Some(quote) = &claim.quote {
        let Context { after, before } = &examined.context;
        let [before, after] = [Html::line(before), Html::line(after)];
        let quote = Html::line(quote);
        writeln!(
            out,
            "<h2>In its paragraph</h2>\n<blockquote>{before}<mark>{quote}</mark>{after}</blockquote>",
        )?;
    }
    let corrections = corrections_of(examined);
    if !corrections.is_empty() {
        writeln!(out, "<h2>Corrections</h2>\n<ul>")?;
        for news in corrections {
            let said = Html::remark(&news.said).to_string();
            writeln!(out, "<li>{}: <span class=\"words\">{said}</span></li>", time(news.at))?;
        }
        writeln!(out, "</ul>")?;
    }
    write_check(claim.quote_sha256, beside, out)?;
    end("../", out)
}

fn write_evidence(shown: &ShownEvidence, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<li>{}\n<dl>", shown.heading())?;
    for (label, fact) in shown.facts() {
        let fact = if label == "at" { place(&fact) } else { Html::remark(&fact).to_string() };
        writeln!(out, "<dt>{label}</dt><dd class=\"words\">{fact}</dd>")?;
    }
    writeln!(out, "</dl></li>")
}

/// How to check the verdict: with a command, and with a script that needs nothing of ours.
fn write_check(quote: Sha256, beside: Option<&Beside<'_>>, out: &mut dyn Write) -> io::Result<()> {
    let Some(Beside { command, name }) = beside else { return Ok(()) };
    let command = Html::line(command);
    writeln!(
        out,
        "<h2>Check this verdict</h2>\n\
         <p>The proof beside this page, <a href=\"{name}\">{name}</a>, shows that the verdict is in the \
         log, who signed it, and that it is about these words (SHA-256 {quote}). It does not show what \
         was recorded later. In the folder of this page:</p>\n\
         <pre>{command}</pre>\n\
         <p>Compare the first key with one that you got from the owner of the log.</p>"
    )
}

fn said(note: Option<&Note>) -> String {
    note.map(|note| format!(": <span class=\"words\">{}</span>", Html::remark(note.as_str())))
        .unwrap_or_default()
}

fn time(at: Timestamp) -> String {
    format!("<time datetime=\"{at}\">{} UTC</time>", at.to_minute())
}

/// The same with a capital letter.
pub(super) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The ratings of the house, as they follow a status: ` (misleading)`. They are foreign text.
fn rated(listed: &ClaimSummary) -> String {
    words::in_brackets(&listed.ratings())
}

/// What follows the verdict: ` by 2 reviewers`.
fn verdict_basis(listed: &ClaimSummary) -> String {
    if listed.hidden > 0 {
        let entries = words::count(listed.hidden, "entry", "entries");
        return format!(", as far as is shown: {entries} of others on it are hidden");
    }
    let reviewers = Review::latest(&listed.reviews).count() as u64;
    let by = words::count(reviewers, "reviewer", "reviewers");
    let resolved = listed.rulings.iter().rfind(|ruling| ruling.is_resolution());
    if let Some(resolved) = resolved.filter(|resolved| listed.is_last(resolved)) {
        return format!(", as {} resolved the conflict", resolved.by);
    }
    if !listed.claim.waits.is_nothing() {
        let said = listed.sides().first().map_or("", |(status, _)| status.as_str());
        return format!(": {said} by {by} so far; {}", words::needs(listed.claim.waits));
    }
    let was_judged = listed.reviews.iter().any(|review| review.status != Status::Unverified);
    match listed.claim.status {
        Status::Unverified if reviewers == 0 => ": not reviewed yet".to_owned(),
        Status::Unverified if was_judged => format!(": reviewed before, and reopened by {by}"),
        Status::Unverified => format!(": left open by {by}"),
        Status::Disputed | Status::Corroborated => format!(" by {by}"),
    }
}
