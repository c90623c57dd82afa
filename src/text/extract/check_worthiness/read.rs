use std::ops::Range;

use super::class::{ACRONYM, Classes, FIGURE, NAME, SORTINGS, Sorting};
use super::feature::{Counts, Feature};
use super::key::{KINDS, PAIR, PREFIX, SUFFIX, THREE, alike_key, key, word_key};
use super::known::{KNOWN, Known};
use super::list::{List, Lists};
use super::token::{Shape, Token, tokens};

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
