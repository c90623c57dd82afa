use std::ops::Range;

use super::lexicon::List;
use super::quotation::quoted;
use super::word::Token;
use super::{name, reporting};

/// The bytes of the sentence that name who said it, if the sentence itself tells.
///
/// A wrong name is worse than none: a pronoun, a passive without an agent, a subject that is not
/// plainly one all give none.
pub(super) fn claimant(sentence: &str, tokens: &[Token]) -> Option<Range<usize>> {
    let quoted = quoted(sentence, tokens);
    let name = Clause { quoted: &quoted, tokens }.claimant()?;
    Some(tokens[name.start].start..tokens[name.end - 1].end())
}

/// What the sentence tells about who said it.
pub(super) enum Told {
    /// These tokens name who.
    By(Range<usize>),
    /// Nothing, here.
    Nothing,
    /// Somebody said it whom the sentence does not name.
    Unnamed,
}

/// The tokens of a sentence, and which of them are quoted.
pub(super) struct Clause<'c, 's> {
    pub(super) quoted: &'c [bool],
    pub(super) tokens: &'c [Token<'s>],
}

impl Clause<'_, '_> {
    fn claimant(&self) -> Option<Range<usize>> {
        if let Some(name) = self.closing() {
            return Some(name);
        }
        for at in (0..self.tokens.len()).filter(|&at| !self.quoted[at]) {
            let told = match reporting::reporting(&self.tokens[at]) {
                Some(kind) => self.reported(at, kind),
                None => self.sourced(at),
            };
            match told {
                Told::By(name) => return Some(name),
                Told::Nothing => {}
                Told::Unnamed => return None,
            }
        }
        None
    }

    /// `…, the mayor said on Monday.`: what ends a sentence reports all of it.
    fn closing(&self) -> Option<Range<usize>> {
        const FARTHEST: usize = 6;
        let last = self.tokens.len().checked_sub(1)?;
        let verb = (0..=last)
            .rev()
            .take(FARTHEST)
            .find(|&at| !self.quoted[at] && reporting::reporting(&self.tokens[at]).is_some())?;
        let after = &self.tokens[verb + 1..];
        let only_when = after.iter().all(|token| {
            !token.is_word || name::is_adverb(token) || ["in", "on"].contains(&token.lower.as_ref())
        });
        match reporting::reporting(&self.tokens[verb]).map(|kind| self.reported(verb, kind)) {
            Some(Told::By(name)) if only_when && name.start > 0 => {
                let before = &self.tokens[name.start - 1];
                (before.text == "," || before.is_quotation_mark()).then_some(name)
            }
            Some(Told::By(_) | Told::Nothing | Told::Unnamed) | None => None,
        }
    }

    /// `According to the mayor`, `in the eyes of critics`, `Selon la police`.
    fn sourced(&self, at: usize) -> Told {
        const SOURCES: [&[&str]; 13] = [
            &["according", "to"],
            &["in", "the", "eyes", "of"],
            &["in", "the", "view", "of"],
            &["in", "the", "words", "of"],
            &["laut"],
            &["nach", "angaben", "von"],
            &["selon"],
            &["d'après"],
            &["según"],
            &["secondo"],
            &["segundo"],
            &["de", "acordo", "com"],
            &["zdaniem"],
        ];
        let token = &self.tokens[at];
        if !token.is_in(List::SourceOpenings) {
            return Told::Nothing;
        }
        // Some of these are common words elsewhere in a sentence: `el segundo gobierno`.
        if at > 0 && self.tokens[at - 1].is_word && !token.is("according") && !token.is("in") {
            return Told::Nothing;
        }
        for source in SOURCES {
            if self.reads(at, source) {
                let name = name::starting_at(self.tokens, at + source.len());
                return name.filter(|name| self.is_outside(name)).map_or(Told::Nothing, Told::By);
            }
        }
        if at == 0 && self.tokens[0].is("for") { self.considered() } else { Told::Nothing }
    }

    /// `For Ana Silva, … "…", considering that …`: words quoted, and a verb of opinion with them.
    fn considered(&self) -> Told {
        const OPINIONS: [&str; 4] = ["arguing", "believing", "considering", "insisting"];
        let opinion = |at: usize| {
            !self.quoted[at] && OPINIONS.iter().any(|opinion| self.tokens[at].is(opinion))
        };
        match name::starting_at(self.tokens, 1) {
            Some(name)
                if self.tokens[1].is_capitalised()
                    && self.is(name.end, ",")
                    && self.quoted.contains(&true)
                    && (name.end..self.tokens.len()).any(opinion) =>
            {
                Told::By(name)
            }
            Some(_) | None => Told::Nothing,
        }
    }

