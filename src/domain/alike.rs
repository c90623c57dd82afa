//! How far two texts have the same words, and what one has that the other does not.

use std::collections::BTreeSet;

/// The runs of five words of a text, in lower case and without punctuation.
pub fn shingles(text: &str) -> BTreeSet<Vec<String>> {
    const WORDS: usize = 5;
    let words: Vec<String> = words(text).map(str::to_lowercase).collect();
    words.windows(WORDS).map(<[String]>::to_vec).collect()
}

/// How much of the shorter of two texts is in the other, in percent.
pub fn overlap(one: &BTreeSet<Vec<String>>, other: &BTreeSet<Vec<String>>) -> u64 {
    let least = one.len().min(other.len()) as u64;
    let shared = one.intersection(other).count() as u64;
    (shared * 100).checked_div(least).unwrap_or_default()
}

/// The figures, with the word after each, and the names of a claim that a quote does not have.
pub fn missing(claim: &str, quote: &str) -> Vec<String> {
    let has: BTreeSet<String> = words(quote).map(str::to_lowercase).collect();
    let is_there = |word: &str| has.contains(&word.to_lowercase());
    let words: Vec<&str> = words(claim).collect();
    let mut missing = Vec::new();
    let mut add = |word: &str| {
        if !is_there(word) && !missing.iter().any(|known| known == word) {
            missing.push(word.to_owned());
        }
    };
    for (at, word) in words.iter().enumerate() {
        let is_figure = word.contains(char::is_numeric);
        // The first word of a sentence has a capital letter whatever it is.
        let is_name = at > 0 && word.starts_with(char::is_uppercase) && word.chars().count() > 1;
        if is_figure || is_name {
            add(word);
        }
        if let Some(unit) = words.get(at + 1).filter(|_| is_figure)
            && unit.chars().count() > 3
        {
            add(unit);
        }
    }
    missing
}

/// Runs of letters and digits; a point or a comma between digits belongs to the figure.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '.' | ',' | '%' | '\'' | '’' | '-');
    let parts = text.split(move |c: char| !is_part(c));
    let parts = parts.map(|part| part.trim_matches(|c: char| !c.is_alphanumeric() && c != '%'));
    parts.filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_quote_lacks_of_a_claim_is_named() {
        let claim = "The works cost 18.6 million crowns in 1932, Mayor Maud Ferring said.";
        assert_eq!(
            missing(claim, "It cost 16.2 million crowns, said Ferring"),
            ["18.6", "1932", "Mayor", "Maud"]
        );
        assert_eq!(missing(claim, claim), Vec::<String>::new());
        assert_eq!(missing("", "a"), Vec::<String>::new());
    }

    #[test]
    fn copies_of_one_report_overlap() {
        let wire = "The bridge over the Ware was closed on Monday after a lorry hit a pillar.";
        let copy = format!("By our reporter. {wire} More soon.");
        let other = "The ferry will run twice as often while the bridge is mended, it was said.";
        let [wire, copy, other] = [wire, &copy, other].map(shingles);
        assert_eq!(overlap(&wire, &copy), 100);
        assert_eq!(overlap(&wire, &other), 0);
        assert_eq!(overlap(&wire, &shingles("")), 0);
    }
}
