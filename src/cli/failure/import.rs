//! What is said of articles that do not come in.

use std::io::ErrorKind;

use super::{Failure, Kind};
use crate::intake::{IntakeError, SourceError};
use crate::text::external::ProposeError;
use crate::text::fetch::{AddressError, FetchError};
use crate::text::read::{FindError, ReadError};

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        let failure = Self::of(&error);
        match error {
            ReadError::Binary { .. } => failure.hint("save it as plain text, Markdown or HTML"),
            ReadError::TooLarge { .. } => failure.hint("`--max-size MIB` reads larger files"),
            ReadError::UnknownEncoding(_) => {
                failure.hint("the labels are listed at https://encoding.spec.whatwg.org")
            }
            ReadError::WrongEncoding { .. } => {
                failure.hint("name its encoding: `--encoding windows-1252`, say")
            }
            ReadError::NoMemory => failure.hint("close other programs, or import a smaller part"),
            ReadError::Stalled { .. } => {
                failure.hint("try again when its disk or network responds")
            }
            ReadError::Empty
            | ReadError::Io(_)
            | ReadError::NoText
            | ReadError::NotAFile { .. } => failure,
        }
    }
}

impl From<AddressError> for Failure {
    fn from(error: AddressError) -> Self {
        let failure = Self::of(&error);
        match error {
            AddressError::Credentials => failure.hint(
                "addresses with a login are not fetched: save the page, and import the file with `--origin URL`",
            ),
            AddressError::HostLetters => {
                failure.hint("write it as browsers send it: xn--…, in place of the letters")
            }
            AddressError::Scheme => failure.hint("import a file by its path"),
            AddressError::Host | AddressError::Long => failure,
        }
    }
}

impl From<FetchError> for Failure {
    fn from(error: FetchError) -> Self {
        let failure = Self::of(&error);
        let mut last = &error;
        while let FetchError::There { source, .. } = last {
            last = source;
        }
        match last {
            FetchError::Io(error)
                if matches!(
                    error.kind(),
                    ErrorKind::ConnectionReset | ErrorKind::UnexpectedEof
                ) =>
            {
                failure.hint("it was cut short: try again later")
            }
            FetchError::Io(_) => failure.hint(
                "no proxy is used; if you need one, use standard input:\n\
                 curl -sSfL URL | factledger import - --origin URL",
            ),
            FetchError::NotPublic(_) if matches!(error, FetchError::There { .. }) => failure.hint(
                "redirects to such addresses are not followed; if it is yours, import it directly:\n\
                 `--allow-private-addresses`",
            ),
            FetchError::NotPublic(_) => {
                failure.hint("if it is yours: `--allow-private-addresses`")
            }
            FetchError::Status(429 | 503) => failure.hint("try again later"),
            FetchError::Circle { .. } | FetchError::Status(_) => failure.hint(
                "if a browser shows it, save the page, and import the file with `--origin URL`",
            ),
            FetchError::TimedOut { .. } => failure.hint("`--timeout SECONDS` waits longer"),
            FetchError::TooLarge { .. } => failure.hint("`--max-size MIB` reads larger documents"),
            FetchError::Coding(_)
            | FetchError::Downgrade { .. }
            | FetchError::Protocol(_)
            | FetchError::Redirect { .. }
            | FetchError::There { .. }
            | FetchError::TooManyRedirects { .. } => failure,
        }
    }
}

impl From<ProposeError> for Failure {
    fn from(error: ProposeError) -> Self {
        let failure = Self::of(&error);
        match error {
            ProposeError::Greeting { .. } => {
                failure.hint("`factledger import --help` documents what an extractor prints")
            }
            ProposeError::Late { .. } => failure.hint(
                "`--extractor-timeout SECONDS` waits longer; an extractor must flush each line",
            ),
            ProposeError::Ended { .. }
            | ProposeError::Flood { .. }
            | ProposeError::GaveUp(_)
            | ProposeError::LongLine { .. }
            | ProposeError::Refused { .. }
            | ProposeError::Start(_) => failure,
        }
    }
}

impl From<FindError> for Failure {
    fn from(error: FindError) -> Self {
        let failure = Self::of(&error);
        match error {
            FindError::NoArticles(_) => {
                failure.hint("to import a file with another name, give its path")
            }
            FindError::OfSystem(_) | FindError::Unreadable { .. } => failure,
        }
    }
}

impl From<SourceError> for Failure {
    fn from(error: SourceError) -> Self {
        let what = error.to_string();
        match error {
            SourceError::Address { source, .. } => Self::from(source).context(what),
            SourceError::Fetch { source, .. } => Self::from(source).context(what),
            SourceError::Find(error) => error.into(),
            SourceError::Read { source, .. } => Self::from(source).context(what),
            SourceError::UnreadableFolder(_) => Self::new(Kind::Failed, what),
        }
    }
}

impl From<IntakeError> for Failure {
    fn from(error: IntakeError) -> Self {
        let what = error.to_string();
        match error {
            IntakeError::Extractor { source, .. } => Self::from(source).context(what),
            IntakeError::Ledger(error) => error.into(),
            IntakeError::Partly { source, .. } => Self::from(*source).context(what),
            IntakeError::Source(error) => error.into(),
        }
    }
}
