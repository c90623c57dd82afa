//! How far people who judge the same things agree, beyond what chance would give.
//!
//! Each measure is computed as its authors published it, and tested with their examples. The numbers
//! are made with the four operations and square roots alone, in a fixed order, so that they are the
//! same on any machine.
//!
//! | measure | of | interval of 95 % |
//! |---|---|---|
//! | Cohen's kappa (1960) | two people, on what both judged | Fleiss, Cohen and Everitt (1969) |
//! | Fleiss' kappa (1971) | any number, on what at least two judged | Gwet (2014), linearised |
//! | Krippendorff's alpha (2011), nominal | the same | jackknife over the items |
//! | Gwet's AC1 (2008) | the same | Gwet (2014), linearised |
//!
//! Where not everybody judged everything, Fleiss' kappa and AC1 are generalised as in Gwet's
//! "Handbook of Inter-Rater Reliability" (2014).

use std::collections::{BTreeMap, BTreeSet};

/// What people said of items: each one of a few categories, which have numbers.
#[derive(Clone, Debug, Default)]
pub struct Ratings {
    categories: usize,
    /// For each item, what each rater said, by their numbers.
    items: Vec<BTreeMap<usize, usize>>,
}

/// A measure of agreement.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measure {
    /// With 95 % confidence. Absent if it cannot be told.
    pub interval: Option<(f64, f64)>,
    /// How many items at least two people judged.
    pub items: usize,
    /// How many people judged any of these.
    pub raters: usize,
    /// 1: they always agree; 0: as often as by chance. Absent where that makes no sense: nothing was
    /// judged twice, or everybody always said the same.
    pub value: Option<f64>,
}

impl Measure {
    fn of(ratings: &Ratings, value: Option<f64>, variance: Option<f64>) -> Self {
        /// That of the normal distribution.
        const QUANTILE: f64 = 1.96;
        let value = value.filter(|value| value.is_finite());
        // If all items are alike, they say nothing of how far others may differ.
        let variance = variance.filter(|variance| variance.is_finite() && *variance > 1e-12);
        let error = variance.map(f64::sqrt);
        let interval = value.zip(error).map(|(value, error)| {
            let half = QUANTILE * error;
            ((value - half).max(-1.0), (value + half).min(1.0))
        });
        let interval = interval.filter(|_| ratings.pairable().count() > 1);
        let (items, raters) = (ratings.pairable().count(), ratings.raters());
        Self { interval, items, raters, value }
    }
}

impl Ratings {
    pub fn new(categories: usize) -> Self {
        Self { categories, items: Vec::new() }
    }

    /// Add what raters said of an item. A category that is not there counts as the last one.
    pub fn add(&mut self, said: impl IntoIterator<Item = (usize, usize)>) {
        let last = self.categories.saturating_sub(1);
        let said = said.into_iter().map(|(rater, category)| (rater, category.min(last)));
        self.items.push(said.collect());
    }

    /// Those items that at least two people judged.
    fn pairable(&self) -> impl Iterator<Item = &BTreeMap<usize, usize>> {
        self.items.iter().filter(|said| said.len() > 1)
    }

    fn raters(&self) -> usize {
        let raters: BTreeSet<usize> =
            self.pairable().flat_map(|said| said.keys().copied()).collect();
        raters.len()
    }

    /// How many items were judged at all.
    pub fn judged(&self) -> usize {
        self.items.iter().filter(|said| !said.is_empty()).count()
    }

    /// How many items at least two people judged.
    pub fn overlap(&self) -> usize {
        self.pairable().count()
    }

    /// Of the judgements of items that at least two people judged: how many there are of the most
    /// frequent category, and in all.
    pub fn prevalence(&self) -> (u64, u64) {
        let mut of_each = vec![0_u64; self.categories];
        self.pairable().flat_map(BTreeMap::values).for_each(|category| of_each[*category] += 1);
        (of_each.iter().copied().max().unwrap_or_default(), of_each.iter().sum())
    }

    /// The pairs of people who judged an item both, by their numbers.
    pub fn pairs(&self) -> BTreeSet<(usize, usize)> {
        let mut pairs = BTreeSet::new();
        for said in self.pairable() {
            let raters: Vec<usize> = said.keys().copied().collect();
            for (at, one) in raters.iter().enumerate() {
                pairs.extend(raters[at + 1..].iter().map(|other| (*one, *other)));
            }
        }
        pairs
    }

    /// Only the items that at least two people judged. Where most were judged by one, the measures are
    /// of these alone: what is agreed by chance among others says nothing of them.
    #[must_use]
    pub fn compared(&self) -> Self {
        Self { categories: self.categories, items: self.pairable().cloned().collect() }
    }

