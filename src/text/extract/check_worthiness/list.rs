use super::token::{SEED, folded};
use crate::text::extract::words::verbs;

/// A list of words that say the same about a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum List {
    /// More and less: `fell`, `doubled`, `than`.
    Comparisons,
    /// Months and weekdays, which are names in English.
    Dates,
    /// `we`, `our`.
    FirstPlural,
    /// `I`, `my`.
    FirstSingular,
    /// `should`, `would`.
    Modals,
    /// What is counted: `percent`, `euros`, `million`.
    Money,
    /// `not`, `never`.
    Negations,
    /// `seven`, `thousand`.
    Numbers,
    /// `think`, `wonderful`.
    Opinions,
    /// Acts in the past: `died`, `sold`.
    Pasts,
    /// `according`, and the verbs that report.
    Reports,
    /// `you`, `your`.
    Second,
    /// `let`, `please`, `thank`.
    Wishes,
}

/// The lists that a word stands in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Lists(u16);

impl Lists {
    pub(super) const fn none() -> Self {
        Self(0)
    }

    #[inline]
    pub(super) fn has(self, list: List) -> bool {
        self.0 & (1 << list as u16) != 0
    }

    /// The places of these lists among all.
    #[inline]
    pub(super) fn each(self) -> impl Iterator<Item = usize> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            let list = (left != 0).then(|| left.trailing_zeros() as usize)?;
            left &= left - 1;
            Some(list)
        })
    }

    pub(super) fn add(&mut self, list: List) {
        self.0 |= 1 << list as u16;
    }

    #[inline]
    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// Every word of every list, by its hash.
pub(super) fn each_word(mut add: impl FnMut(u32, List)) {
    let hash = |word: &str| word.bytes().fold(SEED, folded);
    for (list, words) in WORDS {
        words.split(' ').for_each(|word| add(hash(word), *list));
    }
    verbs::each(|verb| {
        if verb.is_counted {
            add(hash(verb.text), List::Reports);
        }
    });
}

