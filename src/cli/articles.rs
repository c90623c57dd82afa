use clap::{Args, ValueEnum};

use super::print::{OutputFormat, RowPrinter};
use super::session::{Session, Target};
use super::value;
use crate::cli::failure::Failure;
use crate::domain::{ArticleId, ArticleOrder, ArticleQuery};
use crate::ledger::Access;
use crate::view::words;

/// List articles, with how many claims each has
///
/// Articles without claims are listed, too. A table shows 50 articles by default; the other formats
/// give all. The last line of a page gives the `--after` of the next one.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger articles\n  \
    factledger articles harbour bridge\n  \
    factledger articles news.example --sort date\n  \
    factledger articles --format csv > articles.csv")]
pub(crate) struct Articles {
    /// Only articles with all of these words in the title or the address, in any case
    #[arg(value_name = "WORD")]
    words: Vec<String>,

    /// Order
    #[arg(long, value_name = "ORDER", default_value = "newest")]
    sort: Sort,

    /// Maximum number; 0 for all [default: 50 in a table, else all]
    #[arg(long, value_name = "N")]
    limit: Option<usize>,

    /// Continue after this article (printed under the previous page)
    #[arg(long, value_name = "ARTICLE")]
    after: Option<ArticleId>,

    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: OutputFormat,
}

#[derive(Clone, Copy, ValueEnum)]
enum Sort {
    /// Last imported first
    Newest,
    /// In the order they were imported
    Id,
    Title,
    /// By address, without `https://` and `www.`
    Address,
    /// Last published first; those without a date last
    Date,
}

impl Articles {
    /// Whether the output is for people.
    pub(super) fn is_text(&self) -> bool {
        self.format == OutputFormat::Table
    }

    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let mut ledger = at.open(Access::Read)?;
        let view = ledger.view()?;
        let order = match self.sort {
            Sort::Address => ArticleOrder::Address,
            Sort::Date => ArticleOrder::Published,
            Sort::Id => ArticleOrder::Id,
            Sort::Newest => ArticleOrder::Newest,
            Sort::Title => ArticleOrder::Title,
        };
        let query = ArticleQuery { order, words: value::words(&self.words) };
        let mut articles = view.articles(&query, self.after, self.format.limit(self.limit))?;
        let console = &mut session.console;
        let mut answer = RowPrinter::new(self.format, console);
        for article in &mut articles {
            answer.print(console, &article?)?;
        }
        let count = |number| words::count(number, "article", "articles");
        let shown = count(answer.finish(console)?);
        let hidden = view.hidden(None)?;
        let all = format!("{}, {}", count(articles.all()), words::counts(&view.counts(None)?));
        match articles.next_page() {
            Some(next) => console.say(format_args!(
                "{shown} shown, more follow; the ledger has {all}\nnext page: --after {next}"
            ))?,
            None => console.say(format_args!("{shown} shown; the ledger has {all}"))?,
        }
        if hidden > 0 {
            console.say(words::hidden_reviews(hidden))?;
        }
        Ok(())
    }
}
