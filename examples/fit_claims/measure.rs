use std::collections::BTreeMap;

use crate::data::{Row, Set};

/// How well points rank rows.
pub(crate) struct Figures {
    /// Average precision; for debates its mean over debates.
    pub(crate) precision: BTreeMap<Set, f64>,
    /// Of the first hundred claims, how many are.
    pub(crate) of_hundred: f64,
}

pub(crate) fn figures(rows: &[&Row], points: &[f64]) -> Figures {
    let mut precision = BTreeMap::new();
    for set in Set::ALL {
        let mut documents: BTreeMap<usize, Vec<(f64, bool)>> = BTreeMap::new();
        for (row, points) in rows.iter().zip(points).filter(|(row, _)| row.set == set) {
            documents.entry(row.document).or_default().push((*points, row.is_positive));
        }
        let all = documents.len() as f64;
        precision.insert(set, documents.into_values().map(average_precision).sum::<f64>() / all);
    }
    let claims = rows.iter().zip(points).filter(|(row, _)| row.set == Set::Claims);
    let ranked = ranked(claims.map(|(row, points)| (*points, row.is_positive)).collect());
    let of_hundred = ranked.iter().take(100).filter(|(_, is_positive)| *is_positive).count();
    Figures { precision, of_hundred: of_hundred as f64 / 100.0 }
}

impl std::fmt::Display for Figures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (set, precision) in &self.precision {
            write!(f, "{set:?} {precision:.4}  ")?;
        }
        write!(f, "P@100 {:.2}", self.of_hundred)
    }
}

/// Where points are equal, what is not comes first.
fn ranked(mut marked: Vec<(f64, bool)>) -> Vec<(f64, bool)> {
    marked.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
    marked
}

fn average_precision(marked: Vec<(f64, bool)>) -> f64 {
    let (mut found, mut sum) = (0.0, 0.0);
    for (rank, (_, is_positive)) in ranked(marked).into_iter().enumerate() {
        if is_positive {
            found += 1.0;
            sum += found / (rank + 1) as f64;
        }
    }
    if found > 0.0 { sum / found } else { 0.0 }
}
