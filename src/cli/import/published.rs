//! `import --from`: claims and verdicts that others published.

use std::io::Read;

use super::desk::Desk;
use super::done::{Done, told};
use super::others::{Form, Others};
use super::plan::Plan;
use super::planned::Planned;
use super::{Import, of_bundle};
use crate::cli::failure::{Failure, Kind};
use crate::cli::print::OutputFormat;
use crate::cli::session::{Session, Target, announce};
use crate::domain::{ArticleId, OffsetUnit, Visible};
use crate::intake::{Loaded, Placing, ReadingOptions, Source, Sources, Where, sayings};
use crate::ledger::{Access, Imported, PlacedClaim};
use crate::terminal::Console;
use crate::text::fetch::Fetcher;
use crate::text::read::{
    self, BadRow, Listed, Mapping, PublishedError, PublishedFile, PublishedFormat, PublishedReading,
};
use crate::view::words;

/// What is asked for.
pub(super) struct FromOthers {
    pub(super) format: OutputFormat,
    pub(super) is_dry_run: bool,
    pub(super) is_strict: bool,
    others: Others,
    form: PublishedFormat,
    how: ReadingOptions,
}

impl Import {
    /// Take claims of others from what was named.
    pub(super) fn run_from(
        self,
        form: Form,
        session: &mut Session<'_>,
        at: &Target,
    ) -> Result<(), Failure> {
        self.check_from(form)?;
        let mut desk = Desk::new(session, at)?;
        let (format, is_dry_run) = (self.format, self.others.dry_run);
        let mut done = Done::default();
        let taken = match form {
            Form::Bundle => of_bundle::take(&self, session, &mut desk, &mut done),
            Form::File(form) => self.take_files(form, session, &mut desk, &mut done),
        };
        let has_recorded =
            done.articles.iter().any(Imported::is_recorded) || done.new_claims + done.evidence > 0;
        session.has_recorded = has_recorded;
        if desk.is_new && desk.ledger.is_some() {
            at.announce_new(&mut session.console, &session.place)?;
        }
        if let Some(mut ledger) = desk.ledger {
            if let Some(newcomer) = ledger.newcomer() {
                announce(&mut session.console, &session.place, &newcomer);
            }
            told(format, &mut session.console, &mut ledger, &done, taken.is_err())?;
        }
        if let Some(clock) = desk.clock.filter(|_| has_recorded) {
            clock.check(session, &mut at.open(Access::Read)?)?;
        }
        taken?;
        if done.skipped == 0 {
            return Ok(());
        }
        session.has_recorded = false;
        let what = words::count(done.skipped, "source was", "sources were");
        Err(Failure::new(Kind::Failed, format!("{what} not imported")).hint(if has_recorded {
            "the others are recorded; fix these and import them again"
        } else if is_dry_run {
            "nothing was recorded"
        } else {
            "nothing new was recorded"
        }))
    }

