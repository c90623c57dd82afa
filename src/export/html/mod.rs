//! A report in one page of HTML that needs no other file, runs no script and asks for nothing.

mod claim;
mod head;
mod history;
mod section;
mod text;

use std::io::Write;

use text::Html;

use super::sentences::{LIMITS, LIMITS_HEADING};
use super::whole::Whole;
use super::{WriteError, title};
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
    writeln!(out, "</main>\n<footer>\n<h2>{LIMITS_HEADING}</h2>")?;
    for limit in LIMITS {
        writeln!(out, "<p>{limit}</p>")?;
    }
    Ok(writeln!(out, "</footer>\n</body>\n</html>")?)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use html5gum::{Token, Tokenizer};
    use snapbox::{IntoData as _, assert_data_eq, file, str};

    use super::super::{Format, samples};

    /// The page after the style sheet: its tags with attributes, and its text.
    fn parsed(html: &str) -> (Vec<String>, String) {
        let (_, body) = html.split_once("</style>").unwrap();
        let (mut tags, mut words) = (Vec::new(), String::new());
        for token in Tokenizer::new(body) {
            match token.unwrap() {
                Token::StartTag(tag) => {
                    let attributes: Vec<String> = tag
                        .attributes
                        .iter()
                        .map(|(name, value)| {
                            format!("{name:?}={:?}", String::from_utf8_lossy(value))
                        })
                        .collect();
                    tags.push(format!("{:?} {}", tag.name, attributes.join(" ")));
                }
                Token::EndTag(tag) => tags.push(format!("/{:?}", tag.name)),
                Token::String(text) => words.push_str(std::str::from_utf8(&text).unwrap()),
                other @ (Token::Comment(_) | Token::Doctype(_) | Token::Error(_)) => {
                    panic!("{other:?}")
                }
            }
        }
        (tags, words)
    }

    /// Check that a page has no broken links, repeated ids or skipped headings.
    #[track_caller]
    fn check_page(html: &str) {
        let mut ids = BTreeSet::new();
        let mut targets = BTreeSet::new();
        let mut level = 0;
        let mut open: Vec<String> = Vec::new();
        for token in Tokenizer::new(html) {
            match token.unwrap() {
                Token::StartTag(tag) => {
                    let name = String::from_utf8(tag.name.to_vec()).unwrap();
                    for (attribute, value) in &tag.attributes {
                        let value = String::from_utf8(value.to_vec()).unwrap();
                        match &***attribute {
                            b"id" => assert!(ids.insert(value.clone()), "{value} twice"),
                            b"href" => {
                                if let Some(id) = value.strip_prefix('#') {
                                    targets.insert(id.to_owned());
                                }
                            }
                            _ => {}
                        }
                    }
                    if let Some(next @ 1..=6) =
                        name.strip_prefix('h').and_then(|next| next.parse::<u8>().ok())
                    {
                        assert!(next <= level + 1, "{name} after h{level}");
                        assert!(next > 1 || level == 0, "a second h1");
                        level = next;
                    }
                    if name != "meta" {
                        open.push(name);
                    }
                }
                Token::EndTag(tag) => {
                    let name = String::from_utf8(tag.name.to_vec()).unwrap();
                    assert_eq!(open.pop(), Some(name));
                }
                Token::String(_) | Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
            }
        }
        assert_eq!(open, Vec::<String>::new());
        assert!(targets.is_subset(&ids), "{targets:?} are not all in {ids:?}");
    }

    #[test]
    fn a_report_is_one_page() {
        let written = samples::written(Format::Html);
        check_page(&written);
        assert_data_eq!(written, file!["sample.html": Text].raw());
    }

    #[test]
    fn an_empty_ledger_has_a_report_too() {
        let written = samples::empty(Format::Html);
        check_page(&written);
        let (_, body) = written.split_once("</style>\n").unwrap();
        assert_data_eq!(body, str![[r#"
</head>
<body>
<header>
<h1>Fact-check report</h1>
<p class="total">0 articles, 0 claims.</p>
<table class="counts">
<caption>Claims by verdict</caption>
<tbody>
<tr class="unverified"><th scope="row">unverified</th><td>0</td></tr>
<tr class="disputed"><th scope="row">disputed</th><td>0</td></tr>
<tr class="conflict"><th scope="row">in conflict</th><td>0</td></tr>
<tr class="corroborated"><th scope="row">corroborated</th><td>0</td></tr>
<tr class="sum"><th scope="row">all claims</th><td>0</td></tr>
<tr><th scope="row">dismissed as not claims</th><td>0</td></tr>
</tbody>
</table>
<p>Nothing is unverified.</p>
<dl>
<dt>Made</dt><dd><time>2026-11-23T08:00:00Z</time></dd>
<dt>Ledger</dt><dd>0 entries</dd>
</dl>
</header>
<main>
</main>
<footer>
<h2>Limits of this report</h2>
<p>“Unverified” means that nobody has reviewed the claim, or that it was reopened. It does not say whether the claim is true.</p>
<p>Times and names are as the reviewers’ machines reported them.</p>
<p>This report alone does not prove its history. Its checkpoint fixes every entry up to the last one. The entries, and the proofs that they are in the log, are in the bundle of this report, or in the proof of a single verdict.</p>
<p>To rule out an older copy, or a rewrite by the ledger’s owner, compare with a checkpoint kept elsewhere.</p>
</footer>
</body>
</html>

"#]].raw());
    }

    #[test]
    fn a_report_on_one_article_has_its_title() {
        let title = "<title>Fact-check report: A bridge for Eastwater</title>";
        assert!(samples::one_written(Format::Html).contains(title));
    }

    #[test]
    fn hostile_text_adds_no_tag_and_no_attribute() {
        let (mut tags, words) = parsed(&samples::hostile_written(Format::Html));
        // Its notes have one web address, which is a link in the remark and in the history.
        let link = r#"b"a" b"href"="https://x.example" b"rel"="noopener noreferrer nofollow""#;
        let mut links = 0;
        while let Some(at) = tags.iter().position(|tag| tag == link) {
            let around: Vec<String> = tags.drain(at..at + 4).collect();
            assert_eq!(around[1..], [r#"b"bdi" "#, r#"/b"bdi""#, r#"/b"a""#]);
            links += 1;
        }
        assert!(links > 0, "{tags:?}");
        let (harmless, _) = parsed(&samples::harmless_written(Format::Html));
        assert_eq!(tags, harmless);
        let is_raw =
            |c: char| c.is_control() && c != '\n' || "\u{202e}\u{2066}\u{200f}".contains(c);
        assert!(!words.contains(is_raw));
        assert!(words.contains("<script>alert(1)</script>"), "it is text");
    }

    #[test]
    fn a_page_asks_for_nothing() {
        let written = samples::written(Format::Html);
        for request in ["src=", "url(", "@import", "<link", "<script", "<base", "<form"] {
            assert!(!written.contains(request), "{request}");
        }
    }
}
