//! Import of addresses: a server on this machine, which answers well, badly, or without end.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use snapbox::{assert_data_eq, str};

use crate::session::{Ran, Session, skipped, system};

const STORY: &str = "The toll rose by 4 percent in May.\n";

/// A server for one test. Each request is answered by what is written to its connection.
pub(crate) struct Server {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
    is_over: Arc<AtomicBool>,
}

impl Server {
    pub(crate) fn new(answer: impl Fn(&str, &mut TcpStream) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Self {
            address: listener.local_addr().unwrap(),
            asked: Arc::default(),
            is_over: Arc::default(),
        };
        let (asked, is_over) = (Arc::clone(&server.asked), Arc::clone(&server.is_over));
        let answer = Arc::new(answer);
        thread::spawn(move || {
            for stream in listener.incoming() {
                if is_over.load(Ordering::SeqCst) {
                    return;
                }
                let (asked, answer) = (Arc::clone(&asked), Arc::clone(&answer));
                let mut stream = stream.unwrap();
                thread::spawn(move || {
                    let request = request(&mut stream);
                    let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
                    asked.lock().unwrap().push(request);
                    answer(&path, &mut stream);
                });
            }
        });
        server
    }

    /// One that answers every request with these bytes.
    fn with(answer: impl Into<Vec<u8>>) -> Self {
        let answer = answer.into();
        Self::new(move |_, stream| send(stream, &answer))
    }

    /// Run a line in which `URL` is this server.
    pub(crate) fn run(&self, session: &Session, line: &str) -> Ran {
        let own = self.address.to_string();
        let mut ran = session.run(&line.replace("URL", &format!("http://{own}")));
        ran.stdout = ran.stdout.replace(&own, "HOST");
        ran.stderr = ran.stderr.replace(&own, "HOST");
        ran
    }

    /// Import its page as the only one, in a new ledger, of which nothing must remain.
    #[track_caller]
    fn refused(&self, arguments: &str) -> String {
        let session = Session::new();
        let line = format!("factledger import URL/ --allow-private-addresses {arguments}");
        let said = self.run(&session, &line).failure();
        assert!(!session.path().join("factledger.db").exists(), "{said}");
        said
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address);
    }
}

/// The head of a request.
fn request(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).unwrap_or(0) == 1 {
        if byte[0] == 22 {
            // TLS, of which this server knows nothing.
            return String::new();
        }
        head.push(byte[0]);
    }
    String::from_utf8(head).unwrap()
}

/// The client may close the connection early.
pub(crate) fn send(stream: &mut TcpStream, bytes: &[u8]) {
    let _ = stream.write_all(bytes);
}

pub(crate) fn page(headers: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n{headers}\r\n", body.len());
    [head.as_bytes(), body].concat()
}

fn redirect(to: &str) -> Vec<u8> {
    format!("HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n").into_bytes()
}

/// Compressed by the program of that name.
fn gzipped(words: &str) -> Option<Vec<u8>> {
    let made = system("sh").args(["-c", &format!("{words} | gzip -9n")]).output().ok()?;
    let is_gzip = made.stdout.starts_with(&[0x1f, 0x8b]);
    if !is_gzip {
        skipped("a compressed page, for want of `gzip`");
    }
    is_gzip.then_some(made.stdout)
}

