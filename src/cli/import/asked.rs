use super::Import;
use crate::cli::failure::{Failure, Kind};
use crate::domain::{Draft, Event, Granularity, HistoryQuery, Score, Subject};
use crate::ledger::{Imported, View};
use crate::terminal::shell_quoted;

/// How a draft was read.
pub(super) struct ReadAs {
    encoding: String,
    origin: String,
    reader: String,
    title: Option<String>,
}

impl ReadAs {
    pub(super) fn of(draft: &Draft) -> Self {
        Self {
            encoding: draft.encoding.clone(),
            origin: draft.origin.clone(),
            reader: draft.reader.name.clone(),
            title: draft.title.clone(),
        }
    }
}

/// The options that say how an article is recorded, as far as they were given. For bytes that are
/// recorded already they would be ignored, so they must be as recorded.
pub(super) struct Asked {
    /// The names of the others that were given.
    given: Vec<&'static str>,
    granularity: Option<Granularity>,
    min_score: Option<Score>,
}

impl Asked {
    pub(super) fn of(import: &Import) -> Self {
        let given = [
            ("encoding", import.encoding.is_some()),
            ("extractor", import.extractor.is_some()),
            ("origin", import.origin.is_some()),
            ("reader", import.reader.is_some()),
            ("title", import.title.is_some()),
        ];
        let given = given.into_iter().filter_map(|(name, is_given)| is_given.then_some(name));
        let (granularity, min_score) = (import.granularity, import.min_score);
        Self { given: given.collect(), granularity, min_score }
    }

    pub(super) fn is_any(&self) -> bool {
        !self.given.is_empty() || self.granularity.is_some() || self.min_score.is_some()
    }

    fn has(&self, option: &str) -> bool {
        self.given.contains(&option)
    }

    /// Refuse options that would be ignored.
    pub(super) fn check(
        &self,
        view: &View<'_>,
        done: &[Imported],
        read: &[ReadAs],
    ) -> Result<(), Failure> {
        for (imported, read) in done.iter().zip(read) {
            let Imported::Known { article: id } = imported else { continue };
            let article = view.article(*id)?;
            let revision = &article.revision;
            let mut corrected = Vec::new();
            let mut read_again = Vec::new();
            if self.has("title") && read.title != article.title {
                let title = read.title.as_deref().unwrap_or_default();
                corrected.push(format!("--title {}", shell_quoted(title)));
            }
            if self.has("origin") && read.origin != article.origin {
                corrected.push(format!("--origin {}", shell_quoted(&read.origin)));
            }
            if self.has("encoding") && read.encoding != revision.encoding {
                read_again.push(format!("--encoding {}", read.encoding));
            }
            if self.has("reader") && read.reader != revision.reader.name {
                read_again.push(format!("--reader {}", read.reader));
            }
            read_again.extend(self.search(view, Subject::Article(*id))?);
            if corrected.is_empty() && read_again.is_empty() {
                continue;
            }
            let ignored = [corrected.as_slice(), &read_again].concat().join(" ");
            let what = format!("{id} was recorded without `{ignored}`, and stays as it is");
            let mut failure = Failure::new(Kind::Failed, what);
            if !corrected.is_empty() {
                let next = format!("`factledger correct {id} {}` corrects it", corrected.join(" "));
                failure = failure.also_hint(&next);
            }
            if !read_again.is_empty() {
                let how = read_again.join(" ");
                let next = format!("`factledger import FILE --again {how}` reads it again");
                failure = failure.also_hint(&next);
            }
            return Err(failure);
        }
        Ok(())
    }

    /// The options that its claims were not found with.
    fn search(&self, view: &View<'_>, article: Subject) -> Result<Vec<String>, Failure> {
        if self.granularity.is_none() && self.min_score.is_none() && !self.has("extractor") {
            return Ok(Vec::new());
        }
        let mut found = None;
        let types = vec!["claims.extracted"];
        let query = HistoryQuery { of: Some(article), types, ..HistoryQuery::default() };
        for recorded in view.history(&query, None, None) {
            if let Event::ClaimsExtracted(extracted) = recorded?.entry.event {
                found = Some((extracted.extractor, extracted.granularity, extracted.min_score));
            }
        }
        let (by, granularity, min_score) = match found {
            Some((by, granularity, min_score)) => (Some(by), granularity, min_score),
            // No claim was found then, and the log does not say how they were looked for.
            None => (None, None, None),
        };
        let mut differs = Vec::new();
        if let Some(asked) = self.granularity.filter(|asked| granularity != Some(*asked)) {
            differs.push(format!("--granularity {}", asked.as_str()));
        }
        if let Some(asked) = self.min_score.filter(|asked| min_score != Some(*asked)) {
            differs.push(format!("--min-score {asked}"));
        }
        if self.has("extractor") && by.is_none_or(|by| by.name == "rules") {
            differs.push("--extractor COMMAND".to_owned());
        }
        Ok(differs)
    }
}
