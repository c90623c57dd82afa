use std::fmt::{self, Display, Write as _};
use std::io::{self, Write};

use super::{LIMITS, WriteError, ids};
use crate::domain::{Article, Counts, Event, Found, Recorded, Review, Status, Visible};
use crate::report::{Examined, Report, Section, words};

/// A report in one page of HTML that needs no other file, runs no script and asks for nothing.
pub(super) fn write<E>(
    report: &Report,
    sections: impl Iterator<Item = Result<Section, WriteError<E>>>,
    out: &mut dyn Write,
) -> Result<(), WriteError<E>> {
    write!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>Fact-check report</title>\n<style>\n{}</style>\n</head>\n<body>\n",
        include_str!("report.css")
    )?;
    write_head(report, out)?;
    writeln!(out, "<main>")?;
    for section in sections {
        write_section(&section?, out)?;
    }
    writeln!(
        out,
        "</main>\n<footer><p class=\"soft\">{}</p></footer>\n</body>\n</html>",
        Html(LIMITS)
    )?;
    Ok(())
}

fn write_head(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "<header>\n<h1>Fact-check report</h1>\n<p class=\"soft\">Made {}.",
        report.made_at
    )?;
    match &report.last {
        Some(last) => writeln!(
            out,
            "It tells the state of the ledger after entry {}, recorded {}, SHA-256 <code>{}</code>.</p>",
            last.position, last.entry.at, last.leaf
        )?,
        None => writeln!(out, "The ledger is empty.</p>")?,
    }
    let articles = words::count(report.articles, "article", "articles");
    writeln!(out, "<p class=\"total\">{articles}, {}.</p>", words::counts(&report.counts))?;
    write_bar(&report.counts, out)?;
    if report.unverified.is_empty() {
        writeln!(out, "<p>Nothing is unverified.</p>")?;
    } else {
        let links = ids(&report.unverified, |id| format!("<a href=\"#{id}\">{id}</a>"));
        writeln!(out, "<p><strong>Still unverified:</strong> {links}</p>")?;
    }
    writeln!(out, "</header>")
}

/// The counts as lengths, and in words for who cannot see them.
fn write_bar(counts: &Counts, out: &mut dyn Write) -> io::Result<()> {
    if counts.claims() == 0 {
        return Ok(());
    }
    write!(out, "<div class=\"bar\" aria-hidden=\"true\">")?;
    for status in Status::ALL.into_iter().filter(|status| counts.of(*status) > 0) {
        write!(out, "<span class=\"{status}\" style=\"flex-grow:{}\"></span>", counts.of(status))?;
    }
    write!(out, "</div>\n<ul class=\"key\">")?;
    for status in Status::ALL {
        write!(out, "<li class=\"{status}\">{} {status}</li>", words::grouped(counts.of(status)))?;
    }
    writeln!(out, "</ul>")
}

fn write_section(section: &Section, out: &mut dyn Write) -> io::Result<()> {
    let article = &section.article;
    let title = article.title.as_ref().unwrap_or(&article.origin);
    writeln!(out, "<section id=\"{0}\">\n<h2>{0}: {1}</h2>", article.id, Foreign(title))?;
    write_article(article, &section.counts, out)?;
    let (dismissed, claims): (Vec<_>, Vec<_>) =
        section.claims.iter().partition(|examined| examined.listed.claim.dismissed);
    for examined in claims {
        write_claim(examined, out)?;
    }
    if !dismissed.is_empty() {
        writeln!(out, "<section>\n<h3>Dismissed as not claims</h3>")?;
        for examined in dismissed {
            let claim = &examined.listed.claim;
            writeln!(out, "<div class=\"claim\" id=\"{}\">", claim.id)?;
            writeln!(out, "<p>{} <q>{}</q></p>", claim.id, Foreign(&claim.quote))?;
            write_history(&examined.acts, out)?;
            writeln!(out, "</div>")?;
        }
        writeln!(out, "</section>")?;
    }
    writeln!(out, "</section>")
}

