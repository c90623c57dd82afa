use std::collections::HashMap;

use crate::data::{Row, Set};
use crate::pack::Room;

/// The columns of a fit: the words that it knows, then the steps of features, then one for each set.
pub(crate) struct Columns {
    pub(crate) grams: HashMap<u32, u32>,
    pub(crate) levels: usize,
}

/// What a fit must predict, and the weight of each row.
pub(crate) struct Question {
    pub(crate) label: fn(&Row) -> bool,
    pub(crate) weight: fn(&Row) -> f64,
    /// Whether each set may have a base of its own, which is forgotten afterwards.
    pub(crate) by_set: bool,
    /// How much rows count against weights.
    pub(crate) trust: f64,
}

/// Weights for each column, in logits.
#[derive(Clone)]
pub(crate) struct Weights {
    pub(crate) base: f64,
    pub(crate) grams: Vec<f64>,
    pub(crate) levels: Vec<f64>,
}

/// How much words count beside features.
pub(crate) const GRAM: f64 = 1.5;
const LEVEL: f64 = 0.3;
const OF_SET: f64 = 3.0;

impl Columns {
    /// Those that are in at least `least` rows.
    pub(crate) fn of<'r>(rows: impl Iterator<Item = &'r Row>, levels: usize, least: usize) -> Self {
        let mut counts: HashMap<u32, usize> = HashMap::new();
        let mut order = Vec::new();
        for row in rows {
            let mut keys = row.grams.clone();
            keys.sort_unstable();
            keys.dedup();
            for key in keys {
                let count = counts.entry(key).or_default();
                *count += 1;
                if *count == least {
                    order.push(key);
                }
            }
        }
        order.sort_unstable();
        let grams = (0..).zip(order).map(|(column, key)| (key, column)).collect();
        Self { grams, levels }
    }

    /// The words that matter most to all fits together, by weight and by how many rows have them, so
    /// far as the file has room for them.
    pub(crate) fn best(&self, fits: &[Weights], rows: &[&Row]) -> Self {
        let mut counts = vec![0.0_f64; self.grams.len()];
        for column in rows.iter().flat_map(|row| &row.grams).filter_map(|key| self.grams.get(key)) {
            counts[*column as usize] += 1.0;
        }
        let scales: Vec<f64> = fits
            .iter()
            .map(|fit| {
                let squares = fit.grams.iter().zip(&counts).map(|(w, count)| w * w * count);
                squares.sum::<f64>().sqrt()
            })
            .collect();
        let mut ranked: Vec<(f64, u32)> = self
            .grams
            .iter()
            .map(|(key, column)| {
                let column = *column as usize;
                let shares = fits
                    .iter()
                    .zip(&scales)
                    .map(|(fit, scale)| (fit.grams[column] / scale).powi(2));
                (shares.sum::<f64>() * counts[column], *key)
            })
            .collect();
        ranked.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
        let mut room = Room::default();
        let mut order: Vec<u32> =
            ranked.into_iter().map(|(_, key)| key).filter(|key| room.takes(*key)).collect();
        order.sort_unstable();
        Self {
            grams: (0..).zip(order).map(|(column, key)| (key, column)).collect(),
            levels: self.levels,
        }
    }

    fn all(&self) -> usize {
        self.grams.len() + self.levels + Set::ALL.len()
    }
}

/// Rows as a sparse matrix.
struct Matrix {
    columns: Vec<u32>,
    ends: Vec<usize>,
    values: Vec<f32>,
}

impl Matrix {
    fn of(rows: &[&Row], columns: &Columns, by_set: bool) -> Self {
        let mut matrix = Self { columns: Vec::new(), ends: Vec::new(), values: Vec::new() };
        for row in rows {
            let unit = GRAM / (row.tokens as f64).sqrt();
            let mut known: Vec<u32> =
                row.grams.iter().filter_map(|key| columns.grams.get(key).copied()).collect();
            known.sort_unstable();
            for same in known.chunk_by(|one, next| one == next) {
                matrix.push(same[0] as usize, unit * same.len() as f64);
            }
            for level in &row.levels {
                matrix.push(columns.grams.len() + *level as usize, LEVEL);
            }
            let set = if by_set { row.set as usize } else { 0 };
            matrix.push(columns.grams.len() + columns.levels + set, OF_SET);
            matrix.ends.push(matrix.columns.len());
        }
        matrix
    }

    fn push(&mut self, column: usize, value: f64) {
        self.columns.push(column as u32);
        self.values.push(value as f32);
    }

