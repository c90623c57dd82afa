//! External extractors: a program reads articles, and proposes claims.
//!
//! # The protocol, version 1
//!
//! One JSON object per line (JSON Lines), in UTF-8. factledger starts the command once per import,
//! with the shell, writes to its standard input and reads its standard output; its
//! standard error is shown. Each side prints a greeting, in any order:
//!
//! ```json
//! {"factledger_extractor":1,"name":"factledger","program":"factledger","version":"0.2.0"}
//! {"factledger_extractor":1,"name":"desk-model","version":"3","model_sha256":"9f86…"}
//! ```
//!
//! Then each article is one line; the next follows when the previous one is done:
//!
//! ```json
//! {"id":1,"language":"en","sentences":[[0,34],[35,50]],"text":"The toll rose …","title":"Tolls"}
//! ```
//!
//! The program prints a line for each claim, in any order, and one that says it is done:
//!
//! ```json
//! {"id":1,"start":0,"end":34,"quote":"The toll rose by 4 percent in May.","score":812,
//!  "claimant":{"start":40,"end":49,"quote":"the mayor"}}
//! {"id":1,"done":true}
//! ```
//!
//! (each on one line). Offsets count the bytes of the text in UTF-8, from 0; an end is the first
//! byte after. `score` is a whole number from 0 to 1000 (default 1000); `claimant`,
//! `language`, `title` and `model_sha256` are optional. `{"id":1,"error":"why"}` gives up, and ends
//! the import. After the last article the input is closed, and the program has
//! [`Proposer::SHUTDOWN_GRACE`] to end. Both sides ignore unknown fields: later
//! versions of this program may add some without a new number.
//!
//! # What is trusted
//!
//! Nothing. A claim is accepted if its span is inside the text, cuts no character, and quotes what is
//! there, byte for byte; the same goes for its claimant. Any other line is rejected and reported by
//! its number, and the others are kept. A program that does not answer in time, never stops, or ends
//! before it has answered has failed, and nothing that it proposed is recorded.
//!
//! The program may do anything its user may. It is killed, along with everything it
//! started, when it is no longer needed, however this program ends. Processes that it
//! started in other sessions are killed too on Linux; elsewhere only the members of its group.
//!
//! Deliberately absent: the ledger, the screen, any attempt to fix what was proposed.

mod check;
mod error;
#[cfg(target_os = "linux")]
mod family;
mod group;
mod line;
mod object;
mod program;

use std::collections::HashSet;
use std::time::{Duration, Instant};

pub use error::ProposeError;
pub use program::Stderr;

use line::{Answer, Article, Greeting};
use program::{Event, Program};

use crate::domain::{Candidate, Draft, Extractor};
use crate::text::extract::sentences;

/// What an extractor reports while it works.
#[derive(Debug)]
pub enum ExtractorEvent {
    /// This line of its output was rejected, for that reason.
    Refused { line: u64, why: String },
    /// It wrote to its standard error.
    Stderr(Stderr),
}

/// An external extractor at work.
pub struct Proposer {
    articles: u64,
    extractor: Extractor,
    lines: u64,
    program: Program,
    time: Duration,
}

impl Proposer {
    /// How long it has to end after the last article.
    pub const SHUTDOWN_GRACE: Duration = Duration::from_secs(5);
    /// In bytes, without its end.
    pub const LONGEST_LINE: usize = 1 << 20;
    /// Of one article.
    pub const MOST_CLAIMS: usize = 10_000;
    /// For one article. More are not mere slips.
    pub const MOST_REFUSED: u64 = 1000;
    /// In bytes, of one article.
    pub const MOST_OUTPUT: usize = 32 << 20;

    /// Start this shell command. It has this much `time` for its greeting, and for each article.
    pub fn start(
        command: &str,
        time: Duration,
        hear: &mut dyn FnMut(ExtractorEvent),
    ) -> Result<Self, ProposeError> {
        let mut program = Program::start(command).map_err(ProposeError::Start)?;
        program.write(line::greeting());
        let mut lines = 0;
        let deadline = Instant::now() + time;
        let greeting = loop {
            match program.next(deadline) {
                Event::Line(line) if line.trim_ascii().is_empty() => lines += 1,
                Event::Line(line) => break Greeting::read(&line)?,
                Event::Stderr(said) => hear(ExtractorEvent::Stderr(said)),
                Event::Quiet | Event::Taken => {}
                Event::Ended => return Err(program.ended(hear)),
                Event::Late => return Err(ProposeError::Late { seconds: time.as_secs() }),
                Event::LongLine => return Err(ProposeError::LongLine { line: lines + 1 }),
            }
        };
        let Greeting { model_sha256, name, version } = greeting;
        let extractor = Extractor { model_sha256, name, version };
        Ok(Self { articles: 0, extractor, lines: lines + 1, program, time })
    }

