//! JSON Lines: an object on each line, whose members are named as columns are: `claim`,
//! `reviewRating.alternateName`, `appearance.1.url`.

use super::column::{self, Column, Mapping, folded};
use super::json::Json;
use super::row::{BadRow, PublishedRow, Row};

/// The rows of a file.
pub(super) fn rows<'t>(text: &'t str, mapping: &'t Mapping) -> impl Iterator<Item = Row> + 't {
    let lines = (1_u64..).zip(text.split('\n'));
    let written = lines.filter(|(_, words)| !words.trim().is_empty());
    written.map(move |(line, words)| row(line, words.trim(), text, mapping))
}

fn row(line: u64, words: &str, text: &str, mapping: &Mapping) -> Row {
    let json = Json::read(words).map_err(|error| {
        let why = if error.is_eof() {
            "its JSON does not end".to_owned()
        } else {
            format!("it is not JSON, from byte {} on", error.column())
        };
        BadRow::new(line, why)
    })?;
    if !json.is_object() {
        return Err(BadRow::new(line, "it is not a JSON object".to_owned()));
    }
    let members = lower(json);
    let value = |column: Column| {
        let names = mapping.names(column);
        names.into_iter().find_map(|name| member(&members, name))
    };
    let is_of_article = mapping.has_titles_of_articles(value(Column::Article).is_some());
    let value =
        |column| if column == Column::Title && is_of_article { None } else { value(column) };
    let row = column::row(line, |column| said(value(column)?))?;
    let stands = value(Column::Text).and_then(|value| value.place_in(text));
    Ok(PublishedRow { stands, ..row })
}

/// What a value says: several things in a list, with commas between them.
fn said(value: Json<'_>) -> Option<String> {
    if value.is_array() {
        let all: Vec<String> = value.items().into_iter().filter_map(Json::said).collect();
        return (!all.is_empty()).then(|| all.join(", "));
    }
    value.said()
}

/// The members of an object, each by its name in lower case.
fn lower(object: Json<'_>) -> Vec<(String, Json<'_>)> {
    object.members().into_iter().map(|(name, value)| (folded(&name), value)).collect()
}

/// The member of this name, in whatever case, the last of several; or of that name within another.
fn member<'t>(members: &[(String, Json<'t>)], name: &str) -> Option<Json<'t>> {
    let name = folded(name);
    let of = |name: &str| members.iter().rfind(|(known, _)| known == name).map(|(_, value)| *value);
    of(&name).or_else(|| {
        let (first, rest) = name.split_once('.')?;
        within(of(first)?, rest)
    })
}

fn within<'t>(value: Json<'t>, name: &str) -> Option<Json<'t>> {
    if value.is_array() {
        let items = value.items();
        let (first, rest) = name.split_once('.').unwrap_or((name, ""));
        return match first.parse::<usize>() {
            Ok(number) => {
                let item = *items.get(number.checked_sub(1)?)?;
                if rest.is_empty() { Some(item) } else { within(item, rest) }
            }
            Err(_) => within(*items.first()?, name),
        };
    }
    member(&lower(value), name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_found_by_their_names_and_within_others() {
        let text = "{\"claimReviewed\": \"The d\\u0061m leaks.\", \"author\": {\"name\": \"Desk\"},\
            \"itemReviewed\": {\"author\": [{\"name\": \"Ilvane\"}, {\"name\": \"Anders\"}]},\
            \"reviewRating\": {\"alternateName\": \"False\", \"ratingValue\": 1}}\n\n\
            {\"text\": \"It holds.\", \"speaker\": [\"Ilvane\", \"Anders\"], \"span\": {\"start\": 3, \
            \"end\": 9}}\n{\"text\": null}\nno\n[1]\n{\"text\": \"";
        let mapping = Mapping::default();
        let found: Vec<Row> = rows(text, &mapping).collect();
        let [Ok(first), Ok(second), rest @ ..] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(first.claim, "The dam leaks.");
        assert_eq!(&text[first.stands.clone().unwrap()], "The d\\u0061m leaks.");
        assert_eq!(first.claimant.as_deref(), Some("Ilvane"));
        let check = &first.checks[0];
        assert_eq!(check.verdict.as_deref(), Some("False"));
        assert_eq!(check.author.as_deref(), Some("Desk"));
        assert_eq!((second.line, second.place), (3, Some((3, 9))));
        assert_eq!(second.claimant.as_deref(), Some("Ilvane, Anders"));
        let bad: Vec<_> = rest.iter().map(|row| row.clone().unwrap_err()).collect();
        let bad: Vec<_> = bad.iter().map(|bad| (bad.line, bad.why.as_str())).collect();
        assert_eq!(
            bad,
            [
                (4, "it has no claim: no text"),
                (5, "it is not JSON, from byte 2 on"),
                (6, "it is not a JSON object"),
                (7, "its JSON does not end"),
            ]
        );
    }
}
