use std::path::{Path, PathBuf};

use clap::Args;

use super::session::{Session, Target, find_claims};
use super::value;
use crate::cli::failure::{Failure, Kind};
use crate::domain::{Note, NoteError, Visible};
use crate::ledger::{Access, LedgerError};
use crate::text::read::{self, ReadError};
use crate::view::words;

/// What a person writes with an act: the grounds of a verdict, a reason, a remark. All commands that
/// take one take it in the same ways.
#[derive(Args)]
pub(super) struct Remark {
    /// Your note (grounds, source, reason), at most 10,000 bytes; `-` reads it from standard input
    #[arg(short = 'm', long, value_name = "NOTE", alias = "reason", allow_hyphen_values = true)]
    note: Option<String>,

    /// Read the note from a file (UTF-8); `-` for standard input
    #[arg(short = 'F', long, value_name = "FILE", conflicts_with = "note")]
    note_file: Option<PathBuf>,
}

/// A note, and whether it would be lost if the act failed.
pub(super) struct Remarked {
    is_from_editor: bool,
    pub(super) note: Note,
}

impl Remark {
    /// The note, which must be there. On a terminal, an editor asks for it; `about` says there what
    /// it is about.
    pub(super) fn required(
        &self,
        session: &mut Session<'_>,
        about: impl FnOnce() -> Result<Vec<String>, Failure>,
    ) -> Result<Remarked, Failure> {
        match self.given(session)? {
            Some(note) => Ok(Remarked { is_from_editor: false, note }),
            None if session.editor.is_none() => {
                Err(Failure::new(Kind::Misused, "no note is given")
                    .hint("give one: `-m NOTE`, or `-F FILE`; `-m -` reads standard input, and with EDITOR set, an \
                     editor opens on a terminal"))
            }
            None => {
                let about = about()?;
                written(session, &about)
            }
        }
    }

    /// The note, if one is given.
    pub(super) fn given(&self, session: &mut Session<'_>) -> Result<Option<Note>, Failure> {
        let is_stdin = |name: &Path| name.as_os_str() == "-";
        let text = match (&self.note, &self.note_file) {
            (Some(note), _) if note == "-" => from_stdin(session)?,
            (Some(note), _) => note.clone(),
            (None, Some(file)) if is_stdin(file) => from_stdin(session)?,
            (None, Some(file)) => from_file(file)?,
            (None, None) => return Ok(None),
        };
        Ok(Some(text.parse()?))
    }

    /// Whether it reads standard input, which can be read once only.
    pub(super) fn reads_stdin(&self) -> bool {
        let is_stdin = |file: &PathBuf| file.as_os_str() == "-";
        self.note.as_deref() == Some("-") || self.note_file.as_ref().is_some_and(is_stdin)
    }

    pub(super) fn is_given(&self) -> bool {
        self.note.is_some() || self.note_file.is_some()
    }
}

impl Remarked {
    /// If it was written in an editor, show it again with the failure: nobody else has it.
    pub(super) fn kept(&self, failure: Failure) -> Failure {
        if self.is_from_editor {
            failure.also_hint(&format!("your note was:\n{}", self.note))
        } else {
            failure
        }
    }
}

/// Let the person write a note.
pub(super) fn written(session: &mut Session<'_>, about: &[String]) -> Result<Remarked, Failure> {
    let Some(editor) = &session.editor else { return Err(NoteError::Blank.into()) };
    let text = editor.write(about)?;
    match text.parse() {
        Ok(note) => Ok(Remarked { is_from_editor: true, note }),
        Err(NoteError::Blank) => {
            Err(Failure::new(Kind::Failed, "nothing was recorded: the note is blank"))
        }
        Err(error) => {
            Err(Failure::from(error).also_hint(&format!("your note was:\n{}", text.trim())))
        }
    }
}

/// What an act on these claims is about, for the person who writes the note.
pub(super) fn about_claims(
    at: &Target,
    act: &str,
    names: &[String],
) -> Result<Vec<String>, Failure> {
    const MOST: usize = 10;
    let mut ledger = at.open(Access::Read)?;
    let (claims, listed) = ledger.look(|view| {
        let claims = find_claims(view, names)?;
        let listed = view.claims(&claims[..claims.len().min(MOST)])?;
        Ok::<_, LedgerError>((claims, listed))
    })?;
    let mut lines = vec![format!("{act} {}:", words::claims(claims.len() as u64))];
    for listed in listed {
        let claim = &listed.claim;
        lines.push(format!(
            "  {} ({}) {}",
            claim.id,
            claim.status,
            Visible::line(claim.quote.as_deref().unwrap_or("(withheld)"))
        ));
    }
    if claims.len() > MOST {
        lines.push(format!("  and {} more", claims.len() - MOST));
    }
    Ok(lines)
}

/// In bytes: far more than a note may have.
const LONGEST: u64 = 1 << 20;

fn from_stdin(session: &mut Session<'_>) -> Result<String, Failure> {
    if session.editor.is_some() {
        session
            .console
            .say("reading the note from standard input; Ctrl-D on a new line ends it")?;
    }
    let bytes = read::load_stream(&mut *session.stdin, LONGEST);
    unread(bytes.and_then(value::text), "standard input")
}

fn from_file(file: &Path) -> Result<String, Failure> {
    unread(read::load(file, LONGEST).and_then(value::text), &file.display().to_string())
}

fn unread(text: Result<String, ReadError>, name: &str) -> Result<String, Failure> {
    text.map_err(|error| {
        let too_large = matches!(error, ReadError::TooLarge { .. });
        let failure = Failure::of(&error).context(format!("the note in `{name}` cannot be read"));
        if too_large { failure.hint("a note can have at most 10,000 bytes") } else { failure }
    })
}