    fn rows(&self) -> impl Iterator<Item = (&[u32], &[f32])> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts
            .zip(&self.ends)
            .map(|(start, end)| (&self.columns[start..*end], &self.values[start..*end]))
    }
}

/// Weights by logistic regression, with squares of weights against them.
pub(crate) fn fit(rows: &[&Row], columns: &Columns, question: &Question) -> Weights {
    let matrix = Matrix::of(rows, columns, question.by_set);
    let signs: Vec<f64> =
        rows.iter().map(|row| if (question.label)(row) { 1.0 } else { -1.0 }).collect();
    let weights: Vec<f64> = rows.iter().map(|row| (question.weight)(row)).collect();
    let free = columns.grams.len() + columns.levels;
    let loss = |x: &[f64], gradient: &mut [f64]| {
        let mut loss = 0.0;
        for (index, (value, slope)) in x.iter().zip(gradient.iter_mut()).enumerate() {
            let against = if index < free { 1.0 } else { 0.01 };
            loss += 0.5 * against * value * value;
            *slope = against * value;
        }
        for (((columns, values), sign), weight) in matrix.rows().zip(&signs).zip(&weights) {
            let sum: f64 =
                columns.iter().zip(values).map(|(c, v)| x[*c as usize] * f64::from(*v)).sum();
            let (penalty, slope) = logistic(*sign, sum);
            loss += question.trust * weight * penalty;
            let slope = question.trust * weight * slope;
            for (column, value) in columns.iter().zip(values) {
                gradient[*column as usize] += slope * f64::from(*value);
            }
        }
        loss
    };
    let x = minimum(vec![0.0; columns.all()], loss);

    let bases: Vec<(f64, f64)> = Set::ALL
        .iter()
        .map(|set| {
            let column = free + if question.by_set { *set as usize } else { 0 };
            let rows = rows.iter().zip(&weights).filter(|(row, _)| row.set == *set);
            (x[column] * OF_SET, rows.map(|(_, weight)| weight).sum::<f64>().sqrt())
        })
        .collect();
    let all: f64 = bases.iter().map(|(_, weight)| weight).sum();
    Weights {
        base: bases.iter().map(|(base, weight)| base * weight).sum::<f64>() / all,
        grams: x[..columns.grams.len()].to_vec(),
        levels: x[columns.grams.len()..free].iter().map(|weight| weight * LEVEL).collect(),
    }
}

/// Fit all three views together, starting from what they were each fitted to alone: the blend is to
/// tell what was marked, and the third view which rows are of articles.
pub(crate) fn together(
    rows: &[&Row],
    columns: &Columns,
    alone: &[Weights; 3],
    [marked, register]: [&Question; 2],
) -> [Weights; 3] {
    let matrix = Matrix::of(rows, columns, false);
    let free = columns.grams.len() + columns.levels;
    let size = free + 1;
    let sets = 3 * size;
    let signs: Vec<(f64, f64)> = rows
        .iter()
        .map(|row| {
            let sign = |is_so: bool| if is_so { 1.0 } else { -1.0 };
            (sign((marked.label)(row)), sign((register.label)(row)))
        })
        .collect();
    let weights: Vec<(f64, f64)> = rows
        .iter()
        .map(|row| (marked.trust * (marked.weight)(row), register.trust * (register.weight)(row)))
        .collect();
    let mut start = Vec::new();
    for view in alone {
        start.extend_from_slice(&view.grams);
        start.extend(view.levels.iter().map(|weight| weight / LEVEL));
        start.push(view.base / OF_SET);
    }
    start.extend([0.0; Set::ALL.len()]);
    let loss = |x: &[f64], gradient: &mut [f64]| {
        let mut loss = 0.0;
        for (index, (value, slope)) in x.iter().zip(gradient.iter_mut()).enumerate() {
            let is_base = index < sets && index % size == free;
            let against = if is_base { 0.01 } else { 1.0 };
            loss += 0.5 * against * value * value;
            *slope = against * value;
        }
        let parts = matrix.rows().zip(rows).zip(&signs).zip(&weights);
        for ((((columns, values), row), (sign, news)), (weight, of_register)) in parts {
            let mut sums = [0.0; 3];
            for (column, value) in columns.iter().zip(values) {
                // The base is the first of the columns for sets.
                let column = (*column as usize).min(free);
                for (view, sum) in sums.iter_mut().enumerate() {
                    *sum += x[view * size + column] * f64::from(*value);
                }
            }
            let share = 1.0 / (1.0 + (-sums[2]).exp());
            let of_set = x[sets + row.set as usize];
            let blend = sums[0] * (1.0 - share) + sums[1] * share + of_set;
            let (penalty, slope) = logistic(*sign, blend);
            let (penalty_news, slope_news) = logistic(*news, sums[2]);
            loss += weight * penalty + of_register * penalty_news;
            let slope = weight * slope;
            let slopes = [
                slope * (1.0 - share),
                slope * share,
                slope * (sums[1] - sums[0]) * share * (1.0 - share) + of_register * slope_news,
            ];
            for (column, value) in columns.iter().zip(values) {
                let column = (*column as usize).min(free);
                for (view, slope) in slopes.iter().enumerate() {
                    gradient[view * size + column] += slope * f64::from(*value);
                }
            }
            gradient[sets + row.set as usize] += slope;
        }
        loss
    };
    let x = minimum(start, loss);
    [0, 1, 2].map(|view| {
        let x = &x[view * size..(view + 1) * size];
        Weights {
            base: x[free] * OF_SET,
            grams: x[..columns.grams.len()].to_vec(),
            levels: x[columns.grams.len()..free].iter().map(|weight| weight * LEVEL).collect(),
        }
    })
}

