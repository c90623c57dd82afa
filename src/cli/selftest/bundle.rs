use std::fs;
use std::io;
use std::path::Path;

use serde::Deserialize;

use crate::bundle::{Edition, Folder, SUMS, Tar, pack};
use crate::cli::failure::Failure;
use crate::cli::session::{Session, Target};
use crate::cli::verify::Verify;
use crate::domain::Sha256;
use crate::ledger::Ledger;
use crate::terminal::{Console, Screen};
use crate::view::Trial;

const ON: &str = "bundle";

/// What is done to a bundle, as a folder, and whether the list of its files is made to fit.
type Tampering = (&'static str, fn(&Path) -> io::Result<()>);

const TAMPERINGS: [Tampering; 9] = [
    ("a letter of report.html", |bundle| replace(bundle, "report.html", "17 of 19", "18 of 19")),
    ("a letter of report.json", |bundle| replace(bundle, "report.json", "17 of 19", "18 of 19")),
    ("a letter of an entry", |bundle| replace(bundle, "entries/E4.note", "17", "18")),
    ("a proof", |bundle| replace(bundle, "proofs/E4.tlog-proof", "index 4", "index 5")),
    ("the size in the checkpoint", |bundle| replace(bundle, "checkpoint", "\n8\n", "\n9\n")),
    ("the checks that come with it", |bundle| replace(bundle, "verify.py", "return 3", "return 0")),
    ("a file taken out", |bundle| fs::remove_file(bundle.join("entries/E4.note"))),
    ("a file put in", |bundle| fs::write(bundle.join("READ ME"), "all is well")),
    ("a folder put in", |bundle| fs::create_dir(bundle.join("all is well"))),
];

/// Make a bundle of the scratch ledger, and tamper with copies of it.
pub(super) fn try_all(
    session: &mut Session<'_>,
    at: &Target,
    ledger: &Ledger,
    folder: &Path,
) -> Result<Vec<Trial>, Failure> {
    let signer = ledger.bundle_signer()?;
    let made_at = session.now;
    let pack_to = |path: &Path| -> Result<(), Failure> {
        fs::create_dir(path)?;
        ledger.bundle(made_at, Some(&signer), |bundle| {
            pack(bundle, &Edition::Current, &mut Folder::new(path))?;
            Ok(())
        })
    };
    let whole = folder.join("bundle");
    pack_to(&whole)?;
    let mut trials = vec![trial("nothing at all", false, found(session, at, &whole))];
    for (number, (what, tamper)) in TAMPERINGS.into_iter().enumerate() {
        for is_listed_again in [false, true] {
            let copy = folder.join(format!("bundle-{number}-{is_listed_again}"));
            pack_to(&copy)?;
            tamper(&copy)?;
            let what = if is_listed_again {
                list_again(&copy)?;
                format!("{what}, with the list of files made to fit")
            } else {
                what.to_owned()
            };
            trials.push(trial(&what, true, found(session, at, &copy)));
        }
    }
    let archive = folder.join("bundle.tar");
    let mut bytes = Vec::new();
    let mut tar = Tar::new(&mut bytes);
    ledger.bundle(made_at, Some(&signer), |bundle| {
        pack(bundle, &Edition::Current, &mut tar)?;
        Ok::<_, Failure>(())
    })?;
    tar.finish()?;
    fs::write(&archive, &bytes)?;
    trials.push(trial("nothing at all, as an archive", false, found(session, at, &archive)));
    bytes.extend_from_within(..);
    fs::write(&archive, &bytes)?;
    let twice = found(session, at, &archive);
    trials.push(trial("a second archive after the first", true, twice));
    Ok(trials)
}

fn trial(what: &str, is_promised: bool, found: Option<String>) -> Trial {
    Trial { found, is_promised, on: ON, what: what.to_owned() }
}

/// What `verify` finds first, in the way that everybody calls it.
fn found(session: &Session<'_>, at: &Target, bundle: &Path) -> Option<String> {
    /// What of its answer is looked at.
    #[derive(Deserialize)]
    struct Answer {
        findings: Vec<Finding>,
    }
    #[derive(Deserialize)]
    struct Finding {
        what: String,
    }
    let screen = Screen { colour: false, is_terminal: false, width: None };
    let (mut out, mut err, mut stdin) = (Vec::new(), io::sink(), io::empty());
    let console = Console {
        err: &mut err,
        err_screen: screen,
        out: &mut out,
        out_screen: screen,
        quiet: true,
    };
    let mut inner = Session {
        console,
        has_recorded: false,
        home: None,
        login: None,
        now: session.now,
        randomness: session.randomness,
        seed: session.seed,
        stdin: &mut stdin,
    };
    let Err(failure) = Verify::of_bundle(bundle).run(&mut inner, at) else { return None };
    let answer: Option<Answer> = serde_json::from_slice(&out).ok();
    let first = answer.and_then(|answer| Some(answer.findings.into_iter().next()?.what));
    Some(first.unwrap_or_else(|| failure.reason().to_owned()))
}

/// Change words in a file of a bundle. That they are there is made sure of.
fn replace(bundle: &Path, file: &str, words: &str, others: &str) -> io::Result<()> {
    let path = bundle.join(file);
    let text = fs::read_to_string(&path)?;
    if !text.contains(words) {
        return Err(io::Error::other(format!("there is no `{words}` in `{file}`")));
    }
    fs::write(path, text.replace(words, others))
}

/// Write the list of files again, as they are now.
fn list_again(bundle: &Path) -> io::Result<()> {
    let list = fs::read_to_string(bundle.join(SUMS))?;
    let mut lines = String::new();
    for line in list.lines() {
        let path = line.split_once("  ").map_or(line, |(_, path)| path);
        if let Ok(bytes) = fs::read(bundle.join(path)) {
            lines.push_str(&format!("{}  {path}\n", Sha256::of(bytes)));
        }
    }
    if let Ok(bytes) = fs::read(bundle.join("READ ME")) {
        lines.insert_str(0, &format!("{}  READ ME\n", Sha256::of(bytes)));
    }
    fs::write(bundle.join(SUMS), lines)
}
