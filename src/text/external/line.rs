use serde::Serialize;

use super::ProposeError;
use super::object::{Object, shortened};
use crate::domain::{Score, Sha256, Visible};

/// The only version of the protocol.
const VERSION: u64 = 1;

#[derive(Serialize)]
struct Hello {
    factledger_extractor: u64,
    name: &'static str,
    /// The name again, for extractors written when only this member existed.
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
        name: "factledger",
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

impl Greeting {
    pub(super) fn read(line: &[u8]) -> Result<Self, ProposeError> {
        /// In bytes.
        const LONGEST: usize = 100;
        let wrong = |why: String| ProposeError::Greeting { why };
        if line.trim_ascii() == greeting().trim_ascii() {
            return Err(wrong("it only repeats what is written to it".to_owned()));
        }
        let said = Object::read(line).map_err(wrong)?;
        let version = said.number("factledger_extractor").map_err(wrong)?;
        let Some(version) = version else {
            return Err(wrong("it has no `factledger_extractor`".to_owned()));
        };
        if version != VERSION {
            return Err(wrong(format!(
                "it uses version {version} of the protocol, and only {VERSION} is supported"
            )));
        }
        let text = |name: &str| {
            let text = said.text(name).map_err(wrong)?;
            text.ok_or_else(|| wrong(format!("it has no `{name}`")))
        };
        let hash = said.text("model_sha256").map_err(wrong)?.map(str::parse::<Sha256>);
        let hash = hash.transpose().map_err(|error| wrong(format!("`model_sha256` is {error}")))?;
        // What is recorded is shown for years, and what cannot be seen would pass for another name.
        let visible = |what: &str, said: &str| match Visible::line(said.trim()).to_string() {
            said if said.is_empty() => Err(wrong(format!("its {what} is blank"))),
            said if said.len() > LONGEST => {
                Err(wrong(format!("its {what} is longer than {LONGEST} bytes")))
            }
            said => Ok(said),
        };
        Ok(Self {
            model_sha256: hash,
            name: format!("external:{}", visible("name", text("name")?)?),
            version: visible("version", text("version")?)?,
        })
    }
}

/// What an extractor answers about the article that it reads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Answer {
    Claim(Claim),
    Done,
    GaveUp(String),
}

/// A claim as it is proposed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Claim {
    pub(super) claimant: Option<Words>,
    pub(super) score: Score,
    pub(super) words: Words,
}

/// Words that should stand in the text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) end: usize,
    pub(super) quote: String,
    pub(super) start: usize,
}

impl Words {
    /// The start, the end and the quote in this object, or nothing if one of them is missing.
    fn read(said: &Object) -> Result<Option<Self>, String> {
        let (start, end) = (said.number("start")?, said.number("end")?);
        let (Some(start), Some(end), Some(quote)) = (start, end, said.text("quote")?) else {
            return Ok(None);
        };
        // Anything larger is outside any text.
        let place = |number| usize::try_from(number).unwrap_or(usize::MAX);
        Ok(Some(Self { end: place(end), quote: quote.to_owned(), start: place(start) }))
    }
}

