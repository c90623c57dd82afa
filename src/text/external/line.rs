use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::ProposeError;
use crate::domain::{Score, Sha256, Visible};

/// The only version of the protocol.
const VERSION: u64 = 1;

#[derive(Serialize)]
struct Hello {
    factledger_extractor: u64,
    program: &'static str,
    version: &'static str,
}

/// An article, as it is written to the extractor.
#[derive(Serialize)]
pub(super) struct Article<'a> {
    pub(super) id: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) language: Option<&'a str>,
    pub(super) sentences: Vec<[usize; 2]>,
    pub(super) text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) title: Option<&'a str>,
}

pub(super) fn greeting() -> Vec<u8> {
    to_line(&Hello {
        factledger_extractor: VERSION,
        program: "factledger",
        version: env!("CARGO_PKG_VERSION"),
    })
}

pub(super) fn to_line(message: &impl Serialize) -> Vec<u8> {
    // Strings and numbers can always be written to memory.
    let mut line = serde_json::to_vec(message).unwrap_or_default();
    line.push(b'\n');
    line
}

/// What an extractor says of itself.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Greeting {
    pub(super) model_sha256: Option<Sha256>,
    pub(super) name: String,
    pub(super) version: String,
}

#[derive(Deserialize)]
struct RawGreeting {
    factledger_extractor: u64,
    model_sha256: Option<Sha256>,
    name: String,
    version: String,
}

impl Greeting {
    pub(super) fn read(line: &[u8]) -> Result<Self, ProposeError> {
        /// In bytes.
        const LONGEST: usize = 100;
        let wrong = |why: String| ProposeError::Greeting { why };
        let raw: RawGreeting =
            serde_json::from_slice(line).map_err(|error| wrong(reason(&error)))?;
        if raw.factledger_extractor != VERSION {
            return Err(wrong(format!(
                "it is of version {} of the protocol, and {VERSION} is spoken here",
                raw.factledger_extractor
            )));
        }
        // What is recorded is shown for years, and what cannot be seen would pass for another name.
        let visible = |what: &str, said: &str| match Visible::line(said.trim()).to_string() {
            said if said.is_empty() => Err(wrong(format!("its {what} is blank"))),
            said if said.len() > LONGEST => {
                Err(wrong(format!("its {what} is longer than {LONGEST} bytes")))
            }
            said => Ok(said),
        };
        Ok(Self {
            model_sha256: raw.model_sha256,
            name: format!("external:{}", visible("name", &raw.name)?),
            version: visible("version", &raw.version)?,
        })
    }
}

/// What an extractor answers about the article that it reads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Answer<'a> {
    Claim(Claim<'a>),
    Done,
    GaveUp(String),
}

/// A claim as it is proposed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Claim<'a> {
    pub(super) claimant: Option<Words<'a>>,
    pub(super) score: Score,
    pub(super) words: Words<'a>,
}

/// Words that should stand in the text.
#[derive(Debug, PartialEq, Eq, Deserialize)]
pub(super) struct Words<'a> {
    pub(super) end: usize,
    #[serde(borrow)]
    pub(super) quote: Cow<'a, str>,
    pub(super) start: usize,
}

#[derive(Deserialize)]
struct RawAnswer<'a> {
    #[serde(borrow)]
    claimant: Option<Words<'a>>,
    #[serde(default)]
    done: bool,
    end: Option<usize>,
    error: Option<String>,
    id: u64,
    #[serde(borrow)]
    quote: Option<Cow<'a, str>>,
    score: Option<Score>,
    start: Option<usize>,
}

impl<'a> Answer<'a> {
    /// What the line says about this article, or else why it says nothing.
    pub(super) fn read(line: &'a [u8], article: u64) -> Result<Self, String> {
        let raw: RawAnswer<'a> = serde_json::from_slice(line).map_err(|error| reason(&error))?;
        if raw.id != article {
            return Err(format!("it is about article {}, not {article}", raw.id));
        }
        if let Some(why) = raw.error {
            return Ok(Self::GaveUp(shortened(&why, 500)));
        }
        if raw.done {
            return Ok(Self::Done);
        }
        let (Some(start), Some(end), Some(quote)) = (raw.start, raw.end, raw.quote) else {
            return Err("it has no start, end and quote, and is not done".to_owned());
        };
        Ok(Self::Claim(Claim {
            claimant: raw.claimant,
            score: raw.score.unwrap_or(Score::MAX),
            words: Words { end, quote, start },
        }))
    }
}

