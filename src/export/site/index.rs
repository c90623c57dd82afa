use std::io::{self, Write};

use super::claim::capital;
use super::text::Html;
use super::{News, Site, article_path, begin, claim_path, class, end};
use crate::domain::{ArticleId, Counts};
use crate::view::words;

/// An article in the list of the index.
#[derive(Clone, Debug)]
pub struct ArticleLine {
    pub counts: Counts,
    pub id: ArticleId,
    pub title: String,
}

/// Write the index: the latest verdicts, the articles, and how to check it all.
pub fn write_index(
    site: &Site<'_>,
    verdicts: &[News],
    articles: &[ArticleLine],
    log_key: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    let name = site.name().to_owned();
    begin(site, &name, "", "", out)?;
    writeln!(
        out,
        "<h1>{}</h1>\n<p>{}</p>\n\
         <nav><a href=\"verdicts.xml\">Feed of verdicts</a> · \
         <a href=\"corrections.xml\">Feed of corrections</a> · \
         <a href=\"claimreview.json\">ClaimReview</a> · <a href=\"#check\">How to check</a></nav>",
        Html::line(&name),
        words::counts(&site.report.counts),
    )?;
    if !verdicts.is_empty() {
        writeln!(out, "<h2>Latest verdicts</h2>\n<ul>")?;
        for news in verdicts {
            writeln!(
                out,
                "<li><strong class=\"{}\">{}</strong>: <a href=\"{}\">{}</a>, \
                 <time datetime=\"{}\">{} UTC</time></li>",
                class(news.standing),
                capital(news.standing),
                claim_path(news.claim),
                Html::line(&news.words),
                news.at,
                news.at.to_minute(),
            )?;
        }
        writeln!(out, "</ul>")?;
    }
    writeln!(out, "<h2>Articles</h2>\n<ul>")?;
    for ArticleLine { counts, id, title } in articles {
        let (path, title, counts) = (article_path(*id), Html::line(title), words::counts(counts));
        writeln!(out, "<li><a href=\"{path}\">{title}</a>: {counts}</li>")?;
    }
    writeln!(
        out,
        "</ul>\n<h2 id=\"check\">How to check all this</h2>\n\
         <p>Every act behind these pages is an entry of a signed log that only grows. Beside each verdict \
         lies its proof (<code>claims/C1.tlog-proof</code>). The log itself is here as \
         <a href=\"https://c2sp.org/tlog-tiles\" rel=\"noreferrer\">C2SP tiles</a>: \
         <a href=\"checkpoint\">checkpoint</a>, <code>tile/</code>, and the public keys in \
         <a href=\"keys/log.vkey\">keys/log.vkey</a> and \
         <a href=\"keys/reviewers.vkey\">keys/reviewers.vkey</a>. \
         What people wrote is in the log by its hash only, so that it can be withheld.</p>\n\
         <p>The key of the log is</p>\n<pre>{}</pre>\n\
         <p>Compare it with one that you got from its owner elsewhere. <a href=\"verify.py\">verify.py</a> \
         checks a proof, or a bundle, with Python alone; <a href=\"site.sha256\">site.sha256</a> \
         lists the files of this site.</p>",
        Html::line(log_key),
    )?;
    end("", out)
}
