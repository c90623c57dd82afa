use super::language::Language;
use super::vocabulary::Uses;

/// In bytes, of the words by which a language is known.
const LONGEST: usize = 14;

/// Those that are known by their words.
const BY_WORDS: [Language; 14] = [
    Language::Bulgarian,
    Language::Danish,
    Language::Dutch,
    Language::English,
    Language::French,
    Language::German,
    Language::Italian,
    Language::Kazakh,
    Language::Polish,
    Language::Portuguese,
    Language::Russian,
    Language::Slovak,
    Language::Spanish,
    Language::Ukrainian,
];

/// The language of a text, by the common words and the letters at its start.
pub(super) fn language_of(text: &str) -> Language {
    /// In bytes.
    const SAMPLE: usize = 4096;
    /// So far ahead of the next, a language is not overtaken any more.
    const AHEAD: u32 = 8;
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let mut points = [0_u32; BY_WORDS.len()];
    let words = text[..end].split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    for word in words {
        if let Some(language) = by_script(word) {
            return language;
        }
        let short = if word.len() <= LONGEST { Uses::of(word).commonly() } else { 0 };
        let languages = short | by_letters(word);
        if languages == 0 {
            continue;
        }
        let weight = if languages.is_power_of_two() { 2 } else { 1 };
        for (points, language) in points.iter_mut().zip(BY_WORDS) {
            if languages & language.bit() != 0 {
                *points += weight;
            }
        }
        let (_, first, second) = leaders(&points);
        if first >= second + AHEAD {
            break;
        }
    }
    let (leader, first, second) = leaders(&points);
    if first > second + u32::from(second > 0) { leader } else { Language::Other }
}

/// The language with the most points, its points, and those of the next.
fn leaders(points: &[u32; BY_WORDS.len()]) -> (Language, u32, u32) {
    let mut leader = (Language::Other, 0, 0);
    for (&points, language) in points.iter().zip(BY_WORDS) {
        if points > leader.1 {
            leader = (language, points, leader.1);
        } else if points > leader.2 {
            leader.2 = points;
        }
    }
    leader
}

/// Scripts that one language is written in.
fn by_script(word: &str) -> Option<Language> {
    match word.chars().next()? {
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' if word.chars().nth(1).is_some() => {
            Some(Language::Greek)
        }
        '\u{531}'..='\u{587}' => Some(Language::Armenian),
        _ => None,
    }
}

/// The languages that have a letter of this word, where few do.
fn by_letters(word: &str) -> u32 {
    if word.is_ascii() {
        return 0;
    }
    let mut languages = 0;
    for c in word.chars() {
        languages |= match c {
            'ß' | 'ẞ' => Language::German.bit(),
            'ñ' | '¿' | '¡' => Language::Spanish.bit(),
            'ã' | 'õ' => Language::Portuguese.bit(),
            'ł' | 'ą' | 'ę' | 'ż' | 'ź' | 'ś' | 'ń' | 'ć' => Language::Polish.bit(),
            'ľ' | 'ť' | 'ď' | 'ŕ' | 'ĺ' => Language::Slovak.bit(),
            'å' | 'ø' | 'æ' => Language::Danish.bit(),
            'œ' | 'ê' | 'û' => Language::French.bit(),
            'ї' | 'є' | 'ґ' => Language::Ukrainian.bit(),
            'ы' | 'э' | 'ё' => Language::Russian.bit(),
            'ә' | 'қ' | 'ң' | 'ғ' | 'ұ' | 'ү' | 'ө' | 'һ' => Language::Kazakh.bit(),
            'ъ' => Language::Bulgarian.bit(),
            _ => 0,
        };
    }
    languages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Language) {
        assert_eq!(language_of(text), expected, "{text}");
    }

    #[test]
    fn a_language_is_known_by_its_common_words() {
        check("The bridge was closed for a week, and nobody was told.", Language::English);
        check("Die Brücke war eine Woche lang gesperrt, und niemand wusste es.", Language::German);
        check("Le pont est fermé depuis une semaine, et les bus sont pleins.", Language::French);
        check("El puente está cerrado desde hace una semana y nadie lo sabe.", Language::Spanish);
        check("Il ponte è chiuso da una settimana e nessuno lo sa.", Language::Italian);
        check("A ponte está fechada há uma semana e ninguém sabe.", Language::Portuguese);
        check("Most jest zamknięty od tygodnia i nikt o tym nie wie.", Language::Polish);
        check("Міст уже тиждень закритий, і ніхто про це не знає.", Language::Ukrainian);
        check("Мост закрыт уже неделю, и никто об этом не знает.", Language::Russian);
        check("Мостът е затворен от една седмица и никой не знае.", Language::Bulgarian);
        check("Көпір бір апта бойы жабық, бұл туралы ешкім білмейді.", Language::Kazakh);
        check("Broen har været lukket i en uge, og ingen ved det.", Language::Danish);
        check("De brug is al een week dicht en niemand weet het.", Language::Dutch);
        check("Most je už týždeň zatvorený a nikto o tom nevie.", Language::Slovak);
    }

    #[test]
    fn a_language_is_known_by_its_script() {
        check("Η γέφυρα είναι κλειστή.", Language::Greek);
        check("Կամուրջը փակ է:", Language::Armenian);
    }

    #[test]
    fn a_few_words_have_no_detected_language() {
        check("", Language::Other);
        check("12:30 ***", Language::Other);
        check("Smith & Jones", Language::Other);
        check("橋は閉まっている。", Language::Other);
    }
}
