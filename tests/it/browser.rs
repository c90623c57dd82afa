//! A report in a real browser: it runs nothing, asks for nothing, and everybody can read it.
//!
//! Skipped where there is no Chromium; `.ci/run` installs it where it can, and says so where not.

use std::io::Read as _;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::Value;

use crate::session::{Session, kept_beside, skipped};

/// What tries to be more than text, in every way that pages know.
const HOSTILE: &str = "5 men <script>alert(1);document.title='run'</script><img src=http://x.example/i \
    onerror=alert(2)> \"'><svg/onload=alert(3)> </style></title></textarea> {{7*7}} {% raw %} &lt; \
    javascript:alert(4) <iframe src=http://x.example/f></iframe> <link rel=stylesheet \
    href=http://x.example/c> \u{202e}gnp.exe";

#[expect(clippy::disallowed_methods, reason = "where the programs of this machine are")]
fn on_path(names: &[&str]) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    let mut files = std::env::split_paths(&folders)
        .flat_map(|folder| names.iter().map(move |name| folder.join(name)));
    files.find(|file| file.is_file())
}

/// A browser that sends all that it asks the network for to us.
struct Browser {
    asked: Arc<AtomicUsize>,
    folder: tempfile::TempDir,
    port: u16,
    program: PathBuf,
}

/// A page as the browser made it.
struct Seen {
    console: Vec<String>,
    dom: String,
    requests: usize,
}

impl Browser {
    /// `None` where there is none.
    fn new() -> Option<Self> {
        let names = ["chromium", "chromium-browser", "google-chrome"];
        let Some(program) = on_path(&names) else {
            skipped("there is no Chromium here");
            return None;
        };
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let asked = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&asked);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { return };
                stream.set_read_timeout(Some(Duration::from_millis(200))).unwrap();
                let mut bytes = [0; 4096];
                if stream.read(&mut bytes).is_ok_and(|read| read > 0) {
                    count.fetch_add(1, Ordering::SeqCst);
                }
            }
        });
        let folder = tempfile::TempDir::new().unwrap();
        Some(Self { asked, folder, port, program })
    }

    fn look(&self, page: &Path, dark: bool, width: u32) -> Seen {
        let before = self.asked.load(Ordering::SeqCst);
        let profile = self.folder.path().join("profile");
        let out = Command::new(&self.program)
            .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"])
            .args([
                "--no-first-run",
                "--disable-component-update",
                "--disable-background-networking",
            ])
            .args(["--disable-sync", "--disable-default-apps", "--enable-logging=stderr"])
            .arg(format!("--user-data-dir={}", profile.display()))
            .arg(format!("--host-resolver-rules=MAP *.example 127.0.0.1:{}", self.port))
            .arg(format!("--window-size={width},1200"))
            .arg(format!("--blink-settings=preferredColorScheme={}", u8::from(!dark)))
            .args(["--virtual-time-budget=30000", "--dump-dom"])
            .arg(format!("file://{}", page.display()))
            .output()
            .unwrap();
        let stderr = String::from_utf8_lossy(&out.stderr);
        let console = stderr.lines().filter(|line| line.contains("CONSOLE"));
        Seen {
            console: console.map(ToOwned::to_owned).collect(),
            dom: String::from_utf8_lossy(&out.stdout).into_owned(),
            requests: self.asked.load(Ordering::SeqCst) - before,
        }
    }
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// A ledger with a claim of each kind, and one that is hostile in everything.
fn session() -> Session {
    let session = Session::with_fixture("harbour-bridge.html");
    let hostile = format!("{HOSTILE}\n\nIt cost 5 million, said {HOSTILE}.\n");
    let session = session.write("hostile.txt", &hostile);
    let words = quoted(HOSTILE);
    for line in [
        format!("import hostile.txt --min-score 0 --title {words}"),
        "mark C1 corroborated -m 'the log of the harbour'".to_owned(),
        "--as ben mark C1 disputed -m 'the log is of 2023'".to_owned(),
        "mark C2 corroborated -m 'the accounts, page 11'".to_owned(),
        "mark C3 disputed -m 'the minutes say 8 a.m.'".to_owned(),
        format!("mark C26 disputed -m {words}"),
        format!("note C26 -m {words}"),
        format!("evidence add C26 http://x.example/e --stance refutes -m {words}"),
        "dismiss C4 -m 'no more than a number'".to_owned(),
        "mark C5 corroborated -m 'the minutes'".to_owned(),
        format!("dismiss C5 -m {words}"),
    ] {
        session.run(&format!("factledger {line}")).success();
    }
    session
}

