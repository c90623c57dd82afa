use std::io::{self, Write};

use clap::Args;

use super::print::{OutputFormat, Row, RowPrinter};
use super::session::{Session, Target};
use super::value;
use crate::cli::failure::{Failure, Kind};
use crate::domain::{SearchIn, Wanted};
use crate::export::HitJson;
use crate::export::csv::{write_hit, write_hit_header};
use crate::ledger::{Access, SearchQuery};
use crate::terminal::{Column, Style};
use crate::view::{Hit, HitOf, words};

/// Search claims, evidence, notes and titles for words
///
/// All words must occur, in any order. Case, accents and width do not matter: `elodie` finds Élodie.
/// `harb*` finds all words that begin so, and words in quotation marks are found side by side. In
/// scripts without spaces between words, such as Chinese or Thai, letters are found side by side.
///
/// Short texts in which the words stand together come first. Claims that are dismissed, gone or
/// withdrawn are not found.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger search harbour bridge\n  \
    factledger search 'harbour bridge' crown*\n  \
    factledger search --in notes invoice\n  \
    factledger search '1,200 crowns' --format json")]
pub(crate) struct Search {
    /// Words. What is quoted for the shell, `'harbour bridge'`, is found side by side
    #[arg(value_name = "WORD", required = true)]
    words: Vec<String>,

    /// Where to search: claims (and who said them), evidence (its quotes, and where it is), notes (and
    /// the grounds of reviews), or titles (and addresses); may be repeated
    #[arg(long = "in", value_name = "WHERE", value_parser = value::one_of::<SearchIn>(SearchIn::ALL.map(SearchIn::as_str)))]
    places: Vec<SearchIn>,

    /// Maximum number; 0 for all [default: 50 in a table, else all]
    #[arg(long, value_name = "N")]
    limit: Option<usize>,

    /// Which page of that many to show
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    page: u32,

    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: OutputFormat,
}

impl Search {
    /// Whether the output is for people.
    pub(super) fn is_text(&self) -> bool {
        self.format == OutputFormat::Table
    }

    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let wanted = wanted(&self.words, false)?;
        let places =
            if self.places.is_empty() { SearchIn::ALL.to_vec() } else { self.places.clone() };
        let mut ledger = at.open(Access::Read)?;
        let view = ledger.view()?;
        let limit = self.format.limit(self.limit).unwrap_or(usize::MAX);
        let skip = limit.saturating_mul(self.page as usize - 1);
        let query = SearchQuery { places, wanted };
        let found = view.search(&query, skip, limit)?;
        let console = &mut session.console;
        RowPrinter::print_all(self.format, console, &found.hits)?;
        let shown = words::count(found.hits.len() as u64, "text", "texts");
        if found.has_more {
            let next = self.page + 1;
            return Ok(console
                .say(format_args!("{shown} shown, more follow\nnext page: --page {next}"))?);
        }
        console.say(format_args!("{shown} shown"))?;
        let is_nothing = found.hits.is_empty() && self.page == 1;
        if is_nothing && query.wanted.parts.iter().any(|part| !part.is_prefix) {
            let longer = |word: &String| {
                let word = word.replace(['\'', '"', '*'], " ");
                format!("'{}*'", word.trim_end())
            };
            let longer: Vec<String> = self.words.iter().map(longer).collect();
            console.say(format_args!(
                "words are found as a whole; for all that begin so: factledger search {}",
                longer.join(" ")
            ))?;
        }
        Ok(())
    }
}

/// Read words to search for.
pub(super) fn wanted(arguments: &[String], each_by_itself: bool) -> Result<Wanted, Failure> {
    let arguments = arguments.iter().map(String::as_str);
    let wanted = if each_by_itself { Wanted::words(arguments) } else { Wanted::of(arguments) };
    wanted.map_err(|error| {
        Failure::new(Kind::Misused, error.to_string())
            .hint("signs alone are not searched: give a word, or a number")
    })
}

impl Row for Hit {
    const COLUMNS: &'static [Column] = &[
        Column { heading: "ID", from_width: 0, widest: Some(10) },
        Column { heading: "STATUS", from_width: 60, widest: Some(14) },
        Column { heading: "WHAT", from_width: 0, widest: Some(14) },
        Column { heading: "WORDS", from_width: 0, widest: None },
    ];

    fn cells(&self) -> Vec<(String, Style)> {
        let (status, style) = match self.claim().map(|claim| &claim.claim) {
            Some(claim) if claim.conflict => ("in conflict".to_owned(), Style::Conflict),
            Some(claim) => (claim.status.to_string(), Style::of(claim.status)),
            None => ("-".to_owned(), Style::Faint),
        };
        let what = match &self.of {
            HitOf::Article(_) => "article".to_owned(),
            HitOf::Claim(claim) => format!("claim of {}", claim.claim.article),
            HitOf::Evidence(_, claim) => format!("evidence on {}", claim.claim.id),
            HitOf::Note(_, claim) => format!("note on {}", claim.claim.id),
        };
        vec![
            (self.id(), Style::Strong),
            (status, style),
            (what, Style::Faint),
            (marked(self), Style::Plain),
        ]
    }

    fn write_csv(&self, out: &mut dyn Write) -> io::Result<()> {
        write_hit(out, self)
    }

    fn write_csv_header(out: &mut dyn Write) -> io::Result<()> {
        write_hit_header(out)
    }

    fn write_json(&self, form: OutputFormat, written: u64, out: &mut dyn Write) -> io::Result<()> {
        form.write_json(out, written, &HitJson::of(self))
    }
}

/// The snippet with the words that were found in brackets.
fn marked(hit: &Hit) -> String {
    let (snippet, marks) = hit.snippet();
    let mut marked = String::with_capacity(snippet.len() + 2 * marks.len());
    let mut last = 0;
    for (start, end) in marks {
        marked.push_str(&snippet[last..start]);
        marked.push('[');
        marked.push_str(&snippet[start..end]);
        marked.push(']');
        last = end;
    }
    marked.push_str(&snippet[last..]);
    marked
}
