//! A connection that breaks at each message of an act.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use memchr::memmem;

use super::Both;

/// Stands between the program and the server, and breaks the first connection.
struct Proxy {
    port: u16,
    /// At which message of the first connection the program began to write, and at which it committed.
    begun: Arc<AtomicUsize>,
    ended: Arc<AtomicUsize>,
    /// How many messages of the program came in the first connection.
    seen: Arc<AtomicUsize>,
}

impl Proxy {
    /// Break the first connection at this message: before the server has it, or before the program
    /// has the answer.
    fn cutting(socket: PathBuf, at: usize, is_after: bool) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let [begun, ended, seen] = [(); 3].map(|()| Arc::new(AtomicUsize::new(0)));
        let [first, last, counted] = [&begun, &ended, &seen].map(Arc::clone);
        thread::spawn(move || {
            for (number, client) in listener.incoming().flatten().enumerate() {
                let Ok(server) = UnixStream::connect(&socket) else { continue };
                let is_cut = number == 0;
                let (mut from, mut to) = (client.try_clone().unwrap(), server.try_clone().unwrap());
                let [first, last, counted] = [&first, &last, &counted].map(Arc::clone);
                thread::spawn(move || {
                    let mut buffer = vec![0; 1 << 16];
                    while let Ok(read @ 1..) = from.read(&mut buffer) {
                        let number = counted.fetch_add(usize::from(is_cut), Ordering::SeqCst) + 1;
                        let says = |what: &str| memmem::find(&buffer[..read], what.as_bytes());
                        if is_cut && says("READ WRITE").is_some() {
                            first.store(number, Ordering::SeqCst);
                        } else if is_cut && says("COMMIT\0").is_some() {
                            last.store(number, Ordering::SeqCst);
                        }
                        let is_it = is_cut && number == at;
                        if is_it && is_after {
                            // The answer stays on the way, as if the network were gone.
                            let _ = from.shutdown(Shutdown::Both);
                            let _ = to.write_all(&buffer[..read]);
                            let _ = to.set_read_timeout(Some(Duration::from_millis(50)));
                            let mut answer = vec![0; 1 << 16];
                            let _ = to.read(&mut answer);
                            break;
                        }
                        if is_it || to.write_all(&buffer[..read]).is_err() {
                            break;
                        }
                    }
                    let _ = (from.shutdown(Shutdown::Both), to.shutdown(Shutdown::Both));
                });
                let (mut from, mut to) = (server, client);
                thread::spawn(move || {
                    let mut buffer = vec![0; 1 << 16];
                    while let Ok(read @ 1..) = from.read(&mut buffer) {
                        if to.write_all(&buffer[..read]).is_err() {
                            break;
                        }
                    }
                    let _ = to.shutdown(Shutdown::Both);
                });
            }
        });
        Self { port, begun, ended, seen }
    }
}

#[test]
fn an_act_is_recorded_once_wherever_the_connection_breaks() {
    let Some(both) = Both::new() else { return };
    both.same("factledger import market-day.txt --min-score 0");
    let entries = |both: &Both| -> i64 {
        let mut owner = both.database.connect("desk");
        owner.query_one("SELECT count(*) FROM entries", &[]).unwrap().get(0)
    };
    let mut again = 0;
    let mut cut = |at: usize, is_after: bool| {
        let proxy = Proxy::cutting(both.database.socket(), at, is_after);
        let address = format!("postgres://desk@127.0.0.1:{}/{}", proxy.port, both.database.name);
        let before = entries(&both);
        let ran = both
            .server
            .run(&format!("factledger --ledger '{address}' note C1 -m 'cut at {at}, {is_after}'"));
        let now = entries(&both) - before;
        let is_over = proxy.seen.load(Ordering::SeqCst) < at;
        if ran.code == 0 {
            assert_eq!(now, 1, "{at} {is_after}: it said that it was recorded\n{}", ran.stderr);
            again += usize::from(!is_over);
        } else {
            assert!(!is_over && ran.code == 1, "{}", ran.stderr);
            let said = [
                "no server answers",
                "the connection to the server was lost",
                "it was recorded, but the result could not be shown",
            ];
            assert!(said.iter().any(|said| ran.stderr.contains(said)), "{}", ran.stderr);
            let is_recorded = ran.stderr.contains("it was recorded");
            assert_eq!(now, i64::from(is_recorded), "{at} {is_after}\n{}", ran.stderr);
        }
        proxy
    };
    let whole = cut(usize::MAX, false);
    let [begun, ended] = [whole.begun, whole.ended].map(|at| at.load(Ordering::SeqCst));
    assert!(10 < begun && begun + 20 < ended, "it begins to write at {begun} and ends at {ended}");
    // Before the server has each second message, and before the program has the answer to each other.
    for at in begun - 2..ended + 3 {
        cut(at, at % 2 == 0);
    }
    // Around the commit, both; and while it connects and reads, some.
    for at in (1..begun).step_by(7).chain(ended - 3..ended + 3) {
        cut(at, at % 2 != 0);
    }
    assert!(again > 20, "the act was tried again {again} times, from {begun} to {ended}");
    let [_, verified] = both.run("factledger verify");
    verified.success();
}
