use std::collections::HashMap;
use std::thread;

use factledger::text::extract::check_worthiness::Sorting;

use crate::data::{Row, Set};
use crate::pack::Room;

/// The columns of a fit: the grams that it knows, then the steps of features, then one for each set.
pub(crate) struct Columns {
    pub(crate) grams: HashMap<u32, u32>,
    pub(crate) levels: usize,
    /// What one of each gram counts: more where it is rare, and so that each block weighs the same.
    pub(crate) scales: Vec<f64>,
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

/// How much a step of a feature counts beside grams.
const LEVEL: f64 = 0.15;
const OF_SET: f64 = 3.0;
/// How much weights count against themselves.
const AGAINST: f64 = 2.0;

impl Columns {
    /// Those that are in enough rows.
    pub(crate) fn of(rows: &[&Row], levels: usize) -> Self {
        let mut counts: HashMap<u32, (usize, Option<Sorting>)> = HashMap::new();
        for row in rows {
            let mut grams = row.grams.clone();
            grams.sort_unstable();
            grams.dedup();
            for (key, sorting) in grams {
                counts.entry(key).or_insert((0, sorting)).0 += 1;
            }
        }
        counts.retain(|_, (count, sorting)| *count >= if sorting.is_some() { 3 } else { 2 });
        let mut order: Vec<u32> = counts.keys().copied().collect();
        order.sort_unstable();
        let all = rows.len() as f64;
        let mut scales: Vec<f64> = order
            .iter()
            .map(|key| ((1.0 + all) / (1.0 + counts[key].0 as f64)).ln() + 1.0)
            .collect();
        let grams = (0..).zip(&order).map(|(column, key)| (*key, column)).collect();
        let mut columns = Self { grams, levels, scales: Vec::new() };

        let mut norms = [0.0; 1 + Sorting::ALL.len()];
        let mut sample = 0.0;
        for row in rows.iter().filter(|row| row.set == Set::Claims) {
            sample += 1.0;
            for (column, count) in columns.known(row) {
                let sorting = counts[&order[column as usize]].1;
                norms[block(sorting)] += (scales[column as usize] * count * row.shrink).powi(2);
            }
        }
        for (scale, key) in scales.iter_mut().zip(&order) {
            let norm: f64 = norms[block(counts[key].1)];
            *scale *= (sample / norm.max(1e-9)).sqrt();
        }
        columns.scales = scales;
        columns
    }

    /// The columns that a row has, and how often.
    fn known(&self, row: &Row) -> Vec<(u32, f64)> {
        let keys = row.grams.iter().filter_map(|(key, _)| self.grams.get(key).copied());
        let mut known: Vec<u32> = keys.collect();
        known.sort_unstable();
        known.chunk_by(|one, next| one == next).map(|same| (same[0], same.len() as f64)).collect()
    }

    /// The grams that matter most to all fits together, by weight and by how many rows have them, so
    /// far as the file has room for them; and these fits with nothing else in them.
    pub(crate) fn best(&self, fits: [Weights; 3], rows: &[&Row]) -> (Self, [Weights; 3]) {
        let mut squares = vec![0.0_f64; self.grams.len()];
        for row in rows {
            for (column, count) in self.known(row) {
                let column = column as usize;
                squares[column] += (self.scales[column] * count * row.shrink).powi(2);
            }
        }
        let share = |fit: &Weights, column: usize| fit.grams[column].powi(2) * squares[column];
        let wholes: Vec<f64> =
            fits.iter().map(|fit| (0..squares.len()).map(|c| share(fit, c)).sum()).collect();
        let mut ranked: Vec<(f64, u32)> = self
            .grams
            .iter()
            .map(|(key, column)| {
                let parts = fits.iter().zip(&wholes);
                (parts.map(|(fit, whole)| share(fit, *column as usize) / whole).sum(), *key)
            })
            .collect();
        ranked.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
        let mut room = Room::default();
        let mut order: Vec<u32> =
            ranked.into_iter().map(|(_, key)| key).filter(|key| room.takes(*key)).collect();
        order.sort_unstable();
        let kept = |of: &[f64]| order.iter().map(|key| of[self.grams[key] as usize]).collect();
        let fits = fits.map(|fit| Weights { grams: kept(&fit.grams), ..fit });
        let scales = kept(&self.scales);
        let grams = (0..).zip(order).map(|(column, key)| (key, column)).collect();
        (Self { grams, levels: self.levels, scales }, fits)
    }

