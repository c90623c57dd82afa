//! What a report says, in the language of its readers.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

/// A language that reports can be in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    De,
    #[default]
    En,
    Es,
    Fr,
    Pt,
    Uk,
}

/// Not a language that reports can be in.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a language of reports: it is `de`, `en`, `es`, `fr`, `pt` or `uk`")]
pub struct NotALanguage;

impl Language {
    pub const ALL: [Self; 6] = [Self::De, Self::En, Self::Es, Self::Fr, Self::Pt, Self::Uk];

    /// Its code (ISO 639-1).
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::De => "de",
            Self::En => "en",
            Self::Es => "es",
            Self::Fr => "fr",
            Self::Pt => "pt",
            Self::Uk => "uk",
        }
    }

    pub(super) const fn source(self) -> &'static str {
        match self {
            Self::De => include_str!("labels/de.ftl"),
            Self::En => include_str!("labels/en.ftl"),
            Self::Es => include_str!("labels/es.ftl"),
            Self::Fr => include_str!("labels/fr.ftl"),
            Self::Pt => include_str!("labels/pt.ftl"),
            Self::Uk => include_str!("labels/uk.ftl"),
        }
    }

    /// What stands between groups of three digits.
    const fn separator(self) -> char {
        match self {
            Self::En => ',',
            Self::De | Self::Es | Self::Pt => '.',
            // A narrow space at which no line ends.
            Self::Fr | Self::Uk => '\u{202f}',
        }
    }
}

impl std::str::FromStr for Language {
    type Err = NotALanguage;

    fn from_str(name: &str) -> Result<Self, NotALanguage> {
        Self::ALL.into_iter().find(|known| known.as_str() == name).ok_or(NotALanguage)
    }
}

/// Messages that are not Fluent.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("labels.ftl cannot be read as Fluent: {0}")]
pub struct NotLabels(String);

/// The messages of a language, and those that a newsroom puts in their place (Fluent).
pub(super) struct Labels {
    bundle: FluentBundle<FluentResource>,
    pub(super) language: Language,
}

impl Labels {
    /// `own` are messages of the newsroom.
    pub(super) fn new(language: Language, own: Option<&str>) -> Result<Self, NotLabels> {
        let id: unic_langid::LanguageIdentifier = language.as_str().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // Names from outside are isolated by us, and only those.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match language {
            Language::De | Language::Es | Language::Pt => |value, _| grouped(value, Language::De),
            Language::En => |value, _| grouped(value, Language::En),
            Language::Fr | Language::Uk => |value, _| grouped(value, Language::Fr),
        }));
        // A message that a translation lacks is said in English.
        for source in [Some(Language::En.source()), Some(language.source()), own] {
            let Some(source) = source else { continue };
            let resource = FluentResource::try_new(source.to_owned()).map_err(|(_, errors)| {
                let what = errors.first().map(ToString::to_string).unwrap_or_default();
                NotLabels(what)
            })?;
            bundle.add_resource_overriding(resource);
        }
        Ok(Self { bundle, language })
    }

    /// A message. One that is not there, or lacks a variable, says so in its place.
    pub(super) fn say(&self, id: &str, args: &FluentArgs<'_>) -> String {
        let Some(pattern) = self.bundle.get_message(id).and_then(|message| message.value()) else {
            return format!("{{{id}}}");
        };
        let mut errors = Vec::new();
        self.bundle.format_pattern(pattern, Some(args), &mut errors).into_owned()
    }

    /// A message without variables.
    pub(super) fn word(&self, id: &str) -> String {
        self.say(id, &FluentArgs::new())
    }

    /// A day, as people write it: `2026-11-23` is `23 November 2026`. What is no such day stays.
    pub(super) fn day(&self, day: &str) -> String {
        let parts: Vec<&str> = day.splitn(3, '-').collect();
        let [year, month, day_of_month] = parts.as_slice() else { return day.to_owned() };
        let (Ok(month @ 1..=12), Ok(number @ 1..=31)) =
            (month.parse::<u8>(), day_of_month.parse::<u8>())
        else {
            return day.to_owned();
        };
        let mut args = FluentArgs::new();
        args.set("day", number.to_string());
        args.set("month", self.word(&format!("month-{month}")));
        args.set("year", (*year).to_owned());
        self.say("day", &args)
    }

    /// A time (RFC 3339, UTC), to the minute, as people write it.
    pub(super) fn moment(&self, at: &str) -> String {
        let Some((day, time)) = at.split_once('T') else { return self.day(at) };
        let mut args = FluentArgs::new();
        args.set("date", self.day(day));
        args.set("time", time.get(..5).unwrap_or(time).to_owned());
        self.say("moment", &args)
    }

    /// `one`, `one and two`, `one, two and three`; or with another word, by the key of its label.
    pub(super) fn list(&self, items: &[String], with: &str) -> String {
        match items.split_last() {
            None => String::new(),
            Some((only, [])) => only.clone(),
            Some((last, before)) => {
                let mut args = FluentArgs::new();
                args.set("first", before.join(", "));
                args.set("last", last.clone());
                self.say(with, &args)
            }
        }
    }

    /// A number with its digits in groups of three.
    pub(super) fn number(&self, number: u64) -> String {
        group(&number.to_string(), self.language.separator())
    }
}

