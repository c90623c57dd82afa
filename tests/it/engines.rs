//! The same ledger on SQLite and on PostgreSQL.

mod acts;
mod cluster;
mod copying;
mod cut;
mod failover;
mod machines;
mod pool;
mod programs;
mod proxy;
mod server;
mod trouble;

use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;
use std::thread;

use snapbox::{Data, assert_data_eq};

use self::server::{Database, database};
use crate::session::{Ran, Session, repository};

/// Two shells with the same clock: one with a ledger in a file, one with a ledger on a server.
struct Both {
    address: String,
    database: Database,
    file: Session,
    server: Session,
}

impl Both {
    /// `None`: there is no server.
    fn new() -> Option<Self> {
        let database = database()?;
        let session = || {
            let session = Session::piped().fixture("river-report.md").fixture("market-day.txt");
            session.fixture("harbour-bridge.html").fixture("hostile.txt")
        };
        let address = database.address("desk", "");
        Some(Self { address, database, file: session(), server: session() })
    }

    /// Type a line at both. `factledger` is about the ledger of each.
    fn run(&self, line: &str) -> [Ran; 2] {
        let on = |session: &Session, ledger: &str| {
            session.run(&format!("export FACTLEDGER_LEDGER='{ledger}'; {line}"))
        };
        [on(&self.file, "facts.db"), on(&self.server, &self.address)]
    }

    /// Type a line at both, which must print the same.
    #[track_caller]
    fn same(&self, line: &str) -> String {
        let [file, server] = self.run(line);
        let shown = |text: &str| {
            let text = text
                .replace(&self.address, "facts.db")
                .replace("facts.db made here", "facts.db made");
            text.replace(&self.server.path().display().to_string(), "~")
                .replace(&self.file.path().display().to_string(), "~")
        };
        assert_eq!(shown(&server.stdout), shown(&file.stdout), "{line}\n{}", server.stderr);
        assert_eq!(shown(&server.stderr), shown(&file.stderr), "{line}");
        assert_eq!(server.code, file.code, "{line}");
        assert!(server.code >= 0, "{line}");
        server.stdout
    }
}

const LINES: &str = include_str!("engines/session.txt");

#[test]
fn a_session_of_every_verb_is_the_same_on_both() {
    let Some(both) = Both::new() else { return };
    let mut verbs = 0;
    for line in LINES.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line.strip_prefix('~') {
            None => drop(both.same(line)),
            Some(line) => {
                let [file, server] = both.run(line);
                assert_eq!((server.stdout, server.code), (file.stdout, file.code), "{line}");
            }
        }
        verbs += 1;
    }
    assert!(verbs > 100, "the session is not long: {verbs}");
}

#[test]
fn the_log_is_guarded_there_too_even_from_its_owner_and_from_superusers() {
    let Some(both) = Both::new() else { return };
    both.same("factledger import market-day.txt");
    both.same("factledger mark C1 disputed -m 'it is not so'");
    let statements = [
        ("UPDATE entries SET leaf = leaf", "entries are never changed"),
        ("UPDATE entries SET bytes = bytes WHERE position = 1", "entries are never changed"),
        ("DELETE FROM entries WHERE 1 = 0", "entries are never removed"),
        ("TRUNCATE entries CASCADE", "entries are never removed"),
        (
            "INSERT INTO entries (position, id, bytes, leaf)
             SELECT 99, substring(leaf FOR 16), bytes, leaf FROM entries WHERE position = 0",
            "entries are appended in order",
        ),
        (
            "INSERT INTO entries (position, id, bytes, leaf)
             SELECT position, id, '', leaf FROM entries WHERE position = 1
             ON CONFLICT (position) DO UPDATE SET bytes = excluded.bytes",
            "entries are appended in order",
        ),
        ("UPDATE checkpoints SET note = note WHERE 1 = 0", "checkpoints are never changed"),
        ("DELETE FROM checkpoints WHERE 1 = 0", "checkpoints are never removed"),
        ("TRUNCATE checkpoints", "checkpoints are never removed"),
        ("INSERT INTO checkpoints VALUES (99, '')", "checkpoints are of the whole log"),
        ("UPDATE contents SET bytes = '' WHERE 1 = 0", "contents are never changed"),
        ("DELETE FROM contents", "contents are removed only when they are withheld"),
        ("TRUNCATE contents", "contents are never removed at once"),
        ("UPDATE words SET text = ''", "words are never changed"),
        ("DELETE FROM words", "words are removed only when they are withheld"),
        ("TRUNCATE words", "words are never removed at once"),
        ("DELETE FROM ledger", "the ledger is never removed"),
    ];
    let (mut owner, mut admin) = (both.database.connect("desk"), both.database.admin());
    admin.batch_execute("SET session_replication_role = replica").unwrap();
    for (statement, why) in statements {
        for client in [&mut owner, &mut admin] {
            let error = client.batch_execute(statement).unwrap_err();
            assert_eq!(error.as_db_error().unwrap().message(), why, "{statement}");
        }
    }
    both.same("factledger verify");
}