/// Why a line cannot be read, without the place: a line is one line.
fn reason(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let said = said.split(" at line 1 column").next().unwrap_or_default();
    match error.classify() {
        serde_json::error::Category::Data => shortened(said, 200),
        serde_json::error::Category::Eof
        | serde_json::error::Category::Io
        | serde_json::error::Category::Syntax => format!("it is no JSON: {}", shortened(said, 200)),
    }
}

/// Its first letters.
pub(super) fn shortened(words: &str, most: usize) -> String {
    match words.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(line: &str, expected: &str) {
        assert_eq!(Answer::read(line.as_bytes(), 1), Err(expected.to_owned()), "{line}");
    }

    #[track_caller]
    fn no_greeting(line: &str, expected: &str) {
        let error = Greeting::read(line.as_bytes()).unwrap_err().to_string();
        assert_eq!(error, format!("its first line is no greeting: {expected}"));
    }

    #[test]
    fn an_extractor_says_what_it_is() {
        let hash = Sha256::of("model");
        let line = format!(
            "{{\"factledger_extractor\":1,\"name\":\" desk\u{200b} \",\"version\":\"2\",\
             \"model_sha256\":\"{hash}\",\"more\":[]}}"
        );
        assert_eq!(
            Greeting::read(line.as_bytes()).unwrap(),
            Greeting {
                model_sha256: Some(hash),
                name: "external:desk⟪U+200B⟫".into(),
                version: "2".into(),
            }
        );
    }

    #[test]
    fn what_is_no_greeting_says_why() {
        no_greeting("Loading...", "it is no JSON: expected value");
        no_greeting("{}", "missing field `factledger_extractor`");
        no_greeting(
            r#"{"factledger_extractor":2,"name":"x","version":"1"}"#,
            "it is of version 2 of the protocol, and 1 is spoken here",
        );
        no_greeting(r#"{"factledger_extractor":1,"name":" ","version":"1"}"#, "its name is blank");
        let long = "x".repeat(101);
        no_greeting(
            &format!(r#"{{"factledger_extractor":1,"name":"x","version":"{long}"}}"#),
            "its version is longer than 100 bytes",
        );
        no_greeting(
            r#"{"factledger_extractor":1,"name":"x","version":"1","model_sha256":"abc"}"#,
            "not a SHA-256 hash: 64 lower-case hexadecimal digits",
        );
    }

    #[test]
    fn an_answer_is_a_claim_or_the_end() {
        let read = |line: &'static str| Answer::read(line.as_bytes(), 1).unwrap();
        let claim = |claimant, score| {
            let words = Words { end: 3, quote: "one".into(), start: 0 };
            Answer::Claim(Claim { claimant, score, words })
        };
        assert_eq!(read(r#"{"id":1,"start":0,"end":3,"quote":"one"}"#), claim(None, Score::MAX));
        assert_eq!(
            read(
                r#"{"id":1,"start":0,"end":3,"quote":"\u006fne","score":7,"kind":"x",
                    "claimant":{"start":4,"end":6,"quote":"Bo","of":1},"done":false}"#
            ),
            claim(Some(Words { end: 6, quote: "Bo".into(), start: 4 }), Score::clamped(7))
        );
        assert_eq!(
            read(r#"{"id":1,"start":0,"end":3,"quote":"one","score":null,"claimant":null}"#),
            claim(None, Score::MAX)
        );
        assert_eq!(read(r#"{"id":1,"done":true}"#), Answer::Done);
        assert_eq!(read(r#"{"id":1,"error":"no model"}"#), Answer::GaveUp("no model".into()));
    }

    #[test]
    fn a_line_that_says_nothing_is_refused() {
        refused("loading 3 %", "it is no JSON: expected value");
        refused(r#"{"id":1,"#, "it is no JSON: EOF while parsing a value");
        refused(r#"{"start":0,"end":3,"quote":"one"}"#, "missing field `id`");
        refused(r#"{"id":2,"done":true}"#, "it is about article 2, not 1");
        refused(r#"{"id":1}"#, "it has no start, end and quote, and is not done");
        refused(
            r#"{"id":1,"start":-1,"end":3,"quote":"one"}"#,
            "invalid value: integer `-1`, expected usize",
        );
        refused(
            r#"{"id":1,"start":0,"end":3,"quote":"one","score":0.5}"#,
            "invalid type: floating point `0.5`, expected u16",
        );
        refused(
            r#"{"id":1,"start":0,"end":3,"quote":"one","score":1001}"#,
            "not a score: a whole number from 0 to 1000",
        );
        refused(r#"{"id":1,"start":0,"end":3,"quote":"one","start":0}"#, "duplicate field `start`");
        assert!(Answer::read(b"{\"id\":1,\"error\":\"\xff\"}", 1).is_err());
    }
}
