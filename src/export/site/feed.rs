//! Atom feeds (RFC 4287).

use std::io::{self, Write};

use super::claim::capital;
use super::text::Html;
use super::{News, Site, claim_path};
use crate::domain::Timestamp;
use crate::export::exchange::urn;

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

    const fn title(self) -> &'static str {
        match self {
            Self::Corrections => "corrections",
            Self::Verdicts => "verdicts",
        }
    }
}

/// Write a feed, the latest first. Its time is that of the latest.
pub fn write_feed(
    site: &Site<'_>,
    feed: Feed,
    news: &[News],
    out: &mut dyn Write,
) -> io::Result<()> {
    let log = site.report.origin.as_ref();
    let updated = news.first().map_or_else(Timestamp::default, |first| first.at);
    let address = |path: &str| match &site.publication.base {
        Some(base) => base.of(path),
        None => path.to_owned(),
    };
    write!(
        out,
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <feed xmlns=\"http://www.w3.org/2005/Atom\">\n\
         <id>{}</id>\n\
         <title>{}: {}</title>\n\
         <updated>{updated}</updated>\n\
         <author><name>{}</name></author>\n\
         <link rel=\"self\" href=\"{}\"/>\n\
         <link href=\"{}\"/>\n",
        urn(log, feed.title()),
        Html::line(site.name()),
        feed.title(),
        Html::line(site.name()),
        Html::line(&address(feed.path())),
        Html::line(&address("index.html")),
    )?;
    for News { at, claim, said, standing, words } in news {
        let id = urn(log, &format!("{claim} {} {at} {said}", feed.title()));
        write!(
            out,
            "<entry>\n\
             <id>{id}</id>\n\
             <title>{}: {}</title>\n\
             <updated>{at}</updated>\n\
             <link href=\"{}\"/>\n\
             <category term=\"{standing}\"/>\n\
             <content type=\"text\">{}</content>\n\
             </entry>\n",
            capital(standing),
            Html::line(words),
            Html::line(&address(&claim_path(*claim))),
            Html::lines(said),
        )?;
    }
    writeln!(out, "</feed>")
}
