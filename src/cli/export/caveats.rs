use std::io;

use crate::export::exchange::{Caveats, Few};
use crate::terminal::Console;
use crate::view::words;

/// Say how many claims were written, which were left out, and what readers may miss of the others.
pub(in crate::cli) fn say(console: &mut Console<'_>, caveats: &Caveats) -> io::Result<()> {
    let left: Vec<String> = caveats
        .left_out
        .iter()
        .map(|(why, few)| format!("{} {}", words::grouped(few.claims), why.as_str()))
        .collect();
    let written = words::claims(caveats.written);
    if left.is_empty() {
        console.say(format_args!("{written} written"))?;
    } else {
        console.say(format_args!("{written} written; left out: {}", left.join(", ")))?;
    }
    warn(console, caveats)
}

/// Say what readers may miss.
pub(in crate::cli) fn warn(console: &mut Console<'_>, caveats: &Caveats) -> io::Result<()> {
    for (doubt, few) in &caveats.doubts {
        console.warn(format_args!(
            "{} {}: {}",
            words::claims(few.claims),
            doubt.as_str(),
            named(few)
        ))?;
    }
    Ok(())
}

/// `C1, C2, C3 and 12 more`.
fn named(few: &Few) -> String {
    let first: Vec<String> = few.first.iter().map(ToString::to_string).collect();
    let first = first.join(", ");
    match few.claims - few.first.len() as u64 {
        0 => first,
        more => format!("{first} and {} more", words::grouped(more)),
    }
}