#[test]
fn a_changed_guard_or_row_is_found_and_named() {
    let Some(both) = Both::new() else { return };
    both.same("factledger import market-day.txt");
    let before = both.same("factledger verify");
    let mut owner = both.database.connect("desk");
    let mut found = |change: &str, back: &str, finding: &str| {
        owner.batch_execute(change).unwrap();
        let [_, server] = both.run("factledger verify");
        assert_eq!(server.code, 3, "{change}\n{}", server.stdout);
        let screen = server.stdout + &server.stderr;
        assert!(screen.contains(finding), "{change}\n{screen}");
        owner.batch_execute(back).unwrap();
    };
    found(
        "ALTER TABLE entries DISABLE TRIGGER entries_are_not_removed",
        "ALTER TABLE entries ENABLE ALWAYS TRIGGER entries_are_not_removed",
        "the trigger `entries_are_not_removed` was changed",
    );
    found(
        "ALTER TABLE entries ENABLE TRIGGER entries_are_appended",
        "ALTER TABLE entries ENABLE ALWAYS TRIGGER entries_are_appended",
        "the trigger `entries_are_appended` was changed",
    );
    found(
        "CREATE FUNCTION drop_it() RETURNS TRIGGER LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "DROP FUNCTION drop_it",
        "the function `drop_it` is not part of a ledger",
    );
    found(
        "CREATE RULE nothing AS ON INSERT TO entries DO INSTEAD NOTHING",
        "DROP RULE nothing ON entries",
        "the rule `nothing` is not part of a ledger",
    );
    found("CREATE TABLE a (b INT)", "DROP TABLE a", "the table `a` is not part of a ledger");
    found(
        "ALTER TABLE contents DISABLE ROW LEVEL SECURITY; ALTER TABLE contents ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE contents DISABLE ROW LEVEL SECURITY",
        "the table `contents` was changed",
    );
    found(
        "CREATE OPERATOR = (LEFTARG = BIGINT, RIGHTARG = BIGINT, FUNCTION = int8ne)",
        "DROP OPERATOR factledger.= (BIGINT, BIGINT)",
        "the operator `=` is not part of a ledger",
    );
    found(
        "CREATE DOMAIN text AS VARCHAR",
        "DROP DOMAIN factledger.text",
        "the type `text` is not part of a ledger",
    );
    found(
        "CREATE OR REPLACE VIEW history_view AS
             SELECT 'E' || entry AS entry, entry AS number, time_of(at) AS at, 'ben' COLLATE \"C\" AS actor, type
             FROM history",
        "CREATE OR REPLACE VIEW history_view AS
             SELECT 'E' || entry AS entry, entry AS number, time_of(at) AS at, actor, type FROM history",
        "the view `history_view` was changed",
    );
    found(
        "ALTER INDEX claims_by_quote RENAME TO other",
        "ALTER INDEX other RENAME TO claims_by_quote",
        "the index `claims_by_quote` is missing",
    );
    found(
        "UPDATE claims SET quote = 'something else' WHERE id = 1",
        "SELECT 1",
        "the table `claims`, row 1, column `quote`",
    );
    // A guard that is not as it should be sees what is written, so nothing is.
    owner.batch_execute("ALTER TABLE entries DISABLE TRIGGER entries_are_appended").unwrap();
    let mark = "mark C2 disputed -m 'it is not so'";
    let server = both.server.run(&format!("factledger --ledger '{}' {mark}", both.address));
    assert_eq!(server.code, 3, "{}", server.stderr);
    assert!(
        server.stderr.contains("the trigger `entries_are_appended` was changed"),
        "{}",
        server.stderr
    );
    // What follows from the log is made anew from it, and all that is not a ledger's goes.
    let wreck = "ALTER TABLE claims DROP COLUMN waits CASCADE;
        CREATE RULE nothing AS ON INSERT TO entries DO INSTEAD NOTHING;
        DROP FUNCTION time_of CASCADE; DROP FUNCTION has_type CASCADE; CREATE TABLE a (b INT);
        ALTER TABLE reviews DROP CONSTRAINT reviews_pkey; ALTER TABLE entries DROP CONSTRAINT entries_id_key;
        ALTER TABLE tags ADD COLUMN more TEXT; CREATE VIEW c AS SELECT more FROM tags;
        CREATE FUNCTION refuse(INT) RETURNS INT LANGUAGE SQL AS 'SELECT 1';
        CREATE OPERATOR = (LEFTARG = BIGINT, RIGHTARG = BIGINT, FUNCTION = int8ne);
        GRANT SELECT ON a TO PUBLIC;
        CREATE TRIGGER more BEFORE INSERT ON contents FOR EACH ROW EXECUTE FUNCTION refuse('no');
        DROP INDEX claims_open; GRANT SELECT ON claims TO PUBLIC; DELETE FROM history";
    owner.batch_execute(wreck).unwrap();
    let [_, server] = both.run("factledger verify --rebuild");
    server.success();
    assert_eq!(both.same("factledger verify"), before);
    let public = "SELECT has_table_privilege('public', 'factledger.claims', 'SELECT')";
    assert!(owner.query_one(public, &[]).unwrap().get::<_, bool>(0));
}

