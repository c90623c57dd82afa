//! The reporting verbs: one list for sentences, statements, attribution and check-worthiness.
//!
//! Attribution uses every form of every verb, by what may follow it. The others ask only whether a
//! word reports, and they ask it of fewer forms: those marked `:s` (the third person) and `:d` (the
//! past), and of `FOREIGN`. The weights of the check-worthiness model were fitted on exactly these
//! forms. With all forms of this list it would count other words than it was fitted on, and every
//! score would move; so a form is marked only when the weights are fitted again.

use super::inflection::{Form, inflect};

/// What may follow a reporting verb, or what kind of reporting it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::text::extract) enum Class {
    /// It reports only where words that were said come next: `claims`, `added`.
    Ambiguous,
    /// A verb of thinking or showing, with a clause: `found that`.
    Clause,
    /// It reports in another language.
    Foreign,
    /// A verb of intent: `vowed to`.
    Intent,
    /// A verb of judging, with what is judged: `criticised`.
    Object,
    /// A verb of attitude with a preposition: `called for`.
    Particle,
    /// A verb of saying: `said`.
    Say,
    /// `seems`, `appears`.
    Seem,
    /// A verb of judging that is an act of speech: `accused`.
    Speech,
    /// A verb with the person who is spoken to: `told`, `urged`.
    Tell,
}

/// A form of a reporting verb.
pub(in crate::text::extract) struct Verb<'v> {
    pub(in crate::text::extract) class: Class,
    /// Not known of verbs in other languages.
    pub(in crate::text::extract) form: Option<Form>,
    /// Whether it is one of the forms that check-worthiness counts.
    pub(in crate::text::extract) is_counted: bool,
    pub(in crate::text::extract) text: &'v str,
}

