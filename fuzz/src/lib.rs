//! What holds of any bytes at all: one function for each kind of foreign bytes that is read. None
//! of them may panic, and where a format has one spelling, what was read is written the same again.
//!
//! The fuzz targets try them for as long as they are let; the tests of the package above, for a
//! moment.

use std::fmt::Display;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use factledger::bundle::BundleFiles;
use factledger::domain::{
    ArticleId, ClaimId, Cursor, Entry, EntryId, EntryUuid, Granularity, HashPrefix, ReviewerName,
    Score, Sha256, Status, Text, Timestamp,
};
use factledger::ledger::check_proof;
use factledger::log::read_entry;
use factledger::merkle::{
    Checkpoint, KeyId, KeyName, SignedNote, SigningKey, Tile, TlogProof, VerifierKey, leaf_hash,
    read_entries, write_entry,
};
use factledger::text::extract::{candidates, sentences};
use factledger::text::read::{Format, Reading, read};

/// The example of C2SP signed-note, so that what is found of it may verify.
const KEY: &str = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

/// What is read of a text is written as that text.
fn has_one_spelling<T: FromStr + Display>(text: &str) -> Option<T> {
    let read: T = text.parse().ok()?;
    assert_eq!(read.to_string(), text);
    Some(read)
}

/// What is read of a text is read the same of what is written of it.
fn is_read_again<T: FromStr + Display + PartialEq>(text: &str) -> Option<T> {
    let read: T = text.parse().ok()?;
    let again = read.to_string().parse().ok();
    assert!(again.as_ref() == Some(&read), "{text} was read, and {read} was not read the same");
    Some(read)
}

/// A signed note.
pub fn note(bytes: &[u8]) {
    let Ok(note) = SignedNote::parse(bytes) else { return };
    let mut again = format!("{}\n", note.text);
    for line in &note.signatures {
        let blob = [line.id.0.as_slice(), &line.signature].concat();
        again += &format!("— {} {}\n", line.name, STANDARD.encode(blob));
    }
    assert_eq!(again.as_bytes(), bytes);
    assert!(note.text.ends_with('\n') && !note.signatures.is_empty());
    let key: VerifierKey = KEY.parse().expect("a published key");
    if let Ok(signers) = note.verify(&[key.clone(), key.clone()]) {
        assert_eq!(signers, [&key]);
    }
}

/// A checkpoint, signed or not.
pub fn checkpoint(bytes: &[u8]) {
    let key: VerifierKey = KEY.parse().expect("a published key");
    if let Ok(checkpoint) = Checkpoint::verified(bytes, &key) {
        assert_eq!(checkpoint.origin, key.name().as_str());
        assert!(bytes.starts_with(checkpoint.to_string().as_bytes()));
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Some(checkpoint) = has_one_spelling::<Checkpoint>(text) else { return };
    if let Ok(note) = SignedNote::parse(bytes) {
        for line in &note.signatures {
            let _ = checkpoint.verify_cosignature(line, &key);
        }
    }
}

/// A proof in a file of its own.
pub fn tlog_proof(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    assert!(check_proof(text, &[KEY.parse().expect("a published key")]).is_err());
    if let Some(proof) = has_one_spelling::<TlogProof>(text) {
        assert!(proof.hashes.len() < 64 && text.ends_with(&proof.checkpoint));
    }
}

/// The keys of notes, and their names and ids.
pub fn key(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Some(key) = has_one_spelling::<VerifierKey>(text) {
        assert_ne!(key.id(), key.cosigner_id());
        assert!(key.verify(b"", &[0; 64]).is_err());
    }
    if let Ok(key) = text.parse::<SigningKey>() {
        assert_eq!(key.to_secret(), text);
        assert_eq!(key.verifier().verify(bytes, &key.sign(bytes)), Ok(()));
        assert_eq!(key.verifier().to_string().parse().as_ref(), Ok(key.verifier()));
    }
    has_one_spelling::<KeyId>(text);
    has_one_spelling::<KeyName>(text);
}

/// The path of a tile, and a tile of entries.
pub fn tile(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes)
        && let Some(tile) = has_one_spelling::<Tile>(text)
    {
        assert!((1..=Tile::WIDTH).contains(&tile.width));
    }
    let Ok(entries) = read_entries(bytes) else { return };
    let mut again = Vec::new();
    for entry in entries {
        write_entry(&mut again, entry).expect("an entry out of a tile goes into a tile");
    }
    assert_eq!(again, bytes);
}

/// An archive that may be a bundle.
pub fn bundle(bytes: &[u8]) {
    let archive = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(archive.path(), bytes).expect("a file");
    let Ok(files) = BundleFiles::open(archive.path()) else { return };
    for name in files.names() {
        assert!(!name.starts_with('/') && !name.split('/').any(|part| part == ".."));
        assert!(files.read(name).is_ok());
    }
    if let Ok((size, checkpoint)) = files.checkpoint() {
        assert_eq!(files.read("checkpoint").ok(), Some(checkpoint));
        let entries: Result<Vec<_>, _> = files.entries(size).collect();
        assert!(entries.is_err() || entries.is_ok_and(|entries| entries.len() as u64 == size));
    }
    for content in files.contents() {
        assert!(content.is_ok());
    }
    let _ = (files.made_at(), files.version(), files.unlisted(), files.size_by_tiles());
}

