/// The first bytes of a text, at most so many, up to the end of a character.
pub(in crate::text::extract) fn start_of(text: &str, most: usize) -> &str {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The last bytes of a text, at most so many, from the start of a character on.
pub(in crate::text::extract) fn end_of(text: &str, most: usize) -> &str {
    let mut start = text.len() - text.len().min(most);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    &text[start..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_character_is_split() {
        assert_eq!((start_of("aé", 2), start_of("aé", 9), start_of("é", 1)), ("a", "aé", ""));
        assert_eq!((end_of("éa", 2), end_of("éa", 9), end_of("é", 1)), ("a", "éa", ""));
    }
}
