use std::fmt::Write as _;

use minijinja::Error;

/// A template that cannot be read, or that went wrong.
#[derive(Debug, thiserror::Error)]
#[error("the template `{name}` cannot be used, line {line}: {what}")]
pub struct TemplateError {
    pub(super) line: usize,
    pub(super) name: String,
    pub(super) what: String,
}

impl From<Error> for TemplateError {
    fn from(error: Error) -> Self {
        let mut what = error.kind().to_string();
        if let Some(detail) = error.detail() {
            let _ = write!(what, ": {detail}");
        }
        Self {
            line: error.line().unwrap_or_default(),
            name: error.name().unwrap_or("?").to_owned(),
            what,
        }
    }
}