    fn all(&self) -> usize {
        self.grams.len() + self.levels + Set::ALL.len()
    }
}

/// The place of a gram's block among all: words themselves, then their classes by each sorting.
fn block(sorting: Option<Sorting>) -> usize {
    sorting.map_or(0, |sorting| 1 + sorting as usize)
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
            for (column, count) in columns.known(row) {
                let column = column as usize;
                matrix.push(column, columns.scales[column] * count * row.shrink);
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

    fn row(&self, at: usize) -> (&[u32], &[f32]) {
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        (&self.columns[start..self.ends[at]], &self.values[start..self.ends[at]])
    }
}

/// The loss of all rows and its slope, by two threads. Each takes the same rows in every run, so that
/// the sums are the same.
fn halved(
    rows: usize,
    gradient: &mut [f64],
    part: impl Fn(std::ops::Range<usize>, &mut [f64]) -> f64 + Sync,
) -> f64 {
    let mut other = vec![0.0; gradient.len()];
    let (one_loss, other_loss) = thread::scope(|scope| {
        let half = scope.spawn(|| part(rows / 2..rows, &mut other));
        let loss = part(0..rows / 2, gradient);
        (loss, half.join().unwrap_or(f64::NAN))
    });
    gradient.iter_mut().zip(&other).for_each(|(slope, other)| *slope += other);
    one_loss + other_loss
}

/// Weights by logistic regression, with squares of weights against them, from these on if there are
/// some.
pub(crate) fn fit(
    rows: &[&Row],
    columns: &Columns,
    question: &Question,
    from: Option<&Weights>,
    rounds: usize,
) -> Weights {
    let matrix = Matrix::of(rows, columns, question.by_set);
    let signs: Vec<f64> =
        rows.iter().map(|row| if (question.label)(row) { 1.0 } else { -1.0 }).collect();
    let weights: Vec<f64> = rows.iter().map(|row| (question.weight)(row)).collect();
    let free = columns.grams.len() + columns.levels;
    let loss = |x: &[f64], gradient: &mut [f64]| {
        let mut loss = 0.0;
        for (index, (value, slope)) in x.iter().zip(gradient.iter_mut()).enumerate() {
            let against = if index < free { AGAINST } else { 0.01 };
            loss += 0.5 * against * value * value;
            *slope = against * value;
        }
        loss + halved(rows.len(), gradient, |part, gradient| {
            let mut loss = 0.0;
            for at in part {
                let (columns, values) = matrix.row(at);
                let sum: f64 =
                    columns.iter().zip(values).map(|(c, v)| x[*c as usize] * f64::from(*v)).sum();
                let (penalty, slope) = logistic(signs[at], sum);
                let trust = question.trust * weights[at];
                loss += trust * penalty;
                for (column, value) in columns.iter().zip(values) {
                    gradient[*column as usize] += trust * slope * f64::from(*value);
                }
            }
            loss
        })
    };
    let mut start = vec![0.0; columns.all()];
    if let Some(from) = from {
        start[..columns.grams.len()].copy_from_slice(&from.grams);
        for (x, weight) in start[columns.grams.len()..].iter_mut().zip(&from.levels) {
            *x = weight / LEVEL;
        }
        start[free..].fill(from.base / OF_SET);
    }
    let x = minimum(start, rounds, loss);

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
    let sign = |is_so: bool| if is_so { 1.0 } else { -1.0 };
    let signs: Vec<(f64, f64)> =
        rows.iter().map(|row| (sign((marked.label)(row)), sign((register.label)(row)))).collect();
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
    let part_of = |x: &[f64], part: std::ops::Range<usize>, gradient: &mut [f64]| {
        let mut loss = 0.0;
        for at in part {
            let (columns, values) = matrix.row(at);
            let ((sign, news), (weight, of_register)) = (signs[at], weights[at]);
            let mut sums = [0.0; 3];
            for (column, value) in columns.iter().zip(values) {
                // The base is the first of the columns for sets.
                let column = (*column as usize).min(free);
                for (view, sum) in sums.iter_mut().enumerate() {
                    *sum += x[view * size + column] * f64::from(*value);
                }
            }
            let share = 1.0 / (1.0 + (-sums[2]).exp());
            let of_set = sets + rows[at].set as usize;
            let blend = sums[0] * (1.0 - share) + sums[1] * share + x[of_set];
            let (penalty, slope) = logistic(sign, blend);
            let (penalty_news, slope_news) = logistic(news, sums[2]);
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
            gradient[of_set] += slope;
        }
        loss
    };
    let loss = |x: &[f64], gradient: &mut [f64]| {
        let mut loss = 0.0;
        for (index, (value, slope)) in x.iter().zip(gradient.iter_mut()).enumerate() {
            let is_base = index < sets && index % size == free;
            let against = if is_base { 0.01 } else { AGAINST };
            loss += 0.5 * against * value * value;
            *slope = against * value;
        }
        loss + halved(rows.len(), gradient, |part, gradient| part_of(x, part, gradient))
    };
    let x = minimum(start, ROUNDS_TOGETHER, loss);
    [0, 1, 2].map(|view| {
        let x = &x[view * size..(view + 1) * size];
        Weights {
            base: x[free] * OF_SET,
            grams: x[..columns.grams.len()].to_vec(),
            levels: x[columns.grams.len()..free].iter().map(|weight| weight * LEVEL).collect(),
        }
    })
}

const ROUNDS_TOGETHER: usize = 40;

/// How much is lost by these points where the answer has this sign, and how that changes with them.
fn logistic(sign: f64, points: f64) -> (f64, f64) {
    let margin = sign * points;
    let small = (-margin.abs()).exp();
    let wrong = if margin > 0.0 { small / (1.0 + small) } else { 1.0 / (1.0 + small) };
    (small.ln_1p() + (-margin).max(0.0), -sign * wrong)
}

impl Weights {
    pub(crate) fn of(&self, row: &Row, columns: &Columns) -> f64 {
        let grams: f64 = columns
            .known(row)
            .into_iter()
            .map(|(column, count)| (column as usize, count))
            .map(|(column, count)| self.grams[column] * columns.scales[column] * count)
            .sum();
        let levels: f64 = row.levels.iter().map(|level| self.levels[*level as usize]).sum();
        self.base + levels + grams * row.shrink
    }
}

/// Where a smooth function is least, by L-BFGS.
fn minimum(
    start: Vec<f64>,
    most_rounds: usize,
    loss: impl Fn(&[f64], &mut [f64]) -> f64,
) -> Vec<f64> {
    const REMEMBERED: usize = 8;
    const ENOUGH: f64 = 2e-5;
    let dot =
        |one: &[f64], other: &[f64]| -> f64 { one.iter().zip(other).map(|(a, b)| a * b).sum() };
    let size = start.len();
    let mut x = start;
    let mut slope = vec![0.0; size];
    let mut value = loss(&x, &mut slope);
    let mut past: Vec<(Vec<f64>, Vec<f64>, f64)> = Vec::new();
    for round in 0..most_rounds {
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
