use std::fs;
use std::path::PathBuf;

use clap::Args;

use super::session::{At, Session};
use crate::domain::Visible;
use crate::failure::{Failure, Kind};
use crate::ledger::{Access, Depth};
use crate::report::{Verification, words};
use crate::terminal::Progress;

/// Verify that everything is as it was recorded
///
/// Hashes every entry and the tree of them, checks every signature and checkpoint, the texts, and
/// makes the index again from the log to compare it row by row. What a ledger cannot prove by
/// itself is that it is the latest, and that its owner has not written it anew: that takes a
/// checkpoint which was kept elsewhere.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger verify\n  \
    factledger verify --checkpoint monday.checkpoint\n  \
    factledger --ledger copy.db verify")]
pub(crate) struct Verify {
    /// Prove that the ledger extends a checkpoint that was kept elsewhere
    #[arg(long, value_name = "FILE")]
    checkpoint: Vec<PathBuf>,

    /// Only hash the entries: no signatures, no texts, no index
    #[arg(long)]
    only_hashes: bool,
}

impl Verify {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &At) -> Result<(), Failure> {
        let ledger = at.open(Access::Read)?;
        let mut kept = Vec::new();
        for file in &self.checkpoint {
            let name = file.display().to_string();
            let note = fs::read(file).map_err(|error| {
                Failure::new(Kind::Failed, error.to_string())
                    .context(format!("the checkpoint `{name}` cannot be read"))
            })?;
            kept.push((name, note));
        }
        let given = kept.len();
        let console = &mut session.console;
        let mut bar = Progress::default();
        let mut shown = Ok(());
        let depth = Depth { kept, only_hashes: self.only_hashes };
        let found = ledger.verify(depth, &mut |done, total| {
            let number = |count| usize::try_from(count).unwrap_or(usize::MAX);
            if shown.is_ok() {
                shown = bar.show(console, number(done), number(total), "verifying entry");
            }
        });
        bar.clear(console)?;
        shown?;
        let found = found.map_err(|error| at.failure(error))?;
        let lines = lines(&found, self.only_hashes);
        write!(console.out, "{lines}")?;
        if !found.is_sound() {
            let what = words::count(found.findings.len() as u64, "thing is", "things are");
            let failure = Failure::new(Kind::Tampered, format!("{what} not as recorded"));
            return Err(match found.first_bad() {
                Some(entry) => failure.hint(format!("the first bad entry is `{entry}`")),
                None => failure.hint("no entry of the log is among them"),
            });
        }
        if given == 0 {
            console.say(format_args!(
                "a rewrite, or an older copy put back, by whoever holds the file and its keys is \
                 seen only with a checkpoint kept elsewhere: --checkpoint FILE"
            ))?;
        }
        Ok(())
    }
}

/// What was found, for people.
fn lines(found: &Verification, only_hashes: bool) -> String {
    let mut lines = String::new();
    for finding in &found.findings {
        for (label, text) in [
            ("WRONG", &finding.what),
            ("  proven still:", &finding.proven),
            ("  what to do:", &finding.advice),
        ] {
            lines.push_str(&format!("{label} {}\n", Visible::line(text)));
        }
    }
    let mut line = |what: String| lines.push_str(&format!("{what}\n"));
    line(format!(
        "{} hashed, {} signatures and {} checkpoints hold",
        words::count(found.entries, "entry", "entries"),
        words::grouped(found.signatures),
        words::grouped(found.checkpoints),
    ));
    if !only_hashes {
        line(format!(
            "{} texts and pages have their hashes; {} index rows follow from the log",
            words::grouped(found.contents),
            words::grouped(found.rows),
        ));
    }
    for size in &found.kept {
        line(format!("it extends the checkpoint of {} entries", words::grouped(*size)));
    }
    if let (true, Some(head)) = (found.is_sound(), found.head) {
        line(format!("sound: {} entries, root {}", words::grouped(head.size), head.root));
    }
    lines
}
