//! What `review` shows in the place of a claim: the whole article, and what each key does.

use std::io;
use std::process::{Command, Stdio};

use super::keyboard::{Key, Keyboard};
use super::screen::{HELP, wrapped_lines};
use crate::domain::{Text, Visible};
use crate::terminal::{Screen, Style};

/// The whole article, from this byte on.
pub(super) fn article(
    text: &Text,
    start: usize,
    keyboard: &mut Keyboard<'_>,
    screen: Screen,
) -> io::Result<()> {
    let (mut first, mut is_first) = (0, true);
    loop {
        let (columns, rows) = Keyboard::size();
        let screen = Screen { width: Some(columns.max(20)), ..screen };
        let shown = |text: &str| wrapped_lines(&Visible::lines(text).to_string(), screen, " ");
        let (before, after) = text.as_str().split_at(start);
        let lines = shown(&format!("{before}{after}"));
        let room = usize::from(rows).saturating_sub(1).max(1);
        let last = lines.len().saturating_sub(room);
        if std::mem::take(&mut is_first) {
            first = shown(before).len().saturating_sub(room / 3);
        }
        first = first.min(last);
        let mut page: Vec<String> = lines.into_iter().skip(first).take(room).collect();
        page.resize(room, String::new());
        page.push(Style::Faint.paint(" ↑ ↓ move, q comes back", screen));
        keyboard.show(&page)?;
        match Keyboard::read()? {
            Key::Char('q' | 'a') | Key::Cancel | Key::Interrupt => return Ok(()),
            Key::Down | Key::Char('j') | Key::Enter => first += 1,
            Key::Up | Key::Char('k') => first = first.saturating_sub(1),
            Key::PageDown | Key::Char(' ') => first += room,
            Key::PageUp => first = first.saturating_sub(room),
            Key::Char(_) | Key::Edit(_) | Key::Resized => {}
        }
    }
}

pub(super) fn help(keyboard: &mut Keyboard<'_>, screen: Screen) -> io::Result<()> {
    loop {
        let (columns, rows) = Keyboard::size();
        let screen = Screen { width: Some(columns.max(20)), ..screen };
        let mut lines = vec![Style::Strong.paint(" What each key does", screen), String::new()];
        let beside = Screen { width: Some(columns.max(36) - 16), ..screen };
        for (key, does) in HELP {
            let labels = std::iter::once(*key).chain(std::iter::repeat(""));
            let does = wrapped_lines(does, beside, "");
            lines.extend(labels.zip(does).map(|(label, does)| format!(" {label:<15}{does}")));
        }
        lines.extend([String::new(), Style::Faint.paint(" any key comes back", screen)]);
        lines.truncate(usize::from(rows).max(3));
        keyboard.show(&lines)?;
        if Keyboard::read()? != Key::Resized {
            return Ok(());
        }
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
