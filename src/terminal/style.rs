use std::fmt;

use anstyle::{Ansi256Color, AnsiColor, Color, Effects};
use comfy_table::{Attribute, Cell};

use super::Screen;
use crate::domain::Status;

/// How words stand out. Colour is never the only difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// No verdict's colour.
    Conflict,
    Corroborated,
    Disputed,
    Error,
    Faint,
    Hint,
    Plain,
    Strong,
    Unverified,
}

impl Style {
    pub fn of(status: Status) -> Self {
        match status {
            Status::Corroborated => Self::Corroborated,
            Status::Disputed => Self::Disputed,
            Status::Unverified => Self::Unverified,
        }
    }

    /// What it looks like: described here, and nowhere else.
    fn look(self) -> anstyle::Style {
        let plain = anstyle::Style::new();
        let colour = |colour| plain.fg_color(Some(AnsiColor::into(colour)));
        match self {
            Self::Conflict => colour(AnsiColor::Magenta),
            Self::Corroborated => colour(AnsiColor::Green),
            Self::Disputed => colour(AnsiColor::Red),
            Self::Error => colour(AnsiColor::Red).bold(),
            Self::Faint => plain.dimmed(),
            Self::Hint => colour(AnsiColor::Cyan),
            Self::Plain => plain,
            Self::Strong => plain.bold(),
            Self::Unverified => colour(AnsiColor::Yellow),
        }
    }

    /// The words in this style, where the screen has colour.
    pub fn paint(self, words: impl fmt::Display, screen: Screen) -> String {
        let look = if screen.colour { self.look() } else { anstyle::Style::new() };
        format!("{look}{words}{look:#}")
    }

    /// The words as a cell of a table, in this style where the screen has colour.
    pub(super) fn cell(self, words: impl fmt::Display, screen: Screen) -> Cell {
        let mut cell = Cell::new(words);
        if !screen.colour {
            return cell;
        }
        let look = self.look();
        if let Some(Color::Ansi(colour)) = look.get_fg_color() {
            let number = Ansi256Color::from(colour).index();
            cell = cell.fg(comfy_table::Color::AnsiValue(number));
        }
        for (effect, attribute) in
            [(Effects::BOLD, Attribute::Bold), (Effects::DIMMED, Attribute::Dim)]
        {
            if look.get_effects().contains(effect) {
                cell = cell.add_attribute(attribute);
            }
        }
        cell
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLES: [Style; 9] = [
        Style::Conflict,
        Style::Corroborated,
        Style::Disputed,
        Style::Error,
        Style::Faint,
        Style::Hint,
        Style::Plain,
        Style::Strong,
        Style::Unverified,
    ];

    fn screen(colour: bool) -> Screen {
        Screen { colour, is_dumb: false, is_terminal: true, width: None }
    }

    #[track_caller]
    fn check(style: Style, expected: &str) {
        assert_eq!(style.paint("C1", screen(true)), expected);
    }

    #[test]
    fn words_are_painted_with_escapes_that_every_terminal_knows() {
        check(Style::Corroborated, "\u{1b}[32mC1\u{1b}[0m");
        check(Style::Error, "\u{1b}[1m\u{1b}[31mC1\u{1b}[0m");
        check(Style::Faint, "\u{1b}[2mC1\u{1b}[0m");
        check(Style::Plain, "C1");
    }

    #[test]
    fn a_screen_without_colour_gets_no_escapes() {
        for style in STYLES {
            assert_eq!(style.paint("C1", screen(false)), "C1");
            assert_eq!(style.cell("C1", screen(false)), Cell::new("C1"));
        }
    }

    #[test]
    fn a_cell_has_the_style_of_painted_words() {
        let green = comfy_table::Color::AnsiValue(2);
        let red = comfy_table::Color::AnsiValue(1);
        let cell = |style: Style| style.cell("C1", screen(true));
        assert_eq!(cell(Style::Corroborated), Cell::new("C1").fg(green));
        assert_eq!(cell(Style::Error), Cell::new("C1").fg(red).add_attribute(Attribute::Bold));
        assert_eq!(cell(Style::Faint), Cell::new("C1").add_attribute(Attribute::Dim));
        // A cell knows colours, bold and faint. A style with more in it would be lost there.
        for style in STYLES {
            let is_styled = style.look() != anstyle::Style::new();
            assert_eq!(cell(style) != Cell::new("C1"), is_styled, "{style:?}");
            assert_eq!(
                style.look().get_effects() - Effects::BOLD - Effects::DIMMED,
                Effects::new()
            );
        }
    }
}
