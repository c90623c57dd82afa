//! What the templates of a report have besides its claims. Foreign text is as it was recorded.

use serde::Serialize;

use super::kind::Tally;
use super::section::SectionName;
use super::survey::{Survey, SurveyedArticle};
use crate::domain::{Article, EntryId, Event, PolicySet, Selection};
use crate::export::sentences::{Ranges, corrections};
use crate::view::{
    AsOf, Hidden, KeyChange, OddTime, Report, RevokedKey, Section, Selected, WithdrawnArticle,
    words,
};

/// What an editor must see first.
#[derive(Serialize)]
pub(super) struct Top {
    articles: u64,
    as_of: Option<AsOfLine>,
    byline: Option<String>,
    checkers: Vec<String>,
    claims: u64,
    contents: Vec<Content>,
    dismissed: u64,
    hidden: Option<HiddenLine>,
    last_review: Option<String>,
    /// The name of the log.
    ledger: Option<String>,
    /// The lines of the checkpoint that say which log it is, in one line.
    log: Option<String>,
    made_at: String,
    origin: Option<String>,
    published: Option<String>,
    selection: Option<SelectionLine>,
    tally: Tally,
    title: Option<String>,
    withdrawn: Vec<WithdrawnLine>,
}

#[derive(Serialize)]
struct AsOfLine {
    at: String,
    entries: u64,
    left_out: String,
    shown: u64,
}

/// A line of the list of contents.
#[derive(Serialize)]
struct Content {
    id: &'static str,
    label: &'static str,
}

#[derive(Serialize)]
struct HiddenLine {
    claims: String,
    entries: u64,
    name: Option<String>,
}

#[derive(Serialize)]
struct SelectionLine {
    articles: u64,
    claims: u64,
    of: Vec<SelectedBy>,
}

/// A condition that the claims of a report meet.
#[derive(Serialize)]
struct SelectedBy {
    key: &'static str,
    what: Vec<String>,
}

#[derive(Serialize)]
struct WithdrawnLine {
    article: String,
    at: String,
    by: String,
    claims: u64,
    entry: String,
    reason: String,
}

/// How many checkers are named under the title.
const MOST_NAMED: usize = 12;

impl Top {
    pub(super) fn of(
        report: &Report,
        survey: &Survey,
        sections: &[SectionName],
        has_changes: bool,
    ) -> Self {
        let only: Option<&Article> = match survey.articles.as_slice() {
            [only] => Some(only.article()),
            _ => None,
        };
        let title = only.map(|article| article.title.as_ref().unwrap_or(&article.origin).clone());
        let changes = has_changes.then_some(Content { id: "changes", label: "changes" });
        let sections = sections.iter().map(|section| Content::of(*section, report));
        let contents = changes.into_iter().chain(sections).collect();
        let checkers = survey.reviewers.iter().take(MOST_NAMED).map(ToString::to_string).collect();
        Self {
            articles: report.articles,
            as_of: report.as_of.as_ref().map(|as_of| AsOfLine::of(as_of, report)),
            byline: only.and_then(|article| article.byline.clone()),
            checkers,
            claims: survey.tally.all(),
            contents,
            dismissed: report.counts.dismissed,
            hidden: report.hidden.as_ref().map(HiddenLine::of),
            last_review: survey.last_review.map(|at| at.to_string()),
            ledger: report.origin.as_ref().map(ToString::to_string),
            log: report.checkpoint.as_ref().map(|signed| {
                let lines: Vec<&str> = signed.lines().take(3).collect();
                lines.join(" ")
            }),
            made_at: report.made_at.to_string(),
            origin: only.map(|article| article.origin.clone()),
            published: only.and_then(|article| article.published.clone()),
            selection: report.selected.as_ref().map(SelectionLine::of),
            tally: survey.tally,
            title,
            withdrawn: report.withdrawn.iter().map(WithdrawnLine::of).collect(),
        }
    }
}

impl AsOfLine {
    fn of(as_of: &AsOf, report: &Report) -> Self {
        Self {
            at: as_of.at.to_string(),
            entries: as_of.entries,
            left_out: ids(&as_of.left_out),
            shown: report.entries,
        }
    }
}

impl Content {
    fn of(section: SectionName, report: &Report) -> Self {
        Self { id: section.as_str(), label: section.label(report.articles) }
    }
}

impl HiddenLine {
    fn of(hidden: &Hidden) -> Self {
        let claims: Vec<_> = hidden.claims.keys().copied().collect();
        Self {
            claims: Ranges { ids: &claims, link: |id| id }.to_string(),
            entries: hidden.entries(),
            name: hidden.from.as_ref().map(ToString::to_string),
        }
    }
}

