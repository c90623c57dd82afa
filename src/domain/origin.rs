use std::fmt;
use std::str::FromStr;

use super::Visible;

/// The name of a log, the first line of its checkpoints: 1 to 200 bytes, no white space, no `+`,
/// nothing invisible. It should be a URL without its scheme (C2SP tlog-checkpoint).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Origin(String);

/// Not the name of a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a log: 1 to 200 bytes, no white space and no `+`")]
pub struct NotAnOrigin;

impl Origin {
    /// In bytes.
    pub const LONGEST: usize = 200;

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Origin {
    type Err = NotAnOrigin;

    fn from_str(name: &str) -> Result<Self, NotAnOrigin> {
        let is_bad = |c: char| c == '+' || c.is_whitespace() || Visible::hides(c);
        if name.is_empty() || name.len() > Self::LONGEST || name.chars().any(is_bad) {
            return Err(NotAnOrigin);
        }
        Ok(Self(name.to_owned()))
    }
}
