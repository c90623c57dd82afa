//! Questions: they ask, and claim nothing.

/// In bytes. A longer question tells much before it asks.
const LONGEST: usize = 200;

/// Whether this sentence only asks: `Why was nobody told?`, `“Why was nobody told?” she said.`
///
/// What tells while it asks is kept: `Did you know that …?`, `It fell, didn't it?`.
pub(super) fn only_asks(sentence: &str) -> bool {
    if sentence.len() > LONGEST || !sentence.contains(MARKS) {
        return false;
    }
    let trimmed = sentence.trim_end_matches(is_around);
    let asked = if trimmed.ends_with(MARKS) { Some(trimmed) } else { asked_first(sentence) };
    asked.is_some_and(|asked| !tells(asked))
}

const MARKS: [char; 3] = ['?', '？', '؟'];

fn is_around(c: char) -> bool {
    c.is_whitespace() || QUOTES.contains(&c) || matches!(c, ')' | ']')
}

const QUOTES: [char; 11] = ['"', '\'', '“', '”', '„', '‘', '’', '«', '»', '‹', '›'];

/// The question in quotation marks that the sentence starts with, where few words say who asks.
fn asked_first(sentence: &str) -> Option<&str> {
    const MOST: usize = 8;
    let inside = sentence.strip_prefix(QUOTES)?;
    let end = inside.find(MARKS)?;
    let mark = inside[end..].chars().next()?.len_utf8();
    let rest = inside[end + mark..].trim_start();
    let says = rest.strip_prefix(QUOTES)?;
    let tells = says.split_whitespace().count() > MOST
        || says.contains(QUOTES)
        || says.contains(|c: char| c.is_numeric());
    (!tells).then_some(&inside[..end + mark])
}

/// Whether the question says what it asks about, or only asks for consent at its end.
fn tells(question: &str) -> bool {
    const OPENINGS: [&str; 12] = [
        "did you know",
        "didn't you know",
        "do you know",
        "do you realize",
        "do you realise",
        "haben sie gewusst",
        "hätten sie gewusst",
        "saviez-vous",
        "¿sabía",
        "¿sabías",
        "lo sapevi",
        "wussten sie",
    ];
    const SHORTEST: usize = 3;
    const LONGEST_TAG: usize = 3;
    let words = question.trim_start_matches(|c: char| QUOTES.contains(&c) || c.is_whitespace());
    let starts = |opening: &str| {
        let start = words.get(..opening.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(opening))
    };
    if OPENINGS.iter().any(|opening| starts(opening)) {
        return true;
    }
    let first = words.split_whitespace().next().unwrap_or_default();
    let asks_first = ASKING.iter().any(|word| first.eq_ignore_ascii_case(word));
    question.rsplit_once(',').is_some_and(|(before, tag)| {
        !asks_first
            && before.split_whitespace().count() >= SHORTEST
            && tag.split_whitespace().count() <= LONGEST_TAG
    })
}

/// Words that open a question, in the languages that have tags at its end.
const ASKING: [&str; 22] = [
    "are", "can", "could", "did", "do", "does", "has", "have", "how", "is", "should", "was",
    "were", "what", "when", "where", "which", "who", "why", "will", "would", "whose",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(sentences: &[&str], expected: bool) {
        for sentence in sentences {
            assert_eq!(only_asks(sentence), expected, "{sentence}");
        }
    }

    #[test]
    fn a_question_claims_nothing() {
        check(
            &[
                "Why did the council spend 14 million crowns?",
                "What did the mayor know, and when?",
                "\"Why was nobody told?\" she said.",
                "He asked: \"Did the town hire 40 people?\"",
                "„Warum wurde niemand gewarnt?“, fragte die Bürgermeisterin.",
                "Hat die Stadt wirklich 40 Leute eingestellt?",
                "« Pourquoi n’a-t-il pas été prévenu ? », a dit Anne Roux.",
                "¿Quién va a pagar los 3 millones?",
                "(Who pays?)",
            ],
            true,
        );
    }

    #[test]
    fn what_tells_while_it_asks_is_kept() {
        check(
            &[
                "Did you know that rents have doubled?",
                "It fell in May, didn't it?",
                "The mayor asked whether 40 families had left.",
                "\"Why was nobody told?\" she said, as 40 families left the hall that day.",
                "\"Why?\" she said. \"It cost 3 million.\"",
                "Its motto, “Why not?”, is painted on the bridge.",
                "",
            ],
            false,
        );
    }
}