#[test]
fn a_report_runs_nothing_and_asks_for_nothing() {
    let Some(browser) = Browser::new() else { return };
    let session = session();
    // The check itself: a page that does both is seen to do both.
    let noisy = "<title>a</title><img src=http://x.example/i><script>document.title='run';\
                 console.error('said')</script>";
    let session = session.write("noisy.html", noisy);
    let seen = browser.look(&session.path().join("noisy.html"), false, 1280);
    assert!(seen.dom.contains("<title>run</title>"), "{}", seen.dom);
    assert!(seen.requests > 0 && !seen.console.is_empty(), "{:?}", seen.console);
    for line in ["export -o r.html", "export --language uk -o uk.html"] {
        session.run(&format!("factledger {line}")).success();
    }
    for page in ["r.html", "uk.html"] {
        let seen = browser.look(&session.path().join(page), false, 1280);
        assert!(seen.dom.contains("class=\"lead\""), "{}", seen.dom);
        assert!(!seen.dom.contains("<title>run"), "{page}");
        assert_eq!(seen.console, Vec::<String>::new(), "{page}");
        assert_eq!(seen.requests, 0, "{page}");
        for element in ["<script", "<iframe", "<img", "<link"] {
            assert!(!seen.dom.contains(element), "{page} has {element}");
        }
    }
}

/// Pages of a site: an index, an article, and claims in conflict, dismissed, and hostile.
const OF_SITE: [&str; 6] = [
    "site/index.html",
    "site/articles/A1.html",
    "site/articles/A2.html",
    "site/claims/C1.html",
    "site/claims/C5.html",
    "site/claims/C26.html",
];

#[test]
fn a_site_runs_nothing_and_asks_for_nothing() {
    let Some(browser) = Browser::new() else { return };
    let session = session();
    session.run("factledger publish site --language uk").success();
    for page in OF_SITE {
        let seen = browser.look(&session.path().join(page), false, 1280);
        assert!(seen.dom.contains("<main id=\"main\">"), "{page}: {}", seen.dom);
        assert!(!seen.dom.contains("<title>run"), "{page}");
        assert_eq!(seen.console, Vec::<String>::new(), "{page}");
        assert_eq!(seen.requests, 0, "{page}");
        for element in ["<script>", "<script src", "<iframe", "<img", "<link rel=\"stylesheet"] {
            assert!(!seen.dom.contains(element), "{page} has {element}");
        }
    }
}

/// By axe-core, with everything folded out, in both themes, on a wide and a narrow screen. The
/// contrast of words is at least 7 to 1.
#[test]
fn everybody_can_read_a_report() {
    let Some(browser) = Browser::new() else { return };
    let Some(axe) = axe() else { return };
    let session = session();
    session.run("factledger export -o r.html").success();
    let page = std::fs::read_to_string(session.path().join("r.html")).unwrap();
    // The check itself: an image without a text and pale words are found.
    let bad = page.replace("<main", "<img src=data:,><p style=color:#bbb>pale</p><main");
    assert!(!is_readable(&browser, &session, &axe, ("bad.html", &bad), 30));
    assert!(is_readable(&browser, &session, &axe, ("good.html", &page), 30));
}

#[test]
fn everybody_can_read_a_site() {
    let Some(browser) = Browser::new() else { return };
    let Some(axe) = axe() else { return };
    let session = session();
    session.run("factledger publish site").success();
    for name in OF_SITE {
        let page = std::fs::read_to_string(session.path().join(name)).unwrap();
        assert!(is_readable(&browser, &session, &axe, (name, &page), 20), "{name}");
    }
}

/// The program of axe-core, as text of a page.
fn axe() -> Option<String> {
    let script = Path::new(env!("CARGO_TARGET_TMPDIR")).join("package/axe.min.js");
    let Ok(axe) = std::fs::read_to_string(&script) else {
        skipped("there is no axe-core here");
        return None;
    };
    Some(axe.replace("</script", "<\\/script"))
}

