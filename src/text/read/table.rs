use std::ops::Range;

/// The kinds of tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Table {
    Csv,
    /// It has a status for each claim.
    OfVerdicts,
    Tsv,
}

/// In bytes: the look at a table ends here.
const MOST: usize = 64 << 10;

/// The kind of table that it is, if it is one: CSV, or the same with other delimiters.
///
/// In prose a space follows a comma or a semicolon, and every line has another number of them. A
/// comma between digits may belong to a number.
pub(super) fn of(text: &str) -> Option<Table> {
    let mut head = start_of(text, MOST);
    if head.len() < text.len() {
        // Its last line is cut off.
        head = &head[..head.rfind('\n')?];
    }
    // A table of Markdown belongs to an article.
    if head.trim_start().starts_with('|') {
        return None;
    }
    let delimiter = [b',', b'\t', b';', b'|'].into_iter().find(|delimiter| {
        may_delimit(head, *delimiter) && is_table(&records(head, *delimiter), *delimiter)
    })?;
    let names = records(head.lines().next().unwrap_or_default(), delimiter);
    let has = |name: &str| {
        let mut names = names.iter().flatten();
        names.any(|column| column.trim().eq_ignore_ascii_case(name))
    };
    let is_of_claims = has("status") && ["id", "hash", "quote_sha256"].into_iter().any(has);
    Some(match delimiter {
        _ if is_of_claims => Table::OfVerdicts,
        b'\t' => Table::Tsv,
        _ => Table::Csv,
    })
}

/// The first line of a table, which names its columns, and the lines below it.
pub(super) fn rows(text: &str) -> Option<(Range<usize>, Vec<Range<usize>>)> {
    of(text)?;
    let mut at = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        let start = at;
        at += line.len();
        start..start + line.trim_end().len()
    });
    let mut lines = lines.filter(|line| !line.is_empty());
    let head = lines.next()?;
    let delimiters = [',', '\t', ';', '|'];
    let names: Vec<String> = text[head.clone()].split(delimiters).map(str::to_owned).collect();
    // A title alone names no columns.
    (names.len() > 1 && is_head(&names)).then(|| (head, lines.collect()))
}

/// Whether this byte may stand between fields: not in prose, where a space follows it, or a digit of
/// the same number, and whose first line is no list of names. Far cheaper than reading the records.
fn may_delimit(head: &str, delimiter: u8) -> bool {
    let bytes = head.as_bytes();
    let is_tight = |at: usize| match (at.checked_sub(1).map(|at| bytes[at]), bytes.get(at + 1)) {
        (Some(b'0'..=b'9'), Some(b'0'..=b'9')) if delimiter == b',' => {
            !line_at(head, at).contains(char::is_alphabetic)
        }
        (_, Some(b' ')) => false,
        (_, Some(_)) => !head[at + 1..].starts_with('\u{a0}'),
        (_, None) => true,
    };
    let mut places = memchr::memchr_iter(delimiter, bytes).peekable();
    let starts_with_names = || {
        let first = head.trim_start().lines().next().unwrap_or_default();
        let mut fields = first.split(char::from(delimiter));
        fields.all(|field| is_name(field.trim().trim_matches('"')))
    };
    places.peek().is_some() && (places.any(is_tight) || starts_with_names())
}

/// The line around this byte, which starts a character.
fn line_at(text: &str, at: usize) -> &str {
    let start = text[..at].rfind('\n').map_or(0, |before| before + 1);
    text[start..].lines().next().unwrap_or_default()
}

/// The start of a text, at most this many bytes of it.
pub(super) fn start_of(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    &text[..end.unwrap_or(0)]
}

/// The records, each with its fields, without those that are blank.
fn records(text: &str, delimiter: u8) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let records = reader.records().map_while(Result::ok);
    let records = records.map(|record| record.iter().map(str::to_owned).collect::<Vec<_>>());
    records.filter(|fields| fields.iter().any(|field| !field.trim().is_empty())).collect()
}

fn is_table(records: &[Vec<String>], delimiter: u8) -> bool {
    let tight: Vec<usize> =
        records.iter().filter(|fields| is_tight(fields, delimiter)).map(Vec::len).collect();
    let width = most_frequent(&tight);
    let fitting = tight.iter().filter(|fields| **fields == width).count();
    let all = records.len();
    match width {
        0 | 1 => is_spaced_table(records),
        // A script has a speaker, a tab, and what was said.
        2 if delimiter == b'\t' => false,
        2 => fitting >= 3 && fitting * 10 >= all * 9 && is_head(&records[0]),
        _ if all == 1 => is_head(&records[0]),
        _ => (fitting >= 2 && fitting * 3 >= all * 2) || is_spaced_table(records),
    }
}