    /// Its own name and version. The prefix shows that it is not part of this program.
    pub fn extractor(&self) -> &Extractor {
        &self.extractor
    }

    /// The claims that it proposes in this article, in the order of the text.
    pub fn propose(
        &mut self,
        draft: &Draft,
        hear: &mut dyn FnMut(ExtractorEvent),
    ) -> Result<Vec<Candidate>, ProposeError> {
        self.articles += 1;
        let id = self.articles;
        let text = &draft.text;
        self.program.write(line::to_line(&Article {
            id,
            language: draft.language.as_deref(),
            sentences: sentences(text).into_iter().map(|span| [span.start(), span.end()]).collect(),
            text: text.as_str(),
            title: draft.title.as_deref(),
        }));
        let deadline = Instant::now() + self.time;
        let mut candidates: Vec<Candidate> = Vec::new();
        let mut known = HashSet::new();
        let (mut output, mut refused) = (0, 0);
        let (mut is_done, mut is_taken) = (false, false);
        // A program that answers before it has read everything must not be blocked by our writing.
        while !(is_done && is_taken) {
            let line = match self.program.next(deadline) {
                Event::Line(line) => line,
                Event::Stderr(said) => {
                    hear(ExtractorEvent::Stderr(said));
                    continue;
                }
                Event::Quiet => continue,
                Event::Taken => {
                    is_taken = true;
                    continue;
                }
                Event::Ended if is_done => break,
                Event::Ended => return Err(self.program.ended(hear)),
                Event::Late => return Err(ProposeError::Late { seconds: self.time.as_secs() }),
                Event::LongLine => return Err(ProposeError::LongLine { line: self.lines + 1 }),
            };
            self.lines += 1;
            output += line.len() + 1;
            if output > Self::MOST_OUTPUT {
                return Err(ProposeError::Flood { bytes: Self::MOST_OUTPUT });
            }
            if line.trim_ascii().is_empty() {
                continue;
            }
            let proposed = Answer::read(&line, id).and_then(|answer| match answer {
                Answer::Claim(claim) => {
                    let candidate = check::candidate(text, &claim)?;
                    if known.len() == Self::MOST_CLAIMS {
                        return Err(format!(
                            "an article can have at most {} claims",
                            Self::MOST_CLAIMS
                        ));
                    }
                    if !known.insert(candidate.span) {
                        return Err("it was already proposed".to_owned());
                    }
                    candidates.push(candidate);
                    Ok(None)
                }
                Answer::Done => {
                    is_done = true;
                    Ok(None)
                }
                Answer::GaveUp(why) => Ok(Some(why)),
            });
            match proposed {
                Ok(None) => {}
                Ok(Some(why)) => return Err(ProposeError::GaveUp(why)),
                Err(_) if refused == Self::MOST_REFUSED => {
                    return Err(ProposeError::Refused { most: Self::MOST_REFUSED });
                }
                Err(why) => {
                    refused += 1;
                    hear(ExtractorEvent::Refused { line: self.lines, why });
                }
            }
        }
        candidates.sort_by_key(|candidate| (candidate.span.start(), candidate.span.end()));
        Ok(candidates)
    }

    /// Let it end. Its answers are kept even if it fails now; how it failed is returned.
    pub fn finish(mut self, hear: &mut dyn FnMut(ExtractorEvent)) -> Option<String> {
        let deadline = Instant::now() + Self::SHUTDOWN_GRACE;
        self.program.close();
        loop {
            match self.program.next(deadline) {
                Event::Stderr(said) => hear(ExtractorEvent::Stderr(said)),
                Event::Line(_) | Event::Quiet | Event::Taken => {}
                Event::Ended => break,
                Event::Late => return Some("it had to be killed".to_owned()),
                Event::LongLine => return None,
            }
        }
        let status = self.program.wait(deadline);
        status.filter(|status| !status.success()).map(|status| status.to_string())
    }
}
