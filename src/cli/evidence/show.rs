use clap::Args;

use crate::cli::facts::print_facts;
use crate::cli::failure::Failure;
use crate::cli::print::{OutputFormat, RowPrinter};
use crate::cli::session::{Session, Target};
use crate::domain::{EvidenceId, Visible};
use crate::export::EvidenceJson;
use crate::ledger::Access;
use crate::terminal::{Style, wrapped};

/// Show a piece of evidence, with the text that was kept
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    factledger evidence show V4\n  \
    factledger evidence show V4 --text > page.txt")]
pub(crate) struct Show {
    /// Evidence: V4
    #[arg(value_name = "EVIDENCE")]
    id: EvidenceId,

    /// Print the text that was kept, byte for byte
    #[arg(long)]
    text: bool,

    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "table", conflicts_with = "text")]
    format: OutputFormat,
}

impl Show {
    pub(crate) fn run(self, session: &mut Session<'_>, at: &Target) -> Result<(), Failure> {
        let mut ledger = at.open(Access::Read)?;
        let detail = ledger.look(|view| view.evidence(self.id))?;
        let console = &mut session.console;
        if self.text {
            let text = detail.text.ok_or(match detail.shown.withheld {
                Some(_) => crate::ledger::WithheldError::Evidence(self.id),
                None => crate::ledger::WithheldError::NothingCaptured(self.id),
            });
            let text = text.map_err(crate::ledger::LedgerError::from)?;
            if console.out_screen.is_terminal {
                return Ok(writeln!(
                    console.out,
                    "{}",
                    Visible::lines(&text).to_string().trim_end()
                )?);
            }
            return Ok(console.out.write_all(text.as_bytes())?);
        }
        match self.format {
            OutputFormat::Json | OutputFormat::Jsonl => {
                Ok(self.format.write_one(console.out, &EvidenceJson::of(&detail.shown))?)
            }
            OutputFormat::Csv => Ok(RowPrinter::print_all(self.format, console, [&detail.shown])?),
            OutputFormat::Table => {
                let screen = console.out_screen;
                let shown = &detail.shown;
                let claims: Vec<String> =
                    shown.evidence.added.claims.iter().map(|of| of.claim.to_string()).collect();
                let head = format!("{}  about {}", shown.heading(), claims.join(", "));
                writeln!(console.out, "{}\n", Style::Strong.paint(head, screen))?;
                print_facts(console, &shown.facts())?;
                writeln!(console.out)?;
                RowPrinter::print_all(OutputFormat::Table, console, detail.acts.iter().rev())?;
                if let Some(text) = &detail.text {
                    let text = Visible::lines(text.trim_end()).to_string();
                    writeln!(console.out, "\n{}", wrapped(&text, screen, "  "))?;
                }
                Ok(())
            }
        }
    }
}
