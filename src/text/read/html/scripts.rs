use super::head::is_data;
use super::tokens::{Token, tokens};

/// A script of linked data (JSON-LD), as it stands in a page.
pub(in crate::text::read) struct Script<'h> {
    /// Its first byte.
    pub(in crate::text::read) at: usize,
    pub(in crate::text::read) source: &'h str,
}

/// The scripts of linked data in a page, in order.
pub(in crate::text::read) fn scripts(html: &str) -> Vec<Script<'_>> {
    let mut found: Vec<Script<'_>> = Vec::new();
    let mut in_data = false;
    let mut is_next = false;
    for token in tokens(html) {
        match token {
            Token::Start(tag) => {
                in_data = tag.is("script") && is_data(&tag);
                is_next = true;
            }
            Token::End(_) => in_data = false,
            Token::Text(words) if in_data => {
                let end = words.at + words.source.len();
                let goes_on = found.last_mut().filter(|_| !is_next);
                if let Some(script) = goes_on
                    && let Some(source) = html.get(script.at..end)
                {
                    script.source = source;
                } else {
                    found.push(Script { at: words.at, source: words.source });
                }
                is_next = false;
            }
            Token::Text(_) => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_of_linked_data_are_found_where_they_stand() {
        let html = "<p>no</p><script type='application/ld+json'>{\"a\": \"</b>\"}</script>\
            <script>no</script><SCRIPT TYPE=' Application/LD+JSON; x'>{}</SCRIPT>\
            <!-- <script type=application/ld+json>no</script> -->";
        let found = scripts(html);
        let sources: Vec<&str> = found.iter().map(|script| script.source).collect();
        assert_eq!(sources, ["{\"a\": \"</b>\"}", "{}"]);
        assert!(found.iter().all(|script| html[script.at..].starts_with(script.source)));
    }
}
