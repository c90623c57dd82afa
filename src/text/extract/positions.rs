use std::ops::Range;

use super::words::listed::Listed;

/// Which of some tokens are of a kind, found at once in any run of them: a sentence of nothing but
/// joints asks as often as it has tokens.
pub(super) struct Tally(Vec<usize>);

impl Tally {
    pub(super) fn of<'s>(tokens: &[Listed<'s>], is: impl Fn(&Listed<'s>) -> bool) -> Self {
        Self((0..tokens.len()).filter(|&at| is(&tokens[at])).collect())
    }

    /// Those that are of the kind by the one that follows.
    pub(super) fn of_pairs<'s>(
        tokens: &[Listed<'s>],
        are: impl Fn(&Listed<'s>, &Listed<'s>) -> bool,
    ) -> Self {
        let pairs = tokens.windows(2).enumerate();
        Self(pairs.filter(|(_, pair)| are(&pair[0], &pair[1])).map(|(at, _)| at).collect())
    }

    pub(super) fn count(&self, run: Range<usize>) -> usize {
        self.before(run.end).saturating_sub(self.before(run.start))
    }

    pub(super) fn any(&self, run: Range<usize>) -> bool {
        self.next(run.start).is_some_and(|at| at < run.end)
    }

    /// The first one from here on.
    pub(super) fn next(&self, from: usize) -> Option<usize> {
        self.0.get(self.before(from)).copied()
    }

    /// How many there are before this token.
    fn before(&self, end: usize) -> usize {
        self.0.partition_point(|&at| at < end)
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::listed::listed;
    use super::*;

    #[test]
    fn items_in_a_run_are_counted_and_found() {
        let tokens: Vec<Listed> = listed("ships, 3 boats, 4 rafts").collect();
        let numbers = Tally::of(&tokens, Listed::is_number);
        assert_eq!([0..7, 0..2, 2..3, 3..7, 7..7].map(|run| numbers.count(run)), [2, 0, 1, 1, 0]);
        assert!(numbers.any(2..3) && !numbers.any(3..5));
        assert_eq!([0, 2, 3, 6].map(|from| numbers.next(from)), [Some(2), Some(2), Some(5), None]);
        assert_eq!(Tally::of(&[], |_| true).next(0), None);
    }
}
