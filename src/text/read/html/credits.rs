//! Whose a picture is: said beside its caption, and no part of what the caption says.

use std::ops::Range;

use super::blocks::{Block, Sums};
use super::class_hints::each_word;
use super::tokens::{Tag, Words};
use super::tree::Tree;
use crate::text::read::text_builder::TextBuilder;

/// How many letters stand around a picture, at most, where they are about it.
const MOST_LETTERS: i64 = 700;

/// How many blocks.
const MOST_BLOCKS: i64 = 4;

/// How long a credit is, at most, in bytes.
const LONGEST: usize = 100;

/// Where the pictures of a page are.
pub(super) struct Pictures {
    blocks: Sums,
    /// How many pictures stand before each node.
    count: Vec<usize>,
    letters: Sums,
}

impl Pictures {
    pub(super) fn new(tree: &Tree, blocks: &[Block]) -> Self {
        let mut count = vec![0];
        for node in &tree.nodes {
            let before = count.last().copied().unwrap_or(0);
            let name = node.tag.name();
            count
                .push(before + usize::from(matches!(name.bytes(), b"img" | b"picture" | b"video")));
        }
        let letters =
            Sums::new(tree, blocks, |block| i64::try_from(block.letters).unwrap_or(i64::MAX));
        Self { blocks: Sums::new(tree, blocks, |_| 1), count, letters }
    }

    /// Whether this node stands in an element for a picture and what is said of it.
    pub(super) fn has(&self, tree: &Tree, node: usize) -> bool {
        const FURTHEST: usize = 5;
        let is_all = |outer: usize| self.letters.of(tree, outer) * 2 > self.letters.of(tree, 0);
        tree.around(node).take(FURTHEST).any(|outer| {
            self.count[tree.nodes[outer].end] > self.count[outer]
                && self.letters.of(tree, outer) <= MOST_LETTERS
                && self.blocks.of(tree, outer) <= MOST_BLOCKS
                && !is_all(outer)
        })
    }

    /// Whether this node is a credit: one that says so, beside a picture.
    pub(super) fn is_credit(&self, tree: &Tree, node: usize) -> bool {
        let longest = i64::try_from(LONGEST).unwrap_or(i64::MAX);
        names_credit(&tree.nodes[node].tag)
            && self.letters.of(tree, node) <= longest
            && self.has(tree, node)
    }
}

/// Show words without what stands in this part of the source.
pub(super) fn show_without(flow: &mut TextBuilder, words: Words, credit: &Range<usize>) {
    words.read(|part, source| {
        if part.len() != source.len() {
            if credit.contains(&source.start) {
                flow.space();
            } else {
                flow.letters(part, source);
            }
            return;
        }
        let cut = |at: usize| at.clamp(source.start, source.end) - source.start;
        let (from, to) = (cut(credit.start), cut(credit.end));
        flow.words(&part[..from], source.start);
        if from < to {
            flow.space();
        }
        flow.words(&part[to..], source.start + to);
    });
}

/// Whether an element says that it is for a credit.
fn names_credit(tag: &Tag) -> bool {
    if matches!(tag.name().bytes(), b"cite" | b"address") {
        return true;
    }
    tag.sources().any(|(name, value)| match name.to_ascii_lowercase().as_str() {
        "itemprop" => value.split_ascii_whitespace().any(|prop| {
            matches!(
                prop,
                "author"
                    | "contributor"
                    | "copyrightHolder"
                    | "copyrightNotice"
                    | "creator"
                    | "creditText"
                    | "provider"
            )
        }),
        "class" | "id" | "rel" => {
            let mut is_one = false;
            each_word(value, |word| {
                is_one |= matches!(
                    word.to_ascii_lowercase().as_str(),
                    "agency"
                        | "attribution"
                        | "author"
                        | "byline"
                        | "copyright"
                        | "courtesy"
                        | "credit"
                        | "credits"
                        | "credito"
                        | "fotograf"
                        | "fotografo"
                        | "imagecredit"
                        | "license"
                        | "photocredit"
                        | "photographer"
                        | "rights"
                        | "source"
                );
            });
            is_one
        }
        _ => false,
    })
}

/// The bytes of a caption that say whose its picture is.
pub(super) fn credit_in(caption: &str) -> Option<Range<usize>> {
    labelled(caption)
        .or_else(|| bracketed(caption))
        .or_else(|| last(caption))
        .or_else(|| first(caption))
}

