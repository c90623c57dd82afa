//! A ledger as a static site: a page for each claim and article, with a proof beside each verdict,
//! feeds, and the log as tiles (C2SP tlog-tiles).
//!
//! | file | what it is |
//! |---|---|
//! | `index.html` | the latest verdicts, the articles, how to check |
//! | `claims/C12.html`, `claims/C12.tlog-proof` | a claim, and the proof of its verdict |
//! | `articles/A3.html` | an article with its claims, without its text |
//! | `verdicts.xml`, `corrections.xml` | Atom feeds |
//! | `claimreview.json` | all verdicts as schema.org's `ClaimReview` |
//! | `checkpoint`, `tile/...`, `keys/...` | the log and its public keys |
//! | `verify.py` | checks a proof without this program |
//! | `site.sha256` | the list of all these |
//!
//! What was withheld is in none of them. What people wrote is in the pages, and in the log only by its
//! hash.

mod checked_site;
mod kept_folder;
mod pages;

use std::io;

use crate::domain::{EntryId, Selection, Timestamp};
use crate::export::exchange::{self, Caveats, Exchange, Publication};
use crate::export::site::{Feed, Site, SiteError, write_feed, write_index};
use crate::export::{House, HouseError, WriteError};
use crate::ledger::{Bundle, LedgerError, VerifierKey, View};
use crate::merkle::{NotATile, Packer, Tile, entry_leaf};
pub use checked_site::{CheckedSite, NotASite, ProofFault, SiteCopy, SiteFault, is_site};
pub use kept_folder::{Kept, KeptError, KeptFolder, LIST, Staged};
use pages::Pages;

/// A site that was written.
#[derive(Clone, Debug)]
pub struct Published {
    /// What the feed of verdicts leaves out, and what its readers may miss.
    pub caveats: Caveats,
    pub claims: u64,
    pub proofs: u64,
}

/// What a site is made from.
pub struct Making<'a> {
    /// What a reader types to check a proof, by its name and the keys of the log and the reviewer.
    pub command: &'a dyn Fn(&str, &VerifierKey, &VerifierKey) -> String,
    /// How its pages look, and in which language.
    pub house: &'a House,
    pub publication: &'a Publication,
    pub script: &'a [u8],
}

/// Why a site was not written.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The person who publishes reviews blind.
    #[error("what others said of {0} claims is hidden from you until you review them")]
    Hidden(u64),
    #[error(transparent)]
    House(HouseError),
    #[error("the site could not be written")]
    Io(#[from] io::Error),
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The folder has the site of another log.
    #[error("the folder holds the site of another log, `{0}`")]
    OtherLog(String),
}

impl From<WriteError<LedgerError>> for PublishError {
    fn from(error: WriteError<LedgerError>) -> Self {
        match error {
            WriteError::House(error) => Self::House(error),
            WriteError::Output(error) => Self::Io(error),
            WriteError::Sections(error) => Self::Ledger(error),
        }
    }
}

impl From<SiteError> for PublishError {
    fn from(error: SiteError) -> Self {
        match error {
            SiteError::House(error) => Self::House(error),
            SiteError::Output(error) => Self::Io(error),
        }
    }
}

impl From<NotATile> for PublishError {
    fn from(error: NotATile) -> Self {
        Self::Io(io::Error::other(error))
    }
}

/// Whether a site can have a file of this path.
pub fn is_of_site(path: &str) -> bool {
    let id = |name: &str, letter: char| {
        name.strip_prefix(letter).is_some_and(|id| id.bytes().all(|b| b.is_ascii_digit()))
    };
    let named = |folder: &str, ending: &str, letter: char| {
        let name = path.strip_prefix(folder).and_then(|name| name.strip_suffix(ending));
        name.is_some_and(|name| id(name, letter))
    };
    path.parse::<Tile>().is_ok()
        || named("claims/", ".html", 'C')
        || named("claims/", ".tlog-proof", 'C')
        || named("articles/", ".html", 'A')
        || [
            "index.html",
            "verdicts.xml",
            "corrections.xml",
            "claimreview.json",
            "checkpoint",
            "keys/log.vkey",
            "keys/reviewers.vkey",
            "verify.py",
            LIST,
        ]
        .contains(&path)
}

/// Refuse a person from whom something is hidden: the log on the site would show it to everyone.
pub fn ensure_nothing_is_hidden(view: &View<'_>) -> Result<(), PublishError> {
    match view.hidden(None)? {
        0 => Ok(()),
        hidden => Err(PublishError::Hidden(hidden)),
    }
}

