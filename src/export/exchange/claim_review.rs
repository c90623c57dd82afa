//! schema.org's `ClaimReview`: what fact-checkers tell each other, and the Fact Check Explorer.
//!
//! The date of the claim is not the date of its article, nor that of the check; who said it is not
//! who wrote the article, nor who checks. What is not known is absent.

use std::io;

use serde_json::{Value, json};

use super::address::{BaseUrl, web_address};
use super::caveats::{Doubt, LeftOut};
use super::{About, corrections, list, on_one_line, rating, rules, standing, urn, without_nulls};
use crate::domain::{Article, Capture, Day, Locator, Origin, SourceName, Timestamp};
use crate::view::{ClaimDetail, ClaimSummary, ShownEvidence};

/// What stands around the checks of a feed.
pub(super) fn around(about: About<'_>) -> io::Result<(String, &'static str)> {
    let feed = without_nulls(json!({
        "@context": "https://schema.org",
        "@type": "DataFeed",
        "name": "Fact checks",
        "dateModified": about.report.made_at,
        "publisher": publisher(about),
        "about": rating::scales(&about.publication.scale),
    }));
    let mut feed = on_one_line(&feed)?;
    feed.pop();
    Ok((format!("{feed},\n\"dataFeedElement\":["), "\n]}"))
}

/// A check, as an item of a feed.
pub(super) fn item(examined: &ClaimDetail, about: About<'_>) -> Result<Value, LeftOut> {
    let check = check(examined, about)?;
    Ok(json!({
        "@type": "DataFeedItem",
        "dateCreated": check["datePublished"],
        "dateModified": check["dateModified"],
        "item": [check],
    }))
}

/// A check that stands by itself.
pub(super) fn of(examined: &ClaimDetail, about: About<'_>) -> Result<Value, LeftOut> {
    let mut check = check(examined, about)?;
    check["@context"] = "https://schema.org".into();
    Ok(check)
}

/// The element of a page's head that holds a check, if there is a verdict to be published.
pub fn fragment(
    examined: &ClaimDetail,
    report: &crate::view::Report,
    publication: &super::Publication,
) -> io::Result<Option<String>> {
    let Ok(mut check) = of(examined, About { publication, report }) else { return Ok(None) };
    // The page is written again only when it says something else.
    check.as_object_mut().map(|members| members.remove("sdDatePublished"));
    script(&check).map(Some)
}

/// The element of a page's head. No text in it can end the element, or begin another.
pub(super) fn script(check: &Value) -> io::Result<String> {
    rules::ensure(check)?;
    let json = on_one_line(check)?.replace('<', "\\u003c");
    Ok(format!("<script type=\"application/ld+json\">{json}</script>\n"))
}

/// A check. Its claim has a verdict that reviewers agree on.
fn check(examined: &ClaimDetail, about: About<'_>) -> Result<Value, LeftOut> {
    let ClaimSummary { article, claim, .. } = &examined.listed;
    if let Some(why) = LeftOut::from_verdicts(&examined.listed) {
        return Err(why);
    }
    let log = about.report.origin.as_ref();
    let dates = corrections::dates(examined);
    let claimed_at = examined.setting.clock.as_deref().and_then(|clock| clock.at.as_deref());
    let url = |base: &BaseUrl| base.of_claim(claim.id);
    Ok(without_nulls(json!({
        "@type": "ClaimReview",
        "@id": urn(log, &format!("{} review", claim.id)),
        "identifier": [
            {"@type": "PropertyValue", "propertyID": "claim", "value": claim.id},
            {"@type": "PropertyValue", "propertyID": "log", "value": log.map(Origin::as_str)},
        ],
        "url": about.publication.base.as_ref().map(url),
        "author": publisher(about),
        "datePublished": dates.map(|(first, _)| first),
        "dateModified": dates.map(|(_, last)| last),
        "sdDatePublished": about.report.made_at,
        "claimReviewed": claim.quote,
        "reviewRating": rating::of(&examined.listed, &about.publication.scale, corrections::ground(examined)),
        "correction": list(corrections::of(examined)),
        "citation": list(standing(examined).filter_map(|(_, shown)| citation(shown)).collect()),
        "itemReviewed": {
            "@type": "Claim",
            "@id": urn(log, &claim.id.to_string()),
            "identifier":
                {"@type": "PropertyValue", "propertyID": "sha256", "value": claim.quote_sha256},
            // Whether it is a person or a body is not recorded.
            "author": claim.claimant.as_ref().map(|name| json!({"name": name})),
            "datePublished": claimed_at.filter(|at| is_date(at)),
            "inLanguage": article.language,
            "appearance": appearances(article),
        },
    })))
}

