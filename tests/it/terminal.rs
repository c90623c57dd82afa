//! Output on a terminal: the pager, and lines that fit.

use unicode_width::UnicodeWidthStr;

use crate::session::{Session, skipped};

/// A session at a terminal of this many columns. `None` if the system has no `script` to make one.
struct Terminal(Session);

impl Terminal {
    fn new(session: Session) -> Option<Self> {
        let has_script = session.run("script -qec true /dev/null").code == 0;
        if !has_script {
            skipped("there is no `script` that makes a terminal");
        }
        has_script.then_some(Self(session))
    }

    /// All that appears on the screen when this is typed, and how it ended.
    fn run(&self, environment: &str, line: &str) -> (String, i32) {
        std::fs::write(self.0.path().join("line"), line).unwrap();
        let environment = format!("TERM=xterm COLUMNS=80 {environment}");
        let ran = self.0.run(&format!("env {environment} script -qec 'sh line' /dev/null"));
        (ran.stdout.replace('\r', ""), ran.code)
    }
}

fn session() -> Session {
    let lines: Vec<String> =
        (1..=9).map(|n| format!("The harbour counted {n}00 ships in 190{n}, it said.")).collect();
    let session = Session::new().write("ships.txt", lines.join("\n"));
    session.run("factledger import ships.txt --min-score 0").success();
    session
}

const PAGER: &str = "FACTLEDGER_PAGER='sed s/^/paged:/'";

#[test]
fn long_output_goes_through_the_pager_and_messages_follow_it() {
    let Some(terminal) = Terminal::new(session()) else { return };
    for verb in ["list", "history", "show C1", "show A1", "show A1 --text"] {
        let (screen, code) = terminal.run(PAGER, &format!("factledger {verb}"));
        assert_eq!(code, 0, "{screen}");
        assert!(screen.starts_with("paged:"), "{verb}\n{screen}");
    }
    let (screen, _) = terminal.run(PAGER, "factledger --color always list --limit 2");
    assert!(screen.contains("\u{1b}["), "colours stay\n{screen:?}");
    let (before, after) = screen.split_once("2 claims shown").unwrap();
    assert!(before.lines().all(|line| line.starts_with("paged:")), "{screen}");
    assert!(after.lines().all(|line| !line.starts_with("paged:")), "{screen}");
}

#[test]
fn a_pager_is_chosen_as_git_chooses_it() {
    let Some(terminal) = Terminal::new(session()) else { return };
    let plain = terminal.run("", "factledger --no-pager list");
    for (environment, line) in [
        (PAGER, "factledger list --no-pager"),
        ("FACTLEDGER_PAGER=cat", "factledger list"),
        ("FACTLEDGER_PAGER= PAGER='sed s/^/paged:/'", "factledger list"),
        ("PAGER=", "factledger list"),
        ("PAGER=no-such-pager", "factledger list"),
        ("PAGER='no-such-pager 2>/dev/null'", "factledger list"),
        ("TERM=dumb PAGER='sed s/^/paged:/'", "factledger --color always list"),
    ] {
        let (screen, code) = terminal.run(environment, line);
        let screen = if line.contains("always") { uncoloured(&screen) } else { screen };
        assert_eq!((uncoloured(&screen), code), (uncoloured(&plain.0), 0), "{environment} {line}");
    }
    let (screen, _) = terminal.run("PAGER='sed s/^/paged:/'", "factledger list");
    assert!(screen.starts_with("paged:"), "{screen}");
    let (json, _) = terminal.run(PAGER, "factledger list --format json");
    assert!(json.starts_with('['), "{json}");
    // In a pipe there is none, and an error ends as it does without one.
    let piped = terminal.0.run(&format!("{PAGER} factledger list"));
    assert!(!piped.stdout.contains("paged:"));
    let (screen, code) = terminal.run(PAGER, "factledger show C99");
    assert_eq!((screen.contains("there is no claim `C99`"), code), (true, 1), "{screen}");
    assert_eq!(terminal.run("PAGER=true", "factledger list").1, 0);
}

#[test]
fn less_quits_at_once_if_everything_fits() {
    let Some(terminal) = Terminal::new(session()) else { return };
    let (screen, code) = terminal.run("PAGER='printf %s:$LESS: >&2; cat'", "factledger list");
    assert_eq!(code, 0);
    assert!(screen.contains(":FRX:"), "{screen}");
    let (screen, _) = terminal.run("LESS=R PAGER='printf %s:$LESS: >&2; cat'", "factledger list");
    assert!(screen.contains(":R:"), "{screen}");
}

#[test]
fn a_dumb_terminal_gets_no_escapes() {
    let Some(terminal) = Terminal::new(session()) else { return };
    for environment in ["TERM=dumb", "TERM="] {
        for verb in ["--help", "list", "show C1", "verify", "list --after x", "show C99"] {
            let (screen, _) = terminal.run(environment, &format!("factledger {verb}"));
            assert!(!screen.contains('\u{1b}'), "{environment} {verb}\n{screen:?}");
            assert!(!screen.is_empty(), "{environment} {verb}");
        }
    }
}

#[test]
fn messages_titles_and_errors_fit_a_narrow_terminal() {
    let Some(terminal) = Terminal::new(session()) else { return };
    for line in [
        "factledger list --limit 2",
        "factledger show A1",
        "factledger show C1",
        "factledger show C1 --why",
        "factledger history --limit 2",
        "factledger mark C1 disputed",
        "factledger show C99",
    ] {
        let (screen, _) = terminal.run("COLUMNS=30 NO_COLOR=1 PAGER=cat", line);
        let widest = screen.lines().map(UnicodeWidthStr::width).max().unwrap();
        assert!(widest <= 30, "{line}: {widest} cells\n{screen}");
    }
}

fn uncoloured(screen: &str) -> String {
    let mut parts = screen.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |plain, part| plain + part.split_once('m').map_or("", |(_, rest)| rest))
}

#[test]
fn what_waits_in_the_inbox_is_said_once_to_who_sits_at_the_terminal() {
    let Some(terminal) = Terminal::new(session()) else { return };
    terminal.0.run("factledger reviewer add ben").success();
    terminal.0.run("factledger assign C1-C2 ben").success();
    let said = "2 things for you: factledger inbox";
    for (line, is_said) in [
        ("factledger --as ben list --format json", false),
        ("factledger -q --as ben list", false),
        ("factledger --as ana list", false),
        ("factledger --as ben --no-pager list", true),
        ("factledger --as ben --no-pager list", false),
    ] {
        let (screen, _) = terminal.run("", line);
        assert_eq!(screen.contains(said), is_said, "{line}: {screen}");
    }
    terminal.0.run("factledger assign C3 ben").success();
    let (screen, _) = terminal.run("", "factledger --as ben take C4");
    assert!(screen.contains("3 things for you: factledger inbox"), "{screen}");
    let (screen, _) = terminal.run("", "factledger --as ben --no-pager inbox");
    assert!(screen.contains("3 things new for ben"), "{screen}");
}
