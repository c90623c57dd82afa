/// Soft hyphen: a place where a word may be broken. It is not part of the word.
pub const SOFT_HYPHEN: char = '\u{ad}';

/// Words as they are searched: in lower case, without soft hyphens, with every run of white space
/// as one space, and none around them. Different settings of a name fold to the same words.
pub fn folded(words: &str) -> String {
    let letters: String = words.chars().filter(|c| *c != SOFT_HYPHEN).collect();
    let lower = letters.to_lowercase();
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spacing_case_and_soft_hyphens_do_not_matter() {
        let set =
            ["Ivo Sandrake", "IVO\n  sandrake", " Ivo\u{a0}Sand\u{ad}rake\t", "ivo\r\nSandrake"];
        for words in set {
            assert_eq!(folded(words), "ivo sandrake", "{words:?}");
        }
        assert_eq!(folded("Élodie"), "élodie");
        assert_eq!(folded(" \n"), "");
    }
}