    pub(super) fn is_outside(&self, name: &Range<usize>) -> bool {
        !self.quoted[name.clone()].contains(&true)
    }

    fn reads(&self, at: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(offset, word)| {
            self.tokens.get(at + offset).is_some_and(|token| token.lower.replace('’', "'") == *word)
        })
    }

    pub(super) fn is(&self, at: usize, word: &str) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is(word))
    }
}

#[cfg(test)]
mod tests {
    use super::super::word::tokens;
    use super::*;

    #[track_caller]
    fn check(sentence: &str, expected: Option<&str>) {
        let tokens: Vec<Token> = tokens(sentence).collect();
        assert_eq!(claimant(sentence, &tokens).map(|name| &sentence[name]), expected, "{sentence}");
    }

    #[test]
    fn who_stands_beside_a_quotation_said_it() {
        check("\"The bridge is safe,\" Ana Silva said on Monday.", Some("Ana Silva"));
        check(
            "\"The bridge is safe\", the Irish government explained.",
            Some("the Irish government"),
        );
        check("\"The bridge is safe,\" said the mayor of Faro.", Some("the mayor of Faro"));
        check("\"Is it safe?\" asked Maria Lopez, an engineer.", Some("Maria Lopez"));
        check("It is safe,\" Piotr Nowak wrote in a letter.", Some("Piotr Nowak"));
        check("Dr. Lee added: \"It is safe.\"", Some("Dr. Lee"));
        check("‘It is safe,’ the club’s owner told reporters.", Some("the club’s owner"));
    }

    #[test]
    fn who_says_that_something_is_so_said_it() {
        check("The council said that rents had doubled.", Some("The council"));
        check("On Tuesday the council announced a ban.", Some("the council"));
        check("But police in Lyon later denied the report.", Some("police in Lyon"));
        check("Lima and Quito have blamed each other for the delay.", Some("Lima and Quito"));
        check("The two envoys urged Oslo to pay.", Some("The two envoys"));
        check("The two ministers called on Oslo to pay.", Some("The two ministers"));
        check("Rents doubled, the union said.", Some("the union"));
        check("Lee had told police a lie, the coach added.", Some("the coach"));
        check(
            "A spokeswoman for the ministry confirmed two deaths.",
            Some("A spokeswoman for the ministry"),
        );
    }

    #[test]
    fn a_title_belongs_to_the_name_and_an_apposition_does_not() {
        check(
            "US Trade Secretary Ana Lee, on a visit to Peru, admitted that prices rose.",
            Some("US Trade Secretary Ana Lee"),
        );
        check("Ana Lee, 34, said prices rose.", Some("Ana Lee"));
        check("The head of the fire service, Piotr Nowak, said prices rose.", Some("Piotr Nowak"));
    }

    #[test]
    fn a_source_that_is_named_said_it() {
        check("According to Lima and Quito, the road is closed.", Some("Lima and Quito"));
        check("The road is closed, according to the police.", Some("the police"));
        check("In the eyes of the opposition, the vote was late.", Some("the opposition"));
        check("For Ana Lee, the plan \"is dead\", considering that it is late.", Some("Ana Lee"));
        check("For Ana Lee, the plan was late.", None);
    }

    #[test]
    fn a_passive_names_its_agent_or_nobody() {
        check("A deal was announced on Monday.", None);
        check("The firm was accused by the regulator of fraud.", Some("the regulator"));
        check("The cuts announced on Monday will hurt.", None);
    }

    #[test]
    fn a_pronoun_names_nobody() {
        check("She said the mayor announced a plan.", None);
        check("\"It fell,\" he told Ana Lee.", None);
        check("\"It fell,\" said she.", None);
    }

    #[test]
    fn what_is_no_person_says_nothing() {
        check("The report said prices rose.", None);
        check("The United States built a bridge.", None);
        check("The company added 300 jobs.", None);
        check("The minister did not say why.", None);
        check("Thousands who fear the police said nothing.", None);
        check("Rain fell in Faro.", None);
    }

    #[test]
    fn other_languages_report_too() {
        check("„Die Brücke ist sicher“, sagte Anna Weber am Montag.", Some("Anna Weber"));
        check("« Le pont est sûr », a déclaré Anne Roux.", Some("Anne Roux"));
        check("El ministro afirmó que el puente es seguro.", Some("El ministro"));
        check("Secondo la polizia, il ponte è sicuro.", Some("la polizia"));
        check("O governo anunciou uma ponte.", Some("O governo"));
    }
}
