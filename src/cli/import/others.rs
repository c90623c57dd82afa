use std::str::FromStr;

use clap::Args;

use crate::cli::value;
use crate::domain::OffsetUnit;
use crate::text::read::{Mapping, PublishedFormat};

/// Where claims of others come from, and how they are read.
#[derive(Args)]
pub(super) struct Others {
    /// Take claims and verdicts that others published, in this form: claimreview, factcheck-api,
    /// averitec, csv, jsonl or bundle
    #[arg(long, value_name = "FORM", long_help = FROM, value_parser = value::one_of::<Form>(Form::NAMES))]
    pub(super) from: Option<Form>,

    /// Show what `--from` would record, and record nothing
    #[arg(long, requires = "from")]
    pub(super) dry_run: bool,

    /// Columns of a table, or members of JSON Lines: text=COLUMN,claimant=COLUMN,verdict=COLUMN
    #[arg(long, value_name = "FIELD=COLUMN,...", requires = "from", long_help = MAP, allow_hyphen_values = true)]
    pub(super) map: Option<Mapping>,

    /// The claims of the table are in this article of the ledger, where `start` and `end` say, or
    /// where their words are
    #[arg(long, value_name = "ARTICLE", requires = "from")]
    pub(super) article: Option<String>,

    /// What `start` and `end` count: bytes (of UTF-8), chars (code points) or utf16 (code units)
    #[arg(long, value_name = "UNIT", requires = "from", value_parser = value::one_of::<OffsetUnit>(OffsetUnit::ALL.map(OffsetUnit::as_str)))]
    pub(super) offsets: Option<OffsetUnit>,

    /// Public key of the log that a bundle must be of, or a file with it
    #[arg(long, value_name = "KEY", requires = "from")]
    pub(super) key: Option<String>,
}

/// The form of what others publish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Bundle,
    File(PublishedFormat),
}

/// Not the name of a form.
#[derive(Debug, thiserror::Error)]
#[error("not a form in which claims are published")]
pub(super) struct NotAForm;

impl Form {
    const NAMES: [&str; 6] = ["claimreview", "factcheck-api", "averitec", "csv", "jsonl", "bundle"];
}

impl FromStr for Form {
    type Err = NotAForm;

    fn from_str(name: &str) -> Result<Self, NotAForm> {
        if name == "bundle" {
            return Ok(Self::Bundle);
        }
        name.parse().map(Self::File).map_err(|_| NotAForm)
    }
}

const FROM: &str = concat!(
    "Take claims and verdicts that others published, in this form\n\n",
    "  claimreview    schema.org ClaimReview: a page, or JSON-LD (one, a list, @graph, DataFeed)\n",
    "  factcheck-api  an answer of Google's Fact Check Tools API\n",
    "  averitec       a file of the AVeriTeC form\n",
    "  csv, jsonl     a table, or JSON Lines: see --map\n",
    "  bundle         a bundle of another ledger, which is verified first\n\n",
    "The file is recorded as the article; its text has a paragraph for each claim. What others say of ",
    "a claim is recorded as evidence by them: their address, their name, their words, the day. It is ",
    "never a verdict of this ledger. A row that cannot be read is reported by its line, and the others ",
    "are recorded; with `--strict`, nothing is. The same file again records nothing. JSON in one of the ",
    "first three forms is recognised without `--from`."
);

const MAP: &str = concat!(
    "Columns of a table, or members of JSON Lines: text=COLUMN,claimant=COLUMN,verdict=COLUMN\n\n",
    "The fields are text, claimant, claimed (when), appearance (an address), verdict, rating, best, ",
    "worst, note, url (of the check), title, publisher, published, article, start and end. Columns ",
    "that are called so, or as ClaimReview calls them, are found without it; `verdict=` says that no ",
    "column is. A member within others is named with points: `reviewRating.alternateName`. With a ",
    "column `article`, each row says which article of this ledger its claim is in, by its hash, its ",
    "address or its id; `article=` says that the column is about something else."
);
