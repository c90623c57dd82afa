//! The proposing room: an external program reads articles, and proposes claims.
//!
//! # The protocol, version 1
//!
//! One JSON object a line (JSON Lines), in UTF-8. factledger starts the command once in an import,
//! by the shell, writes to its standard input and reads its standard output; what it writes to its
//! standard error is shown. Each side greets, in any order:
//!
//! ```json
//! {"factledger_extractor":1,"name":"factledger","program":"factledger","version":"0.2.0"}
//! {"factledger_extractor":1,"name":"desk-model","version":"3","model_sha256":"9f86…"}
//! ```
//!
//! Then each article is one line, and the next follows when the one before is done:
//!
//! ```json
//! {"id":1,"language":"en","sentences":[[0,34],[35,50]],"text":"The toll rose …","title":"Tolls"}
//! ```
//!
//! It is answered by a line for each claim, in any order, and one that says that these were all:
//!
//! ```json
//! {"id":1,"start":0,"end":34,"quote":"The toll rose by 4 percent in May.","score":812,
//!  "claimant":{"start":40,"end":49,"quote":"the mayor"}}
//! {"id":1,"done":true}
//! ```
//!
//! (each on one line). Offsets count the bytes of the text in UTF-8, from 0; an end is the first
//! byte after. `score` is a whole number from 0 to 1000, and 1000 where there is none; `claimant`,
//! `language`, `title` and `model_sha256` may be absent. `{"id":1,"error":"why"}` gives up, and the
//! import with it. After the last article the input is closed, and the program has
//! [`Proposer::SHUTDOWN_GRACE`] to end. Fields that are not known are passed over, on either side: later
//! versions of this program may add some without a new number.
//!
//! # What is believed
//!
//! Nothing. A claim is taken if its span lies in the text, cuts no character, and quotes what stands
//! there, byte for byte; so for its claimant. A line that does not keep to that is refused, told by
//! its number, and the others are kept. Who does not answer in time, answers without end, or ends
//! before it has answered has failed, and nothing of what it proposed is recorded.
//!
//! The program may do all that its user may: it is the user's own. It is killed with all that it
//! started when it is not needed any more, whatever becomes of this program meanwhile. What it
//! started in a session of its own is killed too on Linux; elsewhere only the members of its group.
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
    /// This line of its output is not kept to, for that reason.
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
    /// Of one article. More are no slips.
    pub const MOST_REFUSED: u64 = 1000;
    /// In bytes, of one article.
    pub const MOST_OUTPUT: usize = 32 << 20;

    /// Start this command of the shell. For its greeting, and for each article, it has that `time`.
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

    /// What it says it is. A person sees by the name that it is no part of this program.
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
        // Who answers before it has read is not written to faster than it reads.
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

    /// Let it end. What it has answered stands, whatever it ends with: that is returned.
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
