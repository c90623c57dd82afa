use super::feature::Feature;

/// The weights as they were fitted, and how a sum of them becomes a score. Those of words are read
/// from [`BYTES`] as they are asked for.
pub(super) struct Model {
    /// What is said of any sentence.
    base: [i32; VIEWS],
    gate: [u16; KNOTS],
    levels: [[i16; VIEWS]; LEVELS],
    scores: [u16; KNOTS],
    /// What a step of a weight in the table is worth.
    units: [i32; VIEWS],
}

/// One sum of weights each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum View {
    /// Whether it is a claim, among sentences that were spoken or posted.
    Speech,
    /// Whether it states facts, among sentences of articles.
    Article,
    /// Whether it is one of an article.
    Register,
}

impl View {
    pub(super) const ALL: [Self; VIEWS] = [Self::Speech, Self::Article, Self::Register];
}

pub(super) const VIEWS: usize = 3;

/// The file that `examples/fit_claims` writes: the table of words, then all else. So that no bucket
/// lies across two lines of the cache, it starts at one.
static FILE: &Aligned<[u8]> = &Aligned(*include_bytes!("weights.bin"));

#[repr(C, align(64))]
struct Aligned<T: ?Sized>(T);

pub(super) static BYTES: &[u8] = &FILE.0;

pub(super) static MODEL: Model = Model::of(BYTES);

/// Steps of all features.
pub(super) const LEVELS: usize = {
    let (mut feature, mut levels) = (0, 0);
    while feature < Feature::ALL.len() {
        levels += Feature::ALL[feature].steps().len();
        feature += 1;
    }
    levels
};

/// Where the levels of each feature start.
const FIRST_LEVELS: [usize; Feature::ALL.len()] = {
    let mut first = [0; Feature::ALL.len()];
    let mut feature = 1;
    while feature < first.len() {
        first[feature] = first[feature - 1] + Feature::ALL[feature - 1].steps().len();
        feature += 1;
    }
    first
};

/// No step is higher.
const HIGHEST: usize = 70;

/// How many steps of each feature are reached by each count.
static REACHED: [[u8; HIGHEST + 1]; Feature::ALL.len()] = {
    let mut reached = [[0; HIGHEST + 1]; Feature::ALL.len()];
    let mut feature = 0;
    while feature < reached.len() {
        let steps = Feature::ALL[feature].steps();
        let mut step = 0;
        while step < steps.len() {
            let mut count = steps[step];
            while count <= HIGHEST {
                reached[feature][count] += 1;
                count += 1;
            }
            step += 1;
        }
        feature += 1;
    }
    reached
};

// A bucket has room for six words: two bytes each to know them by, then for each view the weights of
// all six.
const BUCKETS: usize = 1 << BUCKET_BITS;
const BUCKET_BITS: u32 = 15;
const BUCKET: usize = 32;
const WAYS: usize = 6;
const TABLE: usize = BUCKETS * BUCKET;
/// One in each of six places of two bytes.
const EACH: u128 = 0x0001_0001_0001_0001_0001_0001;

// The curves are straight between knots, and as long on either side of 0.
const KNOTS: usize = 65;
const FIRST_KNOT: i64 = -8000;
const KNOT_STEP: i64 = 250;

impl Model {
    const fn of(bytes: &[u8]) -> Self {
        let mut model = Self {
            base: [0; VIEWS],
            gate: [0; KNOTS],
            levels: [[0; VIEWS]; LEVELS],
            scores: [0; KNOTS],
            units: [0; VIEWS],
        };
        let mut at = TABLE;
        let mut view = 0;
        while view < VIEWS {
            model.base[view] = four(bytes, at).cast_signed();
            model.units[view] = four(bytes, at + 4).cast_signed();
            at += 8;
            let mut level = 0;
            while level < LEVELS {
                model.levels[level][view] = two(bytes, at).cast_signed();
                level += 1;
                at += 2;
            }
            view += 1;
        }
        let mut knot = 0;
        while knot < KNOTS {
            model.gate[knot] = two(bytes, at);
            model.scores[knot] = two(bytes, at + 2);
            knot += 1;
            at += 4;
        }
        model
    }

    pub(super) fn base(&self, view: View) -> i64 {
        i64::from(self.base[view as usize])
    }

    /// What so much of a feature adds to each view.
    #[inline]
    pub(super) fn level(&self, feature: Feature, count: usize) -> [i16; VIEWS] {
        let reached = usize::from(REACHED[feature as usize][count.min(HIGHEST)]);
        match reached.checked_sub(1) {
            Some(level) => self.levels[FIRST_LEVELS[feature as usize] + level],
            None => [0; VIEWS],
        }
    }

