use super::elements::{is_around, is_block, is_hidden};
use super::struck::is_struck;
use super::tokens::{Name, Token, Words, tokens};
use crate::text::read::text_builder::TextBuilder;

/// Whether the text of a page has what stands around its article: menus, banners, captions.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Surroundings {
    Kept,
    Skipped,
}

/// The words that a page shows, in order.
pub(super) fn flat(html: &str, surroundings: Surroundings) -> TextBuilder {
    let mut flow = TextBuilder::default();
    let mut preformatted = 0_usize;
    // The name of the element that is left out now, and how many of that name are open.
    let mut hidden: Option<(Name, usize)> = None;

    // The same of what is struck out, which ends with its line at the latest.
    let mut struck: Option<(Name, usize)> = None;

    for piece in tokens(html) {
        if let Some((name, open)) = &mut hidden {
            match piece {
                Token::Start(tag) => *open += usize::from(tag.name() == *name),
                Token::End(end) => *open -= usize::from(end == *name),
                Token::Text(_) => {}
            }
            if *open == 0 {
                hidden = None;
            }
            continue;
        }
        if struck_out(&mut struck, &piece) {
            continue;
        }
        match piece {
            Token::Start(tag) => {
                start(&mut flow, tag.name().bytes());
                preformatted += usize::from(tag.is("pre"));
                let surrounds =
                    surroundings == Surroundings::Skipped && is_around(tag.name().bytes());
                if surrounds || is_hidden(tag.name().bytes()) {
                    hidden = Some((tag.name(), 1));
                }
            }
            Token::End(name) => {
                if is_block(name.bytes()) {
                    flow.paragraph();
                }
                preformatted = preformatted.saturating_sub(usize::from(name.is("pre")));
            }
            Token::Text(words) => show(&mut flow, words, preformatted > 0),
        }
    }
    flow
}

/// Whether this piece is in what is struck out now, or starts or ends it.
fn struck_out(struck: &mut Option<(Name, usize)>, piece: &Token) -> bool {
    let Some((name, open)) = struck else {
        let Token::Start(tag) = piece else { return false };
        let is_line = is_block(tag.name().bytes());
        *struck = (!is_line && is_struck(tag)).then_some((tag.name(), 1));
        return struck.is_some();
    };
    let is_line = match piece {
        Token::Start(tag) => {
            *open += usize::from(tag.name() == *name);
            is_block(tag.name().bytes())
        }
        Token::End(end) => {
            *open -= usize::from(end == name);
            is_block(end.bytes())
        }
        Token::Text(_) => false,
    };
    if is_line || *open == 0 {
        *struck = None;
    }
    !is_line
}

/// Show words, on lines of their own where the source has them so.
pub(super) fn show(flow: &mut TextBuilder, words: Words, is_preformatted: bool) {
    words.read(|part, source| {
        if is_preformatted && part.len() == source.len() {
            let mut at = source.start;
            for line in part.split_inclusive('\n') {
                flow.words(line, at);
                at += line.len();
                if line.ends_with('\n') {
                    flow.line();
                }
            }
        } else {
            flow.part(part, source);
        }
    });
}

fn start(flow: &mut TextBuilder, name: &[u8]) {
    match name {
        b"br" => flow.line(),
        b"td" | b"th" => flow.cell(),
        _ if is_block(name) => flow.paragraph(),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(html: &str, expected: &str) {
        assert_eq!(flat(html, Surroundings::Skipped).finish().0, expected, "{html}");
    }

    #[test]
    fn blocks_are_paragraphs_and_tags_within_words_are_nothing() {
        check(
            "<p>One\n  line.<p>An<b>oth</b>er<i>.</i></p>Third",
            "One line.\n\nAnother.\n\nThird",
        );
        check("<div>One<div>two</div>three</div>", "One\n\ntwo\n\nthree");
        check("<h1>Bridge</h1><h2>reopens</h2>", "Bridge\n\nreopens");
        check("one<hr>two<wbr>three", "one\n\ntwothree");
    }

    #[test]
    fn character_references_are_decoded() {
        check(
            "R&amp;D &lt;b&gt; 5&nbsp;%&#8239;x &#x41;&eacute; &amp;amp;",
            "R&D <b> 5 % x Aé &amp;",
        );
    }

    #[test]
    fn breaks_and_preformatted_lines_are_lines() {
        check("one<br>two<br/><br>three", "one\ntwo\n\nthree");
        check("<pre>one\ntwo\n\n  three</pre>fo\nur", "one\ntwo\n\nthree\n\nfo ur");
    }

    #[test]
    fn items_and_rows_have_their_own_lines() {
        check("<ul><li>one<li>two<ul><li>three</ul></ul>", "one\n\ntwo\n\nthree");
        check(
            "<table><tr><th>Year<th>Cars</tr><tr><td>2023</td> <td></td><td>41</td></tr></table>",
            "Year | Cars\n\n2023 | 41",
        );
    }

    #[test]
    fn code_and_controls_never_show() {
        check("a<script>if (1<2) '<p>no</p>'</script>b", "ab");
        check("a<script>no</script", "a");
        check("<style>p{}</style><noscript><img>no</noscript><p>yes", "yes");
        check("<textarea><p>no</textarea><select><option>no</select>yes<button>no</button>", "yes");
        check("<svg><title>no</title><text>no</text></svg>yes", "yes");
        check("<title>no</title><template><p>no</p></template>yes<!-- no --><![CDATA[no]]>", "yes");
    }

    #[test]
    fn a_title_closed_at_once_in_a_drawing_does_not_swallow_the_page() {
        check("<svg><title/><path/></svg><p>yes</p>", "yes");
        check("<math/><script>'<p>no</p>'</script>yes", "yes");
    }

    #[test]
    fn surrounding_elements_are_skipped_with_their_content() {
        check("<nav>no<nav>no</nav>no</nav>yes<form>no</form><aside>no</aside>", "yes");
        assert_eq!(flat("<nav>one</nav>two", Surroundings::Kept).finish().0, "one\n\ntwo");
    }

    #[test]
    fn unclosed_tags_do_no_harm() {
        check("<p>one <b>two <a href='x>y'>three", "one two three");
        check("</p></div>one</nav><p", "one");
        check("5 < 6 & 7 > 3", "5 < 6 & 7 > 3");
    }

    #[test]
    fn a_million_elements_are_soon_read() {
        check(&"<div>".repeat(1_000_000), "");
        check(&"<p>a</p>".repeat(3), "a\n\na\n\na");
    }

    fn element() -> impl Strategy<Value = &'static str> {
        prop::sample::select(vec!["p", "div", "b", "span", "li", "td", "blockquote", "pre", "h2"])
    }

    proptest! {
        #[test]
        fn all_words_of_a_page_stay_and_in_order(
            parts in prop::collection::vec((element(), "[a-z]{1,6}", any::<bool>()), 1..40),
        ) {
            let markup = |(element, word, closes): &(&str, String, bool)| {
                let end = if *closes { "</" } else { "<br class=" };
                format!("<{element} title='x>y'> {word} {end}{element}>")
            };
            let html = parts.iter().map(markup).collect::<Vec<_>>().concat();
            let text = flat(&html, Surroundings::Skipped).finish().0;
            let words = text.split_whitespace().filter(|&word| word != "|");
            prop_assert!(words.eq(parts.iter().map(|(_, word, _)| word)));
        }
    }
}
