//! The page of a report as version 0.1.0 wrote it, frozen. That version signed no list of the files
//! of a bundle, so a bundle of it is verified by writing its page again, byte for byte.

mod claim;
mod head;
mod history;
mod section;
mod text;
mod words;

use std::io::Write;
use std::iter::Peekable;

use text::Html;

use super::WriteError;
use super::whole::Whole;
use crate::view::Report;

pub(super) fn write<E>(
    report: &Report,
    sections: impl Iterator<Item = Result<Whole, WriteError<E>>>,
    out: &mut dyn Write,
) -> Result<(), WriteError<E>> {
    let mut sections = sections.peekable();
    let title = title(report, &mut sections);
    let title = title.as_deref();
    write!(
        out,
        "<!doctype html>\n\
         <html lang=\"en\">\n\
         <head>\n\
         <meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>Fact-check report{}</title>\n\
         <style>\n{}</style>\n\
         </head>\n\
         <body>\n",
        title.map(|title| format!(": {}", Html(title))).unwrap_or_default(),
        include_str!("report.css")
    )?;
    head::write(report, title, out)?;
    writeln!(out, "<main>")?;
    for section in sections {
        section::write(&section?, out)?;
    }
    writeln!(out, "</main>\n<footer>\n<h2>{}</h2>", words::LIMITS_HEADING)?;
    for limit in words::LIMITS {
        writeln!(out, "<p>{limit}</p>")?;
    }
    Ok(writeln!(out, "</footer>\n</body>\n</html>")?)
}

/// The title of the one article that a report is on.
fn title<E>(
    report: &Report,
    sections: &mut Peekable<impl Iterator<Item = Result<Whole, WriteError<E>>>>,
) -> Option<String> {
    match sections.peek() {
        Some(Ok(whole)) if report.articles == 1 => whole.section.article.title.clone(),
        Some(_) | None => None,
    }
}
