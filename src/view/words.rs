//! Numbers and lists in words.

use std::collections::BTreeSet;

use super::{ClaimSummary, OddTime, WithdrawnArticle};
use crate::domain::{
    Appearance, Article, ArticleId, ClaimId, Correction, Counts, EarlierReading, Event, Ground,
    LogEntry, Oddity, RatingName, Reader, ReviewerName, Rule, Ruling, RulingKind, Setting, Status,
    Tag, Waits, Withdrawal,
};

/// `1 claim`, `2 claims`.
pub fn count(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(number), if number == 1 { one } else { many })
}

/// `1 claim`, `1,234 claims`.
pub fn claims(number: u64) -> String {
    count(number, "claim", "claims")
}

/// What stands above or beside a claim in its document: each fact with its label.
pub fn setting(setting: &Setting) -> Vec<(&'static str, String)> {
    let mut facts = Vec::new();
    if let Some(heading) = &setting.heading {
        facts.extend(heading.caption.clone().map(|caption| ("table", caption)));
        facts.extend(heading.header.clone().map(|header| ("header", header)));
    }
    if let Some(clock) = &setting.clock {
        let words = &clock.words;
        facts.push(match &clock.at {
            Some(at) if at != words => ("time", format!("{at} (»{words}«)")),
            Some(_) | None => ("time", words.clone()),
        });
    }
    facts
}

/// What is odd about how an article was read. The commands that help are those of the caller.
pub fn oddity(article: ArticleId, oddity: &Oddity) -> String {
    match oddity {
        Oddity::Invisible { characters, places } => format!(
            "{article}: {} left out of its text, in {}",
            count(*characters, "invisible character", "invisible characters"),
            count(*places, "place", "places")
        ),
        Oddity::Little { all, taken } => format!(
            "{article}: only {} of {} letters were taken for the article",
            grouped(*taken),
            grouped(*all)
        ),
        Oddity::Replaced { encoding, offset, places } => format!(
            "{article}: not valid {encoding} in {}, first at byte {offset}: U+FFFD stands there",
            count(*places, "place", "places")
        ),
        Oddity::SaysOtherEncoding { declared } => {
            format!("{article}: it says that it is in {declared}, and is in UTF-8: read as that")
        }
        Oddity::Signed { .. } => format!("{article}: signed (C2PA), not checked"),
        Oddity::Struck { letters, places } => format!(
            "{article}: {} struck out ({}), and left out of its text",
            count(*places, "passage is", "passages are"),
            count(*letters, "letter", "letters")
        ),
        Oddity::Whole => {
            format!("{article}: no article was found in the page, and all its text was taken")
        }
    }
}

/// What an entry says happened: `marked C1 disputed`.
pub fn summary(recorded: &LogEntry) -> String {
    let what = format!("{}{}", recorded.entry.event.summary(), clock(recorded));
    if recorded.has_effect { what } else { format!("{what} (no effect: see verify)") }
}

/// Whether the act withheld the whole text of the article, or only words of it.
pub fn withholds_all(act: &LogEntry, article: ArticleId) -> bool {
    matches!(&act.entry.event, Event::ContentWithheld(withheld) if withheld.is_of(article))
}

/// `corrected by ana, E57`.
pub fn corrected(Correction { by, entry, .. }: &Correction) -> String {
    format!("corrected by {by}, {entry}")
}

/// `A2 is withdrawn, with 3 claims, by ana, 2026-11-23T08:00:00Z, E57: REASON`.
pub fn withdrawn(
    WithdrawnArticle { article, claims: of, withdrawal }: &WithdrawnArticle,
) -> String {
    let Withdrawal { at, by, entry, reason } = withdrawal;
    format!("{article} is withdrawn, with {}, by {by}, {at}, {entry}: {reason}", claims(*of))
}

/// When the text of an article appeared elsewhere: `2026-11-23T08:00:00Z, by ana, E57`.
pub fn appeared(Appearance { at, by, entry, origin: _, revision }: &Appearance) -> String {
    let bytes = revision.as_ref().map_or_else(String::new, |of| {
        let digits: String = of.raw_sha256.to_string().chars().take(12).collect();
        format!(", in the bytes {digits}")
    });
    format!("{at}, by {by}, {entry}{bytes}")
}

