//! A small report, made by hand, and one of nothing but hostile text. For tests.

use std::sync::Arc;

pub(crate) use super::sample_source::Sample;
pub(super) use super::sample_texts::HOSTILE;
use super::sample_texts::{BRIDGE, FERRY};
use super::whole::Whole;
use super::{Format, PageSettings, write};
use crate::domain::{
    Actor, Article, ArticleId, Claim, ClaimAdded, ClaimId, ClaimReviewed, ClaimSettled, Counts,
    Coverage, Docket, Entry, EntryId, EntryUuid, Event, Extractor, Fell, Ground, InConflict,
    LogEntry, NoteAdded, Provenance, RawSpan, Reader, Remark, Review, ReviewerName, Revision,
    Scope, Score, Setting, Sha256, Status, Text, Timestamp, TreeHead, Waits,
};
use crate::view::{
    ClaimDetail, ClaimSummary, Context, OddTime, Report, RevokedKey, RevokedKeys, Section,
};
use Status::{Corroborated, Disputed, Unverified};

const CHECKPOINT: &str = "desk.example\n15\nSzkrrFmCdK6rO4yGdQF6vFnEOCRZFrUxNgjpBAJ85zE=\n\n\
    — desk.example TvbmAzkrrFmCdK6rO4yGdQF6vFnEOCRZFrUxNgjpBAJ85zE=\n";

pub(super) fn written(format: Format) -> String {
    to_string(format, &report(), sections())
}

pub(super) fn empty(format: Format) -> String {
    let report = Report {
        hidden: None,
        articles: 0,
        as_of: None,
        checkpoint: None,
        counts: Counts::default(),
        entries: 0,
        in_conflict: Vec::new(),
        last: None,
        made_at: at(0),
        key_changes: Vec::new(),
        policies: Vec::new(),
        odd_times: Vec::new(),
        origin: None,
        revoked: RevokedKeys::default(),
        selected: None,
        unverified: Vec::new(),
        withdrawn: Vec::new(),
    };
    to_string(format, &report, Vec::new())
}

/// Only of the first article.
pub(super) fn one_written(format: Format) -> String {
    let report = Report { articles: 1, ..report() };
    to_string(format, &report, sections().into_iter().take(1).collect())
}

pub(super) fn hostile_written(format: Format) -> String {
    let report = Report { articles: 1, ..report() };
    to_string(format, &report, vec![hostile()])
}

/// The same with one word instead of each hostile text.
pub(super) fn harmless_written(format: Format) -> String {
    let report = Report { articles: 1, ..report() };
    to_string(format, &report, vec![foreign("word")])
}

