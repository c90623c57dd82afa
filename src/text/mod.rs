//! From foreign bytes to candidate claims.
//!
//! ```text
//! an address -> fetch ─┐
//! a file ──────────────┴> read -> article text -> extract, or external -> candidate claims
//! ```

pub mod explain;
pub mod external;
pub mod extract;
pub mod fetch;
pub mod read;