/// How an article was read before: `text 1, KOI8-R (2026-11-23T08:00:00Z, by ana, E2)`.
pub fn earlier_readings(article: &Article) -> Vec<String> {
    let tell = |EarlierReading { at, by, entry, revision }: &EarlierReading| {
        let Reader { name, version } = &revision.reader;
        format!("{name} {version}, {} ({at}, by {by}, {entry})", revision.encoding)
    };
    article.earlier.iter().map(tell).collect()
}

/// `17 claims: 12 unverified, 3 disputed, 1 corroborated, 1 in conflict; 1 dismissed`. No verdict
/// counts a claim on which the reviewers disagree.
pub fn counts(counts: &Counts) -> String {
    let undivided = Status::ALL.map(|status| (counts.undivided(status), status.as_str()));
    let parts = undivided.into_iter().chain([(counts.in_conflict.all(), "in conflict")]);
    let parts: Vec<String> = parts
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{} {what}", grouped(count)))
        .collect();
    let mut words = claims(counts.claims());
    if !parts.is_empty() {
        words = format!("{words}: {}", parts.join(", "));
    }
    if counts.dismissed > 0 {
        words = format!("{words}; {} dismissed", grouped(counts.dismissed));
    }
    if counts.gone > 0 {
        words = format!("{words}; {} gone", grouped(counts.gone));
    }
    if counts.withdrawn > 0 {
        words = format!("{words}; {} withdrawn", grouped(counts.withdrawn));
    }
    words
}

/// What a claim lacks of a verdict: `a verdict needs 1 more review`.
pub fn needs(waits: Waits) -> String {
    let more = waits.reviews.map(|(given, required)| u64::from(required.saturating_sub(given)));
    let reviews = more.map(|more| count(more, "more review", "more reviews"));
    let evidence = waits.evidence.then(|| "evidence".to_owned());
    let more = waits.origins.map(|(found, asked)| u64::from(asked.saturating_sub(found)));
    let origins =
        more.map(|more| count(more, "more independent origin", "more independent origins"));
    let editor = waits.editor.then(|| "the agreement of an editor".to_owned());
    let parts: Vec<String> = [reviews, evidence, origins, editor].into_iter().flatten().collect();
    format!("a verdict needs {}", parts.join(" and "))
}

/// Said in the place of what is hidden: `hidden until you review C12`.
pub fn hidden_until(claim: ClaimId) -> String {
    format!("hidden until you review {claim}")
}

/// Said of a report: `3 entries of others are left out until you review their claims`.
pub fn left_out(entries: u64) -> String {
    let entries = count(entries, "entry of others is", "entries of others are");
    format!("{entries} left out, until you review the claims")
}

/// How a claim stands, in a word: `disputed`, `in conflict`, `hidden`.
pub fn standing(listed: &ClaimSummary) -> &'static str {
    if listed.hidden > 0 {
        "hidden"
    } else if listed.claim.conflict {
        "in conflict"
    } else {
        listed.claim.status.as_str()
    }
}

/// Said under a list: how many claims have reviews that are hidden.
pub fn hidden_reviews(number: u64) -> String {
    let have = if number == 1 { "has" } else { "have" };
    format!("{} {have} reviews that are hidden until you give yours", claims(number))
}

/// `ana set reviews_required to 2 in E12, 2026-11-23T08:00:00Z; verdicts before it stand: four eyes`.
pub fn policy_set(recorded: &LogEntry) -> String {
    let LogEntry { entry, position, .. } = recorded;
    let reason = entry.event.remark().map(|reason| format!(": {reason}")).unwrap_or_default();
    let (by, did, at) = (&entry.actor, entry.event.summary(), entry.at);
    format!("{by} {did} in {position}, {at}; verdicts before it stand{reason}")
}

/// `C7, by ana (E12), disputed: REASON`.
pub fn ground(Ground { by, claim, entry, fell, reason, .. }: &Ground) -> String {
    let fell = fell.map(|fell| format!(", which is {}", fell.as_str())).unwrap_or_default();
    let reason = reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
    format!("{claim}{fell} (said by {by}, {entry}{reason})")
}

/// ` (misleading; half true)`, or nothing.
pub fn in_brackets(ratings: &[&RatingName]) -> String {
    let ratings: Vec<&str> = ratings.iter().map(|rating| rating.as_str()).collect();
    if ratings.is_empty() { String::new() } else { format!(" ({})", ratings.join("; ")) }
}

/// `draft, health`.
pub fn tags(tags: &BTreeSet<Tag>) -> String {
    let tags: Vec<&str> = tags.iter().map(Tag::as_str).collect();
    tags.join(", ")
}

