/// One tampering that was tried, and whether it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trial {
    /// What was found first, in the words of the finding.
    pub found: Option<String>,
    /// Whether the program promises to find it. What it cannot find is tried too: it is not a
    /// fault that it passes, and nobody should believe that it does not.
    pub is_promised: bool,
    /// What was tampered with.
    pub on: &'static str,
    /// What was done, in words.
    pub what: String,
}

impl Trial {
    /// Whether it came out as promised.
    pub fn is_as_promised(&self) -> bool {
        self.found.is_some() == self.is_promised
    }
}
