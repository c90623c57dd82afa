//! Dates as people and machines write them, made into the dates of RFC 3339.

use chrono::{DateTime, NaiveDate};

/// The date that these words say, or the moment if they say one with its distance from UTC. Of
/// `3/4/2024` nobody can tell, unless the language (BCP 47) writes it one way only.
pub(super) fn normalised(said: &str, language: Option<&str>) -> Option<String> {
    let said = said.trim();
    moment(said).or_else(|| date(said, language).map(|date| date.to_string()))
}

/// The first date in a line that says more: `Ana Silva, 6 May 2025, 7 pm`.
pub(super) fn date(said: &str, language: Option<&str>) -> Option<NaiveDate> {
    const LONGEST: usize = 200;
    if said.len() > LONGEST {
        return None;
    }
    digits(said).or_else(|| with_separators(said, language)).or_else(|| with_month(said))
}

/// `2024-05-06T07:08:09+02:00` and its like, or seconds since 1970.
fn moment(said: &str) -> Option<String> {
    const FORMS: [&str; 5] = [
        "%Y-%m-%dT%H:%M:%S%.f%z",
        "%Y-%m-%dT%H:%M%z",
        "%Y-%m-%d %H:%M:%S%.f %z",
        "%Y-%m-%d %H:%M:%S%z",
        "%a, %d %b %Y %H:%M:%S %z",
    ];
    if let Ok(moment) = DateTime::parse_from_rfc3339(said) {
        // What is written so already stays as it is.
        return Some(if said.as_bytes().get(10) == Some(&b'T') {
            said.to_owned()
        } else {
            moment.to_rfc3339()
        });
    }
    if said.len() >= 10 && said.bytes().all(|byte| byte.is_ascii_digit()) {
        let number: i64 = said.parse().ok()?;
        let moment = match said.len() {
            10 => DateTime::from_timestamp(number, 0)?,
            13 => DateTime::from_timestamp_millis(number)?,
            _ => return None,
        };
        return Some(moment.to_rfc3339_opts(chrono::SecondsFormat::Secs, true));
    }
    let said = said.replace("GMT", "+0000").replace("UTC", "+0000");
    let said = if said.ends_with('Z') { said.replace('Z', "+0000") } else { said };
    FORMS
        .iter()
        .find_map(|form| DateTime::parse_from_str(&said, form).ok())
        .map(|moment| moment.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true))
}

/// `2024-05-06`, `2024/5/6`, `20240506`, `2024年5月6日`, alone or at the start.
fn digits(said: &str) -> Option<NaiveDate> {
    let numbers = numbers(said);
    if let [(text, number), ..] = numbers.as_slice()
        && text.len() == 8
        && said.starts_with(text)
    {
        return day(number / 10_000, number / 100 % 100, number % 100);
    }
    for three in numbers.windows(3) {
        let [(year, y), (month, m), (date, d)] = three else { continue };
        let is_year = year.len() == 4 && month.len() <= 2 && date.len() <= 2;
        if is_year
            && is_joined(said, year, month, &['-', '/', '.', '年', '년', ' '])
            && is_joined(said, month, date, &['-', '/', '.', '月', '월', ' '])
            && let Some(day) = day(*y, *m, *d)
        {
            return Some(day);
        }
    }
    None
}

/// `6.5.2024`, `06/05/2024`.
fn with_separators(said: &str, language: Option<&str>) -> Option<NaiveDate> {
    for three in numbers(said).windows(3) {
        let [(first, a), (second, b), (year, y)] = three else { continue };
        if year.len() != 4 || first.len() > 2 || second.len() > 2 {
            continue;
        }
        let by = |marks: &[char]| {
            is_joined(said, first, second, marks) && is_joined(said, second, year, marks)
        };
        if by(&['.', ' ']) {
            return day(*y, *b, *a);
        }
        if !by(&['/', '-']) {
            continue;
        }
        let language = language.unwrap_or_default().to_ascii_lowercase().replace('_', "-");
        return match (a, b) {
            _ if a == b || *a > 12 => day(*y, *b, *a),
            _ if *b > 12 || language == "en-us" => day(*y, *a, *b),
            _ if language.is_empty() || language == "en" => None,
            _ => day(*y, *b, *a),
        };
    }
    None
}

/// `6 May 2024`, `May 6th, 2024`, `6 de mayo de 2024`.
fn with_month(said: &str) -> Option<NaiveDate> {
    let mut before: Option<i64> = None;
    let mut month: Option<u32> = None;
    let mut date: Option<i64> = None;
    for word in said.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let (number, ending) = word.split_at(digits);
        let is_number = digits > 0 && ending.chars().count() <= 2;
        let number = number.parse::<i64>().ok().filter(|_| is_number);
        match (number, month) {
            (Some(number), Some(month)) if digits == 4 => {
                return day(number, i64::from(month), date.or(before)?);
            }
            (Some(number), Some(_)) if digits <= 2 && date.is_none() && before.is_none() => {
                date = Some(number);
            }
            (Some(number), None) if digits <= 2 => before = Some(number),
            (Some(_), _) => {}
            (None, _) => {
                if let Some(found) = month_of(word) {
                    (month, date) = (Some(found), None);
                } else if !matches!(word, "de" | "del" | "of" | "d" | "г") {
                    // Other words may stand between a month and a year of another date.
                    if month.is_none() {
                        before = None;
                    }
                }
            }
        }
    }
    None
}

