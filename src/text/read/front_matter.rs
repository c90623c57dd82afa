/// What stands above a Markdown document between two lines of `---`: lines of `key: value`.
pub(super) struct FrontMatter<'a>(Vec<(&'a str, &'a str)>);

impl<'a> FrontMatter<'a> {
    /// The front matter of a document, and what stands below it.
    ///
    /// It takes a whole block of such lines to be one: a text may well start with a rule.
    pub(super) fn split(document: &'a str) -> Option<(Self, &'a str)> {
        let mut lines = document.split_inclusive('\n');
        let mut length = lines.next().filter(|line| line.trim_end() == "---")?.len();
        let mut fields = Vec::new();
        for line in lines {
            length += line.len();
            match line.trim_end() {
                "---" | "..." if fields.is_empty() => return None,
                "---" | "..." => return Some((Self(fields), &document[length..])),
                line => {
                    // A comment, or more of the value above, as of a list.
                    if line.is_empty() || line.starts_with(['#', ' ', '\t', '-']) {
                        continue;
                    }
                    let (key, value) = line.split_once(':')?;
                    if key.contains(char::is_whitespace) {
                        return None;
                    }
                    fields.push((key, unquoted(value.trim())));
                }
            }
        }
        None
    }

    /// The first value that is there for one of the keys.
    pub(super) fn get(&self, keys: &[&str]) -> Option<String> {
        let is_asked = |key: &str| keys.iter().any(|asked| key.eq_ignore_ascii_case(asked));
        let found = self.0.iter().find(|(key, value)| is_asked(key) && !value.is_empty());
        found.map(|(_, value)| (*value).to_owned())
    }
}

fn unquoted(value: &str) -> &str {
    let within = |quote| value.strip_prefix(quote)?.strip_suffix(quote);
    within('"').or_else(|| within('\'')).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(document: &str, expected: Option<(Option<&str>, &str)>) {
        let split = FrontMatter::split(document);
        let title = split.as_ref().map(|(fields, rest)| (fields.get(&["title", "name"]), *rest));
        assert_eq!(title.as_ref().map(|(title, rest)| (title.as_deref(), *rest)), expected);
    }

    #[test]
    fn it_is_a_block_of_keys_and_values() {
        check("---\ntitle: A: b\n---\nText", Some((Some("A: b"), "Text")));
        check("---\r\nTitle: \"A\"\r\n...\r\nText", Some((Some("A"), "Text")));
        check("---\n# no\ntags:\n  - x\n- y\n\nname: 'A'\n---", Some((Some("A"), "")));
        check("---\ndate: 2024-05-06\n---\n", Some((None, "")));
    }

    #[test]
    fn a_rule_above_a_text_is_not_front_matter() {
        check("---\nThe mayor said: it is safe.\n---\n", None);
        check("---\nThe bridge is safe.\n---\n", None);
        check("---\n\n---\ntitle: A", None);
        check("---\ntitle: A\n", None);
        check("\n---\ntitle: A\n---\n", None);
    }
}
