use snapbox::{IntoData as _, assert_data_eq, str};

use super::super::samples::{self, Sample};
use super::super::whole::Whole;
use super::*;
use crate::domain::{Rating, Status};

fn publication() -> Publication {
    let rating =
        |label: &str, status| Rating { description: None, label: label.parse().unwrap(), status };
    Publication {
        base: Some("https://desk.example/checks".parse().unwrap()),
        publisher: Some("The desk of Eastwater".to_owned()),
        scale: Scale(vec![rating("true", Status::Corroborated), rating("false", Status::Disputed)]),
    }
}

fn written(
    exchange: Exchange,
    publication: &Publication,
    articles: Vec<Whole>,
) -> (String, Caveats) {
    let mut out = Vec::new();
    let caveats =
        write(exchange, &samples::report(), &Sample(articles), publication, &mut out).unwrap();
    (String::from_utf8(out).unwrap(), caveats)
}

fn of(exchange: Exchange) -> String {
    written(exchange, &publication(), samples::sections()).0
}

#[test]
fn a_feed_has_the_checks_with_a_verdict() {
    let feed = of(Exchange::ClaimReview);
    serde_json::from_str::<Value>(&feed).unwrap();
    assert_data_eq!(feed, str![[r#"
{"@context":"https://schema.org","@type":"DataFeed","about":[{"@type":"DefinedTermSet","hasDefinedTerm":[{"@type":"DefinedTerm","description":"Reviewers found that it does not hold as it is said.","name":"Disputed","termCode":"1"},{"@type":"DefinedTerm","description":"Nobody has reached a verdict; never published as a check.","name":"Unverified","termCode":"2"},{"@type":"DefinedTerm","description":"Reviewers found that it holds.","name":"Corroborated","termCode":"3"}],"name":"Verdicts"},{"@type":"DefinedTermSet","hasDefinedTerm":[{"@type":"DefinedTerm","name":"false","termCode":"1"},{"@type":"DefinedTerm","name":"true","termCode":"2"}],"name":"Ratings of the house"}],"dateModified":"2026-11-23T09:00:00Z","name":"Fact checks","publisher":{"@type":"Organization","name":"The desk of Eastwater","url":"https://desk.example/checks/"},
"dataFeedElement":[
{"@type":"DataFeedItem","dateCreated":"2026-11-23T08:04:00Z","dateModified":"2026-11-23T08:05:00Z","item":[{"@id":"urn:uuid:c812f873-7d7c-8922-b8e9-10236797f452","@type":"ClaimReview","author":{"@type":"Organization","name":"The desk of Eastwater","url":"https://desk.example/checks/"},"claimReviewed":"The bridge was opened on 3 May 1932 by the mayor of Eastwater.","dateModified":"2026-11-23T08:05:00Z","datePublished":"2026-11-23T08:04:00Z","identifier":[{"@type":"PropertyValue","propertyID":"claim","value":"C1"},{"@type":"PropertyValue","propertyID":"log","value":"desk.example"}],"itemReviewed":{"@id":"urn:uuid:5e5428d8-9fcf-823e-9233-94fc3cf6446f","@type":"Claim","appearance":[{"@type":"CreativeWork","author":{"name":"Ina Quell"},"datePublished":"2026-11-20","headline":"A bridge for Eastwater","inLanguage":"en-GB","url":"https://news.example/bridge"}],"identifier":{"@type":"PropertyValue","propertyID":"sha256","value":"bcc57ebbf5a6eddae9429bce81c6561ff9b65f62f81820af4abdc244b7721c1f"},"inLanguage":"en-GB"},"reviewRating":{"@type":"Rating","alternateName":"Corroborated","bestRating":3,"ratingValue":3,"worstRating":1},"sdDatePublished":"2026-11-23T09:00:00Z","url":"https://desk.example/checks/claims/C1.html"}]},
{"@type":"DataFeedItem","dateCreated":"2026-11-23T08:13:00Z","dateModified":"2026-11-23T08:13:00Z","item":[{"@id":"urn:uuid:4769c88a-25b7-8a5b-854b-91c4cf2f4f65","@type":"ClaimReview","author":{"@type":"Organization","name":"The desk of Eastwater","url":"https://desk.example/checks/"},"claimReviewed":"Nobody crossed the river by boat in 1933.","dateModified":"2026-11-23T08:13:00Z","datePublished":"2026-11-23T08:13:00Z","identifier":[{"@type":"PropertyValue","propertyID":"claim","value":"C5"},{"@type":"PropertyValue","propertyID":"log","value":"desk.example"}],"itemReviewed":{"@id":"urn:uuid:dbb6e944-716f-82fc-a4f4-5a556994ffc6","@type":"Claim","appearance":[{"@type":"CreativeWork","name":"ferry.txt"}],"identifier":{"@type":"PropertyValue","propertyID":"sha256","value":"2c3dc8b71a4ef36f7036e4b133395d726f91cf999273367afcaf6afece3a0fa3"}},"reviewRating":{"@type":"Rating","alternateName":"Disputed","bestRating":3,"ratingExplanation":"the rowing club did","ratingValue":1,"worstRating":1},"sdDatePublished":"2026-11-23T09:00:00Z","url":"https://desk.example/checks/claims/C5.html"}]}
]}

"#]].raw());
}

#[test]
fn a_check_for_a_page_is_one_element() {
    assert_data_eq!(of(Exchange::ClaimReviewHtml), str![[r#"
<!-- C1 -->
<script type="application/ld+json">{"@context":"https://schema.org","@id":"urn:uuid:c812f873-7d7c-8922-b8e9-10236797f452","@type":"ClaimReview","author":{"@type":"Organization","name":"The desk of Eastwater","url":"https://desk.example/checks/"},"claimReviewed":"The bridge was opened on 3 May 1932 by the mayor of Eastwater.","dateModified":"2026-11-23T08:05:00Z","datePublished":"2026-11-23T08:04:00Z","identifier":[{"@type":"PropertyValue","propertyID":"claim","value":"C1"},{"@type":"PropertyValue","propertyID":"log","value":"desk.example"}],"itemReviewed":{"@id":"urn:uuid:5e5428d8-9fcf-823e-9233-94fc3cf6446f","@type":"Claim","appearance":[{"@type":"CreativeWork","author":{"name":"Ina Quell"},"datePublished":"2026-11-20","headline":"A bridge for Eastwater","inLanguage":"en-GB","url":"https://news.example/bridge"}],"identifier":{"@type":"PropertyValue","propertyID":"sha256","value":"bcc57ebbf5a6eddae9429bce81c6561ff9b65f62f81820af4abdc244b7721c1f"},"inLanguage":"en-GB"},"reviewRating":{"@type":"Rating","alternateName":"Corroborated","bestRating":3,"ratingValue":3,"worstRating":1},"sdDatePublished":"2026-11-23T09:00:00Z","url":"https://desk.example/checks/claims/C1.html"}</script>
<!-- C5 -->
<script type="application/ld+json">{"@context":"https://schema.org","@id":"urn:uuid:4769c88a-25b7-8a5b-854b-91c4cf2f4f65","@type":"ClaimReview","author":{"@type":"Organization","name":"The desk of Eastwater","url":"https://desk.example/checks/"},"claimReviewed":"Nobody crossed the river by boat in 1933.","dateModified":"2026-11-23T08:13:00Z","datePublished":"2026-11-23T08:13:00Z","identifier":[{"@type":"PropertyValue","propertyID":"claim","value":"C5"},{"@type":"PropertyValue","propertyID":"log","value":"desk.example"}],"itemReviewed":{"@id":"urn:uuid:dbb6e944-716f-82fc-a4f4-5a556994ffc6","@type":"Claim","appearance":[{"@type":"CreativeWork","name":"ferry.txt"}],"identifier":{"@type":"PropertyValue","propertyID":"sha256","value":"2c3dc8b71a4ef36f7036e4b133395d726f91cf999273367afcaf6afece3a0fa3"}},"reviewRating":{"@type":"Rating","alternateName":"Disputed","bestRating":3,"ratingExplanation":"the rowing club did","ratingValue":1,"worstRating":1},"sdDatePublished":"2026-11-23T09:00:00Z","url":"https://desk.example/checks/claims/C5.html"}</script>

"#]].raw());
}

#[test]
fn annotations_name_their_places_in_characters_and_in_bytes() {
    let written = of(Exchange::Annotations);
    serde_json::from_str::<Value>(&written).unwrap();
    assert_data_eq!(written, str![[r#"
{"@context":"http://www.w3.org/ns/anno.jsonld","id":"urn:uuid:341786eb-e7aa-81c7-bf01-00c85d0352cd","type":"AnnotationCollection","label":"Claims and verdicts","generated":"2026-11-23T09:00:00Z","generator":{"name":"factledger","type":"Software"},
"first":{"id":"urn:uuid:9dd3b7a9-6efc-8018-a3a1-362295aa3964","type":"AnnotationPage","partOf":"urn:uuid:341786eb-e7aa-81c7-bf01-00c85d0352cd","startIndex":0,"items":[
{"body":[{"format":"text/plain","purpose":"classifying","type":"TextualBody","value":"corroborated"},{"created":"2026-11-23T08:04:00Z","creator":{"name":"ana","type":"Person"},"format":"text/plain","purpose":"assessing","type":"TextualBody","value":"corroborated: minutes of the council, page 3"},{"created":"2026-11-23T08:05:00Z","creator":{"name":"Олена","type":"Person"},"format":"text/plain","purpose":"assessing","type":"TextualBody","value":"corroborated"}],"created":"2026-11-23T08:03:00Z","creator":{"name":"The desk of Eastwater","type":"Organization"},"id":"urn:uuid:f92057ce-488c-84a6-8cb3-5a25f5b6bde8","modified":"2026-11-23T08:05:00Z","motivation":["assessing","classifying"],"target":[{"selector":[{"exact":"The bridge was opened on 3 May 1932 by the mayor of Eastwater.","prefix":"","suffix":"","type":"TextQuoteSelector"}],"source":"https://news.example/bridge","state":{"cached":"ni:///sha-256;10Ob7iR3O8v6LQqXlH7jYiexDRAisaVYR-kollu2v94","sourceDate":"2026-11-23T08:02:00Z","type":"TimeState"},"type":"SpecificResource"},{"selector":[{"exact":"The bridge was opened on 3 May 1932 by the mayor of Eastwater.","prefix":"","suffix":"","type":"TextQuoteSelector"},{"end":86,"start":24,"type":"TextPositionSelector"},{"end":86,"start":24,"type":"DataPositionSelector"}],"source":"ni:///sha-256;22rlIjUaN8RqKsBkqaYVYz89mG7tj0YMCaDvrrm6k1Q","type":"SpecificResource"}],"type":"Annotation"},
{"body":[{"format":"text/plain","purpose":"classifying","type":"TextualBody","value":"in conflict"},{"created":"2026-11-23T08:06:00Z","creator":{"name":"ana","type":"Person"},"format":"text/plain","purpose":"assessing","type":"TextualBody","value":"disputed: the books say 7 million\nsee *page* 12"},{"created":"2026-11-23T08:07:00Z","creator":{"name":"ben","type":"Person"},"format":"text/plain","purpose":"assessing","type":"TextualBody","value":"corroborated: the books were corrected"}],"created":"2026-11-23T08:03:00Z","creator":{"name":"The desk of Eastwater","type":"Organization"},"id":"urn:uuid:5809ebff-a92f-8acd-90d4-790bd8299acf","modified":"2026-11-23T08:07:00Z","motivation":["assessing","classifying"],"target":[{"selector":[{"exact":"It cost 6 million crowns, the council said on Tuesday.","prefix":"","suffix":" “Four of the 12 pillars were bu","type":"TextQuoteSelector"},{"end":1151,"start":1087,"type":"DataPositionSelector"}],"source":"https://news.example/bridge","state":{"cached":"ni:///sha-256;10Ob7iR3O8v6LQqXlH7jYiexDRAisaVYR-kollu2v94","sourceDate":"2026-11-23T08:02:00Z","type":"TimeState"},"type":"SpecificResource"},{"selector":[{"exact":"It cost 6 million crowns, the council said on Tuesday.","prefix":"","suffix":" “Four of the 12 pillars were bu","type":"TextQuoteSelector"},{"end":141,"start":87,"type":"TextPositionSelector"},{"end":141,"start":87,"type":"DataPositionSelector"}],"source":"ni:///sha-256;22rlIjUaN8RqKsBkqaYVYz89mG7tj0YMCaDvrrm6k1Q","type":"SpecificResource"}],"type":"Annotation"},
{"body":[{"format":"text/plain","purpose":"classifying","type":"TextualBody","value":"unverified"}],"created":"2026-11-23T08:03:00Z","creator":{"name":"The desk of Eastwater","type":"Organization"},"id":"urn:uuid:e9957097-7835-8573-8b36-d893e2ed77e4","modified":"2026-11-23T08:14:00Z","motivation":"classifying","target":[{"selector":[{"exact":"Four of the 12 pillars were built on sand","prefix":", the council said on Tuesday. “","suffix":",” Ina Quell wrote in 1934.","type":"TextQuoteSelector"}],"source":"https://news.example/bridge","state":{"cached":"ni:///sha-256;10Ob7iR3O8v6LQqXlH7jYiexDRAisaVYR-kollu2v94","sourceDate":"2026-11-23T08:02:00Z","type":"TimeState"},"type":"SpecificResource"},{"selector":[{"exact":"Four of the 12 pillars were built on sand","prefix":", the council said on Tuesday. “","suffix":",” Ina Quell wrote in 1934.","type":"TextQuoteSelector"},{"end":184,"start":143,"type":"TextPositionSelector"},{"end":186,"start":145,"type":"DataPositionSelector"}],"source":"ni:///sha-256;22rlIjUaN8RqKsBkqaYVYz89mG7tj0YMCaDvrrm6k1Q","type":"SpecificResource"}],"type":"Annotation"},
{"body":[{"format":"text/plain","purpose":"classifying","type":"TextualBody","value":"unverified"},{"created":"2026-11-23T08:10:00Z","creator":{"name":"ana","type":"Person"},"format":"text/plain","purpose":"assessing","type":"TextualBody","value":"unverified: the tariff was of 1934"}],"created":"2026-11-23T08:03:00Z","creator":{"name":"The desk of Eastwater","type":"Organization"},"id":"urn:uuid:879d27a6-2c22-8ab8-b500-fd674412aae3","modified":"2026-11-23T08:10:00Z","motivation":["assessing","classifying"],"target":[{"selector":[{"exact":"The fare had been 2 crowns & a half.","prefix":" and 40 people lost their work. ","suffix":"","type":"TextQuoteSelector"}],"source":"https://news.example/bridge","state":{"cached":"ni:///sha-256;10Ob7iR3O8v6LQqXlH7jYiexDRAisaVYR-kollu2v94","sourceDate":"2026-11-23T08:02:00Z","type":"TimeState"},"type":"SpecificResource"},{"selector":[{"exact":"The fare had been 2 crowns & a half.","prefix":" and 40 people lost their work. ","suffix":"","type":"TextQuoteSelector"},{"end":314,"start":278,"type":"TextPositionSelector"},{"end":318,"start":282,"type":"DataPositionSelector"}],"source":"ni:///sha-256;22rlIjUaN8RqKsBkqaYVYz89mG7tj0YMCaDvrrm6k1Q","type":"SpecificResource"}],"type":"Annotation"},
{"body":[{"format":"text/plain","purpose":"classifying","type":"TextualBody","value":"disputed"},{"created":"2026-11-23T08:13:00Z","creator":{"name":"ana","type":"Person"},"format":"text/plain","purpose":"assessing","type":"TextualBody","value":"disputed: the rowing club did"}],"created":"2026-11-23T08:03:00Z","creator":{"name":"The desk of Eastwater","type":"Organization"},"id":"urn:uuid:c6502d11-17ca-89d9-aa71-82525a033fe7","modified":"2026-11-23T08:13:00Z","motivation":["assessing","classifying"],"target":[{"selector":[{"exact":"Nobody crossed the river by boat in 1933.","prefix":"","suffix":"","type":"TextQuoteSelector"}],"source":"ni:///sha-256;10Ob7iR3O8v6LQqXlH7jYiexDRAisaVYR-kollu2v94","type":"SpecificResource"},{"selector":[{"exact":"Nobody crossed the river by boat in 1933.","prefix":"","suffix":"","type":"TextQuoteSelector"},{"end":41,"start":0,"type":"TextPositionSelector"},{"end":41,"start":0,"type":"DataPositionSelector"}],"source":"ni:///sha-256;eUhLstY88QqYW_AqiDus3r8SGt3Y3TilQqj_Madn1eo","type":"SpecificResource"}],"type":"Annotation"}
]},"total":5}

"#]].raw());
}

#[test]
fn claims_of_the_data_set_have_a_label() {
    let written = of(Exchange::Averitec);
    serde_json::from_str::<Value>(&written).unwrap();
    assert_data_eq!(written, str![[r#"
[
{"cached_original_claim_url":null,"claim":"The bridge was opened on 3 May 1932 by the mayor of Eastwater.","claim_date":null,"claim_types":[],"fact_checking_article":"https://desk.example/checks/claims/C1.html","fact_checking_strategies":[],"justification":"minutes of the council, page 3","label":"Supported","location_ISO_code":null,"original_claim_url":"https://news.example/bridge","questions":[],"reporting_source":"news.example","required_reannotation":false,"speaker":null},
{"cached_original_claim_url":null,"claim":"Nobody crossed the river by boat in 1933.","claim_date":null,"claim_types":[],"fact_checking_article":"https://desk.example/checks/claims/C5.html","fact_checking_strategies":[],"justification":"the rowing club did","label":"Refuted","location_ISO_code":null,"original_claim_url":null,"questions":[],"reporting_source":null,"required_reannotation":false,"speaker":null}
]

"#]].raw());
}

#[test]
fn what_is_left_out_is_counted() {
    for exchange in Exchange::ALL {
        let (_, caveats) = written(exchange, &Publication::default(), samples::sections());
        let left: u64 = caveats.left_out.values().map(|few| few.claims).sum();
        assert_eq!(caveats.written + left, 6, "{exchange:?}");
    }
    let (_, caveats) = written(Exchange::ClaimReview, &Publication::default(), samples::sections());
    let counts: Vec<_> = caveats.left_out.iter().map(|(why, few)| (*why, few.claims)).collect();
    assert_eq!(counts, [(LeftOut::Aside, 1), (LeftOut::InConflict, 1), (LeftOut::Unverified, 2)]);
    let doubts: Vec<_> = caveats.doubts.iter().map(|(doubt, few)| (*doubt, few.claims)).collect();
    assert_eq!(
        doubts,
        [
            (Doubt::NoCitation, 2),
            (Doubt::NoClaimant, 2),
            (Doubt::NoUrl, 2),
            (Doubt::NoWebAddress, 1),
        ]
    );
}

#[test]
fn foreign_text_stays_text() {
    for exchange in Exchange::ALL {
        let hostile = || vec![samples::hostile()];
        let (page, caveats) = written(exchange, &publication(), hostile());
        assert_eq!(caveats.written, 1, "{exchange:?}");
        let value = match exchange {
            Exchange::ClaimReviewHtml => {
                let (_, script) = page.split_once("<script type=\"application/ld+json\">").unwrap();
                let (json, rest) = script.split_once("</script>").unwrap();
                assert!(!json.contains('<') && rest == "\n", "{page}");
                json.to_owned()
            }
            Exchange::Annotations | Exchange::Averitec | Exchange::ClaimReview => page,
        };
        let value: Value = serde_json::from_str(&value).unwrap();
        let found = value.to_string().matches(&json!(samples::HOSTILE).to_string()).count();
        assert!(found >= 2, "{exchange:?}: {found}");
    }
}

#[test]
fn a_name_is_the_same_each_time_and_another_for_another_thing() {
    let log: Origin = "desk.example".parse().unwrap();
    let of = |what: &str| urn(Some(&log), what);
    assert_eq!(of("C1"), of("C1"));
    assert_ne!(of("C1"), of("C2"));
    assert_ne!(of("C1"), urn(None, "C1"));
    assert!(of("C1").starts_with("urn:uuid:"), "{}", of("C1"));
    // The example of RFC 6920.
    let name = named_information(Sha256::of("Hello World!"));
    assert_eq!(name, "ni:///sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGk");
}
