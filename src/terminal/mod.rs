//! Output for a terminal: tables, colours, widths, and quoting for the shell. It knows
//! nothing of what the words mean, except the colour of a status.

mod console;
mod held;
mod pager;
mod passphrase;
mod progress;
mod shell;
mod style;
mod table;
mod wrap;

pub use console::{Console, Screen};
pub use held::Held;
pub use pager::{Pager, PagerCommand};
pub use passphrase::ask;
pub use progress::Progress;
pub use shell::shell_quoted;
pub use style::Style;
pub use table::{Column, Table};
pub use wrap::{cut, message, message_lines, wrapped};
