//! Commands run in this process: what they answer and refuse, without a shell.

use std::cell::Cell;
use std::fs;
use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};
use tempfile::TempDir;

use super::home::Place;
use super::print::OutputFormat;
use super::session::{Session, Target, find_claims};
use super::{Arguments, value};
use crate::cli::failure::{Failure, Kind};
use crate::domain::{Sha256, Timestamp, Viewer};
use crate::keys::{KeyFolder, Randomness};
use crate::ledger::{Access, Location, ServerEnvironment};
use crate::terminal::{Console, Screen};

const SCREEN: Screen = Screen { colour: false, is_dumb: false, is_terminal: false, width: None };
const TEXT: &str = "The toll rose by 5 percent in May, the council said.\n\n\
                    It had cost 6 crowns in 2024.\n\nIn June 4,120 people crossed the bridge.\n";

/// A person at a desk, with a clock that moves on by a second a command.
struct Desk {
    folder: TempDir,
    login: Option<&'static str>,
    seconds: Cell<u8>,
}

/// What a command said.
struct Said {
    err: String,
    out: String,
}

impl Desk {
    fn new() -> Self {
        Self { folder: TempDir::new().unwrap(), login: Some("ana"), seconds: Cell::new(0) }
    }

    /// One with three claims, `C1` to `C3`, in its ledger.
    fn with_claims() -> Self {
        let desk = Self::new();
        fs::write(desk.path("a.txt"), TEXT).unwrap();
        let article = desk.path("a.txt").display().to_string();
        desk.run(&["import", &article, "--min-score", "0"]).unwrap();
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn keys(&self) -> String {
        self.path("keys").display().to_string()
    }

    /// Run a command on the ledger of this desk.
    fn run(&self, words: &[&str]) -> Result<Said, Failure> {
        let keys = self.keys();
        self.type_line(&[words, &["--keys", &keys]].concat())
    }

    fn type_line(&self, words: &[&str]) -> Result<Said, Failure> {
        let ledger = self.path("l.db").display().to_string();
        let line = [&["factledger", "--ledger", &ledger], words].concat();
        let arguments = Arguments::try_parse_from(line).unwrap();
        self.with_session(arguments.quiet, |session| arguments.run(session))
    }

    fn with_session(
        &self,
        quiet: bool,
        work: impl FnOnce(&mut Session<'_>) -> Result<(), Failure>,
    ) -> Result<Said, Failure> {
        let now = format!("2026-11-23T08:00:{:02}Z", self.seconds.replace(self.seconds.get() + 1));
        let seed = *Sha256::of(&now).as_bytes();
        let (mut err, mut out) = (Vec::new(), Vec::new());
        let console =
            Console { err: &mut err, err_screen: SCREEN, out: &mut out, out_screen: SCREEN, quiet };
        work(&mut Session {
            at_stop: |_| {},
            clock: || Ok(("2026-11-23T08:00:00Z".parse().unwrap(), [7; 32])),
            console,
            editor: None,
            is_attended: false,
            is_for_programs: false,
            place: Place::default(),
            has_recorded: false,
            home: None,
            login: self.login.map(str::to_owned),
            now: now.parse::<Timestamp>().unwrap(),
            randomness: Randomness::Guessable(seed),
            seed,
            servers: ServerEnvironment::default(),
            stdin: &mut std::io::empty(),
        })?;
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Ok(Said { err: text(err), out: text(out) })
    }

    fn target(&self, reviewer: Option<&str>) -> Target {
        Target {
            keys: KeyFolder::new(self.path("keys"), Randomness::Guessable([7; 32])),
            ledger: Location::File(self.path("l.db")),
            reviewer: reviewer.map(str::to_owned),
            viewer: Viewer::Unknown,
        }
    }

    fn entries(&self) -> usize {
        self.run(&["history", "--format", "jsonl"]).unwrap().out.lines().count()
    }

    /// A command is refused: it says this, and records nothing.
    #[track_caller]
    fn refuses(&self, words: &[&str], said: &[&str]) {
        let before = self.entries();
        let Err(failure) = self.run(words) else { panic!("{words:?} was done") };
        assert_eq!(failure.kind(), Kind::Failed, "{words:?}");
        let lines = failure.to_lines(SCREEN);
        for part in said {
            assert!(lines.contains(part), "{words:?}: {part}\n{lines}");
        }
        assert_eq!(self.entries(), before, "{words:?}");
    }
}

/// What is wrong with a line, which makes no sense.
#[track_caller]
fn misuse(words: &[&str]) -> (ErrorKind, String) {
    match Arguments::try_parse_from([&["factledger"], words].concat()) {
        Ok(_) => panic!("{words:?} makes sense"),
        Err(error) => (error.kind(), error.to_string()),
    }
}

#[test]
fn the_flags_do_not_contradict_one_another() {
    Arguments::command().debug_assert();
}

#[test]
fn every_command_and_every_flag_has_a_line_of_help() {
    fn check(command: &clap::Command) {
        assert!(command.get_about().is_some(), "{}", command.get_name());
        for flag in command.get_arguments().filter(|flag| !flag.is_hide_set()) {
            assert!(flag.get_help().is_some(), "{} {}", command.get_name(), flag.get_id());
        }
        command.get_subcommands().filter(|command| !command.is_hide_set()).for_each(check);
    }
    check(&Arguments::command());
}

#[test]
fn global_options_can_come_before_or_after_the_command() {
    let desk = Desk::with_claims();
    let keys = desk.keys();
    for line in [
        ["--as", "ben", "--keys", &keys, "note", "C1", "-m", "before"],
        ["note", "C1", "-m", "after", "--as", "ben", "--keys", &keys],
    ] {
        let said = desk.type_line(&line).unwrap();
        assert!(said.err.contains("ben"), "{}", said.err);
    }
}

#[test]
fn missing_arguments_are_reported() {
    for line in [["note", "-m", "seen"].as_slice(), &["add", "A1"], &["import"]] {
        assert_eq!(misuse(line).0, ErrorKind::MissingRequiredArgument, "{line:?}");
    }
}

#[test]
fn a_value_that_there_is_not_is_answered_with_those_there_are() {
    for (line, values) in [
        (["mark", "C1", "true"].as_slice(), "unverified, disputed, corroborated"),
        (&["mark", "C1", "disputed", "--expect", "x"], "unverified, disputed, corroborated"),
        (&["list", "--format", "xml"], "table, json, jsonl, csv"),
        (&["--color", "red", "list"], "auto, always, never"),
    ] {
        let (kind, said) = misuse(line);
        assert_eq!(kind, ErrorKind::InvalidValue, "{line:?}");
        for value in values.split(", ") {
            assert!(said.contains(value), "{line:?}\n{said}");
        }
    }
}

#[test]
fn names_and_addresses_are_trimmed_and_bounded() {
    assert_eq!(value::name("  The council "), Ok("The council".to_owned()));
    assert!(value::name(" \t").is_err());
    assert!(value::name(&"a".repeat(1000)).is_ok());
    assert!(value::name(&"a".repeat(1001)).is_err());
}

#[test]
fn a_table_shows_fifty_rows_and_the_other_formats_all() {
    use OutputFormat::{Csv, Json, Jsonl, Table};
    assert_eq!(Table.limit(None), Some(50));
    for form in [Csv, Json, Jsonl] {
        assert_eq!(form.limit(None), None);
    }
    for form in [Csv, Json, Jsonl, Table] {
        assert_eq!(form.limit(Some(0)), None, "{form:?}");
        assert_eq!(form.limit(Some(7)), Some(7), "{form:?}");
    }
}

#[test]
fn json_is_one_array_and_json_lines_are_a_line_each() {
    let print = |form: OutputFormat| {
        let mut out = Vec::new();
        for (written, number) in [3, 5].into_iter().enumerate() {
            form.write_json(&mut out, written as u64, &number).unwrap();
        }
        String::from_utf8(out).unwrap()
    };
    assert_eq!(print(OutputFormat::Json), "[\n 3,\n 5");
    assert_eq!(print(OutputFormat::Jsonl), "3\n5\n");
}

#[test]
fn an_empty_result_is_valid_json() {
    let desk = Desk::with_claims();
    let list = |form| desk.run(&["list", "--claimant", "Nobody", "--format", form]).unwrap().out;
    assert_eq!(list("json"), "[]\n");
    assert_eq!(list("jsonl"), "");
    assert!(list("csv").starts_with("id,"));
    assert_eq!(list("csv").lines().count(), 1);
}

#[test]
fn the_reviewer_is_the_named_one_or_the_login_name() {
    let mut desk = Desk::new();
    let author = |desk: &Desk, named: Option<&str>| {
        let mut found = String::new();
        desk.with_session(true, |session| {
            found = desk.target(named).author(session)?.name.to_string();
            Ok(())
        })
        .map(|_| found)
    };
    assert_eq!(author(&desk, None).unwrap(), "ana");
    assert_eq!(author(&desk, Some("ben")).unwrap(), "ben");
    desk.login = None;
    assert_eq!(author(&desk, Some("ben")).unwrap(), "ben");
    let failure = author(&desk, None).unwrap_err();
    assert_eq!(failure.kind(), Kind::Misused);
    assert!(failure.to_lines(SCREEN).contains("--as"));
    let failure = author(&desk, Some("b\u{202e}en")).unwrap_err();
    assert!(!failure.to_lines(SCREEN).contains('\u{202e}'));
}

#[test]
fn without_a_configuration_folder_the_keys_must_be_named() {
    let failure = Desk::new().type_line(&["list"]).err().unwrap();
    assert_eq!(failure.kind(), Kind::Misused);
    assert!(failure.to_lines(SCREEN).contains("--keys"));
}

#[test]
fn the_ledger_is_never_overwritten_under_any_name() {
    let desk = Desk::with_claims();
    fs::write(desk.path("l.db-wal"), "").unwrap();
    fs::write(desk.path("other"), "").unwrap();
    fs::create_dir(desk.path("sub")).unwrap();
    let target = desk.target(None);
    for own in ["l.db", "l.db-wal", "sub/../l.db"] {
        assert!(target.ensure_not_ledger(&desk.path(own)).is_err(), "{own}");
    }
    for other in ["other", "new", "l.db-shm"] {
        assert!(target.ensure_not_ledger(&desk.path(other)).is_ok(), "{other}");
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(desk.path("l.db"), desk.path("link")).unwrap();
        assert!(target.ensure_not_ledger(&desk.path("link")).is_err());
    }
}

#[test]
fn claims_are_found_by_any_of_their_names_each_once_and_in_order() {
    let desk = Desk::with_claims();
    let mut ledger = desk.target(None).open(Access::Read).unwrap();
    let view = ledger.view().unwrap();
    let find = |names: &[&str]| {
        let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
        find_claims(&view, &names)
            .map(|found| found.iter().map(ToString::to_string).collect::<Vec<_>>())
    };
    assert_eq!(find(&["c3", "1", "C3", "C1"]).unwrap(), ["C3", "C1"]);
    let hash = Sha256::of("It had cost 6 crowns in 2024.").to_string();
    assert_eq!(find(&[&hash, "C2", &hash[..12]]).unwrap(), ["C2"]);
    for unknown in ["C99", "0", "C-1", "", "A1", "ffffffffffff"] {
        assert!(find(&["C1", unknown]).is_err(), "{unknown}");
    }
}

#[test]
fn a_verdict_that_the_rules_forbid_is_refused_and_nothing_is_recorded() {
    let desk = Desk::with_claims();
    desk.refuses(&["mark", "C1", "disputed"], &["C1", "-m"]);
    desk.refuses(&["mark", "C1", "unverified"], &["C1"]);
    desk.refuses(&["mark", "C1", "corroborated", "--expect", "disputed"], &["C1", "disputed"]);
    desk.run(&["mark", "C1", "corroborated"]).unwrap();
    desk.refuses(&["mark", "C1", "corroborated"], &["C1", "ana"]);
    // Changing a verdict requires a note from anyone.
    desk.refuses(&["mark", "C1", "unverified"], &["C1", "-m"]);
    desk.refuses(&["--as", "ben", "mark", "C1", "disputed"], &["C1", "-m"]);
}

#[test]
fn of_several_claims_all_are_judged_or_none() {
    let desk = Desk::with_claims();
    desk.refuses(&["mark", "C1", "C99", "corroborated"], &["C99"]);
    desk.run(&["dismiss", "C2", "-m", "no claim"]).unwrap();
    desk.refuses(&["mark", "C1", "C2", "C3", "corroborated"], &["C2"]);
    desk.refuses(&["dismiss", "C1", "C2", "-m", "no claim"], &["C2"]);
    desk.refuses(&["restore", "C2", "C3", "-m", "it is one"], &["C3"]);
    let before = desk.entries();
    desk.run(&["mark", "C1", "C3", "c1", "corroborated"]).unwrap();
    assert_eq!(desk.entries(), before + 2);
}

#[test]
fn a_note_is_some_words_and_not_a_book() {
    let desk = Desk::with_claims();
    for note in [String::new(), " \n".to_owned(), "a".repeat(10_001)] {
        desk.refuses(&["note", "C1", "-m", &note], &["note"]);
    }
    desk.run(&["note", "C1", "-m", &"a".repeat(10_000)]).unwrap();
    desk.run(&["note", "C1", "-m", "-3 percent"]).unwrap();
}

#[test]
fn disagreeing_reviewers_are_reported() {
    let desk = Desk::with_claims();
    desk.run(&["mark", "C1", "corroborated"]).unwrap();
    let said = desk.run(&["--as", "ben", "mark", "C1", "disputed", "-m", "it was 4"]).unwrap();
    assert!(said.out.contains("in conflict"), "{}", said.out);
    assert!(said.err.contains("C1"), "{}", said.err);
    let claims = desk.run(&["list", "--format", "jsonl"]).unwrap().out;
    let conflicts = claims.lines().filter(|claim| claim.contains(r#""conflict":true"#));
    assert_eq!(conflicts.count(), 1, "{claims}");
}

#[test]
fn quiet_prints_what_was_asked_for_and_nothing_of_what_went_well() {
    let desk = Desk::with_claims();
    for line in [
        ["-q", "list"].as_slice(),
        &["-q", "mark", "C1", "corroborated", "--format", "json"],
        &["note", "C1", "-m", "seen", "--quiet", "--format", "csv"],
    ] {
        let said = desk.run(line).unwrap();
        assert_eq!(said.err, "", "{line:?}");
        assert!(said.out.contains("C1"), "{line:?}\n{}", said.out);
    }
    for line in [
        ["-q", "mark", "C2", "corroborated"].as_slice(),
        &["note", "C1", "-m", "seen", "--quiet"],
        &["-q", "add", "A1", "6 crowns"],
        &["-q", "verify"],
    ] {
        let said = desk.run(line).unwrap();
        assert_eq!((said.out.as_str(), said.err.as_str()), ("", ""), "{line:?}");
    }
}

#[test]
fn a_quote_is_added_once_and_must_be_exact() {
    let desk = Desk::with_claims();
    desk.refuses(&["add", "A1", "It had cost 6 crowns in 2024."], &["C2"]);
    desk.refuses(&["add", "A9", "6 crowns"], &["A9"]);
    desk.refuses(&["add", "A1", "7 crowns"], &["A1"]);
    // What differs in its letters alone is shown as it stands.
    desk.refuses(&["add", "A1", "6 CROWNS"], &["A1", "6 crowns"]);
    desk.refuses(&["add", "A1", "rose", "--at", "1:1"], &["--at 1:10"]);
    desk.refuses(&["add", "A1", "the"], &["--at"]);
    let said = desk.run(&["add", "A1", "6 crowns", "--claimant", "the price list"]).unwrap();
    assert!(said.out.contains("the price list"), "{}", said.out);
    desk.refuses(&["add", "A1", " 6 crowns "], &["C4"]);
}

#[test]
fn no_command_but_import_creates_a_ledger() {
    let desk = Desk::new();
    for line in [
        ["list"].as_slice(),
        &["history"],
        &["mark", "C1", "corroborated"],
        &["export"],
        &["verify"],
        &["reviewer", "list"],
    ] {
        let failure = desk.run(line).err().unwrap_or_else(|| panic!("{line:?} was done"));
        assert_eq!(failure.kind(), Kind::Failed, "{line:?}");
        assert!(failure.to_lines(SCREEN).contains("l.db"), "{line:?}");
        assert!(!desk.path("l.db").exists(), "{line:?}");
    }
}

#[test]
fn a_file_that_is_there_is_written_over_only_where_that_is_asked_for() {
    let desk = Desk::with_claims();
    fs::write(desk.path("r.csv"), "mine").unwrap();
    let report = desk.path("r.csv").display().to_string();
    desk.refuses(&["export", "-o", &report], &["--force"]);
    assert_eq!(fs::read_to_string(desk.path("r.csv")).unwrap(), "mine");
    desk.run(&["export", "-o", &report, "--force"]).unwrap();
    assert!(fs::read_to_string(desk.path("r.csv")).unwrap().starts_with("id,"));
}

#[test]
fn a_failure_names_its_causes_and_what_to_do_and_is_safe_to_show() {
    let failure = Failure::new(Kind::Failed, "it\u{1b}[31m is red")
        .context("the file was not read")
        .hint("one\ntwo");
    let lines = failure.to_lines(SCREEN);
    assert!(!lines.contains('\u{1b}'), "{lines}");
    let lines: Vec<&str> = lines.lines().collect();
    assert_eq!(lines[0], "error: the file was not read");
    assert!(lines[1].trim_start().starts_with("└─ it"), "{}", lines[1]);
    assert_eq!(lines[2..], ["hint: one", "      two"]);
}

#[test]
fn a_recorded_act_whose_output_failed_is_not_to_be_repeated() {
    let failure = Failure::new(Kind::Failed, "the disk is full").hint("make room").after_all();
    let lines = failure.to_lines(SCREEN);
    assert!(lines.starts_with("error: it was recorded"), "{lines}");
    assert!(lines.contains("factledger history") && !lines.contains("make room"), "{lines}");
}
