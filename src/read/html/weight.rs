use super::names::{is_barrier, is_block, is_drawing, is_formatting, needs_no_end};
use super::pieces::{Name, Piece, pieces};

/// The depth at which extraction, whose time grows with its square, still takes no time.
const DEEPEST: usize = 512;

/// More attributes than any element has. Parsers compare each with those before it.
const MOST_ATTRIBUTES: usize = 256;

/// More elements than any article has.
const MOST_ELEMENTS: usize = 200_000;

/// More bytes of text than any article has. Extraction takes the square of them in time where they
/// are full of character references.
const MOST_TEXT: usize = 1024 * 1024;

/// Whether the tree of a page would be too deep or too large to look for an article in.
///
/// It goes by the source, and never sees less than there is: where the rules of HTML would take
/// long to follow, an element counts as open.
pub(super) fn is_too_heavy(html: &str) -> bool {
    let mut elements = 0;
    let mut formatting: Vec<Name> = Vec::new();
    let mut open: Vec<Name> = Vec::new();
    let mut text = 0;
    let mut in_script = false;

    for piece in pieces(html) {
        match piece {
            Piece::Start(tag) => {
                // Formatting that nobody closed is opened again in every block that follows
                // (HTML, 13.2.4.3), so a page can be quadratically larger than its source.
                elements += 1 + formatting.len();
                if elements > MOST_ELEMENTS || tag.count_attributes() > MOST_ATTRIBUTES {
                    return true;
                }
                if tag.is("a") {
                    // A link ends where the next one starts.
                    close(b"a", &mut open, &mut formatting);
                }
                if is_formatting(tag.name()) {
                    formatting.push(tag.name().to_vec());
                }
                let in_drawing = open.iter().any(|name| is_drawing(name));
                in_script = tag.is("script") && !in_drawing;
                let closes_itself = if in_drawing || is_drawing(tag.name()) {
                    tag.is_self_closing()
                } else {
                    needs_no_end(tag.name())
                };
                if !closes_itself {
                    open.push(tag.into_name());
                }
                if open.len() > DEEPEST {
                    return true;
                }
            }
            Piece::End(name) => {
                in_script = false;
                close(&name, &mut open, &mut formatting);
            }
            // What is in a script has no references, and is often long.
            Piece::Text(_) if in_script => {}
            Piece::Text(words) => {
                text += words.len();
                if text > MOST_TEXT {
                    return true;
                }
            }
        }
    }
    false
}

/// What an end tag closes (HTML, 13.2.6.4.7).
fn close(name: &[u8], open: &mut Vec<Name>, formatting: &mut Vec<Name>) {
    if let Some(last) = formatting.iter().rposition(|open| open == name) {
        formatting.remove(last);
    }
    // A block ends all that is in it, but for a table; anything else ends at most within its block.
    let is_strong = is_block(name) && name != b"legend";
    let is_wall = |open: &[u8]| is_barrier(open) || !is_strong && is_block(open);
    if is_formatting(name) || name == b"form" {
        if let Some(last) = open.iter().rposition(|open| open == name) {
            open.remove(last);
        }
    } else if let Some(last) = open.iter().rposition(|open| open == name || is_wall(open))
        && open[last] == name
    {
        open.truncate(last);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, expected: bool) {
        assert_eq!(is_too_heavy(html), expected, "{html:.60}");
    }

    #[test]
    fn a_page_as_they_are_is_not() {
        check("<div><p>one<br><img><p>two<ul><li>three<li>four</ul></div>", false);
        check(&"<p>one<p>two <b>three</b><li><tr><td>".repeat(5000), false);
        check(&"<div><b>one</div>".repeat(100), false);
        check(&"<a name=x>one<p>".repeat(5000), false);
        check(&"<svg><path/><path/></svg>".repeat(5000), false);
        check(&format!("<svg/>{}", "<p>one".repeat(5000)), false);
        check(&format!("<script>{}</script>one", "data".repeat(1_000_000)), false);
    }

    #[test]
    fn a_deep_page_is_however_it_is_written() {
        check(&"<div>".repeat(513), true);
        check(&"<div></span>".repeat(513), true);
        check(&"<table><tr><td>".repeat(513), true);
        check(&"<div><table><td></div>".repeat(513), true);
        check(&"<b><div></b>".repeat(513), true);
        check(&"<a><div>".repeat(513), true);
        check(&"<form><div></form>".repeat(513), true);
        check(&"<span><div></span>".repeat(513), true);
        check(&format!("<svg>{}", "<td>".repeat(513)), true);
        check(&format!("<svg>{}", "<input>".repeat(513)), true);
    }

    #[test]
    fn a_large_page_is_however_it_is_written() {
        check(&"<br>".repeat(200_001), true);
        check(&"<p><b></p>".repeat(1000), true);
        check(&"a&amp;b ".repeat(300_000), true);
        check(&format!("<svg><script>{}", "a&amp;b ".repeat(300_000)), true);
        let attributes = (0..257).map(|number| format!("a{number} ")).collect::<Vec<_>>().concat();
        check(&format!("<p {attributes}>"), true);
    }
}