/// `… Photo: Ana Silva / Reuters`, `Foto: dpa. …`, `(c) Ana Silva`
fn labelled(caption: &str) -> Option<Range<usize>> {
    const LABELS: [&str; 34] = [
        "(c)",
        "bild:",
        "bildquelle:",
        "copyright:",
        "courtesy of",
        "courtesy:",
        "credit:",
        "credits:",
        "crédit photo",
        "crédit:",
        "crédito:",
        "fonte:",
        "fot.",
        "foto:",
        "fotos:",
        "fotografía:",
        "fuente:",
        "illustration:",
        "image credit:",
        "image:",
        "imagem:",
        "imagen:",
        "photo credit:",
        "photo by",
        "photo courtesy of",
        "photo:",
        "photograph:",
        "photographs:",
        "photos:",
        "picture:",
        "pictures:",
        "quelle:",
        "source:",
        "фото:",
    ];
    let lower = caption.to_lowercase();
    if lower.len() != caption.len() {
        return None;
    }
    let is_word_start = |at: usize| {
        let before = lower[..at].chars().next_back();
        before.is_none_or(|before| !before.is_alphanumeric())
    };
    let labels = LABELS.iter().chain(["©"].iter());
    let found = labels.filter_map(|label| {
        let at = lower.rfind(label).filter(|&at| is_word_start(at))?;
        Some((at, at + label.len()))
    });
    found
        .filter_map(|(start, end)| {
            let rest = &caption[end..];
            if is_names(rest) {
                let opened =
                    caption[..start].trim_end().trim_end_matches(['(', '[', '|', '–', '—', '-']);
                return Some(opened.trim_end().len()..caption.len());
            }
            let stop = rest.find(". ").filter(|_| start == 0)?;
            is_names(&rest[..stop]).then_some(0..end + stop + 1)
        })
        .min_by_key(|found| found.start)
}

/// `… (Ana Silva/Reuters)`, `… [Splash]`
fn bracketed(caption: &str) -> Option<Range<usize>> {
    let whole = caption.trim_end().trim_end_matches('.');
    let (open, close) = if whole.ends_with(')') { ('(', ')') } else { ('[', ']') };
    let inner = whole.strip_suffix(close)?;
    let start = inner.rfind(open)?;
    let said = &inner[start + 1..];
    (is_names(said) && names_agency(said)).then_some(start..whole.len())
}

/// `… in May. Ana Silva/Getty Images`
fn last(caption: &str) -> Option<Range<usize>> {
    let ends = [". ", "! ", "? ", ".” ", ".\" "];
    let (at, length) =
        ends.iter().filter_map(|end| Some((caption.rfind(end)?, end.len()))).max()?;
    let said = &caption[at + length..];
    (is_names(said) && names_agency(said) && !said.trim_end().ends_with('.'))
        .then_some(at + length..caption.len())
}

/// `Ana Silva/Imago The sluice …`, or nothing else.
fn first(caption: &str) -> Option<Range<usize>> {
    const MOST_WORDS: usize = 4;
    if is_names(caption) && names_agency(caption) {
        return Some(0..caption.len());
    }
    let slash = caption.find('/')?;
    let name = caption[..slash].trim_end();
    let is_name = name.split_whitespace().count() <= MOST_WORDS && is_names(name);
    let after = caption[slash + 1..].trim_start();
    let start = caption.len() - after.len();
    let agency =
        AGENCIES.iter().filter(|agency| starts_with(after, agency)).max_by_key(|a| a.len())?;
    let end = start + agency.len();
    let goes_on = caption[end..].starts_with([' ', ':', '.', '\u{a0}']);
    let marks = caption[end..].len() - caption[end..].trim_start_matches([':', '.']).len();
    (is_name && goes_on).then_some(0..end + marks)
}

/// Those who sell pictures to newspapers.
#[rustfmt::skip]
const AGENCIES: &[&str] = &[
    "AAP", "AFP", "AFP via Getty Images", "ANSA", "AP", "AP Photo", "APA", "Agence France-Presse",
    "Alamy", "Anadolu", "Associated Press", "Belga", "Bloomberg", "Corbis", "EFE", "EPA", "Getty",
    "Getty Images", "IMAGO", "Imago", "Imago Images", "Keystone", "Lusa", "NTB", "PA", "PA Media",
    "PA Wire", "PAP", "Picture Alliance", "Press Association", "REUTERS", "REX", "Reuters", "Rex",
    "Ritzau", "SIPA", "Scanpix", "Shutterstock", "Splash", "TASS", "TT", "Ukrinform", "Unsplash",
    "WENN", "Wenn", "Xinhua", "ZUMA", "dpa", "epa", "iStock", "picture alliance",
];

