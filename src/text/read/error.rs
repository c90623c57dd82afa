use std::io;
use std::path::PathBuf;

use super::Data;

/// Why a document cannot be read. The caller knows which one.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// It has a format that is known and is not text, a NUL byte, or control characters throughout.
    #[error("it is {what}, not text")]
    Binary { what: &'static str },
    /// It is data: a table, a feed, a key, a bundle.
    #[error("it is {}, not an article", .0.what())]
    Data(Data),
    /// It has no bytes, or nothing but white space.
    #[error("it is empty")]
    Empty,
    /// The system refused to read it: it is missing, for example, or not permitted.
    #[error("it cannot be read")]
    Io(#[from] io::Error),
    /// The system has no more memory for this program.
    #[error("there is not enough memory to read it")]
    NoMemory,
    /// It is a page or a Markdown document in which no words can be seen.
    #[error("it has no text")]
    NoText,
    /// It is a folder, or something that might never end: a pipe, a socket, a device.
    #[error("it is {kind}, not a file")]
    NotAFile { kind: &'static str },
    /// Its disk or network does not respond.
    #[error("it produced no data for {seconds} s")]
    Stalled { seconds: u64 },
    /// It has more bytes than the caller is ready to read.
    #[error("it has more than {limit} bytes")]
    TooLarge { limit: u64 },
    /// The caller named an encoding that is not in the Encoding Standard, or the bytes start with
    /// the mark of one that is not.
    #[error("the character encoding `{0}` is not supported")]
    UnknownEncoding(String),
    /// The bytes are invalid in the encoding that the caller or the document named, or in UTF-8.
    #[error("it is not valid {encoding}: the first wrong byte is at offset {offset}")]
    WrongEncoding { encoding: &'static str, offset: usize },
}

/// Why a path leads to no articles.
#[derive(Debug, thiserror::Error)]
pub enum FindError {
    /// It is a folder with a bundle.
    #[error("`{}` is a bundle of a ledger, not articles", .0.display())]
    Bundle(PathBuf),
    /// It is a folder, and nothing in it is named like an article.
    #[error("there are no articles in `{}`: no file is named .txt, .md or .html", .0.display())]
    NoArticles(PathBuf),
    /// It is a folder such as `/proc`, whose files are not on a disk.
    #[error("`{}` is a part of the running system: there are no articles in it", .0.display())]
    OfSystem(PathBuf),
    /// It is missing, or it or a folder in it may not be read.
    #[error("`{}` cannot be read", path.display())]
    Unreadable { path: PathBuf, source: io::Error },
}
