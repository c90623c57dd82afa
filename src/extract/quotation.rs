use super::word::Token;

/// Which tokens stand in a quotation, its marks included.
///
/// A mark that closes what was never opened makes a quotation of all before it, and one that
/// opens what is never closed of all after it: the other half stands in another sentence.
pub(super) fn quoted(sentence: &str, tokens: &[Token]) -> Vec<bool> {
    let mut quoted = vec![false; tokens.len()];
    let mut open: Option<usize> = None;
    let mut single: Option<usize> = None;
    let mut any = false;
    for (at, token) in tokens.iter().enumerate().filter(|(_, token)| token.is_quotation_mark()) {
        let apart_before = sentence[..token.start].ends_with(opens_gap) || token.start == 0;
        let apart_after =
            sentence[token.end()..].starts_with(closes_gap) || token.end() == sentence.len();
        if is_single(token) {
            // An apostrophe looks the same; only after a mark does it surely close.
            let after_mark = at > 0 && matches!(tokens[at - 1].text, "," | "." | "?" | "!");
            match single {
                Some(from) if after_mark => {
                    quoted[from..=at].fill(true);
                    single = None;
                }
                None if apart_before && !apart_after && open.is_none() => single = Some(at),
                Some(_) | None => {}
            }
            continue;
        }
        let opens = if apart_before == apart_after {
            open.is_none() && !matches!(token.text, "”" | "»" | "›")
        } else {
            apart_before
        };
        match open {
            None if opens => open = Some(at),
            None if !any => quoted[..=at].fill(true),
            Some(from) if !opens => {
                quoted[from..=at].fill(true);
                open = None;
            }
            None | Some(_) => {}
        }
        any = true;
    }
    if let Some(from) = open {
        quoted[from..].fill(true);
    }
    quoted
}

fn is_single(token: &Token) -> bool {
    matches!(token.text, "'" | "‘" | "’")
}

fn opens_gap(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '-' | ':')
}

fn closes_gap(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, ')' | ']' | ',' | '.' | ';' | ':' | '?' | '!' | '—' | '–' | '-')
}

#[cfg(test)]
mod tests {
    use super::super::word::tokens;
    use super::*;

    #[track_caller]
    fn check(sentence: &str, expected: &str) {
        let tokens: Vec<Token> = tokens(sentence).collect();
        let quoted = quoted(sentence, &tokens);
        let words = tokens.iter().zip(quoted).filter(|(token, quoted)| *quoted && token.is_word);
        let words: Vec<&str> = words.map(|(token, _)| token.text).collect();
        assert_eq!(words.join(" "), expected);
    }

    #[test]
    fn quotations_of_every_style_are_found() {
        check("\"It fell,\" she said, \"at noon.\"", "It fell at noon");
        check("„Es regnet“, sagte er.", "Es regnet");
        check("»Es regnet«, sagte er.", "Es regnet");
        check("« Il pleut », a dit Anne.", "Il pleut");
        check("‘It won’t fall,’ the players’ coach said.", "It won’t fall");
    }

    #[test]
    fn half_a_quotation_reaches_to_its_end_of_the_sentence() {
        check("It must fall,\" she said.", "It must fall");
        check("She said: \"It must fall.", "It must fall");
        check("The so-called \"pact\" and the \"deal\" fell.", "pact deal");
    }

    #[test]
    fn an_apostrophe_quotes_nothing() {
        check("The players' union won't move, the club's owner said.", "");
    }
}
