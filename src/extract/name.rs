use std::ops::Range;

use super::lexicon::{List, Lists};
use super::word::Token;
use super::{calendar, reporting};

/// The phrase that names somebody and whose last word is `tokens[last]`, if it could be the
/// subject of what follows.
pub(super) fn ending_at(tokens: &[Token], last: usize) -> Option<Range<usize>> {
    if !can_end(&tokens[last]) || head(tokens, 0, last).is_in(List::Things) {
        return None;
    }
    let mut first = last;
    while first > 0 && last - first < LONGEST {
        let before = &tokens[first - 1];
        if before.is_in(List::Determiners) {
            first -= 1;
            match linked(tokens, first) {
                Some(word) => first = word,
                None => return starts_clause(tokens, first).then_some(first..last + 1),
            }
        } else if let Some(word) = linked(tokens, first) {
            first = word;
        } else if starts_clause(tokens, first) {
            let named = tokens[first..=last].iter().any(|t| t.is_capitalised() || is_speaker(t));
            return (named && !is_adverb(&tokens[first])).then_some(first..last + 1);
        } else if before.is_word && !is_function_word(before) {
            first -= 1;
        } else {
            return None;
        }
    }
    let whole = first == 0 && tokens[..=last].iter().any(|t| t.is_capitalised() || is_speaker(t));
    whole.then_some(first..last + 1)
}

/// The phrase that names somebody and starts with `tokens[first]`.
pub(super) fn starting_at(tokens: &[Token], first: usize) -> Option<Range<usize>> {
    let mut at = first;
    let mut determined = false;
    let mut end = None;
    while let Some(token) = tokens.get(at).filter(|_| at - first < LONGEST) {
        let next = tokens.get(at + 1);
        if token.is_in(List::Determiners) && end.is_none_or(|end| end < at) {
            determined = true;
        } else if is_name_word(token) || (determined && is_plain(token)) {
            end = Some(at + 1);
        } else if end == Some(at) && links_forward(tokens, at) {
            determined = next.is_some_and(|next| next.is_in(List::Determiners));
        } else {
            break;
        }
        at += 1;
    }
    let end = end?;
    let names = can_end(&tokens[end - 1]) && !head(tokens, first, end - 1).is_in(List::Things);
    names.then_some(first..end)
}

/// Whether this token may speak for others: `the minister`, `police`.
pub(super) fn is_speaker(token: &Token) -> bool {
    // Of `the minister's`, the minister.
    let lists = token.lower.strip_suffix("'s").map_or(token.lists, Lists::of);
    token.is_word && lists.has(List::Speakers)
}

/// Whether the phrase is a name, or what one who speaks is called.
pub(super) fn names_speaker(tokens: &[Token], phrase: Range<usize>) -> bool {
    let last = &tokens[phrase.end - 1];
    last.is_capitalised() || tokens[phrase].iter().any(is_speaker)
}

/// Whether hardly a word of the phrase could be anything but a name's, so that no clause hides
/// in it: `the flood took nine houses of the village`.
pub(super) fn is_compact(tokens: &[Token], phrase: Range<usize>) -> bool {
    let loose =
        |token: &&Token| !is_name_word(token) && is_plain(token) && !token.is_in(List::Determiners);
    tokens[phrase].iter().filter(loose).count() <= 1
}

/// Whether this token stands for somebody named elsewhere.
pub(super) fn is_pronoun(token: &Token) -> bool {
    // `US` is no `us`.
    token.is_in(List::Pronouns) && !token.is_acronym()
}

/// Whether this token tells when or how, and may stand between a subject and its verb.
pub(super) fn is_adverb(token: &Token) -> bool {
    let manner = token.lower.len() > 4 && token.lower.ends_with("ly") && !token.is_capitalised();
    token.is_word && (manner || token.is_in(List::Adverbs) || calendar::is_time(token))
}

pub(super) fn is_preposition(token: &Token) -> bool {
    token.is_in(List::Prepositions)
}

/// A phrase of more words names nobody.
const LONGEST: usize = 14;

/// The word that the phrase ending at `last` is about: the one before its first `of` or `for`.
fn head<'t, 's>(tokens: &'t [Token<'s>], first: usize, last: usize) -> &'t Token<'s> {
    let mut head = last;
    for at in (first.max(last.saturating_sub(LONGEST))..last).rev() {
        if tokens[at].is("of") && at > first && !tokens[at - 1].is_capitalised() {
            head = at - 1;
        }
        if !tokens[at].is_word {
            break;
        }
    }
    &tokens[head]
}

