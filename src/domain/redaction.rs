use serde::{Deserialize, Serialize};

use super::{ArticleId, EntryId, EvidenceId, Note, RawSpan, Sha256, Text, Words};

/// Something is gone on purpose: the bytes of articles, and with them the words of their claims; or
/// what people wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContentWithheld {
    /// Sorted, each once.
    pub articles: Vec<ArticleId>,
    /// The hashes of all texts and pages of the articles, and of those that lose some of their words,
    /// and of what was captured as evidence,
    /// sorted, each once.
    pub contents: Vec<Sha256>,
    /// The entries whose words are gone, sorted, each once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entries: Option<Vec<EntryId>>,
    /// The evidence whose captured bytes and texts are gone, sorted, each once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Vec<EvidenceId>>,
    pub reason: Words<Note>,
    /// The texts that lose some of their words, by the ids of their articles, each once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redacted: Option<Vec<Redaction>>,
    /// The entries that have these words in themselves, as earlier versions wrote them, and what
    /// stands in their place from here on. Sorted, each once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced: Option<Vec<Replaced>>,
    /// The hashes of these words, sorted, each once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<Vec<Sha256>>,
}

impl ContentWithheld {
    /// Whether all of this article is gone, not only words of it.
    pub fn is_of(&self, article: ArticleId) -> bool {
        self.articles.binary_search(&article).is_ok()
    }
}

/// Words of the text of an article that are gone on purpose. A copy of the text stands in its place,
/// in which each of their characters is replaced by one of the same length in UTF-8, and line ends
/// stay. So all spans, lines and columns are those of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Redaction {
    pub article: ArticleId,
    /// The hash of the copy.
    pub sha256: Sha256,
    /// Where the words were: sorted, apart from each other, none of them empty.
    pub spans: Vec<RawSpan>,
    /// The hash of the text.
    pub text_sha256: Sha256,
}

/// An entry whose own words are gone, and what stands in its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Replaced {
    pub entry: EntryId,
    /// Its leaf in the tree, which stays.
    pub leaf: Sha256,
    /// The hash of the bytes that stand in its place.
    pub sha256: Sha256,
    /// The salted hashes that stand in the place of its words.
    pub words: Vec<Sha256>,
}

impl Redaction {
    /// What stands in the place of a character, by its length in UTF-8.
    const STAND_INS: [char; 4] = ['#', '¤', '█', '🔒'];

    /// The text without the words in these spans, which it has.
    pub fn copy(text: &Text, spans: &[RawSpan]) -> String {
        let text = text.as_str();
        let mut copy = String::with_capacity(text.len());
        let mut kept = 0;
        for span in spans {
            copy.push_str(&text[kept..span.start]);
            copy.extend(text[span.start..span.end].chars().map(|found| match found {
                '\n' | '\r' => found,
                found => Self::STAND_INS[found.len_utf8() - 1],
            }));
            kept = span.end;
        }
        copy.push_str(&text[kept..]);
        copy
    }

    /// Whether nothing is left of the words in this copy.
    pub fn is_whole_in(&self, copy: &Text) -> bool {
        self.spans.iter().all(|span| {
            copy.check(*span).is_ok_and(|span| {
                let is_gone = |found| matches!(found, '\n' | '\r');
                copy.quote(span).chars().all(|c| is_gone(c) || Self::STAND_INS.contains(&c))
            })
        })
    }

    /// Whether its spans are sorted, apart from each other, not empty, and in a text of this length
    /// in bytes.
    pub fn is_sorted_in(&self, text_bytes: u64) -> bool {
        let is_apart = |pair: &[RawSpan]| pair[0].end < pair[1].start;
        let last = self.spans.last().map(|span| span.end as u64);
        last.is_some_and(|end| end <= text_bytes)
            && self.spans.iter().all(|span| span.start < span.end)
            && self.spans.windows(2).all(is_apart)
    }

    /// Whether it has removed a part of these words.
    pub fn touches(&self, words: RawSpan) -> bool {
        self.spans.iter().any(|span| span.start < words.end && words.start < span.end)
    }

    /// Whether everything that was removed earlier is removed here, too.
    pub fn includes(&self, earlier: &[RawSpan]) -> bool {
        let holds = |inner: &RawSpan| {
            self.spans.iter().any(|span| span.start <= inner.start && inner.end <= span.end)
        };
        earlier.iter().all(holds)
    }

    /// The union of these spans, sorted, those that touch made one.
    pub fn union(spans: impl IntoIterator<Item = RawSpan>) -> Vec<RawSpan> {
        let mut sorted: Vec<RawSpan> = spans.into_iter().collect();
        sorted.sort_by_key(|span| (span.start, span.end));
        let mut union: Vec<RawSpan> = Vec::with_capacity(sorted.len());
        for span in sorted {
            match union.last_mut() {
                Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
                _ => union.push(span),
            }
        }
        union
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(start: usize, end: usize) -> RawSpan {
        RawSpan { end, start }
    }

    fn redaction(spans: Vec<RawSpan>) -> Redaction {
        let sha256 = Sha256::of("");
        Redaction { article: ArticleId(1), sha256, spans, text_sha256: sha256 }
    }

    #[test]
    fn a_copy_has_the_same_places_as_its_text_and_none_of_the_words() {
        let text = Text::from("Zoë paid 5 €\r\nto 𝄞. It rained.");
        let end = text.as_str().find(" It").unwrap();
        let spans = vec![span(0, end)];
        let copy = Text::new(Redaction::copy(&text, &spans));
        assert_eq!(copy.as_str(), "##¤########█\r\n###🔒# It rained.");
        let rained = text.span(end + 1..text.as_str().len()).unwrap();
        assert_eq!(copy.quote(rained), text.quote(rained));
        assert_eq!(copy.place(rained), text.place(rained));
        assert!(redaction(spans.clone()).is_whole_in(&copy));
        assert!(!redaction(spans).is_whole_in(&text));
        assert!(!redaction(vec![span(0, end + 3)]).is_whole_in(&copy));
    }

    #[test]
    fn spans_are_sorted_apart_and_in_the_text() {
        for (spans, is_sorted) in [
            (vec![span(0, 3), span(4, 9)], true),
            (vec![], false),
            (vec![span(0, 3), span(3, 9)], false),
            (vec![span(4, 9), span(0, 3)], false),
            (vec![span(3, 3)], false),
            (vec![span(0, 10)], false),
        ] {
            assert_eq!(redaction(spans.clone()).is_sorted_in(9), is_sorted, "{spans:?}");
        }
    }

    #[test]
    fn a_later_one_includes_an_earlier_one_in_its_union() {
        let earlier = redaction(vec![span(2, 4), span(8, 9)]);
        let union = Redaction::union([span(3, 6), span(2, 4), span(8, 9), span(6, 7)]);
        assert_eq!(union, [span(2, 7), span(8, 9)]);
        let later = redaction(union);
        assert!(later.includes(&earlier.spans) && !earlier.includes(&later.spans));
        assert!(later.touches(span(6, 8)) && !later.touches(span(7, 8)));
    }
}