/// The house, or the log that its checks are in.
fn publisher(about: About<'_>) -> Value {
    let log = about.report.origin.as_ref().map(Origin::as_str);
    let Some(name) = about.publication.publisher.as_deref().or(log) else { return Value::Null };
    let url = about.publication.base.as_ref().map(ToString::to_string);
    without_nulls(json!({"@type": "Organization", "name": name, "url": url}))
}

/// Where the claim appeared: its article, and other places with the same text.
fn appearances(article: &Article) -> Value {
    let place = |origin: &str| match web_address(origin) {
        Some(url) => json!({"@type": "CreativeWork", "url": url}),
        None => json!({"@type": "CreativeWork", "name": origin}),
    };
    let mut first = place(&article.origin);
    first["headline"] = json!(article.title);
    first["author"] = json!(article.byline.as_ref().map(|name| json!({"name": name})));
    first["datePublished"] = json!(article.published.as_deref().filter(|at| is_date(at)));
    first["inLanguage"] = json!(article.language);
    let others = article.appearances.iter().map(|other| place(&other.origin));
    std::iter::once(first).chain(others).collect()
}

/// A piece of evidence that somebody can look up. `None` for a search.
fn citation(shown: &ShownEvidence) -> Option<Value> {
    let added = &shown.evidence.added;
    let place = added.locator.as_ref().map(Locator::as_str)?;
    let url = web_address(place);
    let quote = match shown.quoted() {
        Some(_) if added.quote_at.is_some() => shown.quote.as_deref(),
        Some(_) => added.quote.as_ref().and_then(|quote| quote.note().text()),
        None => None,
    };
    let capture = |capture: &Capture| {
        json!({
            "@type": "MediaObject",
            "sha256": capture.sha256,
            "contentSize": capture.bytes.to_string(),
            "encodingFormat": capture.content_type,
        })
    };
    let origin = shown.evidence.origin().map(SourceName::as_str);
    Some(json!({
        "@type": "CreativeWork",
        "identifier": added.evidence,
        "url": url,
        "name": if url.is_none() { Some(place) } else { None },
        "text": quote,
        "datePublished": added.published,
        "sourceOrganization": origin.map(|name| json!({"@type": "Organization", "name": name})),
        "encoding": shown.evidence.added.capture.as_ref().map(capture),
    }))
}

/// Whether that is a date or a time that every reader knows (ISO 8601).
fn is_date(text: &str) -> bool {
    text.parse::<Day>().is_ok() || text.parse::<Timestamp>().is_ok()
}

/// What readers of a check may miss.
pub(super) fn doubts(listed: &ClaimSummary, about: About<'_>) -> Vec<Doubt> {
    /// As many characters of a claim are shown in full.
    const SHOWN: usize = 75;
    let claim = &listed.claim;
    let origins = std::iter::once(listed.article.origin.as_str());
    let mut origins = origins.chain(listed.article.appearances.iter().map(|at| at.origin.as_str()));
    let cited = listed.evidence.iter().filter(|shown| shown.evidence.stands());
    let mut cited = cited.filter(|shown| shown.evidence.added.locator.is_some());
    let all = [
        (claim.words().chars().count() > SHOWN, Doubt::Long),
        (cited.next().is_none(), Doubt::NoCitation),
        (claim.claimant.is_none(), Doubt::NoClaimant),
        (about.publication.base.is_none(), Doubt::NoUrl),
        (!origins.any(|origin| web_address(origin).is_some()), Doubt::NoWebAddress),
        (claim.stale, Doubt::Stale),
    ];
    all.into_iter().filter_map(|(is, doubt)| is.then_some(doubt)).collect()
}
