use std::io::{self, Write};

use serde::Serialize;

use crate::cli::print::{OutputFormat, Row, shown};
use crate::domain::{ArticleId, ClaimId, Day, EvidenceKind, Note, SourceName, Stance};
use crate::export;
use crate::ledger::{NewEvidence, WhereFound};
use crate::terminal::{Column, Style};
use crate::text::read::PublishedRow;

/// A claim of others that would be recorded, and what they say of it.
pub(super) struct Planned {
    /// The article that it is in, if the ledger has that.
    pub(super) article: Option<ArticleId>,
    /// The claim that it is, if the ledger has that.
    pub(super) claim: Option<ClaimId>,
    pub(super) claimant: Option<String>,
    /// Where it is in a file.
    pub(super) line: Option<u64>,
    pub(super) says: Vec<NewEvidence>,
    pub(super) text: String,
    /// What it is called in another ledger.
    pub(super) there: Option<ClaimId>,
}

impl Planned {
    /// That of a row of a file.
    pub(super) fn of_row(row: PublishedRow, says: Vec<NewEvidence>) -> Self {
        Self {
            article: None,
            claim: None,
            claimant: row.claimant,
            line: Some(row.line),
            says,
            text: row.claim,
            there: None,
        }
    }

    /// Where it is in what is imported.
    fn place(&self) -> String {
        let line = self.line.map(|line| line.to_string());
        line.or_else(|| self.there.map(|id| id.to_string())).unwrap_or_default()
    }
}

/// The same, as a program reads it.
#[derive(Serialize)]
struct PlannedJson<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    there: Option<ClaimId>,
    article: Option<ArticleId>,
    claim: Option<ClaimId>,
    text: &'a str,
    claimant: Option<&'a str>,
    evidence: Vec<SayingJson<'a>>,
}

#[derive(Serialize)]
struct SayingJson<'a> {
    stance: Stance,
    kind: Option<EvidenceKind>,
    locator: Option<&'a str>,
    searched: Option<&'a str>,
    origin: Option<&'a SourceName>,
    published: Option<Day>,
    quote: Option<&'a Note>,
    note: Option<&'a Note>,
}

impl<'a> SayingJson<'a> {
    fn of(says: &'a NewEvidence) -> Self {
        let (locator, searched) = match &says.what {
            WhereFound::At(locator) => (Some(locator.as_str()), None),
            WhereFound::Nothing(searched) => (None, Some(searched.as_str())),
        };
        Self {
            stance: says.stance,
            kind: says.kind,
            locator,
            searched,
            origin: says.origin.as_ref(),
            published: says.published,
            quote: says.quote.as_ref(),
            note: says.note.as_ref(),
        }
    }
}

impl Row for Planned {
    const COLUMNS: &'static [Column] = &[
        Column { heading: "AT", from_width: 0, widest: Some(8) },
        Column { heading: "SAYS", from_width: 0, widest: Some(16) },
        Column { heading: "WHO", from_width: 70, widest: Some(20) },
        Column { heading: "SAID BY", from_width: 60, widest: Some(18) },
        Column { heading: "CLAIM", from_width: 0, widest: None },
    ];

    fn cells(&self) -> Vec<(String, Style)> {
        let Self { claimant, says, text, .. } = self;
        let first = says.first();
        let stance = first.map_or_else(|| "-".to_owned(), |says| says.stance.to_string());
        let more = says.len().saturating_sub(1);
        let stance = if more > 0 { format!("{stance} +{more}") } else { stance };
        let who = first.and_then(|says| says.origin.as_ref().map(ToString::to_string));
        vec![
            (self.place(), Style::Faint),
            (stance, Style::Strong),
            (who.unwrap_or_else(|| "-".to_owned()), Style::Plain),
            (claimant.clone().unwrap_or_else(|| "-".to_owned()), Style::Plain),
            (shown(text).into_owned(), Style::Plain),
        ]
    }

    fn write_csv(&self, out: &mut dyn Write) -> io::Result<()> {
        let Self { article, claim, claimant, says, text, .. } = self;
        let id = |id: Option<String>| id.unwrap_or_default();
        let (article, claim) = (article.map(|of| of.to_string()), claim.map(|of| of.to_string()));
        let head = [self.place(), id(article), id(claim)];
        let claimant = claimant.as_deref().unwrap_or_default();
        let head = [&head[0], &head[1], &head[2], text.as_str(), claimant];
        if says.is_empty() {
            return export::csv::write_published(out, head, [""; 7]);
        }
        for says in says {
            let SayingJson { stance, locator, searched, origin, published, quote, note, .. } =
                SayingJson::of(says);
            let published = published.map(|day| day.to_string()).unwrap_or_default();
            export::csv::write_published(
                out,
                head,
                [
                    stance.as_str(),
                    locator.unwrap_or_default(),
                    searched.unwrap_or_default(),
                    origin.map_or("", SourceName::as_str),
                    &published,
                    quote.map_or("", Note::as_str),
                    note.map_or("", Note::as_str),
                ],
            )?;
        }
        Ok(())
    }

    fn write_csv_header(out: &mut dyn Write) -> io::Result<()> {
        export::csv::write_published_header(out)
    }

    fn write_json(&self, form: OutputFormat, written: u64, out: &mut dyn Write) -> io::Result<()> {
        let Self { article, claim, claimant, line, says, text, there } = self;
        let planned = PlannedJson {
            line: *line,
            there: *there,
            article: *article,
            claim: *claim,
            text,
            claimant: claimant.as_deref(),
            evidence: says.iter().map(SayingJson::of).collect(),
        };
        form.write_json(out, written, &planned)
    }
}
