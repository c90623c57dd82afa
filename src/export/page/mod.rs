//! A report as people read it: what does not hold comes first, and the proof last. One order and one
//! set of words, in HTML and in Markdown. Each piece of a page is a template of its own, so that a
//! report of a million claims is written a claim at a time.

mod built_in;
mod changed;
mod claim_file;
mod colour;
mod correction_line;
mod earlier;
mod evidence_line;
mod figures;
mod guard;
mod house;
mod html;
mod kind;
mod labels;
mod markdown;
mod passage;
mod section;
mod shown;
pub mod site;
mod survey;
mod template_error;
mod templates;
#[cfg(test)]
mod tests;
mod text;

use std::collections::{BTreeSet, HashMap};
use std::io::Write;

use serde::Serialize;

use changed::Changed;
use claim_file::ClaimFile;
pub use earlier::{Earlier, NotAReport};
pub use house::{House, HouseError};
use kind::Kind;
pub use labels::{Language, NotALanguage, NotLabels};
use passage::{Passage, Passages};
use section::SectionName;
use shown::{ArticleHead, Methods, Proof, Top};
use survey::Survey;
pub use template_error::TemplateError;
pub(super) use templates::Form;
use templates::Templates;

use super::WriteError;
use super::sentences::Ranges;
use crate::domain::{ArticleId, ClaimId};
use crate::view::{ClaimDetail, Part, Parts, Report, ReportSource, WithdrawnArticle};

impl House {
    /// Read the folder of a newsroom. Everything in it is checked before a report is begun.
    pub fn open(folder: &std::path::Path) -> Result<Self, HouseError> {
        let house = Self::read(folder)?;
        Templates::new(&house)?;
        Ok(house)
    }
}

/// How a report is written as a page.
#[derive(Clone, Debug, Default)]
pub struct PageSettings {
    pub house: House,
    /// What it is compared with.
    pub since: Option<Earlier>,
}

/// Write a report as a page.
pub(super) fn write<E>(
    form: Form,
    report: &Report,
    source: &dyn ReportSource<Error = E>,
    PageSettings { house, since }: &PageSettings,
    out: &mut dyn Write,
) -> Result<(), WriteError<E>> {
    let survey = Survey::of(source, report.made_at)?;
    let templates = Templates::new(house)?;
    let mut page =
        Page { form, house, out, report, source, survey: &survey, templates: &templates };
    page.put("top", Top::of(report, &survey, &page.sections(), since.is_some()))?;
    if let Some(earlier) = since {
        page.changes(earlier)?;
    }
    for section in page.sections() {
        page.section(section)?;
    }
    page.put("bottom", Proof::of(report, &survey, None))
}

/// A page that is being written.
struct Page<'p, E> {
    form: Form,
    house: &'p House,
    out: &'p mut dyn Write,
    report: &'p Report,
    source: &'p dyn ReportSource<Error = E>,
    survey: &'p Survey,
    templates: &'p Templates,
}

/// A claim, for a template.
#[derive(Serialize)]
struct OfClaim<'c> {
    /// Whether links to the claim lead here.
    anchor: bool,
    claim: &'c ClaimFile,
    /// Whether the report has several articles.
    many: bool,
    /// Whether the report shows where the claim stands.
    placed: bool,
}

#[derive(Serialize)]
struct Heading {
    /// Whether there is nothing to show.
    empty: bool,
    id: &'static str,
    label: &'static str,
}

/// A passage of an article, with what is said of it in the margin.
#[derive(Serialize)]
struct Margined<'p> {
    margin: Vec<MarginNote<'p>>,
    /// The claims that are not verified.
    open: Vec<u64>,
    passage: &'p Passage,
}

#[derive(Serialize)]
struct MarginNote<'p> {
    gist: Option<&'p str>,
    kind: Kind,
    number: u64,
    symbol: char,
}

