use std::io::{self, Write};

use crate::cli::print::{OutputFormat, Row, shown};
use crate::domain::{Evidence, SourceName};
use crate::export::{self, EvidenceJson};
use crate::terminal::{Column, Style};
use crate::view::ShownEvidence;

impl Row for ShownEvidence {
    const COLUMNS: &'static [Column] = &[
        Column { heading: "ID", from_width: 0, widest: Some(8) },
        Column { heading: "STANCE", from_width: 0, widest: Some(9) },
        Column { heading: "ABOUT", from_width: 40, widest: Some(14) },
        Column { heading: "ORIGIN", from_width: 70, widest: Some(18) },
        Column { heading: "AT", from_width: 0, widest: Some(36) },
        Column { heading: "QUOTE", from_width: 60, widest: None },
    ];

    fn cells(&self) -> Vec<(String, Style)> {
        let Evidence { added, withdrawn, .. } = &self.evidence;
        let claims: Vec<String> = added.claims.iter().map(|of| of.claim.to_string()).collect();
        let (stance, style) = match withdrawn {
            Some(_) => ("withdrawn", Style::Faint),
            None => (added.stance.as_str(), Style::Plain),
        };
        let quote = match self.quoted() {
            Some((quote, true)) => shown(quote).into_owned(),
            Some((quote, false)) => format!("(not confirmed) {}", shown(quote)),
            None => "-".to_owned(),
        };
        let origin = self.evidence.origin().map_or("-", SourceName::as_str).to_owned();
        let place = if added.searched.is_some() {
            format!("(search) {}", shown(self.place()))
        } else {
            shown(self.place()).into_owned()
        };
        vec![
            (self.evidence.id().to_string(), Style::Strong),
            (stance.to_owned(), style),
            (claims.join(" "), Style::Plain),
            (origin, Style::Faint),
            (place, Style::Faint),
            (quote, Style::Plain),
        ]
    }

    fn write_csv(&self, out: &mut dyn Write) -> io::Result<()> {
        export::csv::write_evidence(out, self)
    }

    fn write_csv_header(out: &mut dyn Write) -> io::Result<()> {
        export::csv::write_evidence_header(out)
    }

    fn write_json(&self, form: OutputFormat, written: u64, out: &mut dyn Write) -> io::Result<()> {
        form.write_json(out, written, &EvidenceJson::of(self))
    }
}