fn write_article(article: &Article, counts: &Counts, out: &mut dyn Write) -> io::Result<()> {
    let revision = &article.revision;
    writeln!(out, "<dl>")?;
    writeln!(out, "<dt>Origin</dt><dd>{}</dd>", Link(&article.origin))?;
    for (label, fact) in [
        ("By", &article.byline),
        ("Published", &article.published),
        ("Language", &article.language),
    ] {
        if let Some(fact) = fact {
            writeln!(out, "<dt>{label}</dt><dd>{}</dd>", Foreign(fact))?;
        }
    }
    writeln!(
        out,
        "<dt>Imported</dt><dd>{} by {}, entry {}</dd>\n<dt>Read as</dt><dd>{} {}, {}</dd>\n\
         <dt>Bytes</dt><dd>{}, SHA-256 <code>{}</code></dd>\n\
         <dt>Text</dt><dd>{} bytes, SHA-256 <code>{}</code></dd>\n\
         <dt>Claims</dt><dd>{}</dd>\n</dl>",
        article.imported_at,
        Foreign(article.imported_by.as_str()),
        article.entry,
        Html(&revision.reader.name),
        Html(&revision.reader.version),
        Html(&revision.encoding),
        words::grouped(revision.raw_bytes),
        revision.raw_sha256,
        words::grouped(revision.text_bytes),
        revision.text_sha256,
        words::counts(counts)
    )
}

fn write_claim(examined: &Examined, out: &mut dyn Write) -> io::Result<()> {
    let claim = &examined.listed.claim;
    let status = claim.status;
    let context = &examined.context;
    writeln!(
        out,
        "<article class=\"claim {status}\" id=\"{0}\">\n\
         <h3><a href=\"#{0}\">{0}</a> <span class=\"status\">{status}</span></h3>\n\
         <blockquote dir=\"auto\">{1}<mark>{2}</mark>{3}</blockquote>",
        claim.id,
        Html(&context.before),
        Html(&claim.quote),
        Html(&context.after)
    )?;
    if claim.conflict {
        writeln!(
            out,
            "<p class=\"conflict\"><strong>In conflict:</strong> the reviewers disagree. \
             The verdict that stood goes on standing.</p>"
        )?;
    }
    for review in Review::latest(&examined.listed.reviews) {
        writeln!(
            out,
            "<div class=\"review\"><p><span class=\"status {0}\">{0}</span> by \
             <strong>{1}</strong> <span class=\"soft\">{2}, entry {3}</span></p>",
            review.status,
            Foreign(review.reviewer.as_str()),
            review.at,
            review.entry
        )?;
        if let Some(note) = &review.note {
            writeln!(out, "<p class=\"note\" dir=\"auto\">{}</p>", HtmlLines(note.as_str()))?;
        }
        writeln!(out, "</div>")?;
    }
    for Recorded { entry, position, .. } in examined.notes() {
        if let (Event::NoteAdded(_), Some(note)) = (&entry.event, entry.event.remark()) {
            writeln!(
                out,
                "<div class=\"review\"><p>Note by <strong>{}</strong> \
                 <span class=\"soft\">{}, entry {position}</span></p>\n\
                 <p class=\"note\" dir=\"auto\">{}</p></div>",
                Foreign(entry.actor.as_str()),
                entry.at,
                HtmlLines(note.as_str())
            )?;
        }
    }
    writeln!(out, "<dl>")?;
    if let Some(claimant) = &claim.claimant {
        writeln!(out, "<dt>Said by</dt><dd>{}</dd>", Foreign(claimant))?;
    }
    writeln!(out, "<dt>Place</dt><dd>line {}, bytes {}</dd>", claim.place, claim.span)?;
    match &claim.found {
        Found::ByExtractor { extractor, score } => writeln!(
            out,
            "<dt>Found by</dt><dd>{} {}, score {score} of 1000, entry {}</dd>",
            Html(&extractor.name),
            Html(&extractor.version),
            claim.entry
        )?,
        Found::ByReviewer => writeln!(
            out,
            "<dt>Found by</dt><dd>{}, by hand, entry {}</dd>",
            Foreign(examined.recorded_by.as_str()),
            claim.entry
        )?,
    }
    writeln!(out, "<dt>Quote</dt><dd>SHA-256 <code>{}</code></dd>\n</dl>", claim.quote_sha256)?;
    write_history(&examined.acts, out)?;
    writeln!(out, "</article>")
}

