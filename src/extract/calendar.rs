use super::word::among;

/// Whether this lower-case word is a month.
pub(super) fn is_month(word: &str) -> bool {
    among(MONTHS, word)
}

/// Whether this lower-case word is a day of the week.
pub(super) fn is_weekday(word: &str) -> bool {
    among(WEEKDAYS, word)
}

/// Whether this lower-case word tells when, by itself.
pub(super) fn is_time(word: &str) -> bool {
    is_weekday(word) || is_year(word) || among(TIMES, word)
}

/// Whether these are the figures of a year that news speaks of.
pub(super) fn is_year(word: &str) -> bool {
    matches!(word.parse(), Ok(1500..=2199)) && word.len() == 4
}

#[rustfmt::skip]
const MONTHS: &[&str] = &[
    "abril", "agosto", "août", "april", "aprile", "august", "avril", "december", "dezember",
    "dezembro", "dicembre", "diciembre", "décembre", "enero", "febbraio", "febrero", "februar",
    "february", "fevereiro", "février", "gennaio", "giugno", "janeiro", "januar", "january",
    "janvier", "juillet", "juin", "julho", "juli", "julio", "july", "june", "junho", "juni",
    "junio", "luglio", "maggio", "maio", "march", "mars", "marzo", "março", "mayo", "märz",
    "november", "novembre", "novembro", "noviembre", "october", "octobre", "octubre", "oktober",
    "ottobre", "outubro", "september", "septembre", "septiembre", "setembro", "settembre",
];

#[rustfmt::skip]
const TIMES: &[&str] = &[
    "afternoon", "ago", "aujourd’hui", "ayer", "demain", "earlier", "evening", "gestern", "heute",
    "hier", "hoje", "hoy", "ieri", "later", "midnight", "morning", "night", "noon", "oggi", "ontem",
    "today", "tomorrow", "tonight", "yesterday",
];

#[rustfmt::skip]
const WEEKDAYS: &[&str] = &[
    "dienstag", "dimanche", "domenica", "domingo", "donnerstag", "freitag", "friday", "giovedì",
    "jeudi", "jueves", "lundi", "lunedì", "lunes", "mardi", "martedì", "martes", "mercoledì",
    "mercredi", "mittwoch", "miércoles", "monday", "montag", "quarta-feira", "quinta-feira",
    "sabato", "samedi", "samstag", "saturday", "segunda-feira", "sexta-feira", "sonntag", "sunday",
    "sábado", "terça-feira", "thursday", "tuesday", "vendredi", "venerdì", "viernes", "wednesday",
];

#[cfg(test)]
mod tests {
    use super::super::word;
    use super::*;

    #[track_caller]
    fn check(words: &[&str], expected: bool) {
        for word in words {
            assert_eq!(is_time(word), expected, "{word}");
        }
    }

    #[test]
    fn days_and_years_tell_when() {
        check(&["tuesday", "today", "2024", "mardi"], true);
        check(&["1200", "20240", "may", "bridge", ""], false);
    }

    #[test]
    fn the_lists_are_in_order() {
        word::assert_in_order(&[MONTHS, TIMES, WEEKDAYS]);
    }
}
