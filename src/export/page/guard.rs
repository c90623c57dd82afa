//! What no template may write: it would run something, or ask for something. The templates of a
//! newsroom are looked at in what they write, a piece at a time.

use html5gum::{Error, Token, Tokenizer};

/// Keeps a page from asking for anything, and from running anything.
pub(super) const POLICY: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src \
    'none'; style-src 'unsafe-inline'; img-src data:\">";

/// Where the head of a page of a site has its feeds, and the check as `ClaimReview`.
pub(super) const HEAD: &str = "<meta name=\"factledger-head\">";

/// Elements that a page of ours never has.
const FORBIDDEN: [&str; 12] = [
    "applet", "audio", "base", "embed", "form", "frame", "iframe", "link", "object", "script",
    "template", "video",
];

/// What a piece can end in, so that the next one goes on with it.
const CUT_OFF: [Error; 3] = [Error::EofInTag, Error::EofBeforeTagName, Error::EofInComment];

/// What is wrong with a piece of a page, if anything is.
pub(super) fn fault(piece: &str) -> Option<String> {
    // The policy itself is ours.
    let piece = piece.replacen(POLICY, "", 1);
    for token in Tokenizer::new(&piece) {
        let tag = match token {
            Ok(Token::StartTag(tag)) => tag,
            Ok(Token::Error(error)) if CUT_OFF.contains(&error) => {
                return Some("it ends within a tag or a comment".to_owned());
            }
            Ok(_) | Err(_) => continue,
        };
        let name = String::from_utf8_lossy(&tag.name).to_lowercase();
        if FORBIDDEN.contains(&name.as_str()) {
            return Some(format!("it writes `<{name}>`, which no report may have"));
        }
        for (attribute, value) in &tag.attributes {
            let attribute = String::from_utf8_lossy(attribute).to_lowercase();
            let value = String::from_utf8_lossy(value).trim_start().to_lowercase();
            let is_address = ["href", "src", "xlink:href"].contains(&attribute.as_str());
            let runs = value.starts_with("javascript:") || value.starts_with("data:text");
            if attribute.starts_with("on") || attribute == "http-equiv" || is_address && runs {
                return Some(format!("it writes `{attribute}`, which could run something"));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_run_or_ask_is_found() {
        for bad in [
            "<p><script>alert(1)</script>",
            "<ScRiPt >",
            "<base href=\"https://x.example\">",
            "<meta http-equiv=refresh content=0>",
            "<p onclick=\"x()\">",
            "<a href=\" JavaScript:x()\">",
            "<p>a <scr",
            "<!-- a",
            "<link rel=stylesheet href=x>",
        ] {
            assert!(fault(bad).is_some(), "{bad}");
        }
        for good in
            ["", "<p>a", "<a href=\"#C1\" rel=x>1</a>", "a < b", POLICY, "<meta charset=utf-8>"]
        {
            assert_eq!(fault(good), None, "{good}");
        }
    }
}
