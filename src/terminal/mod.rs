//! How things look in a terminal: tables, colours, widths, and what is typed there. Of what the words
//! mean it knows only which colour a status has.

mod console;
mod held;
mod pager;
mod progress;
mod shell;
mod style;
mod table;
mod wrap;

pub use console::{Console, Screen};
pub use held::Held;
pub use pager::{Pager, PagerCommand};
pub use progress::Progress;
pub use shell::shell_quoted;
pub use style::Style;
pub use table::{Column, Table};
pub use wrap::{message, message_lines, wrapped};