fn starts_with(words: &str, agency: &str) -> bool {
    words.strip_prefix(agency).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// Whether an agency is named, or a name stands beside another as one does beside an agency.
fn names_agency(said: &str) -> bool {
    let parts = || said.split(['/', ',', '|', '(']).map(str::trim);
    let is_agency = |part: &str| AGENCIES.iter().any(|agency| starts_with(part, agency));
    parts().any(is_agency)
        || said.contains('/') && parts().filter(|part| part.len() > 2).count() == 2
}

/// Whether these words are names, and what joins them.
fn is_names(said: &str) -> bool {
    const JOINTS: [&str; 20] = [
        "&", "alliance", "and", "by", "courtesy", "da", "de", "der", "di", "dpa", "epa", "for",
        "iStock", "of", "picture", "the", "und", "van", "via", "von",
    ];
    let said =
        said.trim().trim_end_matches([')', ']', '.']).trim_start_matches([':', '/', '(', ' ']);
    let words = || {
        said.split(|c: char| c.is_whitespace() || matches!(c, '/' | ',' | '|' | '-' | '–' | '—'))
            .filter(|word| !word.is_empty())
    };
    let is_part = |word: &str| {
        let is_year = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
        let first = word.trim_start_matches(['(', '@', '"']).chars().next();
        is_year || JOINTS.contains(&word) || first.is_some_and(char::is_uppercase)
    };
    !said.is_empty()
        && said.len() <= LONGEST
        && words().count() <= 10
        && (!said.contains(". ") || said.contains("/ "))
        && words().all(is_part)
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;

    const SAID: &str = "The sluice in Ottermere, where cracks were found in nine of 14 gates.";

    #[track_caller]
    fn check(caption: &str, expected: &str) {
        let cut = credit_in(caption).unwrap_or(0..0);
        let rest = format!("{}{}", &caption[..cut.start], &caption[cut.end..]);
        assert_eq!(rest.trim(), expected, "{caption}");
    }

    #[test]
    fn a_credit_is_cut_off_a_caption() {
        for credit in [
            "Photo: Greg Nolan / Reuters",
            "Foto: Greg Nolan/Imago",
            "(Foto: dpa)",
            "(c) Greg Nolan",
            "© 2024 Greg Nolan",
            "Photo by Greg Nolan for The Herald.",
            "| Bild: picture alliance/dpa",
            "(Greg Nolan/Reuters)",
            "[Splash]",
            "Greg Nolan/Getty Images",
            "AP Photo/Greg Nolan",
        ] {
            check(&format!("{SAID} {credit}"), SAID);
        }
        for credit in ["Greg Nolan/Imago", "Foto: Greg Nolan.", "Greg Nolan/AFP via Getty Images:"]
        {
            check(&format!("{credit} {SAID}"), SAID);
        }
        check("Greg Nolan/Getty Images", "");
    }

    #[test]
    fn a_caption_without_one_stays_whole() {
        for caption in [
            SAID,
            "The mayor (left) and Otto Brandt, who built it.",
            "A photo: the gates were open. Otto Brandt denies it.",
            "Source: the water board said that it had no money in May.",
            "It was sold to Reuters. Otto Brandt works for Getty Images.",
            "Otto Brandt/Greg Nolan is a firm in Ottermere that builds sluices.",
        ] {
            check(caption, caption);
        }
    }

    #[test]
    fn a_caption_in_a_page_is_read_without_its_credit() {
        let text = "<p>Inspectors found cracks in nine of the 14 gates at the sluice on Monday, the \
            water board said.</p>";
        let more = "<p>The board will spend 2.3 million crowns on new gates before the autumn \
            floods, it said.</p>";
        let read = |picture: &str| read(&format!("<article>{text}<div>{picture}</div>{more}")).text;
        let expected = read(&format!("<img src=x><p>{SAID}</p>"));
        assert!(expected.contains(SAID));
        for caption in [
            format!("<div><cite>Greg Nolan/Imago </cite>{SAID}</div>"),
            format!("<p>{SAID} <span class=photo-credit>Greg Nolan</span></p>"),
            format!("<p>{SAID} <span itemprop=copyrightHolder>Greg Nolan</span></p>"),
            format!("<p>{SAID}</p><p class=credit>Greg Nolan</p>"),
            format!("<p>{SAID} Photo: Greg <b>Nolan</b> / R&amp;B</p>"),
        ] {
            assert_eq!(read(&format!("<img src=x>{caption}")), expected, "{caption}");
        }
        // Without a picture it is the title of a work.
        let quoted = read(&format!("<p><cite>The Herald</cite> said: {SAID}</p>"));
        assert!(quoted.contains("The Herald said"));
    }
}
