//! How things look in a terminal: tables, colours, widths. It knows neither what
//! the words mean nor where they come from.

mod console;
mod progress;
mod style;
mod table;
mod wrap;

pub use console::{Console, Screen};
pub use progress::Progress;
pub use style::Style;
pub use table::{Column, Table};
pub use wrap::wrapped;