    /// The same of two people only.
    #[must_use]
    pub fn between(&self, one: usize, other: usize) -> Self {
        let of_both = |said: &BTreeMap<usize, usize>| {
            Some(BTreeMap::from([(one, *said.get(&one)?), (other, *said.get(&other)?)]))
        };
        Self { categories: self.categories, items: self.items.iter().filter_map(of_both).collect() }
    }

    /// How many pairs of judgements of the same item are the same, of all such pairs: the mean over
    /// the items.
    pub fn observed(&self) -> Measure {
        let shares: Vec<f64> = self.profiles(2).iter().map(Profile::agreement).collect();
        let value = mean(&shares);
        let variance = value.and_then(|value| variance_of_mean(&shares, value));
        Measure::of(self, value, variance)
    }

    /// Cohen's kappa of two people.
    pub fn cohen(&self, one: usize, other: usize) -> Measure {
        let both = self.between(one, other);
        let mut counts = vec![vec![0_usize; self.categories]; self.categories];
        both.items.iter().for_each(|said| counts[said[&one]][said[&other]] += 1);
        let all = real(both.items.len());
        let shares = |row: Vec<usize>| row.into_iter().map(|n| real(n) / all).collect();
        let table: Vec<Vec<f64>> = counts.into_iter().map(shares).collect();
        let rows: Vec<f64> = table.iter().map(|row| row.iter().sum()).collect();
        let columns: Vec<f64> =
            (0..self.categories).map(|at| table.iter().map(|row| row[at]).sum()).collect();
        let same: f64 = (0..self.categories).map(|at| table[at][at]).sum();
        let chance: f64 = rows.iter().zip(&columns).map(|(row, column)| row * column).sum();
        let Some(kappa) = beyond(same, chance) else { return Measure::of(&both, None, None) };
        // Fleiss, Cohen and Everitt, "Large sample standard errors of kappa and weighted kappa" (1969).
        let (mut on, mut off) = (0.0, 0.0);
        for (at, row) in table.iter().enumerate() {
            for (other, share) in row.iter().enumerate() {
                if at == other {
                    let term = 1.0 - (rows[at] + columns[at]) * (1.0 - kappa);
                    on += share * term * term;
                } else {
                    let sum = columns[at] + rows[other];
                    off += share * sum * sum;
                }
            }
        }
        let third = kappa - chance * (1.0 - kappa);
        let left = 1.0 - kappa;
        let above = on + left * left * off - third * third;
        let variance = above / (all * (1.0 - chance) * (1.0 - chance));
        Measure::of(&both, Some(kappa), Some(variance))
    }

    /// Fleiss' kappa.
    pub fn fleiss(&self) -> Measure {
        self.linearised(|shares, profile| {
            (0..shares.len()).map(|at| shares[at] * profile.share(at)).sum()
        })
    }

    /// Gwet's AC1.
    pub fn gwet(&self) -> Measure {
        let others = real(self.categories.saturating_sub(1));
        self.linearised(|shares, profile| {
            let of = (0..shares.len()).map(|at| (1.0 - shares[at]) * profile.share(at));
            of.sum::<f64>() / others
        })
    }

    /// A measure whose agreement by chance is the mean over the items of what `chance` makes of the
    /// shares of all categories and of those of the item. Its variance is linear in the items.
    fn linearised(&self, chance: impl Fn(&[f64], &Profile) -> f64) -> Measure {
        let all = self.profiles(1);
        let several: Vec<f64> =
            all.iter().filter(|item| item.raters > 1).map(Profile::agreement).collect();
        let shares: Vec<f64> = (0..self.categories)
            .map(|at| mean(&all.iter().map(|item| item.share(at)).collect::<Vec<_>>()))
            .map(Option::unwrap_or_default)
            .collect();
        let by_chance: Vec<f64> = all.iter().map(|item| chance(&shares, item)).collect();
        let (Some(same), Some(expected)) = (mean(&several), mean(&by_chance)) else {
            return Measure::of(self, None, None);
        };
        let Some(value) = beyond(same, expected) else { return Measure::of(self, None, None) };
        let scale = real(all.len()) / real(several.len());
        let of_item = |(item, chance): (&Profile, &f64)| {
            let is_several = item.raters > 1;
            let own = if is_several { scale * (item.agreement() - expected) } else { 0.0 };
            let moved = 2.0 * (1.0 - value) * (chance - expected);
            (own - moved) / (1.0 - expected)
        };
        let of_items: Vec<f64> = all.iter().zip(&by_chance).map(of_item).collect();
        Measure::of(self, Some(value), variance_of_mean(&of_items, value))
    }

