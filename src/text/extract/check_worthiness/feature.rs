/// What is counted in a sentence, and has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Feature {
    Acronyms,
    Comparisons,
    Commas,
    Dates,
    Exclamations,
    Figures,
    FirstPlural,
    FirstSingular,
    /// Words of more than eight letters.
    LongWords,
    Modals,
    Money,
    /// Capitalised words that do not start the sentence.
    Names,
    Negations,
    NumberWords,
    Opinions,
    Pasts,
    Questions,
    Quotations,
    Reports,
    Second,
    Wishes,
    Words,
    Years,

    /// Letters of ten words.
    WordLength,
    /// Figures, years, and numbers in words.
    NumbersInAll,

    // What is there together.
    ComparisonWithFigure,
    EndsAsQuestion,
    EndsOpen,
    FigureWithMoney,
    FigureWithoutFirst,
    FirstWithOpinion,
    FirstWithPast,
    NameWithFigure,
    NameWithPast,
    NameWithReport,
    NothingNamed,
    OpinionWithoutFigure,
    PastWithFigure,
    QuestionWithSecond,
    StartsSmall,
}

impl Feature {
    pub const ALL: [Self; 40] = [
        Self::Acronyms,
        Self::Comparisons,
        Self::Commas,
        Self::Dates,
        Self::Exclamations,
        Self::Figures,
        Self::FirstPlural,
        Self::FirstSingular,
        Self::LongWords,
        Self::Modals,
        Self::Money,
        Self::Names,
        Self::Negations,
        Self::NumberWords,
        Self::Opinions,
        Self::Pasts,
        Self::Questions,
        Self::Quotations,
        Self::Reports,
        Self::Second,
        Self::Wishes,
        Self::Words,
        Self::Years,
        Self::WordLength,
        Self::NumbersInAll,
        Self::ComparisonWithFigure,
        Self::EndsAsQuestion,
        Self::EndsOpen,
        Self::FigureWithMoney,
        Self::FigureWithoutFirst,
        Self::FirstWithOpinion,
        Self::FirstWithPast,
        Self::NameWithFigure,
        Self::NameWithPast,
        Self::NameWithReport,
        Self::NothingNamed,
        Self::OpinionWithoutFigure,
        Self::PastWithFigure,
        Self::QuestionWithSecond,
        Self::StartsSmall,
    ];

    /// From which counts on there is more to be said for or against a sentence.
    pub const fn steps(self) -> &'static [usize] {
        match self {
            Self::Words => &[2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 17, 20, 24, 28, 34, 42],
            Self::Names | Self::LongWords | Self::Commas => &[1, 2, 3, 4, 6, 8],
            Self::WordLength => &[30, 35, 40, 43, 46, 50, 55, 60, 70],
            Self::NumbersInAll => &[1, 2, 3, 4, 6],
            Self::Figures | Self::Money | Self::Pasts => &[1, 2, 3, 4, 5],
            Self::Acronyms
            | Self::Comparisons
            | Self::Dates
            | Self::Exclamations
            | Self::FirstPlural
            | Self::FirstSingular
            | Self::Modals
            | Self::Negations
            | Self::NumberWords
            | Self::Opinions
            | Self::Questions
            | Self::Quotations
            | Self::Reports
            | Self::Second
            | Self::Wishes
            | Self::Years => &[1, 2, 3],
            Self::ComparisonWithFigure
            | Self::EndsAsQuestion
            | Self::EndsOpen
            | Self::FigureWithMoney
            | Self::FigureWithoutFirst
            | Self::FirstWithOpinion
            | Self::FirstWithPast
            | Self::NameWithFigure
            | Self::NameWithPast
            | Self::NameWithReport
            | Self::NothingNamed
            | Self::OpinionWithoutFigure
            | Self::PastWithFigure
            | Self::QuestionWithSecond
            | Self::StartsSmall => &[1],
        }
    }
}

/// How often each feature was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Letters of all words, in bytes.
    pub(super) letters: usize,
    /// Words whose English classes are known, and all that could have some.
    pub(super) known: [usize; 2],
    pub(super) of: [usize; Feature::ALL.len()],
    /// Words and marks.
    pub(super) tokens: usize,
}

impl Counts {
    pub fn of(&self, feature: Feature) -> usize {
        self.of[feature as usize]
    }

    /// Words and marks.
    pub fn tokens(&self) -> usize {
        self.tokens
    }

    /// Whether so many of its words are English ones that their classes tell something.
    pub fn is_english(&self) -> bool {
        let [known, all] = self.known;
        all > 0 && known * 10 >= all * 7
    }

    /// What is there together.
    pub(super) fn pair(&mut self) {
        use Feature as F;
        let has = |feature: F| self.of(feature) > 0;
        let has_figure = has(F::Figures) || has(F::NumberWords) || has(F::Years);
        let has_first = has(F::FirstPlural) || has(F::FirstSingular);
        let has_name = has(F::Names) || has(F::Acronyms);
        let numbers = self.of(F::Figures) + self.of(F::NumberWords) + self.of(F::Years);
        let pairs = [
            (F::ComparisonWithFigure, has(F::Comparisons) && has_figure),
            (F::FigureWithMoney, has_figure && has(F::Money)),
            (F::FigureWithoutFirst, has_figure && !has_first && !has(F::Second)),
            (F::FirstWithOpinion, has_first && has(F::Opinions)),
            (F::FirstWithPast, has_first && has(F::Pasts)),
            (F::NameWithFigure, has_name && has_figure),
            (F::NameWithPast, has_name && has(F::Pasts)),
            (F::NameWithReport, has_name && has(F::Reports)),
            (F::NothingNamed, !has_name && !has_figure && !has(F::Pasts)),
            (F::OpinionWithoutFigure, has(F::Opinions) && !has_figure),
            (F::PastWithFigure, has(F::Pasts) && has_figure),
            (F::QuestionWithSecond, has(F::Questions) && has(F::Second)),
        ];
        for (feature, holds) in pairs {
            self.of[feature as usize] = usize::from(holds);
        }
        self.of[F::NumbersInAll as usize] = numbers;
        self.of[F::WordLength as usize] =
            self.letters.saturating_mul(10) / self.of(F::Words).max(1);
    }
}