/// Digits in groups of three.
fn group(digits: &str, separator: char) -> String {
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(separator);
        }
        grouped.push(digit);
    }
    grouped
}

/// How Fluent writes a value: numbers in groups, everything else as it does by itself.
fn grouped(value: &FluentValue<'_>, like: Language) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let digits = number.as_string();
    digits.chars().all(|c| c.is_ascii_digit()).then(|| group(&digits, like.separator()))
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    /// The messages of a language, each with its variables.
    fn messages(language: Language) -> BTreeMap<String, BTreeSet<String>> {
        let mut messages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut current = String::new();
        for line in language.source().lines().filter(|line| !line.starts_with('#')) {
            if let Some((id, _)) = line.split_once(" =").filter(|_| !line.starts_with([' ', '}'])) {
                assert!(messages.insert(id.to_owned(), BTreeSet::new()).is_none(), "{id} twice");
                current = id.to_owned();
            }
            for variable in line.split("{ $").skip(1) {
                let name: String =
                    variable.chars().take_while(char::is_ascii_alphanumeric).collect();
                messages.get_mut(&current).unwrap().insert(name);
            }
        }
        messages
    }

    #[test]
    fn a_day_is_written_as_people_write_it() {
        for (language, expected) in [
            (Language::En, "23 November 2026, 08:14 UTC"),
            (Language::De, "23. November 2026, 08:14 UTC"),
            (Language::Fr, "23 novembre 2026, 08:14 UTC"),
            (Language::Es, "23 de noviembre de 2026, 08:14 UTC"),
            (Language::Pt, "23 de novembro de 2026, 08:14 UTC"),
            (Language::Uk, "23 листопада 2026 року, 08:14 UTC"),
        ] {
            let labels = Labels::new(language, None).unwrap();
            assert_eq!(labels.moment("2026-11-23T08:14:00Z"), expected);
        }
        let english = Labels::new(Language::En, None).unwrap();
        for odd in ["", "Tuesday", "2026", "2026-13-01", "2026-11-00", "1-2-3-4"] {
            assert_eq!(english.day(odd), odd);
        }
    }

    #[test]
    fn every_language_has_every_message_with_the_same_variables() {
        let english = messages(Language::En);
        assert!(english.len() > 150);
        for language in Language::ALL {
            assert!(Labels::new(language, None).is_ok());
            let theirs = messages(language);
            for (id, variables) in &english {
                assert_eq!(theirs.get(id), Some(variables), "{}: {id}", language.as_str());
            }
            assert_eq!(theirs.len(), english.len(), "{}", language.as_str());
        }
    }
}
