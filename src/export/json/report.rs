use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter, Serializer};

use super::counts::CountsJson;
use super::key_change::KeyChangeJson;
use super::later::Later;
use super::odd_time::OddTimeJson;
use super::revoked::RevokedKeyJson;
use super::{ArticleJson, ClaimDetailJson};
use crate::domain::{
    ArticleId, ClaimId, EntryId, Event, LogEntry, Note, Origin, PolicySet, ReviewerName, Selection,
    Sha256, Status, Tag, Timestamp, Visible, Withdrawal,
};
use crate::export::{Edition, WriteError};
use crate::view::{AsOf, Part, Parts, Report, ReportSource, Section, Selected, WithdrawnArticle};

/// One object: the members of the head, and then `articles`, each with its `claims`. A line holds
/// one claim, so that line tools can search and compare reports too.
pub(in crate::export) fn write<E>(
    report: &Report,
    source: &dyn ReportSource<Error = E>,
    edition: Edition,
    out: &mut dyn Write,
) -> Result<(), WriteError<E>> {
    let head = HeadJson::of(report);
    let head = match edition {
        Edition::Current => head,
        Edition::First => head.into_first(),
    };
    write!(out, "{},\n\"articles\":[", opened(&head)?)?;
    let (mut articles, mut claims) = (0, 0);
    for part in source.parts(Parts::All) {
        match part.map_err(WriteError::Sections)? {
            Part::Section(section) => {
                let Section { article, counts, newer_text, withheld } = *section;
                let article =
                    ArticleJson::of(&article, &counts, newer_text).withheld_by(withheld.as_ref());
                let article = opened(&match edition {
                    Edition::Current => article,
                    Edition::First => article.into_first(),
                })?;
                let end = if articles == 0 { "" } else { "]}," };
                write!(out, "{end}\n{article},\n\"claims\":[")?;
                articles += 1;
                claims = 0;
            }
            Part::Claim(examined) => {
                let claim = ClaimDetailJson::of(&examined);
                let claim = match edition {
                    Edition::Current => claim,
                    Edition::First => claim.into_first(),
                };
                write!(out, "{}\n{}", comma(claims), to_json(&claim)?)?;
                claims += 1;
            }
        }
    }
    let end = if articles == 0 { "" } else { "]}" };
    Ok(writeln!(out, "{end}]}}")?)
}

#[derive(Serialize)]
pub(super) struct HeadJson<'a> {
    format: &'static str,
    version: u32,
    made_at: Timestamp,
    ledger: LedgerJson<'a>,
    counts: CountsJson,
    unverified: &'a [ClaimId],
    /// Absent, unless there is one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    withdrawn: Vec<WithdrawnJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    in_conflict: Option<&'a [ClaimId]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    revoked_keys: Option<Vec<RevokedKeyJson<'a>>>,
    /// Absent, unless there is one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    key_changes: Vec<KeyChangeJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    odd_times: Option<Vec<OddTimeJson>>,
    #[serde(skip_serializing_if = "Later::is_absent")]
    as_of: Later<Option<AsOfJson<'a>>>,
    /// Absent, unless one was set.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    policies: Vec<PolicyJson<'a>>,
    /// Absent, unless the report is about a part of the ledger.
    #[serde(skip_serializing_if = "Option::is_none")]
    selection: Option<SelectionJson<'a>>,
    /// Absent, unless something is hidden from the person who made the report.
    #[serde(skip_serializing_if = "Option::is_none")]
    hidden: Option<HiddenJson<'a>>,
}

/// What is left out: how many entries, on which claims, and from whom it is hidden.
#[derive(Serialize)]
struct HiddenJson<'a> {
    entries: u64,
    claims: Vec<ClaimId>,
    from: Option<&'a ReviewerName>,
}

/// A policy that was set, and counts from the next entry on.
#[derive(Serialize)]
struct PolicyJson<'a> {
    entry: EntryId,
    at: Timestamp,
    by: &'a ReviewerName,
    /// What it changed.
    set: PolicySet,
}