fn numbers(said: &str) -> Vec<(&str, i64)> {
    said.split(|c: char| !c.is_ascii_digit())
        .filter(|digits| !digits.is_empty() && digits.len() <= 8)
        .filter_map(|digits| Some((digits, digits.parse().ok()?)))
        .collect()
}

/// Whether nothing but these marks stands between two parts of a line.
fn is_joined(said: &str, first: &str, second: &str, marks: &[char]) -> bool {
    let offset = |part: &str| part.as_ptr().addr() - said.as_ptr().addr();
    let between = &said[offset(first) + first.len()..offset(second)];
    !between.is_empty() && between.chars().all(|mark| marks.contains(&mark))
}

fn day(year: i64, month: i64, day: i64) -> Option<NaiveDate> {
    const YEARS: std::ops::RangeInclusive<i64> = 1800..=2200;
    if !YEARS.contains(&year) {
        return None;
    }
    let number = |number: i64| u32::try_from(number).ok();
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, number(month)?, number(day)?)
}

/// The number of the month whose name starts so in one of the languages of newsrooms.
#[rustfmt::skip]
pub(super) fn month_of(word: &str) -> Option<u32> {
    const MONTHS: [&[&str]; 12] = [
        &["jan", "ene", "gen", "jän", "янв", "січ", "sty", "led", "ocak", "يناير"],
        &["feb", "fev", "fév", "fev", "фев", "лют", "lut", "únor", "şub", "فبراير"],
        &["mar", "mär", "maa", "мар", "бер", "marz", "břez", "مارس"],
        &["apr", "abr", "avr", "апр", "квіт", "kwi", "dub", "nis", "أبريل"],
        &["may", "mai", "mag", "maj", "mei", "май", "мая", "трав", "květ", "مايو"],
        &["jun", "jui", "giu", "июн", "черв", "cze", "červn", "haz", "يونيو"],
        &["jul", "juil", "lug", "июл", "лип", "lip", "červenc", "tem", "يوليو"],
        &["aug", "ago", "aoû", "aou", "авг", "серп", "sie", "srp", "ağu", "أغسطس"],
        &["sep", "set", "сен", "вер", "wrz", "zář", "eyl", "سبتمبر"],
        &["oct", "okt", "out", "ott", "окт", "жовт", "paź", "říj", "eki", "أكتوبر"],
        &["nov", "ноя", "лист", "lis", "kas", "نوفمبر"],
        &["dec", "dez", "dic", "déc", "дек", "груд", "gru", "pros", "ara", "ديسمبر"],
    ];
    const LONGEST: usize = 24;
    if word.len() > LONGEST || word.len() < 3 {
        return None;
    }
    let word = word.to_lowercase();
    // The longest start decides: `juil` is no `jui`.
    let starts = MONTHS.iter().zip(1..).flat_map(|(names, month)| {
        names.iter().map(move |name| (name, month))
    });
    starts.filter(|(name, _)| word.starts_with(**name)).max_by_key(|(name, _)| name.len())
        .map(|(_, month)| month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(said: &str, expected: &str) {
        let expected = Some(expected).filter(|expected| !expected.is_empty());
        assert_eq!(normalised(said, None).as_deref(), expected, "{said}");
    }

    #[test]
    fn a_moment_keeps_its_distance_from_utc() {
        check("2024-05-06T07:08:09Z", "2024-05-06T07:08:09Z");
        check("2024-05-06T07:08:09.120+02:00", "2024-05-06T07:08:09.120+02:00");
        check("2024-05-06T07:08:09+0200", "2024-05-06T07:08:09+02:00");
        check("2024-05-06 07:08:09 +0000", "2024-05-06T07:08:09Z");
        check("Mon, 06 May 2024 07:08:09 GMT", "2024-05-06T07:08:09Z");
        check("1714979289", "2024-05-06T07:08:09Z");
        check("1714979289000", "2024-05-06T07:08:09Z");
        // Where the clock hung, the page does not say.
        check("2024-05-06T07:08:09", "2024-05-06");
    }

    #[test]
    fn a_date_is_read_in_the_words_of_people() {
        check("May 6, 2024", "2024-05-06");
        check("Monday 6th May 2024, 7.08pm", "2024-05-06");
        check("Updated at 11:30 on 6 May 2024", "2024-05-06");
        check("6. Mai 2024", "2024-05-06");
        check("le 6 juillet 2024", "2024-07-06");
        check("6 de agosto de 2024", "2024-08-06");
        check("6 мая 2024 г.", "2024-05-06");
        check("2024年5月6日", "2024-05-06");
        check("06.05.2024, 07:08 Uhr", "2024-05-06");
        check("20240506", "2024-05-06");
        check("5/16/2024", "2024-05-16");
    }

    #[test]
    fn what_is_no_date_or_may_be_two_is_none() {
        for said in ["3/4/2024", "31 June 2024", "May 2024", "in 2024", "yesterday", "2024-13-01"] {
            check(said, "");
        }
        assert_eq!(normalised("3/4/2024", Some("en-US")).as_deref(), Some("2024-03-04"));
        assert_eq!(normalised("3/4/2024", Some("de")).as_deref(), Some("2024-04-03"));
    }
}