impl<E> Page<'_, E> {
    /// Those with something to show, in order.
    fn sections(&self) -> Vec<SectionName> {
        let has_something = |section: &SectionName| match section {
            SectionName::Articles => !self.survey.articles.is_empty(),
            SectionName::Balance | SectionName::Figures => self.survey.tally.all() > 0,
            SectionName::Claims => {
                let Survey { dismissed, files, gone, .. } = self.survey;
                ![dismissed, files, gone].iter().all(|claims| claims.is_empty())
            }
            SectionName::Coverage => self.survey.coverage.verdicts > 0,
            SectionName::Corrections
            | SectionName::Findings
            | SectionName::Methods
            | SectionName::Open
            | SectionName::Principles
            | SectionName::Proof
            | SectionName::Standing => true,
        };
        self.house.sections.iter().copied().filter(has_something).collect()
    }

    fn put(&mut self, template: &str, shown: impl Serialize) -> Result<(), WriteError<E>> {
        let rendered = self.templates.render(self.form, template, shown);
        let piece = rendered.map_err(HouseError::from)?;
        Ok(self.out.write_all(piece.as_bytes())?)
    }

    /// Our own markup around the pieces of a section.
    fn frame(&mut self, html: &str, markdown: &str) -> Result<(), WriteError<E>> {
        let markup = match self.form {
            Form::Html => html,
            Form::Markdown => markdown,
        };
        Ok(self.out.write_all(markup.as_bytes())?)
    }

    fn section(&mut self, section: SectionName) -> Result<(), WriteError<E>> {
        let survey = self.survey;
        let empty = match section {
            SectionName::Corrections => survey.corrections.is_empty(),
            SectionName::Findings => ![Kind::Disputed, Kind::Conflict]
                .iter()
                .any(|kind| survey.judged.contains_key(kind)),
            SectionName::Open => survey.open.is_empty(),
            SectionName::Standing => !survey.judged.contains_key(&Kind::Corroborated),
            SectionName::Articles
            | SectionName::Balance
            | SectionName::Claims
            | SectionName::Coverage
            | SectionName::Figures
            | SectionName::Methods
            | SectionName::Principles
            | SectionName::Proof => false,
        };
        let id = section.as_str();
        self.put("section", Heading { empty, id, label: section.label(self.report.articles) })?;
        match section {
            SectionName::Articles => self.articles()?,
            SectionName::Balance => {
                self.put("balance", Rows { rows: figures::by_claimant(survey) })?;
            }
            SectionName::Claims => self.files()?,
            SectionName::Corrections => {
                self.put("corrections", Lines { lines: &survey.corrections })?;
            }
            SectionName::Coverage => self.put(
                "coverage",
                Shares {
                    rows: figures::coverage(&survey.coverage),
                    verdicts: survey.coverage.verdicts,
                },
            )?,
            SectionName::Figures => self.put(
                "figures",
                Figures {
                    ageing: figures::ageing(survey),
                    agreement: figures::agreement(survey),
                    by_article: figures::by_article(survey),
                    progress: figures::progress(survey),
                },
            )?,
            SectionName::Findings => {
                for kind in [Kind::Disputed, Kind::Conflict] {
                    self.each(survey.judged.get(&kind), "finding")?;
                }
            }
            SectionName::Methods => self.put("methods", Methods::of(self.report, survey))?,
            SectionName::Open => self.open()?,
            SectionName::Principles => self.principles()?,
            SectionName::Proof => {
                let has_articles = self.sections().contains(&SectionName::Articles);
                let anchor = (!has_articles).then_some("proof");
                self.put("proof", Proof::of(self.report, survey, anchor))?;
            }
            SectionName::Standing => {
                if !empty {
                    self.frame("<ul class=\"lines\">\n", "")?;
                    self.each(survey.judged.get(&Kind::Corroborated), "line")?;
                    self.frame("</ul>\n", "\n")?;
                }
            }
        }
        self.frame("</section>\n", "")
    }

    /// These claims, each with a template. Links lead to those without a file of their own.
    fn each(
        &mut self,
        claims: Option<&BTreeSet<ClaimId>>,
        template: &str,
    ) -> Result<(), WriteError<E>> {
        let Some(claims) = claims else { return Ok(()) };
        for part in self.source.parts(Parts::These(claims)) {
            if let Part::Claim(examined) = part.map_err(WriteError::Sections)? {
                self.claim(&examined, template)?;
            }
        }
        Ok(())
    }

    fn claim(&mut self, examined: &ClaimDetail, template: &str) -> Result<(), WriteError<E>> {
        let claim = &ClaimFile::of(examined);
        let anchor = !self.survey.files.contains(&examined.listed.claim.id);
        let many = self.survey.articles.len() > 1;
        let text_is_shown = self.house.sections.contains(&SectionName::Articles);
        let withheld = examined.listed.claim.withheld.is_some();
        let placed = text_is_shown && !withheld && self.form == Form::Html;
        self.put(template, OfClaim { anchor, claim, many, placed })
    }

    /// What changed since an earlier report.
    fn changes(&mut self, earlier: &Earlier) -> Result<(), WriteError<E>> {
        let Changed { back, dismissed, gone, new, was: changed } = &self.survey.changed;
        let ranges = |ids: &BTreeSet<ClaimId>| {
            let ids: Vec<ClaimId> = ids.iter().copied().collect();
            Ranges { ids: &ids, link: |id| id }.to_string()
        };
        let is_since =
            |article: &&WithdrawnArticle| article.withdrawal.entry.0 >= earlier.head.size;
        let withdrawn: Vec<ArticleId> =
            self.report.withdrawn.iter().filter(is_since).map(|one| one.article).collect();
        self.put("section", Heading { empty: false, id: "changes", label: "changes" })?;
        let summary = Changes {
            changed: changed.len(),
            back: ranges(back),
            dismissed: ranges(dismissed),
            gone: ranges(gone),
            new: *new,
            since: &earlier.made_at,
            withdrawn: Ranges { ids: &withdrawn, link: |id| id }.to_string(),
        };
        self.put("changes", summary)?;
        if !changed.is_empty() {
            self.frame("<ul class=\"lines\">\n", "")?;
            for part in self.source.parts(Parts::These(&changed.keys().copied().collect())) {
                if let Part::Claim(examined) = part.map_err(WriteError::Sections)? {
                    let claim = &ClaimFile::of(&examined);
                    if let Some(was) = changed.get(&examined.listed.claim.id) {
                        let (was, sign) = (was.as_str(), was.symbol());
                        self.put("change", Change { claim, sign, was })?;
                    }
                }
            }
            self.frame("</ul>\n", "\n")?;
        }
        self.frame("</section>\n", "")
    }

    /// What is not verified, by the reason.
    fn open(&mut self) -> Result<(), WriteError<E>> {
        /// How many are shown unfolded.
        const FEW: usize = 12;
        for (why, claims) in &self.survey.open {
            let reason =
                Reason { count: claims.len(), few: claims.len() <= FEW, why: why.as_str() };
            self.put("reason", reason)?;
            self.each(Some(claims), "line")?;
            self.frame("</ul>\n</details>\n", "\n")?;
        }
        Ok(())
    }

    /// The articles, with their claims marked in place.
    fn articles(&mut self) -> Result<(), WriteError<E>> {
        for surveyed in &self.survey.articles {
            self.put("article", OfArticle { article: ArticleHead::of(surveyed) })?;
            let marked = self.source.marked(surveyed.article()).map_err(WriteError::Sections)?;
            for passage in Passages::of(&marked).into_iter().flatten() {
                self.put("passage", margined(&passage, &self.survey.gists))?;
            }
        }
        Ok(())
    }

    /// The file of each claim that has more to tell than where it stands.
    fn files(&mut self) -> Result<(), WriteError<E>> {
        self.each(Some(&self.survey.files), "claim")?;
        for (label, claims) in [("dismissed", &self.survey.dismissed), ("gone", &self.survey.gone)]
        {
            if !claims.is_empty() {
                self.put("aside", AsideHeading { label })?;
                self.each(Some(claims), "aside_claim")?;
                self.frame("</ul>\n", "\n")?;
            }
        }
        Ok(())
    }

    fn principles(&mut self) -> Result<(), WriteError<E>> {
        let coverage = &self.survey.coverage;
        let named = self.survey.claimants.keys().flatten().count();
        let shown = Principles {
            captured: figures::share(coverage.captured, coverage.verdicts),
            claimants: named,
            corrections: self.survey.corrections.len(),
            share: figures::share(coverage.evidence, coverage.verdicts),
        };
        self.put("principles", shown)
    }
}