impl SelectionLine {
    fn of(Selected { articles, counts, of }: &Selected) -> Self {
        let Selection { articles: chosen, by, claims, since, statuses, tags, until } = of;
        let conditions: [(&'static str, Vec<String>); 7] = [
            ("status", statuses.iter().map(ToString::to_string).collect()),
            ("tag", tags.iter().map(ToString::to_string).collect()),
            ("since", since.iter().map(ToString::to_string).collect()),
            ("until", until.iter().map(ToString::to_string).collect()),
            ("claim", claims.iter().map(ToString::to_string).collect()),
            ("by", by.iter().map(ToString::to_string).collect()),
            ("article", chosen.iter().map(ToString::to_string).collect()),
        ];
        let conditions = conditions.into_iter().filter(|(_, what)| !what.is_empty());
        let conditions = conditions.map(|(key, what)| SelectedBy { key, what }).collect();
        Self { articles: *articles, claims: counts.claims(), of: conditions }
    }
}

impl WithdrawnLine {
    fn of(WithdrawnArticle { article, claims, withdrawal }: &WithdrawnArticle) -> Self {
        Self {
            article: article.to_string(),
            at: withdrawal.at.to_string(),
            by: withdrawal.by.to_string(),
            claims: *claims,
            entry: withdrawal.entry.to_string(),
            reason: withdrawal.reason.to_string(),
        }
    }
}

/// An article, above its text.
#[derive(Serialize)]
pub(super) struct ArticleHead {
    appearances: Vec<AppearanceLine>,
    byline: Option<String>,
    claims: u64,
    corrected: Vec<String>,
    id: String,
    newer: Option<String>,
    origin: String,
    published: Option<String>,
    title: String,
    withheld: Option<WithheldLine>,
}

#[derive(Serialize)]
struct AppearanceLine {
    at: String,
    by: String,
    origin: String,
}

#[derive(Serialize)]
struct WithheldLine {
    at: String,
    by: String,
    entry: String,
    reason: Option<String>,
    whole: bool,
}

impl ArticleHead {
    pub(super) fn of(surveyed: &SurveyedArticle) -> Self {
        Self::new(&surveyed.section, surveyed.tally)
    }

    pub(super) fn new(section: &Section, tally: Tally) -> Self {
        let article = &section.article;
        let appearance = |at: &crate::domain::Appearance| AppearanceLine {
            at: at.at.to_string(),
            by: at.by.to_string(),
            origin: at.origin.clone(),
        };
        Self {
            appearances: article.appearances.iter().map(appearance).collect(),
            byline: article.byline.clone(),
            claims: tally.all(),
            corrected: corrections(article),
            id: article.id.to_string(),
            newer: section.newer_text.map(|newer| newer.to_string()),
            origin: article.origin.clone(),
            published: article.published.clone(),
            title: article.title.as_ref().unwrap_or(&article.origin).clone(),
            withheld: section.withheld.as_ref().map(|act| WithheldLine {
                at: act.entry.at.to_string(),
                by: act.entry.actor.to_string(),
                entry: act.position.to_string(),
                reason: act.entry.event.remark().map(ToString::to_string),
                whole: words::withholds_all(act, article.id),
            }),
        }
    }
}

/// The rules in force, and what was odd.
#[derive(Serialize)]
pub(super) struct Methods<'s> {
    key_changes: Vec<KeyChangeLine>,
    odd_times: Vec<OddTimeLine>,
    policies: Vec<PolicyLine>,
    revoked: Vec<RevokedLine>,
    ungot: &'s [super::survey::Ungot],
    /// How many more things were not got.
    unshown: usize,
    waivers: &'s [super::claim_file::WaiverLine],
}

#[derive(Serialize)]
struct KeyChangeLine {
    at: String,
    by: String,
    entry: String,
    from: String,
    is_signed: bool,
    to: String,
}

#[derive(Serialize)]
struct OddTimeLine {
    at: String,
    earlier: Option<String>,
    entry: String,
}

#[derive(Serialize)]
struct PolicyLine {
    at: String,
    by: String,
    entry: String,
    reason: Option<String>,
    rules: Vec<RuleLine>,
}

#[derive(Serialize)]
struct RuleLine {
    name: &'static str,
    value: String,
}

#[derive(Serialize)]
struct RevokedLine {
    at: String,
    by: String,
    entry: String,
    name: String,
    reason: String,
    refused: String,
    signed: String,
}

/// How many things that were not got are listed.
const MOST_UNGOT: usize = 50;

impl<'s> Methods<'s> {
    pub(super) fn of(report: &Report, survey: &'s Survey) -> Self {
        let shown = survey.ungot.len().min(MOST_UNGOT);
        Self {
            key_changes: report.key_changes.iter().map(KeyChangeLine::of).collect(),
            odd_times: report.odd_times.iter().map(OddTimeLine::of).collect(),
            policies: report.policies.iter().filter_map(PolicyLine::of).collect(),
            revoked: report.revoked.0.iter().map(RevokedLine::of).collect(),
            ungot: &survey.ungot[..shown],
            unshown: survey.ungot.len() - shown,
            waivers: &survey.waivers,
        }
    }
}