/// Whether axe-core finds nothing in a page, in any theme and width. `least` of its checks apply.
#[track_caller]
fn is_readable(
    browser: &Browser,
    session: &Session,
    axe: &str,
    (name, page): (&str, &str),
    least: u64,
) -> bool {
    let run = "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag2aaa', 'wcag21a', 'wcag21aa', \
               'wcag22aa', 'best-practice']}).then(found => { const pre = \
               document.createElement('pre'); pre.id = 'axe'; pre.textContent = \
               JSON.stringify({passes: found.passes.length, violations: found.violations.map(one => \
               [one.id, one.nodes.slice(0, 3).map(node => node.html)])}); document.body.append(pre); })";
    let open = page
        .replace("<details>", "<details open>")
        .replace("default-src 'none'; style-src", "style-src")
        .replace("</body>", &format!("<script>{axe}</script><script>{run}</script></body>"));
    let file = session.path().join(name);
    std::fs::write(&file, open).unwrap();
    let themes = [(false, 1280), (true, 1280), (false, 420)];
    let clean = themes.map(|(dark, width)| {
        let seen = browser.look(&file, dark, width);
        let (_, found) = seen.dom.split_once("<pre id=\"axe\">").expect("axe-core has run");
        let (found, _) = found.split_once("</pre>").unwrap();
        let found = found.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        let found: Value = serde_json::from_str(&found).unwrap();
        assert!(found["passes"].as_u64().unwrap() > least, "{found}");
        let violations = found["violations"].as_array().unwrap();
        (violations.is_empty(), format!("{name}, dark {dark}, {width} wide: {found}"))
    });
    let (first, _) = &clean[0];
    assert!(clean.iter().all(|(is_clean, _)| is_clean == first), "{clean:?}");
    assert!(*first || name == "bad.html", "{clean:?}");
    *first
}

/// Markdown, rendered by a second renderer, has no active content, and loses no word of a claim.
#[test]
fn another_renderer_of_markdown_keeps_the_words() {
    let Some(pandoc) = on_path(&["pandoc"]) else {
        skipped("there is no pandoc here");
        return;
    };
    let session = session();
    session.run("factledger export -o r.md").success();
    let report = session.run("factledger export --format json").json();
    let mut quotes: Vec<String> = Vec::new();
    for article in report["articles"].as_array().unwrap() {
        let claims = article["claims"].as_array().unwrap();
        quotes.extend(claims.iter().map(|claim| claim["text"].as_str().unwrap().to_owned()));
    }
    let rendered = |to: &str| {
        let mut command = Command::new(&pandoc);
        command.args(["--from=markdown", to, "--wrap=none"]).arg(session.path().join("r.md"));
        String::from_utf8(command.output().unwrap().stdout).unwrap()
    };
    let html = rendered("--to=html");
    for element in ["<script", "<iframe", "<img", "<svg", "href=\"javascript"] {
        assert!(!html.to_lowercase().contains(element), "{element}");
    }
    let plain = rendered("--to=plain");
    let folded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain = folded(&plain);
    let is_visible = |quote: &&String| !quote.contains('\u{202e}');
    for quote in quotes.iter().filter(is_visible) {
        assert!(plain.contains(&folded(quote)), "{quote}");
    }
    assert!(quotes.len() > 20);
}

/// Strings that have broken other programs, as the title of an article and a note each.
#[test]
fn strings_that_broke_other_pages_break_none() {
    let Some(browser) = Browser::new() else { return };
    let Some(file) = kept_beside("vectors/naughty_strings.json", "naughty strings") else { return };
    let file: Value = serde_json::from_slice(&file).unwrap();
    let strings = file["vectors"].as_array().unwrap();
    let strings = strings.iter().filter_map(|vector| vector["s"].as_str());
    let text: String = strings.map(|string| format!("{}\n\n", string.replace('\n', " "))).collect();
    let session = Session::new().write("naughty.txt", &text);
    session.run("factledger import naughty.txt --min-score 0 -q").success();
    session.run("factledger export -o r.html").success();
    let seen = browser.look(&session.path().join("r.html"), false, 1280);
    assert!(seen.dom.contains("class=\"lead\""), "{}", seen.dom);
    assert_eq!((seen.console, seen.requests), (Vec::new(), 0));
    for element in ["<script", "<iframe", "<img", "<object", "<embed", "<form"] {
        assert!(!seen.dom.contains(element), "{element}");
    }
}