#[test]
fn a_page_is_fetched_once_and_kept_as_received() {
    let body = "<!doctype html><title>Toll</title><p>The toll rose by 4 percent in May.</p>";
    let server = Server::with(page("Content-Type: text/html\r\n", body));
    let session = Session::new();
    let line = "factledger import 'URL/news/toll?id=7#top' --allow-private-addresses";
    assert_data_eq!(
        server.run(&session, line).screen(),
        str![[r#"
ID  STATUS      SCORE  SAID BY  CLAIM
C1  unverified  [..]  The toll rose by 4 percent in May.
new ledger factledger.db made here; its keys are in ~/.config/factledger/keys
A1 recorded, with 1 claim

"#]]
    );
    let [request] = server.asked().try_into().unwrap();
    let request = request.replace(&server.address.to_string(), "HOST");
    let mut lines: Vec<&str> = request.lines().collect();
    lines.sort_unstable();
    assert_eq!(
        lines,
        [
            "",
            "GET /news/toll?id=7 HTTP/1.1",
            "accept-encoding: gzip",
            "accept: text/html, application/xhtml+xml, text/markdown, text/plain;q=0.9, */*;q=0.1",
            "host: HOST",
            concat!("user-agent: factledger/", env!("CARGO_PKG_VERSION")),
        ]
    );
    let shown = session.run("factledger show A1 --format json").json();
    assert_eq!(shown["origin"], format!("http://{}/news/toll?id=7", server.address));
    assert_eq!(shown["bytes"], body.len());
    assert_eq!(
        server.run(&session, line).stderr,
        "nothing recorded: already imported as A1, read as html, UTF-8\n"
    );
    session.run("factledger verify").success();
}

#[test]
fn a_page_can_name_its_own_address_only_on_its_host() {
    for (canonical, origin) in [
        ("http://127.0.0.1/toll", "http://127.0.0.1/toll"),
        ("https://elsewhere.example/toll", "http://HOST/a/b"),
        ("http://ana:secret@127.0.0.1/toll", "http://HOST/a/b"),
    ] {
        let body = format!("<!doctype html><link rel=canonical href={canonical}><p>{STORY}");
        let server = Server::with(page("", body));
        let session = Session::new();
        server
            .run(&session, "factledger import URL/x/../a/b#c --allow-private-addresses")
            .success();
        let shown = session.run("factledger show A1 --format json").json();
        let own = server.address.to_string();
        assert_eq!(shown["origin"].as_str().unwrap().replace(&own, "HOST"), origin);
    }
}

#[test]
fn addresses_and_files_are_imported_together_and_the_bad_ones_named() {
    let server = Server::new(|path, stream| match path {
        "/a" => send(stream, &page("", STORY)),
        _ => send(stream, b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"),
    });
    let session = Session::new().write("b.txt", "The toll rose by 5 percent in June.\n");
    let line =
        "factledger import URL/a b.txt URL/gone ftp://x/ --allow-private-addresses https://u:p@x/";
    let ran = server.run(&session, line);
    assert_data_eq!(
        ran.screen(),
        str![[r#"
ID  CLAIMS  READ AS  RESULT    ARTICLE
A1  1       text     recorded  http://HOST/a
A2  1       text     recorded  b.txt
error: `ftp://x/` was not imported
       └─ only http and https are fetched
hint: import a file by its path
error: `https://…@x/` was not imported
       └─ it has a name or a password in it
hint: addresses with a login are not fetched: save the page, and import the file with `--origin URL`
error: `http://HOST/gone` was not imported
       └─ the server answered 404 Not Found
hint: if a browser shows it, save the page, and import the file with `--origin URL`
new ledger factledger.db made here; its keys are in ~/.config/factledger/keys
2 articles recorded, with 2 claims
error: 3 sources were not imported
hint: the others are recorded; fix these and import them again

"#]]
    );
    assert_eq!(ran.code, 1);
}

#[test]
fn redirects_are_followed_to_where_they_end() {
    let server = Server::new(|path, stream| match path {
        "/a/old" => send(stream, &redirect("../b/newer?x=1#part")),
        "/b/newer?x=1" => send(stream, &redirect("/c")),
        "/c" => send(stream, &page("", STORY)),
        _ => send(stream, &redirect("/lost")),
    });
    let session = Session::new();
    server.run(&session, "factledger import URL/a/old --allow-private-addresses").success();
    let shown = session.run("factledger show A1 --format json").json();
    assert_eq!(shown["origin"], format!("http://{}/c", server.address));
    assert_eq!(server.asked().len(), 3);
}

#[test]
fn redirects_that_lead_astray_are_not_followed() {
    let check = |to: &str, expected: &str| {
        let server = Server::with(redirect(to));
        let said = server.refused("");
        let said: Vec<&str> = said.lines().filter(|line| line.contains("└─")).collect();
        assert_eq!(said.join("\n"), expected, "{to}");
    };
    check("/", "       └─ it redirects in a loop, back to `http://HOST/`");
    check(
        "file:///etc/passwd",
        "       └─ it redirects to `file:///etc/passwd`\n       \
         └─ only http and https are fetched",
    );
    check(
        "https://ana:secret@news.example/",
        "       └─ it redirects to `https://…@news.example/`\n       \
         └─ it has a name or a password in it",
    );

    let server = Server::new(|path, stream| {
        let next = path.len();
        send(stream, &redirect(&format!("/{}", "x".repeat(next))));
    });
    let said = server.refused("");
    assert!(said.contains("it redirects more than 10 times"), "{said}");
    assert_eq!(server.asked().len(), 11);
}

#[test]
fn private_addresses_are_not_reached_without_the_flag() {
    let server = Server::with(page("", STORY));
    let session = Session::new();
    let port = server.address.port();
    assert_data_eq!(
        server.run(&session, "factledger import URL/a").failure(),
        str![[r#"
error: `http://HOST/a` was not imported
       └─ `127.0.0.1` is at 127.0.0.1, which is not a public address
hint: if it is yours: `--allow-private-addresses`

"#]]
    );
    for host in [
        "localhost",
        "127.1",
        "2130706433",
        "0x7f.1",
        "0.0.0.0",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "169.254.169.254",
        "10.0.0.1",
        "[fd00::1]",
    ] {
        let said = session.run(&format!("factledger import http://{host}:{port}/")).failure();
        // Where a machine knows no such kind of address, it says so itself.
        let is_kept_out = said.contains("which is not a public address")
            || said.contains("the connection failed");
        assert!(is_kept_out, "{said}");
    }
    assert_eq!(server.asked(), Vec::<String>::new());
    assert!(!session.path().join("factledger.db").exists());
}

#[test]
fn no_redirect_leads_from_a_named_host_to_another_private_host() {
    let session = Session::new();
    let asked = |server: &Server, to: &str| {
        let port = server.address.port();
        let to = to.replace("PORT", &port.to_string());
        server.run(&session, &format!("factledger import --allow-private-addresses 'URL/to?{to}'"))
    };
    let server = Server::new(|path, stream| match path.strip_prefix("/to?") {
        Some(to) => send(stream, &redirect(to)),
        None => send(stream, &page("", STORY)),
    });
    for to in [
        "http://localhost:PORT/secret",
        "http://127.0.0.2:PORT/secret",
        "http://127.1.0.1:PORT/secret",
        "http://0.0.0.0:PORT/secret",
        "http://169.254.169.254:PORT/latest/meta-data/",
        "http://10.0.0.1/",
        "http://[::ffff:127.0.0.1]:PORT/secret",
        "//localhost:PORT/secret",
    ] {
        let said = asked(&server, to).failure();
        let is_kept_out = said.contains("which is not a public address")
            && said.contains("hint: redirects to such addresses are not followed");
        assert!(is_kept_out || said.contains("the connection failed"), "{to}: {said}");
    }
    assert!(server.asked().iter().all(|asked| asked.starts_with("GET /to?")));
    assert!(!session.path().join("factledger.db").exists());
    asked(&server, "http://127.0.0.1:PORT/own").success();
    let other = Server::with(page("", "It cost 5 million in May.\n"));
    asked(&server, &format!("http://{}/", other.address)).success();
}

#[test]
fn a_proxy_in_the_environment_is_not_used() {
    let (proxy, server) = (Server::with(page("", "no\n")), Server::with(page("", STORY)));
    let session = Session::new();
    let line = format!(
        "http_proxy=http://{0} HTTP_PROXY=http://{0} ALL_PROXY=http://{0} \
         factledger import URL/a --allow-private-addresses",
        proxy.address
    );
    server.run(&session, &line).success();
    assert_eq!((proxy.asked().len(), server.asked().len()), (0, 1));
}

#[test]
fn the_servers_encoding_is_used_unless_the_bytes_or_a_flag_name_one() {
    let check = |headers: &str, body: &[u8], arguments: &str, encoding: &str| {
        let server = Server::with(page(headers, body));
        let session = Session::new();
        let line = format!("factledger import URL/ --allow-private-addresses {arguments}");
        server.run(&session, &line).success();
        let shown = session.run("factledger show A1 --format json").json();
        assert_eq!(shown["encoding"], encoding, "{headers}");
    };
    let tells = "Content-Type: text/html; Charset=\"ISO-8859-2\"\r\n";
    let page = b"<!doctype html><meta charset=koi8-r><p>The caf\xE9 rose by 4 percent in May.";
    check("", page, "", "KOI8-R");
    check(tells, page, "", "ISO-8859-2");
    check(tells, page, "--encoding latin1", "windows-1252");
    check(tells, &[b"\xEF\xBB\xBF", STORY.as_bytes()].concat(), "", "UTF-8");
    check("Content-Type: text/html; charset=klingon\r\n", page, "", "KOI8-R");
}

#[test]
fn a_compressed_page_is_stored_decompressed() {
    let Some(body) = gzipped(&format!("printf '{}'", STORY.trim())) else { return };
    let server = Server::with(page("Content-Encoding: gzip\r\n", body));
    let session = Session::new();
    server.run(&session, "factledger import URL/ --allow-private-addresses").success();
    let shown = session.run("factledger show A1 --format json").json();
    assert_eq!(shown["bytes"], STORY.trim().len());
}

#[test]
fn a_decompression_bomb_is_stopped_at_the_size_limit() {
    let Some(bomb) = gzipped("head -c 1000000000 /dev/zero") else { return };
    assert!(bomb.len() < 1_000_000);
    let server = Server::with(page("Content-Encoding: gzip\r\n", bomb));
    assert_data_eq!(
        server.refused("--max-size 1"),
        str![[r#"
error: `http://HOST/` was not imported
       └─ it has more than 1048576 bytes
hint: `--max-size MIB` reads larger documents

"#]]
    );
}

#[test]
fn responses_that_are_not_documents_are_refused_with_the_reason() {
    let check = |answer: Vec<u8>, expected: &str| {
        let said = Server::with(answer).refused("");
        let said: Vec<&str> = said.lines().skip(1).collect();
        assert_eq!(said.join("\n"), expected);
    };
    check(page("", ""), "       └─ it is empty");
    check(
        page("Content-Type: text/html\r\n", "%PDF-1.7\n"),
        "       └─ it is a PDF document, not text\nhint: save it as plain text, Markdown or HTML",
    );
    check(
        page("Content-Encoding: br\r\n", "x"),
        "       └─ the server compressed it as `br`, which it was not asked for",
    );
    check(
        page("Content-Encoding: gzip\r\n", "this is no gzip"),
        "       └─ the response cannot be used: it cannot be decompressed: invalid gzip header",
    );
    check(
        b"HTTP/1.1 304 Not Modified\r\n\r\n".to_vec(),
        "       └─ the server answered 304 Not Modified\n\
         hint: if a browser shows it, save the page, and import the file with `--origin URL`",
    );
    check(
        b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n".to_vec(),
        "       └─ the server answered 503 Service Unavailable\nhint: try again later",
    );
    check(
        b"HTTP/1.1 301 Moved\r\nContent-Length: 0\r\n\r\n".to_vec(),
        "       └─ the server answered 301 Moved Permanently\n\
         hint: if a browser shows it, save the page, and import the file with `--origin URL`",
    );
}

#[test]
fn an_incomplete_answer_is_not_used() {
    for answer in [
        b"".as_slice(),
        b"SSH-2.0-x\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Le",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nThe toll rose by 4 percent in May.\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nThe t\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nThe t\r\n",
    ] {
        let said = Server::with(answer).refused("");
        let is_told =
            said.contains("the connection failed") || said.contains("the response cannot be used");
        assert!(is_told, "{said}");
    }
    let headers = format!("X: {}\r\n", "x".repeat(1_000_000));
    let said = Server::with(page(&headers, STORY)).refused("");
    assert!(said.contains("the response cannot be used"), "{said}");
}

#[test]
fn a_slow_page_is_given_up() {
    fn drip(stream: &mut TcpStream, piece: &[u8]) {
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(20) && stream.write_all(piece).is_ok() {
            thread::sleep(Duration::from_millis(100));
        }
    }
    let silent = Server::new(|_, _| thread::sleep(Duration::from_secs(20)));
    let slow_head = Server::new(|_, stream| drip(stream, b"HTTP/1.1 200 OK\r\nX: y\r\n"));
    let slow_body = Server::new(|_, stream| {
        send(stream, b"HTTP/1.1 200 OK\r\n\r\n");
        drip(stream, b"The toll rose. ");
    });
    for server in [silent, slow_head, slow_body] {
        let start = Instant::now();
        let said = server.refused("--timeout 1");
        assert!(start.elapsed() < Duration::from_secs(10), "{said}");
        assert!(
            said.contains("it did not arrive within 1 s") || said.contains("cannot be used"),
            "{said}"
        );
    }
    let endless = Server::new(|_, stream| {
        send(stream, b"HTTP/1.1 200 OK\r\n\r\n");
        let flood = [b'x'; 8192];
        while stream.write_all(&flood).is_ok() {}
    });
    let said = endless.refused("--max-size 2");
    assert!(said.contains("it has more than 2097152 bytes"), "{said}");
}

#[test]
fn a_servers_words_are_made_visible() {
    let server = Server::with(redirect("ftp://\u{202e}x/"));
    let said = server.refused("");
    assert!(said.contains("it redirects to `ftp://⟪U+202E⟫x/`"), "{said}");
    let server = Server::with(page("Content-Encoding: \u{9b}2J\r\n", STORY));
    let said = server.refused("");
    assert!(!said.contains('\u{9b}'), "{said}");
}

#[test]
fn a_server_without_tls_is_refused_over_https() {
    let server = Server::with(page("", STORY));
    let session = Session::new();
    let line = format!(
        "factledger import https://{}/ --allow-private-addresses",
        server.address.to_string().replace("127.0.0.1", "localhost")
    );
    let said = session.run(&line).failure();
    assert!(said.contains("the response cannot be used"), "{said}");
}

#[test]
fn an_untrusted_certificate_is_refused() {
    const MAKE: &str = "openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem \
        -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost 2>/dev/null";
    let session = Session::new();
    if session.run(MAKE).code != 0 {
        skipped("TLS, for want of `openssl`");
        return;
    }
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let accept = port.to_string();
    let mut server = system("openssl")
        .args(["s_server", "-quiet", "-www", "-key", "key.pem", "-cert", "cert.pem"])
        .args(["-accept", &accept])
        .current_dir(session.path())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let start = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(start.elapsed() < Duration::from_secs(20), "the server does not start");
        thread::sleep(Duration::from_millis(20));
    }
    let line = format!("factledger import https://localhost:{port}/ --allow-private-addresses");
    let said = session.run(&line).stderr;
    let _ = server.kill();
    let _ = server.wait();
    assert!(said.contains("the response cannot be used: invalid peer certificate"), "{said}");
}