    /// The form of all that was named, if it is certain: files of JSON, which are no articles. Nothing
    /// is said of it by an option for articles.
    pub(super) fn recognised(&self) -> Option<PublishedFormat> {
        let is_of_articles = self.again
            || self.extractor.is_some()
            || self.granularity.is_some()
            || self.min_score.is_some()
            || self.reader.is_some();
        if is_of_articles {
            return None;
        }
        let mut forms = self.paths.iter().map(|path| {
            let start = read::load_start(path, 64).ok()?;
            let is_json = |byte: &u8| matches!(byte, b'{' | b'[');
            let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&start).trim_ascii_start();
            start.first().filter(|byte| is_json(byte))?;
            let bytes = read::load(path, self.max_size << 20).ok()?;
            PublishedFormat::of(std::str::from_utf8(&bytes).ok()?)
        });
        let first = forms.next()??;
        forms.all(|form| form == Some(first)).then_some(first)
    }

    /// Refuse options that say nothing here.
    fn check_from(&self, form: Form) -> Result<(), Failure> {
        let others = &self.others;
        let is_table = matches!(form, Form::File(form) if form.is_table());
        let misused = |what: &str| Err(Failure::new(Kind::Misused, what));
        if others.map.is_some() && !is_table {
            return misused("`--map` is for csv and jsonl");
        }
        let names_article = others.map.as_ref().is_some_and(Mapping::names_articles);
        if others.article.is_some() && !is_table {
            return misused("`--article` is for csv and jsonl");
        }
        if others.article.is_some() && names_article {
            return misused("`--article` and a column `article` say the same: give one of them");
        }
        if others.offsets.is_some() && !is_table {
            return misused("`--offsets` is for csv and jsonl");
        }
        if others.key.is_some() && form != Form::Bundle {
            return misused("`--key` is for a bundle");
        }
        let given = [
            ("--again", self.again),
            ("--extractor", self.extractor.is_some()),
            ("--granularity", self.granularity.is_some()),
            ("--min-score", self.min_score.is_some()),
            ("--reader", self.reader.is_some()),
        ];
        match given.into_iter().find(|(_, is_given)| *is_given) {
            Some((option, _)) => misused(&format!(
                "`{option}` is for articles, and `--from` takes no claims of its own"
            )),
            None => Ok(()),
        }
    }

    fn take_files(
        self,
        form: PublishedFormat,
        session: &mut Session<'_>,
        desk: &mut Desk<'_>,
        done: &mut Done,
    ) -> Result<(), Failure> {
        let console = &mut session.console;
        let mut heard = Vec::new();
        let mut sources = Sources::find(&self.paths, &mut |progress| {
            if let crate::intake::Progress::Skipped(error) = progress {
                heard.push(error);
            }
        })?;
        for error in heard {
            let lines = Failure::from(error).to_lines(console.err_screen);
            console.report_error(&lines)?;
        }
        let is_only = sources.is_only_one();
        let found = std::mem::take(&mut sources.found);
        if found.len() > 1 && (self.title.is_some() || self.origin.is_some()) {
            let what = format!("`--title` and `--origin` name one article, not {}", found.len());
            return Err(Failure::new(Kind::Misused, what).hint("import that one separately"));
        }
        done.skipped = sources.skipped;
        let (format, is_strict) = (self.format, self.strict);
        let (others, how) = self.split();
        let is_dry_run = others.dry_run;
        let asked = FromOthers { format, is_dry_run, is_strict, others, form, how };
        let fetcher = Fetcher::new(asked.how.limits);
        let mut opened = Vec::new();
        for source in &found {
            let read = asked.open(source, &fetcher, session.stdin);
            match read {
                // With `--strict`, all of them are read before any is recorded.
                Ok(file) if is_strict => opened.push(file),
                Ok(file) => asked.take(file, session, desk, done, is_only)?,
                Err(failure) if is_only || is_strict => return Err(failure),
                Err(failure) => {
                    let lines = failure.to_lines(session.console.err_screen);
                    session.console.report_error(&lines)?;
                    done.skipped += 1;
                }
            }
        }
        if !is_strict {
            return Ok(());
        }
        if done.skipped > 0 {
            return Err(strictly(&format!(
                "{} cannot be read",
                words::count(done.skipped, "source", "sources")
            )));
        }
        let mut bad = 0;
        for (file, shown) in &opened {
            let rows = file.rows().filter_map(Result::err);
            bad += tell_bad(&mut session.console, shown, is_only, rows)?;
        }
        if bad > 0 {
            return Err(strictly(&format!("{} cannot be", words::count(bad, "row", "rows"))));
        }
        opened.into_iter().try_for_each(|file| asked.take(file, session, desk, done, is_only))
    }
}

/// For who did not say that a column names articles of the ledger.
const COLUMN: &str = "its column `article` says which articles of this ledger the claims are in; if it \
     says something else: `--map article=`";

/// A file that was opened, and its name.
type Opened = (PublishedFile, String);

impl FromOthers {
    fn open(
        &self,
        source: &Source,
        fetcher: &Fetcher,
        stdin: &mut dyn Read,
    ) -> Result<Opened, Failure> {
        let Loaded { name, raw, reading, shown } = source.load(&self.how, fetcher, stdin)?;
        let mapping = self.others.map.clone().unwrap_or_default();
        let how = PublishedReading { format: self.form, mapping, reading };
        let file = PublishedFile::read(raw, &name, how);
        let file = file.map_err(|error| {
            Failure::of_published(error).context(format!("`{shown}` was not imported"))
        })?;
        Ok((file, shown))
    }