/// Which claims the report is about, and how many there are in the whole ledger. An empty list, or
/// nothing, selects all.
#[derive(Serialize)]
struct SelectionJson<'a> {
    articles: &'a [ArticleId],
    statuses: &'a [Status],
    #[serde(skip_serializing_if = "<[Tag]>::is_empty")]
    tags: &'a [Tag],
    #[serde(skip_serializing_if = "<[ClaimId]>::is_empty")]
    claims: &'a [ClaimId],
    since: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Timestamp>,
    by: Option<&'a ReviewerName>,
    whole: WholeJson,
}

#[derive(Serialize)]
struct WholeJson {
    articles: u64,
    counts: CountsJson,
}

/// That the report shows an earlier state of its ledger.
#[derive(Serialize)]
struct AsOfJson<'a> {
    at: Timestamp,
    /// How many the ledger has now.
    entries: u64,
    /// Those dated by then, but recorded after one that is dated later.
    left_out: &'a [EntryId],
}

/// An article that is withdrawn, and has no section.
#[derive(Serialize)]
struct WithdrawnJson<'a> {
    article: ArticleId,
    entry: EntryId,
    by: &'a ReviewerName,
    at: Timestamp,
    reason: &'a Note,
    claims: u64,
}

/// The report shows the state of the ledger after its last entry.
#[derive(Serialize)]
struct LedgerJson<'a> {
    origin: Option<&'a str>,
    entries: u64,
    last_entry: Option<LastJson>,
    checkpoint: Option<&'a str>,
}

#[derive(Serialize)]
struct LastJson {
    id: EntryId,
    at: Timestamp,
    /// The hash of the entry as a leaf of the log.
    sha256: Sha256,
}

impl<'a> HeadJson<'a> {
    pub(super) fn of(report: &'a Report) -> Self {
        let Report {
            checkpoint, counts, entries, in_conflict, made_at, origin, unverified, ..
        } = report;
        let last =
            |last: &LogEntry| LastJson { id: last.position, at: last.entry.at, sha256: last.leaf };
        let as_of = |AsOf { at, entries, left_out }: &'a AsOf| AsOfJson {
            at: *at,
            entries: *entries,
            left_out,
        };
        Self {
            format: "factledger-report",
            version: 1,
            made_at: *made_at,
            ledger: LedgerJson {
                origin: origin.as_ref().map(Origin::as_str),
                entries: *entries,
                last_entry: report.last.as_ref().map(last),
                checkpoint: checkpoint.as_deref(),
            },
            counts: CountsJson::of(counts),
            unverified,
            withdrawn: report.withdrawn.iter().map(WithdrawnJson::of).collect(),
            in_conflict: Some(in_conflict),
            as_of: Later::Present(report.as_of.as_ref().map(as_of)),
            key_changes: report.key_changes.iter().map(KeyChangeJson::of).collect(),
            odd_times: Some(report.odd_times.iter().map(OddTimeJson::of).collect()),
            revoked_keys: Some(report.revoked.0.iter().map(RevokedKeyJson::of).collect()),
            policies: report.policies.iter().filter_map(PolicyJson::of).collect(),
            selection: report.selected.as_ref().map(SelectionJson::of),
            hidden: report.hidden.as_ref().map(|hidden| HiddenJson {
                entries: hidden.entries(),
                claims: hidden.claims.keys().copied().collect(),
                from: hidden.from.as_ref(),
            }),
        }
    }

    /// With the members that version 0.1.0 had.
    fn into_first(mut self) -> Self {
        self.counts.make_first();
        self.in_conflict = None;
        self.revoked_keys = None;
        self.key_changes.clear();
        self.odd_times = None;
        self.as_of = Later::Absent;
        self
    }
}

impl<'a> PolicyJson<'a> {
    fn of(recorded: &'a LogEntry) -> Option<Self> {
        let Event::PolicySet(set) = &recorded.entry.event else { return None };
        let set = PolicySet { reason: None, ..set.clone() };
        let (at, by) = (recorded.entry.at, &recorded.entry.actor);
        Some(Self { entry: recorded.position, at, by, set })
    }
}