    /// Krippendorff's alpha for categories without an order.
    pub fn krippendorff(&self) -> Measure {
        let profiles = self.profiles(2);
        // Many items are alike, and leaving out either of two gives the same.
        let mut kinds: BTreeMap<&[u32], usize> = BTreeMap::new();
        for item in &profiles {
            *kinds.entry(&item.of_each).or_default() += 1;
        }
        let sums = Disagreement::of(self.categories, &kinds);
        let Some(value) = sums.alpha() else { return Measure::of(self, None, None) };
        // Leave each item out in turn.
        let mut without: Vec<(f64, f64)> = Vec::new();
        for (kind, count) in &kinds {
            let Some(alpha) = sums.without(kind).alpha() else {
                return Measure::of(self, Some(value), None);
            };
            without.push((alpha, real(*count)));
        }
        let all = real(profiles.len());
        let middle = without.iter().map(|(alpha, count)| alpha * count).sum::<f64>() / all;
        let squares: f64 =
            without.iter().map(|(alpha, count)| (alpha - middle) * (alpha - middle) * count).sum();
        Measure::of(self, Some(value), Some(squares * (all - 1.0) / all))
    }

    /// The items that at least this many people judged.
    fn profiles(&self, at_least: usize) -> Vec<Profile> {
        let items = self.items.iter().filter(|said| said.len() >= at_least);
        items.map(|said| Profile::of(self.categories, said)).collect()
    }
}

/// How often each category was given to an item.
struct Profile {
    of_each: Vec<u32>,
    raters: usize,
}

impl Profile {
    fn of(categories: usize, said: &BTreeMap<usize, usize>) -> Self {
        let mut of_each = vec![0; categories];
        for category in said.values() {
            of_each[*category] += 1;
        }
        Self { of_each, raters: said.len() }
    }

    /// The share of a category.
    fn share(&self, category: usize) -> f64 {
        f64::from(self.of_each[category]) / real(self.raters)
    }

    /// The share of the pairs of judgements that are the same.
    fn agreement(&self) -> f64 {
        let same: u64 =
            self.of_each.iter().map(|n| u64::from(*n) * (u64::from(*n).max(1) - 1)).sum();
        let raters = self.raters as u64;
        ratio(same, raters * (raters - 1))
    }
}

/// What Krippendorff's alpha is made of: the disagreement within items, and all values.
#[derive(Clone)]
struct Disagreement {
    of_each: Vec<f64>,
    within: f64,
}

impl Disagreement {
    fn of(categories: usize, kinds: &BTreeMap<&[u32], usize>) -> Self {
        let mut sums = Self { of_each: vec![0.0; categories], within: 0.0 };
        for (kind, count) in kinds {
            sums.add(kind, real(*count));
        }
        sums
    }

    fn add(&mut self, kind: &[u32], times: f64) {
        let values: u64 = kind.iter().map(|n| u64::from(*n)).sum();
        let same: u64 = kind.iter().map(|n| u64::from(*n) * u64::from(*n)).sum();
        self.within += times * ratio(values * values - same, values - 1);
        self.of_each.iter_mut().zip(kind).for_each(|(sum, n)| *sum += times * f64::from(*n));
    }

    fn without(&self, kind: &[u32]) -> Self {
        let mut sums = self.clone();
        sums.add(kind, -1.0);
        sums
    }

    fn alpha(&self) -> Option<f64> {
        let all: f64 = self.of_each.iter().sum();
        let same: f64 = self.of_each.iter().map(|of| of * of).sum();
        let between = all * all - same;
        (between > 0.0).then(|| 1.0 - (all - 1.0) * self.within / between)
    }
}

/// How far the agreement is beyond that of chance, if there can be more than that of chance.
fn beyond(same: f64, chance: f64) -> Option<f64> {
    (chance < 1.0).then(|| (same - chance) / (1.0 - chance))
}

fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / real(values.len()))
}

/// The variance of a mean over items.
fn variance_of_mean(values: &[f64], mean: f64) -> Option<f64> {
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    let all = real(values.len());
    (values.len() > 1).then(|| squares / (all * (all - 1.0)))
}

/// Exact: nobody judges 2^53 things.
#[expect(clippy::cast_precision_loss, reason = "exact below 2^53")]
fn real(number: usize) -> f64 {
    number as f64
}

#[expect(clippy::cast_precision_loss, reason = "exact below 2^53")]
fn ratio(number: u64, of: u64) -> f64 {
    number as f64 / of as f64
}

#[cfg(test)]
mod tests;
