//! What stands between the program and a server, and hears all that the program says.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use memchr::memmem;

use super::server::Database;

pub(super) struct Proxy {
    port: u16,
}

/// What is done when the program says something.
pub(super) enum Deed {
    /// In the place of the server: an error with this code.
    Answer(&'static str),
    Cut,
    /// Let the server have it, and cut before the program has the answer, as if the network were gone.
    CutTheAnswer,
    Pass,
}

/// Something that the program says.
pub(super) struct Message<'a>(&'a [u8]);

impl Message<'_> {
    pub(super) fn says(&self, what: &str) -> bool {
        memmem::find(self.0, what.as_bytes()).is_some()
    }
}

/// What is done with a message of a connection, which has a number from 0 on.
type Decide = dyn FnMut(usize, &Message<'_>) -> Deed + Send;

impl Proxy {
    pub(super) fn new(
        socket: PathBuf,
        decide: impl FnMut(usize, &Message<'_>) -> Deed + Send + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let decide: Arc<Mutex<Decide>> = Arc::new(Mutex::new(decide));
        thread::spawn(move || {
            for (number, client) in listener.incoming().flatten().enumerate() {
                let Ok(server) = UnixStream::connect(&socket) else { continue };
                let (from, to) = (client.try_clone().unwrap(), server.try_clone().unwrap());
                let decide = Arc::clone(&decide);
                let decide = move |message: &Message<'_>| decide.lock().unwrap()(number, message);
                thread::spawn(move || said(from, to, decide));
                thread::spawn(move || answered(server, client));
            }
        });
        Self { port }
    }

    /// The address of the ledger, through it.
    pub(super) fn address(&self, database: &Database) -> String {
        format!("postgres://desk@127.0.0.1:{}/{}", self.port, database.name)
    }
}

fn said(mut from: TcpStream, mut to: UnixStream, mut decide: impl FnMut(&Message<'_>) -> Deed) {
    let mut buffer = vec![0; 1 << 16];
    while let Ok(read @ 1..) = from.read(&mut buffer) {
        let message = &buffer[..read];
        match decide(&Message(message)) {
            Deed::Answer(code) => from.write_all(&error(code)).unwrap(),
            Deed::Cut => break,
            Deed::CutTheAnswer => {
                let _ = from.shutdown(Shutdown::Both);
                let _ = to.write_all(message);
                let _ = to.set_read_timeout(Some(Duration::from_millis(50)));
                let _ = to.read(&mut vec![0; 1 << 16]);
                break;
            }
            Deed::Pass if to.write_all(message).is_err() => break,
            Deed::Pass => {}
        }
    }
    let _ = (from.shutdown(Shutdown::Both), to.shutdown(Shutdown::Both));
}

fn answered(mut from: UnixStream, mut to: TcpStream) {
    let mut buffer = vec![0; 1 << 16];
    while let Ok(read @ 1..) = from.read(&mut buffer) {
        if to.write_all(&buffer[..read]).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Both);
}

/// An error of a transaction, as a server says it, and that it is ready for the next message.
fn error(code: &str) -> Vec<u8> {
    let fields = format!("SERROR\0VERROR\0C{code}\0Msaid by the proxy\0\0");
    let length = u32::try_from(fields.len() + 4).unwrap().to_be_bytes();
    [b"E", length.as_slice(), fields.as_bytes(), b"Z\0\0\0\x05E"].concat()
}