/// Every form of every verb, in lower case. A form may come more than once.
pub(in crate::text::extract) fn each(mut found: impl FnMut(Verb<'_>)) {
    for (class, list) in REGULAR {
        for (lemma, counted) in entries(list) {
            inflect(lemma, |form, text| {
                let is_counted = match form {
                    Form::Third => counted.contains('s'),
                    Form::Past => counted.contains('d'),
                    Form::Base | Form::Ing => false,
                };
                found(Verb { class: *class, form: Some(form), is_counted, text });
            });
        }
    }
    for (class, list) in IRREGULAR {
        for (forms, counted) in entries(list) {
            // Participles are not counted: `said` is, `written` is not.
            let order = [
                (Form::Base, false),
                (Form::Third, counted.contains('s')),
                (Form::Past, counted.contains('d')),
                (Form::Past, false),
                (Form::Ing, false),
            ];
            for ((form, is_counted), text) in order.into_iter().zip(forms.split('/')) {
                if !text.is_empty() {
                    found(Verb { class: *class, form: Some(form), is_counted, text });
                }
            }
        }
    }
    for (is_counted, list) in [(true, FOREIGN), (false, FOREIGN_NOT_COUNTED)] {
        for text in list.split_whitespace() {
            found(Verb { class: Class::Foreign, form: None, is_counted, text });
        }
    }
}

/// Each entry of a list, and which of its forms are marked.
fn entries(list: &str) -> impl Iterator<Item = (&str, &str)> {
    list.split_whitespace().map(|entry| entry.split_once(':').unwrap_or((entry, "")))
}

/// Regular English verbs; a `*` doubles the last letter.
#[rustfmt::skip]
const REGULAR: &[(Class, &str)] = &[
    (Class::Say, "\
        add:sd admit*:sd allege:sd announce:sd argue:sd assert:sd claim:sd comment:sd \
        complain:d concede:sd confess contend continue:sd cry declare:sd emphasise:d \
        emphasize:d exclaim explain:sd gloat grumble insist:sd joke:d lament:d maintain:sd \
        mutter note:sd observe:d opine quip*:d recall:sd reckon reiterate:d remark:d reply:sd \
        respond:d reveal:sd scoff shout stress:sd suggest:sd surmise tweet:d retweet whisper \
        muse boast:d brag* conclude:sd acknowledge:sd affirm:d testify:d caution:d warn:sd \
        predict:sd estimate:sd blog* proclaim:d disclose:d speculate yell clarify vent recount \
        interject retort rant hint:d implore"),
    (Class::Clause, "\
        believe:s agree assume show indicate imply imagine guess hope expect suspect worry \
        realise realize learn concur* contend recognise recognize remember signal signal*:d wonder doubt \
        decide determine fear wish presume anticipate conclude theorize pretend envision \
        prefer consider"),
    (Class::Object, "\
        accuse:sd acknowledge advocate applaud approve assail attack blame:d blast bemoan \
        berate call:d cast castigate celebrate challenge champion characterise characterize \
        charge chastise cite compare condemn:d confirm:sd contradict credit criticise:d \
        criticize:d decry defend demand:sd denounce:d deny:sd deride describe detail disavow \
        discuss disclose dismiss dispute disparage dub* embrace endorse expose express fault \
        favour flag* forecast hail highlight hammer identify ignore impersonate insult label \
        lambast lambaste laud hate loathe lampoon lash mention mock name nickname oppose \
        outline pan* portray praise propose question quote rap* rebuff rebuke rebut* recommend \
        reference reject repeat repudiate resent retweet reveal ridicule rip* salute savage \
        scold slam* slap* slight support taunt tease thank:d tout trash trumpet unveil urge:sd \
        value view voice vilify welcome allege announce admire appreciate assess bash \
        broadcast caricature despise dispel* enunciate evaluate evoke exaggerate invoke \
        justify liken malign minimize predict project publicize reaffirm refute regret* \
        reiterate renounce roast skewer smear spurn underscore underline:d stress summarize \
        disown eschew lobby pitch tap* pardon"),
    (Class::Ambiguous, "\
        add claim comment conclude continue demand estimate note post predict promise:sd \
        report:s reveal show state:s suggest tweet recall respond reply shout"),
    (Class::Speech, "\
        accuse apologise:d apologize:d appeal:d blame call condemn confirm criticise criticize \
        decry demand denounce deny dismiss dispute praise promise reject thank urge welcome \
        ask:d remind pledge:d vow:sd warn announce insist admit* acknowledge estimate"),
    (Class::Intent, "\
        agree aim decide decline demand expect hesitate hope intend opt* plan* pledge prefer \
        pretend promise propose refuse seek threaten volunteer vote vow want wish long ask \
        beg* plead aspire hate"),
    (Class::Tell, "\
        ask tell assure remind inform advise urge warn notify convince persuade encourage \
        implore beg* instruct caution promise reassure text request challenge"),
    (Class::Seem, "\
        seem appear"),
    (Class::Particle, "\
        call complain talk apologise apologize refer* point respond react object agree \
        disagree hint push lash ask warn worry inquire comment boast brag* joke pledge plead \
        commit* opt* hope muse insist vouch dwell reflect rail touch elaborate lobby allude \
        pine long care wonder learn threaten argue appeal concede"),
];

/// The base form, the third person, the past, the participle, and the form in `ing`.
#[rustfmt::skip]
const IRREGULAR: &[(Class, &str)] = &[
    (Class::Say, "\
        say/says/said/said/saying:sd write/writes/wrote/written/writing:sd \
        think/thinks/thought/thought/thinking:s read/reads/read/read/reading \
        //reported/reported/reporting:d //stated/stated/stating:d //posted/posted/posting \
        //chanted/chanted/chanting swear/swears/swore/sworn/swearing"),
    (Class::Clause, "\
        find/finds/found/found/finding know/knows/knew/known/knowing \
        feel/feels/felt/felt/feeling see/sees/saw/seen/seeing \
        understand/understands/understood/understood/understanding \
        forget/forgets/forgot/forgotten/forgetting hear/hears/heard/heard/hearing"),
    (Class::Ambiguous, "\
        read/reads/read/read/reading think/thinks/thought/thought/thinking \
        write/writes/wrote/written/writing"),
    (Class::Tell, "\
        tell/tells/told/told/telling:sd"),
    (Class::Object, "\
        see/sees/saw/seen/seeing"),
    (Class::Intent, "\
        seek/seeks/sought/sought/seeking choose/chooses/chose/chosen/choosing \
        swear/swears/swore/sworn/swearing"),
    (Class::Particle, "\
        speak/speaks/spoke/spoken/speaking think/thinks/thought/thought/thinking \
        hear/hears/heard/heard/hearing know/knows/knew/known/knowing \
        feel/feels/felt/felt/feeling"),
];

/// Verbs of other languages that check-worthiness counts.
const FOREIGN: &str = "\
    sagte sagten sagt erklärte erklärten erklärt meinte betonte betont behauptete berichtete \
    kündigte schrieb warnte forderte bestätigte teilte teilten dit déclaré déclare affirmé \
    affirme assuré assure ajouté annoncé expliqué explique estimé indiqué précisé souligné \
    confirmé écrit dijo dijeron dice afirmó afirma aseguró asegura declaró añadió anunció \
    señaló explicó denunció confirmó disse detto dichiarato affermato aggiunto spiegato \
    annunciato sottolineato scritto afirmou afirma declarou acrescentou anunciou explicou \
    garantiu escreveu confirmou diz";

/// Verbs of other languages that it does not count.
const FOREIGN_NOT_COUNTED: &str = "\
    behauptet lancé escribió indicó manifestó afferma spiega dichiara sostiene powiedział \
    powiedziała powiedzieli mówi stwierdził stwierdziła oświadczył oświadczyła dodał dodała \
    zapowiedział zapowiedziała napisał napisała podkreślił podkreśliła poinformował \
    poinformowała wyjaśnił wyjaśniła ocenił oceniła сказав сказала заявив заявила повідомив \
    повідомила додав додала написав написала зазначив зазначила підкреслив підкреслила пояснив \
    пояснила розповів розповіла наголосив наголосила";

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_forms_that_are_counted_are_those_the_weights_were_fitted_on() {
        let mut counted = BTreeSet::new();
        each(|verb| {
            if verb.is_counted {
                counted.insert(verb.text.to_owned());
            }
        });
        let words: Vec<&str> = counted.iter().map(String::as_str).collect();
        let hash = crate::domain::Sha256::of(words.join(" ").as_bytes()).to_string();
        assert_eq!((words.len(), &hash[..16]), (175, "4041505311894287"));
    }

    #[test]
    fn every_form_is_one_word_in_lower_case() {
        each(|verb| {
            assert!(verb.text.chars().all(char::is_lowercase), "{}", verb.text);
        });
    }
}