    /// Record what is in a file, or show it.
    fn take(
        &self,
        (file, shown): Opened,
        session: &mut Session<'_>,
        desk: &mut Desk<'_>,
        done: &mut Done,
        is_only: bool,
    ) -> Result<(), Failure> {
        let ignored: Vec<&str> = file.ignored().iter().map(String::as_str).collect();
        if !ignored.is_empty() {
            session.console.say(format_args!("columns not used: {}", ignored.join(", ")))?;
        }
        if self.others.article.is_some() || file.names_articles() {
            return self.take_placed(&(file, shown), session, desk, done, is_only);
        }
        if self.others.offsets.is_some() {
            let what = "`--offsets` needs `--article ARTICLE`, or a column `article`";
            return Err(Failure::new(Kind::Misused, what));
        }
        self.take_file((file, shown), session, desk, done, is_only)
    }

    /// The file is an article of its own.
    fn take_file(
        &self,
        (mut file, shown): Opened,
        session: &mut Session<'_>,
        desk: &mut Desk<'_>,
        done: &mut Done,
        is_only: bool,
    ) -> Result<(), Failure> {
        let not_imported = || format!("`{shown}` was not imported");
        let origin = file.origin().to_owned();
        let Listed { bad, draft, found } = file.listed().map_err(Failure::of_published)?;
        let left_out = bad.len() as u64;
        tell_bad(&mut session.console, &shown, is_only, bad.into_iter())?;
        if found.candidates.is_empty() {
            return Err(no_good_row(left_out).context(not_imported()));
        }
        if self.is_dry_run {
            let known = match desk.existing()? {
                Some(ledger) => ledger.known(&draft)?.map(|known| known.article.id),
                None => None,
            };
            let mut plan = Plan::new(self.format, &session.console);
            for row in file.good_rows() {
                let says = sayings(&row, &origin);
                plan.print(&mut session.console, &Planned::of_row(row, says))?;
            }
            let what = match known {
                Some(article) => {
                    format!("already imported as {article}: nothing would be recorded")
                }
                None => "nothing was recorded".to_owned(),
            };
            return plan.finish(&mut session.console, left_out, &what);
        }
        let recorded = desk.record(|ledger, author| {
            let good = file.good_rows().enumerate();
            let says = good.flat_map(|(number, row)| {
                sayings(&row, &origin).into_iter().map(move |says| (number, says))
            });
            let names = std::collections::BTreeMap::new();
            ledger.import_published(author, (&draft, &found), &names, &mut { says })
        });
        let recorded = recorded.map_err(|error| Failure::from(error).context(not_imported()))?;
        done.add(recorded, left_out);
        Ok(())
    }