fn to_string(format: Format, report: &Report, sections: Vec<Whole>) -> String {
    let mut out = Vec::new();
    write(format, report, &Sample(sections), &PageSettings::default(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

pub(super) fn report() -> Report {
    Report {
        hidden: None,
        articles: 2,
        as_of: None,
        checkpoint: Some(CHECKPOINT.to_owned()),
        counts: Counts {
            unverified: 2,
            disputed: 2,
            corroborated: 1,
            dismissed: 1,
            gone: 0,
            withdrawn: 0,
            in_conflict: InConflict { disputed: 1, ..InConflict::default() },
        },
        entries: 15,
        in_conflict: vec![ClaimId(2)],
        last: Some(recorded(14, "ben", noted("asked the archive again"))),
        made_at: at(60),
        key_changes: Vec::new(),
        policies: Vec::new(),
        odd_times: vec![
            OddTime { at: at(13), earlier_than: Some(EntryId(12)), entry: EntryId(13) },
            OddTime { at: at(14), earlier_than: None, entry: EntryId(14) },
        ],
        origin: Some("desk.example".parse().unwrap()),
        revoked: revoked(),
        selected: None,
        unverified: vec![ClaimId(3), ClaimId(6)],
        withdrawn: Vec::new(),
    }
}

/// A claim of every kind: reviewed, in conflict, pending, reopened, dismissed, added by hand.
pub(crate) fn sections() -> Vec<Whole> {
    let bridge = article(1, Some("A bridge for Eastwater"), "https://news.example/bridge", BRIDGE);
    let ferry = article(2, None, "ferry.txt", FERRY);
    vec![
        Whole {
            claims: vec![
                corroborated(&bridge),
                in_conflict(&bridge),
                pending(&bridge),
                opened_again(&bridge),
                dismissed(&bridge),
            ],
            section: Section {
                article: bridge,
                newer_text: Some(ArticleId(2)),
                counts: Counts {
                    unverified: 2,
                    disputed: 1,
                    corroborated: 1,
                    dismissed: 1,
                    gone: 0,
                    withdrawn: 0,
                    in_conflict: InConflict { disputed: 1, ..InConflict::default() },
                },
                withheld: None,
            },
        },
        Whole {
            claims: vec![disputed(&ferry)],
            section: Section {
                article: ferry,
                newer_text: None,
                counts: Counts { disputed: 1, ..Counts::default() },
                withheld: None,
            },
        },
    ]
}

fn corroborated(article: &Arc<Article>) -> ClaimDetail {
    let quote = "The bridge was opened on 3 May 1932 by the mayor of Eastwater.";
    let acts = [
        (4, "ana", reviewed(1, Corroborated, Some("minutes of the council, page 3"))),
        (5, "Олена", reviewed(1, Corroborated, None)),
    ];
    examined(article, 1, quote, Some(602), &acts)
}

fn in_conflict(article: &Arc<Article>) -> ClaimDetail {
    let quote = "It cost 6 million crowns, the council said on Tuesday.";
    let acts = [
        (6, "ana", reviewed(2, Disputed, Some("the books say 7 million\nsee *page* 12"))),
        (7, "ben", reviewed(2, Corroborated, Some("the books were corrected"))),
    ];
    let mut cost = examined(article, 2, quote, Some(870), &acts);
    let council = "the council";
    let start = BRIDGE.find(council).unwrap();
    let span = Text::from(BRIDGE).span(start..start + council.len()).unwrap();
    cost.listed.claim.claimant = Some(council.to_owned());
    cost.listed.claim.claimant_span = Some(span);
    cost.listed.claim.raw_span = Some(RawSpan { start: 1087, end: 1151 });
    cost.listed.claim.conflict = true;
    cost.listed.claim.status = Disputed;
    cost
}

fn pending(article: &Arc<Article>) -> ClaimDetail {
    let quote = "Four of the 12 pillars were built on sand";
    let acts = [(14, "ben", noted("asked the archive again"))];
    let mut sand = examined(article, 3, quote, Some(931), &acts);
    sand.listed.claim.claimant = Some("Ina Quell".to_owned());
    sand
}

fn opened_again(article: &Arc<Article>) -> ClaimDetail {
    let quote = "The fare had been 2 crowns & a half.";
    let acts = [
        (9, "ana", reviewed(6, Corroborated, None)),
        (10, "ana", reviewed(6, Unverified, Some("the tariff was of 1934"))),
    ];
    examined(article, 6, quote, Some(410), &acts)
}

fn dismissed(article: &Arc<Article>) -> ClaimDetail {
    let acts = [
        (8, "ben", added(4)),
        (11, "ben", Event::ClaimDismissed(settled(4, "no more than a number"))),
    ];
    let mut work = examined(article, 4, "40 people", None, &acts);
    work.listed.claim.dismissed = true;
    work
}

fn disputed(article: &Arc<Article>) -> ClaimDetail {
    let quote = "Nobody crossed the river by boat in 1933.";
    let acts = [(13, "ana", reviewed(5, Disputed, Some("the rowing club did")))];
    let mut boats = examined(article, 5, quote, Some(500), &acts);
    boats.acts[0].earlier_than = Some(EntryId(12));
    boats.listed.grounds = vec![ground(2, "the *same* books", Some(Fell::InConflict))];
    boats.listed.scope = Some(scope("1933", "the *lower* Eastwater", "crossings"));
    boats
}

fn ground(on: u64, reason: &str, fell: Option<Fell>) -> Ground {
    let (at, by, reason) = (at(14), name("ben"), Some(reason.parse().unwrap()));
    Ground { at, by, claim: ClaimId(on), entry: EntryId(14), fell, reason }
}

fn scope(period: &str, place: &str, unit: &str) -> Scope {
    let [period, place, unit] = [period, place, unit].map(|words| Some(words.parse().unwrap()));
    let covers = Coverage { period, place, unit };
    Scope { at: at(14), by: name("ben"), covers, entry: EntryId(14) }
}

/// An article that is hostile in everything, with a claim and a dismissed one.
pub(super) fn hostile() -> Whole {
    foreign(HOSTILE)
}

/// An article with `words` as every foreign text, with a claim and a dismissed one.
fn foreign(words: &str) -> Whole {
    let mut article = Article::clone(&article(1, Some(words), words, words));
    article.byline = Some(words.to_owned());
    article.language = Some(words.to_owned());
    article.published = Some(words.to_owned());
    article.revision.encoding = words.to_owned();
    article.revision.reader = Reader { name: words.to_owned(), version: words.to_owned() };
    let article = Arc::new(article);
    let mut claim = examined(
        &article,
        1,
        words,
        Some(500),
        &[(4, "ana", reviewed(1, Disputed, Some(words))), (5, "ana", noted(words))],
    );
    claim.context = Context { after: words.to_owned(), before: words.to_owned() };
    claim.listed.claim.claimant = Some(words.to_owned());
    claim.listed.grounds = vec![ground(2, words, None)];
    claim.listed.scope = Some(scope(words, words, words));
    claim.listed.claim.found = Provenance::ByExtractor {
        extractor: Extractor {
            model_sha256: Some(Sha256::of(words)),
            name: words.to_owned(),
            version: words.to_owned(),
        },
        score: Score::MIN,
    };
    let mut dismissed = claim.clone();
    dismissed.listed.claim.id = ClaimId(2);
    dismissed.listed.claim.dismissed = true;
    dismissed.acts.push(recorded(6, "ana", Event::ClaimDismissed(settled(2, words))));
    Whole {
        claims: vec![claim, dismissed],
        section: Section {
            article,
            counts: Counts { disputed: 1, dismissed: 1, ..Counts::default() },
            newer_text: None,
            withheld: None,
        },
    }
}

fn article(id: u64, title: Option<&str>, origin: &str, text: &str) -> Arc<Article> {
    Arc::new(Article {
        appearances: Vec::new(),
        byline: title.map(|_| "Ina Quell".to_owned()),
        corrected: std::collections::BTreeMap::new(),
        earlier: Vec::new(),
        entry: EntryId(2),
        id: ArticleId(id),
        imported_at: at(2),
        imported_by: name("ana"),
        language: title.map(|_| "en-GB".to_owned()),
        origin: origin.to_owned(),
        published: title.map(|_| "2026-11-20".to_owned()),
        reread: None,
        revision: Revision {
            encoding: "UTF-8".to_owned(),
            raw_bytes: 1234,
            raw_sha256: Sha256::of("raw"),
            reader: Reader { name: "text".to_owned(), version: "1".to_owned() },
            text_bytes: text.len() as u64,
            text_sha256: Sha256::of(text),
        },
        title: title.map(ToOwned::to_owned),
        withdrawn: None,
    })
}

/// A claim of `article`, with the result of its acts.
fn examined(
    article: &Arc<Article>,
    id: u64,
    quote: &str,
    score: Option<u16>,
    acts: &[(u64, &str, Event)],
) -> ClaimDetail {
    let text = [BRIDGE, FERRY, quote]
        .into_iter()
        .find(|text| Sha256::of(text) == article.revision.text_sha256)
        .map(Text::from)
        .unwrap();
    let start = text.as_str().find(quote).unwrap();
    let span = text.span(start..start + quote.len()).unwrap();
    let acts: Vec<LogEntry> = acts
        .iter()
        .map(|(position, actor, event)| recorded(*position, actor, event.clone()))
        .collect();
    let reviews: Vec<Review> = acts.iter().filter_map(review).collect();
    let claim = Claim {
        scoped: None,
        stale: false,
        article: article.id,
        claimant: None,
        claimant_sha256: None,
        claimant_span: None,
        conflict: false,
        corrected: None,
        created_at: at(3),
        dismissed: false,
        entry: EntryId(if score.is_some() { 3 } else { acts[0].position.0 }),
        found: match score {
            Some(score) => Provenance::ByExtractor {
                extractor: Extractor {
                    model_sha256: None,
                    name: "rules".to_owned(),
                    version: "1".to_owned(),
                },
                score: score.try_into().unwrap(),
            },
            None => Provenance::ByReviewer,
        },
        gone: None,
        id: ClaimId(id),
        place: Some(text.place(span)),
        placed: EntryId(if score.is_some() { 3 } else { acts[0].position.0 }),
        quote: Some(quote.to_owned()),
        quote_sha256: Sha256::of(quote),
        raw_span: None,
        recorded_by: None,
        span,
        status: reviews.last().map_or(Unverified, |review| review.status),
        updated_at: acts.last().map_or(at(3), |act| act.entry.at),
        waits: Waits::NOTHING,
        withheld: None,
        withdrawn: false,
    };
    ClaimDetail {
        before: None,
        context: Context::of(&text, span),
        recorded_by: match score {
            Some(_) => article.imported_by.clone(),
            None => acts[0].entry.actor.clone(),
        },
        setting: Setting::default(),
        listed: ClaimSummary {
            evidence: Vec::new(),
            hidden: 0,
            article: Arc::clone(article),
            claim,
            docket: Docket::default(),
            newer_text: (article.id == ArticleId(1)).then_some(ArticleId(2)),
            notes: acts.iter().filter_map(Remark::recorded).collect(),
            reviews,
            revoked: Arc::new(revoked()),
            rulings: Vec::new(),
            grounds: Vec::new(),
            scope: None,
        },
        acts,
    }
}

/// The key of ben, who signed E7, E8, E11 and E14.
fn revoked() -> RevokedKeys {
    let key = "desk.example/ben+c65760f1+AQy6xQ1s/5tLVnWNHuBqaqmPvp08EErRUa3wK3UZM5hA";
    RevokedKeys(vec![RevokedKey {
        at: at(15),
        by: name("ana"),
        entry: EntryId(15),
        key: key.parse().unwrap(),
        name: name("ben"),
        reason: "the *laptop* was stolen".parse().unwrap(),
        refused: vec![EntryId(16)],
        since: EntryId(0),
        signed: [7, 8, 11, 14].map(EntryId).to_vec(),
    }])
}

fn review(act: &LogEntry) -> Option<Review> {
    if let Event::ClaimReviewed(reviewed) = &act.entry.event {
        Some(Review {
            rating: None,
            evidence: Vec::new(),
            at: act.entry.at,
            entry: act.position,
            note: reviewed.note.as_ref().map(|note| note.note().clone()),
            reviewer: act.entry.actor.clone(),
            status: reviewed.status,
        })
    } else {
        None
    }
}

fn recorded(position: u64, actor: &str, event: Event) -> LogEntry {
    let position = EntryId(position);
    let author = Actor { at: at(position.0), name: name(actor), seed: [7; 32] };
    LogEntry {
        earlier_than: None,
        entry: Entry {
            actor: author.name.clone(),
            after: TreeHead { root: Sha256::of("x"), size: position.0 },
            at: author.at,
            event,
            id: EntryUuid::new(&author, position.0),
            log: "desk.example".parse().expect("a name"),
        },
        has_effect: true,
        leaf: Sha256::of(position.to_string()),
        position,
    }
}

fn reviewed(claim: u64, status: Status, note: Option<&str>) -> Event {
    Event::ClaimReviewed(ClaimReviewed {
        rating: None,
        evidence: None,
        claim: ClaimId(claim),
        note: note.map(|note| note.parse().unwrap()),
        quote_sha256: Sha256::of("quote"),
        status,
    })
}

fn noted(note: &str) -> Event {
    Event::NoteAdded(NoteAdded {
        claim: ClaimId(3),
        note: note.parse().unwrap(),
        quote_sha256: Sha256::of("quote"),
        replaces: None,
    })
}

fn added(claim: u64) -> Event {
    Event::ClaimAdded(ClaimAdded {
        article: ArticleId(1),
        claim: ClaimId(claim),
        claimant: None,
        quote_sha256: Sha256::of("quote"),
        span: Text::from("40 people").span(0..9).unwrap().into(),
        text_sha256: Sha256::of(BRIDGE),
    })
}

fn settled(claim: u64, reason: &str) -> ClaimSettled {
    ClaimSettled {
        claim: ClaimId(claim),
        over: None,
        quote_sha256: Sha256::of("quote"),
        reason: reason.parse().unwrap(),
    }
}

fn name(name: &str) -> ReviewerName {
    name.parse().unwrap()
}

/// This many minutes after eight.
fn at(minutes: u64) -> Timestamp {
    let eight: Timestamp = "2026-11-23T08:00:00Z".parse().unwrap();
    Timestamp::from_unix_seconds(eight.unix_seconds() + 60 * i64::try_from(minutes).unwrap())
        .unwrap()
}