    /// The weights of a word, in steps, for each view.
    #[inline]
    pub(super) fn steps(key: u32) -> [i8; VIEWS] {
        let bucket = (key >> (32 - BUCKET_BITS)) as usize;
        let (buckets, _) = BYTES.as_chunks::<BUCKET>();
        let Some(bucket) = buckets.get(bucket) else {
            return [0; VIEWS];
        };
        // At most one of the six is the word's. Where it is, nothing is left of its two bytes, and the
        // lowest such place shows without a look at each.
        let Some(known) = bucket.first_chunk::<16>() else {
            return [0; VIEWS];
        };
        let left = u128::from_le_bytes(*known) ^ (u128::from(check(key)) * EACH);
        let nothing = left.wrapping_sub(EACH) & !left & (EACH << 15);
        let way = (nothing.trailing_zeros() as usize / 16).min(WAYS - 1);
        let mask = if nothing == 0 { 0 } else { 0xff };
        let of = |view: usize| (bucket[WAYS * (2 + view) + way] & mask).cast_signed();
        [of(0), of(1), of(2)]
    }

    /// What a sum of steps is worth in a sentence of whose length this is the [`root`]: less in a longer
    /// one.
    #[inline]
    pub(super) fn points_of_steps(&self, view: View, steps: i64, root: i64) -> i64 {
        steps * i64::from(self.units[view as usize]) / root
    }

    /// How much of a sentence's worth is its worth as one of an article, of [`WHOLE`].
    pub(super) fn share(&self, register: i64) -> i64 {
        on_curve(&self.gate, register)
    }

    /// The chance that it is worth a look, in thousandths.
    pub(super) fn score(&self, fine: i64) -> i64 {
        on_curve(&self.scores, fine)
    }
}

impl Model {
    /// The two knots of the calibration curve that a sum lies between, each with its score.
    pub(super) fn knots(&self, fine: i64) -> [(i64, i64); 2] {
        let along = fine.clamp(FIRST_KNOT, -FIRST_KNOT) - FIRST_KNOT;
        let knot = usize::try_from(along / KNOT_STEP).unwrap_or_default();
        [knot, (knot + 1).min(KNOTS - 1)].map(|knot| {
            let along = i64::try_from(knot).unwrap_or_default() * KNOT_STEP;
            (FIRST_KNOT + along, i64::from(self.scores[knot]))
        })
    }
}

pub(super) const WHOLE: i64 = 1024;

/// The divisor for the steps of a sentence with this many words and marks.
#[inline]
pub(super) fn root(tokens: usize) -> i64 {
    (tokens.max(1) as u64).saturating_mul(1 << 16).isqrt().cast_signed()
}

/// What a word is known by in its bucket; 0 is for room that is left.
#[inline]
fn check(key: u32) -> u16 {
    let [one, two, ..] = key.to_le_bytes();
    u16::from_le_bytes([one, two]).max(1)
}

fn on_curve(knots: &[u16; KNOTS], points: i64) -> i64 {
    let along = points.clamp(FIRST_KNOT, -FIRST_KNOT) - FIRST_KNOT;
    let knot = usize::try_from(along / KNOT_STEP).unwrap_or_default();
    let from = i64::from(knots[knot]);
    let to = i64::from(knots[(knot + 1).min(KNOTS - 1)]);
    from + (to - from) * (along % KNOT_STEP) / KNOT_STEP
}

const fn two(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([one(bytes, at), one(bytes, at + 1)])
}

const fn four(bytes: &[u8], at: usize) -> u32 {
    two(bytes, at) as u32 | (two(bytes, at + 2) as u32) << 16
}

/// Weights that are not there yet are 0, so that they can be fitted to other features.
const fn one(bytes: &[u8], at: usize) -> u8 {
    if at < bytes.len() { bytes[at] } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_are_of_these_features() {
        let of_view = 8 + 2 * LEVELS;
        assert_eq!(BYTES.len(), TABLE + VIEWS * of_view + 4 * KNOTS);
    }

    #[test]
    fn the_curves_never_fall() {
        assert!(MODEL.scores.is_sorted() && MODEL.gate.is_sorted());
        assert_eq!(MODEL.gate[KNOTS / 2], u16::try_from(WHOLE / 2).unwrap());
        assert!(MODEL.scores.iter().all(|score| *score <= 1000));
    }
}