/// Where the words before `first` go on, if a link such as `of` or `and` joins them to it.
fn linked(tokens: &[Token], first: usize) -> Option<usize> {
    let word = first.checked_sub(2)?;
    let (link, before) = (&tokens[first - 1], &tokens[word]);
    if !before.is_word || is_function_word(before) {
        return None;
    }
    let joins = match link.lower.as_ref() {
        "of" | "de" | "du" | "des" | "del" | "della" | "di" | "da" | "do" | "dos" | "von"
        | "van" | "der" | "den" | "la" | "al" | "bin" | "'s" => !is_adverb(before),
        "and" | "&" | "et" | "und" | "y" | "e" => {
            is_speaker(before) || (before.is_capitalised() && tokens[first].is_capitalised())
        }
        "for" | "at" | "in" | "from" | "with" => is_speaker(before),
        _ => false,
    };
    joins.then_some(word)
}

/// The same, seen from before the link.
fn links_forward(tokens: &[Token], link: usize) -> bool {
    let mut word = link + 1;
    if tokens.get(word).is_some_and(|token| token.is_in(List::Determiners)) {
        word += 1;
    }
    let plain = |token: &Token| is_name_word(token) || (word > link + 1 && is_plain(token));
    tokens.get(word).is_some_and(plain) && {
        let before = &tokens[link - 1];
        match tokens[link].lower.as_ref() {
            "and" | "&" | "et" | "und" | "y" | "e" => is_name_word(before),
            "for" => is_speaker(before),
            "of" | "de" | "du" | "des" | "del" | "della" | "di" | "da" | "do" | "dos" | "von"
            | "van" | "der" => true,
            _ => false,
        }
    }
}

/// Whether a clause may start at `first`, so that nothing to the left belongs to the phrase.
fn starts_clause(tokens: &[Token], first: usize) -> bool {
    let Some(before) = first.checked_sub(1).map(|before| &tokens[before]) else {
        return true;
    };
    if before.is_word {
        is_adverb(before) || before.is_in(List::Conjunctions)
    } else {
        before.is_quotation_mark()
            || matches!(before.text, "," | ";" | ":" | "—" | "–" | "-" | "." | "…" | "•")
    }
}

fn can_end(token: &Token) -> bool {
    let owns = token.lower.ends_with("'s") || token.lower.ends_with("’s");
    let names = token.is_word && !token.is_number() && !owns;
    names && !is_function_word(token) && !is_adverb(token)
}

fn is_name_word(token: &Token) -> bool {
    let name = token.is_capitalised() || is_speaker(token);
    name && !is_function_word(token) && !calendar::is_time(token) && !token.is_in(List::Months)
}

fn is_plain(token: &Token) -> bool {
    let participle = token.lower.ends_with("ing") || token.lower.ends_with("ed");
    token.is_word && !participle && !is_function_word(token) && !is_adverb(token)
}

fn is_function_word(token: &Token) -> bool {
    !token.is_word
        || is_pronoun(token)
        || is_preposition(token)
        || token.is_in(List::Auxiliaries)
        || token.is_in(List::Conjunctions)
        || token.is_in(List::Determiners)
        || token.is_in(List::Subordinators)
        || reporting::reporting(token).is_some() && !token.is_capitalised()
}

#[cfg(test)]
mod tests {
    use super::super::word::tokens;
    use super::*;

    /// Where the phrase starts whose last word is the last of `words`.
    #[track_caller]
    fn check(words: &str, expected: Option<&str>) {
        let tokens: Vec<Token> = tokens(words).collect();
        let phrase = ending_at(&tokens, tokens.len() - 1);
        assert_eq!(phrase.map(|phrase| &words[tokens[phrase.start].start..]), expected);
    }

    #[test]
    fn a_phrase_goes_back_to_where_its_clause_starts() {
        check("On Monday the mayor of Faro", Some("the mayor of Faro"));
        check("But Lee", Some("Lee"));
        check("Rain fell, Trade Secretary Ana de Lee", Some("Trade Secretary Ana de Lee"));
    }

    #[test]
    fn a_phrase_after_a_preposition_is_no_subject() {
        check("The vote in the council", None);
        check("A talk with Lee", None);
        check("because Lee", None);
    }
}
