use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, channel, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use super::group::Group;
use super::{ExtractorEvent, ProposeError, Proposer};

/// What the program wrote to its standard error.
#[derive(Debug, PartialEq, Eq)]
pub enum Stderr {
    /// It writes too much. The rest is ignored.
    Enough,
    Line(String),
}

/// An event of a running program.
pub(super) enum Event {
    /// Its output ended.
    Ended,
    /// Nothing happened until the deadline.
    Late,
    Line(Vec<u8>),
    /// It writes a line that is too long.
    LongLine,
    /// Its standard error ended.
    Quiet,
    Stderr(Stderr),
    /// It has taken its input, or never will.
    Taken,
}

/// A program that is written to and read from at once, so that neither side blocks the other.
pub(super) struct Program {
    child: Child,
    events: Receiver<Event>,
    /// Ends everything the program started when this is dropped.
    _group: Group,
    has_ended: bool,
    /// Whether its standard error was read to the end.
    is_quiet: bool,
    input: Option<Sender<Vec<u8>>>,
}

impl Program {
    /// How many events may wait to be handled. With more, the program waits.
    const WAITING: usize = 16;

    pub(super) fn start(command: &str) -> std::io::Result<Self> {
        let group = Group::new()?;
        let mut command_line = Command::new("sh");
        command_line
            .args(["-c", command])
            .stderr(Stdio::piped())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        let mut child = group.spawn(&mut command_line)?;
        let (sender, events) = sync_channel(Self::WAITING);
        let (input, messages) = channel();
        if let (Some(stdin), Some(stdout), Some(stderr)) =
            (child.stdin.take(), child.stdout.take(), child.stderr.take())
        {
            let (taken, said) = (sender.clone(), sender.clone());
            thread::spawn(move || write(stdin, &messages, &taken));
            thread::spawn(move || read(stdout, &sender));
            thread::spawn(move || listen(stderr, &said));
        }
        Ok(Self {
            child,
            events,
            _group: group,
            has_ended: false,
            is_quiet: false,
            input: Some(input),
        })
    }

    /// Write this as soon as it reads.
    pub(super) fn write(&mut self, bytes: Vec<u8>) {
        if let Some(input) = &self.input {
            let _ = input.send(bytes);
        }
    }

    /// Close its input.
    pub(super) fn close(&mut self) {
        self.input = None;
    }

    pub(super) fn next(&mut self, deadline: Instant) -> Event {
        let left = deadline.saturating_duration_since(Instant::now());
        // Otherwise a program that never stops writing would never be late.
        if left.is_zero() {
            return Event::Late;
        }
        if self.has_ended {
            return self.events.try_recv().unwrap_or(Event::Ended);
        }
        match self.events.recv_timeout(left) {
            Ok(event) => {
                self.has_ended |= matches!(event, Event::Ended);
                self.is_quiet |= matches!(event, Event::Quiet);
                event
            }
            Err(RecvTimeoutError::Timeout) => Event::Late,
            Err(RecvTimeoutError::Disconnected) => Event::Ended,
        }
    }

    /// Its exit status, if it ends by then.
    pub(super) fn wait(&mut self, deadline: Instant) -> Option<ExitStatus> {
        const PAUSE: Duration = Duration::from_millis(5);
        loop {
            match self.child.try_wait() {
                Ok(Some(status)) => return Some(status),
                Ok(None) if Instant::now() < deadline => thread::sleep(PAUSE),
                Ok(None) | Err(_) => return None,
            }
        }
    }

    /// How it failed when its output had ended. It may have said why a moment before.
    pub(super) fn ended(&mut self, hear: &mut dyn FnMut(ExtractorEvent)) -> ProposeError {
        const SOON: Duration = Duration::from_secs(1);
        let deadline = Instant::now() + SOON;
        let status = self.wait(deadline);
        let left = |deadline: Instant| deadline.saturating_duration_since(Instant::now());
        while let Ok(event) = self.events.recv_timeout(left(deadline)) {
            match event {
                Event::Stderr(said) => hear(ExtractorEvent::Stderr(said)),
                Event::Quiet => break,
                Event::Ended | Event::Late | Event::Line(_) | Event::LongLine | Event::Taken => {}
            }
        }
        let how = match status {
            Some(status) => format!("it ended ({status})"),
            None => "it closed its output".to_owned(),
        };
        ProposeError::Ended { how }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have left the group.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn write(mut stdin: ChildStdin, messages: &Receiver<Vec<u8>>, taken: &SyncSender<Event>) {
    let mut is_open = true;
    for (number, message) in messages.iter().enumerate() {
        is_open = is_open && stdin.write_all(&message).and_then(|()| stdin.flush()).is_ok();
        // The first is the greeting, which nobody waits for.
        if number > 0 && taken.send(Event::Taken).is_err() {
            return;
        }
    }
}

fn read(stdout: ChildStdout, events: &SyncSender<Event>) {
    let mut stdout = BufReader::new(stdout);
    loop {
        let mut line = Vec::new();
        let most = Proposer::LONGEST_LINE as u64 + 1;
        let read = (&mut stdout).take(most).read_until(b'\n', &mut line);
        let event = match read {
            Ok(0) | Err(_) => Event::Ended,
            Ok(_) => match line.pop() {
                Some(b'\n') => Event::Line(line),
                Some(last) if (line.len() as u64) + 1 < most => {
                    // The last line may have no end.
                    line.push(last);
                    Event::Line(line)
                }
                Some(_) | None => Event::LongLine,
            },
        };
        let is_last = matches!(event, Event::Ended | Event::LongLine);
        if events.send(event).is_err() || is_last {
            return;
        }
    }
}

/// Pass on what it writes, up to a limit.
fn listen(stderr: ChildStderr, events: &SyncSender<Event>) {
    /// In bytes.
    const LONGEST: u64 = 500;
    const MOST: usize = 100;
    let mut stderr = BufReader::new(stderr);
    for number in 0..=MOST {
        let mut line = Vec::new();
        match (&mut stderr).take(LONGEST).read_until(b'\n', &mut line) {
            Ok(0) | Err(_) => {
                let _ = events.send(Event::Quiet);
                return;
            }
            Ok(_) => {}
        }
        let said = if number == MOST {
            Stderr::Enough
        } else {
            Stderr::Line(String::from_utf8_lossy(&line).trim_end().to_owned())
        };
        if events.send(Event::Stderr(said)).is_err() {
            return;
        }
    }
    // A program that writes there must not block because nobody reads.
    let _ = std::io::copy(&mut stderr, &mut std::io::sink());
    let _ = events.send(Event::Quiet);
}
