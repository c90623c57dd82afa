use std::io::{self, Write};

use crossterm::event::{
    self, DisableBracketedPaste, EnableBracketedPaste, Event, KeyCode, KeyEvent, KeyEventKind,
    KeyModifiers,
};
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen, disable_raw_mode, enable_raw_mode, size,
};
use crossterm::{cursor, execute, queue};

use super::line::Edit;

/// The terminal while keys are read one by one. It is as before when this is dropped, and when a
/// signal ends the program.
pub(super) struct Keyboard<'a> {
    out: io::BufWriter<&'a mut dyn Write>,
}

/// What a person pressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Key {
    Cancel,
    Char(char),
    Down,
    Edit(Edit),
    Enter,
    Interrupt,
    PageDown,
    PageUp,
    /// Text that was pasted, all at once: none of it is a key.
    Pasted(String),
    Up,
    /// The terminal has another size.
    Resized,
}

impl<'a> Keyboard<'a> {
    /// `at_stop` registers what is done when a signal ends the program.
    pub(super) fn open(out: &'a mut dyn Write, at_stop: fn(fn())) -> io::Result<Self> {
        at_stop(restore);
        enable_raw_mode()?;
        let mut keyboard = Self { out: io::BufWriter::new(out) };
        execute!(keyboard.out, EnterAlternateScreen, EnableBracketedPaste, cursor::Hide)?;
        Ok(keyboard)
    }

    /// The columns and rows of the terminal.
    pub(super) fn size() -> (u16, u16) {
        size().unwrap_or((80, 24))
    }

    /// Show these lines, and nothing else.
    pub(super) fn show(&mut self, lines: &[String]) -> io::Result<()> {
        // Line over line, so that nothing flickers.
        queue!(self.out, BeginSynchronizedUpdate, cursor::MoveTo(0, 0))?;
        for (at, line) in lines.iter().enumerate() {
            if at > 0 {
                self.out.write_all(b"\r\n")?;
            }
            self.out.write_all(line.as_bytes())?;
            queue!(self.out, Clear(ClearType::UntilNewLine))?;
        }
        queue!(self.out, Clear(ClearType::FromCursorDown), EndSynchronizedUpdate)?;
        self.out.flush()
    }

    /// Wait for the next key.
    pub(super) fn read() -> io::Result<Key> {
        loop {
            match event::read()? {
                Event::Key(key) if key.kind != KeyEventKind::Release => {
                    if let Some(key) = meaning(key) {
                        return Ok(key);
                    }
                }
                Event::Paste(text) => return Ok(Key::Pasted(text)),
                Event::Resize(..) => return Ok(Key::Resized),
                Event::FocusGained | Event::FocusLost | Event::Key(_) | Event::Mouse(_) => {}
            }
        }
    }
}

impl Drop for Keyboard<'_> {
    fn drop(&mut self) {
        let _ = execute!(self.out, DisableBracketedPaste, LeaveAlternateScreen, cursor::Show);
        let _ = disable_raw_mode();
    }
}

/// Leave the terminal as it was.
fn restore() {
    let _ = execute!(io::stderr(), DisableBracketedPaste, LeaveAlternateScreen, cursor::Show);
    let _ = disable_raw_mode();
}

fn meaning(key: KeyEvent) -> Option<Key> {
    let is_control = key.modifiers.contains(KeyModifiers::CONTROL);
    let is_alt = key.modifiers.contains(KeyModifiers::ALT);
    Some(match key.code {
        KeyCode::Char('c') if is_control => Key::Interrupt,
        KeyCode::Char('u') if is_control => Key::Edit(Edit::Kill),
        KeyCode::Char('w') if is_control => Key::Edit(Edit::KillWord),
        KeyCode::Char('a') if is_control => Key::Edit(Edit::Home),
        KeyCode::Char('e') if is_control => Key::Edit(Edit::End),
        KeyCode::Char('b') if is_alt => Key::Edit(Edit::WordLeft),
        KeyCode::Char('f') if is_alt => Key::Edit(Edit::WordRight),
        // With AltGr, some terminals report both.
        KeyCode::Char(_) if is_control != is_alt => return None,
        KeyCode::Left if is_control || is_alt => Key::Edit(Edit::WordLeft),
        KeyCode::Right if is_control || is_alt => Key::Edit(Edit::WordRight),
        KeyCode::Char(c) => Key::Char(c),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Cancel,
        KeyCode::Backspace => Key::Edit(Edit::Backspace),
        KeyCode::Delete => Key::Edit(Edit::Delete),
        KeyCode::Home => Key::Edit(Edit::Home),
        KeyCode::End => Key::Edit(Edit::End),
        KeyCode::Left => Key::Edit(Edit::Left),
        KeyCode::Right => Key::Edit(Edit::Right),
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::Tab
        | KeyCode::BackTab
        | KeyCode::Insert
        | KeyCode::F(_)
        | KeyCode::Null
        | KeyCode::CapsLock
        | KeyCode::ScrollLock
        | KeyCode::NumLock
        | KeyCode::PrintScreen
        | KeyCode::Pause
        | KeyCode::Menu
        | KeyCode::KeypadBegin
        | KeyCode::Media(_)
        | KeyCode::Modifier(_) => return None,
    })
}