#[test]
fn eight_who_write_at_once_wait_for_each_other() {
    let Some(both) = Both::new() else { return };
    both.same("factledger import market-day.txt --min-score 0");
    let act = |writer: u32, act: u32| {
        both.server.command(&format!(
            "FACTLEDGER_NOW= factledger --ledger '{}' --new --as writer{writer} note C1 -m 'note {act}'",
            both.address
        ))
    };
    let writers: Vec<Vec<Command>> =
        (0..8).map(|writer| (0..4).map(|number| act(writer, number)).collect()).collect();
    thread::scope(|scope| {
        for acts in writers {
            scope.spawn(move || {
                for mut act in acts {
                    let done = act.output().unwrap();
                    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
                }
            });
        }
    });
    let [_, verified] = both.run("factledger verify");
    let verified = verified.success();
    // Two entries that begin it, one for each article and one for its claims; each writer is
    // introduced once.
    assert!(verified.contains("44 entries hashed, 44 signatures"), "{verified}");
}

/// `SNAPSHOTS=overwrite` makes `migrations/postgres.schema` anew.
#[test]
fn what_a_server_says_of_a_new_ledger_is_what_verify_expects() {
    let Some(both) = Both::new() else { return };
    both.same("factledger import market-day.txt");
    let listed = include_str!("../../src/store/postgres/guards.sql");
    let mut owner = both.database.connect("desk");
    owner.batch_execute("SET search_path = factledger, pg_catalog, pg_temp").unwrap();
    let lines = owner.query(listed, &[]).unwrap().into_iter().map(|row| {
        let parts: [String; 3] = [row.get(0), row.get(1), row.get(2)];
        parts.join(" ") + "\n"
    });
    let path = repository().join("migrations/postgres.schema");
    let lines: String = lines.collect();
    assert_data_eq!(lines, Data::read_from(&path, None).raw());
}

