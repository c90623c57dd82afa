//! A report as JSON Lines: one value a line, so that a program can read it without all of it in
//! memory.

use std::io::{self, Write};

use serde::Serialize;

use super::report::{HeadJson, write_line};
use super::{ArticleJson, ClaimDetailJson};
use crate::export::WriteError;
use crate::view::{Part, Parts, Report, ReportSource, Section};

/// The head, and then each article, followed by its claims. Each line is an object whose first
/// member, `kind`, says which of these it is.
pub(in crate::export) fn write_lines<E>(
    report: &Report,
    source: &dyn ReportSource<Error = E>,
    out: &mut dyn Write,
) -> Result<(), WriteError<E>> {
    write(out, "report", &HeadJson::of(report))?;
    for part in source.parts(Parts::All) {
        match part.map_err(WriteError::Sections)? {
            Part::Section(section) => {
                let Section { article, counts, newer_text, withheld } = *section;
                let article = ArticleJson::of(&article, &counts, newer_text);
                write(out, "article", &article.withheld_by(withheld.as_ref()))?;
            }
            Part::Claim(examined) => write(out, "claim", &ClaimDetailJson::of(&examined))?,
        }
    }
    Ok(())
}

/// Write an object with one more member in front.
fn write(out: &mut dyn Write, kind: &str, value: &impl Serialize) -> io::Result<()> {
    let mut object = Vec::new();
    write_line(&mut object, value)?;
    let members = object.get(1..).unwrap_or_default();
    write!(out, "{{\"kind\":\"{kind}\",")?;
    out.write_all(members)?;
    writeln!(out)
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use crate::export::{Format, samples};

    #[test]
    fn the_lines_are_what_the_report_in_json_has() {
        let report: Value = serde_json::from_str(&samples::written(Format::Json)).unwrap();
        let mut expected = Vec::new();
        let mut add = |kind: &str, value: &Value, without: &str| {
            let mut value = value.clone();
            let members = value.as_object_mut().unwrap();
            members.remove(without);
            members.insert("kind".to_owned(), kind.into());
            expected.push(value);
        };
        add("report", &report, "articles");
        for article in report["articles"].as_array().unwrap() {
            add("article", article, "claims");
            for claim in article["claims"].as_array().unwrap() {
                add("claim", claim, "");
            }
        }
        let lines = samples::written(Format::JsonLines);
        let read: Vec<Value> =
            lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(read, expected);
        assert!(lines.lines().all(|line| line.starts_with("{\"kind\":\"")));
    }

    #[test]
    fn foreign_text_stays_on_its_line() {
        let lines = samples::hostile_written(Format::JsonLines);
        assert_eq!(lines.lines().count(), 4);
        let claim: Value = serde_json::from_str(lines.lines().nth(2).unwrap()).unwrap();
        assert_eq!(claim["text"], samples::HOSTILE);
    }
}