/// Write a site into a folder. `force`: also in the place of the site of another log.
pub fn publish(
    view: &View<'_>,
    making: &Making<'_>,
    force: bool,
    folder: &mut KeptFolder,
) -> Result<Published, PublishError> {
    ensure_nothing_is_hidden(view)?;
    // Nothing on the site is of the moment when it was written.
    let (_, at) = view.last_entry()?.unwrap_or((EntryId(0), Timestamp::default()));
    let bundle = view.bundle(at, None)?;
    let log = bundle.checkpoint.lines().next().unwrap_or_default().to_owned();
    let before = folder.read("checkpoint").map(|note| String::from_utf8_lossy(&note).into_owned());
    let before = before.as_deref().and_then(|note| note.lines().next());
    if let Some(before) = before.filter(|before| *before != log && !force) {
        return Err(PublishError::OtherLog(before.to_owned()));
    }
    let (report, source) = view.report(at, &Selection::default())?;
    let since = view.entry_at(EntryId(0))?.unwrap_or_default();
    let site = &Site::new(making.house, making.publication, &report, since)
        .map_err(PublishError::House)?;
    let is_known = before.is_some_and(|before| before == log);
    let mut pages = Pages::new(site, making, view.prover()?, &bundle.log_key, is_known);
    pages.write(&source, folder)?;
    pages.write(&view.withdrawn_claims(&report)?, folder)?;
    let mut staged = folder.stage("index.html")?;
    let log_key = bundle.log_key.to_string();
    write_index(site, pages.verdicts(), &pages.articles, &log_key, &mut staged)?;
    folder.keep("index.html", staged)?;
    for feed in Feed::ALL {
        let mut staged = folder.stage(feed.path())?;
        let news = match feed {
            Feed::Corrections => pages.corrections(),
            Feed::Verdicts => pages.verdicts(),
        };
        write_feed(site, feed, news, &mut staged)?;
        folder.keep(feed.path(), staged)?;
    }
    let mut staged = folder.stage("claimreview.json")?;
    let all = Exchange::ClaimReview;
    let caveats = exchange::write(all, &report, &source, making.publication, &mut staged)?;
    folder.keep("claimreview.json", staged)?;
    folder.put("verify.py", making.script)?;
    let published = Published { caveats, claims: pages.claims, proofs: pages.proofs };
    write_log(bundle, folder)?;
    Ok(published)
}

/// The log as tiles, its checkpoint, and the public keys. A tile that is not full yet stays until the
/// full one is there: somebody may hold a checkpoint of its size.
fn write_log(bundle: Bundle<'_>, folder: &mut KeptFolder) -> Result<(), PublishError> {
    folder.put("keys/log.vkey", format!("{}\n", bundle.log_key).as_bytes())?;
    let keys: String = bundle.reviewer_keys.iter().map(|key| format!("{key}\n")).collect();
    folder.put("keys/reviewers.vkey", keys.as_bytes())?;
    let mut packer = Packer::default();
    let put = |folder: &mut KeptFolder, tile: Tile, bytes: &[u8]| {
        folder.put(&tile.to_string(), bytes).map_err(PublishError::Io)
    };
    for entry in bundle.entries {
        let entry = entry?;
        packer.push(&entry, entry_leaf(&entry), |tile, bytes| put(folder, tile, bytes))?;
    }
    let head = packer.finish(|tile, bytes| put(folder, tile, bytes))?;
    for name in folder.left() {
        let Ok(tile) = name.parse::<Tile>() else { continue };
        let now = Tile::all(tile.level, head.size).find(|now| now.index == tile.index);
        if now.is_some_and(|now| tile.width < now.width && now.width < Tile::WIDTH) {
            folder.leave(&name);
        }
    }
    // Last, so that a checkpoint never names what is not there.
    folder.put("checkpoint", bundle.checkpoint.as_bytes())?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_site_can_have_is_taken_for_its_own() {
        for path in ["index.html", "claims/C12.html", "claims/C12.tlog-proof", "tile/0/000.p/5"] {
            assert!(is_of_site(path), "{path}");
        }
        for path in ["photo.jpg", "claims/x.html", "claims/C1.html.bak", "C1.html", "tile/x"] {
            assert!(!is_of_site(path), "{path}");
        }
    }
}
