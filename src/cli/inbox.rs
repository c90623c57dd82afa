use std::io::{self, Write};

use clap::{ArgMatches, Args};

use super::print::{OutputFormat, Row, RowPrinter};
use super::session::{Session, Target};
use crate::cli::failure::Failure;
use crate::domain::{Day, EntryId, Origin, Reason, Viewer};
use crate::export::{self, NoticeJson};
use crate::keys::ReadMark;
use crate::ledger::{Access, Addressee, Ledger, LedgerError};
use crate::terminal::{Column, Style};
use crate::view::{Notice, words};

/// Show what happened that concerns you since you looked last, newest last
///
/// Your judgement was overruled, or somebody disagrees with it; a claim that you judged was dismissed,
/// or is gone, or its article was corrected or withdrawn; claims were assigned to you, or are due by
/// tomorrow; somebody wrote a note on a claim that you judged or have, or made an exception for it;
/// your role or the policy changed. Editors also see the conflicts that wait for a resolution. What you
/// did yourself is not there. Under blind review, what is hidden from you comes when you have judged.
///
/// How far you have read is kept beside your private key, not in the ledger: nobody else sees it.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger inbox\n  \
    factledger inbox --all --format json\n  \
    factledger --as ben inbox --keep")]
pub(crate) struct Inbox {
    /// Also what you have read, from when you came
    #[arg(long)]
    all: bool,

    /// Leave it unread
    #[arg(long)]
    keep: bool,

    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: OutputFormat,
}

impl Inbox {
    /// Whether the output is for people.
    pub(super) fn is_text(&self) -> bool {
        self.format == OutputFormat::Table
    }

    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let author = at.author(session)?;
        let mut ledger = at.open(Access::Read)?;
        let log = ledger.log()?;
        let view = ledger.view()?;
        let reader = view.addressee(&author.name)?;
        let mark = mark(at, &log, &reader, view.entries()?);
        let after = if self.all { reader.introduced } else { mark.read };
        let found = view.inbox(&reader, after, Day::of(session.now).after(1))?;
        let console = &mut session.console;
        let rows = found.notices.iter().map(|notice| NoticeRow { mark: mark.read, notice });
        let mut answer = RowPrinter::new(self.format, console);
        for row in rows {
            answer.print(console, &row)?;
        }
        answer.finish(console)?;
        let (new, name) = (found.since(mark.read), &author.name);
        let due = found.notices.iter().filter(|notice| notice.reason == Reason::Due).count();
        let due = if due > 0 { format!("; due by tomorrow: {due}") } else { String::new() };
        match new {
            0 => console.say(format_args!("nothing new for {name}{due}"))?,
            _ => console.say(format_args!("{} new for {name}{due}", things(new)))?,
        }
        if self.keep {
            return Ok(());
        }
        // Only what was printed counts as read.
        console.out.flush()?;
        let read = ReadMark { read: found.last, told: found.last };
        if read != mark && !at.keys.keep_read_mark(&log, &author.name, read) {
            console.warn(format_args!(
                "how far you have read cannot be kept in {}: it stays unread",
                session.place.shown(&at.keys.folder(&log))
            ))?;
        }
        Ok(())
    }
}

impl Target {
    /// Say that there is something to read, if there is more than was said before. The command is
    /// done, so if this cannot be found out, nothing fails.
    pub(super) fn tell_of_inbox(&self, session: &mut Session<'_>) {
        if let Ok(ledger) = self.open(Access::Read)
            && let Ok(Some(told)) = self.news(session, ledger)
        {
            let _ = session.console.say(told);
        }
    }

    fn news(
        &self,
        session: &Session<'_>,
        mut ledger: Ledger,
    ) -> Result<Option<String>, LedgerError> {
        /// Of more entries nobody waits for the number.
        const MOST: u64 = 500;
        let Viewer::Person(name) = &self.viewer else { return Ok(None) };
        let log = ledger.log()?;
        let view = ledger.view()?;
        let reader = view.addressee(name)?;
        let entries = view.entries()?;
        let mark = mark(self, &log, &reader, entries);
        if mark.told.0 + 1 >= entries {
            return Ok(None);
        }
        let last = EntryId(entries - 1);
        let is_long = last.0 - mark.read.0 > MOST;
        let (after, soon) = (if is_long { mark.told } else { mark.read }, Day::of(session.now));
        let news = if last.0 - after.0 > MOST {
            Some("many".to_owned())
        } else {
            let found = view.inbox(&reader, after, soon)?;
            let count = if is_long { "many".to_owned() } else { found.since(after).to_string() };
            (found.since(mark.told) > 0).then_some(count)
        };
        self.keys.keep_read_mark(&log, &reader.names[0], ReadMark { told: last, ..mark });
        Ok(news.map(|count| {
            let things = if count == "1" { "thing" } else { "things" };
            format!("{count} {things} for you: factledger inbox")
        }))
    }
}

/// How far this person has read. If that is not known, or is of a longer log, from where they came.
fn mark(at: &Target, log: &Origin, reader: &Addressee, entries: u64) -> ReadMark {
    let known = reader.names.iter().filter_map(|name| at.keys.read_mark(log, name));
    let known = known.filter(|mark| mark.read <= mark.told && mark.told.0 < entries);
    let first = ReadMark { read: reader.introduced, told: reader.introduced };
    known.max_by_key(|mark| mark.read).unwrap_or(first)
}

/// Whether a command was asked for its output in a format for programs.
pub(crate) fn is_for_programs(matches: &ArgMatches) -> bool {
    let mut at = matches;
    while let Some((_, below)) = at.subcommand() {
        at = below;
    }
    let Ok(Some(mut values)) = at.try_get_raw("format") else { return false };
    values.any(|value| value != "table" && value != "text")
}

fn things(count: u64) -> String {
    words::count(count, "thing", "things")
}

/// A row of the inbox.
struct NoticeRow<'n> {
    mark: EntryId,
    notice: &'n Notice,
}

impl Row for NoticeRow<'_> {
    const COLUMNS: &'static [Column] = &[
        Column { heading: "ENTRY", from_width: 0, widest: Some(10) },
        Column { heading: "WHEN (UTC)", from_width: 100, widest: Some(16) },
        Column { heading: "WHO", from_width: 40, widest: Some(12) },
        Column { heading: "WHY", from_width: 0, widest: Some(22) },
        Column { heading: "WHAT", from_width: 0, widest: Some(30) },
        Column { heading: "NOTE", from_width: 70, widest: None },
    ];

    fn cells(&self) -> Vec<(String, Style)> {
        let Notice { reason, recorded, .. } = self.notice;
        let entry = &recorded.entry;
        let note = entry.event.remark().map(|note| note.as_str().to_owned());
        let is_new = self.notice.is_since(self.mark);
        vec![
            (recorded.position.to_string(), Style::Strong),
            (entry.at.to_minute(), Style::Faint),
            (entry.actor.to_string(), Style::Plain),
            (reason.to_you().to_owned(), if is_new { Style::Strong } else { Style::Plain }),
            (words::summary(recorded), Style::Plain),
            (note.unwrap_or_default(), Style::Plain),
        ]
    }

    fn write_csv(&self, out: &mut dyn Write) -> io::Result<()> {
        export::csv::write_notice(out, self.notice, self.mark)
    }

    fn write_csv_header(out: &mut dyn Write) -> io::Result<()> {
        export::csv::write_notice_header(out)
    }

    fn write_json(&self, form: OutputFormat, written: u64, out: &mut dyn Write) -> io::Result<()> {
        form.write_json(out, written, &NoticeJson::of(self.notice, self.mark))
    }
}
