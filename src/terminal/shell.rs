/// A word quoted for a POSIX shell, to be copied from the screen: foreign text in it
/// stays text.
pub fn shell_quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "@%_+=:,./-".contains(c);
    if !word.is_empty() && !word.starts_with('-') && word.chars().all(is_plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_text_stays_one_word() {
        for (word, expected) in [
            ("log/ana+0123abcd+AZ/x=", "log/ana+0123abcd+AZ/x="),
            ("", "''"),
            ("-o", "'-o'"),
            ("a b", "'a b'"),
            ("x';id;'y", r"'x'\'';id;'\''y'"),
            ("$(id)`id`\n\\", "'$(id)`id`\n\\'"),
        ] {
            assert_eq!(shell_quoted(word), expected);
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_shell_reads_it_as_it_was() {
        for word in ["a'b", "$HOME", "a;b", "-n", "\\", "\"", "a\nb", "*", "~"] {
            let line = format!("printf %s {}", shell_quoted(word));
            let said = std::process::Command::new("sh").args(["-c", &line]).output().unwrap();
            assert_eq!(String::from_utf8(said.stdout).unwrap(), word);
        }
    }
}
