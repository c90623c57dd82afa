use std::io;

/// Why an extractor failed. Nothing that it proposed is recorded.
#[derive(Debug, thiserror::Error)]
pub enum ProposeError {
    /// It ended, or closed its output.
    #[error("{how} before it answered")]
    Ended { how: String },
    /// It answers without end.
    #[error("it answered more than {bytes} bytes about one article")]
    Flood { bytes: usize },
    /// It said so itself.
    #[error("it gave up: {0}")]
    GaveUp(String),
    /// It has no greeting, but something else.
    #[error("its first line is not a valid greeting: {why}")]
    Greeting { why: String },
    #[error("it did not answer within {seconds} s")]
    Late { seconds: u64 },
    #[error("its line {line} is longer than {} bytes", super::Proposer::LONGEST_LINE)]
    LongLine { line: u64 },
    /// Next to nothing of it can be used.
    #[error("more than {most} of its lines about one article were rejected")]
    Refused { most: u64 },
    /// There is no shell, or the system would not start it.
    #[error("it cannot be started")]
    Start(#[source] io::Error),
}
