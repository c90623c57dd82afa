use super::Stance;

/// A machine-readable statement on a page about a claim that others checked (schema.org
/// `ClaimReview`).
///
/// Each field is foreign text, or left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublishedFactCheck {
    /// The addresses where the claim was seen.
    pub appearances: Vec<String>,
    /// Who checked it.
    pub author: Option<String>,
    pub best_rating: Option<String>,
    /// The claim, in the words of the checker.
    pub claim: Option<String>,
    /// When the claim was made.
    pub claimed: Option<String>,
    /// Who made the claim.
    pub claimant: Option<String>,
    /// Why it is rated so.
    pub explanation: Option<String>,
    pub published: Option<String>,
    /// Who published the check, if that is not its author.
    pub publisher: Option<String>,
    pub rating: Option<String>,
    /// The headline of the check.
    pub title: Option<String>,
    pub url: Option<String>,
    /// The rating in words.
    pub verdict: Option<String>,
    pub worst_rating: Option<String>,
}

/// Verdicts in words that say that a claim is false, in lower case.
const REFUTES: &[&str] = &[
    "disputed",
    "fake",
    "false",
    "falsch",
    "falsa",
    "falso",
    "faux",
    "fałsz",
    "größtenteils falsch",
    "incorrect",
    "mayormente falso",
    "mostly false",
    "not true",
    "pants on fire",
    "plutôt faux",
    "refuted",
    "refutes",
    "untrue",
    "überwiegend falsch",
    "неправда",
    "фейк",
];

/// Those that say that it is true.
const SUPPORTS: &[&str] = &[
    "accurate",
    "cierto",
    "confirmed",
    "correct",
    "corroborated",
    "größtenteils richtig",
    "mayormente verdadero",
    "mostly true",
    "plutôt vrai",
    "prawda",
    "richtig",
    "supported",
    "supports",
    "true",
    "verdadeiro",
    "verdadero",
    "vero",
    "vrai",
    "wahr",
    "überwiegend richtig",
    "правда",
];

/// Those that say that it is something in between, or that nobody knows.
const BETWEEN: &[&str] = &[
    "conflicting evidence/cherrypicking",
    "half true",
    "mixed",
    "mixture",
    "not enough evidence",
    "not enough info",
    "partially false",
    "partially true",
    "partly false",
    "partly true",
    "unproven",
    "unverified",
];

impl PublishedFactCheck {
    /// What the verdict does to the claim, as far as that can be told from it.
    ///
    /// - Words that are one of a short list, in whatever case, decide: `False`, `Richtig`, `Half true`.
    /// - Other words leave it to the number, which counts if both ends of its scale are stated: within
    ///   a quarter of the scale from the worst it refutes, within a quarter from the best it supports.
    ///   Publishers leave out an end, and then mean another one than schema.org does.
    /// - If such words and such a number say the opposite of each other, or nothing says anything, it
    ///   is context.
    pub fn stance(&self) -> Stance {
        match (self.stance_in_words(), self.stance_in_numbers()) {
            (Some(Stance::Refutes), Some(Stance::Supports))
            | (Some(Stance::Supports), Some(Stance::Refutes))
            | (None, None) => Stance::Context,
            (Some(words), _) => words,
            (None, Some(number)) => number,
        }
    }

    fn stance_in_words(&self) -> Option<Stance> {
        let said = self.verdict.as_ref()?.to_lowercase().replace(['_', '-'], " ");
        let is_around = |c: char| c.is_whitespace() || ".!?\"'“”„«»".contains(c);
        let said = said.trim_matches(is_around);
        let lists =
            [(REFUTES, Stance::Refutes), (SUPPORTS, Stance::Supports), (BETWEEN, Stance::Context)];
        lists.into_iter().find(|(list, _)| list.contains(&said)).map(|(_, stance)| stance)
    }

    fn stance_in_numbers(&self) -> Option<Stance> {
        let number = |said: &Option<String>| {
            let number: f64 = said.as_ref()?.trim().parse().ok()?;
            number.is_finite().then_some(number)
        };
        let (best, worst) = (number(&self.best_rating)?, number(&self.worst_rating)?);
        let place = (number(&self.rating)? - worst) / (best - worst);
        match place {
            0.0..=0.25 => Some(Stance::Refutes),
            0.75..=1.0 => Some(Stance::Supports),
            _ if place > 0.25 && place < 0.75 => Some(Stance::Context),
            // Outside of the scale, or the scale has no length.
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(verdict: &str, [rating, worst, best]: [&str; 3], expected: Stance) {
        let said = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let published = PublishedFactCheck {
            best_rating: said(best),
            rating: said(rating),
            verdict: said(verdict),
            worst_rating: said(worst),
            ..PublishedFactCheck::default()
        };
        assert_eq!(published.stance(), expected, "{verdict} {rating} of {worst} to {best}");
    }

    #[test]
    fn near_the_worst_refutes_and_near_the_best_supports() {
        for (rating, expected) in [
            ("1", Stance::Refutes),
            ("2", Stance::Refutes),
            ("3", Stance::Context),
            ("4", Stance::Supports),
            ("5", Stance::Supports),
            ("6", Stance::Context),
            ("-1", Stance::Context),
            ("NaN", Stance::Context),
            ("two", Stance::Context),
        ] {
            check("Engañoso", [rating, "1", "5"], expected);
        }
        check("", ["5", "5", "1"], Stance::Refutes);
        check("", ["-1", "-1", "-1"], Stance::Context);
        check("", ["1", "", "5"], Stance::Context);
        check("", ["inf", "0", "inf"], Stance::Context);
    }

    #[test]
    fn words_decide_unless_the_number_says_the_opposite() {
        let none = ["", "", ""];
        for (verdict, expected) in [
            ("False", Stance::Refutes),
            (" FALSO. ", Stance::Refutes),
            ("Mostly-True!", Stance::Supports),
            ("Half true", Stance::Context),
            ("Misleading", Stance::Context),
            ("True enough, she says", Stance::Context),
            ("", Stance::Context),
        ] {
            check(verdict, none, expected);
        }
        check("Falso", ["4", "", "6"], Stance::Refutes);
        check("False", ["3", "1", "5"], Stance::Refutes);
        check("False", ["5", "1", "5"], Stance::Context);
        check("True", ["1", "1", "5"], Stance::Context);
        check("Half true", ["1", "1", "5"], Stance::Context);
    }

    #[test]
    fn each_verdict_is_on_one_list_and_in_lower_case() {
        let all = [REFUTES, SUPPORTS, BETWEEN].concat();
        let once: std::collections::BTreeSet<&&str> = all.iter().collect();
        assert_eq!(once.len(), all.len());
        assert!(all.iter().all(|words| words.to_lowercase() == **words));
    }
}
