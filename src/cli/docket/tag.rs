use std::collections::BTreeSet;
use std::ffi::OsString;

use clap::Args;

use super::super::print::OutputFormat;
use super::super::session::{Session, Target, find_claims};
use super::super::value;
use super::{misused, report};
use crate::cli::failure::Failure;
use crate::domain;

/// Write `-draft` as `--remove=draft` in the arguments of `tag`: no letter of it is an option.
pub(crate) fn spelled_out(arguments: &[OsString]) -> Vec<OsString> {
    let mut arguments = arguments.to_vec();
    let takes_value = ["--as", "--color", "--keys", "--ledger"];
    let mut at = 1;
    while let Some(argument) = arguments.get(at).and_then(|argument| argument.to_str()) {
        if !argument.starts_with('-') {
            break;
        }
        at += if takes_value.contains(&argument) { 2 } else { 1 };
    }
    if arguments.get(at).is_none_or(|verb| verb != "tag") {
        return arguments;
    }
    for argument in arguments.iter_mut().skip(at + 1) {
        let Some(text) = argument.to_str() else { continue };
        let is_option = text.starts_with("--") || matches!(text, "-" | "-h" | "-q" | "-V");
        if let Some(tag) = text.strip_prefix('-').filter(|_| !is_option) {
            *argument = format!("--remove={tag}").into();
        }
    }
    arguments
}

/// Put tags on claims, or take them off
///
/// A tag is a short word in any script; case does not matter. `list --tag`, `next --tag` and `export
/// --tag` choose claims by them.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger tag C12 C14-C16 +health -draft\n  \
    factledger tag C12 --add health --remove draft")]
pub(crate) struct Tag {
    /// Claims: ids, ranges of ids (C3-C9), or the first digits of a quote's hash; then `+TAG` for
    /// each tag to put on, and `-TAG` for each to take off
    #[arg(value_name = "CLAIM", required = true, num_args = 1..)]
    words: Vec<String>,

    /// Put this tag on; the same as `+TAG`
    #[arg(long, value_name = "TAG")]
    add: Vec<domain::Tag>,

    /// Take this tag off; the same as `-TAG`
    #[arg(long, value_name = "TAG")]
    remove: Vec<domain::Tag>,

    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: OutputFormat,
}

impl Tag {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let author = at.author(session)?;
        let (mut add, remove) = (BTreeSet::from_iter(self.add), BTreeSet::from_iter(self.remove));
        let mut names = Vec::new();
        for word in &self.words {
            if let Some(tag) = word.strip_prefix('+') {
                add.insert(tag_named(tag)?);
            } else {
                value::claims(word)
                    .map_err(|why| misused(&format!("`{word}`: {why}"), "ids: `C12`"))?;
                names.push(word.clone());
            }
        }
        if names.is_empty() || add.is_empty() && remove.is_empty() {
            let hint = "claims, then tags: `factledger tag C12 +health -draft`";
            return Err(misused("no claim is named, or no tag", hint));
        }
        each_once(&add, &remove)?;
        let (mut ledger, claims) = at.record(session, |ledger| {
            let claims = ledger.look(|view| find_claims(view, &names))?;
            ledger.tag(&author, &claims, &add, &remove)
        })?;
        let changes = add.iter().map(|tag| format!("+{tag}"));
        let changes: Vec<String> =
            changes.chain(remove.iter().map(|tag| format!("-{tag}"))).collect();
        let done = format!("tagged {} by {}", changes.join(" "), author.name);
        report(session, &mut ledger, self.format, &claims, &done)
    }
}

fn tag_named(tag: &str) -> Result<domain::Tag, Failure> {
    tag.parse().map_err(|why| misused(&format!("`{tag}`: {why}"), "tags: `+health -draft`"))
}

fn each_once(add: &BTreeSet<domain::Tag>, remove: &BTreeSet<domain::Tag>) -> Result<(), Failure> {
    let Some(both) = add.intersection(remove).next() else { return Ok(()) };
    let what = format!("`{both}` cannot be put on and taken off at once");
    Err(misused(&what, "name it once"))
}

/// The tags to put on, and those to take off: `+health -draft`, or `health -draft`.
pub(crate) fn tags<'a>(
    words: impl Iterator<Item = &'a str>,
) -> Result<(BTreeSet<domain::Tag>, BTreeSet<domain::Tag>), Failure> {
    let (mut add, mut remove) = (BTreeSet::new(), BTreeSet::new());
    for word in words {
        match word.strip_prefix('-') {
            Some(tag) => remove.insert(tag_named(tag)?),
            None => add.insert(tag_named(word.strip_prefix('+').unwrap_or(word))?),
        };
    }
    each_once(&add, &remove)?;
    Ok((add, remove))
}
