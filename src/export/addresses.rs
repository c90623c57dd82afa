//! The web addresses in a remark, which are shown as links. Nothing else is.

use crate::domain::Visible;

/// A part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// An address that begins with `http://` or `https://`, in plain ASCII.
    Address(&'a str),
    Text(&'a str),
}

/// The text, cut where an address begins and ends.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut from, mut search) = (0, 0);
    while let Some(start) = text[search..].find("://").map(|at| search + at) {
        search = start + "://".len();
        let before = &text[from..start];
        let Some(scheme) = ["https", "http"].into_iter().find(|scheme| ends_in(before, scheme))
        else {
            continue;
        };
        let begin = start - scheme.len();
        if let Some(end) = end_of(text, begin, search) {
            pieces.extend((from < begin).then(|| Piece::Text(&text[from..begin])));
            pieces.push(Piece::Address(&text[begin..end]));
            (from, search) = (end, end);
        }
    }
    pieces.extend((from < text.len()).then(|| Piece::Text(&text[from..])));
    pieces
}

/// Whether the text is a web address and nothing else.
pub(super) fn is_address(text: &str) -> bool {
    matches!(pieces(text).as_slice(), [Piece::Address(_)])
}

/// Whether the text ends in this word, in any case, as a word of its own.
fn ends_in(text: &str, word: &str) -> bool {
    let Some(start) = text.len().checked_sub(word.len()) else { return false };
    text.get(start..).is_some_and(|end| end.eq_ignore_ascii_case(word))
        && !text[..start].ends_with(|c: char| c.is_alphanumeric() || "+.-_".contains(c))
}

/// Where the address ends that begins at `begin`, with its host at `host`. `None` if it is not
/// clear where it leads.
fn end_of(text: &str, begin: usize, host: usize) -> Option<usize> {
    let is_part = |c: char| c.is_ascii_graphic() && !"<>\"`{}|\\^".contains(c);
    let end = text[host..].find(|c| !is_part(c)).map_or(text.len(), |at| host + at);
    // Another letter, or what nobody sees, would go on as part of it.
    let next = text[end..].chars().next();
    if next.is_some_and(|c| c.is_alphanumeric() || Visible::hides(c) && !c.is_whitespace()) {
        return None;
    }
    let mut address = &text[begin..end];
    loop {
        let closes = |c: char, opening: char| {
            address.ends_with(c) && address.matches(c).count() > address.matches(opening).count()
        };
        if address.ends_with(['.', ',', ';', ':', '!', '?', '\'', '*', '_', '~'])
            || closes(')', '(')
            || closes(']', '[')
        {
            address = &address[..address.len() - 1];
        } else {
            break;
        }
    }
    let named = address.get(host - begin..)?;
    let named = named.split(['/', '?', '#']).next().unwrap_or_default();
    let (name, port) = named.split_once(':').unwrap_or((named, ""));
    let is_name = name.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'.' || c == b'-');
    let is_host = is_name
        && name.bytes().any(|c| c.is_ascii_alphanumeric())
        && port.bytes().all(|c| c.is_ascii_digit());
    is_host.then_some(begin + address.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, addresses: &[&str]) {
        let pieces = pieces(text);
        let found = pieces.iter().filter_map(|piece| match piece {
            Piece::Address(address) => Some(*address),
            Piece::Text(_) => None,
        });
        assert_eq!(found.collect::<Vec<_>>(), addresses, "{text}");
        let whole = pieces.iter().map(|piece| match piece {
            Piece::Address(words) | Piece::Text(words) => *words,
        });
        assert_eq!(whole.collect::<String>(), text);
    }

    #[test]
    fn web_addresses_are_found_without_the_punctuation_after_them() {
        check("see https://a.example/x?y=1&z#top.", &["https://a.example/x?y=1&z#top"]);
        check("(http://a.example)", &["http://a.example"]);
        check("https://a.example/b_(c), d", &["https://a.example/b_(c)"]);
        check(
            "“https://a.example/x”\nHTTPS://B.example:8080/",
            &["https://a.example/x", "HTTPS://B.example:8080/"],
        );
        check("https://a.example,https://b.example", &["https://b.example"]);
    }

    #[test]
    fn nothing_else_is_an_address() {
        for text in [
            "",
            "://",
            "https://",
            "http:///x",
            "https://ana@b.example/",
            "https://bank.example@evil.example",
            "javascript://a.example/%0aalert(1)",
            "xhttp://a.example",
            "view-source:ftp://a.example",
            "https://b\u{430}nk.example",
            "https://a.example\u{202e}moc",
            "https://a.example/\u{200b}x",
            "https://[::1]/",
            "www.a.example",
            "data:text/html,https",
        ] {
            let found = pieces(text);
            let is_text = |piece: &Piece<'_>| matches!(piece, Piece::Text(_));
            assert!(found.iter().all(is_text), "{text}: {found:?}");
        }
    }
}
