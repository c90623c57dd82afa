use std::io::{self, Write};

/// Output that is held back while it is short, so that it can be discarded.
pub struct Held<W: Write> {
    has_gone: bool,
    out: W,
    waiting: Vec<u8>,
}

impl<W: Write> Held<W> {
    /// In bytes.
    const MOST: usize = 1 << 20;

    pub fn new(out: W) -> Self {
        Self { has_gone: false, out, waiting: Vec::new() }
    }

    /// The writer it goes to.
    pub fn inner(&mut self) -> &mut W {
        &mut self.out
    }

    /// Discard what is held back. `false`: some of the output was already written.
    pub fn take_back(&mut self) -> bool {
        self.waiting.clear();
        !self.has_gone
    }

    fn let_go(&mut self) -> io::Result<()> {
        self.has_gone |= !self.waiting.is_empty();
        let written = self.out.write_all(&self.waiting);
        self.waiting.clear();
        written
    }
}

impl<W: Write> Write for Held<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.waiting.len() + bytes.len() > Self::MOST {
            self.let_go()?;
        }
        if bytes.len() > Self::MOST {
            self.has_gone = true;
            self.out.write_all(bytes)?;
        } else {
            self.waiting.extend_from_slice(bytes);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.let_go()?;
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn output_can_be_taken_back_until_some_is_written() {
        let mut out = Vec::new();
        let mut held = Held::new(&mut out);
        held.write_all(b"half").unwrap();
        assert!(held.take_back());
        held.write_all(b"whole ").unwrap();
        held.flush().unwrap();
        held.write_all(b"more").unwrap();
        assert!(!held.take_back());
        held.write_all(&vec![b'x'; 2_000_000]).unwrap();
        held.write_all(b"end").unwrap();
        held.flush().unwrap();
        let long = vec![b'x'; 2_000_000];
        assert_eq!(out, [b"whole ".as_slice(), &long, b"end"].concat());
    }
}
