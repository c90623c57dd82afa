use super::session::Session;
use crate::cli::failure::{Failure, Kind};

impl Session<'_> {
    /// Ask a person at a terminal whether to go on. Where there is none, nobody is asked.
    pub(super) fn confirm(&mut self, question: &str) -> Result<(), Failure> {
        if !self.is_attended {
            return Ok(());
        }
        self.console.ask(question)?;
        let mut answer = String::new();
        let mut byte = [0];
        while self.stdin.read(&mut byte)? > 0 && byte != *b"\n" {
            answer.push(char::from(byte[0]));
        }
        if ["y", "yes"].contains(&answer.trim().to_lowercase().as_str()) {
            return Ok(());
        }
        Err(Failure::new(Kind::Failed, "nothing was recorded"))
    }
}
