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

    /// The language of a tag: `pt` and `pt-BR` are one.
    pub(super) fn of_tag(tag: &str) -> Self {
        const ALL: [Language; 16] = [
            Language::Armenian,
            Language::Bulgarian,
            Language::Danish,
            Language::Dutch,
            Language::English,
            Language::French,
            Language::German,
            Language::Greek,
            Language::Italian,
            Language::Kazakh,
            Language::Polish,
            Language::Portuguese,
            Language::Russian,
            Language::Slovak,
            Language::Spanish,
            Language::Ukrainian,
        ];
        let first = tag.split(['-', '_']).next().unwrap_or_default();
        let is_it =
            |language: &Self| language.tag().is_some_and(|own| own.eq_ignore_ascii_case(first));
        ALL.into_iter().find(is_it).unwrap_or(Self::Other)
    }

    /// Its tag (BCP 47).
    pub(super) fn tag(self) -> Option<&'static str> {
        Some(match self {
            Self::Armenian => "hy",
            Self::Bulgarian => "bg",
            Self::Danish => "da",
            Self::Dutch => "nl",
            Self::English => "en",
            Self::French => "fr",
            Self::German => "de",
            Self::Greek => "el",
            Self::Italian => "it",
            Self::Kazakh => "kk",
            Self::Polish => "pl",
            Self::Portuguese => "pt",
            Self::Russian => "ru",
            Self::Slovak => "sk",
            Self::Spanish => "es",
            Self::Ukrainian => "uk",
            Self::Other => return None,
        })
    }

    /// The languages whose words count: its own, or all where it is not known.
    pub(super) const fn bits(self) -> u32 {
        if matches!(self, Self::Other) { u32::MAX } else { self.bit() }
    }
}
