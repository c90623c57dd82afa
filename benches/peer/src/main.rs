//! What the `claim-ledger` crate takes to append events and to verify them, beside ours.
//!
//! ```text
//! peer EVENTS FILE
//! ```
//!
//! It keeps its ledger in a file of JSON lines, and all of it in memory to verify it. It hashes
//! what a person judged, neither when nor who, and signs nothing.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::time::Instant;

use claim_ledger::{
    ExpectedLedgerHead, LedgerEntryBuilder, SupportState, parse_ledger_entries, serialize_entry,
    verify_ledger,
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(events), Some(path)) = (arguments.next(), arguments.next()) else {
        return Err("usage: peer EVENTS FILE".into());
    };
    let (events, path): (u64, &Path) = (events.parse()?, Path::new(&path));

    let start = Instant::now();
    let head = append(events, path)?;
    println!("append {}", start.elapsed().as_nanos());

    let start = Instant::now();
    let entries = parse_ledger_entries(&std::fs::read_to_string(path)?)?;
    println!("read {}", start.elapsed().as_nanos());

    let start = Instant::now();
    verify_ledger(&entries, &head)?;
    println!("verify {}", start.elapsed().as_nanos());
    // The peak memory, if the system reports it.
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    if let Some(peak) = status.lines().find_map(|line| line.strip_prefix("VmHWM:")) {
        println!("peak {}", peak.trim_end_matches("kB").trim());
    }
    Ok(())
}

/// Append this many judgements with a sentence each, and sync them to the disk.
fn append(events: u64, path: &Path) -> Result<ExpectedLedgerHead, Box<dyn std::error::Error>> {
    let mut file = BufWriter::new(File::create(path)?);
    let mut last = None;
    for number in 1..=events {
        let entry = LedgerEntryBuilder::new(number, last).add_support_judgment(
            &format!("sj_{number}"),
            &format!("clm_{}", number % 10_000),
            "evb_1",
            SupportState::Supported,
            "the yearbook of the harbour office has the same number, on page 34",
        )?;
        writeln!(file, "{}", serialize_entry(&entry)?)?;
        last = Some(entry.entry_digest);
    }
    file.into_inner()?.sync_all()?;
    Ok(last.map_or(ExpectedLedgerHead::Empty, |digest| ExpectedLedgerHead::new(events, digest)))
}
