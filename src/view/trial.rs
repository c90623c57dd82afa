/// One tampering that was tried, and whether it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trial {
    /// The first finding, in words.
    pub found: Option<String>,
    /// Whether the program promises to find it. What it cannot find is tried too, so that nobody
    /// expects it to be found.
    pub is_promised: bool,
    /// The kind of file that was tampered with.
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