/// What the margin says of a passage.
fn margined<'p>(passage: &'p Passage, gists: &'p HashMap<ClaimId, String>) -> Margined<'p> {
    let (open, judged): (Vec<_>, Vec<_>) =
        passage.ends.iter().partition(|ending| ending.kind.is_open());
    let note = |ending: &passage::Ending| MarginNote {
        gist: gists.get(&ClaimId(ending.number)).map(String::as_str),
        kind: ending.kind,
        number: ending.number,
        symbol: ending.symbol,
    };
    Margined {
        margin: judged.into_iter().map(note).collect(),
        open: open.into_iter().map(|ending| ending.number).collect(),
        passage,
    }
}

/// What changed, in numbers.
#[derive(Serialize)]
struct Changes<'e> {
    back: String,
    changed: usize,
    dismissed: String,
    gone: String,
    new: u64,
    since: &'e str,
    /// The articles.
    withdrawn: String,
}

/// A claim that stands otherwise than before.
#[derive(Serialize)]
struct Change<'c> {
    claim: &'c ClaimFile,
    sign: char,
    was: &'static str,
}

#[derive(Serialize)]
struct OfArticle {
    article: ArticleHead,
}

#[derive(Serialize)]
struct Reason {
    count: usize,
    few: bool,
    why: &'static str,
}

#[derive(Serialize)]
struct AsideHeading {
    label: &'static str,
}

#[derive(Serialize)]
struct Rows {
    rows: Vec<figures::Row>,
}

#[derive(Serialize)]
struct Shares {
    rows: Vec<figures::ShareRow>,
    verdicts: u64,
}

#[derive(Serialize)]
struct Lines<'s> {
    lines: &'s [correction_line::CorrectionLine],
}

#[derive(Serialize)]
struct Figures {
    ageing: Vec<figures::Row>,
    agreement: Vec<figures::PairRow>,
    by_article: Vec<figures::Row>,
    progress: Vec<figures::Row>,
}

#[derive(Serialize)]
struct Principles {
    captured: u64,
    claimants: usize,
    corrections: usize,
    share: u64,
}
