use std::ops::Range;

use super::{RawSpan, Span};

/// Maps byte ranges of a text to byte ranges of the source that it was read from.
///
/// A reader pushes the parts in their order, which is the same in both. Text that the reader adds,
/// such as the line end between two paragraphs, has no source and is never pushed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceMap {
    runs: Vec<Run>,
}

/// Units of one length each, one after another, in both.
///
/// Text that is in the source byte for byte has units of one byte; a character reference is one
/// unit. Four-byte offsets keep a run small and are enough for any article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    text: u32,
    raw: u32,
    count: u32,
    unit: Unit,
}

/// How many bytes each takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Unit {
    text: u32,
    raw: u32,
}

const SAME: Unit = Unit { text: 1, raw: 1 };

impl SourceMap {
    /// The map of a text that its source contains unchanged, from byte `raw` on.
    pub fn same(length: usize, raw: usize) -> Self {
        let mut map = Self::default();
        map.push_same(0, raw, length);
        map
    }

    /// Push bytes of the text that are the same in the source.
    pub fn push_same(&mut self, text: usize, raw: usize, length: usize) {
        self.push(text, raw, length, SAME);
    }

    /// Push bytes of the text that are another spelling of bytes of the source, as one unit.
    pub fn push_unit(&mut self, text: Range<usize>, raw: Range<usize>) {
        if let (Ok(text_length), Ok(raw_length)) =
            (u32::try_from(text.len()), u32::try_from(raw.len()))
            && text_length > 0
        {
            self.push(text.start, raw.start, 1, Unit { text: text_length, raw: raw_length });
        }
    }

    fn push(&mut self, text: usize, raw: usize, count: usize, unit: Unit) {
        let (Ok(text), Ok(raw), Ok(count)) =
            (u32::try_from(text), u32::try_from(raw), u32::try_from(count))
        else {
            return;
        };
        if count == 0 {
            return;
        }
        if let Some(last) = self.runs.last_mut()
            && last.unit == unit
        {
            let text_gap = text.checked_sub(last.text_end());
            let raw_gap = raw.checked_sub(last.raw_end());
            // One byte between two unchanged words is the space between them.
            let is_space = unit == SAME && text_gap == Some(1);
            if text_gap == raw_gap && (text_gap == Some(0) || is_space) {
                last.count += count + text_gap.unwrap_or_default();
                return;
            }
        }
        self.runs.push(Run { text, raw, count, unit });
    }

    /// The shortest range of the source with the first and the last character of `span`, including
    /// everything between them: tags, references, line ends.
    ///
    /// `None` if nothing in `span` came from the source.
    pub fn raw(&self, span: Span) -> Option<RawSpan> {
        let range = self.range(span.range())?;
        Some(RawSpan { end: range.end, start: range.start })
    }

    fn range(&self, text: Range<usize>) -> Option<Range<usize>> {
        let first = self.runs.get(self.first_after(text.start))?;
        let last = self.first_from(text.end).checked_sub(1).and_then(|last| self.runs.get(last))?;
        let range = first.raw_at(text.start)..last.raw_before(text.end);
        (range.start < range.end).then_some(range)
    }

    /// The first run that ends after this byte of the text.
    fn first_after(&self, text: usize) -> usize {
        self.runs.partition_point(|run| run.text_end() as usize <= text)
    }

    /// The first run that starts at this byte of the text or after it.
    fn first_from(&self, text: usize) -> usize {
        self.runs.partition_point(|run| (run.text as usize) < text)
    }

    /// The map from the same text to the source of its source.
    #[must_use]
    pub fn through(&self, source: &Self) -> Self {
        // Most sources are contained unchanged in their own source.
        let whole = match source.runs.as_slice() {
            &[run] if run.unit == SAME && run.text == 0 => Some(run.raw as usize),
            _ => None,
        };
        let mut map = Self::default();
        for run in &self.runs {
            let (text, raw) = (run.text as usize, run.raw as usize);
            if let Some(start) = whole {
                map.push(text, start + raw, run.count as usize, run.unit);
            } else if run.unit == SAME {
                source.copy(raw..run.raw_end() as usize, text, &mut map);
            } else {
                for at in 0..run.count {
                    let text = (run.text + at * run.unit.text) as usize;
                    let raw = (run.raw + at * run.unit.raw) as usize;
                    if let Some(raw) = source.range(raw..raw + run.unit.raw as usize) {
                        map.push_unit(text..text + run.unit.text as usize, raw);
                    }
                }
            }
        }
        map
    }

