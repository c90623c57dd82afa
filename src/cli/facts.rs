use std::io;

use crate::domain::Visible;
use crate::terminal::{Console, Style, wrapped};

/// Where the facts start, after their labels.
const INDENT: &str = "           ";

pub(super) fn print_facts(console: &mut Console<'_>, facts: &[(&str, String)]) -> io::Result<()> {
    for (label, fact) in facts {
        let screen = console.out_screen;
        let label = Style::Faint.paint(format_args!("{label:<10}"), screen);
        let fact = wrapped(&Visible::line(fact).to_string(), screen, INDENT);
        writeln!(console.out, "{label} {}", fact.trim_start())?;
    }
    Ok(())
}
