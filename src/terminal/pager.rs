use std::io::{self, Write};
use std::process::{Child, ChildStdin, Command, Stdio};

/// A program that shows long output page by page. It is started when the first output arrives. If
/// it cannot be started, the output is written directly.
pub struct Pager<W: Write> {
    /// What to start; `None`: nothing, or it was tried already.
    command: Option<PagerCommand>,
    out: W,
    running: Option<Running>,
}

/// The command of a pager.
#[derive(Clone, Debug)]
pub struct PagerCommand {
    /// A line for the shell.
    pub line: String,
    /// Options for `less`, unless the person has set their own.
    pub less: Option<&'static str>,
    /// Called when it has started.
    pub started: fn(),
}

struct Running {
    child: Child,
    /// The output so far, while it is short.
    given: Vec<u8>,
    input: ChildStdin,
}

impl PagerCommand {
    /// Quit if everything fits on the screen, keep colours, leave the text on the screen.
    pub const LESS: &'static str = "FRX";

    fn start(&self) -> io::Result<Running> {
        // Only without a shell is a missing program noticed at once.
        let needs_shell = |c: char| "|&;<>()$`\\\"'*?[#~=%".contains(c);
        let mut words = self.line.split_whitespace();
        let mut command = match words.next() {
            Some(program) if !self.line.contains(needs_shell) => {
                let mut command = Command::new(program);
                command.args(words);
                command
            }
            Some(_) | None => {
                let mut command = Command::new("sh");
                command.args(["-c", &self.line]);
                command
            }
        };
        if let Some(less) = self.less {
            command.env("LESS", less);
        }
        let mut child = command.stdin(Stdio::piped()).spawn()?;
        let input = child.stdin.take().ok_or(io::ErrorKind::BrokenPipe)?;
        Ok(Running { child, given: Vec::new(), input })
    }
}

impl<W: Write> Pager<W> {
    /// In bytes: how much is kept in case the shell does not find the program.
    const MOST: usize = 1 << 20;

    pub fn new(out: W) -> Self {
        Self { command: None, out, running: None }
    }

    /// Send all further output to this program.
    pub fn page_with(&mut self, command: PagerCommand) {
        self.command = Some(command);
    }

    /// Close the program's input, and wait until it ends.
    pub fn finish(&mut self) -> io::Result<()> {
        self.end().map(|_| ())
    }

    /// Returns whether the output was written directly instead.
    fn end(&mut self) -> io::Result<bool> {
        self.command = None;
        let Some(Running { mut child, given, input }) = self.running.take() else {
            return Ok(false);
        };
        drop(input);
        // The exit codes of a shell for a program that is missing, or cannot be run.
        let is_absent = matches!(child.wait()?.code(), Some(126 | 127));
        let goes_out = is_absent && given.len() <= Self::MOST;
        if goes_out {
            self.out.write_all(&given)?;
            self.out.flush()?;
        }
        Ok(goes_out)
    }
}

impl<W: Write> Write for Pager<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Some(command) = self.command.take() {
            self.running = command.start().ok();
            if self.running.is_some() {
                (command.started)();
            }
        }
        let Some(running) = &mut self.running else { return self.out.write(bytes) };
        if running.given.len() <= Self::MOST {
            running.given.extend_from_slice(bytes);
        }
        match running.input.write_all(bytes) {
            // The person quit early.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                if self.end()? {
                    Ok(bytes.len())
                } else {
                    Err(error)
                }
            }
            written => written.map(|()| bytes.len()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.running {
            Some(running) => running.input.flush(),
            None => self.out.flush(),
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    /// What a person sees of output paged with `line`, and the result of writing it.
    fn paged(line: &str, answer: &[u8]) -> (Vec<u8>, io::Result<()>) {
        let mut out = Vec::new();
        let mut pager = Pager::new(&mut out);
        pager.page_with(PagerCommand { line: line.to_owned(), less: None, started: || {} });
        let written = pager.write_all(answer);
        let finished = pager.finish();
        (out, written.and(finished))
    }

    #[test]
    fn a_pager_that_is_not_there_is_done_without() {
        for line in ["no-such-pager --flag", "no-such-pager 2>/dev/null"] {
            let (out, written) = paged(line, b"all of it");
            assert_eq!(out, b"all of it", "{line}");
            written.unwrap();
        }
    }

    #[test]
    fn a_pager_gets_the_whole_answer_and_one_that_is_left_early_ends_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("seen");
        let long = b"line\n".repeat(100_000);
        let (out, written) = paged(&format!("cat > '{}'", file.display()), &long);
        written.unwrap();
        assert_eq!((out.len(), std::fs::read(&file).unwrap().len()), (0, long.len()));
        let (out, written) = paged("true", &b"line\n".repeat(100_000));
        assert_eq!(out, b"");
        assert_eq!(written.unwrap_err().kind(), io::ErrorKind::BrokenPipe);
    }
}
