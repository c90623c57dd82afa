/// The language that an article is written in, as far as sentences end otherwise in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    Armenian,
    Bulgarian,
    Danish,
    Dutch,
    English,
    French,
    German,
    Greek,
    Italian,
    Kazakh,
    Polish,
    Portuguese,
    Russian,
    Slovak,
    Spanish,
    Ukrainian,
    /// Another, or too few words to say.
    Other,
}

impl Language {
    pub(super) const fn bit(self) -> u32 {
        1 << self as u32
    }

    /// The languages whose words count: its own, or all where it is not known.
    pub(super) const fn bits(self) -> u32 {
        if matches!(self, Self::Other) { u32::MAX } else { self.bit() }
    }
}
