use std::collections::HashMap;

use crate::Fitted;
use crate::data::{Row, Set};

const BUCKETS: usize = 1 << 15;
const BUCKET: usize = 32;
const WAYS: usize = 6;
const KNOTS: i32 = 65;

/// The weights file, as `extract::check_worthiness` reads it.
pub(crate) fn packed(fitted: &Fitted, held: &[&Row], points: &[f64]) -> Vec<u8> {
    let table = Table::of(fitted);
    let mut bytes = table.buckets.concat();
    for (view, unit) in fitted.views.iter().zip(table.units) {
        bytes.extend(whole(view.base * 1000.0).to_le_bytes());
        bytes.extend(whole(unit * 256.0 * 1000.0).to_le_bytes());
        let mut first = 0;
        for steps in crate::LEVELS.iter() {
            let mut sum = 0.0;
            for weight in &view.levels[first..first + steps] {
                sum += weight;
                let points = whole(sum * 1000.0).clamp(i16::MIN.into(), i16::MAX.into());
                bytes.extend((points as i16).to_le_bytes());
            }
            first += steps;
        }
    }
    let chance = chance(held, points);
    for knot in 0..KNOTS {
        let logit = f64::from(knot - KNOTS / 2) * 0.25;
        bytes.extend(share(1024.0 / (1.0 + (-logit).exp())).to_le_bytes());
        bytes.extend(share(1000.0 * chance(logit)).to_le_bytes());
    }
    bytes
}

/// What one step of a weight is: so that all but the rarest extremes are within the steps there are.
fn unit(weights: &[f64]) -> f64 {
    let mut sizes: Vec<f64> = weights.iter().map(|weight| weight.abs()).collect();
    sizes.sort_by(f64::total_cmp);
    sizes.get(sizes.len().saturating_sub(20)).copied().unwrap_or(1.0) / 127.0
}

/// The table of words, with room for a few in each bucket.
#[derive(Default)]
pub(crate) struct Room(HashMap<u32, Vec<u16>>);

impl Room {
    /// Whether a word's bucket had room for it, and no other word there is known by the same byte.
    pub(crate) fn takes(&mut self, key: u32) -> bool {
        let checks = self.0.entry(bucket(key)).or_default();
        let is_taken = checks.len() < WAYS && !checks.contains(&check(key));
        if is_taken {
            checks.push(check(key));
        }
        is_taken
    }
}

fn bucket(key: u32) -> u32 {
    key >> (32 - BUCKETS.trailing_zeros())
}

fn check(key: u32) -> u16 {
    let [one, two, ..] = key.to_le_bytes();
    u16::from_le_bytes([one, two]).max(1)
}

/// The weights of words as they are written: rounded to steps.
pub(crate) struct Table {
    buckets: Vec<[u8; BUCKET]>,
    /// What a step is worth.
    units: [f64; 3],
}

impl Table {
    pub(crate) fn of(fitted: &Fitted) -> Self {
        let scales = &fitted.columns.scales;
        let weights: Vec<Vec<f64>> = fitted
            .views
            .iter()
            .map(|view| {
                view.grams.iter().zip(scales).map(|(weight, scale)| weight * scale).collect()
            })
            .collect();
        let units = [0, 1, 2].map(|view: usize| unit(&weights[view]));
        let mut words: Vec<(&u32, &u32)> = fitted.columns.grams.iter().collect();
        words.sort_unstable();
        let mut buckets = vec![[0; BUCKET]; BUCKETS];
        for (key, column) in words {
            let bucket = &mut buckets[bucket(*key) as usize];
            if let Some(way) = (0..WAYS).find(|way| bucket[2 * way..2 * way + 2] == [0, 0]) {
                bucket[2 * way..2 * way + 2].copy_from_slice(&check(*key).to_le_bytes());
                for view in 0..3 {
                    let steps = whole(weights[view][*column as usize] / units[view]);
                    bucket[WAYS * (2 + view) + way] =
                        (steps.clamp(-127, 127) as i8).cast_unsigned();
                }
            }
        }
        Self { buckets, units }
    }

    /// What a row is worth in each view, with weights as they are written.
    pub(crate) fn views(&self, fitted: &Fitted, row: &Row) -> [f64; 3] {
        let mut sums = [0.0; 3];
        for (key, _) in &row.grams {
            let bucket = &self.buckets[bucket(*key) as usize];
            let check = check(*key).to_le_bytes();
            if let Some(way) = (0..WAYS).find(|way| bucket[2 * way..2 * way + 2] == check) {
                for (view, sum) in sums.iter_mut().enumerate() {
                    *sum += f64::from(bucket[WAYS * (2 + view) + way].cast_signed());
                }
            }
        }
        [0, 1, 2].map(|view| {
            let weights = &fitted.views[view];
            let levels: f64 = row.levels.iter().map(|level| weights.levels[*level as usize]).sum();
            weights.base + levels + sums[view] * self.units[view] * row.shrink
        })
    }
}

/// The chance of being marked, by points: a logistic curve through what was held back, where every
/// set counts the same. Of debates only what was thought most worth checking is marked, so they are
/// left out, and so are our own sentences.
fn chance(held: &[&Row], points: &[f64]) -> impl Fn(f64) -> f64 {
    let mut sizes = [0.0; Set::ALL.len()];
    for row in held {
        sizes[row.set as usize] += 1.0;
    }
    let (mut slope, mut base) = (1.0, 0.0);
    for _ in 0..20 {
        let (mut of_slope, mut of_base) = (0.0, 0.0);
        let (mut slope_slope, mut slope_base, mut base_base) = (0.0, 0.0, 0.0);
        for (row, x) in
            held.iter().zip(points).filter(|(row, _)| !matches!(row.set, Set::Debates | Set::Plain))
        {
            let weight = 1.0 / sizes[row.set as usize];
            let chance = 1.0 / (1.0 + (-(slope * x + base)).exp());
            let wrong = weight * (if row.is_positive { 1.0 } else { 0.0 } - chance);
            let bend = weight * chance * (1.0 - chance);
            of_slope += wrong * x;
            of_base += wrong;
            slope_slope += bend * x * x;
            slope_base += bend * x;
            base_base += bend;
        }
        let size = slope_slope * base_base - slope_base * slope_base;
        slope += (base_base * of_slope - slope_base * of_base) / size;
        base += (slope_slope * of_base - slope_base * of_slope) / size;
    }
    move |points| 1.0 / (1.0 + (-(slope * points + base)).exp())
}

fn whole(number: f64) -> i32 {
    number.round() as i32
}

fn share(number: f64) -> u16 {
    u16::try_from(whole(number)).unwrap_or_default()
}
