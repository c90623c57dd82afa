use std::path::Path;

use crate::cli::failure::{Failure, Kind};
use crate::cli::mailed;
use crate::ledger::{VerifierKey, log_keys};
use crate::text::read;

/// In bytes. A key is one line, and a ledger has few.
const LONGEST: u64 = 1 << 20;

/// The public keys that a person gave: directly, or as a file with one key per line.
pub(super) fn given(keys: &[String]) -> Result<Vec<VerifierKey>, Failure> {
    let mut given = Vec::new();
    for key in keys {
        // A key has two `+`, and usually a `/`, as hardly any file name has.
        if key.matches('+').count() >= 2 && !Path::new(key).exists() {
            given.push(parsed(key)?);
            continue;
        }
        let bytes = read::load(Path::new(key), LONGEST)
            .map_err(|error| Failure::of(&error).context(format!("`{key}` cannot be read")))?;
        let bytes = mailed::restored(&bytes);
        let text = String::from_utf8_lossy(&bytes);
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let before = given.len();
        for line in lines {
            given.push(parsed(line).map_err(|failure| {
                failure.context(format!("`{key}` is not a file of public keys"))
            })?);
        }
        if given.len() == before {
            return Err(no_key(format!("there is no key in `{key}`")));
        }
    }
    Ok(given)
}

fn parsed(key: &str) -> Result<VerifierKey, Failure> {
    if key.starts_with("PRIVATE+KEY+") {
        return Err(Failure::new(Kind::Misused, "that is a private key: never share it")
            .hint("`factledger reviewer export-key` prints the public one"));
    }
    key.parse().map_err(|error| no_key(format!("{error}")).context(format!("`{key}` is not a key")))
}

fn no_key(what: String) -> Failure {
    Failure::new(Kind::Misused, what)
        .hint("a public key is one line, name+id+base64: `factledger reviewer export-key --help`")
}

/// Refuse a log that is not the one whose key was given. Returns the key that was given, if one was.
///
/// `of_log` are the keys of the log, if it names one: the present one last, and before it those that
/// lead to it, each of which signed the next.
pub(super) fn check(
    keys: &[String],
    of_log: &[VerifierKey],
) -> Result<Option<VerifierKey>, Failure> {
    let given = given(keys)?;
    // As in verify.py: with several keys it is unclear which one was meant.
    if given.len() > 1 {
        let what = format!("{} keys were given, but a log has only one", given.len());
        return Err(Failure::new(Kind::Misused, what).hint(
            "give the key with which the log signs its checkpoints, alone; for a proof, `--key` takes \
             the reviewer's as well",
        ));
    }
    // Without a given key, or if the log names none, there is nothing to compare.
    let Some(log_key) = of_log.last().filter(|_| !given.is_empty()) else { return Ok(None) };
    if let Some(known) = log_keys(&given).find(|key| of_log.contains(key)) {
        return Ok(Some(known.clone()));
    }
    let of_reviewer = format!("{}/", log_key.name());
    if given.iter().all(|key| key.name().as_str().starts_with(&of_reviewer)) {
        return Err(Failure::new(Kind::Misused, "that is the key of a reviewer, not of the log")
            .hint("give the key with which the log signs its checkpoints"));
    }
    let what = "it is not the log whose key was given";
    Err(Failure::new(Kind::Tampered, what).hint(format!("its own key is {log_key}")))
}
