//! What `review` shows in the place of a claim: the whole article, and what each key does.

use std::io;
use std::process::{Command, Stdio};

use super::keyboard::{Key, Keyboard};
use super::line::Edit;
use super::screen::{HELP, wrapped_lines};
use crate::domain::{Span, Text, Visible};
use crate::terminal::{Screen, Style, cut};

/// The whole article, with the claim marked and in sight.
pub(super) fn article(
    text: &Text,
    claim: Span,
    keyboard: &mut Keyboard<'_>,
    screen: Screen,
) -> io::Result<()> {
    let (before, rest) = text.as_str().split_at(claim.start());
    let (quote, after) = rest.split_at(claim.end() - claim.start());
    let all = format!("{before}»{quote}«{after}");
    let lines_of =
        |text: &str, screen| wrapped_lines(&Visible::lines(text).to_string(), screen, " ");
    let first = |screen| lines_of(&format!("{before}»"), screen).len().saturating_sub(1);
    scroll(keyboard, screen, &|screen| lines_of(&all, screen), &first)
}

pub(super) fn help(keyboard: &mut Keyboard<'_>, screen: Screen) -> io::Result<()> {
    let lines = |screen: Screen| {
        let columns = screen.width.unwrap_or(80);
        let mut lines = vec![Style::Strong.paint(" What each key does", screen), String::new()];
        let beside = Screen { width: Some(columns.max(36) - 16), ..screen };
        for (key, does) in HELP {
            let labels = std::iter::once(*key).chain(std::iter::repeat(""));
            let does = wrapped_lines(does, beside, "");
            lines.extend(labels.zip(does).map(|(label, does)| format!(" {label:<15}{does}")));
        }
        lines
    };
    scroll(keyboard, screen, &lines, &|_| 0)
}

/// Show lines that may be more than the terminal has, from a first one on, until a person comes back.
fn scroll(
    keyboard: &mut Keyboard<'_>,
    screen: Screen,
    lines_for: &dyn Fn(Screen) -> Vec<String>,
    first_for: &dyn Fn(Screen) -> usize,
) -> io::Result<()> {
    let mut first = None;
    loop {
        let (columns, rows) = Keyboard::size();
        let screen = Screen { width: Some(columns.max(20)), ..screen };
        let lines = lines_for(screen);
        let room = usize::from(rows).saturating_sub(1).max(1);
        let last = lines.len().saturating_sub(room);
        // A third of the page stands before it.
        let at = first.unwrap_or_else(|| first_for(screen).saturating_sub(room / 3)).min(last);
        let (from, to, all) = (at + 1, lines.len().min(at + room), lines.len());
        let mut page: Vec<String> = lines.into_iter().skip(at).take(room).collect();
        page.resize(room, String::new());
        let foot = if last == 0 {
            " q comes back".to_owned()
        } else {
            format!(" ↑ ↓ move, q comes back; lines {from} to {to} of {all}")
        };
        page.push(Style::Faint.paint(cut(&foot, usize::from(columns.max(20))), screen));
        keyboard.show(&page)?;
        first = Some(match Keyboard::read()? {
            Key::Char('q' | 'a' | '?') | Key::Cancel | Key::Interrupt => return Ok(()),
            Key::Down | Key::Char('j') | Key::Enter => at + 1,
            Key::Up | Key::Char('k') => at.saturating_sub(1),
            Key::PageDown | Key::Char(' ') => at + room,
            Key::PageUp => at.saturating_sub(room),
            Key::Edit(Edit::Home) => 0,
            Key::Edit(Edit::End) => last,
            Key::Char(_) | Key::Edit(_) | Key::Pasted(_) | Key::Resized => at,
        });
    }
}

/// Open the page of an article. Returns what to say of it.
pub(super) fn open_page(origin: &str) -> String {
    if !origin.starts_with("https://") && !origin.starts_with("http://") {
        return format!("{origin} is not a web address");
    }
    let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let mut command = Command::new(opener);
    command.arg(origin).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    match command.spawn() {
        Ok(_) => format!("opening {origin}"),
        Err(_) => format!("no browser was found ({opener}); the page is {origin}"),
    }
}
