use std::fmt::{self, Display, Write as _};
use std::io::Write;

use super::{LIMITS, WriteError, ids};
use crate::domain::{ClaimId, Event, Found, Recorded, Review, Visible};
use crate::report::{Examined, Report, Section, words};

/// A report in CommonMark that is readable as it stands, too.
pub(super) fn write<E>(
    report: &Report,
    sections: impl Iterator<Item = Result<Section, WriteError<E>>>,
    out: &mut dyn Write,
) -> Result<(), WriteError<E>> {
    writeln!(out, "# Fact-check report\n")?;
    writeln!(out, "Made {}.", report.made_at)?;
    match &report.last {
        Some(last) => writeln!(
            out,
            "It tells the state of the ledger after entry {}, recorded {}, SHA-256 `{}`.\n",
            last.position, last.entry.at, last.leaf
        )?,
        None => writeln!(out, "The ledger is empty.\n")?,
    }
    let articles = words::count(report.articles, "article", "articles");
    writeln!(out, "{articles}, {}.\n", words::counts(&report.counts))?;
    if report.unverified.is_empty() {
        writeln!(out, "Nothing is unverified.\n")?;
    } else {
        let link = |id: ClaimId| format!("[{id}](#{})", id.to_string().to_lowercase());
        let links = ids(&report.unverified, link);
        writeln!(out, "**Still unverified:** {links}\n")?;
    }
    for section in sections {
        write_section(&section?, out)?;
    }
    Ok(writeln!(out, "---\n\n{LIMITS}")?)
}

fn write_section(section: &Section, out: &mut dyn Write) -> std::io::Result<()> {
    let article = &section.article;
    let title = article.title.as_ref().unwrap_or(&article.origin);
    writeln!(out, "## {}: {}\n", article.id, Markdown(title))?;
    let revision = &article.revision;
    writeln!(out, "- Origin: {}", Markdown(&article.origin))?;
    for (label, fact) in [
        ("By", &article.byline),
        ("Published", &article.published),
        ("Language", &article.language),
    ] {
        if let Some(fact) = fact {
            writeln!(out, "- {label}: {}", Markdown(fact))?;
        }
    }
    writeln!(
        out,
        "- Imported: {} by {}, entry {}\n- Read as: {} {}, {}\n\
         - Bytes: {}, SHA-256 `{}`\n- Text: {} bytes, SHA-256 `{}`\n- {}\n",
        article.imported_at,
        Markdown(article.imported_by.as_str()),
        article.entry,
        Markdown(&revision.reader.name),
        Markdown(&revision.reader.version),
        Markdown(&revision.encoding),
        words::grouped(revision.raw_bytes),
        revision.raw_sha256,
        words::grouped(revision.text_bytes),
        revision.text_sha256,
        words::counts(&section.counts)
    )?;
    let (dismissed, claims): (Vec<_>, Vec<_>) =
        section.claims.iter().partition(|examined| examined.listed.claim.dismissed);
    for examined in claims {
        write_claim(examined, out)?;
    }
    if !dismissed.is_empty() {
        writeln!(out, "### Dismissed as not claims\n")?;
        for examined in dismissed {
            let claim = &examined.listed.claim;
            writeln!(out, "- {}: “{}”", claim.id, Markdown(&claim.quote))?;
            write_history(&examined.acts, "  ", out)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn write_claim(examined: &Examined, out: &mut dyn Write) -> std::io::Result<()> {
    let claim = &examined.listed.claim;
    let id = claim.id.to_string();
    // The name is for the links above: what a heading's own is called, each reader decides.
    writeln!(out, "### <a id=\"{}\"></a>{id}: {}\n", id.to_lowercase(), claim.status)?;
    let context = &examined.context;
    // Marks that touch white space would not be marks, so the gaps stand outside.
    let gap = |has_gap: bool| if has_gap { " " } else { "" };
    writeln!(
        out,
        "> {}{}**»{}«**{}{}\n",
        Markdown(&context.before),
        gap(context.before.ends_with(char::is_whitespace)),
        Markdown(&claim.quote),
        gap(context.after.starts_with(char::is_whitespace)),
        Markdown(&context.after)
    )?;
    if claim.conflict {
        writeln!(
            out,
            "**In conflict: the reviewers disagree.** The verdict that stood goes on standing.\n"
        )?;
    }
    let found = match &claim.found {
        Found::ByExtractor { extractor, score } => format!(
            "{} {}, score {score} of 1000",
            Markdown(&extractor.name),
            Markdown(&extractor.version)
        ),
        Found::ByReviewer => format!("{}, by hand", Markdown(examined.recorded_by.as_str())),
    };
    if let Some(claimant) = &claim.claimant {
        writeln!(out, "- Said by: {}", Markdown(claimant))?;
    }
    writeln!(
        out,
        "- Place: line {}, bytes {}\n- Found by: {found}, entry {}\n- Quote: SHA-256 `{}`",
        claim.place, claim.span, claim.entry, claim.quote_sha256
    )?;
    for review in Review::latest(&examined.listed.reviews) {
        write!(
            out,
            "- **{}** by {}, {}, entry {}",
            review.status,
            Markdown(review.reviewer.as_str()),
            review.at,
            review.entry
        )?;
        match &review.note {
            Some(note) => writeln!(out, ": {}", Markdown(note.as_str()))?,
            None => writeln!(out)?,
        }
    }
    for note in examined.notes() {
        let remark = note.entry.event.remark().map_or("", |note| note.as_str());
        if let Event::NoteAdded(_) = note.entry.event {
            let actor = Markdown(note.entry.actor.as_str());
            writeln!(
                out,
                "- Note by {actor}, {}, entry {}: {}",
                note.entry.at,
                note.position,
                Markdown(remark)
            )?;
        }
    }
    if !examined.acts.is_empty() {
        writeln!(out, "- History:")?;
        write_history(&examined.acts, "  ", out)?;
    }
    writeln!(out)
}

fn write_history(acts: &[Recorded], indent: &str, out: &mut dyn Write) -> std::io::Result<()> {
    for Recorded { entry, leaf, position } in acts {
        write!(
            out,
            "{indent}- {position}, {}, {}: {}",
            entry.at,
            Markdown(entry.actor.as_str()),
            Markdown(&entry.event.summary())
        )?;
        if let Some(remark) = entry.event.remark() {
            write!(out, ": {}", Markdown(remark.as_str()))?;
        }
        writeln!(out, " (`{}`)", leaf.short())?;
    }
    Ok(())
}

/// Foreign text on one line, in which nothing is markup.
struct Markdown<'a>(&'a str);

impl Display for Markdown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let visible = Visible::line(self.0).to_string();
        // Runs of spaces are folded: some of them would mean something.
        for (index, word) in visible.split_whitespace().enumerate() {
            if index > 0 {
                f.write_char(' ')?;
            }
            write_word(word, index == 0, f)?;
        }
        Ok(())
    }
}

