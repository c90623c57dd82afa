//! The fuzz targets, run for a moment instead of hours: arbitrary bytes, and
//! well-formed input with small changes.

use std::io::Write as _;

use factledger::bundle::{BundleFiles, BundleSink as _, Tar};
use proptest::prelude::*;

use crate::session::Session;

#[expect(unreachable_pub, reason = "it is the library of another package")]
#[path = "../../fuzz/src/lib.rs"]
mod promises;

const NOTE: &str = "This is an example message.\n\n\
    — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ER\
    YNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
const CHECKPOINT: &str = "example.com/foo\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\nmore\n";
const PROOF: &str = "c2sp.org/tlog-proof@v1\nextra AAA=\nindex 5\n\
    rzFuy5Go7nrpkhBwKy1HWPMM3eO/YePY54fXRoH5Cm4=\n\ncheckpoint\n";
const KEY: &str = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
const SECRET: &str =
    "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
const ENTRY: &str = "{\"actor\":\"desk.example/ana\",\"after\":{\"root\":\"2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881\",\"size\":3},\"body\":{\"claim\":\"C12\",\
    \"note\":\"no \\\"such\\\"\\n\\u001b\",\
    \"quote_sha256\":\"2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881\",\
    \"status\":\"disputed\"},\"id\":\"01a2076b-4400-7de4-af4b-8147c314b107\",\
    \"ts\":\"2026-11-23T08:00:00Z\",\"type\":\"claim.reviewed\",\"v\":1}\n";
const LATER: &str = "{\"actor\":\"desk.example/ana\",\"after\":{\"root\":\"2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881\",\"size\":3},\"body\":{\"a\":[1,{\"b\":null}]},\
    \"id\":\"01a2076b-4400-7de4-af4b-8147c314b107\",\"ts\":\"2026-11-23T08:00:00Z\",\
    \"type\":\"claim.sung\",\"v\":1}\n";
const TEXT: &str = "Bridge reopens\n\n“Rents doubled in Faro,” the mayor said. Did it \
    rain? 3.5 % of U.S. towns say so.\r\n\r\nZoe\u{308} paid £6 million on 1. Mai 2020…\u{202e}";
const MARKDOWN: &str = "---\ntitle: Bridge\n---\n# A *bridge*\n\n> It cost [£6](https://a.example).\
    \n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\nno\n```\n- one <b>two</b> &amp; ![x](y \"z\")\n";
const HTML: &str = "<!doctype html><html lang=pt><head><title>A</title><meta name=author content=B>\
    <script type=\"application/ld+json\">{\"headline\":\"A\"}</script></head><body><article>\
    <h1>A</h1><p>It cost <b>6</b> million&nbsp;&lt;x&gt;.<p>The mayor said so.<table>\
    <tr><td>1</table><!-- no --><ul><li>two</article>";

/// A sample with a few of its bytes changed, left out, doubled, or moved; or any bytes.
fn near(samples: &[impl AsRef<[u8]>]) -> BoxedStrategy<Vec<u8>> {
    let samples: Vec<Vec<u8>> = samples.iter().map(|sample| sample.as_ref().to_vec()).collect();
    let change = (any::<prop::sample::Index>(), 0..6_u8, any::<u8>(), 1..20_usize);
    let changed = (prop::sample::select(samples), prop::collection::vec(change, 0..4));
    let changed = changed.prop_map(|(mut bytes, changes)| {
        for (at, kind, byte, length) in changes {
            let at = at.index(bytes.len() + 1);
            let end = (at + length).min(bytes.len());
            match kind {
                0 if at < bytes.len() => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                2 => drop(bytes.drain(at..end)),
                3 => bytes.extend_from_within(at..end),
                4 => bytes.truncate(at),
                _ => bytes.insert(at, b"\n \t+=/0\"\\<>&.-"[usize::from(byte) % 14]),
            }
        }
        bytes
    });
    prop_oneof![9 => changed, 1 => prop::collection::vec(any::<u8>(), 0..200)].boxed()
}

/// A small archive with what a bundle is known by.
fn archive() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut archive = Tar::new(&mut bytes);
    let entries = "\0\u{3}one\0\u{5}three";
    let checkpoint = CHECKPOINT.replace("\n0\n", "\n2\n").replace("more\n", "");
    let signature = NOTE.rsplit_once("\n\n").unwrap().1;
    for (path, bytes) in [
        ("checkpoint", format!("{checkpoint}\n{signature}")),
        ("tile/entries/000.p/2", entries.to_owned()),
        ("report.json", "{\"made_at\":\"2026-11-23T08:00:00Z\"}".to_owned()),
        ("VERIFY.md", "made by factledger 0.1.0.".to_owned()),
    ] {
        archive.begin(path).unwrap();
        archive.write_all(bytes.as_bytes()).unwrap();
        archive.end().unwrap();
    }
    archive.finish().unwrap();
    bytes
}

#[test]
fn the_archive_that_is_changed_is_read_whole() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), archive()).unwrap();
    let files = BundleFiles::open(file.path()).unwrap();
    assert_eq!(
        files.entries(2).map(Result::unwrap).collect::<Vec<_>>(),
        [b"one".to_vec(), b"three".to_vec()]
    );
    assert!(files.checkpoint().is_ok() && files.made_at().is_ok());
    assert_eq!(files.version().as_deref(), Some("0.1.0"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]
    #[test]
    fn any_archive_is_refused_or_read_within_its_bounds(bytes in near(&[archive()])) {
        promises::bundle(&bytes);
    }
}

/// A small ledger.
fn ledger() -> Vec<u8> {
    let session = Session::with_fixture("stadtwerke.txt");
    session.run("factledger mark C1 disputed -m 'it was 3.4'").success();
    std::fs::read(session.path().join("factledger.db")).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]
    #[test]
    fn only_what_verifies_is_salvaged_from_any_file(bytes in near(&[ledger()])) {
        promises::salvage(&bytes);
    }
}

macro_rules! held {
    ($($test:ident: $promise:ident, $samples:expr;)*) => {
        proptest! {
            #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]
            $(
                #[test]
                fn $test(bytes in near(&$samples)) {
                    promises::$promise(&bytes);
                }
            )*
        }
    };
}

held! {
    any_note_is_refused_or_written_again_as_it_was: note, [NOTE, CHECKPOINT];
    any_checkpoint_is_refused_or_written_again_as_it_was: checkpoint, [CHECKPOINT, NOTE];
    any_proof_is_refused_or_written_again_as_it_was: tlog_proof, [PROOF];
    any_key_is_refused_or_written_again_as_it_was: key, [KEY, SECRET, "530d903a"];
    any_tile_is_refused_or_written_again_as_it_was:
        tile, ["tile/0/x001/x234/067.p/89", "tile/entries/000", "\0\u{3}one\0\u{5}three"];
    any_entry_is_refused_or_means_the_same_when_it_is_written: entry, [ENTRY, LATER];
    any_word_is_refused_or_means_the_same_when_it_is_written:
        word, ["2026-11-23T08:00:00Z", "2026-11-23", "C12", "812:C12", "unverified:3", "e3b0c4"];
    any_text_is_read_to_exact_spans: text, [TEXT];
    any_markdown_is_read_to_exact_spans: markdown, [MARKDOWN];
    any_page_is_read_to_exact_spans: html, [HTML];
    any_string_has_exact_spans: spans, [TEXT, MARKDOWN, HTML];
}