fn write_history(acts: &[Recorded], out: &mut dyn Write) -> io::Result<()> {
    if acts.is_empty() {
        return Ok(());
    }
    let entries = words::count(acts.len() as u64, "entry", "entries");
    writeln!(
        out,
        "<details><summary>History: {entries}</summary>\n<table>\n\
         <caption>What happened, in order</caption>\n<thead><tr><th scope=\"col\">Entry</th>\
         <th scope=\"col\">When</th><th scope=\"col\">Who</th><th scope=\"col\">What</th>\
         <th scope=\"col\">SHA-256</th></tr></thead>\n<tbody>"
    )?;
    for Recorded { entry, leaf, position } in acts {
        write!(
            out,
            "<tr><th scope=\"row\">{position}</th><td>{}</td><td>{}</td><td>{}",
            entry.at,
            Foreign(entry.actor.as_str()),
            Html(&entry.event.summary())
        )?;
        if let Some(remark) = entry.event.remark() {
            write!(out, "<br>{}", Foreign(remark.as_str()))?;
        }
        writeln!(out, "</td><td><code>{}</code></td></tr>", leaf.short())?;
    }
    writeln!(out, "</tbody>\n</table>\n</details>")
}

/// Text in which nothing is markup, on one line.
struct Html<'a>(&'a str);

/// The same on its own lines.
struct HtmlLines<'a>(&'a str);

/// Text that may run the other way, kept from turning what stands around it.
struct Foreign<'a>(&'a str);

/// A web address as a link; anything else as text.
struct Link<'a>(&'a str);

impl Display for Html<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(Escaping(f), "{}", Visible::line(self.0))
    }
}

impl Display for HtmlLines<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(Escaping(f), "{}", Visible::lines(self.0))
    }
}

impl Display for Foreign<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<bdi>{}</bdi>", Html(self.0))
    }
}

impl Display for Link<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_address = ["https://", "http://"].iter().any(|scheme| self.0.starts_with(scheme));
        // An address with anything that would have to be made visible is none to follow.
        if is_address && Visible::line(self.0).to_string() == self.0 {
            let address = Html(self.0);
            write!(f, "<a href=\"{address}\" rel=\"noopener noreferrer nofollow\">{address}</a>")
        } else {
            Foreign(self.0).fmt(f)
        }
    }
}

struct Escaping<'a, 'b>(&'a mut fmt::Formatter<'b>);

impl fmt::Write for Escaping<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let mut rest = text;
        while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
            self.0.write_str(&rest[..at])?;
            self.0.write_str(match rest.as_bytes()[at] {
                b'&' => "&amp;",
                b'<' => "&lt;",
                b'>' => "&gt;",
                b'"' => "&quot;",
                _ => "&#39;",
            })?;
            rest = &rest[at + 1..];
        }
        self.0.write_str(rest)
    }
}

#[cfg(test)]
mod tests {
    use html5gum::{Token, Tokenizer};
    use proptest::prelude::*;

    use super::*;

    /// The text of this HTML, if it has no tag but those that are ours.
    fn text(html: &str) -> String {
        let mut text = String::new();
        for token in Tokenizer::new(html) {
            match token {
                Ok(Token::String(string)) => text.push_str(std::str::from_utf8(&string).unwrap()),
                Ok(Token::StartTag(tag)) => {
                    assert_eq!(
                        (&**tag.name, tag.attributes.len()),
                        (b"bdi".as_slice(), 0),
                        "{html}"
                    );
                }
                Ok(Token::EndTag(tag)) => assert_eq!(&**tag.name, b"bdi", "{html}"),
                other => panic!("{html} has {other:?}"),
            }
        }
        text
    }

    #[test]
    fn only_a_web_address_is_a_link() {
        let link = |origin: &str| Link(origin).to_string();
        assert_eq!(
            link("https://example.org/?a=1&b='\"<"),
            "<a href=\"https://example.org/?a=1&amp;b=&#39;&quot;&lt;\" \
             rel=\"noopener noreferrer nofollow\">https://example.org/?a=1&amp;b=&#39;&quot;&lt;</a>"
        );
        for origin in ["javascript:alert(1)", "data:text/html,x", "a.txt", "https://a\u{202e}b"] {
            assert!(!link(origin).contains("href"), "{origin}");
        }
    }

    proptest! {
        #[test]
        fn nothing_in_any_text_is_markup(words in "(\\PC|[<>&\"'/=!; \n\u{1b}]|<script>|]]>|<!--|&lt;){0,40}") {
            prop_assert_eq!(text(&Foreign(&words).to_string()), Visible::line(&words).to_string());
        }
    }
}