/// What is said where there is no ledger that could be used, and with which code.
#[test]
fn what_is_wrong_with_a_server_is_named_and_no_password_is_repeated() {
    let Some(both) = Both::new() else { return };
    let database = &both.database;
    let check = |address: &str, verb: &str, code: i32, said: &str| {
        let ran = both.server.run(&format!("factledger --ledger '{address}' {verb}"));
        assert_eq!((ran.code, ran.stdout.as_str()), (code, ""), "{address} {verb}\n{}", ran.stderr);
        assert!(ran.stderr.contains(said), "{address} {verb}\n{}", ran.stderr);
        assert!(ran.stderr.contains("hint: "), "{address} {verb}\n{}", ran.stderr);
        assert!(!ran.stderr.contains("hunter2"), "{}", ran.stderr);
    };
    let desk = |more: &str| database.address("desk", more);
    // The address.
    let password = "the address of the server has a password in it";
    check("postgres://desk:hunter2@127.0.0.1/facts", "list", 2, password);
    check("postgres://desk@127.0.0.1/facts?password=hunter2", "list", 2, password);
    check(
        "postgres://desk@db.example/facts?sslmode=prefer",
        "list",
        2,
        "would not say who the server is",
    );
    check(&desk("&colour=red"), "list", 2, "has an unknown option or a bad value");
    check("postgres://?service=none", "list", 2, "there is no service `none`");
    // The server.
    check("postgres://desk@127.0.0.1:1/facts", "list", 1, "no server answers at 127.0.0.1:1");
    check("postgres://desk@127.0.0.1:1,127.0.0.1:2/f", "list", 1, "at 127.0.0.1:1, 127.0.0.1:2");
    let none = desk("").replace(&database.name, "no_such_database");
    check(&none, "list", 1, "there is no database `no_such_database` on the server");
    check(
        &database.address("no_such_role", ""),
        "list",
        1,
        "the server does not let `no_such_role` in",
    );
    // The ledger.
    check(&desk(""), "list", 1, "there is no ledger");
    check(&desk(""), "mark C1 disputed -m 'it is not so'", 1, "there is no ledger");
    let mut admin = database.admin();
    admin.batch_execute("CREATE SCHEMA factledger CREATE TABLE something (else_ INT)").unwrap();
    check(&desk(""), "list", 1, "not a ledger");
    check(&desk(""), "import market-day.txt", 1, "not a ledger");
    admin.batch_execute("DROP SCHEMA factledger CASCADE").unwrap();
    both.same("factledger init");
    let user = admin.query_one("SELECT current_user::text", &[]).unwrap().get::<_, String>(0);
    let superuser = database.address(&user, "");
    check(
        &superuser,
        "import market-day.txt",
        1,
        "is a superuser, and superusers can bypass the guards of the ledger",
    );
    check(&desk(""), "salvage saved", 1, "only possible with a ledger in a file");
    let _ = admin.batch_execute("CREATE ROLE stranger LOGIN");
    check(&database.address("stranger", ""), "list", 1, "permission denied for schema factledger");
    admin.batch_execute("UPDATE factledger.ledger SET format = 99").unwrap();
    check(&desk(""), "list", 1, "the ledger has format 99");
    check(&desk(""), "import market-day.txt", 1, "the ledger has format 99");
}

