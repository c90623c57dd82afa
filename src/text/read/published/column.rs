use std::collections::BTreeMap;
use std::str::FromStr;

use super::row::{BadRow, PublishedRow, Row, named, said};
use crate::domain::PublishedFactCheck;

/// What a column of a table says of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    Appearance,
    Article,
    Best,
    Claimant,
    Claimed,
    End,
    Note,
    Published,
    Publisher,
    Rating,
    Start,
    Text,
    Title,
    Url,
    Verdict,
    Worst,
}

/// Which column, or which member of an object, says what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping(BTreeMap<Column, Option<String>>);

/// Not a mapping of columns.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAMapping {
    #[error("`{0}` is not a field: they are {names}", names = names())]
    NoField(String),
    #[error("`{0}` is not written as FIELD=COLUMN")]
    NotAPair(String),
    #[error("`{0}` is mapped twice")]
    Twice(&'static str),
}

fn names() -> String {
    Column::ALL.map(Column::as_str).join(", ")
}

impl Column {
    pub const ALL: [Self; 16] = [
        Self::Text,
        Self::Claimant,
        Self::Claimed,
        Self::Appearance,
        Self::Verdict,
        Self::Rating,
        Self::Best,
        Self::Worst,
        Self::Note,
        Self::Url,
        Self::Title,
        Self::Publisher,
        Self::Published,
        Self::Article,
        Self::Start,
        Self::End,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Appearance => "appearance",
            Self::Article => "article",
            Self::Best => "best",
            Self::Claimant => "claimant",
            Self::Claimed => "claimed",
            Self::End => "end",
            Self::Note => "note",
            Self::Published => "published",
            Self::Publisher => "publisher",
            Self::Rating => "rating",
            Self::Start => "start",
            Self::Text => "text",
            Self::Title => "title",
            Self::Url => "url",
            Self::Verdict => "verdict",
            Self::Worst => "worst",
        }
    }

    /// The names that it has in tables that others publish, in lower case and with `_` for what is
    /// between their words, the most telling first.
    const fn known_as(self) -> &'static [&'static str] {
        match self {
            Self::Appearance => &[
                "appearance",
                "seen_at",
                "itemreviewed.firstappearance.url",
                "itemreviewed.appearance.url",
                "itemreviewed.appearance.1.url",
            ],
            Self::Article => &["article", "article_id", "article_sha256"],
            Self::Best => &["best", "best_rating", "bestrating", "reviewrating.bestrating"],
            Self::Claimant => &[
                "claimant",
                "speaker",
                "said_by",
                "claimed_by",
                "claim_author",
                "claim_author_name",
                "itemreviewed.author.name",
            ],
            Self::Claimed => {
                &["claimed", "claim_date", "claimdate", "said_on", "itemreviewed.datepublished"]
            }
            Self::End => &["end", "span.end"],
            Self::Note => &[
                "note",
                "notes",
                "explanation",
                "justification",
                "ratingexplanation",
                "reviewrating.ratingexplanation",
            ],
            Self::Published => &[
                "published",
                "datepublished",
                "date_published",
                "review_date",
                "reviewdate",
                "checked_on",
                "date",
            ],
            Self::Publisher => {
                &["publisher", "reviewer_name", "fact_checker", "checked_by", "author.name"]
            }
            Self::Rating => &["ratingvalue", "rating_value", "reviewrating.ratingvalue", "rating"],
            Self::Start => &["start", "span.start"],
            Self::Text => &[
                "text",
                "claim",
                "claim_text",
                "claimreviewed",
                "claim_reviewed",
                "statement",
                "quote",
                "sentence",
            ],
            Self::Title => &["headline", "title"],
            Self::Url => &["url", "review_url", "reviewurl", "check_url", "fact_check_url", "link"],
            Self::Verdict => &[
                "verdict",
                "textualrating",
                "textual_rating",
                "reviewrating.alternatename",
                "alternatename",
                "review_rating",
                "ruling",
                "label",
                "status",
            ],
            Self::Worst => &["worst", "worst_rating", "worstrating", "reviewrating.worstrating"],
        }
    }
}

/// The name of a column as it is compared: case does not count, nor what stands between its words.
pub(super) fn folded(name: &str) -> String {
    name.trim().to_lowercase().replace([' ', '-'], "_")
}

impl Mapping {
    /// Whether titles, that nobody mapped, are of the articles that the table names, and not of checks.
    pub(super) fn has_titles_of_articles(&self, names_articles: bool) -> bool {
        names_articles && !self.0.contains_key(&Column::Title)
    }

    /// Whether a column is named that says which article the claims are in.
    pub fn names_articles(&self) -> bool {
        self.0.get(&Column::Article).is_some_and(Option::is_some)
    }

    /// The names of the columns that a person gave.
    pub(super) fn given(&self) -> impl Iterator<Item = &str> {
        self.0.values().filter_map(Option::as_deref)
    }

    /// The names that a column may have, the first that is there counts.
    pub(super) fn names(&self, column: Column) -> Vec<&str> {
        match self.0.get(&column) {
            Some(given) => given.as_deref().into_iter().collect(),
            None => column.known_as().to_vec(),
        }
    }
}

