//! The worked examples of those who published the measures.

use super::*;

/// Raters by row, items by column; `.`: not judged.
fn table(categories: usize, rows: &[&str]) -> Ratings {
    let rows: Vec<Vec<Option<usize>>> = rows
        .iter()
        .map(|row| row.split_whitespace().map(|said| said.parse().ok()).collect())
        .collect();
    let mut ratings = Ratings::new(categories);
    for item in 0..rows[0].len() {
        ratings.add(rows.iter().enumerate().filter_map(|(rater, row)| Some((rater, row[item]?))));
    }
    ratings
}

/// Two raters: how many items got each pair of categories.
fn crossed(counts: &[&[usize]]) -> Ratings {
    let mut ratings = Ratings::new(counts.len());
    for (one, row) in counts.iter().enumerate() {
        for (other, count) in row.iter().enumerate() {
            (0..*count).for_each(|_| ratings.add([(0, one), (1, other)]));
        }
    }
    ratings
}

#[track_caller]
fn check(measure: Measure, expected: &str) {
    let value = measure.value.map_or("none".to_owned(), |value| format!("{value:.4}"));
    assert_eq!(value, expected);
}

#[track_caller]
fn check_interval(measure: Measure, value: &str, low: f64, high: f64) {
    check(measure, value);
    let (from, to) = measure.interval.unwrap();
    assert!((from - low).abs() < 0.0005 && (to - high).abs() < 0.0005, "{from} to {to}");
}

/// K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), example C: four observers,
/// twelve units, and missing values.
fn four_observers() -> Ratings {
    table(
        6,
        &[
            "1 2 3 3 2 1 4 1 2 . . .",
            "1 2 3 3 2 2 4 1 2 5 . 3",
            ". 3 3 3 2 3 4 2 2 5 1 .",
            "1 2 3 3 2 4 4 1 2 5 1 .",
        ],
    )
}

#[test]
fn alpha_is_as_krippendorff_computes_it() {
    // The same paper: A (binary), B (nominal), C (missing data).
    let binary = table(2, &["0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"]);
    check(binary.krippendorff(), "0.0952");
    let nominal = table(5, &["0 0 1 1 3 2 2 2 4 3 3 0", "1 0 1 1 1 2 2 2 4 3 3 3"]);
    check(nominal.krippendorff(), "0.6920");
    let missing = four_observers();
    check(missing.krippendorff(), "0.7434");
    assert_eq!((missing.krippendorff().items, missing.krippendorff().raters), (11, 4));
    let (low, high) = missing.krippendorff().interval.unwrap();
    assert!(0.3 < low && low < 0.6 && high > 0.9, "{low} to {high}");
}

#[test]
fn cohen_is_as_published() {
    // A. J. Viera and J. M. Garrett, "Understanding Interobserver Agreement: The Kappa Statistic" (2005).
    check(crossed(&[&[15, 5], &[10, 70]]).cohen(0, 1), "0.5714");
    // The example of `ci.kappa` in statpsych 1.6, after Fleiss and Paik (2003): error .0734.
    let measure = crossed(&[&[31, 12], &[4, 58]]).cohen(0, 1);
    check_interval(measure, "0.6757", 0.5317, 0.8196);
    // The example of `kappa2.table` in Gwet's irrCAC 1.0: interval .68 to .913, error .0589.
    let three = crossed(&[&[13, 0, 0], &[0, 20, 7], &[0, 4, 56]]).cohen(0, 1);
    check_interval(three, "0.7964", 0.7964 - 1.96 * 0.0589, 0.7964 + 1.96 * 0.0589);
}

#[test]
fn fleiss_is_as_published() {
    // The example of fourteen raters, ten subjects and five categories, as Wikipedia has it.
    let rows: [[usize; 5]; 10] = [
        [0, 0, 0, 0, 14],
        [0, 2, 6, 4, 2],
        [0, 0, 3, 5, 6],
        [0, 3, 9, 2, 0],
        [2, 2, 8, 1, 1],
        [7, 7, 0, 0, 0],
        [3, 2, 6, 3, 0],
        [2, 5, 3, 2, 2],
        [6, 5, 2, 1, 0],
        [0, 2, 2, 3, 7],
    ];
    let mut ratings = Ratings::new(5);
    for row in rows {
        let said = row.iter().enumerate().flat_map(|(at, count)| std::iter::repeat_n(at, *count));
        ratings.add(said.enumerate());
    }
    check(ratings.fleiss(), "0.2099");
    assert_eq!((ratings.fleiss().items, ratings.fleiss().raters), (10, 14));
}

#[test]
fn gwet_is_as_published() {
    // K. L. Gwet, "Computing inter-rater reliability and its variance in the presence of high
    // agreement" (2008): nearly everything is positive, and kappa is below chance.
    let prevalent = crossed(&[&[118, 5], &[2, 0]]);
    check(prevalent.gwet(), "0.9408");
    check(prevalent.cohen(0, 1), "-0.0234");
    assert_eq!(prevalent.prevalence(), (243, 250));
}

#[test]
fn missing_data_are_as_in_the_program_of_gwet() {
    // `cac.raw4raters` of irrCAC 1.0 are Krippendorff's data: five categories, AC1 .77544 with an error
    // of .14295, kappa .76117 with .15302.
    let mut five = Ratings::new(5);
    for said in four_observers().items {
        five.add(said.into_iter().map(|(rater, category)| (rater, category - 1)));
    }
    check_interval(five.gwet(), "0.7754", 0.77544 - 1.96 * 0.14295, 1.0);
    check_interval(five.fleiss(), "0.7612", 0.76117 - 1.96 * 0.15302, 1.0);
    check(five.observed(), "0.8182");
    assert_eq!((five.judged(), five.compared().judged()), (12, 11));
    assert_eq!(five.compared().krippendorff(), five.krippendorff());
}

#[test]
fn what_makes_no_sense_has_no_value() {
    let mut alone = Ratings::new(3);
    alone.add([(0, 1)]);
    let none = Ratings::new(3);
    let same = crossed(&[&[9, 0], &[0, 0]]);
    for ratings in [alone, none, same.clone()] {
        check(ratings.cohen(0, 1), "none");
        check(ratings.krippendorff(), "none");
        check(ratings.fleiss(), "none");
    }
    check(same.observed(), "1.0000");
    check(same.gwet(), "1.0000");
    check(Ratings::new(0).gwet(), "none");
    check(Ratings::new(1).gwet(), "none");
}