impl KeyChangeLine {
    fn of(change: &KeyChange) -> Self {
        Self {
            at: change.at.to_string(),
            by: change.by.to_string(),
            entry: change.entry.to_string(),
            from: change.from.id().to_string(),
            is_signed: change.is_signed,
            to: change.to.id().to_string(),
        }
    }
}

impl OddTimeLine {
    fn of(odd: &OddTime) -> Self {
        Self {
            at: odd.at.to_string(),
            earlier: odd.earlier_than.map(|earlier| earlier.to_string()),
            entry: odd.entry.to_string(),
        }
    }
}

impl PolicyLine {
    fn of(recorded: &crate::domain::LogEntry) -> Option<Self> {
        let Event::PolicySet(set) = &recorded.entry.event else { return None };
        Some(Self {
            at: recorded.entry.at.to_string(),
            by: recorded.entry.actor.to_string(),
            entry: recorded.position.to_string(),
            reason: recorded.entry.event.remark().map(ToString::to_string),
            rules: rules(set),
        })
    }
}

/// What an entry set, by the names of the settings.
fn rules(set: &PolicySet) -> Vec<RuleLine> {
    let is_set = |name: &str| match name {
        "blind" => set.blind.is_some(),
        "editor_required" => set.editor_required.is_some(),
        "evidence_required" => set.evidence_required.is_some(),
        "importer_may_judge" => set.importer_may_judge.is_some(),
        "independent_origins" => set.independent_origins.is_some(),
        "join" => set.join.is_some(),
        "note_required" => set.note_required.is_some(),
        "resolver" => set.resolver.is_some(),
        "reviews_required" => set.reviews_required.is_some(),
        _ => false,
    };
    let settings = crate::domain::Policy::DEFAULT.after(set).settings();
    let settings = settings.into_iter().filter(|(name, _)| is_set(name));
    settings.map(|(name, value)| RuleLine { name, value }).collect()
}

impl RevokedLine {
    fn of(revoked: &RevokedKey) -> Self {
        Self {
            at: revoked.at.to_string(),
            by: revoked.by.to_string(),
            entry: revoked.entry.to_string(),
            name: revoked.name.to_string(),
            reason: revoked.reason.to_string(),
            refused: ids(&revoked.refused),
            signed: ids(&revoked.signed),
        }
    }
}

/// How the report can be checked.
#[derive(Serialize)]
pub(super) struct Proof {
    articles: Vec<HashLine>,
    checkpoint: Option<String>,
    entries: u64,
    last: Option<LastLine>,
    made_at: String,
    pub(super) origin: Option<String>,
}

#[derive(Serialize)]
struct HashLine {
    anchor: String,
    earlier: Vec<String>,
    entry: String,
    id: String,
    imported_at: String,
    imported_by: String,
    raw_bytes: u64,
    raw_sha256: String,
    reader: String,
    text_bytes: u64,
    text_sha256: String,
}

#[derive(Serialize)]
struct LastLine {
    at: String,
    by: String,
    entry: String,
    leaf: String,
}

impl Proof {
    /// `anchor` is where the id of an article leads, if the report does not show the articles.
    pub(super) fn of(report: &Report, survey: &Survey, anchor: Option<&str>) -> Self {
        let hashes = |surveyed: &SurveyedArticle| {
            let article = surveyed.article();
            let revision = &article.revision;
            let (name, version) = (&revision.reader.name, &revision.reader.version);
            HashLine {
                anchor: anchor.map_or_else(|| article.id.to_string(), ToOwned::to_owned),
                earlier: words::earlier_readings(article),
                entry: article.entry.to_string(),
                id: article.id.to_string(),
                imported_at: article.imported_at.to_string(),
                imported_by: article.imported_by.to_string(),
                raw_bytes: revision.raw_bytes,
                raw_sha256: revision.raw_sha256.to_string(),
                reader: format!("{name} {version}, {}", revision.encoding),
                text_bytes: revision.text_bytes,
                text_sha256: revision.text_sha256.to_string(),
            }
        };
        Self {
            articles: survey.articles.iter().map(hashes).collect(),
            checkpoint: report.checkpoint.as_ref().map(|signed| signed.trim_end().to_owned()),
            entries: report.entries,
            last: report.last.as_ref().map(|last| LastLine {
                at: last.entry.at.to_string(),
                by: last.entry.actor.to_string(),
                entry: last.position.to_string(),
                leaf: last.leaf.to_string(),
            }),
            made_at: report.made_at.to_string(),
            origin: report.origin.as_ref().map(ToString::to_string),
        }
    }
}

/// Ids of entries, with consecutive ones as ranges.
fn ids(entries: &[EntryId]) -> String {
    Ranges { ids: entries, link: |id| id }.to_string()
}