    /// The claims are in articles that the ledger has.
    fn take_placed(
        &self,
        (file, shown): &Opened,
        session: &mut Session<'_>,
        desk: &mut Desk<'_>,
        done: &mut Done,
        is_only: bool,
    ) -> Result<(), Failure> {
        let unit = match (file.has_places(), self.others.offsets) {
            (true, None) => {
                return Err(Failure::new(
                    Kind::Misused,
                    "it says where the claims start and end, but not what that counts",
                )
                .context(format!("`{shown}` was not imported"))
                .hint("`--offsets bytes`, `--offsets chars` or `--offsets utf16` says it"));
            }
            (_, unit) => unit.unwrap_or(OffsetUnit::Bytes),
        };
        let is_asked = self.others.article.is_some()
            || self.others.map.as_ref().is_some_and(Mapping::names_articles);
        let at_column =
            |failure: Failure| if is_asked { failure } else { failure.also_hint(COLUMN) };
        let opened = desk.at.open(Access::Read).map_err(Failure::from);
        let mut ledger =
            opened.map_err(|failure| if desk.is_new { at_column(failure) } else { failure })?;
        let view = ledger.view()?;
        let only: Option<ArticleId> =
            self.others.article.as_deref().map(|name| view.find_article(name)).transpose()?;
        let mut placing = Placing::new(&view, only, unit);
        let mut placed: Vec<PlacedClaim> = Vec::new();
        // For each row that can be read, whether its claim has a place.
        let mut has_place = Vec::new();
        let mut bad: Vec<BadRow> = Vec::new();
        let mut plan = self.is_dry_run.then(|| Plan::new(self.format, &session.console));
        let origin = file.origin().to_owned();
        for row in file.rows() {
            let row = match row {
                Ok(row) => row,
                Err(row) => {
                    bad.push(row);
                    continue;
                }
            };
            let place = match placing.place(&row) {
                Ok(place) => place,
                Err(Where::Ledger(error)) => return Err(error.into()),
                Err(Where::Bad(row)) => {
                    bad.push(row);
                    has_place.push(false);
                    continue;
                }
            };
            has_place.push(true);
            if let Some(plan) = &mut plan {
                let (article, claim) = (Some(place.article), placing.known(&place)?);
                let says = sayings(&row, &origin);
                let planned = Planned { article, claim, ..Planned::of_row(row, says) };
                plan.print(&mut session.console, &planned)?;
            }
            placed.push(place);
        }
        drop(view);
        let left_out = bad.len() as u64;
        tell_bad(&mut session.console, shown, is_only, bad.into_iter())?;
        if left_out > 0 && self.is_strict {
            return Err(strictly(&format!("{} cannot be", words::count(left_out, "row", "rows"))));
        }
        if placed.is_empty() {
            let failure = no_good_row(left_out).context(format!("`{shown}` was not imported"));
            return Err(at_column(failure));
        }
        if let Some(plan) = plan {
            return plan.finish(&mut session.console, left_out, "nothing was recorded");
        }
        let recorded = desk.record(|ledger, author| {
            let good = file.good_rows().zip(&has_place).filter(|(_, has_place)| **has_place);
            let says = good.enumerate().flat_map(|(number, (row, _))| {
                sayings(&row, &origin).into_iter().map(move |says| (number, says))
            });
            ledger.add_published(author, &placed, &mut { says })
        })?;
        done.add(recorded, left_out);
        Ok(())
    }
}

/// Name the rows that are left out, each with its place and the reason. Returns how many there are.
pub(super) fn tell_bad(
    console: &mut Console<'_>,
    name: &str,
    is_only: bool,
    rows: impl Iterator<Item = BadRow>,
) -> Result<u64, Failure> {
    /// Of one file: further ones are only counted.
    const MOST: u64 = 100;
    let mut bad = 0;
    for row in rows {
        bad += 1;
        if bad <= MOST {
            let of = if is_only { String::new() } else { format!("{name}, ") };
            let lines = format!("{of}{row}");
            console.report_error(&format!("{}\n", Visible::line(&lines)))?;
        }
    }
    if bad > MOST {
        console.say(format_args!("and {} more rows", words::grouped(bad - MOST)))?;
    }
    Ok(bad)
}

fn no_good_row(bad: u64) -> Failure {
    let what = match bad {
        0 => "no claim was found in it".to_owned(),
        bad => format!("none of its {} can be recorded", words::count(bad, "row", "rows")),
    };
    Failure::new(Kind::Failed, what)
}

fn strictly(what: &str) -> Failure {
    Failure::new(Kind::Failed, format!("nothing was recorded: {what}"))
        .hint("fix these, or leave out `--strict` to record the others")
}

impl Failure {
    /// Why a file of others was not read.
    pub(super) fn of_published(error: PublishedError) -> Self {
        let failure = Self::of(&error);
        match error {
            PublishedError::Read(error) => Self::from(error),
            PublishedError::NoColumn(_) | PublishedError::NoText => failure.hint(
                "`--map text=COLUMN,claimant=COLUMN,verdict=COLUMN` names the columns of its first line",
            ),
            PublishedError::TwoColumns(_) => failure.hint("give each column a name of its own"),
            PublishedError::NotJson { .. } => {
                failure.hint("JSON with an object on each line is `--from jsonl`")
            }
            PublishedError::OtherForm(_) => failure
                .hint("`factledger import --help` says which forms there are: `--from FORM`"),
            PublishedError::NoClaim => failure,
            PublishedError::Unclosed { .. } => failure
                .hint("close it, or write two of them for one that is in the words: `\"\"`"),
        }
    }
}