impl Answer {
    /// What the line says about this article, or why it is rejected.
    pub(super) fn read(line: &[u8], article: u64) -> Result<Self, String> {
        const INCOMPLETE: &str = "`start`, `end` or `quote` is missing";
        let said = Object::read(line)?;
        match said.number("id")? {
            Some(id) if id == article => {}
            Some(id) => return Err(format!("it is about article {id}, not {article}")),
            None => return Err("it has no `id`".to_owned()),
        }
        if let Some(why) = said.text("error")? {
            return Ok(Self::GaveUp(shortened(why, 500)));
        }
        if said.flag("done")? {
            return Ok(Self::Done);
        }
        let words = Words::read(&said)?.ok_or_else(|| INCOMPLETE.to_owned())?;
        let claimant = said.object("claimant")?.map(|said| {
            let words = Words::read(&said).and_then(|words| words.ok_or(INCOMPLETE.to_owned()));
            words.map_err(|why| format!("claimant: {why}"))
        });
        let score = said.number("score")?.map(|score| {
            let score = u16::try_from(score).ok().and_then(|score| Score::try_from(score).ok());
            score.ok_or_else(|| "`score` is not a whole number from 0 to 1000".to_owned())
        });
        Ok(Self::Claim(Claim {
            claimant: claimant.transpose()?,
            score: score.transpose()?.unwrap_or(Score::MAX),
            words,
        }))
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
        assert_eq!(error, format!("its first line is not a valid greeting: {expected}"));
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
    fn an_invalid_greeting_is_refused_with_the_reason() {
        no_greeting("Loading...", "it is not JSON, from byte 1 on");
        let own = String::from_utf8(greeting()).unwrap();
        no_greeting(&own, "it only repeats what is written to it");
        no_greeting("[]", "it is not a JSON object");
        no_greeting("{}", "it has no `factledger_extractor`");
        no_greeting(r#"{"factledger_extractor":1,"version":"1"}"#, "it has no `name`");
        no_greeting(r#"{"factledger_extractor":1,"name":2}"#, "`name` is not a string");
        no_greeting(
            r#"{"factledger_extractor":2,"name":"x","version":"1"}"#,
            "it uses version 2 of the protocol, and only 1 is supported",
        );
        no_greeting(r#"{"factledger_extractor":1,"name":" ","version":"1"}"#, "its name is blank");
        let long = "x".repeat(101);
        no_greeting(
            &format!(r#"{{"factledger_extractor":1,"name":"x","version":"{long}"}}"#),
            "its version is longer than 100 bytes",
        );
        no_greeting(
            r#"{"factledger_extractor":1,"name":"x","version":"1","model_sha256":"abc"}"#,
            "`model_sha256` is not a SHA-256 hash: 64 lower-case hexadecimal digits",
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
        refused("loading 3 %", "it is not JSON, from byte 1 on");
        refused(r#"{"id":1,"#, "its JSON does not end");
        refused(r#""done""#, "it is not a JSON object");
        refused(r#"{"start":0,"end":3,"quote":"one"}"#, "it has no `id`");
        refused(r#"{"id":2,"done":true}"#, "it is about article 2, not 1");
        refused(r#"{"id":"1","done":true}"#, "`id` is not a whole number");
        refused(r#"{"id":1,"done":"yes"}"#, "`done` is neither true nor false");
        refused(r#"{"id":1}"#, "`start`, `end` or `quote` is missing");
        let claim = |more: &str| format!(r#"{{"id":1,"start":0,"end":3,"quote":"one",{more}}}"#);
        refused(r#"{"id":1,"start":-1,"end":3,"quote":"one"}"#, "`start` is not a whole number");
        for score in ["0.5", "1001", "99999999"] {
            let why = if score == "0.5" {
                "`score` is not a whole number"
            } else {
                "`score` is not a whole number from 0 to 1000"
            };
            refused(&claim(&format!(r#""score":{score}"#)), why);
        }
        refused(&claim(r#""start":0"#), "`start` appears twice");
        refused(&claim(r#""claimant":"Bo""#), "`claimant` is not an object");
        refused(
            &claim(r#""claimant":{"start":4}"#),
            "claimant: `start`, `end` or `quote` is missing",
        );
        assert_eq!(
            Answer::read(b"{\"id\":1,\"error\":\"\xff\"}", 1),
            Err("it is not UTF-8".to_owned())
        );
    }

    #[test]
    fn both_sides_greet_with_the_same_fields() {
        let ours = Object::read(greeting().trim_ascii()).unwrap();
        assert_eq!(ours.number("factledger_extractor"), Ok(Some(VERSION)));
        assert_eq!(ours.text("name"), Ok(Some("factledger")));
        assert_eq!(ours.text("version"), Ok(Some(env!("CARGO_PKG_VERSION"))));
    }
}
