use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// The table of word classes as the program embeds it: the words of both tables, the commonest first.
pub(crate) fn table<'t>(
    folder: &Path,
    texts: impl Iterator<Item = &'t str>,
) -> Result<String, Box<dyn Error>> {
    let mut words: BTreeMap<String, [String; 5]> = BTreeMap::new();
    for (file, columns) in [("english.tsv", 0..4), ("crosslingual.tsv", 4..5)] {
        let table = fs::read_to_string(folder.join("word_classes").join(file))?;
        for line in table.lines().skip(1) {
            let (word, classes) = line.split_once('\t').ok_or("a word has no classes")?;
            let row = words.entry(word.to_owned()).or_default();
            for (cell, class) in row[columns.clone()].iter_mut().zip(classes.split('\t')) {
                class.clone_into(cell);
            }
        }
    }
    let mut counts: HashMap<String, usize> = HashMap::new();
    for text in texts {
        let text = text.to_lowercase().replace('’', "'");
        for word in text.split(|c: char| !c.is_alphanumeric() && c != '\'') {
            *counts.entry(word.to_owned()).or_default() += 1;
        }
    }
    let mut order: Vec<_> = words.into_iter().collect();
    order.sort_by_key(|(word, _)| std::cmp::Reverse(counts.get(word).copied().unwrap_or(0)));
    let mut table = "word\tnear\tplace\tsense\tbroad\tany language\n".to_owned();
    for (word, classes) in order {
        writeln!(table, "{word}\t{}", classes.join("\t"))?;
    }
    Ok(table)
}