/// Only a server that the tests started has these roles and certificates.
#[test]
fn passwords_are_in_a_file_and_certificates_are_checked_with_their_names() {
    let Some(both) = Both::new() else { return };
    let Some(port) = both.database.server.port else { return };
    both.same("factledger init");
    let (name, home) = (&both.database.name, both.server.path().join(".home"));
    let mut admin = both.database.admin();
    let _ = admin.batch_execute("CREATE ROLE locked LOGIN SUPERUSER PASSWORD 'hunter2'");
    let _ = admin.batch_execute("CREATE ROLE banned LOGIN");
    let list = |address: &str| both.server.run(&format!("factledger --ledger '{address}' list"));
    let locked = both.database.address("locked", "");
    let password = "the server does not take the password of `locked`";
    assert!(list(&locked).failure().contains(password));
    let banned = both.database.address("banned", "");
    assert!(list(&banned).failure().contains("the server does not let `banned` in"));
    std::fs::create_dir_all(&home).unwrap();
    let file = home.join(".pgpass");
    let write = |password: &str, mode: u32| {
        std::fs::write(&file, format!("*:*:{name}:locked:{password}\n")).unwrap();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    write("hunter3", 0o600);
    assert!(list(&locked).failure().contains(password));
    write("hunter2", 0o644);
    let open = list(&locked);
    assert_eq!(open.code, 2, "{}", open.stderr);
    assert!(open.stderr.contains("others can read the file with passwords"), "{}", open.stderr);
    write("hunter2", 0o600);
    list(&locked).success();
    std::fs::rename(&file, home.join("other")).unwrap();
    let elsewhere =
        format!("export PGPASSFILE={}/other; factledger --ledger '{locked}' list", home.display());
    both.server.run(&elsewhere).success();
    // A service says all of it.
    let service = format!("[desk]\nhost=127.0.0.1\nport={port}\ndbname={name}\nuser=desk\n");
    std::fs::write(home.join(".pg_service.conf"), service).unwrap();
    both.server.run("PGSERVICE=desk factledger --ledger postgres:// list").success();
    list("postgres://?service=desk").success();

    let Some(authority) = &both.database.server.authority else { return };
    let authority = authority.display();
    let tls = |host: &str, more: &str| {
        list(&format!("postgres://desk@{host}:{port}/{name}?hostaddr=127.0.0.1{more}"))
    };
    tls("localhost", "").success();
    tls("localhost", &format!("&sslrootcert={authority}")).success();
    tls("db.example", "&sslmode=disable").success();
    let unknown = tls("db.example", "").failure();
    assert!(unknown.contains("invalid peer certificate: UnknownIssuer"), "{unknown}");
    let other = tls("db.example", &format!("&sslrootcert={authority}")).failure();
    assert!(other.contains("certificate not valid for name \"db.example\""), "{other}");
    let required = tls("localhost", "&sslmode=require").failure();
    assert!(
        required.contains("the certificate of the server does not prove who it is"),
        "{required}"
    );
    let none = tls("localhost", "&sslrootcert=/dev/null").failure();
    assert!(none.contains("the certificates in `/dev/null` cannot be used"), "{none}");
    admin.batch_execute("DROP ROLE locked; DROP ROLE banned").unwrap();
}

#[test]
fn those_who_write_and_those_who_read_may_do_no_more() {
    let Some(both) = Both::new() else { return };
    let (database, mut admin) = (&both.database, both.database.admin());
    let user = admin.query_one("SELECT current_user::text", &[]).unwrap().get::<_, String>(0);
    let setup = format!("factledger setup '{}'", database.address(&user, ""));
    let printed = both.server.run(&setup).success();
    both.server.run(&format!("{setup} --run")).success();
    assert!(both.server.run(&format!("{setup} --run")).failure().contains("has a ledger"));
    // What is printed is what is run.
    let again = printed.replace("factledger", "printed");
    admin.batch_execute(&again).unwrap();
    let mut logins = Vec::new();
    for role in ["owner", "writer", "reader"] {
        let (login, group) =
            (format!("{}_{role}_1", database.name), format!("{}_{role}", database.name));
        admin
            .batch_execute(&format!("CREATE ROLE {login} LOGIN; GRANT {group} TO {login}"))
            .unwrap();
        logins.push(login);
    }
    let [owner, writer, reader] = [0, 1, 2].map(|number| &logins[number]);
    let on = |role: &str, line: &str| {
        both.server.run(&format!("factledger --ledger '{}' {line}", database.address(role, "")))
    };
    on(writer, "import market-day.txt").success();
    on(writer, "mark C1 disputed -m 'it is not so'").success();
    on(reader, "verify").success();
    on(reader, "export").success();
    assert!(on(reader, "note C1 -m 'a note'").failure().contains("permission denied"));
    assert!(
        on(writer, "withhold C2 -m 'a private person'").failure().contains("permission denied")
    );
    on(owner, "withhold C2 -m 'a private person'").success();
    on(writer, "verify").success();
    assert!(on(writer, "verify --rebuild").failure().contains("permission denied"));
    // What is made anew belongs to the group of its owners, whoever of them makes it.
    admin.batch_execute("ALTER TABLE claims DROP COLUMN waits CASCADE").unwrap();
    on(owner, "verify --rebuild").success();
    let owners = "SELECT DISTINCT tableowner::text FROM pg_tables WHERE schemaname = 'factledger'";
    let owners: Vec<String> =
        admin.query(owners, &[]).unwrap().iter().map(|row| row.get(0)).collect();
    assert_eq!(owners, [format!("{}_owner", database.name)]);
    on(writer, "note C1 -m 'a note'").success();
    on(reader, "verify").success();
    for statement in [
        "UPDATE entries SET bytes = bytes",
        "DELETE FROM entries",
        "TRUNCATE entries",
        "DELETE FROM contents",
        "DELETE FROM words",
        "UPDATE checkpoints SET note = note",
        "UPDATE ledger SET format = 1",
        "ALTER TABLE entries DISABLE TRIGGER ALL",
        "DROP TABLE entries",
        "SET session_replication_role = replica",
        "CREATE TABLE factledger.more (a INT)",
    ] {
        for role in [writer, reader] {
            let error = database.connect(role).batch_execute(statement).unwrap_err();
            assert_eq!(error.code().unwrap().code(), "42501", "{statement}");
        }
    }
    drop(admin);
    for login in &logins {
        let mut admin = database.admin();
        let group = login.trim_end_matches("_1");
        let gone = format!("DROP ROLE {login}; DROP OWNED BY {group} CASCADE; DROP ROLE {group}");
        admin.batch_execute(&gone).unwrap();
    }
}