/// `resolved as disputed by carl, E12`.
pub fn ruling(Ruling { by, entry, kind, rating, .. }: &Ruling) -> String {
    let rating: Vec<&RatingName> = rating.iter().collect();
    format!("{}{} by {by}, {entry}", ruled(*kind), in_brackets(&rating))
}

/// What a ruling did, in the past tense: `resolved as disputed`.
pub fn ruled(kind: RulingKind) -> &'static str {
    match kind {
        RulingKind::Resolved(Status::Unverified) => "resolved as unverified",
        RulingKind::Resolved(Status::Disputed) => "resolved as disputed",
        RulingKind::Resolved(Status::Corroborated) => "resolved as corroborated",
        RulingKind::Waived(Rule::EditorRequired) => "waived editor_required",
        RulingKind::Waived(Rule::EvidenceRequired) => "waived evidence_required",
        RulingKind::Waived(Rule::IndependentOrigins) => "waived independent_origins",
        RulingKind::Waived(Rule::NoImporter) => "waived no_importer",
        RulingKind::Waived(Rule::NoParty) => "waived no_party",
        RulingKind::Waived(Rule::ReviewsRequired) => "waived reviews_required",
    }
}

/// `A5, imported later from the same origin`.
pub fn newer_text(newer: ArticleId) -> String {
    format!("{newer}, imported later from the same origin, has another text")
}

/// What an odd time shows; `present` names the present.
pub fn odd_time(odd: &OddTime, present: &str) -> String {
    let OddTime { at, earlier_than, entry } = odd;
    match earlier_than {
        Some(before) => {
            format!("{entry} is dated {at}, earlier than {before}, which was recorded before it")
        }
        None => format!("{entry} is dated {at}, later than {present}"),
    }
}

/// What odd times show, with those that are later than the present in one sentence: if there are
/// many, it is the present that is wrong.
pub fn odd_times(odd: &[OddTime], present: &str) -> Vec<String> {
    let (backwards, future): (Vec<&OddTime>, Vec<&OddTime>) =
        odd.iter().partition(|odd| odd.earlier_than.is_some());
    let mut lines: Vec<String> = backwards.into_iter().map(|odd| odd_time(odd, present)).collect();
    lines.extend(future.first().map(|first| match future.len() {
        1 => odd_time(first, present),
        many => format!(
            "{} are dated later than {present}, the first of them {} ({})",
            count(many as u64, "entry", "entries"),
            first.entry,
            first.at
        ),
    }));
    lines
}

/// What follows the act of an entry whose time is before that of an earlier one.
pub fn clock(recorded: &LogEntry) -> String {
    let before = recorded.earlier_than;
    before.map_or_else(String::new, |before| format!(" (dated earlier than {before})"))
}

/// Who says what about a claim: `disputed by ana and cleo, corroborated by ben`.
pub fn sides(listed: &ClaimSummary) -> String {
    sides_with(listed, |status| status.to_string(), ToString::to_string)
}

/// The same, with each status and each name written as a format needs it.
pub fn sides_with(
    listed: &ClaimSummary,
    status_in: impl Fn(Status) -> String,
    name_in: impl Fn(&ReviewerName) -> String,
) -> String {
    let sides = listed.sides().into_iter().map(|(status, by)| {
        let by: Vec<String> = by.into_iter().map(&name_in).collect();
        format!("{} by {}", status_in(status), all_of(&by))
    });
    sides.collect::<Vec<_>>().join(", ")
}

/// `ana, ben and cleo`.
fn all_of(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// `1,234,567`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut words = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            words.push(',');
        }
        words.push(digit);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_read_naturally() {
        assert_eq!(claims(0), "0 claims");
        assert_eq!(claims(1), "1 claim");
        assert_eq!(claims(1_234_567), "1,234,567 claims");
        let mut some =
            Counts { unverified: 1000, corroborated: 2, dismissed: 1, ..Counts::default() };
        assert_eq!(counts(&some), "1,002 claims: 1,000 unverified, 2 corroborated; 1 dismissed");
        some.add_in_conflict(Status::Corroborated, 1);
        assert_eq!(
            counts(&some),
            "1,002 claims: 1,000 unverified, 1 corroborated, 1 in conflict; 1 dismissed"
        );
        some.add_in_conflict(Status::Corroborated, 1);
        assert_eq!(counts(&some), "1,002 claims: 1,000 unverified, 2 in conflict; 1 dismissed");
        assert_eq!(counts(&Counts::default()), "0 claims");
    }
}