/// A file that may have been a ledger.
pub fn salvage(bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a folder");
    let (wreck, new) = (folder.path().join("wreck"), folder.path().join("new"));
    std::fs::write(&wreck, bytes).expect("a file");
    let saved = factledger::ledger::salvage(&wreck, &new, &mut |_, _| {});
    assert!(std::fs::read(&wreck).is_ok_and(|after| after == bytes), "it is only read");
    let Ok(saved) = saved else { return };
    assert_eq!(saved.whole.is_some(), new.exists());
    assert!(saved.lost() <= saved.size);
    assert!(saved.entries.keys().all(|position| position.0 < saved.size));
    assert!(
        saved
            .entries
            .values()
            .chain(saved.unproven.values())
            .all(|note| { read_entry(note).is_ok() && note.len() <= Entry::LONGEST })
    );
    assert!(saved.unproven.iter().all(|(leaf, note)| leaf_hash(note) == *leaf));
    assert!(saved.contents.iter().all(|(sha256, bytes)| Sha256::of(bytes) == *sha256));
}

/// The line of an entry. It is written canonically, and read in any spelling.
pub fn entry(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(entry) = Entry::from_text(text) else { return };
    let written = entry.to_text().expect("what was read is written");
    let again = Entry::from_text(&written).expect("what was written is read");
    assert_eq!(again, entry);
    assert_eq!(again.to_text().ok(), Some(written));
    let _ = entry.event.summary();
}

/// An article in plain text.
pub fn text(bytes: &[u8]) {
    article(bytes, Format::Text);
}

/// An article in Markdown.
pub fn markdown(bytes: &[u8]) {
    article(bytes, Format::Markdown);
}

/// An article on a web page.
pub fn html(bytes: &[u8]) {
    article(bytes, Format::Html);
}

fn article(bytes: &[u8], format: Format) {
    let how = Reading { format: Some(format), ..Reading::default() };
    let Ok(draft) = read(bytes.to_vec(), "any", &how) else { return };
    assert_eq!(draft.raw, bytes);
    assert!(!draft.text.as_str().trim().is_empty());
    let said = [&draft.byline, &draft.language, &draft.published, &draft.title];
    for said in said.into_iter().flatten() {
        assert!(!said.is_empty() && said.len() <= 1000 && !said.contains(['\n', '\r', '\t']));
    }
    if format == Format::Text && draft.encoding == "UTF-8" && draft.oddities.is_empty() {
        assert!(bytes.ends_with(draft.text.as_str().as_bytes()));
    }
    let again = read(bytes.to_vec(), "any", &how).expect("what was read is read");
    assert_eq!(again.text.as_str(), draft.text.as_str());
    assert_eq!(again.title, draft.title);
    claims(&draft.text);
}

/// Where the claims of a text stand.
pub fn spans(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        claims(&Text::from(text));
    }
}

fn claims(text: &Text) {
    let mut end = 0;
    for span in sentences(text) {
        assert!(end <= span.start(), "{span} starts before {end}");
        end = span.end();
        assert_eq!(text.span(span.range()), Ok(span));
        assert!(!text.quote(span).trim().is_empty());
        assert_eq!(text.byte_at(text.place(span)), Some(span.start()));
        assert!(text.paragraph(span).contains(span));
    }
    let mut end = 0;
    for candidate in candidates(text, Granularity::Statement) {
        assert_eq!(text.span(candidate.span.range()), Ok(candidate.span));
        assert!(end <= candidate.span.start(), "{} overlaps another", candidate.span);
        end = candidate.span.end();
        if let Some(claimant) = candidate.claimant {
            assert_eq!(text.span(claimant.range()), Ok(claimant));
        }
    }
}

/// The small words of a command line and of an entry: times, ids, hashes, names, places in a list.
pub fn word(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Some(time) = is_read_again::<Timestamp>(text) {
        // Not the moment itself: the sixtieth second is counted as the one before it.
        let seconds = time.unix_seconds();
        let again = Timestamp::from_unix_seconds(seconds);
        assert_eq!(again.map(Timestamp::unix_seconds), Some(seconds));
    }
    is_read_again::<ArticleId>(text);
    is_read_again::<ClaimId>(text);
    is_read_again::<EntryId>(text);
    is_read_again::<Cursor>(text);
    is_read_again::<Status>(text);
    is_read_again::<Score>(text);
    has_one_spelling::<EntryUuid>(text);
    has_one_spelling::<Sha256>(text);
    if let Ok(prefix) = text.parse::<HashPrefix>() {
        assert!(prefix.range.0 <= prefix.range.1);
    }
    // Everyone who acts can also sign.
    if let Some(name) = has_one_spelling::<ReviewerName>(text) {
        assert!(name.as_str().parse::<KeyName>().is_ok());
    }
}
