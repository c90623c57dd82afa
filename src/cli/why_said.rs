//! Where a document says what is known of its article.

use std::io;

use super::facts::print_facts;
use super::print::OutputFormat;
use crate::domain::{AllSaid, Article, Said, Visible, What};
use crate::export::{self, SaidJson};
use crate::terminal::{Console, Style, wrapped};
use crate::view::words;

pub(super) fn print(
    form: OutputFormat,
    console: &mut Console<'_>,
    article: &Article,
    all: &AllSaid,
) -> io::Result<()> {
    match form {
        OutputFormat::Table => tell(console, article, all),
        OutputFormat::Json | OutputFormat::Jsonl => {
            form.write_one(console.out, &SaidJson::of(article, all))
        }
        OutputFormat::Csv => export::csv::write_said(console.out, article, all),
    }
}

fn tell(console: &mut Console<'_>, article: &Article, all: &AllSaid) -> io::Result<()> {
    let screen = console.out_screen;
    let title = article.title.as_deref().unwrap_or(&article.origin);
    let indent = " ".repeat(article.id.to_string().len() + 2);
    let title = wrapped(&Visible::line(title).to_string(), screen, &indent);
    let id = Style::Strong.paint(article.id, screen);
    writeln!(console.out, "{id}  {}\n", title.trim_start())?;
    for what in What::ALL {
        let said = all.of(what);
        let known = what.fact().and_then(|fact| article.fact(fact));
        let mut facts = Vec::new();
        let corrected = what.fact().and_then(|fact| article.corrected.get(&fact));
        let is_same = what.fact().is_none() || known == said.map(|said| said.value.as_str());
        let shown = if is_same { said.map(|said| said.value.as_str()) } else { known };
        facts.push((what.as_str(), shown.unwrap_or("-").to_owned()));
        if let Some(correction) = corrected {
            facts.push(("", words::corrected(correction)));
        } else if !is_same && known.is_some() {
            facts.push(("", "as it was recorded at the import".to_owned()));
        }
        if let Some(Said { place, value, words, .. }) = said {
            let found = match words {
                Some(words) => format!("in {place}: »{words}«"),
                None => format!("in {place}"),
            };
            facts.push(if is_same {
                ("", found)
            } else {
                ("", format!("the document says {value}, {found}"))
            });
        }
        print_facts(console, &facts)?;
    }
    let recorded = &article.revision.reader;
    if *recorded != all.reader {
        let name = &recorded.name;
        console.say(format_args!(
            "{} was read by {name} {}: these places are what {} {} finds in the same bytes",
            article.id, recorded.version, all.reader.name, all.reader.version
        ))?;
    }
    Ok(())
}
