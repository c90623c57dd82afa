/// The number or letter that an item of a list starts with: `2.`, `2)`, `2.)`, `b.`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Item {
    mark: Mark,
    number: Number,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Bracket,
    Stop,
    StopAndBracket,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Number {
    Digits(u16),
    Letter(u8),
}

/// In digits.
const LONGEST: usize = 3;

/// Where the next item of a list starts, if `sentence` is one item up to its end, and the number
/// of the next stands there, before the mark with which `rest` starts.
pub(super) fn next_item(sentence: &str, rest: &str) -> Option<usize> {
    let start = last_number(sentence)?;
    let next = Item::at(&sentence[start..], rest)?;
    let digits = number_length(sentence);
    let first = Item::at(&sentence[..digits], &sentence[digits..])?;
    let follows = first.mark == next.mark
        && match (first.number, next.number) {
            (Number::Digits(one), Number::Digits(next)) => one + 1 == next,
            (Number::Letter(one), Number::Letter(next)) => one + 1 == next,
            (Number::Digits(_), Number::Letter(_)) | (Number::Letter(_), Number::Digits(_)) => {
                false
            }
        };
    (follows && digits < start).then_some(start)
}

impl Item {
    fn at(number: &str, rest: &str) -> Option<Self> {
        let number = match *number.as_bytes() {
            [letter] if letter.is_ascii_alphabetic() => Number::Letter(letter),
            _ if number.len() <= LONGEST => Number::Digits(number.parse().ok()?),
            _ => return None,
        };
        let (mark, after) = match *rest.as_bytes() {
            [b'.', b')', after, ..] => (Mark::StopAndBracket, after),
            [b'.', after, ..] => (Mark::Stop, after),
            [b')', after, ..] => (Mark::Bracket, after),
            _ => return None,
        };
        after.is_ascii_whitespace().then_some(Self { mark, number })
    }
}

/// Where the number at the end of these words starts, if it stands apart.
fn last_number(words: &str) -> Option<usize> {
    let bytes = words.as_bytes();
    let (&last, before) = bytes.split_last()?;
    let digits = bytes.iter().rev().take(LONGEST + 1).take_while(|byte| byte.is_ascii_digit());
    let start = match digits.count() {
        0 if last.is_ascii_alphabetic() => before.len(),
        0 => return None,
        digits => bytes.len() - digits,
    };
    start.checked_sub(1).filter(|&at| bytes[at].is_ascii_whitespace()).map(|_| start)
}

/// How many bytes of a number or letter these words start with.
fn number_length(words: &str) -> usize {
    let bytes = words.as_bytes();
    match bytes.iter().take(LONGEST + 1).take_while(|byte| byte.is_ascii_digit()).count() {
        0 => usize::from(bytes.first().is_some_and(u8::is_ascii_alphabetic)),
        digits => digits,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where `|` stands, the next item starts; the mark after its number is the last one.
    #[track_caller]
    fn check(marked: &str) {
        let text = marked.replace('|', "");
        let mark = text.rfind(". ").or(text.rfind(") ")).or(text.rfind(".) ")).unwrap();
        let mark = if text[..mark].ends_with('.') { mark - 1 } else { mark };
        assert_eq!(next_item(&text[..mark], &text[mark..]), marked.find('|'), "{marked}");
    }

    #[test]
    fn the_next_number_starts_the_next_item() {
        check("1. The road |2. The bridge");
        check("9) The road |10) The bridge");
        check("1.) The road |2.) The bridge");
        check("a. The road |b. The bridge");
        check("B) The road |C) The bridge");
    }

    #[test]
    fn another_number_does_not() {
        check("1. The road 3. The bridge");
        check("1. The road 2) The bridge");
        check("The road 2. The bridge");
        check("1. The road no.2. The bridge");
        check("1. a. The bridge");
        check("1999. The road 2000. The bridge");
    }
}