/// How much is lost by these points where the answer has this sign, and how that changes with them.
fn logistic(sign: f64, points: f64) -> (f64, f64) {
    let margin = sign * points;
    let small = (-margin.abs()).exp();
    let wrong = if margin > 0.0 { small / (1.0 + small) } else { 1.0 / (1.0 + small) };
    (small.ln_1p() + (-margin).max(0.0), -sign * wrong)
}

impl Weights {
    pub(crate) fn of(&self, row: &Row, columns: &Columns) -> f64 {
        let grams = row.grams.iter().filter_map(|key| columns.grams.get(key));
        let grams: f64 = grams.map(|column| self.grams[*column as usize]).sum();
        let levels: f64 = row.levels.iter().map(|level| self.levels[*level as usize]).sum();
        self.base + levels + grams * GRAM / (row.tokens as f64).sqrt()
    }
}

/// Where a smooth function is least, by L-BFGS.
fn minimum(start: Vec<f64>, loss: impl Fn(&[f64], &mut [f64]) -> f64) -> Vec<f64> {
    const MOST_ROUNDS: usize = 70;
    const REMEMBERED: usize = 8;
    const ENOUGH: f64 = 2e-5;
    let dot =
        |one: &[f64], other: &[f64]| -> f64 { one.iter().zip(other).map(|(a, b)| a * b).sum() };
    let size = start.len();
    let mut x = start;
    let mut slope = vec![0.0; size];
    let mut value = loss(&x, &mut slope);
    let mut past: Vec<(Vec<f64>, Vec<f64>, f64)> = Vec::new();
    for round in 0..MOST_ROUNDS {
        let mut direction = slope.clone();
        let mut shares = Vec::new();
        for (step, bend, scale) in past.iter().rev() {
            let share = scale * dot(step, &direction);
            direction.iter_mut().zip(bend).for_each(|(d, b)| *d -= share * b);
            shares.push(share);
        }
        if let Some((step, bend, _)) = past.last() {
            let scale = dot(step, bend) / dot(bend, bend);
            for d in &mut direction {
                *d *= scale;
            }
        } else {
            let scale = 1.0 / dot(&slope, &slope).sqrt().max(1e-12);
            for d in &mut direction {
                *d *= scale;
            }
        }
        for ((step, bend, scale), share) in past.iter().zip(shares.iter().rev()) {
            let back = share - scale * dot(bend, &direction);
            direction.iter_mut().zip(step).for_each(|(d, s)| *d += back * s);
        }
        let fall = dot(&slope, &direction);
        let mut length = 1.0;
        let (next, next_slope, next_value) = loop {
            let next: Vec<f64> = x.iter().zip(&direction).map(|(x, d)| x - length * d).collect();
            let mut next_slope = vec![0.0; size];
            let next_value = loss(&next, &mut next_slope);
            if next_value <= value - 1e-4 * length * fall || length < 1e-10 {
                break (next, next_slope, next_value);
            }
            length *= 0.5;
        };
        let step: Vec<f64> = next.iter().zip(&x).map(|(n, x)| n - x).collect();
        let bend: Vec<f64> = next_slope.iter().zip(&slope).map(|(n, s)| n - s).collect();
        let along = dot(&step, &bend);
        if along > 1e-12 {
            past.push((step, bend, 1.0 / along));
            if past.len() > REMEMBERED {
                past.remove(0);
            }
        }
        let gained = value - next_value;
        (x, slope, value) = (next, next_slope, next_value);
        if round > 20 && gained < ENOUGH * value.abs() {
            break;
        }
    }
    x
}
