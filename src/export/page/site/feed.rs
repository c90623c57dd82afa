//! Atom feeds (RFC 4287).

use std::io::{self, Write};

use super::news::Said;
use super::{News, Site, claim_path};
use crate::export::exchange::urn;
use crate::export::page::text;

/// What a feed is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feed {
    Corrections,
    Verdicts,
}

impl Feed {
    pub const ALL: [Self; 2] = [Self::Verdicts, Self::Corrections];

    /// The path of its file.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Corrections => "corrections.xml",
            Self::Verdicts => "verdicts.xml",
        }
    }

    /// A name that stays the same, in whatever language the feed is.
    const fn name(self) -> &'static str {
        match self {
            Self::Corrections => "corrections",
            Self::Verdicts => "verdicts",
        }
    }

    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Corrections => "site-feed-corrections",
            Self::Verdicts => "site-feed-verdicts",
        }
    }
}

/// Write a feed, the latest first. Its time is that of the latest; while there is none, that of the
/// first entry of the log.
pub fn write_feed(
    site: &Site<'_>,
    feed: Feed,
    news: &[News],
    out: &mut dyn Write,
) -> io::Result<()> {
    let log = site.report.origin.as_ref();
    let updated = news.first().map_or(site.since, |first| first.at);
    let address = |path: &str| match &site.publication.base {
        Some(base) => base.of(path),
        None => path.to_owned(),
    };
    let name = line(site.name());
    write!(
        out,
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n\
         <id>{}</id>\n\
         <title>{name}: {}</title>\n\
         <updated>{updated}</updated>\n\
         <author><name>{name}</name></author>\n\
         <link rel=\"self\" href=\"{}\"/>\n\
         <link href=\"{}\"/>\n",
        site.templates.labels().language.as_str(),
        urn(log, feed.name()),
        line(&site.templates.labels().word(feed.label())),
        line(&address(feed.path())),
        line(&address("index.html")),
    )?;
    for News { at, claim, said, standing, words, .. } in news {
        let (id, content) = match said {
            Said::Correction { entry, html } => {
                let html = xml(html);
                let html = html.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
                let content = format!("<content type=\"html\">{html}</content>");
                (format!("{claim} {} {entry}", feed.name()), content)
            }
            Said::Ground(ground) => {
                let words = xml(&text::lines(ground));
                let content = format!("<content type=\"text\">{words}</content>");
                (format!("{claim} {} {at} {ground}", feed.name()), content)
            }
        };
        write!(
            out,
            "<entry>\n\
             <id>{}</id>\n\
             <title>{}: {}</title>\n\
             <updated>{at}</updated>\n\
             <link href=\"{}\"/>\n\
             <category term=\"{}\"/>\n\
             {content}\n\
             </entry>\n",
            urn(log, &id),
            line(&site.capital(standing)),
            line(words),
            line(&address(&claim_path(*claim))),
            standing.trim_start_matches("site-tag-"),
        )?;
    }
    writeln!(out, "</feed>")
}

/// Foreign text on one line, in text or in an attribute.
fn line(words: &str) -> String {
    xml(&text::html(words))
}

/// XML cannot hold these, by whatever name.
fn xml(escaped: &str) -> String {
    escaped.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}
