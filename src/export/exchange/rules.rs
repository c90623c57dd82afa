//! The rules of a check that readers keep to. What breaks one is never written. That there is a verdict
//! is known by the status of the claim, not by the words of a rating: a house may have any.

use std::io;

use serde_json::Value;

use super::address::web_address;

/// Fail where a check breaks a rule.
pub(super) fn ensure(check: &Value) -> io::Result<()> {
    match broken(check) {
        None => Ok(()),
        Some(rule) => Err(io::Error::other(format!("{} breaks a rule: {rule}", check["@id"]))),
    }
}

/// The first rule that a check breaks.
fn broken(check: &Value) -> Option<&'static str> {
    let text = |value: &Value| value.as_str().is_some_and(|text| !text.trim().is_empty());
    let rating = &check["reviewRating"];
    let item = &check["itemReviewed"];
    let number = |name: &str| rating[name].as_u64();
    let is_scale = match (number("worstRating"), number("ratingValue"), number("bestRating")) {
        (Some(worst), Some(value), Some(best)) => {
            worst >= 1 && best > worst && (worst..=best).contains(&value)
        }
        (None, None, None) => ["worstRating", "ratingValue", "bestRating"]
            .iter()
            .all(|name| rating.get(name).is_none()),
        _ => false,
    };
    let absent_or = |value: Option<&Value>, is: &dyn Fn(&Value) -> bool| value.is_none_or(is);
    let is_address = |value: &Value| value.as_str().and_then(web_address).is_some();
    let names = |value: &Value| text(&value["name"]);
    let is_in_place =
        |place: &Value| place.get("url").map_or_else(|| text(&place["name"]), &is_address);
    let appearances = item["appearance"].as_array();
    let rules = [
        (
            check["@type"] == "ClaimReview" && item["@type"] == "Claim",
            "it is not a check of a claim",
        ),
        (text(&check["claimReviewed"]), "it says no claim"),
        (
            rating["@type"] == "Rating" && text(&rating["alternateName"]),
            "it has no rating in words",
        ),
        (is_scale, "its rating is not on its scale"),
        (absent_or(check.get("url"), &is_address), "its address is not one on the web"),
        (absent_or(check.get("author"), &names), "its author has no name"),
        (absent_or(item.get("author"), &names), "who said it has no name"),
        (
            appearances.is_some_and(|all| !all.is_empty() && all.iter().all(is_in_place)),
            "it does not say where the claim appeared",
        ),
    ];
    rules.into_iter().find(|(holds, _)| !holds).map(|(_, rule)| rule)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_check_that_breaks_a_rule_is_refused() {
        let sound = json!({
            "@type": "ClaimReview",
            "url": "https://desk.example/claims/C1.html",
            "author": {"name": "desk"},
            "claimReviewed": "It cost 6 million crowns.",
            "reviewRating": {"@type": "Rating", "alternateName": "Disputed",
                "worstRating": 1, "ratingValue": 1, "bestRating": 3},
            "itemReviewed": {"@type": "Claim", "author": {"name": "the council"},
                "appearance": [{"url": "https://news.example/bridge"}, {"name": "ferry.txt"}]},
        });
        assert_eq!(broken(&sound), None);
        for (place, wrong) in [
            ("/@type", json!("Review")),
            ("/url", json!("C1.html")),
            ("/url", json!("javascript:alert(1)")),
            ("/author/name", json!("")),
            ("/claimReviewed", json!(" ")),
            ("/claimReviewed", json!(null)),
            ("/reviewRating/alternateName", json!("")),
            ("/reviewRating/worstRating", json!(0)),
            ("/reviewRating/bestRating", json!(1)),
            ("/reviewRating/ratingValue", json!(4)),
            ("/reviewRating/ratingValue", json!("1")),
            ("/itemReviewed/@type", json!("CreativeWork")),
            ("/itemReviewed/author/name", json!("")),
            ("/itemReviewed/appearance", json!([])),
            ("/itemReviewed/appearance/0/url", json!("ferry.txt")),
        ] {
            let mut changed = sound.clone();
            *changed.pointer_mut(place).unwrap() = wrong;
            assert!(broken(&changed).is_some() && ensure(&changed).is_err(), "{place}");
        }
        // What is not known may be absent.
        let mut less = sound.clone();
        for name in ["url", "author"] {
            less.as_object_mut().unwrap().remove(name);
        }
        less["itemReviewed"].as_object_mut().unwrap().remove("author");
        less["reviewRating"] = json!({"@type": "Rating", "alternateName": "misleading"});
        assert_eq!(broken(&less), None);
    }
}
