use std::ops::Range;

use super::class::{ACRONYM, Classes, FIGURE, NAME, SORTINGS, Sorting};
use super::known::{KNOWN, Known};
use super::list::{List, Lists};
use super::token::{Shape, Token, tokens};

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
    letters: usize,
    /// Words whose English classes are known, and all that could have some.
    known: [usize; 2],
    of: [usize; Feature::ALL.len()],
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
    fn pair(&mut self) {
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

/// What takes up the features of a sentence as they are read.
pub(super) trait Sink {
    /// A word, a part of one, or two words side by side, by the hash of what they are.
    fn gram(&mut self, key: u32, words: Range<usize>);

    /// The same by the classes of words, and of up to three side by side.
    fn alike(&mut self, sorting: Sorting, key: u32, words: Range<usize>);

    /// A word of this class.
    fn classed(&mut self, _: Sorting, _: u16, _: Range<usize>) {}

    /// One more of these.
    fn counted(&mut self, feature: Feature, words: Range<usize>);

    /// The word or mark with this hash, itself.
    #[inline]
    fn word(&mut self, hash: u32, _: Option<&Known>, words: Range<usize>) {
        self.gram(word_key(hash), words);
    }

    /// Each class of a word or mark.
    #[inline]
    fn classes(&mut self, known: &Known, words: Range<usize>) {
        for sorting in Sorting::ALL {
            let class = known.classes[sorting as usize];
            if class != 0 {
                self.classed(sorting, class, words.clone());
                self.alike(sorting, alike_key(sorting, class.into()), words.clone());
            }
        }
    }
}

#[inline]
pub(super) fn word_key(hash: u32) -> u32 {
    key(hash, WORD)
}

/// The key of a class, or of two side by side.
#[inline]
pub(super) fn alike_key(sorting: Sorting, class: u32) -> u32 {
    key(class, ALIKE[sorting as usize])
}

/// Read a sentence once, from its start to its end.
#[inline]
pub(super) fn read(sentence: &str, sink: &mut impl Sink) -> Counts {
    let known_words = &*KNOWN;
    let mut counts = Counts { known: [0; 2], letters: 0, of: [0; Feature::ALL.len()], tokens: 0 };
    let mut alike = Alike::default();
    let mut before = Before { at: 0, hash: START, kind: START };
    let mut starts = true;
    let mut end = End::Word;
    for token in tokens(sentence) {
        let words = token.start..token.end;
        let known = known_words.find(token.hash);
        counts.tokens += 1;
        let kind = if token.shape == Shape::Mark {
            let byte = sentence.as_bytes()[token.start];
            end = end.after(byte);
            count_mark(&mut counts, sink, &token, sentence);
            starts |= matches!(byte, b':' | b'"') || token.end - token.start == 3;
            match known {
                Some(known) => alike.take(known, words.clone(), sink),
                None => alike.take(&Known::mark(token.hash), words.clone(), sink),
            }
            token.hash
        } else {
            end = End::Word;
            counts.letters += token.length;
            if counts.tokens == 1 && token.shape == Shape::Small {
                counts.of[Feature::StartsSmall as usize] = 1;
            }
            let lists = known.map_or(Lists::none(), |known| known.lists);
            let kind = count_word(&mut counts, sink, &token, lists, starts);
            starts = false;
            let is_kind = matches!(kind, ACRONYM | FIGURE | NAME);
            let classed = if is_kind { known_words.find(kind) } else { known };
            if !is_kind && token.shape != Shape::Year {
                counts.known[0] += usize::from(known.is_some_and(|known| known.classes[0] != 0));
                counts.known[1] += 1;
            }
            match classed {
                Some(known) => alike.take(known, words.clone(), sink),
                None => alike.skip(&words),
            }
            kind
        };
        sink.word(token.hash, known, words.clone());
        if token.length > 4 && token.shape != Shape::Figure {
            sink.gram(key(token.prefix, PREFIX), words.clone());
            sink.gram(key(token.suffix, SUFFIX), words.clone());
        }
        let pair = before.at..token.end;
        sink.gram(
            key(before.hash.wrapping_mul(31) ^ token.hash.rotate_left(7), PAIR),
            pair.clone(),
        );
        if kind != token.hash || before.kind != before.hash {
            let kinds = before.kind.wrapping_mul(31) ^ kind.rotate_left(7);
            sink.gram(key(kinds, KINDS), pair);
        }
        before = Before { at: token.start, hash: token.hash, kind };
    }
    alike.end(sink);
    match end {
        End::Question => counts.of[Feature::EndsAsQuestion as usize] = 1,
        End::Word => counts.of[Feature::EndsOpen as usize] = 1,
        End::Stop => {}
    }
    counts.pair();
    counts
}

/// The classes of the words just read.
struct Alike {
    /// Of the one before, and of the one before that.
    before: [Classes; 2],
    starts: [usize; 2],
    end: usize,
}

impl Default for Alike {
    fn default() -> Self {
        Self { before: [[ENDS; SORTINGS], [0; SORTINGS]], starts: [0; 2], end: 0 }
    }
}

impl Alike {
    #[inline]
    fn take(&mut self, known: &Known, words: Range<usize>, sink: &mut impl Sink) {
        sink.classes(known, words.clone());
        self.end = words.end;
        self.join(known.classes, sink);
        self.before = [known.classes, self.before[0]];
        self.starts = [words.start, self.starts[0]];
    }

    /// A word that stands in no class.
    #[inline]
    fn skip(&mut self, words: &Range<usize>) {
        self.end = words.end;
        self.before = [[0; SORTINGS], self.before[0]];
        self.starts = [words.start, self.starts[0]];
    }

    #[inline]
    fn join(&mut self, classes: Classes, sink: &mut impl Sink) {
        for sorting in Sorting::ALL {
            let of = |classes: &Classes| u32::from(classes[sorting as usize]);
            let [class, before, first] = [of(&classes), of(&self.before[0]), of(&self.before[1])];
            if class == 0 || before == 0 {
                continue;
            }
            let pair = before << 16 | class;
            sink.alike(sorting, alike_key(sorting, pair), self.starts[0]..self.end);
            if sorting == Sorting::Broad && first != 0 {
                let three = pair ^ first.wrapping_mul(0x9e37_79b1);
                sink.alike(sorting, key(three, THREE), self.starts[1]..self.end);
            }
        }
    }

    /// What stands last, with the end of the sentence.
    fn end(&mut self, sink: &mut impl Sink) {
        self.join([ENDS; SORTINGS], sink);
    }
}

/// What stands for the start and the end of a sentence in the place of a class.
const ENDS: u16 = u16::MAX;

/// The word or mark before.
struct Before {
    at: usize,
    hash: u32,
    /// Its hash, or that of what it is one of: names, figures.
    kind: u32,
}

/// How the sentence ends, so far as it is read.
enum End {
    Question,
    Stop,
    Word,
}

impl End {
    /// A question before marks that close is still the end.
    fn after(self, mark: u8) -> Self {
        match (mark, self) {
            (b'?' | 0xd8 | 0xef, _) | (_, Self::Question) => Self::Question,
            (_, Self::Stop | Self::Word) => Self::Stop,
        }
    }
}

fn count_mark(counts: &mut Counts, sink: &mut impl Sink, token: &Token, sentence: &str) {
    let mark = &sentence[token.start..token.end];
    let feature = match mark {
        "," => Feature::Commas,
        "!" => Feature::Exclamations,
        "%" | "$" | "€" | "£" | "¥" | "₴" => Feature::Money,
        "?" | "？" | "؟" => Feature::Questions,
        "\"" | "“" | "”" | "„" | "«" | "»" => Feature::Quotations,
        _ => return,
    };
    counts.of[feature as usize] += 1;
    sink.counted(feature, token.start..token.end);
}

/// Its hash, or that of what it is one of.
#[inline]
fn count_word(
    counts: &mut Counts,
    sink: &mut impl Sink,
    token: &Token,
    lists: Lists,
    starts: bool,
) -> u32 {
    let mut add = |feature: Feature| {
        counts.of[feature as usize] += 1;
        sink.counted(feature, token.start..token.end);
    };
    add(Feature::Words);
    let mut kind = token.hash;
    match token.shape {
        Shape::Figure => {
            add(Feature::Figures);
            return FIGURE;
        }
        Shape::Year => {
            add(Feature::Years);
            return token.hash;
        }
        Shape::Acronym if lists.is_empty() => {
            add(Feature::Acronyms);
            kind = ACRONYM;
        }
        Shape::Capitalised if !starts && lists.is_empty() && token.end > token.start + 1 => {
            add(Feature::Names);
            kind = NAME;
        }
        Shape::Acronym | Shape::Capitalised | Shape::Mark | Shape::Small => {}
    }
    if token.length > 8 {
        add(Feature::LongWords);
    }
    let is_regular = token.length > 4
        && token.suffix & 0xffff == ED
        && token.shape == Shape::Small
        && !lists.has(List::Reports);
    if is_regular || lists.has(List::Pasts) {
        add(Feature::Pasts);
    }
    if !lists.is_empty() {
        for list in lists.each() {
            if let Some(feature) = LISTED[list] {
                add(feature);
            }
        }
        if lists.has(List::Numbers) {
            kind = NUMBER;
        }
    }
    kind
}

/// Which features are counted from lists alone, in the order of the lists.
const LISTED: [Option<Feature>; 13] = [
    Some(Feature::Comparisons),
    Some(Feature::Dates),
    Some(Feature::FirstPlural),
    Some(Feature::FirstSingular),
    Some(Feature::Modals),
    Some(Feature::Money),
    Some(Feature::Negations),
    Some(Feature::NumberWords),
    Some(Feature::Opinions),
    None,
    Some(Feature::Reports),
    Some(Feature::Second),
    Some(Feature::Wishes),
];

/// `ed`, as the last bytes of a word.
const ED: u32 = 0x6564;

// What stands for a kind of word in the place of its hash.
const NUMBER: u32 = 0x4e55_4d42;
const START: u32 = 0x5354_4152;

// What a hash is of.
const ALIKE: [u32; SORTINGS] = [0x2545_f491, 0x6c07_8965, 0xd251_1f53, 0xcd9e_8d57, 0xa076_1d64];
const KINDS: u32 = 0x85eb_ca6b;
const PAIR: u32 = 0xc2b2_ae35;
const PREFIX: u32 = 0x27d4_eb2f;
const SUFFIX: u32 = 0x1656_67b1;
const THREE: u32 = 0xe703_7ed1;
const WORD: u32 = 0x9e37_79b1;

/// The hash of something of this kind, with every bit mixed into every other.
#[inline]
fn key(hash: u32, kind: u32) -> u32 {
    let mixed = (hash ^ kind).wrapping_mul(0x7feb_352d);
    let mixed = (mixed ^ mixed >> 15).wrapping_mul(0x846c_a68b);
    mixed ^ mixed >> 16
}
