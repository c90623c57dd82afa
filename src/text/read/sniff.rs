use super::Format;
use super::front_matter::FrontMatter;
use super::html::elements::is_common;
use super::html::tokens::{Token, tokens};

/// Recognise the format of a document by its content.
pub(super) fn format(text: &str) -> Format {
    if is_html(text) {
        Format::Html
    } else if is_markdown(text) {
        Format::Markdown
    } else {
        Format::Text
    }
}

/// Whether it is a page, or a part of one: it starts with a tag, and some more follow.
pub(super) fn is_html(text: &str) -> bool {
    const TAGS_OF_A_PART: usize = 3;
    let text = after_prologue(text);
    if starts_with(text, "<!doctype html") || starts_with(text, "<html") {
        return true;
    }
    // What starts otherwise need not be read any further.
    if !text.starts_with('<') {
        return false;
    }
    if !is_tag_of_page(text) {
        return false;
    }
    let tags = tokens(text).filter(|piece| match piece {
        Token::Start(tag) => is_common(tag.name().bytes()),
        Token::End(name) => is_common(name.bytes()),
        Token::Text(_) => false,
    });
    tags.take(TAGS_OF_A_PART).count() == TAGS_OF_A_PART && !is_markdown(text)
}

/// Whether it starts with a tag that pages have.
pub(super) fn is_tag_of_page(text: &str) -> bool {
    matches!(tokens(text).next(), Some(Token::Start(tag)) if is_common(tag.name().bytes()))
}

/// The text without what may stand before the first tag of a page.
pub(super) fn after_prologue(text: &str) -> &str {
    let mut rest = text.trim_start();
    while let Some((start, end)) =
        [("<!--", "-->"), ("<?", "?>")].into_iter().find(|(start, _)| rest.starts_with(start))
    {
        match rest[start.len()..].split_once(end) {
            Some((_, after)) => rest = after.trim_start(),
            None => return rest,
        }
    }
    rest
}

fn starts_with(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}

/// Whether it has marks that nobody sets in plain text: one that leaves no doubt, or two.
fn is_markdown(text: &str) -> bool {
    const ENOUGH: usize = 2;
    if FrontMatter::split(text).is_some() {
        return true;
    }
    let mut points = 0;
    let mut in_fence = false;
    // The two lines above.
    let (mut higher, mut above) = ("", "");
    for line in text.lines() {
        if line.starts_with("```") || line.starts_with("~~~") {
            points += 2 * usize::from(in_fence);
            in_fence = !in_fence;
        } else if !in_fence {
            points +=
                heading(line, above) + underline(line, above, higher) + links(line) + bolds(line);
        }
        if points >= ENOUGH {
            return true;
        }
        (higher, above) = (above, line);
    }
    false
}

/// `# Words`, not `#hashtag`, under an empty line.
fn heading(line: &str, above: &str) -> usize {
    let words = line.trim_start_matches('#');
    let level = line.len() - words.len();
    let is_one =
        (1..=6).contains(&level) && words.starts_with(' ') && words.contains(char::is_alphabetic);
    2 * usize::from(is_one && above.trim().is_empty())
}

/// A line of `=` or `-` under a single line. Dashes under a sentence are a rule, and under words
/// they may be.
fn underline(line: &str, above: &str, higher: &str) -> usize {
    let line = line.trim_end();
    let is_under = |mark| line.len() >= 3 && line.trim_start_matches(mark).is_empty();
    if above.trim().is_empty() || !higher.trim().is_empty() {
        return 0;
    }
    if is_under('=') {
        return 2;
    }
    usize::from(is_under('-') && !above.trim_end().ends_with(['.', '!', '?', '"', '”', ':']))
}

/// `[words](where)`, where the latter can be an address.
fn links(line: &str) -> usize {
    let Some(opening) = line.find('[') else {
        return 0;
    };
    // Looks no further than the next link, so that a line of any length is soon read.
    let is_link = |&(at, _): &(usize, &str)| {
        let target = &line[at + 2..];
        let (address, after) = target.split_at(target.find([')', ' ', '[', ']']).unwrap_or(0));
        at > opening
            && address.contains(['/', '.', '#'])
            && (after.starts_with(')') || after.starts_with(" \""))
    };
    2 * line.match_indices("](").filter(is_link).count()
}

/// `**words**`, not `2 ** 3`, `f**k` or `*** end ***`.
fn bolds(line: &str) -> usize {
    let parts: Vec<&str> = line.split("**").collect();
    let is_bold = |around: &&[&str]| {
        let &[before, words, after] = *around else {
            return false;
        };
        !before.ends_with(|c: char| c.is_alphanumeric() || c == '*')
            && words.starts_with(|c: char| !c.is_whitespace() && c != '*')
            && !words.ends_with(char::is_whitespace)
            && !after.starts_with(|c: char| c.is_alphanumeric() || c == '*')
    };
    parts.windows(3).filter(is_bold).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(expected: Format, documents: &[&str]) {
        for document in documents {
            assert_eq!(format(document), expected, "{document}");
        }
    }

    #[test]
    fn a_page_starts_as_pages_do() {
        check(
            Format::Html,
            &[
                "<!doctype html><p>x",
                "\n <!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\">",
                "<?xml version=\"1.0\"?>\n<!-- a > b -->\n<html xmlns=\"http://www.w3.org/1999/xhtml\">",
                "<HTML>",
                "<p>The bridge.</p>\n<p>It is open.</p>",
                "<div class=x><h1>Bridge</h1>It is open.</div>",
            ],
        );
    }

    #[test]
    fn markdown_has_marks_that_plain_text_has_not() {
        check(
            Format::Markdown,
            &[
                "# Bridge reopens\n\nIt is open.",
                "It is open.\n\n## Why\n\nBecause.",
                "---\ntitle: Bridge\n---\nIt is open.",
                "It is [open](https://x.example/a \"again\").",
                "See ![the map](map.png) here.",
                "Bridge reopens\n==============\n\nIt is open.",
                "Why\n---\n\nBecause.\n\nWhen\n----\n\nNow.",
                "It is **open** and **safe**.",
                "So:\n\n```\nx\n```\n",
                "<p align=center><img src=x></p>\n\n# Bridge\n\nIt is open.",
            ],
        );
    }

    #[test]
    fn plain_text_stays_plain() {
        check(
            Format::Text,
            &[
                "The bridge is open.",
                "The price* rose by 5 * 3 percent.\n\n* before tax",
                "#bridge #news\n\nIt is open. #1 in Europe.",
                "- one\n- two\n\n1. three\n\n> he said",
                "See https://x.example/a_b_c and (https://x.example).",
                "He said [sic] (see note) that [it](he meant) is open [1](2).",
                "It is open.\n---\nIt is safe.\n\nCars crossed.\n-----\n\n*** end ***",
                "That f**king bridge cost s**t. 2 ** 3 ** 4. ** Correction ** follows.",
                "This is **one** bold word.",
                "5 < 6, <b>he</b> wrote. <p>",
                "<p>He wrote.",
                "<bridge>1</bridge><cost>2</cost><p>",
                "<?xml version=\"1.0\"?><rss><item/></rss>",
                "{\"a\": \"<p>x</p>\"}",
                "---\nThe mayor said: it is safe.\n---\nMore.",
                "<!-- never closed",
            ],
        );
    }

    #[test]
    fn a_line_of_any_length_is_judged_quickly() {
        for mark in ["](", "[](", "**", "**a", "#", "<!-- -->", "<a "] {
            assert_ne!(format(&mark.repeat(1_000_000)), Format::Markdown, "{mark}");
        }
    }
}