/// In small letters, with a space between two: chiefly English, and what others say as often.
const WORDS: &[(List, &str)] = &[
    (
        List::Comparisons,
        "\
        almost augmenté aumento aumentou aumentó average best better bigger biggest cut cuts \
        decline declined decrease decreased double doubled down drop dropped every fallen fell \
        fewer first gestiegen gesunken greater greatest grew grown growth half halved higher \
        highest hälfte increase increased increases larger largest least less lower lowest \
        maggiore maior mais majority mayor mayoría median mehr meisten meno menor menos metà \
        mitad moins more most más nearly only over per percent più plus rate record reduced \
        reduction rise risen rising rose since smaller smallest than times total triple tripled \
        twice up viele wenig weniger worse worst повече",
    ),
    (
        List::Dates,
        "\
        abril ago agosto anni anno août april aprile august avril ayer año años century decade \
        decades december dezember dezembro dicembre diciembre dienstag dimanche domenica domingo \
        donnerstag décembre enero febbraio febrero februar february fevereiro freitag friday \
        février gennaio gestern giovedì giugno ieri jahr jahre jahren janeiro januar january \
        janvier jeudi jueves juillet juin julho juli julio july june junho juni junio luglio \
        lundi lunedì lunes maggio maio march mardi mars martedì martes marzo março mayo \
        mercoledì mercredi mittwoch miércoles monday montag märz november novembre novembro \
        noviembre october octobre octubre oktober ottobre outubro sabato samedi samstag saturday \
        september septembre septiembre setembro settembre sonntag sunday sábado thursday today \
        tuesday vendredi venerdì viernes wednesday yesterday август април година години декември \
        май март ноември октомври септември февруари юли юни януари",
    ),
    (
        List::FirstPlural,
        "\
        let's noi nos nosotros nossa nosso nostra nostro notre nous nuestra nuestro nós our ours \
        uns unser unsere unseren us we we'd we'll we're we've wir нас наш нашите нашия ние",
    ),
    (
        List::FirstSingular,
        "\
        eu i i'd i'll i'm i've ich io j'ai je me mein meine meu mi mich mine minha mir mon my \
        myself yo аз мен мисля моите мой моя",
    ),
    (
        List::Modals,
        "\
        can can't cannot could couldn't debe debemos debería deve devemos devia devons devrait \
        dobbiamo doit dovrebbe kann können könnte könnten may might muss must müssen ought \
        poderia podría potrebbe pourrait puede shall should shouldn't soll sollen sollte sollten \
        will would wouldn't würde може трябва",
    ),
    (
        List::Money,
        "\
        billion billions budget cents cost costs debt deficit dollar dollars euro euros hryvnia \
        income jobs milhões miliardi milioni milliarden milliards million millionen millions \
        millones paid pct percent percentage percento pound pounds pourcent prices prozent \
        revenue roubles rubles spent tax taxes taxpayers trillion unemployment wages yen yuan \
        лева милиарда милиона процента",
    ),
    (
        List::Negations,
        "\
        ain't aren't can't couldn't didn't doesn't don't hadn't hasn't haven't isn't jamais \
        jamás kein keine keinen mai nada neither nessuno never nicht nichts nie niemand niente \
        nigdy no nobody non none nor not nothing nowhere nunca não pas rien shouldn't wasn't \
        weren't won't wouldn't не никога нищо няма",
    ),
    (
        List::Numbers,
        "\
        billion billions cinco cinq cinque cuatro deux dez dieci diez dix dois dos double dozen \
        dozens drei duas due eight eighteen eighty eleven fifteen fifty five forty four fourteen \
        fünf half hundred hundreds mil milhões miliardi milioni milliarden million millionen \
        millions millones nine nineteen ninety quarter quatre quatro quattro seven seventeen \
        seventy six sixteen sixty ten third thirteen thirty thousand thousands three tre tres \
        trillion trois três twelve twenty two vier zehn zero zwei два девет десет един осем пет \
        седем три хиляди четири шест",
    ),
    (
        List::Opinions,
        "\
        absolutely acho actually agree always amazing awful bad beautiful believe bello best \
        better certainly certo clearly crazy credo creo crois davvero disagree disaster disgrace \
        dumm echt einfach endlich espero espère everybody fantastic feel forse frankly glad \
        glaube good great greatest guess hate hoffe hope hopefully horrible important incredible \
        leider like love lächerlich maybe natürlich need obviously opinion pense perhaps \
        probably proprio proud purtroppo quizás really ridiculous right sadly schade schlimm \
        seem seems shameful should simply sorry spero sure surely tal talvez terrible terrific \
        think totally tremendous truly unbelievable unfortunately vielleicht want wish wohl \
        wonderful worst wrong би всъщност едва може просто разбира",
    ),
    (
        List::Pasts,
        "\
        became began bought broke brought built came caught chose cost created cut died done \
        drew driven drove eran fell fez fled flew foi foram fought found fue fueron gave given \
        grew hatte held hit hizo increased kept killed knew known laid led left lost made met \
        paid passed put raised ran rose seen sent set shot shown sido signed sold spent spoke \
        stata stati stato stood struck taken taught took used voted waren went won wore wrote \
        wurde wurden étaient était été доведе",
    ),
    (
        List::Reports,
        // Beside the verbs of the one list: words that name a source, and verbs that attribution does
        // not know.
        "according laut secondo заяви каза според съобщи",
    ),
    (
        List::Second,
        "\
        dich dir du euch ihr sie's te ti tu usted ustedes você vocês vos votre vous you you'll \
        you're you've your yours yourself вас ви ти",
    ),
    (
        List::Wishes,
        "\
        applause bitte bless congratulate congratulations consider danke dear god goodbye \
        gracias grazie happy hello hi hope imagine let let's listen look merci no obrigada \
        obrigado ok okay please remember stop thank thanks want welcome well wish yes",
    ),
];

#[cfg(test)]
mod tests {
    use super::super::known::KNOWN;
    use super::super::token::tokens;
    use super::*;

    fn lists_of(hash: u32) -> Lists {
        KNOWN.find(hash).map_or(Lists::none(), |known| known.lists)
    }

    #[test]
    fn every_word_is_one_token_and_found_in_its_list() {
        for (list, words) in WORDS {
            for word in words.split(' ') {
                let found: Vec<_> = tokens(word).collect();
                assert_eq!(found.len(), 1, "{word}");
                assert!(lists_of(found[0].hash).has(*list), "{word}");
            }
        }
        verbs::each(|verb| {
            let hash = tokens(verb.text).next().unwrap().hash;
            assert!(!verb.is_counted || lists_of(hash).has(List::Reports), "{}", verb.text);
        });
        assert!(lists_of(1).is_empty());
    }
}
