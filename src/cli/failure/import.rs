//! What is said of articles that do not come in.

use std::io::ErrorKind;

use super::{Failure, Kind};
use crate::intake::{IntakeError, SourceError};
use crate::text::external::ProposeError;
use crate::text::fetch::{AddressError, FetchError};
use crate::text::read::{Data, FindError, ReadError};

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        let failure = Self::of(&error);
        match error {
            ReadError::Binary { what } if what.contains("archive") => failure.hint(
                "unpack it first; documents in it can be saved as plain text, Markdown or HTML",
            ),
            ReadError::Binary { .. } => failure.hint("save it as plain text, Markdown or HTML"),
            ReadError::Data(data) => failure.hint_at_data(data),
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

/// What to do with a bundle.
const WITH_BUNDLE: &str = "`factledger verify BUNDLE` checks it, and its report.html can be read in a \
    browser; `factledger import --from bundle BUNDLE` takes its articles and claims, and its verdicts as \
    evidence";

impl Failure {
    /// Say what data is for, and how it is read as prose all the same.
    fn hint_at_data(self, data: Data) -> Self {
        let failure = self.hint(match data {
            Data::Bundle => WITH_BUNDLE,
            Data::Checkpoint => "`factledger verify --checkpoint FILE` compares a ledger with it",
            Data::Csv | Data::Tsv => {
                "import the articles themselves, by their files or addresses; verdicts in a table \
                 are recorded with `factledger mark --from FILE`, claims that others published with \
                 `factledger import --from csv FILE`"
            }
            Data::Database => {
                "a ledger is read with `factledger --ledger FILE list`, and checked with \
                 `factledger verify FILE`"
            }
            Data::Feed => "import the pages that it names: `factledger import ADDRESS...`",
            Data::Json => {
                "import the articles themselves, by their files or addresses; claims that others \
                 published are recorded with `factledger import --from FORM FILE`"
            }
            Data::JsonLines => {
                "import the articles themselves, by their files or addresses; claims that others \
                 published are recorded with `factledger import --from jsonl FILE`"
            }
            Data::Xml => "import the articles themselves, by their files or addresses",
            Data::PrivateKey => {
                "nothing was recorded; keep it secret: anyone who has it can sign in its owner's name"
            }
            Data::Proof => "`factledger verify FILE --key KEY` checks it",
            Data::PublicKey => {
                "`factledger verify FILE --key KEY` uses it; `factledger reviewer add NAME --key KEY` \
                 adds a reviewer's"
            }
            Data::Report => {
                "it shows what a ledger holds, and a bundle of it can be checked: `factledger export \
                 --format bundle`; to add to it, import the articles themselves"
            }
            Data::SignedNote => "it is part of a bundle: `factledger verify BUNDLE` checks it",
            Data::Spreadsheet => {
                "verdicts in it are recorded from a CSV: save it as CSV, then `factledger mark --from \
                 FILE.csv`; articles in it are imported as text, Markdown or HTML"
            }
            Data::Verdicts => "`factledger mark --from FILE` records the verdicts in it",
        });
        if data.can_be_insisted_on() {
            failure.also_hint("if it is prose all the same: `--reader text`")
        } else {
            failure
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
            FindError::Bundle(_) => failure.hint(WITH_BUNDLE),
            FindError::OfSystem(_) | FindError::Unreadable { .. } => failure,
        }
    }
}

impl From<SourceError> for Failure {
    fn from(error: SourceError) -> Self {
        let what = error.to_string();
        match error {
            SourceError::Bundle(_) => Self::new(Kind::Failed, what).hint(WITH_BUNDLE),
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
