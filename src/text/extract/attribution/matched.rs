use std::ops::Range;

/// An attribution in tokens of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Match {
    pub(super) content: Vec<Range<usize>>,
    pub(super) cue: Range<usize>,
    /// Whether the source is who is put on record, as it stands.
    pub(super) is_exact: bool,
    /// Whether it reports beyond doubt.
    pub(super) is_plain: bool,
    pub(super) rule: Rule,
    pub(super) source: Option<Range<usize>>,
}

/// How an attribution was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// `According to the mayor, …`
    According,
    /// `The mayor is sure that …`
    Adjective,
    /// `MR. PELL: …`, `— Petra Holm`.
    Beside,
    /// `The mayor: “…”`
    Colon,
    /// `…, the mayor said`, `…, said the mayor`.
    Closing,
    /// `… to say that …`
    Infinitive,
    /// `the claim that …`
    Noun,
    /// `… saying that …`
    Participle,
    /// `was accused of …`
    Passive,
    /// `… seems to …`
    Seem,
    /// `The mayor said …`
    Verb,
}