impl<'a> SelectionJson<'a> {
    fn of(selected: &'a Selected) -> Self {
        let Selected { articles: all, counts, of } = selected;
        let Selection { articles, by, claims, since, statuses, tags, until } = of;
        let whole = WholeJson { articles: *all, counts: CountsJson::of(counts) };
        let (since, until) = (*since, *until);
        Self { articles, statuses, tags, claims, since, until, by: by.as_ref(), whole }
    }
}

impl<'a> WithdrawnJson<'a> {
    fn of(withdrawn: &'a WithdrawnArticle) -> Self {
        let WithdrawnArticle { article, claims, withdrawal } = withdrawn;
        let Withdrawal { at, by, entry, reason } = withdrawal;
        Self { article: *article, entry: *entry, by, at: *at, reason, claims: *claims }
    }
}

fn comma(index: usize) -> &'static str {
    if index == 0 { "" } else { "," }
}

/// An object without its last brace: a list follows that is too long for memory.
fn opened<E>(value: &impl Serialize) -> Result<String, WriteError<E>> {
    let mut object = to_json(value)?;
    object.pop();
    Ok(object)
}

fn to_json<E>(value: &impl Serialize) -> Result<String, WriteError<E>> {
    let mut json = Vec::new();
    write_line(&mut json, value)?;
    String::from_utf8(json).map_err(|error| WriteError::Output(io::Error::other(error)))
}

/// Write a value on one line.
pub fn write_line(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    Ok(value.serialize(&mut Serializer::with_formatter(out, Harmless(CompactFormatter)))?)
}

/// Write a value in a readable layout.
pub fn write_pretty(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    let formatter = Harmless(PrettyFormatter::new());
    Ok(value.serialize(&mut Serializer::with_formatter(out, formatter))?)
}

/// Writes characters that would act on a screen as `\u202e`. In JSON this means the same as the
/// character itself, so nothing is lost, and the file is safe to look at.
struct Harmless<F>(F);

