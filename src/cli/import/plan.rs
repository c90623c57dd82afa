use super::planned::Planned;
use crate::cli::failure::Failure;
use crate::cli::print::{OutputFormat, RowPrinter};
use crate::terminal::Console;
use crate::view::words;

/// The rows that would be recorded, printed as they come.
pub(super) struct Plan {
    claims: u64,
    form: OutputFormat,
    printer: RowPrinter<Planned>,
    says: u64,
}

impl Plan {
    pub(super) fn new(form: OutputFormat, console: &Console<'_>) -> Self {
        Self { claims: 0, form, printer: RowPrinter::new(form, console), says: 0 }
    }

    pub(super) fn print(
        &mut self,
        console: &mut Console<'_>,
        planned: &Planned,
    ) -> Result<(), Failure> {
        let most = self.form.limit(None).map_or(u64::MAX, |most| most as u64);
        (self.claims, self.says) = (self.claims + 1, self.says + planned.says.len() as u64);
        if self.claims <= most {
            self.printer.print(console, planned)?;
        }
        Ok(())
    }

    pub(super) fn finish(
        self,
        console: &mut Console<'_>,
        left_out: u64,
        what: &str,
    ) -> Result<(), Failure> {
        let Self { claims, printer, says, .. } = self;
        let shown = printer.finish(console)?;
        if shown < claims {
            console.say(format_args!("first {shown} shown; `--format jsonl` has all of them"))?;
        }
        let left_out = match left_out {
            0 => String::new(),
            left_out => format!("; {} left out", words::count(left_out, "row", "rows")),
        };
        Ok(console.say(format_args!(
            "{} would be recorded, and {} as evidence{left_out}; {what}",
            words::claims(claims),
            words::count(says, "statement of others", "statements of others"),
        ))?)
    }
}
