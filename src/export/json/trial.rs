use serde::Serialize;

use crate::view::Trial;

/// A tampering that was tried.
#[derive(Serialize)]
pub struct TrialJson<'a> {
    on: &'a str,
    what: &'a str,
    /// Whether the program promises to find it.
    promised: bool,
    /// The first finding; null if there is none.
    found: Option<&'a str>,
}

impl<'a> TrialJson<'a> {
    pub fn of(trial: &'a Trial) -> Self {
        let Trial { found, is_promised, on, what } = trial;
        Self { on, what, promised: *is_promised, found: found.as_deref() }
    }
}