    /// Push the sources of these bytes, which are at byte `text` of another text.
    fn copy(&self, bytes: Range<usize>, text: usize, map: &mut Self) {
        for run in &self.runs[self.first_after(bytes.start)..] {
            let start = bytes.start.max(run.text as usize);
            let end = bytes.end.min(run.text_end() as usize);
            if start >= end {
                break;
            }
            let unit = run.unit.text as usize;
            let raw = run.raw_at(start);
            map.push(text + start - bytes.start, raw, (end - start).div_ceil(unit), run.unit);
        }
    }
}

impl Run {
    fn text_end(&self) -> u32 {
        self.text.saturating_add(self.count.saturating_mul(self.unit.text))
    }

    fn raw_end(&self) -> u32 {
        self.raw.saturating_add(self.count.saturating_mul(self.unit.raw))
    }

    /// The start of the unit with this byte of the text, or of the next unit.
    fn raw_at(&self, text: usize) -> usize {
        let units = text.saturating_sub(self.text as usize) / self.unit.text as usize;
        self.raw as usize + units * self.unit.raw as usize
    }

    /// The end of the last unit with a byte before this one.
    fn raw_before(&self, text: usize) -> usize {
        let units = text.saturating_sub(self.text as usize).div_ceil(self.unit.text as usize);
        self.raw as usize + units.min(self.count as usize) * self.unit.raw as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `R&amp;D <b>is</b>  open` as `R&D is open`.
    fn page() -> SourceMap {
        let mut map = SourceMap::default();
        map.push_same(0, 0, 1);
        map.push_unit(1..2, 1..6);
        map.push_same(2, 6, 1);
        map.push_same(4, 11, 2);
        map.push_same(7, 19, 4);
        map
    }

    #[track_caller]
    fn check(map: &SourceMap, text: Range<usize>, expected: Option<Range<usize>>) {
        let raw = map.raw(Span::new(text.start, text.end));
        let expected = expected.map(|range| RawSpan { end: range.end, start: range.start });
        assert_eq!(raw, expected);
    }

    #[test]
    fn a_span_reaches_from_its_first_to_its_last_character() {
        check(&page(), 0..1, Some(0..1));
        check(&page(), 1..2, Some(1..6));
        check(&page(), 0..3, Some(0..7));
        check(&page(), 4..6, Some(11..13));
        check(&page(), 0..11, Some(0..23));
        check(&page(), 8..10, Some(20..22));
    }

    #[test]
    fn text_without_a_source_is_left_out() {
        check(&page(), 3..5, Some(11..12));
        check(&page(), 5..7, Some(12..13));
        check(&page(), 3..4, None);
        check(&page(), 11..12, None);
        check(&SourceMap::default(), 0..1, None);
    }

    #[test]
    fn words_with_one_space_between_them_are_one_run() {
        let mut map = SourceMap::default();
        for at in 0..1000 {
            map.push_same(at * 4, 70 + at * 4, 3);
        }
        assert_eq!(map, SourceMap::same(3999, 70));
        assert_eq!(map.runs.len(), 1);
    }

    #[test]
    fn maps_can_be_chained() {
        // `R&amp;D <b>is</b>  open` in UTF-16 after its mark.
        let mut utf_16 = SourceMap::default();
        for at in 0..23 {
            utf_16.push_unit(at..at + 1, 2 + 2 * at..4 + 2 * at);
        }
        assert_eq!(utf_16.runs.len(), 1);
        let map = page().through(&utf_16);
        check(&map, 0..1, Some(2..4));
        check(&map, 1..2, Some(4..14));
        check(&map, 8..10, Some(42..46));
        check(&page().through(&SourceMap::same(23, 3)), 1..6, Some(4..16));
    }

    #[test]
    fn units_of_different_lengths_stay_apart() {
        // `aéb` in one byte each.
        let mut latin = SourceMap::default();
        latin.push_unit(0..1, 0..1);
        latin.push_unit(1..3, 1..2);
        latin.push_unit(3..4, 2..3);
        check(&latin, 1..3, Some(1..2));
        check(&SourceMap::same(4, 0).through(&latin), 1..4, Some(1..3));
    }
}