impl<F: Formatter> Formatter for Harmless<F> {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        // Most text is plain and needs no check of each character.
        if fragment.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
            return out.write_all(fragment.as_bytes());
        }
        let mut rest = fragment;
        while let Some(at) = rest.find(Visible::hides) {
            out.write_all(&rest.as_bytes()[..at])?;
            let mut after = rest[at..].chars();
            for unit in after.next().unwrap_or_default().encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
            rest = after.as_str();
        }
        out.write_all(rest.as_bytes())
    }

    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_array(out)
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array(out)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(out, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array_value(out)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object(out)
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object(out)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object_value(out)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object_value(out)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;
    use snapbox::{IntoData as _, assert_data_eq, str};

    use crate::export::{Format, samples};

    #[test]
    fn a_report_is_one_object() {
        let written = samples::written(Format::Json);
        let report: Value = serde_json::from_str(&written).unwrap();
        assert_eq!(report["articles"].as_array().unwrap().len(), 2);
        assert_data_eq!(written, str![[r#"
{"format":"factledger-report","version":1,"made_at":"2026-11-23T09:00:00Z","ledger":{"origin":"desk.example","entries":15,"last_entry":{"id":"E14","at":"2026-11-23T08:14:00Z","sha256":"b7f456e6e397d34ebb3f2c6f6e8ca7d82c6aa18406e03474cfc0a082110e7439"},"checkpoint":"desk.example\n15\nSzkrrFmCdK6rO4yGdQF6vFnEOCRZFrUxNgjpBAJ85zE=\n\n— desk.example TvbmAzkrrFmCdK6rO4yGdQF6vFnEOCRZFrUxNgjpBAJ85zE=\n"},"counts":{"unverified":2,"disputed":2,"corroborated":1,"dismissed":1,"conflict":1},"unverified":["C3","C6"],"in_conflict":["C2"],"revoked_keys":[{"reviewer":"ben","key":"desk.example/ben+c65760f1+AQy6xQ1s/5tLVnWNHuBqaqmPvp08EErRUa3wK3UZM5hA","entry":"E15","at":"2026-11-23T08:15:00Z","by":"ana","reason":"the *laptop* was stolen","signed":["E7","E8","E11","E14"],"refused":["E16"]}],"odd_times":[{"entry":"E13","at":"2026-11-23T08:13:00Z","earlier_than":"E12"},{"entry":"E14","at":"2026-11-23T08:14:00Z","earlier_than":null}],"as_of":null,
"articles":[
{"id":"A1","title":"A bridge for Eastwater","origin":"https://news.example/bridge","byline":"Ina Quell","published":"2026-11-20","language":"en-GB","reader":{"name":"text","version":"1"},"encoding":"UTF-8","bytes":1234,"sha256":"d7439bee24773bcbfa2d0a97947ee36227b10d1022b1a55847e928965bb6bfde","text_bytes":319,"text_sha256":"db6ae522351a37c46a2ac064a9a615633f3d986eed8f460c09a0efaeb9ba9354","imported_at":"2026-11-23T08:02:00Z","imported_by":"ana","entry":"E2","counts":{"unverified":2,"disputed":1,"corroborated":1,"dismissed":1,"conflict":1},"newer_text":"A2",
"claims":[
{"id":"C1","status":"corroborated","text":"The bridge was opened on 3 May 1932 by the mayor of Eastwater.","claimant":null,"claimant_span":null,"article":{"id":"A1","title":"A bridge for Eastwater","origin":"https://news.example/bridge","sha256":"d7439bee24773bcbfa2d0a97947ee36227b10d1022b1a55847e928965bb6bfde","text_sha256":"db6ae522351a37c46a2ac064a9a615633f3d986eed8f460c09a0efaeb9ba9354","newer_text":"A2"},"span":{"start":24,"end":86,"line":3,"column":1},"raw_span":null,"quote_sha256":"bcc57ebbf5a6eddae9429bce81c6561ff9b65f62f81820af4abdc244b7721c1f","extractor":{"name":"rules","version":"1","score":602},"stale":false,"conflict":false,"dismissed":false,"reviews":[{"reviewer":"ana","status":"corroborated","note":"minutes of the council, page 3","at":"2026-11-23T08:04:00Z","entry":"E4","key_revoked":null},{"reviewer":"Олена","status":"corroborated","note":null,"at":"2026-11-23T08:05:00Z","entry":"E5","key_revoked":null}],"created_at":"2026-11-23T08:03:00Z","updated_at":"2026-11-23T08:05:00Z","recorded_by":"ana","context":{"before":"","after":""},"history":[{"id":"E4","at":"2026-11-23T08:04:00Z","actor":"ana","type":"claim.reviewed","body":{"claim":"C1","note":"minutes of the council, page 3","quote_sha256":"6327245c3a45d3d9ea72b70fbb671926e7b80f63d311bfd73dde876d5df02b26","status":"corroborated"},"uuid":"01a2076e-ed80-7eff-8ecb-23082c1b684b","sha256":"de793ba19330c40e4999ec96737972345b49f02f8189ef581ee32c95e422b473"},{"id":"E5","at":"2026-11-23T08:05:00Z","actor":"Олена","type":"claim.reviewed","body":{"claim":"C1","quote_sha256":"6327245c3a45d3d9ea72b70fbb671926e7b80f63d311bfd73dde876d5df02b26","status":"corroborated"},"uuid":"01a2076f-d7e0-7275-ae50-fd7dc126f756","sha256":"ef099fcece6eeca3777d0d4a6ac606beb557e08dcd95cf93d0d42a0334329c10"}]},
{"id":"C2","status":"disputed","text":"It cost 6 million crowns, the council said on Tuesday.","claimant":"the council","claimant_span":{"start":113,"end":124},"article":{"id":"A1","title":"A bridge for Eastwater","origin":"https://news.example/bridge","sha256":"d7439bee24773bcbfa2d0a97947ee36227b10d1022b1a55847e928965bb6bfde","text_sha256":"db6ae522351a37c46a2ac064a9a615633f3d986eed8f460c09a0efaeb9ba9354","newer_text":"A2"},"span":{"start":87,"end":141,"line":4,"column":1},"raw_span":{"start":1087,"end":1151},"quote_sha256":"504ab5df56e623bd93bf421be588386086042a7e17fd81f902ebfe1941621147","extractor":{"name":"rules","version":"1","score":870},"stale":false,"conflict":true,"dismissed":false,"reviews":[{"reviewer":"ana","status":"disputed","note":"the books say 7 million\nsee *page* 12","at":"2026-11-23T08:06:00Z","entry":"E6","key_revoked":null},{"reviewer":"ben","status":"corroborated","note":"the books were corrected","at":"2026-11-23T08:07:00Z","entry":"E7","key_revoked":{"entry":"E15","at":"2026-11-23T08:15:00Z","by":"ana","reason":"the *laptop* was stolen"}}],"created_at":"2026-11-23T08:03:00Z","updated_at":"2026-11-23T08:07:00Z","recorded_by":"ana","context":{"before":"","after":" “Four of the 12 pillars were built on sand,” Ina Quell wrote in 1934."},"history":[{"id":"E6","at":"2026-11-23T08:06:00Z","actor":"ana","type":"claim.reviewed","body":{"claim":"C2","note":"the books say 7 million\nsee *page* 12","quote_sha256":"6327245c3a45d3d9ea72b70fbb671926e7b80f63d311bfd73dde876d5df02b26","status":"disputed"},"uuid":"01a20770-c240-7090-8226-9dadf173c000","sha256":"b073b98568c2ff91549c889fd15dec963294e98dbce6ee38c9b5f3c6cd112515"},{"id":"E7","at":"2026-11-23T08:07:00Z","actor":"ben","type":"claim.reviewed","body":{"claim":"C2","note":"the books were corrected","quote_sha256":"6327245c3a45d3d9ea72b70fbb671926e7b80f63d311bfd73dde876d5df02b26","status":"corroborated"},"uuid":"01a20771-aca0-792f-8cf1-dfc723b4dc32","sha256":"a29d84f0185eac917b8cb0a675f3b0b12ab6fe6e8ee9a6a5902f05a3a5cb9fbd"}]},
{"id":"C3","status":"unverified","text":"Four of the 12 pillars were built on sand","claimant":"Ina Quell","claimant_span":null,"article":{"id":"A1","title":"A bridge for Eastwater","origin":"https://news.example/bridge","sha256":"d7439bee24773bcbfa2d0a97947ee36227b10d1022b1a55847e928965bb6bfde","text_sha256":"db6ae522351a37c46a2ac064a9a615633f3d986eed8f460c09a0efaeb9ba9354","newer_text":"A2"},"span":{"start":145,"end":186,"line":4,"column":57},"raw_span":null,"quote_sha256":"6ca32fd5c656c453b31b5610700556b4bdfab022e776b8fb9da18b4a6429e11f","extractor":{"name":"rules","version":"1","score":931},"stale":false,"conflict":false,"dismissed":false,"reviews":[],"created_at":"2026-11-23T08:03:00Z","updated_at":"2026-11-23T08:14:00Z","recorded_by":"ana","context":{"before":"It cost 6 million crowns, the council said on Tuesday. “","after":",” Ina Quell wrote in 1934."},"history":[{"id":"E14","at":"2026-11-23T08:14:00Z","actor":"ben","type":"note.added","body":{"claim":"C3","note":"asked the archive again","quote_sha256":"6327245c3a45d3d9ea72b70fbb671926e7b80f63d311bfd73dde876d5df02b26"},"uuid":"01a20778-1540-7364-9f9a-30cce1738608","sha256":"b7f456e6e397d34ebb3f2c6f6e8ca7d82c6aa18406e03474cfc0a082110e7439"}]},
{"id":"C6","status":"unverified","text":"The fare had been 2 crowns & a half.","claimant":null,"claimant_span":null,"article":{"id":"A1","title":"A bridge for Eastwater","origin":"https://news.example/bridge","sha256":"d7439bee24773bcbfa2d0a97947ee36227b10d1022b1a55847e928965bb6bfde","text_sha256":"db6ae522351a37c46a2ac064a9a615633f3d986eed8f460c09a0efaeb9ba9354","newer_text":"A2"},"span":{"start":282,"end":318,"line":5,"column":67},"raw_span":null,"quote_sha256":"a297ee77cba476e36c224d7c0d0fd2b7e7769da523bfc41eb4e5961e2c0e880f","extractor":{"name":"rules","version":"1","score":410},"stale":false,"conflict":false,"dismissed":false,"reviews":[{"reviewer":"ana","status":"corroborated","note":null,"at":"2026-11-23T08:09:00Z","entry":"E9","key_revoked":null},{"reviewer":"ana","status":"unverified","note":"the tariff was of 1934","at":"2026-11-23T08:10:00Z","entry":"E10","key_revoked":null}],"created_at":"2026-11-23T08:03:00Z","updated_at":"2026-11-23T08:10:00Z","recorded_by":"ana","context":{"before":"The ferry stopped on the same day, and 40 people lost their work. ","after":""},"history":[{"id":"E9","at":"2026-11-23T08:09:00Z","actor":"ana","type":"claim.reviewed","body":{"claim":"C6","quote_sha256":"6327245c3a45d3d9ea72b70fbb671926e7b80f63d311bfd73dde876d5df02b26","status":"corroborated"},"uuid":"01a20773-8160-7a4b-b16f-50f76c03a031","sha256":"2032ea400f77275bc6a9cb1a27d5d6603e2e8486110c6244f881c9026ee5194b"},{"id":"E10","at":"2026-11-23T08:10:00Z","actor":"ana","type":"claim.reviewed","body":{"claim":"C6","note":"the tariff was of 1934","quote_sha256":"6327245c3a45d3d9ea72b70fbb671926e7b80f63d311bfd73dde876d5df02b26","status":"unverified"},"uuid":"01a20774-6bc0-7aab-9b5b-e6781e685e35","sha256":"334908efbe3f2ca9f7c602d0121d0d4bef394130e1eb1ff21a1879a12b0bceb6"}]},
{"id":"C4","status":"unverified","text":"40 people","claimant":null,"claimant_span":null,"article":{"id":"A1","title":"A bridge for Eastwater","origin":"https://news.example/bridge","sha256":"d7439bee24773bcbfa2d0a97947ee36227b10d1022b1a55847e928965bb6bfde","text_sha256":"db6ae522351a37c46a2ac064a9a615633f3d986eed8f460c09a0efaeb9ba9354","newer_text":"A2"},"span":{"start":255,"end":264,"line":5,"column":40},"raw_span":null,"quote_sha256":"5717f07ee623c1949f0e415bc310621478d59962d2fd17244bdc7548bbec769a","extractor":null,"stale":false,"conflict":false,"dismissed":true,"reviews":[],"created_at":"2026-11-23T08:03:00Z","updated_at":"2026-11-23T08:11:00Z","recorded_by":"ben","context":{"before":"The ferry stopped on the same day, and ","after":" lost their work. The fare had been 2 crowns & a half."},"history":[{"id":"E8","at":"2026-11-23T08:08:00Z","actor":"ben","type":"claim.added","body":{"article":"A1","claim":"C4","quote_sha256":"6327245c3a45d3d9ea72b70fbb671926e7b80f63d311bfd73dde876d5df02b26","span":{"end":9,"start":0},"text_sha256":"db6ae522351a37c46a2ac064a9a615633f3d986eed8f460c09a0efaeb9ba9354"},"uuid":"01a20772-9700-7e3a-b736-8f286db7641e","sha256":"a8d0a1117e28efe9d9bcd29833dd103ca8f1110f68e814dbff635c08c6d71907"},{"id":"E11","at":"2026-11-23T08:11:00Z","actor":"ben","type":"claim.dismissed","body":{"claim":"C4","quote_sha256":"6327245c3a45d3d9ea72b70fbb671926e7b80f63d311bfd73dde876d5df02b26","reason":"no more than a number"},"uuid":"01a20775-5620-7be8-9c6d-d36e4296d712","sha256":"34db7854bfc1fc23df76ec64c817fe2e041e555603bf4ff7077a7249dd905c97"}]}]},
{"id":"A2","title":null,"origin":"ferry.txt","byline":null,"published":null,"language":null,"reader":{"name":"text","version":"1"},"encoding":"UTF-8","bytes":1234,"sha256":"d7439bee24773bcbfa2d0a97947ee36227b10d1022b1a55847e928965bb6bfde","text_bytes":42,"text_sha256":"79484bb2d63cf10a985bf02a883bacdebf121addd8dd38a542a8ff31a767d5ea","imported_at":"2026-11-23T08:02:00Z","imported_by":"ana","entry":"E2","counts":{"unverified":0,"disputed":1,"corroborated":0,"dismissed":0,"conflict":0},"newer_text":null,
"claims":[
{"id":"C5","status":"disputed","text":"Nobody crossed the river by boat in 1933.","claimant":null,"claimant_span":null,"article":{"id":"A2","title":null,"origin":"ferry.txt","sha256":"d7439bee24773bcbfa2d0a97947ee36227b10d1022b1a55847e928965bb6bfde","text_sha256":"79484bb2d63cf10a985bf02a883bacdebf121addd8dd38a542a8ff31a767d5ea","newer_text":null},"span":{"start":0,"end":41,"line":1,"column":1},"raw_span":null,"quote_sha256":"2c3dc8b71a4ef36f7036e4b133395d726f91cf999273367afcaf6afece3a0fa3","extractor":{"name":"rules","version":"1","score":500},"stale":false,"conflict":false,"dismissed":false,"reviews":[{"reviewer":"ana","status":"disputed","note":"the rowing club did","at":"2026-11-23T08:13:00Z","entry":"E13","key_revoked":null}],"created_at":"2026-11-23T08:03:00Z","updated_at":"2026-11-23T08:13:00Z","scope":{"period":"1933","place":"the *lower* Eastwater","unit":"crossings","by":"ben","at":"2026-11-23T08:14:00Z","entry":"E14"},"rests_on":[{"claim":"C2","by":"ben","at":"2026-11-23T08:14:00Z","entry":"E14","reason":"the *same* books","fallen":"in conflict"}],"recorded_by":"ana","context":{"before":"","after":""},"history":[{"id":"E13","at":"2026-11-23T08:13:00Z","actor":"ana","type":"claim.reviewed","body":{"claim":"C5","note":"the rowing club did","quote_sha256":"6327245c3a45d3d9ea72b70fbb671926e7b80f63d311bfd73dde876d5df02b26","status":"disputed"},"uuid":"01a20777-2ae0-7ece-9b59-326c80a79e10","sha256":"cf44d5252262fe0fce222c30fb73062bff412d644ffe402b48a13466d1734a15","earlier_than":"E12"}]}]}]}

"#]].raw());
    }

    #[test]
    fn an_empty_ledger_has_a_report_too() {
        assert_data_eq!(samples::empty(Format::Json), str![[r#"
{"format":"factledger-report","version":1,"made_at":"2026-11-23T08:00:00Z","ledger":{"origin":null,"entries":0,"last_entry":null,"checkpoint":null},"counts":{"unverified":0,"disputed":0,"corroborated":0,"dismissed":0,"conflict":0},"unverified":[],"in_conflict":[],"revoked_keys":[],"odd_times":[],"as_of":null,
"articles":[]}

"#]].raw());
    }

    #[test]
    fn a_line_holds_one_claim() {
        let claims = samples::written(Format::Json)
            .lines()
            .filter(|line| line.starts_with("{\"id\":\"C"))
            .count();
        assert_eq!(claims, 6);
    }

    #[test]
    fn hostile_text_is_kept_to_the_byte() {
        let report: Value = serde_json::from_str(&samples::hostile_written(Format::Json)).unwrap();
        let article = &report["articles"][0];
        assert_eq!(article["title"], samples::HOSTILE);
        for claim in article["claims"].as_array().unwrap() {
            for path in ["/text", "/claimant", "/article/origin", "/context/before"] {
                assert_eq!(claim.pointer(path).unwrap(), samples::HOSTILE, "{path}");
            }
        }
        let note = &article["claims"][0]["reviews"][0]["note"];
        assert_eq!(note, samples::HOSTILE.trim());
    }
}