fn write_word(word: &str, is_first: bool, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let digits = word.chars().take_while(char::is_ascii_digit).count();
    for (at, letter) in word.char_indices() {
        match letter {
            '<' => f.write_str("&lt;")?,
            '>' => f.write_str("&gt;")?,
            '&' => f.write_str("&amp;")?,
            // CommonMark, section 2.4: these may be escaped anywhere.
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '#' | '~' | '|' | '^' | '@' | '$' => {
                write!(f, "\\{letter}")?;
            }
            // At the start of a line they would begin a list, or underline a heading.
            '-' | '+' | '=' if is_first && at == 0 => write!(f, "\\{letter}")?,
            '.' | ')' if is_first && at == digits && digits > 0 => write!(f, "\\{letter}")?,
            // Some readers make links of addresses by themselves.
            ':' if word[at..].starts_with("://") => f.write_str("\\:")?,
            '.' if at == 3 && word[..3].eq_ignore_ascii_case("www") => f.write_str("\\.")?,
            other => f.write_char(other)?,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    use super::*;

    /// What a reader of the text sees, if it is text and nothing else.
    fn seen(markdown: &str) -> String {
        // Every extension but the one that changes quotation marks.
        let options = Options::all().difference(Options::ENABLE_SMART_PUNCTUATION);
        let mut seen = String::new();
        for event in Parser::new_ext(markdown, options) {
            let is_paragraph =
                matches!(event, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph));
            if let Event::Text(text) = event {
                seen.push_str(&text);
            } else {
                assert!(is_paragraph, "{markdown:?} has {event:?}");
            }
        }
        seen
    }

    #[track_caller]
    fn literal(words: &str) {
        let visible = Visible::line(words).to_string();
        let expected: Vec<&str> = visible.split_whitespace().collect();
        assert_eq!(seen(&Markdown(words).to_string()), expected.join(" "), "{words:?}");
    }

    #[test]
    fn nothing_in_foreign_text_is_markup() {
        for words in [
            "# no heading",
            "- no list",
            "+ 1",
            "1. no list",
            "12) no list",
            "> no quote",
            "=== ",
            "[a](b)",
            "![a](b)",
            "<b>",
            "&amp;",
            "`code`",
            "**bold** _it_ ~~x~~",
            "a | b",
            "\\",
            "https://example.org/a_b",
            "www.example.org",
            "ana@example.org",
            "<https://x.y>",
            "[^1]: note",
            "{{ x }}",
            "$a$ and $b$",
            "---",
            "a  \nb",
            "\u{202e}x",
            ": def",
            "[x]: http://y",
            "```",
            "    code",
            "|-|-|",
            "-",
            "+",
            "*",
            "\t*",
            "H~2~O ^2^",
        ] {
            literal(words);
        }
    }

    proptest! {
        #[test]
        fn nothing_in_any_text_is_markup(words in "(\\PC|[-#*_+>`|~:<&!.()0-9\\[\\]\\\\ \n\t$@=/w]){0,40}") {
            let visible = Visible::line(&words).to_string();
            prop_assume!(visible.split_whitespace().next().is_some());
            literal(&words);
        }
    }
}