/// Whether its delimiters stand as no writer of prose sets them.
fn is_tight(fields: &[String], delimiter: u8) -> bool {
    let is_digit_of_number = |pair: &[String]| {
        delimiter == b','
            && pair[0].ends_with(|c: char| c.is_ascii_digit())
            && pair[1].starts_with(|c: char| c.is_ascii_digit())
    };
    let has_words = fields.iter().any(|field| field.contains(char::is_alphabetic));
    let is_spaced = |field: &String| field.starts_with([' ', '\u{a0}']);
    fields.len() >= 2
        && !fields[1..].iter().any(is_spaced)
        && !(has_words && fields.windows(2).all(is_digit_of_number))
}

/// Whether it is a table with spaces after its delimiters: every record has as many fields as the
/// names of the columns.
fn is_spaced_table(records: &[Vec<String>]) -> bool {
    let Some(head) = records.first() else { return false };
    let fits = |fields: &Vec<String>| fields.len() == head.len();
    head.len() >= 3 && records.len() >= 3 && records.iter().all(fits) && is_head(head)
}

/// Whether these can be the names of columns: short, none twice.
fn is_head(fields: &[String]) -> bool {
    let mut names: Vec<&str> = fields.iter().map(|field| field.trim()).collect();
    let are_names = names.iter().all(|name| is_name(name));
    names.sort_unstable();
    let count = names.len();
    names.dedup();
    are_names && names.len() == count
}

fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.split_whitespace().count() <= 4
        && !text.ends_with(['.', '!', '?', ':', '"', '”', '’'])
}

/// The number that is there most often; the larger of two; or 0.
fn most_frequent(numbers: &[usize]) -> usize {
    let count = |number: usize| numbers.iter().filter(|other| **other == number).count();
    let mut different = numbers.to_vec();
    different.sort_unstable();
    different.dedup();
    different.into_iter().max_by_key(|number| count(*number)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<Table>) {
        assert_eq!(of(text), expected, "{text}");
    }

    #[test]
    fn tables_are_recognised_by_what_stands_in_them() {
        for text in [
            "claim,claimant,rating\n\"The dam cost 12 million, at last\",Ferring,False\n",
            "claim;claimant;rating\nThe dam cost 12 million;Ferring;False\nIt holds;Anders;True\n",
            "claim|claimant|rating\nThe dam cost 12 million.|Ferring|False\n",
            "\"The dam cost 12 million\",\"Ferring\",\"False\"\n\"It holds.\",\"Anders\",\"True\"\n",
            "Report of 3 May\n\nyear,place,cost\n2023,Upper dam,41\n2024,Lower dam,42\n2025,Both,9\n",
            "year, place, cost\n2023, Upper dam, 41\n2024, Lower dam, 42\n",
            "place,cost\nUpper dam,41\nLower dam,42\n",
            "year,place,cost\n",
            "text,who,said\n\"The dam\nholds, he said.\",Anders,\"yes\"\nIt does not,Ferring,no\n",
            "1,2,3\n4,5,6\n",
        ] {
            check(text, Some(Table::Csv));
        }
        check("place\tyear\tcost\nUpper dam\t2023\t41\n", Some(Table::Tsv));
        check("id,status,note\nC1,disputed,\"table 4\"\n", Some(Table::OfVerdicts));
        check("hash;status\n6bcec305;disputed\na1b2c3d4;corroborated\n", Some(Table::OfVerdicts));
    }

    #[test]
    fn prose_is_no_table_however_many_commas_it_has() {
        for text in [
            "The dam, at last, holds.\nThe mayor, a baker, said so.\nThe river, in spring, rose.\n",
            "It cost 1,200,000 crowns.\nIt held 2,102,650 fish.\nIt took 1,300,000 days.\n",
            "\"Yes\", she said, \"it holds\".\n\"No\", he said, \"it leaks\".\n",
            "ANA:\tHow high is it?\nBEN:\tTwelve metres.\nANA:\tAnd how long?\n",
            "\tThe dam holds.\n\tThe mayor said so.\n\tThe river rose.\n",
            "1\n00:00:01,000 --> 00:00:03,000\nThe dam holds.\n\n2\n00:00:04,000 --> 00:00:05,000\nSo.\n",
            "3/5/2026, 10:22 - Ana: it holds\n3/5/2026, 10:23 - Ben: it leaks\n3/5/2026, 10:24 - Ana: so\n",
            "| year | cost |\n|---|---|\n| 2023 | 41 |\n",
            "The dam; the mayor; the river.\n",
            "The dam holds.",
            "Dear Ms Ferring,\n\nthe dam holds.\n\nYours,\nBen\n",
            "",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn a_long_table_is_judged_by_its_start() {
        let row = "2023,Upper dam,41\n";
        check(&row.repeat(100_000), Some(Table::Csv));
        check(&"The dam, at last, holds. ".repeat(100_000), None);
    }
}