/// The row that cells make, which are asked for by the names of their column.
pub(super) fn row(line: u64, cell: impl Fn(Column) -> Option<String>) -> Row {
    let text = |column| cell(column).as_deref().and_then(said);
    let short = |column| text(column).as_deref().and_then(named);
    let bad = |why: String| Err(BadRow::new(line, why));
    let claim = text(Column::Text).unwrap_or_default();
    let claimant = short(Column::Claimant);
    let (mut verdict, mut rating) = (text(Column::Verdict), text(Column::Rating));
    // A column called so has a number, or a word.
    if verdict.is_none() && rating.as_ref().is_some_and(|said| said.parse::<f64>().is_err()) {
        verdict = rating.take();
    }
    let check = PublishedFactCheck {
        appearances: short(Column::Appearance).into_iter().collect(),
        author: short(Column::Publisher),
        best_rating: short(Column::Best),
        claim: Some(claim.clone()),
        claimant: claimant.clone(),
        claimed: short(Column::Claimed),
        explanation: text(Column::Note),
        published: short(Column::Published),
        publisher: None,
        rating,
        title: short(Column::Title),
        url: text(Column::Url),
        verdict,
        worst_rating: short(Column::Worst),
    };
    let is_judged =
        check.verdict.as_ref().is_some_and(|said| !said.eq_ignore_ascii_case("unverified"));
    let is_said = is_judged
        || [&check.rating, &check.url, &check.explanation].into_iter().any(Option::is_some);
    let place = match (text(Column::Start), text(Column::End)) {
        (Some(start), Some(end)) => {
            let (Ok(start), Ok(end)) = (start.parse(), end.parse()) else {
                return bad(format!("`{start}` and `{end}` are not both whole numbers"));
            };
            Some((start, end))
        }
        (None, None) => None,
        (Some(_), None) => return bad("it has a start and no end".to_owned()),
        (None, Some(_)) => return bad("it has an end and no start".to_owned()),
    };
    let checks = is_said.then_some(check).into_iter().collect();
    let article = text(Column::Article);
    let row = PublishedRow { article, checks, claimant, line, place, ..PublishedRow::default() };
    PublishedRow { claim, ..row }.checked("no text")
}

impl FromStr for Mapping {
    type Err = NotAMapping;

    /// Reads `text=Claim,claimant=Who said it`. Without a name, no column says it: `verdict=`.
    fn from_str(written: &str) -> Result<Self, NotAMapping> {
        let mut mapping = BTreeMap::new();
        let mut last = None;
        for part in written.split(',') {
            let field = part.split_once('=').map(|(field, column)| (field.trim(), column));
            let column = field.and_then(|(field, _)| {
                Column::ALL.into_iter().find(|column| column.as_str() == field)
            });
            if let (Some(column), Some((_, name))) = (column, field) {
                let name = Some(name.trim()).filter(|name| !name.is_empty()).map(str::to_owned);
                if mapping.insert(column, name).is_some() {
                    return Err(NotAMapping::Twice(column.as_str()));
                }
                last = Some(column);
            } else if let Some(Some(name)) = last.and_then(|last| mapping.get_mut(&last))
                && field.is_none()
            {
                // The name of a column may have a comma in it.
                name.push(',');
                name.push_str(part);
            } else {
                return Err(match field {
                    Some((field, _)) => NotAMapping::NoField(field.to_owned()),
                    None => NotAMapping::NotAPair(part.to_owned()),
                });
            }
        }
        Ok(Self(mapping))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_names_columns_for_fields() {
        let mapping: Mapping = "text=What, exactly,claimant= Who ,verdict=".parse().unwrap();
        assert_eq!(mapping.names(Column::Text), ["What, exactly"]);
        assert_eq!(mapping.names(Column::Claimant), ["Who"]);
        assert_eq!(mapping.names(Column::Verdict), Vec::<&str>::new());
        assert_eq!(mapping.names(Column::Article), ["article", "article_id", "article_sha256"]);
        assert!(!mapping.names_articles());
    }

    #[test]
    fn every_field_is_found_by_its_own_name() {
        for column in Column::ALL {
            assert!(column.known_as().contains(&column.as_str()), "{column:?}");
            assert!(column.known_as().iter().all(|name| folded(name) == **name), "{column:?}");
        }
        let all = Column::ALL.map(Column::known_as).concat();
        let once: std::collections::BTreeSet<_> = all.iter().collect();
        assert_eq!(once.len(), all.len());
    }

    #[track_caller]
    fn refused(written: &str, expected: &str) {
        assert_eq!(written.parse::<Mapping>().unwrap_err().to_string(), expected);
    }

    #[test]
    fn what_is_no_mapping_is_refused() {
        refused("", "`` is not written as FIELD=COLUMN");
        refused("claim", "`claim` is not written as FIELD=COLUMN");
        refused("text=a,text=b", "`text` is mapped twice");
        refused(
            "text=a,colour=b",
            "`colour` is not a field: they are text, claimant, claimed, appearance, verdict, rating, \
             best, worst, note, url, title, publisher, published, article, start, end",
        );
    }

    #[test]
    fn a_rating_is_a_number_or_a_verdict() {
        let row = |rating: &str| {
            let cells = [(Column::Text, "The dam leaks."), (Column::Rating, rating)];
            let cell = |column| {
                let (_, cell) = cells.iter().find(|(known, _)| *known == column)?;
                Some((*cell).to_owned())
            };
            super::row(2, cell).unwrap().checks
        };
        assert_eq!(row("False")[0].verdict.as_deref(), Some("False"));
        assert_eq!(row(" 2.5 ")[0].rating.as_deref(), Some("2.5"));
        assert_eq!(row(""), []);
    }
}
