//! What each format is made of: the files under `migrations/postgres`, in order.

/// The format that this program writes, and the latest that it reads: that of SQLite, too.
pub(super) const FORMAT: i64 = 25;

/// The first file makes the whole of the format that there was when PostgreSQL came.
pub(super) const MIGRATIONS: [(i64, &str); 1] =
    [(25, include_str!("../../../migrations/postgres/0025_ledger.sql"))];

/// The statements of the files, in order.
pub(super) fn statements() -> impl Iterator<Item = &'static str> {
    let files = MIGRATIONS.iter().flat_map(|(_, sql)| sql.split("\n\n"));
    let is_statement =
        |statement: &&str| statement.lines().any(|line| !line.trim_start().starts_with("--"));
    files.map(str::trim).filter(is_statement)
}

/// The kind and the name of what a statement creates.
pub(super) fn created(statement: &str) -> Option<(&str, &str)> {
    let line = statement.lines().find(|line| line.starts_with("CREATE "))?;
    let mut words = line.split(' ').skip(1);
    let (kind, name) = (words.next()?, words.next()?);
    Some((kind, name.split('(').next()?))
}

/// The tables of the log, of which nothing is ever removed by those who write.
pub(super) const LOG: [&str; 4] = ["checkpoints", "contents", "entries", "words"];

/// The tables that follow from the log.
pub(super) fn index_tables() -> impl Iterator<Item = &'static str> {
    let tables = statements().filter_map(created).filter(|(kind, _)| *kind == "TABLE");
    tables.map(|(_, name)| name).filter(|name| !is_kept(name))
}

/// Whether a table does not follow from the log.
pub(super) fn is_kept(table: &str) -> bool {
    LOG.contains(&table) || ["ledger", "sealed_keys"].contains(&table)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::sqlite::migrations as sqlite;
    use crate::store::sqlite::schema::schema;

    #[test]
    fn both_engines_have_the_same_format() {
        assert_eq!(FORMAT, sqlite::FORMAT);
        assert_eq!(MIGRATIONS.last().map(|(format, _)| *format), Some(FORMAT));
        assert!(statements().all(|statement| statement.ends_with(';')));
    }

    /// Tables are compared row by row, so they have the same columns in the same order.
    #[test]
    fn both_engines_have_the_same_tables() {
        let columns = |sql: &str| -> Vec<String> {
            let inside = sql.split_once("(\n").unwrap().1.rsplit_once("\n)").unwrap().0;
            let lines = inside.lines().map(str::trim).filter(|line| !line.starts_with("PRIMARY"));
            lines.map(|line| line.split(' ').next().unwrap().to_owned()).collect()
        };
        let made = sqlite::fresh().unwrap();
        let mut tables = 0;
        for statement in statements().filter_map(|statement| statement.split_once("CREATE TABLE "))
        {
            let name = statement.1.split(' ').next().unwrap();
            if name != "ledger" {
                assert_eq!(made.columns_of(name).unwrap(), columns(statement.1), "{name}");
                tables += 1;
            }
        }
        let made = schema(&made).unwrap();
        assert_eq!(made.iter().filter(|part| part.has_rows()).count(), tables);
    }
}
