use super::*;

fn numbers() -> Connection {
    let connection = Connection::new(rusqlite::Connection::open_in_memory().unwrap());
    connection.batch("CREATE TABLE numbers (number INTEGER, word TEXT)").unwrap();
    connection
}

fn insert(connection: &Connection, number: i64) -> Result<(), StoreError> {
    let sql = "INSERT INTO numbers (number, word) VALUES (?1, ?2)";
    connection.change(1, sql, params![number, "a word"])
}

fn all(connection: &Connection) -> Vec<i64> {
    connection.column("SELECT number FROM numbers ORDER BY number", params![]).unwrap()
}

#[test]
fn an_uncommitted_transaction_or_part_is_rolled_back() {
    let connection = numbers();
    let mut transaction = connection.begin_to_write().unwrap();
    insert(&transaction, 1).unwrap();
    let part = transaction.savepoint().unwrap();
    insert(&part, 2).unwrap();
    drop(part);
    let part = transaction.savepoint().unwrap();
    insert(&part, 3).unwrap();
    part.commit().unwrap();
    transaction.commit().unwrap();
    let transaction = connection.begin_to_write().unwrap();
    insert(&transaction, 4).unwrap();
    drop(transaction);
    assert_eq!(all(&connection), [1, 3]);
}

#[test]
fn a_row_that_the_database_ignores_is_an_error() {
    let connection = numbers();
    let ignores = "CREATE TRIGGER ignores BEFORE INSERT ON numbers WHEN NEW.number = 7
                   BEGIN SELECT RAISE(IGNORE); END";
    connection.batch(ignores).unwrap();
    insert(&connection, 6).unwrap();
    let error = insert(&connection, 7).unwrap_err();
    let expected = "the database changed 0 rows of `numbers` instead of 1";
    assert_eq!(error.to_string(), expected);
}

#[test]
fn a_value_of_another_kind_is_damage_and_is_shown() {
    let connection = numbers();
    insert(&connection, 5).unwrap();
    let sql = "SELECT number, word FROM numbers";
    let read = connection.first(sql, params![], |row| row.get::<i64>(1));
    let Err(StoreError::Damaged(error)) = read else { panic!("{read:?}") };
    assert_eq!(error.to_string(), "column 1 has an unexpected value: `a word`");
    let read = connection.first(sql, params![], |row| Ok((row.get(0)?, row.get(1)?)));
    assert_eq!(read.unwrap(), Some((5_i64, "a word".to_owned())));
}

#[test]
fn bytes_are_read_whole_or_not_at_all() {
    let connection = numbers();
    let read = |sql: &str| connection.bytes(sql, params![]);
    assert_eq!(read("SELECT x'0102' WHERE 1 = 0").unwrap(), None);
    assert_eq!(read("SELECT x'0102'").unwrap(), Some(vec![1, 2]));
    assert_eq!(read("SELECT x''").unwrap(), Some(Vec::new()));
    assert_eq!(read("SELECT x'0102' UNION ALL SELECT x'03'").unwrap(), Some(vec![1, 2]));
    assert!(matches!(read("SELECT 'text'"), Err(StoreError::Damaged(_))));
}

#[test]
fn a_page_ends_before_a_row_that_cannot_be_read() {
    let connection = numbers();
    insert(&connection, 5).unwrap();
    insert(&connection, i64::MIN).unwrap();
    let page = |condition: &str| {
        let sql = format!("SELECT abs(number) FROM numbers WHERE {condition}");
        assert!(connection.query(&sql, params![]).is_err());
        connection.page(&sql, params![], 1000)
    };
    assert_eq!(page("1 = 1").unwrap().len(), 1);
    assert!(page("number < 5").is_err());
}
